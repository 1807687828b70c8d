//! Reads each kind of field: one arm for each variant of [`FieldMut`].

use thin_vec::ThinVec;

use super::acts::read_act;
use super::catalogs::{
    cites_in, count_in, finding_in, kinds_in, levels_in, over_in, read_history, uses_in, words_in,
};
use super::codes;
use super::head::read_provenance;
use super::lines::{
    read_applies, read_at, read_covered, read_drop, read_evidence, read_relates, read_verify,
};
use super::products::{read_expect, read_product};
use super::quick::Cursor;
use super::reader::{FieldTokens, PieceReader};
use super::values::{
    because_in, each_key, key_in, keys_in, name_in, reference_in, references_in, text_in, texts_in,
};
use crate::syntax::ast::{
    AnswersDraft, EffortDraft, FieldMut, FormPlace, HoldingDraft, LevelClause, LineDraft, Name,
    NumberDraft, SampleDraft, TextDraft, VerifyDraft, push_one,
};
use crate::syntax::grammar::{Node, Rule};
use crate::syntax::outline::TokenRange;

/// Reads a field into the part of the draft that it fills. Parts with fields of their own are read by `fields`.
pub(super) fn read_field<'a>(
    reader: &mut PieceReader<'a>,
    field: &FieldTokens<'a>,
    part: FieldMut<'_>,
) {
    let tokens = &field.tokens;
    let span = reader.span_of(&field.range);
    match part {
        FieldMut::Text(text) => *text = read_text(reader, tokens),
        FieldMut::Texts(texts) => texts.extend(read_texts(reader, tokens)),
        FieldMut::WhenText(text) => *text = node_of(reader, tokens, Rule::when_field, text_in),
        FieldMut::Key(key) => *key = read_key(reader, tokens),
        FieldMut::Keys(keys) => keys.extend(read_keys(reader, tokens)),
        FieldMut::ByKey(key) => *key = node_of(reader, tokens, Rule::signed_field, key_in),
        FieldMut::ByKeys(keys) => keys.extend(list_of(reader, tokens, Rule::confirmed_field)),
        FieldMut::Unpublished(keys) => keys.extend(list_of(reader, tokens, Rule::members_field)),
        FieldMut::Otherwise(keys) => keys.extend(list_of(reader, tokens, Rule::otherwise_field)),
        FieldMut::Reference(reference) => {
            let (quick, rule) = (Cursor::reference, Rule::reference_field);
            *reference = reader.read_quick(tokens, quick, rule, |_, node| reference_in(node));
        }
        FieldMut::References(references) => {
            *references = all_of(reader, tokens, Rule::refs_field, references_in);
        }
        FieldMut::Number(number) => {
            *number = node_of(reader, tokens, Rule::number_field, number_in);
        }
        FieldMut::Flag(flag) => *flag = node_of(reader, tokens, Rule::may_field, |_| Some(span)),
        FieldMut::Cites(cites) => *cites = node_of(reader, tokens, Rule::cites_field, cites_in),
        FieldMut::Words(list) => list.extend(all_of(reader, tokens, Rule::prints_field, words_in)),
        FieldMut::Kinds(list) => *list = all_of(reader, tokens, Rule::kinds_field, kinds_in),
        FieldMut::Provenance(list) => list.extend(read_provenance(reader, tokens)),
        FieldMut::History(kind, list) => list.extend(read_history(reader, tokens, kind)),
        FieldMut::Levels(levels) => {
            *levels = all_of(reader, tokens, Rule::levels_field, levels_in);
        }
        FieldMut::Count(count) => *count = node_of(reader, tokens, Rule::count_field, count_in),
        FieldMut::Over(list) => list.extend(node_of(reader, tokens, Rule::over_field, over_in)),
        FieldMut::Uses(list) => list.extend(node_of(reader, tokens, Rule::uses_field, uses_in)),
        FieldMut::Finding(list) => {
            list.extend(node_of(reader, tokens, Rule::finding_field, finding_in));
        }
        FieldMut::FromLevel(levels) => {
            if is_first_of_two(reader, field, levels.as_ref()) {
                *levels = read_key(reader, tokens).map(LevelClause::From);
            }
        }
        FieldMut::AtLevels(levels) => {
            if is_first_of_two(reader, field, levels.as_ref()) {
                *levels = read_at(reader, tokens);
            }
        }
        FieldMut::Applies(applies) => *applies = read_applies(reader, tokens),
        FieldMut::Evidence(list) => add(list, read_evidence(reader, tokens, span)),
        FieldMut::Verify(list) => add(list, read_verify(reader, tokens, span)),
        FieldMut::Added(evidence, verify) => read_added(reader, field, evidence, verify),
        FieldMut::Dropped(list) => list.extend(read_drop(reader, tokens)),
        FieldMut::Covered(covered) => *covered = read_covered(reader, tokens, span),
        FieldMut::NotAssessed(because) => {
            *because = node_of(reader, tokens, Rule::not_field, because_in);
        }
        FieldMut::Relates(list) => add(list, read_relates(reader, tokens, span)),
        FieldMut::Inventory(inventory, each) => {
            if let Some(node) = reader.read(Rule::inventory_field, tokens) {
                let mut keys = each_key(&node);
                (*inventory, *each) = (keys.next(), keys.next());
            }
        }
        FieldMut::Sample(sample) => {
            *sample = node_of(reader, tokens, Rule::sample_field, sample_in);
        }
        FieldMut::Configurations(named, of) => {
            (*named, *of) = read_configurations(reader, tokens);
        }
        FieldMut::Effort(list) => {
            list.extend(all_of(reader, tokens, Rule::effort_field, efforts_in));
        }
        FieldMut::Place(list) => list.extend(node_of(reader, tokens, Rule::place_field, place_in)),
        FieldMut::EvidenceKind(kind, answers) => {
            if let Some(node) = reader.read(Rule::kind_field, tokens) {
                (*kind, *answers) = (key_in(&node), node.part(Rule::answers_of, answers_in));
            }
        }
        FieldMut::Holds(list) => {
            *list = all_of(reader, tokens, Rule::holds_field, holds_in);
        }
        FieldMut::Act(act, list) => list.extend(read_act(reader, tokens, act, span)),
        FieldMut::Under(edition, level) => {
            if let Some(node) = reader.read(Rule::under_field, tokens) {
                (*edition, *level) = (reference_in(&node), key_in(&node));
            }
        }
        FieldMut::Product(lines) => {
            let head = reader.read(Rule::product_head, tokens);
            if let (Some(_), Some(block)) = (head, field.block) {
                *lines = read_product(reader, block);
            }
        }
        FieldMut::Expect(list) => list.extend(read_expect(reader, tokens, span)),
        FieldMut::Inner(..) => {}
    }
}

