//! Makes the plan of a scheme, a level and a target of evaluation.

use crate::diag::{Checked, Code, Diagnostic, Diagnostics};
use crate::logic::{Evaluator, Finding, Settler, Truth};
use crate::model::{Constraint, ControlId, KeyedList, LevelId, Scheme, Situation, Target};
use crate::proof::{Conflict, Exact, Laws, constraint_titles};

use super::cases::CasePlanner;
use super::confirm::find_inventories;
use super::control::ProductPlanner;
use super::covers::hand_on_declined;
use super::order::order_runs;
use super::owed::ControlPlan;
use super::runs::plan_runs;
use super::series::{SeriesPlanner, Standing};
use super::types::Plan;
use super::work::plan_work;

/// The product file contradicts a constraint of the scheme.
pub static IMPOSSIBLE_PRODUCT: Code = Code::error("P0601", "product that cannot exist");
/// What the laboratory found contradicts a constraint of the scheme.
pub static IMPOSSIBLE_FIND: Code =
    Code::warning("P0603", "found entries with which the product cannot exist");
/// A control applies but calls for nothing.
pub static YIELDS_NOTHING: Code =
    Code::warning("P0602", "control that applies but calls for nothing");

/// Every code of this module.
pub static CODES: &[&Code] = &[&IMPOSSIBLE_PRODUCT, &IMPOSSIBLE_FIND, &YIELDS_NOTHING];

/// Plans what a scheme calls for at a level of its edition.
///
/// Diagnostics: P0601 if the product contradicts a constraint, P0603 if it does so with what the laboratory found alone, P0602 if a control applies but calls for nothing.
pub fn plan_target(scheme: &Scheme, level: Option<LevelId>, target: &Target) -> Checked<Plan> {
    let mut planner = TargetPlanner::new(scheme, target);
    let mut diagnostics = planner.check_constraints();
    let controls = scheme.controls_at(level);
    let controls = controls.map(|(control, level)| planner.plan_control(control, level));
    let mut controls: KeyedList<ControlPlan> = controls.collect();
    hand_on_declined(scheme, &mut controls);
    for plan in controls.iter().filter(|plan| plan.yields_nothing()) {
        if !scheme.controls[plan.control].incomplete {
            diagnostics.push(yields_nothing(scheme, plan.control));
        }
    }
    let inventories = find_inventories(scheme, &controls);
    let cases = planner.cases();
    let runs = plan_runs(scheme, target, &controls, &inventories, &cases);
    let runs = order_runs(scheme, runs);
    let variants = target
        .variants
        .iter()
        .map(|variant| variant.key.clone())
        .collect();
    let plan = Plan {
        level,
        variants,
        work: plan_work(scheme, &runs),
        controls,
        inventories,
        runs: runs.into_iter().collect(),
    };
    Checked::new(plan, diagnostics)
}

/// Says whether what is known of a product contradicts a constraint of the scheme.
pub fn is_contradicted(scheme: &Scheme, target: &Target) -> bool {
    let planner = TargetPlanner::new(scheme, target);
    !planner.check_constraints().is_empty()
}

/// Plans controls for the products of a series.
struct TargetPlanner<'a> {
    scheme: &'a Scheme,
    products: Vec<(Option<&'a str>, ProductPlanner<'a>)>,
    series: SeriesPlanner<'a>,
}

impl<'a> TargetPlanner<'a> {
    fn new(scheme: &'a Scheme, target: &'a Target) -> Self {
        let laws = Laws::of(scheme);
        let products = products_of(target);
        let products = products.map(|(name, situation)| {
            let planner = ProductPlanner::new(&laws, situation);
            planner.judge().expect_all();
            (name, planner)
        });
        Self {
            scheme,
            products: products.collect(),
            series: SeriesPlanner::new(scheme, target),
        }
    }

    fn plan_control(&mut self, control: ControlId, level: Option<LevelId>) -> ControlPlan {
        let standings: Vec<Standing<'_>> = self
            .products
            .iter()
            .map(|(product, planner)| Standing {
                product: *product,
                here: planner.plan_control(&self.scheme.controls[control], level),
            })
            .collect();
        self.series.plan_control(control, level, &standings)
    }

    fn cases(&self) -> CasePlanner<'_, 'a> {
        let products = self.products.iter();
        CasePlanner {
            products: products
                .map(|(name, planner)| (*name, planner.judge()))
                .collect(),
        }
    }

