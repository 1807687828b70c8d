//! Forms of the scheme: the form that a document fills, and the contents of each section.

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Serialize;

use super::asks::{AskView, AskedFor, view_ask};
use super::basis::Basis;
use super::evidence::IndexView;
use super::texts::{NUMBER_NOT_KNOWN, view_number};
use crate::model::{BlankKind, Form, FormId, Holding, InventoryId, Scheme, Section};
use crate::source::Text;

/// A form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct FormView {
    /// The key: `F03`.
    pub key: Text,
    /// The title.
    pub title: Text,
    /// Its number, or `number not known`.
    pub number: String,
    /// Its issue; `None` if it is not known.
    pub issue: Option<String>,
    /// The date of the issue.
    pub dated: Option<String>,
    /// More about it.
    pub about: Option<Text>,
}

/// A section of a document that fills a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct SectionView {
    /// Our key: `hardware`.
    pub key: Text,
    /// The title.
    pub title: Text,
    /// The form's own number, or `number not known`; `None` if the form has no such section.
    pub number: Option<String>,
    /// More about it.
    pub about: Option<Text>,
    /// The parts that the document prints in it, in order.
    pub parts: Vec<PartView>,
    /// The keys of the evidence kinds that belong in it. The index of evidence has the details.
    pub evidence: Vec<Text>,
}

/// A part of a section.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct PartView {
    /// The contents.
    pub prints: Prints,
    /// The names of the inventories that are shown.
    pub inventories: Vec<Text>,
    /// The questions; neighbours of the same shape are in the same part.
    pub asks: Vec<AskView>,
}

/// The contents of a part of a section.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Prints {
    /// The inventories that the section lists.
    Inventories,
    /// Questions that are answered with a check.
    Checks,
    /// Questions that are answered with a figure.
    Figures,
    /// Questions that are answered with a signature.
    Signatures,
    /// Other questions.
    AnswersAsked,
    /// A note that an earlier section holds the same.
    Again,
    /// The contents that the section holds (L-186).
    #[serde(untagged)]
    Held(Holding),
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
    /// Returns the contents of the document, in the order in which they are printed if no form says otherwise.
    fn holds(self) -> &'static [Holding] {
        match self {
            Self::Tcf => &[
                Holding::Missing,
                Holding::Identity,
                Holding::Description,
                Holding::Answers,
                Holding::Series,
                Holding::Responses,
                Holding::Evidence,
                Holding::NotApplicable,
                Holding::Declarations,
                Holding::Undertakings,
                Holding::Index,
                Holding::Open,
                Holding::Sources,
            ],
            Self::Checklist => &[
                Holding::Process,
                Holding::Reports,
                Holding::Responses,
                Holding::NotApplicable,
                Holding::Evidence,
                Holding::Interpretations,
                Holding::Open,
                Holding::Observations,
                Holding::Verdicts,
                Holding::Scope,
                Holding::Sources,
            ],
        }
    }
}

/// Finds the form of the edition that a document fills. The checklist fills the one that holds observations or checks of the
/// process, the construction file the first other one that holds responses.
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
    let holds = |section: &Section| section.holds.contains(&holding);
    form.sections.iter().any(|(_, section)| holds(section))
}

pub(super) fn view_form(scheme: &Scheme, id: FormId) -> FormView {
    let form = &scheme.forms[id];
    FormView {
        key: form.key.clone(),
        title: form.title.clone(),
        number: view_number(&form.number).unwrap_or_else(|| NUMBER_NOT_KNOWN.to_owned()),
        issue: form.issue.given().map(str::to_owned),
        dated: form.dated.map(|date| date.to_string()),
        about: form.about.clone(),
    }
}

/// Lays a document out in the sections of its form. Contents for which the form has no section come last, in sections
/// without a number.
pub(super) fn view_sections(
    basis: &Basis<'_>,
    filled: Filled,
    form: Option<FormId>,
    index: &[IndexView],
) -> Vec<SectionView> {
    let scheme = basis.scheme;
    let mut layout = Layout::new(scheme, filled, form);
    let homes = Places::of(index);
    let mut sections = Vec::new();
    if let Some(form) = form.map(|form| &scheme.forms[form]) {
        for (_, section) in form.sections.iter() {
            sections.push(layout.section(form, section, &homes));
        }
    }
    // Undertakings are left out, since only a section of a form says which party gives them.
    let wanted = |holding: &Holding| *holding != Holding::Undertakings;
    for holding in filled.holds().iter().filter(|holding| wanted(holding)) {
        if !layout.printed.contains(holding) {
            sections.push(layout.extra(*holding));
        }
    }
    let named: FxHashSet<&Text> = sections
        .iter()
        .flat_map(|section| section.evidence.iter())
        .collect();
    let keys = index.iter().map(|line| &line.kind.key);
    let unplaced: Vec<Text> = keys.filter(|key| !named.contains(key)).cloned().collect();
    place_rest(&mut layout, &mut sections, unplaced);
    sections
}

/// Places the evidence that no section names. The checklist lists all evidence in one place, the construction file
/// has a section of its own for it.
fn place_rest(layout: &mut Layout<'_>, sections: &mut Vec<SectionView>, unplaced: Vec<Text>) {
    let evidence = Prints::Held(Holding::Evidence);
    let fits = |section: &SectionView| match layout.filled {
        Filled::Checklist => section.parts.iter().any(|part| part.prints == evidence),
        Filled::Tcf => *section.key == *extra_key(Holding::Evidence),
    };
    if unplaced.is_empty() {
        return;
    }
    let at = sections.iter().position(fits).unwrap_or_else(|| {
        sections.push(layout.extra(Holding::Evidence));
        sections.len() - 1
    });
    if let Some(section) = sections.get_mut(at) {
        section.evidence.extend(unplaced);
    }
}

