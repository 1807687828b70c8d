//! Lines of JSON about a unit: what was filled in in it, round by round, and what was given up.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::journal_text::{FlatKey, read_key};
use crate::answers::{Digest, GivenUp, Unit};

/// What is wrong with a line that contradicts itself.
pub(super) const UNSOUND: &str = "its answers are not of its unit, or a round is out of bounds";

/// A line as it is written.
#[derive(Serialize)]
pub(super) struct WrittenUnit<'u, Answer> {
    unit: FlatKey<'u>,
    contents: Vec<WrittenContent<Answer>>,
    over: Vec<WrittenOver>,
}

#[derive(Serialize)]
struct WrittenContent<Answer> {
    round: u32,
    answers: Vec<Answer>,
}

#[derive(Serialize)]
struct WrittenOver {
    round: u32,
    reading: String,
}

/// A line as it is read.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ReadUnit<Answer> {
    unit: BTreeMap<String, String>,
    contents: Vec<ReadContent<Answer>>,
    over: Vec<ReadOver>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ReadContent<Answer> {
    round: u32,
    answers: Vec<Answer>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ReadOver {
    round: u32,
    reading: String,
}

/// A line as it is understood.
pub(super) struct UnderstoodUnit<Content> {
    pub(super) unit: Unit,
    /// What was filled in, by round.
    pub(super) contents: Vec<(u32, Content)>,
    pub(super) over: Vec<GivenUp>,
}

impl<'u, Answer> WrittenUnit<'u, Answer> {
    /// Gathers what is written of a unit: the answers of each round, and what was given up.
    pub(super) fn new(
        unit: &'u Unit,
        contents: impl Iterator<Item = (u32, Vec<Answer>)>,
        over: &[GivenUp],
    ) -> Self {
        let contents = contents.map(|(round, answers)| WrittenContent { round, answers });
        let over = over.iter().map(|over| WrittenOver {
            round: over.round,
            reading: over.reading.to_string(),
        });
        Self {
            unit: FlatKey(unit.key()),
            contents: contents.collect(),
            over: over.collect(),
        }
    }
}

impl<Answer> ReadUnit<Answer> {
    /// Returns the unit, its answers by round as `read` understands them, and what was given up.
    ///
    /// # Errors
    /// Returns what is wrong, for a message.
    pub(super) fn understand<Content: FromIterator<Item>, Item>(
        self,
        read: impl Fn(Answer) -> Result<Item, String>,
    ) -> Result<UnderstoodUnit<Content>, String> {
        let contents = self.contents.into_iter().map(|content| {
            let answers = content.answers.into_iter().map(&read);
            Ok((content.round, answers.collect::<Result<_, String>>()?))
        });
        let over = self.over.iter().map(read_over);
        Ok(UnderstoodUnit {
            unit: Unit::of(&read_key(self.unit)?),
            contents: contents.collect::<Result<_, String>>()?,
            over: over.collect::<Result<_, String>>()?,
        })
    }
}

fn read_over(over: &ReadOver) -> Result<GivenUp, String> {
    let reading = Digest::read(&over.reading);
    let reading = reading.ok_or_else(|| format!("`{}` is no hash", over.reading))?;
    Ok(GivenUp {
        round: over.round,
        reading,
    })
}

/// Writes a line for each unit.
pub(super) fn write_lines<'u, Answer: Serialize + 'u>(
    units: impl Iterator<Item = WrittenUnit<'u, Answer>>,
) -> String {
    let mut text = String::new();
    for unit in units {
        // Texts and numbers under texts: nothing in it can fail to be JSON.
        text.push_str(&serde_json::to_string(&unit).unwrap_or_default());
        text.push('\n');
    }
    text
}

/// Reads a text line by line.
///
/// # Errors
/// Returns what is wrong, with the number of the line, for a message.
pub(super) fn read_lines<Answer: for<'de> Deserialize<'de>, Line>(
    text: &str,
    understand: impl Fn(ReadUnit<Answer>) -> Result<Line, String>,
) -> Result<Vec<Line>, String> {
    let lines = text.lines().enumerate().map(|(place, line)| {
        let read = serde_json::from_str(line).map_err(|error| error.to_string());
        let line = read.and_then(&understand);
        line.map_err(|why| format!("line {} cannot be read: {why}", place + 1))
    });
    lines.collect()
}
