//! The codes for mistakes with the folder of a dossier, and the wording of their messages.

use std::io;

use crate::diag::{Diagnostic, codes};
use crate::intake::MISPLACED;
use crate::project::codes::reason;
use crate::source::Place;

codes! {
    UNFINISHED = error("P0857", "interrupted change of a dossier that cannot be finished"),
    MEANWHILE = error("P0858", "dossier that was changed meanwhile"),
    UNWRITTEN = error("P0859", "dossier that cannot be written"),
}

/// Reports a file of answers under another name than its own.
pub fn misnamed(place: Place, path: &str, expected: &str) -> Diagnostic {
    let message = format!("`{path}` contains answers that belong in `{expected}`");
    Diagnostic::at(&MISPLACED, place, message)
        .help("rename the file, or correct the line that says what it is about")
}

pub fn unfinished(path: &str, why: &str) -> Diagnostic {
    let message = format!("the last change of this dossier is not finished: `{path}` {why}");
    Diagnostic::nowhere(&UNFINISHED, message)
        .note("its new contents are in `.praman-pending`; the next command continues with it")
}

pub fn not_moved(path: &str, error: &io::Error) -> Diagnostic {
    unfinished(path, &format!("cannot be replaced: {}", reason(error)))
        .help("close the file in other programs, and run the command again")
}

pub fn edited_since(path: &str, staged: &str) -> Diagnostic {
    unfinished(path, "was edited after the change was interrupted").help(format!(
        "`{staged}` is what the change would write there: copy what is missing into `{path}`, and delete `{staged}`"
    ))
}

pub fn intent(path: &str, why: &str) -> Diagnostic {
    unfinished(path, &format!("cannot be read: {why}"))
        .help("restore it from a copy, or delete `.praman-pending` to abandon the change")
}

/// Reports that the folder is no longer as it was loaded.
pub fn meanwhile(path: &str) -> Diagnostic {
    let message = format!("`{path}` has changed since this command read it");
    Diagnostic::nowhere(&MEANWHILE, message)
        .note("nothing was written")
        .help("run the command again")
}

pub fn unwritten(path: &str, why: &str) -> Diagnostic {
    Diagnostic::nowhere(&UNWRITTEN, format!("`{path}` cannot be written: {why}"))
        .note("the dossier is unchanged")
}

pub fn failed(path: &str, error: &io::Error) -> Diagnostic {
    unwritten(path, &reason(error)).help("remove the cause, and run the command again")
}

pub fn in_the_way(path: &str, what: &str) -> Diagnostic {
    unwritten(path, &format!("there is {what}")).help("move it away")
}

pub fn occupied(path: &str) -> Diagnostic {
    unwritten(path, "the folder already contains a dossier")
        .help("name another folder, or change that dossier with `praman update`")
}

pub fn broken(path: &str) -> Diagnostic {
    unwritten(
        path,
        "some of its files have errors, and what is in them could be lost",
    )
    .help("correct these files first; their errors are reported when the dossier is read")
}
