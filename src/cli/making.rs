//! What the documents of a product are made of: read once, for the commands that make them.

use std::mem::ManuallyDrop;
use std::path::Path;
use std::sync::Arc;

use super::build::Held;
use super::dossier::{fill_documents, open_dossier, rounds_of};
use super::output::scheme_errors;
use super::papers::view_papers;
use super::session::{Read, SchemeArguments, Session, Stop, Wanted};
use crate::answers::Laboratory;
use crate::diag::{Checked, Diagnostics};
use crate::plan::plan_target;
use crate::project::Dossier;
use crate::view::{Basis, BuildStamp, FilledDocuments, Pages, answered_in};

/// The documents that are wanted.
#[derive(Debug, Clone, Copy)]
pub(super) struct Making<'m> {
    /// The product file, or the folder of a dossier.
    pub product: &'m Path,
    pub level: Option<&'m str>,
    pub scheme: &'m SchemeArguments,
    /// The laboratory's own file, if one is named.
    pub laboratory: Option<&'m Path>,
    /// The party whose fields are open in a browser, if one is named.
    pub open_for: Option<&'m str>,
    /// The date and tool that documents print.
    pub stamp: &'m BuildStamp,
}

/// What documents are made of.
pub(super) struct Made<'d> {
    pub read: &'d Read,
    pub basis: &'d Basis<'d>,
    /// As the basis, without date and tool; of a dossier.
    pub bare: Option<&'d Basis<'d>>,
    pub dossier: Option<&'d Dossier>,
    /// What the dossier adds to the documents.
    pub filled: Option<&'d FilledDocuments>,
    /// What can be filled in in them in a browser.
    pub pages: Option<&'d Pages>,
    pub laboratory: Option<&'d Laboratory>,
}

/// Gathers what documents are made of, and works on it.
pub(super) fn with_made<T>(
    session: &mut Session,
    making: &Making<'_>,
    work: impl for<'d> FnOnce(&Made<'d>, &mut Diagnostics) -> Result<T, Stop>,
) -> Result<T, Stop> {
    let dossier = open_dossier(session, making.product)?;
    let read = session.read_all(&Wanted {
        product: making.product,
        level: making.level,
        scheme: making.scheme,
    })?;
    session.pass(Checked::new((), scheme_errors(&read.scheme)))?;
    let plan = session.pass(plan_target(&read.scheme, read.level, &read.product.target))?;
    let held = Held::read(
        session,
        &read.scheme,
        making.product,
        dossier.as_ref(),
        making.laboratory,
    )?;
    let Session {
        sources,
        diagnostics,
    } = session;
    // When documents have been printed, the program ends and gives all memory back at once.
    let (read, plan) = (ManuallyDrop::new(read), ManuallyDrop::new(plan));
    let events = dossier.as_ref();
    let events = events.map_or(&[][..], |dossier| &dossier.head.events);
    let first = Basis::new(&read.scheme, &plan, &read.product, sources, making.stamp);
    let rounds = dossier.as_ref();
    let rounds = rounds.map(|dossier| rounds_of(&first, dossier, &[]));
    let rounds = rounds.unwrap_or_default();
    let first = first.with_events(events).with_rounds(Arc::clone(&rounds));
    let mut filled = dossier.as_ref().map(|dossier| {
        let filled = fill_documents(&first, making.product, dossier, making.open_for);
        ManuallyDrop::new(diagnostics.take(filled))
    });
    drop(first);
    let kept = filled.as_mut().and_then(|filled| filled.product.take());
    let kept = ManuallyDrop::new(kept);
    let product = kept.as_ref().unwrap_or(&read.product);
    let answered = filled.as_ref().map(|filled| &filled.documents);
    let basis_of = |stamp| {
        let basis = Basis::new(&read.scheme, &plan, product, sources, stamp);
        let basis = basis.with_events(events).with_rounds(Arc::clone(&rounds));
        let basis = match (&dossier, answered) {
            (Some(dossier), Some(documents)) => basis
                .with_found(&read.found, &dossier.head.people)
                .with_answers(answered_in(documents)),
            _ => basis,
        };
        ManuallyDrop::new(basis.with_resources(held.resources(dossier.as_ref())))
    };
    let bare = BuildStamp {
        first_day: making.stamp.first_day,
        ..BuildStamp::default()
    };
    let basis = basis_of(making.stamp);
    let bare = dossier.is_some().then(|| basis_of(&bare));
    if let (Some(dossier), Some(bare), Some(filled)) = (&dossier, &bare, &mut filled) {
        filled.documents.papers = view_papers(dossier, bare, &filled.documents);
    }
    work(
        &Made {
            read: &read,
            basis: &basis,
            bare: bare.as_deref(),
            dossier: dossier.as_ref(),
            filled: filled.as_ref().map(|filled| &filled.documents),
            pages: filled.as_ref().map(|filled| &filled.pages),
            laboratory: held.laboratory(),
        },
        diagnostics,
    )
}
