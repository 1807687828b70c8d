//! Registers files: which numbers they get, and what is to be written.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};

use super::codes;
use super::hash::{Unhashed, hash_file, read_hashed};
use super::inside::{Lies, locate};
use super::load::{evidence_folder, register_path};
use crate::answers::{
    Cause, EvidenceNumber, FileHash, Filed, FiledPart, Kept, Piece, PieceText, Register, Registered,
};
use crate::diag::{Diagnostic, Diagnostics};
use crate::intake::{keep_comments, piece_text, render_register};
use crate::project::codes::reason;
use crate::project::files::{FileSystem, Kind};
use crate::project::load::{MAX_FILE, find_files};
use crate::project::names::{safe_name, shown};

/// What is said of files that are to be registered.
#[derive(Debug, Clone)]
pub struct NewEvidence<'n> {
    /// What is said of each: kinds, what it covers, texts. A piece without a title gets the name of its file.
    pub piece: &'n Piece,
    /// Where the files are kept.
    pub keeping: Keeping,
}

/// Where files are kept that are registered.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Keeping {
    /// In the evidence folder: those that are not there yet are copied.
    #[default]
    InFolder,
    /// Where they are: the register keeps the place and the hash.
    Elsewhere,
}

/// Files that are to be registered, and what that changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Addition {
    /// The register with them.
    pub register: Register,
    /// What became of each file, in the order of their paths.
    pub registered: Vec<(PathBuf, Registered)>,
    /// What is to be written: paths below the folder of the dossier, with forward slashes, each with its new content.
    pub files: Vec<(String, Option<Vec<u8>>)>,
    /// What that changes in the register, for the journal; `None` if nothing.
    pub filed: Option<Filed>,
}

/// Finds what it takes to register files, and the files of folders, for a party. Writes nothing.
///
/// # Errors
/// Returns why a file cannot be registered; then none is.
pub fn plan_addition(
    files: &dyn FileSystem,
    folder: &Path,
    register: &Register,
    new: &NewEvidence<'_>,
    paths: &[PathBuf],
) -> Result<Addition, Diagnostics> {
    let mut adder = Adder {
        files,
        root: folder.join(evidence_folder(&register.party)),
        new,
        register: register.clone(),
        registered: Vec::new(),
        copies: BTreeMap::new(),
        names: names_in(register),
    };
    let mut diagnostics = Diagnostics::new();
    for path in paths {
        for (top, path) in adder.files_at(path, &mut diagnostics) {
            if let Err(found) = adder.add(top.as_deref(), &path) {
                diagnostics.push(*found);
            }
        }
    }
    if diagnostics.is_empty() {
        let written = files.read(&folder.join(register_path(&register.party)));
        let written = written.unwrap_or_default();
        Ok(adder.finish(register, &String::from_utf8_lossy(&written)))
    } else {
        Err(diagnostics)
    }
}

struct Adder<'a> {
    files: &'a dyn FileSystem,
    /// The evidence folder of the party.
    root: PathBuf,
    new: &'a NewEvidence<'a>,
    register: Register,
    registered: Vec<(PathBuf, Registered)>,
    /// Copies to be made, by their names in small letters: some disks do not distinguish `A` and `a`.
    copies: BTreeMap<String, (String, Vec<u8>)>,
    /// The files that were registered before, by their names in small letters.
    names: BTreeMap<String, EvidenceNumber>,
}

/// A file to register, and the folder in which it was found, out of which no link may lead; `None` if somebody named it.
type ToAdd = (Option<PathBuf>, PathBuf);

fn names_in(register: &Register) -> BTreeMap<String, EvidenceNumber> {
    let pieces = register.pieces.iter();
    pieces
        .filter_map(|(number, piece)| Some((piece.file()?.to_lowercase(), number.clone())))
        .collect()
}

type Refused = Box<Diagnostic>;

