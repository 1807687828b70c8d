//! Whether an answer decides anything: two products that differ in it alone, and are not decided alike.

use super::consequence::{Consequence, ConsequenceKind};
use super::effort::SearchEffort;
use super::exchange::Exchange;
use super::prover::{Outcome, Prover};
use super::twin::{Twin, vocabulary_of};
use super::vary::Choosing;
use super::wish::Wish;
use crate::model::{Condition, Datum, Scheme, Set, Situation, Value};

/// Whether an answer decides anything.
#[derive(Debug, Clone, PartialEq)]
pub enum Matter {
    /// These products differ in it alone, and in a consequence.
    Decides(Box<Difference>),
    /// No two products that differ in it alone differ in a consequence.
    Never,
    /// Neither was found.
    Undecided,
}

/// Two products that differ in one answer alone, and in a consequence.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    /// What is so of the first product, and not of the second.
    pub kind: ConsequenceKind,
    /// The first product. Nothing else of it matters.
    pub product: Situation,
    /// The same with the other answer.
    pub other: Situation,
}

/// The part of a scheme with which products are described: of it is asked what an answer decides.
pub struct Vocabulary {
    scheme: Scheme,
    effort: SearchEffort,
}

impl Vocabulary {
    /// Returns the vocabulary of a scheme, for questions about one answer.
    pub fn of(scheme: &Scheme) -> Self {
        Self {
            scheme: vocabulary_of(scheme),
            effort: SearchEffort::Full,
        }
    }

    /// Returns the vocabulary of a scheme, for questions about all of its answers: what is hard stays undecided.
    pub fn for_many(scheme: &Scheme) -> Self {
        Self {
            effort: SearchEffort::Quick,
            ..Self::of(scheme)
        }
    }

    /// Finds out whether an answer ever changes one of some consequences. Duties are asked about before constraints.
    pub fn find_difference(&self, datum: Datum, consequences: &[&Consequence]) -> Matter {
        let Some(twin) = Twin::new(&self.scheme, datum) else {
            return Matter::Undecided;
        };
        let is_constraint =
            |one: &&&Consequence| matches!(one.kind, ConsequenceKind::Constraint(_));
        let (constraints, duties): (Vec<&Consequence>, Vec<&Consequence>) =
            consequences.iter().partition(|one| is_constraint(one));
        let of_duties = self.differ(&twin, &duties, Exist::Both);
        if of_duties != Matter::Never || constraints.is_empty() {
            return of_duties;
        }
        self.differ(&twin, &constraints, Exist::First)
    }

    /// Says of each of some choices whether it is proved that it decides nothing: in products that can have it or `plain` instead, and
    /// in a set that can have it or not, all is decided alike. That there are such products is part of the proof.
    pub fn find_idle_choices(
        &self,
        choosing: &Choosing,
        choices: &[&Value],
        consequences: &[&Consequence],
    ) -> Vec<bool> {
        let place = consequences.first().map(|one| one.place);
        let twin = Twin::new(&self.scheme, choosing.datum);
        let (Some(twin), Some(place)) = (twin, place) else {
            return vec![false; choices.len()];
        };
        let different = consequences.iter().flat_map(|one| {
            let there = twin.otherwise(&one.condition);
            let first = apart(one, one.condition.clone(), there.clone());
            [first, apart(one, there, one.condition.clone())]
        });
        let different = Condition::Any(different.collect());
        let exchanges = choices
            .iter()
            .map(|choice| Exchange::new(&twin, choosing, choice, place));
        let exchanges: Vec<Option<Exchange>> = exchanges.collect();
        let read = exchanges.iter().flatten().flat_map(Exchange::conditions);
        let nothing_known = Situation::default();
        let mut prover = Prover::new(twin.scheme(), &nothing_known, read.chain([&different]));
        let idle = exchanges.iter().map(|exchange| {
            exchange.as_ref().is_some_and(|exchange| {
                prover.allow(self.effort);
                let question = [wish(&different), exchange.only()];
                matches!(prover.ask(&exchange.difference()), Outcome::Possible(_))
                    && prover.ask(&question) == Outcome::Impossible
            })
        });
        idle.collect()
    }

    /// Finds two products that differ in a consequence.
    fn differ(&self, twin: &Twin, consequences: &[&Consequence], exist: Exist) -> Matter {
        // The two are alike, so that what is so of the first alone is all that differs.
        let apart = consequences.iter().map(|one| {
            let there = twin.otherwise(&one.condition);
            apart(one, one.condition.clone(), there)
        });
        let apart: Vec<Condition> = apart.collect();
        let any = Condition::Any(apart.clone());
        let nothing_known = Situation::default();
        let mut prover = Prover::new(twin.scheme(), &nothing_known, [&any]);
        prover.allow(self.effort);
        if exist == Exist::First {
            let first = twin.first_constraints(&self.scheme);
            let axioms = prover.axioms().into_iter();
            let is_first = |axiom: &&Condition| first.iter().any(|one| std::ptr::eq(*one, *axiom));
            let axioms: Vec<&Condition> = axioms.filter(is_first).collect();
            prover.assume(&axioms);
        }
        // All at once: one question is mostly enough.
        match prover.ask(&[wish(&any)]) {
            Outcome::Impossible => return Matter::Never,
            Outcome::Possible(product) => {
                let met = apart.iter().zip(consequences);
                let mut met = met.filter(|(one, _)| prover.is_met(&product, &[wish(one)]));
                return met.next().map_or(Matter::Undecided, |(condition, one)| {
                    shown(&prover, twin, &product, condition, one)
                });
            }
            Outcome::Undecided => {}
        }
        let mut is_settled = true;
        for (condition, consequence) in apart.iter().zip(consequences) {
            match prover.ask(&[wish(condition)]) {
                Outcome::Impossible => {}
                Outcome::Undecided => is_settled = false,
                Outcome::Possible(product) => {
                    return shown(&prover, twin, &product, condition, consequence);
                }
            }
        }
        if is_settled {
            Matter::Never
        } else {
            Matter::Undecided
        }
    }
}

/// Which of two products that differ must be possible: the second may break a constraint if constraints are asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Exist {
    Both,
    First,
}

fn wish(condition: &Condition) -> Wish<'_> {
    Wish::that(condition, true)
}

/// Returns the two products that differ in a consequence, without what does not matter, as like in both answers as they can be.
fn shown(
    prover: &Prover<'_>,
    twin: &Twin,
    product: &Situation,
    condition: &Condition,
    consequence: &Consequence,
) -> Matter {
    let wishes = [wish(condition)];
    let mut whole = product.clone();
    loop {
        let alike = twin.alike(&whole).find(|one| prover.is_met(one, &wishes));
        let Some(alike) = alike else { break };
        whole = alike;
    }
    let least = prover.minimise(&whole, &wishes);
    let [product, other] = twin.split(&twin.completed(&least, &whole));
    Matter::Decides(Box::new(Difference {
        kind: consequence.kind,
        product,
        other,
    }))
}

/// Returns the condition that the one is so of a product and the other is not; of entries, of one of them.
fn apart(consequence: &Consequence, so: Condition, not_so: Condition) -> Condition {
    let both = Condition::All(vec![so, Condition::Not(Box::new(not_so))]);
    match consequence.entries {
        None => both,
        Some(inventory) => {
            let set = Set::Inventory(inventory);
            Condition::some(set, Some(both), consequence.place)
        }
    }
}
