//! Reads nodes as mappings, texts and words, and reports nodes that are something else.

use rustc_hash::FxHashMap;

use super::codes;
use super::meant;
use super::types::Text;
use super::yaml::{Content, Member, Node};
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::{Date, Misfit, Type, TypeKind, is_id, is_language_tag, language_tag_in_case};
use crate::source::{FileId, Place, Span, Spanned};

/// The diagnostics of one file.
pub(crate) struct Notes {
    pub file: FileId,
    /// The diagnostics so far.
    pub diagnostics: Diagnostics,
    /// The date of the edition, from which dates are not far ahead.
    pub edition: Option<Date>,
}

/// The words that are no ids of entries and variants (PF-083).
pub static RESERVED_IDS: &[&str] = &[
    "yes", "no", "true", "false", "null", "unknown", "none", "this", "more",
];

/// The years after the date of an edition up to which a date is no mistake.
const YEARS_AHEAD: u16 = 50;

/// The members of a mapping with known keys.
pub(crate) struct Fields<'n>(Vec<&'n Member>);

impl<'n> Fields<'n> {
    /// Returns the member under a key.
    pub fn get(&self, key: &str) -> Option<&'n Member> {
        self.0
            .iter()
            .copied()
            .find(|member| member.key.value == key)
    }

    /// Returns the value under a key.
    pub fn value(&self, key: &str) -> Option<&'n Node> {
        self.get(key).map(|member| &member.value)
    }
}

/// The form that a text must have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TextKind {
    /// Any text.
    Free,
    /// A date, or a year and a month.
    Date,
    /// 64 hexadecimal digits.
    Sha256,
    /// A language code.
    Language,
}

/// A reserved word that stands in place of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Word {
    Unknown,
    None,
}

impl Node {
    /// Returns the word or text.
    pub fn as_text(&self) -> Option<&str> {
        match &self.content {
            Content::Text(text) => Some(text),
            Content::Nothing | Content::List(_) | Content::Mapping(_) => None,
        }
    }

    /// Returns the reserved word where the value is `unknown` or `none`, in quotes or not.
    pub fn as_word(&self) -> Option<Word> {
        match self.as_text()? {
            "unknown" => Some(Word::Unknown),
            "none" => Some(Word::None),
            _ => None,
        }
    }

    /// Returns the parts of a list; anything else is its own only part.
    pub fn parts(&self) -> &[Self] {
        match &self.content {
            Content::List(items) => items,
            Content::Nothing | Content::Text(_) | Content::Mapping(_) => std::slice::from_ref(self),
        }
    }

    /// Describes the node for a message: `a list`.
    pub fn shape(&self) -> String {
        match &self.content {
            Content::Nothing => "nothing".to_owned(),
            Content::Text(text) => codes::quoted(text),
            Content::List(items) if items.is_empty() => "an empty list".to_owned(),
            Content::List(_) => "a list".to_owned(),
            Content::Mapping(members) if members.is_empty() => "an empty mapping".to_owned(),
            Content::Mapping(_) => "a mapping".to_owned(),
        }
    }
}

impl Notes {
    /// Starts with the diagnostics of parsing the file.
    pub fn new(file: FileId, diagnostics: Diagnostics) -> Self {
        Self {
            file,
            diagnostics,
            edition: None,
        }
    }

    /// Returns the place of a span of the file.
    pub fn place(&self, span: Span) -> Place {
        Place::new(self.file, span)
    }

    /// Adds a diagnostic.
    pub fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Reports a node that is something else than expected. `context` is how messages name the node, here and below.
    pub fn wrong_shape(&mut self, node: &Node, context: &str, expected: &str) {
        let place = self.place(node.span);
        self.report(match node.content {
            Content::Nothing => codes::no_value(place, context, expected),
            Content::Text(_) | Content::List(_) | Content::Mapping(_) => {
                codes::shape(place, context, expected, &node.shape())
            }
        });
    }

