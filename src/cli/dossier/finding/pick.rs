//! Finds findings, and writes their parts.

use super::arguments::Written;
use crate::answers::{AnswerKey, Cause, Digest, Filled, Finding, FindingField, Held, findings};
use crate::cli::dossier::change::Author;
use crate::cli::dossier::desk::Desk;
use crate::cli::dossier::finding_codes as codes;
use crate::cli::evidence::day_of;
use crate::diag::Diagnostic;
use crate::model::Date;

/// Fields of a part; `None` leaves a field as it is, and an empty text empties it.
pub(super) type Fields = Vec<(FindingField, Option<String>)>;

/// Finds the finding of a number or an id.
///
/// # Errors
/// Reports a name that none has, or several.
pub(super) fn pick(desk: &Desk<'_>, named: &str) -> Result<Finding, Box<Diagnostic>> {
    let all = findings(desk.answers);
    let known = all.iter().map(|one| name_among(&all, one));
    let known: Vec<String> = known.collect();
    let is_named = |one: &Finding| *one.id == *named || one.number() == named;
    let mut named_so = all.into_iter().filter(is_named);
    match (named_so.next(), named_so.next()) {
        (Some(finding), None) => Ok(finding),
        (None, _) | (Some(_), Some(_)) => Err(Box::new(codes::no_finding(named, &known))),
    }
}

/// Returns the name by which a finding is found: its number, or its id where another one has the number.
fn name_among(all: &[Finding], finding: &Finding) -> String {
    let same = all
        .iter()
        .filter(|other| other.number() == finding.number());
    if same.count() > 1 {
        return finding.id.to_string();
    }
    finding.number().to_owned()
}

/// Returns the day on which something was written: the one that is named, or today.
///
/// # Errors
/// Reports a day that does not exist, and a computer without a clock.
pub(super) fn day(by: &Written) -> Result<String, Box<Diagnostic>> {
    if let Some(named) = by.date.as_deref() {
        return check_date(named).map(str::to_owned);
    }
    let today = day_of(None);
    let today = today.ok_or_else(|| Box::new(crate::cli::dossier::no_clock()))?;
    Ok(today.to_string())
}

/// Reports a date that does not exist.
pub(super) fn check_date(date: &str) -> Result<&str, Box<Diagnostic>> {
    let is_day = Date::parse(date).is_some_and(|date| date.day.is_some());
    if is_day {
        return Ok(date);
    }
    let why = format!("`{date}` is no date");
    Err(Box::new(codes::not_so(why, "write it as in `2026-12-24`")))
}

/// Reports a text that says nothing.
pub(super) fn check_text(text: &str, name: &str) -> Result<(), Box<Diagnostic>> {
    if !text.trim().is_empty() {
        return Ok(());
    }
    let why = format!("{name} is empty");
    Err(Box::new(codes::not_so(why, "write what is to be said")))
}

/// Writes fields of a part of a finding, given by its key.
///
/// # Errors
/// Reports that another party writes the part.
pub(super) fn write_part(
    desk: &Desk<'_>,
    author: &mut Author<'_>,
    part: &AnswerKey,
    fields: &[(FindingField, Option<String>)],
) -> Result<(), Box<Diagnostic>> {
    author.may_answer(part).map_err(Box::new)?;
    for (field, value) in fields {
        let Some(value) = value else { continue };
        let key = part.finding_field(*field);
        let value = Some(value.as_str()).filter(|value| !value.is_empty());
        if desk.asked(&key).is_some() {
            author.fill(&key, value, Cause::Finding, None);
            continue;
        }
        if value.is_none() && desk.answers.get(&key).is_none() {
            continue;
        }
        let held = value.map(|value| Held::Value(unasked(value, author.person())));
        author.set(&key, held, Cause::Finding, None);
    }
    Ok(())
}

/// Returns a value for which no document asks.
fn unasked(value: &str, by: &str) -> Filled {
    Filled {
        value: value.to_owned(),
        meaning: Digest::of(""),
        wording: Digest::of(""),
        on: None,
        by: by.to_owned(),
    }
}
