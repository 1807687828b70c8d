//! Collects what became of the keys of earlier versions: from `split`, `merged` and `withdrawn` (L-037), and from the
//! earlier keys of controls (L-241).

use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::names::{Decl, Tree};
use crate::diag::{Diagnostic, Diagnostics, codes, list};
use crate::model::{ControlName, Earlier, Lineage, Lineages, Migration, Present, Step};
use crate::source::{Place, Text};
use crate::syntax::ast::{
    CatalogDraft, ControlDraft, HistoryDraft, HistoryKind, ItemKind, Name, Placed,
};

codes! {
    EARLIER_CONTROL = error("P0366", "name of a control of an earlier version"),
    GONE_AND_THERE = error("P0370", "key that is withdrawn and also became another"),
    SAID_OTHERWISE = error("P0373", "earlier key on which control and catalog disagree"),
}

/// Collects what the catalogs of a tree say of earlier keys; `renamed` are the rows of the controls that have some.
pub(super) fn collect_migrations(
    tree: &Tree<'_>,
    renamed: &[usize],
    out: &mut Diagnostics,
) -> FxHashMap<usize, Arc<Migration>> {
    let mut maps: BTreeMap<usize, Migration> = BTreeMap::new();
    for (row, decl) in tree.of(ItemKind::Catalog).decls::<CatalogDraft>() {
        if !decl.draft.history.is_empty() {
            let map = migration_of(decl.item, &decl.draft.history);
            report_gone(&map, decl.item, &decl.draft.history, out);
            maps.insert(row, map);
        }
    }
    let renamed = renamed
        .iter()
        .filter_map(|row| Some((tree.catalog_of(*row)?, tree.control(*row)?)));
    // All of them are held against what the catalogs say, before any is added to it.
    for (catalog, decl) in renamed.clone() {
        if let Some(map) = maps.get(&catalog) {
            report_otherwise(map, &decl, tree.catalog(catalog), out);
        }
    }
    for (catalog, decl) in renamed {
        let map = maps.entry(catalog).or_default();
        for old in &decl.draft.was {
            map.relate(decl.item.item.word_text(*old), decl.key());
        }
    }
    maps.into_iter()
        .map(|(row, map)| (row, Arc::new(map)))
        .collect()
}

/// Reports keys that a catalog or an edition both withdraws and maps to other keys.
fn report_gone(map: &Migration, item: &Placed, drafts: &[HistoryDraft], out: &mut Diagnostics) {
    let withdrawn = drafts
        .iter()
        .filter(|draft| draft.kind == HistoryKind::Withdrawn);
    for old in withdrawn.flat_map(|draft| &draft.old) {
        let key = item.item.word(*old);
        if map.new_keys(key).next().is_some() {
            out.push(gone_and_there(item.place(old.span), key));
        }
    }
}

/// Reports earlier keys of a control that became others, as its catalog says, or none.
fn report_otherwise(
    map: &Migration,
    decl: &Decl<'_, ControlDraft>,
    catalog: Option<Decl<'_, CatalogDraft>>,
    out: &mut Diagnostics,
) {
    let own = decl.word(decl.draft.key);
    for old in &decl.draft.was {
        let key = decl.word(*old);
        let is_said = map.new_keys(key).any(|new| **new == *own);
        if map.mentions(key) && !is_said {
            let report = said_otherwise(decl.item.place(old.span), key, own, map);
            out.push(match &catalog {
                Some(catalog) => report.also(catalog.head(), "the catalog says this"),
                None => report,
            });
        }
    }
}

/// Reads what a catalog or an edition says of earlier keys.
fn migration_of(item: &Placed, drafts: &[HistoryDraft]) -> Migration {
    let key = |name: &Name| item.item.word_text(*name);
    let mut map = Migration::default();
    for draft in drafts {
        let old = draft.old.iter().map(key);
        match draft.kind {
            HistoryKind::Merged => {
                if let Some(new) = draft.new.first() {
                    map.unite(old, &key(new));
                }
            }
            HistoryKind::Split => {
                for old in old {
                    draft
                        .new
                        .iter()
                        .for_each(|new| map.relate(old.clone(), key(new)));
                }
            }
            HistoryKind::Reworded => draft.new.iter().map(key).for_each(|new| map.reword(new)),
            HistoryKind::Withdrawn => {
                let because = draft.because.map(|because| item.item.text(because));
                old.for_each(|old| map.withdraw(old, because.clone().unwrap_or_default()));
            }
        }
    }
    map
}

