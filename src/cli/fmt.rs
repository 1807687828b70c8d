//! `praman fmt`: brings the files of a scheme into canonical form.

use std::collections::BTreeSet;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::{fs, iter};

use similar::TextDiff;

use super::codes;
use super::report::counted;
use super::session::{Session, Stop};
use super::terminal::{Answer, Exit, Lines, Reader, Terminal};
use crate::diag::Diagnostics;
use crate::format::format_text;
use crate::project::{Disk, FileSystem, change_files, load_files};
use crate::source::{FileId, Sources};
use crate::syntax::parse_file;

/// The name of the standard input in messages.
const STDIN: &str = "standard input";

/// Format the files of a scheme
///
/// There is one canonical form: two spaces for each block, one field on a line, aligned columns. Comments
/// are kept. Nothing is written if a file has a syntax error.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Name files and folders; `-` reads standard input and prints the result; by default, the folder
    /// in which the command runs
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Write nothing, show what would change, and exit with 1 if anything would
    #[arg(long)]
    check: bool,
}

/// A file whose text would change.
struct Change {
    file: PathBuf,
    /// Its path, as it is shown.
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
            let wrong = "`-` cannot be combined with files";
            return Answer::usage(wrong);
        }
        (false, paths) => format_files(&mut session, paths, arguments.check),
    };
    match result {
        Ok(Answer {
            out, reader, exit, ..
        }) => session
            .finish(Ok(out), terminal)
            .read_by(reader)
            .ending(exit),
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
            file: PathBuf::new(),
            path: STDIN.to_owned(),
            old: text,
            new,
        };
        let changes: Vec<Change> = iter::once(change)
            .filter(|change| change.old != change.new)
            .collect();
        return Ok(shown(&changes, 1));
    }
    Ok(Answer::fine(new).read_by(Reader::Program))
}

fn format_files(session: &mut Session, paths: &[PathBuf], check: bool) -> Result<Answer, Stop> {
    let here = [PathBuf::from(".")];
    let roots = if paths.is_empty() { &here } else { paths };
    let mut files: Vec<FileId> = Vec::new();
    for root in roots {
        let read = load_files(&Disk, &mut session.sources, root);
        files.extend(session.diagnostics.take(read).iter().map(|file| file.file));
    }
    if !check {
        sweep_beside(&session.sources);
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
    if let Err(failed) = write_all(&changes) {
        session.diagnostics.append(failed);
        return Err(Stop);
    }
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
        file: file.file().to_path_buf(),
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

/// Replaces the texts of files, all or none. A link is followed.
fn write_all(changes: &[Change]) -> Result<(), Diagnostics> {
    let mut targets = Vec::new();
    for change in changes {
        match writable(&change.file) {
            Ok(target) => targets.push((target, Some(change.new.as_bytes()))),
            Err(error) => {
                return Err(Diagnostics::from_iter([codes::not_replaced(
                    &change.path,
                    &error,
                )]));
            }
        }
    }
    change_files(&Disk, &targets, codes::not_replaced)
}

/// Returns the file that a path leads to, which may be written.
fn writable(path: &Path) -> io::Result<PathBuf> {
    let target = fs::canonicalize(path)?;
    if fs::metadata(&target)?.permissions().readonly() {
        return Err(io::ErrorKind::PermissionDenied.into());
    }
    Ok(target)
}

/// Removes what an earlier run left beside files when it was stopped.
fn sweep_beside(sources: &Sources) {
    let folders = sources.iter().filter_map(|(_, file)| file.file().parent());
    let folders: BTreeSet<&Path> = folders.collect();
    for folder in folders {
        let here = folder.as_os_str().is_empty();
        Disk.sweep(if here { Path::new(".") } else { folder });
    }
}
