//! Writes results: all of them or none, and never over a file that a person changed.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::codes;
use super::files::{FileSystem, Kind};
use super::manifest::{MANIFEST, Manifest, hash};
use super::names::{misfit, shown};
use crate::diag::{Diagnostic, Diagnostics};

/// A result to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutputFile {
    /// The path below the folder of results, with forward slashes, of `[A-Za-z0-9._-]`.
    pub path: String,
    /// The content.
    pub bytes: Vec<u8>,
}

/// The files of a run, sorted by what happened to them; paths are below the folder of results, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Written {
    /// New, or with new content.
    pub written: Vec<String>,
    /// The same as before; not touched.
    pub unchanged: Vec<String>,
    /// Written by an earlier run but not by this one, which may have made only some of the documents. The files are kept, and
    /// stay in the manifest as long as nobody changes them.
    pub stale: Vec<String>,
}

/// Writes results into a folder, and makes the folder if it does not exist.
///
/// Every result is first written to a temporary file in its folder. The files are renamed when all have been written. A
/// result that a person changed, or a file that no earlier run wrote, is not replaced.
///
/// # Errors
/// Returns what is in the way. The folder is then unchanged.
pub fn write_results(
    files: &dyn FileSystem,
    folder: &Path,
    results: &[OutputFile],
) -> Result<Written, Diagnostics> {
    check_names(results)?;
    check_folder(files, folder).map_err(|found| one(*found))?;
    let before = Manifest::read(files, folder).map_err(|found| one(*found))?;
    let (to_write, unchanged) = compare(files, folder, results, &before)?;
    let stale = find_stale(files, folder, results, &before);
    let listed: Vec<(String, String)> = results
        .par_iter()
        .map(|result| (result.path.clone(), hash(&result.bytes)))
        .collect();
    let kept = stale
        .iter()
        .filter_map(|path| Some((path.clone(), before.files.get(path)?.clone())));
    let manifest = Manifest::new(listed.into_iter().chain(kept).collect());
    let mut written: Vec<String> = to_write
        .iter()
        .map(|(path, _)| (*path).to_owned())
        .collect();
    written.sort();
    let mut transaction = Transaction {
        files,
        folders: Vec::new(),
        temporaries: Vec::new(),
        renamed: Vec::new(),
    };
    let outcome = transaction.run(folder, &to_write, &manifest, &before);
    if let Err(failed) = outcome {
        let mut diagnostics = one(*failed);
        diagnostics.append(transaction.undo());
        return Err(diagnostics);
    }
    Ok(Written {
        written,
        unchanged,
        stale,
    })
}

/// A path below the folder of results, with the new content.
type ToWrite<'r> = (&'r str, &'r [u8]);

fn one(diagnostic: Diagnostic) -> Diagnostics {
    Diagnostics::from_iter([diagnostic])
}

fn check_folder(files: &dyn FileSystem, folder: &Path) -> Result<(), Box<Diagnostic>> {
    match files.kind(folder) {
        Ok(None | Some(Kind::Folder)) => Ok(()),
        Ok(Some(Kind::File | Kind::Other)) => Err(Box::new(codes::no_folder(&shown(folder)))),
        Err(error) => Err(Box::new(codes::unreadable(&shown(folder), &error))),
    }
}

fn check_names(results: &[OutputFile]) -> Result<(), Diagnostics> {
    let mut diagnostics = Diagnostics::new();
    let mut names = BTreeSet::new();
    for OutputFile { path, .. } in results {
        if let Some(why) = misfit(path) {
            diagnostics.push(codes::result_name(path, why));
        }
        // Some disks do not distinguish `A` and `a`.
        if !names.insert(path.to_ascii_lowercase()) {
            let why = "another result has it, perhaps in other letters of upper or lower case";
            diagnostics.push(codes::result_name(path, why));
        }
    }
    let inside = |path: &str| {
        let ends = path.match_indices('/').map(|(end, _)| end);
        ends.filter_map(|end| path.get(..end))
            .any(|folder| names.contains(folder))
    };
    for path in names.iter().filter(|path| inside(path)) {
        let why = "a folder in it is the name of another result";
        diagnostics.push(codes::result_name(path, why));
    }
    if diagnostics.is_empty() {
        Ok(())
    } else {
        Err(diagnostics)
    }
}

/// Compares results with the files in the folder: some are to be written, others are there already.
fn compare<'r>(
    files: &dyn FileSystem,
    folder: &Path,
    results: &'r [OutputFile],
    before: &Manifest,
) -> Result<(Vec<ToWrite<'r>>, Vec<String>), Diagnostics> {
    let mut diagnostics = Diagnostics::new();
    let (mut to_write, mut unchanged) = (Vec::new(), Vec::new());
    for OutputFile { path, bytes } in results {
        let target = folder.join(path);
        match read_there(files, &target) {
            Ok(There::Nothing) => to_write.push((path.as_str(), bytes.as_slice())),
            Ok(There::File(old)) if old == *bytes => unchanged.push(path.clone()),
            Ok(There::File(old)) => match before.files.get(path) {
                Some(listed) if *listed == hash(&old) => {
                    to_write.push((path.as_str(), bytes.as_slice()));
                }
                Some(_) => diagnostics.push(codes::changed(&shown(&target))),
                None => diagnostics.push(codes::not_ours(&shown(&target))),
            },
            Ok(There::Other) => diagnostics.push(codes::not_ours(&shown(&target))),
            Err(error) => diagnostics.push(codes::unreadable(&shown(&target), &error)),
        }
    }
    unchanged.sort();
    if diagnostics.is_empty() {
        Ok((to_write, unchanged))
    } else {
        Err(diagnostics)
    }
}

