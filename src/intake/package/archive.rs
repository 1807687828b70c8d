//! Zip archives in memory: bytes to files, and back.

use std::io::{Cursor, Read, Write};

use zip::read::Config;
use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipArchive, ZipWriter};

/// How strongly files are compressed; fixed, since it changes the bytes.
const STRENGTH: i64 = 6;

/// An archive that was opened, with nothing unpacked.
pub(super) struct Archive<'b> {
    zip: ZipArchive<Cursor<&'b [u8]>>,
}

/// Why a file of an archive is not unpacked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum NotRead {
    /// The archive cannot be read there.
    Broken(String),
    /// It is no plain file: a link, or locked by a password.
    NotPlain,
    /// It is larger than it may be.
    TooLarge,
}

impl<'b> Archive<'b> {
    /// Opens an archive; returns what is wrong with it.
    pub(super) fn open(bytes: &'b [u8]) -> Result<Self, String> {
        let config = Config {
            archive_offset: zip::read::ArchiveOffset::Known(0),
        };
        let zip = ZipArchive::with_config(config, Cursor::new(bytes));
        let zip = zip.map_err(|_| "it is no zip, or not a whole one")?;
        if zip.has_duplicate_names() {
            return Err("a file is in it twice".to_owned());
        }
        Ok(Self { zip })
    }

    /// Returns the number of its files and folders.
    pub(super) fn len(&self) -> usize {
        self.zip.len()
    }

    /// Returns the paths of its files with their places; those of folders say nothing and are left out.
    pub(super) fn paths(&mut self) -> Result<Vec<(usize, String)>, String> {
        if self.zip.has_overlapping_files().map_err(shown)? {
            return Err("some of its files lie over one another".to_owned());
        }
        let names: Result<Vec<String>, ZipError> = self
            .zip
            .file_names()
            .map(|name| name.map(std::borrow::Cow::into_owned))
            .collect();
        let names = names.map_err(shown)?.into_iter().enumerate();
        Ok(names.filter(|(_, name)| !name.ends_with('/')).collect())
    }

    /// Unpacks a file of at most `most` bytes.
    pub(super) fn unpack(&mut self, place: usize, most: u64) -> Result<Vec<u8>, NotRead> {
        let file = self.zip.by_index(place).map_err(|error| {
            if matches!(
                error,
                ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)
            ) {
                return NotRead::NotPlain;
            }
            NotRead::Broken(shown(error))
        })?;
        if !file.is_file() || file.is_symlink() {
            return Err(NotRead::NotPlain);
        }
        let mut bytes = Vec::new();
        let read = file.take(most.saturating_add(1)).read_to_end(&mut bytes);
        read.map_err(|error| NotRead::Broken(error.to_string()))?;
        if u64::try_from(bytes.len()).is_ok_and(|length| length <= most) {
            return Ok(bytes);
        }
        Err(NotRead::TooLarge)
    }
}

/// Packs files in the order given, without times; returns what is wrong where they do not fit into an archive.
pub(super) fn pack<'f>(
    files: impl IntoIterator<Item = (&'f str, &'f [u8])>,
) -> Result<Vec<u8>, String> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(STRENGTH))
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644)
        .system(System::Unix);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (path, bytes) in files {
        zip.start_file(path, options).map_err(shown)?;
        zip.write_all(bytes).map_err(|error| error.to_string())?;
    }
    Ok(zip.finish().map_err(shown)?.into_inner())
}

#[expect(clippy::needless_pass_by_value, reason = "it is handed to `map_err`")]
fn shown(error: ZipError) -> String {
    error.to_string().to_lowercase()
}
