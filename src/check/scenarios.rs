//! Checks that scenarios hold: their products can exist, and their expectations are met (L-220 to L-225).

use super::ingredients::NameIngredients;
use crate::diag::{Diagnostic, Diagnostics, codes, list};
use crate::logic::{Finding, Reason, Truth};
use crate::model::{
    CatalogLevel, Constraint, Control, Datum, Expectation, LevelId, Scenario, Scheme, Standing,
    Treatment, find_circles,
};
use crate::plan::{ProductPlanner, Status};
use crate::source::Place;

codes! {
    SCENARIO_FAILS = error("P0540", "scenario that does not hold"),
    DOES_NOT_REST = error("P0542", "scenario that does not rest on its `because`"),
    IMPOSSIBLE_PRODUCT = error("P0543", "scenario with a product that cannot exist"),
}

/// A scenario, and what came of it.
#[derive(Debug)]
pub struct TriedScenario<'a> {
    /// The scenario.
    pub scenario: &'a Scenario,
    /// What came of each expectation, in order.
    pub expectations: Vec<TriedExpectation<'a>>,
    /// Why its product cannot exist; empty if it can.
    pub impossible: Diagnostics,
}

/// An expectation, and what came of it.
#[derive(Debug)]
pub struct TriedExpectation<'a> {
    /// What is expected.
    pub expectation: &'a Expectation,
    /// How the control stands.
    pub found: Status,
    /// Why.
    pub reason: Reason,
    /// What is wrong; `None` if it is as expected.
    pub report: Option<Diagnostic>,
}

impl TriedScenario<'_> {
    /// Says whether all is as expected.
    pub fn holds(&self) -> bool {
        let mut expectations = self.expectations.iter();
        self.impossible.is_empty() && expectations.all(|one| one.report.is_none())
    }
}

/// Tries every scenario of the edition, in order. One that rests on something that could not be read is left out.
pub fn try_scenarios(scheme: &Scheme) -> Vec<TriedScenario<'_>> {
    let names = NameIngredients::of(scheme);
    // A product with a missing part proves nothing.
    let sound = |scenario: &&Scenario| scheme.is_complete(scenario.place);
    let tried = scheme.scenarios.iter().filter(sound).map(|scenario| {
        let check = Check {
            scheme,
            names: &names,
            scenario,
            planner: ProductPlanner::new(scheme, &scenario.situation),
        };
        let expectations = scenario.expects.iter();
        TriedScenario {
            scenario,
            impossible: check.product(),
            expectations: expectations
                .filter_map(|expectation| check.expectation(expectation))
                .collect(),
        }
    });
    tried.collect()
}

/// Checks every scenario of the edition.
pub(super) fn check_scenarios(scheme: &Scheme) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    for tried in try_scenarios(scheme) {
        diagnostics.append(tried.impossible);
        let reports = tried.expectations.into_iter();
        diagnostics.extend(reports.filter_map(|one| one.report));
    }
    diagnostics
}

/// The check of one scenario.
struct Check<'a, 'n> {
    scheme: &'a Scheme,
    names: &'n NameIngredients<'a>,
    scenario: &'a Scenario,
    planner: ProductPlanner<'a>,
}

