//! How the catalogs of an edition stand to one another, both ways, with what no relation reaches.

use indexmap::{IndexMap, IndexSet};
use schemars::JsonSchema;
use serde::Serialize;

use super::RelationView;
use crate::model::{ControlId, RelationKind, RelationTarget, Scheme, Treatment};
use crate::view::basis::{Basis, RefView};

/// How the controls of one catalog stand to those of another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct StandardPair {
    /// The catalog whose controls are looked at: `iso27402@2023`.
    pub catalog: String,
    /// The other.
    pub other: String,
    /// The controls that stand in a relation to the other, in the order of the scheme.
    pub related: Vec<RelatedView>,
    /// Those that nothing of the other reaches; empty where the edition does not use the other.
    pub unreached: Vec<RefView>,
}

/// A control and what it is to those of another catalog.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RelatedView {
    /// The control.
    pub control: RefView,
    /// What it is to others, coverage included.
    pub relations: Vec<RelationView>,
}

/// A control and what it is to another, whose catalog is named.
struct Related {
    control: ControlId,
    catalog: String,
    relation: RelationView,
    reaches: bool,
}

/// Shows how each catalog in use stands to each other one. There are no pairs where one catalog is used and none
/// outside is spoken of.
pub(super) fn view_standards(basis: &Basis<'_>) -> Vec<StandardPair> {
    let scheme = basis.scheme;
    let related = all_related(scheme);
    let plans = basis.plan.controls.iter().map(|plan| plan.control);
    let mut by_catalog: IndexMap<String, Vec<ControlId>> = IndexMap::new();
    for control in plans {
        let catalog = scheme.catalogs[scheme.controls[control].catalog].name();
        by_catalog.entry(catalog).or_default().push(control);
    }
    let outside = related.iter().map(|one| &one.catalog);
    let others: IndexSet<&String> = by_catalog.keys().chain(outside).collect();
    let mut pairs = Vec::new();
    for (catalog, controls) in &by_catalog {
        for other in others.iter().filter(|other| **other != catalog) {
            let is_used = by_catalog.contains_key(*other);
            let pair = pair(basis, catalog, other, controls, &related);
            if is_used {
                pairs.push(pair);
            } else if !pair.related.is_empty() {
                pairs.push(StandardPair {
                    unreached: Vec::new(),
                    ..pair
                });
            }
        }
    }
    pairs
}

fn pair(
    basis: &Basis<'_>,
    catalog: &str,
    other: &str,
    controls: &[ControlId],
    related: &[Related],
) -> StandardPair {
    let mut pair = StandardPair {
        catalog: catalog.to_owned(),
        other: other.to_owned(),
        related: Vec::new(),
        unreached: Vec::new(),
    };
    for control in controls {
        let own = |one: &&Related| one.control == *control && one.catalog == other;
        let found: Vec<&Related> = related.iter().filter(own).collect();
        if !found.iter().any(|one| one.reaches) {
            pair.unreached.push(basis.control(*control));
        }
        if !found.is_empty() {
            pair.related.push(RelatedView {
                control: basis.control(*control),
                relations: found.iter().map(|one| one.relation.clone()).collect(),
            });
        }
    }
    pair
}

/// Returns what each control is to others: what covers it, what it covers, and its relations, seen from it.
fn all_related(scheme: &Scheme) -> Vec<Related> {
    let mut all = Vec::new();
    for (control, item) in scheme.controls.iter() {
        if let Treatment::Covered { by, because } = &item.treatment {
            for cover in by {
                let ends = (control, *cover);
                all.extend(covered(scheme, ends, because));
            }
        }
    }
    for relation in &scheme.relations {
        let because = relation.because.as_deref();
        let reaches = relation.kind != RelationKind::None;
        let seen = |control, kind: RelationKind, catalog, other: &str| Related {
            control,
            catalog,
            relation: view_relation(kind.word(), kind.phrase(), other, because),
            reaches,
        };
        match &relation.target {
            RelationTarget::Control(target) => {
                let (catalog, name) = named(scheme, *target);
                all.push(seen(relation.focal, relation.kind, catalog, name));
                let (catalog, name) = named(scheme, relation.focal);
                all.push(seen(*target, relation.kind.reversed(), catalog, name));
            }
            RelationTarget::Outside(name) => {
                let catalog = name
                    .rsplit_once(':')
                    .map_or(name.as_str(), |(catalog, _)| catalog);
                all.push(seen(
                    relation.focal,
                    relation.kind,
                    catalog.to_owned(),
                    name,
                ));
            }
        }
    }
    all
}

/// Says that a control is covered by another, seen from both.
fn covered(scheme: &Scheme, ends: (ControlId, ControlId), because: &str) -> [Related; 2] {
    let sides = [
        (ends.0, ends.1, "covered-by", "is covered by"),
        (ends.1, ends.0, "covers", "covers"),
    ];
    sides.map(|(control, other, kind, phrase)| {
        let (catalog, name) = named(scheme, other);
        Related {
            control,
            catalog,
            relation: view_relation(kind, phrase, name, Some(because)),
            reaches: true,
        }
    })
}

fn named(scheme: &Scheme, control: ControlId) -> (String, &str) {
    let control = &scheme.controls[control];
    (scheme.catalogs[control.catalog].name(), &control.name)
}

fn view_relation(
    kind: &'static str,
    phrase: &'static str,
    other: &str,
    because: Option<&str>,
) -> RelationView {
    RelationView {
        kind,
        phrase,
        other: other.to_owned(),
        because: because.map(str::to_owned),
    }
}
