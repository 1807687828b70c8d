//! Small pieces of an item: words of closed lists, dates, keys, references.

use std::fmt::Write as _;

use super::names::{Found, Kind};
use crate::diag::{Code, Diagnostic, Diagnostics, did_you_mean, list, list_or, similar};
use crate::model::{
    Aspect, BlankKind, Confidence, Date, Depth, EditionStatus, Effect, EvidenceForm, Holding, Id,
    Numbering, Occurrence, RelationKind, SampleState, Standing, Strength, Subject, VerdictClass,
};
use crate::source::{Place, Span, Text};
use crate::syntax::ast::{Name, NumberDraft, Placed, Text as TextDraft};

pub static UNKNOWN_WORD: Code = Code::error("P0203", "word that is not one of a closed list");
pub static WRONG_DATE: Code = Code::error("P0204", "date that does not exist");
pub static WRONG_LANGUAGE: Code = Code::error("P0205", "language that is no language code");
pub static NAMED_TWICE: Code = Code::error("P0206", "name that stands twice in one place");

/// How many candidates a message lists where none is near.
const LISTED: usize = 8;
/// Of names with so many letters or fewer, all candidates are listed rather than a near one.
const SHORT: usize = 3;

/// Reads pieces of one item and keeps what is wrong with them.
#[derive(Debug)]
pub(super) struct Reader<'r> {
    pub item: &'r Placed,
    pub out: &'r mut Diagnostics,
    /// Whether a piece of the item was left out, so that nothing follows from what is absent.
    pub dropped: bool,
}

/// The words of a closed list.
pub(super) trait Closed: Sized {
    /// What one of them is, with its article.
    const NOUN: &'static str;
    /// Reads a word.
    fn read(word: &str) -> Option<Self>;
    /// Returns all words in order.
    fn all() -> Vec<&'static str>;
}

macro_rules! closed {
    ($($name:ident = $noun:literal),* $(,)?) => {$(
        impl Closed for $name {
            const NOUN: &'static str = $noun;
            fn read(word: &str) -> Option<Self> {
                Self::from_word(word)
            }
            fn all() -> Vec<&'static str> {
                Self::words().collect()
            }
        }
    )*};
}

closed! {
    Aspect = "an aspect",
    BlankKind = "a kind of answer",
    Confidence = "a confidence",
    Depth = "a depth",
    EditionStatus = "the status of an edition",
    Effect = "an effect",
    EvidenceForm = "a kind of evidence",
    Holding = "something that a section holds",
    Occurrence = "how often an event occurs",
    RelationKind = "a relation",
    SampleState = "a state of a sample",
    Standing = "how a control stands",
    Strength = "a strength",
    Subject = "what a control judges",
    VerdictClass = "a class of verdicts",
}

impl<'r> Reader<'r> {
    pub fn new(item: &'r Placed, out: &'r mut Diagnostics) -> Self {
        let dropped = item.item.is_incomplete();
        Self { item, out, dropped }
    }

    pub fn place(&self, span: Span) -> Place {
        self.item.place(span)
    }

    pub fn report(&mut self, diagnostic: Diagnostic) {
        self.out.push(diagnostic);
    }

    /// Reports what makes a part of the item fall out.
    pub fn drop_with(&mut self, diagnostic: Diagnostic) {
        self.out.push(diagnostic);
        self.dropped = true;
    }

    /// Reads a word of a closed list.
    pub fn word<T: Closed>(&mut self, name: &Name) -> Option<T> {
        let word = T::read(&name.value);
        if word.is_none() {
            let place = self.place(name.span);
            self.drop_with(unknown_word(place, &name.value, T::NOUN, &T::all()));
        }
        word
    }

    pub fn date(&mut self, name: Option<&Name>) -> Option<Date> {
        let name = name?;
        let date = Date::parse(&name.value);
        if date.is_none() {
            let place = self.place(name.span);
            self.drop_with(wrong_date(place, &name.value));
        }
        date
    }

    /// Reads language codes, each once.
    pub fn languages(&mut self, names: &[Name]) -> Vec<Text> {
        let mut codes: Vec<Text> = Vec::with_capacity(names.len());
        for name in names {
            let letters = name.value.bytes().all(|byte| byte.is_ascii_lowercase());
            if !letters || !(2..=3).contains(&name.value.len()) {
                let place = self.place(name.span);
                self.report(wrong_language(place, &name.value));
            } else if codes.iter().any(|code| *code == name.value.as_str()) {
                self.report_twice(name, "language");
            } else {
                codes.push(name.value.as_str().into());
            }
        }
        codes
    }

