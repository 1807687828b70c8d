//! What the laboratory brings to its papers: its own file, the people of the dossier, and the samples that it has received.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::answers::{Instrument, Laboratory, Member, Person, Sample, SampleList};
use crate::model::Date;

/// What the laboratory brings to its papers. Each part may be missing; the papers then have room for it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Resources<'a> {
    /// What the laboratory says of itself.
    pub laboratory: Option<&'a Laboratory>,
    /// The people of the dossier, by key.
    pub people: Option<&'a BTreeMap<String, Person>>,
    /// The samples that were received.
    pub samples: Option<&'a SampleList>,
}

/// The same, as views ask for it.
#[derive(Debug, Default)]
pub(super) struct Own<'a> {
    given: Resources<'a>,
    /// The instruments that are a piece of equipment of the scheme, by its key, each with its inventory number.
    instruments: FxHashMap<&'a str, Vec<Owned<'a>>>,
    /// The staff by role.
    staff: FxHashMap<&'a str, Vec<&'a Member>>,
    /// The procedures in the scope of the accreditation.
    scope: FxHashSet<&'a str>,
}

/// An instrument with its inventory number.
pub(super) type Owned<'a> = (&'a str, &'a Instrument);

impl<'a> Own<'a> {
    pub fn of(given: Resources<'a>) -> Self {
        let mut own = Own {
            given,
            ..Own::default()
        };
        let Some(laboratory) = given.laboratory else {
            return own;
        };
        for (asset, instrument) in &laboratory.equipment {
            for is in &instrument.is {
                let known = own.instruments.entry(is).or_default();
                known.push((asset, instrument));
            }
        }
        for member in laboratory.staff.values() {
            for role in &member.roles {
                own.staff.entry(role).or_default().push(member);
            }
        }
        let accreditation = laboratory.accreditation.iter();
        let scope = accreditation.flat_map(|one| &one.scope);
        own.scope = scope.map(String::as_str).collect();
        own
    }

    /// Returns what it was made of.
    pub fn given(&self) -> Resources<'a> {
        self.given
    }

    /// Returns what the laboratory says of itself.
    pub fn laboratory(&self) -> Option<&'a Laboratory> {
        self.given.laboratory
    }

    /// Returns the people of the dossier, by key.
    pub fn people(&self) -> impl Iterator<Item = (&'a String, &'a Person)> + use<'a> {
        self.given.people.into_iter().flatten()
    }

    /// Returns the name of a person of the dossier; of one who is not known, the key.
    pub fn name_of(&self, key: &str) -> String {
        let person = self.given.people.and_then(|people| people.get(key));
        person.map_or_else(|| key.to_owned(), |person| person.name.clone())
    }

    /// Returns the instruments that are a piece of equipment, in the order of their inventory numbers.
    pub fn instruments(&self, equipment: &str) -> &[Owned<'a>] {
        self.instruments.get(equipment).map_or(&[], Vec::as_slice)
    }

    /// Returns those of the staff who work in a role, in the order of their keys.
    pub fn staff_of(&self, role: &str) -> &[&'a Member] {
        self.staff.get(role).map_or(&[], Vec::as_slice)
    }

    /// Says whether a procedure is in the scope of the accreditation; `None` if nothing is known of an accreditation.
    pub fn is_in_scope(&self, procedure: &str) -> Option<bool> {
        self.given.laboratory?.accreditation.as_ref()?;
        Some(self.scope.contains(procedure))
    }

    /// Returns the pattern of the numbers of a paper.
    pub fn pattern(&self, paper: &str) -> Option<&'a str> {
        let pattern = self.given.laboratory?.numbers.get(paper)?;
        Some(pattern)
    }

    /// Returns the samples that were received, by id.
    pub fn samples(&self) -> impl Iterator<Item = (&'a String, &'a Sample)> + use<'a> {
        let list = self.given.samples.into_iter();
        list.flat_map(|list| &list.samples)
    }

    /// Returns a sample that was received.
    pub fn sample(&self, id: &str) -> Option<&'a Sample> {
        self.given.samples?.samples.get(id)
    }

    /// Returns the days on which nobody works.
    pub fn closed(&self) -> &'a [Date] {
        self.given
            .laboratory
            .map_or(&[], |laboratory| &laboratory.closed)
    }
}
