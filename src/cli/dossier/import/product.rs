//! The product file that packages bring.

use std::path::Path;

use super::packages::Incoming;
use crate::answers::{Exchanged, FileHash, Received, Timestamp};
use crate::cli::dossier::desk::applicant;
use crate::cli::dossier::lineage::lineage;
use crate::cli::dossier::past::products_taken_back;
use crate::cli::session::PRODUCT_FILE;
use crate::intake::Step;
use crate::model::Scheme;
use crate::project::Dossier;

/// What packages bring for the product file of a folder.
#[derive(Debug, Default)]
pub(super) struct Products {
    /// The one that takes the place of the folder's.
    pub newer: Option<NewProduct>,
    /// The packages, by their hashes, whose file and that of the folder were both changed since they were the same.
    pub diverged: Vec<String>,
}

/// A product file that is newer than that of the folder.
#[derive(Debug)]
pub(super) struct NewProduct {
    /// The text of the file.
    pub text: String,
    /// The key of the party that sent it.
    pub from: String,
    /// When its package was made.
    pub made: Timestamp,
    /// The hash of its package.
    pub package: String,
}

impl NewProduct {
    fn of(package: &Incoming) -> Option<Self> {
        Some(Self {
            text: package.product.clone()?,
            from: package.manifest.from.clone(),
            made: package.manifest.when.clone(),
            package: package.sha256.clone(),
        })
    }
}

impl Products {
    /// Looks for the newest product file of the party that applies.
    pub fn of(folder: &Path, dossier: &Dossier, scheme: &Scheme, packages: &[Incoming]) -> Self {
        let Some(applicant) = applicant(scheme) else {
            return Self::default();
        };
        let theirs = packages.iter();
        let theirs = theirs.filter(|one| *one.manifest.from == *applicant && one.product.is_some());
        let mut theirs: Vec<&Incoming> = theirs.collect();
        theirs.sort_by_key(|one| one.manifest.order());
        if *dossier.head.holder == *applicant {
            return Self::of_colleague(folder, dossier, &theirs);
        }
        let newest = theirs.last();
        let newest = newest.filter(|newest| is_newest(dossier, &applicant, newest));
        Self {
            newer: newest.and_then(|newest| NewProduct::of(newest)),
            diverged: Vec::new(),
        }
    }

    /// Takes the file of a colleague who had that of the folder and has changed it. One that the folder had is older.
    fn of_colleague(folder: &Path, dossier: &Dossier, packages: &[&Incoming]) -> Self {
        let mut products = Self::default();
        let mut known = lineage(folder, dossier);
        let Ok(held) = std::fs::read(folder.join(PRODUCT_FILE)) else {
            return products;
        };
        let mut held = FileHash::of(&held).to_string();
        let mut diverged: Vec<(&Incoming, String)> = Vec::new();
        for package in packages {
            let text = package.product.as_deref().unwrap_or_default();
            let hash = FileHash::of(text.as_bytes()).to_string();
            let earlier = &package.manifest.products;
            if hash == held {
                known.extend(earlier.iter().cloned());
            } else if earlier.contains(&held) {
                known.extend(earlier.iter().cloned().chain([held]));
                held = hash;
                products.newer = NewProduct::of(package);
            } else if !known.contains(&hash) {
                diverged.push((package, hash));
            }
        }
        let diverged = diverged.into_iter();
        let diverged = diverged.filter(|(_, hash)| !known.contains(hash));
        products.diverged = diverged.map(|(one, _)| one.sha256.clone()).collect();
        products
    }

    /// Says whether the product file of a package takes the place of the folder's.
    pub fn takes(&self, package: &Incoming) -> bool {
        let newer = self.newer.as_ref();
        newer.is_some_and(|newer| newer.package == package.sha256)
    }

    /// Says whether the product file of a package and that of the folder were both changed.
    pub fn is_diverged(&self, package: &Incoming) -> bool {
        self.diverged.contains(&package.sha256)
    }
}

/// Says whether a package is newer than all that brought a product file, apart from those whose file was put back by an undo.
fn is_newest(dossier: &Dossier, applicant: &str, newest: &Incoming) -> bool {
    let undone = products_taken_back(dossier);
    let known = dossier.journal.steps().filter_map(|step| match step {
        Step::Exchanged(exchange) if !undone.contains(&exchange.command) => match &exchange.what {
            Exchanged::Received(received) => Some(received),
            Exchanged::Learned(_)
            | Exchanged::Shared(_)
            | Exchanged::Replaced(_)
            | Exchanged::Filed(_)
            | Exchanged::Paper(_) => None,
        },
        Step::Exchanged(_) | Step::Changed(_) => None,
    });
    let known = known.filter(|one| one.product && *one.from == *applicant);
    let known = known.map(Received::order);
    let arriving = newest.manifest.order();
    known.max().is_none_or(|known| arriving > known)
}
