//! The effort by phase and by role, and the schedule.

use serde::Serialize;

use super::limits::{LimitView, view_limits};
use super::run_refs::{RunRef, run_ref};
use crate::model::{Depth, SlotPart, SlotWord};
use crate::plan::{Run, RunEffort, ScheduledBlock, Status, day_of};
use crate::source::Text;
use crate::view::basis::Basis;
use crate::view::blank::Blank;
use crate::view::figure::{BarView, BarsView, FigureKey, FigureKind, FigureView, LaneView};
use crate::view::laboratory::{PersonView, view_member};
use crate::view::refs::{WorkItemView, work_item};

/// The effort of all procedures, in minutes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct EffortTotals {
    /// The effort of all work.
    #[serde(flatten)]
    pub total: RunEffort,
    /// The effort by phase, in the order of the edition, work without a phase last; empty if the edition has no
    /// phases.
    pub phases: Vec<EffortShare>,
    /// The effort by role, in the order of the scheme, work without a role last; empty if the scheme has no roles.
    pub roles: Vec<EffortShare>,
    /// The duration with one person for each role, in minutes of working time.
    pub length: u32,
    /// The working day on which the work ends, from 1, with one person for each role.
    pub days: u32,
    /// The longest chain of procedures that wait for one another, in minutes of working time.
    pub critical_path: u32,
    /// The procedures of that chain.
    pub critical_runs: Vec<RunRef>,
    /// What limits the schedule, what sets the most of its duration first.
    pub limits: Vec<LimitView>,
    /// The number of samples.
    pub samples: usize,
    /// What the work comes to at least, whatever the answers to open questions.
    pub at_least: LeastView,
}

/// What the work comes to if each open question is answered so that the work that depends on it falls away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct LeastView {
    /// Minutes of attended work.
    pub attended: u32,
    /// Minutes of unattended work. If a part of a depth is settled, its unattended work counts in full.
    pub unattended: u32,
    /// The working day on which the work ends, from 1.
    pub days: u32,
    /// The number of samples.
    pub samples: usize,
}

/// A part of the effort, in minutes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct EffortShare {
    /// The key; `None` for work without a phase or a role.
    pub key: Option<String>,
    /// The title.
    pub title: String,
    /// More about it, in the author's Markdown.
    pub about: Option<String>,
    /// Those of the laboratory's staff who work in the role.
    pub people: Vec<PersonView>,
    /// The slot for the person, if it is the share of a role.
    pub person: Option<Blank>,
    /// The effort.
    #[serde(flatten)]
    pub effort: RunEffort,
}

/// A range of working days, counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct DaysView {
    /// The first day.
    pub from: u32,
    /// The last day, unattended work included.
    pub to: u32,
}

pub(in crate::view) fn view_effort(basis: &Basis<'_>) -> EffortTotals {
    let work = &basis.plan.work;
    let scheme = basis.scheme;
    let phases = work.phases.iter().map(|(phase, effort)| {
        let phase = phase.map(|phase| &scheme.phases[phase]);
        let phase = phase.map(|phase| work_item(&phase.key, phase.heading(), phase.about.as_ref()));
        share(phase.as_ref(), *effort, "in no phase")
    });
    let roles = work.roles.iter().map(|(role, effort)| {
        let role = role.map(|role| &scheme.roles[role]);
        let key = role.map_or("anybody", |role| role.key.as_str());
        let role = role.map(|role| work_item(&role.key, role.heading(), role.about.as_ref()));
        EffortShare {
            people: basis
                .own
                .staff_of(key)
                .iter()
                .map(|member| view_member(basis, member))
                .collect(),
            person: Some(basis.part(SlotWord::Person, SlotPart::Role, key)),
            ..share(role.as_ref(), *effort, "whoever is free")
        }
    });
    EffortTotals {
        total: work.total,
        phases: unless_unnamed(phases.collect()),
        roles: unless_unnamed(roles.collect()),
        length: work.schedule.length,
        days: last_day(work.schedule.length),
        critical_path: work.schedule.shortest,
        critical_runs: work
            .schedule
            .longest_chain
            .iter()
            .map(|id| run_ref(basis, *id))
            .collect(),
        limits: view_limits(basis),
        samples: work.samples.len(),
        at_least: LeastView {
            attended: work.least.effort.attended,
            unattended: work.least.effort.unattended,
            days: last_day(work.least.length),
            samples: work.least.samples,
        },
    }
}

