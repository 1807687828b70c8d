//! The skeleton of the technical construction file.

use std::borrow::Cow;
use std::sync::Arc;

use super::metadata::of_product;
use crate::render::document_view::{DocumentSpec, DocumentView, MadeOf, Metadata, When};
use crate::render::format::Format;
use crate::render::table::{NOT_APPLICABLE, Table, TableRow};
use crate::view::{FormView, PointerView, SubmittedView, TcfView, WantedView, view_tcf};

/// What is known of the document.
pub static SPEC: DocumentSpec = DocumentSpec {
    key: "tcf",
    stem: "tcf",
    title: "Technical construction file",
    purpose: "for the vendor: a response for each requirement, evidence, declarations",
    made_of: MadeOf::Product {
        when: When::ByDefault,
        view: |basis| Arc::new(view_tcf(basis)),
    },
    formats: Format::ALL,
    json_schema: include_str!("../../../docs/schemas/tcf.schema.json"),
    #[cfg(test)]
    schema_of_type: crate::view::schema_of::<TcfView>,
};

impl DocumentView for TcfView {
    fn spec(&self) -> &'static DocumentSpec {
        &SPEC
    }

    fn metadata(&self) -> Metadata {
        of_product(&self.head)
    }

    fn table(&self) -> Table<'_> {
        table_tcf(self)
    }

    fn form(&self) -> Option<&FormView> {
        self.form.as_ref()
    }
}

/// Makes the table of the evidence of the vendor: a row per control, obligation and entry.
fn table_tcf(view: &TcfView) -> Table<'_> {
    let responses = view.responses.iter().flat_map(|one| {
        let control = &one.control;
        let head = [
            control.key.as_str(),
            &control.title,
            control.standing.status.key(),
            &control.reason.sentence,
        ];
        evidence_rows(head, &one.evidence, "")
    });
    let decisions = view.not_applicable.iter().flat_map(|one| {
        let head = [
            one.control.key.as_str(),
            &one.control.title,
            NOT_APPLICABLE,
            &one.reason.sentence,
        ];
        evidence_rows(
            head,
            &one.evidence,
            one.product.as_deref().unwrap_or_default(),
        )
    });
    let asides = view.asides.iter().flat_map(|one| {
        let head = [
            one.control.key.as_str(),
            &one.control.title,
            one.standing.status.key(),
            &one.reason.sentence,
        ];
        evidence_rows(head, &[], "")
    });
    Table {
        title: "Evidence wanted",
        columns: &[
            "control",
            "title",
            "status",
            "reason",
            "evidence",
            "kinds",
            "needed",
            "evidence status",
            "entry",
            "what it is",
            "variant",
            "handed in",
            "issue",
            "pages",
        ],
        rows: Box::new(responses.chain(decisions).chain(asides)),
    }
}

/// The columns of the evidence table that speak of evidence, and where among them the variant stands.
const EVIDENCE_COLUMNS: usize = 10;
const VARIANT_COLUMN: usize = 6;

/// Makes the rows of a control; one with the product alone where it owes no evidence.
fn evidence_rows<'view>(
    control: [&'view str; 4],
    evidence: &'view [WantedView],
    product: &'view str,
) -> impl Iterator<Item = TableRow<'view>> {
    let pointers = evidence
        .iter()
        .flat_map(|wanted| wanted.pointers.iter().map(move |pointer| (wanted, pointer)));
    let rows = pointers.map(move |(wanted, pointer)| evidence_row(control, wanted, pointer));
    let mut rows = rows.peekable();
    let alone = rows.peek().is_none().then(|| {
        let tail = (0..EVIDENCE_COLUMNS).map(|column| match column {
            VARIANT_COLUMN => product,
            _ => "",
        });
        control.into_iter().chain(tail).map(Cow::Borrowed).collect()
    });
    rows.chain(alone)
}

fn evidence_row<'view>(
    control: [&'view str; 4],
    wanted: &'view WantedView,
    pointer: &'view PointerView,
) -> TableRow<'view> {
    let titles: Vec<&str> = wanted.kinds.iter().map(|kind| &*kind.title).collect();
    let papers = pointer.submitted.iter();
    let joined = |part: fn(&SubmittedView) -> Option<&str>| {
        let parts = papers.clone().filter_map(|paper| part(paper));
        parts.collect::<Vec<_>>().join("; ").into()
    };
    let mut row: TableRow<'view> = control.into_iter().map(Cow::Borrowed).collect();
    row.extend([
        wanted.key.as_str().into(),
        titles.join("; ").into(),
        wanted.needed.unwrap_or(1).to_string().into(),
        wanted.status.key().into(),
        pointer.row.shown.as_str().into(),
        pointer.row.label.as_deref().unwrap_or_default().into(),
        pointer.variant.as_deref().unwrap_or_default().into(),
        joined(|paper| paper.document.as_deref().or(Some(&paper.title))),
        joined(|paper| paper.issue.as_deref()),
        joined(|paper| paper.pages.as_deref()),
    ]);
    row
}
