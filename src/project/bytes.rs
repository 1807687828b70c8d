//! Reads files that are no texts.

use std::io::{self, Read as _};
use std::path::Path;

use super::codes;
use super::files::{FileSystem, Kind};
use super::names::shown;
use crate::diag::Diagnostic;

/// Reads a file of bytes, and no more of it than `most`.
///
/// # Errors
/// Reports a file that is not there, that is no file, or that cannot be read.
pub fn load_bytes(
    files: &dyn FileSystem,
    path: &Path,
    most: usize,
) -> Result<Vec<u8>, Box<Diagnostic>> {
    let failed = |error: &io::Error| Box::new(codes::unreadable(&shown(path), error));
    match files.kind(path).map_err(|error| failed(&error))? {
        Some(Kind::File) => {}
        None => return Err(Box::new(codes::missing(&shown(path)))),
        Some(Kind::Dangling) => return Err(Box::new(codes::dangling(&shown(path)))),
        Some(kind @ (Kind::Folder | Kind::Other)) => {
            return Err(Box::new(codes::no_file(&shown(path), kind)));
        }
    }
    let file = files.open(path).map_err(|error| failed(&error))?;
    let mut bytes = Vec::new();
    let most = u64::try_from(most).unwrap_or(u64::MAX);
    let read = file.take(most).read_to_end(&mut bytes);
    read.map_err(|error| failed(&error))?;
    Ok(bytes)
}
