//! The sections of a form, each with what is printed in it.

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Serialize;

use super::asks::{AskView, AskedFor, view_section_asks};
use crate::model::{BlankKind, Form, Holding, InventoryId, Scheme, Section};
use crate::source::Text;
use crate::view::evidence_index::IndexView;
use crate::view::texts::{is_unknown, view_number};

/// A section of a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct SectionView {
    /// Our key: `hardware`.
    pub key: Text,
    /// The title.
    pub title: Text,
    /// The form's own number, or `number not known`; `None` if nothing is said of it.
    pub number: Option<String>,
    /// Whether the form has a number for it that is not known.
    pub number_unknown: bool,
    /// More about it.
    pub about: Option<Text>,
    /// The parts that the document prints in it, in order.
    pub parts: Vec<PartView>,
    /// The keys of the evidence kinds that it prints. The index of evidence has the details.
    pub evidence: Vec<Text>,
}

/// A part of a section.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct PartView {
    /// The contents.
    pub prints: Prints,
    /// The names of the inventories that are shown, in the order of the scheme.
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
    /// Questions that are answered with the rows of a table.
    Lists,
    /// Other questions.
    AnswersAsked,
    /// A note that an earlier section holds the same.
    Again,
    /// The contents that the section holds (L-186).
    #[serde(untagged)]
    Held(Holding),
}

/// Lays a form out: what each of its sections holds, lists and asks, and nothing else.
pub(super) fn view_sections(scheme: &Scheme, form: &Form, index: &[IndexView]) -> Vec<SectionView> {
    let mut layout = Layout::new(scheme, form);
    let homes = Places::of(index);
    let sections = form.sections.iter();
    sections
        .map(|(_, section)| layout.section(form, section, &homes))
        .collect()
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
    /// The contents of earlier sections.
    printed: Vec<Holding>,
    /// The inventories that no section lists.
    unlisted: Vec<Text>,
}

impl<'a> Layout<'a> {
    fn new(scheme: &'a Scheme, form: &Form) -> Self {
        let sections = form.sections.iter();
        let listed: FxHashSet<InventoryId> = sections
            .flat_map(|(_, section)| section.lists.iter().copied())
            .collect();
        let inventories = scheme.inventories.iter();
        let unlisted = inventories
            .filter(|(id, _)| !listed.contains(id))
            .map(|(_, inventory)| inventory.key.clone());
        Self {
            scheme,
            printed: Vec::new(),
            unlisted: unlisted.collect(),
        }
    }

    fn section(&mut self, form: &Form, section: &Section, places: &Places<'_>) -> SectionView {
        let key = format!("{}/{}", form.key, section.key);
        SectionView {
            key: section.key.clone(),
            title: section.title.clone(),
            number: view_number(&section.number),
            number_unknown: is_unknown(&section.number),
            about: section.about.clone(),
            parts: self.parts(form, section),
            evidence: if section.holds.contains(&Holding::Evidence) {
                places.evidence_of(&key)
            } else {
                Vec::new()
            },
        }
    }

    /// Returns the parts of a section: the questions above its contents, its contents in their order, with the inventories
    /// that it lists before its evidence, and the other questions.
    fn parts(&mut self, form: &Form, section: &Section) -> Vec<PartView> {
        let asks = view_section_asks(form, section);
        let (above, below) = asks.split_at(section.leading.min(asks.len()));
        let mut parts = view_asked(above);
        let mut lists = self.listed(section);
        for held in section.holds.iter().flat_map(|held| parts_of(*held)) {
            if held == Holding::Evidence {
                parts.extend(lists.take());
            }
            parts.push(self.part(held));
        }
        parts.extend(lists);
        parts.extend(view_asked(below));
        parts
    }

    fn listed(&self, section: &Section) -> Option<PartView> {
        let key = |id: &InventoryId| self.scheme.inventories[*id].key.clone();
        let mut ids = section.lists.clone();
        ids.sort_unstable();
        let lists = PartView {
            inventories: ids.iter().map(key).collect(),
            ..part(Prints::Inventories)
        };
        (!section.lists.is_empty()).then_some(lists)
    }

    fn part(&mut self, holding: Holding) -> PartView {
        // Each section has evidence of its own, so evidence is never a repetition.
        if holding != Holding::Evidence && self.printed.contains(&holding) {
            return part(Prints::Again);
        }
        self.printed.push(holding);
        let inventories = if holding == Holding::Answers {
            std::mem::take(&mut self.unlisted)
        } else {
            Vec::new()
        };
        PartView {
            inventories,
            ..part(Prints::Held(holding))
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
pub(super) fn view_asked(asks: &[AskView]) -> Vec<PartView> {
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
        AskedFor::List => Prints::Lists,
        AskedFor::Blank(BlankKind::Text | BlankKind::Lines | BlankKind::Date)
        | AskedFor::Choice => Prints::AnswersAsked,
    }
}
