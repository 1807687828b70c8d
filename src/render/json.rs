//! Views as JSON.

use serde::Serialize;

/// Writes a view as indented JSON, its keys in the order of its fields, with a line end.
pub fn write_json(view: &impl Serialize) -> Vec<u8> {
    // Views are structs of texts, numbers and lists; nothing in them fails to serialise.
    let mut bytes = serde_json::to_vec_pretty(view).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}
