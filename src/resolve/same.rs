//! Whether two lines say the same, wherever they stand.

use crate::model::{Clauses, Condition, Quantified, Quantifier};

/// Says whether two lines are owed for the same entries under the same condition.
pub(super) fn same_clauses(a: &Clauses, b: &Clauses) -> bool {
    a.rows == b.rows
        && same_option(a.filter.as_deref(), b.filter.as_deref())
        && same_option(a.condition.as_deref(), b.condition.as_deref())
}

fn same_option(a: Option<&Condition>, b: Option<&Condition>) -> bool {
    match (a, b) {
        (None, None) => true,
        (Some(a), Some(b)) => same_condition(a, b),
        (Some(_), None) | (None, Some(_)) => false,
    }
}

fn same_condition(a: &Condition, b: &Condition) -> bool {
    match (a, b) {
        (Condition::All(a), Condition::All(b)) | (Condition::Any(a), Condition::Any(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same_condition(a, b))
        }
        (Condition::Not(a), Condition::Not(b)) => same_condition(a, b),
        (Condition::Derived(a), Condition::Derived(b)) => a == b,
        (Condition::Test(a), Condition::Test(b)) => {
            a.subject == b.subject && a.operator == b.operator
        }
        (Condition::Quantified(a), Condition::Quantified(b)) => same_quantified(a, b),
        // Nothing is known of a broken part, so nothing is said of it.
        (
            Condition::All(_)
            | Condition::Any(_)
            | Condition::Not(_)
            | Condition::Derived(_)
            | Condition::Test(_)
            | Condition::Quantified(_)
            | Condition::Broken,
            _,
        ) => false,
    }
}

fn same_quantified(a: &Quantified, b: &Quantified) -> bool {
    let quantifiers = match (&a.quantifier, &b.quantifier) {
        (Quantifier::Every(a), Quantifier::Every(b)) => same_condition(a, b),
        (a, b) => a == b,
    };
    quantifiers && a.set == b.set && same_option(a.filter.as_ref(), b.filter.as_ref())
}
