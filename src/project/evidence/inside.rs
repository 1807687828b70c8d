//! Whether a path stays in a folder, links followed.

use std::io;
use std::path::{Path, PathBuf};

use crate::project::files::FileSystem;

/// Where a file lies, seen from a folder.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Lies {
    /// In the folder, at this path below it.
    Inside(PathBuf),
    /// Elsewhere.
    Outside,
    /// Elsewhere, though its path begins with that of the folder: a link leads there.
    LeadsOut,
}

/// Finds where a file lies, seen from a folder. Both exist.
pub(super) fn locate(files: &dyn FileSystem, folder: &Path, file: &Path) -> io::Result<Lies> {
    let (root, target) = (files.resolve(folder)?, files.resolve(file)?);
    let below = file.strip_prefix(folder).ok();
    Ok(match (target.strip_prefix(&root), below) {
        // A file keeps the name by which it is known, even if that is a link to another in the folder.
        (Ok(_), Some(below)) | (Ok(below), None) => Lies::Inside(below.to_path_buf()),
        (Err(_), Some(_)) => Lies::LeadsOut,
        (Err(_), None) => Lies::Outside,
    })
}
