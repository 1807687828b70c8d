//! A file system in memory whose program dies, or whose disk is full, at a chosen write.

use std::io::{self, ErrorKind};
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use praman::project::{Claim, FileSystem, Kind, Listed, Memory};

/// What happens at the chosen write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// The program is killed: it writes nothing more, and tidies nothing up.
    Killed,
    /// This one write fails, as on a full disk or of a file that another program holds open; the program goes on.
    Fails,
    /// This one write fails, and the program is killed some writes later.
    FailsAndIsKilled(usize),
}

/// A file system that fails at a chosen write; in all else it is the one in memory.
#[derive(Default)]
pub struct Mortal {
    memory: Memory,
    plan: Mutex<Option<(usize, Fault)>>,
}

impl Mortal {
    /// Chooses the write that fails, counted from 0; `None` lets all succeed.
    pub fn fail_at(&self, plan: Option<(usize, Fault)>) {
        *self.plan.lock().unwrap() = plan;
    }

    fn write(&self) -> io::Result<()> {
        let mut plan = self.plan.lock().unwrap();
        match &mut *plan {
            None => Ok(()),
            Some((0, Fault::Killed)) => Err(ErrorKind::Interrupted.into()),
            Some((0, Fault::Fails)) => {
                *plan = None;
                Err(ErrorKind::StorageFull.into())
            }
            Some((0, Fault::FailsAndIsKilled(later))) => {
                *plan = Some((*later, Fault::Killed));
                Err(ErrorKind::StorageFull.into())
            }
            Some((left, _)) => {
                *left -= 1;
                Ok(())
            }
        }
    }
}

impl Deref for Mortal {
    type Target = Memory;

    fn deref(&self) -> &Memory {
        &self.memory
    }
}

impl FileSystem for Mortal {
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
        self.write()?;
        self.memory.create_folder(folder)
    }

    fn remove_folder(&self, folder: &Path) -> io::Result<()> {
        self.write()?;
        self.memory.remove_folder(folder)
    }

    fn write_temporary(&self, claim: &Claim, bytes: &[u8]) -> io::Result<PathBuf> {
        self.write()?;
        self.memory.write_temporary(claim, bytes)
    }

    fn sync(&self, path: &Path) -> io::Result<()> {
        self.write()?;
        self.memory.sync(path)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.write()?;
        self.memory.rename(from, to)
    }

    fn remove(&self, file: &Path) -> io::Result<()> {
        self.write()?;
        self.memory.remove(file)
    }
}
