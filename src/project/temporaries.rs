//! Temporary files on a disk: whose they are, and how they go when a program is stopped.
//!
//! A program that writes into a folder claims it: it makes a file there, `.praman-MARK.lock`, and holds it locked as long
//! as it writes. Its temporary files bear the mark. The system releases the lock however the program ends. A file whose mark
//! belongs to no held lock is therefore left over. Process numbers would not do: they are used again, and other machines and
//! containers that share the folder have the same ones.

use std::collections::BTreeSet;
use std::fs::{self, File, TryLockError};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

/// How all names of temporary files and locks begin.
const PREFIX: &str = ".praman-";
const LOCK: &str = ".lock";
const TEMPORARY: &str = ".tmp";
/// The file that is held in place of a folder. It is not swept.
const HELD: &str = ".praman-held";

/// How often a lock is tried that another program sweeps away before it is held.
const ATTEMPTS: usize = 8;

/// How long a program waits before it looks again whether another still holds a folder, and how often: half a minute.
const WAIT: Duration = Duration::from_millis(25);
const LOOKS: usize = 1200;

/// The temporary files and locks of this program.
static OURS: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

/// Held while results get their names, which a signal does not cut short.
static PUBLISHING: Mutex<()> = Mutex::new(());

/// The right to write temporary files into a folder; given back when it is dropped.
#[derive(Debug)]
pub struct Claim {
    /// The folder.
    pub folder: PathBuf,
    lock: Option<Lock>,
}

/// A lock that is held.
#[derive(Debug)]
struct Lock {
    mark: String,
    path: PathBuf,
    _file: File,
}

/// The program to which a lock belongs.
enum Owner {
    /// It has removed its lock.
    Done,
    /// It has left its lock, which is now held here until the file is dropped.
    Gone { _held: File },
    /// It holds its lock, or there is no telling.
    MayRun,
}

impl Claim {
    /// A claim on a folder that no other program can see.
    pub fn alone(folder: &Path) -> Self {
        let folder = folder.to_path_buf();
        Self { folder, lock: None }
    }

    /// Makes a claim on a folder of a disk, and removes what others left there.
    pub(super) fn make(folder: &Path) -> io::Result<Self> {
        sweep(folder);
        for _ in 0..ATTEMPTS {
            if let Some(lock) = Lock::take(folder)? {
                let folder = folder.to_path_buf();
                let lock = Some(lock);
                return Ok(Self { folder, lock });
            }
        }
        Err(ErrorKind::ResourceBusy.into())
    }

    /// Writes a file under a new, unique name that bears the mark of the claim. Nothing is left if this fails.
    pub(super) fn write(&self, bytes: &[u8]) -> io::Result<PathBuf> {
        let mark = self.lock.as_ref().map_or("", |lock| lock.mark.as_str());
        let (mut file, path) = create(&self.folder, &format!("{PREFIX}{mark}-"), TEMPORARY)?;
        match file.write_all(bytes).and_then(|()| file.flush()) {
            Ok(()) => Ok(path),
            Err(error) => {
                let _ = remove(&path);
                Err(error)
            }
        }
    }
}

impl Lock {
    /// Makes a lock in a folder; `None` if another program took it for one that is left over.
    fn take(folder: &Path) -> io::Result<Option<Self>> {
        let (file, path) = create(folder, PREFIX, LOCK)?;
        let held = match file.try_lock() {
            Ok(()) => path.exists(),
            Err(TryLockError::WouldBlock) => false,
            // A disk without locks: nobody can tell whether this program runs, and so nobody removes its files.
            Err(TryLockError::Error(_)) => true,
        };
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let mark = name
            .strip_prefix(PREFIX)
            .and_then(|rest| rest.strip_suffix(LOCK));
        let mark = mark.unwrap_or_default().to_owned();
        let lock = Self {
            mark,
            path,
            _file: file,
        };
        Ok(held.then_some(lock))
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // A lock that stays is swept by the next run.
        let _ = remove(&self.path);
    }
}

/// Waits until no other program holds a folder, and holds it. Where folders cannot be opened, as on Windows, a file in it is held
/// in its place. On disks without locks nothing is held.
pub(super) fn hold(folder: &Path) -> io::Result<Option<File>> {
    let opened = File::open(folder).ok().or_else(|| open_in_place(folder));
    let Some(opened) = opened else {
        return Ok(None);
    };
    for _ in 0..LOOKS {
        match opened.try_lock() {
            Ok(()) => return Ok(Some(opened)),
            Err(TryLockError::WouldBlock) => thread::sleep(WAIT),
            Err(TryLockError::Error(_)) => return Ok(None),
        }
    }
    Err(ErrorKind::ResourceBusy.into())
}

