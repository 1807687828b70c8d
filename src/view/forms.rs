//! Forms of the scheme: which of them a document fills, and what stands in each section.

use schemars::JsonSchema;
use serde::Serialize;

use super::basis::{Basis, NUMBER_NOT_KNOWN, view_number};
use super::evidence::IndexView;
use crate::model::{Form, FormId, Holding, Numbering, Scheme, Section};

/// A form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FormView {
    /// The key: `F03`.
    pub key: String,
    /// The title.
    pub title: String,
    /// Its number, or `number not known`.
    pub number: String,
    /// Its issue; `None` where it is not known.
    pub issue: Option<String>,
    /// The date of the issue.
    pub dated: Option<String>,
    /// More about it.
    pub about: Option<String>,
}

/// A section of a document that fills a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SectionView {
    /// Our key: `hardware`.
    pub key: String,
    /// The title.
    pub title: String,
    /// The form's own number, or `number not known`; `None` where the form has no such section.
    pub number: Option<String>,
    /// More about it.
    pub about: Option<String>,
    /// What the document prints in it, in order: a word for what it holds, `product-identity` and
    /// `product-description` where two sections share the product, or `again-…` where an earlier section
    /// has it already.
    pub parts: Vec<String>,
    /// The keys of the evidence kinds that belong in it; the index says more of each.
    pub evidence: Vec<String>,
}

/// A document that fills a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Filled {
    /// The vendor's file.
    Tcf,
    /// The assessor's checklist.
    Checklist,
}

impl Filled {
    /// What the document holds, in the order in which it is printed where no form says another.
    fn holds(self) -> &'static [Holding] {
        match self {
            Self::Tcf => &[
                Holding::Product,
                Holding::Series,
                Holding::Responses,
                Holding::Evidence,
                Holding::Declarations,
                Holding::NotApplicable,
            ],
            Self::Checklist => &[
                Holding::Process,
                Holding::Responses,
                Holding::NotApplicable,
                Holding::Evidence,
                Holding::Observations,
            ],
        }
    }
}

/// Finds the form of the edition that a document fills: the checklist is the form that holds observations or
/// checks of the process, the file of the vendor the first other one that holds responses.
pub(super) fn find_form(basis: &Basis<'_>, filled: Filled) -> Option<FormId> {
    let mut forms = basis.scheme.edition.forms.iter().copied();
    forms.find(|form| {
        let form = &basis.scheme.forms[*form];
        let checks = holds(form, Holding::Observations) || holds(form, Holding::Process);
        match filled {
            Filled::Checklist => checks,
            Filled::Tcf => !checks && holds(form, Holding::Responses),
        }
    })
}

fn holds(form: &Form, holding: Holding) -> bool {
    let mut sections = form.sections.iter();
    sections.any(|(_, section)| section.holds.contains(&holding))
}

/// Shows a form.
pub(super) fn view_form(scheme: &Scheme, id: FormId) -> FormView {
    let form = &scheme.forms[id];
    FormView {
        key: form.key.clone(),
        title: form.title.clone(),
        number: view_number(&form.number).unwrap_or_else(|| NUMBER_NOT_KNOWN.to_owned()),
        issue: match &form.issue {
            Numbering::Given(issue) => Some(issue.clone()),
            Numbering::Unknown | Numbering::Unsaid => None,
        },
        dated: form.dated.map(|date| date.to_string()),
        about: form.about.clone(),
    }
}

/// Lays a document out in the sections of its form; what the form has no section for comes last, in
/// sections without a number.
pub(super) fn view_sections(
    basis: &Basis<'_>,
    filled: Filled,
    form: Option<FormId>,
    index: &[IndexView],
) -> Vec<SectionView> {
    let mut layout = Layout::new(filled);
    let mut sections = Vec::new();
    if let Some(form) = form.map(|form| &basis.scheme.forms[form]) {
        layout.product_sections = count(form, Holding::Product);
        for (_, section) in form.sections.iter() {
            sections.push(layout.section(form, section, index));
        }
    }
    for holding in filled.holds() {
        if !layout.printed.contains(holding) {
            sections.push(layout.extra(*holding));
        }
    }
    let placed = |key: &String| {
        let mut sections = sections.iter();
        sections.any(|section| section.evidence.contains(key))
    };
    let keys = index.iter().map(|one| one.kind.key.clone());
    let unplaced: Vec<String> = keys.filter(|key| !placed(key)).collect();
    place_rest(filled, &mut sections, unplaced);
    sections
}

