//! Reads a copy: a page, or a mail with its answers as text.

use super::brought::PageCopy;
use super::{block, codes, html, text};
use crate::diag::Diagnostic;

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
    let answers = match kind {
        html::Kind::Text => text::find_text(&text),
        html::Kind::Page => text::find_text(&text::without_tags(&text)),
        // Its script names the lines between which answers stand.
        html::Kind::ToFillIn => Ok(None),
    };
    let answers = answers.map_err(|why| Box::new(codes::unreadable(name, why)))?;
    answers.ok_or_else(|| {
        Box::new(match kind {
            html::Kind::Text => codes::no_copy(name),
            html::Kind::Page | html::Kind::ToFillIn => codes::no_answers(name),
        })
    })
}