/// The kinds of evidence that belong in each section, by the key of the section.
struct Places<'a>(FxHashMap<&'a str, Vec<&'a Text>>);

impl<'a> Places<'a> {
    fn of(index: &'a [IndexView]) -> Self {
        let mut places: FxHashMap<&str, Vec<&Text>> = FxHashMap::default();
        for kind in index.iter().map(|line| &line.kind) {
            for place in &kind.sections {
                let kinds = places.entry(place.key.as_str()).or_default();
                if kinds.last() != Some(&&kind.key) {
                    kinds.push(&kind.key);
                }
            }
        }
        Self(places)
    }

    fn evidence_of(&self, section: &str) -> Vec<Text> {
        let kinds = self.0.get(section).into_iter().flatten();
        kinds.map(|key| (*key).clone()).collect()
    }
}

struct Layout<'a> {
    scheme: &'a Scheme,
    filled: Filled,
    /// The contents of earlier sections.
    printed: Vec<Holding>,
    /// The inventories that no section lists.
    unlisted: Vec<Text>,
}

impl<'a> Layout<'a> {
    fn new(scheme: &'a Scheme, filled: Filled, form: Option<FormId>) -> Self {
        let listed: Vec<InventoryId> = form
            .map(|form| scheme.forms[form].sections.iter())
            .into_iter()
            .flatten()
            .flat_map(|(_, section)| section.lists.clone())
            .collect();
        let unlisted = scheme
            .inventories
            .iter()
            .filter(|(id, _)| !listed.contains(id))
            .map(|(_, inventory)| inventory.key.clone())
            .collect();
        Self {
            scheme,
            filled,
            printed: Vec::new(),
            unlisted,
        }
    }

    fn section(&mut self, form: &Form, section: &Section, places: &Places<'_>) -> SectionView {
        let key = format!("{}/{}", form.key, section.key);
        SectionView {
            key: section.key.clone(),
            title: section.title.clone(),
            number: view_number(&section.number),
            about: section.about.clone(),
            parts: self.parts(form, section),
            evidence: places.evidence_of(&key),
        }
    }

    /// Returns the parts of a section: the questions above its contents, its contents, with the inventories that it
    /// lists before its evidence, and the other questions.
    fn parts(&mut self, form: &Form, section: &Section) -> Vec<PartView> {
        let view = |ask| view_ask(form, section, ask);
        let asks: Vec<AskView> = section.asks.iter().map(view).collect();
        let (above, below) = asks.split_at(section.leading.min(asks.len()));
        let mut parts = view_asked(above);
        let mut lists = section.lists.iter().copied().peekable();
        let held = section.holds.iter().flat_map(|held| parts_of(*held));
        let (evidence, held): (Vec<Holding>, Vec<Holding>) =
            held.partition(|held| *held == Holding::Evidence);
        parts.extend(held.into_iter().filter_map(|held| self.part(held)));
        if lists.peek().is_some() {
            let key = |id: InventoryId| self.scheme.inventories[id].key.clone();
            parts.push(PartView {
                inventories: lists.map(key).collect(),
                ..part(Prints::Inventories)
            });
        }
        parts.extend(evidence.into_iter().filter_map(|held| self.part(held)));
        parts.extend(view_asked(below));
        parts
    }

    fn part(&mut self, holding: Holding) -> Option<PartView> {
        if !self.filled.holds().contains(&holding) {
            return None;
        }
        // Each section has evidence of its own, so evidence is never a repetition.
        if holding != Holding::Evidence && self.printed.contains(&holding) {
            return Some(part(Prints::Again));
        }
        self.printed.push(holding);
        let inventories = if holding == Holding::Answers {
            std::mem::take(&mut self.unlisted)
        } else {
            Vec::new()
        };
        Some(PartView {
            inventories,
            ..part(Prints::Held(holding))
        })
    }

    fn extra(&mut self, holding: Holding) -> SectionView {
        SectionView {
            key: extra_key(holding).into(),
            title: extra_title(holding).into(),
            number: None,
            about: None,
            parts: self.part(holding).into_iter().collect(),
            evidence: Vec::new(),
        }
    }
}

fn part(prints: Prints) -> PartView {
    PartView {
        prints,
        inventories: Vec::new(),
        asks: Vec::new(),
    }
}

/// Returns the contents that a section prints for a word after `holds`.
fn parts_of(holding: Holding) -> Vec<Holding> {
    if holding == Holding::Product {
        vec![Holding::Identity, Holding::Description, Holding::Answers]
    } else {
        vec![holding]
    }
}

/// Puts questions into parts; neighbours of the same shape are in the same part.
fn view_asked(asks: &[AskView]) -> Vec<PartView> {
    let groups = asks.chunk_by(|ask, next| shape(ask) == shape(next));
    groups
        .map(|asks| PartView {
            asks: asks.to_vec(),
            ..part(asks.first().map_or(Prints::AnswersAsked, shape))
        })
        .collect()
}

fn shape(ask: &AskView) -> Prints {
    match ask.kind {
        AskedFor::Blank(BlankKind::Check) => Prints::Checks,
        AskedFor::Blank(BlankKind::Figure) => Prints::Figures,
        AskedFor::Blank(BlankKind::Signature) => Prints::Signatures,
        AskedFor::Blank(BlankKind::Text | BlankKind::Lines | BlankKind::Date)
        | AskedFor::Choice => Prints::AnswersAsked,
    }
}

fn extra_key(holding: Holding) -> String {
    format!("extra-{}", holding.word())
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
        Holding::Undertakings => "Undertakings",
        Holding::NotApplicable => "Requirements that do not apply",
        Holding::Process => "Rules of the process",
        Holding::Reports => "Reports of the laboratory",
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
