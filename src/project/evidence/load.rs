//! Loads the registers of a dossier.

use std::path::{Path, PathBuf};

use super::codes;
use crate::diag::{Checked, Diagnostics};
use crate::intake::{RegisterDraft, read_register};
use crate::project::dossier::file_name;
use crate::project::files::{FileSystem, Kind};
use crate::project::load::load_text;
use crate::project::names::shown;
use crate::source::{Place, Sources, Span};

/// The folder of registers and of evidence.
const EVIDENCE: &str = "evidence";

/// Returns the path of the register of a party, below the folder of the dossier.
pub fn register_path(party: &str) -> String {
    format!("{EVIDENCE}/{}.yaml", file_name(party))
}

/// Returns the path of the evidence folder of a party, below the folder of the dossier.
pub fn evidence_folder(party: &str) -> String {
    format!("{EVIDENCE}/{}", file_name(party))
}

/// Loads the registers of all parties, in the order of their files.
pub fn load_registers(
    files: &dyn FileSystem,
    sources: &mut Sources,
    folder: &Path,
) -> Checked<Vec<RegisterDraft>> {
    let mut diagnostics = Diagnostics::new();
    let mut registers = Vec::new();
    for path in find_registers(files, folder) {
        let file = match load_text(files, sources, &path) {
            Ok(file) => file,
            Err(found) => {
                diagnostics.push(*found);
                continue;
            }
        };
        let text = sources.get(file).map_or("", |file| file.text());
        let Some(draft) = diagnostics.take(read_register(file, text)) else {
            continue;
        };
        let below = shown(path.strip_prefix(folder).unwrap_or(&path));
        let expected = register_path(&draft.register.party);
        if below == expected {
            registers.push(draft);
        } else {
            let place = Place::new(file, Span::new(0, 0));
            diagnostics.push(codes::other_party(place, &below, &expected));
        }
    }
    Checked::new(registers, diagnostics)
}

fn find_registers(files: &dyn FileSystem, folder: &Path) -> Vec<PathBuf> {
    let listed = files.list(&folder.join(EVIDENCE)).unwrap_or_default();
    let is_register = |path: &Path| path.extension().is_some_and(|end| end == "yaml");
    let found = listed.into_iter();
    let mut found: Vec<PathBuf> = found
        .filter(|one| one.kind == Kind::File && is_register(&one.path))
        .map(|one| one.path)
        .collect();
    found.sort();
    found
}
