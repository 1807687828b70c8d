//! The codes for copies of pages, and the wording of their messages.

use crate::answers::DossierId;
use crate::diag::{Diagnostic, codes};
use crate::product::quoted;

codes! {
    NO_ANSWERS = error("P0840", "copy in which no answers are"),
    UNREADABLE = error("P0841", "copy whose answers cannot be read"),
    NEWER = error("P0842", "copy of a newer version"),
    OTHER_DOSSIER = error("P0843", "copy of another dossier"),
    OTHER_EDITION = error("P0844", "copy of another edition or level"),
}

/// How answers get through a mail that takes scripts away.
const MAIL: &str = "if the mail takes scripts away, paste what `Copy answers as text` gives into it, and import that text";

pub fn no_answers(name: &str) -> Diagnostic {
    let message = format!("{} is a page without answers", quoted(name));
    Diagnostic::nowhere(&NO_ANSWERS, message)
        .note(
            "either nothing was typed, or a browser saved the page as it had come, or a mail took its scripts away",
        )
        .help(format!(
            "open the page where it was filled in, since the browser still has what was typed, and press `Save a copy`; {MAIL}"
        ))
}

pub fn no_copy(name: &str) -> Diagnostic {
    let message = format!(
        "{} is no copy of a page, and holds no answers as text",
        quoted(name)
    );
    Diagnostic::nowhere(&NO_ANSWERS, message)
        .help("import the file that `Save a copy` gives, or a text with all that `Copy answers as text` gives")
}

pub fn unreadable(name: &str, why: &str) -> Diagnostic {
    let message = format!("the answers of {} cannot be read: {why}", quoted(name));
    Diagnostic::nowhere(&UNREADABLE, message).help(format!(
        "ask for the file again as `Save a copy` gave it; {MAIL}"
    ))
}

pub fn too_large(name: &str, most: u64) -> Diagnostic {
    let message = format!("{} is larger than {} MiB", quoted(name), most >> 20);
    Diagnostic::nowhere(&UNREADABLE, message)
        .note("no page of praman is as large, and it was not read")
        .help("import the file that `Save a copy` gives")
}

pub fn newer(name: &str, version: u64) -> Diagnostic {
    let message = format!(
        "{} is a copy of version {version}; this program reads version 1",
        quoted(name)
    );
    Diagnostic::nowhere(&NEWER, message)
        .help("use the version of praman that made the page, or a newer one")
}

pub fn other_dossier(name: &str, found: DossierId, expected: DossierId) -> Diagnostic {
    let message = format!(
        "{} was made from the dossier {found}, and this folder is of {expected}",
        quoted(name)
    );
    Diagnostic::nowhere(&OTHER_DOSSIER, message).help("import it into a folder of its own dossier")
}

pub fn other_edition(name: &str, differences: &[String]) -> Diagnostic {
    let message = format!("{} is of {}", quoted(name), differences.join(" and "));
    Diagnostic::nowhere(&OTHER_EDITION, message).help(
        "build the page again and send it: where it is opened, what was typed into the earlier one is offered",
    )
}
