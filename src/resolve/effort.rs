//! Resolves effort: how long work takes (L-164).

use super::reader::{DraftReader, unknown_word};
use crate::diag::{Diagnostic, codes};
use crate::model::Effort;
use crate::source::Place;
use crate::syntax::ast::EffortDraft;

codes! {
    WRONG_EFFORT = error("P0253", "effort that cannot be counted in minutes"),
    EFFORT_TWICE = error("P0254", "effort that is given twice"),
    NO_ENTRIES = error("P0255", "effort per entry without entries"),
}

/// A working day has 8 hours.
const UNITS: [(&str, u64); 3] = [("min", 1), ("h", 60), ("d", 480)];
const PER: [&str; 3] = ["run", "entry", "unattended"];

/// Whose effort is read.
#[derive(Debug, Clone, Copy)]
pub(super) enum Effortful<'k> {
    /// Something that is done for each entry.
    PerEntry,
    /// A procedure without an inventory, with its key.
    Procedure(&'k str),
    /// A case that is carried out once, with its key.
    CaseOnce(&'k str),
}

pub(super) fn resolve_effort(
    reader: &mut DraftReader<'_>,
    drafts: &[EffortDraft],
    of: Effortful<'_>,
) -> Effort {
    let mut effort = Effort::default();
    let mut given: Vec<&str> = Vec::with_capacity(drafts.len());
    for draft in drafts {
        let per = reader.word(draft.per);
        let place = reader.place(draft.per.span);
        if given.contains(&per) {
            reader.report(effort_twice(place, per));
            continue;
        }
        given.push(per);
        let minutes = resolve_minutes(reader, draft).unwrap_or(0);
        match per {
            "run" => effort.per_run = minutes,
            "unattended" => effort.unattended = minutes,
            "entry" => match of {
                Effortful::PerEntry => effort.per_entry = minutes,
                // The inventory may be what is missing.
                _ if reader.item.item.is_incomplete() => {}
                Effortful::Procedure(key) => reader.report(no_entries(place, key)),
                Effortful::CaseOnce(key) => reader.report(no_entry_of_case(place, key)),
            },
            _ => {
                let noun = "a measure of effort";
                reader.report(unknown_word(place, per, noun, &PER));
            }
        }
    }
    effort
}

/// Converts hours and days to whole minutes. Less than a minute counts as one.
fn resolve_minutes(reader: &mut DraftReader<'_>, draft: &EffortDraft) -> Option<u32> {
    let unit = reader.word(draft.unit);
    let Some((_, minutes)) = UNITS.iter().find(|(word, _)| *word == unit) else {
        let place = reader.place(draft.unit.span);
        let words = UNITS.map(|(word, _)| word);
        reader.report(unknown_word(place, unit, "a unit of effort", &words));
        return None;
    };
    let amount = reader.word(draft.amount);
    let counted = count_minutes(amount, *minutes);
    let place = reader.place(draft.amount.span);
    match counted {
        Some(0) => reader.report(no_effort(place, amount, unit)),
        Some(_) => {}
        None => reader.report(wrong_effort(place, amount)),
    }
    counted
}

fn count_minutes(amount: &str, minutes: u64) -> Option<u32> {
    let (whole, decimals) = amount.split_once('.').unwrap_or((amount, ""));
    let scale = 10_u64.checked_pow(u32::try_from(decimals.len()).ok()?)?;
    let whole: u64 = whole.parse().ok()?;
    let part: u64 = if decimals.is_empty() {
        0
    } else {
        decimals.parse().ok()?
    };
    let scaled = whole.checked_mul(scale)?.checked_add(part)?;
    let total = scaled.checked_mul(minutes)?.div_ceil(scale);
    u32::try_from(total).ok()
}

fn wrong_effort(place: Place, amount: &str) -> Diagnostic {
    let message = format!("`{amount}` is too large or too precise to be counted in minutes");
    Diagnostic::at(&WRONG_EFFORT, place, message)
}

fn no_effort(place: Place, amount: &str, unit: &str) -> Diagnostic {
    let message = format!("`{amount} {unit}` is not a length of time: expected at least a minute");
    Diagnostic::at(&WRONG_EFFORT, place, message).help("write how long it takes, or leave it out")
}

fn effort_twice(place: Place, per: &str) -> Diagnostic {
    let per = if per == "unattended" {
        "the unattended effort".to_owned()
    } else {
        format!("the effort per {per}")
    };
    Diagnostic::at(&EFFORT_TWICE, place, format!("{per} is given twice"))
        .help("add the two together")
}

fn no_entries(place: Place, procedure: &str) -> Diagnostic {
    let message =
        format!("the procedure `{procedure}` examines no entries, so it has no effort per entry");
    Diagnostic::at(&NO_ENTRIES, place, message)
        .help("write `per run`, or give the procedure an `inventory`")
}

fn no_entry_of_case(place: Place, case: &str) -> Diagnostic {
    let message = format!("the case `{case}` is carried out once, so it has no effort per entry");
    Diagnostic::at(&NO_ENTRIES, place, message).help("write `per run`, or remove `once`")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn efforts_are_counted_in_minutes() {
        assert_eq!(count_minutes("1.5", 60), Some(90));
        assert_eq!(count_minutes("0.25", 60), Some(15));
        assert_eq!(count_minutes("2", 480), Some(960));
        assert_eq!(count_minutes("0.01", 60), Some(1));
        assert_eq!(count_minutes("99999999999", 60), None);
        assert_eq!(count_minutes("1.00000000000000000000001", 60), None);
    }
}
