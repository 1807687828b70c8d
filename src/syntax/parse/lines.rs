//! Reads the lines of a control: when it applies, its obligations, its relations.

use thin_vec::ThinVec;

use super::codes;
use super::expr::condition_in;
use super::quick;
use super::reader::PieceReader;
use super::values::{because_in, key_in, keys_in, name_in, reference_in, references_in};
use crate::source::{Span, Spanned};
use crate::syntax::ast::{
    AlternativesDraft, AmongDraft, AppliesDraft, AtDraft, ByDraft, ChangeKind, CoveredDraft,
    DropDraft, LevelClause, LineClauses, LineDraft, Name, RelatesDraft, RowsClause, VerifyDraft,
};
use crate::syntax::grammar::{Node, Rule};
use crate::syntax::outline::TokenRange;

pub(super) fn read_applies<'a>(
    reader: &mut PieceReader<'a>,
    tokens: &TokenRange,
) -> Option<Spanned<AppliesDraft>> {
    let span = reader.span_of(tokens);
    let lower = |reader: &mut PieceReader<'a>, node: &Node<'a>| {
        let applies = if node.has(Rule::kw_always) {
            AppliesDraft::Always
        } else if let Some(each) = node.child(Rule::for_each) {
            AppliesDraft::ForEach(name_in(&each)?)
        } else {
            let when = node.child(Rule::when_clause)?;
            AppliesDraft::When(condition_in(reader, &when)?)
        };
        Some(Spanned::new(applies, span))
    };
    reader.read_quick(tokens, quick::read_applies, Rule::applies_field, lower)
}

/// Reads `from` and the levels of a control.
pub(super) fn read_at(reader: &mut PieceReader<'_>, tokens: &TokenRange) -> Option<LevelClause> {
    let node = reader.read(Rule::at_field, tokens)?;
    let at = node.child(Rule::at_levels)?;
    Some(LevelClause::At(Box::new(AtDraft {
        levels: keys_in(&at),
        because: at.part(Rule::only, because_in),
    })))
}

/// Reads `evidence x, y` or `verify x, y` after `drop`.
pub(super) fn read_drop(reader: &mut PieceReader<'_>, tokens: &TokenRange) -> Option<DropDraft> {
    let node = reader.read(Rule::drop_field, tokens)?;
    let kind = if node.has(Rule::kw_verify) {
        ChangeKind::Verify
    } else {
        ChangeKind::Evidence
    };
    Some(DropDraft {
        kind,
        names: keys_in(&node),
    })
}

/// Reads an `evidence` line; `span` is that of the field.
pub(super) fn read_evidence(
    reader: &mut PieceReader<'_>,
    tokens: &TokenRange,
    span: Span,
) -> Option<LineDraft> {
    reader.read_quick(
        tokens,
        |cursor| quick::read_evidence(cursor, span),
        Rule::evidence_field,
        |reader, node| evidence_of(reader, node, span),
    )
}

/// Reads a `verify` line; `span` is that of the field.
pub(super) fn read_verify(
    reader: &mut PieceReader<'_>,
    tokens: &TokenRange,
    span: Span,
) -> Option<VerifyDraft> {
    reader.read_quick(
        tokens,
        |cursor| quick::read_verify(cursor, span),
        Rule::verify_field,
        |reader, node| Some(verify_of(reader, node, span)),
    )
}

/// Reads `covered by …`; `span` is that of the field.
pub(super) fn read_covered(
    reader: &mut PieceReader<'_>,
    tokens: &TokenRange,
    span: Span,
) -> Option<Box<CoveredDraft>> {
    let node = reader.read(Rule::covered_field, tokens)?;
    Some(Box::new(CoveredDraft {
        by: references_in(&node),
        because: because_in(&node)?,
        span,
    }))
}

/// Reads a `relates` line; `span` is that of the field.
pub(super) fn read_relates(
    reader: &mut PieceReader<'_>,
    tokens: &TokenRange,
    span: Span,
) -> Option<RelatesDraft> {
    reader.read_quick(
        tokens,
        |cursor| quick::read_relates(cursor, span),
        Rule::relates_field,
        |_, node| relates_in(node, span),
    )
}

