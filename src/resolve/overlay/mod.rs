//! Resolves overlays and finds the control of each wording (L-215 to L-219).
//!
//! A wording changes texts and grounds of a control, and nothing else.

mod apply;

use rustc_hash::FxHashMap;

use super::collect::missing_catalog;
use super::control_names::{UNKNOWN_CONTROL, ambiguous, not_a_control, unknown_in};
use super::keys::Key;
use super::migrations::{EARLIER_CONTROL, Versions, lineage_of};
use super::names::{Decl, Tree};
use super::provenance::ground_of;
use super::reader::{DraftReader, unknown};
use crate::diag::{Diagnostic, Diagnostics, codes, list};
use crate::model::{Aspect, Ground, Id, Lineage, Overlay, OverlayId, Table};
use crate::source::{Place, Text};
use crate::syntax::ast::{
    ItemKind, OverlayDraft, RefDraft, Reference, VersionedName, WordingDraft,
};

codes! {
    WITHOUT_OVERLAY = error("P0360", "wording without an overlay of its catalog"),
    SAID_TWICE = error("P0361", "aspect that overlays mention twice"),
    NO_SOURCE = error("P0363", "overlay that does not name its copy"),
    NOT_USED = warning("P0364", "overlay of a catalog that the edition does not use"),
    CANNOT_CONFIRM = error("P0362", "aspect that a copy of the source cannot confirm"),
    NO_OTHER_WORDS = warning("P0365", "wording that changes no word"),
}

/// The overlays and their statements about controls.
#[derive(Debug)]
pub(super) struct Overlays {
    /// The overlays in the order of the source.
    pub table: Table<OverlayId, Overlay>,
    /// The rows of their catalogs; `None` for a catalog that could not be read, which has been reported.
    rows: Vec<Option<usize>>,
    /// The earlier versions of their catalogs.
    lineages: Vec<Lineage>,
    /// The statements about each control, by row.
    statements: FxHashMap<usize, Vec<Statement>>,
}

/// A statement of a wording about one aspect of a control.
#[derive(Debug)]
struct Statement {
    overlay: OverlayId,
    aspect: Aspect,
    place: Place,
    content: Content,
}

#[derive(Debug)]
enum Content {
    /// The text of the copy.
    Text(TextOf, Text),
    /// The scheme agrees with the copy.
    Confirmed,
    /// Another ground for the aspect.
    Ground(Ground),
}

/// A text of a control.
#[derive(Debug, Clone, Copy)]
enum TextOf {
    Title,
    Statement,
    Objective,
}

impl Overlays {
    /// Reads the overlays and finds the control of each wording.
    pub fn resolve(tree: &Tree<'_>, out: &mut Diagnostics) -> Self {
        let mut overlays = Self {
            table: Table::default(),
            rows: Vec::new(),
            lineages: Vec::new(),
            statements: FxHashMap::default(),
        };
        for (_, decl) in tree.of(ItemKind::Overlay).decls() {
            overlays.declare(tree, &decl, out);
        }
        for decl in &tree.wordings {
            let mut reader = DraftReader::new(decl.item, out);
            let Some((id, row)) = overlays.find(tree, &mut reader, decl.draft.control) else {
                continue;
            };
            if let Some(overlay) = overlays.table.get_mut(id)
                && let Err(at) = overlay.files.binary_search(&decl.item.file)
            {
                overlay.files.insert(at, decl.item.file);
            }
            overlays.take_in(&mut reader, decl, id, row);
        }
        overlays
    }

    fn declare(&mut self, tree: &Tree<'_>, decl: &Decl<'_, OverlayDraft>, out: &mut Diagnostics) {
        let OverlayDraft {
            key,
            title,
            source,
            notice,
        } = *decl.draft;
        let named = decl.reference(key);
        let name = named.versioned();
        let mut reader = DraftReader::new(decl.item, out);
        if source.is_none() && !reader.dropped {
            reader.report(no_source(decl.head(), &name.to_string()));
        }
        let row = tree.of(ItemKind::Catalog).row(&Key::versioned(name));
        if row.is_none() && !tree.lost.may_be(ItemKind::Catalog, name.key) {
            let place = reader.place(key.span);
            reader.report(missing_catalog(tree, place, named));
        }
        self.rows.push(row);
        let lineage = row.map_or_else(Lineage::default, |row| lineage_of(tree, row));
        self.lineages.push(lineage);
        let overlay = Overlay {
            catalog: name.to_string().into(),
            title: reader.text(title),
            source: reader.given(source).unwrap_or_default(),
            notice: reader.given(notice),
            files: vec![decl.item.file],
            place: decl.head(),
        };
        let _ = self.table.insert(name.to_string(), overlay);
    }