fn add<T>(list: &mut ThinVec<T>, read: Option<T>) {
    if let Some(added) = read {
        push_one(list, added);
    }
}

/// Reads a piece with pest and takes the wanted part from its tree.
fn node_of<'a, T>(
    reader: &mut PieceReader<'a>,
    tokens: &TokenRange,
    rule: Rule,
    take: impl FnOnce(&Node<'a>) -> Option<T>,
) -> Option<T> {
    take(&reader.read(rule, tokens)?)
}

/// Reads a list; empty if the field cannot be read.
fn all_of<'a, L: Default>(
    reader: &mut PieceReader<'a>,
    tokens: &TokenRange,
    rule: Rule,
    take: impl FnOnce(&Node<'a>) -> L,
) -> L {
    reader
        .read(rule, tokens)
        .map_or_else(L::default, |node| take(&node))
}

fn list_of(reader: &mut PieceReader<'_>, tokens: &TokenRange, rule: Rule) -> ThinVec<Name> {
    all_of(reader, tokens, rule, keys_in)
}

fn read_text(reader: &mut PieceReader<'_>, tokens: &TokenRange) -> Option<TextDraft> {
    reader.read_quick(tokens, Cursor::text, Rule::text_field, |_, node| {
        text_in(node)
    })
}

fn read_texts(reader: &mut PieceReader<'_>, tokens: &TokenRange) -> ThinVec<TextDraft> {
    let texts = reader.read_quick(tokens, Cursor::texts, Rule::texts_field, |_, node| {
        Some(texts_in(node))
    });
    texts.unwrap_or_default().into()
}

fn read_key(reader: &mut PieceReader<'_>, tokens: &TokenRange) -> Option<Name> {
    reader.read_quick(tokens, Cursor::key, Rule::key_field, |_, node| key_in(node))
}

