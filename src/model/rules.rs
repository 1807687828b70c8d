//! The events of a certification, and the rules of its process (L-202 to L-208).

use super::condition::Set;
use super::numbering::Numbering;
use super::provenance::{Provenance, words};
use super::table::{AttributeId, EventId, FactId, IdentityId, PartyId};
use super::types::Choice;
use crate::source::{Place, Text};

words! {
    /// How often an event can happen in one certification case.
    Occurrence {
        /// At most once.
        Once = "once",
        /// Any number of times.
        Many = "many",
    }
}

words! {
    /// The effect of a rule.
    Effect {
        /// Everything is tested as for a first certificate.
        FullTesting = "full_testing",
        /// The device is certified anew.
        FreshCertification = "fresh_certification",
        /// Evidence counts for nothing.
        DisregardEvidence = "disregard_evidence",
    }
}

/// Something that can happen in a certification case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// The key.
    pub key: Text,
    /// What happens, as a noun phrase.
    pub title: Text,
    /// The number of the step under which the source has it.
    pub number: Numbering,
    /// More about it.
    pub about: Option<Text>,
    /// How often it can happen.
    pub occurs: Occurrence,
    /// The event that this one belongs to: a notice concerns a change.
    pub concerns: Option<EventId>,
    /// The event that always comes before it: a change of a certified device comes after the certificate.
    pub after: Option<EventId>,
    /// The kinds of this event, in order; empty where the scheme distinguishes none.
    pub kinds: Vec<Choice>,
    /// Earlier keys.
    pub was: Vec<Text>,
    /// Where it is declared.
    pub place: Place,
}

/// A rule of the process.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// The key.
    pub key: Text,
    /// The title.
    pub title: Text,
    /// The number under which the source has it (L-340).
    pub number: Numbering,
    /// What it says.
    pub act: Act,
    /// When it holds; always where absent.
    pub when: Option<Occasion>,
    /// The party whose duty or permission it is.
    pub by: Option<PartyId>,
    /// Whether it binds or permits.
    pub force: Force,
    /// What follows where it is not kept.
    pub breach: Numbering,
    /// Where its text stands in the source.
    pub cites: Option<Text>,
    /// More about it.
    pub about: Option<Text>,
    /// Where it comes from.
    pub provenance: Provenance,
    /// Earlier keys.
    pub was: Vec<Text>,
    /// Where it is declared.
    pub place: Place,
}

words! {
    /// Whether a rule binds or permits.
    Force {
        /// It binds.
        Must = "must",
        /// It permits.
        May = "may",
    }
}

/// What a rule says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// One event comes before another.
    Order {
        /// What comes first.
        first: EventId,
        /// What comes after it.
        then: EventId,
    },
    /// An event happens by a deadline.
    Deadline {
        /// The event.
        event: EventId,
        /// The deadline.
        limit: Limit,
    },
    /// The date of an event follows from another.
    Sets {
        /// The event whose date it is.
        event: EventId,
        /// The date; `None` where it is not known (`unknown`).
        to: Option<Moment>,
    },
    /// An effect follows.
    Effect(Effect),
    /// A statement, which people check.
    States(Text),
    /// All models of a series are alike in this, which is compared.
    Same(Vec<Shared>),
    /// An act that could not be resolved; this has been reported.
    Broken,
}

/// Something in which all models of a series are alike (L-368).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shared {
    /// The answer to a fact.
    Fact(FactId),
    /// A field of the identity.
    Identity(IdentityId),
    /// The entries of a set.
    Entries {
        /// The set.
        set: Set,
        /// The attributes that are compared; empty for every property.
        attributes: Vec<AttributeId>,
    },
}

words! {
    /// A kind of what rules say.
    ActKind {
        /// One event comes before another.
        Order = "order",
        /// An event happens in time.
        Deadline = "deadline",
        /// The date of an event follows from another.
        Sets = "sets",
        /// Something follows.
        Effect = "effect",
        /// Something must be so.
        States = "states",
        /// All models of a series are alike in something.
        Same = "same",
    }
}

impl Act {
    /// Returns its word in the language.
    pub fn kind(&self) -> Option<ActKind> {
        match self {
            Self::Order { .. } => Some(ActKind::Order),
            Self::Deadline { .. } => Some(ActKind::Deadline),
            Self::Sets { .. } => Some(ActKind::Sets),
            Self::Effect(_) => Some(ActKind::Effect),
            Self::States(_) => Some(ActKind::States),
            Self::Same(_) => Some(ActKind::Same),
            Self::Broken => None,
        }
    }
}

/// The deadline of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    /// At most this long after an event.
    Within(Duration, EventId),
    /// At least this long before an event.
    AtLeast(Duration, EventId),
}

impl Limit {
    /// Returns its length.
    pub fn duration(self) -> Duration {
        match self {
            Self::Within(duration, _) | Self::AtLeast(duration, _) => duration,
        }
    }

    /// Returns the event from which it is counted.
    pub fn event(self) -> EventId {
        match self {
            Self::Within(_, event) | Self::AtLeast(_, event) => event,
        }
    }
}

/// A date that follows from an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// How long after the event; `None` on its day.
    pub duration: Option<Duration>,
    /// The event.
    pub after: EventId,
}

/// A length of time, at least 1 of its unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Duration {
    /// Days of the calendar.
    Days(u32),
    /// Working days of the edition's calendar.
    WorkingDays(u32),
    /// Months, which keep the day's number or take the month's last day.
    Months(u32),
    /// Years.
    Years(u32),
}

impl Duration {
    /// Returns the duration in words: `15 working days`.
    pub fn words(self) -> String {
        let (count, unit) = match self {
            Self::Days(count) => (count, "day"),
            Self::WorkingDays(count) => (count, "working day"),
            Self::Months(count) => (count, "month"),
            Self::Years(count) => (count, "year"),
        };
        let ending = if count == 1 { "" } else { "s" };
        format!("{count} {unit}{ending}")
    }
}

/// When a rule holds.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Occasion {
    /// In the case that this text describes; people judge it.
    Words(Text),
    /// When an event has happened.
    Event {
        /// The event.
        event: EventId,
        /// The kind that it must be of, by its place among the event's kinds.
        kind: Option<usize>,
    },
}

impl Rule {
    /// Returns the events that the rule mentions, in the order of its text.
    pub fn events(&self) -> impl Iterator<Item = EventId> {
        let act = match &self.act {
            Act::Order { first, then } => [Some(*first), Some(*then)],
            Act::Deadline { event, limit } => [Some(*event), Some(limit.event())],
            Act::Sets { event, to } => [Some(*event), to.map(|to| to.after)],
            Act::Effect(_) | Act::States(_) | Act::Same(_) | Act::Broken => [None, None],
        };
        let when = match &self.when {
            Some(Occasion::Event { event, .. }) => Some(*event),
            Some(Occasion::Words(_)) | None => None,
        };
        act.into_iter().flatten().chain(when)
    }

    /// Says whether the rule is a duty of a party.
    pub fn binds(&self, party: PartyId) -> bool {
        self.force == Force::Must && self.by == Some(party)
    }
}
