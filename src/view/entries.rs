//! Inventories and their entries.

use indexmap::IndexMap;
use serde::Serialize;

use super::alike::beside_alike;
use super::answers::{AnswerView, entry_label, value_words, view_answers};
use super::basis::Basis;
use super::entry_words::entries_of_variants;
use super::found::FoundByView;
use super::plan_blanks::{FoundView, view_found};
use super::refs::RefView;
use crate::model::{
    Answer, Attribute, AttributeId, AttributeKind, Bound, Entry, Extent, Inventory, InventoryId,
    Origin, Situation, Slot, SlotPart, SlotWord, Stock, Variant,
};
use crate::source::Text;
use crate::view::blank::Blank;

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
    /// What the product file says about its extent, for the lead and for each variant where it is another; a sentence
    /// without its full stop.
    pub says: String,
    /// Whether the list of some product of the series may lack entries.
    pub open: bool,
    /// Its place in the product file.
    pub place: Option<String>,
    /// Whether a requirement of the level rests on it (L-074).
    pub matters: bool,
    /// The procedures of the plan by which the laboratory confirms it.
    pub confirmed_by: Vec<RefView>,
    /// The questions about each entry.
    pub asked: Vec<AskedView>,
    /// What further entries could only be; empty if they could be anything.
    pub further: Vec<BoundView>,
    /// The entries of the lead, then the entries that only variants have.
    pub entries: Vec<EntryView>,
    /// Room for entries that the laboratory finds.
    pub found: Vec<FoundView>,
}

/// What an attribute of further entries could only be (L-342).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct BoundView {
    /// The name of the attribute.
    pub key: Text,
    /// The question.
    pub question: Text,
    /// The possible answers in words; of a set, its possible members.
    pub answers: String,
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
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct AskedView {
    /// The name of the attribute.
    pub key: Text,
    /// The question.
    pub question: Text,
    /// Whether it is a property or a claim.
    pub kind: AttributeKind,
    /// Whether the answer is incomplete and not missing: a set with members that are not known.
    pub partly: bool,
    /// The variants that leave it open where the lead answers it; empty otherwise.
    pub variants: Vec<String>,
}

/// An entry of an inventory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct EntryView {
    /// Its name: `interface.console`.
    pub name: String,
    /// Whether all that is said of it is said of the entry before it too. Only forms put such entries beside one another.
    pub as_before: bool,
    /// A label made of its first answers; `None` if nothing is known.
    pub label: Option<String>,
    /// Whether the vendor declared it or the laboratory found it.
    pub origin: Origin,
    /// Who found it, and what the vendor says to it, where a dossier says so.
    pub found: Option<FoundByView>,
    /// The attributes by which an entry that the laboratory found is what further entries could not be (L-342).
    pub refuted: Vec<Text>,
    /// The variants that have it, if the lead does not.
    pub variants: Vec<String>,
    /// The answers.
    pub answers: Vec<AnswerView>,
    /// The properties, and the claims that a control calls for, whose answer is missing or incomplete.
    pub unknown: Vec<AskedView>,
    /// Its place in the product file.
    pub place: Option<String>,
    /// The slot in which it is confirmed.
    pub confirmed: Blank,
    /// The slot for differences.
    pub differs: Blank,
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
        title: inventory.heading(),
        about: inventory.about.clone(),
        extent,
        says: extents_say(basis, id),
        open: is_open(extent) || other_extents(basis, id).any(|(_, extent)| is_open(extent)),
        place: lead.stock(id).and_then(|stock| basis.place(stock.place)),
        matters: basis.plan.inventories.binary_search(&id).is_ok(),
        confirmed_by: confirming.collect(),
        asked: asked.collect(),
        further: view_further(basis, id),
        entries: view_entries(basis, id),
        found: blanks.collect(),
    }
}

/// Puts entries of which the same is said beside one another. An entry that the laboratory found stands for itself.
pub(super) fn gather_alike(inventory: &mut InventoryView) {
    let alike = beside_alike(&inventory.entries, |entry| {
        let alone = (entry.origin == Origin::Found).then_some(&entry.name);
        (&entry.answers, &entry.unknown, &entry.variants, alone)
    });
    let entries = alike.into_iter().map(|(entry, as_before)| EntryView {
        as_before,
        ..entry.clone()
    });
    inventory.entries = entries.collect();
}

pub(super) fn view_asked(attribute: &Attribute) -> AskedView {
    AskedView {
        key: attribute.key.clone(),
        question: attribute.heading(),
        kind: attribute.kind,
        partly: false,
        variants: Vec::new(),
    }
}

/// Shows what the product file says of further entries of the lead.
fn view_further(basis: &Basis<'_>, id: InventoryId) -> Vec<BoundView> {
    let inventory = &basis.scheme.inventories[id];
    let stock = basis.product.target.lead.stock(id);
    let bounds = stock.into_iter().flat_map(|stock| stock.further.bounds());
    let view = |(id, bound): (AttributeId, &Bound)| {
        let attribute = &inventory.attributes[id];
        let values = bound.values.iter();
        let mut answers: Vec<String> = values
            .map(|value| value_words(basis, &attribute.answer, value))
            .collect();
        answers.extend(bound.none.then(|| "none".to_owned()));
        BoundView {
            key: attribute.key.clone(),
            question: attribute.heading(),
            answers: answers.join(", "),
        }
    };
    bounds.map(view).collect()
}

fn view_extent(situation: &Situation, id: InventoryId) -> ExtentView {
    match situation.extent(id) {
        Extent::All if situation.entries(id).is_empty() => ExtentView::None,
        Extent::All => ExtentView::All,
        Extent::AtLeast => ExtentView::AtLeast,
        Extent::Unknown => ExtentView::Unknown,
    }
}

