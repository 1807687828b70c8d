//! What is asked of a file system.

use std::io;
use std::path::{Path, PathBuf};

/// What stands at a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A file.
    File,
    /// A folder.
    Folder,
    /// Something else: a device, a link to a folder.
    Other,
}

/// Something in a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Its path, the folder's included.
    pub path: PathBuf,
    /// What it is.
    pub kind: Kind,
}

/// A file system: a disk, or one in memory. Errors are those of [`std::io`].
pub trait FileSystem: Sync {
    /// Returns what stands at a path; `None` where there is nothing.
    fn kind(&self, path: &Path) -> io::Result<Option<Kind>>;

    /// Returns the length of a file in bytes.
    fn length(&self, file: &Path) -> io::Result<u64>;

    /// Reads a whole file.
    fn read(&self, file: &Path) -> io::Result<Vec<u8>>;

    /// Lists a folder, in any order.
    fn list(&self, folder: &Path) -> io::Result<Vec<Listed>>;

    /// Makes a folder in one that is there.
    fn create_folder(&self, folder: &Path) -> io::Result<()>;

    /// Removes a folder with nothing in it.
    fn remove_folder(&self, folder: &Path) -> io::Result<()>;

    /// Writes a file under a new name of its own in a folder, and returns its path. Nothing remains where
    /// this fails.
    fn write_temporary(&self, folder: &Path, bytes: &[u8]) -> io::Result<PathBuf>;

    /// Gives a file another name in the same folder, in place of a file that had it.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// Removes a file.
    fn remove(&self, file: &Path) -> io::Result<()>;
}
