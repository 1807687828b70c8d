//! Checks that what the rules of the process say of times fits together (L-205, L-209).

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use super::rules::own_rules;
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::model::{
    Act, Dependencies, Event, EventId, Force, Limit, Moment, Occasion, Occurrence, Rule, Scheme,
};

codes! {
    RULE_CYCLE = error("P0560", "rules that put events in a circle"),
    DATES = error("P0567", "date that follows from two rules, or from itself"),
    AFTER_ITSELF = error("P0568", "deadline counted from its own event"),
}

/// Checks orders, deadlines and dates of the edition's rules: no event comes before itself, and no date follows from two
/// rules or from itself.
///
/// Rules contradict one another only if they hold under the same `when`, or always.
pub(super) fn check_times(scheme: &Scheme) -> Diagnostics {
    let binding = || own_rules(scheme).filter(|rule| rule.force == Force::Must);
    let steps: Vec<Step<'_>> = binding().filter_map(step_of).collect();
    let itself = steps.iter().filter_map(|step| after_itself(scheme, step));
    let mut diagnostics: Diagnostics = itself.collect();
    diagnostics.extend(check_circles(scheme, &steps));
    diagnostics.extend(same_day_apart(scheme, &steps));
    diagnostics.extend(dated_twice(scheme, binding()));
    diagnostics
}

/// What a rule says of the times of two events.
#[derive(Debug, Clone, Copy)]
struct Step<'s> {
    first: EventId,
    then: EventId,
    kind: Kind,
    rule: &'s Rule,
}

impl Step<'_> {
    fn is_deadline(&self) -> bool {
        matches!(self.kind, Kind::Deadline | Kind::Apart)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Order,
    Deadline,
    /// The deadline is some time before the later event.
    Apart,
    /// The later date follows from the other.
    Date,
    /// The date of the one is that of the other.
    SameDay,
}

fn step_of(rule: &Rule) -> Option<Step<'_>> {
    let (first, then, kind) = match rule.act {
        Act::Order { first, then } => (first, then, Kind::Order),
        Act::Deadline { event, limit } => match limit {
            Limit::Within(_, start) => (start, event, Kind::Deadline),
            Limit::AtLeast(_, end) => (event, end, Kind::Apart),
        },
        Act::Sets { event, to } => {
            let Moment { duration, after } = to?;
            let kind = duration.map_or(Kind::SameDay, |_| Kind::Date);
            (after, event, kind)
        }
        Act::Effect(_) | Act::States(_) | Act::Same(_) | Act::Broken => return None,
    };
    Some(Step {
        first,
        then,
        kind,
        rule,
    })
}

/// Says whether steps can be true one time after the other: an audit within a year after the report on the audit before it.
fn can_alternate(scheme: &Scheme, steps: &[Step<'_>]) -> bool {
    let is_many = |step: &Step<'_>| scheme.events[step.first].occurs == Occurrence::Many;
    let lies_between =
        |step: &Step<'_>| matches!(step.kind, Kind::Deadline | Kind::Apart | Kind::Date);
    steps.iter().any(lies_between)
        && steps
            .iter()
            .all(|step| step.kind != Kind::Order && is_many(step))
}

fn after_itself(scheme: &Scheme, step: &Step<'_>) -> Option<Diagnostic> {
    let itself = step.is_deadline() && step.first == step.then;
    (itself && !can_alternate(scheme, &[*step])).then(|| {
        let event = &scheme.events[step.then];
        let message = format!("the deadline of `{}` is counted from the same event", event.key);
        Diagnostic::at(&AFTER_ITSELF, step.rule.place, message)
            .also(event.place, "this event happens once")
            .help("name another event, or write `occurs many` if each deadline is counted from the previous time")
    })
}

/// Reports the circles of steps, each once.
fn check_circles(scheme: &Scheme, steps: &[Step<'_>]) -> Vec<Diagnostic> {
    let of = |kinds: &[Kind]| -> Vec<Step<'_>> {
        let is_one = |step: &&Step<'_>| {
            let alone = step.is_deadline() && step.first == step.then;
            kinds.contains(&step.kind) && !alone
        };
        steps.iter().filter(is_one).copied().collect()
    };
    let mut found: BTreeMap<BTreeSet<EventId>, Diagnostic> = BTreeMap::new();
    let dates = circles_together(&of(&[Kind::Date, Kind::SameDay]));
    let orders = circles_together(&of(&[
        Kind::Order,
        Kind::Deadline,
        Kind::Apart,
        Kind::Date,
        Kind::SameDay,
    ]));
    for circle in dates.iter().chain(&orders) {
        if !can_alternate(scheme, circle) {
            let events = circle.iter().map(|step| step.first).collect();
            if let Some(report) = report_circle(scheme, circle) {
                found.entry(events).or_insert(report);
            }
        }
    }
    found.into_values().collect()
}

/// Returns circles of steps that hold together.
fn circles_together<'s>(steps: &[Step<'s>]) -> Vec<Vec<Step<'s>>> {
    if circles_of(steps).is_empty() {
        return Vec::new();
    }
    let mut occasions: Vec<Option<&Occasion>> = vec![None];
    for step in steps {
        let when = step.rule.when.as_ref();
        if !occasions.contains(&when) {
            occasions.push(when);
        }
    }
    let holds = |when: Option<&Occasion>, step: &Step<'_>| {
        step.rule.when.is_none() || step.rule.when.as_ref() == when
    };
    let together = occasions.into_iter().map(|when| {
        let steps = steps.iter().filter(|step| holds(when, step)).copied();
        circles_of(&steps.collect::<Vec<_>>())
    });
    together.flatten().collect()
}

