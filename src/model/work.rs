//! How the work is organised: who does it, in which phases, and in which states of set-up.

use super::procedure::Depth;
use crate::source::{Place, Text};

/// What is no more than a name with words about it: who of a laboratory does the work (a role), or a state of
/// set-up in which a case is carried out (a configuration).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Titled {
    /// The key.
    pub key: Text,
    /// The title.
    pub title: Text,
    /// What somebody knows and does, or how a product is brought into the state.
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
    /// The depth whose blocks fall in it, unless their procedure says another phase.
    pub depth: Option<Depth>,
    /// Earlier keys.
    pub was: Vec<Text>,
    /// Where it is declared.
    pub place: Place,
}
