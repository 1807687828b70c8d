//! Results, requirement by requirement.

use indexmap::IndexMap;
use rustc_hash::FxHashMap;
use serde::Serialize;

use crate::model::SlotPart;
use crate::plan::Status;
use crate::source::Text;
use crate::view::basis::Basis;
use crate::view::blank::Blank;
use crate::view::no_entry::NoEntryView;
use crate::view::record::SheetView;
use crate::view::refs::RefView;
use crate::view::statuses::StatusView;
use crate::view::test_plan::RunRowView;

/// The results for a requirement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ReportedControl {
    /// The requirement.
    pub control: RefView,
    /// Its status.
    #[serde(flatten)]
    pub standing: StatusView,
    /// What was examined, in the order of work.
    pub rows: Vec<ReportedRow>,
    /// The products of the series that have none of the entries of which at least one is wanted.
    pub without: Vec<NoEntryView>,
}

/// A row of a procedure that serves a requirement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ReportedRow {
    /// The place of the method in the order of work.
    pub number: usize,
    /// The key of the method.
    pub method: Text,
    /// The depth, in the word of the edition or the catalog.
    pub depth: String,
    /// The entry; `None` for the product as a whole and for entries not known yet.
    pub entry: Option<Text>,
    /// The words printed: the entry, `the product`, or that the entries are not known yet.
    pub shown: Text,
    /// Whether it is certainly owed: `applies` or `open`.
    pub status: Status,
    /// The verdicts, one for each variant if they differ.
    pub verdicts: Vec<ReportedVerdict>,
    /// The cases that were carried out on it, in order.
    pub cases: Vec<ReportedCase>,
    /// The same in the later rounds of tests that cover it, in order; left out where there are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rounds: Vec<ReportedRound>,
}

/// What was carried out on a row in a later round of tests.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ReportedRound {
    /// The number of the round.
    pub number: u32,
    /// The cases, in order.
    pub cases: Vec<ReportedCase>,
}

/// A verdict on a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ReportedVerdict {
    /// The variant, if verdicts are per variant.
    pub variant: Option<Text>,
    /// The slot of the verdict.
    pub verdict: Blank,
    /// The slot of the reason, where a word of the edition sets aside.
    pub reason: Option<Blank>,
}

/// A case that was carried out on a row, in all its configurations and models.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ReportedCase {
    /// The number of the case within the method, from 1.
    pub number: usize,
    /// The title.
    pub title: Text,
    /// The slots of its results.
    pub results: Vec<Blank>,
    /// The slots of what was observed, in the order of the results.
    pub observed: Vec<Blank>,
    /// The slots of their evidence, in the same order.
    pub evidence: Vec<Blank>,
}

/// Gathers the rows of worksheets by the requirements that they serve.
pub(super) fn view_results(basis: &Basis<'_>, sheets: &[SheetView]) -> Vec<ReportedControl> {
    let mut rows: FxHashMap<Text, Vec<ReportedRow>> = FxHashMap::default();
    let mut without: FxHashMap<Text, Vec<NoEntryView>> = FxHashMap::default();
    for sheet in sheets {
        let cases = cases_by_row(sheet);
        for line in &sheet.rows {
            add_line(basis, sheet, (line, &cases), &mut rows);
        }
        for lack in &sheet.without {
            let lacks = without.entry(lack.control.key.clone()).or_default();
            lacks.extend(lack.products.iter().cloned());
        }
    }
    let controls = basis.plan.controls.iter();
    let owed = controls.filter(|plan| plan.status.is_owed());
    owed.map(|plan| {
        let control = basis.control(plan.control);
        ReportedControl {
            standing: plan.status.into(),
            rows: rows.remove(&control.key).unwrap_or_default(),
            without: without.remove(&control.key).unwrap_or_default(),
            control,
        }
    })
    .collect()
}

/// The cases of a worksheet by the words of their rows; those that are carried out once count for every row.
type CasesByRow = FxHashMap<Text, IndexMap<usize, ReportedCase>>;

