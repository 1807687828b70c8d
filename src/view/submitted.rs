//! The evidence handed in, by kind and by the controls and entries that it covers.
//!
//! Evidence that names no control covers all controls, and evidence that names no entry of an inventory covers all of
//! its entries. A pair of entries is covered if its first half is.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use crate::model::{ControlId, EvidenceId};
use crate::product::{Covered, SubmittedEvidence};

/// Evidence with its place in the product file's order.
type Numbered<'a> = (usize, &'a SubmittedEvidence);

/// The evidence handed in. The maps are read by key only.
#[derive(Debug, Default)]
pub(super) struct Submitted<'a> {
    of_kind: FxHashMap<EvidenceId, OfKind<'a>>,
}

/// The evidence of one kind.
#[derive(Debug, Default)]
struct OfKind<'a> {
    all: Vec<Numbered<'a>>,
    /// The evidence by the control that it names; `None` for evidence that names none.
    of_control: FxHashMap<Option<ControlId>, Vec<Group<'a>>>,
}

/// Evidence that names entries of the same inventories.
#[derive(Debug)]
struct Group<'a> {
    inventories: BTreeSet<&'a str>,
    all: Vec<Numbered<'a>>,
    of_entry: FxHashMap<&'a str, Vec<Numbered<'a>>>,
}

impl<'a> Submitted<'a> {
    /// Indexes the evidence handed in.
    pub fn of(evidence: &'a [SubmittedEvidence]) -> Self {
        let mut submitted = Self::default();
        for (number, piece) in evidence.iter().enumerate() {
            let of_kind = submitted.of_kind.entry(piece.kind).or_default();
            of_kind.add((number, piece));
        }
        submitted
    }

    /// Returns all evidence of a kind, in order.
    pub fn of_kind(&self, kind: EvidenceId) -> impl Iterator<Item = &'a SubmittedEvidence> {
        let of_kind = self.of_kind.get(&kind).into_iter();
        of_kind.flat_map(|of_kind| of_kind.all.iter().map(|(_, piece)| *piece))
    }

    /// Returns the evidence of some kinds that covers a control and an entry, in order.
    pub fn covering(
        &self,
        kinds: &[EvidenceId],
        control: ControlId,
        entry: Option<&str>,
    ) -> Vec<&'a SubmittedEvidence> {
        let first = entry.map(|entry| entry.split_once('+').map_or(entry, |(first, _)| first));
        let mut covering: Vec<Numbered<'a>> = Vec::new();
        for of_kind in kinds.iter().filter_map(|kind| self.of_kind.get(kind)) {
            for named in [None, Some(control)] {
                let groups = of_kind.of_control.get(&named).into_iter().flatten();
                covering.extend(groups.flat_map(|group| group.covering(first)));
            }
        }
        covering.sort_by_key(|(number, _)| *number);
        covering.dedup_by_key(|(number, _)| *number);
        covering.into_iter().map(|(_, piece)| piece).collect()
    }
}

impl<'a> OfKind<'a> {
    fn add(&mut self, numbered: Numbered<'a>) {
        self.all.push(numbered);
        let (mut controls, mut entries) = (BTreeSet::new(), BTreeSet::new());
        for covered in &numbered.1.covers {
            match covered {
                Covered::Control(control) => _ = controls.insert(Some(*control)),
                Covered::Entry { name, .. } => _ = entries.insert(name.as_str()),
            }
        }
        if controls.is_empty() {
            controls.insert(None);
        }
        for control in controls {
            group_of(
                self.of_control.entry(control).or_default(),
                &entries,
                numbered,
            );
        }
    }
}

/// Returns the group for evidence that names entries of the same inventories.
fn group_of<'a>(groups: &mut Vec<Group<'a>>, entries: &BTreeSet<&'a str>, numbered: Numbered<'a>) {
    let inventories: BTreeSet<&str> = entries
        .iter()
        .filter_map(|name| inventory_of(name))
        .collect();
    let known = groups
        .iter()
        .position(|group| group.inventories == inventories);
    let place = known.unwrap_or_else(|| {
        groups.push(Group {
            inventories,
            all: Vec::new(),
            of_entry: FxHashMap::default(),
        });
        groups.len() - 1
    });
    if let Some(group) = groups.get_mut(place) {
        group.all.push(numbered);
        for entry in entries {
            group.of_entry.entry(entry).or_default().push(numbered);
        }
    }
}

impl<'a> Group<'a> {
    fn covering(&self, entry: Option<&str>) -> impl Iterator<Item = Numbered<'a>> {
        let named = entry.filter(|entry| {
            inventory_of(entry).is_some_and(|inventory| self.inventories.contains(inventory))
        });
        let covering = match named {
            Some(entry) => self.of_entry.get(entry).map_or(&[][..], Vec::as_slice),
            None => &self.all,
        };
        covering.iter().copied()
    }
}

fn inventory_of(entry: &str) -> Option<&str> {
    entry.split_once('.').map(|(inventory, _)| inventory)
}
