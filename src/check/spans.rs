//! Checks that the times of the process can be kept together, and that permissions can be used (L-209).
//!
//! Each rule bounds the days between two events. The rules contradict each other if, on a way that leads back to its start, the
//! least times are longer than the most.

use std::collections::BTreeSet;

use super::bounds::{Bound, DAY, Graph, Ground, Side, after_bounds, bounds_of};
use super::exact::undecided::UNDECIDED;
use super::rules::own_rules;
use super::times::RULE_CYCLE;
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::model::{Act, Dependencies, EventId, Force, Occasion, Rule, Scheme};
use crate::source::Place;

codes! {
    NOT_TOGETHER = error("P0620", "times that cannot be kept together"),
    RULED_OUT = warning("P0621", "permission that duties rule out"),
}

/// How many rules are held against each other. Each permission takes a search over all events and rules.
const MOST_RULES: usize = 400;

/// Checks the times of the edition's rules together.
pub(super) fn check_spans(scheme: &Scheme) -> Diagnostics {
    let rules: Vec<&Rule> = own_rules(scheme).collect();
    if rules.len() > MOST_RULES {
        return [too_many(scheme)].into_iter().collect();
    }
    let mut occasions: Vec<Option<&Occasion>> = vec![None];
    for rule in &rules {
        let when = rule.when.as_ref();
        if !occasions.contains(&when) {
            occasions.push(when);
        }
    }
    let mut told = BTreeSet::new();
    let mut reports = Diagnostics::new();
    for when in occasions {
        let holding = rules.iter().copied();
        let holding = holding.filter(|rule| rule.when.is_none() || rule.when.as_ref() == when);
        for (places, report) in check_together(scheme, holding) {
            // Rules that hold always are contradictory whenever others hold.
            if told.insert(places) {
                reports.extend([report]);
            }
        }
    }
    reports
}

/// Reports that nothing is known of the times of so many rules.
fn too_many(scheme: &Scheme) -> Diagnostic {
    let message = format!(
        "the edition has more than {MOST_RULES} rules: whether their times can be kept together is undecided"
    );
    Diagnostic::at(&UNDECIDED, scheme.edition.place, message)
        .help("let the edition name fewer rules; or see for yourself that their times fit together, and allow P0622 of it")
}

/// A report, and the places on which it rests.
type Found = (BTreeSet<Place>, Diagnostic);

fn check_together<'s>(scheme: &'s Scheme, rules: impl Iterator<Item = &'s Rule>) -> Vec<Found> {
    let (binding, permitting): (Vec<&Rule>, Vec<&Rule>) =
        rules.partition(|rule| rule.force == Force::Must);
    let mut bounds: Vec<Bound<'_>> = binding.into_iter().flat_map(bounds_of).collect();
    bounds.extend(after_bounds(scheme));
    let graph = Graph {
        events: scheme.events.len(),
        bounds,
    };
    if let Some(circle) = graph.circle() {
        return report_circle(scheme, &circle).into_iter().collect();
    }
    let ruled_out = permitting.into_iter().filter_map(|rule| {
        let way = bounds_of(rule).find_map(|bound| graph.against(bound))?;
        Some(ruled_out(rule, &way))
    });
    ruled_out.collect()
}

