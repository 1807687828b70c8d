//! The codes for packages, and the wording of their messages.

use crate::answers::DossierId;
use crate::diag::{Diagnostic, codes};
use crate::product::quoted;

codes! {
    UNREADABLE = error("P0880", "package that cannot be read"),
    NEWER = error("P0881", "package of a newer version"),
    PATH = error("P0882", "package with a file that has no place in it"),
    TOO_LARGE = error("P0883", "package that is too large"),
    ALTERED = error("P0884", "package that is not as it was made"),
    OTHER_DOSSIER = error("P0885", "package of another dossier"),
    OTHER_EDITION = error("P0886", "package of another edition or level"),
    OTHER_PARTY = error("P0887", "package for another party"),
}

const AGAIN: &str = "ask whoever sent it to make the package again with `praman export`";

pub fn unreadable(name: &str, why: &str) -> Diagnostic {
    let message = format!("{} cannot be read as a package: {why}", quoted(name));
    Diagnostic::nowhere(&UNREADABLE, message).help(format!(
        "copy it again, since it may have been cut short on the way; else {AGAIN}"
    ))
}

pub fn newer(name: &str, version: u64) -> Diagnostic {
    let message = format!(
        "{} is a package of version {version}; this program reads version 1",
        quoted(name)
    );
    Diagnostic::nowhere(&NEWER, message)
        .help("use the version of praman that wrote it, or a newer one")
}

/// Reports a path. `why` says what is wrong with it.
pub fn path(name: &str, path: &str, why: &str) -> Diagnostic {
    let message = format!("{} holds {}, {why}", quoted(name), quoted(path));
    Diagnostic::nowhere(&PATH, message)
        .note("praman writes no such package; nothing was unpacked")
        .help(AGAIN)
}

pub fn too_many(name: &str, found: usize, most: usize) -> Diagnostic {
    let message = format!("{} holds {found} files, and may hold {most}", quoted(name));
    large(message)
}

pub fn too_large(name: &str, most: u64) -> Diagnostic {
    let message = format!(
        "{} holds more than {} MiB",
        quoted(name),
        most.div_ceil(1024 * 1024)
    );
    large(message)
}

fn large(message: String) -> Diagnostic {
    Diagnostic::nowhere(&TOO_LARGE, message)
        .help("leave large evidence out of the package and hand it over by place and hash")
}

/// Reports a file of a package. `why` says what is wrong with it.
pub fn altered(name: &str, path: &str, why: &str) -> Diagnostic {
    let message = format!("{} in {} {why}", quoted(path), quoted(name));
    Diagnostic::nowhere(&ALTERED, message).help(format!("copy it again, or {AGAIN}"))
}

pub fn other_dossier(name: &str, found: DossierId, expected: DossierId) -> Diagnostic {
    let message = format!(
        "{} belongs to the dossier {found}, and this folder to {expected}",
        quoted(name)
    );
    Diagnostic::nowhere(&OTHER_DOSSIER, message).help("import it into a folder of its own dossier")
}

pub fn other_edition(name: &str, differences: &[String]) -> Diagnostic {
    let message = format!("{} is of {}", quoted(name), differences.join(" and "));
    Diagnostic::nowhere(&OTHER_EDITION, message).help(
        "bring both folders to the same edition and level with `praman update`, then export again",
    )
}

pub fn other_party(name: &str, found: &str, expected: &str) -> Diagnostic {
    let message = format!(
        "{} was made for {}, and this is the folder of {}",
        quoted(name),
        quoted(found),
        quoted(expected)
    );
    Diagnostic::nowhere(&OTHER_PARTY, message)
        .help(format!("ask for a package made with `--for {expected}`"))
}
