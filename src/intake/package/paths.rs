//! Which paths a package may hold.

use std::collections::{BTreeMap, BTreeSet};

use unicode_normalization::UnicodeNormalization;

/// The file that says what the others are.
pub(super) const MANIFEST: &str = "manifest.json";

/// The most bytes of a path.
const LONGEST: usize = 400;

/// Names that Windows keeps for devices, whatever stands after a dot.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];

/// Paths, of which no two are one file on any system.
#[derive(Default)]
pub(super) struct Paths {
    /// Paths and those of their folders, by what systems compare that pass over case and composition.
    known: BTreeMap<String, String>,
    /// What systems compare of the files alone.
    files: BTreeSet<String>,
}

impl Paths {
    /// Adds the path of a file, or returns why it has no place in a package.
    pub(super) fn add(&mut self, path: &str) -> Result<(), String> {
        check_path(path)?;
        if folded(path) == MANIFEST {
            return Err("which is the name of the manifest".to_owned());
        }
        let mut end = 0;
        for part in path.split('/') {
            end += part.len();
            let start = path.get(..end).unwrap_or_default();
            self.add_start(start, start.len() == path.len())?;
            end += 1;
        }
        Ok(())
    }

    /// Adds a path or the folder of one.
    fn add_start(&mut self, start: &str, is_file: bool) -> Result<(), String> {
        let key = folded(start);
        if self.known.get(&key).is_some_and(|known| known != start) {
            return Err("whose name some systems do not tell from that of another file".to_owned());
        }
        if self.files.contains(&key) || (is_file && self.known.contains_key(&key)) {
            return Err("which is there twice, or is a file and a folder".to_owned());
        }
        self.known.insert(key.clone(), start.to_owned());
        if is_file {
            self.files.insert(key);
        }
        Ok(())
    }
}

/// Returns a path as systems compare it that pass over case and composition.
fn folded(path: &str) -> String {
    let composed: String = path.nfc().collect();
    composed.to_lowercase().nfc().collect()
}

fn check_path(path: &str) -> Result<(), String> {
    if path.len() > LONGEST {
        return Err(format!("whose path is longer than {LONGEST} bytes"));
    }
    let is_odd = |letter: char| letter.is_control() || "\\:*?\"<>|".contains(letter);
    if path.contains(is_odd) {
        return Err("whose path has a letter that some systems do not take".to_owned());
    }
    let leads_out = |part: &str| part.is_empty() || part == "." || part == "..";
    if path.split('/').any(leads_out) {
        return Err("whose path leads out of the package or has an empty part".to_owned());
    }
    if path.split('/').any(is_changed) {
        return Err("whose path Windows takes for another one".to_owned());
    }
    Ok(())
}

/// Says whether Windows reads a name as something else: a device, or the name without its end.
fn is_changed(part: &str) -> bool {
    let stem = part.split('.').next().unwrap_or_default().trim_end();
    let stem = stem.to_ascii_lowercase();
    let mut ports = ["com", "lpt"].into_iter();
    let number = ports.find_map(|port| stem.strip_prefix(port));
    let is_port = number.is_some_and(|number| number.chars().count() == 1);
    part.ends_with([' ', '.']) || is_port || DEVICES.contains(&stem.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Adds paths; says what is wrong with the last.
    fn wrong(paths: &[&str]) -> Option<String> {
        let mut known = Paths::default();
        let added: Vec<Result<(), String>> = paths.iter().map(|path| known.add(path)).collect();
        added.into_iter().last().and_then(Result::err)
    }

    #[test]
    fn paths_of_packages_are_taken() {
        let paths = [
            "product.yaml",
            "evidence/vendor/caf\u{e9} (1).pdf",
            "evidence/vendor/b",
        ];
        assert_eq!(wrong(&paths), None);
    }

    #[test]
    fn paths_that_have_no_place_are_refused() {
        for path in [
            "",
            "/etc/passwd",
            "../a",
            "a/../b",
            "a//b",
            "./a",
            "a/",
            "c:\\a",
            "c:a",
            "a\\b",
            "a\nb",
            "nul",
            "a/Con.txt",
            "com1",
            "LPT9.x",
            "a.",
            "a /b",
            "Manifest.json",
        ] {
            assert!(wrong(&[path]).is_some(), "{path}");
        }
        assert!(wrong(&[&"a".repeat(401)]).is_some());
    }

    #[test]
    fn no_two_paths_are_one_file() {
        for [first, second] in [
            ["a", "a"],
            ["a", "A"],
            ["a", "a/b"],
            ["a/b", "a"],
            ["a/b", "A/c"],
            ["\u{e9}", "e\u{301}"],
        ] {
            assert!(wrong(&[first, second]).is_some(), "{first} {second}");
        }
    }
}
