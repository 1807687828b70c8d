//! What is asked for: conditions that hold, or do not.

use super::axiom::{Data, data_of};
use super::circuit::{Lit, Side};
use super::encode::Encoder;
use super::slots::Listed;
use crate::logic::{Evaluator, Truth};
use crate::model::{Condition, Scheme};

/// A condition that is to hold, or not to hold.
#[derive(Debug, Clone, Copy)]
pub struct Wish<'c> {
    /// The condition.
    pub condition: &'c Condition,
    /// The entry of which it is asked, its innermost scope; `None` for a condition on the product as a whole.
    pub of: Option<Listed>,
    /// Whether it holds.
    pub holds: bool,
}

impl<'c> Wish<'c> {
    /// Wishes that a condition on the product as a whole holds, or that it does not.
    pub fn that(condition: &'c Condition, holds: bool) -> Self {
        Self {
            condition,
            of: None,
            holds,
        }
    }
}

/// Returns what wishes read.
pub(super) fn data_of_wishes(scheme: &Scheme, wishes: &[Wish<'_>]) -> Data {
    let read = wishes.iter().map(|wish| {
        let of = wish.of.map(|listed| listed.inventory);
        data_of(scheme, wish.condition, of)
    });
    read.flatten().collect()
}

/// Says whether a product meets wishes, by the evaluator of the documents.
pub(super) fn meets<'p>(evaluator: &Evaluator<'p>, wishes: &[Wish<'p>]) -> bool {
    let truth = |wish: &Wish<'p>| match wish.of {
        None => evaluator.decide(wish.condition),
        Some(listed) => {
            let entries = evaluator.situation.entries(listed.inventory);
            let entry = entries.at(listed.place);
            entry.map_or(Truth::Open, |entry| {
                evaluator.decide_for(wish.condition, entry)
            })
        }
    };
    wishes
        .iter()
        .all(|wish| truth(wish) == Truth::of(wish.holds))
}

/// Returns the literals whose truth means that wishes are met.
pub(super) fn wishes_of(encoder: &mut Encoder<'_>, wishes: &[Wish<'_>]) -> Vec<Lit> {
    let wishes = wishes.iter().map(|wish| {
        let literal = encoder.literal_of(wish.condition, wish.of, side_of(wish));
        if wish.holds { literal } else { !literal }
    });
    wishes.collect()
}

/// Returns the side from which the condition of a wish is bound.
pub(super) fn side_of(wish: &Wish<'_>) -> Side {
    if wish.holds { Side::Holds } else { Side::Fails }
}
