//! The walk over all files that fills the tree of declarations.

use rustc_hash::{FxHashMap, FxHashSet};

use super::names::{Decl, Kind, Tree, Versioned, full_name};
use super::reader::meant;
use super::style::{Style, check_style};
use super::{catalog, control, edition, procedure, rules, vocabulary, work};
use crate::diag::{Code, Diagnostic, Diagnostics, list, similar};
use crate::source::Place;
use crate::syntax::ast::{ControlDraft, GroupDraft, ItemDraft, Name, Placed, RefDraft, SyntaxFile};
use crate::syntax::keywords::is_item_keyword;

pub static NAME_CLASH: Code = Code::error("P0202", "name that two kinds of items declare");
pub static IN_MISSING: Code = Code::error("P0209", "control or group that belongs to no catalog");
pub static VERSION_MISSING: Code =
    Code::error("P0210", "catalog that is named without its version");
pub static UNKNOWN_CATALOG: Code = Code::error("P0211", "catalog that does not exist");

/// The catalog to which controls and groups belong at a point of a file.
#[derive(Debug, Clone, Copy)]
enum Current {
    /// None was named yet.
    Unsaid,
    /// This, by row.
    Catalog(usize),
    /// One that is not known; this has been reported.
    Lost,
}

/// Picks a kind of declarations.
type OfTree<'a, D> = for<'t> fn(&'t mut Tree<'a>) -> &'t mut Kind<'a, &'a str, D>;

struct Collector<'a, 'o> {
    tree: Tree<'a>,
    out: &'o mut Diagnostics,
    /// What stands for itself in conditions: its kind and where.
    words: FxHashMap<&'a str, (&'static str, Place)>,
    file: usize,
    current: Current,
}

/// Collects all declarations.
pub(super) fn collect<'a>(files: &'a [SyntaxFile], out: &mut Diagnostics) -> Tree<'a> {
    let mut collector = Collector {
        tree: empty_tree(files.len()),
        out,
        words: FxHashMap::default(),
        file: 0,
        current: Current::Unsaid,
    };
    for (number, file) in files.iter().enumerate() {
        collector.file = number;
        for item in &file.items {
            collector.heads(item);
        }
    }
    for (number, file) in files.iter().enumerate() {
        collector.file = number;
        collector.current = Current::Unsaid;
        for item in &file.items {
            collector.item(item);
        }
    }
    collector.tree
}

fn empty_tree<'a>(files: usize) -> Tree<'a> {
    Tree {
        catalogs: Kind::new("catalog", &UNKNOWN_CATALOG),
        editions: Kind::new("edition", &edition::UNKNOWN_EDITION),
        groups: Kind::new("group", &control::UNKNOWN_GROUP),
        controls: Kind::new("control", &super::control_names::UNKNOWN_CONTROL),
        parties: Kind::new("party", &catalog::UNKNOWN_PARTY),
        roles: Kind::new("role", &work::UNKNOWN_ROLE),
        phases: Kind::new("phase", &work::UNKNOWN_PHASE),
        configurations: Kind::new("configuration", &work::UNKNOWN_CONFIGURATION),
        facts: Kind::new("fact", &vocabulary::UNKNOWN_INVENTORY),
        inventories: Kind::new("inventory", &vocabulary::UNKNOWN_INVENTORY),
        subsets: Kind::new("subset", &vocabulary::UNKNOWN_INVENTORY),
        derives: Kind::new("derived name", &vocabulary::UNKNOWN_INVENTORY),
        constraints: Kind::new("constraint", &vocabulary::UNKNOWN_INVENTORY),
        events: Kind::new("event", &rules::UNKNOWN_EVENT),
        rules: Kind::new("rule", &rules::UNKNOWN_RULE),
        evidence: Kind::new("evidence kind", &super::evidence::UNKNOWN_EVIDENCE),
        procedures: Kind::new("procedure", &procedure::UNKNOWN_PROCEDURE),
        forms: Kind::new("form", &super::forms::UNKNOWN_FORM),
        interpretations: Kind::new("interpretation", &edition::UNKNOWN_EDITION),
        relations: Vec::new(),
        scenarios: Vec::new(),
        overlays: Kind::new("overlay", &super::overlay::WITHOUT_OVERLAY),
        wordings: Vec::new(),
        has_broken_overlay: false,
        defaults: std::iter::repeat_with(Vec::new).take(files).collect(),
        versions: FxHashMap::default(),
        broken_catalogs: FxHashSet::default(),
        broken_editions: FxHashSet::default(),
        has_stray_text: false,
        lost_controls: FxHashSet::default(),
        unsure: FxHashSet::default(),
        counts: FxHashMap::default(),
        by_key: FxHashMap::default(),
    }
}

