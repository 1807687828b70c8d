//! Reads the parts of a draft: words of closed lists, dates, keys, references.

use std::fmt::Write as _;

use super::names::{Decl, Declared, Found, Named, Tree};
use crate::diag::{Code, Diagnostic, Diagnostics, codes, did_you_mean, list, list_or, similar};
use crate::model::{
    Aspect, BlankKind, Confidence, Date, Depth, EditionStatus, Effect, EvidenceForm, Excerpt,
    FindingEffect, Holding, Id, IdentityKind, Numbering, Occurrence, RelationKind, Strength,
    Subject, Table, VerdictClass, is_language,
};
use crate::source::{Place, Span, Text};
use crate::syntax::ast::{Draft, Keys, Name, NumberDraft, Placed, RefDraft, Reference, TextDraft};

codes! {
    UNKNOWN_WORD = error("P0203", "word that is not one of those allowed"),
    WRONG_DATE = error("P0204", "date that does not exist"),
    WRONG_LANGUAGE = error("P0205", "unknown language code"),
    NAMED_TWICE = error("P0206", "name listed twice"),
}

/// The kind of the names that conditions can use. A missing one is one mistake, wherever it is named.
pub(super) const IN_CONDITIONS: &str = "name in conditions";
/// The number of candidates that a message lists if none is similar.
const LISTED: usize = 8;
/// The length up to which a name is too short to guess which other name was meant.
const SHORT: usize = 3;

/// Reads the parts of one draft and reports mistakes.
#[derive(Debug)]
pub(super) struct DraftReader<'r> {
    pub item: &'r Placed,
    pub out: &'r mut Diagnostics,
    /// Whether a part of the item was left out, so that nothing follows from its absence.
    pub dropped: bool,
}

/// The words of a closed list.
pub(super) trait Closed: Sized {
    /// The noun for one of them, with its article.
    const NOUN: &'static str;
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
    EditionStatus = "a status of an edition",
    Effect = "an effect",
    EvidenceForm = "a kind of evidence",
    FindingEffect = "an effect of findings",
    Excerpt = "a paper that prints sections of forms again",
    Holding = "something that a section can hold",
    IdentityKind = "a kind of identity field",
    Occurrence = "a word for how often an event occurs",
    RelationKind = "a relation",
    Strength = "a strength",
    Subject = "a word for what a control judges",
    VerdictClass = "a class of verdict",
}

impl<'r> DraftReader<'r> {
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

    /// Reports a mistake because of which a part of the item is left out.
    pub fn drop_with(&mut self, diagnostic: Diagnostic) {
        self.out.push(diagnostic);
        self.dropped = true;
    }

    /// Notes that a part of the item is left out because of a mistake that is reported elsewhere.
    pub fn lose(&mut self) {
        self.dropped = true;
        self.out.mark_lacking(self.place(self.item.item.head));
    }

