//! What is known of one product: facts and inventory entries, each with its place in the product file.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::counted::Counted;
use super::entry::{Answer, Entries, Entry, Given, NOTHING, Origin};
use super::further::Further;
use super::table::{AttributeId, ControlId, FactId, InventoryId};
use crate::source::Place;

/// The entries of an inventory that the product file leaves out.
static NONE: Entries = Entries::new();

/// What is known of one product or variant.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Situation {
    facts: BTreeMap<FactId, Given>,
    /// Products of a series with the same entries share them.
    inventories: BTreeMap<InventoryId, Arc<Stock>>,
}

/// The entries of an inventory.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stock {
    /// Whether these are all.
    pub extent: Extent,
    /// In the order given.
    pub entries: Entries,
    /// What entries that are not listed could only be.
    pub further: Further,
    /// Where the inventory stands in the file.
    pub place: Option<Place>,
}

/// Whether the list of an inventory's entries is complete (L-103).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Extent {
    /// Nothing is known: absent or `unknown`.
    #[default]
    Unknown,
    /// These are all; `none` where there are no entries.
    All,
    /// At least these: `more: unknown`, or what more there could only be.
    AtLeast,
}

impl Situation {
    /// Sets the answer to a fact.
    pub fn set_fact(&mut self, fact: FactId, given: Given) {
        self.facts.insert(fact, given);
    }

    /// Sets the entries of an inventory.
    pub fn set_stock(&mut self, inventory: InventoryId, stock: Stock) {
        self.inventories.insert(inventory, Arc::new(stock));
    }

    /// Returns the answer to a fact; unknown where none was given.
    pub fn fact(&self, fact: FactId) -> &Answer {
        self.facts
            .get(&fact)
            .map_or(&NOTHING, |given| &given.answer)
    }

    /// Returns where a fact was answered.
    pub fn fact_place(&self, fact: FactId) -> Option<Place> {
        self.facts.get(&fact).and_then(|given| given.place)
    }

    /// Returns the entries of an inventory, if the product file has it.
    pub fn stock(&self, inventory: InventoryId) -> Option<&Stock> {
        self.inventories.get(&inventory).map(Arc::as_ref)
    }

    /// Says whether both have the entries of an inventory from one list, so that nothing differs in it.
    pub fn shares(&self, other: &Self, inventory: InventoryId) -> bool {
        match (self.stock(inventory), other.stock(inventory)) {
            (Some(own), Some(others)) => std::ptr::eq(own, others),
            (None, None) => true,
            (Some(_), None) | (None, Some(_)) => false,
        }
    }

    /// Returns the entries of an inventory to change; where there are none yet, those of an unknown inventory.
    pub fn stock_mut(&mut self, inventory: InventoryId) -> &mut Stock {
        Arc::make_mut(self.inventories.entry(inventory).or_default())
    }

    /// Returns the known entries of an inventory.
    pub fn entries(&self, inventory: InventoryId) -> &Entries {
        self.stock(inventory).map_or(&NONE, |stock| &stock.entries)
    }

    /// Says whether the known entries of an inventory are all of them.
    pub fn extent(&self, inventory: InventoryId) -> Extent {
        self.stock(inventory)
            .map_or(Extent::Unknown, |stock| stock.extent)
    }

    /// Returns entries such that each that is not listed is like one of them; `None` where it could be anything.
    pub fn shapes(&self, inventory: InventoryId) -> Option<&[Entry]> {
        let further = &self.stock(inventory)?.further;
        (!further.is_anything()).then(|| further.shapes())
    }

    /// Finds an entry by inventory and id.
    pub fn entry(&self, inventory: InventoryId, id: &str) -> Option<&Entry> {
        self.stock(inventory)?.entries.find(id)
    }

    /// Returns the inventories that the product file has, in order of declaration.
    pub fn stocks(&self) -> impl Iterator<Item = (InventoryId, &Stock)> {
        self.inventories
            .iter()
            .map(|(id, stock)| (*id, stock.as_ref()))
    }

    /// Returns the facts that were answered, in order of declaration.
    pub fn facts(&self) -> impl Iterator<Item = (FactId, &Given)> {
        self.facts.iter().map(|(id, given)| (*id, given))
    }

    /// Returns the situation as it was declared, without the entries that the laboratory found; `None` if it found none.
    #[must_use]
    pub fn declared(&self) -> Option<Self> {
        let is_found = |entry: &Entry| entry.origin == Origin::Found;
        let has_found = |stock: &Arc<Stock>| stock.entries.iter().any(is_found);
        if !self.inventories.values().any(has_found) {
            return None;
        }
        let mut declared = self.clone();
        let stocks = declared.inventories.values_mut();
        for stock in stocks.filter(|stock| has_found(stock)) {
            let entries = stock.entries.iter().filter(|entry| !is_found(entry));
            let entries = entries.cloned().collect();
            Arc::make_mut(stock).entries = entries;
        }
        Some(declared)
    }

    /// Returns the situation with a datum unknown, to ask whether an answer rests on it.
    #[must_use]
    pub fn without(&self, datum: Datum) -> Self {
        let mut situation = self.clone();
        match datum {
            Datum::Fact(fact) => {
                situation.facts.remove(&fact);
            }
            Datum::Inventory(inventory) => {
                situation.inventories.remove(&inventory);
            }
            Datum::Attribute(inventory, attribute) => {
                if let Some(stock) = situation.inventories.get_mut(&inventory) {
                    let stock = Arc::make_mut(stock);
                    for entry in &mut stock.entries {
                        entry.values.remove(&attribute);
                    }
                    stock.further = stock.further.without(attribute);
                }
            }
        }
        situation
    }
}

/// Something that can be known of a product.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Datum {
    /// A fact.
    Fact(FactId),
    /// Which entries an inventory has.
    Inventory(InventoryId),
    /// An attribute of all entries of an inventory.
    Attribute(InventoryId, AttributeId),
}

/// What is assessed: the lead product, its variants, and what the vendor declined.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Target {
    /// The lead product.
    pub lead: Situation,
    /// The other products of the series, in the order given.
    pub variants: Counted<Variant>,
    /// Recommendations that the vendor does not follow.
    pub declined: BTreeMap<ControlId, Declined>,
}

/// A product of a series beside the lead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variant {
    /// Its id in the product file.
    pub key: String,
    /// What is known of it.
    pub situation: Situation,
}

/// A recommendation that the vendor does not follow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Declined {
    /// Why.
    pub reason: String,
    /// Where the product file says so.
    pub place: Option<Place>,
}
