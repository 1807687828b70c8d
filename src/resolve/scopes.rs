//! The scopes of a condition: the quantifiers around the part that is being resolved.

use crate::model::InventoryId;

/// The greatest depth of nested quantifiers (L-094).
pub(super) const MAX_QUANTIFIERS: usize = 2;

/// The entries that a part of a condition can name: those of the enclosing quantifiers.
#[derive(Debug, Clone)]
pub(super) struct Scopes {
    /// The inventories of the quantifiers, the innermost last.
    inventories: Vec<InventoryId>,
    quantifiers: usize,
    /// The inventory of the last quantifier that ended.
    left: Option<InventoryId>,
}

impl Scopes {
    /// Makes the scopes of a condition on the product as a whole.
    pub fn none() -> Self {
        Self {
            inventories: Vec::new(),
            quantifiers: 0,
            left: None,
        }
    }

    /// Makes the scopes of a condition on an entry: of a subset, or of the rows of a line.
    pub fn of_entry(inventory: InventoryId) -> Self {
        Self {
            inventories: vec![inventory],
            quantifiers: 0,
            left: None,
        }
    }

    pub fn innermost(&self) -> Option<InventoryId> {
        self.inventories.last().copied()
    }

    /// Returns the distance to the nearest outer entry of an inventory. The innermost entry, at 0, does not count.
    pub fn find_outer(&self, inventory: InventoryId) -> Option<usize> {
        let mut outwards = self.inventories.iter().rev().enumerate().skip(1);
        let outer = outwards.find(|(_, enclosing)| **enclosing == inventory);
        outer.map(|(scope, _)| scope)
    }

    /// Returns the inventories from the innermost.
    pub fn outwards(&self) -> impl Iterator<Item = InventoryId> + '_ {
        self.inventories.iter().rev().copied()
    }

    /// Returns the inventory of the last quantifier that ended before this part.
    pub fn left(&self) -> Option<InventoryId> {
        self.left
    }

    /// Says whether no further quantifier may be nested here.
    pub fn is_full(&self) -> bool {
        self.quantifiers >= MAX_QUANTIFIERS
    }

    /// Enters a quantifier over an inventory.
    pub fn enter(&mut self, inventory: InventoryId) {
        self.inventories.push(inventory);
        self.quantifiers += 1;
    }

    /// Leaves the innermost quantifier.
    pub fn leave(&mut self) {
        self.left = self.inventories.pop();
        self.quantifiers -= 1;
    }
}
