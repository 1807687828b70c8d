//! The vocabulary of products: facts, inventories with their attributes and claims, subsets, derived
//! names, constraints (L-060 to L-074).

use serde::Serialize;

use super::condition::{Condition, Set};
use super::numbering::Numbering;
use super::table::{AttributeId, PartyId, ProcedureId, Table};
use super::types::{Type, TypeKind};
use crate::source::{Place, Text};

/// A fact about the product as a whole.
#[derive(Debug, Clone, PartialEq)]
pub struct Fact {
    /// The name.
    pub key: Text,
    /// The question, as a vendor reads it.
    pub question: Text,
    /// The number under which the source has it (L-340).
    pub number: Numbering,
    /// More about it.
    pub about: Option<Text>,
    /// Whether it decides nothing (L-307).
    pub for_information: bool,
    /// Earlier names.
    pub was: Vec<Text>,
    /// The type of its answers.
    pub answer: Type,
    /// Where it is declared.
    pub place: Place,
}

/// A list of like parts of a product.
#[derive(Debug, Clone, PartialEq)]
pub struct Inventory {
    /// The name.
    pub key: Text,
    /// What is listed.
    pub title: Text,
    /// The number under which the source has it (L-340).
    pub number: Numbering,
    /// More about it.
    pub about: Option<Text>,
    /// Attributes and claims in order.
    pub attributes: Table<AttributeId, Attribute>,
    /// The attributes whose answers stand beside an entry in documents; empty for the first two single choices (L-308).
    pub label: Vec<AttributeId>,
    /// The procedures by which a laboratory confirms the list.
    pub confirmed: Vec<ProcedureId>,
    /// Earlier names.
    pub was: Vec<Text>,
    /// Where it is declared.
    pub place: Place,
}

/// A question about each entry of an inventory.
#[derive(Debug, Clone, PartialEq)]
pub struct Attribute {
    /// The name.
    pub key: Text,
    /// The question.
    pub question: Text,
    /// The number under which the source has it (L-340).
    pub number: Numbering,
    /// Whether it decides nothing (L-307).
    pub for_information: bool,
    /// The type of its answers.
    pub answer: Type,
    /// What kind of question it is.
    pub kind: AttributeKind,
    /// Whether, as a reference within its inventory, it never leads back to the entry from which it starts (L-078).
    pub acyclic: bool,
    /// Earlier names.
    pub was: Vec<Text>,
    /// The parties that may see it; every party where none is named (L-314).
    pub audience: Vec<PartyId>,
    /// Where it is declared.
    pub place: Place,
}

impl Attribute {
    /// Says whether a product file can say what it could only be for entries that are not listed (L-342): of a property that
    /// is no text.
    pub fn can_be_bounded(&self) -> bool {
        let is_free = matches!(
            self.answer.kind,
            TypeKind::Text | TypeKind::Version | TypeKind::Sha256
        );
        self.kind == AttributeKind::Property && !is_free
    }
}

/// What an attribute speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum AttributeKind {
    /// What is, in silicon, on the board or in the image.
    Property,
    /// What was done about it; never decides applicability unless the condition says `claimed`.
    Claim,
}

/// The entries of an inventory that meet a condition.
#[derive(Debug, Clone, PartialEq)]
pub struct Subset {
    /// The name.
    pub key: Text,
    /// What its entries are.
    pub title: Text,
    /// The number under which the source has it (L-340).
    pub number: Numbering,
    /// More about it.
    pub about: Option<Text>,
    /// What it is cut from.
    pub of: Set,
    /// What its entries meet.
    pub filter: Condition,
    /// Where it is declared.
    pub place: Place,
}

/// A yes/no name for a condition.
#[derive(Debug, Clone, PartialEq)]
pub struct Derive {
    /// The name.
    pub key: Text,
    /// What it says.
    pub title: Text,
    /// The number under which the source has it (L-340).
    pub number: Numbering,
    /// More about it.
    pub about: Option<Text>,
    /// What it stands for.
    pub meaning: Condition,
    /// Where it is declared.
    pub place: Place,
}

/// A condition that holds for every product.
#[derive(Debug, Clone, PartialEq)]
pub struct Constraint {
    /// What holds, in words.
    pub title: Text,
    /// The number under which the source has it (L-340).
    pub number: Numbering,
    /// What to do about a product that breaks it.
    pub hint: Option<Text>,
    /// What holds.
    pub condition: Condition,
    /// Where it is declared.
    pub place: Place,
}
