//! The rows of `praman list` for the process: events and rules.

use serde::Serialize;

use super::listed::{Listed, cells};
use crate::model::{Act, ActKind, EventId, RuleId, Scheme};

/// An event.
#[derive(Debug, Serialize)]
pub(super) struct EventRow<'a> {
    pub key: &'a str,
    pub title: &'a str,
    pub about: Option<&'a str>,
    /// The number of the step in the source.
    pub number: Option<&'a str>,
    /// `once` or `many`.
    pub occurs: &'static str,
    /// The event that it belongs to.
    pub concerns: Option<&'a str>,
    /// The event that always comes before it.
    pub after: Option<&'a str>,
    /// The kinds that are told apart.
    pub kinds: Vec<&'a str>,
    /// The rules of the edition that speak of it.
    pub rules: Vec<&'a str>,
}

impl Listed for EventRow<'_> {
    const HEADING: &'static [&'static str] = &["key", "occurs", "rules", "title"];

    fn cells(&self) -> Vec<String> {
        cells([
            self.key,
            self.occurs,
            &self.rules.len().to_string(),
            self.title,
        ])
    }
}

/// A rule of the edition.
#[derive(Debug, Serialize)]
pub(super) struct RuleRow<'a> {
    pub key: &'a str,
    pub title: &'a str,
    pub about: Option<&'a str>,
    /// `order`, `deadline`, `sets`, `effect`, `states` or `same`.
    pub kind: &'static str,
    /// `must` or `may`.
    pub force: &'static str,
    /// Whose duty or permission it is.
    pub by: Option<&'a str>,
    /// The rule as a sentence.
    pub says: String,
    /// What follows from a breach; `null` if no source says it.
    pub breach: Option<&'a str>,
    /// The place of its text in the source.
    pub cites: Option<&'a str>,
    /// The events that it speaks of.
    pub events: Vec<&'a str>,
}

impl Listed for RuleRow<'_> {
    const HEADING: &'static [&'static str] = &["key", "kind", "force", "by", "says"];

    fn cells(&self) -> Vec<String> {
        cells([
            self.key,
            self.kind,
            self.force,
            self.by.unwrap_or(""),
            &self.says,
        ])
    }
}

/// Lists the events in the order of the source.
pub(super) fn list_events(scheme: &Scheme) -> Vec<EventRow<'_>> {
    let row = |id: EventId| {
        let event = &scheme.events[id];
        let rules = scheme
            .edition
            .rules
            .iter()
            .map(|rule| &scheme.rules[*rule])
            .filter(|rule| rule.events().any(|event| event == id));
        EventRow {
            key: &event.key,
            title: &event.title,
            about: event.about.as_deref(),
            number: event.number.given(),
            occurs: event.occurs.word(),
            concerns: event.concerns.map(|event| scheme.events.key(event)),
            after: event.after.map(|event| scheme.events.key(event)),
            kinds: event.kinds.iter().map(|kind| kind.key.as_str()).collect(),
            rules: rules.map(|rule| rule.key.as_str()).collect(),
        }
    };
    scheme.events.ids().map(row).collect()
}

/// Lists the rules of the edition in its order.
pub(super) fn list_rules(scheme: &Scheme) -> Vec<RuleRow<'_>> {
    let row = |id: &RuleId| {
        let rule = &scheme.rules[*id];
        RuleRow {
            key: &rule.key,
            title: &rule.title,
            about: rule.about.as_deref(),
            kind: rule.act.kind().map_or("", ActKind::word),
            force: rule.force.word(),
            by: rule.by.map(|party| scheme.parties.key(party)),
            says: scheme.rule_sentence(rule),
            breach: rule.breach.given(),
            cites: rule.cites.as_deref(),
            events: rule
                .events()
                .map(|event| scheme.events.key(event))
                .collect(),
        }
    };
    scheme
        .edition
        .rules
        .iter()
        .filter(|id| scheme.rules[**id].act != Act::Broken)
        .map(row)
        .collect()
}
