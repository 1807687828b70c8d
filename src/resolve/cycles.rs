//! Finds cycles: of subsets and derived names through conditions (L-073), and of controls through their covers.

use super::lexicon::cyclic;
use crate::diag::Diagnostics;
use crate::model::{
    Condition, Control, ControlId, DefinedName, Dependencies, Derive, DeriveId, Mention, Subset,
    SubsetId, Table, Treatment, visit_condition,
};
use crate::source::Place;

/// Reports and breaks every cycle of subsets and derived names.
pub(super) fn break_cycles(
    subsets: &mut Table<SubsetId, Subset>,
    derives: &mut Table<DeriveId, Derive>,
    out: &mut Diagnostics,
) {
    loop {
        let graph = draw(subsets, derives);
        let cycles = graph.cycles();
        if cycles.is_empty() {
            return;
        }
        for cycle in cycles {
            let steps: Vec<(&str, Place)> = cycle
                .iter()
                .map(|step| match step {
                    DefinedName::Subset(id) => (subsets.key(*id), subsets[*id].place),
                    DefinedName::Derive(id) => (derives.key(*id), derives[*id].place),
                })
                .collect();
            out.extend(cyclic("name", &steps));
            for step in cycle {
                match step {
                    DefinedName::Subset(id) => {
                        if let Some(subset) = subsets.get_mut(id) {
                            subset.filter = Condition::Broken;
                        }
                    }
                    DefinedName::Derive(id) => {
                        if let Some(derive) = derives.get_mut(id) {
                            derive.meaning = Condition::Broken;
                        }
                    }
                }
            }
        }
    }
}

/// Reports and breaks every cycle of controls that cover one another.
pub(super) fn break_cover_cycles(controls: &mut Table<ControlId, Control>, out: &mut Diagnostics) {
    loop {
        // Only covered controls can be in a cycle.
        let covered: Vec<(ControlId, &[ControlId])> = controls
            .iter()
            .filter_map(|(id, control)| Some((id, covering(control)?)))
            .collect();
        let mut graph = Dependencies::new(covered.iter().map(|(id, _)| *id));
        for (id, covering) in covered {
            for by in covering {
                graph.add(*by, id);
            }
        }
        let cycles = graph.cycles();
        if cycles.is_empty() {
            return;
        }
        for cycle in cycles {
            let steps: Vec<(&str, Place)> = cycle
                .iter()
                .map(|id| (controls[*id].name.as_str(), controls[*id].place))
                .collect();
            out.extend(cyclic("control", &steps));
            for id in cycle {
                if let Some(control) = controls.get_mut(id)
                    && let Treatment::Covered { by, .. } = &mut control.treatment
                {
                    by.clear();
                    control.incomplete = true;
                }
            }
        }
    }
}

/// Returns the controls whose verdicts a control follows, if it is covered.
fn covering(control: &Control) -> Option<&[ControlId]> {
    match &control.treatment {
        Treatment::Covered { by, .. } => Some(by),
        Treatment::Assessed(_) | Treatment::NotAssessed { .. } => None,
    }
}

fn draw(
    subsets: &Table<SubsetId, Subset>,
    derives: &Table<DeriveId, Derive>,
) -> Dependencies<DefinedName> {
    let nodes = subsets.ids().map(DefinedName::Subset);
    let mut graph = Dependencies::new(nodes.chain(derives.ids().map(DefinedName::Derive)));
    let mut add = |mention: Mention, user| {
        if let Some(used) = mention.defined_name() {
            graph.add(used, user);
        }
    };
    for (id, subset) in subsets.iter() {
        let user = DefinedName::Subset(id);
        add(Mention::Set(subset.of), user);
        visit_condition(&subset.filter, &mut |mention| add(mention, user));
    }
    for (id, derive) in derives.iter() {
        let user = DefinedName::Derive(id);
        visit_condition(&derive.meaning, &mut |mention| add(mention, user));
    }
    graph
}
