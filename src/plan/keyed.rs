//! Lists whose rows are found by key.

use std::hash::Hash;
use std::ops::Deref;

use rustc_hash::FxHashMap;

use crate::model::{Counted, CountedIter, count_visit};

/// A row with a key.
pub trait Keyed {
    /// The type of the key.
    type Key: Copy + Eq + Hash;

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
    /// Finds a row by key.
    #[must_use]
    pub fn find(&self, key: T::Key) -> Option<&T> {
        count_visit();
        self.rows.get(self.position(key)?)
    }

    /// Returns the place of a row in the order of the list.
    #[must_use]
    pub fn position(&self, key: T::Key) -> Option<usize> {
        self.places.get(&key).copied()
    }

    /// Returns the rows in order.
    #[must_use]
    pub fn iter(&self) -> CountedIter<'_, T> {
        self.rows.iter()
    }

    /// Returns the rows to change; their keys stay.
    pub fn iter_mut(&mut self) -> std::slice::IterMut<'_, T> {
        self.rows.iter_mut()
    }

    /// Returns the row at a place in the order of the list, to change; its key stays.
    pub fn at_mut(&mut self, place: usize) -> Option<&mut T> {
        self.rows.get_mut(place)
    }
}

impl<T: Keyed> From<Vec<T>> for KeyedList<T> {
    fn from(rows: Vec<T>) -> Self {
        let mut places = FxHashMap::default();
        for (place, row) in rows.iter().enumerate() {
            places.entry(row.key()).or_insert(place);
        }
        Self {
            rows: rows.into(),
            places,
        }
    }
}

impl<T: Keyed> FromIterator<T> for KeyedList<T> {
    fn from_iter<I: IntoIterator<Item = T>>(rows: I) -> Self {
        Self::from(rows.into_iter().collect::<Vec<T>>())
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

impl<'a, T: Keyed> IntoIterator for &'a KeyedList<T> {
    type Item = &'a T;
    type IntoIter = CountedIter<'a, T>;

    fn into_iter(self) -> CountedIter<'a, T> {
        self.iter()
    }
}
