//! Turns syntax trees into the scheme of one edition: looks names up, maps levels, checks types.
//!
//! Resolving never fails. Something wrong is reported once and left out, and whatever depends on it is marked, so that
//! later stages conclude nothing from its absence. The steps are: `collect` (every declaration under its key); the
//! vocabulary (facts and inventories, then everything with a condition); the edition and its catalogs; what controls
//! refer to; the controls; and last what refers to controls.

mod alike;
mod allow;
mod among;
mod answers;
mod asks;
mod bounds;
mod cases;
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
mod edition_choice;
mod effort;
mod evidence;
mod forms;
mod groups;
mod heritage;
mod history;
mod identity;
mod incomplete;
mod keys;
mod level_maps;
mod levels;
mod lexicon;
mod lines;
mod lost;
mod migrations;
mod names;
mod natural;
mod neutral_states;
mod numbers;
mod operator;
mod overlay;
mod part_names;
mod prints;
mod procedure;
mod profile;
mod provenance;
mod reader;
mod relations;
mod revised;
mod revisions;
mod rows;
mod rules;
mod same;
mod sample_joins;
mod sample_use;
mod samples;
mod scenario;
mod scopes;
mod series;
mod situation;
mod style;
mod subject;
mod synonyms;
mod taken_lines;
mod taking;
mod unused;
mod value_words;
mod verify_lines;
mod vocabulary;
mod was;
mod work;
mod world;

pub use codes::CODES;
pub use edition_choice::{EditionChoice, EditionHead};
pub use overlay::NOT_USED as OVERLAY_NOT_USED;

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use crate::diag::{Checked, Diagnostics};
use crate::model::{Catalog, CatalogId, Edition, Scheme, SchemeIndex, Table};
use crate::syntax::ast::{ItemKind, SyntaxFile};
use control_names::ControlNames;
use groups::Groups;
use incomplete::Faults;
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
    let mut tree = collect::collect(files, &mut diagnostics);
    revisions::complete_revisions(&mut tree, &mut diagnostics);
    was::check_earlier_keys(&tree, &mut diagnostics);
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
        edition_choice::edition_heads(&self.tree)
    }

    /// Resolves one edition of the scheme; `None` where there is no such edition.
    pub fn resolve_edition(&self, choice: EditionChoice<'_>) -> Checked<Option<Scheme>> {
        let mut out = self.diagnostics.clone();
        let scheme = edition_choice::choose_edition(&self.tree, choice, &mut out)
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
            diagnostics.retain(|report| *report.code != control::COVERED_OUTSIDE);
            out.append(diagnostics);
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

impl Root {
    /// Says whether the edition may use more, or at other levels, because of a mistake in it.
    fn is_unsure(self, tree: &Tree<'_>, faults: &Faults) -> bool {
        match self {
            Self::Edition(row) => tree.of(ItemKind::Edition).lacks(row, faults),
            Self::Catalog(_) => false,
        }
    }
}

/// Returns the default grounds of each file for the controls of catalogs and of their earlier versions, by row.
fn defaults_of_catalogs<'c>(
    tree: &Tree<'_>,
    defaults: &Defaults,
    catalogs: impl Iterator<Item = (usize, &'c Catalog)>,
) -> FxHashMap<usize, Defaults> {
    let of_catalogs = catalogs.flat_map(|(row, catalog)| {
        let before = tree.versions_before(row).filter_map(|row| {
            let decl = tree.catalog(row)?;
            Some((row, defaults.of_earlier(&decl)))
        });
        before.chain([(row, defaults.of_catalog(&catalog.provenance))])
    });
    of_catalogs.collect()
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
    let groups = Groups::resolve(tree, &catalogs, &rows, out);
    let parties = catalog::resolve_parties(tree, out);
    let forms = forms::resolve_forms(tree, &defaults, out);
    let evidence =
        evidence::resolve_evidence(tree, &lexicon, &forms, &edition.forms, &defaults, out);
    let samples = samples::resolve_samples(tree, edition.place, out);
    let procedures = procedure::resolve_procedures(tree, &lexicon, &samples, &defaults, out);
    let faults = Faults::so_far(out);
    if !tree.may_lack(ItemKind::State, &faults) {
        sample_joins::check_joins(&samples, &procedures, out);
    }
    let mut names = ControlNames::new(tree, &edition, &catalogs, &rows, &profiles);
    names.unsure = root.is_unsure(tree, &faults)
        || profiles.unsure
        || (rows.iter().zip(catalogs.iter())).any(|(row, (_, catalog))| {
            tree.may_lack_controls(*row) || tree.lacks_levels(*row, catalog)
        });
    let overlays = Overlays::resolve(tree, out);
    if let Root::Edition(_) = root {
        let bases = profiles.bases.iter().map(|base| base.row);
        let reached: Vec<usize> = rows.iter().copied().chain(bases).collect();
        overlays.report_unused(tree, &reached, out);
    }
    let used = rows
        .iter()
        .copied()
        .zip(catalogs.iter().map(|(_, catalog)| catalog));
    let bases = profiles.bases.iter().map(|base| (base.row, &base.catalog));
    let world = World {
        tree,
        lexicon: &lexicon,
        names: &names,
        procedures: &procedures,
        evidence: &evidence,
        groups: &groups,
        catalogs: &catalogs,
        rows: &rows,
        defaults: &defaults_of_catalogs(tree, &defaults, used.chain(bases)),
        profiles: &profiles,
        overlays: &overlays,
        faults: &faults,
    };
    let controls = controls::resolve_controls(&world, out);
    let relations = relations::resolve_relations(tree, &names, &profiles.taken, out);
    let interpretations = match root {
        Root::Edition(row) => relations::resolve_interpretations(tree, &names, row, &defaults, out),
        Root::Catalog(_) => Table::default(),
    };
    let place = edition.place;
    let identity = identity::resolve_identity(tree, place, out);
    let comparable = series::Comparable {
        lexicon: &lexicon,
        identity: &identity,
    };
    let process = rules::resolve_rules(tree, &comparable, &defaults, out);
    let mut scheme = Scheme {
        edition: edition.clone(),
        catalogs: catalogs.clone(),
        groups: groups.table,
        parties,
        facts: questions.facts.clone(),
        inventories: questions.inventories.clone(),
        subsets,
        derives,
        constraints,
        access: identity::resolve_access(tree, place, out),
        identity,
        roles: work::resolve_titled(tree, ItemKind::Role, out),
        phases: work::resolve_phases(tree, out),
        configurations: work::resolve_titled(tree, ItemKind::Configuration, out),
        samples,
        equipment: work::resolve_titled(tree, ItemKind::Equipment, out),
        deliveries: work::resolve_titled(tree, ItemKind::Delivery, out),
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
        allows: allow::resolve_allows(tree, out),
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
