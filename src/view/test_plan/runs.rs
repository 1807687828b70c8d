//! Procedures to carry out: rows, cases, and room for what was seen.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::{
    Case, ControlId, Depth, DepthBlock, Effort, Procedure, ProcedureId, Repeat, SampleSource,
    SampleState, SlotId,
};
use crate::plan::{OwedRows, Run, RunRow, Status, verdict_slot};
use crate::view::basis::{Basis, RefView};
use crate::view::cells::{Cell, cells_of, single_cell};
use crate::view::rows::{RowView, view_run_row};

/// A procedure to carry out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RunView {
    /// Its place in the order of work, from 1.
    pub number: usize,
    /// The key.
    pub key: String,
    /// The title.
    pub title: String,
    /// What it establishes, in the author's Markdown.
    pub about: Option<String>,
    /// The deepest depth of its rows.
    pub depth: &'static str,
    /// `applies`, or `open` where nothing settled asks for it.
    pub status: &'static str,
    /// The procedures that require it; empty where controls ask for it themselves.
    pub required_by: Vec<RefView>,
    /// The procedures of the plan that come before it.
    pub comes_after: Vec<RefView>,
    /// Who must be present.
    pub witnesses: Vec<String>,
    /// Its effort in minutes.
    pub effort: EffortView,
    /// The controls that it serves; empty where only other procedures need it.
    pub serves: Vec<ServedView>,
    /// Its entries.
    pub rows: Vec<RunRowView>,
    /// What is done at each of its depths, shallow before deep.
    pub blocks: Vec<BlockView>,
    /// The slot for date, tester and sample.
    pub carried_out: String,
    /// The slot for deviations.
    pub deviations: String,
}

/// Effort in minutes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct EffortView {
    /// With people at work.
    pub attended: u32,
    /// Without.
    pub unattended: u32,
    /// The part of `attended` that stands or falls with what is open.
    pub open: u32,
}

/// An entry that a procedure examines.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RunRowView {
    /// The entry.
    pub row: RowView,
    /// The deepest depth that any control asks for it.
    pub depth: &'static str,
    /// The controls that it serves.
    pub serves: Vec<ServesView>,
}

/// A control that a row serves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ServesView {
    /// The control.
    pub control: RefView,
    /// How deeply for this control, in the catalog's word.
    pub depth: String,
    /// Whether one entry of the procedure is enough for it.
    pub at_least_one: bool,
    /// Room for the verdict, a cell per variant where they differ; none for entries not known yet.
    pub verdicts: Vec<VerdictCell>,
}

/// Room for a verdict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct VerdictCell {
    /// The variant, where cells are per variant.
    pub variant: Option<String>,
    /// The slot.
    pub slot: String,
}

/// What is done at one depth.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct BlockView {
    /// The depth.
    pub depth: &'static str,
    /// Equipment and tools.
    pub equipment: Vec<String>,
    /// What the vendor delivers.
    pub deliveries: Vec<String>,
    /// What happens to the sample.
    pub sample: Option<SampleView>,
    /// Procedures that must have been carried out.
    pub requires: Vec<RefView>,
    /// Procedures that come first if they are planned.
    pub after: Vec<RefView>,
    /// Minutes once per run.
    pub per_run: u32,
    /// Minutes for each entry.
    pub per_entry: u32,
    /// Minutes without anybody present.
    pub unattended: u32,
    /// The cases.
    pub cases: Vec<CaseView>,
    /// What to record for the whole depth.
    pub record: Vec<String>,
    /// When it passes.
    pub pass: Option<String>,
    /// When to stop trying.
    pub stop: Option<String>,
}

/// What happens to a sample.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SampleView {
    /// Whether the procedure takes a sample of its own.
    pub own: bool,
    /// The state needed.
    pub needs: &'static str,
    /// The state left.
    pub leaves: &'static str,
}

/// A control that a procedure serves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ServedView {
    /// The control.
    pub control: RefView,
    /// How deeply, in the catalog's word.
    pub depth: String,
}

