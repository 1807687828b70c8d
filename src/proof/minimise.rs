//! Products without what does not matter.

use super::prover::Prover;
use super::wish::{Wish, meets};
use crate::logic::{Evaluator, Truth};
use crate::model::{Datum, Entry, Scheme, Situation, Value};

impl Prover<'_> {
    /// Returns a product that is known no better than it must be to meet the wishes: with any more of its answers unknown it would
    /// not be settled that it meets them, or it would break a constraint. What is written last is left out first.
    pub fn minimise(&self, product: &Situation, wishes: &[Wish<'_>]) -> Situation {
        let scheme = self.scheme();
        let mut least = product.clone();
        let attempt = |least: &mut Situation, fewer: Situation| {
            if self.suffices(&fewer, wishes) {
                *least = fewer;
            }
        };
        for inventory in scheme.inventories.ids().rev() {
            let fewer = least.without(Datum::Inventory(inventory));
            attempt(&mut least, fewer);
            let ids: Vec<_> = least
                .entries(inventory)
                .iter()
                .map(|one| one.id.clone())
                .collect();
            for id in ids.iter().rev() {
                let mut fewer = least.clone();
                let stock = fewer.stock_mut(inventory);
                let entries = stock.entries.iter().filter(|entry| entry.id != *id);
                stock.entries = entries.cloned().collect();
                attempt(&mut least, fewer);
            }
            for id in ids.iter().rev() {
                for attribute in scheme.inventories[inventory].attributes.ids().rev() {
                    let mut fewer = least.clone();
                    let entries = &mut fewer.stock_mut(inventory).entries;
                    let values = entries.values_mut(id);
                    if values.is_some_and(|values| values.remove(&attribute).is_some()) {
                        attempt(&mut least, fewer);
                    }
                }
            }
        }
        for fact in scheme.facts.ids().rev() {
            let fewer = least.without(Datum::Fact(fact));
            attempt(&mut least, fewer);
        }
        least
    }

    /// Says whether a product meets the wishes whatever is unknown of it, breaks no constraint, and refers to its own entries only.
    fn suffices(&self, product: &Situation, wishes: &[Wish<'_>]) -> bool {
        let evaluator = Evaluator::new(self.scheme(), product);
        let breaks = |condition| evaluator.decide(condition) == Truth::No;
        meets(&evaluator, wishes)
            && !self.axioms().into_iter().any(breaks)
            && is_whole(self.scheme(), product)
    }
}

fn is_whole(scheme: &Scheme, product: &Situation) -> bool {
    let mut inventories = scheme.inventories.iter();
    inventories.all(|(inventory, row)| {
        let refers = |entry: &Entry| {
            row.attributes.iter().all(|(attribute, row)| {
                let target = row.answer.target();
                let ids = entry.answer(attribute).values().iter();
                target.is_none_or(|target| {
                    ids.into_iter().all(|value| match value {
                        Value::Entry(id) => product.entry(target, id).is_some(),
                        Value::YesNo(_)
                        | Value::Choice(_)
                        | Value::Number(_)
                        | Value::Date(_)
                        | Value::Text(_) => true,
                    })
                })
            })
        };
        product.entries(inventory).iter().all(refers)
    })
}
