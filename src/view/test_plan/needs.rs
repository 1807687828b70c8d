//! What all procedures together need: time, samples, equipment, deliveries.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Serialize;

use super::runs::{BlockView, RunView, SampleView, view_sample};
use crate::view::basis::{Basis, RefView};

/// The effort of all procedures, in minutes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct EffortTotals {
    /// With people at work.
    pub attended: u32,
    /// Without.
    pub unattended: u32,
    /// The part of `attended` that stands or falls with what is open.
    pub open: u32,
    /// The longest chain of procedures that wait for one another, attended and unattended.
    pub critical_path: u32,
    /// The procedures of that chain.
    pub critical_runs: Vec<RefView>,
}

/// Equipment, or something the vendor delivers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct NeedView {
    /// What it is.
    pub name: String,
    /// The procedures that need it.
    pub runs: Vec<RefView>,
    /// The slot that identifies the piece: asset and calibration, or what was delivered.
    pub identified: String,
    /// The slot for a date: calibrated until, or due.
    pub date: String,
}

/// What a procedure does to a sample.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SampleStep {
    /// The place of the procedure in the order of work.
    pub number: usize,
    /// The procedure.
    pub run: RefView,
    /// The depth that does it.
    pub depth: &'static str,
    /// What happens.
    pub sample: SampleView,
    /// The slot for the serial number of the sample.
    pub serial: String,
}

/// Shows the effort of all procedures.
pub(super) fn view_effort(basis: &Basis<'_>) -> EffortTotals {
    let work = &basis.plan.work;
    let chain = work.schedule.longest_chain.iter();
    EffortTotals {
        attended: work.total.attended,
        unattended: work.total.unattended,
        open: work.total.open,
        critical_path: work.schedule.shortest,
        critical_runs: chain.map(|id| basis.procedure(*id)).collect(),
    }
}

/// Lists what happens to samples in the order of work.
pub(super) fn view_samples(basis: &Basis<'_>) -> Vec<SampleStep> {
    let runs = basis.plan.runs.iter().zip(1..);
    runs.flat_map(|(run, number)| {
        let blocks = run.blocks.iter();
        let using = blocks.filter_map(|block| Some((block.depth, block.sample?)));
        using.map(move |(depth, sample)| {
            let view = basis.procedure(run.procedure);
            SampleStep {
                number,
                depth: depth.word(),
                sample: view_sample(sample.source, sample.needs, sample.leaves),
                serial: basis.slot("sample", &view.key, Some(depth.word().to_owned())),
                run: view,
            }
        })
    })
    .collect()
}

/// Gathers what the blocks of all procedures name, each once, with the procedures that need it. Names that
/// differ in case and punctuation alone are one: `openssl` and `OpenSSL`.
pub(super) fn view_needs(
    runs: &[RunView],
    slot: &str,
    of: fn(&BlockView) -> &Vec<String>,
) -> Vec<NeedView> {
    let mut needs: IndexMap<String, NeedView> = IndexMap::new();
    for run in runs {
        for name in run.blocks.iter().flat_map(of) {
            let key = slug(name);
            let need = needs.entry(key.clone()).or_insert_with(|| NeedView {
                name: name.clone(),
                runs: Vec::new(),
                identified: format!("document/{slot}/{key}"),
                date: format!("document/{slot}-date/{key}"),
            });
            if need.runs.last().is_none_or(|last| last.key != run.key) {
                need.runs.push(RefView {
                    key: run.key.clone(),
                    title: run.title.clone(),
                });
            }
        }
    }
    needs.into_values().collect()
}

/// Makes a key of a text that has none: its letters and digits in lower case, with hyphens between.
fn slug(text: &str) -> String {
    let words = text.split(|character: char| !character.is_alphanumeric());
    let words = words.filter(|word| !word.is_empty()).map(str::to_lowercase);
    words.collect::<Vec<_>>().join("-")
}