/// A numbered case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CaseView {
    /// Its number within the procedure, from 1.
    pub number: usize,
    /// The key.
    pub key: String,
    /// The title.
    pub title: String,
    /// `once` or `per-entry`.
    pub repeat: &'static str,
    /// The steps.
    pub steps: Vec<String>,
    /// What is to be seen.
    pub expect: Option<String>,
    /// What to record.
    pub record: Vec<String>,
    /// Room for what was seen, a cell per entry and variant.
    pub results: Vec<ResultView>,
}

/// Room for the result of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ResultView {
    /// The entry; `None` for the product as a whole and for what is done once.
    pub entry: Option<String>,
    /// What documents print: the entry, `the product`, or `once per run`.
    pub shown: String,
    /// What the entry is.
    pub label: Option<String>,
    /// `applies` or `open`.
    pub status: &'static str,
    /// The variant, where cells are per variant.
    pub variant: Option<String>,
    /// The slot for what was observed.
    pub observed: String,
    /// The slot for the evidence file and its hash.
    pub evidence: String,
    /// The slot for the result.
    pub result: String,
}

/// Shows all procedures in the order of work.
pub(super) fn view_runs(basis: &Basis<'_>) -> Vec<RunView> {
    let runs = basis.plan.runs.iter().zip(1..);
    runs.map(|(run, number)| view_run(basis, run, number))
        .collect()
}

fn view_run(basis: &Basis<'_>, run: &Run, number: usize) -> RunView {
    let procedure = &basis.scheme.procedures[run.procedure];
    let refs = |ids: &[ProcedureId]| ids.iter().map(|id| basis.procedure(*id)).collect();
    let witnesses = run.witnesses.iter();
    RunView {
        number,
        key: procedure.key.clone(),
        title: procedure.title.clone(),
        about: procedure.about.clone(),
        depth: run.depth.word(),
        status: run.status.key(),
        required_by: refs(&run.required_by),
        comes_after: refs(&run.comes_after),
        witnesses: witnesses
            .map(|party| basis.scheme.parties[*party].title.clone())
            .collect(),
        effort: EffortView {
            attended: run.effort.attended,
            unattended: run.effort.unattended,
            open: run.effort.open,
        },
        serves: view_served(basis, run),
        rows: run
            .rows
            .iter()
            .map(|row| view_entry(basis, run, row))
            .collect(),
        blocks: view_blocks(basis, run, procedure),
        carried_out: basis.slot("carried-out", &procedure.key, None),
        deviations: basis.slot("deviations", &procedure.key, None),
    }
}

fn view_served(basis: &Basis<'_>, run: &Run) -> Vec<ServedView> {
    let rows = run.rows.iter().flat_map(|row| row.serves.iter().copied());
    let serves: BTreeSet<(ControlId, Depth)> = rows.collect();
    let view = |(control, depth)| ServedView {
        control: basis.control(control),
        depth: basis.depth(control, depth),
    };
    serves.into_iter().map(view).collect()
}

fn view_entry(basis: &Basis<'_>, run: &Run, row: &RunRow) -> RunRowView {
    let view = view_run_row(basis, row);
    let serves = row.serves.iter().map(|(control, depth)| {
        let name = &basis.scheme.controls[*control].name;
        let key = &basis.scheme.procedures[run.procedure].key;
        let cells = match &row.key {
            Some(key) => cells_of(basis, key, &row.variants, &[*control]),
            None => single_cell(),
        };
        let cells = cells.into_iter().map(|cell| VerdictCell {
            slot: verdict_slot(name, key, row.key.as_ref())
                .variant(cell.slot)
                .to_string(),
            variant: cell.shown,
        });
        ServesView {
            control: basis.control(*control),
            depth: basis.depth(*control, *depth),
            at_least_one: is_at_least_one(basis, *control, run.procedure),
            verdicts: cells.collect(),
        }
    });
    let serves = serves.collect();
    RunRowView {
        row: view,
        depth: row.depth.word(),
        serves,
    }
}

fn is_at_least_one(basis: &Basis<'_>, control: ControlId, procedure: ProcedureId) -> bool {
    let plan = basis.plan.control(control);
    let mut owed = plan.into_iter().flat_map(|plan| &plan.procedures);
    owed.any(|owed| owed.procedure == procedure && matches!(owed.rows, OwedRows::AtLeastOne(_)))
}

