//! What one dossier tells another about a unit.

use super::content::Content;
use super::filled::Digest;
use super::unit::Unit;

/// The last round that is believed. No dossier comes near it, and a greater number would leave none for later changes.
const LAST_ROUND: u32 = 1 << 30;

/// What one dossier tells another about a unit: its contents, and what they took the place of.
///
/// One content, or none for what only took something's place, is the rule; several are a conflict that is not settled.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Told {
    /// The unit.
    pub unit: Unit,
    /// The contents, each with its round, in order.
    pub contents: Vec<(u32, Content)>,
    /// What these took the place of, in order.
    pub over: Vec<GivenUp>,
}

/// Something that was filled in once and is no longer: its place was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct GivenUp {
    /// The last round in which it was held.
    pub round: u32,
    /// What it says (`Content::reading`).
    pub reading: Digest,
}

impl Told {
    /// Says whether it can be: its answers are of its unit, and its rounds between 1 and a bound that no dossier comes near.
    pub fn is_sound(&self) -> bool {
        let keys = self.contents.iter().flat_map(|(_, content)| content.iter());
        let rounds = self.contents.iter().map(|(round, _)| *round);
        let mut rounds = rounds.chain(self.over.iter().map(|one| one.round));
        keys.map(|(key, _)| Unit::of(key))
            .all(|unit| unit == self.unit)
            && rounds.all(|round| (1..=LAST_ROUND).contains(&round))
    }
}
