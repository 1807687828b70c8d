//! What a result is bound to: the versions and hashes of what was tested. Once they change it is to review, until it is repeated
//! or carried over.

use std::sync::Arc;

use super::declared::answer_text;
use super::differs::TESTED;
use crate::answers::AnswerKey;
use crate::model::{Answer, Entry, Inventory, Slot, SlotWord};
use crate::product::IdentityField;
use crate::view::basis::Basis;
use crate::view::series::situation;

/// What identifies a model, by the names under which questions hold it.
pub(super) type Tested = Arc<[(String, String)]>;

/// Says whether a slot is for a result, which is bound to what was tested, or for the reason why one still holds.
pub(super) fn is_bound(slot: &Slot) -> bool {
    slot.control.is_none() && matches!(slot.what, SlotWord::Result | SlotWord::CarriedOver)
}

/// Returns what identifies a model, by its number in the series: the entries that have versions or hashes, and the fields of
/// the identity for whose values alone results hold.
pub(super) fn what_is_tested(basis: &Basis<'_>, model: usize) -> Tested {
    let Some(situation) = situation(basis, model) else {
        return Tested::default();
    };
    basis.memo.of(situation, || {
        let inventories = basis.scheme.inventories.iter();
        let entries = inventories.filter_map(|(id, inventory)| {
            let entries = entries_of(inventory, situation.entries(id))?;
            Some((format!("{TESTED}{}", inventory.key), entries))
        });
        entries.chain(identity_of(basis, model)).collect()
    })
}

/// Returns the versions and hashes of entries, a line for each. Entries are not named, so that they may get other ids.
fn entries_of(inventory: &Inventory, entries: &[Entry]) -> Option<String> {
    let attributes = inventory.attributes.iter();
    let identifying = attributes.filter(|(_, attribute)| attribute.answer.identifies());
    let identifying: Vec<_> = identifying.map(|(id, _)| id).collect();
    let lines = entries.iter().filter_map(|entry| {
        let answers = identifying.iter().map(|id| entry.answer(*id));
        let known = answers.filter(|answer| **answer != Answer::Unknown);
        let known: Vec<String> = known.map(answer_text).collect();
        (!known.is_empty()).then(|| known.join(" "))
    });
    let mut lines: Vec<String> = lines.collect();
    lines.sort();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

fn identity_of<'a>(
    basis: &Basis<'a>,
    model: usize,
) -> impl Iterator<Item = (String, String)> + use<'a> {
    let product = basis.product;
    let variant = model.checked_sub(1);
    let identity = variant.map_or(Some(&product.identity), |place| {
        product.variants.get(place).map(|variant| &variant.identity)
    });
    let scheme = basis.scheme;
    let fields = IdentityField::all(scheme).filter(|field| field.is_bound(scheme));
    fields.filter_map(move |field| {
        let text = identity?.get(field)?;
        let name = format!("{TESTED}product.{}", field.key(scheme));
        Some((name, text.text.clone()))
    })
}

/// Returns the key of the reason why a result still holds.
#[must_use]
pub fn carried_over(result: &AnswerKey) -> AnswerKey {
    AnswerKey {
        slot: result.slot.beside(SlotWord::CarriedOver),
        model: result.model.clone(),
    }
}
