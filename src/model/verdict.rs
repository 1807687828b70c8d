//! Verdict words, their classes, and how several classes are united (L-046, L-300).

use serde::Serialize;

use super::provenance::words;
use crate::source::{Place, Text};

words! {
    /// The class of a verdict: what it means where several are united (L-046).
    VerdictClass {
        /// It passes.
        Good = "good",
        /// It fails.
        Bad = "bad",
        /// It decides nothing yet.
        Undecided = "undecided",
        /// It leaves the others to decide, once the assessor has agreed (L-300).
        SetAside = "set-aside",
    }
}

/// A verdict word.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "VerdictView"))]
pub struct Verdict {
    /// The key.
    pub key: Text,
    /// The word printed.
    pub title: Text,
    /// The class, which decides how it rolls up.
    pub class: VerdictClass,
    /// What it means to whoever decides, in the author's Markdown.
    pub about: Option<Text>,
    /// Earlier keys.
    #[serde(skip)]
    pub was: Vec<Text>,
    /// Its place in the scheme.
    #[serde(skip)]
    pub place: Place,
}

impl VerdictClass {
    /// The classes that decide, the worst first. What is set aside has no place among them.
    pub const WORST_FIRST: [Self; 3] = [Self::Bad, Self::Undecided, Self::Good];

    /// Returns the worst of several classes. What is set aside leaves the others to decide; where all are set aside, so is
    /// the whole. `None` if there are none.
    pub fn worst(classes: impl IntoIterator<Item = Self>) -> Option<Self> {
        unite(classes, Self::WORST_FIRST)
    }

    /// Returns the best of several classes; what is set aside counts as in [`VerdictClass::worst`].
    pub fn best(classes: impl IntoIterator<Item = Self>) -> Option<Self> {
        let [worst, middle, best] = Self::WORST_FIRST;
        unite(classes, [best, middle, worst])
    }
}

/// Returns the first in `order` of those classes that have a place in it; else one of the others.
fn unite(
    classes: impl IntoIterator<Item = VerdictClass>,
    order: [VerdictClass; 3],
) -> Option<VerdictClass> {
    let rank = |class: &VerdictClass| {
        let place = order.iter().position(|one| one == class);
        place.unwrap_or(order.len())
    };
    classes.into_iter().min_by_key(rank)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    type Unite = fn(Vec<VerdictClass>) -> Option<VerdictClass>;
    const BOTH: [Unite; 2] = [VerdictClass::worst, VerdictClass::best];

    fn classes() -> impl Strategy<Value = Vec<VerdictClass>> {
        prop::collection::vec(prop::sample::select(VerdictClass::ALL), 0..6)
    }

    proptest! {
        #[test]
        fn order_makes_no_difference(all in classes()) {
            let turned: Vec<_> = all.iter().rev().copied().collect();
            for unite in BOTH {
                prop_assert_eq!(unite(all.clone()), unite(turned.clone()));
            }
        }

        #[test]
        fn groups_make_no_difference(groups in prop::collection::vec(classes(), 0..5)) {
            for unite in BOTH {
                let of_groups = groups.iter().filter_map(|group| unite(group.clone())).collect();
                prop_assert_eq!(unite(of_groups), unite(groups.concat()));
            }
        }

        #[test]
        fn what_is_set_aside_leaves_the_others_to_decide(all in classes()) {
            let decided = |class: &VerdictClass| *class != VerdictClass::SetAside;
            let others: Vec<_> = all.iter().copied().filter(decided).collect();
            for unite in BOTH {
                let alone = all.first().map(|_| VerdictClass::SetAside);
                prop_assert_eq!(unite(all.clone()), unite(others.clone()).or(alone));
            }
        }

        #[test]
        fn nothing_is_worse_than_the_worst_and_better_than_the_best(all in classes()) {
            let rank = |class| VerdictClass::WORST_FIRST.iter().position(|one| *one == class);
            let [worst, best] = BOTH.map(|unite| unite(all.clone()).and_then(rank));
            for rank in all.iter().filter_map(|class| rank(*class)) {
                prop_assert!(worst <= Some(rank) && Some(rank) <= best);
            }
        }
    }
}
