//! The questions that sections of forms ask of people, with room for the answers.

use serde::Serialize;

use crate::model::{Ask, AskKind, BlankKind, Form, Holding, Section, Slot, SlotPart, SlotWord};
use crate::source::Text;
use crate::view::blank::Blank;
use crate::view::choices::{ChoiceView, view_choice};

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
    /// The blanks of the answer, in the order in which they are filled in; none of a list.
    pub blanks: Vec<AskBlank>,
    /// The headings of the columns of a list.
    pub columns: Vec<Text>,
    /// The empty rows of a list, each with a blank for each column.
    pub rows: Vec<Vec<AskBlank>>,
}

/// A blank for a part of an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct AskBlank {
    /// Its label, in a few words.
    pub label: Text,
    /// The shape of what is filled in.
    pub kind: BlankShape,
    /// The choices; empty if there are none.
    pub options: Vec<ChoiceView>,
    /// The slot.
    pub slot: Blank,
}

impl AskBlank {
    /// Says whether an answer lacks something without it: what stands beside a check may stay empty.
    pub(super) fn is_needed(&self) -> bool {
        let field = self.slot.slot().part(SlotPart::Field);
        !field.is_some_and(|field| matches!(field.as_str(), SEEN | REMARK))
    }
}

/// The fields that stand beside a check.
const SEEN: &str = "seen";
const REMARK: &str = "remark";

/// The kind of answer to a question of a section.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum AskedFor {
    /// One of some choices.
    Choice,
    /// The rows of a table.
    List,
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

/// The choices of a check.
const CHECKED: [(&str, &str); 3] = [("yes", "yes"), ("no", "no"), ("not-needed", "not needed")];

/// The number of rows of a list that is filled in.
const ROWS: usize = 5;

/// Shows what a section asks by itself. What is asked in a section with declarations is asked of each (L-362).
pub(in crate::view) fn view_section_asks(form: &Form, section: &Section) -> Vec<AskView> {
    if section.holds.contains(&Holding::Declarations) {
        return Vec::new();
    }
    let slot = Slot::of_product(SlotWord::Ask)
        .with(SlotPart::Form, form.key.clone())
        .with(SlotPart::Section, section.key.clone());
    let asks = section.asks.iter();
    asks.map(|ask| view_ask(ask, &slot)).collect()
}

/// Shows a question; `of` is the slot of what asks it.
pub(super) fn view_ask(ask: &Ask, of: &Slot) -> AskView {
    let slot = of.clone().with(SlotPart::Ask, ask.key.clone());
    let list = ListRows::of(ask, &slot);
    AskView {
        key: ask.key.clone(),
        title: ask.heading(),
        about: ask.about.clone(),
        kind: match &ask.kind {
            AskKind::Blank(blank) => AskedFor::Blank(*blank),
            AskKind::OneOf(_) => AskedFor::Choice,
            AskKind::ListOf(_) => AskedFor::List,
        },
        blanks: view_blanks(&ask.kind, &slot),
        columns: list.columns,
        rows: list.rows,
    }
}

/// The empty table of a list.
#[derive(Default)]
struct ListRows {
    columns: Vec<Text>,
    rows: Vec<Vec<AskBlank>>,
}

impl ListRows {
    fn of(ask: &Ask, slot: &Slot) -> Self {
        let AskKind::ListOf(columns) = &ask.kind else {
            return Self::default();
        };
        let row = |number: usize| {
            let cells = columns.iter().flat_map(|column| {
                let slot = slot.clone().with(SlotPart::Line, number.to_string());
                let slot = slot.with(SlotPart::Column, column.key.clone());
                let blanks = view_blanks(&column.kind, &slot).into_iter();
                blanks.map(|blank| AskBlank {
                    label: column.title.clone(),
                    ..blank
                })
            });
            cells.collect()
        };
        Self {
            columns: columns.iter().map(|column| column.title.clone()).collect(),
            rows: (1..=ROWS).map(row).collect(),
        }
    }
}

/// Makes the blanks of an answer, each in a field of its slot where there are several.
fn view_blanks(kind: &AskKind, slot: &Slot) -> Vec<AskBlank> {
    let blank = |label: &str, kind, slot| AskBlank {
        label: label.into(),
        kind,
        options: Vec::new(),
        slot,
    };
    let whole = |kind| blank("Answer", kind, Blank::of(slot.clone()));
    let part = |key: &str, label, kind| {
        blank(
            label,
            kind,
            Blank::of(slot.clone().with(SlotPart::Field, key)),
        )
    };
    let checked = |(key, title): (&str, &str)| ChoiceView {
        key: key.into(),
        title: title.to_owned(),
    };
    match kind {
        AskKind::OneOf(choices) => vec![AskBlank {
            options: choices.iter().map(view_choice).collect(),
            ..whole(BlankShape::Choice)
        }],
        AskKind::ListOf(_) => Vec::new(),
        AskKind::Blank(BlankKind::Text | BlankKind::Date) => vec![whole(BlankShape::Text)],
        AskKind::Blank(BlankKind::Lines) => vec![whole(BlankShape::Lines)],
        AskKind::Blank(BlankKind::Check) => vec![
            AskBlank {
                options: CHECKED.map(checked).to_vec(),
                ..part("met", "Met", BlankShape::Choice)
            },
            part(SEEN, "What shows it", BlankShape::Lines),
            part(REMARK, "Remark", BlankShape::Lines),
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
