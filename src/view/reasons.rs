//! Reasons, with the data that settle them.

use serde::Serialize;

use super::basis::Basis;
use crate::logic::{Reason, Settler};
use crate::model::Datum;
use crate::source::Text;

/// A reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ReasonView {
    /// A sentence without its full stop.
    pub sentence: String,
    /// The data that settle it, or would.
    pub settled_by: Vec<SettlerView>,
}

/// A datum of the product that settles a condition, or would.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct SettlerView {
    /// Its name in the product file: `chip.soc.tee`.
    pub name: Text,
    /// The question that it answers.
    pub question: Text,
    /// The place of its answer, as `path:line`.
    pub place: Option<String>,
}

impl Basis<'_> {
    pub(super) fn reason(&self, reason: &Reason) -> ReasonView {
        ReasonView {
            sentence: reason.sentence.to_string(),
            settled_by: reason
                .settled_by
                .iter()
                .map(|settler| self.settler(settler))
                .collect(),
        }
    }

    pub(super) fn settler(&self, settler: &Settler) -> SettlerView {
        SettlerView {
            name: settler.name.clone(),
            question: self.question(settler.datum),
            place: self.place(settler.place),
        }
    }

    /// Returns the question that a datum answers.
    pub fn question(&self, datum: Datum) -> Text {
        let scheme = self.scheme;
        match datum {
            Datum::Fact(fact) => scheme.facts[fact].heading(),
            Datum::Inventory(inventory) => scheme.inventories[inventory].heading(),
            Datum::Attribute(inventory, attribute) => {
                scheme.attribute(inventory, attribute).heading()
            }
        }
    }
}
