//! The manual of dossiers says what the program does: its commands are run in order, in a folder of their own, and print what
//! the page shows.
//!
//! With `UPDATE_DOSSIER=1`, what was printed is written into the page, apart from blocks in which something is left out.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

#[path = "support/contents.rs"]
mod contents;
#[path = "support/pages.rs"]
mod pages;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

use pages::{Example, examples, read, repository};

const MANUAL: &str = "docs/dossier.md";

/// Pages of their own, whose commands are run in a folder each.
const PAGES: [&str; 9] = [
    "README.md",
    "docs/proofs.md",
    "docs/dossier/exchange.md",
    "docs/dossier/findings.md",
    "docs/dossier/evidence.md",
    "docs/dossier/issue.md",
    "docs/dossier/pages.md",
    "docs/dossier/rounds.md",
    "docs/dossier/report.md",
];

/// Files that stand beside the dossiers.
const FILES: [&str; 5] = [
    "board.pdf",
    "photos/front.jpg",
    "photos/pads.jpg",
    "nas/sbom.json",
    "boot.cdx.json",
];

/// Lists of components among them, by name, with their content; the others hold their names.
const LISTS: [(&str, &str); 2] = [
    (
        "sbom.json",
        r#"{ "bomFormat": "CycloneDX", "specVersion": "1.5", "components": [] }"#,
    ),
    (
        "boot.cdx.json",
        r#"{ "bomFormat": "CycloneDX", "specVersion": "1.6",
  "metadata": { "component": { "type": "firmware", "name": "bootloader", "version": "2.10" } },
  "components": [
    { "type": "library", "name": "u-boot", "version": "2024.01", "supplier": { "name": "DENX" }, "licenses": [{ "license": { "id": "GPL-2.0-only" } }] },
    { "type": "library", "name": "zlib", "version": "1.3.1", "licenses": [{ "license": { "id": "Zlib" } }] },
    { "type": "library", "name": "own-fit-check" }
  ] }"#,
    ),
];

/// What stands for something that is left out: some lines, or a part of a line.
const LEFT_OUT: &str = "…";

/// The moment at which the examples happen.
const MOMENT: &str = "1795996800";

/// A block of the page, as it should be.
struct Shown {
    example: Example,
    now: String,
}

#[test]
fn the_commands_of_the_manual_do_what_it_shows() {
    let root = root();
    let shown = follow_page(root.path(), MANUAL);
    if std::env::var_os("UPDATE_DOSSIER").is_some() {
        write_page(MANUAL, &shown);
        return;
    }
    let pages = examples_of_codes().into_iter().map(|mut example| {
        // What follows the report is left out.
        let _ = writeln!(example.text, "{LEFT_OUT}");
        Shown {
            now: run_each(root.path(), &mut Ids::default(), &example.text),
            example,
        }
    });
    assert_shown(&shown.into_iter().chain(pages).collect::<Vec<Shown>>());
}

#[test]
fn the_commands_of_the_other_pages_do_what_they_show() {
    // Each page has a folder of its own, so that they are followed side by side.
    std::thread::scope(|scope| {
        let pages = PAGES.map(|page| scope.spawn(move || follow_other_page(page)));
        for page in pages {
            page.join().unwrap();
        }
    });
}

fn follow_other_page(page: &str) {
    let root = root();
    for path in FILES {
        let path = root.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        let name = path.file_name().unwrap().to_str().unwrap();
        let list = LISTS.iter().find(|(list, _)| *list == name);
        std::fs::write(&path, list.map_or(name, |(_, content)| content)).unwrap();
    }
    let shown = follow_page(root.path(), page);
    if std::env::var_os("UPDATE_DOSSIER").is_some() {
        write_page(page, &shown);
    } else {
        assert_shown(&shown);
    }
}

/// Makes a folder with the products of the examples.
fn root() -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    for name in ["wired-sensor", "ip-camera"] {
        let folder = format!("examples/{name}");
        std::fs::create_dir_all(root.path().join(&folder)).unwrap();
        let product = format!("{folder}/product.yaml");
        std::fs::copy(repository(&product), root.path().join(&product)).unwrap();
    }
    root
}

/// Does what the blocks of a page say, in order.
fn follow_page(root: &Path, page: &str) -> Vec<Shown> {
    let mut ids = Ids::default();
    let shown = examples(page).into_iter().map(|example| Shown {
        now: follow(root, &mut ids, &example),
        example,
    });
    shown.collect()
}

