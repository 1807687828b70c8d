//! Pages of the repository, and their fenced examples.

use std::fs;
use std::path::{Path, PathBuf};

/// A fenced block of a Markdown file.
#[derive(Debug, Clone)]
pub struct Example {
    /// `docs/language.md:120`
    pub name: String,
    /// The first word after the fence: `prm`, `yaml`.
    pub language: String,
    /// The words after it: `prelude`, `error=P0102`.
    pub words: Vec<String>,
    /// What stands between the fences.
    pub text: String,
}

impl Example {
    /// Says whether a word stands after the language.
    pub fn has(&self, word: &str) -> bool {
        self.words.iter().any(|one| one == word)
    }
}

/// Returns the path of something in the repository.
pub fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Reads a file of the repository.
pub fn read(path: &str) -> String {
    fs::read_to_string(repository(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Returns the fenced blocks of a file of the repository.
pub fn examples(path: &str) -> Vec<Example> {
    let text = read(path);
    let mut examples: Vec<Example> = Vec::new();
    let mut inside = false;
    for (number, line) in text.lines().enumerate() {
        if let Some(info) = line.strip_prefix("```") {
            inside = !inside;
            if inside {
                let mut words = info.split_whitespace().map(str::to_owned);
                examples.push(Example {
                    name: format!("{path}:{}", number + 1),
                    language: words.next().unwrap_or_default(),
                    words: words.collect(),
                    text: String::new(),
                });
            }
        } else if inside && let Some(example) = examples.last_mut() {
            example.text.push_str(line);
            example.text.push('\n');
        }
    }
    assert!(!inside, "{path}: a fence is not closed");
    examples
}
