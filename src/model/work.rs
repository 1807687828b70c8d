//! How the work is organised: who does it, in which phases, and in which states of set-up.

use super::procedure::Depth;
use crate::source::Place;

/// Who of a laboratory does the work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Role {
    /// The key.
    pub key: String,
    /// The title.
    pub title: String,
    /// What it knows and does.
    pub about: Option<String>,
    /// Earlier keys.
    pub was: Vec<String>,
    /// Where it is declared.
    pub place: Place,
}

/// A phase of the work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phase {
    /// The key.
    pub key: String,
    /// The title.
    pub title: String,
    /// What happens in it.
    pub about: Option<String>,
    /// The depth whose blocks fall in it, unless their procedure says another phase.
    pub depth: Option<Depth>,
    /// Earlier keys.
    pub was: Vec<String>,
    /// Where it is declared.
    pub place: Place,
}

/// A state of set-up in which a case is carried out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Configuration {
    /// The key.
    pub key: String,
    /// The title.
    pub title: String,
    /// How a product is brought into it.
    pub about: Option<String>,
    /// Earlier keys.
    pub was: Vec<String>,
    /// Where it is declared.
    pub place: Place,
}
