//! `praman answer`, `praman confirm` and `praman settle`: filling in, saying that something is still true, and choosing.
#![expect(
    clippy::result_large_err,
    reason = "a report ends the command, so that none is made often"
)]

use std::io::Read as _;
use std::path::PathBuf;

use super::at_desk::at_desk;
use super::change::Author;
use super::codes;
use super::desk::Desk;
use super::round_codes::not_confirmed;
use crate::answers::{AnswerKey, Cause, Held};
use crate::cli::report::counted;
use crate::cli::session::{Session, Stop};
use crate::cli::terminal::{Answer, Terminal};
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::SlotWord;
use crate::view::Shape;

/// Who makes a change.
#[derive(Debug, clap::Args)]
pub(super) struct By {
    /// Name the person who makes the change, by the key under `people` in dossier.yaml
    #[arg(long = "as", value_name = "PERSON")]
    person: String,
    /// Give the reason, which the journal keeps
    #[arg(long, value_name = "TEXT")]
    why: Option<String>,
}

/// Fill in a slot of a dossier
///
/// A slot is a place in the documents where a party fills something in. `praman status --missing` lists those that are
/// missing. Write the name as it is printed there. Without `@` and a model, the answer is for all models that have the
/// slot. An empty value clears the answer.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct AnswerArguments {
    /// Name the folder of the dossier
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Name the slot, such as asvs-c:C.12/response/image.application
    #[arg(value_name = "SLOT")]
    slot: String,
    /// Give the answer: a text, or the word of a choice; - reads it from standard input
    #[arg(value_name = "VALUE", allow_hyphen_values = true)]
    value: String,
    #[command(flatten)]
    by: By,
}

/// Say that answers are still true although what was asked has changed
///
/// `praman status` lists these answers as to review, each with what has changed.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct ConfirmArguments {
    /// Name the folder of the dossier
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Name the slots, as `praman status` prints them
    #[arg(value_name = "SLOT", required = true)]
    slots: Vec<String>,
    #[command(flatten)]
    by: By,
}

/// Choose which of several answers in conflict counts
///
/// `praman status` lists the conflicts, each with its answers and their numbers.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct SettleArguments {
    /// Name the folder of the dossier
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Name the slot, as `praman status` prints it
    #[arg(value_name = "SLOT")]
    slot: String,
    /// Take the answer with this number
    #[arg(long, value_name = "N")]
    take: usize,
    #[command(flatten)]
    by: By,
}

pub(in crate::cli) fn answer(arguments: &AnswerArguments, terminal: Terminal) -> Answer {
    let mut session = Session::default();
    let result = match read_value(&mut session, &arguments.value) {
        Ok(value) => at_desk(&mut session, &arguments.folder, |desk, diagnostics| {
            let keys = desk.find(&arguments.slot, diagnostics)?;
            let mut author = Author::find(desk, &arguments.by.person, diagnostics)?;
            check_value(desk, &author, &keys, &value, diagnostics)?;
            let filled = Some(value.as_str()).filter(|value| !value.is_empty());
            let why = arguments.by.why.as_deref();
            for key in &keys {
                author.fill(key, filled, Cause::Answer, why);
            }
            author.write(diagnostics)?;
            let done = if filled.is_some() {
                "answered"
            } else {
                "emptied"
            };
            Ok(format!(
                "{done} {}: {}\n",
                arguments.slot,
                counted(keys.len(), "answer")
            ))
        }),
        Err(stop) => Err(stop),
    };
    session.finish(result, terminal)
}

/// Returns the value of the command line, or that of standard input.
pub(super) fn read_value(session: &mut Session, value: &str) -> Result<String, Stop> {
    if value != "-" {
        return Ok(value.to_owned());
    }
    let mut text = String::new();
    match std::io::stdin().read_to_string(&mut text) {
        // A last line end belongs to the file, not to the answer.
        Ok(_) => {
            let line = text.strip_suffix('\n').unwrap_or(&text);
            Ok(line.strip_suffix('\r').unwrap_or(line).to_owned())
        }
        Err(error) => session.fail(crate::cli::codes::unreadable_input(&error)),
    }
}

/// Reports a value that no option allows, and slots of another party.
pub(super) fn check_value(
    desk: &Desk<'_>,
    author: &Author<'_>,
    keys: &[AnswerKey],
    value: &str,
    diagnostics: &mut Diagnostics,
) -> Result<(), Stop> {
    for key in keys {
        let shape = desk.asked(key).map(|asked| &asked.shape);
        let wrong = shape.filter(|shape| !value.is_empty() && !shape.takes(value));
        let report = match (author.may_answer(key), wrong) {
            (Err(report), _) => report,
            (Ok(()), None) => continue,
            (Ok(()), Some(Shape::Choice(options))) => codes::no_choice(&key.text(), value, options),
            (Ok(()), Some(shape)) => codes::unfit(&key.text(), value, shape),
        };
        diagnostics.push(report);
        return Err(Stop);
    }
    Ok(())
}

