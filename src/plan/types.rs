//! The plan.

use super::owed::ControlPlan;
use super::run::Run;
use super::status::Status;
use super::work::Work;
use crate::model::{InventoryId, KeyedList, LevelId};

/// What a scheme calls for at a level, for a product and its variants.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// The level of the edition; `None` if it has none.
    pub level: Option<LevelId>,
    /// The names of the variants beside the lead, in order.
    pub variants: Vec<String>,
    /// Every control of the level, in the order of the scheme.
    pub controls: KeyedList<ControlPlan>,
    /// The inventories that a control of the level depends on, in the order of the scheme.
    pub inventories: Vec<InventoryId>,
    /// The procedures to carry out, in the order in which to carry them out.
    pub runs: KeyedList<Run>,
    /// The work of all runs together: effort, time, samples.
    pub work: Work,
}

impl Plan {
    /// Returns the controls with a status.
    pub fn with_status(&self, status: Status) -> impl Iterator<Item = &ControlPlan> {
        self.controls
            .iter()
            .filter(move |plan| plan.status == status)
    }
}
