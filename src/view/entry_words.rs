//! What rows say of the entry to which they belong: its label, and the claims about it.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::answers::{AnswerView, entry_label, value_words, view_answers};
use super::basis::Basis;
use crate::model::{AttributeKind, Entry, Inventory, InventoryId, Value};
use crate::plan::RowKey;
use crate::source::Text;

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
pub(super) fn entries_of_variants<'a>(
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
