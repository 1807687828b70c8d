//! The forms of the edition, each a document of its own.

mod assessments;
mod contents;
mod evidence;

use std::sync::Arc;

use super::metadata::of_product;
use crate::render::document_view::{DocumentSpec, DocumentView, FilledIn, MadeOf, Metadata};
use crate::render::filled::Answers;
use crate::render::format::Format;
use crate::render::table::Table;
use crate::view::{
    FormDocumentView, FormView, LogoView, Office, SignatureView, view_form_document,
};
use assessments::table_assessments;
use contents::table_contents;
use evidence::table_evidence;

/// What is known of the document of a form.
pub static SPEC: DocumentSpec = DocumentSpec {
    key: "form",
    stem: "form",
    title: "Form",
    purpose: "to be filled in: the questions of this form, with the data of the product file already entered",
    made_of: MadeOf::Form {
        view: |basis, form| Arc::new(view_form_document(basis, form)),
    },
    filled_in: FilledIn::Before,
    office: Office::Tester,
    closes: false,
    formats: Format::ALL,
    json_schema: include_str!("../../../../docs/schemas/form.schema.json"),
    #[cfg(test)]
    schema_of_type: crate::view::schema_with_answers::<FormDocumentView>,
};

impl DocumentView for FormDocumentView {
    fn spec(&self) -> &'static DocumentSpec {
        &SPEC
    }

    fn stem(&self) -> &str {
        &self.form.file
    }

    fn title(&self) -> &str {
        &self.form.title
    }

    fn metadata(&self) -> Metadata {
        of_product(&self.head)
    }

    /// Makes the table of what the form is mostly about: controls to judge, evidence to hand in, or its lines.
    fn table<'view>(&'view self, answers: Answers<'view>) -> Table<'view> {
        if !self.assessments.is_empty() || !self.observations.is_empty() {
            table_assessments(self, answers)
        } else if !self.responses.is_empty() {
            table_evidence(self, answers)
        } else {
            table_contents(self, answers)
        }
    }

    fn approval(&self) -> &[SignatureView] {
        &self.approval
    }

    fn logo(&self) -> Option<&LogoView> {
        self.logo.as_ref()
    }

    fn form(&self) -> Option<&FormView> {
        Some(&self.form)
    }
}
