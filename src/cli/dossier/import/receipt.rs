//! The receipt of an import, for people.

use std::collections::BTreeMap;

use serde::Serialize;

use super::beside::FileReceipt;
use super::product::NewProduct;
use crate::answers::SetAside;
use crate::cli::dossier::desk::Desk;
use crate::cli::report::counted;
use crate::cli::terminal::Lines;
use crate::merge::Outcome;
use crate::view::Standing;

/// How many answers are listed of which the same became.
const SHOWN: usize = 40;

/// What became of the packages of an import.
#[derive(Default)]
pub(super) struct Report {
    pub packages: Vec<PackageReceipt>,
    pub tables: Vec<TableReceipt>,
    pub copies: Vec<CopyReceipt>,
    /// What had been set aside earlier, and was taken now.
    pub again: Vec<AnswerReceipt>,
    /// What is set aside now.
    pub aside: Vec<SetAside>,
    /// The product file that was taken.
    pub product: Option<ProductReceipt>,
}

/// What became of a package.
#[derive(Serialize)]
pub(super) struct PackageReceipt {
    /// The name of its file.
    pub name: String,
    /// The party that made it.
    pub from: String,
    /// When it was made.
    pub made: String,
    /// Where it is kept; `None` where it had come before.
    pub kept: Option<String>,
    /// What became of the files that it brings beside answers.
    pub files: Vec<FileReceipt>,
    /// What became of each answer.
    pub answers: Vec<AnswerReceipt>,
}

/// What became of a table of answers.
#[derive(Serialize)]
pub(super) struct TableReceipt {
    /// The name of its file.
    pub name: String,
    /// What became of each answer.
    pub answers: Vec<AnswerReceipt>,
}

/// What became of a copy of a page.
#[derive(Serialize)]
pub(super) struct CopyReceipt {
    /// The name of its file.
    pub name: String,
    /// The document.
    pub document: String,
    /// When it was saved, as the browser says.
    pub saved: String,
    /// What became of each answer.
    pub answers: Vec<AnswerReceipt>,
}

/// What became of an answer.
#[derive(Serialize)]
pub(super) struct AnswerReceipt {
    /// The slot and the model.
    pub slot: String,
    /// What became of it.
    pub outcome: Outcome,
    /// What is held now.
    pub values: Vec<String>,
}

/// A product file that was taken.
#[derive(Serialize)]
pub(super) struct ProductReceipt {
    /// The party that sent it.
    pub from: String,
    /// When the package was made.
    pub made: String,
    /// How many answers were taken along.
    pub moved: usize,
    /// The answers of this folder's party that are to review now.
    pub to_review: Vec<String>,
}

impl Report {
    /// Notes that a product file was taken.
    pub fn take_product(&mut self, desk: &Desk<'_>, newer: &NewProduct, moved: usize) {
        let ours = desk
            .table
            .iter()
            .filter(|(_, asked)| *desk.party(asked) == *desk.dossier.head.holder);
        let to_review = ours.filter(|(key, asked)| {
            matches!(desk.standings.standing(key, asked), Standing::ToReview(_))
        });
        self.product = Some(ProductReceipt {
            from: newer.from.clone(),
            made: newer.made.to_string(),
            moved,
            to_review: to_review.map(|(key, _)| key.text()).collect(),
        });
    }
}

/// Counts what became of answers.
pub(super) fn count(answers: &[AnswerReceipt]) -> BTreeMap<Outcome, usize> {
    let mut counts = BTreeMap::new();
    for answer in answers {
        *counts.entry(answer.outcome).or_default() += 1;
    }
    counts
}

