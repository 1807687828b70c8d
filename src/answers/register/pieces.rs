//! A register: pieces of evidence under numbers that are given once.

use std::collections::BTreeMap;

use super::hash::FileHash;
use super::number::EvidenceNumber;
use super::piece::Piece;

/// The evidence register of a party.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Register {
    /// The key of the party.
    pub party: String,
    /// The pieces of evidence.
    pub pieces: Pieces,
}

/// Pieces of evidence under numbers that are given once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pieces {
    /// What stands before the numbers.
    pub letter: String,
    given: u32,
    by_number: BTreeMap<EvidenceNumber, Piece>,
    /// The first number of each hash.
    of_hash: BTreeMap<FileHash, EvidenceNumber>,
}

/// What became of a piece of evidence that was to be registered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Registered {
    /// It has a new number.
    New(EvidenceNumber),
    /// Its file has a number already, and what was said of it now has been added there.
    Extended(EvidenceNumber),
    /// Its file has a number already, and nothing new was said of it.
    Unchanged(EvidenceNumber),
}

impl Register {
    /// Begins a register.
    pub fn new(party: &str, letter: &str) -> Self {
        Self {
            party: party.to_owned(),
            pieces: Pieces::new(letter),
        }
    }
}

impl Pieces {
    /// Begins with no number given.
    pub fn new(letter: &str) -> Self {
        Self {
            letter: letter.to_owned(),
            given: 0,
            by_number: BTreeMap::new(),
            of_hash: BTreeMap::new(),
        }
    }

    /// Returns the greatest number that was ever given; 0 if there was none.
    pub fn given(&self) -> u32 {
        self.given
    }

    /// Says that numbers up to this one were given. A number that was given before stays given.
    pub fn set_given(&mut self, given: u32) {
        self.given = self.given.max(given);
    }

    /// Returns a piece of evidence.
    pub fn get(&self, number: &EvidenceNumber) -> Option<&Piece> {
        self.by_number.get(number)
    }

    /// Returns all pieces in the order of their numbers.
    pub fn iter(&self) -> impl Iterator<Item = (&EvidenceNumber, &Piece)> {
        self.by_number.iter()
    }

    /// Says whether there is none.
    pub fn is_empty(&self) -> bool {
        self.by_number.is_empty()
    }

    /// Puts a piece under a number, which counts as given from then on; returns what the number stood for.
    pub fn set(&mut self, number: EvidenceNumber, piece: Piece) -> Option<Piece> {
        self.set_given(number.number);
        let before = self.remove(&number);
        if let Some(hash) = piece.sha256 {
            self.of_hash.entry(hash).or_insert_with(|| number.clone());
        }
        self.by_number.insert(number, piece);
        before
    }

    /// Takes a piece out. Its number is not given again.
    pub fn remove(&mut self, number: &EvidenceNumber) -> Option<Piece> {
        let piece = self.by_number.remove(number)?;
        self.of_hash.retain(|_, one| one != number);
        Some(piece)
    }

    /// Returns the number that the next new piece will have.
    pub fn next(&self) -> EvidenceNumber {
        EvidenceNumber {
            letter: self.letter.clone(),
            number: self.given.saturating_add(1),
        }
    }

    /// Registers a piece of evidence. One with the hash of another is the same file: its kinds, what it covers, and texts that
    /// are not said yet are added to the other.
    pub fn register(&mut self, piece: Piece) -> Registered {
        let same = piece
            .sha256
            .and_then(|hash| self.of_hash.get(&hash))
            .cloned();
        if let Some(number) = same
            && let Some(known) = self.by_number.get_mut(&number)
        {
            let before = known.clone();
            extend(known, piece);
            return if *known == before {
                Registered::Unchanged(number)
            } else {
                Registered::Extended(number)
            };
        }
        let number = self.next();
        self.set(number.clone(), piece);
        Registered::New(number)
    }
}

impl Registered {
    /// Returns the number under which the piece is registered.
    pub fn number(&self) -> &EvidenceNumber {
        match self {
            Self::New(number) | Self::Extended(number) | Self::Unchanged(number) => number,
        }
    }
}

/// Adds what is said of a piece to what is said of it already.
fn extend(known: &mut Piece, piece: Piece) {
    for kind in piece.kinds {
        if !known.kinds.contains(&kind) {
            known.kinds.push(kind);
        }
    }
    // What names nothing covers the whole product already.
    if !known.covers.is_empty() {
        for covered in piece.covers {
            if !known.covers.contains(&covered) {
                known.covers.push(covered);
            }
        }
    }
    for (text, said) in piece.texts {
        known.texts.entry(text).or_insert(said);
    }
    known.date = known.date.or(piece.date);
    known.expires = known.expires.or(piece.expires);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answers::register::{FileHash, PieceText};

    fn piece(hash: u8, kind: &str, covers: &[&str]) -> Piece {
        Piece {
            kinds: vec![kind.to_owned()],
            covers: covers.iter().map(|one| (*one).to_owned()).collect(),
            sha256: Some(FileHash::new([hash; 32])),
            ..Piece::default()
        }
    }

    #[test]
    fn a_number_is_given_once() {
        let mut pieces = Pieces::new("V");
        let first = pieces.register(piece(1, "image", &[]));
        let second = pieces.register(piece(2, "image", &[]));
        assert_eq!(second.number().to_string(), "V2");
        pieces.remove(second.number());
        pieces.remove(first.number());
        assert_eq!(
            pieces.register(piece(3, "image", &[])).number().to_string(),
            "V3"
        );
        pieces.set_given(1);
        assert_eq!(pieces.next().to_string(), "V4");
    }

    #[test]
    fn a_file_has_one_number() {
        let mut pieces = Pieces::new("V");
        pieces.register(piece(1, "image", &["chip.soc"]));
        let again = pieces.register(piece(1, "image", &["chip.soc"]));
        assert!(matches!(again, Registered::Unchanged(_)), "{again:?}");
        let mut more = piece(1, "sbom", &["chip.radio"]);
        more.texts.insert(PieceText::Title, "Image".into());
        let extended = pieces.register(more);
        assert!(matches!(extended, Registered::Extended(_)), "{extended:?}");
        let known = pieces.get(extended.number()).cloned().unwrap_or_default();
        assert_eq!(known.kinds, ["image", "sbom"]);
        assert_eq!(known.covers, ["chip.soc", "chip.radio"]);
        assert_eq!(known.text(PieceText::Title), Some("Image"));
        // Nothing said of what it covers now takes nothing back.
        pieces.register(piece(1, "image", &[]));
        let known = pieces.get(extended.number()).map(|one| one.covers.len());
        assert_eq!(known, Some(2));
    }
}
