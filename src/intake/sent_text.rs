//! The answers of a package as text: JSON, one unit a line.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::journal_text::{FlatKey, read_key};
use super::unit_text::{ReadUnit, UNSOUND, WrittenUnit, read_lines, write_lines};
use crate::answers::{Content, Sent, SentAnswer, Told, Unit};

#[derive(Serialize)]
struct WrittenAnswer<'s> {
    key: FlatKey<'s>,
    answer: &'s str,
    by: &'s str,
    #[serde(skip_serializing_if = "is_false")]
    review: bool,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
fn is_false(value: &bool) -> bool {
    !*value
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ReadAnswer {
    key: BTreeMap<String, String>,
    answer: String,
    by: String,
    #[serde(default)]
    review: bool,
}

/// Writes what is sent, a line for each unit.
pub fn render_sent<'s>(sent: impl IntoIterator<Item = &'s Sent>) -> String {
    write_lines(sent.into_iter().map(written))
}

fn written(sent: &Sent) -> WrittenUnit<'_, WrittenAnswer<'_>> {
    let contents = sent
        .contents
        .iter()
        .map(|(round, answers)| (*round, answers.iter().map(written_answer).collect()));
    WrittenUnit::new(&sent.unit, contents, &sent.over)
}

fn written_answer(answer: &SentAnswer) -> WrittenAnswer<'_> {
    WrittenAnswer {
        key: FlatKey(&answer.key),
        answer: &answer.value,
        by: &answer.by,
        review: answer.to_review,
    }
}

/// Reads what was sent.
///
/// # Errors
/// Returns what is wrong, with the number of the line, for a message.
pub fn read_sent(text: &str) -> Result<Vec<Sent>, String> {
    read_lines(text, sent_of)
}

fn sent_of(read: ReadUnit<ReadAnswer>) -> Result<Sent, String> {
    let understood = read.understand(read_answer)?;
    let sent = Sent {
        unit: understood.unit,
        contents: understood.contents,
        over: understood.over,
    };
    if is_sound(&sent) {
        return Ok(sent);
    }
    Err(UNSOUND.to_owned())
}

fn read_answer(answer: ReadAnswer) -> Result<SentAnswer, String> {
    if answer.answer.is_empty() {
        return Err("an answer in it is empty".to_owned());
    }
    Ok(SentAnswer {
        key: read_key(answer.key)?,
        value: answer.answer,
        by: answer.by,
        to_review: answer.review,
    })
}

fn is_sound(sent: &Sent) -> bool {
    let mut units = sent.answers().map(|answer| Unit::of(&answer.key));
    let rounds = sent.contents.iter().map(|(round, _)| *round);
    let told = Told {
        unit: sent.unit.clone(),
        contents: rounds.map(|round| (round, Content::default())).collect(),
        over: sent.over.clone(),
    };
    told.is_sound() && units.all(|unit| unit == sent.unit)
}
