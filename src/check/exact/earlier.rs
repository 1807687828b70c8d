//! What editions before this one have stated: editions of the same files share most of their conditions and all constraints.

use std::collections::BTreeSet;

use super::stated::{Kind, Stated};
use crate::model::{Datum, Scheme};
use crate::source::Place;

/// A question by the place where it is asked, which all editions share, and a choice of it.
pub(in crate::check) type Question = (Place, Option<String>);

/// What the editions before have stated and settled.
#[derive(Default)]
pub(in crate::check) struct Earlier {
    /// Where the constraints stand with which all of it was settled.
    constraints: Option<Vec<Place>>,
    /// Conditions, by what states them and where.
    stated: BTreeSet<(String, Place, Kind)>,
    /// The facts and attributes that faulty conditions read, by where they are asked.
    pub(super) blamed: BTreeSet<Place>,
    /// The answers that change something.
    pub(super) active: BTreeSet<Question>,
}

impl Earlier {
    /// Begins with an edition. If it has other constraints than the ones before, nothing of them is kept. Says whether its
    /// constraints are new.
    pub(super) fn begin(&mut self, scheme: &Scheme) -> bool {
        let constraints = scheme.constraints.iter();
        let constraints: Vec<Place> = constraints.map(|(_, one)| one.place).collect();
        let is_new = self.constraints.as_ref() != Some(&constraints);
        if is_new {
            self.stated.clear();
            self.constraints = None;
        }
        is_new
    }

    /// Says whether no edition before has stated a condition.
    pub(super) fn is_new(&self, stated: &Stated<'_>) -> bool {
        !self.stated.contains(&key(stated))
    }

    /// Adds conditions that were settled, and what the faulty ones among them read.
    pub(super) fn add(&mut self, scheme: &Scheme, stated: &[Stated<'_>], blamed: &BTreeSet<Datum>) {
        let constraints = scheme.constraints.iter();
        self.constraints = Some(constraints.map(|(_, one)| one.place).collect());
        self.stated.extend(stated.iter().map(key));
        let places = blamed.iter().map(|datum| scheme.datum_place(*datum));
        self.blamed.extend(places);
    }
}

fn key(stated: &Stated<'_>) -> (String, Place, Kind) {
    (stated.owner.clone(), stated.place, stated.kind)
}
