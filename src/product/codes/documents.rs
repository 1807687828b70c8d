//! Evidence that is not told apart.

use super::{HASH_TWICE, NUMBER_TWICE, quoted};
use crate::diag::Diagnostic;
use crate::source::Place;

/// Returns a document as messages name it: its number, with its issue if there is one.
pub fn document(number: &str, issue: Option<&str>) -> String {
    let number = quoted(number);
    issue.map_or_else(
        || number.clone(),
        |issue| format!("{number}, issue {}", quoted(issue)),
    )
}

/// Reports a document that is given with two titles, dates or hashes.
pub fn number_twice(place: Place, first: Place, document: &str, what: &str) -> Diagnostic {
    let message = format!("{document} is given with two {what}");
    Diagnostic::at(&NUMBER_TWICE, place, message)
        .again(first, "given")
        .help("correct the number or the issue of one of them, or give the same details for both")
}

pub fn listed_twice(place: Place, first: Place, document: &str) -> Diagnostic {
    let message = format!(
        "{document} is listed twice for the same kind of evidence, and covers the same things each time"
    );
    Diagnostic::at(&NUMBER_TWICE, place, message)
        .again(first, "listed")
        .help("keep one of them; correct the number if they are two documents")
}

pub fn hash_twice(place: Place, first: Place, documents: &[String; 2]) -> Diagnostic {
    let [before, now] = documents;
    let message =
        format!("{now} has the same hash as {before}: two documents are never the same file");
    Diagnostic::at(&HASH_TWICE, place, message)
        .also(first, "the other document is here")
        .help("compute the SHA-256 hash of each file again")
}