impl<'a> Collector<'a, '_> {
    fn decl<D>(&self, item: &'a Placed, draft: &'a D) -> Decl<'a, D> {
        Decl {
            item,
            draft,
            file: self.file,
        }
    }

    /// Takes in what other items name before they are read: catalogs and editions.
    fn heads(&mut self, item: &'a Placed) {
        if let ItemDraft::Catalog(draft) | ItemDraft::Profile(draft) = &item.item.draft {
            let decl = self.decl(item, &**draft);
            let names = draft.key.names();
            let shown = full_name(names);
            let span = draft.key.span;
            let row = (self.tree.catalogs).declare(names, &shown, span, decl, self.out);
            let versions = self.tree.versions.entry(names.0).or_default();
            versions.extend(row);
        } else if let ItemDraft::Edition(draft) = &item.item.draft {
            let decl = self.decl(item, &**draft);
            let names = draft.key.names();
            let shown = full_name(names);
            (self.tree.editions).declare(names, &shown, draft.key.span, decl, self.out);
        } else if let ItemDraft::Broken { keyword, key } = &item.item.draft {
            self.tree.has_stray_text |= !is_item_keyword(keyword);
            let Some(key) = key else { return };
            let short = key.split_once('@').map_or(key.as_str(), |(key, _)| key);
            // `editon x@1 …` was to be an edition, and is missed nowhere else.
            let meant = similar(keyword, ["catalog", "edition", "profile"]).unwrap_or(keyword);
            match meant {
                "catalog" | "profile" => self.tree.broken_catalogs.insert(short),
                "edition" => self.tree.broken_editions.insert(short),
                _ => false,
            };
        }
    }

    fn item(&mut self, item: &'a Placed) {
        match &item.item.draft {
            ItemDraft::Catalog(_) | ItemDraft::Profile(_) | ItemDraft::Edition(_) => {}
            ItemDraft::In(reference) => self.current = self.catalog(item, reference),
            ItemDraft::Provenance(draft) => {
                let decl = self.decl(item, draft);
                if let Some(file) = self.tree.defaults.get_mut(self.file) {
                    file.push(decl);
                }
            }
            ItemDraft::Relation(draft) => {
                let decl = self.decl(item, draft);
                self.tree.relations.push(decl);
            }
            ItemDraft::Scenario(draft) => {
                let decl = self.decl(item, &**draft);
                self.tree.scenarios.push(decl);
            }
            ItemDraft::Constraint(draft) => {
                let name = (&draft.title, Style::Free);
                self.keyed(|tree| &mut tree.constraints, name, self.decl(item, draft));
            }
            ItemDraft::Group(draft) => self.group(item, draft),
            ItemDraft::Control(draft) => self.control(item, draft),
            ItemDraft::Fact(draft) => {
                self.word(|tree| &mut tree.facts, &draft.key, self.decl(item, draft));
            }
            ItemDraft::Inventory(draft) => {
                self.word(
                    |tree| &mut tree.inventories,
                    &draft.key,
                    self.decl(item, draft),
                );
            }
            ItemDraft::Subset(draft) => {
                self.word(|tree| &mut tree.subsets, &draft.key, self.decl(item, draft));
            }
            ItemDraft::Derive(draft) => {
                self.word(|tree| &mut tree.derives, &draft.key, self.decl(item, draft));
            }
            ItemDraft::Party(draft) => {
                let name = (&draft.key, Style::Free);
                self.keyed(|tree| &mut tree.parties, name, self.decl(item, draft));
            }
            ItemDraft::Role(draft) => {
                let name = (&draft.key, Style::Kebab);
                self.keyed(|tree| &mut tree.roles, name, self.decl(item, draft));
            }
            ItemDraft::Phase(draft) => {
                let name = (&draft.key, Style::Kebab);
                self.keyed(|tree| &mut tree.phases, name, self.decl(item, draft));
            }
            ItemDraft::Configuration(draft) => {
                let name = (&draft.key, Style::Kebab);
                self.keyed(
                    |tree| &mut tree.configurations,
                    name,
                    self.decl(item, draft),
                );
            }
            ItemDraft::Event(draft) => {
                let name = (&draft.key, Style::Kebab);
                self.keyed(|tree| &mut tree.events, name, self.decl(item, &**draft));
            }
            ItemDraft::Rule(draft) => {
                let name = (&draft.key, Style::Kebab);
                self.keyed(|tree| &mut tree.rules, name, self.decl(item, &**draft));
            }
            ItemDraft::Evidence(draft) => {
                let name = (&draft.key, Style::Kebab);
                self.keyed(|tree| &mut tree.evidence, name, self.decl(item, &**draft));
            }
            ItemDraft::Procedure(draft) => {
                let name = (&draft.key, Style::Kebab);
                self.keyed(|tree| &mut tree.procedures, name, self.decl(item, &**draft));
            }
            ItemDraft::Form(draft) => {
                let name = (&draft.key, Style::Free);
                self.keyed(|tree| &mut tree.forms, name, self.decl(item, &**draft));
            }
            ItemDraft::Interpretation(draft) => {
                let name = (&draft.key, Style::Free);
                self.keyed(
                    |tree| &mut tree.interpretations,
                    name,
                    self.decl(item, &**draft),
                );
            }
            ItemDraft::Overlay(draft) => {
                let decl = self.decl(item, draft);
                let names = draft.key.names();
                let overlays = &mut self.tree.overlays;
                overlays.declare(names, &full_name(names), draft.key.span, decl, self.out);
            }
            ItemDraft::Wording(draft) => {
                let decl = self.decl(item, &**draft);
                self.tree.wordings.push(decl);
            }
            ItemDraft::Broken { keyword, key } => self.broken(keyword, key.as_deref()),
        }
    }

    /// Takes an item in under its key.
    fn keyed<D>(&mut self, kind: OfTree<'a, D>, name: (&'a Name, Style), decl: Decl<'a, D>) {
        let (name, style) = name;
        let kind = kind(&mut self.tree);
        check_style(decl.item, name, kind.noun, style, self.out);
        kind.declare(&name.value, &name.value, name.span, decl, self.out);
    }

    /// Takes in what conditions name; facts, inventories, subsets and derived names share one space.
    fn word<D>(&mut self, kind: OfTree<'a, D>, name: &'a Name, decl: Decl<'a, D>) {
        let noun = kind(&mut self.tree).noun;
        let place = decl.item.place(name.span);
        let (other, first) = *self.words.entry(&name.value).or_insert((noun, place));
        if other == noun {
            self.keyed(kind, (name, Style::Snake), decl);
        } else {
            self.out
                .push(name_clash(place, first, &name.value, (noun, other)));
        }
    }

    /// Finds the catalog that `in` names.
    fn catalog(&mut self, item: &Placed, reference: &RefDraft) -> Current {
        let (key, version) = reference.names();
        if let Some(row) = self.tree.catalogs.row(&(key, version)) {
            return Current::Catalog(row);
        }
        if self.tree.broken_catalogs.contains(key) {
            return Current::Lost;
        }
        let place = item.place(reference.span);
        let rows = self.tree.versions.get(key).map_or(&[][..], Vec::as_slice);
        let diagnostic = missing_catalog(&self.tree, place, reference);
        self.out.push(diagnostic);
        match rows {
            [only] if version.is_empty() => Current::Catalog(*only),
            _ => Current::Lost,
        }
    }

    fn control(&mut self, item: &'a Placed, draft: &'a ControlDraft) {
        let key = draft.key.value.as_str();
        let Current::Catalog(catalog) = self.current else {
            self.tree.lost_controls.insert(key);
            self.outside_catalog(item, "control", &draft.key);
            return;
        };
        let decl = self.decl(item, draft);
        let controls = &mut self.tree.controls;
        let row = controls.declare((catalog, key), key, draft.key.span, decl, self.out);
        if let Some(row) = row {
            self.tree.by_key.entry(key).or_default().push(row);
            *self.tree.counts.entry(catalog).or_default() += 1;
        }
    }

    fn group(&mut self, item: &'a Placed, draft: &'a GroupDraft) {
        let Current::Catalog(catalog) = self.current else {
            self.outside_catalog(item, "group", &draft.key);
            return;
        };
        let key = draft.key.value.as_str();
        let decl = self.decl(item, draft);
        let groups = &mut self.tree.groups;
        groups.declare((catalog, key), key, draft.key.span, decl, self.out);
    }

    /// Reports the first item of a file that should belong to a catalog; the others have the same cause.
    fn outside_catalog(&mut self, item: &Placed, noun: &str, name: &Name) {
        if matches!(self.current, Current::Unsaid) {
            let names: Vec<String> = (self.tree.catalogs.keys()).map(full_name).collect();
            let place = item.place(name.span);
            self.out.push(in_missing(place, noun, &name.value, &names));
            self.current = Current::Lost;
        }
    }

    fn broken(&mut self, keyword: &str, key: Option<&'a str>) {
        let tree = &mut self.tree;
        match (keyword, self.current, key) {
            ("in", _, _) => self.current = Current::Lost,
            ("overlay", _, _) => tree.has_broken_overlay = true,
            ("wording", _, _) => {}
            ("control", Current::Catalog(catalog), Some(key)) => {
                if tree.controls.row(&(catalog, key)).is_none() {
                    tree.controls.declare_broken((catalog, key));
                    *tree.counts.entry(catalog).or_default() += 1;
                }
                tree.lost_controls.insert(key);
            }
            ("control", Current::Catalog(catalog), None) => {
                tree.unsure.insert(catalog);
            }
            ("control", _, Some(key)) => {
                tree.lost_controls.insert(key);
            }
            ("group", Current::Catalog(catalog), Some(key)) => {
                tree.groups.declare_broken((catalog, key));
            }
            ("party", _, Some(key)) => tree.parties.declare_broken(key),
            ("role", _, Some(key)) => tree.roles.declare_broken(key),
            ("phase", _, Some(key)) => tree.phases.declare_broken(key),
            ("configuration", _, Some(key)) => tree.configurations.declare_broken(key),
            ("fact", _, Some(key)) => tree.facts.declare_broken(key),
            ("inventory", _, Some(key)) => tree.inventories.declare_broken(key),
            ("subset", _, Some(key)) => tree.subsets.declare_broken(key),
            ("derive", _, Some(key)) => tree.derives.declare_broken(key),
            ("event", _, Some(key)) => tree.events.declare_broken(key),
            ("rule", _, Some(key)) => tree.rules.declare_broken(key),
            ("evidence", _, Some(key)) => tree.evidence.declare_broken(key),
            ("procedure", _, Some(key)) => tree.procedures.declare_broken(key),
            ("form", _, Some(key)) => tree.forms.declare_broken(key),
            (_, _, Some(key)) => self.stray(key),
            (_, _, None) => {}
        }
    }

    /// A broken item of no known kind may have declared anything.
    fn stray(&mut self, key: &'a str) {
        let tree = &mut self.tree;
        if let Current::Catalog(catalog) = self.current {
            tree.unsure.insert(catalog);
            tree.groups.declare_broken((catalog, key));
        }
        tree.lost_controls.insert(key);
        tree.parties.declare_broken(key);
        tree.roles.declare_broken(key);
        tree.phases.declare_broken(key);
        tree.configurations.declare_broken(key);
        tree.facts.declare_broken(key);
        tree.events.declare_broken(key);
        tree.rules.declare_broken(key);
        tree.evidence.declare_broken(key);
        tree.procedures.declare_broken(key);
        tree.forms.declare_broken(key);
    }
}

