//! `praman undo`: takes the last change back.

use std::path::PathBuf;

use super::change::Author;
use super::codes;
use super::desk::{Desk, at_desk};
use crate::answers::{AnswerKey, Cause, Held, JournalLine};
use crate::cli::report::counted;
use crate::cli::session::{Session, Stop};
use crate::cli::terminal::{Answer, Terminal};

/// Take back the last change of a dossier
///
/// Takes back everything that the last command changed, or what was edited by hand since. Repeat it to take back the
/// change before. The journal keeps both the change and the undoing.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct UndoArguments {
    /// Name the folder of the dossier
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Name the person who makes the change, by the key under `people` in dossier.yaml
    #[arg(long = "as", value_name = "PERSON")]
    person: String,
}

pub(in crate::cli) fn undo(arguments: &UndoArguments, terminal: Terminal) -> Answer {
    let mut session = Session::default();
    let result = at_desk(&mut session, &arguments.folder, |desk, diagnostics| {
        let Some((cause, undone)) = last_change(desk) else {
            diagnostics.push(codes::nothing_to_undo());
            return Err(Stop);
        };
        let mut author = Author::find(desk, &arguments.person, diagnostics)?;
        for (key, before) in undone.iter().rev() {
            // An update moves the answers of every party, and an import brings those of others, whoever makes it.
            if !matches!(cause, Cause::Update | Cause::Import)
                && let Err(report) = author.may_answer(key)
            {
                diagnostics.push(report);
                return Err(Stop);
            }
            author.set(key, before.cloned(), Cause::Undo, None);
        }
        author.write(diagnostics)?;
        let count = counted(undone.len(), "answer");
        Ok(format!("undone: {}, {count}\n", cause.word()))
    });
    session.finish(result, terminal)
}

/// What a change altered, with what was held before.
type Altered<'d> = Vec<(&'d AnswerKey, Option<&'d Held>)>;

/// Returns the last change that no undo has taken back: what somebody edited by hand since, or what the last command did.
fn last_change<'d>(desk: &Desk<'d>) -> Option<(Cause, Altered<'d>)> {
    let edits = desk.dossier.edits.iter();
    let edited: Altered<'d> = edits
        .map(|edit| (&edit.key, edit.before.as_ref()))
        .collect();
    if !edited.is_empty() {
        return Some((Cause::Edit, edited));
    }
    let lines = desk.dossier.journal.lines();
    let mut standing: Vec<&[JournalLine]> = Vec::new();
    for command in lines.chunk_by(|one, next| one.command == next.command) {
        if command
            .first()
            .is_some_and(|line| line.cause == Cause::Undo)
        {
            standing.pop();
        } else {
            standing.push(command);
        }
    }
    let command = standing.pop()?;
    let altered = command
        .iter()
        .map(|line| (&line.change.key, line.change.before.as_ref()));
    Some((command.first()?.cause, altered.collect()))
}
