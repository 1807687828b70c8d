//! The beginning of a product file: the edition, the level and the product.

use std::fmt::Write as _;
use std::path::Path;

use super::talk::Talk;
use crate::diag::list_or;
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
/// file, and the level is the lowest. `None` if somebody leaves.
pub(super) fn begin(
    scheme: &Scheme,
    beginning: &Beginning<'_>,
    talk: &mut Talk<'_>,
) -> Option<String> {
    let stem = beginning.file.file_stem().unwrap_or_default();
    let stem = stem.to_string_lossy().into_owned();
    let mut ask = |given: Option<&str>, question: &str, otherwise: &str| match given {
        Some(given) => Some(given.to_owned()),
        None if beginning.is_asked => talk.ask_first(question, otherwise, &check_name),
        None => Some(otherwise.to_owned()),
    };
    let name = ask(beginning.name, "What is the product called?", &stem)?;
    let model = ask(beginning.model, "What is the model called?", "")?;
    let level = match (beginning.level, lowest_level(scheme)) {
        (Some(given), _) => Some(given.to_owned()),
        (None, Some(_)) if beginning.is_asked => Some(ask_level(scheme, talk)?),
        (None, lowest) => lowest.map(str::to_owned),
    };
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
    Some(text)
}

/// Asks which level is applied for. `None` if somebody leaves, or if the edition has no level to apply for.
pub(super) fn ask_level(scheme: &Scheme, talk: &mut Talk<'_>) -> Option<String> {
    let lowest = lowest_level(scheme)?;
    let is_published = |key: &str| {
        let level = scheme.edition.level(key);
        level.is_some_and(|level| scheme.edition.is_published(Some(level)))
    };
    let levels = scheme.edition.levels.iter();
    let levels = levels.map(|level| level.key.as_str());
    let levels: Vec<&str> = levels.filter(|key| is_published(key)).collect();
    let question = format!(
        "Which level is applied for? ({}; Enter for {lowest})",
        levels.join(", ")
    );
    talk.ask_first(&question, lowest, &|typed| {
        if levels.contains(&typed) {
            return Ok(());
        }
        Err(format!("answer {}", list_or(levels.iter().copied())))
    })
}

/// Returns the lowest level that can be applied for.
fn lowest_level(scheme: &Scheme) -> Option<&str> {
    let mut levels = scheme.edition.levels.iter();
    let lowest = levels.find_map(|level| {
        let id = scheme.edition.level(&level.key);
        id.filter(|id| scheme.edition.is_published(Some(*id)))
    })?;
    Some(scheme.level_key(lowest))
}

fn check_name(typed: &str) -> Result<(), String> {
    match typed {
        "none" | "unknown" => Err("answer with a name, or Enter".to_owned()),
        _ => Ok(()),
    }
}
