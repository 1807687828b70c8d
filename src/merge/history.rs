//! What a folder knows about all answers.

use std::collections::BTreeMap;

use super::lineage::{Lineage, Past, held};
use crate::answers::{
    AnswerKey, AnswerSet, Cause, Change, Content, Digest, Filled, Held, JournalLine, Sent,
    SentAnswer, Told, Unit, Version,
};

/// What a folder knows about all answers: it is made from the journal, and says what each slot holds.
///
/// What is told to it, by imports, it takes in in any order and any number of times. What is changed in the folder itself
/// comes in the order of the journal.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct History {
    units: BTreeMap<Unit, Lineage>,
}

impl History {
    /// Takes in a change that was made in the folder itself, the latest of all.
    pub fn record(&mut self, change: &Change) {
        let lineage = self.units.entry(Unit::of(&change.key)).or_default();
        if lineage.held(&change.key) == change.after {
            return;
        }
        let after = change.after.as_ref().map(Held::values);
        lineage.change(&change.key, after.unwrap_or_default());
    }

    /// Takes in a line of the journal: a change, or that somebody confirmed what is held. That says it once more, so that it stands
    /// again where it was taken back meanwhile.
    pub fn enter(&mut self, line: &JournalLine) {
        let Change { key, after, .. } = &line.change;
        match (line.cause, after) {
            (Cause::Confirm, Some(Held::Value(filled))) => {
                let lineage = self.units.entry(Unit::of(key)).or_default();
                lineage.change(key, std::slice::from_ref(filled));
            }
            _ => self.record(&line.change),
        }
    }

    /// Takes in what another folder tells; says whether any of it was new.
    pub fn learn(&mut self, told: &Told) -> bool {
        let lineage = self.units.entry(told.unit.clone()).or_default();
        lineage.learn(told)
    }

    /// Says whether nothing that another folder tells is new.
    pub fn knows(&self, told: &Told) -> bool {
        let lineage = self.units.get(&told.unit).cloned();
        !lineage.unwrap_or_default().learn(told)
    }

    /// Says whether what stands would stay as it is if this were learned: it was heard before, or replaced since.
    pub fn stands_with(&self, told: &Told) -> bool {
        let mut lineage = self.units.get(&told.unit).cloned().unwrap_or_default();
        let before = lineage.versions();
        lineage.learn(told);
        lineage.versions() == before
    }

    /// Puts what came in a package into the form in which it is learned. Each party stamps answers with its own questions:
    /// an answer that is known in the round keeps its stamps, and `stamp` gives those of the others.
    pub fn stamped(&self, sent: &Sent, stamp: impl Fn(&AnswerKey, &SentAnswer) -> Filled) -> Told {
        let lineage = self.units.get(&sent.unit);
        let contents = sent.contents.iter().map(|(round, answers)| {
            let fresh = answers.iter().map(|answer| {
                let mut filled = stamp(&answer.key, answer);
                if answer.to_review {
                    filled.meaning = Digest::NONE;
                }
                (answer.key.clone(), filled)
            });
            let fresh: Content = fresh.collect();
            let known = lineage.and_then(|lineage| lineage.placed_as(&fresh));
            let content = match known {
                Some((known, content)) if known == *round => {
                    let mut content = content.clone();
                    content.mark_as(&fresh);
                    content
                }
                _ => fresh,
            };
            (*round, content)
        });
        let mut contents: Vec<(u32, Content)> = contents.collect();
        contents.sort();
        Told {
            unit: sent.unit.clone(),
            contents,
            over: sent.over.clone(),
        }
    }

    /// Returns what a slot holds for a model.
    pub fn held(&self, key: &AnswerKey) -> Option<Held> {
        self.units.get(&Unit::of(key))?.held(key)
    }

    /// Returns what all slots hold.
    pub fn answers(&self) -> AnswerSet {
        let mut answers = AnswerSet::default();
        for lineage in self.units.values() {
            let standing = lineage.standing();
            for key in lineage.keys() {
                answers.set(key.clone(), held(&standing, key));
            }
        }
        answers
    }

