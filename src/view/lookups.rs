//! What documents look up of a plan and a product: gone through once, so that no view scans them again.

use rustc_hash::FxHashMap;

use super::submitted::Submitted;
use crate::model::{
    ControlId, Depth, EvidenceChoice, EvidenceId, InterpretationId, ProcedureId, Scheme, Situation,
};
use crate::plan::{EvidenceOwed, Plan, RowKey, RunRow, Sample, ScheduledBlock};
use crate::product::Product;

/// What is looked up; nothing goes from its maps into a document but by key.
#[derive(Debug)]
pub(super) struct Lookups<'a> {
    wanted: FxHashMap<EvidenceId, WantedKind>,
    /// What was handed in.
    pub submitted: Submitted<'a>,
    interpretations: FxHashMap<ControlId, Vec<InterpretationId>>,
    numbers: FxHashMap<ProcedureId, usize>,
    rows: FxHashMap<(ProcedureId, Option<&'a RowKey>), &'a RunRow>,
    blocks: FxHashMap<ProcedureId, Vec<&'a ScheduledBlock>>,
    samples: FxHashMap<(ProcedureId, Depth), Vec<&'a Sample>>,
    variants: FxHashMap<&'a str, &'a Situation>,
}

/// Who wants a kind of evidence.
#[derive(Debug, Default)]
struct WantedKind {
    /// The controls that want it, in order.
    controls: Vec<ControlId>,
    /// Whether one of them accepts nothing in its place.
    needed: bool,
}

impl<'a> Lookups<'a> {
    /// Goes through a plan and a product.
    pub fn of(scheme: &Scheme, plan: &'a Plan, product: &'a Product) -> Self {
        let mut lookups = Self {
            wanted: FxHashMap::default(),
            submitted: Submitted::of(&product.evidence),
            interpretations: FxHashMap::default(),
            numbers: FxHashMap::default(),
            rows: FxHashMap::default(),
            blocks: FxHashMap::default(),
            samples: FxHashMap::default(),
            variants: FxHashMap::default(),
        };
        for control in &plan.controls {
            for owed in &control.evidence {
                lookups.add_wanted(control.control, owed);
            }
        }
        for (id, interpretation) in scheme.interpretations.iter() {
            for control in &interpretation.controls {
                push_once(&mut lookups.interpretations, *control, id);
            }
        }
        lookups.add_runs(plan);
        lookups.add_work(plan);
        for variant in &product.target.variants {
            let known = lookups.variants.entry(variant.key.as_str());
            known.or_insert(&variant.situation);
        }
        lookups
    }

    fn add_wanted(&mut self, control: ControlId, owed: &EvidenceOwed) {
        let needed = match &owed.choice {
            EvidenceChoice::Kind(_) => true,
            EvidenceChoice::Of { needed, kinds } => *needed >= kinds.len(),
        };
        for kind in owed.choice.kinds() {
            let wanted = self.wanted.entry(*kind).or_default();
            wanted.needed |= needed;
            if wanted.controls.last() != Some(&control) {
                wanted.controls.push(control);
            }
        }
    }

    fn add_runs(&mut self, plan: &'a Plan) {
        for (number, run) in plan.runs.iter().enumerate() {
            self.numbers.entry(run.procedure).or_insert(number + 1);
            for row in &run.rows {
                let key = (run.procedure, row.key.as_ref());
                self.rows.entry(key).or_insert(row);
            }
        }
    }

    fn add_work(&mut self, plan: &'a Plan) {
        for block in &plan.work.schedule.blocks {
            self.blocks.entry(block.procedure).or_default().push(block);
        }
        for sample in &plan.work.samples {
            for used in &sample.uses {
                let step = (used.procedure, used.depth);
                let of_step = self.samples.entry(step).or_default();
                if of_step
                    .last()
                    .is_none_or(|last| last.number != sample.number)
                {
                    of_step.push(sample);
                }
            }
        }
    }

    /// Returns the controls that want a kind of evidence, in order.
    pub fn wanted_by(&self, kind: EvidenceId) -> &[ControlId] {
        let wanted = self.wanted.get(&kind);
        wanted.map_or(&[], |wanted| &wanted.controls)
    }

    /// Says whether every control that wants a kind of evidence accepts another in its place.
    pub fn is_optional(&self, kind: EvidenceId) -> bool {
        self.wanted.get(&kind).is_none_or(|wanted| !wanted.needed)
    }

    /// Returns the interpretations that bear on a control, in order.
    pub fn interpretations(&self, control: ControlId) -> &[InterpretationId] {
        list(&self.interpretations, &control)
    }

    /// Returns the number of the run of a procedure, from 1; 0 where it is not carried out.
    pub fn number(&self, procedure: ProcedureId) -> usize {
        self.numbers.get(&procedure).copied().unwrap_or(0)
    }

    /// Returns the row of a run for an entry.
    pub fn row(&self, procedure: ProcedureId, key: Option<&RowKey>) -> Option<&'a RunRow> {
        self.rows.get(&(procedure, key)).copied()
    }

    /// Returns when a procedure is carried out, in the order of the schedule.
    pub fn blocks(&self, procedure: ProcedureId) -> &[&'a ScheduledBlock] {
        list(&self.blocks, &procedure)
    }

    /// Returns the samples that a depth of a procedure uses, in order.
    pub fn samples(&self, procedure: ProcedureId, depth: Depth) -> &[&'a Sample] {
        list(&self.samples, &(procedure, depth))
    }

    /// Returns what is known of a variant of the series.
    pub fn variant(&self, key: &str) -> Option<&'a Situation> {
        self.variants.get(key).copied()
    }
}

fn list<'m, K: std::hash::Hash + Eq, T>(map: &'m FxHashMap<K, Vec<T>>, key: &K) -> &'m [T] {
    map.get(key).map_or(&[], Vec::as_slice)
}

/// Adds to the list of a key; what was added last is not added again.
pub(super) fn push_once<K: std::hash::Hash + Eq, T: PartialEq>(
    map: &mut FxHashMap<K, Vec<T>>,
    key: K,
    value: T,
) {
    let list = map.entry(key).or_default();
    if list.last() != Some(&value) {
        list.push(value);
    }
}
