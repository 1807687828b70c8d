//! Looks at the files of a register.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use rayon::prelude::*;

use super::hash::{Unhashed, hash_file};
use super::inside::{Lies, locate};
use super::load::evidence_folder;
use crate::answers::{EvidenceNumber, Register};
use crate::holdings::FileState;
use crate::project::codes::reason;
use crate::project::files::{FileSystem, Kind};

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
