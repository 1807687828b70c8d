//! The parts of a form that are missing, counted by section.

use std::collections::BTreeMap;

use serde::Serialize;

use super::declarations::DeclarationView;
use super::layout::{PartView, Prints, SectionView};
use super::responses::ResponseView;
use crate::model::Holding;
use crate::source::Text;
use crate::view::basis::Basis;
use crate::view::entries::InventoryView;
use crate::view::evidence::is_declaration;
use crate::view::open::OpenView;
use crate::view::product::{IdentityView, ProductView};
use crate::view::rules::UndertakingsView;
use crate::view::totals::count_documents;

/// The missing parts by section.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct MissingView {
    /// The sections with missing parts.
    pub sections: Vec<MissingSection>,
    /// The total.
    pub total: MissingCounts,
}

/// The missing parts of a section.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct MissingSection {
    /// The key of the section.
    pub key: Text,
    /// Its title.
    pub title: Text,
    /// The counts.
    pub counts: MissingCounts,
}

/// Counts of missing parts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct MissingCounts {
    /// Answers that belong in the product file.
    pub answers: usize,
    /// Fields and figures of the form.
    pub fields: usize,
    /// Responses to requirements.
    pub responses: usize,
    /// Documents of evidence.
    pub documents: usize,
    /// Pointers to evidence that name no page.
    pub pages: usize,
    /// Declarations to sign.
    pub declarations: usize,
    /// Rules of the process to agree to.
    pub undertakings: usize,
    /// Open questions.
    pub open: usize,
}

impl MissingCounts {
    /// Adds up all counts.
    pub fn sum(self) -> usize {
        let Self {
            answers,
            fields,
            responses,
            documents,
            pages,
            declarations,
            undertakings,
            open,
        } = self;
        let papers = documents + pages + declarations;
        answers + fields + responses + papers + undertakings + open
    }

    fn add(&mut self, counts: Self) {
        self.answers += counts.answers;
        self.fields += counts.fields;
        self.responses += counts.responses;
        self.documents += counts.documents;
        self.pages += counts.pages;
        self.declarations += counts.declarations;
        self.undertakings += counts.undertakings;
        self.open += counts.open;
    }
}

/// The contents of a form.
pub(super) struct Contents<'a> {
    pub sections: &'a [SectionView],
    pub product: Option<&'a ProductView>,
    pub responses: &'a [ResponseView],
    pub declarations: &'a [DeclarationView],
    pub undertakings: Option<&'a UndertakingsView>,
    pub open: &'a [OpenView],
}

/// Counts the missing parts of a form. A part is counted in the first section that shows it.
pub(super) fn view_missing(basis: &Basis<'_>, contents: &Contents<'_>) -> MissingView {
    let mut missing = MissingView::default();
    let mut lacking = count_lacking(basis);
    for section in contents.sections {
        let mut counts = MissingCounts::default();
        for part in &section.parts {
            counts.add(count_part(contents, part));
        }
        counts.documents += count_section(section, &mut lacking);
        missing.total.add(counts);
        if counts.sum() > 0 {
            missing.sections.push(MissingSection {
                key: section.key.clone(),
                title: section.title.clone(),
                counts,
            });
        }
    }
    missing
}

fn count_part(contents: &Contents<'_>, part: &PartView) -> MissingCounts {
    let mut counts = match part.prints {
        Prints::Held(holding) => count_held(contents, holding),
        Prints::Inventories
        | Prints::Checks
        | Prints::Figures
        | Prints::Signatures
        | Prints::Lists
        | Prints::AnswersAsked
        | Prints::Again => MissingCounts::default(),
    };
    let listed = contents
        .product
        .into_iter()
        .flat_map(|product| &product.inventories)
        .filter(|inventory| part.inventories.contains(&inventory.key));
    counts.answers += listed.map(count_inventory).sum::<usize>();
    counts.fields = part.asks.len();
    counts
}

fn count_held(contents: &Contents<'_>, holding: Holding) -> MissingCounts {
    let product = contents.product;
    let mut counts = MissingCounts::default();
    match holding {
        Holding::Identity => counts.answers = product.map_or(0, count_identity),
        Holding::Description => {
            counts.answers = product.map_or(0, |product| count_empty(&product.description));
        }
        Holding::Answers => counts.answers = product.map_or(0, count_facts),
        Holding::Responses => {
            let rows = contents
                .responses
                .iter()
                .flat_map(|response| &response.rows);
            counts.responses = rows.filter(|row| row.slot.is_some()).count();
            counts.pages = count_pages(contents);
        }
        Holding::Declarations => {
            counts.declarations = contents
                .declarations
                .iter()
                .filter(|declaration| declaration.submitted.is_empty())
                .count();
        }
        Holding::Undertakings => {
            counts.undertakings = contents.undertakings.map_or(0, |party| party.rules.len());
        }
        Holding::Open => counts.open = contents.open.len(),
        Holding::Product
        | Holding::Level
        | Holding::Series
        | Holding::Differences
        | Holding::Assessments
        | Holding::AllEvidence
        | Holding::Decisions
        | Holding::Evidence
        | Holding::Index
        | Holding::NotApplicable
        | Holding::Missing
        | Holding::Process
        | Holding::Reports
        | Holding::Interpretations
        | Holding::Observations
        | Holding::Repetition
        | Holding::Witnesses
        | Holding::Verdicts
        | Holding::Scope
        | Holding::Sources => {}
    }
    counts
}

fn count_identity(product: &ProductView) -> usize {
    count_empty(&product.identity)
        + count_empty(&product.applicant.lines)
        + count_empty(&product.manufacturer.lines)
}

fn count_facts(product: &ProductView) -> usize {
    let facts = product.facts.iter();
    facts.filter(|fact| fact.open).count()
}

fn count_empty(lines: &[IdentityView]) -> usize {
    lines.iter().filter(|line| line.value.is_none()).count()
}

/// Counts the missing answers of an inventory: one if its list is not complete in every product, and one for
/// each question that is not answered.
fn count_inventory(inventory: &InventoryView) -> usize {
    let unknown = inventory.entries.iter().map(|entry| entry.unknown.len());
    usize::from(inventory.open) + unknown.sum::<usize>()
}

/// Counts the pointers to evidence for which no document handed in names a page.
fn count_pages(contents: &Contents<'_>) -> usize {
    let wanted = contents
        .responses
        .iter()
        .flat_map(|response| &response.evidence);
    let pointers = wanted.flat_map(|wanted| &wanted.pointers);
    pointers
        .filter(|pointer| pointer.slots.is_some())
        .filter(|pointer| pointer.submitted.iter().all(|paper| paper.pages.is_none()))
        .count()
}

/// Counts the missing documents by the key of their kind. Declarations are counted separately.
fn count_lacking<'a>(basis: &Basis<'a>) -> BTreeMap<&'a str, usize> {
    count_documents(basis)
        .into_iter()
        .filter(|(id, _)| !is_declaration(basis, *id))
        .map(|(id, count)| {
            let key = basis.scheme.evidence[id].key.as_str();
            (key, count.wanted - count.there)
        })
        .collect()
}

/// Removes the documents that belong in a section from the missing ones, and counts them.
fn count_section(section: &SectionView, lacking: &mut BTreeMap<&str, usize>) -> usize {
    section
        .evidence
        .iter()
        .filter_map(|key| lacking.remove(key.as_str()))
        .sum()
}
