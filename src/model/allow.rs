//! Warnings that a scheme switches off (L-245).

use super::prose::{HasProse, Visit};
use crate::source::{Place, Text};

/// Warnings that a scheme switches off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allow {
    /// The codes of the warnings.
    pub codes: Vec<Marked>,
    /// The items that may have them; any item where there is none.
    pub items: Vec<AllowedItem>,
    /// Whether an item that it names was left out, so that nothing follows from its absence.
    pub incomplete: bool,
    /// Why.
    pub because: Text,
    /// Where it is declared.
    pub place: Place,
}

/// A word with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marked {
    /// The word.
    pub word: Text,
    /// Where it is written.
    pub place: Place,
}

/// An item that may have a warning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AllowedItem {
    /// Its name, as written.
    pub name: Marked,
    /// All that belongs to the items with that name: of each kind there may be one.
    pub extent: Vec<Place>,
}

impl HasProse for Allow {
    fn visit_prose<'s>(&'s self, owner: &'s str, visit: Visit<'_, 's>) {
        let Self {
            codes: _,
            items: _,
            incomplete: _,
            because,
            place,
        } = self;
        visit(*place, owner, &[because]);
    }
}
