//! Letters that cannot be seen, and letters that look like others: both make two words differ that look the same.
//!
//! The names that the language and product files know are made of English letters, digits and a few marks. The tables hold
//! what is typed or pasted in their place; a letter that they lack is told by its number alone.

use std::fmt::Write as _;

/// What a letter is taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Taken {
    /// For nothing: it cannot be seen.
    Nothing,
    /// For this letter or mark.
    For(&'static str),
}

/// Letters that cannot be seen, with their names.
const INVISIBLE: [(char, char, &str); 19] = [
    ('\u{ad}', '\u{ad}', "SOFT HYPHEN"),
    ('\u{34f}', '\u{34f}', "COMBINING GRAPHEME JOINER"),
    ('\u{61c}', '\u{61c}', "ARABIC LETTER MARK"),
    ('\u{115f}', '\u{1160}', "HANGUL FILLER"),
    ('\u{180e}', '\u{180e}', "MONGOLIAN VOWEL SEPARATOR"),
    ('\u{200b}', '\u{200b}', "ZERO WIDTH SPACE"),
    ('\u{200c}', '\u{200c}', "ZERO WIDTH NON-JOINER"),
    ('\u{200d}', '\u{200d}', "ZERO WIDTH JOINER"),
    ('\u{200e}', '\u{200e}', "LEFT-TO-RIGHT MARK"),
    ('\u{200f}', '\u{200f}', "RIGHT-TO-LEFT MARK"),
    ('\u{202a}', '\u{202e}', "DIRECTION OVERRIDE OR EMBEDDING"),
    ('\u{2060}', '\u{2060}', "WORD JOINER"),
    ('\u{2061}', '\u{2064}', "INVISIBLE OPERATOR"),
    ('\u{2066}', '\u{2069}', "DIRECTION ISOLATE"),
    ('\u{3164}', '\u{3164}', "HANGUL FILLER"),
    ('\u{fe00}', '\u{fe0f}', "VARIATION SELECTOR"),
    ('\u{feff}', '\u{feff}', "ZERO WIDTH NO-BREAK SPACE"),
    ('\u{ffa0}', '\u{ffa0}', "HALFWIDTH HANGUL FILLER"),
    ('\u{e0000}', '\u{e007f}', "TAG CHARACTER"),
];

/// Blanks that are no spaces, with their names.
const BLANKS: [(char, char, &str); 6] = [
    ('\u{a0}', '\u{a0}', "NO-BREAK SPACE"),
    ('\u{1680}', '\u{1680}', "OGHAM SPACE MARK"),
    ('\u{2000}', '\u{200a}', "TYPOGRAPHICAL SPACE"),
    ('\u{202f}', '\u{202f}', "NARROW NO-BREAK SPACE"),
    ('\u{205f}', '\u{205f}', "MEDIUM MATHEMATICAL SPACE"),
    ('\u{3000}', '\u{3000}', "IDEOGRAPHIC SPACE"),
];

/// For each letter or mark those that look like it.
const ALIKE: [(&str, &str); 58] = [
    ("a", "аαɑ"),
    ("b", "Ьь"),
    ("c", "сϲᴄ"),
    ("d", "ԁ"),
    ("e", "еҽ"),
    ("g", "ɡ"),
    ("h", "һհ"),
    ("i", "іıιɩ"),
    ("j", "јϳ"),
    ("k", "кκ"),
    ("l", "ӏ"),
    ("m", "м"),
    ("n", "ոп"),
    ("o", "оοօσ"),
    ("p", "рρ"),
    ("q", "ԛ"),
    ("r", "г"),
    ("s", "ѕ"),
    ("t", "т"),
    ("u", "υս"),
    ("v", "νѵ"),
    ("w", "ԝωѡ"),
    ("x", "хχ"),
    ("y", "уүγ"),
    ("z", "ᴢ"),
    ("A", "АΑ"),
    ("B", "ВΒ"),
    ("C", "СϹ"),
    ("D", "Ꭰ"),
    ("E", "ЕΕ"),
    ("F", "Ϝ"),
    ("G", "Ԍ"),
    ("H", "НΗ"),
    ("I", "ІΙӀ"),
    ("J", "Ј"),
    ("K", "КΚ\u{212a}"),
    ("L", "Ꮮ"),
    ("M", "МΜ"),
    ("N", "Ν"),
    ("O", "ОΟՕ"),
    ("P", "РΡ"),
    ("Q", "Ԛ"),
    ("S", "Ѕ"),
    ("T", "ТΤ"),
    ("V", "Ѵ"),
    ("W", "Ԝ"),
    ("X", "ХΧ"),
    ("Y", "УΥҮ"),
    ("Z", "Ζ"),
    ("-", "‐‑‒–—―−﹣"),
    (".", "․。\u{ff61}"),
    (",", "‚،，"),
    (":", "∶꞉ː"),
    ("_", "ˍ"),
    ("ff", "ﬀ"),
    ("fi", "ﬁ"),
    ("fl", "ﬂ"),
    ("/", "⁄∕"),
];

