//! Tests of the answers to a question, as clauses.

use super::circuit::{Formula, Lit, Side};
use super::slots::SlotId;
use super::values::Values;
use crate::logic::{Truth, truth_of_answer};
use crate::model::{Answer, Operand, Operator};

impl Values {
    /// Returns a literal for a test of the values; `this` are the places of the enclosing entries, the innermost first.
    pub fn test(
        &self,
        side: Side,
        operator: &Operator,
        this: &[SlotId],
        formula: &mut Formula,
    ) -> Lit {
        if let Self::One(candidates) = self {
            // What is denied is said of the fewer answers: "is not a" is no gate, however many other answers there are.
            let (side, sought) = if is_denial(operator) {
                (side.other(), Truth::No)
            } else {
                (side, Truth::Yes)
            };
            let is_sought = |answer: &Answer| truth_of_answer(answer, operator) == sought;
            let found = candidates.iter().filter(|(answer, _)| is_sought(answer));
            let found: Vec<Lit> = found.map(|(_, literal)| *literal).collect();
            let literal = if found.len() == candidates.len() {
                Lit::TRUE
            } else {
                formula.any(side, found)
            };
            return if sought == Truth::No {
                !literal
            } else {
                literal
            };
        }
        let operands = operator.operands().iter();
        let members: Vec<Lit> = operands.map(|operand| self.member(operand, this)).collect();
        match operator {
            Operator::HasAll(_) => formula.all(side, members),
            Operator::Is(_) | Operator::OneOf(_) | Operator::HasAny(_) => {
                formula.any(side, members)
            }
            Operator::IsNot(_) | Operator::NotOneOf(_) | Operator::HasNone(_) => {
                !formula.any(side.other(), members)
            }
            Operator::IsNone => self.is_none(side, formula),
            Operator::IsNotNone => !self.is_none(side.other(), formula),
            // These ask about texts, numbers and dates.
            Operator::Holds
            | Operator::IsGiven
            | Operator::IsNotGiven
            | Operator::Less(_)
            | Operator::LessOrEqual(_)
            | Operator::Greater(_)
            | Operator::GreaterOrEqual(_) => Lit::FALSE,
        }
    }

    /// Returns the literal that says that a value is the answer or a member of it.
    fn member(&self, operand: &Operand, this: &[SlotId]) -> Lit {
        let find = |places: &[(SlotId, Lit)], slot: &SlotId| {
            let found = places.iter().find(|(other, _)| other == slot);
            found.map_or(Lit::FALSE, |(_, literal)| *literal)
        };
        match (self, operand) {
            (Self::Set(members), Operand::Literal(value)) => {
                let found = members.iter().find(|(member, _)| member == value);
                found.map_or(Lit::FALSE, |(_, literal)| *literal)
            }
            (
                Self::Reference { to, .. } | Self::References { to, .. },
                Operand::This { scope, .. },
            ) => this.get(*scope).map_or(Lit::FALSE, |slot| find(to, slot)),
            (Self::One(_) | Self::Set(_) | Self::Reference { .. } | Self::References { .. }, _) => {
                Lit::FALSE
            }
        }
    }

    fn is_none(&self, side: Side, formula: &mut Formula) -> Lit {
        let members: Vec<Lit> = match self {
            Self::Reference { none, .. } => return *none,
            Self::One(_) => Vec::new(),
            Self::Set(members) => members.iter().map(|(_, literal)| *literal).collect(),
            // A member that is demanded has a place at the next depth, or is outside at the last one.
            Self::References { demanded, .. } if side == Side::Fails => demanded.clone(),
            Self::References { to, outside, .. } => {
                let to = to.iter().map(|(_, literal)| *literal);
                to.chain([*outside]).collect()
            }
        };
        !formula.any(side.other(), members)
    }
}

/// Says whether an operator asks that something is not so.
fn is_denial(operator: &Operator) -> bool {
    match operator {
        Operator::IsNot(_)
        | Operator::NotOneOf(_)
        | Operator::IsNotNone
        | Operator::IsNotGiven
        | Operator::HasNone(_) => true,
        Operator::Holds
        | Operator::Is(_)
        | Operator::OneOf(_)
        | Operator::IsNone
        | Operator::IsGiven
        | Operator::HasAny(_)
        | Operator::HasAll(_)
        | Operator::Less(_)
        | Operator::LessOrEqual(_)
        | Operator::Greater(_)
        | Operator::GreaterOrEqual(_) => false,
    }
}
