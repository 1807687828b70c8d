//! Writes results: all of them or none, and never over a file that a person changed.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{io, iter};

use rayon::prelude::*;

use super::codes;
use super::files::{FileSystem, Kind};
use super::manifest::{MANIFEST, Manifest, hash, is_as_listed};
use super::names::shown;
use super::subject::Subject;
use super::transaction::{FileChange, Transaction};
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::path_misfit;

/// A result to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutputFile {
    /// The path below the folder of results, with forward slashes, of `[A-Za-z0-9._-]`.
    pub path: String,
    /// The content.
    pub bytes: Vec<u8>,
}

/// Results to write into a folder.
#[derive(Debug, Clone, Copy)]
pub struct Results<'r> {
    /// The files.
    pub files: &'r [OutputFile],
    /// The product that they are about; `None` for the documents of a scheme.
    pub product: Option<&'r Subject>,
    /// What to do in a folder with the documents of another product.
    pub occupied: Occupied,
}

/// What to do with the documents of another product.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Occupied {
    /// Write nothing.
    #[default]
    Refuse,
    /// Replace them; those that have no successor are removed.
    Replace,
}

/// The files of a run, sorted by what happened to them; paths are below the folder of results, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Written {
    /// New, or with new content.
    pub written: Vec<String>,
    /// The same as before; not touched.
    pub unchanged: Vec<String>,
    /// Written by an earlier run but not by this one, which may have made only some of the documents. The files are kept, and
    /// stay in the manifest as long as nobody changes them.
    pub stale: Vec<String>,
    /// Documents of another product that were to be replaced and have no successor.
    pub removed: Vec<String>,
}

/// Writes results into a folder, and makes the folder if it does not exist.
///
/// Every result is first written to a temporary file in its folder. The files are renamed when all have been written. A
/// result that a person changed, or a file that no earlier run wrote, is not replaced; nor are the papers of another
/// product, unless that is asked for.
///
/// # Errors
/// Returns what is in the way. The folder is then unchanged.
pub fn write_results(
    files: &dyn FileSystem,
    folder: &Path,
    results: &Results<'_>,
) -> Result<Written, Diagnostics> {
    check_names(results.files)?;
    check_folder(files, folder).map_err(|found| one(*found))?;
    let mut transaction = Transaction::new(files, codes::not_written);
    transaction.hold(folder).map_err(|found| one(*found))?;
    let before = Manifest::read(files, folder);
    for folder in folders_of(folder, results.files, before.as_ref().ok()) {
        files.sweep(&folder);
    }
    let before = before.map_err(|found| one(*found))?;
    let is_other = is_of_other(folder, &before, results).map_err(|found| one(*found))?;
    let (to_write, unchanged) = compare(files, folder, results.files, &before)?;
    let left = find_stale(files, folder, results.files, &before);
    let (stale, removed) = if is_other {
        (Vec::new(), left)
    } else {
        (left, Vec::new())
    };
    let after = list(results, &stale, &before);
    let mut written: Vec<String> = to_write
        .iter()
        .map(|(path, _)| (*path).to_owned())
        .collect();
    written.sort();
    if !to_write.is_empty() || after != before {
        let (during, after) = (before.until(&after).to_text(), after.to_text());
        let manifests = [&during, &after].map(|text| (MANIFEST, text.as_bytes()));
        transaction.change(&changes(folder, manifests, &to_write, &removed))?;
    }
    Ok(Written {
        written,
        unchanged,
        stale,
        removed,
    })
}

/// Lists the changes in their order: the manifest that holds until the last of them comes first.
fn changes<'r>(
    folder: &Path,
    [during, after]: [ToWrite<'r>; 2],
    to_write: &[ToWrite<'r>],
    removed: &[String],
) -> Vec<FileChange<'r>> {
    let change = |path: &str, bytes| (folder.join(path), bytes);
    let write = |(path, bytes): &ToWrite<'r>| change(path, Some(*bytes));
    let removed = removed.iter().map(|path| change(path, None));
    let written = iter::once(&during).chain(to_write).map(write);
    written.chain(removed).chain([write(&after)]).collect()
}

/// Says whether the documents in a folder are about another product, which is an error unless they are to be replaced.
fn is_of_other(
    folder: &Path,
    before: &Manifest,
    results: &Results<'_>,
) -> Result<bool, Box<Diagnostic>> {
    let Some(ours) = results.product else {
        return Ok(false);
    };
    let other = before.products().find(|theirs| theirs.is_other_than(ours));
    match (other, results.occupied) {
        (Some(theirs), Occupied::Refuse) => {
            Err(Box::new(codes::other_product(&shown(folder), theirs, ours)))
        }
        (other, _) => Ok(other.is_some()),
    }
}

/// Lists the results, and those of earlier runs that stay.
fn list(results: &Results<'_>, stale: &[String], before: &Manifest) -> Manifest {
    let listed: Vec<(String, String)> = results
        .files
        .par_iter()
        .map(|result| (result.path.clone(), hash(&result.bytes)))
        .collect();
    let kept = stale
        .iter()
        .filter_map(|path| Some((path.clone(), before.files.get(path)?.clone())));
    let product = match (results.product, before.products().next()) {
        (Some(ours), Some(theirs)) if !theirs.is_other_than(ours) => Some(ours.or(theirs)),
        (ours, theirs) => ours.or(theirs).cloned(),
    };
    Manifest::new(product, listed.into_iter().chain(kept).collect())
}

