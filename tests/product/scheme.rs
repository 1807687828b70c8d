//! The small scheme against which product files are read.

use praman::model::Scheme;
use praman::resolve::{EditionChoice, resolve_scheme};
use praman::source::Sources;
use praman::syntax::parse_file;

const SMALL: &str = include_str!("small.prm");

/// Reads the scheme.
pub fn small(sources: &mut Sources) -> Scheme {
    let file = sources.add("small.prm", SMALL);
    let parsed = parse_file(file, SMALL);
    assert!(parsed.diagnostics.is_empty(), "{:?}", parsed.diagnostics);
    let files = [parsed.value];
    let resolved = resolve_scheme(&files, EditionChoice::Only);
    assert!(
        !resolved.diagnostics.has_errors(),
        "{:?}",
        resolved.diagnostics
    );
    resolved.value.unwrap()
}
