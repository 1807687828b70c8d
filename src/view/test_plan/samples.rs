//! Samples: the uses of each, and the number wanted of each kind.

use indexmap::IndexMap;
use serde::Serialize;

use super::received::{keeper, received_as, received_words};
use super::run_refs::{NeedAt, RunRef, run_ref};
use crate::model::{
    Depth, Depths, SampleNeed, SampleSource, SampleStateId, SampleUse, Slot, SlotPart, SlotWord,
};
use crate::plan::{Run, Sample, SampleRisk, SampleStep, SpareUse, Wear, day_of};
use crate::view::basis::Basis;
use crate::view::blank::Blank;
use crate::view::refs::{RefView, sample_kind_ref, sample_state_ref};
use crate::view::texts::{WordView, depths_view};

/// The use of samples at a depth.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct SampleView {
    /// Whether the procedure asks for samples of its own, and nothing else of the plan uses them.
    pub own: bool,
    /// The number of samples.
    pub count: u32,
    /// The number of batches from which they come.
    pub batches: u32,
    /// The kind, where it is not the ordinary one.
    pub kind: Option<RefView>,
    /// The state in which they are needed.
    pub needs: SampleNeedView,
    /// The state in which they are left, if it is another.
    pub leaves: Option<RefView>,
    /// The more worn state in which they may be left.
    pub may_leave: Option<RefView>,
    /// The labels of the samples that it uses, which change with the plan.
    pub labels: Vec<String>,
}

/// The state in which a sample is needed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct SampleNeedView {
    /// The state; `None` for any in which a sample works.
    pub state: Option<RefView>,
    /// Whether a less worn sample will do as it is.
    pub or_less_worn: bool,
}

/// A sample with its uses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct SampleLine {
    /// Its label: `S1`. It changes with the plan.
    pub label: String,
    /// The kind; `None` for the ordinary one of a scheme that has no name for it.
    pub kind: Option<RefView>,
    /// The batch from which it must come, from 1; `None` for any batch.
    pub batch: Option<u32>,
    /// The state in which it is delivered; `None` if it only has to work.
    pub wanted: Option<RefView>,
    /// Its uses, in order.
    pub uses: Vec<SampleUseView>,
    /// The procedure that uses it up; `None` if it still works, or may work, in the end.
    pub used_up_by: Option<RunRef>,
    /// The serial number of the sample that was received under this label and is of this kind.
    pub serial_given: Option<String>,
    /// Who keeps that sample, with the place.
    pub keeper: Option<String>,
    /// The slot for serial number and batch.
    pub serial: Blank,
    /// The slot for the custodian.
    pub custody: Blank,
}

/// A use of a sample by a procedure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct SampleUseView {
    /// The procedure.
    pub run: RunRef,
    /// The depth that uses it.
    pub depth: WordView<Depths>,
    /// The working day on which it is taken, from 1.
    pub day: Option<u32>,
    /// Whether the depth asks for a sample of its own.
    pub own: bool,
    /// Its state before the use.
    pub before: WearView,
    /// The state in which the use has it in hand: a use that needs a more worn sample brings it into that state first.
    pub in_use: WearView,
    /// The state in which it is left.
    pub after: WearView,
}

/// How worn a sample is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct WearView {
    /// The state that it has reached; `None` as long as it is as it was delivered, in whichever state it works.
    pub state: Option<RefView>,
    /// A more worn state in which it may be.
    pub perhaps: Option<RefView>,
}

/// The samples of one kind, state and batch that are wanted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct WantedSamples {
    /// The kind; `None` for the ordinary one of a scheme that has no name for it.
    pub kind: Option<RefView>,
    /// The state in which they are delivered; `None` if they only have to work.
    pub state: Option<RefView>,
    /// The batch from which they must come, from 1; `None` for any batch.
    pub batch: Option<u32>,
    /// The number of samples.
    pub count: usize,
    /// How many of them are used up.
    pub used_up: usize,
    /// How many more of them may be used up.
    pub perhaps_used_up: usize,
    /// The spares to hold ready beside them, each for samples that may not survive a use.
    pub spares: Vec<SpareView>,
    /// Their labels, as `S1–S3, S5`.
    pub labels: String,
    /// The first procedure that needs one of them.
    pub first: Option<NeedAt>,
    /// The slot for the date on which they are due.
    pub due: Blank,
    /// Those that were received, each with its label, serial number and date: `S1 00417, 2026-11-02`.
    pub received_given: Vec<String>,
    /// The slot for serial numbers and date of receipt.
    pub received: Blank,
}

