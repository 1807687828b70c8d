//! Walks over all files and fills the tree of declarations. The table of items says what each kind of item declares.

use rustc_hash::FxHashMap;

use super::alike::report_alike;
use super::keys::Key;
use super::migrations::collect_migrations;
use super::names::{Decl, Tree, key_place};
use super::reader::meant;
use super::style::{KeyStyle, check_style};
use crate::diag::{Diagnostic, Diagnostics, codes, list, similar};
use crate::source::Place;
use crate::syntax::ast::{
    Body, ControlDraft, InDraft, ItemKind, Keys, Placed, RefDraft, Reference, SyntaxFile,
};
use crate::syntax::keywords::{is_item_keyword, may_continue};

codes! {
    NAME_CLASH = error("P0202", "name declared by two kinds of item"),
    IN_MISSING = error("P0209", "control or group that belongs to no catalog"),
    VERSION_MISSING = error("P0210", "catalog named without its version"),
    UNKNOWN_CATALOG = error("P0211", "catalog that does not exist"),
}

/// The catalog to which controls and groups belong at a point of a file.
#[derive(Debug, Clone, Copy)]
enum Current {
    /// No catalog has been named yet.
    Unsaid,
    /// The catalog of this row.
    Catalog(usize),
    /// An unknown catalog, which has been reported.
    Lost,
}

struct Collector<'a, 'o> {
    tree: Tree<'a>,
    out: &'o mut Diagnostics,
    /// The names that conditions can use, with the kind and place of their first declaration.
    names: FxHashMap<&'a str, (ItemKind, Place)>,
    /// The rows of the controls that have earlier keys.
    renamed: Vec<usize>,
    file: usize,
    current: Current,
}

/// Collects all declarations.
pub(super) fn collect<'a>(files: &'a [SyntaxFile], out: &mut Diagnostics) -> Tree<'a> {
    let mut collector = Collector {
        tree: Tree::with_room_for(files),
        out,
        names: FxHashMap::default(),
        renamed: Vec::new(),
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
        let mut before: Option<&Placed> = None;
        for item in &file.items {
            if let Some(before) = before.replace(item) {
                collector.rest(before, item);
            }
            collector.item(item);
        }
    }
    report_alike(&collector.tree, collector.out);
    let Collector {
        mut tree,
        renamed,
        out,
        ..
    } = collector;
    tree.migrations = collect_migrations(&tree, &renamed, out);
    tree
}