fn read_keys(reader: &mut PieceReader<'_>, tokens: &TokenRange) -> ThinVec<Name> {
    let keys = reader.read_quick(tokens, Cursor::keys, Rule::keys_field, |_, node| {
        Some(keys_in(node))
    });
    keys.unwrap_or_default().into()
}

/// Reads configurations, or the attribute that names them.
fn read_configurations(
    reader: &mut PieceReader<'_>,
    tokens: &TokenRange,
) -> (ThinVec<Name>, Option<Name>) {
    let node = reader.read(Rule::configuration_field, tokens);
    node.map_or_else(Default::default, |node| (keys_in(&node), name_in(&node)))
}

fn number_in(node: &Node<'_>) -> Option<NumberDraft> {
    match node.child(Rule::kw_unknown) {
        Some(unknown) => Some(NumberDraft::Unknown(unknown.span())),
        None => text_in(node).map(NumberDraft::Given),
    }
}

/// Reports a control with both `from` and `at` (L-113).
fn is_first_of_two(
    reader: &mut PieceReader<'_>,
    field: &FieldTokens<'_>,
    levels: Option<&LevelClause>,
) -> bool {
    if levels.is_some() {
        let place = reader.source.place_of_token(field.range.start);
        reader.report(codes::from_and_at(place, field.keyword));
        reader.mention(&field.range);
    }
    levels.is_none()
}

/// Reads `add evidence …` or `add verify …`. The tokens after `add` are a line like any other.
fn read_added(
    reader: &mut PieceReader<'_>,
    field: &FieldTokens<'_>,
    evidence: &mut ThinVec<LineDraft>,
    verify: &mut ThinVec<VerifyDraft>,
) {
    let span = reader.span_of(&field.range);
    let tokens = reader.source.after_first(&field.tokens);
    match reader.source.text_of(field.tokens.start) {
        "evidence" => evidence.extend(read_evidence(reader, &tokens, span)),
        "verify" => verify.extend(read_verify(reader, &tokens, span)),
        // No line begins like this. Reading it as one reports that.
        _ => {
            let _ = read_drop(reader, &field.tokens);
        }
    }
}

fn sample_in(node: &Node<'_>) -> Option<SampleDraft> {
    let number = |node: &Node<'_>| Some(node.child(Rule::integer)?.name());
    let state = |node: &Node<'_>| Some(node.child(Rule::state)?.name());
    Some(SampleDraft {
        own: node.has(Rule::own),
        count: number(node),
        up_to: node.child(Rule::up_to).map(|node| node.name()),
        needs: state(node)?,
        kind: node.part(Rule::of_sample, key_in),
        batches: node.part(Rule::batches, number),
        leaves: node.part(Rule::leaves, state),
        may_leave: node.part(Rule::may_leave, state),
    })
}

fn efforts_in(node: &Node<'_>) -> ThinVec<EffortDraft> {
    let efforts = node.all(Rule::effort);
    efforts.filter_map(|effort| effort_of(&effort)).collect()
}

fn effort_of(node: &Node<'_>) -> Option<EffortDraft> {
    let per = match node.child(Rule::per) {
        Some(per) => per
            .child(Rule::kw_run)
            .or_else(|| per.child(Rule::kw_entry))?,
        None => node.child(Rule::kw_unattended)?,
    };
    Some(EffortDraft {
        amount: node.child(Rule::amount)?.name(),
        unit: key_in(node)?,
        per: per.name(),
    })
}

fn place_in(node: &Node<'_>) -> Option<FormPlace> {
    let mut keys = each_key(node);
    let (form, section) = (keys.next()?, keys.next()?);
    let span = form.span.to(section.span);
    Some(FormPlace {
        form,
        section,
        span,
    })
}

/// `answers of image: signed, version`
fn answers_in(node: &Node<'_>) -> Option<AnswersDraft> {
    Some(AnswersDraft {
        inventory: key_in(node)?,
        named: node
            .child(Rule::named_answers)
            .map_or_else(ThinVec::new, |named| keys_in(&named)),
    })
}

/// `responses, undertakings of vendor`
fn holds_in(node: &Node<'_>) -> ThinVec<HoldingDraft> {
    let held = node.all(Rule::holding).filter_map(|node| {
        let mut keys = each_key(&node);
        Some(HoldingDraft {
            word: keys.next()?,
            of: keys.next(),
        })
    });
    held.collect()
}
