//! What is said of a change that cannot be made since YAML does not read its value as one on one line.

use super::change::Change;
use crate::cli::codes;
use crate::diag::{Checked, Diagnostic, Severity};
use crate::product::{Content, quote, read_yaml};
use crate::source::Sources;

/// Reports a change whose value cannot stand behind a key of a product file, whatever that file holds.
pub(super) fn unfit_value(change: &Change, written: &str) -> Option<Diagnostic> {
    let (body, close) = match change {
        Change::Set { value, .. } => (value.as_str(), ""),
        Change::Add { values, .. } => match values.strip_suffix('}') {
            Some(body) => (body, "}"),
            None => (values.as_str(), ""),
        },
        Change::Remove { .. } => return None,
    };
    let report = |found: &str| Some(unfit(change, written, found));
    // A comment swallows what closes a list on its own line, and not on the next.
    let is_cut = read(&format!("[ {body}{close} ]")).is_err()
        && read(&format!("[ {body}\n {close} ]")).is_ok();
    if is_cut {
        return report("ends at `#`, which begins a comment");
    }
    let content = match read(&format!("{body}{close}")) {
        Ok(content) => content,
        Err(reason) => return report(&format!("cannot be read as YAML: {reason}")),
    };
    if read(&format!("key: {body}{close}")).is_ok() {
        return None;
    }
    report(match content {
        Content::Mapping(_) => "is read as a key and its value",
        Content::List(_) => "is read as a list over several lines",
        Content::Nothing | Content::Text(_) => "takes more than one line",
    })
}

/// Reports a change whose value is read otherwise within the braces of an entry. `None` if its value is not the reason why it
/// cannot be made; `is_made` says whether a change can be.
pub(super) fn split_in_braces(
    change: &Change,
    written: &str,
    is_made: impl Fn(&Change) -> bool,
) -> Option<Diagnostic> {
    let Change::Set { path, value } = change else {
        return None;
    };
    let plain = Change::Set {
        path: path.clone(),
        value: "none".to_owned(),
    };
    let found = "is not one value within the braces in which the file writes it";
    (!is_one_in_braces(value) && is_made(&plain)).then(|| unfit(change, written, found))
}

fn unfit(change: &Change, written: &str, found: &str) -> Diagnostic {
    let (message, opening, example) = if let Change::Set { value, .. } = change {
        let opening = match value.chars().next() {
            Some('[' | '{') => "close what is open; ",
            Some('"' | '\'') => "close the quote that begins it; ",
            Some(_) | None => "",
        };
        let name = written.split_once('=').map_or(written, |(name, _)| name);
        let example = format!("{}={}", name.trim(), quote(value));
        let message = format!("the value of `{written}` {found}");
        (message, opening, example)
    } else {
        let example = "+radio.ble{technology=\"a: b\"}".to_owned();
        (format!("what `{written}` says {found}"), "", example)
    };
    // The shell takes quotes away that are not within others.
    let example = example.replace('\'', r"'\''");
    Diagnostic::nowhere(&codes::NOT_CHANGED, message).help(format!(
        "{opening}a text with `: `, ` #` or other marks of YAML takes quotes, as in '{example}'"
    ))
}

fn is_one_in_braces(value: &str) -> bool {
    let Ok(Content::List(items)) = read(&format!("[ {value} ]")) else {
        return false;
    };
    let [one] = items.as_slice() else {
        return false;
    };
    let alone = read(value);
    !matches!(alone, Ok(Content::Text(_))) || alone.as_ref() == Ok(&one.content)
}

/// Reads a text by itself, or says why it cannot be read.
fn read(text: &str) -> Result<Content, String> {
    let mut sources = Sources::default();
    let file = sources.add("the change", text);
    let Checked { value, diagnostics } = read_yaml(file, text);
    let error = diagnostics
        .iter()
        .find(|one| one.severity() == Severity::Error);
    if let Some(error) = error {
        let said = error.message.as_str();
        let reason = said.strip_prefix("this is not valid YAML: ");
        return Err(reason.unwrap_or(said).to_owned());
    }
    Ok(value.map_or(Content::Nothing, |node| node.content))
}
