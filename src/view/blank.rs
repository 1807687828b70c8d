//! A blank of a document: a slot, and the models of the series for which it is filled in at once.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use serde::{Serialize, Serializer};

use super::basis::Basis;
use super::cells::Cell;
use super::rounds::is_repeated;
use crate::answers::AnswerKey;
use crate::model::{Slot, SlotPart, SlotWord};
use crate::plan::{Products, RowKey};
use crate::source::Text;

/// A blank of a document: a place in which something is filled in.
///
/// Which models share a blank is worked out for each document, and is no part of the slot: an answer belongs to a slot and
/// a model. In a document a blank is a text, that of its slot. If not all models of the series share it, their
/// keys follow: `asvs-c:C.1/response/interface.console@NS-4212-W+NS-4220-W`.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(with = "String"))]
pub struct Blank {
    slot: Arc<Slot>,
    models: Models,
}

/// The models for which a blank is.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Models {
    /// It is about no model: a signature, a plan.
    None,
    /// All of the series.
    All(Arc<[Text]>),
    /// Some of the series.
    Some(Arc<[Text]>),
}

impl Blank {
    /// Makes the blank of what is about no model.
    pub(super) fn of(slot: Slot) -> Self {
        Self {
            slot: Arc::new(slot),
            models: Models::None,
        }
    }

    /// Returns the slot.
    pub fn slot(&self) -> &Slot {
        &self.slot
    }

    /// Returns the models for which it is filled in; none for what is about no model.
    pub fn models(&self) -> &[Text] {
        match &self.models {
            Models::None => &[],
            Models::All(models) | Models::Some(models) => models,
        }
    }

    /// Returns the keys of the answers that are filled in at once: one for each model, or one that is about no model.
    pub fn keys(&self) -> impl Iterator<Item = AnswerKey> {
        let models = self.models();
        let whole = models.is_empty().then_some(None);
        let models = models.iter().cloned().map(Some);
        whole.into_iter().chain(models).map(|model| AnswerKey {
            slot: Slot::clone(&self.slot),
            model,
        })
    }

    /// Returns the blank beside it: the same place, the same models, something else to fill in.
    #[must_use]
    pub(super) fn beside(&self, what: SlotWord) -> Self {
        Self {
            slot: Arc::new(self.slot.beside(what)),
            models: self.models.clone(),
        }
    }

    /// Returns it for some of its models, and for a later round of tests, if one is named.
    fn of_models(&self, models: &[Text], round: Option<u32>) -> Self {
        let slot = match round {
            Some(round) => Arc::new(in_round(Slot::clone(&self.slot), round)),
            None => Arc::clone(&self.slot),
        };
        let models = if models.len() == self.models().len() {
            self.models.clone()
        } else {
            Models::Some(models.into())
        };
        Self { slot, models }
    }

    /// Returns its text.
    pub fn text(&self) -> String {
        let mut text = self.slot.text();
        if let Models::Some(models) = &self.models {
            let mut separator = '@';
            for model in models.iter() {
                text.push(separator);
                text.push_str(model);
                separator = '+';
            }
        }
        text
    }
}

thread_local! {
    /// The blanks of the view that `blanks_in` writes.
    static WRITTEN: RefCell<Option<Vec<Blank>>> = const { RefCell::new(None) };
}

/// Returns the blanks of a view, in the order in which `write` writes them. It is the same way that leads them into
/// documents, so that none can be forgotten.
pub fn blanks_in(write: impl FnOnce()) -> Vec<Blank> {
    let before = WRITTEN.replace(Some(Vec::new()));
    write();
    WRITTEN.replace(before).unwrap_or_default()
}

impl Serialize for Blank {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        WRITTEN.with_borrow_mut(|written| {
            if let Some(written) = written {
                written.push(self.clone());
            }
        });
        serializer.serialize_str(&self.text())
    }
}

impl fmt::Display for Blank {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text())
    }
}

