//! Turns a scheme, a level and a product into a plan: controls, obligations and rows, each with its reason, and the
//! order, effort and samples of the procedures.

mod confirm;
mod control;
mod covers;
mod effort;
mod lines;
mod order;
mod owed;
mod queue;
mod rows;
mod run;
mod runs;
mod samples;
mod schedule;
mod series;
mod status;
mod steps;
mod target;
mod types;
mod wear;
mod work;

pub use control::ProductPlanner;
pub use owed::{ControlPlan, EvidenceGround, EvidenceOwed, OwedLine, ProcedureOwed, VariantStatus};
pub use rows::{OwedRows, Products, Row, RowKey, verdict_slot};
pub use run::{Run, RunBlock, RunEffort, RunRow};
pub use samples::{Sample, SampleKind, SampleStep};
pub use schedule::{Schedule, ScheduledBlock, day_of};
pub use status::Status;
pub use target::{CODES, plan_target};
pub use types::Plan;
pub use work::Work;
