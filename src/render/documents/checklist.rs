//! The checklist of the assessor.

use std::borrow::Cow;
use std::sync::Arc;

use super::metadata::of_product;
use crate::render::document_view::{DocumentSpec, DocumentView, MadeOf, Metadata, When};
use crate::render::format::Format;
use crate::render::table::{NOT_APPLICABLE, Table, TableRow};
use crate::view::{ChecklistView, FormView, QuestionView, WantedView, view_checklist};

/// What is known of the document.
pub static SPEC: DocumentSpec = DocumentSpec {
    key: "checklist",
    stem: "checklist",
    title: "Checklist of the assessor",
    purpose: "for the assessor: evidence, tests and decisions to be judged",
    made_of: MadeOf::Product {
        when: When::ByDefault,
        view: |basis| Arc::new(view_checklist(basis)),
    },
    formats: Format::ALL,
    json_schema: include_str!("../../../docs/schemas/checklist.schema.json"),
    #[cfg(test)]
    schema_of_type: crate::view::schema_of::<ChecklistView>,
};

impl DocumentView for ChecklistView {
    fn spec(&self) -> &'static DocumentSpec {
        &SPEC
    }

    fn metadata(&self) -> Metadata {
        of_product(&self.head)
    }

    fn table(&self) -> Table<'_> {
        table_checklist(self)
    }

    fn form(&self) -> Option<&FormView> {
        self.form.as_ref()
    }
}

/// Makes the table of the checklist: a row per control, with room to fill in.
fn table_checklist(view: &ChecklistView) -> Table<'_> {
    let questions = view.questions.iter().map(question_row);
    let decisions = view.not_applicable.iter().map(|one| {
        let head = [
            &one.control.key,
            &one.control.title,
            NOT_APPLICABLE,
            &one.reason.sentence,
        ];
        let statement = one.statement.as_deref().unwrap_or_default().into();
        let body = [statement, evidence_cell(&one.evidence).into(), "".into()];
        checklist_row(head, body, one.product.as_deref().unwrap_or_default())
    });
    let asides = view.asides.iter().map(|one| {
        let head = [
            &one.control.key,
            &one.control.title,
            one.standing.status.key(),
            &one.reason.sentence,
        ];
        checklist_row(head, Default::default(), "")
    });
    Table {
        title: "Checklist",
        columns: &[
            "control",
            "title",
            "status",
            "reason",
            "statement",
            "evidence wanted",
            "test reference",
            "evidence seen",
            "finding",
            "verdict",
            "remark",
            "product",
        ],
        rows: Box::new(questions.chain(decisions).chain(asides)),
    }
}

fn question_row(one: &QuestionView) -> TableRow<'_> {
    let control = &one.control;
    let tests = one.tests.iter().map(|test| {
        let rows: Vec<&str> = test.rows.iter().map(|one| one.row.shown.as_str()).collect();
        format!(
            "{} ({}): {}",
            test.procedure.key,
            test.depth,
            rows.join(", ")
        )
    });
    let tests: Vec<String> = tests.collect();
    let head = [
        &control.key,
        &control.title,
        control.standing.status.key(),
        &control.reason.sentence,
    ];
    let body = [
        control
            .texts
            .statement
            .as_deref()
            .unwrap_or_default()
            .into(),
        evidence_cell(&one.evidence).into(),
        tests.join("; ").into(),
    ];
    checklist_row(head, body, "")
}

/// How many columns of the checklist are there to be filled in.
const ROOM_TO_FILL: usize = 4;

/// Makes a row: the control, then statement, evidence and tests, room, and the product that it is about.
fn checklist_row<'view>(
    head: [&'view str; 4],
    body: [Cow<'view, str>; 3],
    product: &'view str,
) -> TableRow<'view> {
    let head = head.into_iter().map(Cow::Borrowed);
    let body = body.into_iter().map(trimmed);
    let room = std::iter::repeat_n(Cow::Borrowed(""), ROOM_TO_FILL);
    let row = head.chain(body).chain(room);
    row.chain([product.into()]).collect()
}

fn trimmed(cell: Cow<'_, str>) -> Cow<'_, str> {
    match cell {
        Cow::Borrowed(cell) => cell.trim().into(),
        Cow::Owned(cell) => cell.trim().to_owned().into(),
    }
}

fn evidence_cell(wanted: &[WantedView]) -> String {
    let cells = wanted.iter().map(|wanted| {
        let titles: Vec<&str> = wanted
            .kinds
            .iter()
            .map(|kind| kind.title.as_str())
            .collect();
        let rows: Vec<&str> = wanted
            .pointers
            .iter()
            .map(|pointer| pointer.row.shown.as_str())
            .collect();
        format!("{}: {}", titles.join(" or "), rows.join(", "))
    });
    cells.collect::<Vec<_>>().join("; ")
}
