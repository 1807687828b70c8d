//! The table of a form, line by line: what is known, and the slots of what is filled in.

use std::borrow::Cow;

use crate::render::filled::Answers;
use crate::render::table::{Table, TableRow};
use crate::view::{
    AskView, Blank, FormDocumentView, Holding, IdentityView, PartView, Prints, ProductView,
    VariantView,
};

/// Makes the table of a form that neither asks for responses nor judges.
pub(super) fn table_contents<'view>(
    view: &'view FormDocumentView,
    answers: Answers<'view>,
) -> Table<'view> {
    let mut columns = vec!["section", "of", "what", "value", "slot"];
    answers.columns(&mut columns, &["answer", "mark"]);
    let product = view.product.as_ref();
    let rows = view.sections.iter().flat_map(move |section| {
        let lines = section
            .parts
            .iter()
            .flat_map(move |part| lines_of(part, product));
        lines.map(move |line| line.under(&section.title, answers))
    });
    Table {
        title: "Contents",
        columns,
        rows: Box::new(rows),
    }
}

/// A line of a form.
struct Line<'view> {
    of: &'view str,
    what: &'view str,
    value: Cow<'view, str>,
    slot: &'view Blank,
}

impl<'view> Line<'view> {
    fn under(self, section: &'view str, answers: Answers<'view>) -> TableRow<'view> {
        let Self {
            of,
            what,
            value,
            slot,
        } = self;
        let mut row = vec![
            section.into(),
            of.into(),
            what.into(),
            value,
            slot.text().into(),
        ];
        answers.cells(&mut row, || [answers.shown(slot), answers.marks([slot])]);
        row
    }
}

fn lines_of<'view>(part: &'view PartView, product: Option<&'view ProductView>) -> Vec<Line<'view>> {
    let asked = part.asks.iter().flat_map(asked_lines);
    let known = product
        .into_iter()
        .flat_map(|product| known_lines(part.prints, product));
    asked.chain(known).collect()
}

fn known_lines(prints: Prints, product: &ProductView) -> Vec<Line<'_>> {
    if prints == Prints::Held(Holding::Identity) {
        let mut lines = identity_lines("product", &product.identity);
        lines.extend(identity_lines("applicant", &product.applicant.lines));
        lines.extend(identity_lines("manufacturer", &product.manufacturer.lines));
        lines
    } else if prints == Prints::Held(Holding::Description) {
        identity_lines("product", &product.description)
    } else if prints == Prints::Held(Holding::Series)
        || prints == Prints::Held(Holding::Differences)
    {
        product.series.iter().flat_map(differences).collect()
    } else {
        Vec::new()
    }
}

fn asked_lines(ask: &AskView) -> impl Iterator<Item = Line<'_>> {
    let blanks = ask.blanks.iter().chain(ask.rows.iter().flatten());
    blanks.map(|blank| Line {
        of: &ask.title,
        what: blank.label.as_str(),
        value: "".into(),
        slot: &blank.slot,
    })
}

fn identity_lines<'view>(of: &'view str, lines: &'view [IdentityView]) -> Vec<Line<'view>> {
    let lines = lines.iter().map(|line| Line {
        of,
        what: &line.label,
        value: line.value.as_deref().unwrap_or_default().into(),
        slot: &line.slot,
    });
    lines.collect()
}

fn differences(variant: &VariantView) -> impl Iterator<Item = Line<'_>> {
    variant.differences.iter().map(|difference| Line {
        of: &variant.key,
        what: &difference.subject,
        value: match (&difference.from, &difference.to) {
            (Some(from), Some(to)) => format!("{from} → {to}").into(),
            _ => difference.kind.word().into(),
        },
        slot: &difference.reason,
    })
}
