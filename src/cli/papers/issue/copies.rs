//! Copies that are marked as such, and to whom a paper goes.

use indexmap::IndexSet;

use super::IssueArguments;
use crate::answers::IssuedCopy;
use crate::cli::papers::issued::ATTACHED;
use crate::cli::papers::paper::Press;
use crate::cli::session::Stop;
use crate::diag::Diagnostics;
use crate::render::Format;
use crate::view::{CopyView, PaperView};

/// Returns everybody to whom a paper goes, each once.
pub(super) fn recipients(arguments: &IssueArguments) -> Vec<String> {
    let copies = arguments.copy.iter().map(|copy| &copy.to);
    let named: IndexSet<&String> = arguments.to.iter().chain(copies).collect();
    named.into_iter().cloned().collect()
}

/// Prints a copy that is marked as such, in HTML: the form that is printed and signed.
pub(super) fn print_copy(
    press: &Press<'_, '_>,
    (state, copy): (&PaperView, &IssuedCopy),
    is_form: bool,
    diagnostics: &mut Diagnostics,
) -> Result<Vec<(String, Vec<u8>)>, Stop> {
    let state = PaperView {
        copy: Some(view_copy(copy)),
        ..state.clone()
    };
    let files = press.print(state, is_form, &[Format::Html], diagnostics)?;
    let files = files.into_iter();
    Ok(files
        .map(|(name, bytes)| (format!("{}/{name}", copy.copy), bytes))
        .collect())
}

pub(in crate::cli::papers) fn view_copy(copy: &IssuedCopy) -> CopyView {
    CopyView {
        copy: copy.copy.clone(),
        to: copy.to.clone(),
    }
}

/// Reads a copy: the word that marks it and names its folder, and to whom it goes.
pub(super) fn read_copy(text: &str) -> Result<IssuedCopy, String> {
    let parts = text.split_once('=');
    let parts = parts.map(|(copy, to)| (copy.trim(), to.trim()));
    let is_word = |word: &str| {
        let letters = || {
            word.bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte == b'-')
        };
        word.starts_with(|first: char| first.is_ascii_lowercase()) && letters()
    };
    match parts {
        Some((ATTACHED, _)) => Err(format!("`{ATTACHED}` is the folder of signed copies")),
        Some((copy, to)) if is_word(copy) && !to.is_empty() => Ok(IssuedCopy {
            copy: copy.to_owned(),
            to: to.to_owned(),
        }),
        _ => Err("a copy looks like `original=Vayu Devices`, its word in small letters".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_has_a_word_and_a_recipient() {
        let check = |text: &str, copy: Option<(&str, &str)>| {
            let read = read_copy(text).ok();
            let read = read
                .as_ref()
                .map(|one| (one.copy.as_str(), one.to.as_str()));
            assert_eq!(read, copy, "{text}");
        };
        check("original=Vayu Devices", Some(("original", "Vayu Devices")));
        check(" third-copy = A = B ", Some(("third-copy", "A = B")));
        for text in [
            "original",
            "original=",
            "=Vayu",
            "../up=Vayu",
            "Original=Vayu",
            "-=Vayu",
            "attached=Vayu",
        ] {
            check(text, None);
        }
    }
}
