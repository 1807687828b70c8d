//! What a folder knows about one unit.

use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeMap, BTreeSet};

use crate::answers::{AnswerKey, Content, Digest, Filled, GivenUp, Held, Told, Unit, Version};

/// What a folder knows about one unit. It only ever grows: contents and readings come in, and their rounds rise.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Lineage {
    /// By the digest of a content: the content, and the last round in which it was filled in.
    contents: BTreeMap<Digest, Placed>,
    /// By what a content says: the last round in which something took its place.
    over: BTreeMap<Digest, u32>,
    /// What others may know: it came from them, or was sent out.
    shared: BTreeSet<Digest>,
}

/// A content, and the last round in which it was filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Placed {
    round: u32,
    reading: Digest,
    content: Content,
}

impl Placed {
    /// Takes in the same content again; says whether any of it was new. What was asked is that of the last round; within a
    /// round an answer that is marked for review stays so.
    fn again(&mut self, round: u32, content: &Content) -> bool {
        match round.cmp(&self.round) {
            Ordering::Greater => {
                self.round = round;
                self.content = content.clone();
                true
            }
            Ordering::Equal => self.content.mark_as(content),
            Ordering::Less => false,
        }
    }
}

impl Lineage {
    /// Returns what stands: the latest first, then in the order of the contents.
    fn placed(&self) -> Vec<&Placed> {
        let contents = self.contents.values();
        let mut standing: Vec<&Placed> = contents
            .filter(|placed| placed.round > self.given_up(placed.reading))
            .collect();
        standing.sort_by_key(|placed| (Reverse(placed.round), &placed.content));
        standing
    }

    fn given_up(&self, reading: Digest) -> u32 {
        self.over.get(&reading).copied().unwrap_or_default()
    }

    /// Returns the contents that stand: the latest first, then in order.
    pub(super) fn standing(&self) -> Vec<&Content> {
        let placed = self.placed().into_iter();
        placed.map(|placed| &placed.content).collect()
    }

    /// Returns what an answer holds.
    pub(super) fn held(&self, key: &AnswerKey) -> Option<Held> {
        held(&self.standing(), key)
    }

    /// Returns the answers that ever held something.
    pub(super) fn keys(&self) -> BTreeSet<&AnswerKey> {
        let contents = self.contents.values();
        contents
            .flat_map(|placed| placed.content.iter().map(|(key, _)| key))
            .collect()
    }

    /// Returns the stamps of a content that is known, with its round.
    pub(super) fn placed_as(&self, content: &Content) -> Option<(u32, &Content)> {
        let placed = self.contents.get(&content.digest())?;
        Some((placed.round, &placed.content))
    }

    /// Returns a content by its digest.
    pub(super) fn content(&self, digest: Digest) -> Option<&Content> {
        self.contents.get(&digest).map(|placed| &placed.content)
    }

    /// Returns the versions that stand, in order.
    pub(super) fn versions(&self) -> Vec<Version> {
        let placed = self.placed().into_iter();
        let versions = placed.map(|placed| Version {
            round: placed.round,
            content: placed.content.digest(),
        });
        let mut versions: Vec<Version> = versions.collect();
        versions.sort();
        versions
    }

    /// Changes an answer, in the folder itself. The new contents are of a new round and take the place of those that stood.
    pub(super) fn change(&mut self, key: &AnswerKey, after: &[Filled]) {
        let round = self.last_round().saturating_add(1);
        let standing = self.placed().into_iter().cloned();
        let standing: Vec<Placed> = standing.collect();
        for placed in &standing {
            self.give_up(placed.round, placed.reading);
        }
        let standing: Vec<&Content> = standing.iter().map(|placed| &placed.content).collect();
        let before = as_shown(&standing);
        for content in changed(&before, key, after) {
            self.place(round, &content);
        }
    }

    fn last_round(&self) -> u32 {
        let placed = self.contents.values().map(|placed| placed.round);
        let rounds = placed.chain(self.over.values().copied());
        rounds.max().unwrap_or_default()
    }

