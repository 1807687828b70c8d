//! The beginning of a product file: the edition, the level and the product.

use std::fmt::Write as _;
use std::path::Path;

use super::talk::Talk;
use crate::model::Scheme;
use crate::product::quote;

/// What is known of a product file before the first question.
pub(super) struct Beginning<'a> {
    pub file: &'a Path,
    pub name: Option<&'a str>,
    pub model: Option<&'a str>,
    pub level: Option<&'a str>,
    /// Whether the rest is asked.
    pub is_asked: bool,
}

/// Writes the beginning of a product file. What is not known is asked; if nothing is to be asked, the product is called as its
/// file, and the level is the lowest.
pub(super) fn begin(scheme: &Scheme, beginning: &Beginning<'_>, talk: &mut Talk<'_>) -> String {
    let stem = beginning.file.file_stem().unwrap_or_default();
    let stem = stem.to_string_lossy().into_owned();
    let mut ask = |given: Option<&str>, question: &str, otherwise: &str| match given {
        Some(given) => given.to_owned(),
        None if beginning.is_asked => {
            let typed = talk.ask_line(question).unwrap_or_default();
            let typed = typed.trim().to_owned();
            if typed.is_empty() {
                otherwise.to_owned()
            } else {
                typed
            }
        }
        None => otherwise.to_owned(),
    };
    let name = ask(beginning.name, "What is the product called?", &stem);
    let model = ask(beginning.model, "What is the model called?", "");
    let mut published = scheme.edition.levels.iter();
    let lowest = published.find_map(|level| {
        let id = scheme.edition.level(&level.key);
        id.filter(|id| scheme.edition.is_published(Some(*id)))
    });
    let lowest = lowest.map(|level| scheme.level_key(level));
    let levels: Vec<&str> = scheme
        .edition
        .levels
        .iter()
        .map(|level| level.key.as_str())
        .collect();
    let level = lowest.map(|lowest| {
        let question = format!(
            "Which level is applied for? ({}; Enter for {lowest})",
            levels.join(", ")
        );
        ask(beginning.level, &question, lowest)
    });
    let edition = scheme.edition.name();
    let mut text = format!(
        "# What is asked for {edition}; `praman new` with this file goes on with the questions.\nscheme: {edition}\n"
    );
    if let Some(level) = level {
        let _ = writeln!(text, "level: {level}");
    }
    let _ = writeln!(text, "\nproduct:\n  name: {}", quote(&name));
    if !model.is_empty() {
        let _ = writeln!(text, "  model: {}", quote(&model));
    }
    text
}
