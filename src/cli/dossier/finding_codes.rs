//! The codes of findings, and the wording of their messages.

use crate::diag::{Diagnostic, codes, did_you_mean, list, list_or};
use crate::model::Edition;
use crate::product::quoted;

codes! {
    NO_FINDING = error("P0870", "finding that the dossier does not have"),
    NO_CLASS = error("P0871", "class of findings that the edition does not have"),
    NOT_SO = error("P0872", "finding that cannot be written so"),
    NUMBER_TWICE = warning("P0873", "number that two findings have"),
}

/// Reports a name that no finding has, or several.
pub fn no_finding(named: &str, known: &[String]) -> Diagnostic {
    let message = format!(
        "{} names no finding of the dossier, or more than one",
        quoted(named)
    );
    let report = Diagnostic::nowhere(&NO_FINDING, message);
    if known.is_empty() {
        return report.help("there is none yet; import the packages of the other parties");
    }
    let known = known.iter().map(String::as_str);
    report.help(format!("name one of {}", list_or(known)))
}

/// Reports a class that the edition does not have.
pub fn no_class(class: &str, edition: &Edition) -> Diagnostic {
    let message = format!("the edition has no class of findings {}", quoted(class));
    let report = Diagnostic::nowhere(&NO_CLASS, message);
    let keys = edition.findings.iter().map(|one| one.key.as_str());
    if edition.findings.is_empty() {
        return report.help("it has none; declare some in the edition with `finding` (L-367)");
    }
    let near = did_you_mean(class, keys.clone());
    report.help(near.unwrap_or_else(|| format!("its classes are {}", list(keys))))
}

/// Reports what is wrong with a finding, or with a step that it does not wait for.
pub fn not_so(why: impl Into<String>, help: impl Into<String>) -> Diagnostic {
    Diagnostic::nowhere(&NOT_SO, why).help(help)
}

/// Names the words to choose from, after a verb.
pub fn one_of(verb: &str, words: impl Iterator<Item = &'static str> + Clone) -> String {
    format!("{verb} {}", list_or(words))
}

/// Warns of a number that colleagues gave in two folders.
pub fn number_twice(number: &str, ids: &[&str]) -> Diagnostic {
    let message = format!("several findings have the number `{number}`");
    let ids = list(ids.iter().copied());
    Diagnostic::nowhere(&NUMBER_TWICE, message).help(format!(
        "give one of {ids} another `number` in its file below `answers`; until then, name them by these ids"
    ))
}
