//! Where a condition is written, and what it says.

use crate::model::Condition;
use crate::source::Place;

/// Returns the place of the first test or quantifier of a condition; `None` for derived names alone.
pub(super) fn place_of(condition: &Condition) -> Option<Place> {
    match condition {
        Condition::All(parts) | Condition::Any(parts) => parts.iter().find_map(place_of),
        Condition::Not(part) => place_of(part),
        Condition::Quantified(quantified) => Some(quantified.place),
        Condition::Test(test) => Some(test.place),
        Condition::Derived(_) | Condition::Broken => None,
    }
}
