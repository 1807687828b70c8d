//! `praman round`: rounds of tests after the first.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use rustc_hash::FxHashMap;

use super::at_desk::at_desk;
use super::change::Author;
use super::desk::Desk;
use super::round_codes as codes;
use crate::answers::{AnswerKey, Cause, Digest, Filled, Held};
use crate::cli::output::read_date;
use crate::cli::report::counted;
use crate::cli::session::{Session, Stop};
use crate::cli::terminal::{Answer, Lines, Terminal};
use crate::diag::Diagnostics;
use crate::model::{Date, SlotPart, SlotWord, VerdictClass};
use crate::source::Text;
use crate::view::{Asked, Round, RoundField, Standing, covered_key, number_of, round_key};

/// Begin another round of tests, or list the rounds
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct RoundArguments {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, clap::Subcommand)]
enum Action {
    Begin(BeginArguments),
    List(ListArguments),
}

/// Begin another round of tests
///
/// It covers the rows with results that are to review, bad or undecided, or the rows that are named. What it covers is
/// fixed when it begins. Plan and record of the round are made with `praman build DIR --round N`.
#[derive(Debug, clap::Args)]
struct BeginArguments {
    /// Name the folder of the dossier
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Cover the rows of these results or verdicts alone, as documents print their slots
    #[arg(value_name = "SLOT")]
    slots: Vec<String>,
    /// Give the reason for the round
    #[arg(long, value_name = "TEXT")]
    why: String,
    /// Give the date on which it begins, in the form 2026-01-31; without it, it is today's, in UTC
    #[arg(long, value_name = "DATE", value_parser = read_date)]
    date: Option<Date>,
    /// Name the person who begins it, by the key under `people` in dossier.yaml
    #[arg(long = "as", value_name = "PERSON")]
    person: String,
}

/// List the rounds of tests, with what each covers
#[derive(Debug, clap::Args)]
struct ListArguments {
    /// Name the folder of the dossier
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

pub(in crate::cli) fn round(arguments: &RoundArguments, terminal: Terminal) -> Answer {
    let mut session = Session::default();
    let result = match &arguments.action {
        Action::Begin(arguments) => {
            at_desk(&mut session, &arguments.folder, |desk, diagnostics| {
                begin(desk, arguments, diagnostics)
            })
        }
        Action::List(arguments) => {
            at_desk(&mut session, &arguments.folder, |desk, _| Ok(list(desk)))
        }
    };
    session.finish(result, terminal)
}

/// The rows that a round covers, each with why.
type Rows = BTreeMap<AnswerKey, String>;

fn begin<'d>(
    desk: &'d Desk<'d>,
    arguments: &BeginArguments,
    diagnostics: &mut Diagnostics,
) -> Result<String, Stop> {
    let mut author = Author::find(desk, &arguments.person, diagnostics)?;
    let number = desk.basis.rounds().next();
    let rows = if arguments.slots.is_empty() {
        rows_to_repeat(desk, number)
    } else {
        rows_named(desk, &arguments.slots, number, diagnostics)?
    };
    let allowed = match rows.keys().next() {
        None => Err(codes::nothing_to_repeat()),
        Some(first) => author.may_answer(first),
    };
    allowed.map_err(|report| {
        diagnostics.push(report);
        Stop
    })?;
    let today = || author.when().as_str().get(..10).map(str::to_owned);
    let date = arguments.date.map(|date| date.to_string()).or_else(today);
    let said = [
        (RoundField::Began, date.unwrap_or_default()),
        (RoundField::Why, arguments.why.clone()),
    ];
    let said = said.map(|(field, value)| (round_key(number, field), value));
    let count = rows.len();
    for (key, value) in said.into_iter().chain(rows) {
        fill(desk, &mut author, &key, &value);
    }
    author.write(diagnostics)?;
    Ok(format!("round {number} covers {}\n", counted(count, "row")))
}

/// Fills in a slot of a round that nothing asks for yet.
fn fill(desk: &Desk<'_>, author: &mut Author<'_>, key: &AnswerKey, value: &str) {
    let filled = Filled {
        value: value.to_owned(),
        meaning: Digest::of(""),
        wording: Digest::of(""),
        on: None,
        by: author.person().to_owned(),
    };
    let home = desk.home(&key.slot);
    author.set_for(home, key, Some(Held::Value(filled)), Cause::Answer, None);
}

/// The rows that there are, by procedure and model, as a round names them.
struct RowsThere(FxHashMap<(Text, Option<Text>), BTreeSet<AnswerKey>>);

impl RowsThere {
    fn of(desk: &Desk<'_>, number: u32) -> Self {
        let mut rows: FxHashMap<_, BTreeSet<AnswerKey>> = FxHashMap::default();
        let asked = desk.table.iter().map(|(key, _)| key);
        for key in asked.filter(|key| key.slot.what == SlotWord::Result) {
            if let (Some(of), Some(row)) = (procedure_of(key), covered_key(number, key)) {
                rows.entry(of).or_default().insert(row);
            }
        }
        Self(rows)
    }

