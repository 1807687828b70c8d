//! What is known of one product: facts and inventory entries, each with where it was said.

use std::collections::BTreeMap;

use super::table::{AttributeId, ControlId, FactId, InventoryId};
use super::value::Value;
use crate::source::Place;

/// What is known of one product or variant.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Situation {
    facts: BTreeMap<FactId, Given>,
    inventories: BTreeMap<InventoryId, Stock>,
}

/// An answer and where it was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// The answer.
    pub answer: Answer,
    /// Where, if it was given in a file.
    pub place: Option<Place>,
}

/// What is known of a value.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Answer {
    /// Nothing.
    #[default]
    Unknown,
    /// `none`: there is no such thing, or the set is empty.
    None,
    /// One value.
    One(Value),
    /// The members of a set.
    Many {
        /// In the order given, without repetition.
        members: Vec<Value>,
        /// Whether there may be more: `[a, unknown]`.
        more: bool,
    },
}

/// The entries of an inventory.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stock {
    /// Whether these are all.
    pub extent: Extent,
    /// In the order given.
    pub entries: Vec<Entry>,
    /// Where the inventory stands in the file.
    pub place: Option<Place>,
}

/// Whether the entries of an inventory are all there are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Extent {
    /// Nothing is known: absent or `unknown`.
    #[default]
    Unknown,
    /// These are all; `none` where there are no entries.
    All,
    /// At least these: `more: unknown`.
    AtLeast,
}

/// An entry of an inventory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its id, unique within the inventory.
    pub id: String,
    /// The answers given; what is absent is unknown.
    pub values: BTreeMap<AttributeId, Given>,
    /// Who says that it exists.
    pub origin: Origin,
    /// Earlier ids.
    pub was: Vec<String>,
    /// Where it stands in the file.
    pub place: Option<Place>,
}

/// Who says that an entry exists.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Origin {
    /// The vendor.
    #[default]
    Declared,
    /// The laboratory.
    Found,
}

static NOTHING: Answer = Answer::Unknown;

impl Answer {
    /// Says whether nothing, or not all, is known.
    #[must_use]
    pub fn is_open(&self) -> bool {
        match self {
            Self::Unknown | Self::Many { more: true, .. } => true,
            Self::None | Self::One(_) | Self::Many { more: false, .. } => false,
        }
    }

    /// Returns the values in it.
    #[must_use]
    pub fn values(&self) -> &[Value] {
        match self {
            Self::Unknown | Self::None => &[],
            Self::One(value) => std::slice::from_ref(value),
            Self::Many { members, .. } => members,
        }
    }
}

/// The longest id of an entry or a variant, in characters.
pub const MAX_ID: usize = 64;

/// Says whether an entry or a variant can have this id, reserved words apart.
#[must_use]
pub fn is_id(text: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"._-".contains(&byte);
    text.starts_with(|first: char| first.is_ascii_alphanumeric())
        && text.len() <= MAX_ID
        && text.bytes().all(fits)
}

impl Entry {
    /// Returns the answer to an attribute; unknown where none was given.
    #[must_use]
    pub fn answer(&self, attribute: AttributeId) -> &Answer {
        self.values
            .get(&attribute)
            .map_or(&NOTHING, |given| &given.answer)
    }

    /// Returns where an attribute was answered, else where the entry stands.
    #[must_use]
    pub fn place_of(&self, attribute: AttributeId) -> Option<Place> {
        self.values
            .get(&attribute)
            .and_then(|given| given.place)
            .or(self.place)
    }
}

impl Stock {
    /// Finds an entry by id.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.id == id)
    }
}

impl Situation {
    /// Sets the answer to a fact.
    pub fn set_fact(&mut self, fact: FactId, given: Given) {
        self.facts.insert(fact, given);
    }

    /// Sets the entries of an inventory.
    pub fn set_stock(&mut self, inventory: InventoryId, stock: Stock) {
        self.inventories.insert(inventory, stock);
    }

    /// Returns the answer to a fact; unknown where none was given.
    #[must_use]
    pub fn fact(&self, fact: FactId) -> &Answer {
        self.facts
            .get(&fact)
            .map_or(&NOTHING, |given| &given.answer)
    }

    /// Returns where a fact was answered.
    #[must_use]
    pub fn fact_place(&self, fact: FactId) -> Option<Place> {
        self.facts.get(&fact).and_then(|given| given.place)
    }

    /// Returns the entries of an inventory, if anything was said of it.
    #[must_use]
    pub fn stock(&self, inventory: InventoryId) -> Option<&Stock> {
        self.inventories.get(&inventory)
    }

    /// Returns the entries of an inventory to change, making an unknown inventory where nothing was said.
    pub fn stock_mut(&mut self, inventory: InventoryId) -> &mut Stock {
        self.inventories.entry(inventory).or_default()
    }

    /// Returns the known entries of an inventory.
    #[must_use]
    pub fn entries(&self, inventory: InventoryId) -> &[Entry] {
        self.stock(inventory).map_or(&[], |stock| &stock.entries)
    }

    /// Says whether the known entries of an inventory are all.
    #[must_use]
    pub fn extent(&self, inventory: InventoryId) -> Extent {
        self.stock(inventory)
            .map_or(Extent::Unknown, |stock| stock.extent)
    }

    /// Finds an entry by inventory and id.
    #[must_use]
    pub fn entry(&self, inventory: InventoryId, id: &str) -> Option<&Entry> {
        self.stock(inventory)?.find(id)
    }

    /// Returns the inventories of which something was said, in order of declaration.
    pub fn stocks(&self) -> impl Iterator<Item = (InventoryId, &Stock)> {
        self.inventories.iter().map(|(id, stock)| (*id, stock))
    }

    /// Returns the facts that were answered, in order of declaration.
    pub fn facts(&self) -> impl Iterator<Item = (FactId, &Given)> {
        self.facts.iter().map(|(id, given)| (*id, given))
    }

    /// Returns the situation as it would be if a datum were unknown, to ask whether an answer rests on it.
    #[must_use]
    pub fn without(&self, datum: Datum) -> Self {
        let mut other = self.clone();
        match datum {
            Datum::Fact(fact) => {
                other.facts.remove(&fact);
            }
            Datum::Inventory(inventory) => {
                other.inventories.remove(&inventory);
            }
            Datum::Attribute(inventory, attribute) => {
                if let Some(stock) = other.inventories.get_mut(&inventory) {
                    for entry in &mut stock.entries {
                        entry.values.remove(&attribute);
                    }
                }
            }
        }
        other
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
    pub variants: Vec<Variant>,
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
    /// Where it is said.
    pub place: Option<Place>,
}
