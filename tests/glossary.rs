//! The glossary says how words are used: it names rules and types that exist, and the
//! words that it does not use stand in no document and in no comment.

#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

const GLOSSARY: &str = "docs/glossary.md";

/// An entry of the glossary: a term in bold after `- `, the keyword in brackets where it differs, and the rest of the line.
struct Entry {
    term: String,
    text: String,
}

impl Entry {
    /// Returns the words that are not used for the term.
    fn unused(&self) -> Vec<&str> {
        let Some((_, list)) = self.text.split_once("; not ") else {
            return Vec::new();
        };
        list.split('*')
            .skip(1)
            .step_by(2)
            .filter(|word| !word.is_empty())
            .collect()
    }

    /// Returns what stands in backticks.
    fn quoted(&self) -> impl Iterator<Item = &str> {
        self.text.split('`').skip(1).step_by(2)
    }

    /// Returns the rules that are cited, as `L-110` and `D-030`.
    fn rules(&self) -> impl Iterator<Item = &str> {
        self.text
            .split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '-')
            .filter(|word| word.starts_with("L-") || word.starts_with("D-"))
    }
}

fn entries() -> Vec<Entry> {
    let text = read(GLOSSARY);
    let entries: Vec<Entry> = text
        .lines()
        .filter_map(|line| {
            let (term, text) = line.strip_prefix("- **")?.split_once("**")?;
            Some(Entry {
                term: term.to_owned(),
                text: text.to_owned(),
            })
        })
        .collect();
    assert!(entries.len() > 60, "the entries are found");
    entries
}

#[test]
fn terms_are_sorted_and_unique() {
    let entries = entries();
    for pair in entries.windows(2) {
        let [first, second] = pair else {
            panic!("a window has two entries");
        };
        assert!(
            first.term.to_lowercase() < second.term.to_lowercase(),
            "`{}` stands before `{}`",
            first.term,
            second.term
        );
    }
}

#[test]
fn rules_that_are_cited_exist() {
    let pages = [
        "docs/language.md",
        "docs/dossier.md",
        "docs/dossier/findings.md",
        "docs/dossier/rounds.md",
    ];
    let manual: String = pages.into_iter().map(read).collect();
    for entry in entries() {
        for rule in entry.rules() {
            assert!(
                manual.contains(&format!("\n**{rule}** ")),
                "`{}` cites {rule}",
                entry.term
            );
        }
    }
}

#[test]
fn types_that_are_named_exist() {
    let declared = declared_types();
    for entry in entries() {
        for name in entry.quoted().filter(|name| is_type(name)) {
            assert!(
                declared.contains(name),
                "`{}` names the type `{name}`",
                entry.term
            );
        }
    }
}

#[test]
fn words_that_are_not_used_stand_nowhere() {
    let entries = entries();
    let unused: Vec<(&str, &str)> = entries
        .iter()
        .flat_map(|entry| entry.unused().into_iter().map(|word| (word, &*entry.term)))
        .collect();
    assert!(unused.len() > 10, "the words are found");
    let mut wrong = Vec::new();
    for (place, line) in documents().into_iter().chain(comments()) {
        let line = line.to_lowercase();
        for (word, term) in &unused {
            if has_word(&line, &word.to_lowercase()) {
                wrong.push(format!("{place} says `{word}`, which is `{term}`"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn words_are_found_whole() {
    assert!(has_word("two tiers, one", "tier"));
    assert!(has_word("a test case", "test case"));
    assert!(!has_word("a frontier", "tier"));
    assert!(!has_word("tiered", "tier"));
}

/// Says whether a text in small letters has a word, or its plural in `s`.
fn has_word(text: &str, word: &str) -> bool {
    let is_letter = |letter: char| letter.is_alphanumeric();
    text.match_indices(word).any(|(at, _)| {
        let (before, rest) = text.split_at(at);
        let after = rest.strip_prefix(word).unwrap_or_default();
        let after = after.strip_prefix('s').unwrap_or(after);
        !before.ends_with(is_letter) && !after.starts_with(is_letter)
    })
}

fn is_type(name: &str) -> bool {
    name.starts_with(|letter: char| letter.is_ascii_uppercase())
        && name.contains(|letter: char| letter.is_ascii_lowercase())
        && name.chars().all(char::is_alphanumeric)
}

/// Returns the types that `src/` declares. Enums made of words of the language are declared in a macro, as `Name {`.
fn declared_types() -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for path in files("src", "rs") {
        for line in text_of(&path).lines() {
            let declaration = ["struct ", "enum ", "trait ", "type "]
                .into_iter()
                .find_map(|keyword| Some(line.split_once(keyword)?.1));
            let name = declaration.or_else(|| line.strip_suffix(" {").map(str::trim));
            let Some(name) = name else { continue };
            let end = name
                .find(|letter: char| !letter.is_alphanumeric())
                .unwrap_or(name.len());
            names.insert(name.split_at(end).0.to_owned());
        }
    }
    names
}

/// Returns the lines of the documents outside of examples, with their places; the glossary itself is left out.
fn documents() -> Vec<(String, String)> {
    let mut lines = Vec::new();
    let top = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"].map(repository);
    for path in files("docs", "md").into_iter().chain(top) {
        if path == repository(GLOSSARY) {
            continue;
        }
        let mut is_example = false;
        for (number, line) in text_of(&path).lines().enumerate() {
            if line.trim_start().starts_with("```") {
                is_example = !is_example;
            } else if !is_example {
                lines.push((place(&path, number), line.to_owned()));
            }
        }
    }
    lines
}

/// Returns the comments of the code, with their places.
fn comments() -> Vec<(String, String)> {
    let mut lines = Vec::new();
    for path in files("src", "rs").into_iter().chain(files("tests", "rs")) {
        for (number, line) in text_of(&path).lines().enumerate() {
            if line.trim_start().starts_with("//") {
                lines.push((place(&path, number), line.to_owned()));
            }
        }
    }
    assert!(lines.len() > 1000, "the comments are found");
    lines
}

/// Returns the path of something in the repository.
fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn read(path: &str) -> String {
    text_of(&repository(path))
}

fn place(path: &Path, number: usize) -> String {
    let root = repository("");
    let path = path.strip_prefix(&root).unwrap_or(path);
    format!("{}:{}", path.display(), number + 1)
}

fn text_of(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Lists the files below a folder of the repository that end in `.ending`, sorted.
fn files(folder: &str, ending: &str) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![repository(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder of the repository is there") {
            let path = entry.expect("an entry of a folder is readable").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|found| found == ending) {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}
