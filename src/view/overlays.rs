//! The overlays whose wording, or whose comparison with a licensed copy, a document uses.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::answers::FileHash;
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
    /// The file: its path below the folder that was named, or its name.
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
    let mut changed = vec![Changed::default(); scheme.overlays.len()];
    for id in shown {
        for overlaid in &scheme.controls[id].overlaid {
            let Some(controls) = changed.get_mut(overlaid.overlay.index()) else {
                continue;
            };
            match overlaid.part {
                OverlaidPart::Text => controls.worded.insert(id),
                OverlaidPart::Ground => controls.compared.insert(id),
            };
        }
    }
    scheme
        .overlays
        .ids()
        .zip(&changed)
        .filter(|(_, controls)| !controls.worded.is_empty() || !controls.compared.is_empty())
        .map(|(id, controls)| view_overlay(scheme, sources, id, controls))
        .collect()
}

/// The controls that an overlay changed.
#[derive(Debug, Clone, Default)]
struct Changed {
    /// Controls with wording of the copy.
    worded: BTreeSet<ControlId>,
    /// Controls with other aspects that were compared with the copy.
    compared: BTreeSet<ControlId>,
}

fn view_overlay(
    scheme: &Scheme,
    sources: &Sources,
    id: OverlayId,
    changed: &Changed,
) -> OverlayView {
    let overlay: &Overlay = &scheme.overlays[id];
    let mut files: Vec<OverlayFile> = overlay
        .files
        .iter()
        .filter_map(|id| view_file(sources, *id))
        .collect();
    files.sort();
    OverlayView {
        catalog: overlay.catalog.to_string(),
        title: overlay.title.clone(),
        source: overlay.source.clone(),
        notice: overlay
            .notice
            .as_ref()
            .filter(|_| !changed.worded.is_empty())
            .map(ToString::to_string),
        worded: changed.worded.len(),
        compared: changed.compared.len(),
        files,
    }
}

fn view_file(sources: &Sources, id: FileId) -> Option<OverlayFile> {
    let file = sources.get(id)?;
    Some(OverlayFile {
        path: file.name().to_owned(),
        sha256: FileHash::of(file.text().as_bytes()).to_string(),
    })
}
