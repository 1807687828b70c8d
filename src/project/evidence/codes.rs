//! The codes for mistakes with files of evidence, and the wording of their messages.

use std::io;

use crate::answers::EvidenceNumber;
use crate::diag::{Diagnostic, codes};
use crate::intake::OUTSIDE;
use crate::project::codes::reason;
use crate::source::Place;

codes! {
    OTHER_PARTY = error("P0903", "register of another party"),
    MOVING = error("P0919", "file that changed while it was read"),
    NOT_ADDED = error("P0920", "file that cannot be registered"),
}

pub fn other_party(place: Place, path: &str, expected: &str) -> Diagnostic {
    let message = format!("`{path}` holds the register of the party whose file is `{expected}`");
    Diagnostic::at(&OTHER_PARTY, place, message)
        .help("give the file that name, or correct the line `register`")
}

pub fn moving(path: &str) -> Diagnostic {
    let message = format!("`{path}` changed while it was read");
    Diagnostic::nowhere(&MOVING, message)
        .help("wait until the program that writes it has ended, and run the command again")
}

pub fn leads_out(path: &str) -> Diagnostic {
    Diagnostic::nowhere(
        &OUTSIDE,
        format!("`{path}` is a link that leads out of its folder"),
    )
    .help("register the file itself, by its own path")
}

pub fn not_added(path: &str, why: &str) -> Diagnostic {
    Diagnostic::nowhere(&NOT_ADDED, format!("`{path}` cannot be registered: {why}"))
        .note("nothing was registered")
}

pub fn failed(path: &str, error: &io::Error) -> Diagnostic {
    not_added(path, &reason(error))
}

pub fn too_large(path: &str, most: u64) -> Diagnostic {
    let why = format!("it is larger than {} MB", most / 1024 / 1024);
    not_added(path, &why)
        .help("register it with `--elsewhere`, by its place and its hash, or move it into the evidence folder first")
}

pub fn known_otherwise(path: &str, number: &EvidenceNumber) -> Diagnostic {
    not_added(path, &format!("it is registered as {number}, and was changed since"))
        .help("put the registered file back, and give the new one another name: registered files stay as they are")
}
