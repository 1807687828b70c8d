//! The kinds of events, and the acts of rules: what a rule says.

use thin_vec::ThinVec;

use super::{Name, PathDraft, TextDraft};
use crate::source::Span;

/// A kind of an event: `minor "Minor change" was small`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KindDraft {
    /// The key.
    pub key: Name,
    /// What is printed.
    pub title: TextDraft,
    /// `was small`
    pub was: ThinVec<Name>,
}

/// An act with its clauses: what a rule says, when it holds and whom it binds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActDraft {
    /// What it says.
    pub kind: ActKindDraft,
    /// `when …`
    pub when: Option<WhenDraft>,
    /// `by laboratory`
    pub by: Option<Name>,
    /// The whole field.
    pub span: Span,
}

/// What a rule says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ActKindDraft {
    /// `order registered before first-test`
    Order {
        /// What comes first.
        first: Name,
        /// What comes after it.
        then: Name,
    },
    /// `deadline change-notified within 3 months after change`
    Deadline {
        /// What must have happened.
        event: Name,
        /// Until when.
        limit: LimitDraft,
    },
    /// `sets expiry to 3 years after issue` or `sets expiry to unknown`
    Sets {
        /// The event whose date it sets.
        event: Name,
        /// The date; absent if it is `unknown`.
        to: Option<MomentDraft>,
    },
    /// `effect full_testing`
    Effect(Name),
    /// `states "…"`
    States(TextDraft),
    /// `same product.firmware, soc_chip.part`
    Same(ThinVec<PathDraft>),
}

/// The time by which something must have happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LimitDraft {
    /// `within 3 months after change`
    Within(DurationDraft, Name),
    /// `at least 3 months before expiry`
    AtLeast(DurationDraft, Name),
}

/// `3 years after issue` or `issue`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MomentDraft {
    /// The time after the event; absent for the day of the event.
    pub duration: Option<DurationDraft>,
    /// The event.
    pub after: Name,
}

/// `15 working days`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DurationDraft {
    /// How many.
    pub count: Name,
    /// `days`, `months`, `years`, or their singular.
    pub unit: Name,
    /// Whether they are working days.
    pub working: Option<Span>,
}

/// The case in which a rule holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WhenDraft {
    /// `when "the device is critical"`
    Words(TextDraft),
    /// `when change-decided is major`
    Event {
        event: Name,
        /// The kind of which it must be.
        kind: Option<Name>,
    },
}
