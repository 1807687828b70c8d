//! Checks that scenarios hold: their products can exist, and their expectations are met (L-220 to L-225).

use super::ingredients::NameIngredients;
use super::resting::{does_not_rest, makes_no_difference, names, with_reason};
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::logic::{Finding, Reason, Truth};
use crate::model::{
    AttributeId, CatalogLevel, Constraint, Control, Datum, Expectation, Extent, Given, InventoryId,
    LevelId, Scenario, Scheme, Situation, Standing, Treatment, Value, find_circles,
};
use crate::plan::{ProductPlanner, Status};
use crate::proof::{Conflict, Laws, constraint_titles};
use crate::source::Text;

codes! {
    SCENARIO_FAILS = error("P0540", "scenario that does not hold"),
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
    try_by(scheme, Judging::Exact)
}

fn try_by(scheme: &Scheme, judging: Judging) -> Vec<TriedScenario<'_>> {
    let laws = Laws::of(scheme);
    let names = NameIngredients::of(scheme);
    // A product with a missing part proves nothing.
    let sound = |scenario: &&Scenario| scheme.is_complete(scenario.place);
    let tried = scheme.scenarios.iter().filter(sound).map(|scenario| {
        let check = Check {
            scheme,
            laws: &laws,
            judging,
            names: &names,
            scenario,
            planner: judging.planner(&laws, &scenario.situation),
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
    check_by(scheme, Judging::Exact)
}

/// Checks every scenario of the edition, as far as tables go.
pub(super) fn check_scenarios_by_tables(scheme: &Scheme) -> Diagnostics {
    check_by(scheme, Judging::Tables)
}

fn check_by(scheme: &Scheme, judging: Judging) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    for tried in try_by(scheme, judging) {
        diagnostics.append(tried.impossible);
        let reports = tried.expectations.into_iter();
        diagnostics.extend(reports.filter_map(|one| one.report));
    }
    diagnostics
}

/// How conditions are judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Judging {
    /// By tables alone. What they leave open is not reported.
    Tables,
    /// Exactly, which takes longer.
    Exact,
}

impl Judging {
    fn planner<'a>(self, laws: &Laws<'a>, product: &'a Situation) -> ProductPlanner<'a> {
        match self {
            Self::Tables => ProductPlanner::by_tables(laws, product),
            Self::Exact => ProductPlanner::new(laws, product),
        }
    }

    /// Says whether exact judging could find another status.
    fn may_settle(self, status: Status) -> bool {
        match (self, status) {
            (Self::Tables, Status::Open | Status::Covered) => true,
            (
                Self::Tables,
                Status::Applies | Status::NotApplicable | Status::NotAssessed | Status::Declined,
            )
            | (Self::Exact, _) => false,
        }
    }
}

/// The check of one scenario.
struct Check<'a, 'n> {
    scheme: &'a Scheme,
    laws: &'n Laws<'a>,
    judging: Judging,
    names: &'n NameIngredients<'a>,
    scenario: &'a Scenario,
    planner: ProductPlanner<'a>,
}

