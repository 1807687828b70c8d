//! Of which issue a document is, and how far that has come.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::document::{Field, FilledField, IssueLine, PaperState};
use super::document_view::SharedView;
use super::visible::make_visible;
use crate::view::{Blank, FormView, SignatureView};

/// How many of the blanks of an issue identify it: number and issue.
const IDENTIFYING: usize = 2;

/// Says of which issue a document is, by what is filled in. A form says its own number and issue, as far as they are known.
/// Other documents say nothing.
pub(super) fn issue_of(view: &SharedView, fields: &[Arc<Field>]) -> IssueLine {
    let blanks = view.issue();
    if blanks.is_empty() {
        let number = view.form().map(number_of_form);
        return IssueLine {
            state: None,
            number: number.unwrap_or_default(),
        };
    }
    let filled = Filled::of(fields);
    let known = blanks.iter().take(IDENTIFYING);
    let known = known.filter_map(|one| Some(filled.get(&one.slot)?.lines.join(" ")));
    IssueLine {
        state: Some(state_of(view.approval(), &filled)),
        number: known.collect::<Vec<_>>().join(" · "),
    }
}

/// Judges by the signatures that are filled in with their dates. Without room for signatures a document stays a draft.
fn state_of(signatures: &[SignatureView], filled: &Filled<'_>) -> PaperState {
    let signed = |one: &SignatureView| filled.get(&one.date).is_some();
    match signatures {
        [.., last] if signed(last) => PaperState::Approved,
        [_, others @ ..] if others.iter().any(signed) => PaperState::Checked,
        _ => PaperState::Draft,
    }
}

/// What is filled in, by slot.
struct Filled<'f>(FxHashMap<&'f str, &'f FilledField>);

impl<'f> Filled<'f> {
    fn of(fields: &'f [Arc<Field>]) -> Self {
        let filled = fields.iter().filter_map(|field| {
            let filled = field.filled.as_deref()?;
            Some((field.slot.as_str(), filled))
        });
        Self(filled.collect())
    }

    fn get(&self, blank: &Blank) -> Option<&'f FilledField> {
        self.0.get(blank.text().as_str()).copied()
    }
}

fn number_of_form(form: &FormView) -> String {
    let known = |text: &&str| !text.ends_with("not known");
    let number = form.number.as_deref().filter(known);
    let issue = form.issue.as_deref().filter(known);
    let parts = [
        Some(number.unwrap_or(&form.key).to_owned()),
        issue.map(|issue| format!("issue {issue}")),
        form.dated.clone(),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    make_visible(&parts.join(" · ")).into_owned()
}
