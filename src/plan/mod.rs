//! A scheme, a level and a product to what is owed: controls, obligations and rows, each with its reason;
//! order, effort and samples of the procedures.

mod confirm;
mod control;
mod covers;
mod effort;
mod lines;
mod product;
mod runs;
mod samples;
mod schedule;
mod series;
mod steps;
mod types;
mod work;

pub use product::{CODES, control_status, plan_control, plan_target};
pub use samples::{Sample, SampleKind, SampleStep};
pub use schedule::{Schedule, ScheduledBlock, WORKING_DAY, day_of};
pub use types::{
    ControlPlan, EvidenceGround, EvidenceOwed, OwedRows, Plan, ProcedureOwed, Row, RowKey, Run,
    RunBlock, RunEffort, RunRow, Status, VariantStatus, verdict_slot,
};
pub use work::{Work, plan_work};