impl<'a> Check<'a, '_> {
    /// Reports constraints that the product breaks whatever its unknown answers are, since scenarios are partial.
    fn product(&self) -> Diagnostics {
        let evaluator = self.planner.evaluator();
        let constraints = self.scheme.constraints.iter();
        let broken = constraints
            .filter(|(_, constraint)| evaluator.decide(&constraint.condition) == Truth::No)
            .map(|(_, constraint)| {
                let finding = evaluator.evaluate(&constraint.condition);
                impossible_product(self.scenario, constraint, &finding)
            });
        broken.chain(self.circles()).collect()
    }

    /// Reports references that lead in a circle and never can.
    fn circles(&self) -> Vec<Diagnostic> {
        let (inventories, product) = (&self.scheme.inventories, &self.scenario.situation);
        let listed = product.stocks().map(|(inventory, _)| inventory);
        let circles = listed.flat_map(|listed| find_circles(inventories, listed, product));
        circles
            .filter_map(|circle| circle.report(&IMPOSSIBLE_PRODUCT))
            .collect()
    }

    /// Tries an expectation; `None` if it rests on something that could not be read.
    fn expectation(&self, expectation: &'a Expectation) -> Option<TriedExpectation<'a>> {
        let scheme = self.scheme;
        let control = &scheme.controls[expectation.control];
        if self.rests_on_broken(control) {
            return None;
        }
        let level = match scheme.control_level(control, self.scenario.level) {
            // Name resolution has reported it.
            CatalogLevel::NotUsed => return None,
            CatalogLevel::Whole => None,
            CatalogLevel::At(level) => Some(level),
        };
        let found = self.planner.status(expectation.control, level);
        let reason = self.planner.reason(expectation.control, level);
        let report = if standing(found) == Some(expectation.status) {
            let datum = expectation.because;
            datum.and_then(|datum| {
                let ground = self.other_ground(expectation, level, datum, || reason.clone())?;
                Some(does_not_rest(scheme, expectation, datum, &ground))
            })
        } else {
            Some(scenario_fails(scheme, expectation, found, &reason))
        };
        Some(TriedExpectation {
            expectation,
            found,
            reason,
            report,
        })
    }

    /// Returns the reason on which an expectation rests without a datum; `None` if it does not hold without the datum.
    fn other_ground(
        &self,
        expectation: &Expectation,
        level: Option<LevelId>,
        datum: Datum,
        reason: impl Fn() -> Reason,
    ) -> Option<Reason> {
        match expectation.status {
            // An open status depends on the data that would settle it.
            Standing::Open => {
                let reason = reason();
                let mut settlers = reason.settled_by.iter();
                let rests = settlers.any(|settler| settler.datum == datum);
                (!rests).then_some(reason)
            }
            Standing::Applies | Standing::NotApplicable => {
                let without = self.scenario.situation.without(datum);
                let planner = ProductPlanner::new(self.scheme, &without);
                let status = planner.status(expectation.control, level);
                // Open, or covered for a covered control, since its covers may then apply.
                let rests = standing(status) != Some(expectation.status);
                (!rests).then(|| planner.reason(expectation.control, level))
            }
            Standing::Covered | Standing::NotAssessed => Some(reason()),
        }
    }

    /// Says whether how a control stands depends on something that could not be read. Covers form no circle.
    fn rests_on_broken(&self, control: &Control) -> bool {
        control.incomplete
            || match &control.treatment {
                Treatment::Assessed(assessment) => {
                    self.names.of_applies(&assessment.applies).broken
                }
                Treatment::Covered { by, .. } => by
                    .iter()
                    .any(|cover| self.rests_on_broken(&self.scheme.controls[*cover])),
                Treatment::NotAssessed { .. } => false,
            }
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
        "expected `{}` for `{}`, found `{}`",
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
        Standing::Covered => "its verdict follows those of others, whatever the product is",
        Standing::NotAssessed => "it is not assessed, whatever the product is",
    };
    let message = format!("`{}` does not rest on `{name}`: {stands}", control.name);
    let mut grounds: Vec<(String, Option<Place>)> = Vec::new();
    for settler in &reason.settled_by {
        let name = datum_name(scheme, settler.datum);
        if grounds.iter().all(|(ground, _)| *ground != name) {
            grounds.push((name, settler.place));
        }
    }
    let help = match grounds.as_slice() {
        [] => "remove `because`".to_owned(),
        [(only, _)] => format!("write `because {only}`, or remove `because`"),
        several => format!(
            "the answer rests on {}: name the one without which it would be open, or remove `because`",
            list(several.iter().map(|(ground, _)| ground.as_str()))
        ),
    };
    let mut diagnostic = Diagnostic::at(&DOES_NOT_REST, expectation.place, message).help(help);
    for (ground, place) in &grounds {
        if let Some(place) = place {
            diagnostic = diagnostic.also(*place, format!("it rests on `{ground}`"));
        }
    }
    with_reason(diagnostic, reason)
}

fn impossible_product(
    scenario: &Scenario,
    constraint: &Constraint,
    finding: &Finding,
) -> Diagnostic {
    let rule = constraint.heading();
    let rule = rule.trim_end_matches('.');
    let message = format!("the product of this scenario cannot exist: {rule}");
    let place = finding
        .reason
        .settled_by
        .iter()
        .find_map(|settler| settler.place)
        .unwrap_or(scenario.place);
    let diagnostic = Diagnostic::at(&IMPOSSIBLE_PRODUCT, place, message)
        .also(constraint.place, "the constraint")
        .help("write `unknown` for what does not matter, or correct the product");
    with_reason(diagnostic, &finding.reason)
}
