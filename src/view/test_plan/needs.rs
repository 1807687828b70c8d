//! Equipment of the laboratory, and deliveries of the vendor.

use indexmap::IndexMap;
use serde::Serialize;

use super::blocks::BlockView;
use super::run_refs::{NeedAt, RunRef};
use super::runs::RunView;
use crate::model::{Id, Slot, SlotPart, SlotWord, Table, Titled};
use crate::plan::Status;
use crate::source::Text;
use crate::view::basis::Basis;
use crate::view::blank::Blank;
use crate::view::laboratory::{InstrumentView, view_instruments};
use crate::view::refs::RefView;

/// A piece of equipment or a delivery.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct NeedView {
    /// The key.
    pub key: Text,
    /// The title.
    pub name: Text,
    /// More about it, in the author's Markdown.
    pub about: Option<Text>,
    /// Whether it is certainly needed: `applies`, or `open` if only work that hangs on open questions needs it.
    #[cfg_attr(test, schemars(extend("enum" = ["applies", "open"])))]
    pub status: Status,
    /// The procedures that need it, in the order of work.
    pub runs: Vec<RunRef>,
    /// The first procedure that needs it.
    pub first: Option<NeedAt>,
    /// The working day on which it is needed last, unattended work included.
    pub last: Option<u32>,
    /// The instruments of the laboratory that are it, in the order of their inventory numbers; none of a delivery.
    pub instruments: Vec<InstrumentView>,
    /// The slot for whether the laboratory holds it; `None` of a delivery.
    pub held: Option<Blank>,
    /// The slot that identifies the piece: asset and calibration, or the delivery.
    pub identified: Blank,
    /// The slot for a date: calibrated until, or due.
    pub date: Blank,
}

/// Gathers the equipment that procedures need, in the order in which it is needed.
pub(in crate::view) fn view_equipment(basis: &Basis<'_>, runs: &[RunView]) -> Vec<NeedView> {
    let equipment = &basis.scheme.equipment;
    let mut needs = view_needs(basis, runs, equipment, &EQUIPMENT, |block| &block.equipment);
    for need in &mut needs {
        need.instruments = view_instruments(basis, &need.key, need.last);
        let slot =
            Slot::of_product(SlotWord::Equipment).with(SlotPart::Equipment, need.key.clone());
        need.held = Some(basis.once(slot.with(SlotPart::Field, "held")));
    }
    needs
}

/// Gathers the deliveries that procedures need, in the order in which they are needed.
pub(super) fn view_wanted_deliveries(basis: &Basis<'_>, runs: &[RunView]) -> Vec<NeedView> {
    let deliveries = &basis.scheme.deliveries;
    view_needs(basis, runs, deliveries, &DELIVERY, |block| {
        &block.deliveries
    })
}

/// What is filled in about an item that is needed.
struct NeedSlots {
    /// Which piece it is.
    identified: SlotWord,
    date: SlotWord,
    /// The part of both slots that names the item.
    part: SlotPart,
}

const DELIVERY: NeedSlots = NeedSlots {
    identified: SlotWord::Delivery,
    date: SlotWord::DeliveryDate,
    part: SlotPart::Delivery,
};

const EQUIPMENT: NeedSlots = NeedSlots {
    identified: SlotWord::Equipment,
    date: SlotWord::EquipmentDate,
    part: SlotPart::Equipment,
};

/// Gathers the items that the blocks of all procedures name, each once, with the procedures that name it.
fn view_needs<I: Id>(
    basis: &Basis<'_>,
    runs: &[RunView],
    items: &Table<I, Titled>,
    slots: &NeedSlots,
    of: fn(&BlockView) -> &Vec<RefView>,
) -> Vec<NeedView> {
    let mut needs: IndexMap<Text, NeedView> = IndexMap::new();
    for run in runs {
        for block in &run.blocks {
            for RefView { key, title } in of(block) {
                let need = needs.entry(key.clone()).or_insert_with(|| NeedView {
                    key: key.clone(),
                    name: title.clone(),
                    about: items.lookup(key).and_then(|(_, item)| item.about.clone()),
                    status: Status::Open,
                    runs: Vec::new(),
                    first: None,
                    last: None,
                    instruments: Vec::new(),
                    held: None,
                    identified: basis.part(slots.identified, slots.part, key),
                    date: basis.part(slots.date, slots.part, key),
                });
                add_need(need, run, block);
            }
        }
    }
    needs.sort_by(|_, a, _, b| day_of_need(a).cmp(&day_of_need(b)));
    needs.into_values().collect()
}

fn add_need(need: &mut NeedView, run: &RunView, block: &BlockView) {
    let run_ref = run.run_ref();
    if let Some(days) = block.days
        && need
            .first
            .as_ref()
            .is_none_or(|first| days.from < first.day)
    {
        need.first = Some(NeedAt {
            run: run_ref.clone(),
            day: days.from,
        });
    }
    if !block.needed_if_open.contains(&need.key) {
        need.status = Status::Applies;
    }
    need.last = need.last.max(block.days.map(|days| days.to));
    if need.runs.last().is_none_or(|last| last.key != run.key) {
        need.runs.push(run_ref);
    }
}

fn day_of_need(need: &NeedView) -> u32 {
    need.first.as_ref().map_or(u32::MAX, |first| first.day)
}
