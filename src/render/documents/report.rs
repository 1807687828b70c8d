//! The test report.

use std::borrow::Cow;
use std::sync::Arc;

use super::metadata::of_product;
use crate::render::document_view::{DocumentSpec, DocumentView, FilledIn, MadeOf, Metadata, When};
use crate::render::filled::Answers;
use crate::render::format::Format;
use crate::render::table::{Table, TableRow};
use crate::view::{
    BlankView, LogoView, Office, ReportView, ReportedControl, ReportedRow, view_report,
};

/// What is known of the document.
pub static SPEC: DocumentSpec = DocumentSpec {
    key: "report",
    stem: "report",
    title: "Test report",
    purpose: "after the tests: what was tested, by which methods, and what came of it, requirement by requirement",
    made_of: MadeOf::Product {
        when: When::OnRequest,
        view: |basis| Arc::new(view_report(basis)),
    },
    filled_in: FilledIn::Before,
    office: Office::Tester,
    closes: true,
    formats: Format::ALL,
    json_schema: include_str!("../../../docs/schemas/report.schema.json"),
    #[cfg(test)]
    schema_of_type: crate::view::schema_with_answers::<ReportView>,
};

impl DocumentView for ReportView {
    fn spec(&self) -> &'static DocumentSpec {
        &SPEC
    }

    fn issue(&self) -> &[BlankView] {
        &self.issue
    }

    fn logo(&self) -> Option<&LogoView> {
        self.laboratory.as_ref()?.logo.as_ref()
    }

    fn metadata(&self) -> Metadata {
        of_product(&self.head)
    }

    fn table<'view>(&'view self, answers: Answers<'view>) -> Table<'view> {
        table_report(self, answers)
    }
}

/// Makes the table of results: a row per requirement, method and entry.
fn table_report<'view>(view: &'view ReportView, answers: Answers<'view>) -> Table<'view> {
    let mut columns = vec![
        "control",
        "title",
        "no",
        "method",
        "depth",
        "entry",
        "status",
        "verdict slot",
    ];
    answers.columns(&mut columns, &["verdict", "mark", "evidence"]);
    let rows = view.results.iter().flat_map(move |control| {
        let rows = control.rows.iter();
        rows.map(move |row| row_of(control, row, answers))
    });
    Table {
        title: "Test report",
        columns,
        rows: Box::new(rows),
    }
}

fn row_of<'view>(
    control: &'view ReportedControl,
    row: &'view ReportedRow,
    answers: Answers<'view>,
) -> TableRow<'view> {
    let slots = row.verdicts.iter().map(|one| one.verdict.text());
    let mut cells: TableRow<'view> = vec![
        control.control.key.as_str().into(),
        control.control.title.as_str().into(),
        row.number.to_string().into(),
        row.method.as_str().into(),
        row.depth.as_str().into(),
        row.shown.as_str().into(),
        row.status.key().into(),
        Cow::Owned(slots.collect::<Vec<_>>().join("; ")),
    ];
    answers.cells(&mut cells, || {
        let verdicts = row.verdicts.iter();
        let named = verdicts.map(|one| (one.variant.as_deref().unwrap_or_default(), &one.verdict));
        let evidence = row.cases.iter().flat_map(|case| &case.evidence);
        [
            answers.listed(named),
            answers.marks(row.verdicts.iter().map(|one| &one.verdict)),
            answers.listed(evidence.map(|blank| ("", blank))),
        ]
    });
    cells
}
