//! The questions that sections of forms ask of people, with room for the answers.

use serde::Serialize;

use super::blanks::{item_slot, part_slot};
use crate::model::{Ask, AskKind, BlankKind, Choice, Form, Section};
use crate::source::Text;

/// A question of a section.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct AskView {
    /// The key within its section.
    pub key: Text,
    /// The question.
    pub title: Text,
    /// More about it, in the author's Markdown.
    pub about: Option<Text>,
    /// The kind of answer.
    pub kind: AskedFor,
    /// The blanks of the answer, in the order in which they are filled in.
    pub blanks: Vec<AskBlank>,
}

/// A blank for a part of an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct AskBlank {
    /// Its label, in a few words.
    pub label: &'static str,
    /// The shape of what is filled in.
    pub kind: BlankShape,
    /// The choices; empty if there are none.
    pub options: Vec<ChoiceView>,
    /// The slot.
    pub slot: String,
}

/// The kind of answer to a question of a section.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum AskedFor {
    /// One of some choices.
    Choice,
    /// Something written, drawn or signed.
    #[serde(untagged)]
    Blank(BlankKind),
}

/// The shape of what is filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum BlankShape {
    /// A few words.
    Text,
    /// Some lines.
    Lines,
    /// One of some choices.
    Choice,
    /// A diagram or photograph.
    Drawing,
    /// A signature.
    Signature,
}

/// An answer to choose from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ChoiceView {
    /// The key; of an answer, its value in a product file.
    pub key: Text,
    /// The words printed.
    pub title: String,
}

/// The choices of a check.
const CHECKED: [(&str, &str); 3] = [("yes", "yes"), ("no", "no"), ("not-needed", "not needed")];

pub(super) fn view_ask(form: &Form, section: &Section, ask: &Ask) -> AskView {
    let slot = format!("{}.{}.{}", form.key, section.key, ask.key);
    AskView {
        key: ask.key.clone(),
        title: ask.title.clone(),
        about: ask.about.clone(),
        kind: match &ask.kind {
            AskKind::Blank(blank) => AskedFor::Blank(*blank),
            AskKind::OneOf(_) => AskedFor::Choice,
        },
        blanks: view_blanks(&ask.kind, &slot),
    }
}

fn view_blanks(kind: &AskKind, item: &str) -> Vec<AskBlank> {
    let blank = |label, kind, slot| AskBlank {
        label,
        kind,
        options: Vec::new(),
        slot,
    };
    let whole = |kind| blank("Answer", kind, item_slot("ask", item));
    let part = |key: &str, label, kind| blank(label, kind, part_slot("ask", item, key));
    let checked = |(key, title): (&str, &str)| ChoiceView {
        key: key.into(),
        title: title.to_owned(),
    };
    match kind {
        AskKind::OneOf(choices) => vec![AskBlank {
            options: choices.iter().map(view_choice).collect(),
            ..whole(BlankShape::Choice)
        }],
        AskKind::Blank(BlankKind::Text | BlankKind::Date) => vec![whole(BlankShape::Text)],
        AskKind::Blank(BlankKind::Lines) => vec![whole(BlankShape::Lines)],
        AskKind::Blank(BlankKind::Check) => vec![
            AskBlank {
                options: CHECKED.map(checked).to_vec(),
                ..part("met", "Met", BlankShape::Choice)
            },
            part("seen", "What shows it", BlankShape::Lines),
            part("remark", "Remark", BlankShape::Lines),
        ],
        AskKind::Blank(BlankKind::Figure) => vec![
            part("figure", "Figure", BlankShape::Drawing),
            part("found", "Document, issue, page", BlankShape::Text),
        ],
        AskKind::Blank(BlankKind::Signature) => vec![
            part("name", "Name, designation", BlankShape::Lines),
            part("date", "Date, signature", BlankShape::Signature),
        ],
    }
}

/// Shows an answer to choose from.
pub fn view_choice(choice: &Choice) -> ChoiceView {
    ChoiceView {
        key: choice.key.clone(),
        title: choice.shown(),
    }
}
