//! What the vendor delivers, as a document of its own; the test plan holds the same list.

use std::borrow::Cow;
use std::sync::Arc;

use super::metadata::of_product;
use crate::render::document_view::{DocumentSpec, DocumentView, MadeOf, Metadata, When};
use crate::render::format::Format;
use crate::render::table::{Table, TableRow};
use crate::view::{DeliveriesView, NeedAt, NeedView, WantedSamples, view_deliveries};

/// What is known of the document.
pub static SPEC: DocumentSpec = DocumentSpec {
    key: "deliveries",
    stem: "deliveries",
    title: "Deliveries of the vendor",
    purpose: "for the quotation: what the vendor delivers and when",
    made_of: MadeOf::Product {
        when: When::OnRequest,
        view: |basis| Arc::new(view_deliveries(basis)),
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

    fn table(&self) -> Table<'_> {
        table_deliveries(self)
    }
}

/// Makes the table of what the vendor delivers: a row per kind of sample, then per delivery, with room to fill
/// in.
fn table_deliveries(view: &DeliveriesView) -> Table<'_> {
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
        rows: Box::new(samples.chain(deliveries)),
    }
}

fn sample_row(wanted: &WantedSamples) -> TableRow<'_> {
    let first = wanted.first.as_ref();
    let (kind, state) = (wanted.kind.word(), wanted.state.word());
    let batch = wanted.batch.map(|batch| batch.to_string());
    vec![
        "sample".into(),
        format!("{kind}, {state}: {}", wanted.labels).into(),
        wanted.count.to_string().into(),
        batch.map_or("any".into(), Cow::Owned),
        wanted.used_up.to_string().into(),
        first.map_or("", |first| first.run.title.as_str()).into(),
        day_cell(first),
        "".into(),
        "".into(),
    ]
}

fn delivery_row(need: &NeedView) -> TableRow<'_> {
    let runs: Vec<&str> = need.runs.iter().map(|run| run.title.as_str()).collect();
    vec![
        "delivery".into(),
        need.name.as_str().into(),
        "".into(),
        "".into(),
        "".into(),
        runs.join("; ").into(),
        day_cell(need.first.as_ref()),
        "".into(),
        "".into(),
    ]
}

fn day_cell(first: Option<&NeedAt>) -> Cow<'static, str> {
    first.map_or("".into(), |first| first.day.to_string().into())
}
