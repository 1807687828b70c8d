//! `praman import`: takes in what another party sent.

mod arguments;
mod beside;
mod brings;
mod copies;
mod faults;
mod found;
mod json;
mod outcomes;
mod packages;
mod product;
mod receipt;
mod tables;
mod taking;

use super::at_desk::at_desk_choosing;
use super::change::Author;
use super::codes;
use super::desk::Desk;
use super::pinned::scheme_digest;
use super::replace::Replacement;
use crate::answers::{AnswerKey, Cause, Sent};
use crate::cli::session::{FOUND_FILE, PRODUCT_FILE, Session, Stop};
use crate::cli::terminal::{Answer, Terminal};
use crate::diag::{Diagnostic, Diagnostics};
use crate::project::{Disk, digest_of_file};
use arguments::Form;
use beside::check_owners;
use copies::{import_copies, is_copy};
use found::{NewFound, merge_found};
use packages::{Incoming, read_packages};
use product::{NewProduct, Products};
use receipt::Report;
use tables::{import_tables, is_table};
use taking::Taking;

pub(in crate::cli) use arguments::ImportArguments;
pub(super) use brings::Brings;
pub(in crate::cli) use faults::CODES;
pub(super) use packages::open_package;

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
    let arriving = arriving(&packages);
    at_desk_choosing(
        session,
        &arguments.folder,
        &arriving,
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

/// Returns the keys of the answers that packages bring.
fn arriving(packages: &[Incoming]) -> Vec<AnswerKey> {
    let sent = packages.iter().flat_map(|package| &package.sent);
    let answers = sent.flat_map(Sent::answers);
    answers.map(|answer| answer.key.clone()).collect()
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
    taking.finish(&mut report, arguments, diagnostics)?;
    Ok(finish(&report, arguments))
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
