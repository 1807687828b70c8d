//! Lists whose rows are counted when they are visited.

use std::ops::{Deref, DerefMut};

use super::tally::count_visit;

/// Rows in order. Every row that an iterator gives out counts as a visit ([`visits`](super::visits)).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted<T>(Vec<T>);

impl<T> Counted<T> {
    /// Makes an empty list.
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// Keeps the rows for which `keep` is true.
    pub fn retain(&mut self, keep: impl FnMut(&T) -> bool) {
        self.0.retain(keep);
    }

    /// Adds a row at the end.
    pub fn push(&mut self, row: T) {
        self.0.push(row);
    }

    /// Returns the rows in order.
    pub fn iter(&self) -> CountedIter<'_, T> {
        CountedIter(self.0.iter())
    }
}

impl<T> Default for Counted<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T> Deref for Counted<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.0
    }
}

impl<T> DerefMut for Counted<T> {
    fn deref_mut(&mut self) -> &mut [T] {
        &mut self.0
    }
}

impl<T> From<Vec<T>> for Counted<T> {
    fn from(rows: Vec<T>) -> Self {
        Self(rows)
    }
}

impl<T> FromIterator<T> for Counted<T> {
    fn from_iter<I: IntoIterator<Item = T>>(rows: I) -> Self {
        Self(rows.into_iter().collect())
    }
}

impl<'a, T> IntoIterator for &'a Counted<T> {
    type Item = &'a T;
    type IntoIter = CountedIter<'a, T>;

    fn into_iter(self) -> CountedIter<'a, T> {
        self.iter()
    }
}

impl<T> IntoIterator for Counted<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

/// An iterator over rows in order that counts its visits.
#[derive(Debug)]
pub struct CountedIter<'a, T>(std::slice::Iter<'a, T>);

impl<T> Clone for CountedIter<'_, T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<'a, T> Iterator for CountedIter<'a, T> {
    type Item = &'a T;

    fn next(&mut self) -> Option<&'a T> {
        count_visit();
        self.0.next()
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}
