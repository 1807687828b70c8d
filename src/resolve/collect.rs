//! Walks over all files and fills the tree of declarations. The table of items says what each kind of item declares.

use rustc_hash::FxHashMap;

use super::keys::Key;
use super::names::{Decl, Tree, key_place};
use super::reader::meant;
use super::style::{KeyStyle, check_style};
use crate::diag::{Diagnostic, Diagnostics, codes, list, similar};
use crate::source::Place;
use crate::syntax::ast::{
    Body, InDraft, ItemKind, Keys, Placed, RefDraft, Reference, Style, SyntaxFile,
};
use crate::syntax::keywords::is_item_keyword;

codes! {
    NAME_CLASH = error("P0202", "name that two kinds of items declare"),
    IN_MISSING = error("P0209", "control or group that belongs to no catalog"),
    VERSION_MISSING = error("P0210", "catalog that is named without its version"),
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
    file: usize,
    current: Current,
}

/// Collects all declarations.
pub(super) fn collect<'a>(files: &'a [SyntaxFile], out: &mut Diagnostics) -> Tree<'a> {
    let mut collector = Collector {
        tree: Tree::with_room_for(files),
        out,
        names: FxHashMap::default(),
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
                self.tree.has_stray_text |= !is_item_keyword(keyword);
                let Some(key) = item.key.map(|key| item.word(key)) else {
                    return;
                };
                let short = key.split_once('@').map_or(key, |(key, _)| key);
                // `editon x@1 …` was meant to be an edition. Its absence must not be reported again.
                let meant = similar(keyword, ["catalog", "edition", "profile"]).unwrap_or(keyword);
                match meant {
                    "catalog" | "profile" => self.tree.broken_catalogs.insert(short),
                    "edition" => self.tree.broken_editions.insert(short),
                    _ => false,
                };
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
            Keys::Own(style) => self.keyed(placed, kind, style),
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
    fn keyed(&mut self, placed: &'a Placed, kind: ItemKind, style: Style) {
        if let Some(key) = placed.item.key {
            check_style(placed, key, kind.noun(), KeyStyle::Of(style), self.out);
            self.declare(placed, kind, Key::plain(placed.item.word(key)));
        }
    }

    /// Declares a name for conditions. Facts, inventories, subsets and derived names share one space of names (L-025).
    fn word(&mut self, placed: &'a Placed, kind: ItemKind, name: &'a str) {
        let place = key_place(placed);
        let (first_kind, first) = *self.names.entry(name).or_insert((kind, place));
        if first_kind == kind {
            self.keyed(placed, kind, Style::Snake);
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
        if self.tree.broken_catalogs.contains(name.key) {
            return Current::Lost;
        }
        let place = placed.place(reference.span);
        self.out.push(missing_catalog(&self.tree, place, named));
        let only = self.tree.only_version(name);
        only.map_or(Current::Lost, Current::Catalog)
    }

    fn of_catalog(&mut self, placed: &'a Placed, kind: ItemKind, name: &'a str) {
        let Current::Catalog(catalog) = self.current else {
            if kind == ItemKind::Control {
                self.tree.lost_controls.insert(name);
            }
            self.outside_catalog(placed, kind, name);
            return;
        };
        let row = self.declare(placed, kind, Key::of_catalog(catalog, name));
        if let Some(row) = row.filter(|_| kind == ItemKind::Control) {
            self.tree.by_key.add(name, row);
            *self.tree.counts.entry(catalog).or_default() += 1;
        }
    }

    /// Reports the first item outside a catalog; the rest of the file has the same cause.
    fn outside_catalog(&mut self, placed: &Placed, kind: ItemKind, name: &str) {
        if matches!(self.current, Current::Unsaid) {
            let catalogs = self.tree.of(ItemKind::Catalog);
            let names: Vec<String> = catalogs.keys().map(Key::full).collect();
            let place = key_place(placed);
            self.out.push(in_missing(place, kind.noun(), name, &names));
            self.current = Current::Lost;
        }
    }

    /// Declares the key of an item that could not be read. If its kind is unknown, it may have declared anything.
    fn broken(&mut self, placed: &'a Placed, keyword: &str) {
        let key = placed.item.key.map(|key| placed.item.word(key));
        match (ItemKind::from_keyword(keyword), key) {
            (Some(ItemKind::In), _) => self.current = Current::Lost,
            (Some(ItemKind::Overlay), _) => self.tree.has_broken_overlay = true,
            (Some(ItemKind::Control), None) => {
                if let Current::Catalog(catalog) = self.current {
                    self.tree.unsure.insert(catalog);
                }
            }
            (Some(ItemKind::Control), Some(key)) => self.broken_control(key),
            (Some(kind), Some(key)) => self.declare_broken(kind, key),
            (None, Some(key)) => {
                if let Current::Catalog(catalog) = self.current {
                    self.tree.unsure.insert(catalog);
                }
                self.tree.lost_controls.insert(key);
                for kind in ItemKind::ALL {
                    self.declare_broken(kind, key);
                }
            }
            (_, None) => {}
        }
    }

    fn broken_control(&mut self, key: &'a str) {
        if let Current::Catalog(catalog) = self.current
            && self.tree.control_row(catalog, key).is_none()
        {
            let key = Key::of_catalog(catalog, key);
            self.tree.declare_broken(ItemKind::Control, key);
            *self.tree.counts.entry(catalog).or_default() += 1;
        }
        self.tree.lost_controls.insert(key);
    }

    /// Records the key of an item that could not be read. Only kinds with keys of their own are recorded.
    fn declare_broken(&mut self, kind: ItemKind, key: &'a str) {
        match (kind.spec().keys, self.current) {
            (Keys::Own(_) | Keys::Word, _) => self.tree.declare_broken(kind, Key::plain(key)),
            (Keys::OfCatalog, Current::Catalog(catalog)) if kind != ItemKind::Control => {
                self.tree
                    .declare_broken(kind, Key::of_catalog(catalog, key));
            }
            (Keys::None | Keys::OfCatalog | Keys::Versioned | Keys::Title, _) => {}
        }
    }
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
    let diagnostic = Diagnostic::at(&UNKNOWN_CATALOG, place, message);
    if !versions.is_empty() {
        return diagnostic.help(format!("there is {}", list(names_of(&versions))));
    }
    let all: Vec<String> = tree.of(ItemKind::Catalog).keys().map(Key::full).collect();
    diagnostic.maybe_help(meant(&name.to_string(), "catalog", names_of(&all)))
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

fn name_clash(place: Place, first: Place, name: &str, noun: &str, first_noun: &str) -> Diagnostic {
    let message = format!(
        "`{name}` names both this {noun} and {} {first_noun}",
        super::style::article(first_noun)
    );
    Diagnostic::at(&NAME_CLASH, place, message)
        .label("named again here")
        .also(first, format!("the {first_noun} is here"))
        .help("facts, inventories, subsets and derived names share one space of names; rename one")
}
