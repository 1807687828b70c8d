//! Which inventories matter at a level, and what confirms them.

use std::collections::BTreeSet;

use crate::model::{
    Assessment, AttributeStep, InventoryId, LevelId, Mention, Rows, Scheme, Treatment,
    open_mentions, visit_applies, visit_clauses,
};

use super::types::{ControlPlan, Status};

/// Returns the inventories on which something rests, in the order of the scheme: their answers decide on a
/// control, or entries of theirs are examined.
///
/// A control that does not apply counts too: it would, if the inventory held something else.
pub(super) fn find_inventories(scheme: &Scheme, controls: &[ControlPlan]) -> Vec<InventoryId> {
    let mut found: BTreeSet<InventoryId> = BTreeSet::new();
    for plan in controls.iter().filter(|plan| is_decided(plan.status)) {
        if let Treatment::Assessed(assessment) = &scheme.controls[plan.control].treatment {
            found.extend(deciding(scheme, assessment, plan.level));
        }
        let procedures = plan.procedures.iter();
        let examined = procedures.filter_map(|owed| scheme.procedures[owed.procedure].inventory);
        found.extend(examined);
    }
    found.into_iter().collect()
}

/// Returns the inventories that decide whether a control applies and for what its lines at a level of its
/// catalog are owed.
fn deciding(scheme: &Scheme, assessment: &Assessment, level: Option<LevelId>) -> Vec<InventoryId> {
    let mut mentions: Vec<Mention> = Vec::new();
    visit_applies(&assessment.applies, &mut |mention| mentions.push(mention));
    let evidence = assessment.evidence.iter();
    let evidence = evidence.filter(|line| line.levels.contains(level));
    let verify = assessment.verify.iter();
    let verify = verify.filter(|line| line.depths_at(level).is_some());
    let lines = evidence.map(|line| &line.clauses);
    let mut found = Vec::new();
    for clauses in lines.chain(verify.map(|line| &line.clauses)) {
        visit_clauses(clauses, &mut |mention| mentions.push(mention));
        if let Rows::Each {
            set,
            second: Some(second),
        } = clauses.rows
        {
            // The second half of a row is an entry too.
            let attribute = scheme.attribute(scheme.inventory_of(set), second);
            found.extend(attribute.answer.target());
        }
    }
    let opened = open_mentions(scheme, mentions).into_iter();
    found.extend(opened.filter_map(|mention| match mention {
        Mention::Set(set) => Some(scheme.inventory_of(set)),
        Mention::Attribute(AttributeStep { inventory, .. }) => Some(inventory),
        Mention::Fact(_) | Mention::Derive(_) | Mention::Broken => None,
    }));
    found
}

/// Says whether what the product is decides on the control.
fn is_decided(status: Status) -> bool {
    match status {
        Status::Applies | Status::NotApplicable | Status::Open => true,
        Status::Covered | Status::NotAssessed | Status::Declined => false,
    }
}