fn assert_shown(shown: &[Shown]) {
    let wrong = shown
        .iter()
        .filter(|one| !fits(&one.example.text, &one.now));
    let wrong = wrong.map(|one| format!("{} is now:\n{}", one.example.name, one.now));
    let wrong: Vec<String> = wrong.collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Returns what the pages of the codes of dossiers show on a console.
fn examples_of_codes() -> Vec<Example> {
    let codes = praman::cli::all_codes().filter(|code| code.id.starts_with("P082"));
    let pages = codes.map(|code| examples(&format!("docs/diagnostics/{}.md", code.id)));
    let shown = pages
        .flatten()
        .filter(|example| example.language == "console");
    shown.collect()
}

/// Does what a block says, and returns the block as it should be.
fn follow(root: &Path, ids: &mut Ids, example: &Example) -> String {
    let path = example.words.last().map(|word| root.join(word));
    match (example.language.as_str(), path) {
        ("console", _) => run_each(root, ids, &example.text),
        ("yaml", Some(path)) if example.has("file") => std::fs::read_to_string(path).unwrap(),
        ("yaml", Some(path)) if example.has("write") => {
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, &example.text).unwrap();
            example.text.clone()
        }
        ("diff", Some(path)) => {
            edit(&path, example);
            example.text.clone()
        }
        // What the other files hold is checked where they are read.
        ("" | "text" | "csv" | "xml" | "yaml", _) => example.text.clone(),
        (other, _) => panic!("{}: what is `{other}`?", example.name),
    }
}

/// Replaces the lines that a block takes out by those that it puts in. The last line may be the beginning of one.
fn edit(path: &Path, example: &Example) {
    let lines = |mark: char| {
        let lines = example.text.lines();
        let lines = lines.filter_map(move |line| line.strip_prefix(mark));
        lines.collect::<Vec<_>>().join("\n")
    };
    let (before, after) = (lines('-'), lines('+'));
    let text = std::fs::read_to_string(path).unwrap();
    let found = text.matches(&before).count();
    assert_eq!(found, 1, "{}: found {found} times", example.name);
    std::fs::write(path, text.replace(&before, &after)).unwrap();
}

/// Runs the commands of a block; returns them with what they print.
fn run_each(root: &Path, ids: &mut Ids, block: &str) -> String {
    let commands = block.lines().filter(|line| line.starts_with("$ "));
    let mut shown = ids_in(block);
    shown.dedup();
    commands.fold(String::new(), |mut out, line| {
        let words = words(&ids.real(line.trim_start_matches("$ ")));
        let (program, arguments) = words.split_first().unwrap();
        assert_eq!(program, "praman");
        let output = Command::new(env!("CARGO_BIN_EXE_praman"))
            .args(arguments)
            .current_dir(root)
            .env("SOURCE_DATE_EPOCH", MOMENT)
            .output()
            .unwrap();
        let _ = writeln!(out, "{line}");
        for printed in [output.stdout, output.stderr] {
            let printed = String::from_utf8(printed).unwrap();
            out += &ids.as_shown(&printed, &shown);
        }
        out
    })
}

/// Ids of queries, which are drawn: those that a page shows, and those that there are.
#[derive(Default)]
struct Ids(Vec<(String, String)>);

impl Ids {
    /// Returns a command line with the ids that there are.
    fn real(&self, line: &str) -> String {
        let ids = self.0.iter();
        ids.fold(line.to_owned(), |line, (shown, real)| {
            line.replace(shown, real)
        })
    }

    /// Returns what was printed with the ids that the page shows; one that is new is the next in the block that is not known.
    fn as_shown(&mut self, printed: &str, shown: &[String]) -> String {
        for id in ids_in(printed) {
            let is_new = self.0.iter().all(|(_, real)| *real != id);
            let next = shown
                .iter()
                .find(|shown| self.0.iter().all(|(known, _)| known != *shown));
            if let Some(next) = next.filter(|_| is_new) {
                self.0.push((next.clone(), id));
            }
        }
        let ids = self.0.iter();
        ids.fold(printed.to_owned(), |text, (shown, real)| {
            text.replace(real, shown)
        })
    }
}

/// Returns the ids of queries in a text: a `q` and eight hexadecimal digits.
fn ids_in(text: &str) -> Vec<String> {
    let words = text.split(|letter: char| !letter.is_ascii_alphanumeric());
    let is_id = |word: &&str| {
        let digits = word.strip_prefix('q').unwrap_or_default();
        digits.len() == 8 && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
    };
    words.filter(is_id).map(str::to_owned).collect()
}

