//! The paper for whoever decides on the certificate.

use std::sync::Arc;

use super::metadata::of_product;
use crate::render::document_view::{DocumentSpec, DocumentView, FilledIn, MadeOf, Metadata, When};
use crate::render::filled::Answers;
use crate::render::format::Format;
use crate::render::table::{Table, TableRow};
use crate::view::{
    Blank, DecisionPaperView, NamedSlot, Office, SignatureView, view_decision_paper,
};

/// What is known of the document.
pub static SPEC: DocumentSpec = DocumentSpec {
    key: "decision",
    stem: "decision",
    title: "Paper for the decision",
    purpose: "for whoever decides on the certificate: where the case stands, and room for the decision",
    made_of: MadeOf::Product {
        when: When::OnRequest,
        view: |basis| Arc::new(view_decision_paper(basis)),
    },
    filled_in: FilledIn::Before,
    office: Office::Decides,
    closes: true,
    formats: Format::ALL,
    json_schema: include_str!("../../../docs/schemas/decision.schema.json"),
    #[cfg(test)]
    schema_of_type: crate::view::schema_with_answers::<DecisionPaperView>,
};

impl DocumentView for DecisionPaperView {
    fn spec(&self) -> &'static DocumentSpec {
        &SPEC
    }

    fn approval(&self) -> &[SignatureView] {
        &self.signed
    }

    fn metadata(&self) -> Metadata {
        of_product(&self.head)
    }

    fn table<'view>(&'view self, answers: Answers<'view>) -> Table<'view> {
        table_decision(self, answers)
    }
}

/// Makes the table of what is decided upon: a row per requirement that needs a verdict or does not apply, and the decision.
fn table_decision<'view>(view: &'view DecisionPaperView, answers: Answers<'view>) -> Table<'view> {
    let mut columns = vec!["what", "asked", "slot"];
    answers.columns(&mut columns, &["answer", "mark"]);
    let owed = view.verdicts.iter().map(|one| of_named(one, "verdict"));
    let others = view.not_applicable.iter();
    let others = others.map(|one| of_named(one, "does not apply"));
    let own = [
        ("decision", &view.decided),
        ("conditions", &view.conditions),
        ("took part", &view.took_part),
    ];
    let own = own
        .into_iter()
        .map(|(asked, slot)| ("decision", asked, slot));
    Table {
        title: "Decision",
        columns,
        rows: Box::new(
            owed.chain(others)
                .chain(own)
                .map(move |row| row_of(row, answers)),
        ),
    }
}

fn of_named<'view>(
    one: &'view NamedSlot,
    asked: &'static str,
) -> (&'view str, &'static str, &'view Blank) {
    (&one.name, asked, &one.slot)
}

fn row_of<'view>(
    (what, asked, slot): (&'view str, &'static str, &'view Blank),
    answers: Answers<'view>,
) -> TableRow<'view> {
    let mut cells: TableRow<'view> = vec![what.into(), asked.into(), slot.text().into()];
    answers.cells(&mut cells, || [answers.shown(slot), answers.marks([slot])]);
    cells
}
