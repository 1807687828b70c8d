//! The parts of the document: each catalog, and the edition.

use rustc_hash::FxHashMap;
use serde::Serialize;

use super::grounds::{
    ConfidenceAspects, ConfirmSlots, Grounds, NumberedGround, SharedGround, rank,
};
use super::items::{Item, ProvenanceItem, ProvenanceOf, Said, controls_of, items_of_edition};
use crate::model::{Aspect, Confidence, Ground, Slot, SlotPart, SlotWord};
use crate::source::Text;
use crate::view::basis::SchemeBasis;
use crate::view::head::{CatalogView, view_catalog};
use crate::view::scheme::view_scheme;

/// A catalog, or the edition with the items that are in no catalog.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ProvenancePart {
    /// Key and version: `iso27400@2022`.
    pub name: String,
    /// The title.
    pub title: Text,
    /// The catalog; `None` for the edition.
    pub catalog: Option<CatalogView>,
    /// The number of its items; of a catalog, its controls.
    pub items: usize,
    /// The number of aspects by confidence: those that can be confirmed, `ours`, and last `published`.
    pub counts: Vec<ConfidenceAspects>,
    /// The grounds that many items share: grounds that all items of a kind have, and those that are ours.
    pub shared: Vec<SharedGround>,
    /// The grounds that several rows of the table of items have.
    pub grounds: Vec<NumberedGround>,
    /// The items with aspects that are not published, in the order of the scheme.
    pub waiting: Vec<WaitingItem>,
}

/// An item with aspects that are not published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct WaitingItem {
    /// The key; of a control with that of its catalog.
    pub key: Text,
    /// The kind.
    pub kind: ProvenanceItem,
    /// The title.
    pub title: Text,
    /// The statement of a control, in the author's Markdown.
    pub statement: Option<Text>,
    /// The objective of a control, in the author's Markdown.
    pub objective: Option<Text>,
    /// Whether there are slots to fill in for it.
    pub waits: bool,
    /// Its aspects that are not published: those that can be confirmed first, `ours` last.
    pub aspects: Vec<WaitingAspect>,
}

/// An aspect that is not published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct WaitingAspect {
    /// The aspect.
    pub aspect: Aspect,
    /// The text of the scheme.
    pub says: String,
    /// The confidence; never `published`.
    pub confidence: Confidence,
    /// The source, if one is named.
    pub source: Option<Text>,
    /// The number of its ground, if several aspects have it.
    pub ground: Option<usize>,
    /// The slots to fill in; `None` if it is `ours`, or is filled in for all items together.
    pub slots: Option<ConfirmSlots>,
}

/// Builds the parts that are selected.
pub(super) fn view_parts(basis: &SchemeBasis<'_>, of: &ProvenanceOf<'_>) -> Vec<ProvenancePart> {
    let scheme = basis.scheme;
    let view = view_scheme(basis);
    let used = scheme.edition.uses.iter().map(|used| used.catalog);
    let wanted = used.filter(|id| of.catalog.is_none_or(|wanted| wanted == *id));
    let mut parts: Vec<ProvenancePart> = wanted
        .map(|id| {
            let catalog = &scheme.catalogs[id];
            let items = controls_of(scheme, &view, id, of);
            ProvenancePart {
                catalog: Some(view_catalog(scheme, id, None)),
                ..view_part(catalog.name(), &catalog.title, &items)
            }
        })
        .collect();
    if of.catalog.is_none() {
        let items = items_of_edition(scheme, &view, of);
        let edition = &scheme.edition;
        parts.push(view_part(edition.name(), &edition.title, &items));
    }
    parts
}

fn view_part(name: String, title: &Text, items: &[Item<'_>]) -> ProvenancePart {
    let grounds = Grounds::of(items);
    let numbered = grounds.numbered(items);
    let numbers: FxHashMap<&Ground, usize> = numbered
        .iter()
        .map(|(ground, numbered)| (*ground, numbered.number))
        .collect();
    let waiting = items.iter().map(|item| view_item(&grounds, &numbers, item));
    ProvenancePart {
        items: items.len(),
        counts: grounds.counts(),
        shared: view_shared(&grounds, &name),
        waiting: waiting.filter(|item| !item.aspects.is_empty()).collect(),
        grounds: numbered.into_iter().map(|(_, ground)| ground).collect(),
        catalog: None,
        name,
        title: title.clone(),
    }
}

/// Returns the shared grounds, with slots where all items have the same text.
fn view_shared(grounds: &Grounds<'_>, part: &str) -> Vec<SharedGround> {
    grounds
        .shared()
        .into_iter()
        .map(|(kind, mut ground)| {
            if ground.says.is_some() {
                let item = format!("{part}.{}.{}", kind.word(), ground.aspect.word());
                ground.slots = Some(slots(
                    &Slot::of_product(SlotWord::Provenance).with(SlotPart::Subject, item),
                ));
            }
            ground
        })
        .collect()
}

fn view_item(
    grounds: &Grounds<'_>,
    numbers: &FxHashMap<&Ground, usize>,
    item: &Item<'_>,
) -> WaitingItem {
    let mut waiting: Vec<&Said<'_>> = item
        .aspects
        .iter()
        .filter(|said| said.ground.confidence != Confidence::Published)
        .collect();
    waiting.sort_by_key(|said| (rank(said.ground.confidence), said.aspect));
    let aspects = waiting.iter().map(|said| {
        let number = numbers.get(said.ground).copied();
        let has_row = grounds.has_row(item.kind, said);
        WaitingAspect {
            aspect: said.aspect,
            says: said.says.clone(),
            confidence: said.ground.confidence,
            source: said.ground.source.clone(),
            ground: number.filter(|_| has_row),
            slots: has_row.then(|| slots(&slot_of(item, said.aspect))),
        }
    });
    WaitingItem {
        key: item.key.clone(),
        kind: item.kind,
        title: item.title.clone(),
        statement: item.statement.clone(),
        objective: item.objective.clone(),
        waits: waiting.iter().any(|said| grounds.has_row(item.kind, said)),
        aspects: aspects.collect(),
    }
}

/// Makes the slot of an aspect: `iso27400:7.1.2.15/provenance/title`.
fn slot_of(item: &Item<'_>, aspect: Aspect) -> Slot {
    match item.kind {
        ProvenanceItem::Control => {
            let slot = Slot::of_control(&item.key, SlotWord::Provenance);
            slot.with(SlotPart::Subject, aspect.word())
        }
        ProvenanceItem::Edition
        | ProvenanceItem::Form
        | ProvenanceItem::Rule
        | ProvenanceItem::Evidence
        | ProvenanceItem::Procedure
        | ProvenanceItem::Interpretation => {
            let (kind, key) = (item.kind.word(), &item.key);
            let item = format!("{kind}.{key}.{}", aspect.word());
            Slot::of_product(SlotWord::Provenance).with(SlotPart::Subject, item)
        }
    }
}

fn slots(of: &Slot) -> ConfirmSlots {
    let slot = |part: &'static str| of.clone().with(SlotPart::Field, part).text();
    ConfirmSlots {
        agrees: slot("agrees"),
        place: slot("place"),
        says: slot("says"),
        by: slot("by"),
        date: slot("date"),
    }
}