    /// Returns the changes after which `answers` would hold what it holds: those that nobody has recorded, in order.
    pub fn missed(&self, answers: &AnswerSet) -> Vec<Change> {
        let known = self.answers();
        let gone = known.iter().filter(|(key, _)| answers.get(key).is_none());
        let mut keys: Vec<&AnswerKey> = gone.map(|(key, _)| key).collect();
        keys.extend(answers.iter().map(|(key, _)| key));
        keys.sort();
        let changes = keys.into_iter().map(|key| Change {
            key: key.clone(),
            before: known.get(key).cloned(),
            after: answers.get(key).cloned(),
        });
        changes
            .filter(|change| change.before != change.after)
            .collect()
    }

    /// Returns the versions of the unit of an answer that stand: the base with which a field of it leaves. None if it was
    /// never filled in.
    pub fn base(&self, key: &AnswerKey) -> Vec<Version> {
        let lineage = self.units.get(&Unit::of(key));
        lineage.map(Lineage::versions).unwrap_or_default()
    }

    /// Returns the contents of the unit of an answer that stand, the latest first: several are what a conflict is between.
    pub fn contents(&self, key: &AnswerKey) -> Vec<&Content> {
        let lineage = self.units.get(&Unit::of(key));
        lineage.map(Lineage::standing).unwrap_or_default()
    }

    /// Returns the answers of a unit that ever held something.
    pub(super) fn keys(&self, unit: &Unit) -> Vec<AnswerKey> {
        let lineage = self.units.get(unit);
        let keys = lineage.map(Lineage::keys).unwrap_or_default();
        keys.into_iter().cloned().collect()
    }

    /// Says whether a content of a unit stands.
    pub(super) fn stands(&self, unit: &Unit, content: &Content) -> bool {
        let lineage = self.units.get(unit);
        let standing = lineage.map(Lineage::standing).unwrap_or_default();
        let digest = content.digest();
        standing.iter().any(|standing| standing.digest() == digest)
    }

    /// Returns the content of a version, if it was ever known here.
    pub(super) fn content(&self, unit: &Unit, version: Version) -> Option<&Content> {
        self.units.get(unit)?.content(version.content)
    }

    /// Returns what is to be told of the units of which all answers may be seen, in order.
    pub fn told(&self, past: Past, may_see: impl Fn(&AnswerKey) -> bool) -> Vec<Told> {
        let seen = self.seen(&may_see);
        let told = seen.map(|(unit, lineage)| lineage.told(unit, past));
        told.filter(|told| !(told.contents.is_empty() && told.over.is_empty()))
            .collect()
    }

    /// Notes that the units whose answers may all be seen were sent out with what they hold now.
    pub fn share(&mut self, may_see: impl Fn(&AnswerKey) -> bool) {
        let units = self.units.iter_mut();
        for (_, lineage) in units.filter(|(unit, lineage)| is_seen(unit, lineage, &may_see)) {
            lineage.share();
        }
    }

    /// Returns the units of which not all answers may be seen, in order.
    pub fn withheld(&self, may_see: impl Fn(&AnswerKey) -> bool) -> Vec<Unit> {
        let units = self.units.iter();
        let withheld = units.filter(|(unit, lineage)| !is_seen(unit, lineage, &may_see));
        withheld.map(|(unit, _)| unit.clone()).collect()
    }

    fn seen<'a>(
        &'a self,
        may_see: &'a impl Fn(&AnswerKey) -> bool,
    ) -> impl Iterator<Item = (&'a Unit, &'a Lineage)> {
        let units = self.units.iter();
        units.filter(move |(unit, lineage)| is_seen(unit, lineage, may_see))
    }
}

/// Says whether all answers of a unit may be seen; of one of which only is known that it was emptied, whether the unit may.
fn is_seen(unit: &Unit, lineage: &Lineage, may_see: &impl Fn(&AnswerKey) -> bool) -> bool {
    let keys = lineage.keys();
    if keys.is_empty() {
        return may_see(unit.key());
    }
    keys.into_iter().all(may_see)
}
