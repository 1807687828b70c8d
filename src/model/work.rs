//! How the work is organised: who does it, in which phases, in which states of set-up, and with what.

use super::numbering::Numbering;
use super::procedure::Depth;
use super::prose::prose_of;
use crate::source::{Place, Text};

/// A role in a laboratory (who does the work), a configuration (a state of set-up in which a case is carried
/// out), a piece of equipment of the laboratory, or a delivery of the vendor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Titled {
    /// The key.
    pub key: Text,
    /// The title.
    pub title: Text,
    /// The number under which the source has it (L-340).
    pub number: Numbering,
    /// What a person in the role knows and does, how a product is brought into the configuration, or more about the
    /// equipment or the delivery.
    pub about: Option<Text>,
    /// Earlier keys.
    pub was: Vec<Text>,
    /// Where it is declared.
    pub place: Place,
}

/// A phase of the work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phase {
    /// The key.
    pub key: Text,
    /// The title.
    pub title: Text,
    /// The number under which the source has it (L-340).
    pub number: Numbering,
    /// What happens in it.
    pub about: Option<Text>,
    /// The depth whose blocks fall in it, unless their procedure names another phase.
    pub depth: Option<Depth>,
    /// Earlier keys.
    pub was: Vec<Text>,
    /// Where it is declared.
    pub place: Place,
}

#[rustfmt::skip]
prose_of! {
    Titled key { prose: title about; parts: ; none: number was; }
    Phase key { prose: title about; parts: ; none: number depth was; }
}
