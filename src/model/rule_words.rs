//! What a rule says, as one sentence.

use super::rules::{Act, Effect, Limit, Moment, Occasion, Rule};
use super::scheme::Scheme;
use super::table::EventId;

impl Effect {
    /// Returns what it brings about, as a sentence without its end.
    #[must_use]
    pub fn sentence(self) -> &'static str {
        match self {
            Self::FullTesting => "Everything is tested as for a first certificate",
            Self::FreshCertification => "The device is certified anew",
            Self::DisregardEvidence => "The evidence may be disregarded",
        }
    }
}

impl Scheme {
    /// Returns what a rule says, in the titles of its events and without its end; the words of the source where
    /// it states something.
    #[must_use]
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
                format!("First: {}. Then: {}", self.inner(*first), self.inner(*then))
            }
            Act::Deadline { event, limit } => {
                let length = limit.duration().words();
                let side = match limit {
                    Limit::Within(..) => format!("Within {length} after"),
                    Limit::AtLeast(..) => format!("At least {length} before"),
                };
                let from = self.inner(limit.event());
                format!("{}. {side}: {from}", self.event(*event))
            }
            Act::Sets { event, to: None } => format!("{}: not known", self.event(*event)),
            Act::Sets {
                event,
                to: Some(to),
            } => format!("{}: {}", self.event(*event), self.moment(*to)),
            Act::Effect(effect) => effect.sentence().to_owned(),
            Act::States(words) => words.trim_end_matches('.').to_owned(),
            Act::Broken => String::new(),
        }
    }

    fn moment(&self, moment: Moment) -> String {
        let event = self.inner(moment.after);
        match moment.duration {
            Some(duration) => format!("{} after: {event}", duration.words()),
            None => format!("on the day of: {event}"),
        }
    }

    /// Returns in which case a rule holds, in words.
    #[must_use]
    pub fn occasion(&self, occasion: &Occasion) -> String {
        match occasion {
            Occasion::Words(words) => words.to_string(),
            Occasion::Event { event, kind } => {
                let kind = kind.and_then(|kind| self.events[*event].kinds.get(kind));
                match kind {
                    Some(kind) => format!("{}: {}", self.inner(*event), kind.shown()),
                    None => self.inner(*event),
                }
            }
        }
    }

    fn event(&self, event: EventId) -> &str {
        &self.events[event].title
    }

    /// Returns the title of an event as it stands within a sentence.
    fn inner(&self, event: EventId) -> String {
        let title = self.event(event);
        let mut letters = title.chars();
        let first = letters.next();
        match first {
            // An abbreviation stays as it is.
            Some(first) if title.chars().nth(1).is_some_and(char::is_lowercase) => {
                first.to_lowercase().chain(letters).collect()
            }
            Some(_) | None => title.to_owned(),
        }
    }
}
