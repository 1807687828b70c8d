//! The entries, and the products of a series, for which something is owed.

use std::sync::Arc;

use super::status::Status;
use crate::logic::Reason;
use crate::model::SlotId;
use crate::source::{Place, Text};

/// Products of a series in order, the lead as `None`; empty if it is all of them. Rows share these lists.
pub type Products = Arc<[Option<String>]>;

/// The entries for which something is owed.
#[derive(Debug, Clone, PartialEq)]
pub enum OwedRows {
    /// Once.
    Once,
    /// For each of these; never empty.
    Each(Arc<[Row]>),
    /// For at least one of these: the best verdict wins, and an empty list fails.
    AtLeastOne(Arc<[Row]>),
}

impl OwedRows {
    /// Returns the rows; none if it is owed once.
    pub fn rows(&self) -> &[Row] {
        match self {
            Self::Once => &[],
            Self::Each(rows) | Self::AtLeastOne(rows) => rows,
        }
    }
}

/// One entry, or a placeholder for entries that are not known yet.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The entry.
    pub key: RowKey,
    /// `Applies`, or `Open` if it is not settled that the entry counts.
    pub status: Status,
    /// Why it is open; `None` if it is settled.
    pub open_because: Option<Reason>,
    /// The products of the series for which it counts, the lead as `None`; empty if all agree.
    pub variants: Products,
    /// The place of the entry in the product file.
    pub place: Option<Place>,
}

/// The entry that a row stands for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RowKey {
    /// An entry: `interface.console`.
    Entry {
        /// The inventory's name.
        inventory: Text,
        /// The entry's id.
        id: Text,
    },
    /// An entry and a member of one of its attributes: `update_path.ota+app`.
    Pair {
        /// The inventory's name.
        inventory: Text,
        /// The entry's id.
        id: Text,
        /// The member.
        other: Text,
    },
    /// Entries of this inventory that are not known yet.
    Unknown {
        /// The inventory's name.
        inventory: Text,
    },
}

impl RowKey {
    /// Returns the key as in JSON and slots: `inventory.id`, `inventory.id+member`; `None` for entries that are not known
    /// yet.
    pub fn text(&self) -> Option<String> {
        match self {
            Self::Entry { inventory, id } => Some(format!("{inventory}.{id}")),
            Self::Pair {
                inventory,
                id,
                other,
            } => Some(format!("{inventory}.{id}+{other}")),
            Self::Unknown { .. } => None,
        }
    }

    /// Returns the name of the inventory.
    pub fn inventory(&self) -> &str {
        match self {
            Self::Entry { inventory, .. }
            | Self::Pair { inventory, .. }
            | Self::Unknown { inventory } => inventory,
        }
    }

    /// Returns the id of the entry; `None` for entries not known yet.
    pub fn id(&self) -> Option<&str> {
        match self {
            Self::Entry { id, .. } | Self::Pair { id, .. } => Some(id),
            Self::Unknown { .. } => None,
        }
    }
}

/// Returns the slot for the verdict of a control on a row.
pub fn verdict_slot<'a>(control: &'a str, procedure: &'a str, row: Option<&RowKey>) -> SlotId<'a> {
    SlotId::new(control, "verdict")
        .item(procedure)
        .entry(row.and_then(RowKey::text))
}