/// Returns the folders in which this run or an earlier one may have left something.
fn folders_of(
    folder: &Path,
    results: &[OutputFile],
    before: Option<&Manifest>,
) -> BTreeSet<PathBuf> {
    let earlier = before.into_iter().flat_map(|before| before.files.keys());
    let paths = earlier.chain(results.iter().map(|result| &result.path));
    let below = paths.filter(|path| path_misfit(path).is_none());
    let below = below.filter_map(|path| Some(folder.join(path.rsplit_once('/')?.0)));
    below.chain([folder.to_path_buf()]).collect()
}

/// A path below the folder of results, with the new content.
type ToWrite<'r> = (&'r str, &'r [u8]);

fn one(diagnostic: Diagnostic) -> Diagnostics {
    Diagnostics::from_iter([diagnostic])
}

fn check_folder(files: &dyn FileSystem, folder: &Path) -> Result<(), Box<Diagnostic>> {
    let mut parts = folder.ancestors().map(|part| (part, files.kind(part)));
    let there = parts.find(|(_, kind)| !matches!(kind, Ok(None)));
    Err(Box::new(match there {
        None | Some((_, Ok(None | Some(Kind::Folder)))) => return Ok(()),
        Some((part, Ok(Some(Kind::Dangling)))) => codes::dangling(&shown(part)),
        Some((part, Ok(Some(Kind::File | Kind::Other)))) => codes::no_folder(&shown(part)),
        Some((part, Err(error))) => codes::unreadable(&shown(part), &error),
    }))
}

fn check_names(results: &[OutputFile]) -> Result<(), Diagnostics> {
    let mut diagnostics = Diagnostics::new();
    let mut names = BTreeSet::new();
    for OutputFile { path, .. } in results {
        if let Some(why) = path_misfit(path) {
            diagnostics.push(codes::result_name(path, why));
        }
        // Some disks do not distinguish `A` and `a`.
        if !names.insert(path.to_ascii_lowercase()) {
            let why = "another result has this name, perhaps with other capitals";
            diagnostics.push(codes::result_name(path, why));
        }
    }
    let inside = |path: &str| {
        let ends = path.match_indices('/').map(|(end, _)| end);
        ends.filter_map(|end| path.get(..end))
            .any(|folder| names.contains(folder))
    };
    for path in names.iter().filter(|path| inside(path)) {
        let why = "a folder of its path has the name of another result";
        diagnostics.push(codes::result_name(path, why));
    }
    if diagnostics.is_empty() {
        Ok(())
    } else {
        Err(diagnostics)
    }
}

/// Compares results with the files in the folder: some are to be written, others are there already.
fn compare<'r>(
    files: &dyn FileSystem,
    folder: &Path,
    results: &'r [OutputFile],
    before: &Manifest,
) -> Result<(Vec<ToWrite<'r>>, Vec<String>), Diagnostics> {
    let mut diagnostics = Diagnostics::new();
    let (mut to_write, mut unchanged) = (Vec::new(), Vec::new());
    for OutputFile { path, bytes } in results {
        let target = folder.join(path);
        match read_there(files, &target) {
            Ok(There::Nothing) => to_write.push((path.as_str(), bytes.as_slice())),
            Ok(There::File(old)) if old == *bytes => unchanged.push(path.clone()),
            Ok(There::File(_)) if files.is_link(&target) => {
                diagnostics.push(codes::is_link(&shown(&target)));
            }
            Ok(There::File(old)) => match before.files.get(path) {
                Some(listed) if *listed == hash(&old) => {
                    to_write.push((path.as_str(), bytes.as_slice()));
                }
                Some(_) => diagnostics.push(codes::changed(&shown(&target))),
                None => diagnostics.push(codes::not_ours(&shown(&target))),
            },
            Ok(There::Dangling) => diagnostics.push(codes::dangling(&shown(&target))),
            Ok(There::Other) => diagnostics.push(codes::not_ours(&shown(&target))),
            Err(error) => diagnostics.push(codes::unreadable(&shown(&target), &error)),
        }
    }
    unchanged.sort();
    if diagnostics.is_empty() {
        Ok((to_write, unchanged))
    } else {
        Err(diagnostics)
    }
}

enum There {
    Nothing,
    File(Vec<u8>),
    Dangling,
    Other,
}

fn read_there(files: &dyn FileSystem, path: &Path) -> io::Result<There> {
    Ok(match files.kind(path)? {
        None => There::Nothing,
        Some(Kind::File) => There::File(files.read(path)?),
        Some(Kind::Dangling) => There::Dangling,
        Some(Kind::Folder | Kind::Other) => There::Other,
    })
}

/// Finds unchanged results of earlier runs that are not among these.
fn find_stale(
    files: &dyn FileSystem,
    folder: &Path,
    results: &[OutputFile],
    before: &Manifest,
) -> Vec<String> {
    let now: BTreeSet<&str> = results.iter().map(|result| result.path.as_str()).collect();
    let earlier = before.files.iter();
    earlier
        .filter(|(path, listed)| {
            !now.contains(path.as_str()) && is_as_listed(files, folder, path, listed)
        })
        .map(|(path, _)| path.clone())
        .collect()
}
