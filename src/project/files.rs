//! The interface to a file system.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::temporaries::Claim;

/// The kind of an entry of a file system.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A file.
    File,
    /// A folder.
    Folder,
    /// A link that leads nowhere.
    Dangling,
    /// Something else: a pipe, a device; in a list, a link to a folder.
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

    /// Says whether there is a link at a path, which [`FileSystem::kind`] follows.
    fn is_link(&self, _path: &Path) -> bool {
        false
    }

    /// Returns the name of a file, not of a link that leads to it.
    fn name(&self, file: &Path) -> io::Result<String> {
        let name = file.file_name().unwrap_or_default();
        Ok(name.to_string_lossy().into_owned())
    }

    /// Returns the length of a file in bytes.
    fn length(&self, file: &Path) -> io::Result<u64>;

    /// Returns when a file was changed last; `None` where that is not known.
    fn modified(&self, _file: &Path) -> io::Result<Option<SystemTime>> {
        Ok(None)
    }

    /// Returns the path of what a path leads to, links followed.
    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        Ok(path.to_path_buf())
    }

    /// Reads a file piece by piece, so that it need not fit into memory.
    fn read_pieces(&self, file: &Path, take: &mut dyn FnMut(&[u8])) -> io::Result<()> {
        take(&self.read(file)?);
        Ok(())
    }

    /// Opens a file to be read from its beginning.
    fn open(&self, file: &Path) -> io::Result<Box<dyn io::Read>> {
        Ok(Box::new(io::Cursor::new(self.read(file)?)))
    }

    /// Reads a whole file.
    fn read(&self, file: &Path) -> io::Result<Vec<u8>>;

    /// Lists a folder, in any order.
    fn list(&self, folder: &Path) -> io::Result<Vec<Listed>>;

    /// Makes a folder in an existing folder.
    fn create_folder(&self, folder: &Path) -> io::Result<()>;

    /// Removes an empty folder.
    fn remove_folder(&self, folder: &Path) -> io::Result<()>;

    /// Waits until no other program holds a folder, and holds it until what is returned is dropped; `None` where folders
    /// cannot be held.
    fn hold(&self, _folder: &Path) -> io::Result<Option<File>> {
        Ok(None)
    }

    /// Claims a folder, so that no other program takes the temporary files of this one for left over, and removes those
    /// that are.
    fn claim(&self, folder: &Path) -> io::Result<Claim> {
        Ok(Claim::alone(folder))
    }

    /// Removes the temporary files in a folder whose programs no longer run.
    fn sweep(&self, _folder: &Path) {}

    /// Writes a file under a new, unique name in a claimed folder, and returns its path. Nothing is left if this fails.
    fn write_temporary(&self, claim: &Claim, bytes: &[u8]) -> io::Result<PathBuf>;

    /// Waits until a file or a folder is on the disk, so that it is there after the power fails.
    fn sync(&self, _path: &Path) -> io::Result<()> {
        Ok(())
    }

    /// Waits until files are on the disk, as [`FileSystem::sync`] does.
    fn sync_all(&self, files: &[PathBuf]) -> io::Result<()> {
        files.iter().try_for_each(|file| self.sync(file))
    }

    /// Renames a file in its folder or into another, and replaces a file that has the new name; the permissions are then those of the file
    /// that was there.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// Removes a file.
    fn remove(&self, file: &Path) -> io::Result<()>;
}
