//! Rules as sentences.

use std::collections::BTreeSet;

use super::rules::{Act, Effect, Force, Limit, Moment, Occasion, Rule, Shared};
use super::scheme::Scheme;
use super::table::EventId;

impl Effect {
    /// Returns the effect as a sentence without its full stop.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::FullTesting => "Everything is tested as for a first certificate",
            Self::FreshCertification => "The product is certified anew",
            Self::DisregardEvidence => "The evidence may be disregarded",
        }
    }
}

impl Scheme {
    /// Says whether an event comes after another by what it says itself (L-333).
    pub fn comes_after(&self, event: EventId, other: EventId) -> bool {
        let mut seen = BTreeSet::new();
        let mut at = self.events[event].after;
        while let Some(before) = at.filter(|before| seen.insert(*before)) {
            if before == other {
                return true;
            }
            at = self.events[before].after;
        }
        false
    }

    /// Says whether an event can happen only once the certificate is in force: it comes after that event, or belongs to an
    /// event that does (L-333).
    pub fn follows_certificate(&self, event: EventId) -> bool {
        let Some(certified) = self.edition.certified else {
            return false;
        };
        let mut seen = BTreeSet::new();
        let mut at = Some(event);
        while let Some(event) = at.filter(|event| seen.insert(*event)) {
            if self.comes_after(event, certified) {
                return true;
            }
            at = self.events[event].concerns;
        }
        false
    }

    /// Returns the rules of the edition that bind the models of a series to be the same in something, with what they compare.
    pub fn series_rules(&self) -> impl Iterator<Item = (&Rule, &[Shared])> {
        let rules = self.edition.rules.iter().map(|id| &self.rules[*id]);
        let binding = rules.filter(|rule| rule.force == Force::Must);
        binding.filter_map(|rule| match &rule.act {
            Act::Same(shared) => Some((rule, shared.as_slice())),
            Act::Order { .. }
            | Act::Deadline { .. }
            | Act::Sets { .. }
            | Act::Effect(_)
            | Act::States(_)
            | Act::Broken => None,
        })
    }

    /// Returns a rule as a sentence without its full stop. Events stand with their titles; what a rule states, it
    /// states in its own words.
    pub fn rule_sentence(&self, rule: &Rule) -> String {
        let act = self.act_sentence(&rule.act);
        match &rule.when {
            None => act,
            Some(occasion) => format!("{act}. When: {}", self.occasion(occasion)),
        }
    }

    fn act_sentence(&self, act: &Act) -> String {
        match act {
            Act::Order { first, then } => {
                let (first, then) = (self.title_within(*first), self.title_within(*then));
                format!("First: {first}. Then: {then}")
            }
            Act::Deadline { event, limit } => {
                let length = limit.duration().words();
                let side = match limit {
                    Limit::Within(..) => format!("Within {length} after"),
                    Limit::AtLeast(..) => format!("At least {length} before"),
                };
                let from = self.title_within(limit.event());
                format!("{}. {side}: {from}", self.event_title(*event))
            }
            Act::Sets { event, to: None } => format!("{}: not known", self.event_title(*event)),
            Act::Sets {
                event,
                to: Some(to),
            } => format!("{}: {}", self.event_title(*event), self.moment(*to)),
            Act::Effect(effect) => effect.sentence().to_owned(),
            Act::States(statement) => statement.trim_end_matches('.').to_owned(),
            Act::Same(shared) => {
                let shared: Vec<String> = shared.iter().map(|one| self.shared_words(one)).collect();
                format!(
                    "All models of a series have the same: {}",
                    shared.join("; ")
                )
            }
            Act::Broken => String::new(),
        }
    }

    /// Returns what models share, in words: `firmware version`, `maker and part of “Systems on chip”`.
    pub fn shared_words(&self, shared: &Shared) -> String {
        match shared {
            Shared::Fact(fact) => format!("answer to “{}”", self.facts[*fact].question),
            Shared::Identity(field) => in_sentence(&self.identity[*field].title),
            Shared::Entries { set, attributes } if attributes.is_empty() => {
                format!("“{}”, in every property", self.set_title(*set))
            }
            Shared::Entries { set, attributes } => {
                let inventory = self.inventory_of(*set);
                let keys = attributes
                    .iter()
                    .map(|id| &self.attribute(inventory, *id).key);
                let keys: Vec<String> = keys.map(|key| key.replace('_', " ")).collect();
                format!("{} of “{}”", all_of(&keys), self.set_title(*set))
            }
        }
    }

    fn moment(&self, moment: Moment) -> String {
        let event = self.title_within(moment.after);
        match moment.duration {
            Some(duration) => format!("{} after: {event}", duration.words()),
            None => format!("on the day of: {event}"),
        }
    }

    /// Returns the case in which a rule holds, in words.
    pub fn occasion(&self, occasion: &Occasion) -> String {
        match occasion {
            Occasion::Words(description) => description.to_string(),
            Occasion::Event { event, kind } => {
                let kind = kind.and_then(|kind| self.events[*event].kinds.get(kind));
                match kind {
                    Some(kind) => format!("{}: {}", self.title_within(*event), kind.shown()),
                    None => self.title_within(*event),
                }
            }
        }
    }

    fn event_title(&self, event: EventId) -> &str {
        &self.events[event].title
    }

    /// Returns the title of an event as it stands within a sentence.
    fn title_within(&self, event: EventId) -> String {
        in_sentence(self.event_title(event))
    }
}

/// Returns a title as it stands within a sentence. An abbreviation stays as it is.
fn in_sentence(title: &str) -> String {
    let mut letters = title.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second)) if second.is_lowercase() => {
            first.to_lowercase().chain(letters).collect()
        }
        _ => title.to_owned(),
    }
}

/// Joins words with commas and "and".
fn all_of(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
