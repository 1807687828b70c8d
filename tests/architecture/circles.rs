//! Files of a room that use one another in a circle.
//!
//! A file uses another where it names something that the other defines. Names are followed through `use`: what a
//! `mod.rs` only passes on belongs to the file that defines it, so passing on is no use of it. What a `mod.rs`
//! defines itself is its own, and a child that takes it while the `mod.rs` takes something of the child is a
//! circle. Modules for tests are left out. Methods are not followed; the type that has them is named somewhere.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{TokenStream, TokenTree};
use syn::visit::{self, Visit};

/// A path, segment by segment; of a module, from `crate` on.
type Path = Vec<String>;

/// How many aliases of aliases are followed.
const MAX_ALIASES: usize = 16;

/// A file of `src`.
pub struct SourceText {
    /// Its name below `src`, without its ending: `plan/work`.
    pub name: String,
    /// The module that it is: `crate`, `plan`, `work`.
    pub module: Path,
    /// What is in it.
    pub text: String,
}

/// Files that use one another in a circle, and what each takes of another of them.
#[derive(Debug, PartialEq, Eq)]
pub struct Knot {
    /// The names of the files, sorted.
    pub files: Vec<String>,
    /// `plan/work takes plan/types (Run)`.
    pub uses: Vec<String>,
}

/// Finds the knots among files, of each room by itself, in the order of their first file.
pub fn find_knots(texts: &[SourceText]) -> Vec<Knot> {
    let modules = read_modules(texts);
    let mut taken: BTreeMap<(&str, &str), &str> = BTreeMap::new();
    for module in modules.0.values() {
        for path in &module.paths {
            let Some(file) = modules.file_of(module, path, MAX_ALIASES) else {
                continue;
            };
            if file != module.file && room_of(file) == room_of(&module.file) {
                let name = path.last().map_or("", String::as_str);
                taken.entry((&module.file, file)).or_insert(name);
            }
        }
    }
    let reach: BTreeMap<&str, BTreeSet<&str>> = taken
        .keys()
        .map(|(from, _)| (*from, reached(from, &taken)))
        .collect();
    let reaches = |from: &str, to: &str| reach.get(from).is_some_and(|files| files.contains(to));
    let knots: BTreeSet<Vec<&str>> = reach
        .keys()
        .filter(|file| reaches(file, file))
        .map(|file| {
            let others = reach.keys().copied();
            others
                .filter(|other| reaches(file, other) && reaches(other, file))
                .collect()
        })
        .collect();
    knots.into_iter().map(|files| knot(files, &taken)).collect()
}

/// Returns the files that a file takes something of, itself or through others.
fn reached<'f>(from: &str, taken: &BTreeMap<(&'f str, &'f str), &'f str>) -> BTreeSet<&'f str> {
    let mut reached = BTreeSet::new();
    let mut waiting = vec![from];
    while let Some(file) = waiting.pop() {
        for (_, to) in taken.keys().filter(|(user, _)| *user == file) {
            if reached.insert(*to) {
                waiting.push(to);
            }
        }
    }
    reached
}

fn knot(files: Vec<&str>, taken: &BTreeMap<(&str, &str), &str>) -> Knot {
    let within = taken
        .iter()
        .filter(|((from, to), _)| files.contains(from) && files.contains(to));
    Knot {
        uses: within
            .map(|((from, to), name)| format!("{from} takes {to} ({name})"))
            .collect(),
        files: files.into_iter().map(str::to_owned).collect(),
    }
}

/// Returns the room of a file: the first part of its name.
pub fn room_of(file: &str) -> &str {
    file.split('/').next().unwrap_or(file)
}

/// A module: a file, or a block in one.
#[derive(Default)]
struct Module {
    file: String,
    path: Path,
    /// What it defines, children included.
    names: BTreeSet<String>,
    /// What it calls by a name of its own, by `use`.
    aliases: BTreeMap<String, Path>,
    /// From where it takes all names.
    globs: Vec<Path>,
    /// What it names: imports that it does not pass on, and paths in its code.
    paths: BTreeSet<Path>,
}

struct Modules(BTreeMap<Path, Module>);

impl Modules {
    /// Returns the file that defines what a path names in a module; `None` for what no file of `src` defines, and
    /// for a module, of which nothing is taken yet.
    fn file_of(&self, module: &Module, path: &[String], aliases: usize) -> Option<&str> {
        let (first, rest) = path.split_first()?;
        match first.as_str() {
            "crate" => self.within(self.0.get([first.clone()].as_slice())?, rest, aliases),
            "self" => self.within(module, rest, aliases),
            "super" => {
                let (_, above) = module.path.split_last()?;
                self.file_of(self.0.get(above)?, rest, aliases)
            }
            _ => self.within(module, path, aliases),
        }
    }

    /// Returns the file that defines what a path names, seen from inside a module.
    fn within(&self, module: &Module, path: &[String], aliases: usize) -> Option<&str> {
        let (first, rest) = path.split_first()?;
        let mut child = module.path.clone();
        child.push(first.clone());
        if let Some(child) = self.0.get(&child) {
            return self.within(child, rest, aliases);
        }
        let aliases = aliases.checked_sub(1)?;
        if let Some(target) = module.aliases.get(first) {
            let whole = [target.as_slice(), rest].concat();
            return self.file_of(module, &whole, aliases);
        }
        if module.names.contains(first) {
            return self.0.get(&module.path).map(|module| module.file.as_str());
        }
        module.globs.iter().find_map(|glob| {
            let whole = [glob.as_slice(), path].concat();
            self.file_of(module, &whole, aliases)
        })
    }
}