    /// Finds the overlay and the row of the control of a wording.
    fn find(
        &self,
        tree: &Tree<'_>,
        reader: &mut DraftReader<'_>,
        reference: RefDraft,
    ) -> Option<(OverlayId, usize)> {
        let place = reader.place(reference.span);
        let written = reader.item.item.written(reference.span);
        let reference = reader.reference(reference);
        let Some(key) = reference.key else {
            reader.report(not_a_control(place));
            return None;
        };
        let meant = self.meant(reference);
        let candidates: Vec<(OverlayId, usize)> = meant
            .iter()
            .filter_map(|(id, row)| Some((*id, tree.control_row((*row)?, key)?)))
            .collect();
        if (candidates.is_empty() || reference.version.is_none())
            && let Some(earlier) = self.versions(tree, &meant).earlier(written)
        {
            reader.report(earlier.report(&EARLIER_CONTROL, place));
            return None;
        }
        match (candidates.as_slice(), meant.as_slice()) {
            ([only], _) => return Some(*only),
            ([], []) if tree.lost.may_be_any(ItemKind::Overlay) => {}
            ([], []) => reader.report(without_overlay(tree, place, reference)),
            ([], meant) if meant.iter().any(|(_, row)| is_lost(tree, *row, key)) => {}
            ([], [(_, Some(row))]) => reader.report(unknown_in(tree, place, key, *row)),
            ([], _) => {
                let keys = meant
                    .iter()
                    .filter_map(|(_, row)| *row)
                    .flat_map(|row| tree.control_keys(row));
                reader.report(unknown(&UNKNOWN_CONTROL, place, "control", key, keys));
            }
            (several, _) => {
                let names = several.iter().map(|(overlay, _)| {
                    let catalog = &self.table[*overlay].catalog;
                    format!("{catalog}:{key}")
                });
                reader.report(ambiguous(place, key, &names.collect::<Vec<_>>()));
            }
        }
        None
    }

    /// Returns the catalogs of overlays with their earlier versions.
    fn versions<'v>(
        &'v self,
        tree: &'v Tree<'v>,
        overlays: &[(OverlayId, Option<usize>)],
    ) -> Versions<'v> {
        let catalogs = overlays
            .iter()
            .filter_map(|(id, row)| Some(((*row)?, self.lineages.get(id.index())?)));
        Versions {
            tree,
            catalogs: catalogs.collect(),
        }
    }

    /// Returns the overlays that a reference may mean, each with the row of its catalog.
    fn meant(&self, reference: Reference<'_>) -> Vec<(OverlayId, Option<usize>)> {
        let wanted = match reference.catalog {
            Some(_) => reference.versioned(),
            None => VersionedName::default(),
        };
        let full = wanted.to_string();
        let is_meant = |name: &str| {
            let key = name.split_once('@').map_or(name, |(key, _)| key);
            name == full
                || (wanted.version.is_empty() && (wanted.key.is_empty() || key == wanted.key))
        };
        self.table
            .iter()
            .zip(&self.rows)
            .filter(|((_, overlay), _)| is_meant(&overlay.catalog))
            .map(|((id, _), row)| (id, *row))
            .collect()
    }

    /// Adds the statements of a wording. A second statement about the same aspect is reported.
    fn take_in(
        &mut self,
        reader: &mut DraftReader<'_>,
        decl: &Decl<'_, WordingDraft>,
        overlay: OverlayId,
        row: usize,
    ) {
        let statements = self.statements.entry(row).or_default();
        for (aspect, place, content) in contents_of(reader, decl.draft) {
            match statements
                .iter()
                .find(|statement| statement.aspect == aspect)
            {
                Some(first) => reader.report(said_twice(place, first.place, aspect)),
                None => statements.push(Statement {
                    overlay,
                    aspect,
                    place,
                    content,
                }),
            }
        }
    }

    /// Reports the overlays of catalogs that the edition does not reach.
    pub fn report_unused(&self, tree: &Tree<'_>, reached: &[usize], out: &mut Diagnostics) {
        for ((_, overlay), row) in self.table.iter().zip(&self.rows) {
            let Some(row) = row.filter(|row| !reached.contains(row)) else {
                continue;
            };
            let mut revisions = reached.iter();
            let revision = revisions.find(|other| tree.are_versions_of_one(**other, row));
            let revision = revision.map(|row| tree.catalog_name(*row));
            out.push(not_used(overlay, revision.as_deref()));
        }
    }
}

