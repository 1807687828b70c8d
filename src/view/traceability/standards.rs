//! The relations between the catalogs of an edition, both ways, and the controls that no relation reaches.

use indexmap::{IndexMap, IndexSet};
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Serialize;

use crate::model::{ControlId, RelationKind, RelationTarget, Scheme, Treatment};
use crate::source::Text;
use crate::view::basis::Basis;
use crate::view::refs::RefView;
use crate::view::relations::{RelationView, RelationWord, view_relation};

/// The relations of the controls of a catalog to those of another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct StandardPair {
    /// The catalog whose controls are listed: `iso27402@2023`.
    pub catalog: String,
    /// The other catalog.
    pub other: String,
    /// The controls that have a relation to the other catalog, in the order of the scheme.
    pub related: Vec<RelatedView>,
    /// The controls that no control of the other catalog reaches; empty if the edition does not use the other
    /// catalog.
    pub unreached: Vec<RefView>,
    /// Whether the edition uses the other catalog.
    pub in_use: bool,
    /// Whether a pair before it has the same relations, seen from the other catalog.
    pub shown_before: bool,
    /// The number of controls of the catalog at this level.
    pub controls: usize,
    /// The controls that only controls of the other catalog beyond this level reach.
    pub reached_beyond: Vec<RefView>,
}

/// The controls of a catalog that no other catalog in use reaches.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct StandardAlone {
    /// The catalog: `iso27402@2023`.
    pub catalog: String,
    /// Its title.
    pub title: Text,
    /// The number of its controls at this level.
    pub controls: usize,
    /// The controls that no control of any other catalog in use reaches.
    pub unreached: Vec<RefView>,
}

/// A control with its relations to the controls of another catalog.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct RelatedView {
    /// The control.
    pub control: RefView,
    /// Its relations to them, coverage included.
    pub relations: Vec<RelationView>,
}

/// A control with its relation to another, whose catalog is named.
struct Related {
    control: ControlId,
    catalog: String,
    /// The other control; `None` if the edition does not use its catalog.
    other: Option<ControlId>,
    relation: RelationView,
    reaches: bool,
}

/// Counts the controls of each catalog in use that no other catalog reaches; empty if a single catalog is in use.
pub(super) fn view_alone(basis: &Basis<'_>, pairs: &[StandardPair]) -> Vec<StandardAlone> {
    let title_of = |name: &str| {
        let catalog = basis.scheme.catalogs.lookup(name);
        catalog.map_or_else(Text::default, |(_, catalog)| catalog.heading())
    };
    let mut alone: IndexMap<&str, StandardAlone> = IndexMap::new();
    for pair in pairs.iter().filter(|pair| pair.in_use) {
        let entry = alone.entry(pair.catalog.as_str());
        let known = entry.or_insert_with(|| StandardAlone {
            title: title_of(&pair.catalog),
            catalog: pair.catalog.clone(),
            controls: pair.controls,
            unreached: pair.unreached.clone(),
        });
        let unreached: FxHashSet<&str> = pair
            .unreached
            .iter()
            .map(|control| control.key.as_str())
            .collect();
        known
            .unreached
            .retain(|control| unreached.contains(control.key.as_str()));
    }
    alone.into_values().collect()
}