fn read_modules(texts: &[SourceText]) -> Modules {
    let root = vec!["crate".to_owned()];
    let mut modules = BTreeMap::from([(root.clone(), Module::new("", root))]);
    let mut for_tests: Vec<Path> = Vec::new();
    for text in texts {
        let tree = syn::parse_file(&text.text).expect("a Rust file");
        let mut reader = Reader {
            file: &text.name,
            open: Module::new(&text.name, text.module.clone()),
            done: Vec::new(),
            for_tests: Vec::new(),
        };
        reader.visit_file(&tree);
        for_tests.append(&mut reader.for_tests);
        let own = std::iter::once(reader.open).chain(reader.done);
        modules.extend(own.map(|module| (module.path.clone(), module)));
    }
    modules.retain(|path, _| !for_tests.iter().any(|tests| path.starts_with(tests)));
    Modules(modules)
}

impl Module {
    fn new(file: &str, path: Path) -> Self {
        Self {
            file: file.to_owned(),
            path,
            ..Self::default()
        }
    }
}

/// Reads a file module by module.
struct Reader<'t> {
    file: &'t str,
    open: Module,
    done: Vec<Module>,
    /// Modules that are compiled for tests alone.
    for_tests: Vec<Path>,
}

impl Reader<'_> {
    fn import(&mut self, before: &[String], tree: &syn::UseTree, passes_on: bool) {
        let with = |name: &syn::Ident| [before, &[name.to_string()]].concat();
        match tree {
            syn::UseTree::Path(path) => self.import(&with(&path.ident), &path.tree, passes_on),
            syn::UseTree::Name(name) if name.ident == "self" => {
                let name = before.last().cloned().unwrap_or_default();
                self.alias(name, before.to_vec(), passes_on);
            }
            syn::UseTree::Name(name) => {
                self.alias(name.ident.to_string(), with(&name.ident), passes_on);
            }
            syn::UseTree::Rename(rename) => {
                self.alias(rename.rename.to_string(), with(&rename.ident), passes_on);
            }
            syn::UseTree::Glob(_) => self.open.globs.push(before.to_vec()),
            syn::UseTree::Group(group) => {
                for item in &group.items {
                    self.import(before, item, passes_on);
                }
            }
        }
    }

    fn alias(&mut self, name: String, target: Path, passes_on: bool) {
        if !passes_on {
            self.open.paths.insert(target.clone());
        }
        // `use x;` of a name that is there already says nothing new.
        if target.as_slice() != [name.clone()] {
            self.open.aliases.insert(name, target);
        }
    }

    /// Reads `a::b::c` out of the words of a macro.
    fn tokens(&mut self, tokens: TokenStream) {
        let mut path: Path = Vec::new();
        let mut colons = 0;
        for token in tokens {
            match token {
                TokenTree::Ident(ident) => {
                    if colons != 2 {
                        self.open.paths.insert(std::mem::take(&mut path));
                    }
                    path.push(ident.to_string());
                    colons = 0;
                }
                TokenTree::Punct(punct) if punct.as_char() == ':' => colons += 1,
                TokenTree::Group(group) => {
                    self.tokens(group.stream());
                    colons = 0;
                }
                TokenTree::Punct(_) | TokenTree::Literal(_) => colons = 0,
            }
        }
        self.open.paths.insert(path);
    }

    /// What a macro makes is taken to have the names that stand in it.
    fn names_in(&mut self, tokens: TokenStream) {
        for token in tokens {
            match token {
                TokenTree::Ident(ident) => {
                    self.open.names.insert(ident.to_string());
                }
                TokenTree::Group(group) => self.names_in(group.stream()),
                TokenTree::Punct(_) | TokenTree::Literal(_) => {}
            }
        }
    }

    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "the syntax tree may get more kinds of items"
    )]
    fn name(&mut self, item: &syn::Item) {
        let ident = match item {
            syn::Item::Const(item) => Some(&item.ident),
            syn::Item::Enum(item) => Some(&item.ident),
            syn::Item::Fn(item) => Some(&item.sig.ident),
            syn::Item::Macro(item) => item.ident.as_ref(),
            syn::Item::Static(item) => Some(&item.ident),
            syn::Item::Struct(item) => Some(&item.ident),
            syn::Item::Trait(item) => Some(&item.ident),
            syn::Item::Type(item) => Some(&item.ident),
            _ => None,
        };
        self.open.names.extend(ident.map(ToString::to_string));
        if let syn::Item::Macro(item) = item
            && item.ident.is_none()
        {
            self.names_in(item.mac.tokens.clone());
        }
    }
}

impl<'ast> Visit<'ast> for Reader<'_> {
    fn visit_item(&mut self, item: &'ast syn::Item) {
        self.name(item);
        visit::visit_item(self, item);
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        let passes_on = !matches!(item.vis, syn::Visibility::Inherited);
        self.import(&[], &item.tree, passes_on);
    }

    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        let mut path = self.open.path.clone();
        path.push(item.ident.to_string());
        if item.attrs.iter().any(is_for_tests) {
            self.for_tests.push(path);
            return;
        }
        let Some((_, items)) = &item.content else {
            return;
        };
        let around = std::mem::replace(&mut self.open, Module::new(self.file, path));
        for item in items {
            self.visit_item(item);
        }
        self.done.push(std::mem::replace(&mut self.open, around));
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let segments = path.segments.iter();
        let segments = segments.map(|segment| segment.ident.to_string());
        self.open.paths.insert(segments.collect());
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, mac: &'ast syn::Macro) {
        visit::visit_macro(self, mac);
        self.tokens(mac.tokens.clone());
    }
}

fn is_for_tests(attribute: &syn::Attribute) -> bool {
    let syn::Meta::List(list) = &attribute.meta else {
        return false;
    };
    list.path.is_ident("cfg") && list.tokens.to_string() == "test"
}
