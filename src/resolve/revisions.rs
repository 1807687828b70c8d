//! Completes catalogs that revise others: finds what each of their controls inherits, and declares the controls that a
//! revision leaves as they were (L-058).

use std::collections::BTreeSet;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::collect::missing_catalog;
use super::keys::Key;
use super::lexicon::cyclic;
use super::names::{Decl, Inherits, Tree};
use super::reader::meant;
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::model::{Dependencies, Migration};
use crate::source::Place;
use crate::syntax::ast::{
    CatalogDraft, CatalogForm, ControlDraft, HistoryKind, ItemKind, Name, Placed,
};

codes! {
    PROFILE_REVISES = error("P0367", "revision of or by a profile"),
    NOT_BEFORE = error("P0368", "earlier key that the revised catalog does not have"),
    KEY_TAKEN_OVER = error("P0369", "key taken over from a control without saying what became of it"),
    NOT_REWORDED = error("P0372", "control marked as reworded that is not only reworded"),
}

/// Completes every catalog that revises another, those that are revised first.
pub(super) fn complete_revisions(tree: &mut Tree<'_>, out: &mut Diagnostics) {
    let revisions = find_revised(tree, out);
    if revisions.is_empty() && tree.orphans.is_empty() {
        return;
    }
    let mut controls: FxHashMap<usize, Vec<usize>> = FxHashMap::default();
    for (row, key) in tree.of(ItemKind::Control).keys().enumerate() {
        controls.entry(key.catalog).or_default().push(row);
    }
    for row in &tree.orphans {
        let lost = controls.get(row).into_iter().flatten();
        tree.inherits
            .extend(lost.map(|control| (*control, Inherits::Lost)));
    }
    for (row, base) in revisions {
        let mut map = tree.migrations.remove(&row).unwrap_or_default();
        let written = controls.get(&row).map_or(&[][..], Vec::as_slice);
        let keys = written
            .iter()
            .filter_map(|row| Some(tree.control(*row)?.key()));
        Arc::make_mut(&mut map).complete(keys, |key| tree.control_row(base, key).is_some());
        tree.migrations.insert(row, Arc::clone(&map));
        let revision = Revision { row, base, map };
        revision.check_history(tree, out);
        for control in written {
            let inherits = revision.inherits(tree, *control, out);
            tree.inherits
                .extend(inherits.map(|inherits| (*control, inherits)));
        }
        revision.check_reworded(tree, out);
        let old = controls.get(&base).cloned().unwrap_or_default();
        let left = revision.declare_left(tree, &old);
        controls.entry(row).or_default().extend(left);
    }
}

/// Finds the catalog that each revision revises, and returns both, those that are revised first.
fn find_revised(tree: &mut Tree<'_>, out: &mut Diagnostics) -> Vec<(usize, usize)> {
    let catalogs = tree.of(ItemKind::Catalog).decls::<CatalogDraft>();
    let found: Vec<(usize, Option<usize>)> = catalogs
        .filter(|(_, decl)| decl.draft.revises.is_some())
        .map(|(row, decl)| (row, find_base(tree, &decl, out)))
        .collect();
    let nodes: BTreeSet<usize> = found
        .iter()
        .flat_map(|(row, base)| base.iter().chain([row]).copied())
        .collect();
    let mut graph = Dependencies::new(nodes);
    for (row, base) in &found {
        if let Some(base) = base {
            graph.add(*base, *row);
        }
    }
    let cycles = graph.cycles();
    for cycle in &cycles {
        out.extend(report_cycle(tree, cycle));
    }
    for (row, base) in found {
        let in_cycle = cycles.iter().any(|cycle| cycle.contains(&row));
        if let Some(base) = base.filter(|_| !in_cycle) {
            tree.revises.insert(row, base);
        } else {
            tree.orphans.insert(row);
            tree.unsure.insert(row);
        }
    }
    let order = graph.order(|row| row).into_iter();
    order
        .filter_map(|row| Some((row, *tree.revises.get(&row)?)))
        .collect()
}

