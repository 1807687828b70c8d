//! The rows of `praman list words`: the words of the language, for people who write it and for editors that help them.

use serde::Serialize;

use super::listed::{Listed, cells};
use crate::syntax::ast::{Block, Context, FieldInfo, ItemKind};

/// A word of the language: the keyword of an item, or a field.
#[derive(Debug, Serialize)]
pub(super) struct WordRow {
    /// The item or the part of an item that the word stands in; `null` for the keyword of an item.
    #[serde(rename = "in")]
    pub context: Option<&'static str>,
    pub word: &'static str,
    /// How often it is given; of an item, whether it has a block.
    pub times: &'static str,
    /// What follows it.
    pub holds: &'static str,
    /// The rule of the language that describes it.
    pub rule: String,
}

impl Listed for WordRow {
    const HEADING: &'static [&'static str] = &["in", "word", "times", "rule", "holds"];

    fn cells(&self) -> Vec<String> {
        let context = self.context.unwrap_or("a file");
        cells([context, self.word, self.times, &self.rule, self.holds])
    }
}

/// Lists the items in alphabetical order, then the fields of each in the order in which they are usually written.
pub(super) fn list_words() -> Vec<WordRow> {
    let fields = Context::all().flat_map(|context| {
        context
            .fields()
            .into_iter()
            .map(move |field| field_row(context, field))
    });
    ItemKind::ALL
        .into_iter()
        .map(item_row)
        .chain(fields)
        .collect()
}

fn item_row(kind: ItemKind) -> WordRow {
    let spec = kind.spec();
    WordRow {
        context: None,
        word: spec.keyword,
        times: match spec.block {
            Block::None => "no block",
            Block::Allowed => "block may be left out",
            Block::Needed => "with a block",
        },
        holds: spec.written,
        rule: rule_name(spec.rule),
    }
}

fn field_row(context: Context, field: &'static FieldInfo) -> WordRow {
    WordRow {
        context: Some(context.name()),
        word: field.word,
        times: field.times(),
        holds: field.holds,
        rule: rule_name(field.rule),
    }
}

fn rule_name(number: u16) -> String {
    format!("L-{number:03}")
}
