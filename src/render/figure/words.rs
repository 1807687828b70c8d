//! How wide words are, and what of them fits.
//!
//! The fonts of the reader are not known: widths are those of a wide sans serif, rounded up.

use crate::render::visible::one_line;

/// The size of text in drawings, in points.
pub(super) const SIZE: i64 = 8;

/// How far apart the base lines of lines of text stand, in points.
pub(super) const LINE: i64 = 11;

/// Returns how wide a text is at most, in points.
pub(super) fn width_of(text: &str) -> i64 {
    points(text.chars().map(advance).sum())
}

/// Turns hundredths of the size into points, rounded up.
fn points(hundredths: i64) -> i64 {
    (hundredths * SIZE).div_euclid(100) + 1
}

/// Returns the advance of a character, in hundredths of the size.
fn advance(character: char) -> i64 {
    match character {
        'i' | 'j' | 'l' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | ' ' => 32,
        'f' | 'r' | 't' | 'I' | 'J' | '-' | '(' | ')' | '[' | ']' | '/' | '\\' | '"' | '`' => 43,
        'm' | 'w' | 'M' | 'W' | '@' | '%' | '…' | '—' | '→' => 102,
        'A'..='Z' | '&' => 77,
        '\0'..='\u{24f}' => 64,
        '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' => 0,
        '\u{250}'..='\u{fff}' | '\u{2000}'..='\u{2bff}' => 110,
        '\u{1000}'..='\u{ffff}' => 130,
        _ => 160,
    }
}

/// Returns as much of a text as fits a width, with `…` for what does not.
pub(super) fn fit(text: &str, width: i64) -> String {
    let text = one_line(text);
    if width_of(&text) <= width {
        return text.into_owned();
    }
    let (mut kept, mut wide) = (String::new(), advance('…'));
    for character in text.chars() {
        wide += advance(character);
        if points(wide) > width {
            break;
        }
        kept.push(character);
    }
    kept.truncate(kept.trim_end().len());
    if points(advance('…')) <= width {
        kept.push('…');
    }
    kept
}

/// Breaks a text into at most so many lines of a width; what does not fit is cut.
pub(super) fn wrap(text: &str, width: i64, at_most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let text = one_line(text);
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let full = lines.len() >= at_most;
        match lines.last_mut() {
            Some(line) if full || width_of(line) + width_of(word) + LINE / 3 <= width => {
                line.push(' ');
                line.push_str(word);
            }
            Some(_) | None => lines.push(word.to_owned()),
        }
    }
    lines.iter().map(|line| fit(line, width)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_cut_where_they_do_not_fit() {
        assert_eq!(fit("short", 100), "short");
        let cut = fit("a text that is much too long for it", 60);
        assert!(cut.ends_with('…') && width_of(&cut) <= 60, "{cut}");
        assert_eq!(fit("word", 1), "");
    }

    #[test]
    fn lines_break_between_words_and_the_last_is_cut() {
        assert_eq!(wrap("one two three", 40, 3), ["one two", "three"]);
        let lines = wrap("one two three four five six seven", 40, 2);
        assert!(
            lines.len() == 2 && lines.iter().all(|line| width_of(line) <= 40),
            "{lines:?}"
        );
        assert!(wrap("", 40, 2).is_empty());
    }
}