    /// Reads the members of a mapping; anything else is reported. A key that is given twice counts once; `twice` words the
    /// report.
    pub fn mapping<'n>(
        &mut self,
        node: &'n Node,
        context: &str,
        twice: fn(Place, Place, &str) -> Diagnostic,
    ) -> Vec<&'n Member> {
        let Content::Mapping(members) = &node.content else {
            let expected = "a mapping such as `{ key: value }`";
            if node.content == Content::Nothing {
                let place = self.place(node.span);
                self.report(codes::no_mapping(place, context, expected));
            } else {
                self.wrong_shape(node, context, expected);
            }
            return Vec::new();
        };
        let mut first: FxHashMap<&str, Span> = FxHashMap::default();
        let mut kept = Vec::with_capacity(members.len());
        for member in members {
            let key = member.key.value.as_str();
            if let Some(first) = first.get(key) {
                let (place, first) = (self.place(member.key.span), self.place(*first));
                self.report(twice(place, first, key));
            } else {
                first.insert(key, member.key.span);
                kept.push(member);
            }
        }
        kept
    }

    /// Reads a mapping with known keys; unknown keys are reported.
    pub fn fields<'n>(&mut self, node: &'n Node, context: &str, known: &[&str]) -> Fields<'n> {
        let unknown =
            |place, key: &str| codes::unknown_key(place, key, context, known.iter().copied());
        self.fields_or(node, context, |key| known.contains(&key), unknown)
    }

    /// Reads a mapping with known keys; `unknown` words the report of another.
    pub fn fields_or<'n>(
        &mut self,
        node: &'n Node,
        context: &str,
        is_known: impl Fn(&str) -> bool,
        unknown: impl Fn(Place, &str) -> Diagnostic,
    ) -> Fields<'n> {
        let mut members = self.mapping(node, context, codes::key_twice);
        members.retain(|member| {
            let key = member.key.value.as_str();
            if !is_known(key) {
                self.report(unknown(self.place(member.key.span), key));
            }
            is_known(key)
        });
        Fields(members)
    }

    /// Reads a text; `None` for `unknown` and `none`, and for a node that is not such a text, which is reported.
    pub fn text(&mut self, node: &Node, context: &str, kind: TextKind) -> Option<Text> {
        let Some(text) = node.as_text() else {
            self.wrong_shape(node, context, "a text");
            return None;
        };
        if node.as_word().is_some() {
            return None;
        }
        let place = self.place(node.span);
        let text = text.trim_end();
        if text.is_empty() {
            self.report(codes::no_value(place, context, "a text"));
            return None;
        }
        self.check_characters(place, context, text);
        match normalise(text, kind) {
            Ok(text) => {
                if let (TextKind::Date, Some(date)) = (kind, Date::parse(&text)) {
                    self.check_date(place, context, date);
                }
                Some(Text { text, place })
            }
            Err(misfit) => {
                let fits = |plain: &str| normalise(plain, kind).is_ok();
                let help = meant::help(text, &["none", "unknown"], fits);
                self.report(codes::value(place, context, text, &misfit).maybe_help(help));
                None
            }
        }
    }

    /// Reads one name, or a list of names; `unknown` and `none` are no names.
    pub fn names(&mut self, node: &Node, context: &str, expected: &str) -> Vec<Text> {
        let mut names = Vec::new();
        for part in node.parts() {
            if part.as_word().is_some() {
                self.wrong_shape(part, context, expected);
            } else {
                names.extend(self.text(part, context, TextKind::Free));
            }
        }
        names
    }

    /// Reads the text under a key of a mapping, where there is one.
    pub fn text_of(
        &mut self,
        fields: &Fields<'_>,
        context: &str,
        key: &str,
        kind: TextKind,
    ) -> Option<Text> {
        self.text(fields.value(key)?, &format!("`{key}` of {context}"), kind)
    }

    /// Reports control characters, and characters that change the direction of writing.
    pub fn check_characters(&mut self, place: Place, context: &str, text: &str) {
        let is_control =
            |character: &char| character.is_control() && !matches!(character, '\n' | '\t' | '\r');
        if let Some(character) = text.chars().find(is_control) {
            self.report(codes::character(place, context, character));
        }
        let is_direction = |character: &char| codes::is_direction(*character);
        if let Some(character) = text.chars().find(is_direction) {
            self.report(codes::direction(place, context, character));
        }
    }

    /// Reports a date that is so far ahead of the edition that its year must be a slip.
    pub fn check_date(&mut self, place: Place, context: &str, date: Date) {
        let Some(edition) = self.edition else { return };
        let last = Date {
            year: edition.year.saturating_add(YEARS_AHEAD),
            ..edition
        };
        if date.first_day() > last.last_day() {
            self.report(codes::far_ahead(place, context, date, YEARS_AHEAD, edition));
        }
    }

    /// Says whether a key can be the id of an entry or variant, and reports where it cannot.
    pub fn check_id(&mut self, key: &Spanned<String>, context: &str) -> bool {
        let id = key.value.as_str();
        let fits = is_id(id);
        let place = self.place(key.span);
        if !fits {
            self.report(codes::id_characters(place, context, id));
        } else if RESERVED_IDS.contains(&id) {
            self.report(codes::id_reserved(place, context, id));
        }
        fits && !RESERVED_IDS.contains(&id)
    }
}

/// Checks a text of a kind, and returns it in its normal form.
fn normalise(text: &str, kind: TextKind) -> Result<String, Misfit> {
    let misfit = |expected: &str| Misfit {
        expected: expected.to_owned(),
        candidates: Vec::new(),
    };
    match kind {
        TextKind::Free => Ok(text.to_owned()),
        TextKind::Date => Date::parse(text)
            .map(|date| date.to_string())
            .ok_or_else(|| misfit("a date such as `2026-01-31` or `2026-01`")),
        TextKind::Sha256 => {
            let hash = Type {
                kind: TypeKind::Sha256,
                or_none: false,
            };
            hash.read(text).map(|value| value.to_string())
        }
        TextKind::Language if is_language_tag(text) => Ok(text.to_owned()),
        TextKind::Language => {
            let usual = language_tag_in_case(text);
            let candidates = is_language_tag(&usual).then_some(usual);
            Err(Misfit {
                expected: "a language such as `en`, `zh-Hant` or `en-IN` (BCP 47)".to_owned(),
                candidates: candidates.into_iter().collect(),
            })
        }
    }
}
