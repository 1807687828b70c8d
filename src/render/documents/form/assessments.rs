//! The table of assessments: a row per control, with blank to fill in.

use std::borrow::Cow;

use crate::render::filled::Answers;
use crate::render::table::{NOT_APPLICABLE, Table, TableRow};
use crate::view::{AssessmentView, Blank, FormDocumentView, RowView, WantedView};

/// Makes the table of a form in which controls are judged.
pub(super) fn table_assessments<'view>(
    view: &'view FormDocumentView,
    answers: Answers<'view>,
) -> Table<'view> {
    let mut columns = vec![
        "control",
        "title",
        "status",
        "reason",
        "statement",
        "evidence required",
        "test reference",
        "evidence seen",
        "finding",
        "verdict",
        "remark",
        "product",
    ];
    answers.columns(&mut columns, &["mark"]);
    let assessments = view.assessments.iter();
    let assessments = assessments.map(move |one| assessment_row(one, answers));
    let decisions = view.not_applicable.iter().map(move |one| {
        let head = [
            &one.control.key,
            &one.control.title,
            NOT_APPLICABLE,
            &one.reason.sentence,
        ];
        let statement = one.statement.as_deref().unwrap_or_default().into();
        let body = [statement, evidence_cell(&one.evidence).into(), "".into()];
        let judged = Judged {
            verdict: Some(&one.agreed),
            remark: Some(&one.remark),
            ..Judged::default()
        };
        let product = one.product.as_deref().unwrap_or_default();
        judged_row(head, body, &judged, product, answers)
    });
    let asides = view.asides.iter().map(move |one| {
        let head = [
            &one.control.key,
            &one.control.title,
            one.standing.status.key(),
            &one.reason.sentence,
        ];
        let judged = Judged {
            remark: Some(&one.remark),
            ..Judged::default()
        };
        judged_row(head, Default::default(), &judged, "", answers)
    });
    Table {
        title: "Assessments",
        columns,
        rows: Box::new(assessments.chain(decisions).chain(asides)),
    }
}

fn assessment_row<'view>(one: &'view AssessmentView, answers: Answers<'view>) -> TableRow<'view> {
    let control = &one.control;
    let tests = one.tests.iter().map(|test| {
        let rows: Vec<_> = test.rows.iter().map(|one| named(&one.row, None)).collect();
        format!(
            "{} ({}): {}",
            test.procedure.key,
            test.depth,
            rows.join(", ")
        )
    });
    let tests: Vec<String> = tests.collect();
    let head = [
        &control.key,
        &control.title,
        control.standing.status.key(),
        &control.reason.sentence,
    ];
    let body = [
        control
            .texts
            .statement
            .as_deref()
            .unwrap_or_default()
            .into(),
        evidence_cell(&one.evidence).into(),
        tests.join("; ").into(),
    ];
    let judged = Judged {
        seen: seen(one),
        finding: Some(&one.finding),
        verdict: Some(&one.verdict),
        remark: Some(&one.remark),
    };
    judged_row(head, body, &judged, "", answers)
}

/// The blanks of the columns that are there to be filled in.
#[derive(Default)]
struct Judged<'view> {
    /// What was seen for each entry.
    seen: Vec<(&'view str, &'view Blank)>,
    finding: Option<&'view Blank>,
    verdict: Option<&'view Blank>,
    remark: Option<&'view Blank>,
}

/// Lists the blanks for what was seen: of answers, and of evidence.
fn seen(one: &AssessmentView) -> Vec<(&str, &Blank)> {
    let answered = one.answers.iter().flat_map(|answered| &answered.rows);
    let answered = answered.filter_map(|line| Some((&*line.row.shown, line.seen.as_ref()?)));
    let pointers = one.evidence.iter().flat_map(|wanted| &wanted.pointers);
    let evidence =
        pointers.filter_map(|pointer| Some((&*pointer.row.shown, &pointer.slots.as_ref()?.seen)));
    answered.chain(evidence).collect()
}

/// Makes a row: the control, then statement, evidence and tests, what is filled in, and the product that it is about.
fn judged_row<'view>(
    head: [&'view str; 4],
    body: [Cow<'view, str>; 3],
    judged: &Judged<'view>,
    product: &'view str,
    answers: Answers<'view>,
) -> TableRow<'view> {
    let head = head.into_iter().map(Cow::Borrowed);
    let body = body.into_iter().map(trimmed);
    let seen = answers.listed(judged.seen.iter().copied());
    let others = [judged.finding, judged.verdict, judged.remark];
    let shown = others.map(|blank| blank.map_or(Cow::default(), |blank| answers.shown(blank)));
    let row = head.chain(body).chain([seen]).chain(shown);
    let mut row: TableRow<'view> = row.chain([product.into()]).collect();
    let blanks = judged.seen.iter().map(|(_, blank)| *blank);
    let blanks = blanks.chain(others.into_iter().flatten());
    answers.cells(&mut row, || [answers.marks(blanks)]);
    row
}

/// Names a row, and the products of the series for which alone it counts.
fn named<'view>(row: &'view RowView, variant: Option<&str>) -> Cow<'view, str> {
    let only: Vec<&str> = match variant {
        Some(variant) => vec![variant],
        None => row.variants.iter().collect(),
    };
    match only.as_slice() {
        [] => row.shown.as_str().into(),
        only => format!("{} (only {})", row.shown, only.join(", ")).into(),
    }
}

fn trimmed(cell: Cow<'_, str>) -> Cow<'_, str> {
    match cell {
        Cow::Borrowed(cell) => cell.trim().into(),
        Cow::Owned(cell) => cell.trim().to_owned().into(),
    }
}

fn evidence_cell(wanted: &[WantedView]) -> String {
    let cells = wanted.iter().map(|wanted| {
        let titles: Vec<&str> = wanted
            .kinds
            .iter()
            .map(|kind| kind.title.as_str())
            .collect();
        let pointers = wanted.pointers.iter();
        let rows: Vec<_> = pointers
            .map(|pointer| named(&pointer.row, pointer.variant.as_deref()))
            .collect();
        format!("{}: {}", titles.join(" or "), rows.join(", "))
    });
    cells.collect::<Vec<_>>().join("; ")
}
