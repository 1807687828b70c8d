//! What one dossier tells another, as text: JSON, one unit a line.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::journal_text::{
    FlatKey, ReadFilled, WrittenFilled, read_key, read_value, written_value,
};
use super::unit_text::{ReadUnit, UNSOUND, WrittenUnit, read_lines, write_lines};
use crate::answers::{AnswerKey, Content, Filled, Told};

/// What is told of a unit, as it is written.
pub(super) type WrittenTold<'t> = WrittenUnit<'t, WrittenAnswer<'t>>;

/// What is told of a unit, as it is read.
pub(super) type ReadTold = ReadUnit<ReadAnswer>;

#[derive(Serialize)]
pub(super) struct WrittenAnswer<'t> {
    key: FlatKey<'t>,
    held: WrittenFilled<'t>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ReadAnswer {
    key: BTreeMap<String, String>,
    held: ReadFilled,
}

/// Writes what is told, a line for each unit.
pub fn render_told(told: &[Told]) -> String {
    write_lines(told.iter().map(written_told))
}

pub(super) fn written_told(told: &Told) -> WrittenTold<'_> {
    let contents = told
        .contents
        .iter()
        .map(|(round, content)| (*round, content.iter().map(written_answer).collect()));
    WrittenUnit::new(&told.unit, contents, &told.over)
}

fn written_answer<'t>((key, filled): (&'t AnswerKey, &'t Filled)) -> WrittenAnswer<'t> {
    WrittenAnswer {
        key: FlatKey(key),
        held: written_value(filled),
    }
}

/// Reads what is told.
///
/// # Errors
/// Returns what is wrong, with the number of the line, for a message.
pub fn read_told(text: &str) -> Result<Vec<Told>, String> {
    read_lines(text, told_of)
}

/// Understands what is told.
///
/// # Errors
/// Returns what is wrong with it, for a message.
pub(super) fn told_of(read: ReadTold) -> Result<Told, String> {
    let understood = read.understand::<Content, _>(|answer: ReadAnswer| {
        Ok((read_key(answer.key)?, read_value(answer.held)?))
    })?;
    let told = Told {
        unit: understood.unit,
        contents: understood.contents,
        over: understood.over,
    };
    if told.is_sound() {
        return Ok(told);
    }
    Err(UNSOUND.to_owned())
}
