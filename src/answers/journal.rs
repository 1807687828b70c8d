//! Lines of a journal: every change of an answer, with who made it, when and why.

use std::collections::BTreeMap;
use std::fmt;

use super::change::{Cause, Change};
use super::filled::{Filled, Held};
use super::key::AnswerKey;
use super::set::AnswerSet;
use crate::model::Date;

/// A moment to the second, in UTC: `2026-11-29T10:11:12Z`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(String);

/// A line of a journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JournalLine {
    /// When the change was made.
    pub when: Timestamp,
    /// The key of the person who made it.
    pub who: String,
    /// The number of the command that made it, from 1; the changes of one command are taken back together.
    pub command: usize,
    /// What caused it.
    pub cause: Cause,
    /// What changed.
    pub change: Change,
    /// The reason, where one was given.
    pub why: Option<String>,
}

impl Timestamp {
    /// Reads a moment as it is printed.
    pub fn read(text: &str) -> Option<Self> {
        let (date, time) = text.split_once('T')?;
        let day = Date::parse(date).filter(|day| day.to_string().len() == 10);
        let mut parts = time.strip_suffix('Z')?.split(':');
        let mut part = |below: u8| {
            let part = parts.next()?;
            let digits = part.len() == 2 && part.bytes().all(|digit| digit.is_ascii_digit());
            part.parse::<u8>().ok().filter(|n| digits && *n < below)
        };
        let time = [part(24), part(60), part(60)]
            .into_iter()
            .all(|n| n.is_some());
        let fits = day.is_some() && time && parts.next().is_none();
        fits.then(|| Self(text.to_owned()))
    }

    /// Returns its text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Returns what the lines of a journal lead to.
pub fn replay<'e>(lines: impl IntoIterator<Item = &'e JournalLine>) -> AnswerSet {
    let mut set = AnswerSet::default();
    for line in lines {
        let Change { key, after, .. } = &line.change;
        set.set(key.clone(), after.clone());
    }
    set
}

/// Returns all that each slot ever held, the oldest first, each value once.
pub fn histories<'e>(
    lines: impl IntoIterator<Item = &'e JournalLine>,
) -> BTreeMap<AnswerKey, Vec<Filled>> {
    let mut histories: BTreeMap<AnswerKey, Vec<Filled>> = BTreeMap::new();
    for line in lines {
        let Change { key, before, after } = &line.change;
        let held = before.iter().chain(after).flat_map(Held::values);
        let history = histories.entry(key.clone()).or_default();
        for value in held {
            if !history.contains(value) {
                history.push(value.clone());
            }
        }
    }
    histories
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_read_as_they_are_printed() {
        assert!(Timestamp::read("2026-11-29T10:11:12Z").is_some());
        for wrong in [
            "2026-11-29",
            "2026-11T10:11:12Z",
            "2026-11-31T10:11:12Z",
            "2026-11-29T24:11:12Z",
            "2026-11-29T10:11:12",
            "2026-11-29T10:11:12:13Z",
            "2026-11-29T10:+1:12Z",
        ] {
            assert_eq!(Timestamp::read(wrong), None, "{wrong}");
        }
    }
}
