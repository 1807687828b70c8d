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
            let holds = |answer: &Answer| truth_of_answer(answer, operator) == Truth::Yes;
            let holding = candidates.iter().filter(|(answer, _)| holds(answer));
            let holding: Vec<Lit> = holding.map(|(_, literal)| *literal).collect();
            return if holding.len() == candidates.len() {
                Lit::TRUE
            } else {
                formula.any(side, holding)
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
            Self::References { to, outside } => {
                let to = to.iter().map(|(_, literal)| *literal);
                to.chain([*outside]).collect()
            }
        };
        !formula.any(side.other(), members)
    }
}
