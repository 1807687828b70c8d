//! Warns of items that nothing uses.

use super::claims::unread_claims;
use super::marks::{Marks, confirming};
use super::rules::unnamed_rules;
use super::unnamed::unnamed_items;
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::model::{Assessment, Inventory, InventoryId, Mention, Scheme, Set, visit_scheme};

codes! {
    UNUSED_PROCEDURE = warning("P0520", "procedure that nothing uses"),
    UNUSED_EVIDENCE = warning("P0521", "evidence that no control calls for"),
    UNUSED_FACT = warning("P0522", "fact that no condition uses"),
    UNUSED_INVENTORY = warning("P0523", "inventory that nothing uses"),
    UNUSED_SUBSET = warning("P0524", "subset that nothing uses"),
    UNUSED_DERIVE = warning("P0525", "derived name that nothing uses"),
}

/// Reports procedures, evidence kinds, facts, inventories, subsets and derived names that nothing uses, and parties,
/// roles, phases, configurations, kinds and states of samples, equipment, deliveries, events and rules that nothing names.
///
/// Of attributes the claims are checked, since another attribute that no condition reads still describes the entry. Something
/// that only an unused item uses counts as used, so that one cause makes one report. Nothing is reported if the edition uses
/// nothing at all. All of the scheme must have been read: a use may be in what is wrong.
pub(super) fn check_unused(scheme: &Scheme) -> Diagnostics {
    if scheme.edition.uses.is_empty() {
        return Diagnostics::new();
    }
    let mut diagnostics = unused_procedures(scheme);
    diagnostics.append(unused_evidence(scheme));
    diagnostics.append(unused_vocabulary(scheme));
    diagnostics.append(unread_claims(scheme));
    diagnostics.append(unnamed_items(scheme));
    diagnostics.append(unnamed_rules(scheme));
    diagnostics
}

fn assessments(scheme: &Scheme) -> impl Iterator<Item = &Assessment> {
    scheme
        .controls
        .iter()
        .filter_map(|(_, control)| control.assessment())
}

fn unused_procedures(scheme: &Scheme) -> Diagnostics {
    let mut used = Marks::new(&scheme.procedures);
    let lines = assessments(scheme).flat_map(|assessment| &assessment.verify);
    used.mark_all(lines.map(|line| line.procedure));
    used.mark_all(confirming(scheme));
    for (_, procedure) in scheme.procedures.iter() {
        let requires = procedure.depths.iter().flat_map(|block| &block.requires);
        used.mark_all(requires.copied());
    }
    used.report_unmarked(|procedure| {
        let message = format!("no control calls for the procedure `{}`", procedure.key);
        Diagnostic::at(&UNUSED_PROCEDURE, procedure.place, message)
            .help("name it in a `verify` line, in the `requires` of another procedure or in the `confirmed by` of an inventory, or remove it")
    })
}

fn unused_evidence(scheme: &Scheme) -> Diagnostics {
    let mut used = Marks::new(&scheme.evidence);
    for assessment in assessments(scheme) {
        let kinds = assessment
            .evidence
            .iter()
            .flat_map(|line| line.choice.kinds());
        used.mark_all(kinds.chain(&assessment.otherwise).copied());
    }
    used.report_unmarked(|kind| {
        let message = format!("no control calls for the evidence `{}`", kind.key);
        Diagnostic::at(&UNUSED_EVIDENCE, kind.place, message)
            .help("name it in an `evidence` line, or remove it")
    })
}

fn unused_vocabulary(scheme: &Scheme) -> Diagnostics {
    let mut facts = Marks::new(&scheme.facts);
    let mut inventories = Marks::new(&scheme.inventories);
    let mut subsets = Marks::new(&scheme.subsets);
    let mut derives = Marks::new(&scheme.derives);
    visit_scheme(scheme, &mut |mention| match mention {
        Mention::Fact(fact) => facts.mark(fact),
        Mention::Attribute(step) => inventories.mark(step.inventory),
        Mention::Set(Set::Inventory(inventory)) => inventories.mark(inventory),
        Mention::Set(Set::Subset(subset)) => subsets.mark(subset),
        Mention::Derive(derive) => derives.mark(derive),
        Mention::Broken => {}
    });
    // Documents print those that have a number (L-341).
    let numbered = scheme.derives.iter();
    let numbered = numbered.filter(|(_, derive)| derive.number.given().is_some());
    derives.mark_all(numbered.map(|(id, _)| id));
    mark_targets(scheme, &mut inventories);
    let informing = scheme.facts.iter();
    let informing = informing.filter(|(_, fact)| fact.for_information);
    facts.mark_all(informing.map(|(id, _)| id));
    let mut diagnostics = facts.report_unmarked(|fact| {
        let message = format!("no condition uses the fact `{}`", fact.key);
        Diagnostic::at(&UNUSED_FACT, fact.place, message)
            .help("use it in a condition, mark it `informative`, or remove it: its answer decides nothing")
    });
    diagnostics.append(inventories.report_unmarked(|inventory| {
        let message = format!("nothing uses the inventory `{}`", inventory.key);
        Diagnostic::at(&UNUSED_INVENTORY, inventory.place, message).help(
            "use it in a condition, a line or a procedure, or remove it: its list decides nothing",
        )
    }));
    diagnostics.append(subsets.report_unmarked(|subset| {
        let message = format!("nothing uses the subset `{}`", subset.key);
        Diagnostic::at(&UNUSED_SUBSET, subset.place, message)
            .help("use it in a condition or a line, or remove it")
    }));
    diagnostics.append(derives.report_unmarked(|derive| {
        let message = format!("no condition uses the derived name `{}`", derive.key);
        Diagnostic::at(&UNUSED_DERIVE, derive.place, message)
            .help("use it in a condition, or remove it")
    }));
    diagnostics
}

/// Marks the inventories that procedures examine, and those to which answers refer.
fn mark_targets(scheme: &Scheme, inventories: &mut Marks<'_, InventoryId, Inventory>) {
    inventories.mark_all(
        scheme
            .procedures
            .iter()
            .filter_map(|(_, procedure)| procedure.inventory),
    );
    inventories.mark_all(
        scheme
            .facts
            .iter()
            .filter_map(|(_, fact)| fact.answer.target()),
    );
    for (_, inventory) in scheme.inventories.iter() {
        inventories.mark_all(
            inventory
                .attributes
                .iter()
                .filter_map(|(_, attribute)| attribute.answer.target()),
        );
    }
}
