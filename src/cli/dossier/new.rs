//! `praman dossier new`: makes the dossier of a product.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::chance::draw;
use super::clock::set_clock;
use super::codes;
use super::desk::ANYBODY;
use super::import::{Brings, open_package};
use super::pinned::{digest_of, scheme_files};
use crate::answers::{DossierId, FileHash, Head, Person};
use crate::cli::evidence::SAMPLES_FILE;
use crate::cli::session::{FOUND_FILE, PRODUCT_FILE, Read, SchemeArguments, Session, Stop, Wanted};
use crate::cli::terminal::{Answer, Lines, Terminal};
use crate::diag::Checked;
use crate::intake::{check_package, read_head, render_head, render_register, render_samples};
use crate::model::{Office, Scheme, is_id};
use crate::product::RESERVED_IDS;
use crate::project::{Disk, HEAD_FILE, create_dossier, register_path, shown};

/// Make the dossier of a product: the folder that keeps what people fill in
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct DossierArguments {
    #[command(subcommand)]
    command: DossierCommand,
}

#[derive(Debug, clap::Subcommand)]
enum DossierCommand {
    New(NewArguments),
}

/// Make a dossier: the folder that keeps what people fill in about a product
///
/// The product file and the scheme are copied into the folder. From then on the copies count: change the product in
/// product.yaml there. A later release of praman, with another scheme, changes nothing in the dossier.
#[derive(Debug, clap::Args)]
#[command(allow_missing_positional = true)]
struct NewArguments {
    /// Read the product from this file
    #[arg(value_name = "PRODUCT", required_unless_present = "from")]
    product: Option<PathBuf>,
    /// Make this folder
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Make the folder of another party of the same dossier, from a package that was made for it; then import the package
    #[arg(long, value_name = "PACKAGE", conflicts_with_all = ["product", "level", "edition"])]
    from: Option<PathBuf>,
    /// Name the party whose folder this is; by default, the one that applies for the certificate, or for which the package
    /// was made
    #[arg(long, value_name = "PARTY")]
    party: Option<String>,
    /// Name a person who fills in, for the party of the folder: a key and a name, such as "asha=Asha Rao"; can be given
    /// more than once
    #[arg(long = "person", value_name = "KEY=NAME", value_parser = read_person)]
    people: Vec<NamedPerson>,
    /// Certify at this level; by default, at the level that the product file names
    #[arg(long, value_name = "LEVEL")]
    level: Option<String>,
    #[command(flatten)]
    scheme: SchemeArguments,
}

/// A person who is named on the command line.
#[derive(Debug, Clone)]
struct NamedPerson {
    key: String,
    name: String,
}

/// Reads a key and a name: `asha=Asha Rao`.
fn read_person(text: &str) -> Result<NamedPerson, String> {
    let (key, name) = text
        .split_once('=')
        .ok_or("write a key and a name, such as \"asha=Asha Rao\"")?;
    if !is_id(key) || RESERVED_IDS.contains(&key) {
        return Err(format!(
            "the key `{key}` is no word of letters, digits, `.`, `_` and `-`, such as `asha`"
        ));
    }
    if name.trim().is_empty() {
        return Err(format!("write the name after `{key}=`"));
    }
    Ok(NamedPerson {
        key: key.to_owned(),
        name: name.trim().to_owned(),
    })
}

pub(in crate::cli) fn dossier(arguments: &DossierArguments, terminal: Terminal) -> Answer {
    let DossierCommand::New(arguments) = &arguments.command;
    let mut session = Session::default();
    let result = match (&arguments.product, &arguments.from) {
        (Some(product), _) => make(&mut session, arguments, product),
        (None, Some(package)) => make_from(&mut session, arguments, package),
        // The command line asks for one of them.
        (None, None) => Err(Stop),
    };
    session.finish(result, terminal)
}

/// Makes a dossier of a product file.
fn make(session: &mut Session, arguments: &NewArguments, product: &Path) -> Result<String, Stop> {
    let read = session.read_all(&Wanted {
        product,
        level: arguments.level.as_deref(),
        scheme: &arguments.scheme,
    })?;
    let bytes = std::fs::read(product);
    let bytes = bytes.or_else(|error| session.fail(codes::unreadable(&shown(product), &error)))?;
    let mut head = head_of(session, arguments, &read)?;
    if let Some(seconds) = set_clock() {
        let scheme = digest_of(&scheme_files(&arguments.scheme));
        head.id = id_at(seconds, &head, &bytes, &scheme);
    }
    write(session, arguments, &head, (bytes, Vec::new()))
}

