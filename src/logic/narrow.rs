//! Narrowing: for `reference is this`, the entries that refer to an entry are looked up in an index.

use std::cell::RefCell;
use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::evaluator::{Evaluator, Narrowing, Scope};
use super::test::{Lookup, look_up};
use crate::model::{Condition, Operand, Operator, Quantified, Test, TestSubject, Value};

impl<'a> Evaluator<'a> {
    /// Returns the index of a quantifier's entries, where its filter asks for a reference to an enclosing entry.
    pub(super) fn narrowing(&self, quantified: &'a Quantified) -> Option<Rc<Narrowing<'a>>> {
        let key = std::ptr::from_ref(quantified);
        if let Some(known) = self.known.narrowings.borrow().get(&key) {
            return known.clone();
        }
        let narrowing = self.find_narrowing(quantified).map(Rc::new);
        let mut known = self.known.narrowings.borrow_mut();
        known.insert(key, narrowing.clone());
        narrowing
    }

    fn find_narrowing(&self, quantified: &'a Quantified) -> Option<Narrowing<'a>> {
        let filter = quantified.filter.as_ref()?;
        let (test, outer) = conjuncts(filter).iter().find_map(reference_to_this)?;
        let inventory = self.scheme.inventory_of(quantified.set);
        let mut by_id: FxHashMap<&'a str, Vec<usize>> = FxHashMap::default();
        let mut open = Vec::new();
        for (place, entry) in self.situation.entries(inventory).iter().enumerate() {
            let around = None;
            let answer = match look_up(self, &test.subject, Some(&Scope { entry, around })) {
                Lookup::Answer(answer) => answer,
                Lookup::Nothing => continue,
                Lookup::Unknown => {
                    open.push(place);
                    continue;
                }
            };
            for value in answer.values() {
                if let Value::Entry(id) = value {
                    by_id.entry(id.as_str()).or_default().push(place);
                }
            }
            if answer.is_open() {
                open.push(place);
            }
        }
        Some(Narrowing {
            outer,
            by_id,
            open,
            is_alone: filter.outer_mentions(1) == 1,
            open_cut: RefCell::default(),
            finding: RefCell::default(),
        })
    }
}

/// Returns the parts that must all hold for a condition to hold.
fn conjuncts(condition: &Condition) -> &[Condition] {
    if let Condition::All(parts) = condition {
        parts
    } else {
        std::slice::from_ref(condition)
    }
}

/// Recognises the test that an attribute of the innermost entry refers to an enclosing entry. Returns the test, and
/// the quantifier of the enclosing entry, counted from the one around the innermost.
fn reference_to_this(condition: &Condition) -> Option<(&Test, usize)> {
    let Condition::Test(test) = condition else {
        return None;
    };
    let TestSubject::Attribute { scope: 0, .. } = &test.subject else {
        return None;
    };
    let is_reference = matches!(
        test.operator,
        Operator::Is(_) | Operator::OneOf(_) | Operator::HasAny(_) | Operator::HasAll(_)
    );
    match test.operator.operands() {
        [Operand::This { scope, .. }] if is_reference => Some((test, scope.checked_sub(1)?)),
        _ => None,
    }
}
