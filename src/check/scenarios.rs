//! Checks that scenarios hold: their products can exist, and their expectations are met (L-220 to L-225).

use super::ingredients::NameIngredients;
use crate::diag::{Diagnostic, Diagnostics, codes, list};
use crate::logic::{Finding, Reason, Truth};
use crate::model::{
    CatalogLevel, Constraint, Control, Datum, Expectation, Scenario, Scheme, Standing,
};
use crate::plan::{ProductPlanner, Status};

codes! {
    SCENARIO_FAILS = error("P0540", "scenario that does not hold"),
    DOES_NOT_REST = error("P0542", "scenario with a wrong ground"),
    IMPOSSIBLE_PRODUCT = error("P0543", "scenario of a product that cannot be"),
}

/// Checks every scenario of the edition.
pub(super) fn check_scenarios(scheme: &Scheme) -> Diagnostics {
    let names = NameIngredients::of(scheme);
    let mut diagnostics = Diagnostics::new();
    for scenario in &scheme.scenarios {
        let check = Check {
            scheme,
            names: &names,
            scenario,
            planner: ProductPlanner::new(scheme, &scenario.situation),
        };
        diagnostics.append(check.product());
        diagnostics.extend(
            scenario
                .expects
                .iter()
                .filter_map(|expectation| check.expectation(expectation)),
        );
    }
    diagnostics
}

/// The check of one scenario.
struct Check<'a> {
    scheme: &'a Scheme,
    names: &'a NameIngredients<'a>,
    scenario: &'a Scenario,
    planner: ProductPlanner<'a>,
}

impl Check<'_> {
    /// Reports constraints that the product breaks whatever its unknown answers are, since scenarios are partial.
    fn product(&self) -> Diagnostics {
        let evaluator = self.planner.evaluator();
        self.scheme
            .constraints
            .iter()
            .filter(|(_, constraint)| evaluator.decide(&constraint.condition) == Truth::No)
            .map(|(_, constraint)| {
                let finding = evaluator.evaluate(&constraint.condition);
                impossible_product(self.scenario, constraint, &finding)
            })
            .collect()
    }

    fn expectation(&self, expectation: &Expectation) -> Option<Diagnostic> {
        let scheme = self.scheme;
        let control = &scheme.controls[expectation.control];
        if control.incomplete || self.rests_on_broken(control) {
            return None;
        }
        let level = match scheme.control_level(control, self.scenario.level) {
            // Name resolution has reported it.
            CatalogLevel::NotUsed => return None,
            CatalogLevel::Whole => None,
            CatalogLevel::At(level) => Some(level),
        };
        let status = self.planner.status(expectation.control, level);
        let reason = || self.planner.reason(expectation.control, level);
        if standing(status) != Some(expectation.status) {
            return Some(scenario_fails(scheme, expectation, status, &reason()));
        }
        let datum = expectation.because?;
        let reason = reason();
        let rests = match expectation.status {
            // An open status depends on the data that would settle it.
            Standing::Open => reason
                .settled_by
                .iter()
                .any(|settler| settler.datum == datum),
            Standing::Applies | Standing::NotApplicable => {
                let without = self.scenario.situation.without(datum);
                let planner = ProductPlanner::new(scheme, &without);
                let status = planner.status(expectation.control, level);
                // Open, or covered for a covered control, since its covers may then apply.
                standing(status) != Some(expectation.status)
            }
            Standing::Covered | Standing::NotAssessed => false,
        };
        (!rests).then(|| does_not_rest(scheme, expectation, datum, &reason))
    }

    fn rests_on_broken(&self, control: &Control) -> bool {
        let assessment = control.assessment();
        assessment.is_some_and(|assessment| self.names.of_applies(&assessment.applies).broken)
    }
}

/// Returns the status as a scenario names it; `None` for a status that only a product file can cause.
fn standing(status: Status) -> Option<Standing> {
    match status {
        Status::Applies => Some(Standing::Applies),
        Status::NotApplicable => Some(Standing::NotApplicable),
        Status::Open => Some(Standing::Open),
        Status::Covered => Some(Standing::Covered),
        Status::NotAssessed => Some(Standing::NotAssessed),
        Status::Declined => None,
    }
}

fn standing_words(status: Status) -> &'static str {
    standing(status).map_or_else(|| status.words(), Standing::word)
}

fn datum_name(scheme: &Scheme, datum: Datum) -> String {
    match datum {
        Datum::Fact(fact) => scheme.facts[fact].key.to_string(),
        Datum::Inventory(inventory) => scheme.inventories[inventory].key.to_string(),
        Datum::Attribute(inventory, attribute) => {
            let inventory = &scheme.inventories[inventory];
            format!("{}.{}", inventory.key, inventory.attributes[attribute].key)
        }
    }
}

fn scenario_fails(
    scheme: &Scheme,
    expectation: &Expectation,
    actual: Status,
    reason: &Reason,
) -> Diagnostic {
    let control = &scheme.controls[expectation.control];
    let message = format!(
        "expected `{}` of `{}`, found `{}`",
        expectation.status.word(),
        control.name,
        standing_words(actual)
    );
    let declared = format!("`{}` is declared here", control.name);
    let diagnostic = Diagnostic::at(&SCENARIO_FAILS, expectation.place, message)
        .also(control.place, declared)
        .help("correct the expectation, the product of the scenario, or the condition");
    with_reason(diagnostic, reason)
}

/// Adds the reason that was found, if there is one.
fn with_reason(diagnostic: Diagnostic, reason: &Reason) -> Diagnostic {
    if reason.sentence.is_empty() {
        return diagnostic;
    }
    diagnostic.note(format!("found: {}", reason.sentence))
}

fn does_not_rest(
    scheme: &Scheme,
    expectation: &Expectation,
    datum: Datum,
    reason: &Reason,
) -> Diagnostic {
    let control = &scheme.controls[expectation.control];
    let name = datum_name(scheme, datum);
    let stands = match expectation.status {
        Standing::Applies => "it applies without it too",
        Standing::NotApplicable => "it does not apply without it either",
        Standing::Open => "it would stay open with it too",
        Standing::Covered => "its verdict follows those of others, whatever the product",
        Standing::NotAssessed => "it is set aside, whatever the product",
    };
    let message = format!("`{}` does not rest on `{name}`: {stands}", control.name);
    let mut settlers: Vec<String> = Vec::new();
    for settler in &reason.settled_by {
        let name = datum_name(scheme, settler.datum);
        if !settlers.contains(&name) {
            settlers.push(name);
        }
    }
    let help = match settlers.as_slice() {
        [] => "take `because` away".to_owned(),
        [only] => format!("the answer rests on `{only}`"),
        several => format!(
            "the answer rests on {}; where several settle it, none does alone",
            list(several.iter().map(String::as_str))
        ),
    };
    let diagnostic = Diagnostic::at(&DOES_NOT_REST, expectation.place, message).help(help);
    with_reason(diagnostic, reason)
}

fn impossible_product(
    scenario: &Scenario,
    constraint: &Constraint,
    finding: &Finding,
) -> Diagnostic {
    let rule = constraint.title.trim_end_matches('.');
    let message = format!("the product of this scenario cannot be: {rule}");
    let place = finding
        .reason
        .settled_by
        .iter()
        .find_map(|settler| settler.place)
        .unwrap_or(scenario.place);
    let diagnostic = Diagnostic::at(&IMPOSSIBLE_PRODUCT, place, message)
        .also(constraint.place, "the constraint")
        .help("say `unknown` of what does not matter, or correct the product");
    with_reason(diagnostic, &finding.reason)
}
