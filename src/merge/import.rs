//! What an import makes of the answers of a folder.

use std::collections::{BTreeMap, BTreeSet};

use super::history::History;
use super::receipt::{Aside, Outcome, Receipt, Refusal};
use crate::answers::{AnswerKey, Change, Held, Told};

/// What an import made of the answers of a folder.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Merged {
    /// What the slots hold now, where it is something else, in order.
    pub changes: Vec<Change>,
    /// What was new, for the journal: from it and from the changes made in the folder the history is made again.
    pub learned: Vec<Told>,
    /// What became of each answer, in order.
    pub receipts: Vec<Receipt>,
    /// What was not taken, in order.
    pub aside: Vec<Aside>,
}

impl Merged {
    /// Returns the answers that were emptied. More than `CLEARED_AT_ONCE` need a word from whoever imports.
    pub fn cleared(&self) -> impl Iterator<Item = &AnswerKey> {
        let receipts = self.receipts.iter();
        let cleared = receipts.filter(|receipt| receipt.outcome == Outcome::Cleared);
        cleared.map(|receipt| &receipt.key)
    }
}

/// Merges what others tell into a history. `takes` says of each answer whether it is taken; a unit of which one answer is
/// refused is set aside whole.
pub fn merge(
    history: &mut History,
    told: &[Told],
    takes: impl Fn(&AnswerKey) -> Result<(), Refusal>,
) -> Merged {
    let mut import = Import {
        history,
        changes: BTreeMap::new(),
        merged: Merged::default(),
    };
    for told in told {
        match import.refuse(told, &takes) {
            Some(why) => import.set_aside(told, &why),
            None => import.take(told),
        }
    }
    import.ended()
}

/// An import on its way.
struct Import<'a> {
    history: &'a mut History,
    /// What each slot held before, and holds now.
    changes: BTreeMap<AnswerKey, (Option<Held>, Option<Held>)>,
    merged: Merged,
}

impl Import<'_> {
    /// Returns why a unit is refused.
    fn refuse(
        &self,
        told: &Told,
        takes: impl Fn(&AnswerKey) -> Result<(), Refusal>,
    ) -> Option<Refusal> {
        if !told.is_sound() {
            return Some(Refusal::Unsound);
        }
        let keys = self.keys(told);
        if keys.is_empty() {
            return takes(told.unit.key()).err();
        }
        keys.iter().find_map(|key| takes(key).err())
    }

    /// Returns the answers of a unit, here and there.
    fn keys(&self, told: &Told) -> BTreeSet<AnswerKey> {
        let contents = told.contents.iter();
        let given = contents.flat_map(|(_, content)| content.iter());
        let given = given.map(|(key, _)| key.clone());
        given.chain(self.history.keys(&told.unit)).collect()
    }

    fn set_aside(&mut self, told: &Told, why: &Refusal) {
        let contents = told.contents.iter();
        for (key, value) in contents.flat_map(|(_, content)| content.iter()) {
            self.note(key, Outcome::Aside);
            self.merged.aside.push(Aside {
                key: key.clone(),
                value: Some(value.clone()),
                base: Vec::new(),
                why: why.clone(),
            });
        }
    }

    fn take(&mut self, told: &Told) {
        let keys = self.keys(told);
        let hold = |history: &History| -> Vec<Option<Held>> {
            keys.iter().map(|key| history.held(key)).collect()
        };
        let before = hold(self.history);
        if self.history.learn(told) {
            self.merged.learned.push(told.clone());
        }
        let after = hold(self.history);
        for ((key, before), after) in keys.iter().zip(before).zip(after) {
            let outcome = if before == after {
                self.outcome_unchanged(told, key, after.as_ref())
            } else {
                Some(outcome_changed(after.as_ref()))
            };
            if let Some(outcome) = outcome {
                self.note(key, outcome);
            }
            self.change(key, before, after);
        }
    }

    /// Returns what became of an answer that did not change; `None` if it is empty both here and in what was told.
    fn outcome_unchanged(
        &self,
        told: &Told,
        key: &AnswerKey,
        held: Option<&Held>,
    ) -> Option<Outcome> {
        let contents = || told.contents.iter().map(|(_, content)| content);
        let Some(held) = held else {
            // It was filled in once and is empty since.
            let mut given = contents().filter_map(|content| content.get(key));
            return given.next().map(|_| Outcome::HeardBefore);
        };
        let holds = held.values();
        let mut given = contents().filter_map(|content| content.get(key)).peekable();
        let is_given = given.peek().is_some();
        let mut stand = contents().filter(|content| self.history.stands(&told.unit, content));
        let is_held = given.all(|value| holds.iter().any(|held| held.is_same(value)));
        Some(match (is_given, is_held) {
            (true, true) => Outcome::AlreadySo,
            (false, _) if stand.next().is_some() => Outcome::Kept,
            _ => Outcome::HeardBefore,
        })
    }

    fn note(&mut self, key: &AnswerKey, outcome: Outcome) {
        self.merged.receipts.push(Receipt {
            key: key.clone(),
            outcome,
        });
    }

    /// Notes a change; where one unit is told twice, both are one change.
    fn change(&mut self, key: &AnswerKey, before: Option<Held>, after: Option<Held>) {
        if before == after {
            return;
        }
        let change = self.changes.entry(key.clone());
        change.or_insert((before, None)).1 = after;
    }

    fn ended(self) -> Merged {
        let changes = self.changes.into_iter();
        let changes = changes.filter(|(_, (before, after))| before != after);
        let changes = changes.map(|(key, (before, after))| Change { key, before, after });
        let mut merged = Merged {
            changes: changes.collect(),
            ..self.merged
        };
        merged.receipts.sort();
        merged.receipts.dedup();
        merged.aside.sort();
        merged.aside.dedup();
        merged
    }
}

/// Returns what became of an answer that holds something else than before.
fn outcome_changed(after: Option<&Held>) -> Outcome {
    match after {
        None => Outcome::Cleared,
        Some(Held::Conflict(_)) => Outcome::Conflict,
        Some(Held::Value(_)) => Outcome::Taken,
    }
}
