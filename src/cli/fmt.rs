//! `praman fmt`: brings the files of a scheme into canonical form.

use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::{fs, iter};

use similar::TextDiff;

use super::codes;
use super::report::counted;
use super::session::{Session, Stop};
use super::terminal::{Answer, Exit, Lines, Terminal};
use crate::diag::Diagnostic;
use crate::format::format_text;
use crate::project::{Disk, FileSystem, load_files};
use crate::source::{FileId, Sources};
use crate::syntax::parse_file;

/// The name of the standard input in messages.
const STDIN: &str = "standard input";

/// Format the files of a scheme
///
/// There is one canonical form: two spaces for each block, one field on a line, columns in line. Comments
/// stay. Nothing is written if a file has a syntax error.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Name files and folders; `-` reads the standard input and prints the result; without any, the folder
    /// that the command runs in
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Write nothing, show what would change, and end with 1 if anything would
    #[arg(long)]
    check: bool,
}

/// A file whose text would change.
struct Change {
    path: String,
    old: String,
    new: String,
}

pub(super) fn fmt(arguments: &Arguments, terminal: Terminal) -> Answer {
    let mut session = Session::default();
    let from_stdin = arguments.paths.iter().any(|path| path == Path::new("-"));
    let result = match (from_stdin, arguments.paths.as_slice()) {
        (true, [_]) => format_stdin(&mut session, arguments.check),
        (true, _) => {
            let wrong = "`-` stands alone: it cannot be formatted together with files";
            return Answer::usage(wrong);
        }
        (false, paths) => format_files(&mut session, paths, arguments.check),
    };
    match result {
        Ok(answer) => session.finish(Ok(answer.out), terminal).ending(answer.exit),
        Err(stop) => session.finish(Err(stop), terminal),
    }
}

fn format_stdin(session: &mut Session, check: bool) -> Result<Answer, Stop> {
    let mut bytes = Vec::new();
    if let Err(error) = io::stdin().lock().read_to_end(&mut bytes) {
        return session.fail(codes::unreadable_input(&error));
    }
    let Ok(text) = String::from_utf8(bytes) else {
        return session.fail(codes::input_not_utf8());
    };
    let file = session.sources.add(STDIN, text.clone());
    session.pass(parse_file(file, text.as_str()))?;
    let new = format_text(&text);
    if check {
        let change = Change {
            path: STDIN.to_owned(),
            old: text,
            new,
        };
        let changes: Vec<Change> = iter::once(change)
            .filter(|change| change.old != change.new)
            .collect();
        return Ok(shown(&changes, 1));
    }
    Ok(Answer::fine(new))
}

fn format_files(session: &mut Session, paths: &[PathBuf], check: bool) -> Result<Answer, Stop> {
    let here = [PathBuf::from(".")];
    let roots = if paths.is_empty() { &here } else { paths };
    let mut files: Vec<FileId> = Vec::new();
    for root in roots {
        let read = load_files(&Disk, &mut session.sources, root);
        files.extend(session.diagnostics.take(read).iter().map(|file| file.file));
    }
    if session.diagnostics.has_errors() {
        return Err(Stop);
    }
    let changes: Vec<Change> = files
        .iter()
        .filter_map(|file| find_change(&session.sources, *file))
        .collect();
    if check {
        return Ok(shown(&changes, files.len()));
    }
    session.keep(write_all(&changes))?;
    let mut out = Lines::default();
    for change in &changes {
        out.add(format_args!("formatted {}", change.path));
    }
    let all = counted(files.len(), "file");
    out.add(format_args!("{all}, {} changed", changes.len()));
    Ok(Answer::fine(out.into_text()))
}

fn find_change(sources: &Sources, file: FileId) -> Option<Change> {
    let file = sources.get(file)?;
    let new = format_text(file.text());
    (new != file.text()).then(|| Change {
        path: file.path().to_owned(),
        old: file.text().to_owned(),
        new,
    })
}

/// Returns the changes as a unified diff.
fn shown(changes: &[Change], files: usize) -> Answer {
    let mut out = Lines::default();
    for change in changes {
        let diff = TextDiff::from_lines(&change.old, &change.new);
        let mut diff = diff.unified_diff();
        let diff = diff.context_radius(3).header(&change.path, &change.path);
        out.add_text(&diff.to_string());
    }
    let all = counted(files, "file");
    if changes.is_empty() {
        return Answer::fine(format!("{all}, none would change\n"));
    }
    out.add(format_args!("{all}, {} would change", changes.len()));
    Answer::fine(out.into_text()).ending(Exit::Errors)
}

/// Writes all new texts next to the old files first, and renames them when all have been written.
fn write_all(changes: &[Change]) -> Result<(), Box<Diagnostic>> {
    let mut ready: Vec<(PathBuf, PathBuf)> = Vec::new();
    for change in changes {
        match write_beside(&change.path, &change.new) {
            Ok(pair) => ready.push(pair),
            Err(error) => {
                remove_all(&ready);
                return Err(Box::new(codes::not_replaced(&change.path, &error)));
            }
        }
    }
    let mut waiting = ready.as_slice();
    while let [(temporary, target), rest @ ..] = waiting {
        if let Err(error) = Disk.rename(temporary, target) {
            remove_all(waiting);
            return Err(Box::new(codes::not_replaced(
                &target.to_string_lossy(),
                &error,
            )));
        }
        waiting = rest;
    }
    Ok(())
}

/// Writes a text next to the file that it will replace, with that file's permissions. A link is followed.
fn write_beside(path: &str, text: &str) -> io::Result<(PathBuf, PathBuf)> {
    let target = fs::canonicalize(path)?;
    let permissions = fs::metadata(&target)?.permissions();
    if permissions.readonly() {
        return Err(io::ErrorKind::PermissionDenied.into());
    }
    let temporary =
        Disk.write_temporary(target.parent().unwrap_or(Path::new(".")), text.as_bytes())?;
    match fs::set_permissions(&temporary, permissions) {
        Ok(()) => Ok((temporary, target)),
        Err(error) => {
            remove_all(&[(temporary, target)]);
            Err(error)
        }
    }
}

fn remove_all(ready: &[(PathBuf, PathBuf)]) {
    for (temporary, _) in ready {
        // A file that cannot be removed has a name of its own and does no harm.
        let _ = Disk.remove(temporary);
    }
}
