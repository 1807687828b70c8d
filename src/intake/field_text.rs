//! A field of a page that could not be placed, as text: JSON.

use serde::{Deserialize, Serialize};

use crate::answers::{Digest, UnplacedField, Version};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenField {
    slot: String,
    value: String,
    by: String,
    meaning: String,
    base: Vec<String>,
}

/// Writes a field.
pub(super) fn render_field(field: &UnplacedField) -> String {
    let written = WrittenField {
        slot: field.slot.clone(),
        value: field.value.clone(),
        by: field.by.clone(),
        meaning: field.meaning.to_string(),
        base: field.base.iter().map(Version::to_string).collect(),
    };
    // Texts under texts: nothing in it can fail to be JSON.
    serde_json::to_string(&written).unwrap_or_default()
}

/// Reads a field; `None` if it is not as it was written.
pub(super) fn read_field(text: &str) -> Option<UnplacedField> {
    let written: WrittenField = serde_json::from_str(text).ok()?;
    let base = written.base.iter().map(|version| Version::read(version));
    Some(UnplacedField {
        base: base.collect::<Option<_>>()?,
        meaning: Digest::read(&written.meaning)?,
        slot: written.slot,
        value: written.value,
        by: written.by,
    })
}
