//! The user's own templates, which replace shipped ones.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::cli::session::{Session, Stop};
use crate::project::{Disk, FileSystem, Kind, load_text, shown};

/// The greatest depth of folders in which templates are sought.
const MAX_FOLDERS: usize = 8;

pub(in crate::cli) type Templates = BTreeMap<String, String>;

/// Reads all files below a folder by their names in it: `tcf/document.md.j2`. Files that begin with a dot are skipped.
pub(super) fn read_templates(session: &mut Session, root: &Path) -> Result<Templates, Stop> {
    let mut files = Vec::new();
    collect(session, root, 0, &mut files)?;
    let mut templates = Templates::new();
    for path in files {
        let read = load_text(&Disk, &mut session.sources, &path);
        let file = session.keep(read)?;
        let name = shown(path.strip_prefix(root).unwrap_or(&path));
        let text = session.sources.get(file).map_or("", |file| file.text());
        templates.insert(name, text.to_owned());
    }
    Ok(templates)
}

fn collect(
    session: &mut Session,
    folder: &Path,
    depth: usize,
    files: &mut Vec<PathBuf>,
) -> Result<(), Stop> {
    let listed = match Disk.list(folder) {
        Ok(listed) if depth <= MAX_FOLDERS => listed,
        Ok(_) => return Ok(()),
        Err(error) => return session.fail(crate::cli::codes::no_templates(&shown(folder), &error)),
    };
    for entry in listed {
        let name = entry.path.file_name().unwrap_or_default().to_string_lossy();
        if name.starts_with('.') {
            continue;
        }
        match entry.kind {
            Kind::Folder => collect(session, &entry.path, depth + 1, files)?,
            Kind::File => files.push(entry.path),
            Kind::Other => {}
        }
    }
    Ok(())
}
