//! What the laboratory found beyond the product file.

use crate::model::{Date, Entry, InventoryId, words};

words! {
    /// The vendor's word on a found entry.
    StanceWord {
        /// The product has it.
        Accepted = "accepted",
        /// The product does not have it, or it is something else.
        Contested = "contested",
    }
}

/// What `found.yaml` says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// The found entries, in the order of the scheme's inventories, then as written.
    pub entries: Vec<FoundEntry>,
}

/// An entry that the laboratory found beyond the product file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundEntry {
    /// The inventory to which it belongs.
    pub inventory: InventoryId,
    /// Its answers, under an id that was made for it and stays. Its origin is *found*.
    pub entry: Entry,
    /// The key of the person who found it.
    pub by: String,
    /// When it was found.
    pub when: Date,
    /// The keys of the models in which it was found; empty for all.
    pub models: Vec<String>,
    /// The numbers of the evidence that shows it.
    pub evidence: Vec<String>,
    /// What the vendor said to it; `None` where the vendor has not answered yet.
    pub stance: Option<Stance>,
}

/// What the vendor said to a found entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stance {
    /// The word.
    pub word: StanceWord,
    /// The key of the person.
    pub by: String,
    /// When.
    pub when: Date,
    /// The reason, where one was given.
    pub because: Option<String>,
}
