//! What sections of forms ask people to fill in (L-187, L-361).

use super::names::Tree;
use super::part_names::PartNames;
use super::reader::DraftReader;
use super::style::KeyStyle;
use super::vocabulary::resolve_options;
use crate::diag::{Diagnostic, codes};
use crate::model::{Ask, AskColumn, AskKind, BlankKind};
use crate::source::Place;
use crate::syntax::ast::{AskDraft, AskKindDraft, ColumnDraft};

codes! {
    ASK_TWICE = error("P0266", "question or column that is declared twice"),
    NO_CELL = error("P0299", "column of a list that does not fit in a cell"),
}

pub(super) fn resolve_asks(
    reader: &mut DraftReader<'_>,
    tree: &Tree<'_>,
    drafts: &[AskDraft],
) -> Vec<Ask> {
    let mut asks = Vec::with_capacity(drafts.len());
    let mut names = PartNames::new(&ASK_TWICE, "question", KeyStyle::Part);
    for draft in drafts {
        let AskDraft {
            key,
            title,
            ref kind,
            number,
            about,
            ref audience,
            ref was,
        } = *draft;
        if !names.declare(reader, key) {
            continue;
        }
        let place = reader.place(key.span);
        let Some(kind) = resolve_kind(reader, kind) else {
            continue;
        };
        asks.push(Ask {
            key: reader.key(key),
            title: reader.text(title),
            number: reader.numbering(number),
            kind,
            about: reader.given(about),
            audience: reader.refer_all(tree, audience),
            was: reader.keys(was),
            place,
        });
    }
    asks
}

fn resolve_kind(reader: &mut DraftReader<'_>, draft: &AskKindDraft) -> Option<AskKind> {
    match draft {
        AskKindDraft::Word(word) => reader.choose(*word).map(AskKind::Blank),
        AskKindDraft::OneOf(options) => Some(AskKind::OneOf(resolve_options(reader, options))),
        AskKindDraft::ListOf(columns) => Some(AskKind::ListOf(resolve_columns(reader, columns))),
    }
}

/// Resolves the columns of a list. What takes a table of its own fits into no cell (L-361).
fn resolve_columns(reader: &mut DraftReader<'_>, drafts: &[ColumnDraft]) -> Vec<AskColumn> {
    let mut columns = Vec::with_capacity(drafts.len());
    let mut names = PartNames::new(&ASK_TWICE, "column", KeyStyle::Part);
    for draft in drafts {
        let ColumnDraft {
            key,
            title,
            kind,
            was,
        } = draft;
        if !names.declare(reader, *key) {
            continue;
        }
        let Some(kind) = resolve_kind(reader, kind) else {
            continue;
        };
        if !fits_cell(&kind) {
            let place = reader.place(key.span);
            let column = reader.word(*key).to_owned();
            reader.report(no_cell(place, &column));
            continue;
        }
        columns.push(AskColumn {
            key: reader.key(*key),
            title: reader.text(*title),
            kind,
            was: reader.keys(was),
        });
    }
    columns
}

fn fits_cell(kind: &AskKind) -> bool {
    match kind {
        AskKind::OneOf(_) => true,
        AskKind::Blank(blank) => match blank {
            BlankKind::Text | BlankKind::Lines | BlankKind::Date => true,
            BlankKind::Check | BlankKind::Figure | BlankKind::Signature => false,
        },
        AskKind::ListOf(_) => false,
    }
}

fn no_cell(place: Place, column: &str) -> Diagnostic {
    let message = format!("the column `{column}` asks for more than fits in a cell");
    Diagnostic::at(&NO_CELL, place, message).help(
        "use `text`, `lines`, `date` or `one of { … }`, and ask for the rest outside the list",
    )
}
