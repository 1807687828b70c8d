//! `praman log`: the changes of a dossier.

use std::path::PathBuf;

use crate::answers::{
    Exchange, Exchanged, Filed, FiledPart, Held, JournalLine, PaperStep, Replaced,
};
use crate::cli::session::{FOUND_FILE, PRODUCT_FILE, SCHEME_FOLDER, Session, Stop};
use crate::cli::terminal::{Answer, Lines, Terminal};
use crate::intake::Step;
use crate::project::{Disk, load_dossier};

/// Show the changes of a dossier, the newest last
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct LogArguments {
    /// Name the folder of the dossier
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Show only the last N changes
    #[arg(long, value_name = "N")]
    last: Option<usize>,
}

pub(in crate::cli) fn log(arguments: &LogArguments, terminal: Terminal) -> Answer {
    let mut session = Session::default();
    let result = show(&mut session, arguments);
    session.finish(result, terminal)
}

fn show(session: &mut Session, arguments: &LogArguments) -> Result<String, Stop> {
    let loaded = load_dossier(&Disk, &mut session.sources, &arguments.folder);
    let dossier = session.pass(loaded)?.ok_or(Stop)?;
    let steps: Vec<Step<'_>> = dossier.journal.steps().collect();
    let shown = steps
        .iter()
        .enumerate()
        .filter_map(|(place, step)| match step {
            Step::Changed(line) => Some(line_words(place + 1, line)),
            Step::Exchanged(exchange) => exchange_words(place + 1, exchange),
        });
    let shown: Vec<String> = shown.collect();
    let left_out = arguments
        .last
        .map_or(0, |last| shown.len().saturating_sub(last));
    let mut lines = Lines::default();
    for line in shown.iter().skip(left_out) {
        lines.add(line);
    }
    if !dossier.edits.is_empty() {
        let edits = dossier.edits.len();
        lines.add(format_args!(
            "edited by hand and not recorded yet: {}",
            crate::cli::report::counted(edits, "answer")
        ));
    }
    Ok(lines.into_text())
}

fn line_words(number: usize, line: &JournalLine) -> String {
    let JournalLine {
        when,
        who,
        cause,
        change,
        why,
        ..
    } = line;
    let shown = |held: &Option<Held>| {
        held.as_ref()
            .map_or_else(|| "nothing".to_owned(), held_words)
    };
    let why = why
        .as_ref()
        .map_or_else(String::new, |why| format!(" ({why})"));
    format!(
        "{number} {when} {who} {}: {}: {} → {}{why}",
        cause.word(),
        change.key.text(),
        shown(&change.before),
        shown(&change.after)
    )
}

/// Says what went out or came in. What an import learned of each unit shows in the changes that it made.
fn exchange_words(number: usize, exchange: &Exchange) -> Option<String> {
    let Exchange {
        when, who, what, ..
    } = exchange;
    let cause = what.cause().word();
    match what {
        Exchanged::Received(received) => Some(format!(
            "{number} {when} {who} {cause}: {} from {}, {}",
            received.file, received.from, received.made
        )),
        Exchanged::Shared(shared) => {
            Some(format!("{number} {when} {who} {cause}: for {}", shared.to))
        }
        Exchanged::Replaced(replaced) => Some(format!(
            "{number} {when} {who} {cause}: {}",
            replaced_words(replaced)
        )),
        Exchanged::Filed(filed) => Some(format!(
            "{number} {when} {who} {cause}: {}",
            filed_words(filed)
        )),
        Exchanged::Paper(step) => Some(format!(
            "{number} {when} {who} {cause}: {}",
            paper_words(step)
        )),
        Exchanged::Learned(_) => None,
    }
}

/// Says what was done to a paper: `plan, issue 1, NTL/2026/14`.
fn paper_words(step: &PaperStep) -> String {
    match step {
        PaperStep::Signed(signed) => signed.paper.clone(),
        PaperStep::Issued(issued) => {
            let number = issued.number.as_ref();
            let number = number.map_or_else(String::new, |number| format!(", {number}"));
            format!("{}, issue {}{number}", issued.paper, issued.issue)
        }
        PaperStep::Attached(one) => format!("{} to {}, issue {}", one.file, one.paper, one.issue),
    }
}

/// Says what was replaced: `level: L2 → L1; product.yaml`.
fn replaced_words(replaced: &Replaced) -> String {
    let pairs = [("edition", &replaced.edition), ("level", &replaced.level)];
    let changed = pairs
        .into_iter()
        .filter(|(_, [before, after])| before != after);
    let mut told_parts: Vec<String> = changed
        .map(|(name, [before, after])| format!("{name}: {before} → {after}"))
        .collect();
    let files = [
        (replaced.product, PRODUCT_FILE),
        (replaced.scheme, SCHEME_FOLDER),
    ];
    told_parts.extend(
        files
            .iter()
            .filter(|(is_new, _)| *is_new)
            .map(|(_, name)| (*name).to_owned()),
    );
    let kept = replaced.kept.as_ref();
    let kept = kept.map_or_else(String::new, |kept| format!(" (before: {kept})"));
    format!("{}{kept}", told_parts.join("; "))
}

/// The greatest number of parts of a file that a line names.
const SHOWN: usize = 8;

/// Says what changed in a file: `V1 added, V2 changed (evidence/vendor.yaml)`.
fn filed_words(filed: &Filed) -> String {
    let says = |text: &Option<String>| {
        let word = text.as_ref().and_then(|text| text.split_once(':'));
        word.map_or("nothing", |(word, _)| word).to_owned()
    };
    let words = |part: &FiledPart| match (&part.before, &part.after) {
        (before, after) if filed.file == FOUND_FILE => {
            format!("{}: {} → {}", part.name, says(before), says(after))
        }
        (None, _) => format!("{} added", part.name),
        (Some(_), None) => format!("{} taken back", part.name),
        (Some(_), Some(_)) => format!("{} changed", part.name),
    };
    let parts: Vec<String> = filed.parts.iter().take(SHOWN).map(words).collect();
    let more = filed.parts.len() - parts.len();
    let more = if more == 0 {
        String::new()
    } else {
        format!(" and {more} more")
    };
    let parts = parts.join(", ");
    let kept = filed.kept.as_ref();
    let kept = kept.map_or_else(String::new, |kept| format!(" (before: {kept})"));
    format!("{parts}{more}, in {}{kept}", filed.file)
}

/// Returns what a slot holds, on one line.
pub(super) fn held_words(held: &Held) -> String {
    let values = held.values().iter().map(|value| {
        let words: Vec<&str> = value.value.split_whitespace().collect();
        words.join(" ")
    });
    let values: Vec<String> = values.collect();
    values.join(" | ")
}
