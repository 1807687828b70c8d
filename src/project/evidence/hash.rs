//! Hashes of files that stay as they are meanwhile.

use std::io;
use std::path::Path;
use std::time::SystemTime;

use sha2::{Digest, Sha256};

use crate::answers::FileHash;
use crate::project::files::FileSystem;

/// Why a file has no hash.
#[derive(Debug)]
pub(super) enum Unhashed {
    /// It changed while it was read.
    Moving,
    /// It cannot be read.
    Failed(io::Error),
}

impl From<io::Error> for Unhashed {
    fn from(error: io::Error) -> Self {
        Self::Failed(error)
    }
}

/// Hashes a file of any size.
pub(super) fn hash_file(files: &dyn FileSystem, path: &Path) -> Result<FileHash, Unhashed> {
    steady(files, path, || hash_once(files, path))
}

/// Reads a file, and hashes what was read.
pub(super) fn read_hashed(
    files: &dyn FileSystem,
    path: &Path,
) -> Result<(Vec<u8>, FileHash), Unhashed> {
    steady(files, path, || {
        let bytes = files.read(path)?;
        let hash = FileHash::of(&bytes);
        Ok((bytes, hash))
    })
}

fn hash_once(files: &dyn FileSystem, path: &Path) -> io::Result<FileHash> {
    let mut hasher = Sha256::new();
    files.read_pieces(path, &mut |piece| hasher.update(piece))?;
    Ok(FileHash::new(hasher.finalize().into()))
}

/// Reads a file, and sees to it that it has not changed meanwhile: by its length and its time, or, where no time is known, by
/// reading it twice.
fn steady<T: PartialEq>(
    files: &dyn FileSystem,
    path: &Path,
    read: impl Fn() -> io::Result<T>,
) -> Result<T, Unhashed> {
    let before = look(files, path)?;
    let value = read()?;
    let is_same = before == look(files, path)? && (before.1.is_some() || value == read()?);
    if is_same {
        Ok(value)
    } else {
        Err(Unhashed::Moving)
    }
}

fn look(files: &dyn FileSystem, path: &Path) -> io::Result<(u64, Option<SystemTime>)> {
    Ok((files.length(path)?, files.modified(path)?))
}
