//! Procedures to carry out: rows and cases, with room for results.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use indexmap::IndexSet;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Serialize;

use super::blocks::{BlockView, each_once, view_blocks, view_configuration};
use super::effort::{DaysView, run_days};
use super::run_refs::{RunRef, run_refs};
use crate::model::{CaseId, ConfigurationId, ControlId, Depths, ProcedureId, SlotPart, SlotWord};
use crate::plan::{OwedRows, RowKey, Run, RunEffort, RunRow, Served, Status};
use crate::source::Text;
use crate::view::basis::Basis;
use crate::view::blank::Blank;
use crate::view::carried_out::single_cases;
use crate::view::no_entry::{NoEntryView, view_no_entry};
use crate::view::refs::{RefView, WorkItemView, case_refs, inventory_ref};
use crate::view::rows::{RowRoom, RowView, view_run_rows};
use crate::view::texts::{WordView, depths_view};
use crate::view::verdicts::{VerdictCell, row_verdicts};

/// A procedure to carry out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct RunView {
    /// Its place in the order of work, from 1.
    pub number: usize,
    /// The key.
    pub key: Text,
    /// The title.
    pub title: Text,
    /// Its hazards, in the author's Markdown.
    pub hazards: Vec<Text>,
    /// What must be so before it begins, in the author's Markdown.
    pub preconditions: Vec<Text>,
    /// Its purpose, in the author's Markdown.
    pub about: Option<Text>,
    /// The deepest depth of its rows, with an audit beside it: `test and audit`.
    pub depth: WordView<Depths>,
    /// Whether it is certainly owed: `applies` or `open`.
    pub status: Status,
    /// The procedures that require it; empty if controls ask for it themselves.
    pub required_by: Vec<RunRef>,
    /// The procedures of the plan that come before it.
    pub comes_after: Vec<RunRef>,
    /// The inventories that it confirms.
    pub confirms: Vec<RefView>,
    /// The parties that must be present.
    pub witnesses: Vec<Text>,
    /// The roles that carry it out, each once.
    pub roles: Vec<RefView>,
    /// The days on which it is carried out.
    pub days: Option<DaysView>,
    /// The labels of its samples, each once, which change with the plan.
    pub samples: Vec<String>,
    /// Its effort in minutes.
    pub effort: RunEffort,
    /// The controls that it serves; empty if only other procedures need it.
    pub serves: Vec<ServedView>,
    /// Its entries.
    pub rows: Vec<RunRowView>,
    /// The controls that want at least one entry, with the products that have none.
    pub without: Vec<WithoutView>,
    /// Its blocks, shallow before deep.
    pub blocks: Vec<BlockView>,
    /// The slot for date, tester and sample.
    pub carried_out: Blank,
    /// The slot for deviations.
    pub deviations: Blank,
}

/// An entry that a procedure examines.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct RunRowView {
    /// The entry.
    pub row: Arc<RowView>,
    /// The deepest depth that any control asks for it, with an audit beside it: `test and audit`.
    pub depth: WordView<Depths>,
    /// The controls that it serves.
    pub serves: Vec<ServesView>,
}

/// A control that a row serves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ServesView {
    /// The control.
    pub control: RefView,
    /// The depth that this control asks for, in the word of the edition or the catalog.
    pub depth: String,
    /// Those of the single cases that it asks for that are carried out on it; empty if it asks for all.
    pub cases: Vec<RefView>,
    /// Whether a single entry of the procedure is enough for it.
    pub at_least_one: bool,
    /// The entries for each of which this is one of those of which a single one is enough; empty if the control does not
    /// ask so.
    pub each: Vec<Text>,
    /// Room for the verdict, a cell per variant if they differ; none if the entries are not known yet.
    pub verdicts: Vec<VerdictCell>,
}

/// A control that a procedure serves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ServedView {
    /// The control.
    pub control: RefView,
    /// The depth, in the word of the edition or the catalog.
    pub depth: String,
    /// Those of the single cases that it asks for that are carried out; empty if it asks for all.
    pub cases: Vec<RefView>,
}

