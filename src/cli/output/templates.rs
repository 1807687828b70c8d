//! The user's own templates, which replace shipped ones.

use std::collections::BTreeMap;
use std::path::Path;

use crate::cli::session::{Session, Stop};
use crate::project::{Disk, find_files, load_text, shown};

pub(in crate::cli) type Templates = BTreeMap<String, String>;

/// Reads all files below a folder by their names in it: `form/document.md.j2`. Files that begin with a dot are skipped.
pub(super) fn read_templates(session: &mut Session, root: &Path) -> Result<Templates, Stop> {
    let paths = find_files(&Disk, root, |_| true);
    let mut templates = Templates::new();
    for path in session.pass(paths)? {
        let read = load_text(&Disk, &mut session.sources, &path);
        let file = session.keep(read)?;
        let name = shown(path.strip_prefix(root).unwrap_or(&path));
        let text = session.sources.get(file).map_or("", |file| file.text());
        templates.insert(name, text.to_owned());
    }
    Ok(templates)
}