/// Shows the relations of each catalog in use to each other catalog. There are no pairs if the edition uses a single
/// catalog and no relation leads out of it.
pub(super) fn view_standards(basis: &Basis<'_>) -> Vec<StandardPair> {
    let scheme = basis.scheme;
    let related = all_related(scheme);
    let mut of_control: FxHashMap<(ControlId, &str), Vec<&Related>> = FxHashMap::default();
    for relation in &related {
        let key = (relation.control, relation.catalog.as_str());
        of_control.entry(key).or_default().push(relation);
    }
    let plans = basis.plan.controls.iter().map(|plan| plan.control);
    let mut by_catalog: IndexMap<String, Vec<ControlId>> = IndexMap::new();
    for control in plans {
        let catalog = scheme.catalogs[scheme.controls[control].catalog].name();
        by_catalog.entry(catalog).or_default().push(control);
    }
    let outside = related.iter().map(|relation| &relation.catalog);
    let others: IndexSet<&String> = by_catalog.keys().chain(outside).collect();
    let mut pairs = Vec::new();
    for (place, (catalog, controls)) in by_catalog.iter().enumerate() {
        for other in others.iter().filter(|other| **other != catalog) {
            let place_of_other = by_catalog.get_index_of(*other);
            let is_used = place_of_other.is_some();
            let pair = StandardPair {
                shown_before: place_of_other.is_some_and(|of_other| of_other < place),
                ..pair(basis, catalog, other, controls, &of_control)
            };
            if is_used {
                pairs.push(pair);
            } else if !pair.related.is_empty() {
                pairs.push(StandardPair {
                    unreached: Vec::new(),
                    reached_beyond: Vec::new(),
                    in_use: false,
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
    related: &FxHashMap<(ControlId, &str), Vec<&Related>>,
) -> StandardPair {
    let mut pair = StandardPair {
        catalog: catalog.to_owned(),
        other: other.to_owned(),
        related: Vec::new(),
        unreached: Vec::new(),
        in_use: true,
        shown_before: false,
        controls: controls.len(),
        reached_beyond: Vec::new(),
    };
    let is_here = |other: ControlId| basis.plan.controls.find(&other).is_some();
    for control in controls {
        let relations = related
            .get(&(*control, other))
            .map_or(&[][..], Vec::as_slice);
        let mut reaching = relations
            .iter()
            .filter(|relation| relation.reaches)
            .peekable();
        if reaching.peek().is_none() {
            pair.unreached.push(basis.control(*control));
        } else if !reaching.any(|relation| relation.other.is_some_and(is_here)) {
            pair.reached_beyond.push(basis.control(*control));
        }
        if !relations.is_empty() {
            pair.related.push(RelatedView {
                control: basis.control(*control),
                relations: relations
                    .iter()
                    .map(|relation| relation.relation.clone())
                    .collect(),
            });
        }
    }
    pair
}

/// Returns the relations of each control to others, seen from it: its covers, the controls that it covers, and the
/// relations of the scheme.
fn all_related(scheme: &Scheme) -> Vec<Related> {
    let mut all = Vec::new();
    for (control, item) in scheme.controls.iter() {
        if let Treatment::Covered { by, because } = &item.treatment {
            for cover in by {
                all.extend(covered(scheme, control, *cover, because));
            }
        }
    }
    for relation in &scheme.relations {
        let because = relation.because.as_deref();
        let reaches = relation.kind != RelationKind::None;
        let seen = |control, kind: RelationKind, other, (catalog, name): (String, &str)| Related {
            control,
            catalog,
            other,
            relation: view_relation(RelationWord::Related(kind), name, because),
            reaches,
        };
        match &relation.target {
            RelationTarget::Control(target) => {
                let (focal, target) = (relation.focal, *target);
                let (there, back) = (
                    catalog_and_name(scheme, target),
                    catalog_and_name(scheme, focal),
                );
                all.push(seen(focal, relation.kind, Some(target), there));
                all.push(seen(target, relation.kind.reversed(), Some(focal), back));
            }
            RelationTarget::Outside(name) => {
                let catalog = name
                    .rsplit_once(':')
                    .map_or(name.as_str(), |(catalog, _)| catalog);
                let there = (catalog.to_owned(), name.as_str());
                all.push(seen(relation.focal, relation.kind, None, there));
            }
        }
    }
    all
}

/// Returns the relation between a covered control and its cover, seen from both.
fn covered(scheme: &Scheme, control: ControlId, cover: ControlId, because: &str) -> [Related; 2] {
    let sides = [
        (control, cover, RelationWord::CoveredBy),
        (cover, control, RelationWord::Covers),
    ];
    sides.map(|(control, other, kind)| {
        let (catalog, name) = catalog_and_name(scheme, other);
        Related {
            control,
            catalog,
            other: Some(other),
            relation: view_relation(kind, name, Some(because)),
            reaches: true,
        }
    })
}

fn catalog_and_name(scheme: &Scheme, control: ControlId) -> (String, &str) {
    let control = &scheme.controls[control];
    (scheme.catalogs[control.catalog].name(), &control.name)
}