impl<'a> Collector<'a, '_> {
    /// Declares the items that are needed before all others: catalogs and editions.
    fn heads(&mut self, placed: &'a Placed) {
        let item = &placed.item;
        match &item.body {
            Body::Read(kind, _) => {
                let key = item.key.filter(|_| is_head(*kind));
                let Some(name) = key.map(|key| Reference::read(item.word(key)).versioned()) else {
                    return;
                };
                let row = self.declare(placed, *kind, Key::versioned(name));
                if matches!(kind, ItemKind::Catalog | ItemKind::Profile) {
                    self.tree.versions.entry(name.key).or_default().extend(row);
                }
            }
            Body::Broken { keyword } => {
                let keyword = item.word(*keyword);
                let key = item.key.map(|key| item.word(key));
                match ItemKind::from_keyword(keyword) {
                    None if !is_item_keyword(keyword) => self.tree.lost.add_stray(key),
                    kind => self
                        .tree
                        .lost
                        .add(kind, key.filter(|key| is_versioned(kind, key))),
                }
            }
        }
    }

    /// Notes that text that starts no item may be the rest of the item before it.
    fn rest(&mut self, before: &Placed, placed: &Placed) {
        if let Body::Broken { keyword } = placed.item.body {
            let word = placed.item.word(keyword);
            if !is_item_keyword(word) && may_continue(word) {
                self.tree.tear(before, self.out);
            }
        }
    }

    fn item(&mut self, placed: &'a Placed) {
        match &placed.item.body {
            Body::Read(kind, _) => self.sound(placed, *kind),
            Body::Broken { keyword } => self.broken(placed, placed.item.word(*keyword)),
        }
    }

    fn sound(&mut self, placed: &'a Placed, kind: ItemKind) {
        let item = &placed.item;
        let name = item.key.map_or("", |key| item.word(key));
        match kind.spec().keys {
            Keys::Own => self.keyed(placed, kind, KeyStyle::Key),
            Keys::Word => self.word(placed, kind, name),
            Keys::OfCatalog => self.of_catalog(placed, kind, name),
            Keys::Versioned if is_head(kind) => {}
            Keys::Versioned => {
                let key = Key::versioned(Reference::read(name).versioned());
                self.declare(placed, kind, key);
            }
            Keys::Title => {
                self.declare(placed, kind, Key::plain(name.trim_matches('"')));
            }
            Keys::None => self.nameless(placed),
        }
    }

    fn declare(&mut self, placed: &'a Placed, kind: ItemKind, key: Key<'a>) -> Option<usize> {
        self.tree.declare(kind, key, placed, self.file, self.out)
    }

    /// Declares an item under its key.
    fn keyed(&mut self, placed: &'a Placed, kind: ItemKind, style: KeyStyle) {
        if let Some(key) = placed.item.key {
            check_style(placed, key, kind.noun(), style, self.out);
            self.declare(placed, kind, Key::plain(placed.item.word(key)));
        }
    }

    /// Declares a name for conditions. Facts, inventories, subsets and derived names share one space of names (L-025).
    fn word(&mut self, placed: &'a Placed, kind: ItemKind, name: &'a str) {
        let place = key_place(placed);
        let (first_kind, first) = *self.names.entry(name).or_insert((kind, place));
        if first_kind == kind {
            self.keyed(placed, kind, KeyStyle::Name);
        } else {
            let (noun, first_noun) = (kind.noun(), first_kind.noun());
            self.out
                .push(name_clash(place, first, name, noun, first_noun));
        }
    }

    /// Adds an item that has no key.
    fn nameless(&mut self, placed: &'a Placed) {
        let file = self.file;
        if let Some(draft) = placed.item.draft::<InDraft>() {
            self.current = self.catalog(placed, draft.catalog);
            return;
        }
        if let Some(defaults) = self.tree.defaults.get_mut(file) {
            defaults.extend(Decl::of(placed, file));
        }
        self.tree.allows.extend(Decl::of(placed, file));
        self.tree.relations.extend(Decl::of(placed, file));
        self.tree.scenarios.extend(Decl::of(placed, file));
        self.tree.wordings.extend(Decl::of(placed, file));
    }

    /// Finds the catalog that `in` names.
    fn catalog(&mut self, placed: &'a Placed, reference: RefDraft) -> Current {
        let named = placed.item.reference(reference);
        let name = named.versioned();
        let catalogs = self.tree.of(ItemKind::Catalog);
        if let Some(row) = catalogs.row(&Key::versioned(name)) {
            return Current::Catalog(row);
        }
        if !self.tree.lost.may_be(ItemKind::Catalog, name.key) {
            let place = placed.place(reference.span);
            self.out.push(missing_catalog(&self.tree, place, named));
            if let Some(only) = self.tree.only_version(name) {
                return Current::Catalog(only);
            }
        }
        self.tree.doubt(name.key);
        Current::Lost
    }

    fn of_catalog(&mut self, placed: &'a Placed, kind: ItemKind, name: &'a str) {
        let Current::Catalog(catalog) = self.current else {
            self.tree.lost.add(Some(kind), Some(name));
            self.outside_catalog(placed, kind, name);
            return;
        };
        let row = self.declare(placed, kind, Key::of_catalog(catalog, name));
        match row {
            Some(row) if kind == ItemKind::Control => {
                self.tree.by_key.add(name, row);
                *self.tree.counts.entry(catalog).or_default() += 1;
                let draft = placed.item.draft::<ControlDraft>();
                let was = draft.filter(|draft| !draft.was.is_empty());
                self.renamed.extend(was.map(|_| row));
            }
            Some(_) => {}
            // The second was meant to be another.
            None => drop(self.tree.unsure.insert(catalog)),
        }
    }

    /// Reports the first item outside a catalog; the rest of the file has the same cause.
    fn outside_catalog(&mut self, placed: &Placed, kind: ItemKind, name: &str) {
        if matches!(self.current, Current::Unsaid) {
            let catalogs = self.tree.of(ItemKind::Catalog);
            let names: Vec<String> = catalogs.keys().map(Key::full).collect();
            let place = key_place(placed);
            self.out.push(in_missing(place, kind.noun(), name, &names));
            self.lose_catalog();
        }
    }

    /// Takes account of an item that could not be read, in the place where it stands.
    fn broken(&mut self, placed: &'a Placed, keyword: &str) {
        let key = placed.item.key.map(|key| placed.item.word(key));
        match (ItemKind::from_keyword(keyword), key, self.current) {
            (Some(ItemKind::In), _, _) => self.lose_catalog(),
            (Some(ItemKind::Control), Some(key), Current::Catalog(catalog)) => {
                if self.tree.control_row(catalog, key).is_none() {
                    *self.tree.counts.entry(catalog).or_default() += 1;
                }
            }
            (Some(ItemKind::Control), None, Current::Catalog(catalog)) => {
                self.tree.unsure.insert(catalog);
            }
            (Some(_), _, _) => {}
            (None, _, Current::Catalog(catalog)) if !may_be_in(placed, keyword) => {
                self.tree.unsure.insert(catalog);
            }
            (None, _, _) => self.lose_catalog(),
        }
    }

    /// Notes that the catalog to which the next controls belong is not known, which has been reported.
    fn lose_catalog(&mut self) {
        self.current = Current::Lost;
        self.tree.doubt("");
    }
}

