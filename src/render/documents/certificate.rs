//! The scope of the certificate.

use std::sync::Arc;

use super::metadata::of_product;
use crate::render::document_view::{DocumentSpec, DocumentView, FilledIn, MadeOf, Metadata, When};
use crate::render::filled::Answers;
use crate::render::format::Format;
use crate::render::table::{Table, TableRow};
use crate::view::{BlankView, CertificateView, Office, SignatureView, view_certificate};

/// What is known of the document.
pub static SPEC: DocumentSpec = DocumentSpec {
    key: "certificate",
    stem: "certificate",
    title: "Scope of the certificate",
    purpose: "with the certificate: models, versions, configuration and conditions for which alone it holds",
    made_of: MadeOf::Product {
        when: When::OnRequest,
        view: |basis| Arc::new(view_certificate(basis)),
    },
    filled_in: FilledIn::Before,
    office: Office::Certifier,
    closes: true,
    formats: Format::ALL,
    json_schema: include_str!("../../../docs/schemas/certificate.schema.json"),
    #[cfg(test)]
    schema_of_type: crate::view::schema_with_answers::<CertificateView>,
};

impl DocumentView for CertificateView {
    fn spec(&self) -> &'static DocumentSpec {
        &SPEC
    }

    fn issue(&self) -> &[BlankView] {
        &self.issue
    }

    fn approval(&self) -> &[SignatureView] {
        &self.signed
    }

    fn metadata(&self) -> Metadata {
        of_product(&self.head)
    }

    fn table<'view>(&'view self, answers: Answers<'view>) -> Table<'view> {
        table_scope(self, answers)
    }
}

/// Makes the table of what the certificate covers: a row per value for which alone it holds, then what is filled in.
fn table_scope<'view>(view: &'view CertificateView, answers: Answers<'view>) -> Table<'view> {
    let mut columns = vec!["model", "what", "declared", "slot"];
    answers.columns(&mut columns, &["answer", "mark"]);
    let models = view.scope.models.iter();
    let bound = models.flat_map(|model| {
        let name = model.model.as_deref().or(model.variant.as_deref());
        let name = name.unwrap_or(NOT_DECLARED);
        let bound = model.bound.iter();
        bound.map(move |one| (name, &*one.label, one.value.as_deref()))
    });
    let lead = view.scope.models.first();
    let lead = lead.and_then(|model| model.model.as_deref());
    let lead = lead.unwrap_or(NOT_DECLARED);
    let versions = view.scope.versions.iter().flat_map(move |version| {
        let declared = version.declared.iter();
        declared.map(move |value| (lead, &*version.name, Some(value.as_str())))
    });
    let declared = bound.chain(versions).map(move |(model, what, value)| {
        let value = value.unwrap_or(NOT_DECLARED);
        let mut cells: TableRow<'view> = vec![model.into(), what.into(), value.into(), "".into()];
        answers.cells(&mut cells, || ["".into(), "".into()]);
        cells
    });
    let issue = view.issue.iter().map(|one| (one.title, &one.slot));
    let asks = view.excerpts.iter().flat_map(|one| &one.asks);
    let asked = asks.flat_map(|ask| {
        let blanks = ask.blanks.iter().chain(ask.rows.iter().flatten());
        blanks.map(|blank| (&*ask.title, &blank.slot))
    });
    let filled = issue.chain(asked).map(move |(what, slot)| {
        let mut cells: TableRow<'view> =
            vec!["".into(), what.into(), "".into(), slot.text().into()];
        answers.cells(&mut cells, || [answers.shown(slot), answers.marks([slot])]);
        cells
    });
    Table {
        title: "Scope of the certificate",
        columns,
        rows: Box::new(declared.chain(filled)),
    }
}

const NOT_DECLARED: &str = "not declared";
