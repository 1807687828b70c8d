//! The codes of mistakes with files, and the wording of their messages.

use std::io::{self, ErrorKind};

use super::files::Kind;
use super::subject::Subject;
use crate::diag::{Diagnostic, codes};
use crate::render::visible_line;
use crate::source::Place;

codes! {
    MISSING = error("P0701", "file or folder that does not exist"),
    UNREADABLE = error("P0702", "file or folder that cannot be read"),
    NOT_UTF8 = error("P0703", "file that is not UTF-8 text"),
    TOO_LARGE = error("P0704", "file that is too large"),
    NO_SOURCES = error("P0705", "folder without requirements"),
    RESULT_NAME = error("P0706", "name that no result can have"),
    CHANGED = error("P0707", "result that was changed by hand"),
    NOT_OURS = error("P0708", "file in the way of a result"),
    NOT_WRITTEN = error("P0709", "results that cannot be written"),
    MANIFEST_BROKEN = error("P0710", "list of results that cannot be read"),
    OVERLAY_IN_SCHEME = error("P0711", "overlay among the files of a scheme"),
    NOT_OF_OVERLAY = error("P0712", "item that an overlay cannot hold"),
    OTHER_PRODUCT = error("P0713", "folder with the documents of another product"),
    NO_FILE = error("P0714", "folder, pipe or device where a file is expected"),
    DANGLING = error("P0715", "link to something that does not exist"),
    LINKED_FOLDER = error("P0716", "link to a folder that is not followed"),
}

pub fn missing(path: &str) -> Diagnostic {
    Diagnostic::nowhere(&MISSING, format!("`{path}` does not exist"))
        .help("check the path; a relative path begins in the folder in which the command runs")
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the library has many kinds, and grows more"
)]
pub fn unreadable(path: &str, error: &io::Error) -> Diagnostic {
    if error.kind() == ErrorKind::NotFound {
        return missing(path);
    }
    let message = format!("`{path}` cannot be read: {}", reason(error));
    let help = match error.kind() {
        ErrorKind::IsADirectory => "name a file in it",
        ErrorKind::NotADirectory => "a part of the path is a file; check the path",
        ErrorKind::PermissionDenied => "choose a file that you may read",
        _ => "check that it is a file that other programs can open",
    };
    Diagnostic::nowhere(&UNREADABLE, message).help(help)
}

pub fn not_utf8(place: Place, path: &str, offset: usize, utf16: bool) -> Diagnostic {
    let message = format!("`{path}` is not UTF-8 text: byte {offset} cannot be read");
    let help = if utf16 {
        "the file looks like UTF-16; save it as UTF-8"
    } else {
        "save the file as UTF-8"
    };
    Diagnostic::at(&NOT_UTF8, place, message).help(help)
}

/// Reports a folder, or a pipe or device, where a file is expected.
pub fn no_file(path: &str, kind: Kind) -> Diagnostic {
    let (found, help) = match kind {
        Kind::Folder => ("a folder", "name a file in it"),
        Kind::File | Kind::Dangling | Kind::Other => (
            "a pipe or a device",
            "save its output as a file, and name that file: documents cite its name and its lines",
        ),
    };
    let message = format!("`{path}` is {found}: expected a file");
    Diagnostic::nowhere(&NO_FILE, message).help(help)
}

pub fn dangling(path: &str) -> Diagnostic {
    let message = format!("`{path}` is a link to something that does not exist");
    Diagnostic::nowhere(&DANGLING, message)
        .help("correct the target of the link, or remove the link")
}

pub fn linked_folder(path: &str) -> Diagnostic {
    let message = format!("`{path}` is a link to a folder: what is in it would not be read");
    Diagnostic::nowhere(&LINKED_FOLDER, message)
        .help("put the folder itself there, or remove the link")
}

pub fn too_large(path: &str, limit: u64) -> Diagnostic {
    let megabytes = limit / (1024 * 1024);
    let message = format!("`{path}` is larger than {megabytes} MB");
    Diagnostic::nowhere(&TOO_LARGE, message).help("split it into several files")
}

pub fn no_sources(path: &str) -> Diagnostic {
    Diagnostic::nowhere(&NO_SOURCES, format!("`{path}` holds no `.prm` files"))
        .help("name a folder that holds `requirements` and `levels`, or one with `.prm` files")
}

pub fn too_deep(path: &str, limit: usize) -> Diagnostic {
    let message = format!("`{path}` is nested more than {limit} folders deep");
    Diagnostic::nowhere(&UNREADABLE, message).help("name a folder closer to the files")
}

pub fn overlay_in_scheme(place: Place, keyword: &str) -> Diagnostic {
    let message = format!("`{keyword}` is in a file of a scheme");
    Diagnostic::at(&OVERLAY_IN_SCHEME, place, message)
        .note("the wording of a licensed copy stays with the licensee, outside the scheme")
        .help("keep it in a separate file, and name that file with `--overlay` or in `PRAMAN_OVERLAY`")
}

