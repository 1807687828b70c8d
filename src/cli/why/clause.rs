//! Finds the text of the scheme behind a decision, with its place.

use crate::model::{Control, DefinedName, Mention, Scheme, Treatment, open_mentions};
use crate::source::{FileId, Place, Sources, slice};
use crate::syntax::ast::{ControlDraft, Placed, SyntaxFile};
use crate::syntax::parse_file;
use crate::syntax::token::lex;
use std::collections::BTreeMap;

/// A part of the scheme as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Clause {
    /// Its text on one line, without comments.
    pub words: String,
    pub place: Place,
}

/// The files of a scheme, of which those are parsed again that are asked for, each once.
pub(super) struct Written<'a> {
    sources: &'a Sources,
    files: BTreeMap<FileId, SyntaxFile>,
}

impl<'a> Written<'a> {
    /// Makes a reader of the files of a scheme.
    pub fn new(sources: &'a Sources) -> Self {
        let files = BTreeMap::new();
        Self { sources, files }
    }

    /// Finds the line that decides the status of a control: `applies`, `covered by` or `not assessed`.
    pub fn find_clause(&mut self, control: &Control) -> Option<Clause> {
        let inherited = control.inherits.as_ref();
        let place = match inherited.and_then(|inherited| inherited.decides) {
            Some(place) => place,
            None => self.own_clause(control)?,
        };
        let keyword = match &control.treatment {
            Treatment::Assessed(_) => "applies ",
            Treatment::Covered { .. } => "",
            Treatment::NotAssessed { .. } => "not assessed because ",
        };
        let clause = read(self.sources, place);
        let words = match clause.words.strip_prefix(keyword) {
            Some(_) => clause.words,
            None => format!("{keyword}{}", clause.words),
        };
        Some(Clause { words, ..clause })
    }

    /// Returns the place of the line in the item of the control.
    fn own_clause(&mut self, control: &Control) -> Option<Place> {
        let placed = self.find_item(control.place)?;
        let draft = placed.item.draft::<ControlDraft>()?;
        Some(placed.place(draft.decides()?))
    }

    /// Finds the item at a place, as a whole.
    pub fn find_definition(&mut self, place: Place) -> Option<Clause> {
        let placed = self.find_item(place)?;
        Some(read(self.sources, placed.place(placed.item.span())))
    }

    fn find_item(&mut self, place: Place) -> Option<Placed> {
        let text = self.sources.get(place.file)?.shared();
        let file = self.files.entry(place.file);
        let items = &file
            .or_insert_with(|| parse_file(place.file, text.clone()).value)
            .items;
        let after = items.partition_point(|placed| placed.start <= place.span.start);
        items.get(after.checked_sub(1)?).cloned()
    }
}

/// Returns the places of the subsets and derived names that are mentioned, directly or by one another. Each occurs once, in the
/// order in which it is first mentioned.
pub(super) fn definition_places(scheme: &Scheme, mentions: Vec<Mention>) -> Vec<Place> {
    let names = open_mentions(scheme, mentions).into_iter();
    names
        .filter_map(Mention::defined_name)
        .map(|name| match name {
            DefinedName::Subset(subset) => scheme.subsets[subset].place,
            DefinedName::Derive(derive) => scheme.derives[derive].place,
        })
        .collect()
}

fn read(sources: &Sources, place: Place) -> Clause {
    let text = sources
        .get(place.file)
        .map_or("", |file| file.slice(place.span));
    let mut words = String::new();
    let mut gap = false;
    for token in lex(text) {
        if token.kind.is_trivia() {
            gap = !words.is_empty();
            continue;
        }
        if std::mem::take(&mut gap) {
            words.push(' ');
        }
        words.push_str(slice(text, token.span));
    }
    Clause { words, place }
}
