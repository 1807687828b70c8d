//! Reads lines of a control that have no condition.

use thin_vec::ThinVec;

use super::cursor::Cursor;
use crate::source::{Span, Spanned};
use crate::syntax::ast::{
    AlternativesDraft, AppliesDraft, AtDraft, ByDraft, LevelClause, LineClauses, LineDraft, Name,
    RelatesDraft, RowsClause, VerifyDraft,
};

/// Reads `always` and `for each x`.
pub fn read_applies(cursor: &mut Cursor<'_>) -> Option<Spanned<AppliesDraft>> {
    if let Some(span) = cursor.take("always") {
        return Some(Spanned::new(AppliesDraft::Always, span));
    }
    let start = cursor.take("for")?;
    cursor.take("each")?;
    let set = cursor.name()?;
    let span = start.to(set.span);
    Some(Spanned::new(AppliesDraft::ForEach(set), span))
}

/// Reads an `evidence` line; `span` is that of the field.
pub fn read_evidence(cursor: &mut Cursor<'_>, span: Span) -> Option<LineDraft> {
    let once = cursor.take("once");
    let LineNames {
        names,
        alternatives,
    } = read_names(cursor)?;
    let levels = read_levels(cursor)?;
    let rows = read_rows(cursor, once)?;
    Some(LineDraft {
        names,
        alternatives,
        levels,
        clauses: LineClauses {
            rows,
            ..LineClauses::default()
        },
        span,
    })
}

/// Reads a `verify` line; `span` is that of the field.
pub fn read_verify(cursor: &mut Cursor<'_>, span: Span) -> Option<VerifyDraft> {
    let once = cursor.take("once");
    let names = cursor.keys()?.into();
    let mut by = Vec::new();
    loop {
        cursor.take("by")?;
        by.push(ByDraft {
            depth: cursor.key()?,
            levels: read_levels(cursor)?,
        });
        if cursor.take(",").is_none() {
            break;
        }
    }
    let rows = read_rows(cursor, once)?;
    let witness = match cursor.take("witness") {
        Some(_) => Some(cursor.key()?),
        None => None,
    };
    Some(VerifyDraft {
        names,
        cases: ThinVec::new(),
        by: by.into(),
        clauses: LineClauses {
            rows,
            ..LineClauses::default()
        },
        witness,
        span,
    })
}

/// Reads a `relates` line; `span` is that of the field.
pub fn read_relates(cursor: &mut Cursor<'_>, span: Span) -> Option<RelatesDraft> {
    let (kind, word) = cursor.key_and_word()?;
    match word {
        "subset" | "superset" => cursor.take("of").map(drop)?,
        "equal" | "intersects" | "none" => {}
        _ => return None,
    }
    let target = cursor.reference()?;
    let because = match cursor.take("because") {
        Some(_) => Some(cursor.text()?),
        None => None,
    };
    Some(RelatesDraft {
        kind,
        target,
        because,
        span,
    })
}

/// The evidence kinds of a line, with the alternatives if it names any.
struct LineNames {
    names: Box<[Name]>,
    alternatives: Option<Box<AlternativesDraft>>,
}

fn read_names(cursor: &mut Cursor<'_>) -> Option<LineNames> {
    let mut choice = *cursor;
    let key = choice.key()?;
    let needed = choice.key_and_word();
    if choice.take("of").is_none() {
        return Some(LineNames {
            names: cursor.keys()?.into(),
            alternatives: None,
        });
    }
    let is_count = |word: &str| word == "any" || word.bytes().all(|byte| byte.is_ascii_digit());
    let (needed, _) = needed.filter(|(_, word)| is_count(word))?;
    let of = choice.keys()?.into();
    *cursor = choice;
    Some(LineNames {
        names: Box::new([key]),
        alternatives: Some(Box::new(AlternativesDraft { needed, of })),
    })
}

/// Reads a level clause, if there is one; the outer `None` is for text that cannot be read.
#[expect(
    clippy::option_option,
    reason = "a clause may be absent, or not be read here"
)]
fn read_levels(cursor: &mut Cursor<'_>) -> Option<Option<LevelClause>> {
    if cursor.take("from").is_some() {
        return cursor.key().map(LevelClause::From).map(Some);
    }
    if cursor.take("at").is_some() {
        let levels = cursor.keys()?.into();
        let because = None;
        let at = AtDraft { levels, because };
        return Some(Some(LevelClause::At(Box::new(at))));
    }
    Some(None)
}

/// Reads the clause of rows, if there is one; the outer `None` is for text that cannot be read.
#[expect(
    clippy::option_option,
    reason = "a clause may be absent, or not be read here"
)]
fn read_rows(cursor: &mut Cursor<'_>, once: Option<Span>) -> Option<Option<Spanned<RowsClause>>> {
    let Some(start) = cursor.take("for") else {
        return Some(once.map(|span| Spanned::new(RowsClause::Once, span)));
    };
    if once.is_some() {
        return None;
    }
    cursor.take("each")?;
    let set = cursor.name()?;
    let each = match cursor.take(",") {
        Some(_) => {
            cursor.take("each")?;
            Some(cursor.name()?)
        }
        None => None,
    };
    let end = each.as_ref().map_or(set.span, |each| each.span);
    let rows = RowsClause::ForEach { set, each };
    Some(Some(Spanned::new(rows, start.to(end))))
}
