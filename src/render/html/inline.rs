//! What stands within a line: text, code, links, fields.

use std::fmt::Write as _;

use super::Html;
use crate::render::document::{Field, FieldKind, FilledField, FilledMark, Inline, Target};
use crate::render::initials::printed;

impl Html {
    pub(super) fn inlines(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            self.inline(inline);
        }
    }

    pub(super) fn inline(&mut self, inline: &Inline) {
        match inline {
            Inline::Text(text) => self.words(text),
            Inline::Strong(inner) => self.wrapped("strong", inner),
            Inline::Emphasis(inner) => self.wrapped("em", inner),
            Inline::Code(code) => self.code(code),
            Inline::Link { target, content } => self.link(target, content),
            Inline::Field(field) => self.field(field),
            Inline::Break => self.raw("<br>"),
        }
    }

    /// Writes text. Words as long as a hash may break, so that they do not take the width of other columns; dates and
    /// numbers with hyphens do not break in the columns of a table.
    fn words(&mut self, text: &str) {
        let in_table = self.in_table;
        let keeps = |word: &str| in_table && is_number(word);
        let is_special = |word: &str| word.len() >= LONG_WORD || keeps(word.trim_end());
        if !text.split_inclusive(' ').any(is_special) {
            self.text(text);
            return;
        }
        for word in text.split_inclusive(' ') {
            let bare = word.trim_end();
            if word.len() >= LONG_WORD {
                self.long_word(word);
            } else if keeps(bare) {
                self.raw("<span class=\"word\">");
                self.text(bare);
                self.raw("</span>");
                self.text(word.get(bare.len()..).unwrap_or_default());
            } else {
                self.text(word);
            }
        }
    }

    fn long_word(&mut self, word: &str) {
        for (index, character) in word.chars().enumerate() {
            if index > 0 && index % LONG_WORD_PART == 0 {
                self.raw("<wbr>");
            }
            self.text(character.encode_utf8(&mut [0; 4]));
        }
    }

    /// Writes code: keys, places and short names stay on one line, longer ones may break after a separator, and what has none
    /// anywhere.
    pub(super) fn code(&mut self, code: &str) {
        if code.len() <= SHORT || is_key(code) || is_place(code) {
            self.raw("<code>");
            self.text(code);
            self.raw("</code>");
            return;
        }
        let longest = code.split(is_separator).map(str::len).max().unwrap_or(0);
        let class = if longest > 30 {
            " class=\"long\""
        } else {
            " class=\"free\""
        };
        self.raw("<code");
        self.raw(class);
        self.raw(">");
        let (mut since, mut left) = (0, code.len());
        for piece in code.split_inclusive(is_separator) {
            self.text(piece);
            since += piece.len();
            left -= piece.len();
            if piece.ends_with(is_separator) && since >= BREAK_APART && left >= BREAK_APART {
                self.raw("<wbr>");
                since = 0;
            }
        }
        self.raw("</code>");
    }

    pub(super) fn wrapped(&mut self, tag: &str, inner: &[Inline]) {
        self.raw("<");
        self.raw(tag);
        self.raw(">");
        self.inlines(inner);
        self.raw("</");
        self.raw(tag);
        self.raw(">");
    }

    pub(super) fn link(&mut self, target: &Target, content: &[Inline]) {
        match target {
            Target::Web(address) => {
                self.raw("<a");
                self.attribute("href", address);
                self.raw(" rel=\"noopener noreferrer\">");
            }
            Target::Anchor(anchor) => self.anchor_link(anchor, mark_class(anchor)),
            Target::File(name) => {
                self.raw("<a");
                self.attribute("href", name);
                self.raw(">");
            }
        }
        self.inlines(content);
        self.raw("</a>");
    }

    pub(super) fn anchor_link(&mut self, anchor: &str, class: Option<&str>) {
        self.raw("<a");
        if let Some(class) = class {
            self.attribute("class", class);
        }
        self.raw(" href=\"#");
        // What is encoded has nothing left to escape.
        encode_into(anchor, &mut self.out);
        self.raw("\">");
    }

    pub(super) fn field(&mut self, field: &Field) {
        self.raw("<span class=\"field ");
        self.raw(match &field.kind {
            FieldKind::Text => "text",
            FieldKind::Lines => "lines",
            FieldKind::Choice(_) => "choice",
            FieldKind::Check => "check",
            FieldKind::Drawing => "drawing",
            FieldKind::Signature => "signature",
        });
        self.raw("\"");
        self.slot(field);
        if let Some(filled) = field.answer() {
            self.filled(field, filled);
            self.raw("</span>");
            return;
        }
        match &field.kind {
            FieldKind::Text | FieldKind::Lines | FieldKind::Drawing | FieldKind::Signature => {
                self.raw(">");
                self.blank(field);
            }
            FieldKind::Check => {
                self.attribute("aria-label", &field.label);
                self.raw(" role=\"img\">");
                self.raw(if field.value.is_empty() { "☐" } else { "☑" });
            }
            FieldKind::Choice(options) => {
                self.attribute("aria-label", &field.label);
                self.raw(" role=\"group\">");
                self.options(field, options);
            }
        }
        self.mark(field.note());
        self.raw("</span>");
    }

    fn blank(&mut self, field: &Field) {
        self.raw("<span class=\"unseen\">");
        self.text(&field.label);
        self.raw(if field.value.is_empty() {
            ": to be filled in"
        } else {
            ": "
        });
        self.raw("</span>");
        self.text(&field.value);
    }

    /// Writes the rest of the tag of what is filled in, and its content: the lines, and the mark that says why they do not
    /// count as they are. Each is written in its own direction.
    fn filled(&mut self, field: &Field, filled: &FilledField) {
        self.raw(" data-filled><span class=\"unseen\">");
        self.text(&field.label);
        self.raw(": </span><span class=\"answer\" dir=\"auto\">");
        for (index, line) in filled.lines.iter().enumerate() {
            self.raw(if index > 0 { "<br>" } else { "" });
            self.words(line);
        }
        self.raw("</span>");
        self.mark(filled.mark.as_ref());
    }

    fn mark(&mut self, mark: Option<&FilledMark>) {
        if let Some(mark) = mark {
            self.raw(" <span class=\"standing ");
            self.raw(mark.standing);
            self.raw("\" dir=\"auto\">");
            self.words(&mark.words);
            self.raw("</span>");
        }
    }

    /// Writes the rest of the tag of a cell that is a field, and its content. A document may have tens of thousands of such
    /// cells, so they have no element inside. The label of an empty cell is its text, which the style sheet moves out of
    /// sight.
    pub(super) fn field_in_cell(&mut self, field: &Field) {
        self.slot(field);
        if let Some(filled) = field.answer() {
            self.filled(field, filled);
        } else if let FieldKind::Choice(options) = &field.kind {
            self.attribute("aria-label", &field.label);
            self.raw(">");
            self.options(field, options);
            self.mark(field.note());
        } else if field.value.is_empty() {
            self.raw(">");
            self.text(&field.label);
        } else {
            self.raw(" data-filled>");
            self.blank(field);
        }
    }

    /// Writes options, each with its box and on one line.
    fn options(&mut self, field: &Field, options: &[(String, String)]) {
        for (index, (key, title)) in printed(field.words, options).iter().enumerate() {
            // A line may break between two options, and the space is wider than those within one.
            self.raw(if index > 0 { "\u{2002}" } else { "" });
            self.raw(if **key == field.value { "☑" } else { "☐" });
            for word in title.split(' ') {
                self.raw("\u{a0}");
                self.text(word);
            }
        }
    }
}

