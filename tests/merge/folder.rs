//! A folder as merging sees it: what it knows, and a journal from which that is made again.

use std::collections::BTreeSet;

use praman::answers::{AnswerKey, AnswerSet, Change, Content, Digest, Filled, Held, Told, Version};
use praman::merge::{Aside, History, Merged, Past, Refusal, Returned, merge, read_returned};
use praman::model::{Slot, SlotPart, SlotWord};
use praman::source::Text;

/// A line of the journal.
#[derive(Debug, Clone)]
pub enum Line {
    Changed(Change),
    Learned(Told),
}

/// What a folder knows, holds and keeps.
#[derive(Debug, Clone, Default)]
pub struct Folder {
    pub history: History,
    pub answers: AnswerSet,
    pub journal: Vec<Line>,
    /// What could not be placed yet.
    pub aside: BTreeSet<Returned>,
}

/// Returns the key of a response to a control, or of a field of a result, if need be in a later round: `C.1`, `result`,
/// `observed round 2`.
pub fn key(name: &str) -> AnswerKey {
    let (name, round) = match name.split_once(" round ") {
        Some((name, round)) => (name, Some(round)),
        None => (name, None),
    };
    let slot = match SlotWord::from_word(name) {
        Some(word) => Slot::of_product(word).with(SlotPart::Procedure, "debug-ports"),
        None => Slot::of_control(&Text::from(name), SlotWord::Response),
    };
    let slot = match round {
        Some(round) => slot.with(SlotPart::Round, round),
        None => slot,
    };
    let model = Some(Text::from("NS-4210"));
    AnswerKey { slot, model }
}

pub fn filled(value: &str, by: &str) -> Filled {
    Filled {
        value: value.into(),
        meaning: Digest::of("meaning"),
        wording: Digest::of("wording"),
        on: None,
        by: by.into(),
    }
}

/// Returns a value with composed letters: spelled otherwise it is the same value.
pub fn composed(filled: &Filled) -> String {
    filled.value.replace("e\u{301}", "\u{e9}")
}

/// Returns the values that a key holds, in order.
pub fn values(answers: &AnswerSet, key: &AnswerKey) -> Vec<String> {
    let held = answers.get(key).map(Held::values).unwrap_or_default();
    held.iter().map(|filled| filled.value.clone()).collect()
}

impl Folder {
    /// Changes what a key holds, as somebody does who works in the folder.
    pub fn set(&mut self, key: &AnswerKey, held: Option<Held>) {
        let change = Change {
            key: key.clone(),
            before: self.answers.get(key).cloned(),
            after: held,
        };
        if change.before == change.after {
            return;
        }
        self.history.record(&change);
        self.answers.apply(std::slice::from_ref(&change));
        self.journal.push(Line::Changed(change));
        assert_eq!(self.history.missed(&self.answers), []);
    }

    pub fn answer(&mut self, key: &AnswerKey, value: Option<Filled>) {
        self.set(key, value.map(Held::Value));
    }

    pub fn undo(&mut self) {
        let changes = self.journal.iter().rev();
        let mut changes = changes.filter_map(|line| match line {
            Line::Changed(change) => Some(change.clone()),
            Line::Learned(_) => None,
        });
        if let Some(change) = changes.next() {
            self.set(&change.key, change.before);
        }
    }

    pub fn package(&self) -> Vec<Told> {
        self.history.told(Past::Whole, |_| true)
    }

    pub fn leave(&self, key: &AnswerKey) -> Vec<Version> {
        self.history.base(key)
    }

    pub fn import(&mut self, told: &[Told]) -> Merged {
        let merged = self.take(told);
        self.offer_again();
        merged
    }

    fn take(&mut self, told: &[Told]) -> Merged {
        let merged = merge(&mut self.history, told, |_| Ok(()));
        self.answers.apply(&merged.changes);
        let learned = merged.learned.iter().cloned();
        self.journal.extend(learned.map(Line::Learned));
        assert_eq!(self.history.missed(&self.answers), []);
        merged
    }

    pub fn import_form(&mut self, fields: &[Returned]) -> (Merged, Vec<Aside>) {
        let read = read_returned(&self.history, fields);
        let mut merged = self.take(&read.told);
        merged.receipts.extend(read.unchanged);
        self.aside.extend(read.aside.iter().map(field_of));
        self.offer_again();
        (merged, read.aside)
    }

    /// Offers again what could not be placed, until nothing more can.
    fn offer_again(&mut self) {
        loop {
            let before = self.aside.clone();
            for field in &before {
                let read = read_returned(&self.history, std::slice::from_ref(field));
                if read.aside.is_empty() {
                    self.aside.remove(field);
                    self.take(&read.told);
                }
            }
            if before == self.aside {
                return;
            }
        }
    }

    /// Makes the history again from the journal.
    pub fn replayed(&self) -> History {
        let mut history = History::default();
        for line in &self.journal {
            match line {
                Line::Changed(change) => history.record(change),
                Line::Learned(told) => {
                    history.learn(told);
                }
            }
        }
        history
    }

    /// Returns every value, with composed letters, that is in an answer, in the journal or aside.
    pub fn kept(&self) -> BTreeSet<String> {
        let mut kept: BTreeSet<String> = BTreeSet::new();
        let mut keep = |held: &Held| kept.extend(held.values().iter().map(composed));
        for line in &self.journal {
            match line {
                Line::Changed(change) => change.after.iter().for_each(&mut keep),
                Line::Learned(told) => {
                    let contents = told.contents.iter();
                    let filled = contents.flat_map(|(_, content): &(u32, Content)| content.iter());
                    filled.for_each(|(_, filled)| keep(&Held::Value(filled.clone())));
                }
            }
        }
        let aside = self.aside.iter().filter_map(|field| field.value.clone());
        kept.extend(aside.map(|filled| composed(&filled)));
        kept
    }
}

fn field_of(aside: &Aside) -> Returned {
    assert_eq!(aside.why, Refusal::BaseUnknown);
    Returned {
        key: aside.key.clone(),
        value: aside.value.clone(),
        base: aside.base.clone(),
    }
}
