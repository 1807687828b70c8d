//! Versions and hashes of entries: the declared values, with room for the values read.

use serde::Serialize;

use crate::model::{
    Answer, AttributeId, Entry, InventoryId, Situation, Slot, SlotPart, SlotWord, TypeKind,
};
use crate::plan::Products;
use crate::source::Text;
use crate::view::answers::answer_words;
use crate::view::basis::Basis;
use crate::view::blank::Blank;
use crate::view::entry_words::label_of;

/// A version or hash of an entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ReadView {
    /// The entry: `image.system`.
    pub entry: String,
    /// The label of the entry.
    pub label: Option<Text>,
    /// The kind of value.
    pub kind: ReadKind,
    /// The question that was asked.
    pub question: Text,
    /// The declared value; `None` if nothing is declared.
    pub declared: Option<String>,
    /// The place of the entry in the product file.
    pub place: Option<String>,
    /// The variant to which the value belongs; `None` for the lead and the variants that agree with it.
    pub variant: Option<String>,
    /// The slot for the value that the laboratory reads on the device.
    pub read: Blank,
}

/// The kind of value that is read on the device.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum ReadKind {
    /// A version.
    Version,
    /// A SHA-256.
    Sha256,
}

/// Lists the versions and hashes of all entries of the lead, then those in which variants differ.
pub(in crate::view) fn view_reads(basis: &Basis<'_>) -> Vec<ReadView> {
    let target = &basis.product.target;
    let mut reads = Vec::new();
    for inventory in basis.scheme.inventories.ids() {
        let asked = asked_of(basis, inventory);
        if asked.is_empty() {
            continue;
        }
        for entry in target.lead.entries(inventory) {
            reads.extend(
                asked
                    .iter()
                    .map(|asked| view_read(basis, inventory, entry, *asked, None)),
            );
        }
        for variant in target
            .variants
            .iter()
            .filter(|variant| !target.lead.shares(&variant.situation, inventory))
        {
            let differing = differing(&target.lead, &variant.situation, inventory, &asked);
            let of_variant = differing.into_iter().map(|(entry, asked)| {
                view_read(basis, inventory, entry, asked, Some(&variant.key))
            });
            reads.extend(of_variant);
        }
    }
    reads
}

/// An attribute that is read off the product.
#[derive(Clone, Copy)]
struct Asked {
    attribute: AttributeId,
    kind: ReadKind,
}

/// Returns the attributes that are versions or hashes.
fn asked_of(basis: &Basis<'_>, inventory: InventoryId) -> Vec<Asked> {
    let asked = basis.scheme.inventories[inventory]
        .attributes
        .iter()
        .filter_map(|(attribute, asked)| match asked.answer.kind {
            TypeKind::Version => Some(Asked {
                attribute,
                kind: ReadKind::Version,
            }),
            TypeKind::Sha256 => Some(Asked {
                attribute,
                kind: ReadKind::Sha256,
            }),
            TypeKind::YesNo
            | TypeKind::OneOf(_)
            | TypeKind::SetOf(_)
            | TypeKind::Number(_)
            | TypeKind::Text
            | TypeKind::Date
            | TypeKind::Entry(_)
            | TypeKind::Entries(_) => None,
        });
    asked.collect()
}

/// Returns the answers of a variant that the lead does not give, or gives differently.
fn differing<'a>(
    lead: &Situation,
    variant: &'a Situation,
    inventory: InventoryId,
    asked: &[Asked],
) -> Vec<(&'a Entry, Asked)> {
    let pairs = variant
        .entries(inventory)
        .iter()
        .flat_map(|entry| asked.iter().map(move |asked| (entry, *asked)));
    let differs = |(entry, Asked { attribute, .. }): &(&Entry, Asked)| {
        let of_lead = lead.entry(inventory, &entry.id);
        of_lead.is_none_or(|of_lead| of_lead.answer(*attribute) != entry.answer(*attribute))
    };
    pairs.filter(differs).collect()
}

/// Returns the lead and the variants that give the same answer about an entry.
fn agreeing(
    basis: &Basis<'_>,
    inventory: InventoryId,
    entry: &Entry,
    attribute: AttributeId,
) -> Products {
    let variants = basis.product.target.variants.iter();
    let agreeing = variants.filter(|variant| {
        let own = variant.situation.entry(inventory, &entry.id);
        own.is_some_and(|own| own.answer(attribute) == entry.answer(attribute))
    });
    let keys = agreeing.map(|variant| Some(variant.key.clone()));
    std::iter::once(None).chain(keys).collect()
}

fn view_read(
    basis: &Basis<'_>,
    inventory: InventoryId,
    entry: &Entry,
    asked: Asked,
    variant: Option<&str>,
) -> ReadView {
    let Asked { attribute, kind } = asked;
    let key = &basis.scheme.inventories[inventory].key;
    let attribute_row = basis.scheme.attribute(inventory, attribute);
    let name = format!("{key}.{}", entry.id);
    let answer = entry.answer(attribute);
    let products = match variant {
        Some(variant) => [Some(variant.to_owned())].into(),
        None => agreeing(basis, inventory, entry, attribute),
    };
    let slot = Slot::of_product(SlotWord::Read)
        .with(SlotPart::Inventory, key.clone())
        .with(SlotPart::Entry, entry.id.clone())
        .with(SlotPart::Attribute, attribute_row.key.clone());
    ReadView {
        label: label_of(basis, key, &entry.id),
        kind,
        question: attribute_row.question.clone(),
        declared: (answer != &Answer::Unknown)
            .then(|| answer_words(basis, &attribute_row.answer, answer)),
        place: basis.place(entry.place),
        variant: variant.map(str::to_owned),
        read: basis.blank(slot, &products),
        entry: name,
    }
}