/// Says whether the control may exist but could not be read.
fn is_lost(tree: &Tree<'_>, row: Option<usize>, key: &str) -> bool {
    row.is_none_or(|row| tree.unsure.contains(&row)) || tree.lost.may_be(ItemKind::Control, key)
}

/// Returns what a wording says, aspect by aspect.
fn contents_of(
    reader: &mut DraftReader<'_>,
    draft: &WordingDraft,
) -> Vec<(Aspect, Place, Content)> {
    let WordingDraft {
        control: _,
        title,
        statement,
        objective,
        ref confirms,
        ref provenance,
    } = *draft;
    let texts = [
        (Aspect::Title, TextOf::Title, title),
        (Aspect::Statement, TextOf::Statement, statement),
        (Aspect::Objective, TextOf::Objective, objective),
    ];
    let mut all = Vec::new();
    for (aspect, of, written) in texts {
        if let Some(written) = written {
            let place = reader.place(written.span);
            all.push((aspect, place, Content::Text(of, reader.text(written))));
        }
    }
    for name in confirms {
        if let Some(aspect) = reader.choose(*name) {
            all.push((aspect, reader.place(name.span), Content::Confirmed));
        }
    }
    for line in provenance {
        let ground = ground_of(reader, line);
        for name in &line.aspects {
            if let (Some(aspect), Some(ground)) = (reader.choose(*name), &ground) {
                all.push((
                    aspect,
                    reader.place(name.span),
                    Content::Ground(ground.clone()),
                ));
            }
        }
    }
    all
}

fn without_overlay(tree: &Tree<'_>, place: Place, reference: Reference<'_>) -> Diagnostic {
    let wanted = reference.versioned();
    let is_bare = reference.catalog.is_none();
    let versions = tree.versions.get(wanted.key).filter(|_| !is_bare);
    let known: Vec<String> = versions
        .into_iter()
        .flatten()
        .map(|row| tree.catalog_name(*row))
        .filter(|name| wanted.version.is_empty() || *name == wanted.to_string())
        .collect();
    let example = match known.as_slice() {
        [only] => only.clone(),
        [] if !is_bare => return missing_catalog(tree, place, catalog_of(reference)),
        _ => "key@version".to_owned(),
    };
    let message = match known.as_slice() {
        [] => "no overlay is declared for the control of this wording".to_owned(),
        names => format!(
            "no overlay is declared for {}",
            list(names.iter().map(String::as_str))
        ),
    };
    Diagnostic::at(&WITHOUT_OVERLAY, place, message).help(format!(
        "declare the copy from which the wording comes: `overlay {example} \"…\" {{ source \"…\" }}`"
    ))
}

/// Returns the catalog that a reference to a control names.
fn catalog_of(reference: Reference<'_>) -> Reference<'_> {
    Reference {
        key: None,
        ..reference
    }
}

fn said_twice(place: Place, first: Place, aspect: Aspect) -> Diagnostic {
    let message = format!(
        "overlays mention the `{}` of one control twice",
        aspect.word()
    );
    Diagnostic::at(&SAID_TWICE, place, message)
        .again(first, "mentioned")
        .help("keep one of them: the words of the copy, `confirms`, or `provenance`")
}

fn no_source(place: Place, name: &str) -> Diagnostic {
    let message =
        format!("the overlay `{name}` does not name the copy from which its wording comes");
    Diagnostic::at(&NO_SOURCE, place, message)
        .help("write `source \"…\"`: the document, its edition, and to whom the copy is licensed")
}

fn not_used(overlay: &Overlay, revision: Option<&str>) -> Diagnostic {
    let message = format!(
        "the edition does not use `{}`, so this overlay changes nothing",
        overlay.catalog
    );
    let help = match revision {
        Some(revision) => format!(
            "the edition uses `{revision}`, and an overlay does not carry over from one version to another; compare the words with a copy of that version, and write an overlay for it"
        ),
        None => "nothing has to be changed if the overlay serves other editions".to_owned(),
    };
    Diagnostic::at(&NOT_USED, overlay.place, message).help(help)
}
