//! The checklist of the assessor.

use std::sync::Arc;

use serde::Serialize;

use super::basis::Basis;
use super::controls::{ControlView, view_control};
use super::decisions::{AsideView, DecisionView, view_asides, view_decisions};
use super::document_schema::DocumentSchema;
use super::evidence::{IndexView, WantedView, view_index, view_wanted};
use super::forms::{Filled, FormView, SectionView, find_form, view_form, view_sections};
use super::head::{HeadView, VerdictView};
use super::interpretations::{InterpretationTexts, view_interpretation_texts};
use super::open::{OpenView, view_open};
use super::refs::RefView;
use super::roll_up::{Results, RollUpView, view_roll_up};
use super::rows::{RowRoom, RowView, view_rows};
use super::rules::{RuleCheckView, view_rule_checks};
use super::scope::{AgreementView, ScopeView, view_agreements, view_scope};
use super::test_plan::{VerdictCell, planned_row, row_verdicts, verdict_depth};
use super::totals::{TotalsView, view_totals};
use crate::model::{Aspect, Confidence, ControlId, Interpretation, SlotId};
use crate::plan::{ControlPlan, OwedRows, ProcedureOwed, RowKey, Status};
use crate::source::Text;

/// The checklist of the assessor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ChecklistView {
    /// The schema of this document: its name and version.
    #[cfg_attr(test, schemars(with = "String", extend("const" = DocumentSchema::Checklist.word())))]
    pub schema: DocumentSchema,
    /// What stands at the head of every document.
    pub head: HeadView,
    /// How much is wanted, handed in and to be decided.
    pub totals: TotalsView,
    /// The form that it fills; `None` where the edition has none.
    pub form: Option<FormView>,
    /// Its sections in order, each with what is printed in it.
    pub sections: Vec<SectionView>,
    /// The rules of the process that somebody has to keep, each to check.
    pub rules: Vec<RuleCheckView>,
    /// What the reports of the laboratory must agree with.
    pub reports: Vec<AgreementView>,
    /// A question per control that is owed.
    pub questions: Vec<QuestionView>,
    /// Controls that do not apply, each to agree or refuse.
    pub not_applicable: Vec<DecisionView>,
    /// Controls that are dealt with otherwise.
    pub asides: Vec<AsideView>,
    /// The index of evidence, to look through.
    pub evidence: Vec<IndexView>,
    /// Rulings, and questions that wait for one.
    pub interpretations: Vec<InterpretationView>,
    /// Answers that are missing.
    pub open: Vec<OpenView>,
    /// Slots for observations.
    pub observations: Vec<ObservationSlots>,
    /// How verdicts roll up, from the rows of the test plan to each control.
    pub roll_up: RollUpView,
    /// How many controls have which verdict.
    pub verdicts: VerdictsView,
    /// What the certificate would name.
    pub scope: ScopeView,
}

/// The question on a control.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct QuestionView {
    /// The control.
    pub control: ControlView,
    /// The evidence wanted, with room for what was seen.
    pub evidence: Vec<WantedView>,
    /// The tests to look up in the report of the laboratory.
    pub tests: Vec<TestView>,
    /// The interpretations that bear on it.
    pub interpretations: Vec<BearingView>,
    /// The slot for the finding.
    pub finding: String,
    /// The slot for the verdict.
    pub verdict: String,
    /// The slot for a remark.
    pub remark: String,
}

/// A test of a control.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct TestView {
    /// The procedure, under whose key the test plan has it.
    pub procedure: RefView,
    /// How deeply, in the catalog's word.
    pub depth: String,
    /// Whether it is settled that it is owed.
    pub status: Status,
    /// Whether one entry is enough.
    pub at_least_one: bool,
    /// For which entries, each with its verdicts.
    pub rows: Vec<TestRowView>,
    /// The slot for where the report of the laboratory has it.
    pub reported: String,
}

