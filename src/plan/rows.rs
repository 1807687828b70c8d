//! The entries, and the products of a series, for which something is owed.

use std::sync::Arc;

use rustc_hash::FxHashSet;
use thin_vec::ThinVec;

use super::status::Status;
use crate::logic::Reason;
use crate::source::{Place, Text};

/// Products of a series in order, the lead as `None`; empty if it is all of them. Rows share these lists.
pub type Products = Arc<[Option<String>]>;

/// Products of a series for which something is open, and why.
#[derive(Debug, Clone, PartialEq)]
pub struct StillOpen {
    /// The products, the lead as `None`; empty if it is all of them.
    pub products: Products,
    /// Why it is open for them.
    pub because: Reason,
}

/// Returns how something stands for some products of a series: `Open` if it is for all of them. An empty list stands for
/// all products.
pub fn status_for(status: Status, still_open: &[StillOpen], products: &Products) -> Status {
    let is_open = |product| still_open.iter().any(|one| one.products.contains(product));
    if products.is_empty() || !products.iter().all(is_open) {
        return status;
    }
    Status::Open
}

/// Returns the products for which something is open that is settled for others.
pub fn open_products(status: Status, still_open: &[StillOpen]) -> Products {
    if status != Status::Applies || still_open.is_empty() {
        return Products::default();
    }
    let products = still_open.iter().flat_map(|one| one.products.iter());
    products.cloned().collect()
}

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
    /// Says whether at least one entry is wanted, and there is none.
    pub fn are_none(&self) -> bool {
        matches!(self, Self::AtLeastOne(rows) if rows.is_empty())
    }

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
    /// What is open for single products of the series, though it is settled for others, or for another reason.
    pub still_open: ThinVec<StillOpen>,
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

    /// Names the entry, or says that it is not known yet: `further entries of chip`.
    pub fn words(&self) -> String {
        self.text()
            .unwrap_or_else(|| format!("further entries of {}", self.inventory()))
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

/// Adds products to those for which a row counts; an empty list means all of them.
pub(super) fn unite_products(kept: &mut Products, added: &Products) {
    if kept.is_empty() || kept == added {
        return;
    }
    if added.is_empty() {
        *kept = Products::default();
        return;
    }
    let known: FxHashSet<&Option<String>> = kept.iter().collect();
    let new: Vec<&Option<String>> = added.iter().filter(|name| !known.contains(name)).collect();
    if !new.is_empty() {
        *kept = kept.iter().chain(new).cloned().collect();
    }
}
