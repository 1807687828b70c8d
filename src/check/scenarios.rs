//! Scenarios hold: their products can exist, and what they expect follows.

use super::ingredients::applies_ingredients;
use super::levels::control_level;
use crate::diag::{Code, Diagnostic, Diagnostics, list};
use crate::logic::{Evaluator, Finding, Reason, Truth};
use crate::model::{
    CatalogLevel, Constraint, Control, Datum, Expectation, LevelId, Scenario, Scheme, Standing,
    Target, Treatment,
};
use crate::plan::{Status, control_status, plan_control};

/// A control stands otherwise than a scenario expects.
pub static SCENARIO_FAILS: Code = Code::error("P0540", "scenario that does not hold");
/// A result does not rest on what a scenario names.
pub static DOES_NOT_REST: Code = Code::error("P0542", "scenario with a wrong ground");
/// The product of a scenario breaks a constraint.
pub static IMPOSSIBLE_PRODUCT: Code = Code::error("P0543", "scenario of a product that cannot be");

/// Checks every scenario of the edition.
#[must_use]
pub fn check_scenarios(scheme: &Scheme) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    for scenario in &scheme.scenarios {
        check_product(scheme, scenario, &mut diagnostics);
        let expects = scenario.expects.iter();
        diagnostics.extend(expects.filter_map(|one| check_expectation(scheme, scenario, one)));
    }
    diagnostics
}

/// Reports constraints that the product breaks whatever is not said of it: scenarios are partial.
fn check_product(scheme: &Scheme, scenario: &Scenario, diagnostics: &mut Diagnostics) {
    let evaluator = Evaluator::new(scheme, &scenario.situation);
    for (_, constraint) in scheme.constraints.iter() {
        let finding = evaluator.evaluate(&constraint.condition);
        if finding.truth == Truth::No {
            diagnostics.push(impossible_product(scenario, constraint, &finding));
        }
    }
}

fn check_expectation(
    scheme: &Scheme,
    scenario: &Scenario,
    expectation: &Expectation,
) -> Option<Diagnostic> {
    let control = &scheme.controls[expectation.control];
    if control.incomplete || rests_on_broken(scheme, control) {
        return None;
    }
    let level = match control_level(scheme, control, scenario.level) {
        // Reported where names are resolved.
        CatalogLevel::NotUsed => return None,
        CatalogLevel::Whole => None,
        CatalogLevel::At(level) => Some(level),
    };
    let status = control_status(scheme, &scenario.situation, expectation.control, level);
    if standing(status) != Some(expectation.status) {
        let reason = reason_of(scheme, scenario, expectation, level);
        return Some(scenario_fails(scheme, expectation, status, &reason));
    }
    let datum = expectation.because?;
    let reason = reason_of(scheme, scenario, expectation, level);
    let rests = match expectation.status {
        // What is open rests on what would settle it.
        Standing::Open => reason.settled_by.iter().any(|one| one.datum == datum),
        Standing::Applies | Standing::NotApplicable => {
            let without = scenario.situation.without(datum);
            let status = control_status(scheme, &without, expectation.control, level);
            // Open, or of a covered control, covered: what covers it may then apply.
            standing(status) != Some(expectation.status)
        }
        Standing::Covered | Standing::NotAssessed => false,
    };
    (!rests).then(|| does_not_rest(scheme, expectation, datum, &reason))
}

fn rests_on_broken(scheme: &Scheme, control: &Control) -> bool {
    match &control.treatment {
        Treatment::Assessed(assessment) => applies_ingredients(scheme, &assessment.applies).broken,
        Treatment::Covered { .. } | Treatment::NotAssessed { .. } => false,
    }
}

fn reason_of(
    scheme: &Scheme,
    scenario: &Scenario,
    expectation: &Expectation,
    level: Option<LevelId>,
) -> Reason {
    let target = Target {
        lead: scenario.situation.clone(),
        ..Target::default()
    };
    plan_control(scheme, &target, expectation.control, level).reason
}

/// Returns how a status reads in a scenario; `None` for those that only a product file brings about.
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
    found: Status,
    reason: &Reason,
) -> Diagnostic {
    let control = &scheme.controls[expectation.control];
    let message = format!(
        "expected `{}` of `{}`, found `{}`",
        expectation.status.word(),
        control.name,
        standing_words(found)
    );
    let mut diagnostic = Diagnostic::at(&SCENARIO_FAILS, expectation.place, message)
        .also(
            control.place,
            format!("`{}` is declared here", control.name),
        )
        .help("correct the expectation, the product of the scenario, or the condition");
    if !reason.sentence.is_empty() {
        diagnostic = diagnostic.note(format!("found: {}", reason.sentence));
    }
    diagnostic
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
    let mut diagnostic = Diagnostic::at(&DOES_NOT_REST, expectation.place, message).help(help);
    if !reason.sentence.is_empty() {
        diagnostic = diagnostic.note(format!("found: {}", reason.sentence));
    }
    diagnostic
}

fn impossible_product(
    scenario: &Scenario,
    constraint: &Constraint,
    finding: &Finding,
) -> Diagnostic {
    let rule = constraint.title.trim_end_matches('.');
    let message = format!("the product of this scenario cannot be: {rule}");
    let mut settlers = finding.reason.settled_by.iter();
    let place = settlers
        .find_map(|settler| settler.place)
        .unwrap_or(scenario.place);
    let mut diagnostic = Diagnostic::at(&IMPOSSIBLE_PRODUCT, place, message)
        .also(constraint.place, "the constraint")
        .help("say `unknown` of what does not matter, or correct the product");
    if !finding.reason.sentence.is_empty() {
        diagnostic = diagnostic.note(format!("found: {}", finding.reason.sentence));
    }
    diagnostic
}
