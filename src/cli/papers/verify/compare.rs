//! How two papers differ: in which slots, and where elsewhere.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::html::take_apart;

/// How a file differs from what was expected.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Differences {
    /// Slots, each with what was found and what was expected.
    pub slots: Vec<(String, String, String)>,
    /// Other places, each with what was found and what was expected.
    pub elsewhere: Vec<(String, String, String)>,
}

/// How closely papers are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Closeness {
    /// Everything.
    All,
    /// What stands in slots: another version of the program prints other words around them.
    Slots,
}

impl Differences {
    /// Says whether there are none.
    pub fn is_empty(&self) -> bool {
        self.slots.is_empty() && self.elsewhere.is_empty()
    }

    /// Returns how many there are.
    pub fn len(&self) -> usize {
        self.slots.len() + self.elsewhere.len()
    }
}

/// Compares a file with what was expected, by the ending of its name.
pub(super) fn compare(name: &str, found: &[u8], expected: &[u8], how: Closeness) -> Differences {
    let (found, expected) = (
        String::from_utf8_lossy(found),
        String::from_utf8_lossy(expected),
    );
    match name.rsplit_once('.').map(|(_, ending)| ending) {
        Some("html") => compare_html(&found, &expected, how),
        Some("json") => compare_json(&found, &expected, how),
        _ => Differences {
            slots: Vec::new(),
            elsewhere: compare_lines(found.lines(), expected.lines()),
        },
    }
}

fn compare_html(found: &str, expected: &str, how: Closeness) -> Differences {
    let (found, expected) = (take_apart(found), take_apart(expected));
    let joined = |slots: &BTreeMap<String, Vec<String>>, slot: &str| {
        slots.get(slot).map(|held| held.join(" | "))
    };
    let keys: BTreeSet<&String> = found.slots.keys().chain(expected.slots.keys()).collect();
    let slots = keys.into_iter().filter_map(|slot| {
        differing(
            slot,
            joined(&found.slots, slot),
            joined(&expected.slots, slot),
        )
    });
    Differences {
        slots: slots.collect(),
        elsewhere: match how {
            Closeness::All => compare_lines(
                found.rest.iter().map(String::as_str),
                expected.rest.iter().map(String::as_str),
            ),
            Closeness::Slots => Vec::new(),
        },
    }
}

fn compare_json(found: &str, expected: &str, how: Closeness) -> Differences {
    let read = |text: &str| serde_json::from_str::<Value>(text);
    let (Ok(found), Ok(expected)) = (read(found), read(expected)) else {
        return Differences {
            slots: Vec::new(),
            elsewhere: compare_lines(found.lines(), expected.lines()),
        };
    };
    let answers = |value: &Value| match value.get("answers") {
        Some(Value::Object(answers)) => answers.clone(),
        _ => serde_json::Map::new(),
    };
    let (own, others) = (answers(&found), answers(&expected));
    let keys: BTreeSet<&String> = own.keys().chain(others.keys()).collect();
    let shown = |answer: Option<&Value>| {
        let shown = answer?.get("shown")?.as_str()?;
        let standing = answer?.get("standing")?.as_str()?;
        Some(format!("{shown} ({standing})"))
    };
    let slots = keys
        .into_iter()
        .filter_map(|slot| differing(slot, shown(own.get(slot)), shown(others.get(slot))));
    let mut elsewhere = Vec::new();
    if how == Closeness::All {
        walk(&found, &expected, "", &mut elsewhere);
    }
    Differences {
        slots: slots.collect(),
        elsewhere,
    }
}

/// Finds where two values differ. Answers are compared by slot.
fn walk(found: &Value, expected: &Value, path: &str, out: &mut Vec<(String, String, String)>) {
    if found == expected || path == "/answers" {
        return;
    }
    match (found, expected) {
        (Value::Object(one), Value::Object(other)) => {
            let keys: BTreeSet<&String> = one.keys().chain(other.keys()).collect();
            for key in keys {
                let missing = Value::Null;
                let [one, other] = [one, other].map(|map| map.get(key).unwrap_or(&missing));
                walk(one, other, &format!("{path}/{key}"), out);
            }
        }
        (Value::Array(one), Value::Array(other)) if one.len() == other.len() => {
            for (place, (one, other)) in one.iter().zip(other).enumerate() {
                walk(one, other, &format!("{path}/{place}"), out);
            }
        }
        _ => out.push((
            path.to_owned(),
            cut(&found.to_string()),
            cut(&expected.to_string()),
        )),
    }
}

