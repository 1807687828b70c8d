//! Dates beside the day on which they are looked at.

use super::codes;
use crate::diag::Diagnostics;
use crate::model::Date;
use crate::source::Place;

/// Compares dates with a day.
pub(super) struct Calendar {
    pub today: Date,
    pub diagnostics: Diagnostics,
}

impl Calendar {
    pub fn new(today: Date) -> Self {
        Self {
            today,
            diagnostics: Diagnostics::new(),
        }
    }

    /// Reports a date of something that has happened, if it is still to come. `date_name` is how messages name it.
    pub fn past(&mut self, place: Option<Place>, date_name: &str, date: Option<Date>) {
        let date = date.filter(|date| date.first_day() > self.today.last_day());
        let report = date.map(|date| codes::future(place, date_name, date, self.today));
        self.diagnostics.extend(report);
    }

    /// Reports something whose last day is over, or is before its first day.
    pub fn valid_from(
        &mut self,
        place: Option<Place>,
        subject: &str,
        [from, until]: [Option<Date>; 2],
    ) {
        let names = [
            &*format!("the last day of {subject}"),
            &*format!("the date of {subject}"),
        ];
        if self.after(place, names, [until, from]) {
            self.valid(place, subject, until);
        }
    }

    /// Reports what held until a day that is over.
    pub fn valid(&mut self, place: Option<Place>, subject: &str, until: Option<Date>) {
        let until = until.filter(|until| until.last_day() < self.today.first_day());
        let report = until.map(|until| codes::expired(place, subject, until, self.today));
        self.diagnostics.extend(report);
    }

    /// Reports a date that is before another which comes first; says whether there was nothing to report.
    pub fn after(
        &mut self,
        place: Option<Place>,
        names: [&str; 2],
        [later, earlier]: [Option<Date>; 2],
    ) -> bool {
        if let (Some(later), Some(earlier)) = (later, earlier)
            && later.last_day() < earlier.first_day()
        {
            let report = codes::order(place, names, later, earlier);
            self.diagnostics.push(report);
            return false;
        }
        true
    }
}
