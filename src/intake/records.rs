//! Reads one record of a file of answers.

use super::codes;
use super::draft::{FilledDraft, HeldDraft};
use super::fields::{read_optional, read_required, read_word, understand};
use crate::answers::{Digest, Item};
use crate::model::{Slot, SlotPart, SlotWord};
use crate::product::{Content, Fields, Node, Notes, unknown_key};
use crate::source::{Place, Text};

/// The keys of a value.
const VALUE_KEYS: [&str; 5] = ["answer", "by", "meaning", "wording", "on"];

/// Something cannot be read, which has been reported.
struct Reported;

/// A record: a slot without what its file is about, the models, and what they hold.
pub(super) struct Record {
    /// The slot.
    pub slot: Slot,
    /// The models; `None` alone where the slot is about no model.
    pub models: Vec<Option<Text>>,
    /// What they hold; `None` where the answer was emptied.
    pub held: Option<HeldDraft>,
    /// Where the record is.
    pub place: Place,
}

/// Reads a record; `None` where it cannot be read, which is reported.
pub(super) fn read_record(notes: &mut Notes, node: &Node, item: &Item) -> Option<Record> {
    let before = notes.diagnostics.len();
    let keys: Vec<&str> = part_words(item)
        .chain(["what", "models", "conflict"])
        .chain(VALUE_KEYS)
        .collect();
    let about = item.word();
    let unknown = |place, key: &str| {
        let report = unknown_key(place, key, "a record of answers", keys.iter().copied());
        if key == about {
            report.help(format!(
                "the file names the {about} once, above the records; answers about another one belong in its file"
            ))
        } else {
            report
        }
    };
    let fields = notes.fields_or(
        node,
        "a record of answers",
        |key| keys.contains(&key),
        unknown,
    );
    if notes.diagnostics.len() > before {
        return None;
    }
    let slot = read_slot(notes, &fields, node, item);
    let models = read_models(notes, &fields);
    let held = read_held(notes, &fields, node);
    Some(Record {
        slot: slot?,
        models: models?,
        held: held.ok()?,
        place: notes.place(node.span),
    })
}

/// Returns the words of the parts that a record can name: that of the item is named once, for the whole file.
fn part_words(item: &Item) -> impl Iterator<Item = &'static str> {
    let named = item.part();
    let parts = SlotPart::ALL.iter().copied();
    let parts = parts.filter(move |part| Some(*part) != named);
    parts.map(SlotPart::word)
}

fn read_slot(notes: &mut Notes, fields: &Fields<'_>, node: &Node, item: &Item) -> Option<Slot> {
    let expected = "what is filled in, such as `response` or `verdict`";
    let slot_word = read_required(notes, fields, ["this record", "what", expected], node.span)?;
    let words = SlotWord::words();
    let slot_word = understand(
        notes,
        slot_word,
        ["`what`", expected],
        words,
        SlotWord::from_word,
    )?;
    let mut slot = Slot::of_product(slot_word);
    for word in part_words(item).filter(|word| fields.get(word).is_some()) {
        let text = read_optional(notes, fields, word, "a key")?;
        if let Some(part) = SlotPart::from_word(word) {
            slot = slot.with(part, text.value);
        }
    }
    Some(slot)
}

fn read_models(notes: &mut Notes, fields: &Fields<'_>) -> Option<Vec<Option<Text>>> {
    let Some(node) = fields.value("models") else {
        return Some(vec![None]);
    };
    let expected = "a list of models such as `[NS-4210]`";
    let is_empty = matches!(&node.content, Content::List(models) if models.is_empty());
    if is_empty {
        notes.wrong_shape(node, "`models`", expected);
        return None;
    }
    let mut models = Vec::new();
    for part in node.parts() {
        let model = read_word(notes, part, "`models`", expected)?;
        models.push(Some(Text::from(model.value)));
    }
    Some(models)
}

/// Reads what a record holds; `None` where the answer was emptied.
fn read_held(
    notes: &mut Notes,
    fields: &Fields<'_>,
    node: &Node,
) -> Result<Option<HeldDraft>, Reported> {
    let place = notes.place(node.span);
    match (fields.get("answer"), fields.value("conflict")) {
        (Some(answer), Some(_)) => {
            let place = notes.place(answer.key.span);
            notes.report(codes::value_and_conflict(place));
            Err(Reported)
        }
        (None, None) => {
            notes.report(codes::no_values(place));
            Err(Reported)
        }
        (Some(_), None) => Ok(read_value(notes, fields)?.map(HeldDraft::Value)),
        (None, Some(conflict)) => read_conflict(notes, conflict).map(Some),
    }
}

fn read_conflict(notes: &mut Notes, node: &Node) -> Result<HeldDraft, Reported> {
    let mut values = Vec::new();
    for part in node.parts() {
        let before = notes.diagnostics.len();
        let fields = notes.fields(part, "a value in conflict", &VALUE_KEYS);
        if notes.diagnostics.len() > before {
            return Err(Reported);
        }
        values.extend(read_value(notes, &fields)?);
    }
    if values.len() < 2 {
        let place = notes.place(node.span);
        notes.report(codes::small_conflict(place));
        return Err(Reported);
    }
    Ok(HeldDraft::Conflict(values))
}

/// Reads a value with its lines; `None` where it is empty.
fn read_value(notes: &mut Notes, fields: &Fields<'_>) -> Result<Option<FilledDraft>, Reported> {
    let value = match fields.value("answer").map(|node| (node, &node.content)) {
        Some((_, Content::Text(text))) => text.clone(),
        None | Some((_, Content::Nothing)) => String::new(),
        Some((node, Content::List(_) | Content::Mapping(_))) => {
            notes.wrong_shape(node, "`answer`", "a text");
            return Err(Reported);
        }
    };
    let before = notes.diagnostics.len();
    let by = read_optional(notes, fields, "by", "the key of a person");
    let by = by.map(|by| by.value.to_owned());
    let mut digest = |key| read_digest(notes, fields, key);
    let (meaning, wording, on) = (digest("meaning"), digest("wording"), digest("on"));
    if notes.diagnostics.len() > before {
        return Err(Reported);
    }
    let filled = FilledDraft {
        value,
        meaning,
        wording,
        on,
        by,
    };
    Ok(Some(filled).filter(|filled| !filled.value.is_empty()))
}

fn read_digest(notes: &mut Notes, fields: &Fields<'_>, key: &str) -> Option<Digest> {
    const EXPECTED: &str = "32 hexadecimal digits";
    let word = read_optional(notes, fields, key, EXPECTED)?;
    let context = format!("`{key}`");
    understand(
        notes,
        word,
        [&context, EXPECTED],
        std::iter::empty(),
        Digest::read,
    )
}
