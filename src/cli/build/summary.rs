//! The summary that `praman build` prints at the end.

use std::path::Path;

use crate::cli::output::{left_words, removed_words, written_words};
use crate::cli::terminal::{Lines, Look, Paint};
use crate::cli::why::question_words;
use crate::plan::Status;
use crate::project::Written;
use crate::view::{Basis, EffortTotals, find_questions};

/// How many answers a dossier holds.
pub(super) struct Answers {
    pub given: usize,
    /// Those that somebody edited by hand, and no command has recorded.
    pub edited: usize,
}

pub(super) struct Summary<'a, 'b> {
    /// The product, its scheme and its plan.
    pub basis: &'a Basis<'b>,
    pub effort: &'a EffortTotals,
    pub folder: &'a Path,
    pub written: &'a Written,
    /// The answers of a dossier; `None` for a product file.
    pub answers: Option<Answers>,
    pub look: Look,
}

/// Returns what was built, what was written, and which answers are missing.
pub(super) fn summarise(summary: &Summary<'_, '_>) -> String {
    let Summary { basis, look, .. } = summary;
    let scheme = basis.scheme;
    let level = basis.plan.level.map_or_else(String::new, |level| {
        format!(" at {}", scheme.level_key(level))
    });
    let edition = scheme.edition.name();
    let name = basis.product_name();
    // A name over several lines is shown on one.
    let name: Vec<&str> = name.split_whitespace().collect();
    let title = format!("{}: {edition}{level}", name.join(" "));
    let mut text = Lines::titled(&title, *look);
    text.add_words(&[
        ("controls", controls(basis)),
        ("procedures", procedures(summary)),
        ("answers", answers(summary)),
        ("written", written_words(summary.folder, summary.written)),
        ("removed", removed_words(summary.written)),
        ("left", left_words(summary.written)),
    ]);
    add_questions(basis, *look, &mut text);
    text.into_text()
}

fn controls(basis: &Basis<'_>) -> String {
    let counts = Status::ALL.map(|status| (status, basis.plan.with_status(status).count()));
    let counts: Vec<String> = counts
        .iter()
        .filter(|(_, count)| *count > 0)
        .map(|(status, count)| format!("{count} {}", status_words(*status, *count)))
        .collect();
    format!("{}: {}", basis.plan.controls.len(), counts.join(", "))
}

/// Returns the words for a status after the number of controls that have it.
fn status_words(status: Status, count: usize) -> &'static str {
    match (status, count) {
        (Status::Applies, 1) => "applies",
        (Status::Applies, _) => "apply",
        (Status::NotApplicable, 1) => "does not apply",
        (Status::NotApplicable, _) => "do not apply",
        (Status::Open, _) => "open",
        (Status::Covered, _) => "covered by others",
        (Status::NotAssessed, _) => "not assessed",
        (Status::Declined, _) => "declined",
    }
}

fn procedures(summary: &Summary<'_, '_>) -> String {
    let effort = summary.effort.total;
    let open = match effort.open {
        0 => String::new(),
        open => format!(", of which {} depend on open questions", hours(open)),
    };
    let unattended = match effort.unattended {
        0 => String::new(),
        unattended => format!("; {} unattended", hours(unattended)),
    };
    let runs = summary.basis.plan.runs.len();
    format!(
        "{runs}: {} attended{open}{unattended}",
        hours(effort.attended)
    )
}

fn answers(summary: &Summary<'_, '_>) -> String {
    match &summary.answers {
        None => String::new(),
        Some(Answers { given, edited: 0 }) => given.to_string(),
        Some(Answers { given, edited }) => {
            format!(
                "{given}: {edited} edited by hand, to be recorded by the next command that writes"
            )
        }
    }
}

/// Shows a time in hours and minutes.
pub(in crate::cli) fn hours(minutes: u32) -> String {
    match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("{minutes} min"),
        (hours, 0) => format!("{hours} h"),
        (hours, minutes) => format!("{hours} h {minutes} min"),
    }
}

fn add_questions(basis: &Basis<'_>, look: Look, text: &mut Lines) {
    let questions = find_questions(basis);
    if questions.is_empty() {
        return;
    }
    let title = "Answers in the product file that would settle what is open:";
    text.add("");
    text.add(look.paint(Paint::Strong, title));
    for question in &questions {
        for settler in question.settlers.values() {
            let place = settler.place;
            let place = place.and_then(|place| basis.sources.path_to(place));
            let place = place.as_deref().unwrap_or("not answered");
            let name = look.paint(Paint::Advice, &settler.name);
            text.add(format_args!("  {name}   {place}"));
        }
        let asked = question.datum.map(|datum| question_words(basis, datum));
        let asked = asked.unwrap_or_else(|| question.words(basis).to_string());
        text.add(format_args!("    {asked}"));
        let controls = question.controls().into_iter();
        let controls = controls.map(|control| basis.scheme.controls[control].name.as_str());
        let controls: Vec<&str> = controls.collect();
        text.add(format_args!("    decides {}", controls.join(", ")));
    }
}
