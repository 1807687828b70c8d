//! Texts for property tests: samples of the language with random edits.

use std::path::{Path, PathBuf};

use proptest::prelude::*;

/// Things that break texts.
const SNIPPETS: &[&str] = &[
    "",
    " ",
    "\n",
    "\n\n\n",
    "\r\n",
    "{",
    "}",
    "(",
    ")",
    "\"",
    "\"\"\"",
    ",",
    ";",
    "=",
    ":",
    "@",
    "#",
    "# c\n",
    "é",
    "“",
    "&&",
    "$",
    "${",
    "control C.9 \"T\" {\n",
    "\ncontrol C.8 \"T\" {}\n",
    "and ",
    "or",
    "not ",
    "\nevidence ",
    "\nfrom L1\n",
    "where",
    "satisfies",
    "depth test {",
    "one of {",
    "none",
    "-1",
    "\\",
    "\t",
    "\u{feff}",
    "\u{2028}",
    "\0",
];

/// One edit: where it begins, how much it takes out, what it puts in.
#[derive(Debug, Clone)]
struct Edit {
    at: usize,
    takes: usize,
    puts: &'static str,
}

/// How many texts a property is tried on; `PROPTEST_CASES` sets another number.
pub fn config() -> ProptestConfig {
    ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

/// Returns the sample files: every `.prm` in the repository.
pub fn samples() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = Vec::new();
    for folder in ["tests", "requirements", "levels"] {
        collect(&root.join(folder), &mut paths);
    }
    paths.sort();
    paths
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("the entry can be read").path();
        if path.is_dir() {
            collect(&path, paths);
        } else if path.extension().is_some_and(|extension| extension == "prm") {
            paths.push(path);
        }
    }
}

/// Makes texts with up to six edits.
pub fn texts() -> impl Strategy<Value = String> {
    let samples: Vec<String> = samples()
        .iter()
        .map(|path| std::fs::read_to_string(path).expect("the file can be read"))
        .collect();
    let edit = (
        any::<prop::sample::Index>(),
        0..40_usize,
        prop::sample::select(SNIPPETS),
    );
    let edits = prop::collection::vec(edit, 0..7);
    (prop::sample::select(samples), edits).prop_map(|(text, edits)| {
        edits.into_iter().fold(text, |text, (at, takes, puts)| {
            let at = at.index(text.len() + 1);
            // Most edits are small.
            let takes = if takes > 20 { 0 } else { takes };
            apply(&text, &Edit { at, takes, puts })
        })
    })
}

fn apply(text: &str, edit: &Edit) -> String {
    let start = floor(text, edit.at);
    let end = floor(text, (edit.at + edit.takes).min(text.len())).max(start);
    format!("{}{}{}", &text[..start], edit.puts, &text[end..])
}

fn floor(text: &str, mut at: usize) -> usize {
    at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
