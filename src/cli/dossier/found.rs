//! `praman found`: what the party that applies says to what the laboratory found.

use std::path::PathBuf;

use clap::Subcommand;

use super::at_desk::at_desk;
use super::change::Author;
use super::codes;
use super::desk::{Desk, applicant};
use crate::answers::{Cause, Exchanged, Filed, FiledPart, Found, FoundEntry, Stance, StanceWord};
use crate::cli::evidence::day_of;
use crate::cli::session::{FOUND_FILE, Session, Stop};
use crate::cli::terminal::{Answer, Terminal};
use crate::diag::{Diagnostic, Diagnostics};
use crate::intake::{keep_comments, render_found, stance_text};
use crate::model::Scheme;
use crate::project::{Disk, digest_of_file};

/// Accept or contest what the laboratory found beyond the product file
///
/// The word goes to the other parties with the next packages. A later word replaces it.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct FoundArguments {
    #[command(subcommand)]
    command: FoundCommand,
}

#[derive(Debug, Subcommand)]
enum FoundCommand {
    /// Say that the product has a found entry
    Accept(StanceArguments),
    /// Say that a found entry is wrong, and why
    Contest(StanceArguments),
}

#[derive(Debug, clap::Args)]
struct StanceArguments {
    /// Name the folder of the dossier
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Name the found entry, such as F1, or interface.F1 if several inventories have that id
    #[arg(value_name = "ENTRY")]
    entry: String,
    /// Give the reason
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    because: Option<String>,
    /// Name the person who says it, by the key under `people` in dossier.yaml
    #[arg(long = "as", value_name = "PERSON")]
    person: String,
}

pub(in crate::cli) fn found(arguments: &FoundArguments, terminal: Terminal) -> Answer {
    let (word, said) = match &arguments.command {
        FoundCommand::Accept(said) => (StanceWord::Accepted, said),
        FoundCommand::Contest(said) => (StanceWord::Contested, said),
    };
    let mut session = Session::default();
    let result = at_desk(&mut session, &said.folder, |desk, diagnostics| {
        let done = take_stance(desk, word, said, diagnostics);
        done.map_err(|report| {
            diagnostics.extend(report.map(|report| *report));
            Stop
        })
    });
    session.finish(result, terminal)
}

/// Writes what the vendor says.
///
/// # Errors
/// Returns what is wrong with it; `None` where that is reported already.
fn take_stance<'d>(
    desk: &'d Desk<'d>,
    word: StanceWord,
    said: &StanceArguments,
    diagnostics: &mut Diagnostics,
) -> Result<String, Option<Box<Diagnostic>>> {
    let mut author = Author::find(desk, &said.person, diagnostics).map_err(|Stop| None)?;
    if let Some(party) = applicant(desk.basis.scheme).filter(|party| **party != *author.party()) {
        let of = author.party();
        let report = codes::other_party(&said.entry, &party, &said.person, of);
        return Err(Some(Box::new(report)));
    }
    let when = day_of(None).ok_or_else(|| Box::new(codes::no_clock()))?;
    let mut found = desk.found.clone();
    let found_entry = find(desk.basis.scheme, &mut found, &said.entry)?;
    let stance = Stance {
        word,
        because: said.because.clone(),
        by: said.person.clone(),
        when,
    };
    let part = FiledPart {
        name: full_name(desk.basis.scheme, found_entry),
        before: found_entry.stance.as_ref().map(stance_text),
        after: Some(stance_text(&stance)),
        copied: None,
    };
    found_entry.stance = Some(stance);
    let done = format!("{} {}\n", word.word(), part.name);
    write_found(desk, &mut author, &found)?;
    author.exchange(Exchanged::Filed(Filed {
        cause: Cause::Found,
        file: FOUND_FILE.to_owned(),
        parts: vec![part],
        kept: None,
    }));
    author.write(diagnostics).map_err(|Stop| None)?;
    Ok(done)
}

/// Writes the found entries, with the comments that their file has.
///
/// # Errors
/// Returns why the file cannot be read.
pub(super) fn write_found(
    desk: &Desk<'_>,
    author: &mut Author<'_>,
    found: &Found,
) -> Result<(), Box<Diagnostic>> {
    let path = desk.folder.join(FOUND_FILE);
    let held = digest_of_file(&Disk, &path)?;
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    let text = keep_comments(&written, render_found(desk.basis.scheme, found));
    author.replace_file(FOUND_FILE.to_owned(), held, text.into_bytes());
    Ok(())
}

/// Finds the found entry of a name.
///
/// # Errors
/// Reports a name that none has, or several.
fn find<'f>(
    scheme: &Scheme,
    found: &'f mut Found,
    named: &str,
) -> Result<&'f mut FoundEntry, Box<Diagnostic>> {
    let known = found.entries.iter().map(|one| full_name(scheme, one));
    let known: Vec<String> = known.collect();
    let is_named = |one: &FoundEntry| *one.entry.id == *named || full_name(scheme, one) == named;
    let mut all = found.entries.iter_mut().filter(|one| is_named(one));
    match (all.next(), all.next()) {
        (Some(found_entry), None) => Ok(found_entry),
        (None, _) | (Some(_), Some(_)) => Err(Box::new(codes::no_such_found(named, &known))),
    }
}

/// Returns the name of a found entry: `interface.F1`.
pub(super) fn full_name(scheme: &Scheme, found_entry: &FoundEntry) -> String {
    format!(
        "{}.{}",
        scheme.inventories.key(found_entry.inventory),
        found_entry.entry.id
    )
}
