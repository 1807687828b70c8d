//! The conditions about which plans ask.

use crate::model::{Applies, CaseCondition, Condition, Scheme, Treatment};

/// What a condition is asked of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum AskedOf {
    /// The product.
    Product,
    /// An entry.
    Entry,
}

/// Returns the conditions that plans ask about.
pub(super) fn conditions_of(scheme: &Scheme) -> impl Iterator<Item = (&Condition, AskedOf)> {
    let controls = scheme.controls.iter().map(|(_, control)| control);
    let assessments = controls.filter_map(|control| match &control.treatment {
        Treatment::Assessed(assessment) => Some(assessment),
        Treatment::Covered { .. } | Treatment::NotAssessed { .. } => None,
    });
    let of_controls = assessments.flat_map(|assessment| {
        let applies = match &assessment.applies {
            Applies::When(condition) => Some((condition, AskedOf::Product)),
            Applies::Always | Applies::ForEach(_) => None,
        };
        let evidence = assessment.evidence.iter().map(|line| &line.clauses);
        let verify = assessment.verify.iter().map(|line| &line.clauses);
        let clauses = evidence.chain(verify).flat_map(|clauses| {
            let condition = clauses.condition.as_deref();
            let filter = clauses.filter.as_deref();
            let condition = condition.map(|one| (one, AskedOf::Product));
            condition
                .into_iter()
                .chain(filter.map(|one| (one, AskedOf::Entry)))
        });
        applies.into_iter().chain(clauses)
    });
    let procedures = scheme.procedures.iter();
    let depths = procedures.flat_map(|(_, procedure)| &procedure.depths);
    let cases = depths.flat_map(|block| &block.cases);
    let of_cases = cases.filter_map(|case| match case.condition.as_ref()? {
        CaseCondition::Where(condition) => Some((condition, AskedOf::Entry)),
        CaseCondition::When(condition) => Some((condition, AskedOf::Product)),
    });
    of_controls.chain(of_cases)
}
