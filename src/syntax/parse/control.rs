//! Controls and their obligations.

use super::super::ast::{
    AlternativesDraft, AppliesDraft, ByDraft, ChangeKind, ControlDraft, CoveredDraft, DropDraft,
    ItemDraft, LevelClause, LineClauses, LineDraft, OtherwiseDraft, RelatesDraft, RowsClause,
    VerifyDraft,
};
use super::super::grammar::{Node, Rule};
use super::super::keywords::Context;
use super::codes;
use super::expr::condition_in;
use super::fields::Field;
use super::quick;
use super::reader::Reader;
use super::values::{because_in, key_in, keys_in, name_in, reference_in, references_in, text_in};
use crate::source::{Span, Spanned};

/// `control key "Title" { … }`
pub(super) fn parse_control(reader: &mut Reader<'_>) -> Option<ItemDraft> {
    let head = control_head(reader);
    let block = reader.needed_block(head.as_ref());
    let sound = head.is_some();
    let (key, title) = head.unwrap_or_default();
    let mut draft = ControlDraft {
        key,
        title,
        ..ControlDraft::default()
    };
    reader.fields(Context::Control, block, &mut draft, control_field);
    sound.then(|| ItemDraft::Control(Box::new(draft)))
}

/// A control that takes another may leave its title to it.
fn control_head(
    reader: &mut Reader<'_>,
) -> Option<(super::super::ast::Name, super::super::ast::Text)> {
    let source = reader.source;
    let fields = reader.slice.block.iter().flat_map(|block| &block.fields);
    let mut words = fields.map(|field| source.text_of(field.head.start));
    if !words.any(|word| word == "take") {
        return reader.titled_head();
    }
    let node = reader.read(Rule::control_head, &reader.head_words())?;
    Some((key_in(&node)?, text_in(&node).unwrap_or_default()))
}

fn control_field<'a>(reader: &mut Reader<'a>, draft: &mut ControlDraft, field: &Field<'a>) {
    match field.keyword {
        "take" => draft.take = reader.reference(field),
        "group" => draft.group = reader.key(field),
        "from" | "at" => levels(reader, draft, field),
        "strength" => draft.strength = reader.key(field),
        "subject" => draft.subject = reader.key(field),
        "addresses" => draft.addresses = reader.keys(field),
        "objective" => draft.objective = reader.text(field),
        "statement" => draft.statement = reader.text(field),
        "guidance" => draft.guidance = reader.text(field),
        "applies" => draft.applies = applies(reader, field),
        "otherwise" => draft.otherwise.extend(otherwise(reader, field)),
        "evidence" => draft.evidence.extend(evidence(reader, field)),
        "verify" => draft.verify.extend(verify(reader, field)),
        "add" => add(reader, draft, field),
        "drop" => draft.drops.extend(drop_lines(reader, field)),
        "covered" => draft.covered = covered(reader, field),
        "not" => draft.not_assessed = not_assessed(reader, field),
        "relates" => draft.relates.extend(relates(reader, field)),
        "provenance" => {
            let written = reader.provenance(&field.range, &field.words);
            draft.provenance.extend(written);
        }
        _ => draft.was.extend(reader.keys(field)),
    }
}

/// `add evidence …`, `add verify …`: the words after `add` are a line like any other.
fn add<'a>(reader: &mut Reader<'a>, draft: &mut ControlDraft, field: &Field<'a>) {
    let line = Field {
        keyword: reader.source.text_of(field.words.start),
        range: field.range.clone(),
        words: reader.source.after_first(&field.words),
        block: None,
    };
    match line.keyword {
        "evidence" => draft.add_evidence.extend(evidence(reader, &line)),
        "verify" => draft.add_verify.extend(verify(reader, &line)),
        // What stands here begins no such line: reading it says so.
        _ => draft.drops.extend(drop_lines(reader, field)),
    }
}

fn drop_lines(reader: &mut Reader<'_>, field: &Field<'_>) -> Option<DropDraft> {
    let node = reader.read(Rule::drop_field, &field.words)?;
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

/// `from` and `at` say the same thing in two ways: a control has one of them.
fn levels<'a>(reader: &mut Reader<'a>, draft: &mut ControlDraft, field: &Field<'a>) {
    if draft.levels.is_some() {
        let place = reader.source.place_of_token(field.range.start);
        reader.report(codes::from_and_at(place, field.keyword));
        reader.mention(&field.range);
        return;
    }
    draft.levels = match field.keyword {
        "from" => reader.key(field).map(LevelClause::From),
        _ => reader.read(Rule::at_field, &field.words).and_then(|node| {
            let at = node.child(Rule::at_levels)?;
            Some(LevelClause::At {
                levels: keys_in(&at),
                because: at.child(Rule::only).and_then(|only| because_in(&only)),
            })
        }),
    };
}

