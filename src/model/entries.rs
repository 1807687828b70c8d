//! The entries of an inventory, found by id.

use rustc_hash::{FxBuildHasher, FxHashMap};

use super::counted::{Counted, CountedIter};
use super::entry::{Entry, Values};
use super::tally::count_visit;
use crate::source::Text;

/// Entries in the order given, found by id in constant time.
#[derive(Debug, Clone)]
pub struct Entries {
    list: Counted<Entry>,
    /// Where the first entry of each id stands.
    places: FxHashMap<Text, usize>,
}

/// The entries of an inventory that the product file leaves out.
pub(super) static NONE: Entries = Entries::new();

impl Entries {
    /// Makes an empty list.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            list: Counted::new(),
            places: FxHashMap::with_hasher(FxBuildHasher),
        }
    }

    /// Adds an entry at the end.
    pub fn push(&mut self, entry: Entry) {
        self.places
            .entry(entry.id.clone())
            .or_insert(self.list.len());
        self.list.push(entry);
    }

    /// Keeps the entries for which `keep` is true.
    pub fn retain(&mut self, keep: impl FnMut(&Entry) -> bool) {
        self.list.retain(keep);
        self.places.clear();
        for (place, entry) in self.list.iter().enumerate() {
            self.places.entry(entry.id.clone()).or_insert(place);
        }
    }

    /// Returns the place of an entry in the order given.
    #[must_use]
    pub fn position(&self, id: &str) -> Option<usize> {
        count_visit();
        self.places.get(id).copied()
    }

    /// Finds an entry by id.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<&Entry> {
        self.at(self.position(id)?)
    }

    /// Returns the entry at a place in the order given.
    #[must_use]
    pub fn at(&self, place: usize) -> Option<&Entry> {
        count_visit();
        self.list.get(place)
    }

    /// Returns the values of an entry to change; its id stays.
    pub fn values_mut(&mut self, id: &str) -> Option<&mut Values> {
        let place = self.position(id)?;
        self.list.get_mut(place).map(|entry| &mut entry.values)
    }

    /// Returns the values of all entries to change; their ids stay.
    pub fn all_values_mut(&mut self) -> impl Iterator<Item = &mut Values> {
        self.list.iter_mut().map(|entry| &mut entry.values)
    }

    /// Returns the entries in order.
    #[must_use]
    pub fn iter(&self) -> CountedIter<'_, Entry> {
        self.list.iter()
    }

    /// Returns how many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Says whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }
}

/// The places follow from the list, so they are not compared.
impl PartialEq for Entries {
    fn eq(&self, other: &Self) -> bool {
        self.list == other.list
    }
}

impl Eq for Entries {}

impl Extend<Entry> for Entries {
    fn extend<I: IntoIterator<Item = Entry>>(&mut self, entries: I) {
        entries.into_iter().for_each(|entry| self.push(entry));
    }
}

impl FromIterator<Entry> for Entries {
    fn from_iter<I: IntoIterator<Item = Entry>>(entries: I) -> Self {
        let mut list = Self::default();
        list.extend(entries);
        list
    }
}

impl Default for Entries {
    fn default() -> Self {
        Self::new()
    }
}

impl<'a> IntoIterator for &'a Entries {
    type Item = &'a Entry;
    type IntoIter = CountedIter<'a, Entry>;

    fn into_iter(self) -> CountedIter<'a, Entry> {
        self.iter()
    }
}

impl IntoIterator for Entries {
    type Item = Entry;
    type IntoIter = std::vec::IntoIter<Entry>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.into_iter()
    }
}
