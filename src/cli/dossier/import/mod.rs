//! `praman import`: takes in what another party sent.

mod beside;
mod brings;
mod copies;
mod found;
mod json;
mod outcomes;
mod packages;
mod product;
mod receipt;
mod tables;
mod taking;

use std::path::PathBuf;

use clap::ValueEnum;

use super::change::Author;
use super::codes;
use super::desk::{Desk, at_desk_choosing};
use super::pinned::scheme_digest;
use super::replace::Replacement;
use crate::answers::{AnswerKey, Cause};
use crate::cli::session::{FOUND_FILE, PRODUCT_FILE, Session, Stop};
use crate::cli::terminal::{Answer, Terminal};
use crate::diag::{Diagnostic, Diagnostics};
use crate::merge::CLEARED_AT_ONCE;
use crate::project::{Disk, digest_of_file};
use beside::check_owners;
use copies::{import_copies, is_copy};
use found::{NewFound, merge_found};
use packages::{Incoming, read_packages};
use product::{NewProduct, Products};
use receipt::Report;
use tables::{import_tables, is_table};
use taking::Taking;

pub(super) use brings::Brings;
pub(super) use packages::open_package;

/// Take in packages that other parties sent, pages that were filled in, or tables of answers
///
/// Each answer is merged with what the folder holds: nothing that was typed is lost, and packages may come in any order and
/// more than once. A package of the party that applies for the certificate brings its product file, and answers are taken along
/// as `praman update` does. What cannot be placed goes to aside.yaml, and is offered again by the next import.
///
/// A page that was filled in in a browser is the file that *Save a copy* gives (.html), or a text with what *Copy answers as
/// text* gives (.txt, .eml). The answers of the party of PERSON are taken, each over what the page held when it was made.
///
/// A table is a CSV file with the columns `slot`, `answer` and, if there are reasons, `why`. Each row is answered as
/// `praman answer` does it; a row without an answer says nothing. A report of tests in the form of JUnit (.xml) answers the slots
/// that its tests are named after, or those that the table of --tests gives.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct ImportArguments {
    /// Name the folder of the dossier
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Name the packages, the pages (.html, .txt), or the tables and reports of tests (.csv, .xml)
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// Show what would change, and write nothing
    #[arg(long)]
    dry_run: bool,
    /// Allow that more than ten answers are emptied
    #[arg(long)]
    clear: bool,
    /// Read which slot each test answers from this table (.csv), with the columns test and slot
    #[arg(long, value_name = "FILE")]
    tests: Option<PathBuf>,
    /// Choose the form of the receipt
    #[arg(long, value_enum, value_name = "FORM", default_value = "text")]
    format: Form,
    /// Name the person who imports, by the key in dossier.yaml
    #[arg(long = "as", value_name = "PERSON")]
    person: String,
}

/// The form of a receipt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    /// Lists for people
    Text,
    /// One JSON document
    Json,
}

pub(in crate::cli) fn import(arguments: &ImportArguments, terminal: Terminal) -> Answer {
    let mut session = Session::default();
    let result = run(&mut session, arguments);
    session.finish(result, terminal)
}

fn run(session: &mut Session, arguments: &ImportArguments) -> Result<String, Stop> {
    if arguments.files.iter().any(|file| is_table(file)) {
        let report = import_tables(session, arguments)?;
        return Ok(finish(&report, arguments));
    }
    if arguments.files.iter().any(|file| is_copy(file)) {
        let report = import_copies(session, arguments)?;
        return Ok(finish(&report, arguments));
    }
    let head = session.read_dossier_head(&arguments.folder)?;
    let packages = read_packages(session, &arguments.files, &head)?;
    at_desk_choosing(
        session,
        &arguments.folder,
        |dossier, scheme| {
            let products = Products::of(&arguments.folder, dossier, scheme, &packages);
            products.newer.map(|newer| newer.text)
        },
        |dossier, read, current| {
            let found = merge_found(dossier, &read.scheme, &read.product, current, &packages);
            (found.text.clone(), found)
        },
        |desk, found, diagnostics| {
            let scheme = desk.basis.scheme;
            let products = Products::of(desk.folder, desk.dossier, scheme, &packages);
            let newer = Newer { products, found };
            take(desk, &packages, &newer, arguments, diagnostics)
        },
    )
}

/// What packages bring in the place of files of the folder.
struct Newer {
    products: Products,
    found: NewFound,
}

