//! The index of a build: the page that leads to all that it writes, with its figures.

use super::metadata::of_product;
use crate::render::document_view::{DocumentSpec, DocumentView, FilledIn, MadeOf, Metadata};
use crate::render::filled::Answers;
use crate::render::format::Format;
use crate::render::table::Table;
use crate::view::{BuildIndexView, Figures, Office};

/// What is known of the document.
pub static SPEC: DocumentSpec = DocumentSpec {
    key: "index",
    stem: "index",
    title: "Index",
    purpose: "for everybody: what applies, open questions, effort, and links to all files",
    made_of: MadeOf::Build,
    filled_in: FilledIn::Before,
    office: Office::Tester,
    closes: false,
    formats: Format::ALL,
    json_schema: include_str!("../../../docs/schemas/index.schema.json"),
    #[cfg(test)]
    schema_of_type: crate::view::schema_with_answers::<BuildIndexView>,
};

impl DocumentView for BuildIndexView {
    fn spec(&self) -> &'static DocumentSpec {
        &SPEC
    }

    fn metadata(&self) -> Metadata {
        of_product(&self.head)
    }

    fn table<'view>(&'view self, _: Answers<'view>) -> Table<'view> {
        table_index(self)
    }

    fn figures(&self) -> Option<&Figures> {
        Some(&self.figures)
    }
}

/// Makes the table of a build: a row per file.
fn table_index(view: &BuildIndexView) -> Table<'_> {
    let rows = view.documents.iter().flat_map(|document| {
        let form = document.form.as_ref();
        let form = form.map_or("", |form| form.key.as_str());
        document.files.iter().map(move |file| {
            [document.key.as_str(), form, file.format.key(), &file.name]
                .map(Into::into)
                .into()
        })
    });
    Table {
        title: "Files",
        columns: vec!["document", "form", "format", "file"],
        rows: Box::new(rows),
    }
}
