//! Counts the rows of tables and lists that are visited, so that a test can hold the growth of work against the
//! growth of what is worked on. Only builds with debug assertions count; no result depends on it.

#[cfg(debug_assertions)]
use std::sync::atomic::{AtomicU64, Ordering};

#[cfg(debug_assertions)]
static VISITED: AtomicU64 = AtomicU64::new(0);

/// Counts a visited row.
#[inline]
pub fn count_visit() {
    #[cfg(debug_assertions)]
    VISITED.fetch_add(1, Ordering::Relaxed);
}

/// Returns how many rows the process has visited so far; 0 where nothing is counted.
pub fn visits() -> u64 {
    #[cfg(debug_assertions)]
    return VISITED.load(Ordering::Relaxed);
    #[cfg(not(debug_assertions))]
    0
}
