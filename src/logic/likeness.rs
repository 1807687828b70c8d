//! How two models of a series are alike: what certainly differs, and what is not known (L-370).

use std::fmt;

use rustc_hash::FxHashSet;

use super::truth::Truth;
use super::words::answer_words;
use crate::model::{Answer, Date, Value};

/// How a model stands to what a rule wants to be the same.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Likeness {
    /// What certainly differs, in the order of the rule.
    pub differs: Vec<Gap>,
    /// What is not known, so that it may differ, as the product file names it: `chip.soc.part`.
    pub open: Vec<String>,
}

/// Something in which a model certainly differs from the lead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// What differs, as the product file names it: `chip.soc`, `chip.soc.part`, `product.firmware`.
    pub subject: String,
    /// How.
    pub kind: GapKind,
}

/// How a model differs from the lead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GapKind {
    /// Only the model has the entry.
    Added,
    /// Only the lead has the entry.
    Removed,
    /// Both answer, and not alike.
    Changed {
        /// The answer of the lead.
        lead: String,
        /// The answer of the model.
        model: String,
    },
    /// The entries are certainly not the same, but which of them differs is not known.
    Somewhere,
}

impl Likeness {
    /// Says whether the model is the same: `No` if anything certainly differs.
    pub fn truth(&self) -> Truth {
        match (self.differs.is_empty(), self.open.is_empty()) {
            (false, _) => Truth::No,
            (true, false) => Truth::Open,
            (true, true) => Truth::Yes,
        }
    }

    /// Compares an answer of the lead with that of the model.
    pub(super) fn add_answers(&mut self, subject: String, [lead, model]: [&Answer; 2]) {
        match alike(lead, model) {
            Truth::Yes => {}
            Truth::Open => self.open.push(subject),
            Truth::No => self.differs.push(Gap {
                subject,
                kind: GapKind::Changed {
                    lead: answer_words(lead),
                    model: answer_words(model),
                },
            }),
        }
    }
}

impl fmt::Display for Gap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let subject = &self.subject;
        match &self.kind {
            GapKind::Added => write!(f, "{subject} is in this model only"),
            GapKind::Removed => write!(f, "{subject} is in the lead only"),
            GapKind::Changed { lead, model } => write!(f, "{subject}: {lead} → {model}"),
            GapKind::Somewhere => write!(f, "the entries of {subject} differ"),
        }
    }
}

/// Says whether two answers are the same; open as long as what is not known can make them so.
pub(super) fn alike(one: &Answer, other: &Answer) -> Truth {
    if let (Answer::One(Value::Date(one)), Answer::One(Value::Date(other))) = (one, other) {
        return same_date(*one, *other);
    }
    if !one.is_open() && !other.is_open() {
        return Truth::of(one.is_same(other));
    }
    if excludes(one, other) || excludes(other, one) {
        Truth::No
    } else {
        Truth::Open
    }
}

/// Says whether two dates are the same day; of a month the day is not known.
fn same_date(one: Date, other: Date) -> Truth {
    let is_apart = one.last_day() < other.first_day() || other.last_day() < one.first_day();
    match (is_apart, one.day.is_some() && other.day.is_some()) {
        (true, _) => Truth::No,
        (false, true) => Truth::Yes,
        (false, false) => Truth::Open,
    }
}

/// Says whether an answer is known in full: all members of a set, the day of a date.
pub(super) fn is_known(answer: &Answer) -> bool {
    let is_month = |value: &Value| matches!(value, Value::Date(date) if date.day.is_none());
    !answer.is_open() && !answer.values().iter().any(is_month)
}

/// Says whether an answer cannot hold a value that the other certainly holds.
fn excludes(one: &Answer, other: &Answer) -> bool {
    let possible: FxHashSet<&Value> = match one {
        Answer::Unknown | Answer::Many { more: true, .. } => return false,
        Answer::Within(possible) => possible.iter().collect(),
        Answer::None | Answer::One(_) | Answer::Many { more: false, .. } => {
            one.values().iter().collect()
        }
    };
    let mut certain = other.values().iter();
    certain.any(|value| !possible.contains(value))
}
