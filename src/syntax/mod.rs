//! Turns text into a syntax tree: tokens, outline, pieces, drafts. The only user of pest.
//!
//! Parsing never fails: a piece that cannot be read is a hole in the tree, with one diagnostic. The steps are
//! [`token::lex`] (flat, total, lossless), [`outline::outline`] (where items, fields and blocks begin and end), one entry
//! rule of pest for each head, field and condition, and the lowering of its tree to a draft.

pub mod ast;
mod grammar;
pub mod keywords;
mod left_open;
pub mod outline;
mod parse;
mod text;
pub mod token;

pub use parse::{CODES, parse_file};
