//! What is not as it was in an earlier question, in a few words.

use std::collections::{BTreeMap, BTreeSet};

/// What begins the names under which a question holds what is tested: `tested.image`.
pub(super) const TESTED: &str = "tested.";

/// Says what differs between what a question held earlier and what it holds now, one thing each: `entry.closed_by: fuse → none`.
/// Only the names that count are compared.
pub(super) fn differences(
    before: &BTreeMap<String, String>,
    after: &BTreeMap<String, String>,
    counts: impl Fn(&str) -> bool,
) -> Vec<String> {
    let names = before.keys().chain(after.keys());
    let names: BTreeSet<&String> = names.filter(|name| counts(name)).collect();
    let changed = names.into_iter().filter_map(|name| {
        let (before, after) = (before.get(name), after.get(name));
        if before == after {
            return None;
        }
        if let (true, Some(before), Some(after)) = (name.starts_with(TESTED), before, after) {
            return Some(format!("{name}: {}", what_differs(before, after)));
        }
        let shown = |value: Option<&String>| shorten(value.map_or("nothing", String::as_str));
        Some(format!("{name}: {} → {}", shown(before), shown(after)))
    });
    changed.collect()
}

/// The characters of a value that are shown where it changed.
const SHOWN: usize = 60;

fn shorten(text: &str) -> String {
    let line: Vec<&str> = text.split_whitespace().collect();
    let line = line.join(" ");
    if line.chars().count() <= SHOWN {
        return line;
    }
    let start: String = line.chars().take(SHOWN - 1).collect();
    format!("{}…", start.trim_end())
}

/// Says which lines of what is tested are not as they were: `1.6.2 → 1.6.3`.
fn what_differs(before: &str, after: &str) -> String {
    let [before, after] = [before, after].map(|text| text.split('\n').collect::<BTreeSet<_>>());
    let shown = |lines: BTreeSet<&str>| {
        let lines: Vec<String> = lines
            .into_iter()
            .map(|line| shorten(&cut_words(line)))
            .collect();
        if lines.is_empty() {
            return "nothing".to_owned();
        }
        lines.join(", ")
    };
    let [gone, come] = [(&before, &after), (&after, &before)]
        .map(|(of, others)| shown(of.difference(others).copied().collect()));
    format!("{gone} → {come}")
}

/// How many characters of a word longer than that tell hashes apart.
const WORD: usize = 12;

/// Cuts long words, which are hashes.
fn cut_words(line: &str) -> String {
    let words = line.split(' ').map(|word| {
        let start: String = word.chars().take(WORD).collect();
        if start.len() == word.len() {
            start
        } else {
            format!("{start}…")
        }
    });
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_lines_that_differ_are_named() {
        let check = |before: &str, after: &str, words: &str| {
            assert_eq!(what_differs(before, after), words);
        };
        check("1.0 ab\n2.0", "1.1 cd\n2.0", "1.0 ab → 1.1 cd");
        check("1.0", "1.0\n3.0", "nothing → 3.0");
        check("1.0\n2.0", "3.0", "1.0, 2.0 → 3.0");
        let (old, new) = ("ab".repeat(32), "cd".repeat(32));
        check(&old, &new, "abababababab… → cdcdcdcdcdcd…");
    }
}
