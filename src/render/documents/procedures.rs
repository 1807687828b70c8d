//! The procedures as controlled methods, of a product or of an edition.

use std::borrow::Cow;
use std::sync::Arc;

use super::metadata::{of_product, of_scheme};
use crate::render::document_view::{DocumentSpec, DocumentView, FilledIn, MadeOf, Metadata, When};
use crate::render::filled::Answers;
use crate::render::format::Format;
use crate::render::table::{Table, TableRow};
use crate::view::{
    BlankView, MethodCase, MethodDepth, MethodView, Office, ProceduresView, RoundView,
    SignatureView, view_procedures,
};

/// What is known of the document.
pub static SPEC: DocumentSpec = DocumentSpec {
    key: "procedures",
    stem: "procedures",
    title: "Procedures",
    purpose: "at the bench: each method with its hazards, steps, and what passes",
    made_of: MadeOf::Product {
        when: When::ByDefault,
        view: |basis| Arc::new(view_procedures(basis)),
    },
    filled_in: FilledIn::After,
    office: Office::Tester,
    closes: false,
    formats: Format::ALL,
    json_schema: include_str!("../../../docs/schemas/procedures.schema.json"),
    #[cfg(test)]
    schema_of_type: crate::view::schema_with_answers::<ProceduresView>,
};

impl DocumentView for ProceduresView {
    fn spec(&self) -> &'static DocumentSpec {
        &SPEC
    }

    fn issue(&self) -> &[BlankView] {
        &self.issue
    }

    fn approval(&self) -> &[SignatureView] {
        &self.approval
    }

    fn metadata(&self) -> Metadata {
        match &self.head {
            Some(head) => of_product(head),
            None => of_scheme(&self.edition, self.level.as_ref(), &self.stamp),
        }
    }

    fn round(&self) -> Option<&RoundView> {
        self.head.as_ref()?.round.as_ref()
    }

    fn table<'view>(&'view self, _: Answers<'view>) -> Table<'view> {
        table_procedures(self)
    }
}

/// Makes the table of methods: a row per case.
fn table_procedures(view: &ProceduresView) -> Table<'_> {
    let rows = view.methods.iter().flat_map(|method| {
        let depths = method.depths.iter();
        depths.flat_map(move |depth| depth.cases.iter().map(move |case| row(method, depth, case)))
    });
    Table {
        title: "Procedures",
        columns: vec![
            "procedure",
            "title",
            "depth",
            "role",
            "case",
            "case title",
            "steps",
            "expected",
            "record",
        ],
        rows: Box::new(rows),
    }
}

fn row<'view>(
    method: &'view MethodView,
    depth: &'view MethodDepth,
    case: &'view MethodCase,
) -> TableRow<'view> {
    let lines = |texts: &'view [_]| Cow::from(joined(texts));
    vec![
        method.key.as_str().into(),
        method.title.as_str().into(),
        depth.depth.title.as_str().into(),
        depth
            .role
            .as_ref()
            .map_or("", |role| role.title.as_str())
            .into(),
        case.number.to_string().into(),
        case.texts.title.as_str().into(),
        lines(&case.texts.steps),
        case.texts.expect.as_deref().unwrap_or_default().into(),
        lines(&case.texts.record),
    ]
}

fn joined<T: AsRef<str>>(texts: &[T]) -> String {
    let texts: Vec<&str> = texts.iter().map(AsRef::as_ref).collect();
    texts.join("\n")
}
