//! What the vendor delivers.

use std::borrow::Cow;
use std::sync::Arc;

use super::metadata::of_product;
use crate::render::document_view::{DocumentSpec, DocumentView, FilledIn, MadeOf, Metadata, When};
use crate::render::filled::Answers;
use crate::render::format::Format;
use crate::render::table::{Table, TableRow};
use crate::view::{
    DeliveriesView, NeedAt, NeedView, Office, RoundView, WantedSamples, view_deliveries,
};

/// What is known of the document.
pub static SPEC: DocumentSpec = DocumentSpec {
    key: "deliveries",
    stem: "deliveries",
    title: "Deliveries",
    purpose: "before the tests: samples and other deliveries, with the days on which they are needed",
    made_of: MadeOf::Product {
        when: When::ByDefault,
        view: |basis| Arc::new(view_deliveries(basis)),
    },
    filled_in: FilledIn::After,
    office: Office::Tester,
    closes: false,
    formats: Format::ALL,
    json_schema: include_str!("../../../docs/schemas/deliveries.schema.json"),
    #[cfg(test)]
    schema_of_type: crate::view::schema_with_answers::<DeliveriesView>,
};

impl DocumentView for DeliveriesView {
    fn spec(&self) -> &'static DocumentSpec {
        &SPEC
    }

    fn metadata(&self) -> Metadata {
        of_product(&self.head)
    }

    fn round(&self) -> Option<&RoundView> {
        self.head.round.as_ref()
    }

    fn table<'view>(&'view self, answers: Answers<'view>) -> Table<'view> {
        table_deliveries(self, answers)
    }
}

/// Makes the table of what the vendor delivers: a row per kind of sample, then per delivery, with room to fill
/// in.
fn table_deliveries<'view>(view: &'view DeliveriesView, answers: Answers<'view>) -> Table<'view> {
    let samples = view.samples.iter();
    let samples = samples.map(move |wanted| sample_row(wanted, answers));
    let deliveries = view.deliveries.iter();
    let deliveries = deliveries.map(move |need| delivery_row(need, answers));
    let mut columns = vec![
        "what",
        "delivery",
        "how many",
        "batch",
        "consumed",
        "needed for",
        "from day",
        "due",
        "received as",
    ];
    answers.columns(&mut columns, &["mark"]);
    Table {
        title: "Deliveries",
        columns,
        rows: Box::new(samples.chain(deliveries)),
    }
}

fn sample_row<'view>(wanted: &'view WantedSamples, answers: Answers<'view>) -> TableRow<'view> {
    let first = wanted.first.as_ref();
    let kind = wanted.kind.as_ref().map_or("sample", |kind| &kind.title);
    let state = wanted
        .state
        .as_ref()
        .map_or("working", |state| &state.title);
    let batch = wanted.batch.map(|batch| batch.to_string());
    let mut row: TableRow<'view> = vec![
        "sample".into(),
        format!("{kind}, {state}: {}", wanted.labels).into(),
        wanted.count.to_string().into(),
        batch.map_or("any".into(), Cow::Owned),
        used_up(wanted).into(),
        first.map_or("", |first| first.run.title.as_str()).into(),
        day_cell(first),
        answers.shown(&wanted.due),
        answers.shown(&wanted.received),
    ];
    let rooms = [&wanted.due, &wanted.received];
    answers.cells(&mut row, || [answers.marks(rooms)]);
    row
}

/// Returns how many samples are not given back: `2`, or `2 to 3` where it is not known.
fn used_up(wanted: &WantedSamples) -> String {
    let (least, perhaps) = (wanted.used_up, wanted.perhaps_used_up);
    match perhaps {
        0 => least.to_string(),
        perhaps => format!("{least} to {}", least.saturating_add(perhaps)),
    }
}

fn delivery_row<'view>(need: &'view NeedView, answers: Answers<'view>) -> TableRow<'view> {
    let runs: Vec<&str> = need.runs.iter().map(|run| run.title.as_str()).collect();
    let mut row: TableRow<'view> = vec![
        "delivery".into(),
        need.name.as_str().into(),
        "".into(),
        "".into(),
        "".into(),
        runs.join("; ").into(),
        day_cell(need.first.as_ref()),
        answers.shown(&need.date),
        answers.shown(&need.identified),
    ];
    let rooms = [&need.date, &need.identified];
    answers.cells(&mut row, || [answers.marks(rooms)]);
    row
}

fn day_cell(first: Option<&NeedAt>) -> Cow<'static, str> {
    first.map_or("".into(), |first| first.day.to_string().into())
}
