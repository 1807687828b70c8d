//! The summary that `praman build` prints at the end.

use std::path::Path;

use super::open::open_questions;
use crate::cli::output::{left_words, written_words};
use crate::cli::terminal::{Lines, Look, Paint};
use crate::plan::Status;
use crate::project::Written;
use crate::render::make_visible;
use crate::view::{Basis, EffortTotals};

pub(super) struct Summary<'a> {
    /// The product, its scheme and its plan.
    pub basis: &'a Basis<'a>,
    pub effort: &'a EffortTotals,
    pub folder: &'a Path,
    pub written: &'a Written,
    pub look: Look,
}

/// Returns what was built, what was written, and which answers are missing.
pub(super) fn summarise(summary: &Summary<'_>) -> String {
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
        ("written", written_words(summary.folder, summary.written)),
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

fn procedures(summary: &Summary<'_>) -> String {
    let effort = summary.effort.total;
    let open = match effort.open {
        0 => String::new(),
        open => format!(", {} of it for what is open", hours(open)),
    };
    let unattended = match effort.unattended {
        0 => String::new(),
        unattended => format!("; {} unattended or waiting", hours(unattended)),
    };
    let runs = summary.basis.plan.runs.len();
    format!(
        "{runs}: {} attended{open}{unattended}",
        hours(effort.attended)
    )
}

fn hours(minutes: u32) -> String {
    match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("{minutes} min"),
        (hours, 0) => format!("{hours} h"),
        (hours, minutes) => format!("{hours} h {minutes} min"),
    }
}

fn add_questions(basis: &Basis<'_>, look: Look, text: &mut Lines) {
    let questions = open_questions(basis);
    if questions.is_empty() {
        return;
    }
    let title = "Answers in the product file that would settle what is open:";
    text.add("");
    text.add(look.paint(Paint::Strong, title));
    for question in &questions {
        let place = question.place.as_deref().unwrap_or("not answered");
        let name = look.paint(Paint::Advice, &make_visible(question.name));
        text.add(format_args!("  {name}   {}", make_visible(place)));
        text.add(format_args!("    {}", make_visible(&question.words)));
        text.add(format_args!("    decides {}", question.controls.join(", ")));
    }
}