/// A control that wants at least one entry, and the products that have none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct WithoutView {
    /// The control.
    pub control: RefView,
    /// The depth, in the word of the edition or the catalog.
    pub depth: String,
    /// The single cases that it asks for; empty if it asks for all.
    pub cases: Vec<RefView>,
    /// The entry for which one is wanted, if one is wanted for each of some entries.
    pub each: Option<Text>,
    /// The products.
    pub products: Vec<NoEntryView>,
}

impl RunView {
    /// Returns what other parts of the documents cite it by.
    pub(super) fn run_ref(&self) -> RunRef {
        RunRef {
            number: self.number,
            key: self.key.clone(),
            title: self.title.clone(),
        }
    }
}

/// Shows all procedures in the order of work.
pub(in crate::view) fn view_runs(basis: &Basis<'_>) -> Vec<RunView> {
    let mut without = view_without(basis);
    let runs = basis.plan.runs.iter().zip(1..);
    let runs = runs.map(|(run, number)| RunView {
        without: without.remove(&run.procedure).unwrap_or_default(),
        ..view_run(basis, run, number)
    });
    runs.collect()
}

/// Shows every configuration in which a case of the plan is carried out, in the order of the scheme.
pub(super) fn view_configurations(basis: &Basis<'_>, runs: &[RunView]) -> Vec<WorkItemView> {
    let blocks = runs.iter().flat_map(|run| &run.blocks);
    let cases = blocks.flat_map(|block| &block.cases);
    let named = cases.flat_map(|case| &case.texts.configurations);
    let used: BTreeSet<ConfigurationId> = named
        .filter_map(|one| basis.scheme.configurations.find(&one.key))
        .collect();
    used.into_iter()
        .map(|id| view_configuration(basis, id))
        .collect()
}

fn view_run<'a>(basis: &Basis<'a>, run: &'a Run, number: usize) -> RunView {
    let procedure = &basis.scheme.procedures[run.procedure];
    let refs = |ids: &[ProcedureId]| run_refs(basis, ids);
    let witnesses = run.witnesses.iter();
    let confirms = run.confirms.iter();
    let rooms = view_run_rows(basis, run);
    let rows = run.rows.iter().zip(rooms.iter());
    let enough = Enough::of(basis, run);
    let blocks = view_blocks(basis, run, &rooms);
    RunView {
        number,
        key: procedure.key.clone(),
        title: procedure.heading(),
        hazards: procedure.hazards.clone(),
        preconditions: procedure.preconditions.clone(),
        about: procedure.about.clone(),
        depth: depths_view(basis.scheme, run.depths),
        status: run.status,
        required_by: refs(&run.required_by),
        comes_after: refs(&run.comes_after),
        confirms: confirms
            .map(|id| inventory_ref(basis.scheme, *id))
            .collect(),
        witnesses: witnesses
            .map(|party| basis.scheme.parties[*party].heading())
            .collect(),
        roles: each_once(blocks.iter().filter_map(|block| block.role.clone())),
        days: run_days(basis, run),
        samples: each_once(blocks.iter().flat_map(|block| {
            let sample = block.sample.iter();
            sample.flat_map(|sample| sample.labels.iter().cloned())
        })),
        effort: run.effort,
        serves: view_served(basis, run),
        rows: rows
            .enumerate()
            .map(|(place, (row, room))| view_entry(basis, &enough, PlacedRow { place, row, room }))
            .collect(),
        without: Vec::new(),
        blocks,
        carried_out: basis.part(SlotWord::CarriedOut, SlotPart::Procedure, &procedure.key),
        deviations: basis.part(SlotWord::Deviations, SlotPart::Procedure, &procedure.key),
    }
}

fn view_served(basis: &Basis<'_>, run: &Run) -> Vec<ServedView> {
    type Key<'r> = (ControlId, &'r [CaseId], Depths);
    let mut serves: BTreeMap<Key<'_>, BTreeSet<CaseId>> = BTreeMap::new();
    for (place, row) in run.rows.iter().enumerate() {
        for served in &row.serves {
            let key = (served.control, &*served.cases, served.depths);
            let cases = single_cases(basis, run, place, served);
            serves.entry(key).or_default().extend(cases);
        }
    }
    let view = |((control, _, depths), cases): (Key<'_>, BTreeSet<CaseId>)| ServedView {
        control: basis.control(control),
        depth: basis.depths(control, depths),
        cases: named_cases(basis, run, &cases),
    };
    serves.into_iter().map(view).collect()
}

