//! Samples and found entries against the scheme, the product and the people of the dossier.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::codes;
use super::dated::Calendar;
use crate::answers::{Found, Handover, Person, Sample};
use crate::diag::Diagnostics;
use crate::intake::{SamplesDraft, unknown_person};
use crate::model::{Date, Scheme};
use crate::source::Place;

/// What is around samples and found entries.
#[derive(Debug, Clone, Copy)]
pub struct Around<'a> {
    /// The scheme.
    pub scheme: &'a Scheme,
    /// The keys of the models of the series.
    pub models: &'a [String],
    /// The people whom the dossier names; `None` where it is not known.
    pub people: Option<&'a BTreeMap<String, Person>>,
    /// The numbers of all registered evidence.
    pub evidence: &'a BTreeSet<String>,
    /// The day.
    pub today: Date,
}

/// Checks samples: kinds and states of the scheme, models, people, and the order of their dates.
pub fn check_samples(around: &Around<'_>, draft: &SamplesDraft) -> Diagnostics {
    let mut checker = Checker::new(around);
    let kinds: Names<'_> = around.scheme.samples.kinds.keys().collect();
    let states: Names<'_> = around.scheme.samples.states.keys().collect();
    for (id, sample) in &draft.list.samples {
        let place = |key: &str| draft.places.of(&format!("{id}/{key}"));
        checker.known(
            place("kind"),
            "a kind of sample",
            sample.kind.as_deref(),
            &kinds,
        );
        checker.known(
            place("state"),
            "a state of samples",
            sample.state.as_deref(),
            &states,
        );
        checker.model(place("model"), sample.model.as_deref());
        checker.check_course(id, sample, place);
    }
    checker.calendar.diagnostics.sorted()
}

/// Checks found entries: models, people, evidence and dates.
pub fn check_found(around: &Around<'_>, found: &Found) -> Diagnostics {
    let mut checker = Checker::new(around);
    let evidence: Names<'_> = around.evidence.iter().map(String::as_str).collect();
    for found_entry in &found.entries {
        let place = found_entry.entry.place;
        let id = &found_entry.entry.id;
        for model in &found_entry.models {
            checker.model(place, Some(model));
        }
        for number in &found_entry.evidence {
            checker.known(
                place,
                "a number of registered evidence",
                Some(number),
                &evidence,
            );
        }
        checker.person(place, &found_entry.by);
        let found_day = format!("the day on which `{id}` was found");
        checker
            .calendar
            .past(place, &found_day, Some(found_entry.when));
        if let Some(stance) = &found_entry.stance {
            checker.person(place, &stance.by);
            let said = format!("the day on which `{id}` was {}", stance.word.word());
            let dates = [Some(stance.when), Some(found_entry.when)];
            if checker.calendar.after(place, [&said, &found_day], dates) {
                checker.calendar.past(place, &said, Some(stance.when));
            }
        }
    }
    checker.calendar.diagnostics.sorted()
}

/// Names that exist.
type Names<'n> = BTreeSet<&'n str>;

struct Checker<'a> {
    around: &'a Around<'a>,
    models: Rc<Names<'a>>,
    calendar: Calendar,
}

impl<'a> Checker<'a> {
    fn new(around: &'a Around<'a>) -> Self {
        Self {
            around,
            models: Rc::new(around.models.iter().map(String::as_str).collect()),
            calendar: Calendar::new(around.today),
        }
    }

    fn known(
        &mut self,
        place: Option<Place>,
        expected: &str,
        name: Option<&str>,
        known: &Names<'_>,
    ) {
        if let Some(name) = name.filter(|name| !known.contains(name)) {
            let report = codes::unknown(place, expected, name, known.iter().copied());
            self.calendar.diagnostics.push(report);
        }
    }

    fn model(&mut self, place: Option<Place>, name: Option<&str>) {
        let models = Rc::clone(&self.models);
        self.known(place, "a model of the series", name, &models);
    }

    fn person(&mut self, place: Option<Place>, person: &str) {
        let people = self
            .around
            .people
            .filter(|people| !people.contains_key(person));
        if let (Some(people), Some(place)) = (people, place) {
            let known = people.keys().map(String::as_str);
            let report = unknown_person(place, person, known);
            self.calendar.diagnostics.push(report);
        }
    }

    /// Checks the receipt, the custody and the return of a sample.
    fn check_course(&mut self, id: &str, sample: &Sample, place: impl Fn(&str) -> Option<Place>) {
        let received = sample.received.as_ref();
        if received.is_none() {
            let report = codes::no_receipt(place(""), id);
            self.calendar.diagnostics.push(report);
        }
        self.handover(
            &format!("the receipt of `{id}`"),
            received,
            place("received/when"),
        );
        let mut before = received.map(|one| (one.when, format!("the receipt of `{id}`")));
        for (part, handover) in sample.custody.iter().enumerate() {
            let at = place(&format!("custody/{part}/when"));
            let event = format!("line {} of the custody of `{id}`", part + 1);
            self.person(at, &handover.by);
            self.calendar.past(at, &event, Some(handover.when));
            self.follows(at, &event, handover.when, before.as_ref());
            before = Some((handover.when, event));
        }
        if let Some(returned) = &sample.returned {
            let at = place("returned/when");
            let event = format!("the return of `{id}`");
            self.handover(&event, Some(returned), at);
            self.follows(at, &event, returned.when, before.as_ref());
        }
    }

    fn follows(
        &mut self,
        place: Option<Place>,
        event: &str,
        date: Date,
        before: Option<&(Date, String)>,
    ) {
        if let Some((before, name)) = before {
            let dates = [Some(date), Some(*before)];
            self.calendar.after(place, [event, name], dates);
        }
    }

    fn handover(&mut self, event: &str, handover: Option<&Handover>, place: Option<Place>) {
        if let Some(handover) = handover {
            self.person(place, &handover.by);
            self.calendar.past(place, event, Some(handover.when));
        }
    }
}
