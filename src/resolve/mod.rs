//! Turns syntax trees into the scheme of one edition: looks names up, maps levels, checks types.
//!
//! Resolving never fails. Something wrong is reported once and left out, and whatever depends on it is marked, so that
//! later stages conclude nothing from its absence. The steps are: `collect` (every declaration under its key); the
//! vocabulary (facts and inventories, then everything with a condition); the edition and its catalogs; what controls
//! refer to; the controls; and last what refers to controls.

mod catalog;
mod codes;
mod collect;
mod condition;
mod control;
mod control_names;
mod controls;
mod cycles;
mod definitions;
mod edition;
mod evidence;
mod forms;
mod history;
mod incomplete;
mod keys;
mod level_maps;
mod levels;
mod lexicon;
mod lines;
mod names;
mod natural;
mod operator;
mod overlay;
mod part_names;
mod procedure;
mod profile;
mod provenance;
mod reader;
mod relations;
mod rows;
mod rules;
mod same;
mod scenario;
mod scopes;
mod situation;
mod style;
mod subject;
mod taking;
mod unused;
mod vocabulary;
mod work;
mod world;

pub use codes::CODES;
pub use edition::{EditionChoice, EditionHead};
pub use overlay::NOT_USED as OVERLAY_NOT_USED;

use std::collections::BTreeSet;

use crate::diag::{Checked, Diagnostics};
use crate::model::{Catalog, CatalogId, Edition, Id, Scheme, SchemeIndex, Table};
use crate::syntax::ast::{ItemKind, SyntaxFile};
use control_names::ControlNames;
use lexicon::Lexicon;
use names::Tree;
use overlay::Overlays;
use provenance::Defaults;
use world::World;

/// Everything that the files of a scheme declare, from which its editions are resolved.
#[derive(Debug)]
pub struct Declarations<'f> {
    files: &'f [SyntaxFile],
    tree: Tree<'f>,
    diagnostics: Diagnostics,
}

/// Collects what the files of a scheme declare; they are sorted by path.
pub fn collect_declarations(files: &[SyntaxFile]) -> Declarations<'_> {
    let mut diagnostics = Diagnostics::new();
    let tree = collect::collect(files, &mut diagnostics);
    Declarations {
        files,
        tree,
        diagnostics,
    }
}

/// Resolves one edition of a scheme from its files, sorted by path; `None` where there is no such edition.
pub fn resolve_scheme(files: &[SyntaxFile], choice: EditionChoice<'_>) -> Checked<Option<Scheme>> {
    collect_declarations(files).resolve_edition(choice)
}

impl Declarations<'_> {
    /// Returns the editions in their order. Mistakes in them are not reported here.
    pub fn editions(&self) -> Vec<EditionHead> {
        edition::edition_heads(&self.tree)
    }

    /// Resolves one edition of the scheme; `None` where there is no such edition.
    pub fn resolve_edition(&self, choice: EditionChoice<'_>) -> Checked<Option<Scheme>> {
        let mut out = self.diagnostics.clone();
        let scheme = edition::choose_edition(&self.tree, choice, &mut out)
            .and_then(|edition| resolve_tree(&self.tree, Root::Edition(edition), &mut out))
            .map(|scheme| Scheme {
                incomplete: incomplete::incomplete_items(self.files, &out),
                ..scheme
            });
        Checked::new(scheme, out)
    }

    /// Resolves the catalogs that no edition uses, each as if an edition used all of it and nothing else.
    ///
    /// Mistakes that depend on other catalogs of an edition are not reported. What editions share (vocabulary, evidence,
    /// procedures, forms) is resolved, and reported, for each catalog.
    pub fn resolve_unused_catalogs(&self) -> Checked<Vec<Scheme>> {
        let mut out = Diagnostics::new();
        let mut schemes = Vec::new();
        for row in unused::unused_catalogs(&self.tree) {
            let mut diagnostics = Diagnostics::new();
            schemes.extend(resolve_tree(
                &self.tree,
                Root::Catalog(row),
                &mut diagnostics,
            ));
            // A cover may be in another catalog of an edition that is yet to be written.
            out.extend(
                diagnostics
                    .into_iter()
                    .filter(|report| *report.code != control::COVERED_OUTSIDE),
            );
        }
        if !schemes.is_empty() {
            let incomplete = incomplete::incomplete_items(self.files, &out);
            for scheme in &mut schemes {
                scheme.incomplete.clone_from(&incomplete);
            }
        }
        Checked::new(schemes, out)
    }
}

/// The row of the edition or catalog for which a scheme is resolved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Root {
    Edition(usize),
    /// All of one catalog.
    Catalog(usize),
}

