//! What other files of a dossier say in the words of a product file: entries beside its own, and evidence.

use super::codes;
use super::documents::check_documents;
use super::evidence::{find_access, find_all_covered, find_kind};
use super::inventories::read_inventories;
use super::notes::Notes;
use super::reader::ProductReader;
use super::referrers::entry_name;
use super::types::{Covered, SubmittedEvidence, Text};
use super::was::EarlierId;
use super::yaml::Node;
use crate::diag::{Checked, Diagnostics};
use crate::model::{AccessId, Entry, EvidenceId, InventoryId, Scheme, Situation, Target};
use crate::source::FileId;

/// What a piece of evidence names of the scheme and of the product, as written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EvidenceNames {
    /// The kinds of evidence.
    pub kinds: Vec<Text>,
    /// The way in which it may be seen.
    pub access: Option<Text>,
    /// What it covers.
    pub covers: Vec<Text>,
}

/// What a piece of evidence names of the scheme and of the product. What does not exist is left out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EvidenceIds {
    /// The kinds of evidence.
    pub kinds: Vec<EvidenceId>,
    /// The way in which it may be seen.
    pub access: Option<AccessId>,
    /// What it covers.
    pub covers: Vec<Covered>,
}

/// Reads inventories beside those of a product, whose entries theirs may refer to, by the ids of today or of before. A reference to an
/// entry that is not there is no error, since the product file is that of another party, who may have dropped the entry. An id that the product has in the same
/// inventory is reported, and the entry left out.
pub(crate) fn read_beside(
    scheme: &Scheme,
    notes: Notes,
    inventories: &Node,
    target: &Target,
) -> (Vec<(InventoryId, Entry)>, Notes) {
    let mut reader = ProductReader::new(scheme, notes);
    let mut all = every_entry(target);
    let mut found = Vec::new();
    for (inventory, stock) in read_inventories(&mut reader, inventories, "`inventories`") {
        for entry in &stock.entries {
            if let Some(known) = all.entry(inventory, &entry.id) {
                let name = entry_name(scheme, inventory, &entry.id);
                let place = entry.place.into_iter();
                let report = place.map(|place| codes::entry_known(place, known.place, &name));
                reader.notes.diagnostics.extend(report);
            } else {
                all.stock_mut(inventory).entries.push(entry.clone());
                found.push((inventory, entry.clone()));
            }
        }
    }
    reader.check_lost_references(&all, &earlier_ids(target));
    (found, reader.notes)
}

/// Finds what pieces of evidence in a file name of the scheme and of the product. The result has one row for each piece.
pub(crate) fn find_evidence_names(
    scheme: &Scheme,
    target: &Target,
    file: FileId,
    pieces: Vec<EvidenceNames>,
) -> Checked<Vec<EvidenceIds>> {
    let notes = Notes::new(file, Diagnostics::new());
    let mut reader = ProductReader::new(scheme, notes);
    reader.earlier = earlier_ids(target);
    let mut found = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let kinds = piece.kinds.iter();
        let kinds = kinds.filter_map(|kind| find_kind(&mut reader, &kind.text, kind.place));
        let kinds = kinds.collect();
        let access = piece.access.as_ref();
        found.push(EvidenceIds {
            kinds,
            access: access.and_then(|word| find_access(&mut reader, "a piece of evidence", word)),
            covers: find_all_covered(&mut reader, piece.covers, target),
        });
    }
    Checked::new(found, reader.notes.diagnostics)
}

/// Reports pieces of evidence in a file that give the number and the issue of another document, or its hash.
pub(crate) fn check_evidence(file: FileId, evidence: &[SubmittedEvidence]) -> Diagnostics {
    let mut notes = Notes::new(file, Diagnostics::new());
    check_documents(&mut notes, evidence);
    notes.diagnostics
}

/// Returns a situation with the entries of all products of a series.
fn every_entry(target: &Target) -> Situation {
    let mut all = target.lead.clone();
    for variant in &target.variants {
        for (inventory, stock) in variant.situation.stocks() {
            for entry in &stock.entries {
                if all.entry(inventory, &entry.id).is_none() {
                    all.stock_mut(inventory).entries.push(entry.clone());
                }
            }
        }
    }
    all
}

/// Returns the ids that the entries of a series had before.
fn earlier_ids(target: &Target) -> Vec<EarlierId> {
    let all = every_entry(target);
    let mut earlier = Vec::new();
    for (inventory, stock) in all.stocks() {
        for entry in &stock.entries {
            let place = entry.place.into_iter();
            let was = place.flat_map(|place| entry.was.iter().map(move |was| (place, was)));
            earlier.extend(was.map(|(place, was)| EarlierId {
                inventory,
                entry: entry.id.to_string(),
                was: was.clone(),
                place,
            }));
        }
    }
    earlier
}
