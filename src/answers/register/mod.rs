//! The evidence register of a party: pieces of evidence under numbers that are given once.

mod hash;
mod letters;
mod number;
mod piece;
mod pieces;

pub use hash::FileHash;
pub use letters::{RESERVED_LETTERS, letters_of};
pub use number::EvidenceNumber;
pub use piece::{Kept, Piece, PieceText, Viewing};
pub use pieces::{Pieces, Register, Registered};