/// Returns the variants whose list has another extent than the lead's.
fn other_extents<'a>(
    basis: &'a Basis<'_>,
    id: InventoryId,
) -> impl Iterator<Item = (&'a Variant, ExtentView)> {
    let target = &basis.product.target;
    let variants = target.variants.iter();
    let extents = variants.map(move |variant| (variant, view_extent(&variant.situation, id)));
    extents.filter(move |(_, extent)| *extent != view_extent(&target.lead, id))
}

fn is_open(extent: ExtentView) -> bool {
    matches!(extent, ExtentView::Unknown | ExtentView::AtLeast)
}

/// Tells the extent of the list in the lead, and in each variant where it is another.
fn extents_say(basis: &Basis<'_>, id: InventoryId) -> String {
    let lead = view_extent(&basis.product.target.lead, id);
    let others: Vec<String> = other_extents(basis, id)
        .map(|(variant, extent)| format!("for {} {}", variant.key, extent.says()))
        .collect();
    match (others.as_slice(), lead) {
        ([], ExtentView::Unknown) => "The product file says nothing about them".to_owned(),
        ([], lead) => format!("The product file says {}", lead.says()),
        (others, lead) => {
            let (lead, others) = (lead.says(), others.join(", "));
            format!("The product file says for the lead {lead}, {others}")
        }
    }
}

impl ExtentView {
    /// Returns what the product file says of the extent.
    fn says(self) -> &'static str {
        match self {
            Self::None => "that there is none",
            Self::All => "that these are all",
            Self::AtLeast => "that there may be more",
            Self::Unknown => "nothing",
        }
    }
}

fn view_entries(basis: &Basis<'_>, id: InventoryId) -> Vec<EntryView> {
    let target = &basis.product.target;
    let mut views: Vec<EntryView> = target
        .lead
        .entries(id)
        .iter()
        .map(|entry| {
            let mut view = view_entry(basis, id, &target.lead, entry);
            view.unknown.extend(unknown_in_variants(basis, id, entry));
            view
        })
        .collect();
    let mut of_variants: IndexMap<&Text, EntryView> = IndexMap::new();
    for (place, entry) in entries_of_variants(basis, id) {
        let variant = target.variants.get(place);
        let situation = variant.map_or(&target.lead, |variant| &variant.situation);
        let view = of_variants.entry(&entry.id);
        let view = view.or_insert_with(|| view_entry(basis, id, situation, entry));
        view.variants
            .extend(variant.map(|variant| variant.key.clone()));
    }
    views.extend(of_variants.into_values());
    views
}

/// Returns the questions about an entry that the lead answers and some variants leave open.
fn unknown_in_variants(basis: &Basis<'_>, id: InventoryId, entry: &Entry) -> Vec<AskedView> {
    let target = &basis.product.target;
    let is_other = |variant: &&Variant| !variant.situation.shares(&target.lead, id);
    let others: Vec<&Variant> = target.variants.iter().filter(is_other).collect();
    let view = |(at, attribute): (AttributeId, &Attribute)| {
        let answers = others.iter().filter_map(|variant| {
            let own = variant.situation.entry(id, &entry.id)?;
            Some((&variant.key, own.answer(at)))
        });
        let lacking: Vec<(&String, &Answer)> =
            answers.filter(|(_, answer)| answer.is_open()).collect();
        let mut given = lacking.iter().map(|(_, answer)| *answer);
        (!lacking.is_empty()).then(|| AskedView {
            partly: given.all(|answer| answer != &Answer::Unknown),
            variants: lacking.iter().map(|(key, _)| (*key).clone()).collect(),
            ..view_asked(attribute)
        })
    };
    let called = basis.lookups.called_for(id, &entry.id);
    let attributes = basis.scheme.inventories[id].attributes.iter();
    let answered = attributes.filter(|(at, attribute)| {
        let is_asked = attribute.kind == AttributeKind::Property || called.contains(at);
        is_asked && !entry.answer(*at).is_open()
    });
    answered.filter_map(view).collect()
}

fn view_entry(
    basis: &Basis<'_>,
    id: InventoryId,
    situation: &Situation,
    entry: &Entry,
) -> EntryView {
    let inventory = &basis.scheme.inventories[id];
    let name = format!("{}.{}", inventory.key, entry.id);
    let called = basis.lookups.called_for(id, &entry.id);
    let unknown = inventory.attributes.iter().filter(|(id, attribute)| {
        let is_asked = attribute.kind == AttributeKind::Property || called.contains(id);
        is_asked && entry.answer(*id).is_open()
    });
    let blank = |what| {
        let slot = Slot::of_product(what).with(SlotPart::Inventory, inventory.key.clone());
        Blank::of(slot.with(SlotPart::Entry, entry.id.clone()))
    };
    EntryView {
        as_before: false,
        label: entry_label(basis, inventory, entry),
        origin: entry.origin,
        found: basis.found.get(&(id, entry.id.clone())).cloned(),
        refuted: refuted(inventory, situation.stock(id), entry),
        variants: Vec::new(),
        answers: view_answers(basis, inventory, entry),
        unknown: unknown
            .map(|(id, attribute)| AskedView {
                partly: entry.answer(id) != &Answer::Unknown,
                ..view_asked(attribute)
            })
            .collect(),
        place: basis.place(entry.place),
        confirmed: blank(SlotWord::Confirmed),
        differs: blank(SlotWord::Differs),
        name,
    }
}

fn refuted(inventory: &Inventory, stock: Option<&Stock>, entry: &Entry) -> Vec<Text> {
    let stock = stock.filter(|_| entry.origin == Origin::Found);
    let outside = stock
        .into_iter()
        .flat_map(|stock| stock.further.outside(entry));
    outside
        .map(|id| inventory.attributes[id].key.clone())
        .collect()
}
