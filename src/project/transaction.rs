//! Changes to files, all or none.

use std::collections::BTreeMap;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::codes;
use super::files::{FileSystem, Kind};
use super::names::shown;
use super::temporaries::{Claim, undisturbed};
use crate::diag::{Diagnostic, Diagnostics};

/// The path of a file, and its new content; `None` removes it.
pub type FileChange<'c> = (PathBuf, Option<&'c [u8]>);

/// Changes files. Contents are written to temporary files first, side by side; the changes are made, in order, when all
/// have been written.
///
/// # Errors
/// Returns what failed, and what could not be put back as it was. All else is then as before.
pub fn change_files(
    files: &dyn FileSystem,
    changes: &[FileChange<'_>],
    not_written: NotWritten,
) -> Result<(), Diagnostics> {
    Transaction::new(files, not_written).change(changes)
}

/// The words for a file that cannot be written, by its path, and why.
pub type NotWritten = fn(&str, &io::Error) -> Diagnostic;

/// The changes so far, so that they can be undone.
pub(super) struct Transaction<'f> {
    files: &'f dyn FileSystem,
    not_written: NotWritten,
    /// What keeps other programs out of the folder of results.
    held: Option<File>,
    /// The folders that were made and are to go unless the changes are made, outer ones first.
    folders: Vec<PathBuf>,
    /// The claims on the folders of all targets.
    claims: BTreeMap<PathBuf, Claim>,
    /// The changes to make: a target, and the temporary file that gets its name.
    waiting: Vec<(PathBuf, Option<PathBuf>)>,
    /// The files that were made, replaced or removed, with the previous content.
    changed: Vec<(PathBuf, Option<Vec<u8>>)>,
}

impl<'f> Transaction<'f> {
    pub(super) fn new(files: &'f dyn FileSystem, not_written: NotWritten) -> Self {
        Self {
            files,
            not_written,
            held: None,
            folders: Vec::new(),
            claims: BTreeMap::new(),
            waiting: Vec::new(),
            changed: Vec::new(),
        }
    }

    /// Makes a folder, if it is not there, and waits for other programs that hold it. They wait until this one has ended.
    pub(super) fn hold(&mut self, folder: &Path) -> Result<(), Box<Diagnostic>> {
        let held = self
            .create_folders(folder)
            .and_then(|()| self.files.hold(folder));
        self.held = held.map_err(|error| self.failed(folder, &error))?;
        Ok(())
    }

    /// Makes all changes, or none.
    pub(super) fn change(mut self, changes: &[FileChange<'_>]) -> Result<(), Diagnostics> {
        let prepared = self.prepare(changes);
        let _undisturbed = undisturbed();
        let Err(failed) = prepared.and_then(|()| self.publish()) else {
            self.folders.clear();
            return Ok(());
        };
        let mut diagnostics = Diagnostics::from_iter([*failed]);
        diagnostics.append(self.undo());
        Err(diagnostics)
    }

    /// Writes contents to temporary files, side by side.
    fn prepare(&mut self, changes: &[FileChange<'_>]) -> Result<(), Box<Diagnostic>> {
        for (target, _) in changes {
            self.enter(folder_of(target))
                .map_err(|error| self.failed(target, &error))?;
        }
        let this = &*self;
        let made: Vec<io::Result<Option<PathBuf>>> = changes
            .par_iter()
            .map(|(target, bytes)| {
                bytes
                    .map(|bytes| this.write_beside(target, bytes))
                    .transpose()
            })
            .collect();
        let mut outcome = Ok(());
        for ((target, _), made) in changes.iter().zip(made) {
            match made {
                Ok(temporary) => self.waiting.push((target.clone(), temporary)),
                Err(error) => outcome = outcome.and(Err(self.failed(target, &error))),
            }
        }
        outcome
    }

    /// Makes a folder, if it is not there, and claims it.
    fn enter(&mut self, folder: &Path) -> io::Result<()> {
        if !self.claims.contains_key(folder) {
            self.create_folders(folder)?;
            let claim = self.files.claim(folder)?;
            self.claims.insert(folder.to_path_buf(), claim);
        }
        Ok(())
    }

    /// Writes a temporary file in the folder of a target, which is claimed.
    fn write_beside(&self, target: &Path, bytes: &[u8]) -> io::Result<PathBuf> {
        let claim = self.claims.get(folder_of(target));
        let claim = claim.ok_or(io::ErrorKind::NotFound)?;
        self.files.write_temporary(claim, bytes)
    }

    fn create_folders(&mut self, folder: &Path) -> io::Result<()> {
        let missing: Vec<&Path> = folder
            .ancestors()
            .take_while(|part| {
                !part.as_os_str().is_empty() && matches!(self.files.kind(part), Ok(None))
            })
            .collect();
        for part in missing.into_iter().rev() {
            match self.files.create_folder(part) {
                Ok(()) => self.folders.push(part.to_path_buf()),
                // Another run may have made it just now.
                Err(_) if matches!(self.files.kind(part), Ok(Some(Kind::Folder))) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    fn publish(&mut self) -> Result<(), Box<Diagnostic>> {
        let mut waiting = std::mem::take(&mut self.waiting).into_iter();
        while let Some((target, temporary)) = waiting.next() {
            let old = self.files.read(&target).ok();
            let outcome = match &temporary {
                Some(temporary) => self.files.rename(temporary, &target),
                None => self.files.remove(&target),
            };
            if let Err(error) = outcome {
                let failed = self.failed(&target, &error);
                self.waiting.push((target, temporary));
                self.waiting.extend(waiting);
                return Err(failed);
            }
            self.changed.push((target, old));
        }
        Ok(())
    }

    /// Undoes all changes, and reports what could not be undone.
    fn undo(&mut self) -> Diagnostics {
        let mut diagnostics = Diagnostics::new();
        for temporary in self
            .waiting
            .drain(..)
            .filter_map(|(_, temporary)| temporary)
        {
            // A file that is left here has a name of its own and does no harm.
            let _ = self.files.remove(&temporary);
        }
        for (target, old) in std::mem::take(&mut self.changed).into_iter().rev() {
            let restored = match old {
                None => self.files.remove(&target),
                Some(old) => self.restore(&target, &old),
            };
            if let Err(error) = restored {
                diagnostics.push(codes::not_restored(&shown(&target), &error));
            }
        }
        diagnostics
    }

    fn failed(&self, target: &Path, error: &io::Error) -> Box<Diagnostic> {
        Box::new((self.not_written)(&shown(target), error))
    }

    fn restore(&self, target: &Path, old: &[u8]) -> io::Result<()> {
        let temporary = self.write_beside(target, old)?;
        self.files.rename(&temporary, target)
    }
}

impl Drop for Transaction<'_> {
    fn drop(&mut self) {
        // A lock lies in its folder, which is to be empty.
        self.claims.clear();
        for folder in self.folders.drain(..).rev() {
            let _ = self.files.remove_folder(&folder);
        }
    }
}

fn folder_of(target: &Path) -> &Path {
    let folder = target.parent().unwrap_or(Path::new(""));
    if folder.as_os_str().is_empty() {
        Path::new(".")
    } else {
        folder
    }
}
