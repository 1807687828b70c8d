//! Whether a file may be put into the folder of a dossier.

use std::io;
use std::path::Path;

use super::hash::{Unhashed, hash_file};
use crate::answers::FileHash;
use crate::project::files::{FileSystem, Kind};

/// What stands where a file is to be put.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spot {
    /// Nothing.
    Free,
    /// A file with the same content.
    Same,
    /// A file with other content, or something that is no file.
    Other,
    /// A link leads from there, or from a folder on the way, out of the folder of the dossier.
    LeadsOut,
}

/// Looks at the place of a file, by its path below a folder, that is to have this hash.
///
/// # Errors
/// Returns why that place cannot be read.
pub fn look_at_spot(
    files: &dyn FileSystem,
    folder: &Path,
    below: &str,
    hash: FileHash,
) -> io::Result<Spot> {
    let root = files.resolve(folder)?;
    let target = folder.join(below);
    let on_the_way = target.ancestors().take_while(|path| *path != folder);
    for path in on_the_way {
        match files.kind(path)? {
            None => continue,
            Some(Kind::Dangling) => return Ok(Spot::LeadsOut),
            Some(Kind::File | Kind::Folder | Kind::Other) => {}
        }
        if !files.resolve(path)?.starts_with(&root) {
            return Ok(Spot::LeadsOut);
        }
    }
    Ok(match files.kind(&target)? {
        None => Spot::Free,
        Some(Kind::File) => match hash_file(files, &target) {
            Ok(found) if found == hash => Spot::Same,
            Ok(_) | Err(Unhashed::Moving) => Spot::Other,
            Err(Unhashed::Failed(error)) => return Err(error),
        },
        Some(Kind::Folder | Kind::Dangling | Kind::Other) => Spot::Other,
    })
}
