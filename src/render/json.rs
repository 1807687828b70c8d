//! Views as JSON.

use std::io;

use serde::Serialize;
use serde_json::Value;

use crate::view::{DocumentAnswers, PaperView};

/// Writes a view as indented JSON, its keys in the order of its fields, with a line end.
pub fn write_json(view: &impl Serialize) -> Vec<u8> {
    // Views are structs of texts, numbers and lists; nothing in them fails to serialise.
    let mut bytes = serde_json::to_vec_pretty(view).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

/// Writes a view as [`write_json`] does, and behind its last field the answers of the dossier.
pub(super) fn write_with_answers(
    view: &impl Serialize,
    answers: &DocumentAnswers,
    paper: Option<&PaperView>,
) -> Vec<u8> {
    write_json(&WithAnswers {
        view,
        answers,
        paper,
    })
}

/// The name under which views have the places of what they show in the product file.
const PLACE: &str = "place";

/// Writes JSON again without the places of what it shows.
pub(super) fn write_without_places(json: &[u8]) -> Vec<u8> {
    // What a view was written as is JSON.
    let mut value: Value = serde_json::from_slice(json).unwrap_or_default();
    drop_places(&mut value);
    write_json(&value)
}

fn drop_places(value: &mut Value) {
    match value {
        Value::Object(members) => {
            members.remove(PLACE);
            members.values_mut().for_each(drop_places);
        }
        Value::Array(list) => list.iter_mut().for_each(drop_places),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// Takes the way that a view takes when it is written, and writes nothing.
pub(super) fn pass_through(view: &impl Serialize) {
    // As above, nothing in a view fails to serialise.
    let _ = serde_json::to_writer(io::sink(), view);
}

/// A view, and what is filled in in it.
#[derive(Serialize)]
struct WithAnswers<'a, View> {
    #[serde(flatten)]
    view: &'a View,
    answers: &'a DocumentAnswers,
    #[serde(skip_serializing_if = "Option::is_none")]
    paper: Option<&'a PaperView>,
}
