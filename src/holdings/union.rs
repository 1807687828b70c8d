//! The product with what the laboratory found.

use crate::answers::{Found, FoundEntry};
use crate::model::{Entry, Extent, Situation, Target};
use crate::product::Product;

/// Returns the products of a series with the found entries, whatever the vendor said to them. An entry that was found in some
/// models is added to these, and else to all.
pub fn with_found(product: &Product, found: &Found) -> Target {
    let mut target = product.target.clone();
    let keys: Vec<_> = product.model_keys().collect();
    for one in &found.entries {
        let variants = target
            .variants
            .iter_mut()
            .map(|variant| &mut variant.situation);
        let situations = std::iter::once(&mut target.lead).chain(variants);
        for (key, situation) in keys.iter().zip(situations) {
            if one.models.is_empty() || one.models.iter().any(|model| model == key.as_str()) {
                add(situation, one);
            }
        }
    }
    target
}

fn add(situation: &mut Situation, one: &FoundEntry) {
    // The vendor may have added it since under another id, which says what it was.
    let id = one.entry.id.as_str();
    let is_it = |entry: &Entry| entry.id == id || entry.was.iter().any(|was| was == id);
    if situation.entries(one.inventory).iter().any(is_it) {
        return;
    }
    let stock = situation.stock_mut(one.inventory);
    stock.entries.push(Entry::clone(&one.entry));
    // Of a list of which nothing is known, at least this entry is known now.
    if stock.extent == Extent::Unknown {
        stock.extent = Extent::AtLeast;
    }
}