pub fn not_of_overlay(place: Place, keyword: &str) -> Diagnostic {
    let message = format!("`{keyword}` is in an overlay: expected `overlay` or `wording`");
    Diagnostic::at(&NOT_OF_OVERLAY, place, message)
        .note("an overlay changes words and grounds, and nothing else of a scheme")
        .help("remove it; a scheme of your own is named with `--scheme`")
}

pub fn result_name(path: &str, why: &str) -> Diagnostic {
    let message = format!(
        "`{}` cannot be the name of a result: {why}",
        visible_line(path)
    );
    Diagnostic::nowhere(&RESULT_NAME, message)
}

pub fn changed(path: &str) -> Diagnostic {
    let message = format!("`{path}` was changed since it was written, and would be replaced");
    Diagnostic::nowhere(&CHANGED, message)
        .note("nothing was written")
        .help("move the file away to keep it, delete it to have it made again, or choose another folder with `--out`")
}

pub fn not_ours(path: &str) -> Diagnostic {
    let message =
        format!("`{path}` was not written by praman, and is where a result would be written");
    Diagnostic::nowhere(&NOT_OURS, message)
        .note("nothing was written")
        .help("move or delete it, or choose another folder with `--out`")
}

/// Reports a folder with the documents of another product.
pub fn other_product(folder: &str, theirs: &Subject, ours: &Subject) -> Diagnostic {
    let message = format!(
        "`{folder}` holds the documents of another product, `{}`: expected those of `{}`",
        theirs.words(),
        ours.words()
    );
    Diagnostic::nowhere(&OTHER_PRODUCT, message)
        .note(format!(
            "they were made from `{}`; nothing was written",
            theirs.file
        ))
        .help("write into another folder with `--out`, or replace them with `--replace`")
}

pub fn is_link(path: &str) -> Diagnostic {
    let message = format!("`{path}` is a link, and a result would be written in its place");
    Diagnostic::nowhere(&NOT_OURS, message)
        .note("nothing was written")
        .help("put the file itself there, remove the link, or choose another folder with `--out`")
}

pub fn no_folder(path: &str) -> Diagnostic {
    let message = format!("`{path}` is not a folder, and results would be written into it");
    Diagnostic::nowhere(&NOT_OURS, message).help("choose another folder with `--out`")
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the library has many kinds, and grows more"
)]
pub fn not_written(path: &str, error: &io::Error) -> Diagnostic {
    let why = match error.kind() {
        // The place is not in the file, which is new.
        ErrorKind::NotFound => "its folder cannot be created".to_owned(),
        _ => reason(error),
    };
    let message = format!("`{path}` cannot be written: {why}");
    let help = match error.kind() {
        ErrorKind::PermissionDenied => {
            "close the file if another program has it open, or choose with `--out` a folder that you may write to"
        }
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
            "make room, or choose with `--out` a folder on another disk"
        }
        _ => "choose another folder with `--out`",
    };
    Diagnostic::nowhere(&NOT_WRITTEN, message)
        .note("the earlier files are unchanged")
        .help(help)
}

pub fn not_restored(path: &str, error: &io::Error) -> Diagnostic {
    let message = format!(
        "`{path}` was replaced and could not be restored: {}",
        reason(error)
    );
    Diagnostic::nowhere(&NOT_WRITTEN, message)
        .help("run the command again when the cause is corrected")
}

pub fn manifest_broken(path: &str, why: &str) -> Diagnostic {
    let message = format!("`{path}` is not the list of results that praman wrote: {why}");
    Diagnostic::nowhere(&MANIFEST_BROKEN, message)
        .note("it shows which results are unchanged, and which were changed by hand")
        .help("choose another folder with `--out`, or delete the folder of results to have all of them made again")
}

/// Returns what went wrong, in lower case and without a full stop.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the library has many kinds, and grows more"
)]
pub fn reason(error: &io::Error) -> String {
    let known = match error.kind() {
        ErrorKind::NotFound => "it does not exist",
        ErrorKind::PermissionDenied => "permission denied",
        ErrorKind::StorageFull => "the disk is full",
        ErrorKind::QuotaExceeded => "the quota is used up",
        ErrorKind::ReadOnlyFilesystem => "the disk is read-only",
        ErrorKind::IsADirectory => "it is a folder",
        ErrorKind::NotADirectory => "it is not a folder",
        ErrorKind::AlreadyExists => "something else has that name",
        ErrorKind::ResourceBusy => "another run of praman is writing there",
        _ => {
            return error
                .to_string()
                .to_lowercase()
                .trim_end_matches('.')
                .to_owned();
        }
    };
    known.to_owned()
}
