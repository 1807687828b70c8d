//! The table of evidence: a row per control, obligation and entry.

use std::borrow::Cow;

use crate::render::filled::Answers;
use crate::render::table::{NOT_APPLICABLE, Table, TableRow};
use crate::view::{FormDocumentView, PointerView, SubmittedView, WantedView};

/// Makes the table of a form that asks for responses.
pub(super) fn table_evidence<'view>(
    view: &'view FormDocumentView,
    answers: Answers<'view>,
) -> Table<'view> {
    let mut columns = vec![
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
        "submitted",
        "issue",
        "pages",
    ];
    answers.columns(&mut columns, &ANSWERED);
    let responses = view.responses.iter().flat_map(move |one| {
        let control = &one.control;
        let head = [
            control.key.as_str(),
            &control.title,
            control.standing.status.key(),
            &control.reason.sentence,
        ];
        evidence_rows(head, &one.evidence, "", answers)
    });
    let decisions = view.not_applicable.iter().flat_map(move |one| {
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
            answers,
        )
    });
    let asides = view.asides.iter().flat_map(move |one| {
        let head = [
            one.control.key.as_str(),
            &one.control.title,
            one.standing.status.key(),
            &one.reason.sentence,
        ];
        evidence_rows(head, &[], "", answers)
    });
    Table {
        title: "Evidence required",
        columns,
        rows: Box::new(responses.chain(decisions).chain(asides)),
    }
}

/// The columns of what is filled in for an entry.
const ANSWERED: [&str; 4] = ["document", "page", "what it shows", "mark"];

/// The columns of the evidence table that speak of evidence, and where among them the variant stands.
const EVIDENCE_COLUMNS: usize = 10;
const VARIANT_COLUMN: usize = 6;

/// Makes the rows of a control; one with the product alone where it owes no evidence.
fn evidence_rows<'view>(
    control: [&'view str; 4],
    evidence: &'view [WantedView],
    product: &'view str,
    answers: Answers<'view>,
) -> impl Iterator<Item = TableRow<'view>> {
    let pointers = evidence
        .iter()
        .flat_map(|wanted| wanted.pointers.iter().map(move |pointer| (wanted, pointer)));
    let rows =
        pointers.map(move |(wanted, pointer)| evidence_row(control, wanted, pointer, answers));
    let mut rows = rows.peekable();
    let alone = rows.peek().is_none().then(|| {
        let tail = (0..EVIDENCE_COLUMNS).map(|column| match column {
            VARIANT_COLUMN => product,
            _ => "",
        });
        let mut row = control.into_iter().chain(tail).map(Cow::Borrowed).collect();
        answers.cells(&mut row, || ANSWERED.map(|_| Cow::default()));
        row
    });
    rows.chain(alone)
}

fn evidence_row<'view>(
    control: [&'view str; 4],
    wanted: &'view WantedView,
    pointer: &'view PointerView,
    answers: Answers<'view>,
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
    answers.cells(&mut row, || answered_cells(pointer, answers));
    row
}

fn answered_cells<'view>(
    pointer: &'view PointerView,
    answers: Answers<'view>,
) -> [Cow<'view, str>; ANSWERED.len()] {
    let Some(slots) = &pointer.slots else {
        return Default::default();
    };
    let rooms = [&slots.document, &slots.page, &slots.covers];
    let [document, page, covers] = rooms.map(|room| answers.shown(room));
    // Where there is a choice of kinds, each has its page.
    let kinds = || pointer.kinds.iter();
    let pages = answers.listed(kinds().map(|one| (&*one.kind.title, &one.page)));
    let page = if pages.is_empty() { page } else { pages };
    let marks = answers.marks(rooms.into_iter().chain(kinds().map(|one| &one.page)));
    [document, page, covers, marks]
}
