//! Finds and reads texts: the files of a scheme, a product file.

use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::codes;
use super::files::{FileSystem, Kind, Listed};
use super::names::shown;
use crate::diag::{Checked, Diagnostic, Diagnostics};
use crate::source::{FileId, Place, Sources, Span, Text};
use crate::syntax::ast::{Home, ItemKind, Placed, SyntaxFile};
use crate::syntax::parse_file;

/// The largest file that is read, in bytes.
pub const MAX_FILE: u64 = 512 * 1024 * 1024;

/// The greatest depth of folders in which files are sought.
const MAX_FOLDERS: usize = 32;

/// The folders with the files of a scheme.
const SCHEME_FOLDERS: [&str; 2] = ["requirements", "levels"];

/// Reads the files of a scheme: a single file, or the `.prm` files of a folder. If the folder has `requirements` or
/// `levels`, only the files in these are read. Files are read in the order of their paths.
///
/// Items that belong in an overlay are reported and left out.
pub fn load_scheme(
    files: &dyn FileSystem,
    sources: &mut Sources,
    root: &Path,
) -> Checked<Vec<SyntaxFile>> {
    keep(load_files(files, sources, root), Home::Scheme)
}

/// Reads an overlay: a single file, or all `.prm` files of a folder. Items that belong in a scheme are reported and left
/// out.
pub fn load_overlay(
    files: &dyn FileSystem,
    sources: &mut Sources,
    root: &Path,
) -> Checked<Vec<SyntaxFile>> {
    keep(load_files(files, sources, root), Home::Overlay)
}

/// Removes the items that belong elsewhere, and reports the first of each file.
fn keep(loaded: Checked<Vec<SyntaxFile>>, home: Home) -> Checked<Vec<SyntaxFile>> {
    let Checked {
        value: mut files,
        mut diagnostics,
    } = loaded;
    for file in &mut files {
        let belongs = |placed: &Placed| {
            let kind = ItemKind::from_keyword(placed.item.keyword());
            kind.is_none_or(|kind| kind.spec().home == home)
        };
        if let Some(stray) = file.items.iter().find(|item| !belongs(item)) {
            let place = stray.place(stray.item.head);
            let keyword = stray.item.keyword();
            diagnostics.push(match home {
                Home::Scheme => codes::overlay_in_scheme(place, keyword),
                Home::Overlay => codes::not_of_overlay(place, keyword),
            });
        }
        file.items.retain(belongs);
    }
    Checked::new(files, diagnostics)
}

/// Reads the `.prm` files of a folder as [`load_scheme`] does, whatever they hold.
pub fn load_files(
    files: &dyn FileSystem,
    sources: &mut Sources,
    root: &Path,
) -> Checked<Vec<SyntaxFile>> {
    let Checked {
        value: found,
        mut diagnostics,
    } = find_sources(files, root);
    let read: Vec<_> = found
        .par_iter()
        .map(|found| read_text(files, &found.path))
        .collect();
    let mut ids = Vec::new();
    for (found, text) in found.iter().zip(read) {
        match add_text(sources, found, text) {
            Ok(id) => ids.push(id),
            Err(diagnostic) => diagnostics.push(*diagnostic),
        }
    }
    let parsed = parse_all(sources, &ids);
    let trees = diagnostics.take(parsed);
    Checked::new(trees, diagnostics)
}

/// Parses files of the sources on all cores. The result is in the order of `ids`.
pub fn parse_all(sources: &Sources, ids: &[FileId]) -> Checked<Vec<SyntaxFile>> {
    let texts: Vec<_> = ids
        .iter()
        .filter_map(|id| Some((*id, sources.get(*id)?.shared())))
        .collect();
    let parsed: Vec<_> = texts
        .par_iter()
        .map(|(id, text)| parse_file(*id, Text::clone(text)))
        .collect();
    let mut diagnostics = Diagnostics::new();
    let trees = parsed
        .into_iter()
        .map(|parsed| diagnostics.take(parsed))
        .collect();
    Checked::new(trees, diagnostics)
}

/// Reads one text into the sources.
///
/// # Errors
/// Returns a diagnostic if it cannot be read.
pub fn load_text(
    files: &dyn FileSystem,
    sources: &mut Sources,
    path: &Path,
) -> Result<FileId, Box<Diagnostic>> {
    let text = read_text(files, path);
    add_text(sources, &Found::alone(files, path), text)
}

/// A file that was found, and its name in documents.
struct Found {
    path: PathBuf,
    name: String,
}

impl Found {
    /// A file that is named by itself.
    fn alone(files: &dyn FileSystem, path: &Path) -> Self {
        // What cannot be read is reported when it is read.
        let name = files.name(path).unwrap_or_default();
        let name = shown(Path::new(&name));
        let path = path.to_path_buf();
        Self { path, name }
    }

    /// A file below a folder that is named.
    fn below(root: &Path, path: PathBuf) -> Self {
        let name = shown(path.strip_prefix(root).unwrap_or(&path));
        Self { path, name }
    }
}

/// The reason why a file could not be read as text.
enum Unread {
    /// It could not be read, as the diagnostic says.
    Failed(Box<Diagnostic>),
    /// The bytes are not UTF-8.
    NotUtf8(Vec<u8>),
}

fn read_text(files: &dyn FileSystem, path: &Path) -> Result<String, Unread> {
    let failed = |diagnostic| Unread::Failed(Box::new(diagnostic));
    let unreadable = |error| failed(codes::unreadable(&shown(path), &error));
    match files.kind(path).map_err(unreadable)? {
        Some(Kind::File) => {}
        None => return Err(failed(codes::missing(&shown(path)))),
        Some(Kind::Dangling) => return Err(failed(codes::dangling(&shown(path)))),
        Some(kind @ (Kind::Folder | Kind::Other)) => {
            return Err(failed(codes::no_file(&shown(path), kind)));
        }
    }
    if files.length(path).map_err(unreadable)? > MAX_FILE {
        return Err(failed(codes::too_large(&shown(path), MAX_FILE)));
    }
    let bytes = files.read(path).map_err(unreadable)?;
    String::from_utf8(bytes).map_err(|error| Unread::NotUtf8(error.into_bytes()))
}

