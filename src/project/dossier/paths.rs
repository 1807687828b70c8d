//! Where things lie in the folder of a dossier: paths below it, with forward slashes.

use crate::answers::{Digest, Item};
use crate::project::names::safe_name;

/// The file that makes a folder a dossier.
pub const HEAD_FILE: &str = "dossier.yaml";

/// The file of what came in packages and could not be placed.
pub const ASIDE_FILE: &str = "aside.yaml";

/// The folder of the answers.
pub(super) const ANSWERS: &str = "answers";

/// Returns the path of the journal of a holder.
pub(super) fn journal_path(holder: &str) -> String {
    format!("journal/{}.ndjson", name(holder))
}

/// Returns the path of the file with a party's answers about an item: `answers/vendor/control/asvs-c/C.1.yaml`.
pub(super) fn answers_path(party: &str, item: &Item) -> String {
    let party = name(party);
    match item.key() {
        None => format!("{ANSWERS}/{party}/{}.yaml", item.word()),
        Some(key) => {
            let names: Vec<String> = key.split(':').map(name).collect();
            format!("{ANSWERS}/{party}/{}/{}.yaml", item.word(), names.join("/"))
        }
    }
}

/// Returns a name for a folder or a file. Keys that differ have names that differ.
pub(in crate::project) fn name(key: &str) -> String {
    let name = safe_name(key);
    if name == key {
        return name;
    }
    let digest = Digest::of(key).to_string();
    format!("{name}-{}", digest.get(..8).unwrap_or_default())
}
