//! Where a condition is written, and what it says.

use crate::model::Condition;
use crate::source::{Place, Span};

/// Returns the place of a condition, from its first test or quantifier to its last one; `None` for derived names alone.
pub(super) fn place_of(condition: &Condition) -> Option<Place> {
    match condition {
        Condition::All(parts) | Condition::Any(parts) => {
            parts.iter().filter_map(place_of).reduce(up_to)
        }
        Condition::Not(part) => place_of(part),
        Condition::Quantified(quantified) => Some(quantified.place),
        Condition::Test(test) => Some(test.place),
        Condition::Derived(_) | Condition::Broken => None,
    }
}

/// Returns the place from one to another. A condition stands in one file.
fn up_to(first: Place, last: Place) -> Place {
    if first.file != last.file {
        return first;
    }
    let span = Span {
        start: first.span.start.min(last.span.start),
        end: first.span.end.max(last.span.end),
    };
    Place { span, ..first }
}
