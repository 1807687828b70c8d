//! Finds out that a text block was left open, and where it should have been closed (L-008).
//!
//! After a block that was left open, the next quotes open another block. They follow the word of a field, while closing quotes
//! follow words of the text or stand alone. Sound text is never cut, because only two blocks are suspected: one without an end,
//! and one that would end in quotes that open a block.

use super::keywords::{is_continuation, is_field, is_item_keyword};

/// A text block, from its opening quotes on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Opened<'a> {
    /// The line of the opening quotes, up to these.
    pub before: &'a str,
    /// What stands after the opening quotes, up to the next ones or the end of the file.
    pub inside: &'a str,
    /// Whether there are next ones.
    pub ends: bool,
}

impl Opened<'_> {
    /// Returns the number of bytes of `inside` that belong to a block that was left open; `None` if it was closed.
    pub fn left_open(self) -> Option<usize> {
        if self.ends && ends_in_own_line(self.inside) {
            return None;
        }
        let head = find_line(self.inside, looks_like_head);
        let next = self.find_next();
        if self.ends && head.is_none() && !self.opens_another(next) {
            return None;
        }
        let last = if self.ends {
            start_of_last_line(self.inside)
        } else {
            self.inside.len()
        };
        Some([head, next].into_iter().flatten().fold(last, usize::min))
    }

    /// Finds the first line that is not indented deeper than that of the opening quotes and goes on with the item: a field,
    /// an attribute, or the end of a block.
    fn find_next(self) -> Option<usize> {
        let limit = indent(self.before);
        let goes_on = |line: &str| {
            line.trim_start().starts_with('}') || begins_field(line) || is_name_and_text(line)
        };
        find_line(self.inside, |line| indent(line) <= limit && goes_on(line))
    }

    /// Says whether the quotes after `inside` open another block: they follow the word of a field, on a line that goes on with
    /// the item or after one that does.
    fn opens_another(self, next: Option<usize>) -> bool {
        let line = self
            .inside
            .get(start_of_last_line(self.inside)..)
            .unwrap_or("");
        let is_apart = line.ends_with([' ', '\t']);
        is_apart && begins_field(line) && next.is_some()
    }
}

/// Finds the first line, after that of the opening quotes, that meets a condition. Returns its offset.
fn find_line(inside: &str, is_wanted: impl Fn(&str) -> bool) -> Option<usize> {
    let mut offset = 0;
    for line in inside.split_inclusive('\n') {
        // The first piece is the rest of the opening line.
        if offset > 0 && is_wanted(line) {
            return Some(offset);
        }
        offset += line.len();
    }
    None
}

fn start_of_last_line(inside: &str) -> usize {
    inside.rfind('\n').map_or(0, |at| at + 1)
}

/// Says whether there are only blanks between the last line feed and the end.
fn ends_in_own_line(inside: &str) -> bool {
    let last = inside.rsplit_once('\n');
    last.is_some_and(|(_, last)| last.trim().is_empty())
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches([' ', '\t']).len()
}

fn first_word(line: &str) -> &str {
    line.split_whitespace().next().unwrap_or("")
}

fn begins_field(line: &str) -> bool {
    let word = first_word(line);
    is_field(word) || is_continuation(word)
}

/// Says whether a line begins like an attribute: a word and a text.
fn is_name_and_text(line: &str) -> bool {
    let mut words = line.split_whitespace();
    let name = words.next().unwrap_or("");
    name.bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        && words.next().is_some_and(|text| text.starts_with('"'))
}

/// Says whether a line in column 0 can only be the head of an item: an item keyword, a key and a title.
fn looks_like_head(line: &str) -> bool {
    if !line.starts_with(|first: char| first.is_ascii_lowercase()) {
        return false;
    }
    let mut words = line.splitn(3, ' ');
    let keyword = words.next().unwrap_or("");
    let key = words.next().unwrap_or("");
    let is_key =
        |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-' | b'@');
    is_item_keyword(keyword)
        && key.bytes().all(is_key)
        && words.next().is_some_and(|rest| rest.starts_with('"'))
}
