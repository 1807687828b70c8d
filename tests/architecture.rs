//! The house holds: which room of `src/` may use which (docs/architecture.md), who may touch files,
//! clocks and the terminal, and where the types of a dependency stop.
//!
//! Every path of every file is resolved, not only `use` lines; words inside macros are read too.

#![expect(
    clippy::expect_used,
    reason = "a test may stop where its own data is wrong"
)]

#[path = "architecture/circles.rs"]
mod circles;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use circles::{SourceText, find_knots, room_of};
use proc_macro2::{TokenStream, TokenTree};
use syn::visit::{self, Visit};

/// A room, its floor, and the rooms it may use.
const ROOMS: &[(&str, u8, &[&str])] = &[
    ("source", 0, &[]),
    ("diag", 1, &["source"]),
    ("syntax", 2, &["source", "diag"]),
    ("format", 3, &["source", "syntax"]),
    ("model", 3, &["source", "diag"]),
    ("resolve", 4, &["source", "diag", "syntax", "model"]),
    ("product", 4, &["source", "diag", "model"]),
    ("answers", 4, &["source", "model"]),
    (
        "intake",
        5,
        &["source", "diag", "model", "answers", "product"],
    ),
    ("merge", 5, &["source", "model", "answers"]),
    ("logic", 5, &["source", "diag", "model"]),
    ("proof", 6, &["source", "model", "logic"]),
    ("plan", 7, &["source", "diag", "model", "logic", "proof"]),
    (
        "check",
        8,
        &["source", "diag", "model", "logic", "proof", "plan"],
    ),
    (
        "holdings",
        8,
        &[
            "source", "diag", "model", "product", "answers", "intake", "logic", "plan",
        ],
    ),
    (
        "view",
        9,
        &[
            "source", "model", "answers", "product", "logic", "proof", "plan",
        ],
    ),
    ("render", 10, &["diag", "view"]),
    ("project", 11, ALL_BELOW),
    ("cli", 13, ALL_BELOW),
];

/// The shells at the top may use every room below them.
const ALL_BELOW: &[&str] = &["*"];

/// Rooms that may touch files, clocks, the environment and the terminal; `main.rs` hands the arguments on.
const SHELLS: &[&str] = &["project", "cli", "main"];

/// Dependencies whose types stop at one room.
const DEPENDENCIES: &[(&str, &[&str])] = &[
    ("pest", &["syntax"]),
    ("pest_derive", &["syntax"]),
    ("isolang", &["model"]),
    ("petgraph", &["model"]),
    ("batsat", &["proof"]),
    ("minijinja", &["render"]),
    ("comrak", &["render"]),
    ("miette", &["cli"]),
    ("clap", &["cli"]),
    ("serde_yaml", &["product"]),
    ("zip", &["intake"]),
    ("quick_xml", &["intake"]),
    ("html5gum", &["intake"]),
];

/// Parts of the standard library that reach outside the program.
const OUTSIDE: &[&[&str]] = &[
    &["std", "fs"],
    &["std", "env"],
    &["std", "io", "stdin"],
    &["std", "io", "stdout"],
    &["std", "io", "stderr"],
    &["std", "net"],
    &["std", "process"],
    &["std", "time", "SystemTime"],
    &["std", "time", "Instant"],
];

#[test]
fn every_room_uses_only_the_rooms_it_may() {
    let mut breaches = Vec::new();
    for file in source_files() {
        for path in &file.paths {
            let [first, second, ..] = path.as_slice() else {
                continue;
            };
            if first == "crate" && is_room(second) && !may_use(&file.room, second) {
                breaches.push(format!("{}: `{}` uses `{second}`", file.name, file.room));
            }
        }
    }
    assert!(
        breaches.is_empty(),
        "not in the table of docs/architecture.md:\n{}",
        breaches.join("\n")
    );
}

#[test]
fn only_the_shells_reach_outside() {
    let mut breaches = Vec::new();
    for file in source_files()
        .iter()
        .filter(|file| !SHELLS.contains(&file.room.as_str()))
    {
        for path in &file.paths {
            for outside in OUTSIDE {
                if path.len() >= outside.len() && path.iter().zip(*outside).all(|(a, b)| a == b) {
                    breaches.push(format!("{}: `{}`", file.name, path.join("::")));
                }
            }
        }
    }
    assert!(
        breaches.is_empty(),
        "files, clocks and printing belong to the shells:\n{}",
        breaches.join("\n")
    );
}

