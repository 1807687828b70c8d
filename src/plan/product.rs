//! A scheme, a level and a target of evaluation to a plan.

use crate::diag::{Checked, Code, Diagnostic, Diagnostics};
use crate::logic::{Evaluator, Finding, Truth};
use crate::model::{Constraint, ControlId, LevelId, Scheme, Situation, Target};

use super::confirm::find_inventories;
use super::control::plan_control_here;
use super::covers::hand_on_declined;
use super::effort::order_runs;
use super::runs::plan_runs;
use super::series::{Member, plan_series};
use super::types::{ControlPlan, Plan, Status};
use super::work::plan_work;

/// The data contradict a constraint of the scheme.
pub static IMPOSSIBLE_PRODUCT: Code = Code::error("P0601", "product that cannot exist");
/// A control applies and yet nothing is owed for it.
pub static YIELDS_NOTHING: Code =
    Code::warning("P0602", "control that applies and calls for nothing");

/// Every code of this module.
pub static CODES: &[&Code] = &[&IMPOSSIBLE_PRODUCT, &YIELDS_NOTHING];

/// Works out what a scheme calls for at a level of its edition.
///
/// Diagnostics: P0601 where no product can be so, P0602 where a control applies and calls for nothing.
#[must_use]
pub fn plan_target(scheme: &Scheme, level: Option<LevelId>, target: &Target) -> Checked<Plan> {
    let mut diagnostics = check_constraints(scheme, target);
    let mut controls: Vec<ControlPlan> = scheme
        .controls_at(level)
        .map(|(control, catalog_level)| plan_control(scheme, target, control, catalog_level))
        .collect();
    hand_on_declined(scheme, &mut controls);
    for plan in controls.iter().filter(|plan| plan.yields_nothing()) {
        if !scheme.controls[plan.control].incomplete {
            diagnostics.push(yields_nothing(scheme, plan.control));
        }
    }
    let inventories = find_inventories(scheme, &controls);
    let runs = plan_runs(scheme, target, &controls, &inventories);
    let runs = order_runs(scheme, runs);
    let variants = target
        .variants
        .iter()
        .map(|variant| variant.key.clone())
        .collect();
    Checked::new(
        Plan {
            level,
            variants,
            work: plan_work(scheme, &runs),
            controls,
            inventories,
            runs,
        },
        diagnostics,
    )
}

/// Works out how one control stands for a target, at a level of its catalog.
#[must_use]
pub fn plan_control(
    scheme: &Scheme,
    target: &Target,
    control: ControlId,
    level: Option<LevelId>,
) -> ControlPlan {
    let products: Vec<_> = members(target)
        .map(|(member, situation)| {
            let evaluator = Evaluator::new(scheme, situation);
            (
                member,
                plan_control_here(&evaluator, &scheme.controls[control], level),
            )
        })
        .collect();
    plan_series(scheme, target, control, level, &products)
}

/// Returns how a control stands for a single product.
#[must_use]
pub fn control_status(
    scheme: &Scheme,
    situation: &Situation,
    control: ControlId,
    level: Option<LevelId>,
) -> Status {
    let evaluator = Evaluator::new(scheme, situation);
    plan_control_here(&evaluator, &scheme.controls[control], level).status
}

fn members(target: &Target) -> impl Iterator<Item = (Member<'_>, &Situation)> {
    let variants = target.variants.iter();
    let variants = variants.map(|variant| (Some(variant.key.as_str()), &variant.situation));
    std::iter::once((None, &target.lead)).chain(variants)
}

fn check_constraints(scheme: &Scheme, target: &Target) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    for (_, constraint) in scheme.constraints.iter() {
        for (member, situation) in members(target) {
            let finding = Evaluator::new(scheme, situation).evaluate(&constraint.condition);
            if finding.truth == Truth::No {
                diagnostics.push(impossible_product(constraint, member, &finding));
                // A variant that fails where the lead does has the same cause.
                break;
            }
        }
    }
    diagnostics
}

fn impossible_product(
    constraint: &Constraint,
    member: Member<'_>,
    finding: &Finding,
) -> Diagnostic {
    let whose = member.map_or("the product".to_owned(), |variant| {
        format!("the variant `{variant}`")
    });
    let rule = constraint.title.trim_end_matches('.');
    let message = format!("{whose} cannot be so: {rule}");
    let mut places = finding
        .reason
        .settled_by
        .iter()
        .filter_map(|settler| settler.place.map(|place| (place, settler.name.as_str())));
    let mut diagnostic = match places.next() {
        Some((place, name)) => {
            Diagnostic::at(&IMPOSSIBLE_PRODUCT, place, message).label(format!("`{name}`"))
        }
        None => Diagnostic::nowhere(&IMPOSSIBLE_PRODUCT, message),
    };
    for (place, name) in places.take(3) {
        diagnostic = diagnostic.also(place, format!("`{name}`"));
    }
    let found = finding.reason.sentence.as_str();
    let note = if found.is_empty() {
        None
    } else {
        Some(format!("found: {found}"))
    };
    diagnostic.note = note;
    diagnostic.help(
        "correct the entry that is wrong, or write `unknown` where the answer is not known yet",
    )
}

fn yields_nothing(scheme: &Scheme, control: ControlId) -> Diagnostic {
    let control = &scheme.controls[control];
    let message = format!(
        "`{}` applies to this product and calls for nothing, so nothing can decide it",
        control.name
    );
    Diagnostic::at(&YIELDS_NOTHING, control.place, message)
        .help("give it evidence or a procedure whose rows do not depend on what the product lacks")
}