/// An entry of a test, with the verdicts of the laboratory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct TestRowView {
    /// The entry.
    pub row: Arc<RowView>,
    /// The verdicts on this control, in the slots of the test plan; none for entries not known yet.
    pub verdicts: Vec<VerdictCell>,
    /// The depth under which the one verdict is given, where the procedure is asked at that one too; none is here
    /// then.
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
    /// Whether it waits for a ruling.
    pub waits: bool,
}

/// How many controls have which verdict, and what keeps the case from the committee.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct VerdictsView {
    /// How many controls are owed a verdict.
    pub owed: usize,
    /// A count to fill in for each verdict word.
    pub counts: Vec<VerdictCount>,
    /// The slot for how many have none.
    pub without: String,
    /// Controls that are open, or of which parts are.
    pub open: Vec<RefView>,
}

/// A verdict word to count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct VerdictCount {
    /// The verdict.
    pub verdict: VerdictView,
    /// The slot for how many controls have it.
    pub slot: String,
}

/// A ruling, or a question that waits for one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct InterpretationView {
    /// What is asked and what was ruled.
    #[serde(flatten)]
    pub texts: InterpretationTexts,
    /// How sure its text is.
    pub confidence: Option<Confidence>,
    /// The source of its text.
    pub source: Option<Text>,
    /// The slot for how the assessor applied it.
    pub applied: String,
}

/// The slots of an observation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ObservationSlots {
    /// Its number in the document.
    pub number: usize,
    /// What was observed.
    pub text: String,
    /// Its class.
    pub class: String,
    /// The response of the vendor.
    pub response: String,
    /// When it is due.
    pub due: String,
    /// When and by whom it was closed, and in which round.
    pub closure: String,
}

/// How many observations there is room for.
const OBSERVATIONS: usize = 10;

/// Builds the checklist of the assessor.
#[must_use]
pub fn view_checklist(basis: &Basis<'_>) -> ChecklistView {
    let form = find_form(basis, Filled::Checklist);
    let evidence = view_index(basis);
    let not_applicable = view_decisions(basis);
    let owed = basis
        .plan
        .controls
        .iter()
        .filter(|plan| plan.status.is_owed());
    ChecklistView {
        schema: DocumentSchema::Checklist,
        head: basis.head(),
        totals: view_totals(basis),
        form: form.map(|form| view_form(basis.scheme, form)),
        sections: view_sections(basis, Filled::Checklist, form, &evidence),
        rules: view_rule_checks(basis),
        reports: view_agreements(basis),
        questions: owed.map(|plan| question(basis, plan)).collect(),
        not_applicable,
        asides: view_asides(basis),
        evidence,
        interpretations: view_interpretations(basis),
        open: view_open(basis),
        observations: (1..=OBSERVATIONS)
            .map(|number| observation(basis, number))
            .collect(),
        roll_up: view_roll_up(basis, Results::Elsewhere),
        verdicts: view_verdicts(basis),
        scope: view_scope(basis),
    }
}

fn view_verdicts(basis: &Basis<'_>) -> VerdictsView {
    let slot = |key: &str| basis.slot("verdict-count", key, None);
    let owed = basis.plan.controls.iter();
    let owed: Vec<&ControlPlan> = owed.filter(|plan| plan.status.is_owed()).collect();
    let open = owed.iter().filter(|plan| is_open(plan));
    VerdictsView {
        owed: owed.len(),
        counts: basis
            .head()
            .verdicts
            .into_iter()
            .map(|verdict| VerdictCount {
                slot: slot(&verdict.key),
                verdict,
            })
            .collect(),
        without: slot("none"),
        open: open.map(|plan| basis.control(plan.control)).collect(),
    }
}

/// Says whether a control is open, or a part of what it calls for.
fn is_open(plan: &ControlPlan) -> bool {
    let open_rows = |rows: &OwedRows| rows.rows().iter().any(|row| row.status == Status::Open);
    let mut evidence = plan.evidence.iter();
    let mut procedures = plan.procedures.iter();
    plan.status == Status::Open
        || evidence.any(|owed| owed.status == Status::Open || open_rows(&owed.rows))
        || procedures.any(|owed| owed.status == Status::Open || open_rows(&owed.rows))
}

