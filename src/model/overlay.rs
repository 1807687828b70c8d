//! Overlays: the wording of a licensed copy of a source, and what was seen to agree with it.

use super::provenance::Aspect;
use super::table::ids;
use crate::source::{FileId, Place, Text};

ids! {
    /// An overlay of a catalog.
    OverlayId,
}

/// The overlay of a catalog: from which copy its wording comes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overlay {
    /// Key and version of the catalog: `iso27400@2022`.
    pub catalog: Text,
    /// The title.
    pub title: Text,
    /// The copy.
    pub source: Text,
    /// The notice that every document with its wording prints.
    pub notice: Option<Text>,
    /// The files that it consists of, in their order.
    pub files: Vec<FileId>,
    /// Where it is declared.
    pub place: Place,
}

/// What an overlay changed of a control.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Overlaid {
    /// The overlay.
    pub overlay: OverlayId,
    /// The aspect.
    pub aspect: Aspect,
    /// Which part of the aspect.
    pub part: OverlaidPart,
}

/// The part of an aspect that an overlay changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OverlaidPart {
    /// The text, and with it the ground.
    Text,
    /// The ground alone.
    Ground,
}
