//! Dates of working days.

use crate::model::Date;
use crate::view::basis::Basis;

/// Returns the dates of the first `days` working days, in order; empty if no first day is given.
pub(super) fn view_calendar(basis: &Basis<'_>, days: u32) -> Vec<String> {
    let first = basis.stamp.first_day;
    let dates = first.into_iter().flat_map(Date::working_days);
    let dates = dates.take(usize::try_from(days).unwrap_or(usize::MAX));
    dates.map(|day| day.to_string()).collect()
}
