//! The checklist of the assessor.

use std::sync::Arc;

use serde::Serialize;

use super::basis::Basis;
use super::blanks::{item_slot, part_slot};
use super::controls::{ControlView, view_control};
use super::decisions::{AsideView, DecisionView, view_asides, view_decisions};
use super::document_schema::DocumentSchema;
use super::evidence::{IndexView, WantedView, view_index, view_wanted};
use super::forms::{Filled, FormView, SectionView, find_form, view_form, view_sections};
use super::head::HeadView;
use super::interpretations::{InterpretationTexts, view_interpretation_texts};
use super::open::{OpenView, view_open};
use super::refs::RefView;
use super::roll_up::{Results, RollUpView, view_roll_up};
use super::rows::{RowRoom, RowView, view_rows};
use super::rules::{RuleCheckView, view_rule_checks};
use super::scope::{AgreementView, ScopeView, view_agreements, view_scope};
use super::test_plan::{VerdictCell, row_verdicts};
use super::totals::{TotalsView, view_totals};
use crate::model::{Aspect, Confidence, ControlId, Depths, Interpretation, SlotId, Verdict};
use crate::plan::{ControlPlan, OwedRows, ProcedureOwed, RowKey, Status};
use crate::source::Text;

/// The checklist of the assessor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ChecklistView {
    /// The schema of this document: its name and version.
    #[cfg_attr(test, schemars(with = "String", extend("const" = DocumentSchema::Checklist.word())))]
    pub schema: DocumentSchema,
    /// The head that all documents share.
    pub head: HeadView,
    /// Totals of evidence, tests and decisions.
    pub totals: TotalsView,
    /// The form that it fills; `None` if the edition has none.
    pub form: Option<FormView>,
    /// Its sections in order, each with the parts printed in it.
    pub sections: Vec<SectionView>,
    /// The rules of the process that somebody has to keep, as checks.
    pub rules: Vec<RuleCheckView>,
    /// The declarations with which the reports of the laboratory must agree.
    pub reports: Vec<AgreementView>,
    /// A question for each control that is owed.
    pub questions: Vec<QuestionView>,
    /// The decisions that controls do not apply, each to agree to or refuse.
    pub not_applicable: Vec<DecisionView>,
    /// Controls that are covered, not assessed or declined.
    pub asides: Vec<AsideView>,
    /// The index of evidence.
    pub evidence: Vec<IndexView>,
    /// The interpretations: rulings, and questions that wait for a ruling.
    pub interpretations: Vec<InterpretationView>,
    /// The open questions.
    pub open: Vec<OpenView>,
    /// Room for observations.
    pub observations: Vec<ObservationSlots>,
    /// The roll-up of verdicts, from the rows of the test plan to each control.
    pub roll_up: RollUpView,
    /// The controls by verdict.
    pub verdicts: VerdictsView,
    /// The scope that the certificate would name.
    pub scope: ScopeView,
}

/// The question on a control.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct QuestionView {
    /// The control.
    pub control: ControlView,
    /// The evidence wanted, with room for what the assessor saw.
    pub evidence: Vec<WantedView>,
    /// The tests, to be looked up in the report of the laboratory.
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
    /// The procedure. The test plan lists it under this key.
    pub procedure: RefView,
    /// The depth, in the catalog's word.
    pub depth: String,
    /// Whether it is certainly owed.
    pub status: Status,
    /// Whether a single entry is enough.
    pub at_least_one: bool,
    /// The entries, each with its verdicts.
    pub rows: Vec<TestRowView>,
    /// The slot for the place in the laboratory's report.
    pub reported: String,
}

/// An entry of a test, with the verdicts of the laboratory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct TestRowView {
    /// The entry.
    pub row: Arc<RowView>,
    /// The verdicts on this control, in the slots of the test plan; none if the entries are not known yet.
    pub verdicts: Vec<VerdictCell>,
    /// The depth under which the verdict is given, if the control asks for the procedure at that depth too;
    /// `verdicts` is then empty.
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

/// The controls by verdict, and the open controls that keep the case from the committee.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct VerdictsView {
    /// The number of controls that need a verdict.
    pub owed: usize,
    /// A count to fill in for each verdict.
    pub counts: Vec<VerdictCount>,
    /// The slot for the number of controls without a verdict.
    pub without: String,
    /// Controls that are open, as a whole or in part.
    pub open: Vec<RefView>,
}

/// A verdict to count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct VerdictCount {
    /// The verdict.
    pub verdict: Verdict,
    /// The slot for the number of controls with this verdict.
    pub slot: String,
}

