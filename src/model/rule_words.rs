//! Rules as sentences.

use std::collections::BTreeSet;

use super::rules::{Act, Effect, Limit, Moment, Occasion, Rule};
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
            Act::Broken => String::new(),
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
        let title = self.event_title(event);
        let mut letters = title.chars();
        match (letters.next(), letters.clone().next()) {
            // An abbreviation stays as it is.
            (Some(first), Some(second)) if second.is_lowercase() => {
                first.to_lowercase().chain(letters).collect()
            }
            _ => title.to_owned(),
        }
    }
}
