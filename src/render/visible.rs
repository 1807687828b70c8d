//! Characters that nobody sees, made visible.

use std::borrow::Cow;
use std::fmt::Write as _;

/// Replaces what cannot be seen and changes how the text around it is read (control characters other than
/// line ends and tabs, and the marks that force, embed or isolate a direction) by its code point in angle
/// brackets: `⟨U+202E⟩`. Joiners and implicit direction marks, which Indian and Arabic scripts need, stay.
pub fn make_visible(text: &str) -> Cow<'_, str> {
    replace_by_code_points(text, is_hidden)
}

/// Like [`make_visible`], line ends and tabs included: for names, which are on one line.
pub fn visible_line(text: &str) -> Cow<'_, str> {
    replace_by_code_points(text, |letter| letter.is_control() || is_hidden(letter))
}

/// Like [`make_visible`], for what people typed: what no XML may hold is shown too. Line ends are cut before.
pub fn visible_value(text: &str) -> Cow<'_, str> {
    replace_by_code_points(text, |letter| {
        is_hidden(letter) || matches!(letter, '\u{fffe}' | '\u{ffff}')
    })
}

/// Replaces characters by their code points in angle brackets.
fn replace_by_code_points(text: &str, is_replaced: impl Fn(char) -> bool) -> Cow<'_, str> {
    if !text.contains(&is_replaced) {
        return Cow::Borrowed(text);
    }
    let mut visible = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        if is_replaced(character) {
            push_code_point(character, &mut visible);
        } else {
            visible.push(character);
        }
    }
    Cow::Owned(visible)
}

/// Adds the code point of a character in angle brackets.
pub fn push_code_point(character: char, text: &mut String) {
    // Writing to a string does not fail.
    let _ = write!(text, "⟨U+{:04X}⟩", u32::from(character));
}

/// Returns a text on one line, with what cannot be seen made visible and without what no text may hold.
pub fn one_line(text: &str) -> Cow<'_, str> {
    if is_plain_line(text) {
        return Cow::Borrowed(text);
    }
    let words = text.split_whitespace();
    let words: Vec<String> = words
        .map(|word| make_visible(word).replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}"))
        .collect();
    Cow::Owned(words.join(" "))
}

/// Says whether a text is a line of printable ASCII with single blanks between its words.
fn is_plain_line(text: &str) -> bool {
    let mut before = b' ';
    for byte in text.bytes() {
        let is_plain = byte.is_ascii_graphic() || (byte == b' ' && before != b' ');
        if !is_plain {
            return false;
        }
        before = byte;
    }
    text.is_empty() || before != b' '
}

/// Says whether a character is one that [`make_visible`] replaces.
pub fn is_hidden(character: char) -> bool {
    match character {
        '\n' | '\t' | '\r' => false,
        '\u{202a}'..='\u{202e}'
        | '\u{2066}'..='\u{2069}'
        | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e007f}' => true,
        other => other.is_control(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_characters_are_shown_and_others_stay() {
        assert_eq!(make_visible("क्\u{200d}ष\n\tx"), "क्\u{200d}ष\n\tx");
        assert_eq!(make_visible("a\u{202e}b\u{0}"), "a⟨U+202E⟩b⟨U+0000⟩");
    }
}