/// An interpretation: a ruling, or a question that waits for one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct InterpretationView {
    /// The question and the ruling.
    #[serde(flatten)]
    pub texts: InterpretationTexts,
    /// The confidence of its text.
    pub confidence: Option<Confidence>,
    /// The source of its text.
    pub source: Option<Text>,
    /// The slot for the assessor's use of it.
    pub applied: String,
}

/// The slots of an observation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ObservationSlots {
    /// Its number in the document.
    pub number: usize,
    /// The slot for the text of the observation.
    pub text: String,
    /// The slot for its class.
    pub class: String,
    /// The slot for the response of the vendor.
    pub response: String,
    /// The slot for the date on which the response is due.
    pub due: String,
    /// The slot for the date, person and round in which it was closed.
    pub closure: String,
}

/// The number of observations for which there is room.
const OBSERVATIONS: usize = 10;

/// Builds the checklist of the assessor.
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
        observations: (1..=OBSERVATIONS).map(observation).collect(),
        roll_up: view_roll_up(basis, Results::Elsewhere),
        verdicts: view_verdicts(basis),
        scope: view_scope(basis),
    }
}

fn view_verdicts(basis: &Basis<'_>) -> VerdictsView {
    let slot = |key: &str| item_slot("verdict-count", key);
    let owed: Vec<&ControlPlan> = basis
        .plan
        .controls
        .iter()
        .filter(|plan| plan.status.is_owed())
        .collect();
    let open = owed.iter().filter(|plan| is_open(plan));
    let verdicts = basis.scheme.edition.verdicts.iter();
    let count = |verdict: &Verdict| VerdictCount {
        slot: slot(&verdict.key),
        verdict: verdict.clone(),
    };
    VerdictsView {
        owed: owed.len(),
        counts: verdicts.map(count).collect(),
        without: slot("none"),
        open: open.map(|plan| basis.control(plan.control)).collect(),
    }
}

/// Says whether a control or an obligation of it is open.
fn is_open(plan: &ControlPlan) -> bool {
    let is_open = |status| status == Status::Open;
    let has_open_row = |rows: &OwedRows| rows.rows().iter().any(|row| is_open(row.status));
    let mut lines = plan.lines();
    is_open(plan.status) || lines.any(|line| is_open(line.status) || has_open_row(&line.rows))
}

fn question<'a>(basis: &Basis<'a>, plan: &'a ControlPlan) -> QuestionView {
    let name = &basis.scheme.controls[plan.control].name;
    let slot = |field: &str| SlotId::new(&**name, field).text();
    QuestionView {
        control: view_control(basis, plan),
        evidence: view_wanted(basis, plan),
        tests: plan
            .procedures
            .iter()
            .map(|owed| test(basis, plan, owed))
            .collect(),
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
        status: owed.line.status,
        at_least_one: matches!(owed.line.rows, OwedRows::AtLeastOne(_)),
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
    let rows = view_rows(basis, &owed.line, control);
    let keys = owed.line.rows.rows().iter().map(|row| Some(&row.key));
    // Obligations that are owed once have no key.
    let keys = keys.chain(std::iter::repeat(None));
    let view = |(room, key): (RowRoom, Option<&RowKey>)| {
        let planned = basis.lookups.row(owed.procedure, key);
        let planned = planned.map(|(_, row)| row);
        // A row that is examined at several depths has one verdict.
        let depths = planned.and_then(|row| row.depths_for(control));
        let depth = depths.map(Depths::leading);
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
    let bearing = basis
        .lookups
        .interpretations(control)
        .iter()
        .map(|id| &basis.scheme.interpretations[*id]);
    bearing
        .map(|interpretation| BearingView {
            key: interpretation.key.clone(),
            title: interpretation.title.clone(),
            waits: interpretation.ruling.is_none(),
        })
        .collect()
}

fn view_interpretations(basis: &Basis<'_>) -> Vec<InterpretationView> {
    basis
        .scheme
        .interpretations_on(|control| basis.plan.controls.find(&control).is_some())
        .map(|interpretation| view_interpretation(basis, interpretation))
        .collect()
}

fn view_interpretation(basis: &Basis<'_>, interpretation: &Interpretation) -> InterpretationView {
    let ground = interpretation.provenance.get(Aspect::Statement);
    InterpretationView {
        texts: view_interpretation_texts(basis.scheme, interpretation),
        confidence: ground.map(|ground| ground.confidence),
        source: ground.and_then(|ground| ground.source.clone()),
        applied: item_slot("interpretation", &interpretation.key),
    }
}

fn observation(number: usize) -> ObservationSlots {
    let slot = |field: &str| part_slot("observation", &number.to_string(), field);
    ObservationSlots {
        number,
        text: slot("text"),
        class: slot("class"),
        response: slot("response"),
        due: slot("due"),
        closure: slot("closure"),
    }
}