impl Adder<'_> {
    /// Returns a file, or the files of a folder.
    fn files_at(&self, path: &Path, diagnostics: &mut Diagnostics) -> Vec<ToAdd> {
        let why = match self.files.kind(path) {
            Ok(Some(Kind::File)) => return vec![(None, path.to_path_buf())],
            Ok(Some(Kind::Folder)) => {
                let found = diagnostics.take(find_files(self.files, path, is_kept));
                if found.is_empty() {
                    diagnostics.push(codes::not_added(&shown(path), "there is no file in it"));
                }
                let found = found.into_iter();
                return found.map(|file| (Some(path.to_path_buf()), file)).collect();
            }
            Ok(None) => "it is not there".to_owned(),
            Ok(Some(Kind::Dangling)) => "it is a link that leads nowhere".to_owned(),
            Ok(Some(Kind::Other)) => "it is a pipe or a device".to_owned(),
            Err(error) => reason(&error),
        };
        diagnostics.push(codes::not_added(&shown(path), &why));
        Vec::new()
    }

    fn add(&mut self, top: Option<&Path>, path: &Path) -> Result<(), Refused> {
        let failed = |error| Box::new(codes::failed(&shown(path), &error));
        let is_in_folder = matches!(self.files.kind(&self.root), Ok(Some(Kind::Folder)));
        let lies = if is_in_folder {
            locate(self.files, &self.root, path).map_err(failed)?
        } else {
            Lies::Outside
        };
        if lies == Lies::LeadsOut || self.leads_out(top, path).map_err(failed)? {
            return Err(Box::new(codes::leads_out(&shown(path))));
        }
        let registered = match (lies, self.new.keeping) {
            (Lies::Inside(below), _) => self.register_inside(&below, path)?,
            (Lies::Outside | Lies::LeadsOut, Keeping::InFolder) => self.register_copy(path)?,
            (Lies::Outside | Lies::LeadsOut, Keeping::Elsewhere) => {
                let hash = hash_file(self.files, path).map_err(|why| refused(path, why))?;
                let piece = self.piece(path, Kept::Elsewhere(shown(path)), hash);
                self.register.pieces.register(piece)
            }
        };
        self.registered.push((path.to_path_buf(), registered));
        Ok(())
    }

    /// Says whether a link leads out of the folder in which a file was found.
    fn leads_out(&self, top: Option<&Path>, path: &Path) -> io::Result<bool> {
        Ok(match top {
            Some(top) => !self
                .files
                .resolve(path)?
                .starts_with(self.files.resolve(top)?),
            None => false,
        })
    }

    /// Registers a file that is in the evidence folder already.
    fn register_inside(&mut self, below: &Path, path: &Path) -> Result<Registered, Refused> {
        let below = shown(below);
        let hash = hash_file(self.files, path).map_err(|why| refused(path, why))?;
        if below.contains([':', '\\']) {
            let why = "its name holds `:` or `\\`, which some systems do not take";
            return Err(Box::new(codes::not_added(&shown(path), why)));
        }
        if let Some(number) = self.registered_otherwise(&below, hash) {
            return Err(Box::new(codes::known_otherwise(&shown(path), &number)));
        }
        let piece = self.piece(path, Kept::File(below), hash);
        Ok(self.register.pieces.register(piece))
    }

    /// Returns the number of a file that was registered with another hash.
    fn registered_otherwise(&self, below: &str, hash: FileHash) -> Option<EvidenceNumber> {
        let number = self.names.get(&below.to_lowercase())?;
        let piece = self.register.pieces.get(number)?;
        (piece.sha256 != Some(hash)).then(|| number.clone())
    }

    /// Registers a file that is to be copied into the evidence folder.
    fn register_copy(&mut self, path: &Path) -> Result<Registered, Refused> {
        let length = self.files.length(path);
        let length = length.map_err(|error| Box::new(codes::failed(&shown(path), &error)))?;
        if length > MAX_FILE {
            return Err(Box::new(codes::too_large(&shown(path), MAX_FILE)));
        }
        let (bytes, hash) = read_hashed(self.files, path).map_err(|why| refused(path, why))?;
        let name = self.free_name(path);
        let piece = self.piece(path, Kept::File(name.clone()), hash);
        let registered = self.register.pieces.register(piece);
        if matches!(registered, Registered::New(_)) {
            self.copies.insert(name.to_lowercase(), (name, bytes));
        }
        Ok(registered)
    }

    /// Returns the name of a copy: that of the file, after its number where another file has the name.
    fn free_name(&self, path: &Path) -> String {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let name = safe_name(&name);
        let is_free = |name: &str| {
            let small = name.to_lowercase();
            let is_there = !matches!(self.files.kind(&self.root.join(name)), Ok(None));
            !is_there && !self.names.contains_key(&small) && !self.copies.contains_key(&small)
        };
        if is_free(&name) {
            return name;
        }
        let next = self.register.pieces.next();
        let mut numbered = format!("{next}-{name}");
        while !is_free(&numbered) {
            numbered = format!("{next}-{numbered}");
        }
        numbered
    }

    fn piece(&self, path: &Path, kept: Kept, hash: FileHash) -> Piece {
        let mut piece = Piece {
            kept,
            sha256: Some(hash),
            ..self.new.piece.clone()
        };
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        let stem = shown(Path::new(&*stem));
        piece.texts.entry(PieceText::Title).or_insert(stem);
        piece
    }

    /// Gathers what is to be written; `written` is the text of the register as it is.
    fn finish(mut self, before: &Register, written: &str) -> Addition {
        let folder = evidence_folder(&self.register.party);
        let copies = std::mem::take(&mut self.copies).into_values();
        let copies = copies.map(|(name, bytes)| (format!("{folder}/{name}"), Some(bytes)));
        let mut files: Vec<_> = copies.collect();
        files.sort();
        let change = self.change(before, &files);
        if self.register != *before {
            let text = keep_comments(written, render_register(&self.register));
            let path = register_path(&self.register.party);
            files.push((path, Some(text.into_bytes())));
        }
        Addition {
            register: self.register,
            registered: self.registered,
            files,
            filed: change,
        }
    }

    /// Returns what changes in the register, piece by piece.
    fn change(&self, before: &Register, added: &[(String, Option<Vec<u8>>)]) -> Option<Filed> {
        let folder = evidence_folder(&self.register.party);
        let copied: BTreeSet<&str> = added.iter().map(|(path, _)| path.as_str()).collect();
        let numbers = self.registered.iter().map(|(_, one)| one.number());
        let numbers: BTreeSet<&EvidenceNumber> = numbers.collect();
        let parts = numbers.into_iter().filter_map(|number| {
            let [earlier, now] = [before, &self.register].map(|one| one.pieces.get(number));
            let path = now?.file().map(|file| format!("{folder}/{file}"));
            let is_copied = |path: &String| earlier.is_none() && copied.contains(path.as_str());
            (earlier != now).then(|| FiledPart {
                name: number.to_string(),
                before: earlier.map(|piece| piece_text(number, piece)),
                after: now.map(|piece| piece_text(number, piece)),
                copied: path.filter(is_copied),
            })
        });
        let parts: Vec<FiledPart> = parts.collect();
        let is_changed = !parts.is_empty();
        is_changed.then(|| Filed {
            cause: Cause::Evidence,
            file: register_path(&self.register.party),
            parts,
            kept: None,
        })
    }
}

fn refused(path: &Path, why: Unhashed) -> Refused {
    Box::new(match why {
        Unhashed::Moving => codes::moving(&shown(path)),
        Unhashed::Failed(error) => codes::failed(&shown(path), &error),
    })
}

/// Says whether a file of a folder is meant to be registered: systems and editors leave others there.
fn is_kept(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let is_left = ["thumbs.db", "desktop.ini"].contains(&name.to_lowercase().as_str());
    !is_left && !name.starts_with('.') && !name.starts_with("~$")
}
