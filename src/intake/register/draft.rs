//! A register with the places of its lines.

use std::collections::BTreeMap;

use crate::answers::{EvidenceNumber, Pieces, Register};
use crate::source::Place;

/// A register as it is written in its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegisterDraft {
    /// What it says.
    pub register: Register,
    /// Where its lines are.
    pub places: PiecePlaces,
}

/// Pieces of evidence as they are written in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PiecesDraft {
    /// What is said.
    pub pieces: Pieces,
    /// Where.
    pub places: PiecePlaces,
}

/// The places of pieces of evidence and of what is said of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PiecePlaces {
    pieces: BTreeMap<EvidenceNumber, Place>,
    fields: BTreeMap<(EvidenceNumber, String), Vec<Place>>,
}

impl PiecePlaces {
    /// Returns the place of a piece: that of its number.
    pub fn piece(&self, number: &EvidenceNumber) -> Option<Place> {
        self.pieces.get(number).copied()
    }

    /// Returns the place of a field, else that of the piece.
    pub fn field(&self, number: &EvidenceNumber, key: &str) -> Option<Place> {
        self.part(number, key, 0)
    }

    /// Returns the place of a word in a list, else that of the field, else that of the piece. Words count from 0.
    pub fn part(&self, number: &EvidenceNumber, key: &str, part: usize) -> Option<Place> {
        let places = self.fields.get(&(number.clone(), key.to_owned()));
        let place = places.and_then(|places| places.get(part).or_else(|| places.first()));
        place.copied().or_else(|| self.piece(number))
    }

    pub(super) fn set_piece(&mut self, number: &EvidenceNumber, place: Place) {
        self.pieces.insert(number.clone(), place);
    }

    pub(super) fn set_field(&mut self, number: &EvidenceNumber, key: &str, places: Vec<Place>) {
        if !places.is_empty() {
            self.fields.insert((number.clone(), key.to_owned()), places);
        }
    }
}
