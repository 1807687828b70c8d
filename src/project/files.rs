//! The interface to a file system.

use std::io;
use std::path::{Path, PathBuf};

/// The kind of an entry of a file system.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A file.
    File,
    /// A folder.
    Folder,
    /// Something else: a device, a link to a folder.
    Other,
}

/// An entry of a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Its path, including that of the folder.
    pub path: PathBuf,
    /// Its kind.
    pub kind: Kind,
}

/// A file system, on disk or in memory. Errors are those of [`std::io`].
pub trait FileSystem: Sync {
    /// Returns the kind of the entry at a path; `None` if there is none.
    fn kind(&self, path: &Path) -> io::Result<Option<Kind>>;

    /// Returns the length of a file in bytes.
    fn length(&self, file: &Path) -> io::Result<u64>;

    /// Reads a whole file.
    fn read(&self, file: &Path) -> io::Result<Vec<u8>>;

    /// Lists a folder, in any order.
    fn list(&self, folder: &Path) -> io::Result<Vec<Listed>>;

    /// Makes a folder in an existing folder.
    fn create_folder(&self, folder: &Path) -> io::Result<()>;

    /// Removes an empty folder.
    fn remove_folder(&self, folder: &Path) -> io::Result<()>;

    /// Writes a file under a new, unique name in a folder, and returns its path. Nothing is left if this fails.
    fn write_temporary(&self, folder: &Path, bytes: &[u8]) -> io::Result<PathBuf>;

    /// Renames a file in its folder, and replaces a file that has the new name.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// Removes a file.
    fn remove(&self, file: &Path) -> io::Result<()>;
}
