//! The test plan of the laboratory.

use super::metadata::of_product;
use crate::render::document_view::{DocumentSpec, DocumentView, MadeOf, Metadata, When};
use crate::render::format::Format;
use crate::render::table::Table;
use crate::view::{Figures, RunView, TestPlanView, view_test_plan};

/// What is known of the document.
pub static SPEC: DocumentSpec = DocumentSpec {
    key: "plan",
    stem: "test-plan",
    title: "Test plan",
    purpose: "for the laboratory: what to do, in which order, with what, and room for results",
    made_of: MadeOf::Product {
        when: When::ByDefault,
        view: |basis| Box::new(view_test_plan(basis)),
    },
    formats: Format::ALL,
    json_schema: include_str!("../../../docs/schemas/test-plan.schema.json"),
    #[cfg(test)]
    schema_of_type: crate::view::schema_of::<TestPlanView>,
};

impl DocumentView for TestPlanView {
    fn spec(&self) -> &'static DocumentSpec {
        &SPEC
    }

    fn metadata(&self) -> Metadata {
        of_product(&self.head)
    }

    fn table(&self) -> Table {
        table_plan(self)
    }

    fn figures(&self) -> Option<&Figures> {
        Some(&self.figures)
    }
}

/// Makes the table of what is to be done: a row per procedure, entry and control.
fn table_plan(view: &TestPlanView) -> Table {
    Table {
        title: "Test plan",
        columns: &[
            "no",
            "procedure",
            "title",
            "entry",
            "what it is",
            "variants",
            "depth",
            "status",
            "control",
            "control depth",
            "one entry is enough",
            "verdict slot",
        ],
        rows: view.runs.iter().flat_map(rows_of_run).collect(),
    }
}

fn rows_of_run(run: &RunView) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for line in &run.rows {
        let head = [
            run.number.to_string(),
            run.key.clone(),
            run.title.clone(),
            line.row.shown.clone(),
            line.row.label.clone().unwrap_or_default(),
            line.row.variants.join("; "),
            line.depth.word().to_owned(),
            line.row.status.key().to_owned(),
        ];
        let row = |tail: [String; 4]| head.iter().cloned().chain(tail).collect::<Vec<_>>();
        for serves in &line.serves {
            let enough = if serves.at_least_one { "yes" } else { "no" };
            let slots: Vec<&str> = serves
                .verdicts
                .iter()
                .map(|cell| cell.slot.as_str())
                .collect();
            rows.push(row([
                serves.control.key.clone(),
                serves.depth.clone(),
                enough.to_owned(),
                slots.join("; "),
            ]));
        }
        if line.serves.is_empty() {
            rows.push(row(Default::default()));
        }
    }
    rows
}