/// Says that a catalog is not declared, or not in that version.
pub(super) fn missing_catalog(tree: &Tree<'_>, place: Place, reference: &RefDraft) -> Diagnostic {
    let (key, version) = reference.names();
    let versions: Vec<String> = tree
        .versions
        .get(key)
        .into_iter()
        .flatten()
        .map(|row| tree.catalog_name(*row))
        .collect();
    if version.is_empty() && !versions.is_empty() {
        return version_missing(place, key, &versions);
    }
    let message = format!("there is no catalog `{}`", full_name((key, version)));
    let diagnostic = Diagnostic::at(&UNKNOWN_CATALOG, place, message);
    if !versions.is_empty() {
        return diagnostic.help(format!("there is {}", list(names_of(&versions))));
    }
    let all: Vec<String> = tree.catalogs.keys().map(full_name).collect();
    diagnostic.maybe_help(meant(&full_name((key, version)), "catalog", names_of(&all)))
}

fn names_of(names: &[String]) -> impl Iterator<Item = &str> {
    names.iter().map(String::as_str)
}

fn version_missing(place: Place, name: &str, versions: &[String]) -> Diagnostic {
    let message = format!("the catalog `{name}` is named without its version");
    let help = match versions {
        [only] => format!("write `{only}`"),
        all => format!("there are {}", list(names_of(all))),
    };
    Diagnostic::at(&VERSION_MISSING, place, message).help(help)
}

fn in_missing(place: Place, noun: &str, name: &str, catalogs: &[String]) -> Diagnostic {
    let message = format!("the {noun} `{name}` belongs to no catalog");
    let example = match catalogs {
        [only] => only.as_str(),
        _ => "key@version",
    };
    Diagnostic::at(&IN_MISSING, place, message)
        .help(format!("write `in {example}` above it, in column 0"))
}

fn name_clash(place: Place, first: Place, name: &str, (noun, other): (&str, &str)) -> Diagnostic {
    let message = format!(
        "`{name}` names both this {noun} and {} {other}",
        super::style::article(other)
    );
    Diagnostic::at(&NAME_CLASH, place, message)
        .label("named again here")
        .also(first, format!("the {other} is here"))
        .help("facts, inventories, subsets and derived names share one space of names; rename one")
}