/// Finds the catalog that a revision revises; `None` if there is none, which is reported.
fn find_base(
    tree: &Tree<'_>,
    decl: &Decl<'_, CatalogDraft>,
    out: &mut Diagnostics,
) -> Option<usize> {
    let written = decl.draft.revises?;
    let (place, reference) = (decl.item.place(written.span), decl.reference(written));
    if decl.draft.form == CatalogForm::Profile {
        let name = decl.reference(decl.draft.key).versioned().to_string();
        out.push(profile_revises(place, &name));
        return None;
    }
    let name = reference.versioned();
    let Some(row) = tree.of(ItemKind::Catalog).row(&Key::versioned(name)) else {
        if !tree.lost.may_be(ItemKind::Catalog, name.key) {
            out.push(missing_catalog(tree, place, reference));
        }
        return None;
    };
    let is_profile = |base: Decl<'_, CatalogDraft>| base.draft.form == CatalogForm::Profile;
    if tree.catalog(row).is_some_and(is_profile) {
        out.push(profile_revises(place, &tree.catalog_name(row)));
        return None;
    }
    Some(row)
}

fn report_cycle(tree: &Tree<'_>, cycle: &[usize]) -> Option<Diagnostic> {
    let names: Vec<String> = cycle.iter().map(|row| tree.catalog_name(*row)).collect();
    let places = cycle
        .iter()
        .filter_map(|row| Some(tree.catalog(*row)?.head()));
    let steps: Vec<(&str, Place)> = names.iter().map(String::as_str).zip(places).collect();
    cyclic("catalog", &steps)
}

/// A catalog that revises another, while it is completed.
struct Revision {
    row: usize,
    base: usize,
    map: Arc<Migration>,
}

/// Whether a catalog has a control.
enum Standing {
    Row(usize),
    /// There may be one that could not be read.
    Unsure,
    Gone,
}

impl Revision {
    fn before(&self, tree: &Tree<'_>, key: &str) -> Standing {
        let is_lost = || tree.lost.may_be(ItemKind::Control, key);
        match tree.control_row(self.base, key) {
            Some(row) => Standing::Row(row),
            None if tree.unsure.contains(&self.base) || is_lost() => Standing::Unsure,
            None => Standing::Gone,
        }
    }

    /// Checks that the old keys are those of the revised catalog.
    fn check_history(&self, tree: &Tree<'_>, out: &mut Diagnostics) {
        let Some(decl) = tree.catalog(self.row) else {
            return;
        };
        for draft in &decl.draft.history {
            for old in &draft.old {
                self.report_not_before(tree, decl.item, *old, out);
            }
        }
    }

    /// Checks that the controls that are said to be reworded have other words, and are the same otherwise.
    fn check_reworded(&self, tree: &Tree<'_>, out: &mut Diagnostics) {
        let Some(decl) = tree.catalog(self.row) else {
            return;
        };
        let history = decl.draft.history.iter();
        let reworded = history.filter(|draft| draft.kind == HistoryKind::Reworded);
        for name in reworded.flat_map(|draft| &draft.new) {
            let key = decl.word(*name);
            let row = tree.control_row(self.row, key);
            let inherits = row.and_then(|row| tree.inherits.get(&row));
            let control = row.and_then(|row| tree.control(row));
            let place = decl.item.place(name.span);
            match (&control, inherits) {
                (Some(_), Some(Inherits::Lost)) => {}
                (Some(control), Some(Inherits::From(_))) => {
                    let change = control.draft.changes();
                    out.extend(change.map(|word| changed_too(place, control.head(), key, word)));
                }
                (Some(control), None) => out.push(nothing_before(place, control.head(), key)),
                // It is as it was, if it is there: whether it is, is checked with all new keys.
                (None, _) => {
                    let is_there = matches!(self.before(tree, key), Standing::Row(_));
                    out.extend((is_there && self.map.keeps(key)).then(|| not_written(place, key)));
                }
            }
        }
    }

    fn report_not_before(&self, tree: &Tree<'_>, item: &Placed, old: Name, out: &mut Diagnostics) {
        let key = item.item.word(old);
        if matches!(self.before(tree, key), Standing::Gone) {
            let help = meant(key, "control", tree.control_keys(self.base));
            let report = not_before(item.place(old.span), key, &tree.catalog_name(self.base));
            out.push(report.maybe_help(help));
        }
    }

