//! A file system in memory that can be full, locked or read-only.

use std::collections::BTreeSet;
use std::io::{self, ErrorKind};
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use praman::project::{Claim, FileSystem, Kind, Listed, Memory};

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
    changes: Option<usize>,
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

    /// Sets the number of files that get a name or are removed before the program is killed; `None` lets it live.
    pub fn kill_after(&self, changes: Option<usize>) {
        self.limits.lock().unwrap().changes = changes;
    }

    /// Counts a change. A program that has been killed changes nothing more, and undoes nothing.
    fn live(&self) -> io::Result<()> {
        let mut limits = self.limits.lock().unwrap();
        let Some(left) = &mut limits.changes else {
            return Ok(());
        };
        *left = left.checked_sub(1).ok_or(ErrorKind::Interrupted)?;
        Ok(())
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

    fn sweep(&self, folder: &Path) {
        let listed = self.memory.list(folder).unwrap_or_default();
        let left = listed.into_iter().map(|entry| entry.path);
        for path in left.filter(|path| path.extension().is_some_and(|end| end == "tmp")) {
            self.memory.remove(&path).unwrap();
        }
    }

    fn write_temporary(&self, claim: &Claim, bytes: &[u8]) -> io::Result<PathBuf> {
        self.check_folder(Some(&claim.folder))?;
        self.use_room(bytes.len())?;
        self.memory.write_temporary(claim, bytes)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.check_folder(to.parent())?;
        if self.limits.lock().unwrap().locked.contains(to) {
            return Err(ErrorKind::PermissionDenied.into());
        }
        self.live()?;
        self.memory.rename(from, to)
    }

    fn remove(&self, file: &Path) -> io::Result<()> {
        self.check_folder(file.parent())?;
        self.live()?;
        self.memory.remove(file)
    }
}
