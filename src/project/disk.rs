//! The file system of the machine.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::{fs, io::ErrorKind};

use super::files::{FileSystem, Kind, Listed};

/// The file system of the machine.
#[derive(Debug, Clone, Copy, Default)]
pub struct Disk;

impl FileSystem for Disk {
    fn kind(&self, path: &Path) -> io::Result<Option<Kind>> {
        match fs::metadata(path) {
            Ok(found) => Ok(Some(kind_of(found.file_type()))),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn length(&self, file: &Path) -> io::Result<u64> {
        fs::metadata(file).map(|metadata| metadata.len())
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
                    Kind::Other if path.is_file() => Kind::File,
                    kind @ (Kind::File | Kind::Folder | Kind::Other) => kind,
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

    fn write_temporary(&self, folder: &Path, bytes: &[u8]) -> io::Result<PathBuf> {
        let mut builder = tempfile::Builder::new();
        builder.prefix(".praman-").suffix(".tmp");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            // The mode that other programs give a new file; the user's mask is applied to it.
            builder.permissions(fs::Permissions::from_mode(0o666));
        }
        let mut file = builder.tempfile_in(folder)?;
        file.write_all(bytes)?;
        file.flush()?;
        let (_, path) = file.keep().map_err(|failed| failed.error)?;
        Ok(path)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn remove(&self, file: &Path) -> io::Result<()> {
        fs::remove_file(file)
    }
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