    /// Returns the rows that are repeated with what a slot is about; of what is done once in a run, all of its rows.
    fn repeated_with(&self, number: u32, key: &AnswerKey) -> Vec<AnswerKey> {
        let rows = procedure_of(key).and_then(|of| self.0.get(&of));
        let (Some(rows), Some(row)) = (rows, covered_key(number, key)) else {
            return Vec::new();
        };
        if key.slot.part(SlotPart::Entry).is_some() {
            return rows.get(&row).cloned().into_iter().collect();
        }
        let of_entries = rows
            .iter()
            .filter(|row| row.slot.part(SlotPart::Entry).is_some());
        let of_entries: Vec<AnswerKey> = of_entries.cloned().collect();
        if of_entries.is_empty() {
            return rows.get(&row).cloned().into_iter().collect();
        }
        of_entries
    }
}

/// Returns the procedure of a slot, with the model.
fn procedure_of(key: &AnswerKey) -> Option<(Text, Option<Text>)> {
    let procedure = key.slot.part(SlotPart::Procedure)?;
    Some((procedure.clone(), key.model.clone()))
}

/// Returns the rows of results and verdicts that count and are to review, bad or undecided.
fn rows_to_repeat(desk: &Desk<'_>, number: u32) -> Rows {
    let there = RowsThere::of(desk, number);
    let mut rows = Rows::new();
    for (key, asked) in desk.table.iter() {
        if let Some(because) = why_repeated(desk, key, asked) {
            for row in there.repeated_with(number, key) {
                rows.entry(row).or_insert_with(|| because.clone());
            }
        }
    }
    rows
}

/// Says why a test is repeated; `None` where what is recorded stands, or nothing is.
fn why_repeated(desk: &Desk<'_>, key: &AnswerKey, asked: &Asked) -> Option<String> {
    let is_result = key.slot.what == SlotWord::Result;
    let counts = if is_result {
        desk.standings.superseded(key).is_none()
    } else {
        // A verdict that was given before its row was repeated says nothing about it.
        let rounds = desk.basis.rounds();
        key.slot.what == SlotWord::Verdict && rounds.last_covering(key).is_none()
    };
    let held = desk.answers.get(key).filter(|_| counts)?;
    match (desk.standings.standing(key, asked), held) {
        (Standing::ToReview(changes), _) if is_result => changes.into_iter().next(),
        (_, Held::Conflict(_)) => Some("in conflict".to_owned()),
        (_, Held::Value(filled)) => {
            let mut options = asked.shape.options().iter();
            let option = options.find(|option| option.key == filled.value)?;
            match option.class? {
                VerdictClass::Bad | VerdictClass::Undecided => {
                    Some(format!("was {}", option.title))
                }
                VerdictClass::Good | VerdictClass::SetAside => None,
            }
        }
    }
}

/// Returns the rows of the results and verdicts that are named.
fn rows_named(
    desk: &Desk<'_>,
    slots: &[String],
    number: u32,
    diagnostics: &mut Diagnostics,
) -> Result<Rows, Stop> {
    let there = RowsThere::of(desk, number);
    let mut rows = Rows::new();
    for slot in slots {
        let keys = desk.find(slot, diagnostics)?;
        let named = keys.iter().flat_map(|key| there.repeated_with(number, key));
        let named: Vec<AnswerKey> = named.collect();
        if named.is_empty() {
            diagnostics.push(codes::no_row(slot));
            return Err(Stop);
        }
        rows.extend(named.into_iter().map(|row| (row, "named".to_owned())));
    }
    Ok(rows)
}

/// Lists the rounds, with how many results of each are recorded and missing.
fn list(desk: &Desk<'_>) -> String {
    let mut lines = Lines::default();
    for (number, round) in desk.basis.rounds().iter() {
        let began = round.began.as_deref().unwrap_or("an unknown day");
        let why = round.why.as_deref().unwrap_or("not said");
        lines.add(format_args!("round {number} of {began}: {why}"));
        let (recorded, missing) = progress(desk, number);
        lines.add(format_args!(
            "  {}; {} recorded, {missing} missing",
            counted(round.rows.len(), "row"),
            counted(recorded, "result"),
        ));
        for (row, because) in rows_of(round) {
            lines.add(format_args!("  {row}: {because}"));
        }
    }
    if desk.basis.rounds().iter().next().is_none() {
        lines.add("the dossier has the first round of tests alone");
    }
    lines.into_text()
}

/// Counts the results of a round that are recorded, and those that are missing.
fn progress(desk: &Desk<'_>, number: u32) -> (usize, usize) {
    let asked = desk.table.iter().map(|(key, _)| key);
    let results = asked
        .filter(|key| key.slot.what == SlotWord::Result && number_of(&key.slot) == Some(number));
    let (recorded, missing): (Vec<_>, Vec<_>) =
        results.partition(|key| desk.answers.get(key).is_some());
    (recorded.len(), missing.len())
}

/// Returns the rows of a round as documents print them, each with why it is covered.
fn rows_of(round: &Round) -> impl Iterator<Item = (String, &str)> {
    let rows = round.rows.iter();
    rows.map(|(key, because)| (key.text(), because.as_str()))
}
