//! Answers about one item as the text of their file.

use std::fmt::Write as _;

use super::comments::{Comments, HEADING};
use super::draft::{FilledDraft, HeldDraft};
use super::scalar::{write_inline, write_text};
use crate::answers::{AnswerKey, Digest, Item};
use crate::model::{Slot, SlotPart};
use crate::source::Text;

/// Writes the answers about one item as the text of their file: in the order of their keys, one record where models hold
/// the same, and with what people wrote beside them.
pub fn render_answers<'a>(
    item: &Item,
    answers: impl IntoIterator<Item = (&'a AnswerKey, &'a HeldDraft)>,
    comments: &Comments,
) -> String {
    let mut out = String::new();
    let _ = writeln!(
        out,
        "{HEADING}{}. Edit `answer` freely; praman keeps the other lines.",
        item.word()
    );
    write_comments(&mut out, comments.head.iter());
    if let Some(key) = item.key() {
        write_member(&mut out, item.word(), key);
    }
    let mut records = gather(answers);
    records.sort_by_key(|record| record.key);
    out.push_str(if records.is_empty() {
        "answers: []\n"
    } else {
        "answers:\n"
    });
    for record in &records {
        write_comments(&mut out, record.comments(comments));
        write_record(&mut out, item, record);
    }
    write_comments(&mut out, comments.tail.iter());
    out
}

fn write_comments<'c>(out: &mut String, comments: impl Iterator<Item = &'c String>) {
    for comment in comments {
        out.push_str(comment);
        out.push('\n');
    }
}

/// What several models hold alike in one slot.
struct Record<'a> {
    /// The first of the keys.
    key: &'a AnswerKey,
    models: Vec<&'a Text>,
    held: &'a HeldDraft,
}

impl Record<'_> {
    /// Returns what is written beside its answers, each comment once.
    fn comments<'c>(&self, comments: &'c Comments) -> impl Iterator<Item = &'c String> {
        let models = self.models.iter().map(|model| Some((*model).clone()));
        let models: Vec<Option<Text>> = models.collect();
        let models = if models.is_empty() {
            vec![None]
        } else {
            models
        };
        let mut of_record: Vec<&String> = Vec::new();
        for model in models {
            let slot = self.key.slot.clone();
            let own = comments.of.get(&AnswerKey { slot, model });
            for comment in own.into_iter().flatten() {
                if !of_record.contains(&comment) {
                    of_record.push(comment);
                }
            }
        }
        of_record.into_iter()
    }
}

/// Gathers the answers of one slot that are the same for several models.
fn gather<'a>(
    answers: impl IntoIterator<Item = (&'a AnswerKey, &'a HeldDraft)>,
) -> Vec<Record<'a>> {
    let mut records: Vec<Record<'a>> = Vec::new();
    // Where the records of the slot begin that was met last.
    let mut first = 0;
    let mut answers: Vec<_> = answers.into_iter().collect();
    answers.sort_by_key(|(key, _)| *key);
    for (key, held) in answers {
        if records.last().is_some_and(|last| last.key.slot != key.slot) {
            first = records.len();
        }
        let ours = records.get_mut(first..).unwrap_or_default();
        let same = |record: &&mut Record<'_>| record.held == held && !record.models.is_empty();
        match (ours.iter_mut().find(same), &key.model) {
            (Some(record), Some(model)) => record.models.push(model),
            (_, model) => records.push(Record {
                key,
                models: model.iter().collect(),
                held,
            }),
        }
    }
    records
}

fn write_record(out: &mut String, item: &Item, record: &Record<'_>) {
    let slot = &record.key.slot;
    let _ = writeln!(out, "- what: {}", slot.what.word());
    for (part, text) in written_parts(item, slot) {
        out.push_str("  ");
        write_member(out, part.word(), text);
    }
    if !record.models.is_empty() {
        out.push_str("  models: [");
        for (place, model) in record.models.iter().enumerate() {
            out.push_str(if place == 0 { "" } else { ", " });
            write_inline(out, model);
        }
        out.push_str("]\n");
    }
    match record.held {
        HeldDraft::Value(value) => write_value(out, value, "  "),
        HeldDraft::Conflict(values) => {
            out.push_str("  conflict:\n");
            for value in values {
                write_value(out, value, "  - ");
            }
        }
    }
}

/// Returns the parts of a slot that its record names: that of the item is named once, for the whole file.
fn written_parts<'s>(item: &Item, slot: &'s Slot) -> impl Iterator<Item = (SlotPart, &'s Text)> {
    let named = item.part();
    slot.parts().filter(move |(part, _)| Some(*part) != named)
}

/// Writes a value; `first` begins its first line, the others are indented alike.
fn write_value(out: &mut String, value: &FilledDraft, first: &str) {
    let indent = first.len();
    let _ = write!(out, "{first}answer:");
    write_text(out, &value.value, indent + 2);
    if let Some(by) = &value.by {
        let _ = write!(out, "{:indent$}", "");
        write_member(out, "by", by);
    }
    let digests = [
        ("meaning", value.meaning),
        ("wording", value.wording),
        ("on", value.on),
    ];
    for (key, digest) in digests {
        write_digest(out, key, digest, indent);
    }
}

fn write_digest(out: &mut String, key: &str, digest: Option<Digest>, indent: usize) {
    if let Some(digest) = digest {
        let _ = writeln!(out, "{:indent$}{key}: {digest}", "");
    }
}

fn write_member(out: &mut String, key: &str, text: &str) {
    let _ = write!(out, "{key}: ");
    write_inline(out, text);
    out.push('\n');
}
