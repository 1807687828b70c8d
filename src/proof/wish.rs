//! What is asked for: conditions that hold, or do not.

use super::circuit::{Lit, Side};
use super::encode::Encoder;
use crate::logic::{Evaluator, Truth};
use crate::model::Condition;

/// A condition that is to hold, or not to hold.
#[derive(Debug, Clone, Copy)]
pub struct Wish<'c> {
    /// The condition, on a product as a whole.
    pub condition: &'c Condition,
    /// Whether it holds.
    pub holds: bool,
}

/// Says whether a product meets wishes, by the evaluator of the documents.
pub(super) fn meets<'p>(evaluator: &Evaluator<'p>, wishes: &[Wish<'p>]) -> bool {
    let mut wishes = wishes.iter();
    wishes.all(|wish| evaluator.decide(wish.condition) == Truth::of(wish.holds))
}

/// Returns the literals whose truth means that wishes are met.
pub(super) fn wishes_of(encoder: &mut Encoder<'_>, wishes: &[Wish<'_>]) -> Vec<Lit> {
    let wishes = wishes.iter().map(|wish| {
        let literal = encoder.literal(wish.condition, side_of(wish));
        if wish.holds { literal } else { !literal }
    });
    wishes.collect()
}

/// Returns the side from which the condition of a wish is bound.
pub(super) fn side_of(wish: &Wish<'_>) -> Side {
    if wish.holds { Side::Holds } else { Side::Fails }
}
