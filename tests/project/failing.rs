//! A file system in memory that can be full, locked or read-only.

use std::collections::BTreeSet;
use std::io::{self, ErrorKind};
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use praman::project::{FileSystem, Kind, Listed, Memory};

/// A file system that fails where it is told to; in all else it is the one in memory.
#[derive(Default)]
pub struct Failing {
    memory: Memory,
    limits: Mutex<Limits>,
}

#[derive(Default)]
struct Limits {
    room: Option<usize>,
    closed: BTreeSet<PathBuf>,
    locked: BTreeSet<PathBuf>,
}

impl Failing {
    /// Sets the number of bytes that can be written before the disk is full.
    pub fn set_room(&self, bytes: usize) {
        self.limits.lock().unwrap().room = Some(bytes);
    }

    /// Makes a folder read-only: nothing can be made, renamed or removed in it.
    pub fn close_folder(&self, folder: &str) {
        self.limits.lock().unwrap().closed.insert(folder.into());
    }

    /// Locks a file, so that it cannot be replaced, as if another program held it open.
    pub fn lock_file(&self, path: &str) {
        self.limits.lock().unwrap().locked.insert(path.into());
    }

    fn check_folder(&self, folder: Option<&Path>) -> io::Result<()> {
        let limits = self.limits.lock().unwrap();
        if folder.is_some_and(|folder| limits.closed.contains(folder)) {
            return Err(ErrorKind::PermissionDenied.into());
        }
        Ok(())
    }

    fn use_room(&self, bytes: usize) -> io::Result<()> {
        let mut limits = self.limits.lock().unwrap();
        let Some(room) = limits.room else {
            return Ok(());
        };
        let left = room.checked_sub(bytes);
        limits.room = Some(left.unwrap_or(0));
        left.map(|_| ())
            .ok_or_else(|| ErrorKind::StorageFull.into())
    }
}

impl Deref for Failing {
    type Target = Memory;

    fn deref(&self) -> &Memory {
        &self.memory
    }
}

impl FileSystem for Failing {
    fn kind(&self, path: &Path) -> io::Result<Option<Kind>> {
        self.memory.kind(path)
    }

    fn length(&self, file: &Path) -> io::Result<u64> {
        self.memory.length(file)
    }

    fn read(&self, file: &Path) -> io::Result<Vec<u8>> {
        self.memory.read(file)
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<Listed>> {
        self.memory.list(folder)
    }

    fn create_folder(&self, folder: &Path) -> io::Result<()> {
        self.check_folder(folder.parent())?;
        self.memory.create_folder(folder)
    }

    fn remove_folder(&self, folder: &Path) -> io::Result<()> {
        self.check_folder(folder.parent())?;
        self.memory.remove_folder(folder)
    }

    fn write_temporary(&self, folder: &Path, bytes: &[u8]) -> io::Result<PathBuf> {
        self.check_folder(Some(folder))?;
        self.use_room(bytes.len())?;
        self.memory.write_temporary(folder, bytes)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.check_folder(to.parent())?;
        if self.limits.lock().unwrap().locked.contains(to) {
            return Err(ErrorKind::PermissionDenied.into());
        }
        self.memory.rename(from, to)
    }

    fn remove(&self, file: &Path) -> io::Result<()> {
        self.check_folder(file.parent())?;
        self.memory.remove(file)
    }
}
