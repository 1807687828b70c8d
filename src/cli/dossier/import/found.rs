//! What packages tell of found entries: the laboratory tells what was found, and the party that applies what it says to that.

use std::collections::BTreeMap;

use super::beside::{FileOutcome, Newest};
use super::packages::Incoming;
use crate::answers::{Found, FoundEntry, Head, Stance};
use crate::cli::dossier::desk::holder_of;
use crate::cli::session::FOUND_FILE;
use crate::diag::{Checked, Severity};
use crate::intake::{NamesPeople, keep_comments, read_found, render_found};
use crate::model::{InventoryId, Office, Scheme};
use crate::product::Product;
use crate::project::Dossier;
use crate::source::{Sources, Text};

/// What becomes of the found entries of packages.
#[derive(Debug, Default)]
pub(super) struct NewFound {
    /// The new text of the file; `None` where it stays.
    pub text: Option<String>,
    /// What became of the file of each package, with the reason if it was not taken; `None` where it has none.
    pub outcomes: Vec<Option<(FileOutcome, Option<String>)>>,
}

/// Merges the found entries of packages, in their order, with those of the folder.
pub(super) fn merge_found(
    dossier: &Dossier,
    scheme: &Scheme,
    product: &Product,
    current: Option<&str>,
    packages: &[Incoming],
) -> NewFound {
    let key = |office| holder_of(scheme, office);
    let mut merging = Merging {
        scheme,
        product,
        holder: &dossier.head.holder,
        tester: key(Office::Tester),
        applicant: key(Office::Applicant),
        head: dossier.head.clone(),
        newest: Newest::of(dossier),
        found: Found::default(),
    };
    if let Some(text) = current {
        merging.found = merging.read(text).value;
    }
    let before = merging.found.clone();
    let outcomes = packages.iter().map(|package| merging.take(package));
    let outcomes = outcomes.collect();
    let text = (merging.found != before).then(|| {
        let text = render_found(scheme, &merging.found);
        keep_comments(current.unwrap_or_default(), text)
    });
    NewFound { text, outcomes }
}

struct Merging<'m> {
    scheme: &'m Scheme,
    product: &'m Product,
    holder: &'m str,
    tester: Option<Text>,
    applicant: Option<Text>,
    head: Head,
    newest: Newest,
    found: Found,
}

impl Merging<'_> {
    fn read(&self, text: &str) -> Checked<Found> {
        let file = Sources::default().add(FOUND_FILE, text);
        let mut read = read_found(self.scheme, &self.product.target, file, text);
        // Places are those of a text that is written anew.
        for found_entry in &mut read.value.entries {
            found_entry.entry.place = None;
            found_entry
                .entry
                .values
                .values_mut()
                .for_each(|given| given.place = None);
        }
        read
    }

    fn take(&mut self, package: &Incoming) -> Option<(FileOutcome, Option<String>)> {
        let keys = package.place_people(&mut self.head);
        let text = package.brings.found.as_ref()?;
        let from = &*package.manifest.from;
        let is = |office: &Option<Text>| office.as_ref().is_some_and(|party| **party == *from);
        if from == self.holder || !self.newest.is_newer(package, FOUND_FILE) {
            return Some((FileOutcome::Older, None));
        }
        let Checked {
            value: mut incoming,
            diagnostics,
        } = self.read(text);
        let mut errors = diagnostics.iter();
        if let Some(first) = errors.find(|one| one.code.severity == Severity::Error) {
            return Some((FileOutcome::NotTaken, Some(first.message.clone())));
        }
        incoming.visit_people(&mut |key| {
            if let Some(here) = keys.get(key) {
                key.clone_from(here);
            }
        });
        let before = self.found.clone();
        let is_whole = if is(&self.tester) {
            self.take_entries(incoming);
            true
        } else {
            is(&self.applicant) && self.take_stances(&incoming)
        };
        if !is_whole {
            let why = "it speaks of entries that are not known here yet".to_owned();
            return Some((FileOutcome::NotTaken, Some(why)));
        }
        self.newest.note(package, FOUND_FILE);
        let outcome = if self.found == before {
            FileOutcome::AlreadySo
        } else {
            FileOutcome::Taken
        };
        Some((outcome, None))
    }

    /// Takes what the laboratory found. What the vendor says to it stays: here the vendor's own word, or what it sent itself.
    fn take_entries(&mut self, mut incoming: Found) {
        let own = stances(&self.found);
        let applicant = self.applicant.as_deref();
        let is_first_hand = applicant == Some(self.holder)
            || applicant.is_some_and(|party| self.newest.has(party, FOUND_FILE));
        for found_entry in &mut incoming.entries {
            let known = own.get(&key(found_entry)).cloned();
            found_entry.stance = if is_first_hand {
                known.or_else(|| found_entry.stance.take())
            } else {
                found_entry.stance.take().or(known)
            };
        }
        self.found = incoming;
    }

    /// Takes what the vendor says; says whether all of these entries are known.
    fn take_stances(&mut self, incoming: &Found) -> bool {
        let mut said = stances(incoming);
        for found_entry in &mut self.found.entries {
            if let Some(stance) = said.remove(&key(found_entry)) {
                found_entry.stance = Some(stance);
            }
        }
        said.is_empty()
    }
}

fn key(found_entry: &FoundEntry) -> (InventoryId, Text) {
    (found_entry.inventory, found_entry.entry.id.clone())
}

fn stances(found: &Found) -> BTreeMap<(InventoryId, Text), Stance> {
    let stances = found.entries.iter();
    let stances = stances.filter_map(|one| Some((key(one), one.stance.clone()?)));
    stances.collect()
}
