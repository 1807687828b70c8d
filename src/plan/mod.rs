//! Turns a scheme, a level and a product into a plan: controls, obligations and rows, each with its reason, and the
//! order, effort and samples of the procedures.

mod among;
mod cases;
mod confirm;
mod control;
mod covers;
mod effort;
mod least;
mod limits;
mod lines;
mod options;
mod order;
mod owed;
mod queue;
mod reach;
mod required;
mod rows;
mod run;
mod runs;
mod samples;
mod schedule;
mod series;
mod settled;
mod status;
mod steps;
mod target;
mod types;
mod wear;
mod work;

pub use control::ProductPlanner;
pub use effort::{Hanging, hanging_minutes};
pub use least::LeastWork;
pub use limits::{Limits, SampleWait, WaitFor};
pub use options::{SampleOption, find_sample_options};
pub use owed::{ControlPlan, EvidenceGround, EvidenceOwed, OwedLine, ProcedureOwed, VariantStatus};
pub use reach::Reach;
pub use rows::{OwedRows, Products, Row, RowKey, StillOpen, open_products, status_for};
pub use run::{CaseRows, CaseStanding, Run, RunBlock, RunCase, RunEffort, RunRow, Served};
pub use samples::{Sample, SampleRisk, SampleStep, SpareUse, Worn};
pub use schedule::{Schedule, ScheduledBlock, day_of};
pub use status::Status;
pub use target::{CODES, plan_target};
pub use types::Plan;
pub use wear::Wear;
pub use work::Work;