/// Returns the field that fills a cell, if a cell can be that field: one for text or one with options.
pub(super) fn cell_field(content: &[Inline]) -> Option<&Field> {
    let [Inline::Field(field)] = content else {
        return None;
    };
    let is_cell = match &field.kind {
        FieldKind::Text | FieldKind::Lines | FieldKind::Choice(_) => true,
        FieldKind::Check | FieldKind::Drawing | FieldKind::Signature => false,
    };
    is_cell.then_some(field)
}

/// How many bytes of a name stay together at a break.
const BREAK_APART: usize = 4;

fn is_separator(character: char) -> bool {
    matches!(character, '.' | '/' | '+' | '_' | '@')
}

/// Keys of requirements, `catalog:C.14`, and of sections of forms, `F03/hardware`, are read and copied as one word;
/// places, `product.yaml:97`, and paths are not keys.
fn is_key(code: &str) -> bool {
    if code.len() > KEY_AT_MOST || code.contains(char::is_whitespace) {
        return false;
    }
    let clause = |(_, clause): (&str, &str)| clause.contains(|c: char| !c.is_ascii_digit());
    let is_clause = !code.contains('/') && code.split_once(':').is_some_and(clause);
    is_clause || (code.matches('/').count() == 1 && !code.contains(['.', ':', '@']))
}

