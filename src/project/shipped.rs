//! The scheme in the binary.

use super::memory::Memory;

/// The files in the binary, by path.
static FILES: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/shipped.rs"));

/// Returns the shipped scheme as a file system: `requirements/…`, `levels/…`, and the pages on codes.
pub fn shipped() -> Memory {
    Memory::new(FILES.iter().copied())
}
