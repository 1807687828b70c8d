//! Equipment of the laboratory, and deliveries of the vendor.

use indexmap::IndexMap;
use serde::Serialize;

use super::blocks::BlockView;
use super::run_refs::{NeedAt, RunRef};
use super::runs::RunView;
use crate::source::Text;

/// A piece of equipment or a delivery.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct NeedView {
    /// The name.
    pub name: Text,
    /// The procedures that need it, in the order of work.
    pub runs: Vec<RunRef>,
    /// The first procedure that needs it.
    pub first: Option<NeedAt>,
    /// The slot that identifies the piece: asset and calibration, or the delivery.
    pub identified: String,
    /// The slot for a date: calibrated until, or due.
    pub date: String,
}

/// Gathers the needs that the blocks of all procedures name, each once, with the procedures that name it, in the
/// order in which they are needed. Names that differ only in case and punctuation are the same: `openssl` and
/// `OpenSSL`.
pub(super) fn view_needs(
    runs: &[RunView],
    slot: &str,
    of: fn(&BlockView) -> &Vec<Text>,
) -> Vec<NeedView> {
    let mut needs: IndexMap<String, NeedView> = IndexMap::new();
    for run in runs {
        for block in &run.blocks {
            for name in of(block) {
                let key = slug(name);
                let need = needs.entry(key.clone()).or_insert_with(|| NeedView {
                    name: name.clone(),
                    runs: Vec::new(),
                    first: None,
                    identified: format!("document/{slot}/{key}"),
                    date: format!("document/{slot}-date/{key}"),
                });
                add_need(need, run, block);
            }
        }
    }
    needs.sort_by(|_, a, _, b| day_of_need(a).cmp(&day_of_need(b)));
    needs.into_values().collect()
}

fn add_need(need: &mut NeedView, run: &RunView, block: &BlockView) {
    let named = run.named();
    if let Some(days) = block.days
        && need
            .first
            .as_ref()
            .is_none_or(|first| days.from < first.day)
    {
        need.first = Some(NeedAt {
            run: named.clone(),
            day: days.from,
        });
    }
    if need.runs.last().is_none_or(|last| last.key != run.key) {
        need.runs.push(named);
    }
}

fn day_of_need(need: &NeedView) -> u32 {
    need.first.as_ref().map_or(u32::MAX, |first| first.day)
}

/// Makes a key from a text: its letters and digits in lower case, words joined by hyphens.
fn slug(text: &str) -> String {
    text.split(|character: char| !character.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect::<Vec<_>>()
        .join("-")
}