/// Says whether code is a line of a file, `product.yaml:97`.
fn is_place(code: &str) -> bool {
    let is_line = |line: &str| !line.is_empty() && line.bytes().all(|byte| byte.is_ascii_digit());
    let mut parts = code.rsplitn(2, ':');
    code.len() <= PLACE_AT_MOST && parts.next().is_some_and(is_line) && parts.next().is_some()
}

/// How many bytes a place may have that is not broken.
const PLACE_AT_MOST: usize = 20;

/// How many bytes a name may have that is never broken.
const SHORT: usize = 16;

/// How many bytes a key may have that is not broken.
const KEY_AT_MOST: usize = 30;

/// Whether a word is a date or a number with hyphens, such as `2026-02-01` and `NS-4212-W,`.
fn is_number(word: &str) -> bool {
    let inside = word.trim_matches(|character: char| !character.is_alphanumeric());
    let has_digit = || inside.bytes().any(|byte| byte.is_ascii_digit());
    word.len() <= NUMBER_AT_MOST && inside.contains('-') && has_digit()
}

/// How many bytes such a number may have.
const NUMBER_AT_MOST: usize = 20;

/// From how many bytes a word may break.
const LONG_WORD: usize = 40;

/// How many characters of such a word stay together.
const LONG_WORD_PART: usize = 16;

/// References to the key of marks are marks themselves; each has its words, the colour is an addition.
fn mark_class(anchor: &str) -> Option<&'static str> {
    match anchor.strip_prefix("mark.")? {
        "applies" => Some("mark applies"),
        "open" => Some("mark open"),
        "found" => Some("mark found"),
        _ => Some("mark"),
    }
}

pub(in crate::render) fn encode_fragment(anchor: &str) -> String {
    let mut encoded = String::with_capacity(anchor.len());
    encode_into(anchor, &mut encoded);
    encoded
}

fn encode_into(anchor: &str, into: &mut String) {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b".-_/:+".contains(&byte);
    if anchor.bytes().all(is_plain) {
        into.push_str(anchor);
        return;
    }
    for byte in anchor.bytes() {
        if is_plain(byte) {
            into.push(char::from(byte));
        } else {
            // Writing to a string does not fail.
            let _ = write!(into, "%{byte:02X}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_told_from_places_and_paths() {
        let keys = ["asvs-c:C.14", "F03/hardware", "a:b"];
        let others = [
            "product.yaml:97",
            "src/product.yaml",
            "chip.reader_mcu",
            "a/b/c",
            "secs@2024/a",
        ];
        assert_eq!(keys.map(is_key), [true; 3]);
        assert_eq!(others.map(is_key), [false; 5]);
    }

    #[test]
    fn dates_and_numbers_of_models_are_not_broken() {
        let mut html = Html {
            in_table: true,
            ..Html::default()
        };
        html.words("lead, NS-4212-W, of 2026-02-01 (AES-256) and well-known");
        assert_eq!(
            html.out,
            "lead, <span class=\"word\">NS-4212-W,</span> of <span class=\"word\">2026-02-01</span> \
             <span class=\"word\">(AES-256)</span> and well-known"
        );
    }

    #[test]
    fn addresses_of_anchors_are_encoded() {
        assert_eq!(
            encode_fragment("control.asvs-c:C.1 é\""),
            "control.asvs-c:C.1%20%C3%A9%22"
        );
    }
}
