//! Finds the items that are incomplete, so that nothing is concluded from what they lack.

use std::collections::BTreeSet;

use crate::diag::{Diagnostic, Diagnostics, Severity, similar};
use crate::source::{Place, Span};
use crate::syntax::ast::{Body, ItemKind, Placed, SyntaxFile};

/// Returns the heads of items of which a part could not be read or resolved.
///
/// If the provenance of a file is incomplete, all items of the file are.
pub(super) fn incomplete_items(files: &[SyntaxFile], diagnostics: &Diagnostics) -> BTreeSet<Place> {
    let errors: BTreeSet<Place> = diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.severity() == Severity::Error)
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
    item.item.is_incomplete() || (!errors.is_empty() && is_at_fault(item, errors))
}

fn is_at_fault(item: &Placed, errors: &BTreeSet<Place>) -> bool {
    let whole = item.place(item.item.span());
    let end = Place::new(whole.file, Span::new(whole.span.end, whole.span.end));
    let first = Place::new(whole.file, Span::new(whole.span.start, whole.span.start));
    errors.range(first..end).next().is_some()
}

/// Says whether an item gives the provenance of its file. A misspelt `provenance` counts too.
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