/// Shows the blocks that any row includes.
fn view_blocks(basis: &Basis<'_>, run: &Run, procedure: &Procedure) -> Vec<BlockView> {
    let included = procedure.depths.iter().filter(|block| {
        run.depth.includes(block.depth)
            || run.rows.iter().any(|row| row.depth.includes(block.depth))
    });
    let mut number = 0;
    included
        .map(|block| view_block(basis, run, block, &mut number))
        .collect()
}

fn view_block(basis: &Basis<'_>, run: &Run, block: &DepthBlock, number: &mut usize) -> BlockView {
    let refs = |ids: &[ProcedureId]| ids.iter().map(|id| basis.procedure(*id)).collect();
    let Effort {
        per_run,
        per_entry,
        unattended,
    } = block.effort;
    let cases = block.cases.iter().map(|case| {
        *number += 1;
        view_case(basis, run, block.depth, case, *number)
    });
    BlockView {
        depth: block.depth.word(),
        equipment: block.equipment.clone(),
        deliveries: block.deliveries.clone(),
        sample: block.sample.and_then(|sample| {
            let needed = sample.needs != SampleState::None;
            needed.then(|| view_sample(sample.source, sample.needs, sample.leaves))
        }),
        requires: refs(&block.requires),
        after: refs(&block.after),
        per_run,
        per_entry,
        unattended,
        cases: cases.collect(),
        record: block.record.clone(),
        pass: block.pass.clone(),
        stop: block.stop.clone(),
    }
}

/// Shows what happens to a sample.
pub(super) fn view_sample(
    source: SampleSource,
    needs: SampleState,
    leaves: SampleState,
) -> SampleView {
    SampleView {
        own: source == SampleSource::Own,
        needs: needs.word(),
        leaves: leaves.word(),
    }
}

fn view_case(basis: &Basis<'_>, run: &Run, depth: Depth, case: &Case, number: usize) -> CaseView {
    let procedure = &basis.scheme.procedures[run.procedure].key;
    let item = format!("{procedure}.{}", case.key);
    let results = match case.repeat {
        Repeat::OncePerRun => vec![once(&item, run.status)],
        Repeat::PerEntry => {
            let rows = run.rows.iter().filter(|row| row.depth.includes(depth));
            rows.flat_map(|row| results(&item, &view_run_row(basis, row)))
                .collect()
        }
    };
    CaseView {
        number,
        key: case.key.clone(),
        title: case.title.clone(),
        repeat: match case.repeat {
            Repeat::OncePerRun => "once",
            Repeat::PerEntry => "per-entry",
        },
        steps: case.steps.clone(),
        expect: case.expect.clone(),
        record: case.record.clone(),
        results,
    }
}

fn once(item: &str, status: Status) -> ResultView {
    let [observed, evidence, result] = result_slots(item, None, None);
    ResultView {
        entry: None,
        shown: "once per run".to_owned(),
        label: None,
        status: status.key(),
        variant: None,
        observed,
        evidence,
        result,
    }
}

fn results(item: &str, row: &RowView) -> Vec<ResultView> {
    let cells = row.cells.iter();
    cells.map(|cell| result_of(item, row, cell)).collect()
}

fn result_of(item: &str, row: &RowView, cell: &Cell) -> ResultView {
    let [observed, evidence, result] = result_slots(item, row.entry.as_ref(), cell.slot.as_ref());
    ResultView {
        entry: row.entry.clone(),
        shown: row.shown.clone(),
        label: row.label.clone(),
        status: row.status,
        variant: cell.shown.clone(),
        observed,
        evidence,
        result,
    }
}

fn result_slots(item: &str, entry: Option<&String>, variant: Option<&String>) -> [String; 3] {
    ["observed", "evidence", "result"].map(|what| {
        let slot = SlotId::new("document", what)
            .item(item)
            .entry(entry.cloned());
        slot.variant(variant.cloned()).to_string()
    })
}