/// Says whether text that starts no item may have been meant to name the catalog of the controls after it.
fn may_be_in(placed: &Placed, keyword: &str) -> bool {
    let text = &placed.item.text;
    similar(keyword, ["in"]).is_some() || (text.contains('@') && !text.contains('"'))
}

/// Says whether a key has a version if the kind needs one. A key without it may be cut off anywhere.
fn is_versioned(kind: Option<ItemKind>, key: &str) -> bool {
    kind.is_none_or(|kind| kind.spec().keys != Keys::Versioned) || key.contains('@')
}

/// Says whether items of a kind are declared before all others: catalogs and editions.
fn is_head(kind: ItemKind) -> bool {
    matches!(
        kind,
        ItemKind::Catalog | ItemKind::Profile | ItemKind::Edition
    )
}

/// Says that a catalog is not declared, or not in that version.
pub(super) fn missing_catalog(
    tree: &Tree<'_>,
    place: Place,
    reference: Reference<'_>,
) -> Diagnostic {
    let name = reference.versioned();
    let versions: Vec<String> = tree
        .versions
        .get(name.key)
        .into_iter()
        .flatten()
        .map(|row| tree.catalog_name(*row))
        .collect();
    if name.version.is_empty() && !versions.is_empty() {
        return version_missing(place, name.key, &versions);
    }
    let message = format!("there is no catalog `{name}`");
    let diagnostic =
        Diagnostic::at(&UNKNOWN_CATALOG, place, message).undeclared("catalog", name.key);
    if !versions.is_empty() {
        let diagnostic = diagnostic.undeclared("catalog", &name.to_string());
        return diagnostic.help(there_are(&versions));
    }
    let all: Vec<String> = tree.of(ItemKind::Catalog).keys().map(Key::full).collect();
    diagnostic.maybe_help(meant(&name.to_string(), "catalog", names_of(&all)))
}

fn there_are(versions: &[String]) -> String {
    let versions = names_of(versions);
    match versions.len() {
        1 => format!("there is only {}", list(versions)),
        _ => format!("there are {}", list(versions)),
    }
}

fn names_of(names: &[String]) -> impl ExactSizeIterator<Item = &str> {
    names.iter().map(String::as_str)
}

fn version_missing(place: Place, name: &str, versions: &[String]) -> Diagnostic {
    let message = format!("the catalog `{name}` is named without its version");
    let help = match versions {
        [only] => format!("write `{only}`"),
        all => there_are(all),
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

fn name_clash(place: Place, first: Place, name: &str, noun: &str, first_noun: &str) -> Diagnostic {
    let message = format!(
        "`{name}` names both this {noun} and {} {first_noun}",
        super::style::article(first_noun)
    );
    Diagnostic::at(&NAME_CLASH, place, message)
        .label("named again here")
        .also(first, format!("the {first_noun} is declared here"))
        .help(
            "facts, inventories, subsets and derived names cannot share a name; rename one of them",
        )
}