/// Puts evidence that no section names: the checklist looks through all of it in one place, the file of the
/// vendor has a section of its own for it.
fn place_rest(filled: Filled, sections: &mut Vec<SectionView>, unplaced: Vec<String>) {
    let evidence = Holding::Evidence.word();
    let fits = |section: &SectionView| match filled {
        Filled::Checklist => section.parts.iter().any(|part| part == evidence),
        Filled::Tcf => section.key == format!("extra-{evidence}"),
    };
    if unplaced.is_empty() {
        return;
    }
    let at = sections.iter().position(fits).unwrap_or_else(|| {
        sections.push(extra_section(Holding::Evidence));
        sections.len() - 1
    });
    if let Some(section) = sections.get_mut(at) {
        section.evidence.extend(unplaced);
    }
}

fn count(form: &Form, holding: Holding) -> usize {
    let sections = form.sections.iter();
    sections
        .filter(|(_, section)| section.holds.contains(&holding))
        .count()
}

struct Layout {
    filled: Filled,
    product_sections: usize,
    products: usize,
    printed: Vec<Holding>,
}

impl Layout {
    fn new(filled: Filled) -> Self {
        Self {
            filled,
            product_sections: 1,
            products: 0,
            printed: Vec::new(),
        }
    }

    fn section(&mut self, form: &Form, section: &Section, index: &[IndexView]) -> SectionView {
        let parts = section.holds.iter();
        let parts = parts.filter_map(|holding| self.part(*holding)).collect();
        let key = format!("{}/{}", form.key, section.key);
        let belongs = |kind: &&IndexView| kind.kind.sections.iter().any(|place| place.key == key);
        SectionView {
            key: section.key.clone(),
            title: section.title.clone(),
            number: view_number(&section.number),
            about: section.about.clone(),
            parts,
            evidence: index
                .iter()
                .filter(belongs)
                .map(|one| one.kind.key.clone())
                .collect(),
        }
    }

    fn part(&mut self, holding: Holding) -> Option<String> {
        if !self.filled.holds().contains(&holding) {
            return None;
        }
        let first = !self.printed.contains(&holding);
        if first {
            self.printed.push(holding);
        }
        if holding == Holding::Product {
            self.products += 1;
        }
        Some(match (holding, first) {
            (Holding::Product, _) if self.product_sections > 1 => match self.products {
                1 => "product-identity".to_owned(),
                2 => "product-description".to_owned(),
                _ => "again-product".to_owned(),
            },
            // Evidence is split by section, so each has its own.
            (Holding::Evidence, _) | (_, true) => holding.word().to_owned(),
            (_, false) => format!("again-{}", holding.word()),
        })
    }

    fn extra(&mut self, holding: Holding) -> SectionView {
        self.printed.push(holding);
        extra_section(holding)
    }
}

fn extra_section(holding: Holding) -> SectionView {
    SectionView {
        key: format!("extra-{}", holding.word()),
        title: extra_title(holding).to_owned(),
        number: None,
        about: None,
        parts: vec![holding.word().to_owned()],
        evidence: Vec::new(),
    }
}

fn extra_title(holding: Holding) -> &'static str {
    match holding {
        Holding::Product => "The product",
        Holding::Identity => "Identity of the product",
        Holding::Description => "Boundary, use and environment",
        Holding::Answers => "Answers on the product",
        Holding::Series => "Models of the series",
        Holding::Responses => "Requirements",
        Holding::Evidence => "Other evidence",
        Holding::Declarations => "Declarations",
        Holding::NotApplicable => "Requirements that do not apply",
        Holding::Process => "Checks of the process",
        Holding::Observations => "Observations",
        Holding::Index => "Index of evidence",
        Holding::Missing => "What is still missing",
        Holding::Open => "Open questions",
        Holding::Interpretations => "Interpretations",
        Holding::Verdicts => "Count of verdicts",
        Holding::Scope => "Scope of the certificate",
        Holding::Sources => "Sources",
    }
}
