//! Answers to facts and attributes, read by their declared types.

use rustc_hash::FxHashSet;

use super::codes;
use super::meant;
use super::notes::Word;
use super::reader::{ProductReader, Reference};
use super::yaml::{Content, Node};
use crate::diag::{Diagnostic, list_or};
use crate::model::{Answer, Given, Misfit, Scheme, Type, TypeKind, Value};
use crate::source::Place;

/// The question that an answer is for.
pub(super) struct Asked<'a> {
    /// The name in the file: `source_access`, `chip.soc.tee`.
    pub name: &'a str,
    pub question: &'a str,
    pub answer: &'a Type,
}

/// Reads an answer; `None` where it does not fit, which is reported.
pub(super) fn read_answer(
    reader: &mut ProductReader<'_>,
    asked: &Asked<'_>,
    node: &Node,
) -> Option<Given> {
    let answer = match &node.content {
        Content::Text(_) if node.as_word() == Some(Word::Unknown) => Answer::Unknown,
        Content::Text(_) if node.as_word() == Some(Word::None) => {
            if !asked.answer.takes_none() {
                refuse_none(reader, asked, node);
                return None;
            }
            Answer::None
        }
        Content::Text(text) if asked.answer.is_set() => Answer::Many {
            members: vec![read_value(reader, asked, node, text)?],
            more: false,
        },
        Content::Text(text) => Answer::One(read_value(reader, asked, node, text)?),
        Content::List(items) if asked.answer.is_set() => read_members(reader, asked, items),
        Content::Nothing | Content::List(_) | Content::Mapping(_) => {
            let expected = expectation(reader.scheme, asked.answer);
            let name = format!("`{}`", asked.name);
            reader.notes.wrong_shape(node, &name, &expected);
            return None;
        }
    };
    Some(Given {
        answer,
        place: Some(reader.place(node.span)),
    })
}

/// Returns an answer as people write it, sets with commas.
pub fn show_answer(answer: &Answer) -> String {
    match answer {
        Answer::Unknown => "unknown".to_owned(),
        Answer::None => "none".to_owned(),
        Answer::One(value) => value.to_string(),
        Answer::Many { members, more } => {
            let mut shown: Vec<String> = members.iter().map(Value::to_string).collect();
            shown.extend(more.then(|| "unknown".to_owned()));
            shown.join(", ")
        }
        Answer::Within(possible) => {
            let shown: Vec<String> = possible.iter().map(Value::to_string).collect();
            format!("among {}", shown.join(", "))
        }
    }
}

fn read_members(reader: &mut ProductReader<'_>, asked: &Asked<'_>, items: &[Node]) -> Answer {
    let name = format!("`{}`", asked.name);
    let mut members = Vec::with_capacity(items.len());
    let mut known: FxHashSet<String> = FxHashSet::default();
    let mut more = false;
    for item in items {
        let place = reader.place(item.span);
        match item.as_text() {
            Some("unknown") => more = true,
            Some("none") => reader.notes.report(codes::none_in_list(place, &name)),
            Some(text) => match read_value(reader, asked, item, text) {
                Some(value) if known.insert(value.to_string()) => members.push(value),
                Some(_) => reader.notes.report(codes::value_twice(place, &name, text)),
                None => {}
            },
            None => {
                let part = format!("a part of {name}");
                reader.notes.wrong_shape(item, &part, "one word");
            }
        }
    }
    match (members.is_empty(), more) {
        (true, true) => Answer::Unknown,
        (true, false) => Answer::None,
        (false, _) => Answer::Many { members, more },
    }
}

pub(super) fn read_value(
    reader: &mut ProductReader<'_>,
    asked: &Asked<'_>,
    node: &Node,
    text: &str,
) -> Option<Value> {
    let place = reader.place(node.span);
    let name = format!("`{}`", asked.name);
    let text = text.trim_end();
    match asked.answer.read(text) {
        Ok(value) => {
            if let Some(inventory) = asked.answer.target() {
                reader.references.push(Reference {
                    inventory,
                    id: text.to_owned(),
                    by: asked.name.to_owned(),
                    place,
                });
            }
            if text.is_empty() {
                let expected = expectation(reader.scheme, asked.answer);
                reader
                    .notes
                    .report(codes::no_value(place, &name, &expected));
                return None;
            }
            reader.notes.check_characters(place, &name, text);
            if let Value::Date(date) = value {
                reader.notes.check_date(place, &name, date);
            }
            Some(value)
        }
        Err(misfit) => {
            let report = match asked.answer.renamed(text) {
                Some(now) => codes::renamed(place, &codes::VALUE, text, &now.key),
                None => wrong_value(asked.answer, place, &name, text, misfit),
            };
            let question = format!("the question: {}", asked.question);
            reader.notes.report(report.note(question));
            None
        }
    }
}

fn wrong_value(answer: &Type, place: Place, name: &str, text: &str, misfit: Misfit) -> Diagnostic {
    let misfit = with_reserved_words(misfit, answer);
    let candidates: Vec<&str> = misfit.candidates.iter().map(String::as_str).collect();
    let help = meant::help(text, &candidates, |plain| answer.read(plain).is_ok());
    let help = help.or_else(|| answer.choice_meant(text));
    codes::value(place, name, text, &misfit).maybe_help(help)
}

/// Reports `none` where the scheme does not take it for an answer (L-063).
fn refuse_none(reader: &mut ProductReader<'_>, asked: &Asked<'_>, node: &Node) {
    let misfit = Misfit {
        expected: expectation(reader.scheme, asked.answer),
        candidates: Vec::new(),
    };
    let (place, name) = (reader.place(node.span), format!("`{}`", asked.name));
    let diagnostic = codes::value(place, &name, "none", &misfit);
    let question = format!("the question: {}", asked.question);
    let help = "write `unknown` for what is not known yet";
    reader.notes.report(diagnostic.note(question).help(help));
}

/// Adds `none` and `unknown` to the values that would have fitted.
fn with_reserved_words(misfit: Misfit, answer: &Type) -> Misfit {
    let Misfit {
        mut expected,
        mut candidates,
    } = misfit;
    if answer.takes_none() {
        expected.push_str(", or `none`");
        candidates.push("none".to_owned());
    }
    candidates.push("unknown".to_owned());
    Misfit {
        expected,
        candidates,
    }
}

/// Describes the answers of a type.
fn expectation(scheme: &Scheme, answer: &Type) -> String {
    let choices = || list_or(answer.choices().iter().map(|choice| choice.key.as_str()));
    let expected = match &answer.kind {
        TypeKind::YesNo => "`yes` or `no`".to_owned(),
        TypeKind::OneOf(_) => choices(),
        TypeKind::SetOf(_) => format!("a list such as `[a, b]` of {}", choices()),
        TypeKind::Number(numbers) => format!("a {}", numbers.words()),
        TypeKind::Text => "a text".to_owned(),
        TypeKind::Date => "a date such as `2026-01-31`".to_owned(),
        TypeKind::Version => "a version".to_owned(),
        TypeKind::Sha256 => "a SHA-256 hash".to_owned(),
        TypeKind::Entry(inventory) => {
            format!("an entry of `{}`", scheme.inventories.key(*inventory))
        }
        TypeKind::Entries(inventory) => format!(
            "a list such as `[a, b]` of entries of `{}`",
            scheme.inventories.key(*inventory)
        ),
    };
    if answer.or_none {
        format!("{expected}, or `none`")
    } else {
        expected
    }
}
