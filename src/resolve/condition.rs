//! Conditions: names found, types checked.

use super::lexicon::Lexicon;
use super::reader::Reader;
use super::subject::Asked;
use super::{operator, subject};
use crate::diag::{Code, Diagnostic};
use crate::model::{Condition, InventoryId, Quantified, Quantifier, Test};
use crate::source::Place;
use crate::syntax::ast::{self, ExprDraft, QuantifiedDraft, TestDraft};

pub static TOO_MANY_QUANTIFIERS: Code =
    Code::error("P0301", "quantifiers that are nested too deeply");

/// How many quantifiers may stand within one another.
const MAX_QUANTIFIERS: usize = 2;

/// The entries of which a condition can speak: those of the quantifiers around.
#[derive(Debug, Clone)]
pub(super) struct Scopes {
    /// The innermost last.
    inventories: Vec<InventoryId>,
    quantifiers: usize,
}

impl Scopes {
    /// No entry: a condition on the product as a whole.
    pub fn none() -> Self {
        Self {
            inventories: Vec::new(),
            quantifiers: 0,
        }
    }

    /// An entry of a subset's inventory, or of the rows of a line.
    pub fn of_entry(inventory: InventoryId) -> Self {
        Self {
            inventories: vec![inventory],
            quantifiers: 0,
        }
    }

    pub fn innermost(&self) -> Option<InventoryId> {
        self.inventories.last().copied()
    }

    /// Returns how far out the nearest entry of an inventory stands, the innermost, at 0, left out.
    pub fn find_outer(&self, inventory: InventoryId) -> Option<usize> {
        let mut outwards = self.inventories.iter().rev().enumerate().skip(1);
        let found = outwards.find(|(_, other)| **other == inventory);
        found.map(|(scope, _)| scope)
    }

    /// Returns the inventories from the innermost.
    pub fn outwards(&self) -> impl Iterator<Item = InventoryId> + '_ {
        self.inventories.iter().rev().copied()
    }
}

impl Lexicon<'_> {
    /// Resolves a condition; what is wrong in it is reported and becomes [`Condition::Broken`].
    pub fn condition(
        &self,
        reader: &mut Reader<'_>,
        scopes: &mut Scopes,
        draft: &ExprDraft,
    ) -> Condition {
        match draft {
            ExprDraft::All(parts, _) => Condition::All(self.parts(reader, scopes, parts)),
            ExprDraft::Any(parts, _) => Condition::Any(self.parts(reader, scopes, parts)),
            ExprDraft::Not(part, _) => {
                Condition::Not(Box::new(self.condition(reader, scopes, part)))
            }
            ExprDraft::Quantified(quantified) => self
                .quantified(reader, scopes, quantified)
                .map_or(Condition::Broken, |found| {
                    Condition::Quantified(Box::new(found))
                }),
            ExprDraft::Test(test) => self.test(reader, scopes, test).unwrap_or(Condition::Broken),
            ExprDraft::Broken(_) => {
                reader.dropped = true;
                Condition::Broken
            }
        }
    }

    fn parts(
        &self,
        reader: &mut Reader<'_>,
        scopes: &mut Scopes,
        parts: &[ExprDraft],
    ) -> Vec<Condition> {
        let resolve = |part| self.condition(reader, scopes, part);
        parts.iter().map(resolve).collect()
    }

    fn quantified(
        &self,
        reader: &mut Reader<'_>,
        scopes: &mut Scopes,
        draft: &QuantifiedDraft,
    ) -> Option<Quantified> {
        let place = reader.place(draft.span);
        if scopes.quantifiers >= MAX_QUANTIFIERS {
            reader.drop_with(too_many_quantifiers(place));
            return None;
        }
        let set = self.set(reader, draft.set)?;
        scopes.inventories.push(self.inventory_of(set));
        scopes.quantifiers += 1;
        let filter = draft.filter.as_ref();
        let filter = filter.map(|filter| self.condition(reader, scopes, filter));
        let satisfies = draft.satisfies.as_ref();
        let satisfies = satisfies.map(|wanted| self.condition(reader, scopes, wanted));
        scopes.quantifiers -= 1;
        scopes.inventories.pop();
        let quantifier = match draft.quantifier {
            ast::Quantifier::Some => Quantifier::Some,
            ast::Quantifier::No => Quantifier::No,
            ast::Quantifier::Every => Quantifier::Every(satisfies?),
            ast::Quantifier::AtLeast(count) => Quantifier::AtLeast(count),
            ast::Quantifier::AtMost(count) => Quantifier::AtMost(count),
            ast::Quantifier::Exactly(count) => Quantifier::Exactly(count),
        };
        Some(Quantified {
            quantifier,
            set,
            filter,
            place,
        })
    }

    fn test(
        &self,
        reader: &mut Reader<'_>,
        scopes: &Scopes,
        draft: &TestDraft,
    ) -> Option<Condition> {
        match subject::resolve_subject(self, reader, scopes, draft)? {
            Asked::Derived(derive) => Some(Condition::Derived(derive)),
            Asked::Value(value) => {
                let operator = operator::resolve_operator(self, reader, scopes, (&value, draft))?;
                Some(Condition::Test(Box::new(Test {
                    subject: value.subject,
                    operator,
                    place: reader.place(draft.span),
                })))
            }
        }
    }
}

/// Returns a path as written.
pub(super) fn path_text(reader: &Reader<'_>, path: &ast::PathDraft) -> String {
    let names: Vec<&str> = path.names.iter().map(|name| reader.word(*name)).collect();
    names.join(".")
}

fn too_many_quantifiers(place: Place) -> Diagnostic {
    let message =
        format!("this is the third quantifier within another; {MAX_QUANTIFIERS} may be nested");
    Diagnostic::at(&TOO_MANY_QUANTIFIERS, place, message)
        .help("declare a `subset` for the inner entries and use its name")
}
