//! A file system in memory.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::files::{FileSystem, Kind, Listed};
use super::names::shown;
use super::temporaries::Claim;

/// A file system in memory. Paths are compared as written, without a leading `./`.
#[derive(Debug, Default)]
pub struct Memory {
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    files: BTreeMap<String, Vec<u8>>,
    folders: BTreeSet<String>,
    temporaries: usize,
}

impl Memory {
    /// Makes a file system with files and their folders.
    pub fn new<'a>(files: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> Self {
        let memory = Self::default();
        for (path, bytes) in files {
            memory.put(path, bytes);
        }
        memory
    }

    /// Adds a file as a person would.
    pub fn put(&self, path: &str, bytes: &[u8]) {
        let mut state = self.state();
        let name = name(Path::new(path));
        for (end, _) in name.match_indices('/') {
            state.folders.extend(name.get(..end).map(str::to_owned));
        }
        state.files.insert(name, bytes.to_vec());
    }

    /// Returns all files with their texts, by path. Bytes that are not UTF-8 are replaced.
    pub fn texts(&self) -> BTreeMap<String, String> {
        let text = |bytes: &Vec<u8>| String::from_utf8_lossy(bytes).into_owned();
        let state = self.state();
        state
            .files
            .iter()
            .map(|(path, bytes)| (path.clone(), text(bytes)))
            .collect()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // The state is consistent between any two calls, so a panic elsewhere does not spoil it.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn check_folder(&self, folder: &str) -> io::Result<()> {
        if !folder.is_empty() && !self.folders.contains(folder) {
            return Err(ErrorKind::NotFound.into());
        }
        Ok(())
    }
}

impl FileSystem for Memory {
    fn kind(&self, path: &Path) -> io::Result<Option<Kind>> {
        let (state, name) = (self.state(), name(path));
        if state.files.contains_key(&name) {
            return Ok(Some(Kind::File));
        }
        let folder = name.is_empty() || state.folders.contains(&name);
        Ok(folder.then_some(Kind::Folder))
    }

    fn length(&self, file: &Path) -> io::Result<u64> {
        self.read(file).map(|bytes| bytes.len() as u64)
    }

    fn read(&self, file: &Path) -> io::Result<Vec<u8>> {
        let state = self.state();
        let bytes = state.files.get(&name(file)).cloned();
        bytes.ok_or_else(|| ErrorKind::NotFound.into())
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<Listed>> {
        let (state, name) = (self.state(), name(folder));
        state.check_folder(&name)?;
        Ok(state
            .files
            .keys()
            .map(|path| (path, Kind::File))
            .chain(state.folders.iter().map(|path| (path, Kind::Folder)))
            .filter(|(path, _)| parent(path) == name && !path.is_empty())
            .map(|(path, kind)| Listed {
                path: PathBuf::from(path),
                kind,
            })
            .collect())
    }

    fn create_folder(&self, folder: &Path) -> io::Result<()> {
        let (mut state, name) = (self.state(), name(folder));
        state.check_folder(parent(&name))?;
        if state.files.contains_key(&name) || !state.folders.insert(name) {
            return Err(ErrorKind::AlreadyExists.into());
        }
        Ok(())
    }

    fn remove_folder(&self, folder: &Path) -> io::Result<()> {
        if !self.list(folder)?.is_empty() {
            return Err(ErrorKind::DirectoryNotEmpty.into());
        }
        let (mut state, name) = (self.state(), name(folder));
        state.check_folder(parent(&name))?;
        state.folders.remove(&name);
        Ok(())
    }

    fn write_temporary(&self, claim: &Claim, bytes: &[u8]) -> io::Result<PathBuf> {
        let (mut state, folder) = (self.state(), name(&claim.folder));
        state.check_folder(&folder)?;
        state.temporaries += 1;
        let file = format!(".praman-{}.tmp", state.temporaries);
        let path = if folder.is_empty() {
            file
        } else {
            format!("{folder}/{file}")
        };
        state.files.insert(path.clone(), bytes.to_vec());
        Ok(PathBuf::from(path))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        let (mut state, from, to) = (self.state(), name(from), name(to));
        state.check_folder(parent(&to))?;
        let Some(bytes) = state.files.remove(&from) else {
            return Err(ErrorKind::NotFound.into());
        };
        state.files.insert(to, bytes);
        Ok(())
    }

    fn remove(&self, file: &Path) -> io::Result<()> {
        let (mut state, name) = (self.state(), name(file));
        state.check_folder(parent(&name))?;
        let removed = state.files.remove(&name).map(drop);
        removed.ok_or_else(|| ErrorKind::NotFound.into())
    }
}

fn name(path: &Path) -> String {
    let name = shown(path);
    if name == "." { String::new() } else { name }
}

fn parent(name: &str) -> &str {
    name.rsplit_once('/').map_or("", |(parent, _)| parent)
}
