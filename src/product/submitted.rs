//! The evidence handed in, by kind and by the controls and entries that it covers (PF-122).
//!
//! Evidence that names no control covers all controls, and evidence that names no entry covers all entries, those that are
//! not known yet included. A pair of entries is covered if its first half is.

use rustc_hash::FxHashMap;

use super::types::{Covered, SubmittedEvidence};
use crate::model::{ControlId, EvidenceId};

/// Evidence with its place in the product file's order.
type Numbered<'a> = (usize, &'a SubmittedEvidence);

/// The evidence handed in. The maps are read by key only.
#[derive(Debug, Default)]
pub struct Submitted<'a> {
    of_kind: FxHashMap<EvidenceId, OfKind<'a>>,
}

/// The evidence of one kind.
#[derive(Debug, Default)]
struct OfKind<'a> {
    all: Vec<Numbered<'a>>,
    /// The evidence by the control that it names; `None` for evidence that names none.
    of_control: FxHashMap<Option<ControlId>, OfControl<'a>>,
}

/// The evidence for one control, or for all.
#[derive(Debug, Default)]
struct OfControl<'a> {
    all: Vec<Numbered<'a>>,
    /// That which names no entry.
    of_all_entries: Vec<Numbered<'a>>,
    of_entry: FxHashMap<&'a str, Vec<Numbered<'a>>>,
}

/// What evidence is wanted for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WantedFor<'e> {
    /// The product as a whole.
    Product,
    /// An entry: `chip.main`, `path.ota+app`.
    Entry(&'e str),
    /// Entries that are not known yet.
    FurtherEntries,
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

    /// Returns the evidence of some kinds that covers a control and what it is wanted for, in order.
    pub fn covering(
        &self,
        kinds: &[EvidenceId],
        control: ControlId,
        wanted: WantedFor<'_>,
    ) -> Vec<&'a SubmittedEvidence> {
        let kinds = kinds.iter().filter_map(|kind| self.of_kind.get(kind));
        let mut covering: Vec<Numbered<'a>> = kinds
            .flat_map(|of_kind| of_kind.covering(control, wanted))
            .collect();
        covering.sort_by_key(|(number, _)| *number);
        covering.dedup_by_key(|(number, _)| *number);
        covering.into_iter().map(|(_, piece)| piece).collect()
    }

    /// Says whether evidence of a kind covers a control and what it is wanted for.
    pub fn covers(&self, kind: EvidenceId, control: ControlId, wanted: WantedFor<'_>) -> bool {
        let of_kind = self.of_kind.get(&kind);
        of_kind.is_some_and(|of_kind| of_kind.covering(control, wanted).next().is_some())
    }
}

impl<'a> OfKind<'a> {
    fn add(&mut self, numbered: Numbered<'a>) {
        self.all.push(numbered);
        let (mut controls, mut entries) = (Vec::new(), Vec::new());
        for covered in &numbered.1.covers {
            match covered {
                Covered::Control(control) => controls.push(Some(*control)),
                Covered::Entry { name, .. } => entries.push(name.as_str()),
            }
        }
        if controls.is_empty() {
            controls.push(None);
        }
        for control in controls {
            let of_control = self.of_control.entry(control).or_default();
            of_control.add(numbered, &entries);
        }
    }

    fn covering<'s>(
        &'s self,
        control: ControlId,
        wanted: WantedFor<'_>,
    ) -> impl Iterator<Item = Numbered<'a>> + use<'a, 's> {
        let [about_all, named] = [None, Some(control)].map(|named| {
            let of_control = self.of_control.get(&named);
            of_control.map_or([&[][..]; 2], |of_control| of_control.covering(wanted))
        });
        about_all.into_iter().chain(named).flatten().copied()
    }
}

impl<'a> OfControl<'a> {
    fn add(&mut self, numbered: Numbered<'a>, entries: &[&'a str]) {
        self.all.push(numbered);
        if entries.is_empty() {
            self.of_all_entries.push(numbered);
        }
        for entry in entries {
            self.of_entry.entry(entry).or_default().push(numbered);
        }
    }

    fn covering(&self, wanted: WantedFor<'_>) -> [&[Numbered<'a>]; 2] {
        let entry = match wanted {
            WantedFor::Product => return [&self.all, &[]],
            WantedFor::FurtherEntries => return [&self.of_all_entries, &[]],
            WantedFor::Entry(entry) => entry,
        };
        let first = entry.split_once('+').map_or(entry, |(first, _)| first);
        let named = self.of_entry.get(first);
        [&self.of_all_entries, named.map_or(&[], Vec::as_slice)]
    }
}
