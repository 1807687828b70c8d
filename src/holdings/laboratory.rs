//! A laboratory's file against the scheme.

use std::collections::BTreeSet;

use super::codes;
use super::dated::Calendar;
use crate::diag::Diagnostics;
use crate::intake::{LaboratoryDraft, Places};
use crate::model::{Date, Scheme};

/// Checks a laboratory's file: its names, and calibrations and the accreditation on a day.
pub fn check_laboratory(scheme: &Scheme, draft: &LaboratoryDraft, today: Date) -> Diagnostics {
    let mut diagnostics = check_laboratory_names(scheme, draft);
    diagnostics.append(check_dates(draft, today));
    diagnostics.sorted()
}

/// Checks the names in a laboratory's file: equipment, procedures and roles of the scheme; signatories among its staff.
pub fn check_laboratory_names(scheme: &Scheme, draft: &LaboratoryDraft) -> Diagnostics {
    let mut checker = NameChecker {
        places: &draft.places,
        diagnostics: Diagnostics::new(),
    };
    let laboratory = &draft.laboratory;
    let procedures = Known::of("a procedure of the scheme", scheme.procedures.keys());
    let roles = Known::of("a role of the scheme", scheme.roles.keys());
    let equipment = Known::of("equipment of the scheme", scheme.equipment.keys());
    let staff = Known::of("one of the staff", laboratory.staff.keys());
    for key in laboratory.methods.keys() {
        checker.known(&format!("methods/{key}"), key, &procedures);
    }
    for (key, member) in &laboratory.staff {
        checker.each(&format!("staff/{key}/roles"), &member.roles, &roles);
    }
    checker.each("signatories", &laboratory.signatories, &staff);
    for (key, one) in &laboratory.equipment {
        checker.each(&format!("equipment/{key}/is"), &one.is, &equipment);
    }
    for role in laboratory.rates.iter().flat_map(|rates| rates.hour.keys()) {
        checker.known(&format!("rates/hour/{role}"), role, &roles);
    }
    if let Some(accreditation) = &laboratory.accreditation {
        checker.each("accreditation/scope", &accreditation.scope, &procedures);
    }
    checker.diagnostics.sorted()
}

fn check_dates(draft: &LaboratoryDraft, today: Date) -> Diagnostics {
    let mut calendar = Calendar::new(today);
    let place = |path: String| draft.places.of(&path);
    let laboratory = &draft.laboratory;
    for (key, method) in &laboratory.methods {
        let dated = format!("the date of the method {}", method.number);
        calendar.past(place(format!("methods/{key}/date")), &dated, method.date);
    }
    for (key, instrument) in &laboratory.equipment {
        let at = |field| place(format!("equipment/{key}/{field}"));
        let dated = format!("the calibration of `{key}`");
        calendar.past(at("calibrated"), &dated, instrument.calibrated);
        calendar.valid_from(at("due"), &dated, [instrument.calibrated, instrument.due]);
    }
    if let Some(accreditation) = &laboratory.accreditation {
        let at = place("accreditation/until".to_owned());
        calendar.valid(at, "the accreditation", accreditation.until);
    }
    calendar.diagnostics
}

/// Names that exist, and how messages call one of them.
struct Known<'n> {
    kind: &'static str,
    names: BTreeSet<&'n str>,
}

impl<'n> Known<'n> {
    fn of<N: AsRef<str> + ?Sized + 'n>(
        kind: &'static str,
        names: impl Iterator<Item = &'n N>,
    ) -> Self {
        Self {
            kind,
            names: names.map(AsRef::as_ref).collect(),
        }
    }
}

struct NameChecker<'d> {
    places: &'d Places,
    diagnostics: Diagnostics,
}

impl NameChecker<'_> {
    /// Reports the names of a list that do not exist; the list stands at a path.
    fn each(&mut self, path: &str, names: &[String], known: &Known<'_>) {
        for (place, name) in names.iter().enumerate() {
            self.known(&format!("{path}/{place}"), name, known);
        }
    }

    fn known(&mut self, path: &str, name: &str, known: &Known<'_>) {
        if !known.names.contains(name) {
            let place = self.places.of(path);
            let report = codes::unknown(place, known.kind, name, known.names.iter().copied());
            self.diagnostics.push(report);
        }
    }
}
