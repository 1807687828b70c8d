//! Lines of a journal: one JSON object each.

use std::collections::BTreeMap;

use serde::ser::SerializeMap;
use serde::{Deserialize, Serialize, Serializer};

use crate::answers::{AnswerKey, Cause, Change, Digest, Filled, Held, JournalLine, Timestamp};
use crate::model::{Slot, SlotPart, SlotWord};
use crate::source::Text;

/// A line as it is written.
#[derive(Serialize)]
struct WrittenLine<'l> {
    n: usize,
    when: &'l str,
    who: &'l str,
    command: usize,
    cause: Cause,
    key: FlatKey<'l>,
    before: Option<WrittenHeld<'l>>,
    after: Option<WrittenHeld<'l>>,
    prev: &'l str,
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<&'l str>,
}

/// A key as one mapping of words.
pub(super) struct FlatKey<'l>(pub &'l AnswerKey);

#[derive(Serialize)]
#[serde(untagged)]
enum WrittenHeld<'l> {
    Value(WrittenFilled<'l>),
    Conflict { conflict: Vec<WrittenFilled<'l>> },
}

/// What somebody filled in, as it is written.
#[derive(Serialize)]
pub(super) struct WrittenFilled<'l> {
    answer: &'l str,
    by: &'l str,
    meaning: String,
    wording: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    on: Option<String>,
}

/// A line as it is read.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ReadLine {
    n: usize,
    when: String,
    who: String,
    #[serde(default)]
    command: usize,
    cause: String,
    key: BTreeMap<String, String>,
    before: Option<ReadHeld>,
    after: Option<ReadHeld>,
    prev: String,
    why: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum ReadHeld {
    Value(ReadFilled),
    Conflict { conflict: Vec<ReadFilled> },
}

/// What somebody filled in, as it is read.
#[derive(Deserialize)]
pub(super) struct ReadFilled {
    answer: String,
    by: String,
    meaning: String,
    wording: String,
    on: Option<String>,
}

/// A line with its place in the chain.
pub(super) struct ChainedLine {
    /// Its number, from 1.
    pub number: usize,
    /// The hash of the line before it.
    pub prev: String,
    /// The line.
    pub line: JournalLine,
}

/// Writes a line, without its end.
pub(super) fn write_line(number: usize, prev: &str, line: &JournalLine) -> String {
    let Change { key, before, after } = &line.change;
    let line = WrittenLine {
        n: number,
        when: line.when.as_str(),
        who: &line.who,
        command: line.command,
        cause: line.cause,
        key: FlatKey(key),
        before: before.as_ref().map(written),
        after: after.as_ref().map(written),
        prev,
        why: line.why.as_deref(),
    };
    // Texts and numbers under texts: nothing in it can fail to be JSON.
    serde_json::to_string(&line).unwrap_or_default()
}

/// Reads a line.
///
/// # Errors
/// Returns what is wrong with it, for a message.
pub(super) fn read_line(text: &str) -> Result<ChainedLine, String> {
    let line: ReadLine = serde_json::from_str(text).map_err(|error| error.to_string())?;
    let when = Timestamp::read(&line.when);
    let when = when.ok_or("`when` is no moment such as `2026-01-31T10:00:00Z`")?;
    let cause = Cause::from_word(&line.cause).ok_or("its `cause` is none that there is")?;
    let change = Change {
        key: read_key(line.key)?,
        before: line.before.map(read_held).transpose()?,
        after: line.after.map(read_held).transpose()?,
    };
    Ok(ChainedLine {
        number: line.n,
        prev: line.prev,
        line: JournalLine {
            when,
            who: line.who,
            command: line.command,
            cause,
            change,
            why: line.why,
        },
    })
}

impl Serialize for FlatKey<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let AnswerKey { slot, model } = self.0;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("what", slot.what.word())?;
        if let Some(control) = &slot.control {
            map.serialize_entry("control", control)?;
        }
        for (part, text) in slot.parts() {
            map.serialize_entry(part.word(), text)?;
        }
        if let Some(model) = model {
            map.serialize_entry("model", model)?;
        }
        map.end()
    }
}

fn written(held: &Held) -> WrittenHeld<'_> {
    match held {
        Held::Value(value) => WrittenHeld::Value(written_value(value)),
        Held::Conflict(values) => WrittenHeld::Conflict {
            conflict: values.iter().map(written_value).collect(),
        },
    }
}

pub(super) fn written_value(filled: &Filled) -> WrittenFilled<'_> {
    WrittenFilled {
        answer: &filled.value,
        by: &filled.by,
        meaning: filled.meaning.to_string(),
        wording: filled.wording.to_string(),
        on: filled.on.map(|on| on.to_string()),
    }
}

pub(super) fn read_key(words: BTreeMap<String, String>) -> Result<AnswerKey, String> {
    let what = words.get("what").and_then(|what| SlotWord::from_word(what));
    let mut slot = Slot::of_product(what.ok_or("`what` of its key is none that there is")?);
    let mut model = None;
    for (word, text) in words {
        match (word.as_str(), SlotPart::from_word(&word)) {
            ("what", _) => {}
            ("control", _) => slot.control = Some(text.into()),
            ("model", _) => model = Some(Text::from(text)),
            (_, Some(part)) => slot = slot.with(part, text),
            (_, None) => return Err(format!("`{word}` is no part of a key")),
        }
    }
    Ok(AnswerKey { slot, model })
}

fn read_held(held: ReadHeld) -> Result<Held, String> {
    let values = match held {
        ReadHeld::Value(value) => vec![value],
        ReadHeld::Conflict { conflict } => conflict,
    };
    let values: Result<Vec<Filled>, String> = values.into_iter().map(read_value).collect();
    Held::gather(values?).ok_or_else(|| "its conflict holds no value".to_owned())
}

pub(super) fn read_value(value: ReadFilled) -> Result<Filled, String> {
    let digest = |text: &str| {
        let digest = Digest::read(text);
        digest.ok_or_else(|| format!("`{text}` is no hash of 32 hexadecimal digits"))
    };
    Ok(Filled {
        meaning: digest(&value.meaning)?,
        wording: digest(&value.wording)?,
        on: value.on.as_deref().map(digest).transpose()?,
        value: value.answer,
        by: value.by,
    })
}
