//! The test plan of the laboratory.

use std::borrow::Cow;
use std::sync::Arc;

use super::metadata::of_product;
use crate::render::document_view::{DocumentSpec, DocumentView, FilledIn, MadeOf, Metadata, When};
use crate::render::filled::Answers;
use crate::render::format::Format;
use crate::render::table::{Table, TableRow};
use crate::view::{
    BlankView, Figures, Office, PlanView, PlannedMethod, PlannedRow, RoundView, SignatureView,
    view_plan,
};

/// What is known of the document.
pub static SPEC: DocumentSpec = DocumentSpec {
    key: "plan",
    stem: "plan",
    title: "Test plan",
    purpose: "for approval: scope, schedule, effort, samples, equipment, and what each procedure examines",
    made_of: MadeOf::Product {
        when: When::ByDefault,
        view: |basis| Arc::new(view_plan(basis)),
    },
    filled_in: FilledIn::After,
    office: Office::Tester,
    closes: false,
    formats: Format::ALL,
    json_schema: include_str!("../../../docs/schemas/plan.schema.json"),
    #[cfg(test)]
    schema_of_type: crate::view::schema_with_answers::<PlanView>,
};

impl DocumentView for PlanView {
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
        table_plan(self, answers)
    }

    fn issue(&self) -> &[BlankView] {
        &self.issue
    }

    fn approval(&self) -> &[SignatureView] {
        &self.approval
    }

    fn figures(&self) -> Option<&Figures> {
        Some(&self.figures)
    }
}

/// Makes the table of what is to be done: a row per procedure and entries that are examined alike.
fn table_plan<'view>(view: &'view PlanView, answers: Answers<'view>) -> Table<'view> {
    let mut columns = vec![
        "no",
        "procedure",
        "title",
        "depth",
        "entries",
        "status",
        "controls",
        "first day",
        "last day",
        "attended minutes",
        "unattended minutes",
        "samples",
        "in the scope of accreditation",
        "subcontracted to",
    ];
    answers.columns(&mut columns, &["mark"]);
    let lines = view.methods.iter().flat_map(move |method| {
        method
            .rows
            .iter()
            .map(move |row| line(method, row, answers))
    });
    Table {
        title: "Test plan",
        columns,
        rows: Box::new(lines),
    }
}

fn line<'view>(
    method: &'view PlannedMethod,
    row: &'view PlannedRow,
    answers: Answers<'view>,
) -> TableRow<'view> {
    let members: Vec<&str> = row.members.iter().map(|one| one.shown.as_str()).collect();
    let controls = row.serves.iter();
    let controls: Vec<&str> = controls.map(|one| one.control.key.as_str()).collect();
    let day = |day: Option<u32>| day.map_or(Cow::from(""), |day| day.to_string().into());
    let mut cells: TableRow<'view> = vec![
        method.number.to_string().into(),
        method.key.as_str().into(),
        method.title.as_str().into(),
        row.depth.title.as_str().into(),
        members.join("; ").into(),
        row.status.key().into(),
        controls.join("; ").into(),
        day(method.days.map(|days| days.from)),
        day(method.days.map(|days| days.to)),
        method.effort.attended.to_string().into(),
        method.effort.unattended.to_string().into(),
        method.samples.join("; ").into(),
        answers.shown(&method.scope),
        answers.shown(&method.subcontracted),
    ];
    let rooms = [&method.scope, &method.subcontracted];
    answers.cells(&mut cells, || [answers.marks(rooms)]);
    cells
}
