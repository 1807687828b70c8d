//! The record of the tests.

use std::borrow::Cow;
use std::sync::Arc;

use super::metadata::of_product;
use crate::render::document_view::{DocumentSpec, DocumentView, FilledIn, MadeOf, Metadata, When};
use crate::render::filled::Answers;
use crate::render::format::Format;
use crate::render::table::{Table, TableRow};
use crate::view::{
    BlankView, Office, RecordView, RoundView, RunRowView, SheetView, VerdictCell, view_record,
};

/// What is known of the document.
pub static SPEC: DocumentSpec = DocumentSpec {
    key: "record",
    stem: "record",
    title: "Record",
    purpose: "during the tests: a worksheet for each procedure, and the confirmation of the product file",
    made_of: MadeOf::Product {
        when: When::ByDefault,
        view: |basis| Arc::new(view_record(basis)),
    },
    filled_in: FilledIn::Before,
    office: Office::Tester,
    closes: false,
    formats: Format::ALL,
    json_schema: include_str!("../../../docs/schemas/record.schema.json"),
    #[cfg(test)]
    schema_of_type: crate::view::schema_with_answers::<RecordView>,
};

impl DocumentView for RecordView {
    fn spec(&self) -> &'static DocumentSpec {
        &SPEC
    }

    fn issue(&self) -> &[BlankView] {
        &self.issue
    }

    fn metadata(&self) -> Metadata {
        of_product(&self.head)
    }

    fn round(&self) -> Option<&RoundView> {
        self.head.round.as_ref()
    }

    fn table<'view>(&'view self, answers: Answers<'view>) -> Table<'view> {
        table_record(self, answers)
    }
}

/// Makes the table of what is judged: a row per procedure, entry and control.
fn table_record<'view>(view: &'view RecordView, answers: Answers<'view>) -> Table<'view> {
    let mut columns = vec![
        "no",
        "procedure",
        "title",
        "entry",
        "what it is",
        "variants",
        "depth",
        "status",
        "control",
        "control depth",
        "one entry is enough",
        "verdict slot",
    ];
    answers.columns(&mut columns, &["verdict", "mark"]);
    let lines = view
        .sheets
        .iter()
        .flat_map(|sheet| sheet.rows.iter().map(move |line| (sheet, line)));
    Table {
        title: "Record",
        columns,
        rows: Box::new(lines.flat_map(move |(sheet, line)| rows_of_line(sheet, line, answers))),
    }
}

fn rows_of_line<'view>(
    sheet: &'view SheetView,
    line: &'view RunRowView,
    answers: Answers<'view>,
) -> Vec<TableRow<'view>> {
    let head: [Cow<'view, str>; 8] = [
        sheet.number.to_string().into(),
        sheet.key.as_str().into(),
        sheet.title.as_str().into(),
        line.row.shown.as_str().into(),
        line.row.label.as_deref().unwrap_or_default().into(),
        line.row.variants.join("; ").into(),
        line.depth.title.as_str().into(),
        line.row.status.key().into(),
    ];
    let row = |tail: [Cow<'view, str>; 4], verdicts: &'view [VerdictCell]| {
        let mut row: TableRow<'view> = head.iter().cloned().chain(tail).collect();
        answers.cells(&mut row, || {
            let named = |cell: &'view VerdictCell| {
                (cell.variant.as_deref().unwrap_or_default(), &cell.slot)
            };
            let rooms = verdicts.iter().map(|cell| &cell.slot);
            [
                answers.listed(verdicts.iter().map(named)),
                answers.marks(rooms),
            ]
        });
        row
    };
    let rows = line.serves.iter().map(|serves| {
        let enough = if serves.at_least_one { "yes" } else { "no" };
        let slots = serves.verdicts.iter().map(|cell| cell.slot.text());
        let tail = [
            serves.control.key.as_str().into(),
            serves.depth.as_str().into(),
            enough.into(),
            slots.collect::<Vec<_>>().join("; ").into(),
        ];
        row(tail, &serves.verdicts)
    });
    let mut rows: Vec<TableRow<'view>> = rows.collect();
    if rows.is_empty() {
        rows.push(row(Default::default(), &[]));
    }
    rows
}