fn gone_and_there(place: Place, key: &str) -> Diagnostic {
    let message = format!("the key `{key}` is withdrawn, but also became another");
    Diagnostic::at(&GONE_AND_THERE, place, message)
        .help("keep one of the two: `withdrawn`, or what the key became")
}

fn said_otherwise(place: Place, key: &str, own: &str, map: &Migration) -> Diagnostic {
    let new: Vec<&str> = map.new_keys(key).map(Text::as_str).collect();
    let said = match new.as_slice() {
        [] => "is withdrawn".to_owned(),
        new => format!("became {}", list(new.iter().copied())),
    };
    let help = match new.as_slice() {
        [] => "keep one of the two".to_owned(),
        new => format!(
            "write `split {key} into {}, {own}` if this control is a part of it as well, or remove `was`",
            new.join(", ")
        ),
    };
    let message = format!("the control `{own}` says that it was `{key}`, which {said}");
    Diagnostic::at(&SAID_OTHERWISE, place, message).help(help)
}

/// Returns the earlier versions of the catalog of a row.
pub(super) fn lineage_of(tree: &Tree<'_>, row: usize) -> Lineage {
    let key = tree.of(ItemKind::Catalog).key(row);
    let key = key.map_or("", |key| key.name);
    let mut steps: Vec<Step> = std::iter::once(row)
        .chain(tree.versions_before(row))
        .filter_map(|row| step_to(tree, row))
        .collect();
    steps.reverse();
    Lineage::new(key.into(), steps)
}

/// Returns the step to the catalog of a row; `None` if it has no earlier version and says nothing of one.
fn step_to(tree: &Tree<'_>, row: usize) -> Option<Step> {
    let map = tree.migrations.get(&row);
    let old = tree.revises.get(&row).map(|old| tree.catalog_name(*old));
    (map.is_some() || old.is_some()).then(|| Step {
        old: old.map(Text::from),
        new: tree.catalog_name(row).into(),
        map: map.cloned().unwrap_or_default(),
    })
}

/// Returns what an edition says of the keys of earlier editions.
pub(super) fn lineage_of_edition(
    item: &Placed,
    name: &str,
    drafts: &[HistoryDraft],
    out: &mut Diagnostics,
) -> Lineage {
    let step = (!drafts.is_empty()).then(|| {
        let map = migration_of(item, drafts);
        report_gone(&map, item, drafts, out);
        Step {
            old: None,
            new: name.into(),
            map: Arc::new(map),
        }
    });
    Lineage::new(Text::default(), step.into_iter().collect())
}

/// Catalogs of which somebody names controls, by row, with their earlier versions.
pub(super) struct Versions<'v> {
    pub tree: &'v Tree<'v>,
    pub catalogs: Vec<(usize, &'v Lineage)>,
}

impl Versions<'_> {
    /// Says what became of the control of an earlier version that a name means; `None` if it means none.
    pub fn earlier(&self, name: &str) -> Option<Earlier> {
        let lineages = self.catalogs.iter().map(|(_, lineage)| *lineage);
        Lineages::new(lineages, std::iter::empty()).find(name, self)
    }
}

impl Present for Versions<'_> {
    fn with_name(&self, name: ControlName<'_>) -> Vec<Text> {
        let has = |row: usize| self.tree.control_row(row, name.key).is_some();
        let is_meant = |lineage: &Lineage| name.catalog.is_none_or(|key| lineage.key() == key);
        let meant = self.catalogs.iter();
        let meant = meant.filter(|(row, lineage)| has(*row) && is_meant(lineage));
        let named = self.catalogs.iter().filter(|(_, one)| is_meant(one));
        let several = named.count() > 1;
        let shown = |(row, lineage): &(usize, &Lineage)| {
            if several {
                return format!("{}:{}", self.tree.catalog_name(*row), name.key).into();
            }
            lineage.control_name(name.key)
        };
        meant.map(shown).collect()
    }

    fn taker(&self, _: ControlName<'_>) -> Option<Text> {
        None
    }
}
