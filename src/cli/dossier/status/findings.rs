//! The open findings of a dossier for people.

use super::counts::Report;
use crate::answers::{Finding, FindingField};
use crate::cli::table::render_table;
use crate::cli::terminal::{Lines, Look};
use crate::model::Date;

/// Adds how many findings each party raised that are open, and how many wait for it.
pub(super) fn add_finding_counts(lines: &mut Lines, report: &Report<'_>, look: Look) {
    if report.findings.is_empty() {
        return;
    }
    let heading = ["findings", "open", "to answer", "to verify"];
    let rows = report.parties.iter().map(|(party, counts)| {
        let numbers = [
            counts.findings_open,
            counts.findings_to_answer,
            counts.findings_to_verify,
        ];
        (party, numbers)
    });
    let rows = rows.filter(|(_, numbers)| numbers.iter().any(|number| *number > 0));
    let rows = rows.map(|(party, numbers)| {
        let numbers = numbers.iter().map(ToString::to_string);
        std::iter::once(party.to_string()).chain(numbers).collect()
    });
    let rows: Vec<Vec<String>> = rows.collect();
    lines.add("");
    lines.add_text(&render_table(&heading, &rows, look));
}

/// Returns a line for each open finding: what it is, how it stands, and what it says.
pub(super) fn findings_words(report: &Report<'_>, today: Date) -> Vec<String> {
    let findings = report.findings.iter();
    findings.map(|(one, _)| words(one, today)).collect()
}

fn words(finding: &Finding, today: Date) -> String {
    let Finding { from, to, .. } = finding;
    let due = finding.due();
    let due = due.map_or_else(String::new, |due| format!(", until {due}"));
    let overdue = if finding.is_overdue(today) {
        ", overdue"
    } else {
        ""
    };
    let text: Vec<&str> = finding
        .raised
        .text(FindingField::Text)
        .split_whitespace()
        .collect();
    format!(
        "{} {}, {from} to {to}, {}{due}{overdue}, about {}\n    {}",
        finding.number(),
        finding.class(),
        finding.state().word(),
        finding.raised.text(FindingField::About),
        text.join(" ")
    )
}
