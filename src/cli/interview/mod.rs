//! `praman new`: an interview that writes a product file.

mod begin;
mod outline;
mod state;
mod talk;
mod typed;

use std::io::{self, BufRead, IsTerminal};
use std::path::{Path, PathBuf};

use super::codes;
use super::session::{SchemeArguments, Session, Stop};
use super::terminal::{Answer, Terminal};
use crate::model::{LevelId, Scheme};
use crate::product::{quote, set_value};
use crate::project::{Disk, FileSystem, change_files};

use begin::{Beginning, ask_level, begin};
use state::Interview;
use talk::{Ended, Line, Talk};

/// Write a product file by answering questions
///
/// Asks what decides the most first, and only what still decides something; then, marked so, what is only printed. Each answer is
/// written at once, with every other byte of the file as it was, so that the interview can end at any time and go on later with
/// the same command. `back`, `skip`, `why`, `help` and `quit` are understood at every question.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Write this product file; if it is there, go on with it
    #[arg(value_name = "PRODUCT")]
    product: PathBuf,
    /// Write to this file instead, and leave PRODUCT as it is
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Name the product; otherwise it is asked
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// Name the model; otherwise it is asked
    #[arg(long, value_name = "MODEL")]
    model: Option<String>,
    /// Apply for this level; otherwise it is asked
    #[arg(long, value_name = "LEVEL")]
    level: Option<String>,
    /// Ask nothing; write each question that decides something as a comment
    #[arg(long)]
    non_interactive: bool,
    #[command(flatten)]
    scheme: SchemeArguments,
}

pub(super) fn new(arguments: &Arguments, terminal: Terminal) -> Answer {
    let mut session = Session::default();
    match interview(&mut session, arguments, terminal) {
        Ok(Ok(text)) => session.finish(Ok(text), terminal),
        Ok(Err(reports)) => Answer::errors(reports),
        Err(stop) => session.finish(Err(stop), terminal),
    }
}

/// Returns what is said at the end; as an error, the reports on the product file.
fn interview(
    session: &mut Session,
    arguments: &Arguments,
    terminal: Terminal,
) -> Result<Result<String, String>, Stop> {
    let is_there = matches!(Disk.kind(&arguments.product), Ok(Some(_)));
    let mut talk = Talk {
        look: terminal.out,
        read: &mut read_line,
        say: &mut say,
        is_watched: io::stdin().is_terminal(),
    };
    if let Some(out) = arguments
        .out
        .as_ref()
        .filter(|out| **out != arguments.product)
        && matches!(Disk.kind(out), Ok(Some(_)))
    {
        return session.fail(codes::would_be_replaced(out));
    }
    let begun = if is_there {
        go_on(session, arguments, &mut talk)?
    } else {
        start(session, arguments, &mut talk)?
    };
    let Some((scheme, level, text)) = begun else {
        return Ok(Ok("nothing was written\n".to_owned()));
    };
    let path = arguments.out.as_ref().unwrap_or(&arguments.product);
    let name = path.display().to_string();
    let mut interview = match Interview::new(&scheme, level, &name, &text) {
        Ok(interview) => interview,
        Err(reports) => return Ok(Err(reports)),
    };
    if arguments.non_interactive {
        save(session, path, &outline::outline(&interview))?;
        return Ok(Ok(format!("wrote {name}\n")));
    }
    let mut written = Ok(());
    let ended = talk.ask_all(&mut interview, &mut |text| {
        written = save(session, path, text);
        written.is_ok()
    });
    written?;
    Ok(Ok(match ended {
        Ended::Done if interview.questions().is_empty() => {
            format!("{name} answers every question that decides something\n")
        }
        Ended::Done => format!(
            "wrote {name}; `praman new {name}` asks again what was left open ({})\n",
            interview.questions().len()
        ),
        Ended::Left => format!("wrote {name}; `praman new {name}` goes on\n"),
    }))
}

/// What an interview begins with: the scheme, the level and the product file.
type Begun = (Scheme, Option<LevelId>, String);

/// Reads a product file that is there, and writes in it what the command line says. `None` if somebody leaves.
fn go_on(
    session: &mut Session,
    arguments: &Arguments,
    talk: &mut Talk<'_>,
) -> Result<Option<Begun>, Stop> {
    let (file, head) = session.read_head(&arguments.product)?;
    let files = session.read_scheme(&arguments.scheme)?;
    let edition = arguments.scheme.edition.as_deref();
    let scheme = session.resolve(&files, edition, Some(&head))?;
    let product = session.read_product(&scheme, file)?;
    let mut named = arguments.level.clone();
    let is_asked = product.level.is_none() && !arguments.non_interactive;
    if named.is_none() && is_asked && !scheme.edition.levels.is_empty() {
        named = ask_level(&scheme, talk);
        if named.is_none() {
            return Ok(None);
        }
    }
    let level = session.choose_level(&scheme, named.as_deref(), &product)?;
    let quoted = |text: &Option<String>| text.as_deref().map(quote);
    let changes: [(&[&str], Option<String>); 3] = [
        (&["level"], named),
        (&["product", "name"], quoted(&arguments.name)),
        (&["product", "model"], quoted(&arguments.model)),
    ];
    let mut text = session.text(file).to_owned();
    for (path, value) in changes {
        let written = value.and_then(|value| set_value(&text, path, &value));
        text = written.unwrap_or(text);
    }
    Ok(Some((scheme, level, text)))
}

/// Begins a product file. `None` if somebody leaves.
fn start(
    session: &mut Session,
    arguments: &Arguments,
    talk: &mut Talk<'_>,
) -> Result<Option<Begun>, Stop> {
    let files = session.read_scheme(&arguments.scheme)?;
    let edition = arguments.scheme.edition.as_deref();
    let scheme = session.resolve(&files, edition, None)?;
    let beginning = Beginning {
        file: &arguments.product,
        name: arguments.name.as_deref(),
        model: arguments.model.as_deref(),
        level: arguments.level.as_deref(),
        is_asked: !arguments.non_interactive,
    };
    let Some(text) = begin(&scheme, &beginning, talk) else {
        return Ok(None);
    };
    let file = session
        .sources
        .add(arguments.product.display().to_string(), text.as_str());
    let product = session.read_product(&scheme, file)?;
    let level = session.choose_level(&scheme, arguments.level.as_deref(), &product)?;
    Ok(Some((scheme, level, text)))
}

/// Writes the product file, all of it or nothing.
fn save(session: &mut Session, path: &Path, text: &str) -> Result<(), Stop> {
    let change = [(path.to_path_buf(), Some(text.as_bytes()))];
    if let Err(failed) = change_files(&Disk, &change, codes::not_replaced) {
        session.diagnostics.append(failed);
        return Err(Stop);
    }
    Ok(())
}

fn read_line() -> Line {
    let mut line = String::new();
    match io::stdin().lock().read_line(&mut line) {
        Ok(0) | Err(_) => None,
        Ok(_) => Some(line),
    }
}

fn say(text: String) {
    // If nobody reads what is said, the answers are written all the same.
    let _ = Answer::fine(text).write();
}
