//! Finds controls by name: `C.1`, `asvs-c:C.1`, `asvs-c@4.0.3:C.1` (L-029).

use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::collect::missing_catalog;
use super::keys::Key;
use super::names::Tree;
use super::natural::natural_order;
use super::reader::{DraftReader, meant};
use crate::diag::{Diagnostic, codes, list};
use crate::model::{ControlId, Id};
use crate::source::Place;
use crate::syntax::ast::{ItemKind, RefDraft, Reference};

codes! {
    UNKNOWN_CONTROL = error("P0330", "control that does not exist"),
    AMBIGUOUS_CONTROL = error("P0331", "key that several controls have"),
    NOT_A_CONTROL = error("P0332", "catalog where a control is named"),
}

/// How many unknown names get a suggestion. A suggestion compares all controls, which would take too long if every
/// name were wrong.
const MAX_SUGGESTIONS: usize = 50;

/// How many controls one thread reads at a time.
const AT_ONCE: usize = 512;
/// How many controls all threads read before the results are kept.
const BATCH: usize = 16 * AT_ONCE;

/// The controls that an edition reaches.
#[derive(Debug)]
pub(super) struct ControlNames<'a> {
    pub tree: &'a Tree<'a>,
    /// The rows of the controls in their order in the scheme.
    pub order: Vec<usize>,
    /// The ids of the controls, by row.
    ids: Vec<Option<ControlId>>,
    /// The controls that take a control of a base, by row of the base's control.
    taken: FxHashMap<usize, ControlId>,
    /// The rows of the catalogs in use, by key.
    used: FxHashMap<&'a str, usize>,
    /// How many unknown names have been reported.
    unknown: AtomicUsize,
}

/// The control that a name means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Target {
    /// A control of the edition.
    Control(ControlId),
    /// The name of a control of a catalog that the edition does not use.
    Outside(String),
}

