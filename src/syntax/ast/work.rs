//! Roles, phases, configurations.

use super::{Name, Text};

/// `role key "Title" { … }`, and `phase` and `configuration` alike
#[derive(Debug, Clone, PartialEq, Default)]
pub struct WorkDraft {
    /// The key.
    pub key: Name,
    /// The title.
    pub title: Text,
    /// `about "…"`
    pub about: Option<Text>,
    /// `depth review`, of a phase
    pub depth: Option<Name>,
    /// `was old`
    pub was: Vec<Name>,
}
