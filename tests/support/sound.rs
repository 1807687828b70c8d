//! A scheme in which nothing is wrong, from a text.

use praman::diag::Diagnostics;
use praman::model::Scheme;
use praman::resolve::{EditionChoice, resolve_scheme};
use praman::source::Sources;
use praman::syntax::parse_file;

/// Reads a scheme of one edition. It must be free of errors.
#[track_caller]
pub fn sound_scheme(text: &str) -> Scheme {
    let mut sources = Sources::default();
    let mut told = Diagnostics::new();
    let file = sources.add("made.prm", text);
    let parsed = told.take(parse_file(file, text));
    let resolved = told.take(resolve_scheme(&[parsed], EditionChoice::Only));
    assert!(!told.has_errors(), "{told:#?}");
    resolved.unwrap()
}
