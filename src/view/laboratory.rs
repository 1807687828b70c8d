//! What papers show of the laboratory: who it is, its accreditation, people, methods and instruments.

use std::collections::BTreeSet;

use serde::Serialize;

use super::basis::Basis;
use super::logo::{LogoView, view_laboratory_logo};
use super::refs::RefView;
use super::resources::Owned;
use crate::answers::{Accreditation, Member, Method, Person};
use crate::model::Date;

/// The laboratory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct LaboratoryView {
    /// Its name.
    pub name: Option<String>,
    /// Its address.
    pub address: Option<String>,
    /// Its logo.
    pub logo: Option<LogoView>,
    /// Its accreditation.
    pub accreditation: Option<AccreditationView>,
    /// Its people: the staff that its file names, then others of the dossier.
    pub people: Vec<PersonView>,
}

/// An accreditation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct AccreditationView {
    /// Who granted it.
    pub body: String,
    /// Its number.
    pub number: String,
    /// The standard.
    pub standard: Option<String>,
    /// The last day on which it holds.
    pub until: Option<String>,
    /// The date of the working day that it should still hold and does not; `None` if it does, or if no first day is given.
    pub lapses_before: Option<String>,
}

/// A person of the laboratory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct PersonView {
    /// The name.
    pub name: String,
    /// The designation.
    pub designation: Option<String>,
    /// The address for mail.
    pub email: Option<String>,
    /// The roles in which the person works.
    pub roles: Vec<RefView>,
    /// Name and designation in one: `Ravi Nair, Test engineer`.
    pub words: String,
}

/// The laboratory's own number of a method.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct OwnMethodView {
    /// The number.
    pub number: String,
    /// The issue.
    pub issue: Option<String>,
    /// The date of the issue.
    pub date: Option<String>,
}

/// An instrument of the laboratory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct InstrumentView {
    /// The laboratory's inventory number.
    pub asset: String,
    /// Its name.
    pub name: Option<String>,
    /// Who makes it.
    pub maker: Option<String>,
    /// Its model.
    pub model: Option<String>,
    /// Its serial number.
    pub serial: Option<String>,
    /// The version of its software.
    pub version: Option<String>,
    /// When it was calibrated last.
    pub calibrated: Option<String>,
    /// The last day on which the calibration holds.
    pub due: Option<String>,
    /// The certificate of calibration.
    pub certificate: Option<String>,
    /// The date of the working day that the calibration should still hold and does not; `None` if it does, or if no first day
    /// is given.
    pub lapses_before: Option<String>,
    /// Inventory number, name and version in one: `OS-02 Scope 4000, version 3.1`.
    pub words: String,
}

/// Shows the laboratory; `None` if nothing is known of it. `until` is the working day on which the work ends.
pub(super) fn view_laboratory(basis: &Basis<'_>, until: u32) -> Option<LaboratoryView> {
    let laboratory = basis.own.laboratory();
    let people = view_people(basis);
    if laboratory.is_none() && people.is_empty() {
        return None;
    }
    let accreditation = laboratory.and_then(|one| one.accreditation.as_ref());
    Some(LaboratoryView {
        name: laboratory.and_then(|one| one.name.clone()),
        address: laboratory.and_then(|one| one.address.clone()),
        logo: view_laboratory_logo(basis),
        accreditation: accreditation.map(|one| view_accreditation(basis, one, until)),
        people,
    })
}

fn view_accreditation(basis: &Basis<'_>, one: &Accreditation, until: u32) -> AccreditationView {
    AccreditationView {
        body: one.body.clone(),
        number: one.number.clone(),
        standard: one.standard.clone(),
        until: words(one.until),
        lapses_before: lapses_before(basis, one.until, Some(until)),
    }
}

/// Returns the date of a working day if something no longer holds on it.
fn lapses_before(basis: &Basis<'_>, until: Option<Date>, day: Option<u32>) -> Option<String> {
    let day = basis.date_of(day?)?;
    let lapses = until.filter(|until| until.last_day() < day.first_day());
    lapses.map(|_| day.to_string())
}

