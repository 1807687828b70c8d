//! The quantifiers around a part of a condition.

use crate::model::InventoryId;

/// How many quantifiers may stand within one another.
pub(super) const MAX_QUANTIFIERS: usize = 2;

/// The entries of which a condition can speak: those of the quantifiers around.
#[derive(Debug, Clone)]
pub(super) struct Scopes {
    /// The innermost last.
    inventories: Vec<InventoryId>,
    quantifiers: usize,
}

impl Scopes {
    /// No entry: a condition on the product as a whole.
    pub fn none() -> Self {
        Self {
            inventories: Vec::new(),
            quantifiers: 0,
        }
    }

    /// An entry of a subset's inventory, or of the rows of a line.
    pub fn of_entry(inventory: InventoryId) -> Self {
        Self {
            inventories: vec![inventory],
            quantifiers: 0,
        }
    }

    pub fn innermost(&self) -> Option<InventoryId> {
        self.inventories.last().copied()
    }

    /// Returns how far out the nearest entry of an inventory stands, the innermost, at 0, left out.
    pub fn find_outer(&self, inventory: InventoryId) -> Option<usize> {
        let mut outwards = self.inventories.iter().rev().enumerate().skip(1);
        let found = outwards.find(|(_, other)| **other == inventory);
        found.map(|(scope, _)| scope)
    }

    /// Returns the inventories from the innermost.
    pub fn outwards(&self) -> impl Iterator<Item = InventoryId> + '_ {
        self.inventories.iter().rev().copied()
    }

    /// Says whether no further quantifier may stand within.
    pub fn is_full(&self) -> bool {
        self.quantifiers >= MAX_QUANTIFIERS
    }

    /// Goes into a quantifier over an inventory.
    pub fn enter(&mut self, inventory: InventoryId) {
        self.inventories.push(inventory);
        self.quantifiers += 1;
    }

    /// Comes out of the innermost quantifier.
    pub fn leave(&mut self) {
        self.inventories.pop();
        self.quantifiers -= 1;
    }
}
