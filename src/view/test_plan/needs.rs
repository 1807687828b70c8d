//! What all procedures together need: time, samples, equipment, deliveries.

use indexmap::IndexMap;
use rustc_hash::FxHashMap;
use schemars::JsonSchema;
use serde::Serialize;

use super::runs::{BlockView, RunView, SampleView, view_sample};
use crate::model::ProcedureId;
use crate::plan::Run;
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

/// Adds the effort of all procedures up.
pub(super) fn view_effort(basis: &Basis<'_>) -> EffortTotals {
    let runs = &basis.plan.runs;
    let sum = |part: fn(&Run) -> u32| runs.iter().map(part).fold(0, u32::saturating_add);
    let (critical_path, chain) = longest_chain(runs);
    EffortTotals {
        attended: sum(|run| run.effort.attended),
        unattended: sum(|run| run.effort.unattended),
        open: sum(|run| run.effort.open),
        critical_path,
        critical_runs: chain.into_iter().map(|id| basis.procedure(id)).collect(),
    }
}

/// Finds the longest chain of runs that wait for one another; runs come after what they wait for.
fn longest_chain(runs: &[Run]) -> (u32, Vec<ProcedureId>) {
    let mut ends: FxHashMap<ProcedureId, (u32, Option<ProcedureId>)> = FxHashMap::default();
    let mut longest: Option<(u32, ProcedureId)> = None;
    for run in runs {
        let before = run
            .comes_after
            .iter()
            .filter_map(|id| ends.get(id).map(|(end, _)| (*end, *id)));
        let before = before.max_by_key(|(end, id)| (*end, std::cmp::Reverse(*id)));
        let start = before.map_or(0, |(end, _)| end);
        let end = start
            .saturating_add(run.effort.attended)
            .saturating_add(run.effort.unattended);
        ends.insert(run.procedure, (end, before.map(|(_, id)| id)));
        if longest.is_none_or(|(most, _)| end > most) {
            longest = Some((end, run.procedure));
        }
    }
    let Some((total, last)) = longest else {
        return (0, Vec::new());
    };
    let mut chain = vec![last];
    let mut at = last;
    // A run waits for earlier ones only, so the way back ends; the bound holds even if that broke.
    while let Some((_, Some(before))) = ends.get(&at)
        && chain.len() <= runs.len()
    {
        at = *before;
        chain.push(at);
    }
    chain.reverse();
    (total, chain)
}

/// Lists what happens to samples in the order of work.
pub(super) fn view_samples(basis: &Basis<'_>) -> Vec<SampleStep> {
    let runs = basis.plan.runs.iter().zip(1..);
    runs.flat_map(|(run, number)| {
        run.samples.iter().map(move |sample| {
            let view = basis.procedure(run.procedure);
            SampleStep {
                number,
                depth: sample.depth.word(),
                sample: view_sample(sample.source, sample.needs, sample.leaves),
                serial: basis.slot("sample", &view.key, Some(sample.depth.word().to_owned())),
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
