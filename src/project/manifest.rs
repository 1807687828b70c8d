//! The manifest: the files that were written, with their hashes.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::codes;
use super::files::{FileSystem, Kind};
use super::names::shown;
use crate::diag::Diagnostic;

/// The name of the manifest in the folder of results.
pub const MANIFEST: &str = ".praman-manifest.json";

/// The files that were written into a folder, by path, each with its SHA-256.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Manifest {
    /// The purpose of the file, for people who open it.
    #[serde(default)]
    about: String,
    /// The hashes, by path.
    pub files: BTreeMap<String, String>,
}

impl Manifest {
    /// Makes a manifest.
    pub fn new(files: BTreeMap<String, String>) -> Self {
        Self {
            about: "Written by praman: the results in this folder, as they were written. \
                    A result with another hash was changed by hand and is not replaced."
                .to_owned(),
            files,
        }
    }

    /// Reads the manifest of a folder; it is empty if there is none.
    pub fn read(files: &dyn FileSystem, folder: &Path) -> Result<Self, Box<Diagnostic>> {
        let path = folder.join(MANIFEST);
        let unreadable = |error| Box::new(codes::unreadable(&shown(&path), &error));
        match files.kind(&path).map_err(unreadable)? {
            None => return Ok(Self::default()),
            Some(Kind::File | Kind::Folder | Kind::Other) => {}
        }
        let bytes = files.read(&path).map_err(unreadable)?;
        serde_json::from_slice(&bytes).map_err(|error| {
            let why = error.to_string();
            Box::new(codes::manifest_broken(&shown(&path), &why))
        })
    }

    /// Returns the manifest as text, sorted by path.
    pub fn to_text(&self) -> String {
        // A sorted map of texts can always be written as JSON.
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }
}

/// Returns the SHA-256 of bytes in hexadecimal.
pub(super) fn hash(bytes: &[u8]) -> String {
    let mut text = String::new();
    for byte in Sha256::digest(bytes) {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}
