//! Finds cycles: of subsets and derived names through conditions (L-073), and of controls through their covers.

use super::lexicon::cyclic;
use crate::diag::Diagnostics;
use crate::model::{
    Condition, Control, ControlId, Dependencies, Derive, DeriveId, Quantified, Quantifier, Set,
    Subset, SubsetId, Table, Treatment,
};
use crate::source::Place;

/// A name that is defined by a condition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Defined {
    Subset(SubsetId),
    Derive(DeriveId),
}

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
                    Defined::Subset(id) => (subsets.key(*id), subsets[*id].place),
                    Defined::Derive(id) => (derives.key(*id), derives[*id].place),
                })
                .collect();
            out.extend(cyclic("name", &steps));
            for step in cycle {
                match step {
                    Defined::Subset(id) => {
                        subsets
                            .get_mut(id)
                            .into_iter()
                            .for_each(|subset| subset.filter = Condition::Broken);
                    }
                    Defined::Derive(id) => {
                        derives
                            .get_mut(id)
                            .into_iter()
                            .for_each(|derive| derive.meaning = Condition::Broken);
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
) -> Dependencies<Defined> {
    let nodes = subsets.ids().map(Defined::Subset);
    let mut graph = Dependencies::new(nodes.chain(derives.ids().map(Defined::Derive)));
    let mut used = Vec::new();
    for (id, subset) in subsets.iter() {
        if let Set::Subset(of) = subset.of {
            graph.add(Defined::Subset(of), Defined::Subset(id));
        }
        names_in(&subset.filter, &mut used);
        for name in used.drain(..) {
            graph.add(name, Defined::Subset(id));
        }
    }
    for (id, derive) in derives.iter() {
        names_in(&derive.meaning, &mut used);
        for name in used.drain(..) {
            graph.add(name, Defined::Derive(id));
        }
    }
    graph
}

/// Collects the names that a condition uses.
fn names_in(condition: &Condition, used: &mut Vec<Defined>) {
    match condition {
        Condition::All(parts) | Condition::Any(parts) => {
            for part in parts {
                names_in(part, used);
            }
        }
        Condition::Not(part) => names_in(part, used),
        Condition::Derived(derive) => used.push(Defined::Derive(*derive)),
        Condition::Quantified(quantified) => names_in_quantified(quantified, used),
        Condition::Test(_) | Condition::Broken => {}
    }
}

fn names_in_quantified(quantified: &Quantified, used: &mut Vec<Defined>) {
    if let Set::Subset(subset) = quantified.set {
        used.push(Defined::Subset(subset));
    }
    if let Some(filter) = &quantified.filter {
        names_in(filter, used);
    }
    match &quantified.quantifier {
        Quantifier::Every(wanted) => names_in(wanted, used),
        Quantifier::Some
        | Quantifier::No
        | Quantifier::AtLeast(_)
        | Quantifier::AtMost(_)
        | Quantifier::Exactly(_) => {}
    }
}