fn add_text(
    sources: &mut Sources,
    found: &Found,
    text: Result<String, Unread>,
) -> Result<FileId, Box<Diagnostic>> {
    match text {
        Ok(text) => {
            Ok(sources.add_file(&found.path, shown(&found.path), found.name.as_str(), text))
        }
        Err(Unread::Failed(diagnostic)) => Err(diagnostic),
        Err(Unread::NotUtf8(bytes)) => Err(Box::new(not_utf8(sources, &found.path, &bytes))),
    }
}

/// Reports the first byte that is not UTF-8. The file is kept with replacement characters for such bytes, so that the
/// line can be shown.
fn not_utf8(sources: &mut Sources, path: &Path, bytes: &[u8]) -> Diagnostic {
    let offset = std::str::from_utf8(bytes).map_or_else(|error| error.valid_up_to(), str::len);
    let utf16 = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
    let file = sources.add(shown(path), String::from_utf8_lossy(bytes).into_owned());
    let start = u32::try_from(offset).unwrap_or(u32::MAX);
    let sign = u32::try_from(char::REPLACEMENT_CHARACTER.len_utf8()).unwrap_or(0);
    let place = Place::new(file, Span::new(start, start.saturating_add(sign)));
    codes::not_utf8(place, &shown(path), offset, utf16)
}

fn find_sources(files: &dyn FileSystem, root: &Path) -> Checked<Vec<Found>> {
    let mut diagnostics = Diagnostics::new();
    let mut found = Vec::new();
    match files.kind(root) {
        Ok(Some(Kind::Folder)) => {
            let paths = find_below(files, root, &mut diagnostics);
            found.extend(paths.into_iter().map(|path| Found::below(root, path)));
        }
        // What is no file is reported when it is read.
        Ok(Some(Kind::File | Kind::Dangling | Kind::Other)) => {
            found.push(Found::alone(files, root));
        }
        Ok(None) => diagnostics.push(codes::missing(&shown(root))),
        Err(error) => diagnostics.push(codes::unreadable(&shown(root), &error)),
    }
    found.sort_by_cached_key(|found| shown(&found.path));
    Checked::new(found, diagnostics)
}

/// Finds the files of a scheme below a folder.
fn find_below(files: &dyn FileSystem, root: &Path, diagnostics: &mut Diagnostics) -> Vec<PathBuf> {
    let parts: Vec<PathBuf> = SCHEME_FOLDERS
        .iter()
        .map(|part| root.join(part))
        .filter(|part| matches!(files.kind(part), Ok(Some(Kind::Folder))))
        .collect();
    let roots = if parts.is_empty() {
        vec![root.to_path_buf()]
    } else {
        parts
    };
    let mut paths = Vec::new();
    for folder in roots {
        let is_source = |path: &Path| path.extension().is_some_and(|end| end == "prm");
        paths.extend(diagnostics.take(find_files(files, &folder, is_source)));
    }
    if paths.is_empty() && diagnostics.is_empty() {
        diagnostics.push(codes::no_sources(&shown(root)));
    }
    paths
}

/// Finds files at any depth of a folder, in the order of their paths. What begins with a dot is passed over.
pub fn find_files(
    files: &dyn FileSystem,
    root: &Path,
    is_wanted: impl Fn(&Path) -> bool,
) -> Checked<Vec<PathBuf>> {
    let mut search = Search {
        files,
        is_wanted: &is_wanted,
        paths: Vec::new(),
        diagnostics: Diagnostics::new(),
    };
    match files.kind(root) {
        Ok(Some(Kind::Dangling)) => search.diagnostics.push(codes::dangling(&shown(root))),
        Ok(_) | Err(_) => search.look_into(root, 0),
    }
    search.paths.sort();
    Checked::new(search.paths, search.diagnostics)
}

/// What a search has found so far.
struct Search<'s> {
    files: &'s dyn FileSystem,
    is_wanted: &'s dyn Fn(&Path) -> bool,
    paths: Vec<PathBuf>,
    diagnostics: Diagnostics,
}

impl Search<'_> {
    fn look_into(&mut self, folder: &Path, depth: usize) {
        if depth > MAX_FOLDERS {
            self.diagnostics
                .push(codes::too_deep(&shown(folder), MAX_FOLDERS));
            return;
        }
        match self.files.list(folder) {
            Ok(listed) => listed.into_iter().for_each(|entry| self.add(entry, depth)),
            Err(error) => self
                .diagnostics
                .push(codes::unreadable(&shown(folder), &error)),
        }
    }

    fn add(&mut self, entry: Listed, depth: usize) {
        let name = entry.path.file_name().unwrap_or_default().to_string_lossy();
        if name.starts_with('.') {
            return;
        }
        let is_link = || matches!(self.files.kind(&entry.path), Ok(Some(Kind::Folder)));
        match entry.kind {
            Kind::Folder => self.look_into(&entry.path, depth + 1),
            Kind::Other if is_link() => {
                self.diagnostics
                    .push(codes::linked_folder(&shown(&entry.path)));
            }
            // What is no file is reported when it is read.
            Kind::File | Kind::Dangling | Kind::Other => {
                if (self.is_wanted)(&entry.path) {
                    self.paths.push(entry.path);
                }
            }
        }
    }
}
