//! Tables: rows under ids, found by key, in the order of the source.

use std::marker::PhantomData;
use std::ops::Index;

use indexmap::IndexMap;
use indexmap::map::Entry;
use rustc_hash::FxBuildHasher;

use super::tally::count_visit;
use crate::source::Text;

/// The number of a row in one kind of table.
pub trait Id: Copy + Ord {
    /// Makes the id of a row.
    fn from_index(index: usize) -> Self;
    /// Returns the row.
    fn index(self) -> usize;
}

/// Declares the ids of tables. A kind of item may have its id beside its type.
macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(u32);

        impl $crate::model::Id for $name {
            fn from_index(index: usize) -> Self {
                Self(u32::try_from(index).unwrap_or(u32::MAX))
            }

            fn index(self) -> usize {
                self.0 as usize
            }
        }
    )*};
}

pub(super) use ids;

ids! {
    /// A catalog of a scheme.
    CatalogId,
    /// A group of controls.
    GroupId,
    /// A party to the process.
    PartyId,
    /// A fact about a product.
    FactId,
    /// An inventory.
    InventoryId,
    /// An attribute or claim, by number within its inventory.
    AttributeId,
    /// A subset of an inventory.
    SubsetId,
    /// A derived yes/no name.
    DeriveId,
    /// A constraint on products.
    ConstraintId,
    /// A kind of evidence.
    EvidenceId,
    /// A test procedure.
    ProcedureId,
    /// A way of seeing evidence.
    AccessId,
    /// A field of the identity of a product.
    IdentityId,
    /// A case, by number within its procedure, those of shallow depths first.
    CaseId,
    /// A role in a laboratory.
    RoleId,
    /// A piece of equipment of the laboratory.
    EquipmentId,
    /// A delivery of the vendor.
    DeliveryId,
    /// A phase of the work.
    PhaseId,
    /// A state of set-up in which a case is carried out.
    ConfigurationId,
    /// A kind of sample.
    SampleKindId,
    /// A state of samples.
    SampleStateId,
    /// Something that can happen in a case.
    EventId,
    /// A rule of the process.
    RuleId,
    /// A form.
    FormId,
    /// A section, by number within its form.
    SectionId,
    /// A control.
    ControlId,
    /// A ruling, or a question that waits for one.
    InterpretationId,
    /// A level, by number within its catalog or edition, from the lowest.
    LevelId,
}

/// Rows of one kind in the order of the source; keys are unique.
#[derive(Debug, Clone, PartialEq)]
pub struct Table<I, T> {
    rows: IndexMap<Text, T, FxBuildHasher>,
    id: PhantomData<I>,
}

impl<I, T> Default for Table<I, T> {
    fn default() -> Self {
        Self {
            rows: IndexMap::default(),
            id: PhantomData,
        }
    }
}

impl<I: Id, T> Table<I, T> {
    /// Makes an empty table with room for a number of rows.
    pub fn with_capacity(rows: usize) -> Self {
        Self {
            rows: IndexMap::with_capacity_and_hasher(rows, FxBuildHasher),
            id: PhantomData,
        }
    }

    /// Adds a row.
    ///
    /// # Errors
    /// Returns the id of the row that has the key already, and leaves the table as it is.
    pub fn insert(&mut self, key: impl Into<Text>, row: T) -> Result<I, I> {
        let id = I::from_index(self.rows.len());
        match self.rows.entry(key.into()) {
            Entry::Occupied(first) => Err(I::from_index(first.index())),
            Entry::Vacant(place) => {
                place.insert(row);
                Ok(id)
            }
        }
    }

    /// Returns the id under a key.
    pub fn find(&self, key: &str) -> Option<I> {
        count_visit();
        self.rows.get_index_of(key).map(I::from_index)
    }

    /// Returns the row under a key, with its id.
    pub fn lookup(&self, key: &str) -> Option<(I, &T)> {
        let id = self.find(key)?;
        Some((id, self.row(id)?))
    }

    /// Returns the key of a row; empty for an id of another table.
    pub fn key(&self, id: I) -> &str {
        let row = self.rows.get_index(id.index());
        row.map_or("", |(key, _)| key.as_str())
    }

    /// Returns a row, or `None` for an id of another table.
    // Not `get`: clippy would then want it in place of every `table[id]`.
    pub fn row(&self, id: I) -> Option<&T> {
        self.rows.get_index(id.index()).map(|(_, row)| row)
    }

    /// Returns a row to change.
    pub fn get_mut(&mut self, id: I) -> Option<&mut T> {
        self.rows.get_index_mut(id.index()).map(|(_, row)| row)
    }

    /// Returns all ids in order.
    pub fn ids(&self) -> impl DoubleEndedIterator<Item = I> + use<I, T> {
        (0..self.rows.len()).map(I::from_index)
    }

    /// Returns all rows in order, with their ids.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (I, &T)> {
        self.rows.values().enumerate().map(|(index, row)| {
            count_visit();
            (I::from_index(index), row)
        })
    }

    /// Returns all keys in order.
    pub fn keys(&self) -> impl Iterator<Item = &str> + Clone {
        self.rows.keys().map(Text::as_str)
    }

    /// Returns the number of rows.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Says whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

/// Ids are made by tables only and rows are never removed, so an id of this table has a row.
impl<I: Id, T> Index<I> for Table<I, T> {
    type Output = T;

    #[expect(clippy::indexing_slicing, reason = "an id of this table has a row")]
    fn index(&self, id: I) -> &T {
        &self.rows[id.index()]
    }
}
