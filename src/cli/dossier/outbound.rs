//! What may leave the folder of a dossier for a party.

use std::collections::{BTreeMap, BTreeSet};

use super::desk::Desk;
use crate::answers::{AnswerKey, Filled, QueryField, Sent, Unit};
use crate::intake::{Citings, SentPerson, Sight};
use crate::merge::{History, Past};
use crate::model::{Office, SlotWord};

/// What may leave the folder for a party.
pub(super) struct Outbound<'d> {
    desk: &'d Desk<'d>,
    sight: Sight<'d>,
    to: String,
}

impl<'d> Outbound<'d> {
    /// Looks at a dossier as a party may see it; `None` where the scheme has no such party.
    pub fn of(desk: &'d Desk<'d>, to: &str) -> Option<Self> {
        let sight = Sight::of(desk.basis.scheme, to)?;
        let to = to.to_owned();
        Some(Self { desk, sight, to })
    }

    /// Returns what the party may see.
    pub fn sight(&self) -> Sight<'d> {
        self.sight
    }

    /// Returns the key of the party.
    pub fn to(&self) -> &str {
        &self.to
    }

    /// Returns what is sent. Each party sends what it fills in; what others fill in, they send.
    pub fn sent(&self, history: &History) -> Vec<Sent> {
        let told = history.told(Past::Shared, |key| {
            self.may_see(history, key) && self.is_ours(key)
        });
        let to_review = |key: &AnswerKey, filled: &Filled| self.is_to_review(key, filled);
        told.iter().map(|told| Sent::of(told, to_review)).collect()
    }

    /// Returns the units that do not leave because the party may not see them.
    pub fn withheld(&self, history: &History) -> Vec<Unit> {
        history.withheld(|key| self.may_see(history, key))
    }

    /// Returns where the party of this folder refers to its evidence, as the other party may see it.
    pub fn citings(&self, history: &History) -> Citings {
        let citings = Citings::of(
            self.sight,
            self.desk.answers,
            |key| self.is_ours(key),
            |key| self.may_see(history, key),
        );
        let scheme = self.desk.basis.scheme;
        if self.desk.holds(Office::Tester) {
            citings.and_found(self.sight, scheme, self.desk.found)
        } else {
            citings
        }
    }

    /// Returns the people who filled in what is sent, and others whom it names.
    pub fn people(&self, sent: &[Sent], others: &BTreeSet<String>) -> BTreeMap<String, SentPerson> {
        let people = &self.desk.dossier.head.people;
        let answers = sent.iter().flat_map(Sent::answers);
        let keys = answers.map(|answer| &answer.by).chain(others);
        let named = keys.filter_map(|key| {
            let person = people.get(key)?;
            let sent = SentPerson {
                name: person.name.clone(),
                party: person.party.clone(),
            };
            Some((key.clone(), sent))
        });
        named.collect()
    }

    fn may_see(&self, history: &History, key: &AnswerKey) -> bool {
        self.sight.sees(key) && self.is_between_us(history, key)
    }

    /// A query is between two parties.
    fn is_between_us(&self, history: &History, key: &AnswerKey) -> bool {
        let what = key.slot.what;
        if ![SlotWord::Query, SlotWord::Reply].contains(&what) {
            return true;
        }
        let us = &self.desk.dossier.head.holder;
        let party = |field| query_party(history, key, field);
        let (from, to) = (party(QueryField::From), party(QueryField::To));
        let (writer, reader) = if what == SlotWord::Query {
            (from, to)
        } else {
            (to, from)
        };
        writer.as_ref() == Some(us) && (reader.as_ref() == Some(&self.to) || self.to == *us)
    }

    fn is_ours(&self, key: &AnswerKey) -> bool {
        let owner = self.desk.owner(&key.slot);
        owner.is_none_or(|owner| *owner == *self.desk.dossier.head.holder)
    }

    fn is_to_review(&self, key: &AnswerKey, filled: &Filled) -> bool {
        let asked = self.desk.asked(key);
        asked.is_some_and(|asked| self.desk.standings.is_to_review(key, asked, filled))
    }
}

/// Returns a party of a query, given the key of any field of it or of its reply.
pub(super) fn query_party(history: &History, key: &AnswerKey, field: QueryField) -> Option<String> {
    let held = history.held(&key.query_field(field))?;
    held.values().first().map(|value| value.value.clone())
}
