//! The evidence register of a party as the text of its file.

mod codes;
mod draft;
mod read;
mod render;

pub use codes::CODES;
pub(crate) use codes::OUTSIDE;
pub use draft::{PiecePlaces, PiecesDraft, RegisterDraft};
pub(super) use read::read_pieces;
pub use read::{PIECE_KEYS, REGISTER_KEYS, read_piece_text, read_register};
pub(super) use render::render_pieces;
pub use render::{piece_text, render_register};
