//! The skeleton of the technical construction file.

use super::metadata::of_product;
use crate::render::document_view::{DocumentSpec, DocumentView, MadeOf, Metadata, When};
use crate::render::format::Format;
use crate::render::table::{NOT_APPLICABLE, Table};
use crate::view::{FormView, PointerView, SubmittedView, TcfView, WantedView, view_tcf};

/// What is known of the document.
pub static SPEC: DocumentSpec = DocumentSpec {
    key: "tcf",
    stem: "tcf",
    title: "Technical construction file",
    purpose: "for the vendor: a response for each requirement, evidence, declarations",
    made_of: MadeOf::Product {
        when: When::ByDefault,
        view: |basis| Box::new(view_tcf(basis)),
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

    fn table(&self) -> Table {
        table_tcf(self)
    }

    fn form(&self) -> Option<&FormView> {
        self.form.as_ref()
    }
}

/// Makes the table of the evidence of the vendor: a row per control, obligation and entry.
fn table_tcf(view: &TcfView) -> Table {
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
        rows: responses.chain(decisions).chain(asides).collect(),
    }
}

/// The columns of the evidence table that speak of evidence, and where among them the variant stands.
const EVIDENCE_COLUMNS: usize = 10;
const VARIANT_COLUMN: usize = 6;

/// Makes the rows of a control; one with the product alone where it owes no evidence.
fn evidence_rows(control: [&str; 4], evidence: &[WantedView], product: &str) -> Vec<Vec<String>> {
    let pointers = evidence
        .iter()
        .flat_map(|wanted| wanted.pointers.iter().map(move |pointer| (wanted, pointer)));
    let rows = pointers.map(|(wanted, pointer)| evidence_row(control, wanted, pointer));
    let mut rows: Vec<Vec<String>> = rows.collect();
    if rows.is_empty() {
        let tail = (0..EVIDENCE_COLUMNS).map(|column| match column {
            VARIANT_COLUMN => product,
            _ => "",
        });
        let row = control.into_iter().chain(tail).map(str::to_owned);
        rows.push(row.collect());
    }
    rows
}

fn evidence_row(control: [&str; 4], wanted: &WantedView, pointer: &PointerView) -> Vec<String> {
    let titles: Vec<&str> = wanted
        .kinds
        .iter()
        .map(|kind| kind.title.as_str())
        .collect();
    let papers = pointer.submitted.iter();
    let joined = |part: fn(&SubmittedView) -> Option<&String>| {
        let parts: Vec<&str> = papers
            .clone()
            .filter_map(|paper| part(paper).map(String::as_str))
            .collect();
        parts.join("; ")
    };
    let mut row: Vec<String> = control.iter().map(|cell| (*cell).to_owned()).collect();
    row.extend([
        wanted.key.clone(),
        titles.join("; "),
        wanted.needed.unwrap_or(1).to_string(),
        wanted.status.key().to_owned(),
        pointer.row.shown.clone(),
        pointer.row.label.clone().unwrap_or_default(),
        pointer.variant.clone().unwrap_or_default(),
        joined(|paper| paper.document.as_ref().or(Some(&paper.title))),
        joined(|paper| paper.issue.as_ref()),
        joined(|paper| paper.pages.as_ref()),
    ]);
    row
}
