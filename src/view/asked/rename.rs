//! Earlier questions in the names of today. A question in which only names changed is then the same question.

use std::collections::BTreeMap;

use super::Asked;
use super::carry::{inventory_of, new_entry, new_value};
use crate::answers::AnswerKey;
use crate::model::{InventoryId, Scheme, Type};
use crate::source::Text;
use crate::view::basis::Basis;

/// Returns what decided the meaning of an earlier question, in the names that are valid now.
pub(super) fn rename_question(
    basis: &Basis<'_>,
    key: &AnswerKey,
    asked: &Asked,
    earlier: &BTreeMap<String, String>,
) -> BTreeMap<String, String> {
    let renamed = earlier.iter().map(|(name, value)| {
        if name == "choices" {
            return (name.clone(), rename_choices(basis, key, asked, value));
        }
        let (name, answer) = find_answer(basis, key, name);
        let value = answer.map_or_else(
            || value.clone(),
            |kind| rename_words(basis, key, kind, value),
        );
        (name, value)
    });
    renamed.collect()
}

/// Renames words to choose: `ok (good), bad (bad)`.
fn rename_choices(basis: &Basis<'_>, key: &AnswerKey, asked: &Asked, value: &str) -> String {
    let words = value.split(", ").map(|word| {
        let (word, class) = word.split_at(word.find(" (").unwrap_or(word.len()));
        format!(
            "{}{class}",
            new_value(basis.scheme, &key.slot, &asked.shape, word)
        )
    });
    words.collect::<Vec<_>>().join(", ")
}

/// Returns the name that an attribute or fact of a question has now, and how it is answered.
fn find_answer<'a>(basis: &Basis<'a>, key: &AnswerKey, name: &str) -> (String, Option<&'a Type>) {
    let scheme = basis.scheme;
    if let Some(path) = name.strip_prefix("entry.") {
        let inventory = inventory_of(scheme, &key.slot);
        let renamed = inventory.and_then(|inventory| rename_path(scheme, inventory, path));
        return match renamed {
            Some((path, answer)) => (format!("entry.{path}"), Some(answer)),
            None => (name.to_owned(), None),
        };
    }
    let fact = scheme.facts.lookup(name);
    match fact.or_else(|| scheme.facts.renamed(name)) {
        Some((_, fact)) => (fact.key.to_string(), Some(&fact.answer)),
        None => (name.to_owned(), None),
    }
}

/// Returns the names that the attributes on a path have now, `chip.secure`, and how the last one is answered.
fn rename_path<'a>(
    scheme: &'a Scheme,
    inventory: InventoryId,
    path: &str,
) -> Option<(String, &'a Type)> {
    let attributes = &scheme.inventories[inventory].attributes;
    let find = |key: &str| {
        let found = attributes.lookup(key);
        found.or_else(|| attributes.renamed(key))
    };
    if let Some((_, attribute)) = find(path) {
        return Some((attribute.key.to_string(), &attribute.answer));
    }
    let (first, rest) = path.split_once('.')?;
    let (_, attribute) = find(first)?;
    let (rest, answer) = rename_path(scheme, attribute.answer.target()?, rest)?;
    Some((format!("{}.{rest}", attribute.key), answer))
}

/// Renames choices and entries in an answer: `uart, usb`.
fn rename_words(basis: &Basis<'_>, key: &AnswerKey, kind: &Type, value: &str) -> String {
    if kind.choices().is_empty() && kind.target().is_none() {
        return value.to_owned();
    }
    let (among, words) = value
        .strip_prefix("among ")
        .map_or(("", value), |words| ("among ", words));
    let (mut words, more): (Vec<String>, Vec<String>) = words
        .split(", ")
        .map(|word| rename_word(basis, key, kind, word))
        .partition(|word| word != "unknown");
    words.sort_unstable();
    words.extend(more);
    format!("{among}{}", words.join(", "))
}

fn rename_word(basis: &Basis<'_>, key: &AnswerKey, kind: &Type, word: &str) -> String {
    let choice = kind.renamed(word).map(|choice| choice.key.to_string());
    let target = kind.target();
    let entry = target.and_then(|target| new_entry(basis, key, Some(target), &Text::from(word)));
    choice
        .or_else(|| entry.map(|entry| entry.to_string()))
        .unwrap_or_else(|| word.to_owned())
}
