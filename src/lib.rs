//! Praman: a compiler for certification schemes.
//!
//! Data flows one way, from texts to documents; `docs/architecture.md` draws the way and
//! `tests/architecture.rs` holds the table of which module may use which.

pub mod answers;
pub mod check;
pub mod cli;
pub mod diag;
pub mod format;
pub mod holdings;
pub mod intake;
pub mod logic;
pub mod merge;
pub mod model;
pub mod plan;
pub mod product;
pub mod project;
pub mod proof;
pub mod render;
pub mod resolve;
pub mod source;
pub mod syntax;
pub mod view;
