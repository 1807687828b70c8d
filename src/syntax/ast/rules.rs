//! Events and rules of the process.

use super::{Name, NumberDraft, ProvenanceDraft, Text, WordDraft};
use crate::source::Span;

/// `event registered "Title" { … }`
#[derive(Debug, Clone, PartialEq, Default)]
pub struct EventDraft {
    /// The key.
    pub key: Name,
    /// The title.
    pub title: Text,
    /// `number "4"` or `number unknown`
    pub number: Option<NumberDraft>,
    /// `about "…"`
    pub about: Option<Text>,
    /// `occurs many`
    pub occurs: Option<Name>,
    /// `concerns change`
    pub concerns: Option<Name>,
    /// `kinds minor "Minor change", major "Major change"`
    pub kinds: Vec<WordDraft>,
    /// `was old`
    pub was: Vec<Name>,
}

/// `rule two-copies "Title" { … }`
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RuleDraft {
    /// The key.
    pub key: Name,
    /// The title.
    pub title: Text,
    /// `order …`, `deadline …`, `sets …`, `effect …`, `states …`: one of them, if the rule is right.
    pub acts: Vec<ActDraft>,
    /// `may`
    pub may: Option<Span>,
    /// `breach "…"` or `breach unknown`
    pub breach: Option<NumberDraft>,
    /// `cites "…"`
    pub cites: Option<Text>,
    /// `about "…"`
    pub about: Option<Text>,
    /// `provenance …`
    pub provenance: Vec<ProvenanceDraft>,
    /// `was old`
    pub was: Vec<Name>,
}

/// What a rule says, in which case and of whom.
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
        /// To which date; absent where nobody here knows it.
        to: Option<MomentDraft>,
    },
    /// `effect full_testing`
    Effect(Name),
    /// `states "…"`
    States(Text),
}

/// Until when something must have happened.
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
    /// How long after the event; absent: on its day.
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
    /// Whether working days are meant.
    pub working: Option<Span>,
    /// All of it.
    pub span: Span,
}

/// In which case a rule holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WhenDraft {
    /// `when "the device is critical"`
    Words(Text),
    /// `when change-decided is major`
    Event {
        /// The event.
        event: Name,
        /// Of which kind it must be.
        kind: Option<Name>,
    },
}
