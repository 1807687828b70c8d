//! Pieces of JSON Schema.

use serde_json::{Map, Value, json};

/// Makes the schema of a mapping with these keys and no others. If a key is given twice, the later part counts.
pub(in crate::view) fn object<'a>(
    properties: impl IntoIterator<Item = (&'a str, Value)>,
    required: &[&str],
) -> Value {
    let properties: Map<String, Value> = properties
        .into_iter()
        .map(|(key, value)| (key.to_owned(), value))
        .collect();
    let mut schema = json!({
        "type": "object",
        "properties": properties,
        "additionalProperties": false,
    });
    if !required.is_empty() {
        set(&mut schema, "required", json!(required));
    }
    schema
}

pub(in crate::view) fn described(schema: Value, description: &str) -> Value {
    let mut schema = schema;
    set(&mut schema, "description", json!(description.trim()));
    schema
}

/// Refers to a part. Keywords beside the reference count as well.
pub(in crate::view) fn refer(part: &str) -> Value {
    json!({ "$ref": format!("#/$defs/{part}") })
}

pub(in crate::view) fn set(schema: &mut Value, key: &str, value: Value) {
    if let Value::Object(members) = schema {
        members.insert(key.to_owned(), value);
    }
}
