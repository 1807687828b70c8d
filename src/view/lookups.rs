//! Indices over a plan and a product. Each is made when a view first needs it, so that no view scans the plan again,
//! and a document pays only for the indices that it uses.

use std::hash::Hash;
use std::sync::{Arc, OnceLock};

use rustc_hash::FxHashMap;

use super::renames::Renames;
use crate::model::{
    AttributeId, ControlId, Depth, EvidenceChoice, EvidenceId, InterpretationId, InventoryId,
    ProcedureId, Scheme,
};
use crate::plan::{EvidenceOwed, Plan, RowKey, RunRow, Sample, ScheduledBlock};
use crate::product::{Product, Submitted};
use crate::source::Text;

/// The indices. Their maps are read by key only, never iterated into a document.
#[derive(Debug)]
pub(super) struct Lookups<'a> {
    scheme: &'a Scheme,
    plan: &'a Plan,
    product: &'a Product,
    wanted: OnceLock<FxHashMap<EvidenceId, WantedKind>>,
    submitted: OnceLock<Submitted<'a>>,
    called_for: OnceLock<FxHashMap<InventoryId, OfEntries<'a>>>,
    interpretations: OnceLock<FxHashMap<ControlId, Vec<InterpretationId>>>,
    confirming: OnceLock<FxHashMap<InventoryId, Vec<ProcedureId>>>,
    rows: OnceLock<FxHashMap<(ProcedureId, Option<&'a RowKey>), usize>>,
    blocks: OnceLock<FxHashMap<ProcedureId, Vec<&'a ScheduledBlock>>>,
    samples: OnceLock<FxHashMap<(ProcedureId, Depth), Vec<&'a Sample>>>,
    variants: OnceLock<FxHashMap<&'a str, usize>>,
    renames: OnceLock<Renames<'a>>,
    /// The keys of the models of the series, the lead first.
    pub models: Arc<[Text]>,
}

/// Attributes by the id of an entry.
type OfEntries<'a> = FxHashMap<&'a str, Vec<AttributeId>>;

/// The controls that want a kind of evidence.
#[derive(Debug, Default)]
struct WantedKind {
    /// The controls, in order.
    controls: Vec<ControlId>,
    /// Whether at least one of them accepts no other kind instead.
    needed: bool,
}

impl<'a> Lookups<'a> {
    /// Makes empty indices, which are filled on first use.
    pub fn of(scheme: &'a Scheme, plan: &'a Plan, product: &'a Product) -> Self {
        Self {
            scheme,
            plan,
            product,
            wanted: OnceLock::new(),
            submitted: OnceLock::new(),
            called_for: OnceLock::new(),
            interpretations: OnceLock::new(),
            confirming: OnceLock::new(),
            rows: OnceLock::new(),
            blocks: OnceLock::new(),
            samples: OnceLock::new(),
            variants: OnceLock::new(),
            renames: OnceLock::new(),
            models: product.model_keys().collect(),
        }
    }

    fn wanted(&self) -> &FxHashMap<EvidenceId, WantedKind> {
        self.wanted.get_or_init(|| {
            let mut wanted = FxHashMap::default();
            for control in &self.plan.controls {
                for owed in &control.evidence {
                    add_wanted(&mut wanted, control.control, owed);
                }
            }
            wanted
        })
    }

    /// Returns the controls that want a kind of evidence, in order.
    pub fn wanted_by(&self, kind: EvidenceId) -> &[ControlId] {
        let wanted = self.wanted().get(&kind);
        wanted.map_or(&[], |wanted| &wanted.controls)
    }

    /// Says whether every control that wants a kind of evidence accepts another kind instead.
    pub fn is_optional(&self, kind: EvidenceId) -> bool {
        let wanted = self.wanted().get(&kind);
        wanted.is_none_or(|wanted| !wanted.needed)
    }

