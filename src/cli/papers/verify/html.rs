//! What stands in the slots of a paper in HTML, and what stands around them.

use std::collections::BTreeMap;

/// A paper taken apart.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Parts {
    /// What stands in each slot, in plain text; several times if it stands in several places.
    pub slots: BTreeMap<String, Vec<String>>,
    /// The rest, a line each.
    pub rest: Vec<String>,
}

const SLOT: &str = "data-slot=\"";

/// Takes a paper in HTML apart. A text that is no paper of praman has no slots.
pub(super) fn take_apart(html: &str) -> Parts {
    let mut parts = Parts::default();
    let mut around = String::new();
    let mut rest = html;
    while let Some(at) = rest.find(SLOT) {
        let (before, after) = rest.split_at(at);
        let after = after.get(SLOT.len()..).unwrap_or_default();
        let Some((slot, after)) = after.split_once('"') else {
            break;
        };
        around.push_str(before);
        // The rest of the tag says whether the field is filled in.
        let Some((_, after)) = after.split_once('>') else {
            break;
        };
        let is_cell = before
            .rfind('<')
            .is_some_and(|open| before.get(open..).is_some_and(|tag| tag.starts_with("<td")));
        let end = if is_cell {
            after.find("</td>")
        } else {
            end_of_span(after)
        };
        let (content, after) = after.split_at(end.unwrap_or(after.len()));
        let held = parts.slots.entry(plain(slot)).or_default();
        held.push(plain(content));
        rest = after;
    }
    around.push_str(rest);
    parts.rest = around.lines().map(str::to_owned).collect();
    parts
}

/// Finds the end of a `span` in which others may stand.
fn end_of_span(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    let mut at = 0;
    loop {
        let rest = text.get(at..)?;
        let open = rest.find("<span");
        let close = rest.find("</span>")?;
        match open.filter(|open| *open < close) {
            Some(open) => {
                depth += 1;
                at += open + "<span".len();
            }
            None if depth == 0 => return Some(at + close),
            None => {
                depth -= 1;
                at += close + "</span>".len();
            }
        }
    }
}

/// Returns the text of a piece of HTML on one line.
fn plain(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut in_tag = false;
    for letter in html.chars() {
        match letter {
            '<' => {
                in_tag = true;
                text.push(' ');
            }
            '>' if in_tag => in_tag = false,
            _ if in_tag => {}
            _ => text.push(letter),
        }
    }
    let text = text
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&");
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ")
}

#[cfg(test)]
#[expect(
    clippy::indexing_slicing,
    reason = "a test may stop where its own data is wrong"
)]
mod tests {
    use super::*;

    #[test]
    fn slots_and_the_rest_are_told_apart() {
        let html = "<p>A <span class=\"field text\" data-slot=\"x/a\" data-filled><span class=\"unseen\">L: </span>\
                    <span class=\"answer\">one &lt;b&gt;</span></span> B</p>\n\
                    <table><td data-slot=\"x/b\">two</td><td>C</td></table>";
        let parts = take_apart(html);
        assert_eq!(parts.slots["x/a"], ["L: one <b>"]);
        assert_eq!(parts.slots["x/b"], ["two"]);
        assert_eq!(
            parts.rest,
            [
                "<p>A <span class=\"field text\" </span> B</p>",
                "<table><td </td><td>C</td></table>"
            ]
        );
    }

    #[test]
    fn what_is_cut_off_ends_nothing() {
        for html in [
            "",
            "data-slot=\"",
            "<span data-slot=\"a\">",
            "<td data-slot=\"a\"",
            "<span data-slot=\"a\"><span>",
        ] {
            take_apart(html);
        }
    }
}
