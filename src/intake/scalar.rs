//! Texts as YAML scalars that read back the same, in the form that is the most pleasant to edit.

use std::fmt::Write as _;

use crate::product::is_direction;

/// Writes a text after `key:`: a word as it is, a text as a block, all else in quotes. Lines of a block are indented by
/// `indent` spaces.
pub(super) fn write_text(out: &mut String, text: &str, indent: usize) {
    if is_word(text) || !is_block(text) {
        out.push(' ');
        write_inline(out, text);
        out.push('\n');
        return;
    }
    out.push_str(if text.ends_with('\n') {
        " |\n"
    } else {
        " |-\n"
    });
    for line in text.strip_suffix('\n').unwrap_or(text).split('\n') {
        if !line.is_empty() {
            let _ = write!(out, "{:indent$}{line}", "");
        }
        out.push('\n');
    }
}

/// Writes a text on one line: a word as it is, all else in quotes.
pub(super) fn write_inline(out: &mut String, text: &str) {
    if is_word(text) {
        out.push_str(text);
        return;
    }
    out.push('"');
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            seen if is_plain(seen) => out.push(seen),
            unseen => {
                let number = u32::from(unseen);
                let _ = if number > 0xffff {
                    write!(out, "\\U{number:08x}")
                } else {
                    write!(out, "\\u{number:04x}")
                };
            }
        }
    }
    out.push('"');
}

/// Says whether a text is one word that needs no quotes anywhere: a key, a number, a date.
fn is_word(text: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"._-+@:".contains(&byte);
    let is_nothing = matches!(text, "null" | "Null" | "NULL");
    text.starts_with(|first: char| first.is_ascii_alphanumeric())
        && text.bytes().all(fits)
        && !text.ends_with(':')
        && !is_nothing
}

/// Says whether a text can be a block: nothing in it gets lost there, or in an editor that cuts blanks off.
fn is_block(text: &str) -> bool {
    let body = text.strip_suffix('\n').unwrap_or(text);
    let fits = |line: &str| !line.ends_with([' ', '\t']) && line.chars().all(is_plain_or_tab);
    !body.is_empty()
        && !body.starts_with([' ', '\t', '\n'])
        && !body.ends_with('\n')
        && body.split('\n').all(fits)
}

fn is_plain_or_tab(letter: char) -> bool {
    letter == '\t' || is_plain(letter)
}

/// Says whether a character is one that editors show and that YAML takes as it is.
fn is_plain(letter: char) -> bool {
    let is_odd = matches!(
        letter,
        '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}'
    );
    !letter.is_control() && !is_odd && !is_direction(letter)
}
