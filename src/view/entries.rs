//! Inventories and their entries.

use std::sync::Arc;

use indexmap::IndexMap;
use rustc_hash::FxHashMap;
use serde::Serialize;

use super::answers::{AnswerView, entry_label, value_words, view_answers};
use super::basis::Basis;
use super::blanks::item_slot;
use super::blanks::{FoundView, view_found};
use super::refs::RefView;
use crate::model::{
    Answer, Attribute, AttributeKind, Entry, Extent, Inventory, InventoryId, Origin, Situation,
    Value,
};
use crate::plan::RowKey;
use crate::source::Text;

/// An inventory with all its entries.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct InventoryView {
    /// The name: `interface`.
    pub key: Text,
    /// The title.
    pub title: Text,
    /// More about it.
    pub about: Option<Text>,
    /// The extent of its list.
    pub extent: ExtentView,
    /// What the product file says about its extent, as a sentence without its full stop.
    pub says: &'static str,
    /// Its place in the product file.
    pub place: Option<String>,
    /// Whether a requirement of the level rests on it (L-074).
    pub matters: bool,
    /// The procedures of the plan by which the laboratory confirms it.
    pub confirmed_by: Vec<RefView>,
    /// The questions about each entry.
    pub asked: Vec<AskedView>,
    /// The entries of the lead, then the entries that only variants have.
    pub entries: Vec<EntryView>,
    /// Room for entries that the laboratory finds.
    pub found: Vec<FoundView>,
}

/// The extent of the list of an inventory (L-103).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum ExtentView {
    /// There are no entries.
    None,
    /// The list is complete.
    All,
    /// There may be more entries.
    AtLeast,
    /// The product file does not say.
    Unknown,
}

/// A question about entries.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct AskedView {
    /// The name of the attribute.
    pub key: Text,
    /// The question.
    pub question: Text,
    /// Whether it is a property or a claim.
    pub kind: AttributeKind,
}

/// An entry of an inventory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct EntryView {
    /// Its name: `interface.console`.
    pub name: String,
    /// A label made of its first answers; `None` if nothing is known.
    pub label: Option<String>,
    /// Whether the vendor declared it or the laboratory found it.
    pub origin: Origin,
    /// The variants that have it, if the lead does not.
    pub variants: Vec<String>,
    /// The answers.
    pub answers: Vec<AnswerView>,
    /// The properties that have no answer.
    pub unknown: Vec<AskedView>,
    /// Its place in the product file.
    pub place: Option<String>,
    /// The slot in which it is confirmed.
    pub confirmed: String,
    /// The slot for differences.
    pub differs: String,
}

/// The number of entries of each inventory for which the laboratory has room.
const ROOM_FOR_FOUND: usize = 2;

pub(super) fn view_inventory(basis: &Basis<'_>, id: InventoryId) -> InventoryView {
    let inventory = &basis.scheme.inventories[id];
    let lead = &basis.product.target.lead;
    let asked = inventory
        .attributes
        .iter()
        .map(|(_, attribute)| view_asked(attribute));
    let extent = view_extent(lead, id);
    let confirming = basis
        .lookups
        .confirming(id)
        .iter()
        .map(|procedure| basis.procedure(*procedure));
    let blanks = (1..=ROOM_FOR_FOUND).map(|number| view_found(&inventory.key, number));
    InventoryView {
        key: inventory.key.clone(),
        title: inventory.title.clone(),
        about: inventory.about.clone(),
        extent,
        says: extent.says(),
        place: lead.stock(id).and_then(|stock| basis.place(stock.place)),
        matters: basis.plan.inventories.binary_search(&id).is_ok(),
        confirmed_by: confirming.collect(),
        asked: asked.collect(),
        entries: view_entries(basis, id),
        found: blanks.collect(),
    }
}

fn view_asked(attribute: &Attribute) -> AskedView {
    AskedView {
        key: attribute.key.clone(),
        question: attribute.question.clone(),
        kind: attribute.kind,
    }
}

fn view_extent(situation: &Situation, id: InventoryId) -> ExtentView {
    match situation.extent(id) {
        Extent::All if situation.entries(id).is_empty() => ExtentView::None,
        Extent::All => ExtentView::All,
        Extent::AtLeast => ExtentView::AtLeast,
        Extent::Unknown => ExtentView::Unknown,
    }
}

impl ExtentView {
    /// Returns the extent as a sentence without its full stop.
    fn says(self) -> &'static str {
        match self {
            Self::None => "The product file says that there is none",
            Self::All => "The product file says that these are all",
            Self::AtLeast => "The product file says that there may be more",
            Self::Unknown => "The product file says nothing of them",
        }
    }
}

fn view_entries(basis: &Basis<'_>, id: InventoryId) -> Vec<EntryView> {
    let target = &basis.product.target;
    let mut views: Vec<EntryView> = target
        .lead
        .entries(id)
        .iter()
        .map(|entry| view_entry(basis, id, entry))
        .collect();
    let mut of_variants: IndexMap<&Text, EntryView> = IndexMap::new();
    for (place, entry) in entries_of_variants(basis, id) {
        let view = of_variants.entry(&entry.id);
        let view = view.or_insert_with(|| view_entry(basis, id, entry));
        let variant = target.variants.get(place);
        view.variants
            .extend(variant.map(|variant| variant.key.clone()));
    }
    views.extend(of_variants.into_values());
    views
}

