//! What the documents of a product are made of: read once, for the commands that make them.

use std::collections::{BTreeMap, BTreeSet};
use std::mem::ManuallyDrop;
use std::path::Path;
use std::sync::Arc;

use super::build::{Held, OwnFiles};
use super::dossier::{
    Contents, Desk, DeskParts, check_events, check_values, fill_documents, findings_for,
    open_dossier, rounds_of,
};
use super::evidence::Beside;
use super::output::scheme_errors;
use super::papers::view_papers;
use super::session::{PRODUCT_FILE, Pinned, Read, SchemeArguments, Session, Stop, Wanted};
use crate::answers::{Laboratory, PaperRecord, paper_records};
use crate::diag::{Checked, Diagnostics};
use crate::model::Date;
use crate::plan::{Plan, plan_target};
use crate::project::Dossier;
use crate::view::{Basis, BuildStamp, FilledDocuments, Pages, answered_in};

/// The documents that are wanted.
#[derive(Debug, Clone, Copy)]
pub(super) struct Making<'m> {
    /// The product file, or the folder of a dossier.
    pub product: &'m Path,
    pub level: Option<&'m str>,
    pub scheme: &'m SchemeArguments,
    /// The files of companies that are named.
    pub own_files: OwnFiles<'m>,
    /// The party whose fields are open in a browser, if one is named.
    pub open_for: Option<&'m str>,
    /// The date and tool that documents print.
    pub stamp: &'m BuildStamp,
    /// What they are made for.
    pub purpose: Purpose<'m>,
}

/// What documents are made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose<'m> {
    /// To be printed as the stamp says.
    Build,
    /// For a paper: where the stamp has no first working day, it is that with which the paper was last checked, approved or issued.
    Paper(&'m str),
    /// To tell how far the papers have come that somebody has checked, approved or issued, each with its first working day. If there
    /// are none, no document is made.
    Papers,
}

/// What documents are made of.
pub(super) struct Made<'d> {
    pub read: &'d Read,
    pub basis: &'d Basis<'d>,
    /// As the basis, without date and tool; of a dossier.
    pub bare: Option<&'d Basis<'d>>,
    /// The same for each of the first working days of papers, if those are what documents are made for.
    pub by_day: &'d [(Option<Date>, ManuallyDrop<Basis<'d>>)],
    pub dossier: Option<&'d Dossier>,
    /// The dossier on the desk. [`Made::desk`] checks its answers first.
    pub desk: Option<&'d Desk<'d>>,
    /// What the dossier adds to the documents.
    pub filled: Option<&'d FilledDocuments>,
    /// What can be filled in in them in a browser.
    pub pages: Option<&'d Pages>,
    pub laboratory: Option<&'d Laboratory>,
}

impl<'d> Made<'d> {
    /// Returns the dossier on the desk, from the same reading.
    ///
    /// # Errors
    /// Reports what is wrong with its answers. Of a product file there is no desk.
    pub fn desk(&self, diagnostics: &mut Diagnostics) -> Result<&'d Desk<'d>, Stop> {
        let desk = self.desk.ok_or(Stop)?;
        desk.check_places(diagnostics);
        if diagnostics.has_errors() {
            return Err(Stop);
        }
        Ok(desk)
    }
}

/// Gathers what documents are made of, and works on it.
pub(super) fn with_made<T>(
    session: &mut Session,
    making: &Making<'_>,
    work: impl for<'d> FnOnce(&Made<'d>, &mut Diagnostics) -> Result<T, Stop>,
) -> Result<T, Stop> {
    let gathered = Gathered::of(session, making)?;
    let Gathered {
        dossier,
        records,
        is_shown,
        held,
        beside,
        ..
    } = &gathered;
    let (dossier, is_shown) = (dossier.as_ref(), *is_shown);
    let Session {
        sources,
        diagnostics,
    } = session;
    let (read, plan) = (&*gathered.read, &*gathered.plan);
    let events = dossier.map_or(&[][..], |dossier| &dossier.head.events);
    let stamp = stamp_of(making, records);
    let first = Basis::new(&read.scheme, plan, &read.product, sources, &stamp);
    let rounds = dossier.map(|dossier| rounds_of(&first, dossier, &[]));
    let rounds = rounds.unwrap_or_default();
    let reader = making.open_for;
    let reader = reader.and_then(|party| read.scheme.parties.find(party));
    let findings = dossier.map_or_else(Vec::new, |one| findings_for(one, &read.scheme, reader));
    let first = first
        .with_events(events)
        .with_rounds(Arc::clone(&rounds))
        .with_findings(&findings);
    let first = ManuallyDrop::new(first);
    let parts = dossier.map(|dossier| {
        let parts = DeskParts::of(&first, making.product, dossier);
        check_events(dossier, &read.scheme, diagnostics);
        check_values(dossier, &parts.table, diagnostics);
        ManuallyDrop::new(parts)
    });
    let desk = dossier.zip(beside.as_ref()).zip(parts.as_ref());
    let desk = desk.map(|((dossier, beside), parts)| {
        let contents = Contents {
            folder: making.product,
            dossier,
            found: &read.found,
            beside,
        };
        Desk::of(contents, &first, parts)
    });
    let filled = dossier.zip(parts.as_ref());
    let mut filled = filled.filter(|_| is_shown).map(|(dossier, parts)| {
        let filled = fill_documents(&first, dossier, parts, making.open_for);
        ManuallyDrop::new(diagnostics.take(filled))
    });
    let kept = filled.as_mut().and_then(|filled| filled.product.take());
    let kept = ManuallyDrop::new(kept);
    let product = kept.as_ref().unwrap_or(&read.product);
    let answered = filled.as_ref().map(|filled| &filled.documents);
    let basis_of = |stamp| {
        let basis = Basis::new(&read.scheme, plan, product, sources, stamp);
        let basis = basis
            .with_events(events)
            .with_rounds(Arc::clone(&rounds))
            .with_findings(&findings);
        let basis = match (dossier, answered) {
            (Some(dossier), Some(documents)) => basis
                .with_found(&read.found, &dossier.head.people)
                .with_answers(answered_in(documents)),
            _ => basis,
        };
        ManuallyDrop::new(basis.with_resources(held.resources(dossier)))
    };
    let bare = bare_on(stamp.first_day);
    let days = days_of(making, records);
    let basis = basis_of(&stamp);
    let bare = dossier.is_some().then(|| basis_of(&bare));
    let by_day: Vec<_> = days
        .iter()
        .map(|stamp| (stamp.first_day, basis_of(stamp)))
        .collect();
    if let (Some(dossier), Some(bare), Some(filled)) = (dossier, &bare, &mut filled) {
        filled.documents.papers = view_papers(dossier, bare, &filled.documents);
    }
    work(
        &Made {
            read,
            basis: &basis,
            bare: bare.as_deref(),
            by_day: &by_day,
            dossier,
            desk: desk.as_ref(),
            filled: filled.as_ref().map(|filled| &filled.documents),
            pages: filled.as_ref().map(|filled| &filled.pages),
            laboratory: held.laboratory(),
        },
        diagnostics,
    )
}

