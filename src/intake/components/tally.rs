//! Counts components without keeping them.

use std::hash::{DefaultHasher, Hash, Hasher};

use rustc_hash::FxHashSet;

use crate::answers::ComponentCounts;

/// The components so far.
#[derive(Debug, Default)]
pub(super) struct Tally {
    pub counts: ComponentCounts,
    /// Hashes of what tells components apart; only looked up.
    seen: FxHashSet<u64>,
}

/// A component, as far as it is counted.
#[derive(Debug, Default)]
pub(super) struct Counted<'c> {
    /// Its package URL, if it has one.
    pub purl: Option<&'c str>,
    /// Its name, with that of its group.
    pub name: [&'c str; 2],
    pub version: Option<&'c str>,
    pub has_supplier: bool,
    pub has_licence: bool,
}

impl Tally {
    /// Counts a component.
    pub fn add(&mut self, component: &Counted<'_>) {
        let version = component
            .version
            .filter(|version| !version.trim().is_empty());
        let mut hasher = DefaultHasher::new();
        match component.purl.filter(|purl| !purl.is_empty()) {
            Some(purl) => purl.hash(&mut hasher),
            None => (component.name, version).hash(&mut hasher),
        }
        let is_new = self.seen.insert(hasher.finish());
        let counts = &mut self.counts;
        counts.components += 1;
        counts.without_version += u64::from(version.is_none());
        counts.without_supplier += u64::from(!component.has_supplier);
        counts.without_licence += u64::from(!component.has_licence);
        counts.repeated += u64::from(!is_new);
    }
}
