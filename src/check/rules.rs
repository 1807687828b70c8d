//! Rules of the process hang together.

use std::collections::BTreeSet;

use super::marks::{Marks, unused};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{
    Act, Dependencies, Duration, EventId, Force, Numbering, Occurrence, Rule, Scheme,
};

/// Rules put events before one another in a circle.
pub static RULE_CYCLE: Code = Code::error("P0560", "rules that put events in a circle");
/// A duty names nobody.
pub static NOBODY: Code = Code::error("P0561", "rule that binds nobody");
/// It is not said what follows where a duty is not kept.
pub static NO_BREACH: Code = Code::error("P0562", "duty without what follows from its breach");
/// Working days are counted, and it is not said whose.
pub static NO_CALENDAR: Code = Code::error("P0563", "working days without a calendar");
/// Of two events that can happen many times, it is not said which belong together.
pub static WHICH_EVENT: Code = Code::error("P0564", "rule that does not know which event it means");
/// No edition has a rule.
pub static UNNAMED_RULE: Code = Code::warning("P0565", "rule that no edition has");
/// No rule speaks of an event.
pub static UNUSED_EVENT: Code = Code::warning("P0566", "event that no rule speaks of");

/// Checks the rules of the edition's process: that their order has no circle, that each duty binds somebody and
/// says what follows where it is not kept, that working days have a calendar, and that events which can
/// happen many times are told apart.
#[must_use]
pub fn check_rules(scheme: &Scheme) -> Diagnostics {
    let own = || own_rules(scheme);
    let mut diagnostics = check_circles(scheme);
    diagnostics.extend(own().filter_map(no_actor));
    diagnostics.extend(own().filter_map(no_breach));
    diagnostics.extend(own().find_map(|rule| no_calendar(scheme, rule)));
    diagnostics.extend(own().filter_map(|rule| which_event(scheme, rule)));
    diagnostics
}

/// Reports rules that no edition has, and events that no rule speaks of.
pub(super) fn unnamed_rules(scheme: &Scheme) -> Diagnostics {
    let mut rules = Marks::new(&scheme.rules);
    for rule in &scheme.edition.rules {
        rules.mark(*rule);
    }
    let mut events = Marks::new(&scheme.events);
    for (_, rule) in scheme.rules.iter() {
        for event in rule.events() {
            events.mark(event);
        }
    }
    for (_, event) in scheme.events.iter() {
        if let Some(concerned) = event.concerns {
            events.mark(concerned);
        }
    }
    let unnamed = rules.unmarked().map(|id| {
        let rule = &scheme.rules[id];
        unused(
            &UNNAMED_RULE,
            rule.place,
            format!("no edition has the rule `{}`", rule.key),
            "name it in the `rules` of an edition, or remove it",
        )
    });
    let silent = events.unmarked().map(|id| {
        let event = &scheme.events[id];
        unused(
            &UNUSED_EVENT,
            event.place,
            format!("no rule speaks of the event `{}`", event.key),
            "name it in a rule, or remove it",
        )
    });
    unnamed.chain(silent).collect()
}

/// Returns the rules of the edition that could be read whole.
fn own_rules(scheme: &Scheme) -> impl Iterator<Item = &Rule> {
    scheme
        .edition
        .rules
        .iter()
        .map(|id| &scheme.rules[*id])
        .filter(|rule| rule.act != Act::Broken && scheme.is_complete(rule.place))
}

fn check_circles(scheme: &Scheme) -> Diagnostics {
    let mut order = Dependencies::new(scheme.events.ids());
    for (first, then) in own_rules(scheme).filter_map(ordered) {
        order.add(first, then);
    }
    let cycles = order.cycles();
    cycles
        .iter()
        .filter_map(|cycle| rule_cycle(scheme, cycle))
        .collect()
}

fn ordered(rule: &Rule) -> Option<(EventId, EventId)> {
    match &rule.act {
        Act::Order { first, then } if rule.force == Force::Must => Some((*first, *then)),
        Act::Order { .. }
        | Act::Deadline { .. }
        | Act::Sets { .. }
        | Act::Effect(_)
        | Act::States(_)
        | Act::Broken => None,
    }
}

