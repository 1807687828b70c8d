//! Puts another product, scheme, edition or level in the place of that of a dossier, and keeps what was there.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use super::change::Author;
use super::desk::Desk;
use super::pinned::pinned_files;
use crate::answers::{Cause, Digest, Exchanged, Head, Replaced};
use crate::cli::session::PRODUCT_FILE;

/// The folder of the files that were replaced.
const REPLACED: &str = "replaced";

/// Files by their path below the folder of the dossier, with their contents.
pub(super) type Contents = Vec<(String, Vec<u8>)>;

/// What takes the place of something else; `None` where that stays.
#[derive(Debug, Default)]
pub(super) struct Replacement {
    pub product: Option<Vec<u8>>,
    pub scheme: Option<Contents>,
    pub edition: String,
    pub level: String,
}

impl Replacement {
    /// Makes the replacement, and notes it in the journal. Files that are replaced are kept, under the hash of what is in them.
    /// What is the same already is left as it is. Returns the folder of the kept files, if any are kept.
    pub fn make(self, desk: &Desk<'_>, author: &mut Author<'_>, cause: Cause) -> Option<String> {
        let before = &desk.dossier.head;
        let product = self.product.and_then(|new| replace_product(desk, new));
        let scheme = self.scheme.and_then(|new| replace_scheme(desk, new));
        let replaced = Replaced {
            cause,
            edition: [before.edition.clone(), self.edition],
            level: [before.level.clone(), self.level],
            product: product.is_some(),
            scheme: scheme.is_some(),
            kept: keep(author, product.iter().chain(&scheme)),
        };
        for (path, bytes) in product
            .into_iter()
            .chain(scheme)
            .flat_map(|files| files.after)
        {
            author.write_file(path, bytes);
        }
        let [edition, level] = [&replaced.edition, &replaced.level].map(|[_, after]| after.clone());
        let head = Head {
            edition,
            level,
            ..before.clone()
        };
        if head != *before {
            author.change_head(head);
        }
        let changes = [&replaced.edition, &replaced.level];
        let kept = replaced.kept.clone();
        if kept.is_some() || changes.iter().any(|[before, after]| before != after) {
            author.exchange(Exchanged::Replaced(replaced));
        }
        kept
    }
}

/// Files as they were, and as they are to be; `None` where one goes.
struct Files {
    before: Contents,
    after: Vec<(String, Option<Vec<u8>>)>,
}

fn replace_product(desk: &Desk<'_>, new: Vec<u8>) -> Option<Files> {
    let before = read(desk.folder, PRODUCT_FILE);
    let is_other = before.iter().all(|(_, bytes)| *bytes != new);
    is_other.then(|| Files {
        before: before.into_iter().collect(),
        after: vec![(PRODUCT_FILE.to_owned(), Some(new))],
    })
}

fn replace_scheme(desk: &Desk<'_>, mut new: Contents) -> Option<Files> {
    let paths = pinned_files(desk.folder).into_iter();
    let mut before: Contents = paths.filter_map(|path| read(desk.folder, &path)).collect();
    before.sort();
    new.sort();
    if before == new {
        return None;
    }
    let gone = before.iter().map(|(path, _)| (path.clone(), None));
    let written = new.into_iter().map(|(path, bytes)| (path, Some(bytes)));
    let after = gone.chain(written).collect();
    Some(Files { before, after })
}

/// Keeps files as they were; returns their folder. Where there were none, nothing is kept.
fn keep<'f>(author: &mut Author<'_>, files: impl Iterator<Item = &'f Files>) -> Option<String> {
    keep_files(author, files.flat_map(|files| &files.before))
}

/// Keeps files that a command takes away, by their paths, as [`Replacement::make`] does.
pub(super) fn keep_files<'f>(
    author: &mut Author<'_>,
    files: impl Iterator<Item = &'f (String, Vec<u8>)>,
) -> Option<String> {
    let mut before: Vec<&(String, Vec<u8>)> = files.collect();
    before.sort();
    let mut text = String::new();
    for (path, bytes) in &before {
        let _ = write!(text, "{path}:{}:", bytes.len());
        text.push_str(&String::from_utf8_lossy(bytes));
    }
    let folder = format!("{REPLACED}/{}", Digest::of(&text));
    for (path, bytes) in &before {
        author.write_file(format!("{folder}/{path}"), Some(bytes.clone()));
    }
    (!before.is_empty()).then_some(folder)
}

/// Reads a file below the folder of a dossier; `None` where it is not there.
fn read(folder: &Path, path: &str) -> Option<(String, Vec<u8>)> {
    let bytes = fs::read(folder.join(path)).ok()?;
    Some((path.to_owned(), bytes))
}

/// Reads the scheme that was kept when it was replaced, by the paths that its files had.
pub(super) fn kept_scheme(folder: &Path, kept: &str) -> Contents {
    let root = folder.join(kept);
    let paths = pinned_files(&root).into_iter();
    paths.filter_map(|path| read(&root, &path)).collect()
}

/// Reads the product file that was kept when it was replaced.
pub(super) fn kept_product(folder: &Path, kept: &str) -> Option<Vec<u8>> {
    read(&folder.join(kept), PRODUCT_FILE).map(|(_, bytes)| bytes)
}
