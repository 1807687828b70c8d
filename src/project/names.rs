//! Names of files as messages show them, and of folders as they are made from texts.

use std::path::Path;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::model::is_device;
use crate::render::visible_line;

/// The greatest length of the name of a folder, in bytes: a disk takes 255.
const MAX_BYTES: usize = 200;

/// Returns a path as messages and documents show it: forward slashes, no leading `./`, all its characters visible.
pub fn shown(path: &Path) -> String {
    let text = path.to_string_lossy();
    let text = if cfg!(windows) {
        text.replace('\\', "/")
    } else {
        text.into_owned()
    };
    let mut rest = text.as_str();
    while let Some(shorter) = rest.strip_prefix("./") {
        rest = shorter.trim_start_matches('/');
    }
    let rest = if rest.len() > 1 {
        rest.trim_end_matches('/')
    } else {
        rest
    };
    visible_line(if rest.is_empty() { "." } else { rest }).into_owned()
}

/// Returns a name for a folder that keeps the letters and digits of a text, of every script, in their composed form. All
/// else becomes `-`; never empty, never a name that some system keeps for itself.
pub fn safe_name(text: &str) -> String {
    let mut name = String::new();
    for character in text.nfc().filter(|character| !is_joiner(*character)) {
        let is_kept = match character {
            '.' | '_' | '-' => true,
            // A mark goes with the letter before it.
            mark if is_combining_mark(mark) => name.chars().next_back().is_some_and(is_letter),
            other => is_letter(other),
        };
        if is_kept {
            name.push(character);
        } else if !name.ends_with('-') {
            name.push('-');
        }
        if name.len() > MAX_BYTES {
            name.pop();
            break;
        }
    }
    let name = name.trim_matches(['.', '-']);
    if name.is_empty() || is_device(name) {
        return format!("x-{name}").trim_end_matches('-').to_owned();
    }
    name.to_owned()
}

/// Says whether a character is a letter, a digit, or a mark that goes with letters.
fn is_letter(character: char) -> bool {
    character.is_alphanumeric() || is_combining_mark(character)
}

/// Says whether a character only joins its neighbours or keeps them apart, as in Indian and Persian words.
fn is_joiner(character: char) -> bool {
    matches!(character, '\u{200c}' | '\u{200d}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_text_gives_a_safe_name() {
        for (text, name) in [
            ("CAM-102", "CAM-102"),
            ("../../etc/passwd", "etc-passwd"),
            ("<script>alert(1)</script>", "script-alert-1-script"),
            ("con", "x-con"),
            ("Lpt1.x", "x-Lpt1.x"),
            ("com\u{b9}", "x-com\u{b9}"),
            ("cam. .", "cam"),
            ("a:b|c?d*", "a-b-c-d"),
            ("…", "x"),
            ("", "x"),
        ] {
            assert_eq!(safe_name(text), name);
        }
    }

    #[test]
    fn names_keep_the_letters_of_every_script() {
        for (text, name) in [
            ("घर", "घर"),
            ("द्वार", "द्वार"),
            ("cafe\u{301}", "caf\u{e9}"),
            ("می\u{200c}خواهم", "میخواهم"),
            ("\u{301}a /\u{301}b", "a-b"),
            ("カメラ 2", "カメラ-2"),
            ("a\u{202e}b\u{1b}c", "a-b-c"),
        ] {
            assert_eq!(safe_name(text), name);
        }
        let long = safe_name(&"घ".repeat(300));
        assert!(long.len() <= MAX_BYTES && long.chars().all(|letter| letter == 'घ'));
    }

    #[test]
    fn paths_are_shown_with_forward_slashes() {
        for (path, name) in [
            ("./a/b", "a/b"),
            (".", "."),
            ("", "."),
            ("/x/", "/x"),
            ("../a", "../a"),
            ("a\u{1b}[31m\n\u{9b}b", "a⟨U+001B⟩[31m⟨U+000A⟩⟨U+009B⟩b"),
        ] {
            assert_eq!(shown(Path::new(path)), name);
        }
    }
}