/// Makes the folder of another party of a dossier.
fn make_from(
    session: &mut Session,
    arguments: &NewArguments,
    package: &Path,
) -> Result<String, Stop> {
    let package = session.keep(open_package(package))?;
    let manifest = &package.manifest;
    let head = Head {
        id: manifest.dossier,
        holder: arguments
            .party
            .clone()
            .unwrap_or_else(|| manifest.to.clone()),
        edition: manifest.edition.clone(),
        level: manifest.level.clone(),
        lead: manifest.lead.clone(),
        people: BTreeMap::new(),
        events: Vec::new(),
    };
    session.pass(Checked::new(
        (),
        check_package(&package.name, manifest, &head),
    ))?;
    let Some(product) = package.product else {
        return session.fail(codes::incomplete(&package.name, PRODUCT_FILE, "is missing"));
    };
    let scheme = SchemeArguments {
        edition: Some(head.edition.clone()),
        ..arguments.scheme.clone()
    };
    let files = session.read_scheme(&scheme)?;
    let scheme = session.resolve(&files, scheme.edition.as_deref(), None)?;
    let holder = holder(session, &scheme, Some(&head.holder))?;
    let head = Head {
        people: people(arguments, &holder),
        ..head
    };
    let pinned = digest_of(&scheme_files(&arguments.scheme));
    if manifest.scheme.as_ref().is_some_and(|made| *made != pinned) {
        let report = codes::other_scheme(&package.name, &manifest.from);
        session.diagnostics.push(report);
    }
    let beside = files_of(&package.brings, &manifest.from);
    write(session, arguments, &head, (product.into_bytes(), beside))
}

/// A file, by its path below the folder, and its content.
type NewFile = (String, Option<Vec<u8>>);

/// Returns the files that a package brings beside answers.
fn files_of(brings: &Brings, from: &str) -> Vec<NewFile> {
    let register = brings.register.as_ref();
    let register = register.map(|one| (register_path(from), render_register(one)));
    let samples = brings.samples.as_ref();
    let samples = samples.map(|one| (SAMPLES_FILE.to_owned(), render_samples(one)));
    let found = brings.found.clone();
    let found = found.map(|text| (FOUND_FILE.to_owned(), text));
    let texts = [register, samples, found].into_iter().flatten();
    let texts = texts.map(|(path, text)| (path, Some(text.into_bytes())));
    let evidence = brings.evidence.iter();
    let evidence = evidence.map(|(path, bytes)| (path.clone(), Some(bytes.clone())));
    texts.chain(evidence).collect()
}

/// Writes the folder, and says what was made.
fn write(
    session: &mut Session,
    arguments: &NewArguments,
    head: &Head,
    (product, beside): (Vec<u8>, Vec<NewFile>),
) -> Result<String, Stop> {
    let mut files = vec![(PRODUCT_FILE.to_owned(), Some(product))];
    files.extend(beside);
    files.extend(scheme_files(&arguments.scheme));
    let made = create_dossier(&Disk, &arguments.folder, head, &files);
    session.keep(made)?;
    let mut lines = Lines::default();
    lines.add_words(&[
        ("made", shown(&arguments.folder)),
        ("edition", head.edition.clone()),
        ("level", head.level.clone()),
        ("party", head.holder.clone()),
    ]);
    if head.people.is_empty() {
        lines.add("add the people who work on it under `people` in dossier.yaml");
    }
    Ok(lines.into_text())
}

/// Returns the id of a dossier that is made while the clock is set. It follows from that moment and from what the dossier begins
/// with, so that a repeated run gives the same bytes.
fn id_at(seconds: u64, head: &Head, product: &[u8], scheme: &str) -> DossierId {
    let product = FileHash::of(product);
    let head = Head {
        id: DossierId::new([0; 16]),
        ..head.clone()
    };
    let begins = format!("{seconds}\n{product}\n{scheme}\n{}", render_head(&head));
    let hash = FileHash::of(begins.as_bytes()).to_string();
    let id = hash.get(..32).and_then(DossierId::read);
    id.unwrap_or(head.id)
}

fn head_of(session: &mut Session, arguments: &NewArguments, read: &Read) -> Result<Head, Stop> {
    let scheme = &read.scheme;
    let holder = holder(session, scheme, arguments.party.as_deref())?;
    let lead = read.product.model_keys().next().unwrap_or_default();
    let people = people(arguments, &holder);
    if people.len() < arguments.people.len() {
        return session.fail(codes::person_twice());
    }
    let head = Head {
        id: DossierId::new(session.keep(draw())?),
        people,
        holder,
        edition: scheme.edition.name(),
        level: read
            .level
            .map_or_else(String::new, |level| scheme.level_key(level).to_owned()),
        lead: lead.to_string(),
        events: Vec::new(),
    };
    // What is written can be read again: the keys of people are checked as those in any dossier.
    let text = render_head(&head);
    let file = session.sources.add(HEAD_FILE, text.as_str());
    session.pass(read_head(file, &text))?;
    Ok(head)
}

/// Returns the people that the command line names, who work for the party of the folder.
fn people(arguments: &NewArguments, party: &str) -> BTreeMap<String, Person> {
    let person = |named: &NamedPerson| {
        let person = Person {
            name: named.name.clone(),
            party: party.to_owned(),
            email: None,
        };
        (named.key.clone(), person)
    };
    arguments.people.iter().map(person).collect()
}

/// Returns the key of the party whose folder it is.
fn holder(session: &mut Session, scheme: &Scheme, named: Option<&str>) -> Result<String, Stop> {
    if let Some(named) = named {
        if scheme.parties.lookup(named).is_some() {
            return Ok(named.to_owned());
        }
        let known: Vec<&str> = scheme.parties.keys().collect();
        return session.fail(codes::unknown_party(named, &known));
    }
    let applicant = scheme.edition.offices.holder(Office::Applicant);
    let key = applicant.map(|party| scheme.parties[party].key.to_string());
    Ok(key.unwrap_or_else(|| ANYBODY.to_owned()))
}
