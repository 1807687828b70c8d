//! What packages bring beside answers: a register, files of evidence, found entries, samples.

use std::collections::BTreeMap;

use crate::answers::{FileHash, Register, SampleList};
use crate::cli::dossier::codes;
use crate::cli::evidence::SAMPLES_FILE;
use crate::cli::session::FOUND_FILE;
use crate::diag::{Checked, Diagnostic, Severity};
use crate::intake::{read_register, read_samples};
use crate::project::{evidence_folder, register_path};
use crate::source::{FileId, Sources};

/// The folder of registers and of evidence.
const EVIDENCE: &str = "evidence/";

/// The files of a package, by their paths.
type Files = BTreeMap<String, Vec<u8>>;

/// What a package brings beside answers.
#[derive(Debug, Default)]
pub(in crate::cli::dossier) struct Brings {
    /// The register of the party that made it.
    pub register: Option<Register>,
    /// Files of evidence, by their paths below the folder of a dossier. Each is in the register, with its hash.
    pub evidence: Files,
    /// The text of the file of found entries.
    pub found: Option<String>,
    pub samples: Option<SampleList>,
}

/// Takes out of a package what it brings beside answers. `name` is how messages name the package.
///
/// # Errors
/// Reports a file that cannot be read, one of another party, and evidence that is not what the register says.
pub(super) fn take_out(
    name: &str,
    from: &str,
    files: &mut Files,
) -> Result<Brings, Box<Diagnostic>> {
    let mut brings = Brings::default();
    let path = register_path(from);
    if let Some(text) = text(name, &path, files)? {
        let register = parse(name, &path, &text, read_register)?;
        let register = register.map(|draft| draft.register);
        let register = register.filter(|register| register.party == from);
        let wrong = || Box::new(codes::incomplete(name, &path, "is that of another party"));
        brings.register = Some(register.ok_or_else(wrong)?);
    }
    brings.found = text(name, FOUND_FILE, files)?;
    if let Some(text) = text(name, SAMPLES_FILE, files)? {
        let draft = parse(name, SAMPLES_FILE, &text, read_samples)?;
        brings.samples = Some(draft.list);
    }
    let evidence = files.range(EVIDENCE.to_owned()..);
    let evidence = evidence.take_while(|(path, _)| path.starts_with(EVIDENCE));
    let evidence: Vec<String> = evidence.map(|(path, _)| path.clone()).collect();
    let known = hashes(from, brings.register.as_ref());
    for path in evidence {
        let bytes = files.remove(&path).unwrap_or_default();
        check_evidence(name, from, &known, &path, &bytes)?;
        brings.evidence.insert(path, bytes);
    }
    Ok(brings)
}

/// Returns the text of a file of a package, if it is there.
fn text(name: &str, path: &str, files: &mut Files) -> Result<Option<String>, Box<Diagnostic>> {
    let text = files.remove(path).map(String::from_utf8).transpose();
    text.map_err(|_| Box::new(codes::incomplete(name, path, "is not UTF-8")))
}

/// Reads a text, or says what is wrong with it first.
fn parse<T>(
    name: &str,
    path: &str,
    text: &str,
    read: impl Fn(FileId, &str) -> Checked<T>,
) -> Result<T, Box<Diagnostic>> {
    let file = Sources::default().add(path, text);
    let read = read(file, text);
    let mut errors = read.diagnostics.iter();
    match errors.find(|one| one.code.severity == Severity::Error) {
        Some(first) => {
            let why = format!("cannot be read: {}", first.message);
            Err(Box::new(codes::incomplete(name, path, &why)))
        }
        None => Ok(read.value),
    }
}

/// Returns the hashes of the registered files, by their paths below the folder of a dossier.
pub(super) fn hashes(from: &str, register: Option<&Register>) -> BTreeMap<String, FileHash> {
    let folder = evidence_folder(from);
    let pieces = register.into_iter().flat_map(|one| one.pieces.iter());
    let files = pieces.filter_map(|(_, piece)| {
        let path = format!("{folder}/{}", piece.file()?);
        Some((path, piece.sha256?))
    });
    files.collect()
}

fn check_evidence(
    name: &str,
    from: &str,
    known: &BTreeMap<String, FileHash>,
    path: &str,
    bytes: &[u8],
) -> Result<(), Box<Diagnostic>> {
    if !path.starts_with(&format!("{}/", evidence_folder(from))) {
        return Err(Box::new(codes::not_its_own(name, path, from)));
    }
    let why = match known.get(path) {
        Some(hash) if *hash == FileHash::of(bytes) => return Ok(()),
        Some(_) => "does not have the hash that the register gives",
        None => "is not in the register of the package",
    };
    Err(Box::new(codes::not_registered(name, path, why)))
}
