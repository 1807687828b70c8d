//! Resolves conditions: looks names up and checks types (L-080 to L-095).

use super::lexicon::Lexicon;
use super::reader::DraftReader;
use super::scopes::{MAX_QUANTIFIERS, Scopes};
use super::subject::Asked;
use super::{operator, subject};
use crate::diag::{Diagnostic, codes};
use crate::model::{Condition, Quantified, Quantifier, Test};
use crate::source::Place;
use crate::syntax::ast::{self, ExprDraft, QuantifiedDraft, TestDraft};

codes! {
    TOO_MANY_QUANTIFIERS = error("P0301", "quantifiers nested too deeply"),
}

impl Lexicon<'_> {
    /// Resolves a condition. A part that is wrong is reported and becomes [`Condition::Broken`].
    pub fn condition(
        &self,
        reader: &mut DraftReader<'_>,
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
                .map_or(Condition::Broken, |quantified| {
                    Condition::Quantified(Box::new(quantified))
                }),
            ExprDraft::Test(test) => self.test(reader, scopes, test).unwrap_or(Condition::Broken),
            ExprDraft::Broken(_) => {
                reader.lose();
                Condition::Broken
            }
        }
    }

    fn parts(
        &self,
        reader: &mut DraftReader<'_>,
        scopes: &mut Scopes,
        parts: &[ExprDraft],
    ) -> Vec<Condition> {
        let resolve = |part| self.condition(reader, scopes, part);
        parts.iter().map(resolve).collect()
    }

    fn quantified(
        &self,
        reader: &mut DraftReader<'_>,
        scopes: &mut Scopes,
        draft: &QuantifiedDraft,
    ) -> Option<Quantified> {
        let place = reader.place(draft.span);
        if scopes.is_full() {
            reader.drop_with(too_many_quantifiers(place));
            return None;
        }
        let set = self.set(reader, draft.set)?;
        scopes.enter(self.inventory_of(set));
        let filter = draft.filter.as_ref();
        let filter = filter.map(|filter| self.condition(reader, scopes, filter));
        let satisfies = draft.satisfies.as_ref();
        let satisfies = satisfies.map(|wanted| self.condition(reader, scopes, wanted));
        scopes.leave();
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
        reader: &mut DraftReader<'_>,
        scopes: &Scopes,
        draft: &TestDraft,
    ) -> Option<Condition> {
        match subject::resolve_subject(self, reader, scopes, draft)? {
            Asked::Derived(derive) => Some(Condition::Derived(derive)),
            Asked::Value(value) => {
                let operator = operator::resolve_operator(self, reader, scopes, &value, draft)?;
                Some(Condition::Test(Box::new(Test {
                    subject: value.subject,
                    operator,
                    place: reader.place(draft.span),
                })))
            }
        }
    }
}

fn too_many_quantifiers(place: Place) -> Diagnostic {
    let message =
        format!("this is the third nested quantifier; at most {MAX_QUANTIFIERS} may be nested");
    Diagnostic::at(&TOO_MANY_QUANTIFIERS, place, message)
        .help("declare a `subset` for the inner entries and use its name")
}
