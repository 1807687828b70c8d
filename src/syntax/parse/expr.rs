//! Conditions.

use thin_vec::ThinVec;

use super::codes;
use super::reader::PieceReader;
use super::values::{name_in, text_of};
use crate::source::{Span, Spanned};
use crate::syntax::ast::{
    Comparison, ExprDraft, HasKind, OperatorDraft, PathDraft, Polarity, QuantifiedDraft,
    Quantifier, TestDraft, ValueDraft,
};
use crate::syntax::grammar::{Node, Rule};

pub(super) fn condition_in(reader: &mut PieceReader<'_>, node: &Node<'_>) -> Option<ExprDraft> {
    node.child(Rule::expr).map(|expr| lower_expr(reader, &expr))
}

pub(super) fn path_in(node: &Node<'_>) -> Option<PathDraft> {
    node.child(Rule::path).map(|path| path_of(&path))
}

/// Takes a path apart.
pub(super) fn path_of(path: &Node<'_>) -> PathDraft {
    PathDraft {
        names: path.all(Rule::name).map(|name| name.name()).collect(),
        span: path.span(),
    }
}

/// Takes a value that stands alone: a word or a text.
pub(super) fn lower_value(node: &Node<'_>) -> Option<Spanned<ValueDraft>> {
    let inner = node.children().next()?;
    let value = if inner.rule() == Rule::this_ref {
        ValueDraft::This(name_in(&inner)?)
    } else if inner.rule() == Rule::text {
        ValueDraft::Text(text_of(&inner))
    } else {
        ValueDraft::Word(inner.name())
    };
    Some(Spanned::new(value, node.span()))
}

fn lower_expr(reader: &mut PieceReader<'_>, node: &Node<'_>) -> ExprDraft {
    let mut connective: Option<Rule> = None;
    let mut parts = ThinVec::new();
    for child in node.children() {
        if child.rule() == Rule::unary {
            parts.push(lower_unary(reader, &child));
            continue;
        }
        let found = child.children().next().map(|word| word.rule());
        if connective.is_some() && connective != found {
            reader.report(codes::mixed_connectives(reader.place(child.span())));
            reader.mention_span(node.span());
            return ExprDraft::Broken(node.span());
        }
        connective = found;
    }
    match (connective, parts.pop()) {
        (None, Some(only)) => only,
        (Some(Rule::kw_and), Some(last)) => {
            parts.push(last);
            ExprDraft::All(parts, node.span())
        }
        (_, Some(last)) => {
            parts.push(last);
            ExprDraft::Any(parts, node.span())
        }
        (_, None) => ExprDraft::Broken(node.span()),
    }
}

fn lower_unary(reader: &mut PieceReader<'_>, node: &Node<'_>) -> ExprDraft {
    let mut negations = Vec::new();
    let mut lowered = None;
    for child in node.children() {
        if child.rule() == Rule::kw_not {
            negations.push(child.span());
        } else {
            lowered = lower_primary(reader, &child);
        }
    }
    let inner = lowered.unwrap_or(ExprDraft::Broken(node.span()));
    negations.into_iter().rev().fold(inner, |inner, not| {
        let span = Span::new(not.start, node.span().end);
        ExprDraft::Not(Box::new(inner), span)
    })
}

fn lower_primary(reader: &mut PieceReader<'_>, node: &Node<'_>) -> Option<ExprDraft> {
    if node.rule() == Rule::group {
        condition_in(reader, node)
    } else if node.rule() == Rule::quantified {
        lower_quantified(reader, node)
    } else {
        lower_test(node).map(|test| ExprDraft::Test(Box::new(test)))
    }
}

fn lower_quantified(reader: &mut PieceReader<'_>, node: &Node<'_>) -> Option<ExprDraft> {
    let universal = node.child(Rule::universal);
    let parts = universal.as_ref().unwrap_or(node);
    let quantifier = match node.child(Rule::quantifier) {
        None => Quantifier::Every,
        Some(written) => match lower_quantifier(&written) {
            Some(quantifier) => quantifier,
            None => return Some(report_large(reader, &written, node)),
        },
    };
    Some(ExprDraft::Quantified(Box::new(QuantifiedDraft {
        quantifier,
        set: name_in(parts)?,
        filter: lower_clause(reader, parts, Rule::where_clause),
        satisfies: lower_clause(reader, parts, Rule::satisfies_clause),
        span: node.span(),
    })))
}

