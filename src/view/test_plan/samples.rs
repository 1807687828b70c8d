//! Samples: the uses of each, and the number wanted of each kind.

use indexmap::IndexMap;
use serde::Serialize;

use super::run_refs::{NeedAt, RunRef, run_ref};
use crate::model::{Depth, SampleState, SampleUse};
use crate::plan::{Run, Sample, SampleKind, SampleStep, day_of};
use crate::view::basis::Basis;
use crate::view::blanks::part_slot;

/// The use of samples at a depth.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct SampleView {
    /// Whether the procedure takes samples of its own.
    pub own: bool,
    /// The number of samples.
    pub count: u32,
    /// The number of batches from which they come.
    pub batches: u32,
    /// The state in which they are needed.
    pub needs: SampleState,
    /// The state in which they are left.
    pub leaves: SampleState,
    /// The labels of the samples that it uses, which change with the plan.
    pub labels: Vec<String>,
}

/// A sample with its uses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct SampleLine {
    /// Its label: `S1`, or `U1` for an unlocked sample. It changes with the plan.
    pub label: String,
    /// The kind.
    pub kind: SampleKind,
    /// The batch from which it must come, from 1; `None` for any batch.
    pub batch: Option<u32>,
    /// The state in which it is delivered: `sealed`, `unlocked`, or `any` if it only has to work.
    pub wanted: SampleState,
    /// Its uses, in order.
    pub uses: Vec<SampleUseView>,
    /// The procedure that uses it up; `None` if it still works in the end.
    pub used_up_by: Option<RunRef>,
    /// The slot for serial number and batch.
    pub serial: String,
    /// The slot for the custodian.
    pub custody: String,
}

/// A use of a sample by a procedure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct SampleUseView {
    /// The procedure.
    pub run: RunRef,
    /// The depth that uses it.
    pub depth: Depth,
    /// The working day on which it is taken, from 1.
    pub day: Option<u32>,
    /// Whether the depth takes a sample of its own.
    pub own: bool,
    /// The state in which it is taken.
    pub before: SampleState,
    /// The state in which it is left.
    pub after: SampleState,
}

/// The samples of one kind, state and batch that are wanted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct WantedSamples {
    /// The kind.
    pub kind: SampleKind,
    /// The state in which they are delivered: `sealed`, `unlocked`, or `any` if they only have to work.
    pub state: SampleState,
    /// The batch from which they must come, from 1; `None` for any batch.
    pub batch: Option<u32>,
    /// The number of samples.
    pub count: usize,
    /// How many of them are used up.
    pub used_up: usize,
    /// Their labels, as `S1–S3, S5`.
    pub labels: String,
    /// The first procedure that needs one of them.
    pub first: Option<NeedAt>,
    /// The slot for the date on which they are due.
    pub due: String,
    /// The slot for serial numbers and date of receipt.
    pub received: String,
}

/// Shows the use of samples at a depth of a procedure.
pub(super) fn view_sample(
    basis: &Basis<'_>,
    run: &Run,
    depth: Depth,
    sample: SampleUse,
) -> SampleView {
    SampleView {
        own: sample.source == crate::model::SampleSource::Own,
        count: sample.count,
        batches: sample.batches,
        needs: sample.needs,
        leaves: sample.leaves,
        labels: basis
            .lookups
            .samples(run.procedure, depth)
            .iter()
            .map(|sample| sample.label())
            .collect(),
    }
}

/// Shows every sample with its uses.
pub(super) fn view_samples(basis: &Basis<'_>) -> Vec<SampleLine> {
    basis
        .plan
        .work
        .samples
        .iter()
        .map(|sample| view_line(basis, sample))
        .collect()
}

fn view_line(basis: &Basis<'_>, sample: &Sample) -> SampleLine {
    let uses = sample.uses.iter().map(|used| SampleUseView {
        run: run_ref(basis, used.procedure),
        depth: used.depth,
        day: start_of(basis, used).map(day_of),
        own: used.own,
        before: used.before,
        after: used.after,
    });
    SampleLine {
        label: sample.label(),
        kind: sample.kind,
        batch: sample.batch,
        wanted: sample.wanted,
        uses: uses.collect(),
        used_up_by: sample
            .used_up_by()
            .map(|used| run_ref(basis, used.procedure)),
        serial: first_slot(basis, sample, "sample"),
        custody: first_slot(basis, sample, "custody"),
    }
}

/// Makes a slot of a sample. It is named after the sample's first use, since its label changes with the plan.
fn first_slot(basis: &Basis<'_>, sample: &Sample, slot: &str) -> String {
    let Some(first) = sample.uses.first() else {
        return String::new();
    };
    let key = &basis.scheme.procedures[first.procedure].key;
    let depth = first.depth.word();
    let part = match first.place {
        1 => depth.to_owned(),
        place => format!("{depth}+{place}"),
    };
    part_slot(slot, key, &part)
}

fn start_of(basis: &Basis<'_>, used: &SampleStep) -> Option<u32> {
    let block = basis
        .lookups
        .blocks(used.procedure)
        .iter()
        .find(|block| block.depth == used.depth);
    block.map(|block| block.start)
}

/// The kind, state and batch of samples that are wanted.
type Wanted = (SampleKind, SampleState, Option<u32>);

/// Counts the samples wanted by kind, state and batch, in the order of first use.
pub(in crate::view) fn view_wanted_samples(basis: &Basis<'_>) -> Vec<WantedSamples> {
    let mut groups: IndexMap<Wanted, Vec<&Sample>> = IndexMap::new();
    for sample in &basis.plan.work.samples {
        let key = (sample.kind, sample.wanted, sample.batch);
        groups.entry(key).or_default().push(sample);
    }
    groups.sort_by_key(|(kind, _, batch), _| (*kind, batch.is_none(), *batch));
    let view = |((kind, state, batch), samples): (Wanted, Vec<&Sample>)| {
        let slot = |name: &str| {
            let first = samples.first();
            first.map_or_else(String::new, |sample| first_slot(basis, sample, name))
        };
        WantedSamples {
            kind,
            state,
            batch,
            count: samples.len(),
            used_up: samples
                .iter()
                .filter(|sample| sample.used_up_by().is_some())
                .count(),
            labels: label_ranges(&samples),
            first: first_need(basis, &samples),
            due: slot("samples-due"),
            received: slot("samples-received"),
        }
    };
    groups.into_iter().map(view).collect()
}

/// Writes labels, consecutive ones as a range.
fn label_ranges(samples: &[&Sample]) -> String {
    let mut ranges: Vec<(&Sample, &Sample)> = Vec::new();
    for sample in samples {
        match ranges.last_mut() {
            Some((_, last)) if last.number + 1 == sample.number => *last = sample,
            Some(_) | None => ranges.push((sample, sample)),
        }
    }
    let written = ranges.iter().map(|(first, last)| {
        let (from, to) = (first.label(), last.label());
        match last.number - first.number {
            0 => from,
            1 => format!("{from}, {to}"),
            _ => format!("{from}–{to}"),
        }
    });
    written.collect::<Vec<_>>().join(", ")
}

fn first_need(basis: &Basis<'_>, samples: &[&Sample]) -> Option<NeedAt> {
    let uses = samples.iter().filter_map(|sample| sample.uses.first());
    let first = uses.min_by_key(|used| start_of(basis, used))?;
    Some(NeedAt {
        run: run_ref(basis, first.procedure),
        day: start_of(basis, first).map_or(1, day_of),
    })
}
