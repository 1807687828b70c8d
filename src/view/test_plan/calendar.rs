//! Dates of working days.

use crate::view::basis::Basis;

/// Returns the dates of the first `days` working days, in order; empty if no first day is given.
pub(super) fn view_calendar(basis: &Basis<'_>, days: u32) -> Vec<String> {
    let days = usize::try_from(days).unwrap_or(usize::MAX);
    let dates = basis.working_days().take(days);
    dates.map(|day| day.to_string()).collect()
}