fn lower_clause(reader: &mut PieceReader<'_>, node: &Node<'_>, rule: Rule) -> Option<ExprDraft> {
    let unary = node.child(rule)?.child(Rule::unary)?;
    Some(lower_unary(reader, &unary))
}

/// Reads a quantifier; `None` where its number does not fit.
fn lower_quantifier(node: &Node<'_>) -> Option<Quantifier> {
    if node.has(Rule::kw_some) {
        return Some(Quantifier::Some);
    }
    if node.has(Rule::kw_no) {
        return Some(Quantifier::No);
    }
    let count = node.child(Rule::integer)?.text().parse().ok()?;
    Some(if node.has(Rule::at_least) {
        Quantifier::AtLeast(count)
    } else if node.has(Rule::at_most) {
        Quantifier::AtMost(count)
    } else {
        Quantifier::Exactly(count)
    })
}

fn report_large(
    reader: &mut PieceReader<'_>,
    quantifier: &Node<'_>,
    whole: &Node<'_>,
) -> ExprDraft {
    let span = quantifier
        .child(Rule::integer)
        .map_or(quantifier.span(), |number| number.span());
    let place = reader.place(span);
    reader.report(codes::unexpected(
        place,
        "a number that is too large",
        &["a number of entries"],
    ));
    reader.mention_span(whole.span());
    ExprDraft::Broken(whole.span())
}

fn lower_test(node: &Node<'_>) -> Option<TestDraft> {
    let path = path_in(node)?;
    let operator = if let Some(test) = node.child(Rule::is_test) {
        Spanned::new(lower_is(&test)?, test.span())
    } else if let Some(test) = node.child(Rule::has_test) {
        Spanned::new(lower_has(&test), test.span())
    } else if let Some(test) = node.child(Rule::compare_test) {
        Spanned::new(lower_compare(&test)?, test.span())
    } else {
        Spanned::new(OperatorDraft::Holds, path.span)
    };
    Some(TestDraft {
        claimed: node.child(Rule::kw_claimed).map(|word| word.span()),
        path,
        operator,
        span: node.span(),
    })
}

fn lower_is(node: &Node<'_>) -> Option<OperatorDraft> {
    let polarity = if node.has(Rule::kw_not) {
        Polarity::IsNot
    } else {
        Polarity::Is
    };
    Some(if node.has(Rule::kw_none) {
        OperatorDraft::IsNone(polarity)
    } else if node.has(Rule::kw_given) {
        OperatorDraft::IsGiven(polarity)
    } else if let Some(list) = node.child(Rule::one_of) {
        OperatorDraft::OneOf(polarity, values_in(&list))
    } else {
        OperatorDraft::Is(polarity, lower_value(&node.child(Rule::value)?)?)
    })
}

fn lower_has(node: &Node<'_>) -> OperatorDraft {
    let kind = if node.has(Rule::kw_any) {
        HasKind::Any
    } else if node.has(Rule::kw_all) {
        HasKind::All
    } else {
        HasKind::None
    };
    OperatorDraft::Has(kind, values_in(node))
}

fn lower_compare(node: &Node<'_>) -> Option<OperatorDraft> {
    let comparison = if node.has(Rule::less) {
        Comparison::Less
    } else if node.has(Rule::less_equal) {
        Comparison::LessOrEqual
    } else if node.has(Rule::greater) {
        Comparison::Greater
    } else {
        Comparison::GreaterOrEqual
    };
    let value = lower_value(&node.child(Rule::value)?)?;
    Some(OperatorDraft::Compare(comparison, value))
}

fn values_in(node: &Node<'_>) -> ThinVec<Spanned<ValueDraft>> {
    node.child(Rule::values).map_or_else(ThinVec::new, |list| {
        list.all(Rule::value)
            .filter_map(|value| lower_value(&value))
            .collect()
    })
}
