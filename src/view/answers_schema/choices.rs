//! Which answers a record can hold where people choose.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::answers::AnswerKey;
use crate::model::{SlotPart, SlotWord};
use crate::source::Text;
use crate::view::asked::{AskedTable, OptionView};

/// The parts of a slot whose values decide what can be chosen.
const BY_VALUE: [SlotPart; 5] = [
    SlotPart::Form,
    SlotPart::Section,
    SlotPart::Ask,
    SlotPart::Column,
    SlotPart::Field,
];

/// The parts of a slot whose presence decides what can be chosen.
const BY_PRESENCE: [SlotPart; 5] = [
    SlotPart::Procedure,
    SlotPart::Inventory,
    SlotPart::Subject,
    SlotPart::Entry,
    SlotPart::Evidence,
];

/// What a record names of its slot, as far as it decides what can be chosen: each part with its value, or an empty text
/// where presence alone counts.
type Parts<'a> = BTreeMap<SlotPart, &'a str>;

/// The answers to choose from, by what the record names; empty where people write.
type Kinds<'a> = BTreeMap<Parts<'a>, &'a [OptionView]>;

/// Returns, for each kind of record in which people choose, a rule of the schema with the answers.
pub(super) fn choice_rules(table: &AskedTable) -> Vec<Value> {
    let mut words: BTreeMap<SlotWord, Kinds<'_>> = BTreeMap::new();
    for (key, asked) in table.iter() {
        let kinds = words.entry(key.slot.what).or_default();
        let options = asked.shape.options();
        // Records that look alike and have different choices are left to the compiler.
        let known = kinds.entry(parts_of(key)).or_insert(options);
        if *known != options {
            *known = &[];
        }
    }
    words
        .iter()
        .flat_map(|(what, kinds)| rules_of(*what, kinds))
        .collect()
}

/// Returns what a record names of its slot; what its file is about is named there once, and not in the record.
fn parts_of(key: &AnswerKey) -> Parts<'_> {
    let named = key.item().part();
    let parts = key.slot.parts().filter(|(part, _)| Some(*part) != named);
    let parts = parts.filter_map(|(part, text): (SlotPart, &Text)| {
        if BY_VALUE.contains(&part) {
            return Some((part, text.as_str()));
        }
        BY_PRESENCE.contains(&part).then_some((part, ""))
    });
    parts.collect()
}

/// Returns the rules for one word: a single one if all of its records have the same choices.
fn rules_of(what: SlotWord, kinds: &Kinds<'_>) -> Vec<Value> {
    let mut options = kinds.values();
    let first = options.next().copied().unwrap_or_default();
    if options.all(|other| *other == first) {
        let condition = json!({ "what": { "const": what.word() } });
        return rule(&condition, &["what"], first).into_iter().collect();
    }
    let rules = kinds.iter().filter_map(|(parts, options)| {
        let mut condition = Map::new();
        condition.insert("what".to_owned(), json!({ "const": what.word() }));
        for part in BY_VALUE.iter().chain(&BY_PRESENCE) {
            let expected = match parts.get(part) {
                Some(&"") => json!(true),
                Some(value) => json!({ "const": value }),
                None => json!(false),
            };
            condition.insert(part.word().to_owned(), expected);
        }
        let named = parts.keys().map(|part| part.word());
        let required: Vec<&str> = std::iter::once("what").chain(named).collect();
        rule(&Value::Object(condition), &required, options)
    });
    rules.collect()
}

/// Returns a rule: records that fit a condition hold one of some answers. `None` where people write.
fn rule(condition: &Value, required: &[&str], options: &[OptionView]) -> Option<Value> {
    if options.is_empty() {
        return None;
    }
    let words = options
        .iter()
        .map(|option| json!({ "const": option.key, "description": option.title }));
    // YAML reads `yes` as a text and an empty line as nothing, which clears the answer.
    let cleared = json!({ "enum": ["", null], "description": "Clears the answer" });
    let answer = json!({ "oneOf": words.chain([cleared]).collect::<Vec<_>>() });
    let values = json!({ "items": { "properties": { "answer": answer } } });
    Some(json!({
        "if": { "properties": condition, "required": required },
        "then": { "properties": { "answer": answer, "conflict": values } },
    }))
}
