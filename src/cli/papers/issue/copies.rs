//! Copies that are marked as such, and to whom a paper goes.

use indexmap::IndexSet;

use super::arguments::IssueArguments;
use crate::answers::IssuedCopy;
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
