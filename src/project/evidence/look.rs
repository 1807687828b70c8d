//! Looks at the files of a register.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use rayon::prelude::*;

use super::codes;
use super::hash::{Unhashed, hash_file};
use super::inside::{Lies, locate};
use super::load::evidence_folder;
use crate::answers::{EvidenceNumber, FileHash, Register};
use crate::diag::Diagnostics;
use crate::holdings::{FileState, check_files};
use crate::intake::RegisterDraft;
use crate::project::codes::reason;
use crate::project::files::{FileSystem, Kind};
use crate::project::names::shown;

/// Hashes the registered files in the evidence folder of a party, side by side. What is kept elsewhere is not looked at.
pub fn look_at_files(
    files: &dyn FileSystem,
    folder: &Path,
    register: &Register,
) -> BTreeMap<EvidenceNumber, FileState> {
    let root = folder.join(evidence_folder(&register.party));
    let pieces = register.pieces.iter();
    let kept: Vec<_> = pieces
        .filter_map(|(number, piece)| Some((number.clone(), piece.file()?)))
        .collect();
    let looked = kept.into_par_iter().map(|(number, file)| {
        let state = look(files, &root, &root.join(file));
        (number, state)
    });
    looked.collect()
}

/// Reads a registered file, as it was registered.
///
/// # Errors
/// Reports a file that is gone, is not the one registered, or cannot be read.
pub fn read_registered(
    files: &dyn FileSystem,
    folder: &Path,
    draft: &RegisterDraft,
    number: &EvidenceNumber,
) -> Result<Vec<u8>, Diagnostics> {
    let RegisterDraft { register, places } = draft;
    let piece = register.pieces.get(number);
    let file = piece.and_then(|piece| piece.file()).unwrap_or_default();
    let root = folder.join(evidence_folder(&register.party));
    let path = root.join(file);
    let state = look(files, &root, &path);
    let wrong = check_files(&register.pieces, places, &[(number.clone(), state)].into());
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let only = |report| Diagnostics::from_iter([report]);
    let bytes = files.read(&path);
    let bytes = bytes.map_err(|error| only(codes::failed(&shown(&path), &error)))?;
    if piece.and_then(|piece| piece.sha256) != Some(FileHash::of(&bytes)) {
        return Err(only(codes::moving(&shown(&path))));
    }
    Ok(bytes)
}

fn look(files: &dyn FileSystem, root: &Path, file: &Path) -> FileState {
    match files.kind(file) {
        Ok(None | Some(Kind::Dangling)) => return FileState::Gone,
        Ok(Some(Kind::File)) => {}
        Ok(Some(Kind::Folder | Kind::Other)) => {
            return FileState::Unreadable("it is no file".to_owned());
        }
        Err(error) => return unreadable(&error),
    }
    match locate(files, root, file) {
        Ok(Lies::Inside(_)) => {}
        Ok(Lies::Outside | Lies::LeadsOut) => return FileState::LeadsOut,
        Err(error) => return unreadable(&error),
    }
    match hash_file(files, file) {
        Ok(hash) => FileState::Hashed(hash),
        Err(Unhashed::Moving) => FileState::Unreadable("it changed while it was read".to_owned()),
        Err(Unhashed::Failed(error)) => unreadable(&error),
    }
}

fn unreadable(error: &io::Error) -> FileState {
    FileState::Unreadable(reason(error))
}