#[test]
fn types_of_a_dependency_stop_at_one_room() {
    let mut breaches = Vec::new();
    for file in source_files() {
        for path in &file.paths {
            let owner = DEPENDENCIES
                .iter()
                .find(|(name, _)| path.first().is_some_and(|p| p == name));
            if let Some((name, rooms)) = owner
                && !rooms.contains(&file.room.as_str())
            {
                breaches.push(format!("{}: `{name}` outside {rooms:?}", file.name));
            }
        }
    }
    assert!(breaches.is_empty(), "{}", breaches.join("\n"));
}

#[test]
fn every_room_is_in_the_table_and_says_what_it_owns() {
    for entry in fs::read_dir(src()).expect("src can be read") {
        let path = entry.expect("an entry").path();
        if !path.is_dir() {
            continue;
        }
        let room = path
            .file_name()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        assert!(is_room(&room), "`{room}` is not in the table");
        let module = fs::read_to_string(path.join("mod.rs")).expect("a room has a mod.rs");
        assert!(
            module.starts_with("//!"),
            "`{room}/mod.rs` begins with what it owns"
        );
    }
}

#[test]
fn the_table_goes_one_way() {
    for (room, floor, uses) in ROOMS {
        for used in uses.iter().filter(|used| **used != "*") {
            let (_, below, _) = ROOMS
                .iter()
                .find(|(name, ..)| name == used)
                .expect("a room");
            assert!(below <= floor, "`{room}` uses `{used}` above it");
        }
    }
}

#[test]
fn no_files_of_a_room_use_one_another_in_a_circle() {
    let knots = find_knots(&source_texts());
    let uses: Vec<String> = knots.iter().map(|knot| knot.uses.join("\n")).collect();
    assert!(uses.is_empty(), "{}", uses.join("\n\n"));
}

/// The test must be able to fail: a circle is found through what a `mod.rs` passes on and through children that
/// take what it defines; one that only tests close is none, nor is passing on.
#[test]
fn circles_are_found() {
    let text = |name: &str, text: &str| {
        let parts = name.split('/').filter(|part| *part != "mod");
        SourceText {
            name: name.to_owned(),
            module: std::iter::once("crate")
                .chain(parts)
                .map(str::to_owned)
                .collect(),
            text: text.to_owned(),
        }
    };
    let shown = |texts: &[SourceText]| {
        let knots = find_knots(texts);
        knots
            .iter()
            .map(|knot| knot.files.join(" "))
            .collect::<Vec<_>>()
    };
    let passes_on = || text("a/mod", "mod b; mod c; pub use b::B; pub use c::*;");
    assert_eq!(
        shown(&[
            passes_on(),
            text("a/b", "use super::C; pub struct B(C);"),
            text("a/c", "pub struct C; fn f() { format!(\"{}\", super::B); }"),
        ]),
        ["a/b a/c"]
    );
    assert_eq!(
        shown(&[
            passes_on(),
            text("a/b", "use super::C; pub struct B(C);"),
            text(
                "a/c",
                "pub struct C; #[cfg(test)] mod tests { use super::super::B; }"
            ),
        ]),
        Vec::<String>::new()
    );
    assert_eq!(
        shown(&[
            text("a/mod", "mod b; mod c; pub struct A; fn f() { b::g(); }"),
            text("a/b", "use crate::a; pub fn g(_: a::A) {}"),
            text("a/c", "use super::A; use crate::d::D;"),
            text("d/mod", "pub struct D; use crate::a::A;"),
        ]),
        ["a/b a/mod"]
    );
}

/// The test must be able to fail: paths of every form are found.
#[test]
fn paths_of_every_form_are_found() {
    let text = "use super::super::view::{A, b::C}; mod inner { fn f() { crate::plan::g(); super::h(); \
                format!(\"{}\", crate::cli::x()); } }";
    let found = paths_of(text, &["crate".into(), "logic".into(), "evaluate".into()]);
    let has = |path: &str| found.iter().any(|one| one.join("::") == path);
    assert!(
        has("crate::view::A") && has("crate::view::b::C"),
        "{found:?}"
    );
    assert!(has("crate::plan::g") && has("crate::cli::x"), "{found:?}");
    assert!(has("crate::logic::evaluate::h"), "{found:?}");
}

struct SourceFile {
    name: String,
    room: String,
    paths: BTreeSet<Vec<String>>,
}

fn src() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn is_room(name: &str) -> bool {
    ROOMS.iter().any(|(room, ..)| *room == name)
}

fn may_use(room: &str, used: &str) -> bool {
    if room == used || room == "main" || room == "lib" {
        return true;
    }
    let Some((_, floor, allowed)) = ROOMS.iter().find(|(name, ..)| *name == room) else {
        return false;
    };
    let Some((_, below, _)) = ROOMS.iter().find(|(name, ..)| *name == used) else {
        return false;
    };
    allowed.contains(&used) || (*allowed == ALL_BELOW && below < floor)
}

