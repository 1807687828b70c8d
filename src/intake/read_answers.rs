//! Reads a file of answers.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::codes;
use super::comments::Comments;
use super::draft::{AnswersDraft, HeldDraft};
use super::fields::read_optional;
use super::records::{Record, read_record};
use crate::answers::{AnswerKey, Item};
use crate::diag::Checked;
use crate::product::{Content, Fields, Node, Notes, read_yaml};
use crate::source::{FileId, Place, Text};

/// Makes an item of its key.
type MakeItem = fn(Text) -> Item;

/// The words for the items that have a key.
const ITEMS: [(&str, MakeItem); 6] = [
    ("control", Item::Control),
    ("procedure", Item::Procedure),
    ("inventory", Item::Inventory),
    ("evidence", Item::Evidence),
    ("form", Item::Form),
    ("rule", Item::Rule),
];

/// Reads a file of answers; `None` where it holds nothing, or does not say what it is about. Records that cannot be read are
/// reported and left out.
pub fn read_answers(file: FileId, text: &str) -> Checked<Option<AnswersDraft>> {
    let Checked { value, diagnostics } = read_yaml(file, text);
    let mut notes = Notes::new(file, diagnostics);
    let root = value.filter(|root| root.content != Content::Nothing);
    let draft = root.and_then(|root| {
        let mut draft = read_root(&mut notes, &root)?;
        let answers = draft.answers.iter();
        let places = answers.map(|(key, (_, place))| (key, *place));
        draft.comments = Comments::find(&root, text, places);
        Some(draft)
    });
    Checked::new(draft, notes.diagnostics.sorted())
}

fn read_root(notes: &mut Notes, root: &Node) -> Option<AnswersDraft> {
    let known: Vec<&str> = ITEMS.iter().map(|(word, _)| *word).collect();
    let keys = [&known[..], &["answers"]].concat();
    let fields = notes.fields(root, "a file of answers", &keys);
    let item = read_item(notes, &fields)?;
    let mut answers = BTreeMap::new();
    if let Some(list) = fields.value("answers") {
        for node in records_of(notes, list) {
            if let Some(record) = read_record(notes, node, &item) {
                add(notes, &item, record, &mut answers);
            }
        }
    }
    Some(AnswersDraft {
        item,
        answers,
        comments: Comments::default(),
    })
}

/// Reads what the answers of a file are about.
fn read_item(notes: &mut Notes, fields: &Fields<'_>) -> Option<Item> {
    let named: Vec<_> = ITEMS
        .iter()
        .filter_map(|(word, make)| Some((*word, *make, fields.get(word)?)))
        .collect();
    match named.as_slice() {
        [] => Some(Item::Product),
        [(word, make, _)] => {
            let key = read_optional(notes, fields, word, "the key of what the answers are about")?;
            Some(make(key.value.into()))
        }
        [.., (_, _, last)] => {
            let place = notes.place(last.key.span);
            let words: Vec<&str> = named.iter().map(|(word, ..)| *word).collect();
            notes.report(codes::no_item(place, &words));
            None
        }
    }
}

/// Returns the records of a list; an empty list may be left out.
fn records_of<'n>(notes: &mut Notes, list: &'n Node) -> &'n [Node] {
    match &list.content {
        Content::List(records) => records,
        Content::Nothing => &[],
        Content::Text(_) | Content::Mapping(_) => {
            notes.wrong_shape(list, "`answers`", "a list of records");
            &[]
        }
    }
}

/// Adds what a record holds for each of its models.
fn add(
    notes: &mut Notes,
    item: &Item,
    record: Record,
    answers: &mut BTreeMap<AnswerKey, (HeldDraft, Place)>,
) {
    let slot = match (item, item.part(), item.key()) {
        (Item::Control(key), ..) => {
            let mut slot = record.slot;
            slot.control = Some(key.clone());
            slot
        }
        (_, Some(part), Some(key)) => record.slot.with(part, key.clone()),
        _ => record.slot,
    };
    let Some(held) = record.held else { return };
    for model in record.models {
        let slot = slot.clone();
        let key = AnswerKey { slot, model };
        let about = key.item();
        if about != *item {
            let report = codes::misplaced(record.place, &item_name(&about), &item_name(item));
            notes.report(report);
            return;
        }
        match answers.entry(key) {
            Entry::Vacant(free) => {
                free.insert((held.clone(), record.place));
            }
            Entry::Occupied(taken) => {
                let (first, text) = (taken.get().1, taken.key().text());
                notes.report(codes::twice(record.place, first, &text));
            }
        }
    }
}

/// Names an item in a message.
fn item_name(item: &Item) -> String {
    match item.key() {
        Some(key) => format!("the {} `{key}`", item.word()),
        None => "the product".to_owned(),
    }
}
