//! What a page that is filled in in a browser has to know of its fields.

mod basis;
mod field;
mod open;
mod types;

pub use basis::PageBasis;
pub use field::{FieldStanding, HeldInField, OpenField, PageField};
pub use open::question_on_page;
pub use types::{PageShape, PageView, Pages};
