//! Finds controls by name: `C.1`, `asvs-c:C.1`, `asvs-c@4.0.3:C.1` (L-029).

mod earlier;

use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::collect::missing_catalog;
use super::keys::Key;
use super::migrations::EARLIER_CONTROL;
use super::names::Tree;
use super::natural::order_controls;
use super::profile::Profiles;
use super::reader::{DraftReader, meant};
use crate::diag::{Diagnostic, codes, list};
use crate::model::{
    Catalog, CatalogId, ControlId, ControlName, Edition, Id, Lineage, Lineages, Table,
};
use crate::source::Place;
use crate::syntax::ast::{ItemKind, RefDraft, Reference};

codes! {
    UNKNOWN_CONTROL = error("P0330", "control that does not exist"),
    AMBIGUOUS_CONTROL = error("P0331", "key that several controls have"),
    NOT_A_CONTROL = error("P0332", "catalog where a control is expected"),
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
    /// The rows of the catalogs that a name without a version can mean: those in use, then those that profiles are over.
    reached: Vec<usize>,
    /// The rows and lineages of the catalogs that descend from earlier versions, by row of the earlier version.
    heirs: FxHashMap<usize, (usize, &'a Lineage)>,
    /// The edition.
    pub edition: &'a Edition,
    /// The catalogs in use, by row.
    catalogs: FxHashMap<usize, &'a Catalog>,
    /// What became of the controls of earlier versions.
    lineages: Lineages<'a>,
    /// Whether the edition may reach more, because of a mistake in it.
    pub unsure: bool,
    /// How many unknown names have been reported.
    unknown: AtomicUsize,
}

/// The control that a name means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Target {
    /// A control of the edition.
    Control(ControlId),
    /// The name of a control of a catalog, or of a version of one, that the edition does not use.
    Outside(String),
}

impl<'a> ControlNames<'a> {
    /// Orders the controls of the catalogs of an edition: catalog by catalog, and by key in each.
    ///
    /// A name without a version can also mean a control of a base, by the control of the profile that takes it.
    pub fn new(
        tree: &'a Tree<'a>,
        edition: &'a Edition,
        catalogs: &'a Table<CatalogId, Catalog>,
        rows: &[usize],
        profiles: &'a Profiles,
    ) -> Self {
        let order = order_controls(tree, rows);
        let mut ids = vec![None; tree.of(ItemKind::Control).len()];
        for (number, row) in order.iter().enumerate() {
            if let Some(slot) = ids.get_mut(*row) {
                *slot = Some(ControlId::from_index(number));
            }
        }
        let take = |(taken, by): &(usize, usize)| Some((*taken, ids.get(*by).copied().flatten()?));
        let used = || {
            rows.iter()
                .copied()
                .zip(catalogs.iter().map(|(_, one)| one))
        };
        let bases = || profiles.bases.iter().map(|base| (base.row, &base.catalog));
        let own = used().map(|(_, catalog)| &catalog.lineage);
        let heirs = used().chain(bases()).flat_map(|(heir, catalog)| {
            let before = tree.versions_before(heir);
            before.map(move |row| (row, (heir, &catalog.lineage)))
        });
        Self {
            tree,
            order,
            taken: profiles.pairs.iter().filter_map(take).collect(),
            reached: used().chain(bases()).map(|(row, _)| row).collect(),
            heirs: heirs.collect(),
            edition,
            catalogs: used().collect(),
            lineages: Lineages::new(
                own.chain([&edition.lineage]),
                bases().map(|(_, catalog)| &catalog.lineage),
            ),
            ids,
            unsure: false,
            unknown: AtomicUsize::new(0),
        }
    }

    /// Finds the control that a reference means, or reports that there is none.
    pub fn find(&self, reader: &mut DraftReader<'_>, written: RefDraft) -> Option<Target> {
        let place = reader.place(written.span);
        let reference = reader.reference(written);
        let Some(key) = reference.key else {
            reader.drop_with(not_a_control(place));
            return None;
        };
        let earlier = match reference.version {
            None => self
                .lineages
                .find(reader.item.item.written(written.span), self),
            Some(_) => None,
        };
        let target = match (earlier, reference.catalog) {
            (Some(earlier), _) => Err(Some(Box::new(earlier.report(&EARLIER_CONTROL, place)))),
            (None, None) => self.by_key(place, key),
            (None, Some(catalog)) => self.in_catalog(place, reference, catalog, key),
        };
        match target {
            Ok(target) => Some(target),
            Err(diagnostic) => {
                reader.lose();
                if let Some(diagnostic) = diagnostic {
                    reader.report(*diagnostic);
                }
                None
            }
        }
    }

