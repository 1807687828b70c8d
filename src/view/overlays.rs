//! The overlays whose wording, or whose comparison with a licensed copy, a document uses.

use std::collections::BTreeSet;

use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::model::{ControlId, Id, OverlaidPart, Overlay, OverlayId, Scheme};
use crate::source::{FileId, Sources, Text};

/// An overlay: the wording of a licensed copy of a source, kept outside the scheme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct OverlayView {
    /// The catalog: `iso27400@2022`.
    pub catalog: String,
    /// The title.
    pub title: Text,
    /// The licensed copy.
    pub source: Text,
    /// The notice that goes with its wording; `None` if none of its wording is used.
    pub notice: Option<String>,
    /// How many of the controls shown have wording of the copy.
    pub worded: usize,
    /// How many of the controls shown have other aspects that were compared with the copy.
    pub compared: usize,
    /// The files that it consists of, from which the same document can be made again.
    pub files: Vec<OverlayFile>,
}

/// A file of an overlay.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct OverlayFile {
    /// The file, as the user named it.
    pub path: String,
    /// The SHA-256 of its text, in small letters.
    pub sha256: String,
}

/// Shows the overlays that changed at least one of the controls shown.
pub(super) fn view_overlays(
    scheme: &Scheme,
    sources: &Sources,
    shown: impl Iterator<Item = ControlId>,
) -> Vec<OverlayView> {
    let count = scheme.overlays.len();
    let mut worded = vec![BTreeSet::new(); count];
    let mut compared = vec![BTreeSet::new(); count];
    for id in shown {
        for one in &scheme.controls[id].overlaid {
            let counted = match one.part {
                OverlaidPart::Text => &mut worded,
                OverlaidPart::Ground => &mut compared,
            };
            if let Some(controls) = counted.get_mut(one.overlay.index()) {
                controls.insert(id);
            }
        }
    }
    let counted = scheme.overlays.ids().zip(worded.iter().zip(&compared));
    counted
        .filter(|(_, (worded, compared))| !worded.is_empty() || !compared.is_empty())
        .map(|(id, (worded, compared))| {
            let counts = (worded.len(), compared.len());
            view_overlay(scheme, sources, id, counts)
        })
        .collect()
}

fn view_overlay(
    scheme: &Scheme,
    sources: &Sources,
    id: OverlayId,
    (worded, compared): (usize, usize),
) -> OverlayView {
    let overlay: &Overlay = &scheme.overlays[id];
    let files = overlay.files.iter();
    let mut files: Vec<OverlayFile> = files.filter_map(|id| view_file(sources, *id)).collect();
    files.sort();
    OverlayView {
        catalog: overlay.catalog.to_string(),
        title: overlay.title.clone(),
        source: overlay.source.clone(),
        notice: overlay
            .notice
            .as_ref()
            .filter(|_| worded > 0)
            .map(ToString::to_string),
        worded,
        compared,
        files,
    }
}

fn view_file(sources: &Sources, id: FileId) -> Option<OverlayFile> {
    let file = sources.get(id)?;
    let digest = Sha256::digest(file.text().as_bytes());
    let hex = digest.iter().map(|byte| format!("{byte:02x}"));
    Some(OverlayFile {
        path: file.path().to_owned(),
        sha256: hex.collect(),
    })
}
