//! Takes in what packages bring beside answers. A file is that of the party that keeps it: its newest package counts.

use std::collections::BTreeMap;

use serde::Serialize;

use super::brings::hashes;
use super::packages::Incoming;
use crate::answers::{FileHash, PackageOrder, Register};
use crate::cli::dossier::change::Author;
use crate::cli::dossier::codes;
use crate::cli::dossier::desk::{Desk, holder_of};
use crate::cli::evidence::SAMPLES_FILE;
use crate::cli::session::{FOUND_FILE, Stop};
use crate::diag::{Diagnostic, Diagnostics};
use crate::intake::{NamesPeople, render_register, render_samples};
use crate::model::Office;
use crate::project::{Disk, Dossier, Spot, digest_of_file, look_at_spot, register_path};

/// What became of a file of a package.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum FileOutcome {
    /// It is in the folder now.
    Taken,
    /// The folder had it.
    AlreadySo,
    /// A newer package of its party has been imported, or the folder is that of its party.
    Older,
    /// It was not taken, for a reason that is said.
    NotTaken,
}

impl FileOutcome {
    /// Returns the word of a receipt.
    pub fn word(self) -> &'static str {
        match self {
            Self::Taken => "taken",
            Self::AlreadySo => "already so",
            Self::Older => "older",
            Self::NotTaken => "not taken",
        }
    }
}

/// What became of a file of a package.
#[derive(Debug, Clone, Serialize)]
pub(super) struct FileReceipt {
    /// Its path below the folder of the dossier.
    pub path: String,
    /// What became of it.
    pub outcome: FileOutcome,
    /// Why it was not taken.
    pub why: Option<String>,
}

/// The newest packages of which files are in force, by party and path.
#[derive(Debug, Default)]
pub(super) struct Newest(BTreeMap<(String, String), PackageOrder>);

impl Newest {
    /// Finds them in the journal of a dossier.
    pub fn of(dossier: &Dossier) -> Self {
        let mut newest = Self::default();
        for received in dossier.journal.received() {
            for path in &received.files {
                newest.raise(&received.from, path, received.order());
            }
        }
        newest
    }

    fn raise(&mut self, from: &str, path: &str, order: PackageOrder) {
        let known = self.0.entry((from.to_owned(), path.to_owned()));
        let known = known.or_insert_with(|| order.clone());
        if *known < order {
            *known = order;
        }
    }

    /// Says whether a package is newer than all of its party whose file of this path was taken.
    pub fn is_newer(&self, package: &Incoming, path: &str) -> bool {
        let key = (package.manifest.from.clone(), path.to_owned());
        let known = self.0.get(&key);
        known.is_none_or(|known| *known < package.manifest.order())
    }

    /// Says whether a file of this path was ever taken from a party.
    pub fn has(&self, from: &str, path: &str) -> bool {
        let key = (from.to_owned(), path.to_owned());
        self.0.contains_key(&key)
    }

    /// Notes that the file of a package is in force.
    pub fn note(&mut self, package: &Incoming, path: &str) {
        self.raise(&package.manifest.from, path, package.manifest.order());
    }
}

/// Reports files that the party of a package does not keep.
pub(super) fn check_owners(
    desk: &Desk<'_>,
    packages: &[Incoming],
    diagnostics: &mut Diagnostics,
) -> Result<(), Stop> {
    let holds = |office, party: &str| {
        holder_of(desk.basis.scheme, office).is_some_and(|key| *key == *party)
    };
    for package in packages {
        let from = &*package.manifest.from;
        let is_tester = holds(Office::Tester, from);
        let tells_found = is_tester || holds(Office::Applicant, from);
        let wrong = if package.brings.samples.is_some() && !is_tester {
            SAMPLES_FILE
        } else if package.brings.found.is_some() && !tells_found {
            FOUND_FILE
        } else {
            continue;
        };
        diagnostics.push(codes::not_its_own(&package.name, wrong, from));
        return Err(Stop);
    }
    Ok(())
}

/// Takes in registers, samples and files of evidence.
pub(super) struct TakingFiles<'d> {
    desk: &'d Desk<'d>,
    newest: Newest,
    /// The registers in force, by party.
    registers: BTreeMap<String, Register>,
}

