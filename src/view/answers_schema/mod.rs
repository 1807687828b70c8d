//! The JSON Schema of files of answers, with which editors complete, explain and check them while they are edited by hand.
//!
//! It says what a record can hold. With a dossier it also lists what is asked there, its models, its people and its
//! choices. The compiler has the last word.

mod choices;
mod known;

use serde_json::{Map, Value, json};

use super::asked::AskedTable;
use super::product_schema::pieces::{described, object, refer, set};
use crate::answers::Head;
use crate::model::{SlotPart, SlotWord};
use choices::choice_rules;
use known::Known;

/// The words for what a file of answers can be about, other than the product.
const ITEMS: [(&str, &str); 6] = [
    (
        "control",
        "The control that the answers are about, with its catalog",
    ),
    ("procedure", "The procedure that the answers are about"),
    ("inventory", "The inventory that the answers are about"),
    (
        "evidence",
        "The kind of evidence that the answers are about",
    ),
    ("form", "The form that the answers are about"),
    ("rule", "The rule of the process that the answers are about"),
];

/// Makes the JSON Schema (draft 2020-12) of files of answers: of any dossier, or of one with this head, in which this is
/// asked.
pub fn view_answers_schema(dossier: Option<(&Head, &AskedTable)>) -> Value {
    let known = dossier.map_or_else(Known::default, |(head, table)| Known::of(head, table));
    let mut properties: Vec<(&str, Value)> = ITEMS
        .iter()
        .map(|(word, about)| (*word, described(known.schema_of(word), about)))
        .collect();
    let answers = json!({ "type": ["array", "null"], "items": refer("record") });
    properties.push((
        "answers",
        described(answers, "What is filled in, a record for each slot"),
    ));
    let mut file = object(properties, &[]);
    // An empty file holds no answers. One item and `answers` are all that a file names.
    set(&mut file, "type", json!(["object", "null"]));
    set(&mut file, "maxProperties", json!(2));
    let head = [
        (
            "$schema",
            json!("https://json-schema.org/draft/2020-12/schema"),
        ),
        ("$id", json!("urn:praman:answers:1")),
        ("title", json!("File of answers")),
        (
            "description",
            json!("What a party filled in about one item of a dossier."),
        ),
        (
            "$defs",
            definitions(&known, dossier.map(|(_, table)| table)),
        ),
    ];
    for (key, value) in head {
        set(&mut file, key, value);
    }
    file
}

/// Makes the parts to which several places of a file refer.
fn definitions(known: &Known, table: Option<&AskedTable>) -> Value {
    let mut all = Map::new();
    all.insert("record".to_owned(), record(known, table));
    all.insert("value".to_owned(), object(value_lines(known), &["answer"]));
    // YAML reads a number and `true` where praman reads a text.
    all.insert(
        "word".to_owned(),
        json!({ "type": ["string", "number", "boolean"] }),
    );
    let digest = json!({ "type": ["string", "number"], "pattern": "^[0-9a-fA-F]{32}$" });
    all.insert("digest".to_owned(), digest);
    Value::Object(all)
}

/// Makes the schema of a record: the slot, the models, and the answer or the values in conflict.
fn record(known: &Known, table: Option<&AskedTable>) -> Value {
    let words = SlotWord::ALL
        .iter()
        .map(|what| json!({ "const": what.word(), "description": what.about() }));
    let what = json!({ "oneOf": words.collect::<Vec<_>>() });
    let mut properties = vec![("what", described(what, "What is filled in"))];
    let parts = SlotPart::ALL.iter();
    properties.extend(parts.map(|part| {
        let schema = known.schema_of(part.word());
        (part.word(), described(schema, part.about()))
    }));
    let models = json!({ "type": "array", "items": known.schema_of("model"), "minItems": 1, "uniqueItems": true });
    let models = json!({ "anyOf": [models, known.schema_of("model")] });
    let about = "The models of which the answer is true; left out where it is about no model";
    properties.push(("models", described(models, about)));
    properties.extend(value_lines(known));
    let conflict = json!({ "type": "array", "items": refer("value"), "minItems": 2 });
    let about =
        "Several answers of which nobody has decided yet which counts; in place of `answer`";
    properties.push(("conflict", described(conflict, about)));
    let mut record = object(properties, &["what"]);
    let either = json!([{ "required": ["answer"] }, { "required": ["conflict"] }]);
    set(&mut record, "oneOf", either);
    let rules = table.map(choice_rules).unwrap_or_default();
    if !rules.is_empty() {
        set(&mut record, "allOf", Value::Array(rules));
    }
    record
}

/// Returns the lines of a value.
fn value_lines(known: &Known) -> Vec<(&'static str, Value)> {
    let answer = json!({ "type": ["string", "number", "boolean", "null"] });
    let by = "The person who answered, by the key in dossier.yaml; added where it is missing";
    let kept = |about: &str| {
        described(
            refer("digest"),
            &format!("{about}; praman writes this line"),
        )
    };
    vec![
        (
            "answer",
            described(answer, "The answer, as typed; empty it to clear the answer"),
        ),
        ("by", described(known.schema_of("by"), by)),
        ("meaning", kept("The hash of what was asked")),
        (
            "wording",
            kept("The hash of the words around what was asked"),
        ),
        ("on", kept("The hash of the answers that a decision judges")),
    ]
}
