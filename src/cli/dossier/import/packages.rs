//! The packages of an import, read and checked.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::answers::{FileHash, Head, Sent};
use crate::cli::dossier::codes;
use crate::cli::session::{PRODUCT_FILE, Session, Stop};
use crate::diag::Diagnostic;
use crate::intake::{
    ANSWERS_FILE, Limits, Manifest, PEOPLE_FILE, Package, SentPerson, check_package, read_package,
    read_people, read_sent,
};
use crate::project::{Disk, FileSystem, shown};

/// A package that came in.
pub(in crate::cli::dossier) struct Incoming {
    /// The name of the file, without its folder.
    pub name: String,
    pub bytes: Vec<u8>,
    /// The SHA-256 of the bytes, as 64 hexadecimal digits.
    pub sha256: String,
    pub manifest: Manifest,
    pub sent: Vec<Sent>,
    pub people: BTreeMap<String, SentPerson>,
    pub product: Option<String>,
}

/// Reads packages for a folder, and stops if one of them does not belong there.
pub(super) fn read_packages(
    session: &mut Session,
    files: &[PathBuf],
    head: &Head,
) -> Result<Vec<Incoming>, Stop> {
    let mut packages = Vec::new();
    for file in files {
        let package = session.keep(open_package(file))?;
        let Incoming { name, manifest, .. } = &package;
        let found = check_package(name, manifest, head);
        let is_wrong = found.has_errors();
        session.diagnostics.append(found);
        if is_wrong {
            return Err(Stop);
        }
        packages.push(package);
    }
    Ok(packages)
}

/// Opens a package.
///
/// # Errors
/// Returns what is wrong with it.
pub(in crate::cli::dossier) fn open_package(file: &Path) -> Result<Incoming, Box<Diagnostic>> {
    let path = shown(file);
    let limits = Limits::default();
    let missing = |error| Box::new(codes::no_package(&path, &error));
    let length = Disk.length(file).map_err(missing)?;
    if length > limits.bytes {
        return Err(Box::new(codes::package_too_large(&path, limits.bytes)));
    }
    let bytes = Disk.read(file).map_err(missing)?;
    let package = read_package(&path, &bytes, &limits)?;
    incoming(&path, bytes, package)
}

fn incoming(path: &str, bytes: Vec<u8>, package: Package) -> Result<Incoming, Box<Diagnostic>> {
    let Package {
        manifest,
        mut files,
    } = package;
    let wrong = |part: &str, why: &str| Box::new(codes::incomplete(path, part, why));
    let mut part = |name: &str| {
        let bytes = files.remove(name);
        let text = bytes.map(String::from_utf8).transpose();
        text.map_err(|_| wrong(name, "is not UTF-8"))
    };
    let product = part(PRODUCT_FILE)?;
    let (answers, people) = (part(ANSWERS_FILE)?, part(PEOPLE_FILE)?);
    let answers = answers.ok_or_else(|| wrong(ANSWERS_FILE, "is missing"))?;
    let sent = read_sent(&answers).map_err(|why| wrong(ANSWERS_FILE, &format!(": {why}")))?;
    let people = people.map(|text| read_people(&text)).transpose();
    let people = people.map_err(|why| wrong(PEOPLE_FILE, &format!("cannot be read: {why}")))?;
    Ok(Incoming {
        name: path.rsplit('/').next().unwrap_or_default().to_owned(),
        sha256: FileHash::of(&bytes).to_string(),
        bytes,
        manifest,
        sent,
        people: people.unwrap_or_default(),
        product,
    })
}