    /// Learns what another folder tells; says whether any of it was new.
    pub(super) fn learn(&mut self, told: &Told) -> bool {
        let mut learned: Vec<Digest> = Vec::new();
        let over = told.over.iter();
        let over = over.filter(|over| self.give_up(over.round, over.reading));
        learned.extend(over.map(|over| over.reading));
        let contents = told.contents.iter();
        let contents = contents.filter(|(round, content)| self.place(*round, content));
        learned.extend(contents.map(|(_, content)| content.reading()));
        let is_new = !learned.is_empty();
        self.shared.extend(learned);
        is_new
    }

    fn place(&mut self, round: u32, content: &Content) -> bool {
        let digest = content.digest();
        if let Some(placed) = self.contents.get_mut(&digest) {
            return placed.again(round, content);
        }
        let placed = Placed {
            round,
            reading: content.reading(),
            content: content.clone(),
        };
        self.contents.insert(digest, placed);
        true
    }

    fn give_up(&mut self, round: u32, reading: Digest) -> bool {
        let known = self.over.entry(reading).or_default();
        let is_new = round > *known;
        *known = round.max(*known);
        is_new
    }

    /// Notes that what stands was sent out.
    pub(super) fn share(&mut self) {
        let readings = self.placed().into_iter().map(|placed| placed.reading);
        let readings: Vec<Digest> = readings.collect();
        self.shared.extend(readings);
    }

    /// Returns what is to be told of it: all that stands, and what something took the place of.
    pub(super) fn told(&self, unit: &Unit, past: Past) -> Told {
        let placed = self.placed().into_iter();
        let contents = placed.map(|placed| (placed.round, placed.content.clone()));
        let mut contents: Vec<(u32, Content)> = contents.collect();
        contents.sort();
        // What stands is told, so that it stood before is no secret: the next package would tell it.
        let stands = |reading: &Digest| self.placed().iter().any(|one| one.reading == *reading);
        let is_told = |reading: &Digest| match past {
            Past::Whole => true,
            Past::Shared => self.shared.contains(reading) || stands(reading),
        };
        let over = self.over.iter().filter(|(reading, _)| is_told(reading));
        let over = over.map(|(reading, round)| GivenUp {
            round: *round,
            reading: *reading,
        });
        let mut over: Vec<GivenUp> = over.collect();
        over.sort();
        Told {
            unit: unit.clone(),
            contents,
            over,
        }
    }
}

/// What is told of the contents that something took the place of. Only digests of them are told; but the digest of a *yes*
/// is a *yes* to whoever tries all words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Past {
    /// All of them.
    Whole,
    /// Those that left the folder before, or came into it: what was changed before anybody else saw it is not told. It
    /// needs `History::share` for everything that was ever sent out.
    Shared,
}

/// Returns what an answer holds in the contents that stand.
pub(super) fn held(standing: &[&Content], key: &AnswerKey) -> Option<Held> {
    let values = standing.iter();
    Held::gather(values.filter_map(|content| content.get(key).cloned()))
}

/// Returns the contents that people are shown for what stands, at least one. Of values that read the same, the latest is shown, so
/// that a change of one answer does not alter the others.
fn as_shown(standing: &[&Content]) -> Vec<Content> {
    if standing.is_empty() {
        return vec![Content::default()];
    }
    let mut contents: Vec<Content> = standing.iter().map(|content| (*content).clone()).collect();
    for content in &mut contents {
        let shown = content.iter().filter_map(|(key, value)| {
            let held = held(standing, key)?;
            let shown = held.values().iter().find(|held| held.is_same(value))?;
            Some((key.clone(), shown.clone()))
        });
        *content = shown.collect();
    }
    contents
}

/// Puts values in the place of one answer: each content keeps its other answers, and each value is in one of them.
fn changed(before: &[Content], key: &AnswerKey, after: &[Filled]) -> Vec<Content> {
    let count = before.len().max(after.len());
    let at = |number: usize, length: usize| number.min(length.saturating_sub(1));
    let changed = (0..count).filter_map(|number| {
        let mut content = before.get(at(number, before.len()))?.clone();
        let value = after.get(at(number, after.len())).cloned();
        content.set(key.clone(), value);
        Some(content)
    });
    changed.collect()
}
