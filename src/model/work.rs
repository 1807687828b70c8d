//! How the work is organised: who does it, in which phases, and in which states of set-up.

use super::procedure::Depth;
use super::prose::prose_of;
use crate::source::{Place, Text};

/// A role in a laboratory (who does the work), or a configuration (a state of set-up in which a case is carried
/// out).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Titled {
    /// The key.
    pub key: Text,
    /// The title.
    pub title: Text,
    /// What a person in the role knows and does, or how a product is brought into the configuration.
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
    Titled key { prose: title about; parts: ; none: was; }
    Phase key { prose: title about; parts: ; none: depth was; }
}