    /// Returns a word of the item.
    pub fn word(&self, name: Name) -> &'r str {
        self.item.item.word(name)
    }

    /// Returns a word of the item; it shares the text of its file.
    pub fn key(&self, name: Name) -> Text {
        self.item.item.word_text(name)
    }

    /// Returns words of the item; they share the text of its file.
    pub fn keys(&self, names: &[Name]) -> Vec<Text> {
        names.iter().map(|name| self.key(*name)).collect()
    }

    /// Returns what a text of the item says.
    pub fn text(&self, text: TextDraft) -> Text {
        self.item.item.text(text)
    }

    /// Returns what a text of the item says, if it was given.
    pub fn given(&self, text: Option<TextDraft>) -> Option<Text> {
        text.map(|text| self.text(text))
    }

    /// Returns what texts of the item say.
    pub fn texts(&self, texts: &[TextDraft]) -> Vec<Text> {
        texts.iter().map(|text| self.text(*text)).collect()
    }

    /// Takes a reference of the item apart.
    pub fn reference(&self, reference: RefDraft) -> Reference<'r> {
        self.item.item.reference(reference)
    }

    /// Returns a number that a source gives.
    pub fn numbering(&self, number: Option<NumberDraft>) -> Numbering {
        match number {
            None => Numbering::Unsaid,
            Some(NumberDraft::Unknown(_)) => Numbering::Unknown,
            Some(NumberDraft::Given(text)) => Numbering::Given(self.text(text)),
        }
    }

    /// Reads a word of a closed list.
    pub fn choose<T: Closed>(&mut self, name: Name) -> Option<T> {
        let word = self.word(name);
        let chosen = T::read(word);
        if chosen.is_none() {
            let place = self.place(name.span);
            self.drop_with(unknown_word(place, word, T::NOUN, &T::all()));
        }
        chosen
    }

    /// Reads a word of a closed list, if one was given.
    pub fn choose_given<T: Closed>(&mut self, name: Option<Name>) -> Option<T> {
        name.and_then(|name| self.choose(name))
    }

    pub fn date(&mut self, name: Option<Name>) -> Option<Date> {
        let name = name?;
        let word = self.word(name);
        let date = Date::parse(word);
        if date.is_none() {
            let place = self.place(name.span);
            self.drop_with(wrong_date(place, word));
        }
        date
    }

    /// Reads language codes, each once.
    pub fn languages(&mut self, names: &[Name]) -> Vec<Text> {
        let mut codes: Vec<Text> = Vec::with_capacity(names.len());
        for name in names {
            let code = self.key(*name);
            if !is_language(&code) {
                let place = self.place(name.span);
                self.report(wrong_language(place, &code));
            } else if codes.contains(&code) {
                self.report_twice(*name, "language");
            } else {
                codes.push(code);
            }
        }
        codes
    }

    pub fn report_twice(&mut self, name: Name, noun: &str) {
        self.report_named_twice(name.span, self.word(name), noun);
    }

    /// Reports a name that is repeated in one list; `shown` is the name as the message shows it.
    pub fn report_named_twice(&mut self, span: Span, shown: &str, noun: &str) {
        let message = format!("the {noun} `{shown}` is listed twice");
        let diagnostic = Diagnostic::at(&NAMED_TWICE, self.place(span), message);
        self.report(diagnostic.help("keep one of them"));
    }

    /// Looks a name up. An undeclared name is reported; a name that a broken item declares is left out without a report.
    pub fn refer<I: Named>(&mut self, tree: &Tree<'_>, name: Name) -> Option<I> {
        let word = self.word(name);
        match tree.find(word) {
            Found::Known(id) => Some(id),
            Found::Broken => {
                self.lose();
                None
            }
            Found::Unknown => {
                let place = self.place(name.span);
                let keys = tree.of(I::KIND).names();
                let report = unknown(I::UNKNOWN, place, I::KIND.noun(), word, keys);
                let space = if I::KIND.spec().keys == Keys::Word {
                    IN_CONDITIONS
                } else {
                    I::KIND.noun()
                };
                let now = tree.renamed(I::KIND, word);
                let help = now.map(|now| now_called(word, now));
                self.drop_with(report.undeclared(space, word).maybe_help(help));
                None
            }
        }
    }

    /// Looks a name up, if one was given.
    pub fn refer_given<I: Named>(&mut self, tree: &Tree<'_>, name: Option<Name>) -> Option<I> {
        name.and_then(|name| self.refer(tree, name))
    }

    /// Looks names up, each once.
    pub fn refer_all<I: Named>(&mut self, tree: &Tree<'_>, names: &[Name]) -> Vec<I> {
        let mut ids: Vec<I> = Vec::with_capacity(names.len());
        for name in names {
            match self.refer(tree, *name) {
                Some(id) if ids.contains(&id) => self.report_twice(*name, I::KIND.noun()),
                Some(id) => ids.push(id),
                None => {}
            }
        }
        ids
    }
}

/// Resolves the declared items of one kind, each into a row under its key.
pub(super) fn resolve_each<'a, I: Id, D: Draft, T>(
    declared: &Declared<'a>,
    out: &mut Diagnostics,
    mut resolve: impl FnMut(&mut DraftReader<'_>, &Decl<'a, D>) -> T,
) -> Table<I, T> {
    let mut table = Table::default();
    for (_, decl) in declared.decls() {
        let row = resolve(&mut DraftReader::new(decl.item, out), &decl);
        let _ = table.insert(decl.key(), row);
    }
    table
}

/// Reports that a name is not declared, and suggests the name that was meant or lists those that exist.
pub(super) fn unknown<'n>(
    code: &'static Code,
    place: Place,
    noun: &str,
    name: &str,
    candidates: impl Iterator<Item = &'n str>,
) -> Diagnostic {
    let message = format!("there is no {noun} `{name}`");
    Diagnostic::at(code, place, message)
        .undeclared(noun, name)
        .maybe_help(meant(name, noun, candidates))
}

/// Returns the help that leads to a declared name.
pub(super) fn meant<'n>(
    name: &str,
    noun: &str,
    candidates: impl Iterator<Item = &'n str>,
) -> Option<String> {
    let candidates: Vec<&str> = candidates.collect();
    // Nobody can tell whether `L4` was meant to be `L1` or `L2`.
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

/// Returns the help that leads from an earlier name to that of today.
pub(super) fn now_called(name: &str, now: &str) -> String {
    format!("`{name}` is now called `{now}`")
}

pub(super) fn unknown_word(place: Place, word: &str, noun: &str, known: &[&str]) -> Diagnostic {
    let mut message = format!("`{word}` is not {noun}");
    // A short list needs no other help.
    let help = did_you_mean(word, known.iter().copied());
    if help.is_none() || known.len() <= 3 {
        let _ = write!(message, ": expected {}", list_or(known.iter().copied()));
    }
    Diagnostic::at(&UNKNOWN_WORD, place, message).maybe_help(help)
}

fn wrong_date(place: Place, text: &str) -> Diagnostic {
    Diagnostic::at(&WRONG_DATE, place, format!("`{text}` is not a date"))
        .help("write a year, month and day (`2024-03-05`) or a year and month (`2024-03`)")
}

fn wrong_language(place: Place, text: &str) -> Diagnostic {
    let message = format!("`{text}` is not a language code");
    Diagnostic::at(&WRONG_LANGUAGE, place, message).help(
        "write the ISO 639 code of two or three lower-case letters: `en` for English, `hi` for Hindi",
    )
}
