//! How far searches go before they leave something undecided.

use super::around::DEPTHS;
use super::solver::Allowance;

/// How far a search goes before it says undecided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SearchEffort {
    /// As far as it goes where somebody asks.
    Full,
    /// Among small products, and with few conflicts: for questions that are asked by the hundred.
    Quick,
}

impl SearchEffort {
    /// Returns how many entries of each inventory a product is given in turn.
    pub fn sizes(self) -> &'static [usize] {
        match self {
            Self::Full => &[1, 2, 4, 8],
            Self::Quick => &[1],
        }
    }

    /// Up to which depth demands are followed.
    pub fn depths(self) -> usize {
        match self {
            Self::Full => DEPTHS,
            Self::Quick => 1,
        }
    }

    /// Returns how many conflicts all searches may have together.
    pub fn allowance(self) -> Allowance {
        match self {
            Self::Full => Allowance::new(),
            Self::Quick => Allowance::of(500),
        }
    }
}
