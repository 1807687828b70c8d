//! Copies of pages that were filled in in a browser, and their answers as text: bytes in, answers out.
//!
//! Of a page only its block of answers is read, never what it shows.

mod block;
mod brought;
mod check;
mod codes;
mod html;
mod read;
mod text;

pub use brought::{CopyAnswer, PageCopy};
pub use check::check_copy;
pub use codes::CODES;
pub(crate) use codes::too_large;
pub use read::read_copy;

/// The most bytes of a copy. The largest pages have a few million.
pub const COPY_BYTES: u64 = 64 << 20;

#[cfg(test)]
#[expect(
    clippy::expect_used,
    reason = "a test may stop where its own data is wrong"
)]
mod tests;
