//! The file system of the machine.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, ErrorKind};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::files::{FileSystem, Kind, Listed};
use super::temporaries::{self, Claim};

/// The number of bytes that are read of a large file at once.
const PIECE: usize = 256 * 1024;

/// The file system of the machine.
#[derive(Debug, Clone, Copy, Default)]
pub struct Disk;

/// How many threads wait for the disk at a time. It writes what several wait for in one go.
const WAITING: usize = 8;

impl FileSystem for Disk {
    fn kind(&self, path: &Path) -> io::Result<Option<Kind>> {
        match fs::metadata(path) {
            Ok(_) if is_stream(path) => Ok(Some(Kind::Other)),
            Ok(found) => Ok(Some(kind_of(found.file_type()))),
            Err(error) if error.kind() == ErrorKind::NotFound => {
                // What is no link has been made just now.
                let found = fs::symlink_metadata(path).map(|found| found.file_type());
                Ok(found.ok().map(|found| {
                    if found.is_symlink() {
                        Kind::Dangling
                    } else {
                        kind_of(found)
                    }
                }))
            }
            Err(error) => Err(error),
        }
    }

    fn is_link(&self, path: &Path) -> bool {
        fs::symlink_metadata(path).is_ok_and(|found| found.is_symlink())
    }

    fn name(&self, file: &Path) -> io::Result<String> {
        let file = fs::canonicalize(file)?;
        let name = file.file_name().unwrap_or_default();
        Ok(name.to_string_lossy().into_owned())
    }

    fn length(&self, file: &Path) -> io::Result<u64> {
        fs::metadata(file).map(|metadata| metadata.len())
    }

    fn modified(&self, file: &Path) -> io::Result<Option<SystemTime>> {
        // Some disks know no times.
        Ok(fs::metadata(file)?.modified().ok())
    }

    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        fs::canonicalize(path)
    }

    fn read_pieces(&self, file: &Path, take: &mut dyn FnMut(&[u8])) -> io::Result<()> {
        let mut file = BufReader::with_capacity(PIECE, File::open(file)?);
        loop {
            let piece = file.fill_buf()?;
            let length = piece.len();
            if length == 0 {
                return Ok(());
            }
            take(piece);
            file.consume(length);
        }
    }

    fn open(&self, file: &Path) -> io::Result<Box<dyn io::Read>> {
        Ok(Box::new(File::open(file)?))
    }

    fn read(&self, file: &Path) -> io::Result<Vec<u8>> {
        fs::read(file)
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<Listed>> {
        fs::read_dir(folder)?
            .map(|entry| {
                let entry = entry?;
                let path = entry.path();
                // A link to a folder is not followed, since it could lead back here.
                let kind = match kind_of(entry.file_type()?) {
                    Kind::Other => match self.kind(&path)? {
                        Some(Kind::Folder) | None => Kind::Other,
                        Some(kind @ (Kind::File | Kind::Dangling | Kind::Other)) => kind,
                    },
                    kind @ (Kind::File | Kind::Folder | Kind::Dangling) => kind,
                };
                Ok(Listed { path, kind })
            })
            .collect()
    }

    fn create_folder(&self, folder: &Path) -> io::Result<()> {
        fs::create_dir(folder)
    }

    fn remove_folder(&self, folder: &Path) -> io::Result<()> {
        fs::remove_dir(folder)
    }

    fn hold(&self, folder: &Path) -> io::Result<Option<File>> {
        temporaries::hold(folder)
    }

    fn claim(&self, folder: &Path) -> io::Result<Claim> {
        Claim::make(folder)
    }

    fn sweep(&self, folder: &Path) {
        temporaries::sweep(folder);
    }

    fn write_temporary(&self, claim: &Claim, bytes: &[u8]) -> io::Result<PathBuf> {
        claim.write(bytes)
    }

    fn sync(&self, path: &Path) -> io::Result<()> {
        if fs::metadata(path)?.is_dir() {
            // Windows opens no folders; it needs no more than that the files are there.
            return File::open(path).map_or(Ok(()), |folder| folder.sync_all());
        }
        // Windows lets only those who may write wait for a file.
        File::options().append(true).open(path)?.sync_all()
    }

    fn sync_all(&self, files: &[PathBuf]) -> io::Result<()> {
        let share = files.len().div_ceil(WAITING).max(1);
        std::thread::scope(|scope| {
            let waiting = files.chunks(share).map(|files| {
                scope.spawn(move || files.iter().try_for_each(|file| self.sync(file)))
            });
            let waiting: Vec<_> = waiting.collect();
            waiting.into_iter().try_for_each(|thread| {
                let failed = |_| Err(io::Error::other("a thread that waited for the disk failed"));
                thread.join().unwrap_or_else(failed)
            })
        })
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        if let Ok(replaced) = fs::metadata(to) {
            fs::set_permissions(from, replaced.permissions())?;
        }
        temporaries::rename(from, to)
    }

    fn remove(&self, file: &Path) -> io::Result<()> {
        temporaries::remove(file)
    }
}

/// Says whether a path names what a program reads from, which has another name or none: even where that is a file, the
/// path does not lead others to it.
fn is_stream(path: &Path) -> bool {
    path == Path::new("/dev/stdin")
        || path.starts_with("/dev/fd")
        || path.starts_with("/proc/self/fd")
}

fn kind_of(file_type: fs::FileType) -> Kind {
    if file_type.is_file() {
        Kind::File
    } else if file_type.is_dir() {
        Kind::Folder
    } else {
        Kind::Other
    }
}
