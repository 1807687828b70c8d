//! Rows by the keys that they had before (L-241).

use super::evidence::EvidenceKind;
use super::identity::IdentityItem;
use super::table::{Id, Table};
use super::vocabulary::{Attribute, Fact, Inventory};
use super::work::Titled;
use crate::source::Text;

/// What may have had other keys before.
pub trait Renamed {
    /// Returns these keys.
    fn earlier_keys(&self) -> &[Text];
}

macro_rules! renamed {
    ($($row:ty),*) => {$(
        impl Renamed for $row {
            fn earlier_keys(&self) -> &[Text] {
                &self.was
            }
        }
    )*};
}

renamed!(
    Attribute,
    EvidenceKind,
    Fact,
    IdentityItem,
    Inventory,
    Titled
);

impl<I: Id, T: Renamed> Table<I, T> {
    /// Returns the row that had a key before.
    pub fn renamed(&self, old: &str) -> Option<(I, &T)> {
        let had = |row: &T| row.earlier_keys().iter().any(|key| *key == old);
        self.iter().find(|(_, row)| had(row))
    }
}