fn take<'d>(
    desk: &'d Desk<'d>,
    packages: &[Incoming],
    newer: &Newer,
    arguments: &ImportArguments,
    diagnostics: &mut Diagnostics,
) -> Result<String, Stop> {
    let mut author = Author::find(desk, &arguments.person, diagnostics)?;
    check_owners(desk, packages, diagnostics)?;
    warn_of_schemes(desk, packages, diagnostics);
    let products = &newer.products;
    let diverged = packages.iter().filter(|one| products.is_diverged(one));
    diagnostics.extend(diverged.map(|one| codes::both_changed(&one.name)));
    let mut report = Report::default();
    if let Some(newer) = &products.newer {
        replace_product(desk, &mut author, newer, &mut report);
    }
    let stopped = |report: Box<Diagnostic>, diagnostics: &mut Diagnostics| {
        diagnostics.push(*report);
        Stop
    };
    replace_found(desk, &mut author, &newer.found)
        .map_err(|report| stopped(report, diagnostics))?;
    let mut taking = Taking::new(desk, author);
    for (package, found) in packages.iter().zip(&newer.found.outcomes) {
        let taken = taking.take(package, products, found.as_ref());
        let taken = taken.map_err(|report| stopped(report, diagnostics))?;
        report.packages.push(taken);
    }
    finish_taking(taking, &mut report, arguments, diagnostics)?;
    Ok(finish(&report, arguments))
}

/// Offers again what was set aside, and writes all that was taken, unless too many answers would be emptied.
fn finish_taking(
    mut taking: Taking<'_>,
    report: &mut Report,
    arguments: &ImportArguments,
    diagnostics: &mut Diagnostics,
) -> Result<(), Stop> {
    report.again = taking.offer_again();
    let cleared = taking.cleared();
    if cleared.len() > CLEARED_AT_ONCE && !arguments.clear && !arguments.dry_run {
        let slots: Vec<String> = cleared.iter().map(AnswerKey::text).collect();
        diagnostics.push(codes::cleared(slots.iter().map(String::as_str)));
        return Err(Stop);
    }
    report.aside = taking.aside();
    if !arguments.dry_run {
        taking.write(diagnostics)?;
    }
    Ok(())
}

/// Renders the receipt.
fn finish(report: &Report, arguments: &ImportArguments) -> String {
    match arguments.format {
        Form::Text => receipt::render(report, arguments.dry_run),
        Form::Json => json::render(report, arguments.dry_run),
    }
}

/// Warns of packages that were made with a scheme of another text.
fn warn_of_schemes(desk: &Desk<'_>, packages: &[Incoming], diagnostics: &mut Diagnostics) {
    let here = scheme_digest(desk.folder);
    for package in packages {
        let there = package.manifest.scheme.as_ref();
        if there.is_some_and(|there| *there != here) {
            let report = codes::other_scheme(&package.name, &package.manifest.from);
            diagnostics.push(report);
        }
    }
}

/// Puts what the laboratory found, and what the vendor says to it, in the place of what the folder had.
fn replace_found(
    desk: &Desk<'_>,
    author: &mut Author<'_>,
    newer: &NewFound,
) -> Result<(), Box<Diagnostic>> {
    if let Some(text) = &newer.text {
        let held = digest_of_file(&Disk, &desk.folder.join(FOUND_FILE))?;
        let bytes = text.clone().into_bytes();
        author.replace_file(FOUND_FILE.to_owned(), held, bytes);
    }
    Ok(())
}

/// Puts the product file of the party that applies in the place of the folder's, and takes answers along that this folder's party
/// gives. The others take their own along, and send them.
fn replace_product(
    desk: &Desk<'_>,
    author: &mut Author<'_>,
    newer: &NewProduct,
    report: &mut Report,
) {
    let path = desk.folder.join(PRODUCT_FILE);
    let is_same = std::fs::read(path).is_ok_and(|bytes| bytes == newer.text.as_bytes());
    if is_same {
        return;
    }
    report.take_product(desk, newer, super::update::take_own_along(desk, author));
    let head = &desk.dossier.head;
    let replacement = Replacement {
        product: Some(newer.text.clone().into_bytes()),
        scheme: None,
        edition: head.edition.clone(),
        level: head.level.clone(),
    };
    replacement.make(desk, author, Cause::Update);
}
