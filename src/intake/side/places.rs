//! Where the lines of a side file are.

use std::collections::BTreeMap;

use crate::source::Place;

/// The places of what a file says, by the path of its keys: `equipment/JT-01/due`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Places(BTreeMap<String, Place>);

impl Places {
    /// Returns the place of a value; that of the nearest mapping around it where it is not given.
    pub fn of(&self, path: &str) -> Option<Place> {
        let mut path = path;
        loop {
            if let Some(place) = self.0.get(path) {
                return Some(*place);
            }
            (path, _) = path.rsplit_once('/')?;
        }
    }

    pub(super) fn set(&mut self, path: String, place: Place) {
        self.0.insert(path, place);
    }
}
