//! The names of like parts of an item: sections, questions, cases, attributes, options, verdicts, kinds.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use super::alike::{alike, folded};
use super::names::twice;
use super::reader::DraftReader;
use super::style::{KeyStyle, check_style};
use crate::diag::Code;
use crate::source::Place;
use crate::syntax::ast::Name;

/// The names of like parts that an item has declared so far.
pub(super) struct PartNames<'d> {
    /// What is reported of a name that is declared twice.
    code: &'static Code,
    /// What such a part is called in messages: `section`.
    noun: &'static str,
    style: KeyStyle,
    /// The first name and its place, by the name in small letters.
    first: FxHashMap<Cow<'d, str>, (&'d str, Place)>,
}

impl<'d> PartNames<'d> {
    pub fn new(code: &'static Code, noun: &'static str, style: KeyStyle) -> Self {
        Self {
            code,
            noun,
            style,
            first: FxHashMap::default(),
        }
    }

    /// Declares a part, and says whether its name is a new one. A name that is declared twice, that differs from another only
    /// by case, or that cannot be written so, is reported.
    pub fn declare(&mut self, reader: &mut DraftReader<'d>, name: Name) -> bool {
        let (place, word) = (reader.place(name.span), reader.word(name));
        if let Some((same, first)) = self.first.insert(folded(word), (word, place)) {
            if same == word {
                reader.report(twice(self.code, place, first, self.noun, word));
                return false;
            }
            reader.report(alike(place, first, self.noun, [word, same]));
        }
        check_style(reader.item, name, self.noun, self.style, reader.out);
        true
    }
}
