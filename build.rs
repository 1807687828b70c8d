//! Lists the shipped scheme and templates for the binary, so that it works without any file beside it.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

/// Folders of the repository that the scheme in the binary consists of, and the pages on codes.
const SCHEME: [&str; 3] = ["requirements", "levels", "docs/diagnostics"];

/// The folder of the templates in the binary.
const TEMPLATES: &str = "templates";

fn main() -> io::Result<()> {
    let root = folder("CARGO_MANIFEST_DIR")?;
    tell_cargo("docs");
    let mut scheme = Vec::new();
    for name in SCHEME {
        list(&root, name, &mut scheme)?;
    }
    write("shipped.rs", "include_bytes", &root, scheme)?;
    let mut templates = Vec::new();
    list(&root, TEMPLATES, &mut templates)?;
    write(
        "templates.rs",
        "include_str",
        &root.join(TEMPLATES),
        templates,
    )
}

/// Lists the files of a folder of the repository, if it is there.
fn list(root: &Path, name: &str, files: &mut Vec<PathBuf>) -> io::Result<()> {
    let shipped = root.join(name);
    if shipped.is_dir() {
        tell_cargo(name);
        collect(&shipped, files)?;
    }
    Ok(())
}

/// Writes a list of files, each by its path below a folder and with what a macro includes of it.
fn write(list: &str, include: &str, below: &Path, mut files: Vec<PathBuf>) -> io::Result<()> {
    files.sort();
    let mut text = String::from("&[\n");
    for file in &files {
        let name = file.strip_prefix(below).unwrap_or(file);
        let name = name.to_string_lossy().replace('\\', "/");
        let place = file.to_string_lossy();
        // Writing into a text cannot fail.
        let _ = writeln!(text, "    ({name:?}, {include}!({place:?})),");
    }
    text.push_str("]\n");
    fs::write(folder("OUT_DIR")?.join(list), text)
}

fn folder(variable: &str) -> io::Result<PathBuf> {
    let unset = || io::Error::other(format!("cargo sets {variable}"));
    env::var_os(variable).map(PathBuf::from).ok_or_else(unset)
}

/// Cargo looks into the folder: files that come or go are noticed too.
fn tell_cargo(name: &str) {
    println!("cargo::rerun-if-changed={name}");
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let hidden = path
            .file_name()
            .is_none_or(|name| name.to_string_lossy().starts_with('.'));
        if path.is_dir() {
            collect(&path, files)?;
        } else if !hidden {
            files.push(path);
        }
    }
    Ok(())
}