enum There {
    Nothing,
    File(Vec<u8>),
    Other,
}

fn read_there(files: &dyn FileSystem, path: &Path) -> io::Result<There> {
    Ok(match files.kind(path)? {
        None => There::Nothing,
        Some(Kind::File) => There::File(files.read(path)?),
        Some(Kind::Folder | Kind::Other) => There::Other,
    })
}

/// Finds unchanged results of earlier runs that are not among these.
fn find_stale(
    files: &dyn FileSystem,
    folder: &Path,
    results: &[OutputFile],
    before: &Manifest,
) -> Vec<String> {
    let now: BTreeSet<&str> = results.iter().map(|result| result.path.as_str()).collect();
    let as_written = |path: &str, listed: &str| {
        let bytes = files.read(&folder.join(path));
        bytes.is_ok_and(|bytes| hash(&bytes) == listed)
    };
    before
        .files
        .iter()
        // Anybody can write the manifest, so its paths are checked like any other.
        .filter(|(path, _)| !now.contains(path.as_str()) && misfit(path).is_none())
        .filter(|(path, listed)| as_written(path, listed))
        .map(|(path, _)| path.clone())
        .collect()
}

/// The changes so far, so that they can be undone.
struct Transaction<'f> {
    files: &'f dyn FileSystem,
    /// The folders that were made, outer ones first.
    folders: Vec<PathBuf>,
    /// The temporary files, with their final names.
    temporaries: Vec<(PathBuf, PathBuf)>,
    /// The files that have their final names, with the previous content.
    renamed: Vec<(PathBuf, Option<Vec<u8>>)>,
}

impl Transaction<'_> {
    fn run(
        &mut self,
        folder: &Path,
        to_write: &[ToWrite<'_>],
        manifest: &Manifest,
        before: &Manifest,
    ) -> Result<(), Box<Diagnostic>> {
        if to_write.is_empty() && manifest.files == before.files {
            return Ok(());
        }
        // The manifest is renamed last. Until then the old one describes the old files.
        let list = manifest.to_text();
        let list = (MANIFEST, list.as_bytes());
        let targets: Vec<(PathBuf, &[u8])> = to_write
            .iter()
            .chain([&list])
            .map(|(path, bytes)| (folder.join(path), *bytes))
            .collect();
        self.prepare(&targets)?;
        self.publish()
    }

    /// Writes contents to temporary files, side by side.
    fn prepare(&mut self, targets: &[(PathBuf, &[u8])]) -> Result<(), Box<Diagnostic>> {
        let failed = |target: &Path, error| Box::new(codes::not_written(&shown(target), &error));
        for (target, _) in targets {
            self.create_folders(folder_of(target))
                .map_err(|error| failed(target, error))?;
        }
        let files = self.files;
        let made: Vec<io::Result<PathBuf>> = targets
            .par_iter()
            .map(|(target, bytes)| files.write_temporary(folder_of(target), bytes))
            .collect();
        let mut outcome = Ok(());
        for ((target, _), made) in targets.iter().zip(made) {
            match made {
                Ok(temporary) => self.temporaries.push((temporary, target.clone())),
                Err(error) => outcome = outcome.and(Err(failed(target, error))),
            }
        }
        outcome
    }

    fn create_folders(&mut self, folder: &Path) -> io::Result<()> {
        let missing: Vec<&Path> = folder
            .ancestors()
            .take_while(|part| {
                !part.as_os_str().is_empty() && matches!(self.files.kind(part), Ok(None))
            })
            .collect();
        for part in missing.into_iter().rev() {
            self.files.create_folder(part)?;
            self.folders.push(part.to_path_buf());
        }
        Ok(())
    }

    fn publish(&mut self) -> Result<(), Box<Diagnostic>> {
        let mut waiting = std::mem::take(&mut self.temporaries).into_iter();
        while let Some((temporary, target)) = waiting.next() {
            let old = self.files.read(&target).ok();
            if let Err(error) = self.files.rename(&temporary, &target) {
                self.temporaries.push((temporary, target.clone()));
                self.temporaries.extend(waiting);
                return Err(Box::new(codes::not_written(&shown(&target), &error)));
            }
            self.renamed.push((target, old));
        }
        Ok(())
    }

    /// Undoes all changes, and reports what could not be undone.
    fn undo(&mut self) -> Diagnostics {
        let mut diagnostics = Diagnostics::new();
        for (temporary, _) in self.temporaries.drain(..) {
            // A file that is left here has a name of its own and does no harm.
            let _ = self.files.remove(&temporary);
        }
        for (target, old) in self.renamed.drain(..).rev() {
            let restored = match old {
                None => self.files.remove(&target),
                Some(old) => restore(self.files, &target, &old),
            };
            if let Err(error) = restored {
                diagnostics.push(codes::not_restored(&shown(&target), &error));
            }
        }
        for folder in self.folders.drain(..).rev() {
            let _ = self.files.remove_folder(&folder);
        }
        diagnostics
    }
}

fn restore(files: &dyn FileSystem, target: &Path, old: &[u8]) -> io::Result<()> {
    let temporary = files.write_temporary(folder_of(target), old)?;
    files.rename(&temporary, target)
}

fn folder_of(target: &Path) -> &Path {
    let folder = target.parent().unwrap_or(Path::new(""));
    if folder.as_os_str().is_empty() {
        Path::new(".")
    } else {
        folder
    }
}