fn resolve_tree(tree: &Tree<'_>, root: Root, out: &mut Diagnostics) -> Option<Scheme> {
    let defaults = Defaults::resolve(tree, out);
    let questions = vocabulary::resolve_questions(tree, out);
    let lexicon = Lexicon::new(tree, &questions, out);
    let mut subsets = definitions::resolve_subsets(&lexicon, out);
    let mut derives = definitions::resolve_derives(tree, &lexicon, out);
    cycles::break_cycles(&mut subsets, &mut derives, out);
    let constraints = definitions::resolve_constraints(tree, &lexicon, out);

    let (edition, catalogs, rows) = resolve_root(tree, root, &defaults, out)?;
    let profiles = profile::resolve_profiles(tree, &rows, out);
    let id_of = |wanted: usize| {
        let position = rows.iter().position(|row| *row == wanted);
        position.map(CatalogId::from_index)
    };
    let groups = catalog::resolve_groups(tree, &catalogs, id_of, out);
    let parties = catalog::resolve_parties(tree, out);
    let forms = forms::resolve_forms(tree, &defaults, out);
    let evidence = evidence::resolve_evidence(tree, &forms, &defaults, out);
    let procedures = procedure::resolve_procedures(tree, &lexicon, &defaults, out);
    let names = ControlNames::new(tree, &rows, &profiles.pairs);
    let reached = |row| rows.contains(&row) || profiles.bases.iter().any(|base| base.row == row);
    let overlays = Overlays::resolve(tree, out);
    if let Root::Edition(_) = root {
        overlays.report_unused(reached, out);
    }
    let used = rows
        .iter()
        .copied()
        .zip(catalogs.iter().map(|(_, catalog)| catalog));
    let of_catalogs = used
        .chain(profiles.bases.iter().map(|base| (base.row, &base.catalog)))
        .map(|(row, catalog)| (row, defaults.of_catalog(catalog)))
        .collect();
    let world = World {
        tree,
        lexicon: &lexicon,
        names: &names,
        procedures: &procedures,
        groups: &groups,
        catalogs: &catalogs,
        rows: &rows,
        defaults: &of_catalogs,
        profiles: &profiles,
        overlays: &overlays,
    };
    let controls = controls::resolve_controls(&world, out);
    let relations = relations::resolve_relations(tree, &names, &profiles.pairs, out);
    let interpretations = match root {
        Root::Edition(row) => relations::resolve_interpretations(tree, &names, row, &defaults, out),
        Root::Catalog(_) => Table::default(),
    };
    let process = rules::resolve_rules(tree, &defaults, out);
    let mut scheme = Scheme {
        edition,
        catalogs,
        groups,
        parties,
        facts: questions.facts.clone(),
        inventories: questions.inventories.clone(),
        subsets,
        derives,
        constraints,
        roles: work::resolve_titled(tree, out),
        phases: work::resolve_phases(tree, out),
        configurations: work::resolve_titled(tree, out),
        events: rules::resolve_events(tree, out),
        rules: process,
        evidence,
        procedures,
        forms,
        controls,
        relations,
        interpretations,
        overlays: overlays.table,
        scenarios: Vec::new(),
        incomplete: BTreeSet::new(),
        index: SchemeIndex::default(),
    };
    if let Root::Edition(row) = root {
        scheme.scenarios = scenario::resolve_scenarios(&scheme, &lexicon, &names, row, out);
    }
    Some(scheme)
}

/// Resolves the edition and the catalogs that it uses, with their rows.
fn resolve_root(
    tree: &Tree<'_>,
    root: Root,
    defaults: &Defaults,
    out: &mut Diagnostics,
) -> Option<(Edition, Table<CatalogId, Catalog>, Vec<usize>)> {
    match root {
        Root::Edition(row) => {
            let decl = tree.of(ItemKind::Edition).decl(row)?;
            let uses = edition::find_uses(tree, &decl, out);
            let rows: Vec<usize> = uses.iter().map(|(row, _)| *row).collect();
            let catalogs = resolve_catalogs(tree, &rows, out);
            let edition = edition::resolve_edition(tree, &decl, &catalogs, &uses, defaults, out);
            Some((edition, catalogs, rows))
        }
        Root::Catalog(row) => {
            let catalogs = resolve_catalogs(tree, &[row], out);
            let (id, catalog) = catalogs.iter().next()?;
            let edition = unused::edition_of_catalog(id, catalog);
            Some((edition, catalogs, vec![row]))
        }
    }
}

fn resolve_catalogs(
    tree: &Tree<'_>,
    rows: &[usize],
    out: &mut Diagnostics,
) -> Table<CatalogId, Catalog> {
    let mut catalogs = Table::default();
    for row in rows {
        if let Some(decl) = tree.catalog(*row) {
            let catalog = catalog::resolve_catalog(tree, *row, &decl, out);
            let _ = catalogs.insert(catalog.name(), catalog);
        }
    }
    catalogs
}