fn rule_cycle(scheme: &Scheme, cycle: &[EventId]) -> Option<Diagnostic> {
    let steps: Vec<&Rule> = cycle
        .iter()
        .zip(cycle.iter().cycle().skip(1))
        .filter_map(|(first, then)| {
            own_rules(scheme).find(|rule| ordered(rule) == Some((*first, *then)))
        })
        .collect();
    let (first, others) = steps.split_first()?;
    let way: Vec<String> = cycle
        .iter()
        .chain(cycle.first())
        .map(|event| format!("`{}`", scheme.events[*event].key))
        .collect();
    let message = format!(
        "these events come before one another: {}",
        way.join(", before ")
    );
    let mut diagnostic = Diagnostic::at(&RULE_CYCLE, first.place, message).label("by this rule");
    for rule in others {
        diagnostic = diagnostic.also(rule.place, "and this one");
    }
    Some(diagnostic.help("take one of these rules away, or turn its order round"))
}

/// Says whether somebody has to do or see to what the rule says; dates and effects follow by themselves.
fn is_duty(rule: &Rule) -> bool {
    match &rule.act {
        Act::Order { .. } | Act::Deadline { .. } | Act::States(_) => true,
        Act::Sets { .. } | Act::Effect(_) | Act::Broken => false,
    }
}

fn no_actor(rule: &Rule) -> Option<Diagnostic> {
    (is_duty(rule) && rule.by.is_none()).then(|| {
        let message = format!("the rule `{}` binds nobody", rule.key);
        Diagnostic::at(&NOBODY, rule.place, message)
            .help("write at its end by whom it is kept: `by vendor`")
    })
}

fn no_breach(rule: &Rule) -> Option<Diagnostic> {
    let says = match (&rule.breach, rule.force) {
        (Numbering::Unsaid, Force::Must) => !is_duty(rule),
        (Numbering::Given(_) | Numbering::Unknown, _) | (Numbering::Unsaid, Force::May) => true,
    };
    (!says).then(|| {
        let message = format!(
            "the rule `{}` does not say what follows where it is not kept",
            rule.key
        );
        Diagnostic::at(&NO_BREACH, rule.place, message)
            .help("write `breach \"…\"`, or `breach unknown` where no source says it")
    })
}

fn durations(rule: &Rule) -> Option<Duration> {
    match &rule.act {
        Act::Deadline { limit, .. } => Some(limit.duration()),
        Act::Sets { to, .. } => to.and_then(|to| to.duration),
        Act::Order { .. } | Act::Effect(_) | Act::States(_) | Act::Broken => None,
    }
}

fn no_calendar(scheme: &Scheme, rule: &Rule) -> Option<Diagnostic> {
    let edition = &scheme.edition;
    let counts = matches!(durations(rule), Some(Duration::WorkingDays(_)));
    let lacks = edition.calendar == Numbering::Unsaid && scheme.is_complete(edition.place);
    (counts && lacks).then(|| {
        let message = format!("the rule `{}` counts working days", rule.key);
        Diagnostic::at(&NO_CALENDAR, rule.place, message)
            .label("working days are counted here")
            .also(edition.place, "this edition does not say whose")
            .help("write `calendar \"…\"` in the edition, or `calendar unknown` where no source says it")
    })
}

/// Finds a deadline between two events of which each can happen many times and neither concerns the other.
fn which_event(scheme: &Scheme, rule: &Rule) -> Option<Diagnostic> {
    let Act::Deadline { event, limit } = &rule.act else {
        return None;
    };
    let other = limit.event();
    let many = |id: EventId| scheme.events[id].occurs == Occurrence::Many;
    let broken = |id: EventId| !scheme.is_complete(scheme.events[id].place);
    let tied = belongs(scheme, *event, other) || belongs(scheme, other, *event);
    let lost = !many(*event) || !many(other) || tied || broken(*event) || broken(other);
    (!lost).then(|| {
        let (event, other) = (&scheme.events[*event], &scheme.events[other]);
        let message = format!(
            "both `{}` and `{}` can happen many times, and it is not said which belong together",
            event.key, other.key
        );
        Diagnostic::at(&WHICH_EVENT, rule.place, message)
            .also(event.place, "this can happen many times")
            .help(format!(
                "write `concerns {}` in the event `{}`",
                other.key, event.key
            ))
    })
}

/// Says whether an event concerns another, itself or through those that it concerns.
fn belongs(scheme: &Scheme, event: EventId, to: EventId) -> bool {
    let mut seen = BTreeSet::new();
    let mut at = Some(event);
    while let Some(event) = at.filter(|event| seen.insert(*event)) {
        at = scheme.events[event].concerns;
        if at == Some(to) {
            return true;
        }
    }
    false
}