pub(super) fn render(report: &Report, dry: bool) -> String {
    let mut lines = Lines::default();
    if let Some(product) = &report.product {
        add_product(&mut lines, product);
    }
    for package in &report.packages {
        let PackageReceipt {
            name, from, made, ..
        } = package;
        let before = if package.kept.is_none() {
            ", imported before"
        } else {
            ""
        };
        lines.add(format_args!("{name}: from {from}, {made}{before}"));
        add_answers(&mut lines, &package.answers);
        for file in &package.files {
            add_file(&mut lines, file);
        }
    }
    for table in &report.tables {
        lines.add(format_args!("{}:", table.name));
        add_answers(&mut lines, &table.answers);
    }
    for copy in &report.copies {
        let CopyReceipt {
            name,
            document,
            saved,
            ..
        } = copy;
        lines.add(format_args!("{name}: {document}, saved {saved}"));
        add_answers(&mut lines, &copy.answers);
    }
    if !report.again.is_empty() {
        lines.add("set aside earlier, and taken now:");
        add_answers(&mut lines, &report.again);
    }
    if !report.aside.is_empty() {
        let count = counted(report.aside.len(), "answer");
        lines.add(format_args!("aside.yaml: {count} that could not be placed"));
        for set_aside in report.aside.iter().take(SHOWN) {
            lines.add(format_args!("  {}: {}", set_aside.slot(), set_aside.why));
        }
        add_more(&mut lines, report.aside.len());
    }
    if dry {
        lines.add("nothing was written");
    }
    lines.into_text()
}

fn add_product(lines: &mut Lines, product: &ProductReceipt) {
    let ProductReceipt { from, made, .. } = product;
    lines.add(format_args!("product.yaml: that of {from}, {made}"));
    if product.moved > 0 {
        lines.add(format_args!("  {} moved", counted(product.moved, "answer")));
    }
    for slot in product.to_review.iter().take(SHOWN) {
        lines.add(format_args!("  to review: {slot}"));
    }
    add_more(lines, product.to_review.len());
}

/// Adds what became of how many answers, and lists those that somebody may want to look at.
fn add_answers(lines: &mut Lines, answers: &[AnswerReceipt]) {
    let counts = count(answers);
    let counts: Vec<String> = counts
        .iter()
        .map(|(outcome, count)| format!("{count} {}", outcome.word()))
        .collect();
    let counts = if counts.is_empty() {
        "no answers".to_owned()
    } else {
        counts.join(", ")
    };
    lines.add(format_args!("  {counts}"));
    let is_listed = |outcome| !matches!(outcome, Outcome::AlreadySo | Outcome::Unchanged);
    for outcome in Outcome::ALL.iter().filter(|outcome| is_listed(**outcome)) {
        let same = answers.iter().filter(|answer| answer.outcome == *outcome);
        let same: Vec<&AnswerReceipt> = same.collect();
        for answer in same.iter().take(SHOWN) {
            lines.add(format_args!(
                "  {}: {}{}",
                outcome.word(),
                answer.slot,
                held(&answer.values)
            ));
        }
        add_more(lines, same.len());
    }
    let is_gone =
        |one: &AnswerReceipt| one.outcome == Outcome::HeardBefore && one.values.is_empty();
    if answers.iter().any(is_gone) {
        lines.add("  what was heard before and is empty here comes back once its party confirms and sends it again");
    }
}

fn add_file(lines: &mut Lines, file: &FileReceipt) {
    let FileReceipt { path, outcome, why } = file;
    let why = why
        .as_ref()
        .map_or_else(String::new, |why| format!(": {why}"));
    lines.add(format_args!("  {}: {path}{why}", outcome.word()));
}

fn add_more(lines: &mut Lines, count: usize) {
    if let Some(more) = count.checked_sub(SHOWN).filter(|more| *more > 0) {
        lines.add(format_args!("  … and {more} more"));
    }
}

/// Returns what is held, on one line.
fn held(values: &[String]) -> String {
    let values = values.iter().map(|value| {
        let words: Vec<&str> = value.split_whitespace().collect();
        words.join(" ")
    });
    let values: Vec<String> = values.collect();
    if values.is_empty() {
        return String::new();
    }
    format!(": {}", values.join(" | "))
}
