//! Places for the entries of a product that is not known, or not known whole.
//!
//! There are two ways to ask whether such a product exists, since it may have any number of entries (docs/architecture.md).
//! *Inside*, it has so many entries and no more: a model is a product. *Around*, there are places for so many entries
//! that a condition may demand, and other entries may exist: what has no model then is impossible for every product.

use std::collections::BTreeMap;

use super::circuit::{Formula, Lit};
use crate::model::{Extent, Id, InventoryId, Situation};

/// An entry that a product lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Listed {
    /// Its inventory.
    pub inventory: InventoryId,
    /// Its place in the list, from 0.
    pub place: usize,
}

/// A place for an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct SlotId(usize);

/// A place for an entry of an inventory.
#[derive(Debug, Clone)]
pub(super) struct Slot {
    /// The inventory.
    pub inventory: InventoryId,
    /// Its number among the entries that the product lists; `None` for another entry.
    pub listed: Option<usize>,
    /// How many demands lead to it: 0 for what is listed or demanded of the product, 1 for what an entry of depth 0 demands.
    pub depth: usize,
    /// Whether the entry exists.
    pub present: Lit,
}

/// How a product is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    /// It has these entries, and no others.
    Inside,
    /// It may have others. What entries of this depth demand may be among them.
    Around {
        /// The depth.
        depth: usize,
    },
}

/// What a product of some inventories has room for.
#[derive(Debug, Clone, Default)]
pub(super) struct Slots {
    all: Vec<Slot>,
    by_inventory: BTreeMap<InventoryId, Vec<SlotId>>,
}

/// How many entries beside those that are listed there may be: for each depth, of each inventory.
pub(super) type Room = Vec<BTreeMap<InventoryId, usize>>;

impl Slots {
    /// Makes places for the entries that are listed and for others.
    pub fn new(
        inventories: impl IntoIterator<Item = InventoryId>,
        base: &Situation,
        room: &Room,
        formula: &mut Formula,
    ) -> Self {
        let mut slots = Self::default();
        for inventory in inventories {
            slots.by_inventory.insert(inventory, Vec::new());
            for (number, _) in base.entries(inventory).iter().enumerate() {
                slots.add(Slot {
                    inventory,
                    listed: Some(number),
                    depth: 0,
                    present: Lit::TRUE,
                });
            }
            if base.extent(inventory) == Extent::All {
                continue;
            }
            for (depth, of_depth) in room.iter().enumerate() {
                let count = of_depth.get(&inventory).copied().unwrap_or(0);
                let mut before = Lit::TRUE;
                for _ in 0..count {
                    // Places of one depth are alike, so that they are filled in order.
                    let present = formula.variable();
                    formula.clause([before, !present]);
                    before = present;
                    slots.add(Slot {
                        inventory,
                        listed: None,
                        depth,
                        present,
                    });
                }
            }
        }
        slots
    }

    fn add(&mut self, slot: Slot) {
        let id = SlotId(self.all.len());
        self.by_inventory
            .entry(slot.inventory)
            .or_default()
            .push(id);
        self.all.push(slot);
    }

    /// Returns the places of an inventory.
    pub fn of(&self, inventory: InventoryId) -> &[SlotId] {
        self.by_inventory.get(&inventory).map_or(&[], Vec::as_slice)
    }

    /// Returns the place of an entry that the product lists.
    pub fn listed(&self, listed: Listed) -> Option<SlotId> {
        let mut places = self.of(listed.inventory).iter().copied();
        places.find(|id| self.slot(*id).and_then(|slot| slot.listed) == Some(listed.place))
    }

    /// Returns a place. All ids are from here.
    pub fn slot(&self, id: SlotId) -> Option<&Slot> {
        self.all.get(id.0)
    }

    /// Returns whether the entry at a place exists.
    pub fn present(&self, id: SlotId) -> Lit {
        self.slot(id).map_or(Lit::FALSE, |slot| slot.present)
    }

    /// Returns the depth of a place.
    pub fn depth(&self, id: SlotId) -> usize {
        self.slot(id).map_or(0, |slot| slot.depth)
    }

    /// Returns the inventory of a place.
    pub fn inventory(&self, id: SlotId) -> InventoryId {
        let slot = self.slot(id);
        slot.map_or(InventoryId::from_index(0), |slot| slot.inventory)
    }
}

impl Reach {
    /// Says whether a place can be what a place of some depth demands, or for `None` what the product demands: an entry has the
    /// least depth at which it is demanded.
    pub fn leads(self, from: Option<usize>, to: usize) -> bool {
        match self {
            Self::Inside => true,
            Self::Around { .. } => to <= from.map_or(0, |depth| depth + 1),
        }
    }

    /// Says whether what a place of some depth demands is among the places.
    pub fn demands(self, depth: Option<usize>) -> bool {
        match (self, depth) {
            (Self::Inside, _) | (Self::Around { .. }, None) => true,
            (Self::Around { depth: last }, Some(depth)) => depth < last,
        }
    }
}
