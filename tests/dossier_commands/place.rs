//! A folder in which commands are run.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// The small scheme.
const SCHEME: &str = include_str!("../support/camera.prm");
/// The small product.
const PRODUCT: &str = include_str!("../support/camera.yaml");
/// The moment at which everything happens.
const EPOCH: &str = "1795996800";

/// A folder in which commands are run. It holds a scheme and a product.
pub struct Place {
    folder: tempfile::TempDir,
}

/// What a command said, and how it ended.
#[derive(Debug)]
pub struct Run {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Place {
    /// Makes a folder with a scheme and a product.
    pub fn empty() -> Self {
        let place = Self {
            folder: tempfile::tempdir().unwrap(),
        };
        place.write("scheme/camera.prm", SCHEME);
        place.write("camera.yaml", PRODUCT);
        place
    }

    /// Makes a dossier, `d`, in which nothing is filled in; asha works for the vendor, ravi for the laboratory.
    pub fn with_dossier() -> Self {
        let place = Self::empty();
        place.fine(&[
            "dossier",
            "new",
            "camera.yaml",
            "d",
            "--scheme",
            "scheme",
            "--person",
            "asha=Asha Rao",
        ]);
        let head = place.raw("d/dossier.yaml");
        let ravi = "  ravi: { name: Ravi Nair, party: bench }\n";
        place.write("d/dossier.yaml", format!("{head}{ravi}"));
        place
    }

    /// Makes the dossier of a laboratory, `d`, of a product of the shipped scheme; ravi works there.
    pub fn with_laboratory(product: &str) -> Self {
        let place = Self::empty();
        place.write("sensor.yaml", product);
        let new = ["dossier", "new", "sensor.yaml", "d"];
        let laboratory = ["--party", "laboratory", "--person", "ravi=Ravi Nair"];
        place.fine(&[&new[..], &laboratory[..]].concat());
        place
    }

    /// Makes a dossier in which a few things are filled in.
    pub fn with_answers() -> Self {
        let place = Self::with_dossier();
        for (slot, value, person) in [
            (
                "asvs-c:C.1/response/interface.console",
                "Closed by a fuse.",
                "asha",
            ),
            (
                "asvs-c:C.1/response/interface.pads@CAM-1",
                "Not fitted.\n\n- see V12",
                "asha",
            ),
            (
                "asvs-c:C.1/response/interface.pads@pro",
                "Fitted, and closed.",
                "asha",
            ),
            (
                "document/result/debug-ports.genuine+factory",
                "pass",
                "ravi",
            ),
            (
                "asvs-c:C.1/verdict/debug-ports/interface.console@CAM-1",
                "fail",
                "ravi",
            ),
            (
                "asvs-c:C.1/verdict/debug-ports/interface.console@pro",
                "inconclusive",
                "ravi",
            ),
            (
                "document/confirmed/interface.console",
                "as declared",
                "ravi",
            ),
        ] {
            place.fine(&["answer", "d", slot, value, "--as", person]);
        }
        place
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Returns the text of a file as it is.
    pub fn raw(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    /// Returns the text of a file without ids and hashes.
    pub fn read(&self, name: &str) -> String {
        self.shortened(&self.raw(name))
    }

    /// Changes a file; the piece that is replaced stands in it once.
    #[track_caller]
    pub fn edit(&self, name: &str, piece: &str, other: &str) {
        let text = self.raw(name);
        assert_eq!(text.matches(piece).count(), 1, "{piece:?} in {text}");
        self.write(name, text.replace(piece, other));
    }

    /// Adds to the end of a file.
    pub fn append(&self, name: &str, more: &str) {
        let text = fs::read_to_string(self.path(name)).unwrap_or_default();
        self.write(name, format!("{text}{more}"));
    }

    /// Returns the files of a folder by their paths below it.
    pub fn files(&self, name: &str) -> BTreeMap<String, Vec<u8>> {
        let mut files = BTreeMap::new();
        let root = self.path(name);
        let mut folders = vec![root.clone()];
        while let Some(folder) = folders.pop() {
            for one in fs::read_dir(folder).unwrap() {
                let path = one.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let below = path.strip_prefix(&root).unwrap();
                    let below = below.to_str().unwrap().replace('\\', "/");
                    files.insert(below, fs::read(&path).unwrap());
                }
            }
        }
        files
    }

    /// Returns the files of answers of the dossier `d`.
    pub fn answers(&self) -> BTreeMap<String, Vec<u8>> {
        if self.path("d/answers").exists() {
            self.files("d/answers")
        } else {
            BTreeMap::new()
        }
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_praman"));
        command
            .args(arguments)
            .current_dir(self.folder.path())
            .env_remove("NO_COLOR")
            .env_remove("PRAMAN_OVERLAY")
            .env("SOURCE_DATE_EPOCH", EPOCH)
            .env("COLUMNS", "100")
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Run {
        self.run_with(arguments, b"")
    }

    /// Runs a command that reads something from its standard input.
    pub fn run_with(&self, arguments: &[&str], input: &[u8]) -> Run {
        let mut child = self
            .command(arguments)
            .stdin(Stdio::piped())
            .spawn()
            .unwrap();
        // A command that reads nothing may have closed it.
        let _ = child.stdin.take().unwrap().write_all(input);
        let output = child.wait_with_output().unwrap();
        Run {
            code: output.status.code().unwrap(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// Runs a command in which nothing goes wrong; returns what it said.
    #[track_caller]
    pub fn fine(&self, arguments: &[&str]) -> String {
        let run = self.run(arguments);
        assert_eq!(run.code, 0, "{arguments:?}: {run:?}");
        run.out
    }

    /// Runs a command that is refused; returns the code of each thing that is wrong, and all that it said of them.
    #[track_caller]
    pub fn refused(&self, arguments: &[&str]) -> (Vec<String>, String) {
        let run = self.run(arguments);
        assert_eq!(run.code, 1, "{arguments:?}: {run:?}");
        assert_eq!(run.out, "", "{arguments:?}");
        let codes = run.err.match_indices("error[").map(|(at, found)| {
            let rest = &run.err[at + found.len()..];
            rest.split(']').next().unwrap().to_owned()
        });
        (codes.collect(), run.err.clone())
    }

    /// Shows a run as a person sees it, without ids and hashes.
    pub fn shown(&self, arguments: &[&str]) -> String {
        let run = self.run(arguments);
        let part = |name: &str, text: &str| {
            if text.is_empty() {
                String::new()
            } else {
                format!("-- {name}\n{text}")
            }
        };
        let shown = format!(
            "$ praman {}\n-- exit {}\n{}{}\n",
            arguments.join(" "),
            run.code,
            part("stdout", &run.out),
            part("stderr", &run.err)
        );
        self.shortened(&shown)
    }

    /// Puts a word in the place of each id and hash.
    pub fn shortened(&self, text: &str) -> String {
        let mut short = String::new();
        let mut digits = String::new();
        for letter in text.chars().chain([' ']) {
            if letter.is_ascii_hexdigit() {
                digits.push(letter);
                continue;
            }
            let is_hash = matches!(digits.len(), 32 | 64);
            short.push_str(if is_hash { "HASH" } else { &digits });
            digits.clear();
            short.push(letter);
        }
        short.pop();
        short
    }
}