/// Cuts a command line into words; a word may be in double quotes.
fn words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut is_quoted = false;
    for letter in line.chars() {
        match letter {
            '"' => is_quoted = !is_quoted,
            ' ' if !is_quoted => words.push(String::new()),
            _ => words.last_mut().unwrap().push(letter),
        }
    }
    words
}

/// Says whether what a block shows is what there is, apart from what it leaves out.
fn fits(shown: &str, now: &str) -> bool {
    let shown: Vec<&str> = shown.lines().map(str::trim_end).collect();
    let now: Vec<&str> = now.lines().map(str::trim_end).collect();
    lines_fit(&shown, &now)
}

fn lines_fit(shown: &[&str], now: &[&str]) -> bool {
    match (shown.split_first(), now.split_first()) {
        (None, None) => true,
        (Some((first, rest)), _) if first.trim() == LEFT_OUT => {
            (0..=now.len()).any(|start| lines_fit(rest, now.get(start..).unwrap_or_default()))
        }
        (Some((first, rest)), Some((found, others))) => {
            line_fits(first, found) && lines_fit(rest, others)
        }
        (None, Some(_)) | (Some(_), None) => false,
    }
}

/// Says whether a line is as it is shown. Columns may have another width, since tables fit the rows that are left out.
fn line_fits(shown: &str, now: &str) -> bool {
    let narrow = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
    let indent = |line: &str| line.len() - line.trim_start().len();
    let fits = match narrow(shown).split_once(LEFT_OUT) {
        None => narrow(shown) == narrow(now),
        Some((start, end)) => narrow(now)
            .strip_prefix(start)
            .is_some_and(|rest| rest.ends_with(end)),
    };
    fits && indent(shown) == indent(now)
}

/// Writes the blocks in which nothing is left out into the page.
fn write_page(path: &str, shown: &[Shown]) {
    let mut shown = shown.iter();
    let mut page = String::new();
    let mut block = None;
    for line in read(path).lines() {
        let is_fence = line.starts_with("```");
        if is_fence && block.is_none() {
            block = shown.next();
            let _ = writeln!(page, "{line}");
        } else if is_fence {
            let Shown { example, now } = block.take().unwrap();
            let keeps = example.text.contains(LEFT_OUT);
            page += if keeps { &example.text } else { now };
            let _ = writeln!(page, "{line}");
        } else if block.is_none() {
            let _ = writeln!(page, "{line}");
        }
    }
    std::fs::write(repository(path), page).unwrap();
}

#[test]
fn rules_are_numbered_in_order() {
    let text = read(MANUAL);
    let rules = text
        .lines()
        .filter_map(|line| line.strip_prefix("**D-")?.split_once("**"));
    let rules: Vec<u32> = rules.map(|(number, _)| number.parse().unwrap()).collect();
    assert!(rules.len() > 40, "the rules are found");
    assert!(rules.is_sorted_by(|one, next| one < next), "{rules:?}");
}

#[test]
fn rules_and_codes_that_are_cited_exist() {
    // A page of its own may have rules too; all of them are of one series.
    let manual = read(MANUAL);
    let pages: String = PAGES.into_iter().map(read).collect();
    let rules = format!("{manual}{pages}");
    let mut cited = vec![rules.clone()];
    collect(&repository("src"), &mut cited);
    for text in &cited {
        for (at, _) in text.match_indices("D-") {
            let rule = text.get(at..at + 5).unwrap_or_default();
            let before = text.get(..at).and_then(|before| before.chars().last());
            let is_rule = rule.chars().skip(2).all(|digit| digit.is_ascii_digit())
                && before.is_none_or(|letter| !letter.is_alphanumeric() && letter != '-');
            assert!(
                !is_rule || rules.contains(&format!("**{rule}**")),
                "{rule} does not exist"
            );
        }
    }
    let known: BTreeSet<&str> = praman::cli::all_codes().map(|code| code.id).collect();
    for (at, _) in manual.match_indices("P0") {
        let code = manual.get(at..at + 5).unwrap_or_default();
        assert!(known.contains(code), "{code} does not exist");
    }
}

fn collect(folder: &Path, texts: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, texts);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            texts.push(std::fs::read_to_string(&path).unwrap());
        }
    }
}

#[test]
fn every_chapter_is_in_the_list_of_contents() {
    contents::check_contents(&read(MANUAL));
}