fn view_entry(basis: &Basis<'_>, id: InventoryId, entry: &Entry) -> EntryView {
    let inventory = &basis.scheme.inventories[id];
    let name = format!("{}.{}", inventory.key, entry.id);
    let unknown = inventory.attributes.iter().filter(|(id, attribute)| {
        attribute.kind == AttributeKind::Property && entry.answer(*id) == &Answer::Unknown
    });
    EntryView {
        label: entry_label(basis, inventory, entry),
        origin: entry.origin,
        variants: Vec::new(),
        answers: view_answers(basis, inventory, entry),
        unknown: unknown
            .map(|(_, attribute)| view_asked(attribute))
            .collect(),
        place: basis.place(entry.place),
        confirmed: item_slot("confirmed", &name),
        differs: item_slot("differs", &name),
        name,
    }
}

/// The label and the claims of an entry. They are cheap to clone, since many rows belong to the same entry.
#[derive(Debug, Clone, Default)]
pub(super) struct EntryWords {
    /// A label made of its first answers.
    pub label: Option<Text>,
    /// The claims of the vendor about it.
    pub claims: Arc<[AnswerView]>,
}

/// Returns a label of an entry, made of its first answers.
pub(super) fn label_of(basis: &Basis<'_>, inventory: &str, id: &str) -> Option<Text> {
    let (inventory, entry) = find_entry(basis, inventory, id)?;
    entry_words(basis, inventory, entry).label
}

/// Returns the label and the claims of the entry of a row. A pair has the labels of both halves and the claims of the
/// first.
pub(super) fn words_of(basis: &Basis<'_>, key: &RowKey) -> EntryWords {
    let Some((inventory, entry)) = key
        .id()
        .and_then(|id| find_entry(basis, key.inventory(), id))
    else {
        return EntryWords::default();
    };
    let whole = entry_words(basis, inventory, entry);
    let RowKey::Pair { other: member, .. } = key else {
        return whole;
    };
    let labels: Vec<Text> = [whole.label, member_label(basis, inventory, entry, member)]
        .into_iter()
        .flatten()
        .collect();
    EntryWords {
        label: (!labels.is_empty()).then(|| labels.join(" × ").into()),
        claims: whole.claims,
    }
}

fn entry_words<'a>(basis: &Basis<'a>, inventory: &'a Inventory, entry: &'a Entry) -> EntryWords {
    basis.memo.of(entry, || {
        let mut claims = view_answers(basis, inventory, entry);
        claims.retain(|answer| answer.kind == AttributeKind::Claim);
        EntryWords {
            label: entry_label(basis, inventory, entry).map(Text::from),
            claims: claims.into(),
        }
    })
}

/// Returns the label of the entry that is the second half of a pair.
fn member_label(
    basis: &Basis<'_>,
    inventory: &Inventory,
    entry: &Entry,
    member: &str,
) -> Option<Text> {
    inventory.attributes.iter().find_map(|(id, attribute)| {
        let value = entry.answer(id).values().iter().find(|value| match value {
            Value::Choice(key) | Value::Entry(key) => key == member,
            Value::YesNo(_) | Value::Number(_) | Value::Date(_) | Value::Text(_) => false,
        })?;
        match attribute.answer.target() {
            Some(target) => label_of(basis, &basis.scheme.inventories[target].key, member),
            None => Some(value_words(basis, &attribute.answer, value).into()),
        }
    })
}

/// Finds an entry in the lead, otherwise in the first variant that has it.
fn find_entry<'a>(
    basis: &Basis<'a>,
    inventory: &str,
    id: &str,
) -> Option<(&'a Inventory, &'a Entry)> {
    let (inventory, row) = basis.scheme.inventories.lookup(inventory)?;
    let target = &basis.product.target;
    let of_lead = target.lead.entry(inventory, id);
    let entry = of_lead.or_else(|| {
        let variant = Elsewhere::of(basis, inventory).variant(id)?;
        let variant = target.variants.get(variant)?;
        variant.situation.entry(inventory, id)
    })?;
    Some((row, entry))
}

/// The entries of an inventory that the lead does not have, each with the place of the first variant that has it.
#[derive(Debug, Clone)]
struct Elsewhere(Arc<FxHashMap<Text, usize>>);

impl Elsewhere {
    fn of(basis: &Basis<'_>, id: InventoryId) -> Self {
        basis.memo.of(&basis.scheme.inventories[id], || {
            let mut places = FxHashMap::default();
            for (place, entry) in entries_of_variants(basis, id) {
                places.entry(entry.id.clone()).or_insert(place);
            }
            Self(Arc::new(places))
        })
    }

    fn variant(&self, id: &str) -> Option<usize> {
        self.0.get(id).copied()
    }
}

/// Iterates over the entries that variants have and the lead does not, each with the place of its variant.
fn entries_of_variants<'a>(
    basis: &Basis<'a>,
    id: InventoryId,
) -> impl Iterator<Item = (usize, &'a Entry)> {
    let target = &basis.product.target;
    let variants = target.variants.iter().enumerate();
    let own = variants.filter(move |(_, variant)| !target.lead.shares(&variant.situation, id));
    own.flat_map(move |(place, variant)| {
        let others = variant
            .situation
            .entries(id)
            .iter()
            .filter(move |entry| target.lead.entry(id, &entry.id).is_none());
        others.map(move |entry| (place, entry))
    })
}
