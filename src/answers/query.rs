//! Queries: what one party asks another about a slot, as answers in slots of their own.
//!
//! A query is an answer like others, so that it goes and comes back in packages and is merged as they are. Its slot has the
//! parts of the slot that it is about, and an id in the place of a line. The reply is a slot beside it: another party fills it in.

use super::filled::Held;
use super::key::AnswerKey;
use super::set::AnswerSet;
use crate::model::{Slot, SlotPart, SlotWord, words};
use crate::source::Text;

words! {
    /// A field of a query.
    QueryField {
        /// The key of the party that asks.
        From = "from",
        /// The key of the party that is asked.
        To = "to",
        /// What is asked.
        Question = "question",
        /// The slot that it is about, as people write it.
        About = "about",
        /// Until when a reply is wanted.
        Due = "due",
    }
}

/// A query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query<'a> {
    /// The key of the reply.
    pub reply_key: AnswerKey,
    /// The id.
    pub id: &'a Text,
    /// The key of the party that asks.
    pub from: &'a str,
    /// The key of the party that is asked.
    pub to: &'a str,
    /// What is asked.
    pub question: &'a str,
    /// The slot that it is about.
    pub about: &'a str,
    /// Until when a reply is wanted.
    pub due: Option<&'a str>,
    /// The reply.
    pub reply: Option<&'a Held>,
}

impl AnswerKey {
    /// Returns the key of a field of a query about this slot.
    #[must_use]
    pub fn query(&self, id: &str, field: QueryField) -> Self {
        let slot = self.slot.beside(SlotWord::Query);
        self.with_slot(slot.with(SlotPart::Line, id))
            .query_field(field)
    }

    /// Returns the key of another field of the same query; of a reply, that of its query.
    #[must_use]
    pub fn query_field(&self, field: QueryField) -> Self {
        let slot = self.slot.beside(SlotWord::Query);
        self.with_slot(slot.with(SlotPart::Field, field.word()))
    }

    /// Returns the key of the reply to a query.
    #[must_use]
    pub fn reply(&self) -> Self {
        let slot = self.slot.beside(SlotWord::Reply);
        self.with_slot(slot.without(SlotPart::Field))
    }

    fn with_slot(&self, slot: Slot) -> Self {
        Self {
            slot,
            model: self.model.clone(),
        }
    }
}

/// Returns the queries among answers, in the order of their keys. One without question or party is left out.
pub fn queries(answers: &AnswerSet) -> impl Iterator<Item = Query<'_>> {
    let question = QueryField::Question.word();
    let asked = answers.iter().filter(move |(key, _)| {
        let field = key.slot.part(SlotPart::Field);
        key.slot.what == SlotWord::Query && field.is_some_and(|field| field == question)
    });
    asked.filter_map(|(key, question)| {
        let field = |field| text(answers.get(&key.query_field(field))?);
        let reply_key = key.reply();
        Some(Query {
            id: key.slot.part(SlotPart::Line)?,
            from: field(QueryField::From)?,
            to: field(QueryField::To)?,
            question: text(question)?,
            about: field(QueryField::About).unwrap_or_default(),
            due: field(QueryField::Due),
            reply: answers.get(&reply_key),
            reply_key,
        })
    })
}

/// Returns a value; of several, the first.
fn text(held: &Held) -> Option<&str> {
    held.values().first().map(|value| value.value.as_str())
}
