//! What a party may see of what the laboratory found; and the names of people in what a dossier holds beside answers.

use std::collections::{BTreeMap, BTreeSet};

use super::audience::Sight;
use crate::answers::{EvidenceNumber, Found, FoundEntry, Register, SampleList};
use crate::model::{AttributeId, Entry, Scheme};

/// Cuts out of found entries what a party may not see: attributes, and numbers of evidence that are not among `seen`.
pub fn cut_found(
    sight: Sight<'_>,
    scheme: &Scheme,
    found: &Found,
    seen: &BTreeSet<String>,
) -> Found {
    let cut = found.entries.iter().map(|found_entry| {
        let mut cut = found_entry.clone();
        cut.evidence.retain(|number| seen.contains(number));
        cut.entry
            .values
            .retain(|attribute, _| sees_value(sight, scheme, found_entry, *attribute));
        cut
    });
    Found {
        entries: cut.collect(),
    }
}

/// Says whether a party may see all that is said of a found entry.
pub(super) fn sees_whole(sight: Sight<'_>, scheme: &Scheme, found_entry: &FoundEntry) -> bool {
    let mut attributes = found_entry.entry.values.keys();
    attributes.all(|attribute| sees_value(sight, scheme, found_entry, *attribute))
}

fn sees_value(
    sight: Sight<'_>,
    scheme: &Scheme,
    found_entry: &FoundEntry,
    attribute: AttributeId,
) -> bool {
    let inventory = &scheme.inventories[found_entry.inventory];
    sight.sees_attribute(&inventory.key, &inventory.attributes[attribute].key)
}

/// Returns what the vendor says to found entries, and nothing else of them: the rest is the laboratory's to send.
pub fn stances_of(found: &Found) -> Found {
    let answered = found.entries.iter().filter(|one| one.stance.is_some());
    let bare = answered.map(|one| FoundEntry {
        entry: Entry {
            values: BTreeMap::new(),
            was: Vec::new(),
            ..one.entry.clone()
        },
        models: Vec::new(),
        evidence: Vec::new(),
        ..one.clone()
    });
    Found {
        entries: bare.collect(),
    }
}

/// Visits the keys of people in something, which may be changed.
pub trait NamesPeople {
    /// Visits each key.
    fn visit_people(&mut self, visit: &mut dyn FnMut(&mut String));
}

impl NamesPeople for Register {
    fn visit_people(&mut self, visit: &mut dyn FnMut(&mut String)) {
        let numbers: Vec<EvidenceNumber> = self.pieces.iter().map(|(one, _)| one.clone()).collect();
        for number in numbers {
            if let Some(mut piece) = self.pieces.get(&number).cloned() {
                for viewing in &mut piece.viewings {
                    visit(&mut viewing.by);
                }
                self.pieces.set(number, piece);
            }
        }
    }
}

impl NamesPeople for Found {
    fn visit_people(&mut self, visit: &mut dyn FnMut(&mut String)) {
        for found_entry in &mut self.entries {
            visit(&mut found_entry.by);
            if let Some(stance) = &mut found_entry.stance {
                visit(&mut stance.by);
            }
        }
    }
}

impl NamesPeople for SampleList {
    fn visit_people(&mut self, visit: &mut dyn FnMut(&mut String)) {
        for sample in self.samples.values_mut() {
            let handovers = sample.received.iter_mut().chain(&mut sample.returned);
            for handover in handovers {
                visit(&mut handover.by);
            }
            for custody in &mut sample.custody {
                visit(&mut custody.by);
            }
        }
    }
}
