//! Checks that the rules of the process fit together (L-202 to L-208).

use std::collections::BTreeSet;

use super::marks::Marks;
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::model::{Act, Duration, Event, EventId, Force, Numbering, Occurrence, Rule, Scheme};

codes! {
    NOBODY = error("P0561", "rule that binds nobody"),
    NO_BREACH = error("P0562", "duty that does not say what follows from a breach"),
    NO_CALENDAR = error("P0563", "working days without a calendar"),
    WHICH_EVENT = error("P0564", "deadline between repeated events of which neither concerns the other"),
    UNNAMED_RULE = warning("P0565", "rule that no edition names"),
    UNUSED_EVENT = warning("P0566", "event that no rule names"),
    AFTER_LATER = error("P0583", "event that comes after what follows it"),
    CERTIFIED_ALONE = error("P0582", "certificate after an event that no rule names"),
    NOT_HELD = error("P0584", "permission for models to be alike"),
}

/// Checks the rules of the edition's process: each duty binds a party and says what follows from its breach, working days
/// have a calendar, and events that can happen many times are told apart.
pub(super) fn check_rules(scheme: &Scheme) -> Diagnostics {
    let own = || own_rules(scheme);
    let mut diagnostics: Diagnostics = own().filter_map(no_actor).collect();
    diagnostics.extend(own().filter_map(no_breach));
    diagnostics.extend(own().find_map(|rule| no_calendar(scheme, rule)));
    diagnostics.extend(own().filter_map(|rule| which_event(scheme, rule)));
    diagnostics.extend(own().filter_map(not_held));
    diagnostics.extend(certified_alone(scheme));
    diagnostics.extend(after_itself(scheme));
    diagnostics.extend(own().filter_map(|rule| after_later(scheme, rule)));
    diagnostics
}

/// Reports rules that no edition has, and events that no rule speaks of.
pub(super) fn unnamed_rules(scheme: &Scheme) -> Diagnostics {
    let mut rules = Marks::new(&scheme.rules);
    rules.mark_all(scheme.edition.rules.iter().copied());
    let mut diagnostics = rules.report_unmarked(|rule| {
        let message = format!("no edition names the rule `{}`", rule.key);
        Diagnostic::at(&UNNAMED_RULE, rule.place, message)
            .help("name it in the `rules` of an edition, or remove it")
    });
    let mut events = Marks::new(&scheme.events);
    events.mark_all(scheme.rules.iter().flat_map(|(_, rule)| rule.events()));
    let named = |(_, event): (_, &Event)| [event.concerns, event.after];
    events.mark_all(scheme.events.iter().flat_map(named).flatten());
    events.mark_all(scheme.edition.certified);
    events.mark_all(scheme.identity.iter().filter_map(|(_, field)| field.event));
    diagnostics.append(events.report_unmarked(|event| {
        let message = format!("no rule names the event `{}`", event.key);
        Diagnostic::at(&UNUSED_EVENT, event.place, message).help("name it in a rule, or remove it")
    }));
    diagnostics
}

/// Returns the rules of the edition that could be read completely.
pub(super) fn own_rules(scheme: &Scheme) -> impl Iterator<Item = &Rule> {
    scheme
        .edition
        .rules
        .iter()
        .map(|id| &scheme.rules[*id])
        .filter(|rule| rule.act != Act::Broken && scheme.is_complete(rule.place))
}

/// Reports that no rule of the edition speaks of the event after which the certificate stands.
fn certified_alone(scheme: &Scheme) -> Option<Diagnostic> {
    let event = scheme.edition.certified?;
    let is_named = own_rules(scheme).any(|rule| rule.events().any(|named| named == event));
    // A rule that could not be read may name it.
    if is_named || !scheme.incomplete.is_empty() {
        return None;
    }
    let event = &scheme.events[event];
    let message = format!(
        "the product is certified after the event `{}`, which no rule of the edition names",
        event.key
    );
    Some(
        Diagnostic::at(&CERTIFIED_ALONE, scheme.edition.place, message)
            .also(event.place, "declared here")
            .help("name an event that a rule of the edition orders or dates, or write that rule"),
    )
}

/// Reports events that come after themselves.
fn after_itself(scheme: &Scheme) -> impl Iterator<Item = Diagnostic> {
    let events = scheme.events.iter();
    let wrong = events.filter(|(id, _)| scheme.comes_after(*id, *id));
    wrong.map(|(_, event)| {
        let message = format!("the event `{}` comes after itself", event.key);
        Diagnostic::at(&AFTER_LATER, event.place, message)
            .help("take away one of the lines with `after` that lead back to it")
    })
}