/// The words of rows that are no entry.
const ONCE: &str = "once per run";

fn cases_by_row(sheet: &SheetView) -> CasesByRow {
    let mut cases = CasesByRow::default();
    let grids = sheet.blocks.iter().flat_map(|block| &block.grids);
    for grid in grids {
        for row in &grid.rows {
            let of_row = cases.entry(row.shown.clone()).or_default();
            for (case, results) in grid.cases.iter().zip(&row.cells) {
                if results.is_empty() {
                    continue;
                }
                let reported = of_row.entry(case.number).or_insert_with(|| ReportedCase {
                    number: case.number,
                    title: case.title.clone(),
                    results: Vec::new(),
                    observed: Vec::new(),
                    evidence: Vec::new(),
                });
                for result in results {
                    reported.results.push(result.result.clone());
                    reported.observed.push(result.observed.clone());
                    reported.evidence.push(result.evidence.clone());
                }
            }
        }
    }
    cases
}

fn add_line(
    basis: &Basis<'_>,
    sheet: &SheetView,
    (line, cases): (&RunRowView, &CasesByRow),
    rows: &mut FxHashMap<Text, Vec<ReportedRow>>,
) {
    for serves in &line.serves {
        let wanted = |case: &&ReportedCase| {
            let mut single = serves.cases.iter();
            serves.cases.is_empty() || single.any(|one| one.title == case.title)
        };
        let of_row = cases.get(&line.row.shown).into_iter();
        let once = cases.get(ONCE).filter(|_| line.row.shown != ONCE);
        let of_row = of_row.chain(once).flat_map(IndexMap::values);
        let mut examined: Vec<ReportedCase> = of_row.filter(wanted).cloned().collect();
        examined.sort_by_key(|case| case.number);
        let verdicts = serves.verdicts.iter().map(|cell| ReportedVerdict {
            variant: cell.variant.clone(),
            verdict: cell.slot.clone(),
            reason: cell.aside.as_ref().map(|aside| aside.reason.clone()),
        });
        rows.entry(serves.control.key.clone())
            .or_default()
            .push(ReportedRow {
                number: sheet.number,
                method: sheet.key.clone(),
                depth: serves.depth.clone(),
                entry: line.row.entry.clone(),
                shown: line.row.shown.clone(),
                status: line.row.status,
                verdicts: verdicts.collect(),
                rounds: in_rounds(basis, &examined),
                cases: examined,
            });
    }
}

/// Returns what was carried out in the later rounds of tests.
fn in_rounds(basis: &Basis<'_>, cases: &[ReportedCase]) -> Vec<ReportedRound> {
    let rounds = basis.rounds.iter().map(|(number, _)| ReportedRound {
        number,
        cases: cases
            .iter()
            .filter_map(|case| in_round(basis, number, case))
            .collect(),
    });
    let of_entry = |cases: &[ReportedCase]| {
        let mut results = cases.iter().flat_map(|case| &case.results);
        results.any(|blank| blank.slot().part(SlotPart::Entry).is_some())
    };
    // What is done once in a run is repeated with any row, and makes no round of the others.
    let is_examined = |round: &ReportedRound| {
        !round.cases.is_empty() && (of_entry(&round.cases) || !of_entry(cases))
    };
    rounds.filter(is_examined).collect()
}

/// Returns a case as it was carried out in a round; `None` if that does not cover it.
fn in_round(basis: &Basis<'_>, number: u32, case: &ReportedCase) -> Option<ReportedCase> {
    let of_round = |blanks: &[Blank]| -> Vec<Blank> {
        let repeated = blanks
            .iter()
            .filter_map(|blank| basis.repeated(blank, number));
        repeated.collect()
    };
    let results = of_round(&case.results);
    (!results.is_empty()).then(|| ReportedCase {
        number: case.number,
        title: case.title.clone(),
        observed: of_round(&case.observed),
        evidence: of_round(&case.evidence),
        results,
    })
}
