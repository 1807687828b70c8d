//! The codes for tables, reports of tests and pages that are imported, and the wording of their messages.

use crate::cli::dossier::codes::{NO_CHOICE, NO_PACKAGE};
use crate::diag::{Diagnostic, codes, list_some};

codes! {
    NO_SLOTS = warning("P0846", "tests that answer no slot"),
}

/// The number of tests that a message lists.
const TESTS_SHOWN: usize = 5;

pub fn no_slots(tests: &[&str]) -> Diagnostic {
    let tests = list_some(tests.iter().copied(), TESTS_SHOWN);
    let message = format!("tests of this report answer no slot: {tests}");
    Diagnostic::nowhere(&NO_SLOTS, message)
        .help("name a test after its slot, or name both in a table with the columns `test` and `slot`, given with `--tests`")
}

pub fn no_outcome(slot: &str, test: &str) -> Diagnostic {
    let message = format!("`{slot}` takes no result, and `{test}` has one");
    Diagnostic::nowhere(&NO_CHOICE, message).help("name the slot of a result or of a verdict")
}

pub fn no_page(path: &str) -> Diagnostic {
    let message = format!("`{path}` is no page that was filled in, and other files are");
    Diagnostic::nowhere(&NO_PACKAGE, message)
        .help("import packages, tables and pages by a command each")
}