    fn check_constraints(&self) -> Diagnostics {
        let mut diagnostics = Diagnostics::new();
        for (_, constraint) in self.scheme.constraints.iter() {
            let condition = &constraint.condition;
            let is_broken = |planner: &ProductPlanner<'a>| {
                planner.judge().tables().decide(condition) == Truth::No
            };
            let broken = self.products.iter();
            let mut broken = broken.filter(|(_, planner)| is_broken(planner)).peekable();
            let Some(first) = broken.peek().copied() else {
                continue;
            };
            // A variant that fails where the lead fails has the same cause.
            let is_declared = |(_, planner): &&(_, ProductPlanner<'a>)| {
                is_broken_as_declared(self.scheme, constraint, planner)
            };
            let (name, planner, code) = match broken.find(is_declared) {
                Some((name, planner)) => (name, planner, &IMPOSSIBLE_PRODUCT),
                None => (&first.0, &first.1, &IMPOSSIBLE_FIND),
            };
            let finding = planner.judge().tables().evaluate(condition);
            diagnostics.push(impossible(code, constraint, *name, &finding));
        }
        if diagnostics.is_empty() {
            diagnostics.extend(self.find_conflict());
        }
        diagnostics
    }

    /// Reports the first product of the series whose answers no product can have together, though none of them breaks a constraint
    /// by itself.
    fn find_conflict(&self) -> Option<Diagnostic> {
        let mut products = self.products.iter();
        products.find_map(|(name, planner)| {
            let conflict = planner.judge().conflict()?;
            let declared = planner.judge().situation().declared();
            let is_declared = declared.is_none_or(|declared| {
                Exact::new(&Laws::of(self.scheme), &declared)
                    .conflict()
                    .is_some()
            });
            let code = if is_declared {
                &IMPOSSIBLE_PRODUCT
            } else {
                &IMPOSSIBLE_FIND
            };
            Some(conflicting(code, *name, &conflict))
        })
    }
}

/// Says whether a product that contradicts a constraint does so without what the laboratory found.
fn is_broken_as_declared(
    scheme: &Scheme,
    constraint: &Constraint,
    planner: &ProductPlanner<'_>,
) -> bool {
    let declared = planner.judge().situation().declared();
    declared.is_none_or(|declared| {
        Evaluator::new(scheme, &declared).decide(&constraint.condition) == Truth::No
    })
}

/// Returns the products of a series with their names; the lead comes first and has none.
fn products_of(target: &Target) -> impl Iterator<Item = (Option<&str>, &Situation)> {
    let variants = target
        .variants
        .iter()
        .map(|variant| (Some(variant.key.as_str()), &variant.situation));
    std::iter::once((None, &target.lead)).chain(variants)
}

fn impossible(
    code: &'static Code,
    constraint: &Constraint,
    name: Option<&str>,
    finding: &Finding,
) -> Diagnostic {
    let (whose, said) = (whose(name), said(code));
    let rule = constraint.heading();
    let rule = rule.trim_end_matches('.');
    let message = format!("{whose} cannot exist {said}: {rule}");
    let mut diagnostic = placed(code, message, finding.reason.settled_by.iter().take(4));
    let sentence = finding.reason.sentence.as_str();
    diagnostic.note = (!sentence.is_empty()).then(|| format!("found: {sentence}"));
    diagnostic.help(constraint.hint.as_deref().unwrap_or(way_on(code)))
}

/// Makes a report with a label at each answer that stands in the product file.
fn placed<'s>(
    code: &'static Code,
    message: String,
    answers: impl Iterator<Item = &'s Settler>,
) -> Diagnostic {
    let mut places = answers.filter_map(|one| Some((one.place?, format!("`{}`", one.name))));
    let first = match places.next() {
        Some((place, name)) => Diagnostic::at(code, place, message).label(name),
        None => Diagnostic::nowhere(code, message),
    };
    places.fold(first, |report, (place, name)| report.also(place, name))
}

fn whose(name: Option<&str>) -> String {
    name.map_or("the product".to_owned(), |variant| {
        format!("the variant `{variant}`")
    })
}

fn said(code: &Code) -> &'static str {
    if *code == IMPOSSIBLE_FIND {
        "with what the laboratory found"
    } else {
        "as described"
    }
}

fn way_on(code: &Code) -> &'static str {
    if *code == IMPOSSIBLE_FIND {
        "add to `found.yaml` what belongs to it, with `unknown` for what is not known; or correct what was found"
    } else {
        "correct the answer that is wrong, or write `unknown` where the answer is not known yet"
    }
}

/// Reports answers that no product can have together, each at its line, with the constraints that exclude them.
fn conflicting(code: &'static Code, name: Option<&str>, conflict: &Conflict<'_>) -> Diagnostic {
    let answers = &conflict.reason.settled_by;
    let rules = constraint_titles(&conflict.constraints);
    let message = if answers.is_empty() {
        format!("no product can exist: {rules} contradict each other")
    } else {
        let what = match (answers.len(), rules.as_str()) {
            (1, _) => "this answer contradicts ",
            (_, "") => "these answers contradict each other",
            _ => "these answers together contradict ",
        };
        format!("{} cannot exist {}: {what}{rules}", whose(name), said(code))
    };
    let mut diagnostic = placed(code, message, answers.iter());
    let sentence = conflict.reason.sentence.as_str();
    diagnostic.note = (!sentence.is_empty()).then(|| format!("found: {sentence}"));
    let hints = conflict
        .constraints
        .iter()
        .filter_map(|constraint| constraint.hint.as_deref());
    let hint = hints.into_iter().next();
    diagnostic.help(hint.unwrap_or_else(|| way_on(code)))
}

fn yields_nothing(scheme: &Scheme, control: ControlId) -> Diagnostic {
    let control = &scheme.controls[control];
    let message = format!(
        "`{}` applies to this product but calls for nothing, so nothing can decide it",
        control.name
    );
    Diagnostic::at(&YIELDS_NOTHING, control.place, message)
        .help("give it evidence or a procedure whose rows do not depend on what the product lacks")
}
