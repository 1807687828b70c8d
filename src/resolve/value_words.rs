//! The words of messages about values: what a value says, what a type takes, and what may be meant.

use super::lexicon::Lexicon;
use super::reader::now_called;
use crate::diag::{Code, Diagnostic, did_you_mean, list, list_or};
use crate::model::{Misfit, Type, TypeKind};
use crate::source::{Place, Text};
use crate::syntax::ast::{Placed, ValueDraft};

/// Returns the description of a type: "one of `a` or `b`".
pub(super) fn describe(lexicon: &Lexicon<'_>, answer: &Type) -> String {
    let keys = || answer.choices().iter().map(|choice| choice.key.as_str());
    let description = match &answer.kind {
        TypeKind::YesNo => "`yes` or `no`".to_owned(),
        TypeKind::OneOf(_) => format!("one of {}", list_or(keys())),
        TypeKind::SetOf(_) => format!("any of {}", list(keys())),
        TypeKind::Number(numbers) => format!("a {}", numbers.words()),
        TypeKind::Text => "a text".to_owned(),
        TypeKind::Date => "a date".to_owned(),
        TypeKind::Version => "a version".to_owned(),
        TypeKind::Sha256 => "a SHA-256 hash".to_owned(),
        TypeKind::Entry(target) => format!("an entry of `{}`", lexicon.inventory_key(*target)),
        TypeKind::Entries(target) => format!("entries of `{}`", lexicon.inventory_key(*target)),
    };
    if answer.or_none {
        format!("{description}, or none")
    } else {
        description
    }
}

/// Says that what a name asks is never a value.
pub(super) fn never(
    code: &'static Code,
    place: Place,
    shown: &str,
    value: &str,
    expected: &str,
) -> Diagnostic {
    let message = format!("`{shown}` is never `{value}`: it is {expected}");
    Diagnostic::at(code, place, message)
}

/// Says of a report that the value is none that the question declares. Such a value is one mistake, wherever it is named.
pub(super) fn undeclared_value(report: Diagnostic, shown: &str, value: &str) -> Diagnostic {
    let name = shown.rsplit('.').next().unwrap_or(shown);
    report.undeclared(&format!("value of {name}"), value)
}

/// Returns the help that leads from a word that is no value to those that may be meant.
pub(super) fn meant_value(answer: &Type, word: &str, misfit: &Misfit) -> Option<String> {
    let candidates = misfit.candidates.iter().map(String::as_str);
    match answer.renamed(word) {
        Some(now) => Some(now_called(word, &now.key)),
        None => answer
            .choice_meant(word)
            .or_else(|| did_you_mean(word, candidates)),
    }
}

/// Returns what a value says, without its quotes.
pub(super) fn said(item: &Placed, value: &ValueDraft) -> Text {
    match *value {
        ValueDraft::Word(word) | ValueDraft::This(word) => item.item.word_text(word),
        ValueDraft::Text(text) => item.item.text(text),
    }
}
