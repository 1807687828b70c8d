//! Warns of items that nothing uses.

use super::marks::{Marks, confirming, unused};
use super::rules::unnamed_rules;
use super::unnamed::unnamed_items;
use crate::diag::{Diagnostics, codes};
use crate::model::{
    DeriveId, EvidenceId, FactId, InventoryId, Mention, ProcedureId, Scheme, Set, SubsetId,
    Treatment, Type, visit_scheme,
};

codes! {
    UNUSED_PROCEDURE = warning("P0520", "procedure that nothing uses"),
    UNUSED_EVIDENCE = warning("P0521", "evidence that nothing asks for"),
    UNUSED_FACT = warning("P0522", "fact that no condition asks for"),
    UNUSED_INVENTORY = warning("P0523", "inventory that nothing uses"),
    UNUSED_SUBSET = warning("P0524", "subset that nothing uses"),
    UNUSED_DERIVE = warning("P0525", "derived name that nothing uses"),
}

/// Reports procedures, evidence kinds, facts, inventories, subsets and derived names that nothing uses, and parties,
/// roles, phases, configurations, events and rules that nothing names.
///
/// Attributes are not checked, since an attribute that no condition reads still describes the entry. Something that
/// only an unused item uses counts as used, so that one cause makes one report. Nothing is reported if its use may be
/// in an item that could not be read.
#[must_use]
pub fn check_unused(scheme: &Scheme) -> Diagnostics {
    let in_part = scheme
        .controls
        .iter()
        .any(|(_, control)| control.incomplete);
    if in_part || !scheme.incomplete.is_empty() {
        return Diagnostics::new();
    }
    let mut used = Used::new(scheme);
    used.mark_controls(scheme);
    used.mark_vocabulary(scheme);
    let mut diagnostics = unused_items(scheme, &used);
    diagnostics.append(unused_vocabulary(scheme, &used));
    diagnostics.append(unnamed_items(scheme));
    diagnostics.append(unnamed_rules(scheme));
    diagnostics
}

struct Used {
    procedures: Marks<ProcedureId>,
    evidence: Marks<EvidenceId>,
    facts: Marks<FactId>,
    inventories: Marks<InventoryId>,
    subsets: Marks<SubsetId>,
    derives: Marks<DeriveId>,
}

impl Used {
    fn new(scheme: &Scheme) -> Self {
        Self {
            procedures: Marks::new(&scheme.procedures),
            evidence: Marks::new(&scheme.evidence),
            facts: Marks::new(&scheme.facts),
            inventories: Marks::new(&scheme.inventories),
            subsets: Marks::new(&scheme.subsets),
            derives: Marks::new(&scheme.derives),
        }
    }

    fn mark_controls(&mut self, scheme: &Scheme) {
        for (_, control) in scheme.controls.iter() {
            if let Treatment::Assessed(assessment) = &control.treatment {
                let kinds = assessment
                    .evidence
                    .iter()
                    .flat_map(|line| line.choice.kinds());
                for kind in kinds.chain(&assessment.otherwise) {
                    self.evidence.mark(*kind);
                }
                for line in &assessment.verify {
                    self.procedures.mark(line.procedure);
                }
            }
        }
        for procedure in confirming(scheme) {
            self.procedures.mark(procedure);
        }
        for (_, procedure) in scheme.procedures.iter() {
            for required in procedure.depths.iter().flat_map(|block| &block.requires) {
                self.procedures.mark(*required);
            }
        }
    }

    fn mark_vocabulary(&mut self, scheme: &Scheme) {
        for (_, procedure) in scheme.procedures.iter() {
            if let Some(inventory) = procedure.inventory {
                self.inventories.mark(inventory);
            }
        }
        let facts = scheme.facts.iter().map(|(_, fact)| &fact.answer);
        let attributes = scheme.inventories.iter().flat_map(|(_, inventory)| {
            inventory
                .attributes
                .iter()
                .map(|(_, attribute)| &attribute.answer)
        });
        for target in facts.chain(attributes).filter_map(Type::target) {
            self.inventories.mark(target);
        }
        visit_scheme(scheme, &mut |mention| self.mark(mention));
    }

    fn mark(&mut self, mention: Mention) {
        match mention {
            Mention::Fact(fact) => self.facts.mark(fact),
            Mention::Attribute(step) => self.inventories.mark(step.inventory),
            Mention::Set(Set::Inventory(inventory)) => self.inventories.mark(inventory),
            Mention::Set(Set::Subset(subset)) => self.subsets.mark(subset),
            Mention::Derive(derive) => self.derives.mark(derive),
            Mention::Broken => {}
        }
    }
}

fn unused_items(scheme: &Scheme, used: &Used) -> Diagnostics {
    let procedures = used.procedures.unmarked().map(|id| {
        let procedure = &scheme.procedures[id];
        unused(
            &UNUSED_PROCEDURE,
            procedure.place,
            format!("no control asks for the procedure `{}`", procedure.key),
            "name it in a `verify` line, in the `requires` of another procedure or in the `confirmed by` of an inventory, or remove it",
        )
    });
    let evidence = used.evidence.unmarked().map(|id| {
        let kind = &scheme.evidence[id];
        unused(
            &UNUSED_EVIDENCE,
            kind.place,
            format!("no control asks for the evidence `{}`", kind.key),
            "name it in an `evidence` line, or remove it",
        )
    });
    procedures.chain(evidence).collect()
}

fn unused_vocabulary(scheme: &Scheme, used: &Used) -> Diagnostics {
    let facts = used.facts.unmarked().map(|id| {
        let fact = &scheme.facts[id];
        unused(
            &UNUSED_FACT,
            fact.place,
            format!("no condition asks for the fact `{}`", fact.key),
            "use it in a condition, or remove it: vendors answer it in vain",
        )
    });
    let inventories = used.inventories.unmarked().map(|id| {
        let inventory = &scheme.inventories[id];
        unused(
            &UNUSED_INVENTORY,
            inventory.place,
            format!("nothing speaks of the inventory `{}`", inventory.key),
            "use it in a condition, a line or a procedure, or remove it: vendors list it in vain",
        )
    });
    let subsets = used.subsets.unmarked().map(|id| {
        let subset = &scheme.subsets[id];
        unused(
            &UNUSED_SUBSET,
            subset.place,
            format!("nothing speaks of the subset `{}`", subset.key),
            "use it in a condition or a line, or remove it",
        )
    });
    let derives = used.derives.unmarked().map(|id| {
        let derive = &scheme.derives[id];
        unused(
            &UNUSED_DERIVE,
            derive.place,
            format!("no condition speaks of `{}`", derive.key),
            "use it in a condition, or remove it",
        )
    });
    facts
        .chain(inventories)
        .chain(subsets)
        .chain(derives)
        .collect()
}
