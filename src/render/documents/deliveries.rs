//! What the vendor delivers, as a document of its own; the test plan holds the same list.

use super::metadata::of_product;
use crate::render::document_view::{DocumentSpec, DocumentView, MadeOf, Metadata, When};
use crate::render::format::Format;
use crate::render::table::Table;
use crate::view::{DeliveriesView, NeedView, WantedSamples, view_deliveries};

/// What is known of the document.
pub static SPEC: DocumentSpec = DocumentSpec {
    key: "deliveries",
    stem: "deliveries",
    title: "Deliveries of the vendor",
    purpose: "for the quotation: what the vendor delivers and when",
    made_of: MadeOf::Product {
        when: When::OnRequest,
        view: |basis| Box::new(view_deliveries(basis)),
    },
    formats: Format::ALL,
    json_schema: include_str!("../../../docs/schemas/deliveries.schema.json"),
    #[cfg(test)]
    schema_of_type: crate::view::schema_of::<DeliveriesView>,
};

impl DocumentView for DeliveriesView {
    fn spec(&self) -> &'static DocumentSpec {
        &SPEC
    }

    fn metadata(&self) -> Metadata {
        of_product(&self.head)
    }

    fn table(&self) -> Table {
        table_deliveries(self)
    }
}

/// Makes the table of what the vendor delivers: a row per kind of sample, then per delivery, with room to fill
/// in.
fn table_deliveries(view: &DeliveriesView) -> Table {
    let samples = view.samples.iter().map(sample_row);
    let deliveries = view.deliveries.iter().map(delivery_row);
    Table {
        title: "Deliveries",
        columns: &[
            "what",
            "delivery",
            "how many",
            "batch",
            "not given back",
            "needed for",
            "from day",
            "due",
            "received as",
        ],
        rows: samples.chain(deliveries).collect(),
    }
}

fn sample_row(wanted: &WantedSamples) -> Vec<String> {
    let first = wanted.first.as_ref();
    vec![
        "sample".to_owned(),
        format!(
            "{}, {}: {}",
            wanted.kind.word(),
            wanted.state.word(),
            wanted.labels
        ),
        wanted.count.to_string(),
        wanted
            .batch
            .map_or("any".to_owned(), |batch| batch.to_string()),
        wanted.used_up.to_string(),
        first.map_or_else(String::new, |first| first.run.title.clone()),
        first.map_or_else(String::new, |first| first.day.to_string()),
        String::new(),
        String::new(),
    ]
}

fn delivery_row(need: &NeedView) -> Vec<String> {
    let runs: Vec<&str> = need.runs.iter().map(|run| run.title.as_str()).collect();
    let day = need.first.as_ref();
    vec![
        "delivery".to_owned(),
        need.name.clone(),
        String::new(),
        String::new(),
        String::new(),
        runs.join("; "),
        day.map_or_else(String::new, |first| first.day.to_string()),
        String::new(),
        String::new(),
    ]
}
