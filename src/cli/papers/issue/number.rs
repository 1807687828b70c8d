//! The number of an issue.

use super::arguments::IssueArguments;
use crate::answers::paper_records;
use crate::cli::papers::codes;
use crate::cli::papers::paper::Press;
use crate::diag::Diagnostic;
use crate::model::Date;

/// Chooses the number of an issue: the one that is given or filled in, otherwise that of the issue before it.
pub(super) fn choose_number(
    press: &Press<'_, '_>,
    arguments: &IssueArguments,
    date: Date,
) -> Result<Option<String>, Box<Diagnostic>> {
    let paper = press.paper;
    let patterns = press.laboratory().map(|laboratory| &laboratory.numbers);
    let pattern = patterns.and_then(|patterns| patterns.get(&paper.key));
    let given = arguments.number.as_deref().map(|given| {
        let is_bare = given.bytes().all(|byte| byte.is_ascii_digit());
        match pattern.filter(|_| is_bare) {
            Some(pattern) => fill_pattern(pattern, given, date),
            None => given.to_owned(),
        }
    });
    if let (Some(given), Some(filled)) = (&given, &paper.number)
        && given != filled
    {
        return Err(Box::new(codes::two_numbers(&paper.key, given, filled)));
    }
    let before = paper.record.issues.last();
    let before = before.and_then(|before| before.issued.number.clone());
    let number = given.or_else(|| paper.number.clone()).or(before);
    if let Some(number) = &number {
        check_free(press, number)?;
    }
    Ok(number)
}

/// Writes a number in the form of a pattern: `NTL/{year}/{number}`.
fn fill_pattern(pattern: &str, number: &str, date: Date) -> String {
    pattern
        .replace("{number}", number)
        .replace("{year}", &format!("{:04}", date.year))
        .replace("{month}", &format!("{:02}", date.month))
}

/// Reports a number that another paper of the dossier has.
fn check_free(press: &Press<'_, '_>, number: &str) -> Result<(), Box<Diagnostic>> {
    let records = paper_records(press.dossier.journal.exchanges());
    let mut others = records.iter().filter(|(key, _)| **key != press.paper.key);
    let taken_by = others.find(|(_, record)| {
        let mut issues = record.issues.iter();
        issues.any(|one| one.issued.number.as_deref() == Some(number))
    });
    match taken_by {
        Some((other_paper, _)) => Err(Box::new(codes::number_taken(
            &press.paper.key,
            number,
            other_paper,
        ))),
        None => Ok(()),
    }
}

#[cfg(test)]
#[expect(
    clippy::unwrap_used,
    reason = "a test may stop where its own data is wrong"
)]
mod tests {
    use super::*;

    #[test]
    fn numbers_follow_the_pattern_of_the_laboratory() {
        let date = Date::parse("2026-02-03").unwrap();
        assert_eq!(
            fill_pattern("NTL/{year}/{month}/{number}", "14", date),
            "NTL/2026/02/14"
        );
    }
}