fn circles_of<'s>(steps: &[Step<'s>]) -> Vec<Vec<Step<'s>>> {
    let events: BTreeSet<EventId> = steps
        .iter()
        .flat_map(|step| [step.first, step.then])
        .collect();
    let mut graph = Dependencies::new(events);
    let mut between: FxHashMap<(EventId, EventId), Step<'s>> = FxHashMap::default();
    for step in steps {
        graph.add(step.first, step.then);
        let known = between.entry((step.first, step.then)).or_insert(*step);
        if known.kind != Kind::Order && step.kind == Kind::Order {
            *known = *step;
        }
    }
    let circles = graph.cycles().into_iter().map(|circle| {
        let next = circle.iter().cycle().skip(1);
        let ends = circle.iter().zip(next);
        ends.filter_map(|(first, then)| between.get(&(*first, *then)).copied())
            .collect()
    });
    circles.collect()
}

fn report_circle(scheme: &Scheme, circle: &[Step<'_>]) -> Option<Diagnostic> {
    let (first, rest) = circle.split_first()?;
    let key = |step: &Step<'_>| format!("`{}`", scheme.events[step.first].key);
    let way: Vec<String> = circle.iter().chain(circle.first()).map(key).collect();
    let is_date = |step: &Step<'_>| matches!(step.kind, Kind::Date | Kind::SameDay);
    let (code, message, help) = match (circle.iter().all(is_date), way.as_slice()) {
        (true, [only, _]) => (
            &DATES,
            format!("the date of {only} follows from itself"),
            "let it follow from another event",
        ),
        (true, _) => (
            &DATES,
            format!(
                "the dates of these events follow from one another: {}",
                way.join(", then ")
            ),
            "let one of them follow from an event outside the circle",
        ),
        (false, [only, _]) => (
            &RULE_CYCLE,
            format!("the event {only} comes before itself"),
            "name another event",
        ),
        (false, _) => (
            &RULE_CYCLE,
            format!(
                "these events come before one another: {}",
                way.join(", before ")
            ),
            "remove one of these rules, or reverse it",
        ),
    };
    let diagnostic = Diagnostic::at(code, first.rule.place, message).label("by this rule");
    let and = |all: Diagnostic, step: &Step<'_>| all.also(step.rule.place, "and this one");
    Some(rest.iter().fold(diagnostic, and).help(help))
}

/// Says whether two rules hold at the same time: under the same `when`, or one of them always.
fn hold_together(one: &Rule, other: &Rule) -> bool {
    one.when.is_none() || other.when.is_none() || one.when == other.when
}

/// Reports events that have one date by a rule, and by another lie some time apart. Where the date goes back in time, that is a circle.
fn same_day_apart(scheme: &Scheme, steps: &[Step<'_>]) -> Vec<Diagnostic> {
    let mut same: FxHashMap<(EventId, EventId), Vec<&Rule>> = FxHashMap::default();
    for step in steps.iter().filter(|step| step.kind == Kind::SameDay) {
        same.entry((step.first, step.then))
            .or_default()
            .push(step.rule);
    }
    let apart = steps.iter().filter(|step| step.kind == Kind::Apart);
    let reports = apart.filter_map(|step| {
        let rules = same.get(&(step.first, step.then))?;
        let same = rules.iter().find(|rule| hold_together(rule, step.rule))?;
        let [first, then] = [step.first, step.then].map(|id| &scheme.events[id].key);
        let message = format!("`{first}` and `{then}` have the same date, but lie some time apart");
        let report = Diagnostic::at(&RULE_CYCLE, step.rule.place, message);
        let report = report
            .label("apart by this rule")
            .also(same.place, "the same date by this one");
        Some(report.help("remove one of these rules, or say with `when` in which case each holds"))
    });
    reports.collect()
}

/// Reports events whose date follows from two rules that hold at the same time.
fn dated_twice<'s>(scheme: &Scheme, rules: impl Iterator<Item = &'s Rule>) -> Vec<Diagnostic> {
    let mut dating: BTreeMap<EventId, Vec<&Rule>> = BTreeMap::new();
    let mut diagnostics = Vec::new();
    for rule in rules {
        if let Act::Sets { event, .. } = rule.act {
            let known = dating.entry(event).or_default();
            match known.iter().find(|first| hold_together(first, rule)) {
                Some(first) => diagnostics.push(two_dates(&scheme.events[event], rule, first)),
                None => known.push(rule),
            }
        }
    }
    diagnostics
}

fn two_dates(event: &Event, rule: &Rule, first: &Rule) -> Diagnostic {
    let message = format!(
        "the date of `{}` follows from the rules `{}` and `{}`, which hold at the same time",
        event.key, first.key, rule.key
    );
    Diagnostic::at(&DATES, rule.place, message)
        .again(first.place, "set")
        .help("keep one of them, or say with `when` in which case each holds")
}
