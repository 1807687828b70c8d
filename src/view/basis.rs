//! The inputs of documents.

use std::collections::BTreeMap;
use std::sync::Arc;

use indexmap::IndexMap;
use serde::Serialize;

use super::answered_blanks::AnsweredBlanks;
use super::found::{FoundNotes, gather_notes};
use super::happened::Happenings;
use super::lookups::Lookups;
use super::memo::Memo;
use super::resources::{Own, Resources};
use super::rounds::Rounds;
use crate::answers::{Finding, Found, Happened, Person};
use crate::model::{ControlId, Date, LevelId, Office, Scheme};
use crate::plan::Plan;
use crate::product::{IdentityField, Product};
use crate::source::{Place, Sources, Text};

/// The inputs of a document.
#[derive(Debug)]
pub struct Basis<'a> {
    /// The scheme of the edition.
    pub scheme: &'a Scheme,
    /// The plan of the edition for the product.
    pub plan: &'a Plan,
    /// The product.
    pub product: &'a Product,
    /// The source files, in which places are named.
    pub sources: &'a Sources,
    /// The date and tool with which the document is built.
    pub stamp: &'a BuildStamp,
    /// Indices over the plan and the product.
    pub(super) lookups: Lookups<'a>,
    /// What is known of the entries that the laboratory found.
    pub(super) found: FoundNotes,
    /// The blanks that a dossier has filled in.
    pub(super) answered: AnsweredBlanks,
    /// What has happened in the course of the certification.
    pub(super) happened: Happenings,
    /// The rounds of tests after the first.
    pub(super) rounds: Arc<Rounds>,
    /// The round whose papers are made; `None` for the first, and for what belongs to no round.
    pub(super) round: Option<u32>,
    /// The findings of the dossier, by their ids.
    pub(super) findings: IndexMap<Text, Finding>,
    /// What the laboratory brings to its papers.
    pub(super) own: Own<'a>,
    /// Views that many places show.
    pub(super) memo: Memo<'a>,
}

/// The inputs of the document of a scheme.
#[derive(Debug, Clone, Copy)]
pub struct SchemeBasis<'a> {
    /// The scheme of the edition.
    pub scheme: &'a Scheme,
    /// The level of the edition; `None` for all levels.
    pub level: Option<LevelId>,
    /// The source files, in which places are named.
    pub sources: &'a Sources,
    /// The date and tool with which the document is built.
    pub stamp: &'a BuildStamp,
}

/// The date and tool with which a document is built. Parts that are `None` are not printed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct BuildStamp {
    /// The date, as it is printed.
    pub date: Option<String>,
    /// The tool and its version.
    pub tool: Option<String>,
    /// The first working day, from which schedules count dates.
    #[serde(skip)]
    pub first_day: Option<Date>,
}

impl<'a> Basis<'a> {
    /// Gathers the inputs of documents.
    pub fn new(
        scheme: &'a Scheme,
        plan: &'a Plan,
        product: &'a Product,
        sources: &'a Sources,
        stamp: &'a BuildStamp,
    ) -> Self {
        Self {
            scheme,
            plan,
            product,
            sources,
            stamp,
            lookups: Lookups::of(scheme, plan, product),
            found: FoundNotes::default(),
            answered: AnsweredBlanks::default(),
            happened: Happenings::default(),
            rounds: Arc::default(),
            round: None,
            findings: IndexMap::new(),
            own: Own::default(),
            memo: Memo::default(),
        }
    }

    /// Adds who found the entries that the laboratory found, and what the vendor says to them. The entries themselves are
    /// those of the product.
    #[must_use]
    pub fn with_found(mut self, found: &Found, people: &BTreeMap<String, Person>) -> Self {
        self.found = gather_notes(found, people);
        self
    }

    /// Adds what a dossier has filled in: what is answered there is not missing.
    #[must_use]
    pub fn with_answers(mut self, answered: AnsweredBlanks) -> Self {
        self.answered = answered;
        self
    }

    /// Adds what a dossier knows to have happened in the course of the certification.
    #[must_use]
    pub fn with_events(mut self, events: &[Happened]) -> Self {
        self.happened = Happenings::of(self.scheme, events);
        self
    }

    /// Adds the rounds of tests that a dossier has after the first.
    #[must_use]
    pub fn with_rounds(mut self, rounds: Arc<Rounds>) -> Self {
        self.rounds = rounds;
        self
    }

    /// Returns the rounds of tests after the first, for another basis of the same dossier.
    pub fn shared_rounds(&self) -> Arc<Rounds> {
        Arc::clone(&self.rounds)
    }

    /// Returns the rounds of tests after the first.
    pub fn rounds(&self) -> &Rounds {
        &self.rounds
    }

    /// Adds the findings of a dossier.
    #[must_use]
    pub fn with_findings(mut self, findings: &[Finding]) -> Self {
        let findings = findings.iter();
        self.findings = findings.map(|one| (one.id.clone(), one.clone())).collect();
        self
    }

    /// Adds what the laboratory brings to its papers.
    #[must_use]
    pub fn with_resources(mut self, given: Resources<'a>) -> Self {
        self.own = Own::of(given);
        self
    }

    /// Returns the people of the dossier who work for the party that carries out the procedures.
    pub(super) fn testers(&self) -> impl Iterator<Item = (&'a String, &'a Person)> {
        let tester = self.scheme.edition.offices.holder(Office::Tester);
        let tester = tester.map(|party| self.scheme.parties[party].key.clone());
        let people = self.own.people();
        people.filter(move |(_, person)| tester.as_deref() == Some(person.party.as_str()))
    }

    /// Returns the working days in order; none if no first day is given.
    pub(super) fn working_days(&self) -> impl Iterator<Item = Date> + use<'a> {
        let closed = self.own.closed();
        let first = self.stamp.first_day.into_iter();
        first.flat_map(|first| first.working_days(closed))
    }

    /// Returns the date of a working day, counted from 1; `None` if no first day is given.
    pub(super) fn date_of(&self, day: u32) -> Option<Date> {
        let before = usize::try_from(day.checked_sub(1)?).ok()?;
        self.working_days().nth(before)
    }

    /// Returns the model of the product, or its name.
    pub fn product_name(&self) -> String {
        let identity = &self.product.identity;
        let model = identity.get(IdentityField::Model);
        let name = model.or_else(|| identity.get(IdentityField::Name));
        name.map_or_else(|| "unnamed product".to_owned(), ToString::to_string)
    }

    /// Names a place as `path:line`.
    pub fn place(&self, place: Option<Place>) -> Option<String> {
        self.sources.locate(place?)
    }
}

impl SchemeBasis<'_> {
    /// Returns the controls that are shown, in the order of the scheme.
    pub(super) fn selected(&self) -> Vec<ControlId> {
        if self.level.is_none() {
            return self.scheme.controls.ids().collect();
        }
        let controls = self.scheme.controls_at(self.level);
        controls.map(|(control, _)| control).collect()
    }

    /// Returns the levels of the edition that are shown; a single `None` for an edition without levels.
    pub(super) fn levels(&self) -> Vec<Option<LevelId>> {
        match self.level {
            Some(level) => vec![Some(level)],
            None => self.scheme.edition.all_levels().collect(),
        }
    }

    /// Names a place as `path:line`.
    pub(super) fn place(&self, place: Place) -> Option<String> {
        self.sources.locate(place)
    }
}
