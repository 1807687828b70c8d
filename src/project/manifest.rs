//! The manifest: the files that were written, with their hashes.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::codes;
use super::files::{FileSystem, Kind};
use super::names::shown;
use super::subject::Subject;
use crate::answers::FileHash;
use crate::diag::Diagnostic;
use crate::model::path_misfit;

/// The name of the manifest in the folder of results.
pub const MANIFEST: &str = ".praman-manifest.json";

/// The files that were written into a folder, by path, each with its SHA-256.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Manifest {
    /// The purpose of the file, for people who open it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    about: String,
    /// The product that the files are about; `None` for the documents of a scheme.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub product: Option<Subject>,
    /// The hashes, by path.
    pub files: BTreeMap<String, String>,
    /// The manifest of a run that has not ended: each file is as listed here, or as listed there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pending: Option<Box<Manifest>>,
}

impl Manifest {
    /// Makes a manifest.
    pub fn new(product: Option<Subject>, files: BTreeMap<String, String>) -> Self {
        Self {
            about: "Written by praman: the results in this folder, as they were written. \
                    A result with another hash was changed by hand and is not replaced."
                .to_owned(),
            product,
            files,
            pending: None,
        }
    }

    /// Returns the manifest that holds from the first change of a folder to the last. If a run is killed in between, the next one
    /// recognises all that it left, and takes none of it for the work of a person.
    pub fn until(self, after: &Self) -> Self {
        let pending = Self {
            about: String::new(),
            ..after.clone()
        };
        Self {
            product: self.products().last().cloned(),
            pending: Some(Box::new(pending)),
            ..Self::new(None, self.files)
        }
    }

    /// Returns the products that the files are about, the last one first: two if a run was killed that replaced the files of
    /// one by those of the other.
    pub fn products(&self) -> impl Iterator<Item = &Subject> {
        let pending = self.pending.as_ref();
        let pending = pending.and_then(|pending| pending.product.as_ref());
        pending.into_iter().chain(&self.product)
    }

    /// Lists the files of a run that was killed as it left them.
    fn settle(&mut self, files: &dyn FileSystem, folder: &Path) {
        let Some(pending) = &self.pending else { return };
        let is_new = |path: &str, listed: &str| {
            self.files.get(path).is_none_or(|before| before != listed)
                && is_as_listed(files, folder, path, listed)
        };
        let listed = pending.files.iter();
        let arrived = listed.filter(|(path, listed)| is_new(path, listed));
        let arrived: Vec<_> = arrived
            .map(|(path, hash)| (path.clone(), hash.clone()))
            .collect();
        if arrived.is_empty() {
            self.pending = None;
        }
        self.files.extend(arrived);
    }

    /// Reads the manifest of a folder; it is empty if there is none.
    pub fn read(files: &dyn FileSystem, folder: &Path) -> Result<Self, Box<Diagnostic>> {
        let path = folder.join(MANIFEST);
        let unreadable = |error| Box::new(codes::unreadable(&shown(&path), &error));
        match files.kind(&path).map_err(unreadable)? {
            None => return Ok(Self::default()),
            Some(Kind::Dangling) => return Err(Box::new(codes::dangling(&shown(&path)))),
            Some(Kind::Folder | Kind::Other) => {
                return Err(Box::new(codes::not_ours(&shown(&path))));
            }
            Some(Kind::File) if files.is_link(&path) => {
                return Err(Box::new(codes::is_link(&shown(&path))));
            }
            Some(Kind::File) => {}
        }
        let bytes = files.read(&path).map_err(unreadable)?;
        let broken = |error: serde_json::Error| {
            Box::new(codes::manifest_broken(&shown(&path), &error.to_string()))
        };
        let mut manifest: Self = serde_json::from_slice(&bytes).map_err(broken)?;
        manifest.settle(files, folder);
        Ok(manifest)
    }

    /// Returns the manifest as text, sorted by path.
    pub fn to_text(&self) -> String {
        // A sorted map of texts can always be written as JSON.
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }
}

/// Says whether a file in a folder of results is as a manifest lists it. Anybody can write a manifest, so the path is
/// checked like any other, and nothing is read but files.
pub(super) fn is_as_listed(
    files: &dyn FileSystem,
    folder: &Path,
    path: &str,
    listed: &str,
) -> bool {
    let file = folder.join(path);
    let is_file = matches!(files.kind(&file), Ok(Some(Kind::File))) && !files.is_link(&file);
    path_misfit(path).is_none()
        && is_file
        && files.read(&file).is_ok_and(|bytes| hash(&bytes) == listed)
}

/// Returns the SHA-256 of bytes in hexadecimal.
pub(super) fn hash(bytes: &[u8]) -> String {
    FileHash::of(bytes).to_string()
}
