//! Changes of a folder, all or none, however the program ends.
//!
//! New contents are written into `.praman-pending` first, then a list of where they go. From the moment at which that list
//! has its name the change is made: whoever opens the folder next puts what is left into its place. Before it, whatever lies in
//! `.praman-pending` is thrown away.

use std::collections::BTreeSet;
use std::io::{self, ErrorKind};
use std::path::{Component, Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::codes;
use crate::diag::Diagnostic;
use crate::project::files::{FileSystem, Kind};
use crate::project::manifest::hash;
use crate::project::names::shown;
use crate::project::temporaries::undisturbed;

/// The folder of a change that is under way.
const PENDING: &str = ".praman-pending";
/// The list of its files.
const INTENT: &str = "intent.json";

/// A change: the path of a file below the folder, and its new content; `None` removes it.
pub(super) type Change<'c> = (String, Option<&'c [u8]>);

/// What is to be done.
#[derive(Debug, Serialize, Deserialize)]
struct Intent {
    /// The purpose of the file, for people who open it.
    about: String,
    /// The moves, in order.
    moves: Vec<Move>,
}

/// A file that gets a new content, or goes.
#[derive(Debug, Serialize, Deserialize)]
struct Move {
    /// Its path below the folder.
    path: String,
    /// The name of the new content in `.praman-pending`; `None` where the file goes.
    staged: Option<String>,
    /// The hash of the content before; `None` where there was no file.
    before: Option<String>,
}

