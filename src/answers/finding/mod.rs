//! Findings: what one party raises against the product or the work, and what becomes of it, as answers in slots of their own.
//!
//! A finding is answers like others, so that it goes and comes back in packages and is merged as they are. Its slots have the
//! parts of the slot that it is about, the party that raises it, the party that answers it, and an id in the place of a line.
//! They are never renamed: what a finding was about when it was raised is what it says.
//!
//! It goes through rounds. In each, the other party responds, and the party that raised it verifies the response. It is closed
//! by a response that is accepted, or without one. A response after one that was refused begins the next round, and so does
//! opening the finding again.

mod field;
mod ledger;
mod parts;
mod state;

pub use field::{FINDING_PARTS, FindingField, FindingNumber, VerificationResult};
pub use ledger::findings;
pub use parts::{Finding, FindingPart, FindingRound};
pub use state::FindingState;