    pub fn report_twice(&mut self, name: &Name, noun: &str) {
        let place = self.place(name.span);
        self.report(named_twice(place, &name.value, noun));
    }

    /// Looks a name up; what is not declared is reported, what is declared by a broken item is left out
    /// in silence.
    pub fn refer<'n, I: Id, D>(
        &mut self,
        kind: &Kind<'n, &'n str, D>,
        name: &'n Name,
    ) -> Option<I> {
        match kind.find(&name.value.as_str()) {
            Found::Known(id) => Some(id),
            Found::Broken => {
                self.dropped = true;
                None
            }
            Found::Unknown => {
                let place = self.place(name.span);
                let keys = kind.keys();
                self.drop_with(unknown(kind.unknown, place, kind.noun, &name.value, keys));
                None
            }
        }
    }

    /// Looks names up, each once.
    pub fn refer_all<'n, I: Id, D>(
        &mut self,
        kind: &Kind<'n, &'n str, D>,
        names: &'n [Name],
    ) -> Vec<I> {
        let mut ids: Vec<I> = Vec::with_capacity(names.len());
        for name in names {
            match self.refer(kind, name) {
                Some(id) if ids.contains(&id) => self.report_twice(name, kind.noun),
                Some(id) => ids.push(id),
                None => {}
            }
        }
        ids
    }
}

/// Returns the text of a field, where it was given.
pub(super) fn text(field: Option<&TextDraft>) -> Option<Text> {
    field.map(|text| text.value.as_str().into())
}

pub(super) fn texts(field: &[TextDraft]) -> Vec<Text> {
    field
        .iter()
        .map(|text| text.value.as_str().into())
        .collect()
}

pub(super) fn numbering(field: Option<&NumberDraft>) -> Numbering {
    match field {
        None => Numbering::Unsaid,
        Some(NumberDraft::Unknown(_)) => Numbering::Unknown,
        Some(NumberDraft::Given(text)) => Numbering::Given(text.value.as_str().into()),
    }
}

/// Says that a name is not declared, with the name that was meant or those that there are.
pub(super) fn unknown<'n>(
    code: &'static Code,
    place: Place,
    noun: &str,
    name: &str,
    candidates: impl Iterator<Item = &'n str>,
) -> Diagnostic {
    let message = format!("there is no {noun} `{name}`");
    Diagnostic::at(code, place, message).maybe_help(meant(name, noun, candidates))
}

/// Returns the help that leads to a declared name.
pub(super) fn meant<'n>(
    name: &str,
    noun: &str,
    candidates: impl Iterator<Item = &'n str>,
) -> Option<String> {
    let candidates: Vec<&str> = candidates.collect();
    // Of `L4` nobody knows whether `L1` or `L2` was meant.
    let is_guess = name.len() <= SHORT && (2..=LISTED).contains(&candidates.len());
    if let Some(near) = similar(name, candidates.iter().copied())
        && (!is_guess || near.eq_ignore_ascii_case(name))
    {
        return Some(format!("did you mean `{near}`?"));
    }
    match candidates.len() {
        0 => Some(format!("no {noun} is declared")),
        1 => Some(format!("there is only {}", list(candidates))),
        2..=LISTED => Some(format!("there are {}", list(candidates))),
        _ => None,
    }
}

fn unknown_word(place: Place, word: &str, noun: &str, words: &[&str]) -> Diagnostic {
    let mut message = format!("`{word}` is not {noun}");
    // A list of two is its own help.
    let help = did_you_mean(word, words.iter().copied());
    if help.is_none() || words.len() <= 3 {
        let _ = write!(message, ": expected {}", list_or(words.iter().copied()));
    }
    Diagnostic::at(&UNKNOWN_WORD, place, message).maybe_help(help)
}

pub(super) fn unknown_word_of(place: Place, word: &str, noun: &str, words: &[&str]) -> Diagnostic {
    unknown_word(place, word, noun, words)
}

fn wrong_date(place: Place, text: &str) -> Diagnostic {
    Diagnostic::at(&WRONG_DATE, place, format!("`{text}` is not a date"))
        .help("write year, month and day, or year and month: `2024-03-05`, `2024-03`")
}

fn wrong_language(place: Place, text: &str) -> Diagnostic {
    let message = format!("`{text}` is not a language code of two or three small letters");
    Diagnostic::at(&WRONG_LANGUAGE, place, message)
        .help("write `en` for English, `hi` for Hindi (ISO 639)")
}

fn named_twice(place: Place, name: &str, noun: &str) -> Diagnostic {
    Diagnostic::at(
        &NAMED_TWICE,
        place,
        format!("the {noun} `{name}` stands here twice"),
    )
    .help("keep one of them")
}
