//! Copies of pages that were filled in in a browser, and their answers as text: bytes in, answers out.
//!
//! Of a page only its block of answers is read, never what it shows.

mod block;
mod check;
mod codes;
mod html;
mod text;

use crate::answers::{DossierId, Version};
use crate::diag::Diagnostic;

pub use check::check_copy;
pub use codes::CODES;
pub(crate) use codes::too_large;

/// The most bytes of a copy. The largest pages have a few million.
pub const COPY_BYTES: u64 = 64 << 20;

/// What a copy brings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageCopy {
    /// The dossier.
    pub dossier: DossierId,
    /// The edition, with its version.
    pub edition: String,
    /// The key of the level; empty where the edition has none.
    pub level: String,
    /// The key of the document.
    pub document: String,
    /// When it was saved, as the browser says.
    pub saved: String,
    /// The fields that somebody touched, in the order of the page.
    pub answers: Vec<CopyAnswer>,
    /// What copies that were saved before brought and this one does not: for each, the places of answers, and what was filled in
    /// there; `None` if nothing was.
    pub earlier: Vec<Vec<(usize, Option<String>)>>,
}

/// A field that somebody touched.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct CopyAnswer {
    /// The slot, as the page had it, without models. It is looked up and never taken apart.
    pub slot: String,
    /// The keys of the models of the field; none for what is about no model.
    pub models: Vec<String>,
    /// What was asked, as the page has it.
    pub asked: String,
    /// What the unit of each model held when the page was made; empty where no unit held anything.
    pub base: Vec<Vec<Version>>,
    /// What is filled in; empty if it was emptied.
    pub value: String,
}

/// Reads a copy: a page, or a mail with answers as text. `name` is how messages name it.
///
/// # Errors
/// Returns what is wrong with it. Nothing of such a copy is to be used.
pub fn read_copy(name: &str, bytes: &[u8]) -> Result<PageCopy, Box<Diagnostic>> {
    let unreadable = |why: &str| Box::new(codes::unreadable(name, why));
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err(unreadable("it was saved as UTF-16"));
    }
    let blocks = html::find_blocks(bytes).map_err(unreadable)?;
    let json = match blocks.answers.as_slice() {
        [json] => String::from_utf8_lossy(json).into_owned(),
        [] => find_text(name, bytes, blocks.kind)?,
        several => {
            let why = format!("it holds {} blocks of answers", several.len());
            return Err(unreadable(&why));
        }
    };
    block::read_block(name, &json)
}

/// Finds answers that were copied as text: into a plain text, or into a mail that a program saved as a page.
fn find_text(name: &str, bytes: &[u8], kind: html::Kind) -> Result<String, Box<Diagnostic>> {
    let text = String::from_utf8_lossy(bytes);
    let found = match kind {
        html::Kind::Text => text::find_text(&text),
        html::Kind::Page => text::find_text(&text::without_tags(&text)),
        // Its script names the lines between which answers stand.
        html::Kind::ToFillIn => Ok(None),
    };
    let found = found.map_err(|why| Box::new(codes::unreadable(name, why)))?;
    found.ok_or_else(|| {
        Box::new(match kind {
            html::Kind::Text => codes::no_copy(name),
            html::Kind::Page | html::Kind::ToFillIn => codes::no_answers(name),
        })
    })
}

#[cfg(test)]
#[expect(
    clippy::expect_used,
    reason = "a test may stop where its own data is wrong"
)]
mod tests;