impl<'a> ControlNames<'a> {
    /// Orders the controls of catalogs, given by row: catalog by catalog, and by key in each.
    ///
    /// `pairs` are controls of bases with the controls of profiles that take them.
    pub fn new(tree: &'a Tree<'a>, catalogs: &[usize], pairs: &[(usize, usize)]) -> Self {
        let mut rank = vec![None; tree.of(ItemKind::Catalog).len()];
        let mut used = FxHashMap::default();
        for (number, row) in catalogs.iter().enumerate() {
            let key = tree.of(ItemKind::Catalog).key(*row);
            if let (Some(slot), Some(key)) = (rank.get_mut(*row), key) {
                *slot = Some(number);
                used.insert(key.name, *row);
            }
        }
        let mut ranked: Vec<(usize, &str, usize)> = tree
            .of(ItemKind::Control)
            .keys()
            .enumerate()
            .filter_map(|(row, key)| {
                let rank = rank.get(key.catalog).copied().flatten()?;
                Some((rank, key.name, row))
            })
            .collect();
        ranked.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| natural_order(a.1, b.1)));
        let order: Vec<usize> = ranked.into_iter().map(|(_, _, row)| row).collect();
        let mut ids = vec![None; tree.of(ItemKind::Control).len()];
        for (number, row) in order.iter().enumerate() {
            if let Some(slot) = ids.get_mut(*row) {
                *slot = Some(ControlId::from_index(number));
            }
        }
        let take = |(taken, by): &(usize, usize)| Some((*taken, ids.get(*by).copied().flatten()?));
        let taken = pairs.iter().filter_map(take).collect();
        Self {
            tree,
            order,
            taken,
            ids,
            used,
            unknown: AtomicUsize::new(0),
        }
    }

    /// Finds the control that a reference means, or reports that there is none.
    pub fn find(&self, reader: &mut DraftReader<'_>, reference: RefDraft) -> Option<Target> {
        let place = reader.place(reference.span);
        let reference = reader.reference(reference);
        let Some(key) = reference.key else {
            reader.drop_with(not_a_control(place));
            return None;
        };
        let target = match reference.catalog {
            None => self.by_key(place, key),
            Some(catalog) => self.in_catalog(place, reference, catalog, key),
        };
        match target {
            Ok(target) => Some(target),
            Err(diagnostic) => {
                reader.dropped = true;
                if let Some(diagnostic) = diagnostic {
                    reader.report(*diagnostic);
                }
                None
            }
        }
    }

    fn by_key(&self, place: Place, key: &str) -> Result<Target, Option<Box<Diagnostic>>> {
        let rows = || self.tree.by_key.rows(key);
        let own = |row: &usize| self.ids.get(*row).copied().flatten().is_some();
        let mut reached: Vec<usize> = rows().filter(own).collect();
        if reached.is_empty() {
            // A control that a profile takes can also be named by the key of its base (L-055).
            reached = rows().filter(|row| self.id(*row).is_some()).collect();
        }
        match (reached.as_slice(), rows().next()) {
            ([only], _) => self.id(*only).map(Target::Control).ok_or(None),
            ([], Some(outside)) => {
                let catalog = self.tree.catalog_of(outside).unwrap_or_default();
                Ok(Target::Outside(format!(
                    "{}:{key}",
                    self.catalog_key(catalog)
                )))
            }
            ([], None) if self.tree.lost_controls.contains(key) => Err(None),
            ([], None) => Err(Some(Box::new(self.unknown(place, key, None)))),
            (several, _) => {
                let names: Vec<String> = several.iter().map(|row| self.name(*row)).collect();
                Err(Some(Box::new(ambiguous(place, key, &names))))
            }
        }
    }

    fn in_catalog(
        &self,
        place: Place,
        reference: Reference<'_>,
        catalog: &str,
        key: &str,
    ) -> Result<Target, Option<Box<Diagnostic>>> {
        let tree = self.tree;
        let version = reference.version;
        let is_version = |row: usize| {
            let own = tree.of(ItemKind::Catalog).key(row);
            version.is_none() || own.map(|key| key.version) == version
        };
        let used = self
            .used
            .get(catalog)
            .copied()
            .filter(|row| is_version(*row));
        let rows: Vec<usize> = if let Some(row) = used {
            vec![row]
        } else {
            tree.versions
                .get(catalog)
                .into_iter()
                .flatten()
                .copied()
                .filter(|row| is_version(*row))
                .collect()
        };
        let Some(first) = rows.first() else {
            let broken = tree.broken_catalogs.contains(catalog);
            let report = || Box::new(missing_catalog(tree, place, reference));
            return Err((!broken).then(report));
        };
        if let Some(row) = rows.iter().find_map(|row| tree.control_row(*row, key)) {
            return Ok(match self.id(row) {
                Some(id) => Target::Control(id),
                None => Target::Outside(match version {
                    Some(version) => format!("{catalog}@{version}:{key}"),
                    None => format!("{catalog}:{key}"),
                }),
            });
        }
        let controls = tree.of(ItemKind::Control);
        let is_broken = |row: &usize| controls.is_broken(&Key::of_catalog(*row, key));
        let broken = rows.iter().any(is_broken) || tree.lost_controls.contains(key);
        let report = || Box::new(self.unknown(place, key, Some(*first)));
        Err((!broken).then(report))
    }

    /// Reads the controls in parallel, some rows at a time, and hands the results to `keep` in order.
    ///
    /// The results of one batch are kept before the next batch is read, so that they are never all in memory twice.
    pub fn read_all<Read: Send>(
        &self,
        read: impl Fn(&[usize]) -> Read + Sync,
        mut keep: impl FnMut(Read),
    ) {
        for batch in self.order.chunks(BATCH) {
            let before = self.unknown.load(Ordering::Relaxed);
            let mut all: Vec<Read> = batch.par_chunks(AT_ONCE).map(&read).collect();
            let after = self.unknown.load(Ordering::Relaxed);
            if after > before && after > MAX_SUGGESTIONS {
                // Which unknown names got a suggestion was a matter of chance. Read in order, the first ones get it.
                self.unknown.store(before, Ordering::Relaxed);
                all = batch.chunks(AT_ONCE).map(&read).collect();
            }
            all.into_iter().for_each(&mut keep);
        }
    }

    /// Returns the id of the control of a row. For a control of a base it is the id of the control that takes it.
    pub fn id(&self, row: usize) -> Option<ControlId> {
        let own = self.ids.get(row).copied().flatten();
        own.or_else(|| self.taken.get(&row).copied())
    }

    /// Returns the `catalog:key` of a control.
    pub fn shown(&self, id: ControlId) -> String {
        let row = self.order.get(id.index());
        row.map_or_else(String::new, |row| self.name(*row))
    }

    /// Returns the `catalog:key` of the control of a row.
    fn name(&self, row: usize) -> String {
        let key = self.tree.of(ItemKind::Control).key(row);
        key.map_or_else(String::new, |key| {
            format!("{}:{}", self.catalog_key(key.catalog), key.name)
        })
    }

    /// Returns the key of the catalog of a row.
    fn catalog_key(&self, row: usize) -> &'a str {
        let key = self.tree.of(ItemKind::Catalog).key(row);
        key.map_or("", |key| key.name)
    }

    fn unknown(&self, place: Place, key: &str, catalog: Option<usize>) -> Diagnostic {
        let diagnostic = no_control(self.tree, place, key, catalog);
        if self.unknown.fetch_add(1, Ordering::Relaxed) >= MAX_SUGGESTIONS {
            return diagnostic;
        }
        let keys = self.order.iter();
        let controls = self.tree.of(ItemKind::Control);
        diagnostic.maybe_help(match catalog {
            Some(row) => meant(key, "control", self.tree.control_keys(row)),
            None => meant(
                key,
                "control",
                keys.filter_map(|row| controls.key(*row))
                    .map(|key| key.name),
            ),
        })
    }
}

fn no_control(tree: &Tree<'_>, place: Place, key: &str, catalog: Option<usize>) -> Diagnostic {
    let message = match catalog {
        Some(row) => {
            let name = tree.catalog_name(row);
            format!("the catalog `{name}` has no control `{key}`")
        }
        None => format!("there is no control `{key}`"),
    };
    Diagnostic::at(&UNKNOWN_CONTROL, place, message)
}

/// Reports that the catalog of a row has no control with a key.
pub(super) fn unknown_in(tree: &Tree<'_>, place: Place, key: &str, catalog: usize) -> Diagnostic {
    let help = meant(key, "control", tree.control_keys(catalog));
    no_control(tree, place, key, Some(catalog)).maybe_help(help)
}

pub(super) fn ambiguous(place: Place, key: &str, names: &[String]) -> Diagnostic {
    let message = format!("several controls have the key `{key}`");
    let names = list(names.iter().map(String::as_str));
    Diagnostic::at(&AMBIGUOUS_CONTROL, place, message)
        .help(format!("write which one is meant: {names}"))
}

pub(super) fn not_a_control(place: Place) -> Diagnostic {
    Diagnostic::at(
        &NOT_A_CONTROL,
        place,
        "this names a catalog; here stands a control",
    )
    .help("write its key after a colon: `catalog:key`")
}
