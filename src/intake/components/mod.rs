//! Lists of components, such as software bills of materials, in `CycloneDX` and SPDX.
//!
//! They come from elsewhere, so nothing is trusted: sizes are bounded while the bytes pass (`guard`), components are counted
//! and not kept (`tally`), and how they depend on one another is not read, so that circles do not matter.

mod cyclone;
mod document;
mod guard;
mod once;
mod read;
mod spdx;
mod tally;

pub use guard::Bounds;
pub use read::{Unread, read_components};
