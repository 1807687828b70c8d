//! Whether the files of a register are those that were registered.

use std::collections::BTreeMap;

use super::codes;
use crate::answers::{EvidenceNumber, FileHash, Pieces};
use crate::diag::Diagnostics;
use crate::intake::PiecePlaces;

/// What was found at the place of a registered file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileState {
    /// A file with this hash.
    Hashed(FileHash),
    /// Nothing.
    Gone,
    /// A link that leads out of the evidence folder.
    LeadsOut,
    /// Something that cannot be read, with the reason.
    Unreadable(String),
}

/// Checks the files of numbered pieces of evidence, given what was found of each.
pub fn check_files(
    pieces: &Pieces,
    places: &PiecePlaces,
    found: &BTreeMap<EvidenceNumber, FileState>,
) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    for (number, piece) in pieces.iter() {
        let (Some(file), Some(state)) = (piece.file(), found.get(number)) else {
            continue;
        };
        let place = places.field(number, "file");
        match state {
            FileState::Hashed(hash) if piece.sha256.is_none_or(|known| known == *hash) => {}
            FileState::Hashed(hash) => {
                diagnostics.push(codes::changed(place, number, file, *hash));
            }
            FileState::Gone => diagnostics.push(codes::gone(place, number, file)),
            FileState::LeadsOut => diagnostics.push(codes::leads_out(place, number, file)),
            FileState::Unreadable(why) => {
                diagnostics.push(codes::unreadable(place, number, file, why));
            }
        }
    }
    diagnostics
}
