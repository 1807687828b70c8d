//! Which items are not all there, so that nothing follows from what they lack.

use std::collections::BTreeSet;

use crate::diag::{Diagnostic, Diagnostics, Severity, similar};
use crate::source::{Place, Span};
use crate::syntax::ast::{Body, ItemKind, Placed, SyntaxFile};

/// Returns the heads of items of which a part could not be read or resolved.
///
/// Where that is the case of a file's own provenance, all items of the file lack something.
pub(super) fn incomplete_items(files: &[SyntaxFile], found: &Diagnostics) -> BTreeSet<Place> {
    let errors: BTreeSet<Place> = found
        .iter()
        .filter(|one| one.severity() == Severity::Error)
        .filter_map(Diagnostic::place)
        .collect();
    let mut heads = BTreeSet::new();
    for file in files {
        let lacking = |item: &&Placed| lacks_something(item, &errors);
        let all = file.items.iter().filter(lacking).any(gives_provenance);
        heads.extend(
            file.items
                .iter()
                .filter(|item| all || lacking(item))
                .map(|item| item.place(item.item.head)),
        );
    }
    heads
}

fn lacks_something(item: &Placed, errors: &BTreeSet<Place>) -> bool {
    let whole = item.place(item.item.span());
    let end = Place::new(whole.file, Span::new(whole.span.end, whole.span.end));
    let first = Place::new(whole.file, Span::new(whole.span.start, whole.span.start));
    item.item.is_incomplete() || errors.range(first..end).next().is_some()
}

/// A misspelt `provenance` is meant to be one, too.
fn gives_provenance(item: &Placed) -> bool {
    let word = "provenance";
    match &item.item.body {
        Body::Read(kind, _) => *kind == ItemKind::Provenance,
        Body::Broken { keyword } => {
            let keyword = item.item.word(*keyword);
            keyword == word || similar(keyword, [word]).is_some()
        }
    }
}
