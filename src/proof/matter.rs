//! Whether an answer decides anything: two products that differ in it alone, and are not decided alike.

use super::consequence::{Consequence, ConsequenceKind};
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

/// Finds out whether an answer ever changes one of some consequences. Duties are asked about before constraints.
pub fn find_difference(scheme: &Scheme, datum: Datum, consequences: &[&Consequence]) -> Matter {
    let vocabulary = vocabulary_of(scheme);
    let Some(twin) = Twin::new(&vocabulary, datum) else {
        return Matter::Undecided;
    };
    let is_constraint = |one: &&&Consequence| matches!(one.kind, ConsequenceKind::Constraint(_));
    let (constraints, duties): (Vec<&Consequence>, Vec<&Consequence>) =
        consequences.iter().partition(|one| is_constraint(one));
    let of_duties = differ(&twin, &duties, None);
    if of_duties != Matter::Never || constraints.is_empty() {
        return of_duties;
    }
    // The second product may break them.
    differ(&twin, &constraints, Some(&vocabulary))
}

/// Says whether it is proved that a choice decides nothing: in products that can have it or `plain` instead, and in a set that can
/// have it or not, all is decided alike. That there are such products is part of the proof.
pub fn is_idle_choice(
    scheme: &Scheme,
    choosing: &Choosing,
    choice: &Value,
    consequences: &[&Consequence],
) -> bool {
    let vocabulary = vocabulary_of(scheme);
    let place = consequences.first().map(|one| one.place);
    let twin = Twin::new(&vocabulary, choosing.datum);
    let (Some(twin), Some(place)) = (twin, place) else {
        return false;
    };
    let Some(exchange) = Exchange::new(&twin, choosing, choice, place) else {
        return false;
    };
    let different = consequences.iter().flat_map(|one| {
        let there = twin.otherwise(&one.condition);
        let first = apart(one, one.condition.clone(), there.clone());
        [first, apart(one, there, one.condition.clone())]
    });
    let different = Condition::Any(different.collect());
    let differs = exchange.difference();
    let [only] = exchange.wishes();
    let question = [wish(&different), only];
    let nothing_known = Situation::default();
    let conditions = differs.iter().chain(&question).map(|wish| wish.condition);
    let mut prover = Prover::new(twin.scheme(), &nothing_known, conditions);
    matches!(prover.ask(&differs), Outcome::Possible(_))
        && prover.ask(&question) == Outcome::Impossible
}

/// Finds two products that differ in a consequence; both are possible, or with `first_of` only the first of them.
fn differ(twin: &Twin, consequences: &[&Consequence], first_of: Option<&Scheme>) -> Matter {
    // The two are alike, so that what is so of the first alone is all that differs.
    let apart = consequences.iter().map(|one| {
        let there = twin.otherwise(&one.condition);
        apart(one, one.condition.clone(), there)
    });
    let apart: Vec<Condition> = apart.collect();
    let any = Condition::Any(apart.clone());
    let nothing_known = Situation::default();
    let mut prover = Prover::new(twin.scheme(), &nothing_known, [&any]);
    if let Some(vocabulary) = first_of {
        let first = twin.first_constraints(vocabulary);
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
