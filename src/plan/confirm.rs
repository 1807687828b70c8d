//! The inventories that matter at a level and therefore have to be confirmed (L-074).

use std::collections::BTreeSet;

use indexmap::IndexSet;
use rustc_hash::FxBuildHasher;

use super::owed::ControlPlan;
use crate::model::{
    Assessment, AttributeStep, Clauses, InventoryId, KeyedList, LevelId, Mention, Rows, Scheme,
    Treatment, open_mentions, visit_applies, visit_clauses, visit_procedure,
};

/// Returns the inventories that matter, in the order of the scheme: a condition of a control reads them, or their
/// entries are examined.
///
/// Controls that do not apply count too: they would apply if the inventory held other entries.
pub(super) fn find_inventories(
    scheme: &Scheme,
    controls: &KeyedList<ControlPlan>,
) -> Vec<InventoryId> {
    let mut inventories: BTreeSet<InventoryId> = BTreeSet::new();
    let mut mentions: IndexSet<Mention, FxBuildHasher> = IndexSet::default();
    for plan in controls.iter().filter(|plan| plan.status.is_decided()) {
        if let Treatment::Assessed(assessment) = &scheme.controls[plan.control].treatment {
            let mut add = |mention| _ = mentions.insert(mention);
            visit_applies(&assessment.applies, &mut add);
            for clauses in lines_at(assessment, plan.level) {
                visit_clauses(clauses, &mut add);
                inventories.extend(second_inventory(scheme, clauses));
            }
        }
        for owed in &plan.procedures {
            let procedure = &scheme.procedures[owed.procedure];
            inventories.extend(procedure.inventory);
            visit_procedure(procedure, &mut |mention| _ = mentions.insert(mention));
        }
    }
    inventories.extend(
        open_mentions(scheme, mentions)
            .into_iter()
            .filter_map(|mention| match mention {
                Mention::Set(set) => Some(scheme.inventory_of(set)),
                Mention::Attribute(AttributeStep { inventory, .. }) => Some(inventory),
                Mention::Fact(_) | Mention::Derive(_) | Mention::Broken => None,
            }),
    );
    inventories.into_iter().collect()
}

/// Returns the clauses of the lines that a level of the catalog calls for.
fn lines_at(assessment: &Assessment, level: Option<LevelId>) -> impl Iterator<Item = &Clauses> {
    let evidence = assessment
        .evidence
        .iter()
        .filter(move |line| line.levels.contains(level));
    let verify = assessment
        .verify
        .iter()
        .filter(move |line| line.depths_at(level).is_some());
    let evidence = evidence.map(|line| &line.clauses);
    evidence.chain(verify.map(|line| &line.clauses))
}

/// Returns the inventory of the second half of a row (L-136), which is an entry as well.
fn second_inventory(scheme: &Scheme, clauses: &Clauses) -> Option<InventoryId> {
    match clauses.rows {
        Rows::Each {
            set,
            second: Some(second),
        } => {
            let attribute = scheme.attribute(scheme.inventory_of(set), second);
            attribute.answer.target()
        }
        Rows::Each { second: None, .. }
        | Rows::Once
        | Rows::AtLeastOne(_)
        | Rows::AtLeastOneOf(_) => None,
    }
}