fn evidence_of(reader: &mut PieceReader<'_>, node: &Node<'_>, span: Span) -> Option<LineDraft> {
    let mut line = LineDraft {
        names: keys_in(node),
        alternatives: None,
        levels: node.part(Rule::level_clause, level_clause),
        clauses: clauses(reader, node),
        span,
    };
    if let Some(choice) = node.child(Rule::alternatives) {
        line.names = key_in(&choice).into_iter().collect();
        let needed = choice
            .child(Rule::kw_any)
            .or_else(|| choice.child(Rule::integer))?;
        line.alternatives = Some(Box::new(AlternativesDraft {
            needed: needed.name(),
            of: keys_in(&choice),
        }));
    }
    Some(line)
}

fn verify_of(reader: &mut PieceReader<'_>, node: &Node<'_>, span: Span) -> VerifyDraft {
    VerifyDraft {
        names: keys_in(node),
        cases: node
            .child(Rule::case_clause)
            .map_or_else(ThinVec::new, |cases| keys_in(&cases)),
        by: node
            .all(Rule::by_clause)
            .filter_map(|by| by_clause(&by))
            .collect(),
        clauses: clauses(reader, node),
        witness: node.part(Rule::witness, key_in),
        span,
    }
}

fn by_clause(node: &Node<'_>) -> Option<ByDraft> {
    Some(ByDraft {
        depth: key_in(node)?,
        levels: node.part(Rule::level_clause, level_clause),
    })
}

fn level_clause(node: &Node<'_>) -> Option<LevelClause> {
    match node.child(Rule::from_level) {
        Some(from) => key_in(&from).map(LevelClause::From),
        None => node.child(Rule::at_level).map(|at| {
            LevelClause::At(Box::new(AtDraft {
                levels: keys_in(&at),
                because: None,
            }))
        }),
    }
}

fn clauses(reader: &mut PieceReader<'_>, node: &Node<'_>) -> LineClauses {
    if let (Some(rows), true) = (node.child(Rule::rows), node.has(Rule::once)) {
        let place = reader.place(rows.span());
        reader.report(codes::unexpected(
            place,
            "`for`",
            &["no entries after `once`"],
        ));
    }
    LineClauses {
        rows: rows(node),
        filter: node
            .part(Rule::where_rows, |rows| condition_in(reader, rows))
            .map(Box::new),
        condition: node
            .part(Rule::when_clause, |when| condition_in(reader, when))
            .map(Box::new),
    }
}

/// Reads the rows of a line. `once` together with `for each`, which pest accepts, has been reported, and `for each`
/// counts.
fn rows(node: &Node<'_>) -> Option<Spanned<RowsClause>> {
    let Some(rows) = node.child(Rule::rows) else {
        let once = node.child(Rule::once)?;
        return Some(Spanned::new(RowsClause::Once, once.span()));
    };
    let clause = match rows.child(Rule::rows_each) {
        Some(each) => {
            let mut names = each.all(Rule::name).map(|name| name.name());
            let set = names.next()?;
            match each.child(Rule::among) {
                Some(among) => RowsClause::AtLeastOneOf(Box::new(among_in(&among, set)?)),
                None => RowsClause::ForEach {
                    set,
                    each: names.next(),
                },
            }
        }
        None => RowsClause::AtLeastOne(name_in(&rows.child(Rule::rows_one)?)?),
    };
    Some(Spanned::new(clause, rows.span()))
}

fn among_in(node: &Node<'_>, each: Name) -> Option<AmongDraft> {
    let mut names = node.all(Rule::name).map(|name| name.name());
    Some(AmongDraft {
        each,
        set: names.next()?,
        by: names.next(),
    })
}

/// Returns the relation of a node.
pub(super) fn relates_in(node: &Node<'_>, span: Span) -> Option<RelatesDraft> {
    let relates = node.child(Rule::relates)?;
    Some(RelatesDraft {
        kind: relates
            .child(Rule::relation_kind)?
            .children()
            .next()?
            .name(),
        target: reference_in(&relates)?,
        because: because_in(&relates),
        span,
    })
}