pub(in crate::cli) fn confirm(arguments: &ConfirmArguments, terminal: Terminal) -> Answer {
    let mut session = Session::default();
    let result = at_desk(&mut session, &arguments.folder, |desk, diagnostics| {
        let mut author = Author::find(desk, &arguments.by.person, diagnostics)?;
        let mut count = 0;
        for slot in &arguments.slots {
            let keys = desk.find(slot, diagnostics)?;
            let held: Vec<&AnswerKey> = keys
                .iter()
                .filter(|key| desk.answers.get(key).is_some())
                .collect();
            if held.is_empty() {
                diagnostics.push(codes::nothing_held(slot, "no answer to confirm"));
                return Err(Stop);
            }
            for key in &held {
                confirm_one(desk, &mut author, key, arguments, diagnostics)?;
            }
            count += held.len();
        }
        author.write(diagnostics)?;
        Ok(format!("confirmed: {}\n", counted(count, "answer")))
    });
    session.finish(result, terminal)
}

fn confirm_one(
    desk: &Desk<'_>,
    author: &mut Author<'_>,
    key: &AnswerKey,
    arguments: &ConfirmArguments,
    diagnostics: &mut Diagnostics,
) -> Result<(), Stop> {
    let report = match (author.may_answer(key), desk.answers.get(key)) {
        (Err(report), _) => report,
        (Ok(()), Some(_)) if key.slot.what == SlotWord::Result => not_confirmed(&key.text()),
        (Ok(()), Some(Held::Value(filled))) => {
            let why = arguments.by.why.as_deref();
            author.fill(key, Some(&filled.value), Cause::Confirm, why);
            return Ok(());
        }
        (Ok(()), Some(Held::Conflict(_))) => {
            codes::nothing_held(&key.text(), "several answers; settle which counts first")
        }
        (Ok(()), None) => codes::nothing_held(&key.text(), "no answer to confirm"),
    };
    diagnostics.push(report);
    Err(Stop)
}

pub(in crate::cli) fn settle(arguments: &SettleArguments, terminal: Terminal) -> Answer {
    let mut session = Session::default();
    let result = at_desk(&mut session, &arguments.folder, |desk, diagnostics| {
        let keys = match desk.find_held(&arguments.slot) {
            keys if keys.is_empty() => desk.find(&arguments.slot, diagnostics)?,
            keys => keys,
        };
        let mut author = Author::find(desk, &arguments.by.person, diagnostics)?;
        let settled = settle_all(desk, &mut author, &keys, arguments).map_err(|report| {
            diagnostics.push(report);
            Stop
        })?;
        author.write(diagnostics)?;
        Ok(format!(
            "settled {}: {}\n",
            arguments.slot,
            counted(settled, "answer")
        ))
    });
    session.finish(result, terminal)
}

/// Returns the values of a conflict under a key, in the order of their numbers: the last may be that of the product file. None if
/// there is no conflict.
fn values_in_conflict<'d>(desk: &Desk<'d>, key: &AnswerKey) -> Vec<&'d str> {
    let given = desk.asked(key);
    let given = given.and_then(|asked| desk.standings.contradiction(key, asked));
    let held = match desk.answers.get(key) {
        Some(held) if given.is_some() || matches!(held, Held::Conflict(_)) => held.values(),
        Some(_) | None => return Vec::new(),
    };
    let held = held.iter().map(|one| one.value.as_str());
    held.chain(given).collect()
}

/// Settles the conflicts under some keys, which have the same values; returns how many there are.
fn settle_all(
    desk: &Desk<'_>,
    author: &mut Author<'_>,
    keys: &[AnswerKey],
    arguments: &SettleArguments,
) -> Result<usize, Diagnostic> {
    let conflicts = keys.iter().map(|key| (key, values_in_conflict(desk, key)));
    let conflicts: Vec<(&AnswerKey, Vec<&str>)> =
        conflicts.filter(|(_, values)| !values.is_empty()).collect();
    let Some((first, values)) = conflicts.first() else {
        return Err(codes::nothing_held(&arguments.slot, "no conflict"));
    };
    if conflicts.iter().any(|(_, others)| others != values) {
        let keys: Vec<String> = conflicts.iter().map(|(key, _)| key.text()).collect();
        return Err(codes::several_conflicts(&arguments.slot, &keys));
    }
    let place = arguments.take.checked_sub(1);
    let Some((place, taken)) = place.and_then(|place| Some((place, values.get(place)?))) else {
        return Err(codes::no_such_value(&first.text(), arguments.take, values));
    };
    for (key, _) in &conflicts {
        author.may_change(key)?;
        let why = arguments.by.why.as_deref();
        if desk.asked(key).is_some() {
            author.fill(key, Some(taken), Cause::Settle, why);
        } else {
            let held = desk.answers.get(key).map(Held::values).unwrap_or_default();
            let held = held.get(place).cloned().map(Held::Value);
            author.set(key, held, Cause::Settle, why);
        }
    }
    Ok(conflicts.len())
}
