//! The names that a condition rests on.

use std::collections::BTreeSet;

use crate::model::{Condition, DefinedName, Scheme, visit_condition, visit_definition};

/// Returns the names that a condition mentions, directly or through others, each after those that it rests on.
pub(super) fn names_below(scheme: &Scheme, condition: &Condition) -> Vec<DefinedName> {
    let mut stack: Vec<(DefinedName, bool)> = Vec::new();
    visit_condition(condition, &mut |mention| {
        stack.extend(mention.defined_name().map(|name| (name, false)));
    });
    let mut begun: BTreeSet<DefinedName> = BTreeSet::new();
    let mut names = Vec::new();
    while let Some((name, is_begun)) = stack.pop() {
        if is_begun {
            names.push(name);
        } else if begun.insert(name) {
            stack.push((name, true));
            visit_definition(scheme, name, &mut |mention| {
                stack.extend(mention.defined_name().map(|name| (name, false)));
            });
        }
    }
    names
}