/// A spare, with the uses after which it may have to take the place of a sample.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct SpareView {
    /// The labels of the samples that share it, which change with the plan. Samples that are at risk in the same uses alone
    /// share a spare.
    pub labels: Vec<String>,
    /// The uses, in order; never empty.
    pub reasons: Vec<SpareReason>,
}

/// A use that a sample may not survive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct SpareReason {
    /// The procedure.
    pub run: RunRef,
    /// The depth that uses it.
    pub depth: WordView<Depths>,
    /// What may happen to the sample.
    pub risk: SampleRisk,
    /// The state in which the use may leave it.
    pub leaves: Option<RefView>,
    /// How many uses of the sample come after it.
    pub later: usize,
}

/// Shows the use of samples at a depth of a procedure.
pub(super) fn view_sample(
    basis: &Basis<'_>,
    run: &Run,
    depth: Depth,
    sample: SampleUse,
) -> SampleView {
    let drawn = basis.lookups.samples(run.procedure, depth);
    let state = |state: Option<SampleStateId>| state.map(|id| sample_state_ref(basis.scheme, id));
    SampleView {
        own: sample.source == SampleSource::Own && drawn.iter().all(|one| one.uses.len() == 1),
        count: sample.count,
        batches: sample.batches,
        kind: sample
            .kind
            .filter(|_| sample.kind != basis.scheme.samples.ordinary())
            .map(|id| sample_kind_ref(basis.scheme, id)),
        needs: SampleNeedView {
            state: state(sample.needs.state()),
            or_less_worn: matches!(sample.needs, SampleNeed::UpTo(_)),
        },
        leaves: state(
            sample
                .leaves
                .filter(|left| sample.needs != SampleNeed::In(*left)),
        ),
        may_leave: state(sample.may_leave),
        labels: drawn.iter().map(|sample| sample.label()).collect(),
    }
}

/// Shows every sample with its uses.
pub(in crate::view) fn view_samples(basis: &Basis<'_>) -> Vec<SampleLine> {
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
        depth: depths_view(basis.scheme, used.depth),
        day: start_of(basis, used).map(day_of),
        own: used.own,
        before: view_wear(basis, sample, used.wear.before),
        in_use: view_wear(basis, sample, used.wear.in_use),
        after: view_wear(basis, sample, used.wear.after),
    });
    let label = sample.label();
    let kind = sample.kind.map(|id| &*basis.scheme.samples.kinds[id].key);
    let received = received_as(basis, &label, kind);
    SampleLine {
        serial_given: received.and_then(|one| one.serial.clone()),
        keeper: received.and_then(|one| keeper(basis, one)),
        label,
        kind: sample.kind.map(|id| sample_kind_ref(basis.scheme, id)),
        batch: sample.batch,
        wanted: sample.wanted.map(|id| sample_state_ref(basis.scheme, id)),
        uses: uses.collect(),
        used_up_by: sample
            .used_up_by(&basis.scheme.samples)
            .map(|used| run_ref(basis, used.procedure)),
        serial: first_blank(basis, sample, SlotWord::Sample),
        custody: first_blank(basis, sample, SlotWord::Custody),
    }
}

/// Shows how worn a sample is. Of one that only has to work when it comes, the state as delivered is not known.
fn view_wear(basis: &Basis<'_>, sample: &Sample, wear: Wear) -> WearView {
    let delivered = basis.scheme.samples.delivered(sample.kind);
    let is_known = |state: &SampleStateId| sample.wanted.is_some() || Some(*state) != delivered;
    let view = |state: Option<SampleStateId>| {
        let known = state.filter(is_known);
        known.map(|id| sample_state_ref(basis.scheme, id))
    };
    WearView {
        state: view(wear.least),
        perhaps: view(wear.most.filter(|_| wear.most != wear.least)),
    }
}

/// Makes a slot of a sample. It is named after the sample's first use, since its label changes with the plan.
fn first_blank(basis: &Basis<'_>, sample: &Sample, what: SlotWord) -> Blank {
    let slot = Slot::of_product(what);
    let first = sample.uses.first();
    basis.once(first.map_or(slot, |first| use_slot(basis, what, first)))
}

/// Makes the slot of a sample that is named after a use of it: the procedure, the depth, and which of its samples it is.
pub(in crate::view) fn use_slot(basis: &Basis<'_>, what: SlotWord, used: &SampleStep) -> Slot {
    let key = &basis.scheme.procedures[used.procedure].key;
    let slot = Slot::of_product(what).with(SlotPart::Procedure, key.clone());
    let slot = slot.with(SlotPart::Depth, used.depth.word());
    let place = (used.place > 1).then(|| used.place.to_string());
    slot.maybe(SlotPart::Line, place)
}

