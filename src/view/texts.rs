//! Texts as documents print them: texts of product files, numbers of sources, words of catalogs.

use super::basis::Basis;
use crate::model::{ControlId, Depth, Depths, Numbering, Scheme};
use crate::product::Text;

/// Printed in place of a number that is not known.
pub(super) const NUMBER_NOT_KNOWN: &str = "number not known";

/// Shows a number of a source: the number, `number not known`, or `None` if there is none.
pub(super) fn view_number(number: &Numbering) -> Option<String> {
    match number {
        Numbering::Unsaid => None,
        Numbering::Unknown => Some(NUMBER_NOT_KNOWN.to_owned()),
        Numbering::Given(number) => Some(number.to_string()),
    }
}

/// Returns a text that is not blank.
pub(super) fn given(text: Option<&Text>) -> Option<String> {
    text.map(|text| text.text.trim())
        .filter(|text| !text.is_empty())
        .map(str::to_owned)
}

/// Returns the word that the catalog of a control prints for a word of the language.
pub(super) fn printed_word(scheme: &Scheme, control: ControlId, word: &'static str) -> String {
    let catalog = &scheme.catalogs[scheme.controls[control].catalog];
    let printed = catalog.prints.get(word);
    printed.map_or_else(|| word.to_owned(), ToString::to_string)
}

impl Basis<'_> {
    /// Returns the word that a control's catalog prints for a word of the language.
    pub(super) fn printed(&self, control: ControlId, word: &'static str) -> String {
        printed_word(self.scheme, control, word)
    }

    /// Returns the word that a control's catalog prints for a depth.
    pub fn depth(&self, control: ControlId, depth: Depth) -> String {
        self.printed(control, depth.word())
    }

    /// Returns the words that a control's catalog prints for depths: `test and audit`.
    pub(super) fn depths(&self, control: ControlId, depths: Depths) -> String {
        let printed = depths.each().map(|depth| self.depth(control, depth));
        printed.collect::<Vec<_>>().join(" and ")
    }
}
