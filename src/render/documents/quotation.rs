//! The quotation of the laboratory.

use std::sync::Arc;

use super::metadata::of_product;
use crate::render::document_view::{DocumentSpec, DocumentView, FilledIn, MadeOf, Metadata, When};
use crate::render::filled::Answers;
use crate::render::format::Format;
use crate::render::table::{Table, TableRow};
use crate::view::{BlankView, LogoView, Office, QuotationView, QuotedRole, view_quotation};

/// What is known of the document.
pub static SPEC: DocumentSpec = DocumentSpec {
    key: "quotation",
    stem: "quotation",
    title: "Quotation",
    purpose: "before the tests: hours by role and phase, what another sample saves, and what open questions may add",
    made_of: MadeOf::Product {
        when: When::OnRequest,
        view: |basis| Arc::new(view_quotation(basis)),
    },
    filled_in: FilledIn::After,
    office: Office::Tester,
    closes: false,
    formats: Format::ALL,
    json_schema: include_str!("../../../docs/schemas/quotation.schema.json"),
    #[cfg(test)]
    schema_of_type: crate::view::schema_with_answers::<QuotationView>,
};

impl DocumentView for QuotationView {
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
        table_quotation(self, answers)
    }
}

/// Makes the table of hours: a row per role and phase; where the edition has no phases, a row per role.
fn table_quotation<'view>(view: &'view QuotationView, answers: Answers<'view>) -> Table<'view> {
    let mut columns = vec![
        "role",
        "phase",
        "attended minutes",
        "rate",
        "price of the role",
    ];
    answers.columns(&mut columns, &["mark"]);
    let rows = view.lines.iter().flat_map(move |line| {
        let whole = line.minutes.is_empty().then_some(("", line.total.attended));
        let phases = view.phases.iter().map(|phase| phase.title.as_str());
        let parts = phases.zip(line.minutes.iter().copied());
        let worked = parts.filter(|(_, minutes)| *minutes > 0).chain(whole);
        worked.map(move |part| row(line, part, answers))
    });
    Table {
        title: "Quotation",
        columns,
        rows: Box::new(rows),
    }
}

fn row<'view>(
    line: &'view QuotedRole,
    (phase, minutes): (&'view str, u32),
    answers: Answers<'view>,
) -> TableRow<'view> {
    let mut row: TableRow<'view> = vec![
        line.title.as_str().into(),
        phase.into(),
        minutes.to_string().into(),
        answers.shown(&line.rate),
        answers.shown(&line.price),
    ];
    answers.cells(&mut row, || [answers.marks([&line.rate, &line.price])]);
    row
}