/// What is read before anything is made.
struct Gathered {
    dossier: Option<Dossier>,
    // When documents have been printed, the program ends and gives all memory back at once.
    read: ManuallyDrop<Read>,
    plan: ManuallyDrop<Plan>,
    /// What the journal says of papers.
    records: Records,
    /// Whether any document is made.
    is_shown: bool,
    held: Held,
    /// What a dossier holds beside answers.
    beside: Option<Beside>,
}

impl Gathered {
    fn of(session: &mut Session, making: &Making<'_>) -> Result<Self, Stop> {
        let dossier = open_dossier(session, making.product)?;
        let read = read(session, making, dossier.as_ref())?;
        let records = dossier.as_ref();
        let records = records.map(|dossier| paper_records(dossier.journal.exchanges()));
        let records = records.unwrap_or_default();
        let is_shown = making.purpose != Purpose::Papers || !records.is_empty();
        if is_shown {
            session.pass(Checked::new((), scheme_errors(&read.scheme)))?;
        }
        let plan = session.pass(plan_target(&read.scheme, read.level, &read.product.target))?;
        let held = if is_shown {
            let (product, named) = (making.product, making.own_files);
            Held::read(session, &read.scheme, product, dossier.as_ref(), named)?
        } else {
            Held::default()
        };
        let beside = dossier.is_some();
        let beside = beside.then(|| Beside::read(&mut session.sources, making.product));
        Ok(Self {
            dossier,
            read: ManuallyDrop::new(read),
            plan: ManuallyDrop::new(plan),
            records,
            is_shown,
            held,
            beside,
        })
    }
}

/// Reads scheme and product.
fn read(
    session: &mut Session,
    making: &Making<'_>,
    dossier: Option<&Dossier>,
) -> Result<Read, Stop> {
    let wanted = Wanted {
        product: making.product,
        level: making.level,
        scheme: making.scheme,
    };
    match dossier {
        Some(dossier) => {
            let product = making.product.join(PRODUCT_FILE);
            let wanted = Wanted {
                product: &product,
                ..wanted
            };
            session.read_dossier(&wanted, Pinned::In(making.product), &dossier.head)
        }
        None => session.read_all(&wanted),
    }
}

/// What the journal says of papers, by their keys.
type Records = BTreeMap<String, PaperRecord>;

/// Returns the stamp with the first working day that counts.
fn stamp_of(making: &Making<'_>, records: &Records) -> BuildStamp {
    let last = match making.purpose {
        Purpose::Paper(paper) => records.get(paper).and_then(PaperRecord::first_day),
        Purpose::Build | Purpose::Papers => None,
    };
    BuildStamp {
        first_day: making.stamp.first_day.or_else(|| Date::parse(last?)),
        ..making.stamp.clone()
    }
}

/// Returns a stamp without date and tool for each of the first working days of papers.
fn days_of(making: &Making<'_>, records: &Records) -> Vec<BuildStamp> {
    if making.purpose != Purpose::Papers {
        return Vec::new();
    }
    let days = records.values().map(PaperRecord::first_day);
    let days: BTreeSet<Option<&str>> = days.collect();
    let days = days.into_iter();
    days.map(|day| bare_on(day.and_then(Date::parse))).collect()
}

fn bare_on(first_day: Option<Date>) -> BuildStamp {
    BuildStamp {
        first_day,
        ..BuildStamp::default()
    }
}
