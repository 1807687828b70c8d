//! Equipment and deliveries, with the procedures that need them.

use rustc_hash::FxHashMap;
use serde::Serialize;

use super::procedures::{DepthDefinition, ProcedureDefinition};
use crate::model::{Id, Table, Titled};
use crate::view::refs::{RefView, WorkItemView, item_ref, work_item};

/// A piece of equipment or a delivery.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct NeedDefinition {
    /// Its key and title, and more about it.
    #[serde(flatten)]
    pub item: WorkItemView,
    /// The procedures shown that need it.
    pub procedures: Vec<RefView>,
}

/// Shows the items that the shown procedures need, in the order of the scheme; `of` gives those of a depth.
pub(super) fn view_needs<I: Id>(
    items: &Table<I, Titled>,
    procedures: &[ProcedureDefinition],
    of: fn(&DepthDefinition) -> &Vec<RefView>,
) -> Vec<NeedDefinition> {
    let mut needed: FxHashMap<&str, Vec<RefView>> = FxHashMap::default();
    for procedure in procedures {
        for item in procedure.depths.iter().flat_map(of) {
            let by = needed.entry(&item.key).or_default();
            if by.last().is_none_or(|last| last.key != procedure.key) {
                by.push(item_ref(&procedure.key, procedure.title.clone()));
            }
        }
    }
    let items = items.iter();
    let shown = items.filter_map(|(_, item)| {
        Some(NeedDefinition {
            procedures: needed.remove(item.key.as_str())?,
            item: work_item(&item.key, item.heading(), item.about.as_ref()),
        })
    });
    shown.collect()
}
