//! Lists whose rows are found by key.

use std::borrow::Borrow;
use std::hash::Hash;
use std::ops::Deref;

use rustc_hash::{FxBuildHasher, FxHashMap};

use super::counted::{Counted, CountedIter};
use super::tally::count_visit;

/// A row with a key.
pub trait Keyed {
    /// The type of the key.
    type Key: Clone + Eq + Hash;

    /// Returns the key.
    fn key(&self) -> Self::Key;
}

/// Rows in order, found by key in constant time.
#[derive(Debug, Clone)]
pub struct KeyedList<T: Keyed> {
    rows: Counted<T>,
    /// The place of the first row with each key.
    places: FxHashMap<T::Key, usize>,
}

impl<T: Keyed> KeyedList<T> {
    /// Makes an empty list.
    pub const fn new() -> Self {
        Self {
            rows: Counted::new(),
            places: FxHashMap::with_hasher(FxBuildHasher),
        }
    }

    /// Adds a row at the end.
    pub fn push(&mut self, row: T) {
        self.places.entry(row.key()).or_insert(self.rows.len());
        self.rows.push(row);
    }

    /// Keeps the rows for which `keep` is true.
    pub fn retain(&mut self, keep: impl FnMut(&T) -> bool) {
        self.rows.retain(keep);
        self.places.clear();
        for (place, row) in self.rows.iter().enumerate() {
            self.places.entry(row.key()).or_insert(place);
        }
    }

    /// Finds a row by key.
    pub fn find<Q: Eq + Hash + ?Sized>(&self, key: &Q) -> Option<&T>
    where
        T::Key: Borrow<Q>,
    {
        self.at(self.position(key)?)
    }

    /// Returns the place of a row in the order of the list.
    pub fn position<Q: Eq + Hash + ?Sized>(&self, key: &Q) -> Option<usize>
    where
        T::Key: Borrow<Q>,
    {
        count_visit();
        self.places.get(key).copied()
    }

    /// Returns the row at a place in the order of the list.
    pub fn at(&self, place: usize) -> Option<&T> {
        count_visit();
        self.rows.get(place)
    }

    /// Returns the row at a place in the order of the list, to change; its key stays.
    pub fn at_mut(&mut self, place: usize) -> Option<&mut T> {
        self.rows.get_mut(place)
    }

    /// Returns the rows in order.
    pub fn iter(&self) -> CountedIter<'_, T> {
        self.rows.iter()
    }

    /// Returns the rows to change; their keys stay.
    pub fn iter_mut(&mut self) -> std::slice::IterMut<'_, T> {
        self.rows.iter_mut()
    }
}

impl<T: Keyed> Default for KeyedList<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T: Keyed> Extend<T> for KeyedList<T> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, rows: I) {
        rows.into_iter().for_each(|row| self.push(row));
    }
}

impl<T: Keyed> FromIterator<T> for KeyedList<T> {
    fn from_iter<I: IntoIterator<Item = T>>(rows: I) -> Self {
        let mut list = Self::new();
        list.extend(rows);
        list
    }
}

impl<T: Keyed> Deref for KeyedList<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.rows
    }
}

/// Compares the rows only, since the places follow from them.
impl<T: Keyed + PartialEq> PartialEq for KeyedList<T> {
    fn eq(&self, other: &Self) -> bool {
        self.rows == other.rows
    }
}

impl<T: Keyed + Eq> Eq for KeyedList<T> {}

impl<'a, T: Keyed> IntoIterator for &'a KeyedList<T> {
    type Item = &'a T;
    type IntoIter = CountedIter<'a, T>;

    fn into_iter(self) -> CountedIter<'a, T> {
        self.iter()
    }
}

impl<'a, T: Keyed> IntoIterator for &'a mut KeyedList<T> {
    type Item = &'a mut T;
    type IntoIter = std::slice::IterMut<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter_mut()
    }
}

impl<T: Keyed> IntoIterator for KeyedList<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.rows.into_iter()
    }
}
