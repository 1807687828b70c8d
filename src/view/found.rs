//! Who found an entry that the vendor had not declared, and what the vendor says to it.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use serde::Serialize;

use crate::answers::{Found, FoundEntry, Person, Stance, StanceWord};
use crate::model::InventoryId;
use crate::source::Text;

/// Who found an entry, and what the vendor says to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct FoundByView {
    /// Who found it.
    pub by: String,
    /// When.
    pub when: String,
    /// The models in which it was found; empty for all.
    pub models: Vec<String>,
    /// The numbers of the evidence that shows it.
    pub evidence: Vec<String>,
    /// What the vendor says to it; `None` while the vendor has not answered.
    pub stance: Option<StanceView>,
}

/// What the vendor says to a found entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct StanceView {
    /// Whether the vendor accepts it.
    pub word: StanceWord,
    /// Who says so.
    pub by: String,
    /// When.
    pub when: String,
    /// The reason, where one is given.
    pub because: Option<String>,
}

/// What is known of found entries, by inventory and id. It is read by key only.
pub(super) type FoundNotes = FxHashMap<(InventoryId, Text), FoundByView>;

/// Gathers what is known of found entries. A person who is not known is shown by key.
pub(super) fn gather_notes(found: &Found, people: &BTreeMap<String, Person>) -> FoundNotes {
    let name = |key: &str| {
        let person = people.get(key);
        person.map_or_else(|| key.to_owned(), |person| person.name.clone())
    };
    let notes = found.entries.iter().map(|one| {
        let key = (one.inventory, one.entry.id.clone());
        (key, view_note(one, name))
    });
    notes.collect()
}

fn view_note(one: &FoundEntry, name: impl Fn(&str) -> String) -> FoundByView {
    let stance = one.stance.as_ref().map(|stance: &Stance| StanceView {
        word: stance.word,
        by: name(&stance.by),
        when: stance.when.to_string(),
        because: stance.because.clone(),
    });
    FoundByView {
        by: name(&one.by),
        when: one.when.to_string(),
        models: one.models.clone(),
        evidence: one.evidence.clone(),
        stance,
    }
}