fn share(item: Option<&WorkItemView>, effort: RunEffort, otherwise: &str) -> EffortShare {
    EffortShare {
        key: item.map(|item| item.key.to_string()),
        title: item.map_or(otherwise, |item| &item.title).to_owned(),
        about: item.and_then(|item| item.about.as_ref().map(Text::to_string)),
        people: Vec::new(),
        person: None,
        effort,
    }
}

/// Returns the shares, or none if none of them belongs to a phase or a role.
fn unless_unnamed(shares: Vec<EffortShare>) -> Vec<EffortShare> {
    if shares.iter().any(|share| share.key.is_some()) {
        shares
    } else {
        Vec::new()
    }
}

/// Returns the working day of the minute at which work ends. The end of a day still belongs to it.
pub(super) fn last_day(end: u32) -> u32 {
    day_of(end.saturating_sub(1))
}

pub(super) fn block_days(basis: &Basis<'_>, run: &Run, depth: Depth) -> Option<DaysView> {
    basis
        .lookups
        .blocks(run.procedure)
        .iter()
        .find(|block| block.depth == depth)
        .map(|block| DaysView {
            from: day_of(block.start),
            to: last_day(block.end).max(day_of(block.start)),
        })
}

/// Returns the days from the beginning of the first block of a run to the end of its last.
pub(in crate::view) fn run_days(basis: &Basis<'_>, run: &Run) -> Option<DaysView> {
    let days = run
        .blocks
        .iter()
        .filter_map(|block| block_days(basis, run, block.depth));
    days.reduce(|range, days| DaysView {
        from: range.from.min(days.from),
        to: range.to.max(days.to),
    })
}

/// Draws the schedule: a lane for each procedure, a bar for each of its depths.
pub(super) fn draw_schedule(basis: &Basis<'_>) -> FigureView {
    let work = &basis.plan.work;
    let lanes = basis.plan.runs.iter().zip(1..);
    let lanes = lanes.map(|(run, number): (&Run, usize)| {
        let procedure = &basis.scheme.procedures[run.procedure];
        LaneView {
            label: format!("{number}. {}", procedure.heading()),
            anchor: Some(format!("run.{}", procedure.key)),
            critical: work.schedule.longest_chain.contains(&run.procedure),
            bars: basis
                .lookups
                .blocks(run.procedure)
                .iter()
                .flat_map(|block| bars_of(basis, run, block))
                .collect(),
        }
    });
    FigureView::Bars(BarsView {
        title: "Schedule".to_owned(),
        kinds: kinds(basis),
        lanes: lanes.collect(),
    })
}

fn bars_of(basis: &Basis<'_>, run: &Run, block: &ScheduledBlock) -> Vec<BarView> {
    let bar = |from: u32, to: u32, kind: FigureKey| BarView {
        start: from,
        minutes: to.saturating_sub(from),
        kind,
        open: run.status == Status::Open,
    };
    let mut bars = vec![bar(block.start, block.attended_end, kind_of(basis, block))];
    if block.end > block.attended_end {
        bars.push(bar(block.attended_end, block.end, FigureKey::Unattended));
    }
    bars
}

/// Returns the kind of a block: its phase, or its depth if the edition has no phases.
fn kind_of(basis: &Basis<'_>, block: &ScheduledBlock) -> FigureKey {
    let phase = block.phase.map(|phase| &basis.scheme.phases[phase]);
    FigureKey::own(phase.map_or(block.depth.word(), |phase| &phase.key))
}

fn kinds(basis: &Basis<'_>) -> Vec<FigureKind> {
    let kind = |key: FigureKey, label: &str| FigureKind {
        key,
        label: label.to_owned(),
    };
    let phases = basis
        .scheme
        .edition
        .phases
        .iter()
        .map(|phase| &basis.scheme.phases[*phase]);
    let phases = phases.map(|phase| kind(FigureKey::own(&phase.key), &phase.title));
    let depths = Depth::ALL.iter().map(|depth| {
        let label = basis.scheme.printed(depth.word());
        kind(FigureKey::own(depth.word()), label)
    });
    let all = phases.chain(depths);
    all.chain([kind(FigureKey::Unattended, "unattended")])
        .collect()
}
