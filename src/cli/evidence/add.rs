//! `praman evidence add`: registers files.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::folder::Folder;
use super::opened::{Opened, open_lists};
use super::unsaid::no_kind;
use crate::answers::{
    Digest, EvidenceNumber, Exchange, Exchanged, NOBODY, Piece, PieceText, Register, Registered,
    letters_of,
};
use crate::cli::codes;
use crate::cli::dossier::{self, now};
use crate::cli::session::{SchemeArguments, Session, Stop};
use crate::cli::terminal::{Answer, Lines, Terminal};
use crate::diag::{Diagnostic, Diagnostics};
use crate::holdings::submit_pieces;
use crate::intake::{read_register, render_register};
use crate::model::{Date, Scheme, Target};
use crate::product::Product;
use crate::project::{
    Addition, Disk, DossierChanges, FileChange, FileSystem, Keeping, MEANWHILE, NewEvidence,
    change_files, digest_of_file, evidence_folder, load_dossier, plan_addition, register_path,
    shown, write_dossier,
};

/// Register files as evidence, each under a number that is given once
///
/// Files that are not in the evidence folder of the party yet are copied there. A file that is registered already keeps its
/// number; kinds, and what it covers, are added to it. Of a folder, all files are registered.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Register in the folder of this dossier
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Register these files, and the files of these folders
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// Name the kinds of evidence that they are
    #[arg(long = "for", value_name = "KIND", value_delimiter = ',')]
    kinds: Vec<String>,
    /// Name the entries, as interface.console, and the controls that they cover; without it, the whole product
    #[arg(long, value_name = "ENTRY", value_delimiter = ',')]
    covers: Vec<String>,
    /// Register for this party; without it, for the one whose folder it is
    #[arg(long, value_name = "PARTY")]
    party: Option<String>,
    /// Leave the files where they are, and keep their places and hashes alone
    #[arg(long)]
    elsewhere: bool,
    /// Give them this title; without it, each has the name of its file
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// Give the number of the document
    #[arg(long, value_name = "NUMBER")]
    document: Option<String>,
    /// Give the issue of the document
    #[arg(long, value_name = "ISSUE")]
    issue: Option<String>,
    /// Give the date of the document, as 2026-01-31
    #[arg(long, value_name = "DATE")]
    date: Option<String>,
    /// Give the language, as en
    #[arg(long, value_name = "LANGUAGE")]
    language: Option<String>,
    /// Give the page, or the address for mail, where it can be verified
    #[arg(long, value_name = "LINK")]
    link: Option<String>,
    /// Name the person who registers them, by the key under `people` in dossier.yaml, for the journal
    #[arg(long = "as", value_name = "PERSON")]
    person: Option<String>,
    #[command(flatten)]
    scheme: SchemeArguments,
}

pub(super) fn add(arguments: &Arguments, terminal: Terminal) -> Answer {
    let date = arguments.date.as_deref().map(Date::parse);
    if date == Some(None) {
        return Answer::usage("`--date` takes a date such as 2026-01-31 or 2026-01");
    }
    let mut session = Session::default();
    let result = register(&mut session, arguments, date.flatten());
    session.finish(result, terminal)
}

/// How often registering begins again where other commands register at the same time.
const TRIES: usize = 50;

fn register(
    session: &mut Session,
    arguments: &Arguments,
    date: Option<Date>,
) -> Result<String, Stop> {
    let folder = Folder::open(session, &arguments.folder)?;
    let party = folder.party(session, arguments.party.as_deref())?;
    let (scheme, product) = folder.basis(session, &arguments.scheme)?;
    if scheme.parties.find(&party).is_none() {
        return session.fail(codes::unknown_party(&scheme, &party));
    }
    let registering = Registering {
        folder: &folder,
        party: &party,
        scheme: &scheme,
        product: product.as_ref(),
        arguments,
        piece: piece_of(arguments, date),
    };
    check_person(session, &folder, &party, arguments.person.as_deref())?;
    if folder.head.is_none() {
        // Nobody else registers until this is written.
        let held = Disk.hold(folder.path);
        let held = held.map_err(|error| Box::new(codes::not_held(folder.path, &error)));
        let _held = session.keep(held)?;
        let planned = registering.plan(session)?;
        write(session, folder.path, &planned.addition)?;
        return Ok(say(session, &scheme, planned));
    }
    let mut tries = 1..TRIES;
    loop {
        let planned = registering.plan(session)?;
        match registering.write(session, &planned)? {
            Ok(()) => return Ok(say(session, &scheme, planned)),
            // What another command wrote meanwhile is read, and comes first.
            Err(report) if report.code.id == MEANWHILE.id && tries.next().is_some() => {}
            Err(report) => return session.fail(*report),
        }
    }
}

