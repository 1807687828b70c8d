//! `praman carry-over`: says why results still hold although what was tested has changed.

use std::path::PathBuf;

use super::change::Author;
use super::desk::{Desk, at_desk};
use super::round_codes as codes;
use crate::answers::{AnswerKey, Cause, Held};
use crate::cli::report::counted;
use crate::cli::session::{Session, Stop};
use crate::cli::terminal::{Answer, Terminal};
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::SlotWord;
use crate::view::{Standing, carried_over};

/// Say why results still hold although what was tested has changed
///
/// A result is bound to the versions and hashes of what was tested. `praman status` lists those to review, with what has
/// changed. Each of them is carried over with a reason, or repeated in another round. Record and report print the reason
/// with the name of the person.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct CarryOverArguments {
    /// Name the folder of the dossier
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Name the results, as `praman status` prints them
    #[arg(value_name = "SLOT", required_unless_present = "all")]
    slots: Vec<String>,
    /// Carry over all results that are to review
    #[arg(long, conflicts_with = "slots")]
    all: bool,
    /// Give the reason why they still hold
    #[arg(long, value_name = "TEXT")]
    why: String,
    /// Name the person who says so, by the key under `people` in dossier.yaml
    #[arg(long = "as", value_name = "PERSON")]
    person: String,
}

pub(in crate::cli) fn carry_over(arguments: &CarryOverArguments, terminal: Terminal) -> Answer {
    let mut session = Session::default();
    let result = at_desk(&mut session, &arguments.folder, |desk, diagnostics| {
        let mut author = Author::find(desk, &arguments.person, diagnostics)?;
        let results = choose(desk, arguments, diagnostics)?;
        for key in &results {
            carry_one(&mut author, key, &arguments.why).map_err(|report| {
                diagnostics.push(*report);
                Stop
            })?;
        }
        author.write(diagnostics)?;
        Ok(format!(
            "carried over: {}\n",
            counted(results.len(), "result")
        ))
    });
    session.finish(result, terminal)
}

/// Returns the results that are to be carried over.
fn choose(
    desk: &Desk<'_>,
    arguments: &CarryOverArguments,
    diagnostics: &mut Diagnostics,
) -> Result<Vec<AnswerKey>, Stop> {
    let mut chosen = Vec::new();
    if arguments.all {
        let asked = desk.table.iter().map(|(key, _)| key);
        chosen.extend(asked.filter(|key| is_stale(desk, key)).cloned());
    }
    for slot in &arguments.slots {
        let keys = desk.find(slot, diagnostics)?;
        let stale = keys.into_iter().filter(|key| is_stale(desk, key));
        let before = chosen.len();
        chosen.extend(stale);
        if chosen.len() == before {
            diagnostics.push(codes::not_stale(slot));
            return Err(Stop);
        }
    }
    if chosen.is_empty() {
        diagnostics.push(codes::nothing_stale());
        return Err(Stop);
    }
    Ok(chosen)
}

/// Says whether a slot holds a result that is to review.
pub(super) fn is_stale(desk: &Desk<'_>, key: &AnswerKey) -> bool {
    let asked = desk
        .asked(key)
        .filter(|_| key.slot.what == SlotWord::Result);
    let held = desk.answers.get(key);
    asked.is_some_and(|asked| {
        let is_value = matches!(held, Some(Held::Value(_)));
        is_value && matches!(desk.standings.standing(key, asked), Standing::ToReview(_))
    })
}

fn carry_one(author: &mut Author<'_>, key: &AnswerKey, why: &str) -> Result<(), Box<Diagnostic>> {
    if why.trim().is_empty() {
        return Err(Box::new(codes::no_reason_given(&key.text())));
    }
    author.may_answer(key)?;
    let beside = carried_over(key);
    author.fill(&beside, Some(why), Cause::Answer, None);
    Ok(())
}
