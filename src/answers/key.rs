//! The key of an answer: a slot, and the model of the series for which it was filled in.

use crate::model::{Slot, SlotPart};
use crate::source::Text;

/// The key of an answer.
///
/// Which models share an answer is worked out for each build and is no part of the key, so that no answer gets another
/// key when a model comes, goes or changes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AnswerKey {
    /// What is filled in.
    pub slot: Slot,
    /// The key of the model; `None` for what is about no model.
    pub model: Option<Text>,
}

/// The item that an answer is about. The answers about one item are one file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Item {
    /// The product as a whole.
    Product,
    /// A control, with the key of its catalog.
    Control(Text),
    /// A procedure.
    Procedure(Text),
    /// An inventory.
    Inventory(Text),
    /// A kind of evidence.
    Evidence(Text),
    /// A form.
    Form(Text),
    /// A rule of the process.
    Rule(Text),
}

/// Makes an item of its key.
type MakeItem = fn(Text) -> Item;

impl AnswerKey {
    /// Returns it as one text for print: `asvs-c:C.1/response/interface.console@NS-4210`.
    pub fn text(&self) -> String {
        let slot = self.slot.text();
        match &self.model {
            Some(model) => format!("{slot}@{model}"),
            None => slot,
        }
    }

    /// Returns the item that it is about.
    pub fn item(&self) -> Item {
        if let Some(control) = &self.slot.control {
            return Item::Control(control.clone());
        }
        let items: [(SlotPart, MakeItem); 5] = [
            (SlotPart::Procedure, Item::Procedure),
            (SlotPart::Inventory, Item::Inventory),
            (SlotPart::Evidence, Item::Evidence),
            (SlotPart::Form, Item::Form),
            (SlotPart::Rule, Item::Rule),
        ];
        let mut items = items.into_iter();
        let found = items.find_map(|(part, item)| Some(item(self.slot.part(part)?.clone())));
        found.unwrap_or(Item::Product)
    }
}

impl Item {
    /// Returns the word for its kind, as answer files and their folders are called: `control`.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Product => "product",
            Self::Control(_) => "control",
            Self::Procedure(_) => "procedure",
            Self::Inventory(_) => "inventory",
            Self::Evidence(_) => "evidence",
            Self::Form(_) => "form",
            Self::Rule(_) => "rule",
        }
    }

    /// Returns the part of a slot that names it; `None` for the product, and for a control, which is no part.
    pub fn part(&self) -> Option<SlotPart> {
        SlotPart::from_word(self.word())
    }

    /// Returns its key; `None` for the product as a whole.
    pub fn key(&self) -> Option<&Text> {
        match self {
            Self::Product => None,
            Self::Control(key)
            | Self::Procedure(key)
            | Self::Inventory(key)
            | Self::Evidence(key)
            | Self::Form(key)
            | Self::Rule(key) => Some(key),
        }
    }
}
