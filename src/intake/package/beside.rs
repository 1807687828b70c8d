//! What a party may see of what a dossier holds beside answers; and the names of people in it.

use std::collections::{BTreeMap, BTreeSet};

use super::audience::Sight;
use crate::answers::{EvidenceNumber, Found, FoundEntry, Piece, Pieces, Register, SampleList};
use crate::model::{Entry, Scheme};

/// A register without what a party may not see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CutRegister {
    /// What is left. It does not tell how many numbers were given.
    pub register: Register,
    /// The numbers of what was left out.
    pub withheld: Vec<EvidenceNumber>,
}

/// Cuts out of a register what a party may not see. A piece is seen by those who may see all of its kinds; one without a kind
/// by nobody else, since the scheme does not say who may see it.
pub fn cut_register(sight: Sight<'_>, register: &Register) -> CutRegister {
    let mut cut = CutRegister {
        register: Register {
            party: register.party.clone(),
            pieces: Pieces::new(&register.pieces.letter),
        },
        withheld: Vec::new(),
    };
    for (number, piece) in register.pieces.iter() {
        if sees_piece(sight, piece) {
            cut.register.pieces.set(number.clone(), piece.clone());
        } else {
            cut.withheld.push(number.clone());
        }
    }
    cut
}

fn sees_piece(sight: Sight<'_>, piece: &Piece) -> bool {
    !piece.kinds.is_empty() && piece.kinds.iter().all(|kind| sight.sees_evidence(kind))
}

/// Cuts out of found entries what a party may not see: attributes, and numbers of evidence that are not among `seen`.
pub fn cut_found(
    sight: Sight<'_>,
    scheme: &Scheme,
    found: &Found,
    seen: &BTreeSet<String>,
) -> Found {
    let cut = found.entries.iter().map(|one| {
        let inventory = &scheme.inventories[one.inventory];
        let mut cut = one.clone();
        cut.evidence.retain(|number| seen.contains(number));
        cut.entry.values.retain(|attribute, _| {
            sight.sees_attribute(&inventory.key, &inventory.attributes[*attribute].key)
        });
        cut
    });
    Found {
        entries: cut.collect(),
    }
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

/// The numbers that a party may see of registers.
pub fn seen_numbers<'r>(
    sight: Sight<'_>,
    registers: impl Iterator<Item = &'r Register>,
) -> BTreeSet<String> {
    let pieces = registers.flat_map(|register| register.pieces.iter());
    let seen = pieces.filter(|(_, piece)| sees_piece(sight, piece));
    seen.map(|(number, _)| number.to_string()).collect()
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
        for one in &mut self.entries {
            visit(&mut one.by);
            if let Some(stance) = &mut one.stance {
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
