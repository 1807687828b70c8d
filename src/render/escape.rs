//! Escapes of Markdown and HTML.

use super::visible::make_visible;

/// Escapes a text from outside for use anywhere in the Markdown of a template, table cells included: it
/// becomes one line of nothing but text.
///
/// Characters that bend the reading direction become visible; a text with right-to-left letters is isolated
/// (U+2068 … U+2069), so that it cannot reorder what stands beside it.
///
/// What means something in the middle of a line is always escaped, what means something only at its beginning where the
/// text begins: each escape is a node of its own for the parser.
pub fn escape_line(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 16);
    for (index, word) in text.split_whitespace().enumerate() {
        if index > 0 {
            escaped.push(' ');
        }
        let place = if index == 0 {
            Begins::Text
        } else {
            Begins::Word
        };
        escape_word(&make_visible(word), place, &mut escaped);
    }
    isolate(escaped)
}

/// Escapes a text from outside like [`escape_line`], but keeps its line ends as `<br>`.
pub fn escape_lines(text: &str) -> String {
    let lines: Vec<String> = text.trim().lines().map(escape_line).collect();
    lines.join("<br>")
}

/// What a word begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Begins {
    /// The whole text, and perhaps a line.
    Text,
    /// Nothing but itself.
    Word,
}

fn escape_word(word: &str, begins: Begins, into: &mut String) {
    let mut from = 0;
    // Up to here the text may be the number of a list.
    let mut is_number = begins == Begins::Text;
    for (at, byte) in word.bytes().enumerate() {
        let begins_text = begins == Begins::Text && at == 0;
        let marks_item = is_number && matches!(byte, b'.' | b')');
        if means_something(byte) || marks_item || (begins_text && byte.is_ascii_punctuation()) {
            into.push_str(word.get(from..at).unwrap_or_default());
            into.push('\\');
            from = at;
        }
        is_number &= byte.is_ascii_digit();
    }
    into.push_str(word.get(from..).unwrap_or_default());
}

/// Every ASCII punctuation that means something in the middle of a line of Markdown, extensions included; a backslash
/// before it is always read as an escape.
fn means_something(byte: u8) -> bool {
    matches!(
        byte,
        b'\\'
            | b'`'
            | b'*'
            | b'_'
            | b'['
            | b']'
            | b'<'
            | b'>'
            | b'&'
            | b'|'
            | b'!'
            | b'#'
            | b'~'
            | b'$'
            | b'^'
            | b'{'
            | b'}'
    )
}

/// Isolates a text that has right-to-left letters (U+2068 … U+2069), so that it cannot reorder what stands beside it.
pub fn isolate(text: String) -> String {
    if !text.is_ascii() && text.contains(is_right_to_left) {
        format!("\u{2068}{text}\u{2069}")
    } else {
        text
    }
}

fn is_right_to_left(character: char) -> bool {
    matches!(character,
        '\u{590}'..='\u{8ff}' | '\u{200f}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}'
        | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

/// Escapes text of a document for Markdown that people read: as little as needed.
///
/// `at_start` says that the text begins a line, where more characters have a meaning.
pub fn escape_readable(text: &str, at_start: AtStart) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    let start = match at_start {
        AtStart::Yes => text.trim_start(),
        AtStart::No => text,
    };
    let marker = match at_start {
        AtStart::Yes => line_marker(start),
        AtStart::No => None,
    };
    let mut before = None;
    let mut rest = start.char_indices().peekable();
    while let Some((index, character)) = rest.next() {
        let after = rest.peek().map(|(_, next)| *next);
        if marker == Some(index) || is_special(before, character, after) {
            escaped.push('\\');
        }
        escaped.push(character);
        before = Some(character);
    }
    escaped
}

/// Whether a text begins a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AtStart {
    /// It does.
    Yes,
    /// Something stands before it.
    No,
}

/// Returns where the character stands that would make a list, heading, quotation or rule of a line.
fn line_marker(line: &str) -> Option<usize> {
    let first = line.chars().next()?;
    if matches!(first, '#' | '>' | '+' | '-' | '=') {
        return Some(0);
    }
    let digits = line.chars().take_while(char::is_ascii_digit).count();
    let mut after = line.chars().skip(digits);
    let marked = digits > 0 && matches!(after.next(), Some('.' | ')'));
    (marked && after.next().is_none_or(char::is_whitespace)).then_some(digits)
}

fn is_special(before: Option<char>, character: char, after: Option<char>) -> bool {
    match character {
        '\\' | '`' | '*' | '[' | ']' | '<' | '|' | '~' | '$' => true,
        '_' => {
            let inside = |side: Option<char>| side.is_some_and(char::is_alphanumeric);
            !(inside(before) && inside(after))
        }
        '&' => after.is_some_and(|next| next == '#' || next.is_ascii_alphanumeric()),
        _ => false,
    }
}

/// Escapes text for HTML, in text and in quoted attributes.
pub fn escape_html(text: &str, into: &mut String) {
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        let escaped = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            b'\'' => "&#39;",
            _ => continue,
        };
        into.push_str(text.get(from..at).unwrap_or_default());
        into.push_str(escaped);
        from = at + 1;
    }
    into.push_str(text.get(from..).unwrap_or_default());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outside_text_becomes_one_line_of_text() {
        assert_eq!(escape_line("  a\n b\u{2028}c "), "a b c");
        assert_eq!(
            escape_line("<b>|*_`[x](y)"),
            "\\<b\\>\\|\\*\\_\\`\\[x\\](y)"
        );
        assert_eq!(escape_line("# 1. - +"), "\\# 1. - +");
        assert_eq!(escape_line("12. x (y) - z"), "12\\. x (y) - z");
        assert_eq!(escape_line("1) x: y.z"), "1\\) x: y.z");
        for start in ["- x", "+ x", "= x", ": x", ". x", ") x", "(x)"] {
            assert_eq!(escape_line(start), format!("\\{start}"));
        }
        assert_eq!(escape_lines("a\nb|"), "a<br>b\\|");
        assert_eq!(escape_line("x\u{202e}y"), "x⟨U+202E⟩y");
        assert_eq!(escape_line("שלום"), "\u{2068}שלום\u{2069}");
    }

    #[test]
    fn readable_text_is_escaped_where_needed() {
        let check =
            |text, expected: &str| assert_eq!(escape_readable(text, AtStart::Yes), expected);
        check("source_access is at_lab", "source_access is at_lab");
        check("_x_", "\\_x\\_");
        check("1. x", "1\\. x");
        check("12) x", "12\\) x");
        check("1.8 V", "1.8 V");
        check("- x - y", "\\- x - y");
        check("R&D &amp; x", "R\\&D \\&amp; x");
        check("a | b", "a \\| b");
        assert_eq!(escape_readable("- x", AtStart::No), "- x");
    }
}
