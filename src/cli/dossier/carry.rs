//! `praman carry-over`: says why results still hold although what was tested has changed.

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::at_desk::at_desk;
use super::change::Author;
use super::desk::Desk;
use super::pattern::Pattern;
use super::round_codes as codes;
use crate::answers::{AnswerKey, Cause, Held};
use crate::cli::report::counted;
use crate::cli::session::{Session, Stop};
use crate::cli::terminal::{Answer, Terminal};
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::{SlotPart, SlotWord};
use crate::source::Text;
use crate::view::{Standing, carried_over, result_of};

/// Say why results still hold although what was tested has changed
///
/// A result is bound to the versions and hashes of what was tested. `praman status` lists those to review, with what has
/// changed. Each of them is carried over with a reason, or repeated in another round. What stands beside a result, such as
/// its evidence, is carried over with it. Record and report print the reason with the name of the person.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct CarryOverArguments {
    /// Name the folder of the dossier
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Name the results, as `praman status` prints them; a procedure names all of its results, and `*` stands for any
    /// letters, as in 'banned-functions*'
    #[arg(value_name = "RESULT", required_unless_present = "all")]
    results: Vec<String>,
    /// Carry over all results that are to review
    #[arg(long, conflicts_with = "results")]
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
) -> Result<BTreeSet<AnswerKey>, Stop> {
    let mut chosen = BTreeSet::new();
    if arguments.all {
        let asked = desk.table.iter().map(|(key, _)| key);
        chosen.extend(asked.filter(|key| is_stale(desk, key)).cloned());
    }
    for name in &arguments.results {
        let named = find_results(desk, name, diagnostics)?;
        let stale = named.into_iter().filter(|key| is_stale(desk, key));
        let stale: Vec<AnswerKey> = stale.collect();
        if stale.is_empty() {
            diagnostics.push(codes::not_stale(name));
            return Err(Stop);
        }
        chosen.extend(stale);
    }
    if chosen.is_empty() {
        diagnostics.push(codes::nothing_stale());
        return Err(Stop);
    }
    Ok(chosen)
}

/// Returns the results for which a name stands: that of a result or of what stands beside one, of a procedure, or a pattern.
fn find_results(
    desk: &Desk<'_>,
    name: &str,
    diagnostics: &mut Diagnostics,
) -> Result<Vec<AnswerKey>, Stop> {
    let keys = desk.table.find(name);
    if !keys.is_empty() {
        return Ok(keys.iter().filter_map(result_of).collect());
    }
    let pattern = Pattern::new(name);
    let asked = desk.table.iter().map(|(key, _)| key);
    let results = asked.filter(|key| key.slot.what == SlotWord::Result);
    let named = results.filter(|key| {
        let is_of = |procedure: &Text| **procedure == *name;
        key.slot.part(SlotPart::Procedure).is_some_and(is_of) || matches_slot(&pattern, key)
    });
    let named: Vec<AnswerKey> = named.cloned().collect();
    if named.is_empty() && !pattern.is_plain() {
        diagnostics.push(codes::no_match(name));
        return Err(Stop);
    }
    if named.is_empty() {
        return desk.find(name, diagnostics);
    }
    Ok(named)
}

/// Says whether a pattern fits a result: its text, with or without the model, or what follows the word `result` in it.
fn matches_slot(pattern: &Pattern<'_>, key: &AnswerKey) -> bool {
    let texts = [key.text(), key.slot.text()];
    texts.iter().any(|text| {
        let below = text.split_once("/result/").map(|(_, below)| below);
        pattern.fits(text) || below.is_some_and(|below| pattern.fits(below))
    })
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
