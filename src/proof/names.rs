//! The names that a condition rests on.

use std::collections::BTreeSet;

use crate::model::{Condition, DefinedName, Mention, Scheme, visit_condition, visit_definition};

/// On how many names a condition may rest so that it is proved.
const MOST_NAMES: usize = 1_000;

/// On how many names that ask about entries a condition may rest. A solver takes very long over long chains of them.
const MOST_ABOUT_ENTRIES: usize = 24;

/// Says whether a condition rests on so many names that nothing is proved of it.
pub fn rests_on_many(scheme: &Scheme, condition: &Condition) -> bool {
    let mut left: Vec<DefinedName> = Vec::new();
    visit_condition(condition, &mut |mention| {
        left.extend(mention.defined_name());
    });
    let mut known = BTreeSet::new();
    let mut about_entries = 0;
    while let Some(name) = left.pop() {
        if !known.insert(name) {
            continue;
        }
        let mut asks_about_entries = false;
        visit_definition(scheme, name, &mut |mention| {
            asks_about_entries |= matches!(mention, Mention::Set(_) | Mention::Attribute(_));
            left.extend(mention.defined_name());
        });
        about_entries += usize::from(asks_about_entries);
        if known.len() > MOST_NAMES || about_entries > MOST_ABOUT_ENTRIES {
            return true;
        }
    }
    false
}

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
