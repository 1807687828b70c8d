//! What forms ask, told again in papers of their own (L-366).

use serde::Serialize;

use crate::model::Excerpt;
use crate::source::Text;
use crate::view::basis::Basis;
use crate::view::form::{AskView, view_section_asks};

/// A section of a form, with what it asks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ExcerptView {
    /// The key of the form.
    pub form: Text,
    /// The title of the section.
    pub title: Text,
    /// What it asks, in order, with the slots of the answers.
    pub asks: Vec<AskView>,
}

/// Shows the sections of the forms of the edition that a paper prints again, in order.
pub(super) fn view_excerpts(basis: &Basis<'_>, wanted: Excerpt) -> Vec<ExcerptView> {
    let scheme = basis.scheme;
    let forms = scheme.edition.forms.iter().map(|id| &scheme.forms[*id]);
    let sections = forms.flat_map(|form| form.sections.iter().map(move |(_, one)| (form, one)));
    let wanted = sections.filter(|(_, section)| section.excerpts.contains(&wanted));
    wanted
        .map(|(form, section)| ExcerptView {
            form: form.key.clone(),
            title: section.title.clone(),
            asks: view_section_asks(form, section),
        })
        .collect()
}