fn named_cases(basis: &Basis<'_>, run: &Run, cases: &BTreeSet<CaseId>) -> Vec<RefView> {
    let cases: Vec<CaseId> = cases.iter().copied().collect();
    case_refs(basis.scheme, run.procedure, &cases)
}

/// Shows for each procedure the controls that want at least one entry, and the products that have none.
fn view_without(basis: &Basis<'_>) -> FxHashMap<ProcedureId, Vec<WithoutView>> {
    let mut without: FxHashMap<ProcedureId, Vec<WithoutView>> = FxHashMap::default();
    for plan in &basis.plan.controls {
        for owed in &plan.procedures {
            let products = view_no_entry(basis, owed.each.as_ref(), &owed.line);
            if !products.is_empty() {
                without
                    .entry(owed.procedure)
                    .or_default()
                    .push(WithoutView {
                        control: basis.control(plan.control),
                        depth: basis.depth(plan.control, owed.depth),
                        cases: case_refs(basis.scheme, owed.procedure, &owed.cases),
                        each: owed.each.as_ref().map(|each| each.words().into()),
                        products,
                    });
            }
        }
    }
    without
}

/// A row of a run with its place among the rows, and with the room that its results take.
#[derive(Clone, Copy)]
struct PlacedRow<'a, 'r> {
    place: usize,
    row: &'a RunRow,
    room: &'r RowRoom,
}

fn view_entry<'a>(basis: &Basis<'a>, enough: &Enough<'a>, of: PlacedRow<'a, '_>) -> RunRowView {
    let PlacedRow { place, row, room } = of;
    let run = enough.run;
    let serves = row.serves.iter().map(|served| ServesView {
        control: basis.control(served.control),
        depth: basis.depths(served.control, served.depths),
        cases: named_cases(basis, run, &single_cases(basis, run, place, served)),
        at_least_one: enough.lines.contains(&(served.control, &*served.cases)),
        each: enough
            .each(served, row)
            .map(|each| each.words().into())
            .collect(),
        verdicts: row_verdicts(basis, served.control, (run.procedure, &served.cases), row),
    });
    RunRowView {
        row: Arc::clone(&room.row),
        depth: depths_view(basis.scheme, row.depths),
        serves: serves.collect(),
    }
}

/// The obligations of controls in a run for which a single entry is enough.
struct Enough<'a> {
    run: &'a Run,
    /// Each control, with the single cases that it asks for.
    lines: FxHashSet<(ControlId, &'a [CaseId])>,
    /// For each of their rows, the entries for which it is one of those that are enough (L-306).
    each: FxHashMap<(ControlId, &'a [CaseId], &'a RowKey), IndexSet<&'a RowKey>>,
}

impl<'a> Enough<'a> {
    fn of(basis: &Basis<'a>, run: &'a Run) -> Self {
        let mut enough = Self {
            run,
            lines: FxHashSet::default(),
            each: FxHashMap::default(),
        };
        let served = run.rows.iter().flat_map(|row| &row.serves);
        let controls: BTreeSet<ControlId> = served.map(|served| served.control).collect();
        let plans = controls.iter();
        let plans = plans.filter_map(|control| basis.plan.controls.find(control));
        for (plan, owed) in
            plans.flat_map(|plan| plan.procedures.iter().map(move |owed| (plan, owed)))
        {
            let is_asked = owed.procedure == run.procedure;
            if let (true, OwedRows::AtLeastOne(rows)) = (is_asked, &owed.line.rows) {
                enough.lines.insert((plan.control, &owed.cases));
                for (row, each) in rows.iter().zip(owed.each.iter().cycle()) {
                    let key = (plan.control, &*owed.cases, &row.key);
                    enough.each.entry(key).or_default().insert(each);
                }
            }
        }
        enough
    }

    /// Returns the entries for which a row is one of those that are enough.
    fn each(&self, served: &'a Served, row: &'a RunRow) -> impl Iterator<Item = &'a RowKey> {
        let key = row.key.as_ref();
        let each = key.and_then(|key| self.each.get(&(served.control, &*served.cases, key)));
        each.into_iter().flatten().copied()
    }
}