fn differing(
    slot: &str,
    found: Option<String>,
    expected: Option<String>,
) -> Option<(String, String, String)> {
    if found == expected {
        return None;
    }
    let shown = |text: Option<String>| text.map_or_else(|| "nothing".to_owned(), |text| cut(&text));
    Some((slot.to_owned(), shown(found), shown(expected)))
}

/// Finds the lines in which two texts differ: the lines of one against those of the other, from the beginning and from the end.
fn compare_lines<'t>(
    found: impl Iterator<Item = &'t str>,
    expected: impl Iterator<Item = &'t str>,
) -> Vec<(String, String, String)> {
    let (found, expected): (Vec<&str>, Vec<&str>) = (found.collect(), expected.collect());
    if found == expected {
        return Vec::new();
    }
    let pairs = found.iter().zip(&expected);
    let alike = pairs.take_while(|(one, other)| one == other).count();
    let longest = found.len().min(expected.len()) - alike;
    let pairs = found.iter().rev().zip(expected.iter().rev());
    let alike_after = pairs
        .take(longest)
        .take_while(|(one, other)| one == other)
        .count();
    let middle = |lines: &[&str]| {
        let end = lines.len() - alike_after;
        let middle = lines.get(alike..end).unwrap_or_default();
        middle
            .iter()
            .map(|line| (*line).to_owned())
            .collect::<Vec<_>>()
    };
    let (found, expected) = (middle(&found), middle(&expected));
    let count = found.len().max(expected.len());
    let line = |lines: &[String], place: usize| {
        lines
            .get(place)
            .map_or_else(|| "nothing".to_owned(), |line| cut(line))
    };
    let differs = |place: &usize| found.get(*place) != expected.get(*place);
    let places = (0..count).filter(differs);
    places
        .map(|place| {
            let name = format!("line {}", alike + place + 1);
            (name, line(&found, place), line(&expected, place))
        })
        .collect()
}

/// How much of a text is shown.
const SHOWN: usize = 100;

fn cut(text: &str) -> String {
    let mut letters = text.chars();
    let start: String = letters.by_ref().take(SHOWN).collect();
    if letters.next().is_some() {
        start + "…"
    } else {
        start
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(name: &str, found: &str, expected: &str) -> (Vec<String>, Vec<String>) {
        let all = compare(name, found.as_bytes(), expected.as_bytes(), Closeness::All);
        let words = |list: Vec<(String, String, String)>| {
            let words = list
                .into_iter()
                .map(|(place, one, other)| format!("{place}: {one} / {other}"));
            words.collect::<Vec<_>>()
        };
        (words(all.slots), words(all.elsewhere))
    }

    #[test]
    fn slots_are_named_and_other_places_too() {
        let html = |answer: &str, word: &str| {
            format!("<p>{word}\n<span data-slot=\"x/a\"><b>{answer}</b></span>\n</p>")
        };
        assert_eq!(
            found("a.html", &html("1", "w"), &html("1", "w")),
            (vec![], vec![])
        );
        assert_eq!(
            found("a.html", &html("1", "w"), &html("2", "w")),
            (vec!["x/a: 1 / 2".to_owned()], vec![])
        );
        assert_eq!(
            found("a.html", &html("1", "w"), &html("1", "v")),
            (vec![], vec!["line 1: <p>w / <p>v".to_owned()])
        );
        let json = |answer: &str, word: &str| {
            format!(
                "{{\"rows\":[{{\"w\":\"{word}\"}}],\"answers\":{{\"x/a\":{{\"shown\":\"{answer}\",\"standing\":\"answered\"}}}}}}"
            )
        };
        assert_eq!(
            found("a.json", &json("1", "w"), &json("2", "v")),
            (
                vec!["x/a: 1 (answered) / 2 (answered)".to_owned()],
                vec!["/rows/0/w: \"w\" / \"v\"".to_owned()]
            )
        );
        assert_eq!(
            found("a.md", "a\nb\nc\n", "a\nx\ny\nc\n"),
            (
                vec![],
                vec!["line 2: b / x".to_owned(), "line 3: nothing / y".to_owned()]
            )
        );
        assert_eq!(found("a.json", "{", "{}").1.len(), 1);
    }
}