fn source_files() -> Vec<SourceFile> {
    let texts = source_texts();
    texts.into_iter().map(read_paths).collect()
}

fn source_texts() -> Vec<SourceText> {
    let mut names = Vec::new();
    collect(&src(), &mut names);
    names.sort();
    assert!(names.len() > 20, "the sources are there");
    names.iter().map(|path| read(path)).collect()
}

fn collect(folder: &Path, names: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(&path, names);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            names.push(path);
        }
    }
}

fn read(path: &Path) -> SourceText {
    let inside = path
        .strip_prefix(src())
        .expect("a file of src")
        .with_extension("");
    let mut module = vec!["crate".to_owned()];
    module.extend(
        inside
            .iter()
            .map(|part| part.to_string_lossy().into_owned()),
    );
    if module
        .last()
        .is_some_and(|last| last == "mod" || last == "lib" || last == "main")
        && module.len() > 1
    {
        let last = module.pop();
        if module.len() == 1 {
            module.extend(last.filter(|name| name == "main"));
        }
    }
    SourceText {
        name: inside.display().to_string(),
        module,
        text: fs::read_to_string(path).expect("a text"),
    }
}

fn read_paths(file: SourceText) -> SourceFile {
    SourceFile {
        room: room_of(&file.name).to_owned(),
        paths: paths_of(&file.text, &file.module),
        name: file.name,
    }
}

fn paths_of(text: &str, module: &[String]) -> BTreeSet<Vec<String>> {
    let tree = syn::parse_file(text).expect("a Rust file");
    let mut paths = Paths {
        module: module.to_vec(),
        found: BTreeSet::new(),
    };
    paths.visit_file(&tree);
    paths.found
}

/// Collects the paths of a file, resolved against the module they stand in.
struct Paths {
    module: Vec<String>,
    found: BTreeSet<Vec<String>>,
}

impl Paths {
    fn add(&mut self, parts: &[String]) {
        let mut module = self.module.clone();
        let mut rest = parts;
        match parts.first().map(String::as_str) {
            Some("self") => rest = parts.get(1..).unwrap_or(&[]),
            Some("super") => {
                while rest.first().is_some_and(|part| part == "super") {
                    module.pop();
                    rest = rest.get(1..).unwrap_or(&[]);
                }
            }
            _ => module = Vec::new(),
        }
        module.extend(rest.iter().cloned());
        self.found.insert(module);
    }

    fn tree(&mut self, before: &[String], tree: &syn::UseTree) {
        let with = |name: String| [before, &[name]].concat();
        match tree {
            syn::UseTree::Path(path) => self.tree(&with(path.ident.to_string()), &path.tree),
            syn::UseTree::Name(name) => self.add(&with(name.ident.to_string())),
            syn::UseTree::Rename(rename) => self.add(&with(rename.ident.to_string())),
            syn::UseTree::Glob(_) => self.add(before),
            syn::UseTree::Group(group) => {
                for one in &group.items {
                    self.tree(before, one);
                }
            }
        }
    }

    /// Reads `a::b::c` out of the words of a macro.
    fn tokens(&mut self, tokens: TokenStream) {
        let mut path: Vec<String> = Vec::new();
        let mut colons = 0;
        for token in tokens {
            match token {
                TokenTree::Ident(ident) => {
                    if colons != 2 {
                        self.flush(&mut path);
                    }
                    path.push(ident.to_string());
                    colons = 0;
                }
                TokenTree::Punct(punct) if punct.as_char() == ':' => colons += 1,
                TokenTree::Group(group) => {
                    self.flush(&mut path);
                    self.tokens(group.stream());
                    colons = 0;
                }
                TokenTree::Punct(_) | TokenTree::Literal(_) => {
                    self.flush(&mut path);
                    colons = 0;
                }
            }
        }
        self.flush(&mut path);
    }

    fn flush(&mut self, path: &mut Vec<String>) {
        if path.len() > 1 {
            self.add(path);
        }
        path.clear();
    }
}

impl<'ast> Visit<'ast> for Paths {
    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        self.tree(&[], &item.tree);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let parts: Vec<String> = path
            .segments
            .iter()
            .map(|part| part.ident.to_string())
            .collect();
        self.add(&parts);
        visit::visit_path(self, path);
    }

    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        self.module.push(item.ident.to_string());
        visit::visit_item_mod(self, item);
        self.module.pop();
    }

    fn visit_macro(&mut self, one: &'ast syn::Macro) {
        self.tokens(one.tokens.clone());
        visit::visit_macro(self, one);
    }

    fn visit_attribute(&mut self, attribute: &'ast syn::Attribute) {
        if let syn::Meta::List(list) = &attribute.meta {
            self.tokens(list.tokens.clone());
        }
    }
}
