//! What became of the keys of one version of a catalog in the next (L-037).

use std::collections::{BTreeMap, BTreeSet};

use crate::source::Text;

/// What became of the keys of one version in the next: a relation of old keys to new ones, applied at once. A key of
/// which it says nothing stays.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Migration {
    /// The new keys of each old key, in the order in which they were added; none if the old key was withdrawn.
    new: BTreeMap<Text, Vec<Text>>,
    /// The old keys of each new key.
    old: BTreeMap<Text, BTreeSet<Text>>,
    /// New keys that unite what several old ones asked, as far as the old ones are not in `old`.
    united: BTreeSet<Text>,
    /// Why old keys were withdrawn.
    withdrawn: BTreeMap<Text, Text>,
    /// Keys of the new version that the old one does not have, as far as it is known which it has.
    born: BTreeSet<Text>,
    /// Keys of controls that a revision writes again; `None` where it is not known what the step leaves as it was.
    written: Option<BTreeSet<Text>>,
    /// New keys of controls that have other words, and ask what they asked.
    reworded: BTreeSet<Text>,
}

impl Migration {
    /// Says that an old key became a new one, and perhaps others.
    pub fn relate(&mut self, old: Text, new: Text) {
        let all = self.new.entry(old.clone()).or_default();
        if !all.contains(&new) {
            all.push(new.clone());
        }
        self.old.entry(new).or_default().insert(old);
    }

    /// Says that several old keys became a new one.
    pub fn unite(&mut self, old: impl IntoIterator<Item = Text>, new: &Text) {
        for old in old {
            self.relate(old, new.clone());
        }
        self.united.insert(new.clone());
    }

    /// Says which keys the old version has, given those that the new version writes again or anew. A key that stays,
    /// and that another became as well, unites both.
    pub fn complete(&mut self, written: impl Iterator<Item = Text>, has: impl Fn(&str) -> bool) {
        let written: BTreeSet<Text> = written.collect();
        self.born
            .extend(written.iter().filter(|key| !has(key)).cloned());
        self.written = Some(written);
        let stays = |new: &&Text| !self.mentions(new) && has(new);
        self.united
            .extend(self.old.keys().filter(stays).cloned().collect::<Vec<_>>());
    }

    /// Says that an old key is no longer there, and why. What it became otherwise stays.
    pub fn withdraw(&mut self, old: Text, because: Text) {
        self.new.entry(old.clone()).or_default();
        self.withdrawn.insert(old, because);
    }

    /// Says that the control with a new key has other words, and asks what it asked.
    pub fn reword(&mut self, new: Text) {
        self.reworded.insert(new);
    }

    /// Says whether the control with a new key is declared to have other words alone: the change is editorial.
    pub fn is_reworded(&self, new: &str) -> bool {
        self.reworded.contains(new)
    }

    /// Says whether the control with a new key is known to be as it was: a revision does not write it again.
    pub fn is_left(&self, new: &str) -> bool {
        let written = self.written.as_ref();
        written.is_some_and(|written| !written.contains(new))
    }

    /// Returns the old keys of which it says something.
    pub fn mentioned(&self) -> impl Iterator<Item = &Text> {
        self.new.keys()
    }

    /// Says whether it says something of an old key.
    pub fn mentions(&self, old: &str) -> bool {
        self.new.contains_key(old)
    }

    /// Says whether an old key is still there, as itself or as a part of itself.
    pub fn keeps(&self, old: &str) -> bool {
        !self.mentions(old) || self.new_keys(old).any(|new| **new == *old)
    }

    /// Returns the keys that an old key is said to have become.
    pub fn new_keys(&self, old: &str) -> impl Iterator<Item = &Text> {
        self.new.get(old).into_iter().flatten()
    }

    /// Returns the keys that an old key became: itself if nothing is said of it, none if it was withdrawn.
    pub fn after(&self, old: &Text) -> Vec<Text> {
        let new = self.new.get(old);
        new.map_or_else(|| vec![old.clone()], Clone::clone)
    }

    /// Says whether a new key unites what several old ones asked.
    pub fn is_united(&self, new: &str) -> bool {
        let several = |old: &BTreeSet<Text>| old.len() > 1;
        self.united.contains(new) || self.old.get(new).is_some_and(several)
    }

    /// Says whether a key is known to be one that the old version does not have.
    pub fn is_born(&self, key: &str) -> bool {
        self.born.contains(key)
    }

