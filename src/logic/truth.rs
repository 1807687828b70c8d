//! The three truth values (L-100).

use std::cmp::Ordering;

use super::Reason;

/// Whether something holds, as far as the product is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Truth {
    /// It does not hold.
    No,
    /// What is known does not settle it.
    Open,
    /// It holds.
    Yes,
}

/// A truth value with its reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Whether it holds.
    pub truth: Truth,
    /// Why.
    pub reason: Reason,
}

impl Truth {
    /// Returns the truth value of a settled answer.
    pub fn of(holds: bool) -> Self {
        if holds { Self::Yes } else { Self::No }
    }

    /// Returns whether it does not hold.
    #[must_use]
    pub fn negated(self) -> Self {
        match self {
            Self::No => Self::Yes,
            Self::Open => Self::Open,
            Self::Yes => Self::No,
        }
    }

    /// Returns whether both hold.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        self.min(other)
    }

    /// Returns whether either holds.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        self.max(other)
    }

    /// Returns whether all hold; `Yes` where there are none.
    pub fn all(truths: impl Iterator<Item = Self>) -> Self {
        let mut all = Self::Yes;
        for truth in truths {
            all = all.and(truth);
            if all == Self::No {
                break;
            }
        }
        all
    }

    /// Returns whether any holds; `No` where there are none.
    pub fn any(truths: impl Iterator<Item = Self>) -> Self {
        let mut any = Self::No;
        for truth in truths {
            any = any.or(truth);
            if any == Self::Yes {
                break;
            }
        }
        any
    }
}

impl Finding {
    /// Makes a finding.
    pub fn new(truth: Truth, reason: Reason) -> Self {
        Self { truth, reason }
    }

    /// Returns the finding of the opposite, for the same reason.
    #[must_use]
    pub fn negated(self) -> Self {
        Self {
            truth: self.truth.negated(),
            ..self
        }
    }
    /// Joins two findings by `and`. The reason is that of the finding that decides it, or both.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        match self.truth.cmp(&other.truth) {
            Ordering::Less => self,
            Ordering::Greater => other,
            Ordering::Equal => {
                let reasons = [self.reason, other.reason];
                Self::new(self.truth, Reason::joined(reasons, ", and "))
            }
        }
    }
}
