//! The parts of a form that are missing, counted by section: what neither the product file nor a dossier gives.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::asks::AskView;
use super::declarations::DeclarationView;
use super::layout::{PartView, Prints, SectionView};
use super::responses::ResponseView;
use crate::model::Holding;
use crate::source::Text;
use crate::view::answered_blanks::AnsweredBlanks;
use crate::view::basis::Basis;
use crate::view::blank::Blank;
use crate::view::entries::InventoryView;
use crate::view::evidence::{PointerView, WantedView, is_declaration};
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
    /// What the dossier has filled in.
    pub answered: &'a AnsweredBlanks,
}

impl Contents<'_> {
    /// Says whether the dossier has no answer in a blank.
    fn lacks(&self, blank: &Blank) -> bool {
        !self.answered.has(&blank.text())
    }

    /// Counts the questions that have no answer yet.
    fn unanswered(&self, asks: &[AskView]) -> usize {
        asks.iter().filter(|ask| !self.is_answered(ask)).count()
    }

    /// Says whether a question has its answer: all blanks that it needs, or anything in the rows of a list.
    fn is_answered(&self, ask: &AskView) -> bool {
        let mut needed = ask.blanks.iter().filter(|blank| blank.is_needed());
        let mut cells = ask.rows.iter().flatten();
        if ask.blanks.is_empty() {
            return cells.any(|cell| !self.lacks(&cell.slot));
        }
        needed.all(|blank| !self.lacks(&blank.slot))
    }

    /// Says whether a declaration was neither handed in nor signed.
    fn is_unsigned(&self, declaration: &DeclarationView) -> bool {
        let mut asks = declaration.parts.iter().flat_map(|part| &part.asks);
        declaration.submitted.is_empty() && !asks.all(|ask| self.is_answered(ask))
    }

    /// Returns the kinds of evidence of which the dossier names a document wherever none was handed in.
    fn kinds_named(&self) -> BTreeSet<&str> {
        if !self.answered.is_of_dossier() {
            return BTreeSet::new();
        }
        let wanted = self.responses.iter().flat_map(|one| &one.evidence);
        let (named, unnamed): (Vec<_>, Vec<_>) = wanted.partition(|one| self.names_all(one));
        &keys_of(&named) - &keys_of(&unnamed)
    }

    /// Says whether the dossier names no page of the evidence for an entry, though there is room for it.
    fn names_no_page(&self, pointer: &PointerView) -> bool {
        let slots = pointer.slots.iter().map(|slots| &slots.page);
        let mut pages = slots
            .chain(pointer.kinds.iter().map(|kind| &kind.page))
            .peekable();
        pages.peek().is_some() && pages.all(|page| self.lacks(page))
    }

    fn names_all(&self, wanted: &WantedView) -> bool {
        let is_there = |pointer: &PointerView| {
            let slots = pointer.slots.as_ref();
            let is_submitted = !pointer.submitted.is_empty() && wanted.needed.is_none();
            is_submitted || slots.is_none_or(|slots| !self.lacks(&slots.document))
        };
        wanted.pointers.iter().all(is_there)
    }
}

fn keys_of<'v>(wanted: &[&'v WantedView]) -> BTreeSet<&'v str> {
    let kinds = wanted.iter().flat_map(|one| &one.kinds);
    kinds.map(|kind| kind.key.as_str()).collect()
}

/// Counts the missing parts of a form. A part is counted in the first section that shows it.
pub(super) fn view_missing(basis: &Basis<'_>, contents: &Contents<'_>) -> MissingView {
    let mut missing = MissingView::default();
    let mut lacking = count_lacking(basis, contents);
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
    let shown: BTreeSet<&Text> = part.inventories.iter().collect();
    let listed = contents
        .product
        .into_iter()
        .filter(|_| !shown.is_empty())
        .flat_map(|product| &product.inventories)
        .filter(|inventory| shown.contains(&inventory.key));
    counts.answers += listed.map(count_inventory).sum::<usize>();
    counts.fields = contents.unanswered(&part.asks);
    counts
}

fn count_held(contents: &Contents<'_>, holding: Holding) -> MissingCounts {
    let product = contents.product;
    let mut counts = MissingCounts::default();
    match holding {
        Holding::Identity => {
            counts.answers = product.map_or(0, |product| count_identity(contents, product));
        }
        Holding::Description => {
            counts.answers =
                product.map_or(0, |product| count_empty(contents, &product.description));
        }
        Holding::Answers => counts.answers = product.map_or(0, count_facts),
        Holding::Responses => {
            let rows = contents
                .responses
                .iter()
                .flat_map(|response| &response.rows);
            let slots = rows.filter_map(|row| row.slot.as_ref());
            counts.responses = slots.filter(|slot| contents.lacks(slot)).count();
            counts.pages = count_pages(contents);
        }
        Holding::Declarations => {
            counts.declarations = contents
                .declarations
                .iter()
                .filter(|declaration| contents.is_unsigned(declaration))
                .count();
        }
        Holding::Undertakings => {
            let rules = contents.undertakings.map_or(&[][..], |party| &party.rules);
            let open = rules.iter().filter(|rule| contents.lacks(&rule.agreed));
            counts.undertakings = open.count();
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

fn count_identity(contents: &Contents<'_>, product: &ProductView) -> usize {
    count_empty(contents, &product.identity)
        + count_empty(contents, &product.applicant.lines)
        + count_empty(contents, &product.manufacturer.lines)
}

fn count_facts(product: &ProductView) -> usize {
    let facts = product.facts.iter();
    facts.filter(|fact| fact.open).count()
}

fn count_empty(contents: &Contents<'_>, lines: &[IdentityView]) -> usize {
    let empty = lines.iter().filter(|line| line.value.is_none());
    empty.filter(|line| contents.lacks(&line.slot)).count()
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
        .filter(|pointer| pointer.submitted.iter().all(|paper| paper.pages.is_none()))
        .filter(|pointer| contents.names_no_page(pointer))
        .count()
}

/// Counts the missing documents by the key of their kind. Declarations are counted separately.
fn count_lacking<'a>(basis: &Basis<'a>, contents: &Contents<'_>) -> BTreeMap<&'a str, usize> {
    let named = contents.kinds_named();
    count_documents(basis)
        .into_iter()
        .filter(|(id, _)| !is_declaration(basis, *id))
        .map(|(id, count)| {
            let key = basis.scheme.evidence[id].key.as_str();
            let lacking = count.wanted - count.there;
            (key, if named.contains(key) { 0 } else { lacking })
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
