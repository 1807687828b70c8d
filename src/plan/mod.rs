//! A scheme, a level and a product to what is owed: controls, obligations and rows, each with its reason;
//! order, effort and samples of the procedures.

mod control;
mod effort;
mod lines;
mod product;
mod runs;
mod series;
mod types;

pub use product::{CODES, control_status, plan_control, plan_target};
pub use types::{
    ControlPlan, EvidenceGround, EvidenceOwed, OwedRows, Plan, ProcedureOwed, Row, RowKey, Run,
    RunEffort, RunRow, RunSample, Status, VariantStatus, verdict_slot,
};