impl<'a> Check<'a, '_> {
    /// Reports constraints that the product breaks whatever its unknown answers are, since scenarios are partial.
    fn product(&self) -> Diagnostics {
        let evaluator = self.planner.judge().tables();
        let constraints = self.scheme.constraints.iter();
        let broken = constraints
            .filter(|(_, constraint)| evaluator.decide(&constraint.condition) == Truth::No)
            .map(|(_, constraint)| {
                let finding = evaluator.evaluate(&constraint.condition);
                impossible_product(self.scenario, constraint, &finding)
            });
        let mut reports: Diagnostics = broken.chain(self.circles()).collect();
        if reports.is_empty() {
            let conflict = self.planner.judge().conflict();
            reports.extend(conflict.map(|conflict| conflicting_product(self.scenario, &conflict)));
        }
        reports
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
            self.wrong_ground(expectation, level, &reason)
        } else {
            let fails = !self.judging.may_settle(found);
            fails.then(|| scenario_fails(scheme, expectation, found, &reason))
        };
        Some(TriedExpectation {
            expectation,
            found,
            reason,
            report,
        })
    }

    /// Reports what an expectation does not rest on, though `because` names it. `reason` is that of the answer.
    fn wrong_ground(
        &self,
        expectation: &Expectation,
        level: Option<LevelId>,
        reason: &Reason,
    ) -> Option<Diagnostic> {
        let named = expectation.because.as_slice();
        if named.is_empty() {
            return None;
        }
        let report = |data: &[Datum], ground: &Reason| {
            let rests_on_them = data.iter().all(|datum| names(reason, *datum));
            does_not_rest(self.scheme, expectation, (data, rests_on_them), ground)
        };
        match expectation.status {
            // An open status depends on the data that would settle it.
            Standing::Open => {
                let other = named.iter().find(|datum| !names(reason, **datum))?;
                Some(report(&[*other], reason))
            }
            Standing::Covered | Standing::NotAssessed => Some(report(named, reason)),
            Standing::Applies | Standing::NotApplicable => {
                if let Some(ground) = self.ground_without(expectation, level, named) {
                    return Some(report(named, &ground));
                }
                // What tables leave open may still be settled.
                if self.judging == Judging::Tables {
                    return None;
                }
                // Without the others alone it still stands, or one of them says it all.
                let is_idle = |at: &usize| {
                    let mut others = named.to_vec();
                    others.remove(*at);
                    !others.is_empty() && self.ground_without(expectation, level, &others).is_none()
                };
                let idle = (0..named.len()).find(is_idle)?;
                let datum = named.get(idle)?;
                Some(makes_no_difference(self.scheme, expectation, *datum))
            }
        }
    }

    /// Returns the reason for which a control stands as expected even without some data; `None` if it does not.
    fn ground_without(
        &self,
        expectation: &Expectation,
        level: Option<LevelId>,
        data: &[Datum],
    ) -> Option<Reason> {
        let without = product_without(self.scheme, &self.scenario.situation, data);
        let planner = self.judging.planner(self.laws, &without);
        // What has more answers is possible here too: so one product of each kind is mostly there.
        let examples = self.planner.judge().examples(data);
        planner.judge().begin_with(examples);
        let status = planner.status(expectation.control, level);
        // Open, or covered for a covered control, since its covers may then apply.
        let rests = standing(status) != Some(expectation.status);
        (!rests).then(|| planner.reason(expectation.control, level))
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

/// Returns a product with some data unknown. An entry that could not be described without one that is gone is gone as well.
fn product_without(scheme: &Scheme, product: &Situation, data: &[Datum]) -> Situation {
    let unknown = data.iter();
    let mut without = unknown.fold(product.clone(), |product, datum| product.without(*datum));
    while let Some((inventory, gone)) = first_dangling(scheme, &without) {
        let stock = without.stock_mut(inventory);
        let kept = stock.entries.iter().filter(|entry| entry.id != gone);
        stock.entries = kept.cloned().collect();
        stock.extent = Extent::AtLeast;
    }
    without
}

/// Returns the first entry that refers to one which is not listed.
fn first_dangling(scheme: &Scheme, product: &Situation) -> Option<(InventoryId, Text)> {
    product.stocks().find_map(|(inventory, stock)| {
        let dangles = |(attribute, given): (&AttributeId, &Given)| {
            let target = scheme.attribute(inventory, *attribute).answer.target();
            target.is_some_and(|target| {
                let mut values = given.answer.values().iter();
                values.any(|value| {
                    matches!(value, Value::Entry(id) if product.entry(target, id).is_none())
                })
            })
        };
        let entry = stock
            .entries
            .iter()
            .find(|entry| entry.values.iter().any(dangles));
        entry.map(|entry| (inventory, entry.id.clone()))
    })
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

/// Reports answers of a scenario that no product can have together.
fn conflicting_product(scenario: &Scenario, conflict: &Conflict<'_>) -> Diagnostic {
    let rules = constraint_titles(&conflict.constraints);
    let message = format!("the product of this scenario cannot exist: it contradicts {rules}");
    let answers = &conflict.reason.settled_by;
    let mut places = answers
        .iter()
        .filter_map(|answer| Some((answer.place?, &answer.name)));
    let place = places.next().map_or(scenario.place, |(place, _)| place);
    let report = Diagnostic::at(&IMPOSSIBLE_PRODUCT, place, message);
    let report = places.fold(report, |report, (place, name)| {
        report.also(place, format!("together with `{name}`"))
    });
    let report = conflict
        .constraints
        .iter()
        .fold(report, |report, constraint| {
            report.also(constraint.place, "a constraint")
        });
    let report = report.help("write `unknown` for what does not matter, or correct the product");
    with_reason(report, &conflict.reason)
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
