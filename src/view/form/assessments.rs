//! Assessments: for each control the evidence and the tests that answer it, and room for finding and verdict.

use std::sync::Arc;

use rustc_hash::FxHashMap;
use serde::Serialize;

use crate::model::{CaseId, ControlId, ProcedureId, Slot, SlotPart, SlotWord};
use crate::plan::{ControlPlan, OwedRows, ProcedureOwed, RowKey, Status};
use crate::source::Text;
use crate::view::answered::{AnsweredView, view_answered};
use crate::view::basis::Basis;
use crate::view::blank::Blank;
use crate::view::carried_out::owed_cases;
use crate::view::controls::{ControlView, view_control};
use crate::view::evidence::{WantedView, view_wanted};
use crate::view::no_entry::{NoEntryView, view_no_entry};
use crate::view::refs::{RefView, case_refs};
use crate::view::rows::{RowRoom, RowView, open_for, view_rows};
use crate::view::series::ProductNames;
use crate::view::verdicts::{VerdictCell, of_cases, row_verdicts};

/// The assessment of a control.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct AssessmentView {
    /// The control.
    pub control: ControlView,
    /// The answers for which it calls, with room for what the assessor saw.
    pub answers: Vec<AnsweredView>,
    /// The evidence wanted, with room for what the assessor saw.
    pub evidence: Vec<WantedView>,
    /// The tests, to be looked up in the report of the laboratory.
    pub tests: Vec<TestView>,
    /// The interpretations that bear on it.
    pub interpretations: Vec<BearingView>,
    /// The slot for the finding.
    pub finding: Blank,
    /// The slot for the verdict.
    pub verdict: Blank,
    /// The slot for the round or the certificate from which results are taken over.
    pub taken_over: Blank,
    /// The slot for a remark.
    pub remark: Blank,
}

/// A test of a control.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct TestView {
    /// The procedure. The test plan lists it under this key.
    pub procedure: RefView,
    /// The depth, in the catalog's word.
    pub depth: String,
    /// The single cases that the control asks for; empty if the control asks for all.
    pub cases: Vec<RefView>,
    /// Whether it is certainly owed.
    pub status: Status,
    /// The products of the series for which it is open, though it is certainly owed for others.
    pub open_for: ProductNames,
    /// Whether a single entry is enough.
    pub at_least_one: bool,
    /// The entry for which a single one is enough; `None` if the control does not ask for one for each of some entries.
    pub each: Option<Text>,
    /// The entries, each with its verdicts.
    pub rows: Vec<TestRowView>,
    /// The products that have no entry, if at least one is wanted.
    pub without: Vec<NoEntryView>,
    /// The slot for the place in the laboratory's report.
    pub reported: Blank,
}

/// An entry of a test, with the verdicts of the laboratory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct TestRowView {
    /// The entry.
    pub row: Arc<RowView>,
    /// The verdicts on this control, in the slots of the test plan; none if the entries are not known yet.
    pub verdicts: Vec<VerdictCell>,
    /// Where the verdict is given, if not here: the depth, if the control asks for the procedure at that depth too, or the
    /// entry for which one is enough, if it is enough for that one too; `verdicts` is then empty.
    pub given_with: Option<String>,
}

/// An interpretation that bears on a control.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct BearingView {
    /// The key.
    pub key: Text,
    /// The title.
    pub title: Text,
    /// Whether it still waits for a ruling.
    pub waits: bool,
}

/// The part of a remark that says from where results are taken over.
const TAKEN_OVER: &str = "taken-over";

/// Shows an assessment for each control that is owed.
pub(super) fn view_assessments(basis: &Basis<'_>) -> Vec<AssessmentView> {
    let owed = basis
        .plan
        .controls
        .iter()
        .filter(|plan| plan.status.is_owed());
    owed.map(|plan| assess(basis, plan)).collect()
}

fn assess<'a>(basis: &Basis<'a>, plan: &'a ControlPlan) -> AssessmentView {
    let name = &basis.scheme.controls[plan.control].name;
    let blank = |what| Blank::of(Slot::of_control(name, what));
    AssessmentView {
        control: view_control(basis, plan),
        answers: view_answered(basis, plan),
        evidence: view_wanted(basis, plan),
        tests: view_tests(basis, plan),
        interpretations: bearing_on(basis, plan.control),
        finding: blank(SlotWord::Finding),
        verdict: blank(SlotWord::Verdict),
        taken_over: Blank::of(
            Slot::of_control(name, SlotWord::Remark).with(SlotPart::Field, TAKEN_OVER),
        ),
        remark: blank(SlotWord::Remark),
    }
}

