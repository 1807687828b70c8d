//! The outside world: finding and loading files, the scheme in the binary, writing results.
//!
//! Everything goes through [`FileSystem`], so that a full disk, for example, can be tested in memory.

mod codes;
mod disk;
mod files;
mod load;
mod manifest;
mod memory;
mod names;
mod shipped;
mod write;

pub use codes::CODES;
pub use disk::Disk;
pub use files::{FileSystem, Kind, Listed};
pub use load::{MAX_FILE, load_files, load_overlay, load_scheme, load_text, parse_all};
pub use manifest::MANIFEST;
pub use memory::Memory;
pub use names::{safe_name, shown};
pub use shipped::shipped;
pub use write::{OutputFile, Written, write_results};
