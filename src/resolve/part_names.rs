//! The names of like parts of an item: sections, questions, cases, attributes, options, verdicts, kinds.

use rustc_hash::FxHashMap;

use super::names::twice;
use super::reader::DraftReader;
use super::style::{KeyStyle, check_style};
use crate::diag::Code;
use crate::source::Place;
use crate::syntax::ast::{Name, Style};

/// The names of like parts that an item has declared so far.
pub(super) struct PartNames<'d> {
    /// What is reported of a name that is declared twice.
    code: &'static Code,
    /// What such a part is called in messages: `section`.
    noun: &'static str,
    /// The style of the names; `None` where any will do.
    style: Option<Style>,
    first: FxHashMap<&'d str, Place>,
}

impl<'d> PartNames<'d> {
    pub fn new(code: &'static Code, noun: &'static str, style: Option<Style>) -> Self {
        Self {
            code,
            noun,
            style,
            first: FxHashMap::default(),
        }
    }

    /// Declares a part, and says whether its name is a new one. A name that is declared twice, or that is in the wrong
    /// style, is reported.
    pub fn declare(&mut self, reader: &mut DraftReader<'d>, name: Name) -> bool {
        let (place, word) = (reader.place(name.span), reader.word(name));
        if let Some(first) = self.first.insert(word, place) {
            reader.report(twice(self.code, place, first, self.noun, word));
            return false;
        }
        if let Some(style) = self.style {
            let style = KeyStyle::Of(style);
            check_style(reader.item, name, self.noun, style, reader.out);
        }
        true
    }
}
