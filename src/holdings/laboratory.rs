//! A laboratory's file against the scheme.

use std::collections::BTreeSet;

use super::codes;
use super::dated::Calendar;
use crate::diag::Diagnostics;
use crate::intake::{LaboratoryDraft, Places};
use crate::model::{Date, Scheme};

/// Checks a laboratory's file: equipment, procedures and roles of the scheme; signatories among its staff; calibrations and the
/// accreditation on a day.
pub fn check_laboratory(scheme: &Scheme, draft: &LaboratoryDraft, today: Date) -> Diagnostics {
    let mut checker = Checker {
        places: &draft.places,
        calendar: Calendar::new(today),
    };
    let laboratory = &draft.laboratory;
    let procedures: Names<'_> = scheme.procedures.keys().collect();
    let roles: Names<'_> = scheme.roles.keys().collect();
    let equipment: Names<'_> = scheme.equipment.keys().collect();
    let staff: Names<'_> = laboratory.staff.keys().map(String::as_str).collect();
    for (key, method) in &laboratory.methods {
        let path = format!("methods/{key}");
        checker.known(&path, "a procedure of the scheme", key, &procedures);
        let what = format!("the date of the method {}", method.number);
        checker.past(&format!("{path}/date"), &what, method.date);
    }
    for (key, member) in &laboratory.staff {
        for (place, role) in member.roles.iter().enumerate() {
            checker.known(
                &format!("staff/{key}/roles/{place}"),
                "a role of the scheme",
                role,
                &roles,
            );
        }
    }
    for (place, signatory) in laboratory.signatories.iter().enumerate() {
        let path = format!("signatories/{place}");
        checker.known(&path, "one of the staff", signatory, &staff);
    }
    for (key, one) in &laboratory.equipment {
        let path = |field| format!("equipment/{key}/{field}");
        for (place, is) in one.is.iter().enumerate() {
            let path = format!("equipment/{key}/is/{place}");
            checker.known(&path, "equipment of the scheme", is, &equipment);
        }
        let what = format!("the calibration of `{key}`");
        checker.past(&path("calibrated"), &what, one.calibrated);
        let dates = [one.calibrated, one.due];
        let place = checker.places.of(&path("due"));
        checker.calendar.valid_from(place, &what, dates);
    }
    if let Some(rates) = &laboratory.rates {
        for role in rates.hour.keys() {
            checker.known(
                &format!("rates/hour/{role}"),
                "a role of the scheme",
                role,
                &roles,
            );
        }
    }
    checker.check_accreditation(draft, &procedures);
    checker.calendar.diagnostics.sorted()
}

/// Names that exist.
type Names<'n> = BTreeSet<&'n str>;

struct Checker<'d> {
    places: &'d Places,
    calendar: Calendar,
}

impl Checker<'_> {
    fn known(&mut self, path: &str, what: &str, name: &str, known: &Names<'_>) {
        if !known.contains(name) {
            let place = self.places.of(path);
            let report = codes::unknown(place, what, name, known.iter().copied());
            self.calendar.diagnostics.push(report);
        }
    }

    fn past(&mut self, path: &str, what: &str, date: Option<Date>) {
        self.calendar.past(self.places.of(path), what, date);
    }

    fn valid(&mut self, path: &str, what: &str, until: Option<Date>) {
        self.calendar.valid(self.places.of(path), what, until);
    }

    fn check_accreditation(&mut self, draft: &LaboratoryDraft, procedures: &Names<'_>) {
        if let Some(accreditation) = &draft.laboratory.accreditation {
            for (place, procedure) in accreditation.scope.iter().enumerate() {
                let path = format!("accreditation/scope/{place}");
                self.known(&path, "a procedure of the scheme", procedure, procedures);
            }
            let what = "the accreditation";
            self.valid("accreditation/until", what, accreditation.until);
        }
    }
}
