//! What a decision judges: the answers on which it rests.

use std::fmt::Write as _;

use rustc_hash::FxHashMap;

use super::AskedTable;
use crate::answers::{AnswerKey, AnswerSet, Digest, Held, compared};
use crate::model::{Slot, SlotPart, SlotWord};
use crate::source::Text;

/// The answers that each decision judges; read by key only.
#[derive(Debug)]
pub(super) struct Judged<'a> {
    of: FxHashMap<Subject, Vec<&'a AnswerKey>>,
}

/// What answers are about, as decisions look them up.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Subject {
    /// The vendor's responses, the evidence and the verdicts of the laboratory on a control.
    Control(Text),
    /// The results of a procedure on an entry, or of cases that are carried out once.
    Row(Text, Option<[Option<Text>; 3]>, Option<Text>),
    /// The documents of a kind of evidence.
    Evidence(Text),
    /// What an agreement is about: a verdict or result with its reason, or what a report says.
    Aside(Slot, Option<Text>),
}

impl<'a> Judged<'a> {
    pub(super) fn of(asked: &'a AskedTable) -> Self {
        let mut of: FxHashMap<Subject, Vec<&AnswerKey>> = FxHashMap::default();
        for (key, _) in asked.iter() {
            for subject in subjects(key) {
                of.entry(subject).or_default().push(key);
            }
        }
        Self { of }
    }

    /// Returns the hash of what a decision judges; `None` if it is no decision.
    pub(super) fn digest(&self, key: &AnswerKey, answers: &AnswerSet) -> Option<Digest> {
        let judged = self.judged_by(key)?;
        Some(digest(judged, answers))
    }

    /// Returns the hash of what a decision judged before answers got other keys; `origins` tells from which each came.
    pub(super) fn digest_before<'k>(
        &'k self,
        key: &AnswerKey,
        before: &AnswerSet,
        origins: &'k Origins<'k>,
    ) -> Option<Digest> {
        let mut judged: Vec<&AnswerKey> = Vec::new();
        for key in self.judged_by(key)? {
            match origins.get(key) {
                Some(origins) => judged.extend(origins),
                None => judged.push(key),
            }
        }
        judged.sort_unstable();
        judged.dedup();
        Some(digest(judged, before))
    }

    /// Returns the keys of what a decision judges, in order; `None` if it is no decision.
    fn judged_by(&self, key: &AnswerKey) -> Option<Vec<&AnswerKey>> {
        let subjects = judges(key);
        if subjects.is_empty() {
            return None;
        }
        let judged = subjects
            .iter()
            .filter_map(|subject| self.of.get(subject))
            .flatten();
        let mut judged: Vec<&AnswerKey> = judged.copied().collect();
        judged.sort_unstable();
        Some(judged)
    }
}

/// The keys from which answers came that got other ones, by their new keys; read by key only.
pub(super) type Origins<'k> = FxHashMap<&'k AnswerKey, Vec<&'k AnswerKey>>;

fn digest<'k>(judged: impl IntoIterator<Item = &'k AnswerKey>, answers: &AnswerSet) -> Digest {
    let mut text = String::new();
    for key in judged {
        let values = answers.get(key).map(Held::values).unwrap_or_default();
        for filled in values {
            let value = compared(&filled.value);
            // A value ends where the next one begins, whatever is in it.
            let _ = writeln!(text, "{}\u{1f}{}\u{1f}{value}", key.text(), value.len());
        }
    }
    Digest::of(&text)
}

/// Returns what an answer is about.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "slots that are not named here are all treated alike"
)]
fn subjects(key: &AnswerKey) -> Vec<Subject> {
    let slot = &key.slot;
    let evidence = slot.part(SlotPart::Evidence);
    match slot.what {
        SlotWord::Response
        | SlotWord::Document
        | SlotWord::Issue
        | SlotWord::Page
        | SlotWord::Covers
            if slot.control.is_some() =>
        {
            let control = slot.control.clone();
            control.map(Subject::Control).into_iter().collect()
        }
        SlotWord::Verdict | SlotWord::VerdictReason => {
            let control = slot.control.clone().filter(|_| has_procedure(slot));
            let aside = Subject::Aside(slot.beside(SlotWord::VerdictAgreed), key.model.clone());
            control
                .map(Subject::Control)
                .into_iter()
                .chain([aside])
                .collect()
        }
        SlotWord::Result | SlotWord::Reason => {
            let aside = Subject::Aside(slot.beside(SlotWord::ResultAgreed), key.model.clone());
            let procedure = slot.part(SlotPart::Procedure).cloned();
            let row =
                procedure.map(|procedure| Subject::Row(procedure, row_of(slot), key.model.clone()));
            row.into_iter().chain([aside]).collect()
        }
        SlotWord::Reported if slot.control.is_none() => {
            let aside = slot.beside(SlotWord::Agrees);
            vec![Subject::Aside(aside, key.model.clone())]
        }
        SlotWord::Document
        | SlotWord::Title
        | SlotWord::Issue
        | SlotWord::Signatory
        | SlotWord::Sha256
        | SlotWord::Link => evidence
            .cloned()
            .map(Subject::Evidence)
            .into_iter()
            .collect(),
        _ => Vec::new(),
    }
}

/// Returns what a decision judges; nothing if it is no decision.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "slots that are not named here are all treated alike"
)]
fn judges(key: &AnswerKey) -> Vec<Subject> {
    let slot = &key.slot;
    match slot.what {
        SlotWord::Verdict if has_procedure(slot) => {
            let procedure = slot.part(SlotPart::Procedure).cloned();
            let row = row_of(slot);
            let once = row.is_some().then_some(None);
            let rows = once.into_iter().chain([row]);
            let subject = |procedure: Text| {
                rows.map(|row| Subject::Row(procedure.clone(), row, key.model.clone()))
                    .collect()
            };
            procedure.map(subject).unwrap_or_default()
        }
        SlotWord::Verdict | SlotWord::Finding => slot
            .control
            .clone()
            .map(Subject::Control)
            .into_iter()
            .collect(),
        SlotWord::VerdictAgreed | SlotWord::ResultAgreed | SlotWord::Agrees => {
            vec![Subject::Aside(Slot::clone(slot), key.model.clone())]
        }
        SlotWord::Accepted => {
            let evidence = slot.part(SlotPart::Evidence).cloned();
            evidence.map(Subject::Evidence).into_iter().collect()
        }
        _ => Vec::new(),
    }
}

fn has_procedure(slot: &Slot) -> bool {
    slot.part(SlotPart::Procedure).is_some()
}

/// Returns the entry of a slot; `None` for what is done once.
fn row_of(slot: &Slot) -> Option<[Option<Text>; 3]> {
    let parts = [SlotPart::Inventory, SlotPart::Entry, SlotPart::Other];
    slot.part(SlotPart::Entry)?;
    Some(parts.map(|part| slot.part(part).cloned()))
}