/// Makes all changes, or none. The folder must be held.
///
/// # Errors
/// Returns what failed. The folder is then as before, or the report says that the change is not finished.
pub(super) fn commit(
    files: &dyn FileSystem,
    folder: &Path,
    changes: &[Change<'_>],
) -> Result<(), Box<Diagnostic>> {
    let _undisturbed = undisturbed();
    match stage(files, folder, changes) {
        Ok(()) => finish(files, folder),
        Err(failed) => match discard(files, &folder.join(PENDING)) {
            Ok(()) => Err(failed),
            Err(unfinished) => Err(unfinished),
        },
    }
}

/// Finishes a change that was interrupted, or throws away what never became one. The folder must be held.
///
/// # Errors
/// Returns what keeps it from being finished.
pub(super) fn finish(files: &dyn FileSystem, folder: &Path) -> Result<(), Box<Diagnostic>> {
    let pending = folder.join(PENDING);
    if !matches!(files.kind(&pending), Ok(Some(Kind::Folder))) {
        return Ok(());
    }
    let path = pending.join(INTENT);
    if matches!(files.kind(&path), Ok(Some(Kind::File))) {
        let intent = read_intent(files, &path)?;
        let mut folders = BTreeSet::new();
        for one in &intent.moves {
            let target = folder.join(&one.path);
            make_move(files, &pending, &target, one)?;
            folders.extend(target.parent().map(Path::to_path_buf));
        }
        for folder in folders {
            // A folder that is not there has lost no file.
            let _ = files.sync(&folder);
        }
    }
    discard(files, &pending)
}

/// Writes the new contents, and the list that makes the change.
fn stage(
    files: &dyn FileSystem,
    folder: &Path,
    changes: &[Change<'_>],
) -> Result<(), Box<Diagnostic>> {
    let pending = folder.join(PENDING);
    let failed = |path: &Path, error| Box::new(codes::failed(&shown(path), &error));
    let mut moves = Vec::with_capacity(changes.len());
    for (number, (path, bytes)) in changes.iter().enumerate() {
        let target = folder.join(path);
        moves.push(Move {
            path: path.clone(),
            staged: bytes.map(|_| number.to_string()),
            before: look_at(files, &target)?,
        });
    }
    let contents = moves.iter().zip(changes);
    let contents: Vec<(&str, &[u8])> = contents
        .filter_map(|(one, (_, bytes))| Some((one.staged.as_deref()?, (*bytes)?)))
        .collect();
    write_staged(files, &pending, &contents).map_err(|error| failed(&pending, error))?;
    let intent = Intent {
        about:
            "A change of this dossier that was under way. The next command of praman finishes it."
                .to_owned(),
        moves,
    };
    // Texts under texts: nothing in it can fail to be JSON.
    let intent = serde_json::to_string_pretty(&intent).unwrap_or_default();
    write_staged(files, &pending, &[(INTENT, intent.as_bytes())])
        .map_err(|error| failed(&pending, error))
}

/// Returns the hash of a file that is to be changed. What is no file is not changed.
fn look_at(files: &dyn FileSystem, target: &Path) -> Result<Option<String>, Box<Diagnostic>> {
    let path = shown(target);
    let failed = |error| Box::new(codes::failed(&path, &error));
    let what = match files.kind(target).map_err(failed)? {
        None => return Ok(None),
        Some(Kind::File) if !files.is_link(target) => {
            return files
                .read(target)
                .map(|bytes| Some(hash(&bytes)))
                .map_err(failed);
        }
        Some(Kind::File | Kind::Dangling) => "a link",
        Some(Kind::Folder) => "a folder",
        Some(Kind::Other) => "a pipe or a device",
    };
    Err(Box::new(codes::in_the_way(&path, what)))
}

/// Writes files into the folder of the change, and waits until they are on the disk.
fn write_staged(
    files: &dyn FileSystem,
    pending: &Path,
    contents: &[(&str, &[u8])],
) -> io::Result<()> {
    make_folders(files, pending)?;
    let claim = files.claim(pending)?;
    let temporaries = contents
        .iter()
        .map(|(_, bytes)| files.write_temporary(&claim, bytes))
        .collect::<io::Result<Vec<PathBuf>>>()?;
    files.sync_all(&temporaries)?;
    for ((name, _), temporary) in contents.iter().zip(&temporaries) {
        files.rename(temporary, &pending.join(name))?;
    }
    files.sync(pending)
}

/// Makes a folder, and those in which it is, where they are missing.
pub(super) fn make_folders(files: &dyn FileSystem, folder: &Path) -> io::Result<()> {
    let missing: Vec<&Path> = folder
        .ancestors()
        .take_while(|part| !part.as_os_str().is_empty() && matches!(files.kind(part), Ok(None)))
        .collect();
    missing
        .into_iter()
        .rev()
        .try_for_each(|part| files.create_folder(part))
}

fn read_intent(files: &dyn FileSystem, path: &Path) -> Result<Intent, Box<Diagnostic>> {
    let broken = |why: &str| Box::new(codes::intent(&shown(path), why));
    let bytes = files
        .read(path)
        .map_err(|error| Box::new(codes::failed(&shown(path), &error)))?;
    let intent: Intent =
        serde_json::from_slice(&bytes).map_err(|error| broken(&error.to_string()))?;
    let is_below = |path: &str| {
        let mut parts = Path::new(path).components();
        !path.is_empty() && parts.all(|part| matches!(part, Component::Normal(_)))
    };
    let is_safe = |one: &Move| is_below(&one.path) && one.staged.as_deref().is_none_or(is_below);
    if !intent.moves.iter().all(is_safe) {
        return Err(broken("a path in it leads out of the dossier"));
    }
    Ok(intent)
}

/// Puts a file into its place, or removes it, unless that has been done.
fn make_move(
    files: &dyn FileSystem,
    pending: &Path,
    target: &Path,
    one: &Move,
) -> Result<(), Box<Diagnostic>> {
    let failed = |error| Box::new(codes::not_moved(&shown(target), &error));
    let staged = one.staged.as_ref().map(|name| pending.join(name));
    if let Some(staged) = &staged
        && files.kind(staged).map_err(failed)?.is_none()
    {
        return Ok(());
    }
    let now = look_at(files, target)?;
    match staged {
        Some(staged) if now != one.before => {
            let wanted = files.read(&staged).map_err(failed)?;
            if now != Some(hash(&wanted)) {
                return Err(Box::new(codes::edited_since(
                    &shown(target),
                    &shown(&staged),
                )));
            }
            files.remove(&staged).map_err(failed)
        }
        Some(staged) => move_file(files, &staged, target).map_err(failed),
        // A file that was edited since stays.
        None if now.is_none() || now != one.before => Ok(()),
        None => files.remove(target).map_err(failed),
    }
}

fn move_file(files: &dyn FileSystem, staged: &Path, target: &Path) -> io::Result<()> {
    let folder = target.parent().unwrap_or(Path::new(""));
    make_folders(files, folder)?;
    match files.rename(staged, target) {
        Err(error) if error.kind() == ErrorKind::CrossesDevices => {
            let claim = files.claim(folder)?;
            let temporary = files.write_temporary(&claim, &files.read(staged)?)?;
            files.sync(&temporary)?;
            files.rename(&temporary, target)?;
            files.remove(staged)
        }
        outcome => outcome,
    }
}

/// Throws away what is in the folder of a change, and the folder: the list first, without which the rest is nothing. The rest
/// does no harm if it stays, and goes with the next change.
fn discard(files: &dyn FileSystem, pending: &Path) -> Result<(), Box<Diagnostic>> {
    let path = pending.join(INTENT);
    let failed = |error| Box::new(codes::not_moved(&shown(&path), &error));
    if files.kind(&path).map_err(failed)?.is_some() {
        files.remove(&path).map_err(failed)?;
        let _ = files.sync(pending);
    }
    let listed = files.list(pending).unwrap_or_default();
    for left in listed {
        let _ = files.remove(&left.path);
    }
    let _ = files.remove_folder(pending);
    Ok(())
}