fn in_round(slot: Slot, round: u32) -> Slot {
    slot.with(SlotPart::Round, round.to_string())
}

impl Basis<'_> {
    /// Makes the blank of what is about no model; in the papers of a round, that of the round.
    pub(super) fn once(&self, slot: Slot) -> Blank {
        Blank::of(self.in_this_round(slot))
    }

    /// Makes the blank for a part of what belongs to no control and no model; in the papers of a round, that of the round.
    pub(super) fn part(&self, what: SlotWord, part: SlotPart, key: &str) -> Blank {
        self.once(Slot::of_product(what).with(part, key))
    }

    /// Returns a slot as the papers of this round have it.
    fn in_this_round(&self, slot: Slot) -> Slot {
        match self.round {
            Some(round) if is_repeated(&slot) => in_round(slot, round),
            Some(_) | None => slot,
        }
    }

    /// Returns the blank of a result in a round of tests. It is for the models of the result whose row the round covers; `None` if
    /// there are none.
    pub(super) fn repeated(&self, result: &Blank, round: u32) -> Option<Blank> {
        let covered = result.keys().filter(|key| self.rounds.covers(round, key));
        let models: Vec<Text> = covered.filter_map(|key| key.model).collect();
        (!models.is_empty()).then(|| result.of_models(&models, Some(round)))
    }

    /// Returns the blanks that count in place of the blank of a result. For each model, the last round that covers the row counts.
    pub(super) fn counting(&self, result: &Blank) -> Vec<Blank> {
        let mut by_round: BTreeMap<Option<u32>, Vec<Text>> = BTreeMap::new();
        for key in result.keys() {
            let round = self.rounds.superseding(&key);
            by_round.entry(round).or_default().extend(key.model);
        }
        let blanks = by_round.iter();
        blanks
            .map(|(round, models)| result.of_models(models, *round))
            .collect()
    }

    /// Makes the blank for what is filled in for some products of the series, an empty list standing for all.
    pub(super) fn blank(&self, slot: Slot, products: &Products) -> Blank {
        let slot = self.in_this_round(slot);
        let all = &self.lookups.models;
        let is_all = products.is_empty() || products.len() == all.len();
        let models = if is_all {
            Models::All(Arc::clone(all))
        } else {
            let keys = products.iter().filter_map(|product| match product {
                None => all.first().cloned(),
                Some(key) => Some(Text::from(key.as_str())),
            });
            Models::Some(keys.collect())
        };
        Blank {
            slot: Arc::new(slot),
            models,
        }
    }

    /// Makes the blank for what is filled in for the products of a cell.
    pub(super) fn blank_of(&self, slot: Slot, cell: &Cell) -> Blank {
        self.blank(slot, &cell.products)
    }
}

impl Slot {
    /// Adds the entry of a row, where there is one that is known.
    #[must_use]
    pub(super) fn on(self, row: Option<&RowKey>) -> Self {
        let slot = |slot: Self, inventory: &Text, id: &Text| {
            let slot = slot.with(SlotPart::Inventory, inventory.clone());
            slot.with(SlotPart::Entry, id.clone())
        };
        match row {
            Some(RowKey::Entry { inventory, id }) => slot(self, inventory, id),
            Some(RowKey::Pair {
                inventory,
                id,
                other,
            }) => slot(self, inventory, id).with(SlotPart::Other, other.clone()),
            Some(RowKey::Unknown { .. }) | None => self,
        }
    }
}

/// Makes the blank of what is about no model, for a later round of tests, if one is named.
pub(super) fn blank_in(slot: Slot, round: Option<u32>) -> Blank {
    Blank::of(match round {
        Some(round) => in_round(slot, round),
        None => slot,
    })
}

/// Makes the blank for a part of what belongs to no control and no model.
pub(super) fn part_blank(what: SlotWord, part: SlotPart, key: &str) -> Blank {
    Blank::of(Slot::of_product(what).with(part, key))
}
