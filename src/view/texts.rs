//! Texts as documents print them: texts of product files, numbers of sources, words of catalogs.

use serde::Serialize;

use super::basis::Basis;
use crate::model::{ControlId, Depth, Depths, Numbering, Scheme};
use crate::product::Text;

/// Shows a number of a source: the number, `number not known`, or `None` if there is none.
pub(super) fn view_number(number: &Numbering) -> Option<String> {
    view_numbering(number, "number not known")
}

/// Shows the issue of a form: the issue, `issue not known`, or `None` if nothing is said of it.
pub(super) fn view_issue(issue: &Numbering) -> Option<String> {
    view_numbering(issue, "issue not known")
}

/// Says whether a source has something that nobody here knows, so that no document has to recognise the words for it.
pub(super) fn is_unknown(numbering: &Numbering) -> bool {
    matches!(numbering, Numbering::Unknown)
}

fn view_numbering(numbering: &Numbering, unknown: &str) -> Option<String> {
    match numbering {
        Numbering::Unsaid => None,
        Numbering::Unknown => Some(unknown.to_owned()),
        Numbering::Given(given) => Some(given.to_string()),
    }
}

/// Returns a text that is not blank.
pub(super) fn given(text: Option<&Text>) -> Option<String> {
    text.map(|text| text.text.trim())
        .filter(|text| !text.is_empty())
        .map(str::to_owned)
}

/// A word of the language, with what documents print for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(rename = "{Word}View"))]
pub struct WordView<Word> {
    /// The word.
    pub key: Word,
    /// What is printed: the word of the edition, else that of the control's catalog, else the word itself.
    pub title: String,
}

/// Shows a depth, or several: `test and audit`.
pub(super) fn depths_view(scheme: &Scheme, depths: impl Into<Depths>) -> WordView<Depths> {
    let depths = depths.into();
    WordView {
        key: depths,
        title: joined(depths, |depth| scheme.printed(depth.word())),
    }
}

fn joined<'s>(depths: Depths, word: impl Fn(Depth) -> &'s str) -> String {
    depths.each().map(word).collect::<Vec<_>>().join(" and ")
}

impl Basis<'_> {
    /// Returns what is printed for a depth where a control asks for it.
    pub fn depth(&self, control: ControlId, depth: Depth) -> String {
        self.scheme.printed_for(control, depth.word()).to_owned()
    }

    /// Returns what is printed for depths at which a control asks for a procedure: `test and audit`.
    pub(super) fn depths(&self, control: ControlId, depths: Depths) -> String {
        joined(depths, |depth| {
            self.scheme.printed_for(control, depth.word())
        })
    }

    /// Shows the depths at which a control asks for a procedure.
    pub(super) fn depths_of(
        &self,
        control: ControlId,
        depths: impl Into<Depths>,
    ) -> WordView<Depths> {
        let key = depths.into();
        WordView {
            key,
            title: self.depths(control, key),
        }
    }
}
