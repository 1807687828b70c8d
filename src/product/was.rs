//! Checks the earlier ids of entries: what an entry was, no entry is any more, and no other entry was.

use rustc_hash::FxHashMap;

use super::codes;
use super::notes::Notes;
use super::referrers::entry_name;
use crate::model::{InventoryId, Scheme, Target};
use crate::source::Place;

/// An id that an entry had before.
pub(super) struct EarlierId {
    pub inventory: InventoryId,
    /// The id of today.
    pub entry: String,
    /// The id of before.
    pub was: String,
    pub place: Place,
}

/// Checks the earlier ids of a product file against the entries of the lead and of all variants.
pub(super) fn check_earlier_ids(
    scheme: &Scheme,
    notes: &mut Notes,
    earlier: &[EarlierId],
    target: &Target,
) {
    if earlier.is_empty() {
        return;
    }
    let live = live_entries(target);
    let mut claims: FxHashMap<(InventoryId, &str), (&str, Place)> = FxHashMap::default();
    for one in earlier {
        let (inventory, place) = (one.inventory, one.place);
        let (entry, was) = (one.entry.as_str(), one.was.as_str());
        let name = |id: &str| entry_name(scheme, inventory, id);
        if was == entry {
            notes.report(codes::was_itself(place, &name(entry)));
        } else if let Some(live) = live.get(&(inventory, was)) {
            let diagnostic = codes::was_another(place, &name(entry), &name(was));
            notes.report(match live {
                Some(live) => diagnostic.also(*live, "it is here"),
                None => diagnostic,
            });
        } else if let Some((owner, first)) = claims.get(&(inventory, was)) {
            // Variants may add the same entry.
            if *owner != entry {
                let owners = [name(owner), name(entry)];
                notes.report(codes::was_twice(place, *first, &owners, &name(was)));
            }
        } else {
            claims.insert((inventory, was), (entry, place));
        }
    }
}

/// Returns all entries, each with the first place where it stands. What a variant has from the lead is not looked at again.
fn live_entries(target: &Target) -> FxHashMap<(InventoryId, &str), Option<Place>> {
    let lead = &target.lead;
    let variants = target.variants.iter().map(|variant| &variant.situation);
    let own = variants.flat_map(|own| own.stocks().filter(|(id, _)| !own.shares(lead, *id)));
    let mut live = FxHashMap::default();
    for (inventory, stock) in lead.stocks().chain(own) {
        for entry in &stock.entries {
            live.entry((inventory, &*entry.id)).or_insert(entry.place);
        }
    }
    live
}