    fn by_key(&self, place: Place, key: &str) -> Result<Target, Option<Box<Diagnostic>>> {
        let rows = || self.tree.by_key.rows(key);
        let mut reached: Vec<usize> = rows().filter(|row| self.own_id(*row).is_some()).collect();
        if reached.is_empty() {
            // A control that a profile takes can also be named by the key of its base (L-055).
            reached = rows().filter(|row| self.id(*row).is_some()).collect();
        }
        match (reached.as_slice(), rows().next()) {
            ([only], _) => self.id(*only).map(Target::Control).ok_or(None),
            ([], Some(outside)) => Ok(Target::Outside(self.outside(outside, None))),
            ([], None) if self.tree.lost.may_be(ItemKind::Control, key) => Err(None),
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
        let rows = self.named_catalogs(catalog, version);
        let Some(first) = rows.first() else {
            let broken = tree.lost.may_be(ItemKind::Catalog, catalog);
            let report = || Box::new(missing_catalog(tree, place, reference));
            return Err((!broken).then(report));
        };
        let named = rows.iter().find_map(|row| tree.control_row(*row, key));
        // What only another version has is of the editions that use that one.
        let elsewhere = || {
            let all = tree.versions.get(catalog).filter(|_| version.is_none());
            all.into_iter()
                .flatten()
                .find_map(|row| tree.control_row(*row, key))
        };
        if let Some(row) = named.or_else(elsewhere) {
            // A version is meant as it is written, also of a base and of what a profile took from it (L-055).
            let id = version.map_or_else(|| self.id(row), |_| self.own_id(row));
            let outside = || Target::Outside(self.outside(row, version));
            return Ok(id.map_or_else(outside, Target::Control));
        }
        let unsure = rows.iter().any(|row| tree.unsure.contains(row));
        let broken = unsure || tree.lost.may_be(ItemKind::Control, key);
        let report = || {
            let written = format!("{catalog}@{}:{key}", version.unwrap_or_default());
            let unknown = |_: &str| self.unknown(place, key, Some(*first));
            match version {
                Some(_) => self.not_here(place, &written, unknown),
                None => unknown(""),
            }
        };
        Err((!broken).then(|| Box::new(report())))
    }

    /// Returns the rows of the controls that the edition reaches and that a name without a version can mean.
    fn rows_of(&self, name: ControlName<'_>) -> impl Iterator<Item = usize> {
        let is_meant = move |row: &&usize| {
            let catalog = self.catalog_of_row(**row);
            name.catalog.is_none_or(|key| catalog.name == key)
        };
        let reached = self.reached.iter().filter(is_meant);
        reached.filter_map(move |row| self.tree.control_row(*row, name.key))
    }

    /// Returns the rows of the catalogs that a name with a catalog can mean: those of its version, or else those that the
    /// edition reaches, or else all.
    fn named_catalogs(&self, catalog: &str, version: Option<&str>) -> Vec<usize> {
        let all = || self.tree.versions.get(catalog).into_iter().flatten();
        if let Some(version) = version {
            let has_version = |row: &usize| self.catalog_of_row(*row).version == version;
            return all().copied().filter(has_version).collect();
        }
        let reached = self.reached.iter().copied();
        let reached: Vec<usize> = reached
            .filter(|row| self.catalog_of_row(*row).name == catalog)
            .collect();
        if reached.is_empty() {
            return all().copied().collect();
        }
        reached
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
        let taken = || self.taken.get(&row).copied();
        self.own_id(row).or_else(taken)
    }

    /// Returns the id of the control of a row, if it is a control of the edition.
    fn own_id(&self, row: usize) -> Option<ControlId> {
        self.ids.get(row).copied().flatten()
    }

    /// Returns the name of a control: `catalog:key`.
    pub fn shown(&self, id: ControlId) -> String {
        let row = self.order.get(id.index());
        row.map_or_else(String::new, |row| self.name(*row))
    }

    /// Returns the name of the control of a row: `catalog:key`.
    fn name(&self, row: usize) -> String {
        let Some(key) = self.tree.of(ItemKind::Control).key(row) else {
            return String::new();
        };
        match self.catalogs.get(&key.catalog) {
            Some(catalog) => self.edition.control_name(catalog, key.name).to_string(),
            None => format!("{}:{}", self.catalog_of_row(key.catalog).name, key.name),
        }
    }

    /// Says of a report about a control outside the edition that its catalog is the cause, which is one mistake for all its
    /// controls.
    pub fn not_used(&self, report: Diagnostic, control: &str) -> Diagnostic {
        let catalog = control.rsplit_once(':').map_or("", |(catalog, _)| catalog);
        report.undeclared(&format!("catalog of {}", self.edition.name()), catalog)
    }

    /// Returns the name of the control of a row that is not in the edition. It has its version where one was written, and
    /// where the edition reaches another version.
    fn outside(&self, row: usize, version: Option<&str>) -> String {
        let catalog = self.tree.catalog_of(row).unwrap_or_default();
        let name = self.catalog_of_row(catalog).name;
        let is_other = |row: &usize| *row != catalog && self.catalog_of_row(*row).name == name;
        if version.is_none() && !self.reached.iter().any(is_other) {
            return self.name(row);
        }
        let key = self.tree.of(ItemKind::Control).key(row);
        let key = key.map_or("", |key| key.name);
        format!("{}:{key}", self.tree.catalog_name(catalog))
    }

    /// Returns the key of the catalog of a row.
    fn catalog_of_row(&self, row: usize) -> Key<'a> {
        let key = self.tree.of(ItemKind::Catalog).key(row);
        key.unwrap_or_else(|| Key::plain(""))
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
    Diagnostic::at(&UNKNOWN_CONTROL, place, message).undeclared("control", key)
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
        "this names a catalog; expected a control",
    )
    .help("write the key of the control after a colon: `catalog:key`")
}