/// Reports a rule that puts an event before the one that it comes after.
fn after_later(scheme: &Scheme, rule: &Rule) -> Option<Diagnostic> {
    let Act::Order { first, then } = rule.act else {
        return None;
    };
    scheme.comes_after(first, then).then(|| {
        let (first, then) = (&scheme.events[first], &scheme.events[then]);
        let message = format!(
            "the rule `{}` puts `{}` before `{}`, after which it comes",
            rule.key, first.key, then.key
        );
        Diagnostic::at(&AFTER_LATER, rule.place, message)
            .also(first.place, "the event says here what it comes after")
            .help("correct the rule, or the line with `after`")
    })
}

/// Says whether a party has to keep the rule. Dates and effects follow by themselves.
fn is_duty(rule: &Rule) -> bool {
    match &rule.act {
        Act::Order { .. } | Act::Deadline { .. } | Act::States(_) | Act::Same(_) => true,
        Act::Sets { .. } | Act::Effect(_) | Act::Broken => false,
    }
}

fn no_actor(rule: &Rule) -> Option<Diagnostic> {
    (is_duty(rule) && rule.by.is_none()).then(|| {
        let message = format!("the rule `{}` binds nobody", rule.key);
        Diagnostic::at(&NOBODY, rule.place, message)
            .help("add at its end who keeps it: `by` and a party")
    })
}

fn no_breach(rule: &Rule) -> Option<Diagnostic> {
    let says = match (&rule.breach, rule.force) {
        (Numbering::Unsaid, Force::Must) => !is_duty(rule),
        (Numbering::Given(_) | Numbering::Unknown, _) | (Numbering::Unsaid, Force::May) => true,
    };
    (!says).then(|| {
        let message = format!(
            "the rule `{}` does not say what follows from a breach",
            rule.key
        );
        Diagnostic::at(&NO_BREACH, rule.place, message)
            .help("write `breach \"…\"`, or `breach unknown` if no source says it")
    })
}

/// Reports a permission to be alike, to which no model can be held.
fn not_held(rule: &Rule) -> Option<Diagnostic> {
    let is_permission = matches!(rule.act, Act::Same(_)) && rule.force == Force::May;
    is_permission.then(|| {
        let message = format!(
            "the rule `{}` only permits models to be alike, so that none is held to it",
            rule.key
        );
        Diagnostic::at(&NOT_HELD, rule.place, message)
            .help("remove `may`, or say in words with `states` what is permitted")
    })
}

fn durations(rule: &Rule) -> Option<Duration> {
    match &rule.act {
        Act::Deadline { limit, .. } => Some(limit.duration()),
        Act::Sets { to, .. } => to.and_then(|to| to.duration),
        Act::Order { .. } | Act::Effect(_) | Act::States(_) | Act::Same(_) | Act::Broken => None,
    }
}

fn no_calendar(scheme: &Scheme, rule: &Rule) -> Option<Diagnostic> {
    let edition = &scheme.edition;
    let counts = matches!(durations(rule), Some(Duration::WorkingDays(_)));
    let lacks = edition.calendar == Numbering::Unsaid && scheme.is_complete(edition.place);
    (counts && lacks).then(|| {
        let message = format!(
            "the rule `{}` counts working days, but the edition names no calendar",
            rule.key
        );
        Diagnostic::at(&NO_CALENDAR, rule.place, message)
            .label("working days are counted here")
            .also(edition.place, "no `calendar` here")
            .help(
                "write `calendar \"…\"` in the edition, or `calendar unknown` if no source says it",
            )
    })
}

/// Reports a deadline between two events that can each happen many times and do not concern each other.
fn which_event(scheme: &Scheme, rule: &Rule) -> Option<Diagnostic> {
    let Act::Deadline { event, limit } = &rule.act else {
        return None;
    };
    let (event, start) = (*event, limit.event());
    let is_repeated = |id: EventId| {
        scheme.events[id].occurs == Occurrence::Many && scheme.is_complete(scheme.events[id].place)
    };
    let tied = event == start || belongs(scheme, event, start) || belongs(scheme, start, event);
    (is_repeated(event) && is_repeated(start) && !tied).then(|| {
        let (event, start) = (&scheme.events[event], &scheme.events[start]);
        let message = format!(
            "both `{}` and `{}` can happen many times, and neither concerns the other",
            event.key, start.key
        );
        Diagnostic::at(&WHICH_EVENT, rule.place, message)
            .also(event.place, "this can happen many times")
            .help(format!(
                "write `concerns {}` in the event `{}`",
                start.key, event.key
            ))
    })
}

/// Says whether an event concerns another, directly or through the events that it concerns.
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
