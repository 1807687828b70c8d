//! Scenarios: small products and what follows from them.

use super::provenance::words;
use super::situation::{Datum, Situation};
use super::table::{ControlId, LevelId};
use crate::source::{Place, Text};

/// A small product and what follows from it.
#[derive(Debug, Clone, PartialEq)]
pub struct Scenario {
    /// What it shows.
    pub title: Text,
    /// The level of the edition; `None` where it has none.
    pub level: Option<LevelId>,
    /// The product.
    pub situation: Situation,
    /// What follows.
    pub expects: Vec<Expectation>,
    /// Where it is declared.
    pub place: Place,
}

/// What follows for one control.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expectation {
    /// The control.
    pub control: ControlId,
    /// How it stands.
    pub status: Standing,
    /// What it rests on: without all of these the control would be open, and not without fewer of them.
    pub because: Vec<Datum>,
    /// Where it is written.
    pub place: Place,
}

words! {
    /// How a control stands for a product.
    Standing {
        /// It applies.
        Applies = "applies",
        /// It does not apply.
        NotApplicable = "not applicable",
        /// What is known does not settle it.
        Open = "open",
        /// Its verdict follows those of others.
        Covered = "covered",
        /// It is set aside.
        NotAssessed = "not assessed",
    }
}
