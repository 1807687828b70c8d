//! Lists the shipped scheme for the binary, so that it works without any file beside it.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

/// Folders of the repository that are part of the binary.
const SHIPPED: [&str; 4] = ["requirements", "levels", "templates", "docs/diagnostics"];

fn main() -> io::Result<()> {
    let root = folder("CARGO_MANIFEST_DIR")?;
    let mut files = Vec::new();
    tell_cargo("docs");
    for name in SHIPPED {
        let shipped = root.join(name);
        if shipped.is_dir() {
            tell_cargo(name);
            collect(&shipped, &mut files)?;
        }
    }
    files.sort();
    let mut list = String::from("&[\n");
    for file in &files {
        let name = file.strip_prefix(&root).unwrap_or(file);
        let name = name.to_string_lossy().replace('\\', "/");
        let place = file.to_string_lossy();
        // Writing into a text cannot fail.
        let _ = writeln!(list, "    ({name:?}, include_bytes!({place:?})),");
    }
    list.push_str("]\n");
    fs::write(folder("OUT_DIR")?.join("shipped.rs"), list)
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
