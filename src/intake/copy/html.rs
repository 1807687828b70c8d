//! Finds the block of answers in a page, whoever wrote the page last.
//!
//! The page is read token by token, as browsers read it. No tree is made of it, so that no page is too deep.

use html5gum::{DefaultEmitter, StartTag, Token, Tokenizer};

/// The id of the block of answers.
const ANSWERS: &[u8] = b"praman-answers";

/// The id of what a page says to its script.
const PAGE: &[u8] = b"praman-page";

/// The elements by which a page is known.
const IN_PAGES: [&[u8]; 4] = [b"html", b"head", b"body", b"script"];

/// What some bytes are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// No page.
    #[default]
    Text,
    /// A page.
    Page,
    /// A page that can be filled in.
    ToFillIn,
}

/// What was found in a page.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Blocks {
    /// The contents of its blocks of answers.
    pub answers: Vec<Vec<u8>>,
    /// What it is.
    pub kind: Kind,
}

/// Finds the blocks of answers.
///
/// # Errors
/// Returns what is wrong, for a message: a block that does not end.
pub(super) fn find_blocks(bytes: &[u8]) -> Result<Blocks, &'static str> {
    let mut emitter = DefaultEmitter::default();
    // What stands in scripts and in other elements whose content is text opens no element.
    emitter.naively_switch_states(true);
    let mut blocks = Blocks::default();
    let mut open: Option<Vec<u8>> = None;
    for Ok(token) in Tokenizer::new_with_emitter(bytes, emitter) {
        match token {
            Token::StartTag(tag) => {
                blocks.kind = blocks.kind.max(kind_of(&tag));
                if *tag.name == b"script" && id_of(&tag) == ANSWERS {
                    open = Some(Vec::new());
                }
            }
            Token::String(text) => {
                if let Some(block) = &mut open {
                    block.extend_from_slice(&text);
                }
            }
            Token::EndTag(_) => blocks.answers.extend(open.take()),
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    match open {
        Some(_) => Err("its block of answers is cut off"),
        None => Ok(blocks),
    }
}

/// Returns what has such a tag.
fn kind_of(tag: &StartTag<()>) -> Kind {
    if id_of(tag) == PAGE {
        Kind::ToFillIn
    } else if IN_PAGES.iter().any(|name| **name == **tag.name) {
        Kind::Page
    } else {
        Kind::Text
    }
}

/// Returns the attribute `id` of a tag; empty if it has none.
fn id_of(tag: &StartTag<()>) -> &[u8] {
    let id = tag.attributes.get(b"id".as_slice());
    id.map_or(&[], |id| id.value.as_slice())
}