fn applies<'a>(reader: &mut Reader<'a>, field: &Field<'a>) -> Option<Spanned<AppliesDraft>> {
    let lower = |reader: &mut Reader<'a>, node: &Node<'a>| {
        let applies = if node.has(Rule::kw_always) {
            AppliesDraft::Always
        } else if let Some(each) = node.child(Rule::for_each) {
            AppliesDraft::ForEach(name_in(&each)?)
        } else {
            let when = node.child(Rule::when_clause)?;
            AppliesDraft::When(condition_in(reader, &when)?)
        };
        Some(Spanned::new(applies, reader.span_of(&field.words)))
    };
    reader.read_quick(field, quick::read_applies, Rule::applies_field, lower)
}

fn otherwise(reader: &mut Reader<'_>, field: &Field<'_>) -> Option<OtherwiseDraft> {
    let node = reader.read(Rule::otherwise_field, &field.words)?;
    Some(OtherwiseDraft {
        evidence: keys_in(&node),
    })
}

fn evidence<'a>(reader: &mut Reader<'a>, field: &Field<'a>) -> Option<LineDraft> {
    let span = reader.field_span(field);
    reader.read_quick(
        field,
        |words| quick::read_evidence(words, span),
        Rule::evidence_field,
        |reader, node| evidence_of(reader, node, span),
    )
}

fn evidence_of(reader: &mut Reader<'_>, node: &Node<'_>, span: Span) -> Option<LineDraft> {
    let mut line = LineDraft {
        names: keys_in(node),
        alternatives: None,
        levels: node
            .child(Rule::level_clause)
            .and_then(|node| level_clause(&node)),
        clauses: clauses(reader, node),
        span,
    };
    if let Some(choice) = node.child(Rule::alternatives) {
        line.names = key_in(&choice).into_iter().collect();
        let needed = choice
            .child(Rule::kw_any)
            .or_else(|| choice.child(Rule::integer))?;
        line.alternatives = Some(AlternativesDraft {
            needed: needed.name(),
            of: keys_in(&choice),
        });
    }
    Some(line)
}

fn verify<'a>(reader: &mut Reader<'a>, field: &Field<'a>) -> Option<VerifyDraft> {
    let span = reader.field_span(field);
    reader.read_quick(
        field,
        |words| quick::read_verify(words, span),
        Rule::verify_field,
        |reader, node| Some(verify_of(reader, node, span)),
    )
}

fn verify_of(reader: &mut Reader<'_>, node: &Node<'_>, span: Span) -> VerifyDraft {
    VerifyDraft {
        names: keys_in(node),
        by: node
            .all(Rule::by_clause)
            .filter_map(|by| by_clause(&by))
            .collect(),
        clauses: clauses(reader, node),
        witness: node
            .child(Rule::witness)
            .and_then(|witness| key_in(&witness)),
        span,
    }
}

fn by_clause(node: &Node<'_>) -> Option<ByDraft> {
    Some(ByDraft {
        depth: key_in(node)?,
        levels: node
            .child(Rule::level_clause)
            .and_then(|node| level_clause(&node)),
    })
}

fn level_clause(node: &Node<'_>) -> Option<LevelClause> {
    match node.child(Rule::from_level) {
        Some(from) => key_in(&from).map(LevelClause::From),
        None => node.child(Rule::at_level).map(|at| LevelClause::At {
            levels: keys_in(&at),
            because: None,
        }),
    }
}

fn clauses(reader: &mut Reader<'_>, node: &Node<'_>) -> LineClauses {
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
            .child(Rule::where_rows)
            .and_then(|filter| condition_in(reader, &filter)),
        condition: node
            .child(Rule::when_clause)
            .and_then(|when| condition_in(reader, &when)),
    }
}

/// Reads for which entries a line is owed. `once` beside `for each`, which pest lets through, has been
/// reported; `for each` is kept.
fn rows(node: &Node<'_>) -> Option<Spanned<RowsClause>> {
    let Some(rows) = node.child(Rule::rows) else {
        let once = node.child(Rule::once)?;
        return Some(Spanned::new(RowsClause::Once, once.span()));
    };
    let clause = match rows.child(Rule::rows_each) {
        Some(each) => {
            let mut names = each.all(Rule::name).map(|name| name.name());
            RowsClause::ForEach {
                set: names.next()?,
                each: names.next(),
            }
        }
        None => RowsClause::AtLeastOne(name_in(&rows.child(Rule::rows_one)?)?),
    };
    Some(Spanned::new(clause, rows.span()))
}

fn covered(reader: &mut Reader<'_>, field: &Field<'_>) -> Option<CoveredDraft> {
    let node = reader.read(Rule::covered_field, &field.words)?;
    Some(CoveredDraft {
        by: references_in(&node),
        because: because_in(&node)?,
        span: reader.field_span(field),
    })
}

fn not_assessed(reader: &mut Reader<'_>, field: &Field<'_>) -> Option<super::super::ast::Text> {
    let node = reader.read(Rule::not_field, &field.words)?;
    because_in(&node)
}

fn relates<'a>(reader: &mut Reader<'a>, field: &Field<'a>) -> Option<RelatesDraft> {
    let span = reader.field_span(field);
    reader.read_quick(
        field,
        |words| quick::read_relates(words, span),
        Rule::relates_field,
        |_, node| relates_in(node, span),
    )
}

/// Returns what a node says of another control.
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
