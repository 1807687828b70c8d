//! Slots that belong to no control.

use crate::model::SlotId;

/// Makes the slot of an item: `document/seen/model`.
pub(super) fn item_slot(slot: &str, item: &str) -> String {
    SlotId::new("document", slot).item(item).text()
}

/// Makes the slot of a part of an item: `document/rule/notice/kept`.
pub(super) fn part_slot(slot: &str, item: &str, part: &str) -> String {
    let slot = SlotId::new("document", slot).item(item);
    slot.variant(Some(part)).text()
}