/// The first digit of the scripts whose digits are written for others.
const DIGITS: [char; 11] = [
    '\u{660}', '\u{6f0}', '\u{966}', '\u{9e6}', '\u{a66}', '\u{ae6}', '\u{b66}', '\u{be6}',
    '\u{c66}', '\u{ce6}', '\u{d66}',
];

/// The characters from `!` to `~`, which have wide forms one after the other.
const ASCII: &str = "!\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~";

/// The scripts of letters that look like English ones.
const SCRIPTS: [(char, char, &str); 6] = [
    ('\u{370}', '\u{3ff}', "Greek"),
    ('\u{400}', '\u{52f}', "Cyrillic"),
    ('\u{530}', '\u{58f}', "Armenian"),
    ('\u{13a0}', '\u{13ff}', "Cherokee"),
    ('\u{fb00}', '\u{fb06}', "a ligature"),
    ('\u{ff01}', '\u{ff5e}', "a wide form"),
];

fn find(table: &[(char, char, &'static str)], letter: char) -> Option<&'static str> {
    let mut rows = table.iter();
    let row = rows.find(|(first, last, _)| (*first..=*last).contains(&letter));
    row.map(|(_, _, name)| *name)
}

fn taken(letter: char) -> Option<Taken> {
    if letter.is_ascii() {
        return None;
    }
    if find(&INVISIBLE, letter).is_some() {
        return Some(Taken::Nothing);
    }
    if find(&BLANKS, letter).is_some() {
        return Some(Taken::For(" "));
    }
    let mut alike = ALIKE.iter();
    let alike = alike.find(|(_, letters)| letters.contains(letter));
    let alike = alike.map(|(plain, _)| *plain);
    alike
        .or_else(|| wide(letter))
        .or_else(|| digit(letter))
        .or_else(|| mathematical(letter))
        .map(Taken::For)
}

fn wide(letter: char) -> Option<&'static str> {
    let place = u32::from(letter).checked_sub(0xff01)?;
    let place = usize::try_from(place).ok()?;
    ASCII.get(place..=place)
}

fn digit(letter: char) -> Option<&'static str> {
    let zero = DIGITS.iter().rev().find(|zero| **zero <= letter)?;
    let value = usize::try_from(u32::from(letter) - u32::from(*zero)).ok()?;
    "0123456789".get(value..=value)
}

/// Bold, italic and other letters and digits of formulas: alphabets of 52 letters, one after the other, and then digits.
fn mathematical(letter: char) -> Option<&'static str> {
    let from = |first: u32| u32::from(letter).checked_sub(first);
    let place = |offset: u32, count: u32, start: u32| usize::try_from(start + offset % count).ok();
    let (letters, digits) = (from(0x1d400)?, from(0x1d7ce));
    let place = match digits {
        Some(digit) if digit < 50 => place(digit, 10, 15)?,
        _ if letters < 13 * 52 => match place(letters, 52, 0)? {
            capital if capital < 26 => 32 + capital,
            small => 38 + small,
        },
        _ => return None,
    };
    ASCII.get(place..=place)
}

