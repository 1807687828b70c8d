//! What becomes of the answers of a package.

use super::history::History;
use super::import::{Merged, merge};
use super::receipt::{Outcome, Receipt, Refusal};
use crate::answers::{AnswerKey, Filled, Sent, SentAnswer, Told};

/// What became of the answers of a package.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Taken {
    /// What was made of those that were taken; the receipts are of all.
    pub merged: Merged,
    /// What was not taken, with the reason, in order.
    pub aside: Vec<(Sent, Refusal)>,
}

/// Merges what came in a package. `refuse` says why a unit is not taken; what was heard before is not refused, since it
/// changes nothing. `stamp` says what was asked, as this folder asks it.
pub fn receive(
    history: &mut History,
    sent: &[Sent],
    refuse: impl Fn(&History, &Sent) -> Option<Refusal>,
    stamp: impl Fn(&AnswerKey, &SentAnswer) -> Filled,
) -> Taken {
    let mut taken = Taken::default();
    let mut told: Vec<Told> = Vec::new();
    let mut receipts: Vec<Receipt> = Vec::new();
    for unit in sent {
        let stamped = history.stamped(unit, &stamp);
        let refused = refuse(history, unit).filter(|why| !is_heard(history, &stamped, why));
        let Some(why) = refused else {
            told.push(stamped);
            continue;
        };
        receipts.extend(unit.answers().map(|answer| Receipt {
            key: answer.key.clone(),
            outcome: Outcome::Aside,
        }));
        taken.aside.push((unit.clone(), why));
    }
    taken.merged = merge(history, &told, |_| Ok(()));
    taken.merged.receipts.extend(receipts);
    taken.merged.receipts.sort();
    taken.merged.receipts.dedup();
    taken.aside.sort();
    taken.aside.dedup();
    taken
}

/// Says whether a unit was heard before. Of another party's answers nothing new is learned at all: it could take the place of
/// what that party says later.
fn is_heard(history: &History, told: &Told, why: &Refusal) -> bool {
    match why {
        Refusal::OtherParty(_) | Refusal::Unsound => history.knows(told),
        Refusal::NotAsked | Refusal::BaseUnknown | Refusal::Unfit => history.stands_with(told),
    }
}