/// Files that are to be registered, and where.
struct Registering<'r> {
    folder: &'r Folder<'r>,
    party: &'r str,
    scheme: &'r Scheme,
    product: Option<&'r Product>,
    arguments: &'r Arguments,
    piece: Piece,
}

/// What files held when they were read, by their path below the folder.
type ReadFiles = Vec<(String, Option<Digest>)>;

/// What it takes to register files.
struct Planned {
    addition: Addition,
    /// What the files that this replaces hold now.
    read: ReadFiles,
    /// What the files say that praman can read.
    opened: Opened,
}

impl Registering<'_> {
    /// Finds what it takes to register the files.
    fn plan(&self, session: &mut Session) -> Result<Planned, Stop> {
        let path = register_path(self.party);
        let digest = digest_of_file(&Disk, &self.folder.path.join(&path));
        let digest = session.keep(digest)?;
        let registers = self.folder.registers(session)?;
        let own = registers.into_iter().map(|draft| draft.register);
        let own = own
            .into_iter()
            .find(|register| register.party == self.party);
        let before = own.unwrap_or_else(|| begin(self.scheme, self.party));
        let new = NewEvidence {
            piece: &self.piece,
            keeping: if self.arguments.elsewhere {
                Keeping::Elsewhere
            } else {
                Keeping::InFolder
            },
        };
        let files = &self.arguments.files;
        let planned = plan_addition(&Disk, self.folder.path, &before, &new, files);
        let addition = keep_all(session, planned)?;
        let opened = self.check(session, &addition)?;
        // A copy has a name that nothing had.
        let copies = addition.files.iter().map(|(file, _)| file);
        let copies = copies.filter(|file| **file != path);
        let mut read: ReadFiles = copies.map(|file| (file.clone(), None)).collect();
        read.push((path, digest));
        Ok(Planned {
            addition,
            read,
            opened,
        })
    }

    /// Checks what the registered pieces name of the scheme and of the product, as the register would say it, and opens those
    /// that praman can read.
    fn check(&self, session: &mut Session, addition: &Addition) -> Result<Opened, Stop> {
        let text = render_register(&addition.register);
        let path = register_path(&addition.register.party);
        let file = session.sources.add(&path, text.as_str());
        let Some(draft) = session.pass(read_register(file, &text))? else {
            return Err(Stop);
        };
        let registered = addition.registered.iter().map(|(_, one)| one.number());
        let pieces =
            registered.filter_map(|number| Some((number, draft.register.pieces.get(number)?)));
        let nothing = Target::default();
        let target = self.product.map_or(&nothing, |product| &product.target);
        // All that is registered now names the same, so mistakes in the first are those of all.
        let first = submit_pieces(self.scheme, target, pieces.clone().take(1), &draft.places);
        session.pass(first)?;
        let all = submit_pieces(self.scheme, target, pieces, &draft.places);
        Ok(open_lists(self.scheme, target, addition, &all.value))
    }

    /// Writes the copies, the register and a line of the journal so that a change that is interrupted is finished by the next
    /// command. Returns what is in the way.
    fn write(
        &self,
        session: &mut Session,
        planned: &Planned,
    ) -> Result<Result<(), Box<Diagnostic>>, Stop> {
        let addition = &planned.addition;
        let folder = self.folder.path;
        let loaded = load_dossier(&Disk, &mut session.sources, folder);
        let Some(dossier) = session.pass(loaded)? else {
            return Err(Stop);
        };
        let Some(when) = now() else {
            return session.fail(dossier::no_clock());
        };
        let person = self.arguments.person.as_deref().unwrap_or(NOBODY);
        let line = addition.filed.clone().map(|filed| Exchange {
            when,
            who: person.to_owned(),
            command: 0,
            what: Exchanged::Filed(filed),
        });
        let lines: Vec<(usize, Exchange)> = line.into_iter().map(|line| (0, line)).collect();
        let changes = DossierChanges {
            exchanges: &lines,
            files: &addition.files,
            read: &planned.read,
            ..DossierChanges::default()
        };
        Ok(write_dossier(&Disk, folder, &dossier, &changes))
    }
}

