//! The sheet of findings.

use std::sync::Arc;

use super::metadata::of_product;
use crate::render::document_view::{DocumentSpec, DocumentView, FilledIn, MadeOf, Metadata, When};
use crate::render::filled::Answers;
use crate::render::format::Format;
use crate::render::table::{Table, TableRow};
use crate::view::{FindingSheet, FindingsView, Office, view_findings};

/// What is known of the document.
pub static SPEC: DocumentSpec = DocumentSpec {
    key: "findings",
    stem: "findings",
    title: "Findings",
    purpose: "before the report: what was raised, by whom, until when, and room to answer it",
    made_of: MadeOf::Product {
        when: When::OnRequest,
        view: |basis| Arc::new(view_findings(basis)),
    },
    filled_in: FilledIn::After,
    office: Office::Tester,
    closes: false,
    formats: Format::ALL,
    json_schema: include_str!("../../../docs/schemas/findings.schema.json"),
    #[cfg(test)]
    schema_of_type: crate::view::schema_with_answers::<FindingsView>,
};

impl DocumentView for FindingsView {
    fn spec(&self) -> &'static DocumentSpec {
        &SPEC
    }

    fn metadata(&self) -> Metadata {
        of_product(&self.head)
    }

    fn table<'view>(&'view self, _: Answers<'view>) -> Table<'view> {
        let mut columns = vec![
            "finding", "class", "state", "from", "to", "raised", "due", "about", "text",
        ];
        columns.extend(["round", "cause", "correction", "corrective action"]);
        columns.extend([
            "answered",
            "result",
            "verification",
            "evidence",
            "closed",
            "slot",
        ]);
        Table {
            title: "Findings",
            columns,
            rows: Box::new(self.findings.iter().map(row)),
        }
    }
}

/// Makes the row of a finding, with its last response and what became of that. `slot` is that of the correction, while a
/// response is wanted.
fn row(sheet: &FindingSheet) -> TableRow<'_> {
    let one = &sheet.finding;
    let round = one.rounds.last();
    let response = round.and_then(|round| round.response.as_ref());
    let verified = round.and_then(|round| round.verified.as_ref());
    let number = round.map(|round| round.number.to_string());
    let slot = sheet.response.as_ref();
    let slot = slot.map(|slots| slots.correction.text());
    vec![
        one.number.as_str().into(),
        one.class.title.as_str().into(),
        one.state.word().into(),
        one.from.key.as_str().into(),
        one.to.key.as_str().into(),
        one.date.as_str().into(),
        one.due.as_deref().unwrap_or_default().into(),
        one.about.as_str().into(),
        one.text.as_str().into(),
        number.unwrap_or_default().into(),
        response.map_or("", |part| &part.cause).into(),
        response.map_or("", |part| &part.correction).into(),
        response.map_or("", |part| &part.action).into(),
        response.map_or("", |part| &part.date).into(),
        verified.map_or("", |part| &part.result).into(),
        verified.map_or("", |part| &part.text).into(),
        verified.map_or("", |part| &part.evidence).into(),
        one.closed.as_deref().unwrap_or_default().into(),
        slot.unwrap_or_default().into(),
    ]
}