/// Returns the places of what a way rests on, the last one first.
fn places(way: &[Bound<'_>]) -> BTreeSet<Place> {
    way.iter().map(|bound| bound.ground.place()).collect()
}

fn report_circle(scheme: &Scheme, circle: &[Bound<'_>]) -> Option<Found> {
    let is_most = |bound: &Bound<'_>| bound.side == Side::Most;
    if circle.iter().any(is_most) {
        not_together(circle)
    } else {
        around_events(scheme, circle)
    }
}

/// Reports least and most times that exclude each other. Events that lead back to one another can happen in turns.
fn not_together(circle: &[Bound<'_>]) -> Option<Found> {
    let ends = |bound: &Bound<'_>| match bound.side {
        Side::Least => (bound.from, bound.to),
        Side::Most => (bound.to, bound.from),
    };
    let steps: Vec<(EventId, EventId)> = circle.iter().map(ends).collect();
    let mut order = Dependencies::new(steps.iter().flat_map(|step| [step.0, step.1]));
    for (first, then) in &steps {
        order.add(*first, *then);
    }
    if !order.cycles().is_empty() || is_told(circle) {
        return None;
    }
    let sum = |side| {
        let bounds = circle.iter().filter(|bound| bound.side == side);
        bounds.map(|bound| bound.least.abs()).sum::<i64>() / DAY
    };
    let (shortest, longest) = (in_days(sum(Side::Least)), in_days(sum(Side::Most)));
    let places = places(circle);
    let (last, others) = split_last(&places)?;
    let message = format!(
        "these times cannot be kept together: at least {shortest} lie between events that may be at most {longest} apart"
    );
    let report = Diagnostic::at(&NOT_TOGETHER, last, message);
    let report = others.fold(report, |report, place| report.also(place, "and by this"));
    let help = "correct one of these times, or say with `when` in which case each rule holds";
    Some((places.clone(), report.help(help)))
}

/// Says whether other rules report it: an event with two dates, and events of one day that lie some time apart.
fn is_told(circle: &[Bound<'_>]) -> bool {
    let mut dated = BTreeSet::new();
    let mut rules = BTreeSet::new();
    let mut is_told = false;
    for bound in circle {
        let Ground::Rule(rule) = bound.ground else {
            continue;
        };
        if let Act::Sets { event, to } = rule.act
            && rules.insert(rule.place)
        {
            let is_same_day = to.is_some_and(|to| to.duration.is_none());
            is_told |= !dated.insert(event) || (is_same_day && circle.len() == 2);
        }
    }
    is_told
}

fn in_days(count: i64) -> String {
    if count == 1 {
        "1 day".to_owned()
    } else {
        format!("{count} days")
    }
}

/// Reports events that come before one another by several rules and by what the events say themselves. Rules alone, and one rule
/// against an event, are reported elsewhere.
fn around_events(scheme: &Scheme, circle: &[Bound<'_>]) -> Option<Found> {
    let is_rule = |bound: &&Bound<'_>| matches!(bound.ground, Ground::Rule(_));
    let rules = circle.iter().filter(is_rule).count();
    if rules < 2 || rules == circle.len() {
        return None;
    }
    let key = |bound: &Bound<'_>| format!("`{}`", scheme.events[bound.from].key);
    let way: Vec<String> = circle.iter().chain(circle.first()).map(key).collect();
    let places = places(circle);
    let (last, others) = split_last(&places)?;
    let message = format!(
        "these events come before one another: {}",
        way.join(", before ")
    );
    let report = Diagnostic::at(&RULE_CYCLE, last, message);
    let report = others.fold(report, |report, place| report.also(place, "and by this"));
    let report = report.help("remove one of these rules or lines with `after`, or reverse it");
    Some((places.clone(), report))
}

fn split_last(places: &BTreeSet<Place>) -> Option<(Place, impl Iterator<Item = Place> + use<'_>)> {
    let last = places.last()?;
    Some((*last, places.iter().copied().filter(move |one| one != last)))
}

fn ruled_out(rule: &Rule, way: &[Bound<'_>]) -> Found {
    let message = format!("the rule `{}` permits what other rules rule out", rule.key);
    let report = Diagnostic::at(&RULED_OUT, rule.place, message);
    let places = places(way);
    let others = places.iter().filter(|place| **place != rule.place);
    let report = others.fold(report, |report, place| {
        report.also(*place, "ruled out by this")
    });
    let report =
        report.help("correct one of these rules, or say with `when` in which case each holds");
    (places.clone(), report)
}
