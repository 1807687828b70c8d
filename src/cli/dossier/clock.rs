//! The time of day, as journals have it.

use std::env;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use humantime::format_rfc3339_seconds;

use crate::answers::Timestamp;

/// The variable that sets the clock where a run must be repeatable.
const EPOCH_VARIABLE: &str = "SOURCE_DATE_EPOCH";

/// The seconds from the beginning of 1970 to the end of the year 9999, the last that has four digits.
const END: u64 = 253_402_300_800;

/// Returns the present moment, or that of `SOURCE_DATE_EPOCH` if it is set; `None` if no journal can hold it.
pub(in crate::cli) fn now() -> Option<Timestamp> {
    let seconds = match set_clock() {
        Some(seconds) => seconds,
        None => SystemTime::now().duration_since(UNIX_EPOCH).ok()?.as_secs(),
    };
    moment(seconds)
}

/// Returns the seconds of `SOURCE_DATE_EPOCH`; `None` where the clock is that of the computer.
pub(super) fn set_clock() -> Option<u64> {
    env::var(EPOCH_VARIABLE).ok()?.parse().ok()
}

/// Returns a moment, given in seconds since the beginning of 1970.
fn moment(seconds: u64) -> Option<Timestamp> {
    let since = Duration::from_secs(Some(seconds).filter(|seconds| *seconds < END)?);
    let text = format_rfc3339_seconds(UNIX_EPOCH.checked_add(since)?);
    Timestamp::read(&text.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_those_of_the_calendar() {
        for (seconds, expected) in [
            (0, "1970-01-01T00:00:00Z"),
            (951_782_400, "2000-02-29T00:00:00Z"),
            (1_709_251_199, "2024-02-29T23:59:59Z"),
            (1_795_996_800, "2026-11-30T00:00:00Z"),
            (4_107_542_400, "2100-03-01T00:00:00Z"),
            (END - 1, "9999-12-31T23:59:59Z"),
        ] {
            assert_eq!(moment(seconds), Timestamp::read(expected), "{seconds}");
        }
        assert_eq!(moment(END), None);
    }
}