fn words(date: Option<Date>) -> Option<String> {
    date.map(|date| date.to_string())
}

/// Shows the staff of the laboratory's file, and then those people of the dossier who work for it and are not among them.
fn view_people(basis: &Basis<'_>) -> Vec<PersonView> {
    let staff = basis.own.laboratory().map(|one| &one.staff);
    let staff = || staff.into_iter().flatten();
    let known: BTreeSet<&str> = staff()
        .flat_map(|(key, member)| [key.as_str(), member.name.as_str()])
        .collect();
    let others = basis
        .testers()
        .filter(|(key, one)| !known.contains(key.as_str()) && !known.contains(one.name.as_str()));
    let staff = staff().map(|(_, member)| view_member(basis, member));
    staff
        .chain(others.map(|(_, one)| view_person(one)))
        .collect()
}

pub(super) fn view_member(basis: &Basis<'_>, member: &Member) -> PersonView {
    let roles = member.roles.iter();
    let roles = roles.filter_map(|role| {
        let (_, found) = basis.scheme.roles.lookup(role)?;
        Some(RefView {
            key: found.key.clone(),
            title: found.heading(),
        })
    });
    PersonView {
        name: member.name.clone(),
        designation: member.designation.clone(),
        email: member.email.clone(),
        roles: roles.collect(),
        words: joined([Some(&member.name), member.designation.as_ref()]),
    }
}

fn view_person(person: &Person) -> PersonView {
    PersonView {
        name: person.name.clone(),
        designation: None,
        email: person.email.clone(),
        roles: Vec::new(),
        words: person.name.clone(),
    }
}

/// Returns those who sign papers, name and designation in one, in the order of signatures.
pub(super) fn signatories(basis: &Basis<'_>) -> Vec<String> {
    let Some(laboratory) = basis.own.laboratory() else {
        return Vec::new();
    };
    let members = laboratory.signatories.iter();
    let members = members.filter_map(|key| laboratory.staff.get(key));
    members
        .map(|member| joined([Some(&member.name), member.designation.as_ref()]))
        .collect()
}

fn joined<const COUNT: usize>(parts: [Option<&String>; COUNT]) -> String {
    let parts: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
    parts.join(", ")
}

/// Shows the laboratory's own number of a procedure.
pub(super) fn view_own_method(basis: &Basis<'_>, procedure: &str) -> Option<OwnMethodView> {
    let method: &Method = basis.own.laboratory()?.methods.get(procedure)?;
    Some(OwnMethodView {
        number: method.number.clone(),
        issue: method.issue.clone(),
        date: words(method.date),
    })
}

/// Shows the instruments that are a piece of equipment. `last` is the working day on which it is used last.
pub(super) fn view_instruments(
    basis: &Basis<'_>,
    equipment: &str,
    last: Option<u32>,
) -> Vec<InstrumentView> {
    let instruments = basis.own.instruments(equipment).iter();
    instruments
        .map(|owned| view_instrument(basis, *owned, last))
        .collect()
}

pub(super) fn view_instrument(
    basis: &Basis<'_>,
    (asset, one): Owned<'_>,
    last: Option<u32>,
) -> InstrumentView {
    let called = [&one.name, &one.maker, &one.model].map(Option::as_deref);
    let called: Vec<&str> = called.into_iter().flatten().collect();
    let version = one
        .version
        .as_ref()
        .map(|version| format!("version {version}"));
    let name = [asset].into_iter().chain(called).collect::<Vec<_>>();
    InstrumentView {
        asset: asset.to_owned(),
        name: one.name.clone(),
        maker: one.maker.clone(),
        model: one.model.clone(),
        serial: one.serial.clone(),
        version: one.version.clone(),
        calibrated: words(one.calibrated),
        due: words(one.due),
        certificate: one.certificate.clone(),
        lapses_before: lapses_before(basis, one.due, last),
        words: joined([Some(&name.join(" ")), version.as_ref()]),
    }
}
