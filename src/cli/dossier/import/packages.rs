//! The packages of an import, read and checked.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::brings::{Brings, take_out};
use crate::answers::{FileHash, Head, Person, Sent};
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
    pub brings: Brings,
}

impl Incoming {
    /// Names the people of the package in a head, and returns their keys there.
    pub fn place_people(&self, head: &mut Head) -> BTreeMap<String, String> {
        let people = self.people.iter();
        people
            .map(|(key, person)| (key.clone(), place_person(head, key, person)))
            .collect()
    }
}

/// Returns the key by which a person of a package is named here, after adding the person. A key that is taken by somebody of
/// another party gets that of the party behind it.
fn place_person(head: &mut Head, key: &str, person: &SentPerson) -> String {
    let is_free = |head: &Head, key: &str| {
        let known = head.people.get(key);
        known.is_none_or(|known| known.party == person.party)
    };
    let key = if is_free(head, key) {
        key.to_owned()
    } else {
        format!("{key}-{}", person.party)
    };
    head.people.entry(key.clone()).or_insert_with(|| Person {
        name: person.name.clone(),
        party: person.party.clone(),
        email: None,
    });
    key
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
        let reports = check_package(name, manifest, head);
        let is_wrong = reports.has_errors();
        session.diagnostics.append(reports);
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
    let brings = take_out(path, &manifest.from, &mut files)?;
    Ok(Incoming {
        brings,
        name: path.rsplit('/').next().unwrap_or_default().to_owned(),
        sha256: FileHash::of(&bytes).to_string(),
        bytes,
        manifest,
        sent,
        people: people.unwrap_or_default(),
        product,
    })
}
