//! Turns quoted texts into their content.

use crate::source::{Span, Text, is_seen};

/// Returns the content of a string or text token: without quotes, with escapes resolved, and without the common
/// indentation of a text block. If the content is a part of the token, it is shared.
pub fn unquote(token: &Text) -> Text {
    match read(token) {
        Said::Piece(span) => token.part(span),
        Said::Other(text) => text.into(),
    }
}

/// Says whether a string or text token says something: whether a character in it can be seen, definitions of links apart.
pub fn says_something(token: &str) -> bool {
    let mut lines = token.trim_matches('"').lines();
    while let Some(line) = lines.next() {
        let definition = link_definition(line);
        if definition == Some("") {
            // Where the link leads stands in the line below.
            lines.next();
        }
        if definition.is_none() && line.contains(is_seen) {
            return true;
        }
    }
    false
}

/// Returns where a link leads if a line defines one, which documents do not print: `[label]: target "title"`.
fn link_definition(line: &str) -> Option<&str> {
    let (label, rest) = line.trim().strip_prefix('[')?.split_once("]:")?;
    let mut words = rest.split_whitespace();
    let target = words.next().unwrap_or_default();
    let is_title = |word: &str| word.starts_with(['"', '\\', '\'', '(']);
    (label.contains(is_seen) && words.next().is_none_or(is_title)).then_some(target)
}

/// The content of a token.
#[derive(Debug, PartialEq, Eq)]
enum Said {
    /// A part of the token, unchanged.
    Piece(Span),
    /// A new text.
    Other(String),
}

fn read(token: &str) -> Said {
    if let Some(inside) = between(token, BLOCK) {
        return read_block(inside);
    }
    let inside = between(token, "\"").unwrap_or(token);
    if inside.contains('\\') {
        Said::Other(unescape(inside))
    } else {
        piece(1, inside)
    }
}

/// The quotes of a text block.
const BLOCK: &str = "\"\"\"";

fn between<'a>(token: &'a str, quotes: &str) -> Option<&'a str> {
    token.strip_prefix(quotes)?.strip_suffix(quotes)
}

fn piece(start: usize, part: &str) -> Said {
    let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    Said::Piece(Span::new(offset(start), offset(start + part.len())))
}

/// Returns the only line of a block that has its words on one line.
fn read_block(inside: &str) -> Said {
    let mut only = Said::Piece(Span::default());
    let mut start = BLOCK.len();
    for line in inside.split_inclusive('\n') {
        let words = line.trim_end();
        if !words.is_empty() {
            if only != Said::Piece(Span::default()) {
                return Said::Other(dedent(inside));
            }
            let indent = words.len() - words.trim_start_matches([' ', '\t']).len();
            only = piece(start + indent, words.get(indent..).unwrap_or(""));
        }
        start += line.len();
    }
    only
}

/// Resolves escapes: `\"` and `\\` are a quote and a backslash, and any other backslash stands for itself (L-004).
fn unescape(inside: &str) -> String {
    let mut text = String::with_capacity(inside.len());
    let mut chars = inside.chars().peekable();
    while let Some(char) = chars.next() {
        match (char, chars.peek().copied()) {
            ('\\', Some(escaped @ ('"' | '\\'))) => {
                text.push(escaped);
                chars.next();
            }
            _ => text.push(char),
        }
    }
    text
}

/// Removes the common indentation, blank lines at both ends, and the carriage returns of CRLF lines (L-005). A text on
/// the line of the opening quotes does not count for the indentation.
fn dedent(inside: &str) -> String {
    let mut lines: Vec<&str> = inside.lines().map(str::trim_end).collect();
    let first = lines.first().copied().unwrap_or("").trim_start();
    let indent = lines
        .iter()
        .skip(1)
        .filter(|line| !line.is_empty())
        .map(|line| line.len() - line.trim_start_matches([' ', '\t']).len())
        .min()
        .unwrap_or(0);
    for (number, line) in lines.iter_mut().enumerate() {
        *line = if number == 0 {
            first
        } else {
            line.get(indent..).unwrap_or("")
        };
    }
    lines.join("\n").trim_matches('\n').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(token: &str, says: &str) {
        assert_eq!(unquote(&token.into()), says, "{token}");
        if let Some(inside) = between(token, "\"\"\"") {
            assert_eq!(dedent(inside), says, "{token}");
        }
    }

    #[test]
    fn strings_lose_quotes_and_escapes() {
        check(r#""a \"b\" \\ c \d""#, r#"a "b" \ c \d"#);
        check(r#""a b""#, "a b");
        check(r#""""#, "");
    }

    #[test]
    fn blanks_and_what_nobody_sees_say_nothing() {
        let empty = [
            "\"\"",
            "\" \t\"",
            "\"\u{a0}\u{200b}\"",
            "\"\"\"\"\"\"",
            "\"\"\"\n\u{feff}\n  \"\"\"",
            "\"[x]: http://a\"",
            "\"\"\"\n  [x]:\n  http://a\n\n  [y]: b (title of b)\n  \"\"\"",
        ];
        assert!(!empty.iter().any(|token| says_something(token)));
        let full = [
            "\"…\"",
            "\"\\\"\"",
            "\" \u{200d}ज \"",
            "\"\"\"\n  -\n\"\"\"",
            "\"[x]: http://a is no link\"",
            "\"[x] http://a\"",
            "\"\"\"\n  [x]: http://a\n  See [x].\n\"\"\"",
        ];
        assert!(full.iter().all(|token| says_something(token)));
    }

    #[test]
    fn text_blocks_lose_their_common_indentation() {
        check(
            "\"\"\"\n    one\n      two\n\n    three\n    \"\"\"",
            "one\n  two\n\nthree",
        );
        check("\"\"\"one\n  two\"\"\"", "one\ntwo");
        check("\"\"\"\r\n  one\r\n  two\r\n\"\"\"", "one\ntwo");
        check("\"\"\"\"\"\"", "");
    }

    #[test]
    fn text_blocks_of_one_line_say_that_line() {
        check("\"\"\"\n    one two \n    \"\"\"", "one two");
        check("\"\"\"\r\n\r\n\tone\r\n\r\n\"\"\"", "one");
        check("\"\"\" one\"\"\"", "one");
        check("\"\"\"\n  \n\"\"\"", "");
        let token: Text = "\"\"\"\n    one\n    \"\"\"".into();
        assert_eq!(read(&token), Said::Piece(Span::new(8, 11)));
    }
}