/// Opens the file that is held in place of a folder; `None` where there is no such folder, or nothing can be written into it. The
/// file stays: if it were removed, two programs could hold two files of one name.
fn open_in_place(folder: &Path) -> Option<File> {
    let mut options = File::options();
    options.create(true).truncate(false).write(true);
    options.open(folder.join(HELD)).ok()
}

/// Creates an empty file under a new, unique name.
fn create(folder: &Path, prefix: &str, suffix: &str) -> io::Result<(File, PathBuf)> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(prefix).suffix(suffix);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // The mode that other programs give a new file; the user's mask is applied to it.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let mut ours = ours();
    let file = builder.tempfile_in(folder)?;
    let (file, path) = file.keep().map_err(|failed| failed.error)?;
    ours.insert(path.clone());
    Ok((file, path))
}

/// Removes a file, which may be one of this program's.
pub(super) fn remove(file: &Path) -> io::Result<()> {
    ours().remove(file);
    fs::remove_file(file)
}

/// Gives a temporary file its name.
pub(super) fn rename(from: &Path, to: &Path) -> io::Result<()> {
    let mut ours = ours();
    fs::rename(from, to)?;
    ours.remove(from);
    Ok(())
}

/// Removes the temporary files and locks in a folder whose programs no longer run. What cannot be removed stays for the
/// next run.
pub(super) fn sweep(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    let mut left: BTreeSet<(String, PathBuf)> = BTreeSet::new();
    for entry in entries.flatten() {
        let is_file = entry.file_type().is_ok_and(|kind| kind.is_file());
        let name = entry.file_name();
        if let Some(mark) = mark_of(&name.to_string_lossy()).filter(|_| is_file) {
            left.insert((mark.to_owned(), entry.path()));
        }
    }
    let marks: BTreeSet<&str> = left.iter().map(|(mark, _)| mark.as_str()).collect();
    for mark in marks {
        let owner = find_owner(&folder.join(format!("{PREFIX}{mark}{LOCK}")));
        if !matches!(owner, Owner::MayRun) {
            for (_, file) in left.iter().filter(|(of, _)| of == mark) {
                let _ = fs::remove_file(file);
            }
        }
    }
}

/// Returns the mark that a temporary file or a lock bears.
fn mark_of(name: &str) -> Option<&str> {
    let rest = name.strip_prefix(PREFIX)?;
    let mark = match rest.strip_suffix(TEMPORARY) {
        Some(rest) => rest.split_once('-').filter(|(_, own)| is_random(own))?.0,
        None => rest.strip_suffix(LOCK)?,
    };
    is_random(mark).then_some(mark)
}

/// Says whether a part of a name can be one that was made up for a temporary file.
fn is_random(part: &str) -> bool {
    part.len() == 6 && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// Finds out whether the program runs to which a lock belongs. It makes its lock before its first temporary file, and
/// removes it after the last.
fn find_owner(lock: &Path) -> Owner {
    match File::options().read(true).write(true).open(lock) {
        Err(error) if error.kind() == ErrorKind::NotFound => Owner::Done,
        Err(_) => Owner::MayRun,
        Ok(file) => match file.try_lock() {
            Ok(()) => Owner::Gone { _held: file },
            Err(_) => Owner::MayRun,
        },
    }
}

/// Keeps a signal from stopping the program until the guard is dropped.
pub(super) fn undisturbed() -> MutexGuard<'static, ()> {
    PUBLISHING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Removes the temporary files and locks of this program, which is about to end because of a signal. From now on it makes
/// and renames no others.
pub fn remove_temporaries() {
    std::mem::forget(undisturbed());
    let mut ours = ours();
    while let Some(file) = ours.pop_last() {
        let _ = fs::remove_file(file);
    }
    std::mem::forget(ours);
}

fn ours() -> MutexGuard<'static, BTreeSet<PathBuf>> {
    OURS.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_held_in_place_of_a_folder() -> io::Result<()> {
        let folder = tempfile::tempdir()?;
        let open = || open_in_place(folder.path()).ok_or(ErrorKind::NotFound);
        let (first, second) = (open()?, open()?);
        assert!(first.try_lock().is_ok());
        assert!(matches!(second.try_lock(), Err(TryLockError::WouldBlock)));
        drop(first);
        sweep(folder.path());
        assert!(second.try_lock().is_ok());
        assert!(folder.path().join(HELD).is_file());
        assert!(open_in_place(&folder.path().join("nowhere")).is_none());
        Ok(())
    }
}
