//! Of which issue a document is, and how far that has come.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::document::{Field, FilledField, IssueLine};
use super::document_view::{MadeOf, SharedView};
use super::filled::{InDossier, show_text};
use super::slot_link::Made;
use super::visible::make_visible;
use crate::view::{Blank, FormView, PaperState, PaperView, SignatureView, Signing};

/// How many of the blanks of an issue identify it: number and issue.
const IDENTIFYING: usize = 2;

/// Says of which issue a document is. A paper of a dossier on its way says how far it has come; another one is judged by what
/// is filled in in it. A form says its own number and issue, as far as they are known. `in_dossier` says whether the document is made of a
/// dossier, in which what nobody has signed is a draft.
pub(super) fn issue_of(
    view: &SharedView,
    fields: &[Arc<Field>],
    in_dossier: Option<&InDossier<'_>>,
) -> IssueLine {
    let form = view.form().map(number_of_form);
    let filled = Filled::of(fields);
    if let Some(paper) = in_dossier.and_then(|dossier| dossier.paper) {
        let number = paper.number.clone().or_else(|| number_in(view, &filled));
        return issue_of_paper(paper, number, form.as_deref());
    }
    if view.issue().is_empty() {
        let is_paper = !matches!(view.spec().made_of, MadeOf::Build | MadeOf::Scheme);
        return IssueLine {
            state: in_dossier
                .filter(|_| is_paper)
                .map(|_| state_of(view.approval(), &filled)),
            number: form.unwrap_or_default(),
        };
    }
    let known = view.issue().iter().take(IDENTIFYING);
    let known = known.filter_map(|one| Some(filled.get(&one.slot)?.lines.join(" ")));
    IssueLine {
        state: Some(state_of(view.approval(), &filled)),
        number: known.collect::<Vec<_>>().join(" · "),
    }
}

/// Returns the number that is filled in in a document.
fn number_in(view: &SharedView, filled: &Filled<'_>) -> Option<String> {
    let blank = view.issue().first()?;
    Some(filled.get(&blank.slot)?.lines.join(" "))
}

fn issue_of_paper(paper: &PaperView, number: Option<String>, form: Option<&str>) -> IssueLine {
    let parts = [
        number,
        Some(format!("issue {}", paper.issue)),
        paper.date.clone(),
        form.map(|form| format!("form {form}")),
        paper
            .copy
            .as_ref()
            .map(|one| format!("{} for {}", one.copy, one.to)),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    IssueLine {
        state: Some(paper.state),
        number: make_visible(&parts.join(" · ")).into_owned(),
    }
}

/// Writes into the room for signatures who checked and approved a paper, where nothing is filled in.
pub(super) fn sign_fields(made: &mut Made, view: &SharedView, paper: &PaperView) {
    let signers = [
        (Signing::Reviewed, &paper.checked),
        (Signing::Approved, &paper.approved),
    ];
    for (signing, signer) in signers {
        let mut rooms = view.approval().iter();
        let room = rooms.find(|room| room.signing == signing);
        if let (Some(room), Some(signer)) = (room, signer) {
            fill_empty(made, &room.name, &signer.name);
            fill_empty(made, &room.date, &signer.date);
        }
    }
}

fn fill_empty(made: &mut Made, blank: &Blank, text: &str) {
    let slot = blank.text();
    let fields = made.fields.iter_mut();
    for field in fields.filter(|field| field.slot == slot && field.answer().is_none()) {
        Arc::make_mut(field).filled = Some(Box::new(show_text(text)));
    }
}

/// Judges by the signatures that are filled in with their dates. Without room for signatures a document stays a draft.
fn state_of(signatures: &[SignatureView], filled: &Filled<'_>) -> PaperState {
    let is_signed = |signing: Signing| {
        let mut rooms = signatures.iter().filter(|one| one.signing == signing);
        rooms.any(|one| filled.get(&one.date).is_some())
    };
    if is_signed(Signing::Approved) || is_signed(Signing::Authorised) {
        PaperState::Approved
    } else if is_signed(Signing::Reviewed) {
        PaperState::Checked
    } else {
        PaperState::Draft
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
    let number = form.number.as_deref().filter(|_| !form.number_unknown);
    let issue = form.issue.as_deref().filter(|_| !form.issue_unknown);
    let parts = [
        Some(number.unwrap_or(&form.key).to_owned()),
        issue.map(|issue| format!("issue {issue}")),
        form.dated.clone(),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    make_visible(&parts.join(" · ")).into_owned()
}