    /// Returns why an old key was withdrawn.
    pub fn why_withdrawn(&self, old: &str) -> Option<&Text> {
        self.withdrawn.get(old)
    }

    /// Returns what became of the keys of its old version after another migration, which begins where this one ends.
    /// Rewording is a matter of each step alone: a control that is reworded in one step can change in the other.
    #[must_use]
    pub fn then(&self, next: &Self) -> Self {
        let mut both = Self::default();
        for old in self.new.keys() {
            let mut last = self.why_withdrawn(old);
            for between in self.after(old) {
                last = last.or(next.why_withdrawn(&between));
                for new in next.after(&between) {
                    if self.is_united(&between) || next.is_united(&new) {
                        both.united.insert(new.clone());
                    }
                    both.relate(old.clone(), new);
                }
            }
            if let Some(because) = last.filter(|_| !both.mentions(old)) {
                both.withdraw(old.clone(), because.clone());
            }
        }
        let stays = |old: &&Text| !self.mentions(old) && !self.is_born(old);
        for old in next.new.keys().filter(stays) {
            both.take_over(next, old);
        }
        both
    }

    /// Adds what another migration says of an old key.
    fn take_over(&mut self, other: &Self, old: &Text) {
        if let Some(because) = other.why_withdrawn(old) {
            self.withdraw(old.clone(), because.clone());
        }
        for new in other.after(old) {
            if other.is_united(&new) {
                self.united.insert(new.clone());
            }
            self.relate(old.clone(), new);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use proptest::collection::{btree_map, btree_set, vec};
    use proptest::prelude::*;

    use super::*;
    use crate::model::{Lineage, Step};

    const KEYS: [&str; 7] = ["1", "2", "3", "3a", "3b", "36", "88"];

    fn key() -> impl Strategy<Value = &'static str> {
        proptest::sample::select(KEYS.as_slice())
    }

    /// Any map: old keys without new ones are withdrawn.
    fn migration() -> impl Strategy<Value = Migration> {
        btree_map(key(), btree_set(key(), 0..4), 0..6).prop_map(|all| {
            let mut map = Migration::default();
            for (old, new) in all {
                if new.is_empty() {
                    map.withdraw(old.into(), format!("{old} is gone").into());
                }
                for new in new {
                    map.relate(old.into(), new.into());
                }
            }
            map
        })
    }

    fn composed(maps: &[Migration]) -> Migration {
        let none = Migration::default();
        maps.iter().fold(none, |all, next| all.then(next))
    }

    fn sorted(keys: impl IntoIterator<Item = Text>) -> BTreeSet<Text> {
        keys.into_iter().collect()
    }

    proptest! {
        #[test]
        fn maps_composed_give_what_they_give_one_after_another(maps in vec(migration(), 1..5)) {
            let both = composed(&maps);
            for key in KEYS {
                let mut now = vec![Text::from(key)];
                for map in &maps {
                    now = now.iter().flat_map(|key| map.after(key)).collect();
                }
                prop_assert_eq!(sorted(both.after(&key.into())), sorted(now));
            }
        }

        #[test]
        fn it_makes_no_difference_which_maps_are_composed_first(
            a in migration(), b in migration(), c in migration(),
        ) {
            let (left, right) = (a.then(&b).then(&c), a.then(&b.then(&c)));
            for key in KEYS {
                prop_assert_eq!(sorted(left.after(&key.into())), sorted(right.after(&key.into())));
            }
        }

        #[test]
        fn no_key_is_lost(maps in vec(migration(), 1..5)) {
            let all = composed(&maps);
            for old in all.mentioned() {
                let is_somewhere = !all.after(old).is_empty();
                prop_assert!(is_somewhere != all.why_withdrawn(old).is_some(), "{}", old);
            }
        }

        #[test]
        fn a_lineage_follows_a_key_as_its_maps_do(maps in vec(migration(), 1..5)) {
            let steps = maps.into_iter().enumerate().map(|(number, map)| Step {
                old: Some(format!("c@{number}").into()),
                new: format!("c@{}", number + 1).into(),
                map: Arc::new(map),
            });
            let lineage = Lineage::new("c".into(), steps.collect());
            for (version, map) in lineage.since() {
                for key in KEYS {
                    let fate = lineage.fate_from(version, key).map(|fate| fate.now);
                    prop_assert_eq!(fate.map(sorted), Some(sorted(map.after(&key.into()))));
                }
            }
        }
    }
}
