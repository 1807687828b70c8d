//! The documents that there are: one file for each, with what is known of it and its main table.

mod certificate;
mod decision;
mod deliveries;
mod form;
mod index;
mod metadata;
mod plan;
mod procedures;
mod provenance;
mod quotation;
mod record;
mod report;
mod scheme;
mod traceability;

use super::document_view::{DocumentSpec, MadeOf, SharedView, When};
use crate::view::{Basis, FormId, Office, ROUND_PAPERS, printed_forms, round_paper};

pub use procedures::SPEC as PROCEDURES;
pub use provenance::SPEC as PROVENANCE;
pub use scheme::SPEC as SCHEME;

/// Every document, in the order of work.
pub static DOCUMENTS: &[&DocumentSpec] = &[
    &plan::SPEC,
    &procedures::SPEC,
    &record::SPEC,
    &report::SPEC,
    &form::SPEC,
    &decision::SPEC,
    &certificate::SPEC,
    &traceability::SPEC,
    &deliveries::SPEC,
    &quotation::SPEC,
    &index::SPEC,
    &scheme::SPEC,
    &provenance::SPEC,
];

/// A document that can be made of a product.
#[derive(Debug, Clone)]
pub struct ProductDocument {
    /// What is known of it.
    pub spec: &'static DocumentSpec,
    /// When it is made.
    pub when: When,
    /// Whether it is one of the papers that close a certification.
    pub closes: bool,
    /// The word by which users ask for it.
    pub key: String,
    maker: Maker,
}

#[derive(Debug, Clone, Copy)]
enum Maker {
    Fixed(fn(&Basis<'_>) -> SharedView),
    Form(fn(&Basis<'_>, FormId) -> SharedView, FormId),
    Round(fn(&Basis<'_>) -> SharedView, u32),
}

impl ProductDocument {
    /// Makes it.
    pub fn make(&self, basis: &Basis<'_>) -> SharedView {
        match self.maker {
            Maker::Fixed(view) => view(basis),
            Maker::Form(view, form) => view(basis, form),
            Maker::Round(view, round) => basis.in_round(round, view),
        }
    }
}

/// Lists the documents that can be made of a product, in the order of work; its forms in that of the edition. The index is
/// not among them, since it is made of the others.
pub fn product_documents(basis: &Basis<'_>) -> Vec<ProductDocument> {
    let mut documents = Vec::with_capacity(DOCUMENTS.len());
    for spec in DOCUMENTS.iter().copied() {
        match spec.made_of {
            MadeOf::Product { when, view } => documents.push(ProductDocument {
                spec,
                when,
                closes: spec.closes,
                key: spec.key.to_owned(),
                maker: Maker::Fixed(view),
            }),
            MadeOf::Form { view } => {
                let forms = printed_forms(basis.scheme);
                let assessor = basis.scheme.edition.offices.holder(Office::Assessor);
                documents.extend(forms.map(|(id, file)| ProductDocument {
                    spec,
                    when: When::ByDefault,
                    closes: assessor.is_some() && basis.scheme.forms[id].author == assessor,
                    key: file.to_string(),
                    maker: Maker::Form(view, id),
                }));
            }
            MadeOf::Build | MadeOf::Scheme => {}
        }
    }
    for (round, _) in basis.rounds().iter() {
        documents.extend(papers_of_round(round));
    }
    documents
}

/// Lists the papers of a later round of tests.
fn papers_of_round(round: u32) -> impl Iterator<Item = ProductDocument> {
    let is_paper = |spec: &&&DocumentSpec| ROUND_PAPERS.iter().any(|(key, _)| *key == spec.key);
    let papers = DOCUMENTS.iter().filter(is_paper);
    papers.filter_map(move |spec| match spec.made_of {
        MadeOf::Product { view, .. } => Some(ProductDocument {
            spec,
            when: When::OnRequest,
            closes: false,
            key: round_paper(spec.key, round),
            maker: Maker::Round(view, round),
        }),
        MadeOf::Form { .. } | MadeOf::Build | MadeOf::Scheme => None,
    })
}

/// Makes all documents of a product that are made where nobody asks for others.
pub fn make_by_default(basis: &Basis<'_>) -> Vec<SharedView> {
    let documents = product_documents(basis);
    let made = documents
        .iter()
        .filter(|document| document.when == When::ByDefault);
    made.map(|document| document.make(basis)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_and_files_are_told_apart() {
        for spec in DOCUMENTS {
            let same_key = DOCUMENTS.iter().filter(|other| other.key == spec.key);
            let same_stem = DOCUMENTS.iter().filter(|other| other.stem == spec.stem);
            assert_eq!(
                (same_key.count(), same_stem.count()),
                (1, 1),
                "{}",
                spec.key
            );
        }
    }
}