/// Begins the register of a party.
fn begin(scheme: &Scheme, party: &str) -> Register {
    let letters = letters_of(scheme.parties.keys());
    let mut letters = scheme.parties.keys().zip(letters);
    let letter = letters.find(|(key, _)| *key == party);
    Register::new(party, &letter.map(|(_, letter)| letter).unwrap_or_default())
}

fn piece_of(arguments: &Arguments, date: Option<Date>) -> Piece {
    let texts = [
        (PieceText::Title, &arguments.title),
        (PieceText::Document, &arguments.document),
        (PieceText::Issue, &arguments.issue),
        (PieceText::Language, &arguments.language),
        (PieceText::Link, &arguments.link),
    ];
    let texts = texts.into_iter();
    Piece {
        kinds: arguments.kinds.clone(),
        covers: arguments.covers.clone(),
        date,
        texts: texts
            .filter_map(|(text, said)| Some((text, said.clone()?)))
            .collect(),
        ..Piece::default()
    }
}

fn keep_all<T>(session: &mut Session, result: Result<T, Diagnostics>) -> Result<T, Stop> {
    result.map_err(|reports| {
        session.diagnostics.append(reports);
        Stop
    })
}

/// Writes the copies and the register, all or nothing.
fn write(session: &mut Session, folder: &Path, addition: &Addition) -> Result<(), Stop> {
    let changes = addition.files.iter();
    let changes = changes.map(|(path, bytes)| (folder.join(path), bytes.as_deref()));
    let changes: Vec<FileChange<'_>> = changes.collect();
    let written = change_files(&Disk, &changes, codes::not_replaced);
    keep_all(session, written)
}

/// Reports a person who is not in the dossier, or who does not work for the party of the register.
fn check_person(
    session: &mut Session,
    folder: &Folder<'_>,
    party: &str,
    named: Option<&str>,
) -> Result<(), Stop> {
    let (Some(named), Some(head)) = (named, &folder.head) else {
        return Ok(());
    };
    match head.people.get(named) {
        None => session.fail(dossier::unknown_person(named, head)),
        Some(person) if person.party != party => {
            let register = register_path(party);
            session.fail(dossier::other_keeper(
                &register,
                party,
                named,
                &person.party,
            ))
        }
        Some(_) => Ok(()),
    }
}

/// Returns where a file is, for the summary: as it was typed, or of one that was typed from the root of the disk, where it is kept in
/// the folder.
fn place_of(addition: &Addition, path: &Path, number: &EvidenceNumber) -> String {
    let register = &addition.register;
    let piece = register.pieces.get(number).filter(|_| path.is_absolute());
    match piece.and_then(Piece::file) {
        Some(file) => format!("{}/{file}", evidence_folder(&register.party)),
        None => shown(path),
    }
}

fn say(session: &mut Session, scheme: &Scheme, planned: Planned) -> String {
    let Planned {
        addition, opened, ..
    } = planned;
    session.diagnostics.append(opened.diagnostics);
    let mut lines = Lines::default();
    for (path, registered) in &addition.registered {
        let line = opened.lines.get(registered.number());
        let (number, path) = (
            registered.number().to_string(),
            place_of(&addition, path, registered.number()),
        );
        lines.add(match registered {
            Registered::New(_) => format!("{number:<6}{path}"),
            Registered::Extended(_) => {
                format!("{number:<6}{path}: registered before, now for more")
            }
            Registered::Unchanged(_) => format!("{number:<6}{path}: registered before"),
        });
        if let Some(line) = line {
            lines.add(format!("      {line}"));
        }
    }
    let unseen = addition.registered.iter().filter(|(_, registered)| {
        let piece = addition.register.pieces.get(registered.number());
        piece.is_some_and(|piece| piece.kinds.is_empty())
    });
    let unseen: BTreeSet<EvidenceNumber> = unseen.map(|(_, one)| one.number().clone()).collect();
    if !unseen.is_empty() {
        let party = &addition.register.party;
        let register = register_path(party);
        lines.add(no_kind(scheme, party, (&unseen, &register)).line());
    }
    lines.into_text()
}
