//! The test report: what was tested, how, and what came of it, gathered from what is recorded (ISO/IEC 17025:2017, 7.8).

mod results;

use serde::Serialize;

use super::activity::{ActivityView, SettingView};
use super::basis::Basis;
use super::blank::{Blank, part_blank};
use super::document_schema::DocumentSchema;
use super::findings::{FindingView, findings_of};
use super::head::HeadView;
use super::laboratory::{LaboratoryView, OwnMethodView, view_laboratory};
use super::plan_blanks::{BlankView, SignatureView, view_authorisation, view_report_issue};
use super::product::{ProductView, view_product};
use super::record::SheetView;
use super::test_plan::{
    PlannedMethod, ReadView, SampleLine, WantedSamples, view_effort, view_methods, view_reads,
    view_runs, view_samples, view_wanted_samples,
};
use crate::model::{Depths, Office, Slot, SlotPart, SlotWord};
use crate::source::Text;
use crate::view::texts::WordView;

pub use results::{ReportedCase, ReportedControl, ReportedRound, ReportedRow, ReportedVerdict};

/// The test report.
///
/// It asks for little of its own: number and issue, opinions, uncertainty, and who authorises it. All else is told from the
/// slots of plan and record, which its data names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ReportView {
    /// The schema of this document: its name and version.
    #[cfg_attr(test, schemars(with = "String", extend("const" = DocumentSchema::Report.word())))]
    pub schema: DocumentSchema,
    /// The head that all documents share.
    pub head: HeadView,
    /// Number and issue of the report, and the report that it replaces.
    pub issue: Vec<BlankView>,
    /// The laboratory, as far as its own file and the dossier know it.
    pub laboratory: Option<LaboratoryView>,
    /// Who authorises it.
    pub authorised: Vec<SignatureView>,
    /// The product as the customer declared it, with the slots in which the laboratory confirmed it.
    pub product: ProductView,
    /// The slot for the text of the device's label, with a photograph.
    pub label: Blank,
    /// Versions and hashes of entries that were read on the device.
    pub reads: Vec<ReadView>,
    /// The samples.
    pub samples: Vec<SampleLine>,
    /// The samples wanted, with the slots for their receipt.
    pub received: Vec<WantedSamples>,
    /// Where and with what the tests were carried out, unless a method says otherwise.
    pub setting: SettingView,
    /// The same in the later rounds of tests, in order; left out where there are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub settings: Vec<ReportedSetting>,
    /// The methods, in the order of work, with what was recorded of each.
    pub methods: Vec<ReportedMethod>,
    /// The results, requirement by requirement, in the order of the scheme.
    pub results: Vec<ReportedControl>,
    /// The findings that the party raised which carries out the procedures.
    pub findings: Vec<FindingView>,
    /// The slot for the uncertainty of measurement, where it bears on a result.
    pub uncertainty: Blank,
    /// The slot for what the laboratory adds to, deviates from or excludes from its methods as a whole.
    pub deviations: Blank,
    /// The slot for opinions and interpretations, which are kept apart from results.
    pub opinions: Blank,
    /// The slot for what is annexed.
    pub annexes: Blank,
}

/// A method of the report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ReportedMethod {
    /// Its place in the order of work, from 1.
    pub number: usize,
    /// The key.
    pub key: Text,
    /// The title.
    pub title: Text,
    /// The deepest depth of its rows, with an audit beside it: `test and audit`.
    pub depth: WordView<Depths>,
    /// The laboratory's own number of the method.
    pub own: Option<OwnMethodView>,
    /// The slot for the place of the method in the accreditation scope of the laboratory.
    pub scope: Blank,
    /// The slot for the laboratory to which the work is subcontracted.
    pub subcontracted: Blank,
    /// How it was carried out.
    #[serde(flatten)]
    pub activity: ActivityView,
    /// The same in the later rounds of tests that cover any of its rows, in order; left out where there are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rounds: Vec<ReportedActivity>,
}

/// How a method was carried out in a later round of tests.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ReportedActivity {
    /// The number of the round.
    pub number: u32,
    /// How it was carried out.
    #[serde(flatten)]
    pub activity: ActivityView,
}

/// What holds for all methods in a later round of tests, unless one says otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ReportedSetting {
    /// The number of the round.
    pub number: u32,
    /// The setting.
    #[serde(flatten)]
    pub setting: SettingView,
}

/// Builds the test report.
pub fn view_report(basis: &Basis<'_>) -> ReportView {
    let runs = view_runs(basis);
    let planned = view_methods(basis, &runs);
    let runs = runs.into_iter();
    let sheets: Vec<SheetView> = runs.map(|run| SheetView::of(basis, run)).collect();
    ReportView {
        schema: DocumentSchema::Report,
        head: basis.head(),
        issue: view_report_issue(basis),
        laboratory: view_laboratory(basis, view_effort(basis).days),
        authorised: view_authorisation(basis),
        product: view_product(basis),
        label: part_blank(SlotWord::Seen, SlotPart::Subject, "label"),
        reads: view_reads(basis),
        samples: view_samples(basis),
        received: view_wanted_samples(basis),
        setting: SettingView::of(None),
        settings: basis
            .rounds
            .iter()
            .map(|(number, _)| ReportedSetting {
                number,
                setting: SettingView::of(Some(number)),
            })
            .collect(),
        results: results::view_results(basis, &sheets),
        methods: planned
            .into_iter()
            .zip(sheets)
            .map(|(planned, sheet)| ReportedMethod::of(basis, planned, sheet))
            .collect(),
        findings: findings_of(basis, Office::Tester),
        uncertainty: of_report("uncertainty"),
        deviations: of_report("deviations"),
        opinions: of_report("opinions"),
        annexes: of_report("annexes"),
    }
}

fn of_report(field: &str) -> Blank {
    Blank::of(Slot::of_product(SlotWord::Report).with(SlotPart::Field, field))
}

impl ReportedMethod {
    fn of(basis: &Basis<'_>, planned: PlannedMethod, sheet: SheetView) -> Self {
        let rounds = basis.rounds.of_procedure(&planned.key);
        Self {
            rounds: rounds
                .map(|number| ReportedActivity {
                    number,
                    activity: sheet.activity.in_round(number),
                })
                .collect(),
            number: planned.number,
            key: planned.key,
            title: planned.title,
            depth: planned.depth,
            own: planned.own,
            scope: planned.scope,
            subcontracted: planned.subcontracted,
            activity: sheet.activity,
        }
    }
}
