//! The lines of a control, as long as they hold no condition.

use super::words::Words;
use crate::source::{Span, Spanned};
use crate::syntax::ast::{
    AlternativesDraft, AppliesDraft, ByDraft, LevelClause, LineClauses, LineDraft, Name,
    RelatesDraft, RowsClause, VerifyDraft,
};

/// Reads `always` and `for each x`.
pub(in crate::syntax::parse) fn read_applies(
    mut words: Words<'_>,
) -> Option<Spanned<AppliesDraft>> {
    if let Some(span) = words.take("always") {
        return words.end(Spanned::new(AppliesDraft::Always, span));
    }
    let start = words.take("for")?;
    words.take("each")?;
    let set = words.name()?;
    let span = start.to(set.span);
    words.end(Spanned::new(AppliesDraft::ForEach(set), span))
}

/// Reads an `evidence` line; `span` is that of the field.
pub(in crate::syntax::parse) fn read_evidence(
    mut words: Words<'_>,
    span: Span,
) -> Option<LineDraft> {
    let once = words.take("once");
    let LineNames {
        names,
        alternatives,
    } = read_names(&mut words)?;
    let levels = read_levels(&mut words)?;
    let rows = read_rows(&mut words, once)?;
    words.end(LineDraft {
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
pub(in crate::syntax::parse) fn read_verify(
    mut words: Words<'_>,
    span: Span,
) -> Option<VerifyDraft> {
    let once = words.take("once");
    let names = words.keys()?.into();
    let mut by = Vec::new();
    loop {
        words.take("by")?;
        by.push(ByDraft {
            depth: words.key()?,
            levels: read_levels(&mut words)?,
        });
        if words.take(",").is_none() {
            break;
        }
    }
    let rows = read_rows(&mut words, once)?;
    let witness = match words.take("witness") {
        Some(_) => Some(words.key()?),
        None => None,
    };
    words.end(VerifyDraft {
        names,
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
pub(in crate::syntax::parse) fn read_relates(
    mut words: Words<'_>,
    span: Span,
) -> Option<RelatesDraft> {
    let (kind, word) = words.key_and_word()?;
    match word {
        "subset" | "superset" => words.take("of").map(drop)?,
        "equal" | "intersects" | "none" => {}
        _ => return None,
    }
    let target = words.reference()?;
    let because = match words.take("because") {
        Some(_) => Some(words.text()?),
        None => None,
    };
    words.end(RelatesDraft {
        kind,
        target,
        because,
        span,
    })
}

/// The evidence that a line names: all of it, or some of it.
struct LineNames {
    names: Box<[Name]>,
    alternatives: Option<Box<AlternativesDraft>>,
}

fn read_names(words: &mut Words<'_>) -> Option<LineNames> {
    let mut choice = *words;
    let key = choice.key()?;
    let needed = choice.key_and_word();
    if choice.take("of").is_none() {
        return Some(LineNames {
            names: words.keys()?.into(),
            alternatives: None,
        });
    }
    let is_count = |word: &str| word == "any" || word.bytes().all(|byte| byte.is_ascii_digit());
    let (needed, _) = needed.filter(|(_, word)| is_count(word))?;
    let of = choice.keys()?.into();
    *words = choice;
    Some(LineNames {
        names: Box::new([key]),
        alternatives: Some(Box::new(AlternativesDraft { needed, of })),
    })
}

/// The outer `None` is for what is no level clause.
#[expect(
    clippy::option_option,
    reason = "a clause may be absent, or not be read here"
)]
fn read_levels(words: &mut Words<'_>) -> Option<Option<LevelClause>> {
    if words.take("from").is_some() {
        return words.key().map(LevelClause::From).map(Some);
    }
    if words.take("at").is_some() {
        let levels = words.keys()?.into();
        let because = None;
        return Some(Some(LevelClause::At { levels, because }));
    }
    Some(None)
}

/// The outer `None` is for what is no clause of rows.
#[expect(
    clippy::option_option,
    reason = "a clause may be absent, or not be read here"
)]
fn read_rows(words: &mut Words<'_>, once: Option<Span>) -> Option<Option<Spanned<RowsClause>>> {
    let Some(start) = words.take("for") else {
        return Some(once.map(|span| Spanned::new(RowsClause::Once, span)));
    };
    if once.is_some() {
        return None;
    }
    words.take("each")?;
    let set = words.name()?;
    let each = match words.take(",") {
        Some(_) => {
            words.take("each")?;
            Some(words.name()?)
        }
        None => None,
    };
    let end = each.as_ref().map_or(set.span, |each| each.span);
    let rows = RowsClause::ForEach { set, each };
    Some(Some(Spanned::new(rows, start.to(end))))
}
