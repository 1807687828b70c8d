//! Bytes to a package, and back.

use std::collections::BTreeMap;

use super::archive::{Archive, NotRead, pack};
use super::codes;
use super::manifest::{Manifest, Package, VERSION, VersionOnly, Written, WrittenFile};
use super::paths::{MANIFEST, Paths};
use crate::answers::FileHash;
use crate::diag::Diagnostic;

/// How much is unpacked from a package.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The most files.
    pub files: usize,
    /// The most bytes of all files together, unpacked.
    pub bytes: u64,
    /// The most bytes of the manifest.
    pub manifest: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            files: 20_000,
            bytes: 1 << 29,
            manifest: 1 << 23,
        }
    }
}

/// Reads a package. `name` is how messages name it.
///
/// # Errors
/// Returns what is wrong with it. Nothing of such a package is to be used.
pub fn read_package(name: &str, bytes: &[u8], limits: &Limits) -> Result<Package, Box<Diagnostic>> {
    let mut reader = PackageReader {
        name,
        archive: Archive::open(bytes).map_err(|why| unreadable(name, &why))?,
        limits,
    };
    let mut places = reader.places()?;
    let (manifest, promised) = reader.read_manifest(places.remove(MANIFEST))?;
    reader.check_promised(&promised)?;
    let mut files = BTreeMap::new();
    for file in promised {
        let place = places.remove(&file.path);
        let bytes = reader.unpack(&file, place)?;
        files.insert(file.path, bytes);
    }
    if let Some(path) = places.keys().next() {
        return Err(reader.altered(path, "is not listed in the manifest"));
    }
    Ok(Package { manifest, files })
}

fn unreadable(name: &str, why: &str) -> Box<Diagnostic> {
    Box::new(codes::unreadable(name, why))
}

struct PackageReader<'b> {
    name: &'b str,
    archive: Archive<'b>,
    limits: &'b Limits,
}

impl PackageReader<'_> {
    fn altered(&self, path: &str, why: &str) -> Box<Diagnostic> {
        Box::new(codes::altered(self.name, path, why))
    }

    fn too_large(&self) -> Box<Diagnostic> {
        Box::new(codes::too_large(self.name, self.limits.bytes))
    }

    /// Returns the place of each file by its path, after looking at all paths.
    fn places(&mut self) -> Result<BTreeMap<String, usize>, Box<Diagnostic>> {
        let (found, most) = (self.archive.len(), self.limits.files);
        if found > most {
            return Err(Box::new(codes::too_many(self.name, found, most)));
        }
        let paths = self.archive.paths();
        let paths = paths.map_err(|why| unreadable(self.name, &why))?;
        let mut known = Paths::default();
        for (_, path) in paths.iter().filter(|(_, path)| path != MANIFEST) {
            known
                .add(path)
                .map_err(|why| codes::path(self.name, path, &why))?;
        }
        Ok(paths
            .into_iter()
            .map(|(place, path)| (path, place))
            .collect())
    }

    fn read_manifest(
        &mut self,
        place: Option<usize>,
    ) -> Result<(Manifest, Vec<WrittenFile>), Box<Diagnostic>> {
        let place = place.ok_or_else(|| unreadable(self.name, "it has no `manifest.json`"))?;
        let bytes = self.archive.unpack(place, self.limits.manifest);
        let bytes = bytes.map_err(|why| self.not_read(MANIFEST, why))?;
        let wrong = |why: &str| unreadable(self.name, &format!("`manifest.json`: {why}"));
        let version: Result<VersionOnly, _> = serde_json::from_slice(&bytes);
        let version = version.map_err(|error| wrong(&error.to_string()))?.version;
        if version > VERSION {
            return Err(Box::new(codes::newer(self.name, version)));
        }
        let written: Result<Written, _> = serde_json::from_slice(&bytes);
        let written = written.map_err(|error| wrong(&error.to_string()))?;
        let manifest = written.manifest().map_err(|why| wrong(&why))?;
        Ok((manifest, written.files))
    }

    /// Looks at what the manifest promises before anything is unpacked: no path twice, and not too much.
    fn check_promised(&self, promised: &[WrittenFile]) -> Result<(), Box<Diagnostic>> {
        let mut known = Paths::default();
        for file in promised {
            known
                .add(&file.path)
                .map_err(|why| codes::path(self.name, &file.path, &why))?;
        }
        let sizes = promised.iter().map(|file| file.size);
        if sizes.fold(0, u64::saturating_add) > self.limits.bytes {
            return Err(self.too_large());
        }
        Ok(())
    }

    fn unpack(
        &mut self,
        file: &WrittenFile,
        place: Option<usize>,
    ) -> Result<Vec<u8>, Box<Diagnostic>> {
        let missing = || self.altered(&file.path, "is missing, though the manifest lists it");
        let place = place.ok_or_else(missing)?;
        let bytes = self.archive.unpack(place, file.size);
        let bytes = bytes.map_err(|why| self.not_read(&file.path, why))?;
        if sha256(&bytes) != file.sha256 {
            return Err(self.altered(&file.path, "does not have the hash that the manifest gives"));
        }
        Ok(bytes)
    }

    fn not_read(&self, path: &str, why: NotRead) -> Box<Diagnostic> {
        match why {
            NotRead::Broken(why) => unreadable(self.name, &format!("`{path}`: {why}")),
            NotRead::NotPlain => {
                let why = "which is a link, or locked by a password";
                Box::new(codes::path(self.name, path, why))
            }
            NotRead::TooLarge if path == MANIFEST => {
                let why = format!("`{MANIFEST}` is larger than {} bytes", self.limits.manifest);
                unreadable(self.name, &why)
            }
            NotRead::TooLarge => self.altered(path, "is larger than the manifest says"),
        }
    }
}

/// Writes a package: the manifest first, then the files in the order of their paths. `name` is how messages name it.
///
/// # Errors
/// Returns which file has no place in a package, or that it is too large.
pub fn render_package(name: &str, package: &Package) -> Result<Vec<u8>, Box<Diagnostic>> {
    let limits = Limits::default();
    let (found, most) = (package.files.len() + 1, limits.files);
    if found > most {
        return Err(Box::new(codes::too_many(name, found, most)));
    }
    let mut known = Paths::default();
    let mut files = Vec::new();
    for (path, bytes) in &package.files {
        known
            .add(path)
            .map_err(|why| codes::path(name, path, &why))?;
        files.push(WrittenFile {
            path: path.clone(),
            size: u64::try_from(bytes.len()).unwrap_or(u64::MAX),
            sha256: sha256(bytes),
        });
    }
    let sizes = files.iter().map(|file| file.size);
    if sizes.fold(0, u64::saturating_add) > limits.bytes {
        return Err(Box::new(codes::too_large(name, limits.bytes)));
    }
    let manifest = Written::of(&package.manifest, files);
    // Texts and numbers under texts: nothing in it can fail to be JSON.
    let mut manifest = serde_json::to_string_pretty(&manifest).unwrap_or_default();
    manifest.push('\n');
    let files = package.files.iter();
    let files = files.map(|(path, bytes)| (path.as_str(), bytes.as_slice()));
    let all = std::iter::once((MANIFEST, manifest.as_bytes())).chain(files);
    pack(all).map_err(|why| unreadable(name, &why))
}

fn sha256(bytes: &[u8]) -> String {
    FileHash::of(bytes).to_string()
}
