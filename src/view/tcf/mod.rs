//! The skeleton of the Technical Construction File, which the vendor completes.

mod declarations;
mod missing;
mod responses;

use serde::Serialize;

use super::asks::ChoiceView;
use super::basis::Basis;
use super::decisions::{AsideView, DecisionView, view_asides, view_decisions};
use super::document_schema::DocumentSchema;
use super::evidence::{IndexView, view_index};
use super::forms::{Filled, FormView, SectionView, find_form, view_form, view_sections};
use super::head::HeadView;
use super::open::{OpenView, view_open};
use super::product::{ProductView, view_product};
use super::rules::{UndertakingsView, view_undertakings};
use crate::model::FormId;
use crate::product::Access;
use declarations::view_declarations;
use missing::{Contents, view_missing};
use responses::view_responses;

pub use declarations::DeclarationView;
pub use missing::{MissingCounts, MissingView};
pub use responses::ResponseView;

/// The skeleton of the Technical Construction File.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct TcfView {
    /// The schema of this document: its name and version.
    #[cfg_attr(test, schemars(with = "String", extend("const" = DocumentSchema::Tcf.word())))]
    pub schema: DocumentSchema,
    /// The head that all documents share.
    pub head: HeadView,
    /// The form that it fills; `None` if the edition has none.
    pub form: Option<FormView>,
    /// Its sections in order, each with the parts printed in it.
    pub sections: Vec<SectionView>,
    /// The parts that are still missing.
    pub missing: MissingView,
    /// The ways in which evidence may be seen.
    pub access: Vec<ChoiceView>,
    /// The product.
    pub product: ProductView,
    /// A response for each control that is owed.
    pub responses: Vec<ResponseView>,
    /// The index of evidence.
    pub evidence: Vec<IndexView>,
    /// The declarations to be signed.
    pub declarations: Vec<DeclarationView>,
    /// The undertakings of the vendor; `None` if the form does not ask for them.
    pub undertakings: Option<UndertakingsView>,
    /// Controls that do not apply.
    pub not_applicable: Vec<DecisionView>,
    /// Controls that are covered, not assessed or declined.
    pub asides: Vec<AsideView>,
    /// The open questions.
    pub open: Vec<OpenView>,
}

/// Builds the skeleton of the Technical Construction File.
pub fn view_tcf(basis: &Basis<'_>) -> TcfView {
    let form = find_form(basis, Filled::Tcf);
    let evidence = view_index(basis);
    let sections = view_sections(basis, Filled::Tcf, form, &evidence);
    let product = view_product(basis);
    let responses = view_responses(basis);
    let declarations = view_declarations(basis);
    let undertakings = form.and_then(|form| undertakings(basis, form));
    let open = view_open(basis);
    let contents = Contents {
        sections: &sections,
        product: &product,
        responses: &responses,
        declarations: &declarations,
        undertakings: undertakings.as_ref(),
        open: &open,
    };
    TcfView {
        schema: DocumentSchema::Tcf,
        head: basis.head(),
        form: form.map(|form| view_form(basis.scheme, form)),
        missing: view_missing(basis, &contents),
        sections,
        access: Access::ALL.iter().copied().map(view_access).collect(),
        product,
        responses,
        evidence,
        declarations,
        undertakings,
        not_applicable: view_decisions(basis),
        asides: view_asides(basis),
        open,
    }
}

/// Shows the undertakings of the party that a section of the form names.
fn undertakings(basis: &Basis<'_>, form: FormId) -> Option<UndertakingsView> {
    let party = basis.scheme.forms[form]
        .sections
        .iter()
        .find_map(|(_, section)| section.undertakes)?;
    Some(view_undertakings(basis, party))
}

fn view_access(access: Access) -> ChoiceView {
    ChoiceView {
        key: access.word().into(),
        title: access.shown().to_owned(),
    }
}
