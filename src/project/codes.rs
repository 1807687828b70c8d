//! The codes of mistakes with files, and the wording of their messages.

use std::io::{self, ErrorKind};

use crate::diag::{Diagnostic, codes};
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
}

pub fn missing(path: &str) -> Diagnostic {
    Diagnostic::nowhere(&MISSING, format!("`{path}` does not exist"))
        .help("check the path; it counts from the folder in which the command runs")
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

pub fn too_large(path: &str, limit: u64) -> Diagnostic {
    let megabytes = limit / (1024 * 1024);
    let message = format!("`{path}` is larger than {megabytes} MB");
    Diagnostic::nowhere(&TOO_LARGE, message).help("cut it into several files")
}

pub fn no_sources(path: &str) -> Diagnostic {
    Diagnostic::nowhere(&NO_SOURCES, format!("`{path}` holds no `.prm` files"))
        .help("name a folder that holds `requirements` and `levels`, or one with `.prm` files")
}

pub fn too_deep(path: &str, limit: usize) -> Diagnostic {
    let message = format!("`{path}` lies more than {limit} folders deep");
    Diagnostic::nowhere(&UNREADABLE, message).help("name a folder nearer to the files")
}

pub fn overlay_in_scheme(place: Place, keyword: &str) -> Diagnostic {
    let message = format!("`{keyword}` stands among the files of a scheme");
    Diagnostic::at(&OVERLAY_IN_SCHEME, place, message)
        .note("the wording of a licensed copy stays with its owner, outside the scheme")
        .help("keep it in a file of its own, and name that with `--overlay` or in `PRAMAN_OVERLAY`")
}

pub fn not_of_overlay(place: Place, keyword: &str) -> Diagnostic {
    let message = format!("`{keyword}` stands in an overlay: expected `overlay` or `wording`");
    Diagnostic::at(&NOT_OF_OVERLAY, place, message)
        .note("an overlay changes words and grounds, and nothing else of a scheme")
        .help("take it out; a scheme of your own is named with `--scheme`")
}

pub fn result_name(path: &str, why: &str) -> Diagnostic {
    let shown: String = path.chars().map(harmless).collect();
    let message = format!("`{shown}` cannot be the name of a result: {why}");
    Diagnostic::nowhere(&RESULT_NAME, message)
}

pub fn changed(path: &str) -> Diagnostic {
    let message = format!("`{path}` was changed since it was written, and would be replaced");
    Diagnostic::nowhere(&CHANGED, message)
        .note("nothing was written")
        .help("move the file away to keep it or delete it to have it made anew, or choose another folder with `--out`")
}

pub fn not_ours(path: &str) -> Diagnostic {
    let message = format!("`{path}` stands where a result would be written");
    Diagnostic::nowhere(&NOT_OURS, message)
        .note("nothing was written")
        .help("move or delete it, or choose another folder with `--out`")
}

pub fn no_folder(path: &str) -> Diagnostic {
    let message = format!("`{path}` is no folder, and results would be written into it");
    Diagnostic::nowhere(&NOT_OURS, message).help("choose another folder with `--out`")
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the library has many kinds, and grows more"
)]
pub fn not_written(path: &str, error: &io::Error) -> Diagnostic {
    let why = match error.kind() {
        // The place is not in the file, which is new.
        ErrorKind::NotFound => "its folder cannot be made there".to_owned(),
        _ => reason(error),
    };
    let message = format!("`{path}` cannot be written: {why}");
    let help = match error.kind() {
        ErrorKind::PermissionDenied => {
            "close the file where another program shows it, or choose a folder that you may write to with `--out`"
        }
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
            "make room, or choose a folder on another disk with `--out`"
        }
        _ => "choose another folder with `--out`",
    };
    Diagnostic::nowhere(&NOT_WRITTEN, message)
        .note("what was there before is as it was")
        .help(help)
}

pub fn not_restored(path: &str, error: &io::Error) -> Diagnostic {
    let message = format!(
        "`{path}` is new and could not be put back as it was: {}",
        reason(error)
    );
    Diagnostic::nowhere(&NOT_WRITTEN, message)
        .help("run the command again once the cause is mended")
}

pub fn manifest_broken(path: &str, why: &str) -> Diagnostic {
    let message = format!("`{path}` is not the list of results that was written: {why}");
    Diagnostic::nowhere(&MANIFEST_BROKEN, message)
        .note("it tells which results are as they were written, and which were changed by hand")
        .help("choose another folder with `--out`, or delete the folder of results to have all made anew")
}

/// Returns what went wrong, in lower case and without a full stop.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the library has many kinds, and grows more"
)]
fn reason(error: &io::Error) -> String {
    let known = match error.kind() {
        ErrorKind::NotFound => "it does not exist",
        ErrorKind::PermissionDenied => "permission denied",
        ErrorKind::StorageFull => "the disk is full",
        ErrorKind::QuotaExceeded => "the quota is used up",
        ErrorKind::ReadOnlyFilesystem => "the disk is read-only",
        ErrorKind::IsADirectory => "it is a folder",
        ErrorKind::NotADirectory => "it is no folder",
        ErrorKind::AlreadyExists => "something else has that name",
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

fn harmless(character: char) -> char {
    let hidden = matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    match character {
        '`' => '\'',
        other if other.is_control() || hidden => '\u{fffd}',
        other => other,
    }
}