fn question<'a>(basis: &Basis<'a>, plan: &'a ControlPlan) -> QuestionView {
    let name = &basis.scheme.controls[plan.control].name;
    let slot = |what: &str| SlotId::new(&**name, what).text();
    let tests = plan.procedures.iter();
    QuestionView {
        control: view_control(basis, plan),
        evidence: view_wanted(basis, plan),
        tests: tests.map(|owed| test(basis, plan, owed)).collect(),
        interpretations: bearing_on(basis, plan.control),
        finding: slot("finding"),
        verdict: slot("verdict"),
        remark: slot("remark"),
    }
}

fn test<'a>(basis: &Basis<'a>, plan: &ControlPlan, owed: &'a ProcedureOwed) -> TestView {
    let procedure = basis.procedure(owed.procedure);
    let name = &basis.scheme.controls[plan.control].name;
    TestView {
        depth: basis.depth(plan.control, owed.depth),
        status: owed.status,
        at_least_one: matches!(owed.rows, OwedRows::AtLeastOne(_)),
        rows: test_rows(basis, plan.control, owed),
        reported: SlotId::new(&**name, "reported")
            .item(format!("{}.{}", procedure.key, owed.depth.word()))
            .text(),
        procedure,
    }
}

fn test_rows<'a>(
    basis: &Basis<'a>,
    control: ControlId,
    owed: &'a ProcedureOwed,
) -> Vec<TestRowView> {
    let rows = view_rows(basis, (&owed.rows, &owed.variants), owed.status, control);
    let keys = owed.rows.rows().iter().map(|row| Some(&row.key));
    // What is owed once has no key.
    let keys = keys.chain(std::iter::repeat(None));
    let view = |(room, key): (RowRoom, Option<&RowKey>)| {
        let planned = planned_row(basis, owed.procedure, key);
        let depth = planned.and_then(|planned| verdict_depth(control, planned));
        let elsewhere = depth.filter(|depth| *depth != owed.depth);
        let given_here = planned.filter(|_| elsewhere.is_none());
        TestRowView {
            verdicts: given_here.map_or_else(Vec::new, |planned| {
                row_verdicts(basis, control, owed.procedure, planned)
            }),
            given_with: elsewhere.map(|depth| basis.depth(control, depth)),
            row: room.row,
        }
    };
    rows.into_iter().zip(keys).map(view).collect()
}

fn bearing_on(basis: &Basis<'_>, control: ControlId) -> Vec<BearingView> {
    let bearing = basis.lookups.interpretations(control).iter();
    let bearing = bearing.map(|id| &basis.scheme.interpretations[*id]);
    bearing
        .map(|one| BearingView {
            key: one.key.clone(),
            title: one.title.clone(),
            waits: one.ruling.is_none(),
        })
        .collect()
}

fn view_interpretations(basis: &Basis<'_>) -> Vec<InterpretationView> {
    let in_plan = |one: &&Interpretation| {
        let mut controls = one.controls.iter();
        controls.any(|control| basis.plan.control(*control).is_some())
    };
    let all = basis.scheme.interpretations.iter().map(|(_, one)| one);
    all.filter(in_plan)
        .map(|one| view_interpretation(basis, one))
        .collect()
}

fn view_interpretation(basis: &Basis<'_>, one: &Interpretation) -> InterpretationView {
    let ground = one.provenance.get(Aspect::Statement);
    InterpretationView {
        texts: view_interpretation_texts(basis.scheme, one),
        confidence: ground.map(|ground| ground.confidence),
        source: ground.and_then(|ground| ground.source.clone()),
        applied: basis.slot("interpretation", &one.key, None),
    }
}

fn observation(basis: &Basis<'_>, number: usize) -> ObservationSlots {
    let slot = |what: &str| basis.slot("observation", &number.to_string(), Some(what.to_owned()));
    ObservationSlots {
        number,
        text: slot("text"),
        class: slot("class"),
        response: slot("response"),
        due: slot("due"),
        closure: slot("closure"),
    }
}
