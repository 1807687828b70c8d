//! Finds the text of the scheme behind a decision, with its place.

use crate::model::{
    Control, DefinedName, Mention, Scheme, Treatment, visit_applies, visit_definition,
};
use crate::source::{Place, Sources, slice};
use crate::syntax::ast::{ControlDraft, Placed};
use crate::syntax::parse_file;
use crate::syntax::token::lex;

/// A part of the scheme as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Clause {
    /// Its text on one line, without comments.
    pub words: String,
    pub place: Place,
}

/// Finds the line that decides the status of a control: `applies`, `covered by` or `not assessed`.
pub(super) fn find_clause(sources: &Sources, control: &Control) -> Option<Clause> {
    let placed = find_item(sources, control.place)?;
    let draft = placed.item.draft::<ControlDraft>()?;
    let (keyword, span) = match &control.treatment {
        Treatment::Assessed(_) => ("applies ", draft.applies.as_ref()?.span),
        Treatment::Covered { .. } => ("", draft.covered.as_ref()?.span),
        Treatment::NotAssessed { .. } => {
            ("not assessed because ", draft.not_assessed.as_ref()?.span)
        }
    };
    let clause = read(sources, placed.place(span));
    let words = match clause.words.strip_prefix(keyword) {
        Some(_) => clause.words,
        None => format!("{keyword}{}", clause.words),
    };
    Some(Clause { words, ..clause })
}

/// Finds the definitions of the subsets and derived names that decide whether a control applies. Each occurs once, and
/// those that the control names come first.
pub(super) fn find_definitions(
    sources: &Sources,
    scheme: &Scheme,
    control: &Control,
) -> Vec<Clause> {
    let mut places = Vec::new();
    if let Treatment::Assessed(assessment) = &control.treatment {
        visit_applies(&assessment.applies, &mut |mention| {
            add_definition(scheme, mention, &mut places);
        });
    }
    places
        .into_iter()
        .filter_map(|place| find_item(sources, place))
        .map(|placed| read(sources, placed.place(placed.item.span())))
        .collect()
}

/// Adds the place of the subset or derived name that a condition mentions, and those that its definition mentions.
fn add_definition(scheme: &Scheme, mention: Mention, places: &mut Vec<Place>) {
    let Some(name) = mention.defined_name() else {
        return;
    };
    let place = match name {
        DefinedName::Subset(subset) => scheme.subsets[subset].place,
        DefinedName::Derive(derive) => scheme.derives[derive].place,
    };
    if !places.contains(&place) {
        places.push(place);
        visit_definition(scheme, name, &mut |inner| {
            add_definition(scheme, inner, places);
        });
    }
}

/// Finds the item at a place by parsing its file again.
fn find_item(sources: &Sources, place: Place) -> Option<Placed> {
    let text = sources.get(place.file)?.shared();
    let items = parse_file(place.file, text.clone()).value.items;
    items.into_iter().find(|placed| {
        let item = placed.place(placed.item.span()).span;
        item.start <= place.span.start && place.span.start < item.end
    })
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