impl<'d> TakingFiles<'d> {
    pub fn new(desk: &'d Desk<'d>) -> Self {
        let registers = desk.beside.registers.iter().map(|draft| &draft.register);
        Self {
            desk,
            newest: Newest::of(desk.dossier),
            registers: registers
                .map(|one| (one.party.clone(), one.clone()))
                .collect(),
        }
    }

    /// Takes in the files of a package; `keys` are those of its people here.
    ///
    /// # Errors
    /// Reports what stands where a file belongs.
    pub fn take(
        &mut self,
        package: &Incoming,
        keys: &BTreeMap<String, String>,
        author: &mut Author<'_>,
    ) -> Result<Vec<FileReceipt>, Box<Diagnostic>> {
        let mut receipts = Vec::new();
        let from = package.manifest.from.clone();
        let mut rename = |key: &mut String| {
            if let Some(here) = keys.get(key) {
                key.clone_from(here);
            }
        };
        if let Some(mut register) = package.brings.register.clone() {
            register.visit_people(&mut rename);
            let path = register_path(&from);
            let text = render_register(&register);
            let receipt = self.replace(package, path, text, author)?;
            if receipt.outcome != FileOutcome::Older {
                self.registers.insert(from.clone(), register);
            }
            receipts.push(receipt);
        }
        if let Some(mut samples) = package.brings.samples.clone() {
            samples.visit_people(&mut rename);
            let text = render_samples(&samples);
            receipts.push(self.replace(package, SAMPLES_FILE.to_owned(), text, author)?);
        }
        let known = hashes(&from, self.registers.get(&from));
        for (path, bytes) in &package.brings.evidence {
            receipts.push(self.put(&known, path, bytes, author)?);
        }
        Ok(receipts)
    }

    /// Puts a file that one party keeps in the place of the folder's copy.
    fn replace(
        &mut self,
        package: &Incoming,
        path: String,
        text: String,
        author: &mut Author<'_>,
    ) -> Result<FileReceipt, Box<Diagnostic>> {
        let is_own = *package.manifest.from == *self.desk.dossier.head.holder;
        let outcome = if is_own || !self.newest.is_newer(package, &path) {
            FileOutcome::Older
        } else {
            self.newest.note(package, &path);
            match self.look(&path, text.as_bytes())? {
                Spot::LeadsOut => return Err(Box::new(leads_out(&path))),
                Spot::Same if !author.writes(&path) => FileOutcome::AlreadySo,
                Spot::Same | Spot::Free | Spot::Other => {
                    let held = digest_of_file(&Disk, &self.desk.folder.join(&path))?;
                    author.replace_file(path.clone(), held, text.into_bytes());
                    FileOutcome::Taken
                }
            }
        };
        Ok(FileReceipt {
            path,
            outcome,
            why: None,
        })
    }

    /// Puts a file of evidence into the folder of its party, if the register in force has it.
    fn put(
        &self,
        known: &BTreeMap<String, FileHash>,
        path: &str,
        bytes: &[u8],
        author: &mut Author<'_>,
    ) -> Result<FileReceipt, Box<Diagnostic>> {
        let is_registered = known.get(path) == Some(&FileHash::of(bytes));
        let spot = self.look(path, bytes)?;
        let (outcome, why) = match spot {
            _ if !is_registered => {
                let why = "the register has another file, or none, in its place";
                (FileOutcome::NotTaken, Some(why.to_owned()))
            }
            Spot::Same => (FileOutcome::AlreadySo, None),
            Spot::LeadsOut => return Err(Box::new(leads_out(path))),
            Spot::Other => {
                let why = "stands where a registered file belongs, and is another one";
                return Err(Box::new(codes::evidence_in_the_way(path, why)));
            }
            Spot::Free => {
                author.replace_file(path.to_owned(), None, bytes.to_vec());
                (FileOutcome::Taken, None)
            }
        };
        Ok(FileReceipt {
            path: path.to_owned(),
            outcome,
            why,
        })
    }

    fn look(&self, path: &str, bytes: &[u8]) -> Result<Spot, Box<Diagnostic>> {
        let hash = FileHash::of(bytes);
        let spot = look_at_spot(&Disk, self.desk.folder, path, hash);
        spot.map_err(|error| {
            let why = format!("cannot be read: {error}");
            Box::new(codes::evidence_in_the_way(path, &why))
        })
    }
}

fn leads_out(path: &str) -> Diagnostic {
    codes::evidence_in_the_way(path, "is behind a link that leads out of the dossier")
}