/// Returns a text with plain letters in place of those that look like them, and without those that cannot be seen; `None` if it
/// has none of these.
pub fn plain(text: &str) -> Option<String> {
    if text.is_ascii() {
        return None;
    }
    let mut changed = false;
    let mut plain = String::with_capacity(text.len());
    for letter in text.chars() {
        match taken(letter) {
            Some(Taken::Nothing) => changed = true,
            Some(Taken::For(other)) => {
                changed = true;
                plain.push_str(other);
            }
            None => plain.push(letter),
        }
    }
    changed.then_some(plain)
}

/// Returns a text in small letters, without what is no letter or digit: people write `Wi-Fi`, `wifi` and `WIFI` alike.
pub fn fold(text: &str) -> String {
    let letters = text.chars().filter(|letter| letter.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// Returns the number of a letter, with its name where it has no shape of its own: "U+200B ZERO WIDTH SPACE".
fn letter_name(letter: char) -> String {
    let mut name = format!("U+{:04X}", u32::from(letter));
    if let Some(words) = find(&INVISIBLE, letter).or_else(|| find(&BLANKS, letter)) {
        let _ = write!(name, " {words}");
    }
    name
}

/// Says what is the matter with a letter: "U+200B ZERO WIDTH SPACE, which cannot be seen"; `None` for an ordinary one.
fn odd_letter(letter: char) -> Option<String> {
    let name = letter_name(letter);
    Some(match taken(letter)? {
        Taken::Nothing => format!("{name}, which cannot be seen"),
        Taken::For(" ") => format!("{name}, which is no space"),
        Taken::For(other) => match find(&SCRIPTS, letter) {
            Some(script) => format!("`{letter}` ({name}, {script}), which looks like `{other}`"),
            None => format!("`{letter}` ({name}), which looks like `{other}`"),
        },
    })
}

/// Names the first letter of a text that is taken for a blank, for a mark such as `:`, or for nothing.
pub fn first_odd_mark(text: &str) -> Option<String> {
    let is_mark = |letter: &char| match taken(*letter) {
        Some(Taken::Nothing) => true,
        Some(Taken::For(mark)) => " :,#{}[]\"'&*!|>?".contains(mark),
        None => false,
    };
    text.chars().find(is_mark).and_then(odd_letter)
}

/// Names the first odd letter of a text.
pub fn first_odd_letter(text: &str) -> Option<String> {
    text.chars().find_map(odd_letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn odd_letters_are_named() {
        let name = |text| first_odd_letter(text).unwrap_or_default();
        assert_eq!(
            name("yes\u{200b}"),
            "U+200B ZERO WIDTH SPACE, which cannot be seen"
        );
        assert_eq!(
            name("y\u{435}s"),
            "`\u{435}` (U+0435, Cyrillic), which looks like `e`"
        );
        assert_eq!(name("a\u{a0}b"), "U+00A0 NO-BREAK SPACE, which is no space");
        assert_eq!(
            name("\u{2212}1"),
            "`\u{2212}` (U+2212), which looks like `-`"
        );
        assert_eq!(name("gr\u{fc}n घर"), "");
    }

    #[test]
    fn a_plain_text_looks_the_same() {
        let same = |text, other: &str| assert_eq!(plain(text).as_deref(), Some(other), "{text}");
        same("yes\u{200b}", "yes");
        same("y\u{430}ml", "yaml");
        same("\u{ff59}\u{ff45}\u{ff53}", "yes");
        same("\u{967}\u{968}.\u{96b}", "12.5");
        same("2026\u{2011}01", "2026-01");
        same("\u{ad}\u{202e}no\u{202c}", "no");
        same("con\u{fb01}g", "config");
        same("\u{1d404}\u{1d42b}\u{1d7d9}", "Er1");
        assert_eq!(plain("yes"), None);
        assert_eq!(plain("grün"), None);
    }

    #[test]
    fn no_letter_stands_for_two_others() {
        let all: Vec<char> = ALIKE
            .iter()
            .flat_map(|(_, letters)| letters.chars())
            .collect();
        for (number, letter) in all.iter().enumerate() {
            assert!(!letter.is_ascii(), "{letter}");
            assert!(
                !all.iter().take(number).any(|other| other == letter),
                "{letter}"
            );
        }
    }
}
