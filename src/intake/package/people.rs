//! The people who filled in the answers of a package: JSON, by their keys.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The file of a package with the answers.
pub const ANSWERS_FILE: &str = "answers.ndjson";

/// The file of a package with the people who filled them in.
pub const PEOPLE_FILE: &str = "people.json";

/// Somebody who filled in answers of a package.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SentPerson {
    /// The name.
    pub name: String,
    /// The key of the party for which the person works.
    pub party: String,
}

/// Writes the people of a package.
pub fn render_people(people: &BTreeMap<String, SentPerson>) -> String {
    // Texts under texts: nothing in it can fail to be JSON.
    let text = serde_json::to_string_pretty(people).unwrap_or_default();
    format!("{text}\n")
}

/// Reads the people of a package.
///
/// # Errors
/// Returns what is wrong, for a message.
pub fn read_people(text: &str) -> Result<BTreeMap<String, SentPerson>, String> {
    serde_json::from_str(text).map_err(|error| error.to_string())
}
