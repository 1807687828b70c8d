//! A place with the folders of three parties.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicU64, Ordering};

use praman::intake::{Limits, Package, read_package};

pub const PARTIES: [&str; 3] = ["vendor", "laboratory", "assessor"];

/// The people of the parties.
const PEOPLE: [(&str, &str, &str); 3] = [
    ("vendor", "asha", "asha=Asha Rao"),
    ("laboratory", "ravi", "ravi=Ravi Nair"),
    ("assessor", "meera", "meera=Meera Iyer"),
];

/// A folder with the folders of three parties: `vendor`, `laboratory`, `assessor`.
pub struct Place {
    folder: tempfile::TempDir,
    /// Each command is a second after the one before.
    clock: AtomicU64,
}

/// What a command said.
pub struct Said {
    pub code: i32,
    pub out: String,
    pub err: String,
}

pub fn scheme() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/exchange/scheme")
}

impl Place {
    /// Makes the folder of the vendor for the product of the small scheme, and those of the others from packages.
    pub fn new() -> Self {
        let place = Self::empty();
        let product = include_str!("product.yaml");
        place.write("product.yaml", product);
        let scheme = scheme();
        let scheme = scheme.to_str().expect("a path");
        place.fine(&[
            "dossier",
            "new",
            "product.yaml",
            "vendor",
            "--scheme",
            scheme,
            "--person",
            "asha=Asha Rao",
        ]);
        for (party, _, person) in PEOPLE.into_iter().skip(1) {
            let package = place.export("vendor", party);
            place.fine(&[
                "dossier", "new", "--from", &package, party, "--scheme", scheme, "--person", person,
            ]);
        }
        place
    }

    pub fn empty() -> Self {
        Self {
            folder: tempfile::tempdir().expect("a folder"),
            clock: AtomicU64::new(1_900_000_000),
        }
    }

    /// Lets the next command run in the second of the one before.
    pub fn stand_still(&self) {
        self.clock.fetch_sub(1, Ordering::Relaxed);
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    pub fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        fs::write(self.path(path), text).expect("a file");
    }

    pub fn read(&self, path: &str) -> Vec<u8> {
        fs::read(self.path(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    pub fn run(&self, arguments: &[&str]) -> Said {
        let now = self.clock.fetch_add(1, Ordering::Relaxed);
        let output = Command::new(env!("CARGO_BIN_EXE_praman"))
            .args(arguments)
            .current_dir(self.folder.path())
            .env("SOURCE_DATE_EPOCH", now.to_string())
            .env_remove("PRAMAN_OVERLAY")
            .output()
            .expect("praman runs");
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Said {
            code: output.status.code().expect("an exit code"),
            out: text(&output.stdout),
            err: text(&output.stderr),
        }
    }

    /// Runs a command that must be fine.
    pub fn fine(&self, arguments: &[&str]) -> String {
        let said = self.run(arguments);
        assert_eq!(said.code, 0, "{arguments:?}\n{}{}", said.out, said.err);
        said.out
    }

    /// Runs a command that must be refused with a code, and change nothing in a folder.
    pub fn refused(&self, code: &str, folder: &str, arguments: &[&str]) -> String {
        let before = self.files(folder);
        let said = self.run(arguments);
        assert_eq!(said.code, 1, "{arguments:?}\n{}{}", said.out, said.err);
        assert!(said.err.contains(code), "{code}: {}", said.err);
        assert_eq!(self.files(folder), before, "{arguments:?}");
        said.err
    }

    pub fn answer(&self, party: &str, slot: &str, value: &str) {
        self.fine(&["answer", party, slot, value, "--as", person(party)]);
    }

    /// Makes a second folder of the vendor, `colleague`; returns the package from which it is made.
    pub fn add_colleague(&self) -> String {
        let package = self.export("vendor", "vendor");
        let scheme = scheme();
        let scheme = scheme.to_str().expect("a path");
        let new = ["dossier", "new", "--from", &package, "colleague"];
        let with = ["--scheme", scheme, "--person", "asha=Asha Rao"];
        self.fine(&[&new[..], &with[..]].concat());
        package
    }

    /// Makes a package, and returns the name of its file.
    pub fn export(&self, from: &str, to: &str) -> String {
        let number = self.clock.load(Ordering::Relaxed);
        let name = format!("{number}-{from}-{to}.praman");
        self.fine(&[
            "export",
            from,
            "--for",
            to,
            "--to",
            &name,
            "--as",
            person(from),
        ]);
        name
    }

    pub fn import(&self, party: &str, packages: &[&str]) -> String {
        let head = ["import", party];
        let by = ["--as", person(party)];
        self.fine(&[&head[..], packages, &by[..]].concat())
    }

    pub fn package(&self, name: &str) -> Package {
        let read = read_package(name, &self.read(name), &Limits::default());
        read.unwrap_or_else(|report| panic!("{}", report.message))
    }

    /// Returns the files of a folder by their paths.
    pub fn files(&self, folder: &str) -> BTreeMap<String, Vec<u8>> {
        let mut files = BTreeMap::new();
        collect(&self.path(folder), "", &mut files);
        files
    }

    /// Returns the answers that a party holds, without what was asked.
    pub fn answers(&self, party: &str) -> BTreeMap<String, String> {
        let files = self.files(party).into_iter();
        let answers = files.filter(|(path, _)| path.starts_with("answers/"));
        let said = answers.map(|(path, bytes)| {
            let text = String::from_utf8_lossy(&bytes).into_owned();
            let is_said = |line: &&str| {
                let line = line.trim_start_matches([' ', '-']);
                !["meaning:", "wording:", "on:"]
                    .iter()
                    .any(|word| line.starts_with(word))
            };
            let lines: Vec<&str> = text.lines().filter(is_said).collect();
            (path, lines.join("\n"))
        });
        said.collect()
    }
}

pub fn person(party: &str) -> &'static str {
    let found = PEOPLE.iter().find(|(known, ..)| *known == party);
    found.map(|(_, person, _)| *person).expect("a party")
}

fn collect(folder: &Path, below: &str, files: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let below = format!("{below}{name}");
        let path = entry.path();
        if path.is_dir() {
            collect(&path, &format!("{below}/"), files);
        } else {
            files.insert(below, fs::read(&path).expect("a file"));
        }
    }
}