    /// Returns what had another key before.
    pub fn renames(&self) -> &Renames<'a> {
        let make = || Renames::of(self.scheme, self.product);
        self.renames.get_or_init(make)
    }

    /// Returns the index of the evidence handed in.
    pub fn submitted(&self) -> &Submitted<'a> {
        let make = || Submitted::of(&self.product.evidence);
        self.submitted.get_or_init(make)
    }

    /// Returns the attributes of an entry for whose answers controls call (L-310).
    pub fn called_for(&self, inventory: InventoryId, entry: &str) -> &[AttributeId] {
        let called = self.called_for.get_or_init(|| {
            let mut called: FxHashMap<_, OfEntries<'a>> = FxHashMap::default();
            for owed in self.plan.controls.iter().flat_map(|plan| &plan.answers) {
                let Some((_, answers)) = owed.answers(self.scheme) else {
                    continue;
                };
                let called = called.entry(answers.inventory).or_default();
                for id in owed.line.rows.rows().iter().filter_map(|row| row.key.id()) {
                    let of_entry = called.entry(id).or_default();
                    for attribute in &answers.attributes {
                        if !of_entry.contains(attribute) {
                            of_entry.push(*attribute);
                        }
                    }
                }
            }
            called
        });
        let of_entry = called.get(&inventory).and_then(|called| called.get(entry));
        of_entry.map_or(&[], Vec::as_slice)
    }

    /// Returns the interpretations that bear on a control, in order.
    pub fn interpretations(&self, control: ControlId) -> &[InterpretationId] {
        let interpretations = self.interpretations.get_or_init(|| {
            let mut bearing = FxHashMap::default();
            for (id, interpretation) in self.scheme.interpretations.iter() {
                for control in &interpretation.controls {
                    push_once(&mut bearing, *control, id);
                }
            }
            bearing
        });
        list(interpretations, &control)
    }

    /// Returns the procedures of the plan by which the laboratory confirms an inventory, in the order of work.
    pub fn confirming(&self, inventory: InventoryId) -> &[ProcedureId] {
        let confirming = self.confirming.get_or_init(|| {
            let mut confirming = FxHashMap::default();
            for run in &self.plan.runs {
                for inventory in &run.confirms {
                    push_once(&mut confirming, *inventory, run.procedure);
                }
            }
            confirming
        });
        list(confirming, &inventory)
    }

    /// Returns the number of the run of a procedure, from 1; 0 if the plan does not have it.
    pub fn number(&self, procedure: ProcedureId) -> usize {
        let place = self.plan.runs.position(&procedure);
        place.map_or(0, |place| place + 1)
    }

    /// Returns the row of a run for an entry, with its place in the run.
    pub fn row(&self, procedure: ProcedureId, key: Option<&RowKey>) -> Option<(usize, &'a RunRow)> {
        let rows = self.rows.get_or_init(|| {
            let mut rows = FxHashMap::default();
            for run in &self.plan.runs {
                for (place, row) in run.rows.iter().enumerate() {
                    let key = (run.procedure, row.key.as_ref());
                    rows.entry(key).or_insert(place);
                }
            }
            rows
        });
        let place = *rows.get(&(procedure, key))?;
        let row = self.plan.runs.find(&procedure)?.rows.get(place)?;
        Some((place, row))
    }

    /// Returns the scheduled blocks of a procedure, in the order of the schedule.
    pub fn blocks(&self, procedure: ProcedureId) -> &[&'a ScheduledBlock] {
        let blocks = self.blocks.get_or_init(|| {
            let mut blocks: FxHashMap<_, Vec<_>> = FxHashMap::default();
            for block in &self.plan.work.schedule.blocks {
                blocks.entry(block.procedure).or_default().push(block);
            }
            blocks
        });
        list(blocks, &procedure)
    }

    /// Returns the samples that a depth of a procedure uses, in order.
    pub fn samples(&self, procedure: ProcedureId, depth: Depth) -> &[&'a Sample] {
        let samples = self.samples.get_or_init(|| {
            let mut samples: FxHashMap<_, Vec<&Sample>> = FxHashMap::default();
            for sample in &self.plan.work.samples {
                for used in &sample.uses {
                    let of_step = samples.entry((used.procedure, used.depth)).or_default();
                    let last = of_step.last();
                    if last.is_none_or(|last| last.number != sample.number) {
                        of_step.push(sample);
                    }
                }
            }
            samples
        });
        list(samples, &(procedure, depth))
    }

    /// Returns the place of a variant in the series.
    pub fn variant(&self, key: &str) -> Option<usize> {
        let variants = self.variants.get_or_init(|| {
            let mut places = FxHashMap::default();
            for (place, variant) in self.product.target.variants.iter().enumerate() {
                places.entry(variant.key.as_str()).or_insert(place);
            }
            places
        });
        variants.get(key).copied()
    }
}

fn add_wanted(
    wanted: &mut FxHashMap<EvidenceId, WantedKind>,
    control: ControlId,
    owed: &EvidenceOwed,
) {
    let needed = match &owed.choice {
        EvidenceChoice::Kind(_) => true,
        EvidenceChoice::Of { needed, kinds } => *needed >= kinds.len(),
    };
    for kind in owed.choice.kinds() {
        let wanted = wanted.entry(*kind).or_default();
        wanted.needed |= needed;
        if wanted.controls.last() != Some(&control) {
            wanted.controls.push(control);
        }
    }
}

fn list<'m, K: Hash + Eq, T>(map: &'m FxHashMap<K, Vec<T>>, key: &K) -> &'m [T] {
    map.get(key).map_or(&[], Vec::as_slice)
}

/// Adds a value to the list of a key, unless it is the last value there.
pub(super) fn push_once<K: Hash + Eq, T: PartialEq>(
    map: &mut FxHashMap<K, Vec<T>>,
    key: K,
    value: T,
) {
    let list = map.entry(key).or_default();
    if list.last() != Some(&value) {
        list.push(value);
    }
}
