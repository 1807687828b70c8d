//! Finds the text of the scheme behind a decision, with its place.

use crate::model::{
    Applies, Condition, Control, Quantified, Quantifier, Scheme, Set, SubsetId, Treatment,
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
    /// Its place.
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
    let mut names = Names {
        scheme,
        places: Vec::new(),
    };
    if let Treatment::Assessed(assessment) = &control.treatment {
        match &assessment.applies {
            Applies::Always => {}
            Applies::ForEach(set) => names.set(*set),
            Applies::When(condition) => names.condition(condition),
        }
    }
    names
        .places
        .into_iter()
        .filter_map(|place| find_item(sources, place))
        .map(|placed| read(sources, placed.place(placed.item.span())))
        .collect()
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

/// Collects the places of the names that a condition depends on.
struct Names<'a> {
    scheme: &'a Scheme,
    places: Vec<Place>,
}

impl Names<'_> {
    /// Adds a place and says whether it is new.
    fn add(&mut self, place: Place) -> bool {
        let is_new = !self.places.contains(&place);
        if is_new {
            self.places.push(place);
        }
        is_new
    }

    fn set(&mut self, set: Set) {
        match set {
            Set::Inventory(_) => {}
            Set::Subset(subset) => self.subset(subset),
        }
    }

    fn subset(&mut self, subset: SubsetId) {
        let scheme = self.scheme;
        let subset = &scheme.subsets[subset];
        if self.add(subset.place) {
            self.set(subset.of);
            self.condition(&subset.filter);
        }
    }

    fn condition(&mut self, condition: &Condition) {
        match condition {
            Condition::All(parts) | Condition::Any(parts) => {
                for part in parts {
                    self.condition(part);
                }
            }
            Condition::Not(part) => self.condition(part),
            Condition::Quantified(quantified) => self.quantified(quantified),
            Condition::Derived(derive) => {
                let scheme = self.scheme;
                let derive = &scheme.derives[*derive];
                if self.add(derive.place) {
                    self.condition(&derive.meaning);
                }
            }
            Condition::Test(_) | Condition::Broken => {}
        }
    }

    fn quantified(&mut self, quantified: &Quantified) {
        self.set(quantified.set);
        if let Some(filter) = &quantified.filter {
            self.condition(filter);
        }
        match &quantified.quantifier {
            Quantifier::Every(wanted) => self.condition(wanted),
            Quantifier::Some
            | Quantifier::No
            | Quantifier::AtLeast(_)
            | Quantifier::AtMost(_)
            | Quantifier::Exactly(_) => {}
        }
    }
}
