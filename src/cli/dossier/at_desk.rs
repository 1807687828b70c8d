//! Puts a dossier on the desk, with what its folder holds or with something else in its place.

use std::path::{Path, PathBuf};

use super::desk::{Contents, Desk, check_events, check_values};
use super::parts::DeskParts;
use super::stamps::{ledger, rounds_of};
use crate::answers::AnswerKey;
use crate::cli::evidence::Beside;
use crate::cli::session::{
    FOUND_FILE, PRODUCT_FILE, Pinned, Read, SchemeArguments, Session, Stop, Wanted,
};
use crate::diag::Diagnostics;
use crate::model::Scheme;
use crate::plan::plan_target;
use crate::project::{Disk, Dossier, is_dossier, load_dossier};
use crate::view::{Basis, BuildStamp};

/// What is on the desk in place of what the folder of a dossier holds.
#[derive(Debug, Default)]
pub(super) struct Instead {
    pub product: Option<PathBuf>,
    pub level: Option<String>,
    pub scheme: SchemeArguments,
    /// Whether the scheme that is pinned is left aside.
    pub unpinned: bool,
}

/// Whether answers must be where they are asked now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Placed {
    Checked,
    /// What is asked of whom is about to change.
    Free,
}

/// What is put on the desk.
struct Laid<'a> {
    folder: &'a Path,
    dossier: &'a Dossier,
    read: &'a Read,
    placed: Placed,
    /// The keys of answers that come with an import.
    arriving: &'a [AnswerKey],
}

/// Puts the dossier of a folder on the desk, and works on it.
pub(in crate::cli) fn at_desk<T>(
    session: &mut Session,
    folder: &Path,
    work: impl for<'d> FnOnce(&'d Desk<'d>, &mut Diagnostics) -> Result<T, Stop>,
) -> Result<T, Stop> {
    put(session, folder, &Instead::default(), Placed::Checked, work)
}

/// Puts the dossier of a folder on the desk with something else in it, and works on it.
pub(super) fn at_desk_with<T>(
    session: &mut Session,
    folder: &Path,
    instead: &Instead,
    work: impl for<'d> FnOnce(&'d Desk<'d>, &mut Diagnostics) -> Result<T, Stop>,
) -> Result<T, Stop> {
    put(session, folder, instead, Placed::Free, work)
}

fn put<T>(
    session: &mut Session,
    folder: &Path,
    instead: &Instead,
    placed: Placed,
    work: impl for<'d> FnOnce(&'d Desk<'d>, &mut Diagnostics) -> Result<T, Stop>,
) -> Result<T, Stop> {
    let dossier = load(session, folder)?;
    let product = instead.product.clone();
    let read = session.read_dossier(
        &Wanted {
            product: &product.unwrap_or_else(|| folder.join(PRODUCT_FILE)),
            level: instead.level.as_deref(),
            scheme: &instead.scheme,
        },
        if instead.unpinned {
            Pinned::LeftAside(folder)
        } else {
            Pinned::In(folder)
        },
        &dossier.head,
    )?;
    let laid = Laid {
        folder,
        dossier: &dossier,
        read: &read,
        placed,
        arriving: &[],
    };
    put_on_desk(session, &laid, work)
}

/// Puts the dossier of a folder on the desk with another product and other found entries in the place of its own.
///
/// `choose` and `choose_found` return the texts of their files, or `None` to leave those of the folder. `arriving` are the keys of
/// answers that come with an import.
pub(super) fn at_desk_choosing<T, F>(
    session: &mut Session,
    folder: &Path,
    arriving: &[AnswerKey],
    choose: impl FnOnce(&Dossier, &Scheme) -> Option<String>,
    choose_found: impl FnOnce(&Dossier, &Read, Option<&str>) -> (Option<String>, F),
    work: impl for<'d> FnOnce(&'d Desk<'d>, F, &mut Diagnostics) -> Result<T, Stop>,
) -> Result<T, Stop> {
    let dossier = load(session, folder)?;
    let path = folder.join(PRODUCT_FILE);
    let wanted = Wanted {
        product: &path,
        level: None,
        scheme: &SchemeArguments::default(),
    };
    let scheme = session.read_pinned(&wanted, Pinned::In(folder), &dossier.head)?;
    let file = match choose(&dossier, &scheme) {
        Some(text) => session.sources.add(PRODUCT_FILE, text),
        None => session.read_head(&path)?.0,
    };
    let mut read = session.read_dossier_product(scheme, file, &wanted, &dossier.head)?;
    let current = session.read_if_there(&folder.join(FOUND_FILE))?;
    let text = current.map(|file| session.text(file));
    let (text, chosen) = choose_found(&dossier, &read, text);
    let found = match text {
        Some(text) => Some(session.sources.add(FOUND_FILE, text)),
        None => current,
    };
    read.found = session.add_found(&read.scheme, &mut read.product, found)?;
    session.add_registers(&read.scheme, &mut read.product, folder);
    let laid = Laid {
        folder,
        dossier: &dossier,
        read: &read,
        placed: Placed::Free,
        arriving,
    };
    put_on_desk(session, &laid, |desk, diagnostics| {
        work(desk, chosen, diagnostics)
    })
}

fn load(session: &mut Session, folder: &Path) -> Result<Dossier, Stop> {
    let loaded = load_dossier(&Disk, &mut session.sources, folder);
    session.pass(loaded)?.ok_or(Stop)
}

fn put_on_desk<T>(
    session: &mut Session,
    laid: &Laid<'_>,
    work: impl for<'d> FnOnce(&'d Desk<'d>, &mut Diagnostics) -> Result<T, Stop>,
) -> Result<T, Stop> {
    let Laid {
        folder,
        dossier,
        read,
        placed,
        arriving,
    } = *laid;
    let plan = session.pass(plan_target(&read.scheme, read.level, &read.product.target))?;
    let beside = Beside::read(&mut session.sources, folder);
    let stamp = BuildStamp::default();
    let Session {
        sources,
        diagnostics,
    } = session;
    let basis = Basis::new(&read.scheme, &plan, &read.product, sources, &stamp);
    let rounds = rounds_of(&basis, dossier, arriving);
    let basis = basis
        .with_events(&dossier.head.events)
        .with_rounds(rounds)
        .with_findings(&ledger(dossier));
    check_events(dossier, basis.scheme, diagnostics);
    let parts = DeskParts::of(&basis, folder, dossier);
    let contents = Contents {
        folder,
        dossier,
        found: &read.found,
        beside: &beside,
    };
    let desk = Desk::of(contents, &basis, &parts);
    check_values(dossier, &parts.table, diagnostics);
    if placed == Placed::Checked {
        desk.check_places(diagnostics);
    }
    if diagnostics.has_errors() {
        return Err(Stop);
    }
    work(&desk, diagnostics)
}

/// Reports a folder that is no dossier.
pub(super) fn check_dossier(session: &mut Session, folder: &Path) -> Result<(), Stop> {
    if is_dossier(&Disk, folder) {
        return Ok(());
    }
    load(session, folder).map(drop)
}

/// Loads the dossier that a path names; `None` where it names a product file.
pub(in crate::cli) fn open_dossier(
    session: &mut Session,
    path: &Path,
) -> Result<Option<Dossier>, Stop> {
    if !is_dossier(&Disk, path) {
        return Ok(None);
    }
    let loaded = load_dossier(&Disk, &mut session.sources, path);
    session.pass(loaded)?.ok_or(Stop).map(Some)
}
