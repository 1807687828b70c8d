//! Opens registered lists of components.

use std::path::Path;

use rayon::prelude::*;

use super::inside::{Lies, locate};
use super::load::evidence_folder;
use crate::answers::{ComponentList, EvidenceNumber};
use crate::diag::Checked;
use crate::holdings::{FoundComponents, hold_components, submit_pieces};
use crate::intake::{Bounds, RegisterDraft, Unread, read_components};
use crate::model::{EvidenceForm, Scheme, Target};
use crate::product::Covered;
use crate::project::files::{FileSystem, Kind};

/// A registered list of components.
struct Listed {
    number: EvidenceNumber,
    file: String,
    covers: Vec<Covered>,
}

/// Reads the lists of components that a register has in its evidence folder, side by side, and holds each against the entries
/// that it covers (L-365). Lists that are kept elsewhere are not read.
pub fn read_component_lists(
    files: &dyn FileSystem,
    folder: &Path,
    scheme: &Scheme,
    target: &Target,
    draft: &RegisterDraft,
) -> Vec<FoundComponents> {
    let root = folder.join(evidence_folder(&draft.register.party));
    let listed = lists_in(scheme, target, draft);
    let read = listed.into_par_iter().map(|one| {
        let path = root.join(&one.file);
        // Where there is no file, or a link leads out, the check of files reports it.
        let is_there = matches!(files.kind(&path), Ok(Some(Kind::File)));
        let is_inside = is_there && matches!(locate(files, &root, &path), Ok(Lies::Inside(_)));
        let list = is_inside.then(|| read_component_list(files, &path))?;
        Some(FoundComponents {
            place: draft.places.field(&one.number, "file"),
            list: list.map(|list| hold_components(scheme, target, &one.covers, list)),
            number: one.number,
            file: one.file,
        })
    });
    let read: Vec<Option<FoundComponents>> = read.collect();
    read.into_iter().flatten().collect()
}

/// Reads a file as a list of components.
///
/// # Errors
/// Returns why it is not read.
pub fn read_component_list(files: &dyn FileSystem, path: &Path) -> Result<ComponentList, Unread> {
    read_components(&mut || files.open(path), Bounds::default())
}

fn lists_in(scheme: &Scheme, target: &Target, draft: &RegisterDraft) -> Vec<Listed> {
    let pieces = &draft.register.pieces;
    // What names something that does not exist is reported where the register is checked.
    let Checked { value, .. } = submit_pieces(scheme, target, pieces.iter(), &draft.places);
    let lists = value.into_iter().filter_map(|one| {
        let mut kinds = one.evidence.into_iter();
        let list =
            kinds.find(|piece| scheme.evidence[piece.kind].form == EvidenceForm::Components)?;
        let file = pieces.get(&one.number)?.file()?.to_owned();
        Some(Listed {
            number: one.number,
            file,
            covers: list.covers,
        })
    });
    lists.collect()
}
