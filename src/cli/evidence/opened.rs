//! Lists of components as commands show them.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Serialize;

use crate::answers::{ComponentCounts, EvidenceNumber, HeldAgainst};
use crate::diag::Diagnostics;
use crate::holdings::{FoundComponents, SubmittedPiece, check_components, hold_components};
use crate::model::{EvidenceForm, Scheme, Target};
use crate::project::{Addition, Disk, read_component_list, shown};

/// A list of components.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct ListRow<'l> {
    pub number: String,
    /// The path below the evidence folder of the party.
    file: &'l str,
    /// The format.
    format: &'static str,
    /// Its version.
    version: &'l str,
    /// The version as which a newer one was read.
    read_as: Option<&'static str>,
    #[serde(flatten)]
    counts: ComponentCounts,
    /// How it agrees with the entries that it covers.
    held: &'l [HeldAgainst],
    /// All of this on one line.
    pub line: String,
}

impl<'l> ListRow<'l> {
    /// Returns the row of a list; `None` for one that is not read, which is a warning.
    pub fn of(components: &'l FoundComponents) -> Option<Self> {
        let held = components.list.as_ref().ok()?;
        Some(Self {
            number: components.number.to_string(),
            file: &components.file,
            format: held.list.format.word(),
            version: &held.list.version,
            read_as: held.list.known,
            counts: held.list.counts,
            held: &held.held,
            line: held.line(),
        })
    }
}

/// What was found in files that are being registered.
#[derive(Debug, Default)]
pub(super) struct Opened {
    /// A line for each list of components, by the number of its piece.
    pub lines: BTreeMap<EvidenceNumber, String>,
    /// What is wrong with them.
    pub diagnostics: Diagnostics,
}

/// Opens files that are being registered as lists of components.
pub(super) fn open_lists(
    scheme: &Scheme,
    target: &Target,
    addition: &Addition,
    pieces: &[SubmittedPiece],
) -> Opened {
    let mut opened = Opened::default();
    for (path, registered) in &addition.registered {
        let number = registered.number();
        let piece = pieces.iter().find(|piece| piece.number == *number);
        let components = piece.and_then(|piece| open_list(scheme, target, path, piece));
        let Some(components) = components else {
            continue;
        };
        if let Some(row) = ListRow::of(&components) {
            opened.lines.insert(number.clone(), row.line);
        }
        opened.diagnostics.append(check_components(&[components]));
    }
    opened
}

fn open_list(
    scheme: &Scheme,
    target: &Target,
    path: &Path,
    piece: &SubmittedPiece,
) -> Option<FoundComponents> {
    let is_list = |kind| scheme.evidence[kind].form == EvidenceForm::Components;
    let list = piece.evidence.iter().find(|one| is_list(one.kind))?;
    let read = read_component_list(&Disk, path);
    Some(FoundComponents {
        number: piece.number.clone(),
        file: shown(path),
        place: None,
        list: read.map(|read| hold_components(scheme, target, &list.covers, read)),
    })
}
