//! Two products of which the one has a choice, and the other has something else in its place.

use super::twin::Twin;
use super::vary::Choosing;
use super::wish::Wish;
use crate::model::{
    Choice, Condition, Datum, Operand, Operator, Quantified, Quantifier, Set, Value,
};
use crate::source::Place;

/// What must hold of both.
pub(super) struct Exchange {
    /// They differ in nothing but the choice.
    only: Condition,
    /// They do differ in it.
    differs: Condition,
}

impl Exchange {
    /// Exchanges a choice for the plain one, or puts it into a set and takes it out; `None` where that cannot be.
    pub fn new(twin: &Twin, choosing: &Choosing, choice: &Value, place: Place) -> Option<Self> {
        let kind = twin.scheme().answer_type(choosing.datum)?;
        let choices = kind.choices();
        let tests = Tests { twin, place };
        let (exchanged, same) = if kind.is_set() {
            let others = choices.iter().map(value_of).filter(|other| other != choice);
            let mut parts: Vec<Condition> =
                others.map(|other| tests.both_or_neither(&other)).collect();
            let mut all = parts.clone();
            all.push(tests.both_or_neither(choice));
            let [has, had] = tests.have(choice);
            parts.extend([has, not(had)]);
            (Condition::All(parts), Condition::All(all))
        } else {
            let plain = choosing.plain.as_ref()?;
            let [is_choice, _] = tests.are(&Operator::Is(Operand::Literal(choice.clone())));
            let [_, is_plain] = tests.are(&Operator::Is(Operand::Literal(plain.clone())));
            (
                Condition::All(vec![is_choice, is_plain]),
                tests.same(choices, kind.or_none),
            )
        };
        Some(match choosing.datum {
            Datum::Fact(_) | Datum::Inventory(_) => Self {
                only: exchanged.clone(),
                differs: exchanged,
            },
            Datum::Attribute(inventory, _) => {
                let set = Set::Inventory(inventory);
                let differs = Condition::some(set, Some(exchanged.clone()), place);
                Self {
                    only: every(set, Condition::Any(vec![exchanged, same]), place),
                    differs,
                }
            }
        })
    }

    /// Returns that both products differ in nothing but the choice.
    pub fn only(&self) -> Wish<'_> {
        Wish::that(&self.only, true)
    }

    /// Returns that they differ in the choice, and in nothing else.
    pub fn difference(&self) -> [Wish<'_>; 2] {
        [self.only(), Wish::that(&self.differs, true)]
    }

    /// Returns the conditions in it.
    pub fn conditions(&self) -> [&Condition; 2] {
        [&self.only, &self.differs]
    }
}

/// Makes tests of both answers.
struct Tests<'t> {
    twin: &'t Twin,
    place: Place,
}

impl Tests<'_> {
    fn are(&self, operator: &Operator) -> [Condition; 2] {
        self.twin.tests(operator, self.place)
    }

    fn have(&self, choice: &Value) -> [Condition; 2] {
        self.are(&Operator::HasAny(vec![Operand::Literal(choice.clone())]))
    }

    fn both_or_neither(&self, choice: &Value) -> Condition {
        let [has, had] = self.have(choice);
        let neither = Condition::All(vec![not(has.clone()), not(had.clone())]);
        Condition::Any(vec![Condition::All(vec![has, had]), neither])
    }

    /// Returns that both are the same choice.
    fn same(&self, choices: &[Choice], or_none: bool) -> Condition {
        let choices = choices.iter().map(value_of);
        let operators = choices.map(|choice| Operator::Is(Operand::Literal(choice)));
        let operators = operators.chain(or_none.then_some(Operator::IsNone));
        let both = operators.map(|operator| Condition::All(self.are(&operator).into()));
        Condition::Any(both.collect())
    }
}

fn value_of(choice: &Choice) -> Value {
    Value::Choice(choice.key.to_string())
}

fn not(condition: Condition) -> Condition {
    Condition::Not(Box::new(condition))
}

fn every(set: Set, wanted: Condition, place: Place) -> Condition {
    Condition::Quantified(Box::new(Quantified {
        quantifier: Quantifier::Every(wanted),
        set,
        filter: None,
        place,
    }))
}