/// For each verdict that is given once for several entries (L-306): the first of them.
type GivenFor<'a> = FxHashMap<(ProcedureId, &'a [CaseId], &'a RowKey), &'a RowKey>;

fn view_tests<'a>(basis: &Basis<'a>, plan: &'a ControlPlan) -> Vec<TestView> {
    let mut given = GivenFor::default();
    for owed in &plan.procedures {
        if let Some(each) = &owed.each {
            for row in owed.line.rows.rows() {
                let key = (owed.procedure, &*owed.cases, &row.key);
                given.entry(key).or_insert(each);
            }
        }
    }
    let procedures = plan.procedures.iter();
    procedures
        .map(|owed| test(basis, plan, owed, &given))
        .collect()
}

fn test<'a>(
    basis: &Basis<'a>,
    plan: &ControlPlan,
    owed: &'a ProcedureOwed,
    given: &GivenFor<'_>,
) -> TestView {
    let procedure = basis.procedure(owed.procedure);
    let name = &basis.scheme.controls[plan.control].name;
    let reported = Slot::of_control(name, SlotWord::Reported);
    let reported = of_cases(basis, reported, (owed.procedure, &owed.cases));
    TestView {
        depth: basis.depth(plan.control, owed.depth),
        cases: case_refs(
            basis.scheme,
            owed.procedure,
            &owed_cases(basis, plan.control, owed),
        ),
        status: owed.line.status,
        open_for: open_for(owed.line.status, &owed.line.still_open),
        at_least_one: matches!(owed.line.rows, OwedRows::AtLeastOne(_)),
        each: owed.each.as_ref().map(|each| each.words().into()),
        rows: test_rows(basis, plan.control, owed, given),
        without: view_no_entry(basis, owed.each.as_ref(), &owed.line),
        reported: Blank::of(
            reported
                .with(SlotPart::Depth, owed.depth.word())
                .on(owed.each.as_ref()),
        ),
        procedure,
    }
}

fn test_rows<'a>(
    basis: &Basis<'a>,
    control: ControlId,
    owed: &'a ProcedureOwed,
    given: &GivenFor<'_>,
) -> Vec<TestRowView> {
    let rows = view_rows(basis, &owed.line, control);
    let keys = owed.line.rows.rows().iter().map(|row| Some(&row.key));
    // Obligations that are owed once have no key.
    let keys = keys.chain(std::iter::repeat(None));
    let view = |(room, key): (RowRoom, Option<&RowKey>)| {
        let planned = basis.lookups.row(owed.procedure, key);
        let planned = planned.map(|(_, row)| row);
        // A row that is examined at several depths has one verdict.
        let served = planned.and_then(|row| row.served(control, &owed.cases));
        let depth = served.map(|served| served.depths.leading());
        let deeper = depth.filter(|depth| *depth != owed.depth);
        let deeper = deeper.map(|depth| basis.depth(control, depth));
        let first = key.and_then(|key| given.get(&(owed.procedure, &*owed.cases, key)));
        let first = first.filter(|first| owed.each.as_ref() != Some(**first));
        let elsewhere = deeper.or_else(|| Some(first?.words()));
        let given_here = planned.filter(|_| elsewhere.is_none());
        TestRowView {
            verdicts: given_here.map_or_else(Vec::new, |planned| {
                let of = (owed.procedure, &*owed.cases);
                let cells = row_verdicts(basis, control, of, planned).into_iter();
                cells.map(|cell| unnamed(cell, &room.row)).collect()
            }),
            given_with: elsewhere,
            row: room.row,
        }
    };
    rows.into_iter().zip(keys).map(view).collect()
}

/// Leaves the products of a cell out where its row names them.
fn unnamed(cell: VerdictCell, row: &RowView) -> VerdictCell {
    let named = row.variants.join(", ");
    VerdictCell {
        variant: cell.variant.filter(|shown| **shown != named),
        ..cell
    }
}

fn bearing_on(basis: &Basis<'_>, control: ControlId) -> Vec<BearingView> {
    let bearing = basis
        .lookups
        .interpretations(control)
        .iter()
        .map(|id| &basis.scheme.interpretations[*id]);
    bearing
        .map(|interpretation| BearingView {
            key: interpretation.key.clone(),
            title: interpretation.heading(),
            waits: interpretation.ruling.is_none(),
        })
        .collect()
}