    /// Returns what a control that is written in the revision inherits.
    fn inherits(&self, tree: &Tree<'_>, control: usize, out: &mut Diagnostics) -> Option<Inherits> {
        let decl = tree.control(control)?;
        let was = &decl.draft.was;
        for old in was {
            self.report_not_before(tree, decl.item, *old, out);
        }
        let own = decl.word(decl.draft.key);
        let from = match was.as_slice() {
            [] if self.map.keeps(own) => own,
            [only] => decl.word(*only),
            _ => return None,
        };
        if !was.is_empty() {
            self.report_taken_over(tree, &decl, out);
        }
        match self.before(tree, from) {
            Standing::Row(row) => Some(Inherits::From(tree.written(row))),
            Standing::Unsure => Some(Inherits::Lost),
            Standing::Gone => (!was.is_empty()).then_some(Inherits::Lost),
        }
    }

    /// Reports a control that was another before and has the key of a third now, of which nothing is said.
    fn report_taken_over(
        &self,
        tree: &Tree<'_>,
        decl: &Decl<'_, ControlDraft>,
        out: &mut Diagnostics,
    ) {
        let own = decl.word(decl.draft.key);
        if let Standing::Row(_) = self.before(tree, own)
            && !self.map.mentions(own)
        {
            let before = tree.catalog_name(self.base);
            out.push(key_taken_over(decl.head(), own, &before));
        }
    }

    /// Declares the controls that the revision leaves as they were, and returns their rows.
    fn declare_left(&self, tree: &mut Tree<'_>, controls: &[usize]) -> Vec<usize> {
        let mut left = Vec::new();
        for old in controls {
            let Some(key) = tree.of(ItemKind::Control).key(*old) else {
                continue;
            };
            let own = Key::of_catalog(self.row, key.name);
            let declared = tree.of(ItemKind::Control);
            if self.map.keeps(key.name)
                && declared.row(&own).is_none()
                && !tree.lost.may_be(ItemKind::Control, key.name)
            {
                left.extend(tree.declare_left(own, *old));
            }
        }
        if tree.unsure.contains(&self.base) {
            tree.unsure.insert(self.row);
        }
        left
    }
}

fn changed_too(place: Place, control: Place, key: &str, word: &str) -> Diagnostic {
    let message = format!("`{key}` is marked as reworded, but changes its `{word}` too");
    Diagnostic::at(&NOT_REWORDED, place, message)
        .also(control, "it is written again here")
        .help("a reworded control changes its title, statement, objective or guidance, and nothing else; remove it from this line")
}

fn nothing_before(place: Place, control: Place, key: &str) -> Diagnostic {
    let message = format!("`{key}` is marked as reworded, but is a new control");
    Diagnostic::at(&NOT_REWORDED, place, message)
        .also(control, "it is written here")
        .help("say with `was` what it was, or remove it from this line")
}

fn not_written(place: Place, key: &str) -> Diagnostic {
    let message = format!("`{key}` is marked as reworded, but nothing of it is written again");
    Diagnostic::at(&NOT_REWORDED, place, message)
        .help("write its new words, or remove it from this line")
}

fn profile_revises(place: Place, name: &str) -> Diagnostic {
    let message = format!("`{name}` is a profile; only a catalog can revise a catalog");
    Diagnostic::at(&PROFILE_REVISES, place, message)
        .help("write a new profile over the new version of its base, and say in it what became of its keys")
}

fn not_before(place: Place, key: &str, base: &str) -> Diagnostic {
    let message = format!("`{base}` has no control `{key}` that could have become another");
    Diagnostic::at(&NOT_BEFORE, place, message)
}

fn key_taken_over(place: Place, key: &str, base: &str) -> Diagnostic {
    let message = format!("`{base}` has a control `{key}` too, and nothing says what became of it");
    Diagnostic::at(&KEY_TAKEN_OVER, place, message).help(format!(
        "say so in the catalog with `withdrawn {key} because \"…\"`, `merged` or `split`, or in another control with `was {key}`"
    ))
}
