//! How far into a procedure something reaches.

use std::collections::BTreeSet;

use crate::model::{Case, CaseId, Depth, DepthBlock, Depths};

/// How far into a procedure something reaches: the depths of which every case is asked for, and single cases (L-305).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reach {
    whole: Option<Depths>,
    cases: BTreeSet<CaseId>,
}

impl Reach {
    /// Returns the reach of an obligation at a depth: some cases, or if none is named all of them.
    pub fn of(depth: Depth, cases: &[CaseId]) -> Self {
        Self {
            whole: cases.is_empty().then(|| Depths::of(depth)),
            cases: cases.iter().copied().collect(),
        }
    }

    /// Adds another reach.
    pub fn add(&mut self, other: &Self) {
        self.whole = match (self.whole, other.whole) {
            (Some(own), Some(other)) => Some(own.and(other)),
            (own, other) => own.or(other),
        };
        self.cases.extend(&other.cases);
    }

    /// Says whether it includes a case of a block.
    pub fn includes(&self, block: &DepthBlock, case: &Case) -> bool {
        self.includes_depth(block.depth) || self.cases.contains(&case.id)
    }

    /// Says whether it includes anything of a block.
    pub fn touches(&self, block: &DepthBlock) -> bool {
        self.includes_depth(block.depth)
            || block.cases.iter().any(|case| self.cases.contains(&case.id))
    }

    /// Says whether every case of a depth is asked for.
    fn includes_depth(&self, depth: Depth) -> bool {
        self.whole.is_some_and(|whole| whole.includes(depth))
    }
}