fn start_of(basis: &Basis<'_>, used: &SampleStep) -> Option<u32> {
    let block = basis
        .lookups
        .blocks(used.procedure)
        .iter()
        .find(|block| block.depth == used.depth);
    block.map(|block| block.start)
}

/// Counts the samples wanted by kind, state and batch, in the order of first use.
pub(in crate::view) fn view_wanted_samples(basis: &Basis<'_>) -> Vec<WantedSamples> {
    let mut groups: IndexMap<_, Vec<&Sample>> = IndexMap::new();
    for sample in &basis.plan.work.samples {
        let key = (sample.kind, sample.wanted, sample.batch);
        groups.entry(key).or_default().push(sample);
    }
    let ordinary = basis.scheme.samples.ordinary();
    groups.sort_by_key(|(kind, _, batch), _| (*kind != ordinary, *kind, batch.is_none(), *batch));
    let groups = groups.values();
    let spares = find_spares(basis);
    // A spare that is shared stands with the first of its samples.
    let of_group = |group: &[&Sample]| {
        let own = spares.iter().filter(|(_, samples)| {
            let first = samples.first().map(|sample| sample.label());
            group.iter().any(|sample| Some(sample.label()) == first)
        });
        let view = |(uses, samples): &(Vec<SpareUse<'_>>, Vec<&Sample>)| SpareView {
            labels: samples.iter().map(|sample| sample.label()).collect(),
            reasons: uses
                .iter()
                .map(|spare| view_reason(basis, *spare))
                .collect(),
        };
        own.map(view).collect()
    };
    groups
        .filter_map(|group| view_wanted(basis, group, of_group(group)))
        .collect()
}

/// Shows samples that are alike in kind, state and batch.
fn view_wanted(
    basis: &Basis<'_>,
    samples: &[&Sample],
    spares: Vec<SpareView>,
) -> Option<WantedSamples> {
    let first = *samples.first()?;
    let states = &basis.scheme.samples;
    let count = |is_counted: &dyn Fn(&Sample) -> bool| {
        samples.iter().filter(|sample| is_counted(sample)).count()
    };
    let used_up = count(&|sample| sample.used_up_by(states).is_some());
    Some(WantedSamples {
        kind: first.kind.map(|id| sample_kind_ref(basis.scheme, id)),
        state: first.wanted.map(|id| sample_state_ref(basis.scheme, id)),
        batch: first.batch,
        count: samples.len(),
        used_up,
        perhaps_used_up: count(&|sample| sample.may_be_used_up(states)).saturating_sub(used_up),
        spares,
        labels: label_ranges(samples),
        first: first_need(basis, samples),
        received_given: samples
            .iter()
            .filter_map(|sample| {
                let kind = sample.kind.map(|id| &*basis.scheme.samples.kinds[id].key);
                received_words(basis, &sample.label(), kind)
            })
            .collect(),
        due: first_blank(basis, first, SlotWord::SamplesDue),
        received: first_blank(basis, first, SlotWord::SamplesReceived),
    })
}

/// Finds the spares, in the order of the samples. Samples that are at risk in the same uses share one.
fn find_spares<'a>(basis: &Basis<'a>) -> Vec<(Vec<SpareUse<'a>>, Vec<&'a Sample>)> {
    let mut spares: IndexMap<_, (Vec<SpareUse<'_>>, Vec<&Sample>)> = IndexMap::new();
    for sample in &basis.plan.work.samples {
        let uses: Vec<SpareUse<'_>> = sample.spared_by(&basis.scheme.samples).collect();
        let risks = uses.iter();
        let risks = risks.map(|one| (one.step.procedure, one.step.depth, one.risk, one.later));
        let risks: Vec<_> = risks.collect();
        if !risks.is_empty() {
            let spare = spares.entry(risks).or_insert_with(|| (uses, Vec::new()));
            spare.1.push(sample);
        }
    }
    spares.into_values().collect()
}

fn view_reason(basis: &Basis<'_>, spare: SpareUse<'_>) -> SpareReason {
    let leaves = spare.step.wear.after.most;
    SpareReason {
        run: run_ref(basis, spare.step.procedure),
        depth: depths_view(basis.scheme, spare.step.depth),
        risk: spare.risk,
        leaves: leaves.map(|id| sample_state_ref(basis.scheme, id)),
        later: spare.later,
    }
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
