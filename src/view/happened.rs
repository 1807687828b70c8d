//! Events of the process that a dossier knows to have happened, and how rules stand by their dates.

use serde::Serialize;

use crate::answers::Happened;
use crate::model::{Act, Date, Duration, Event, EventId, Limit, Occurrence, Rule, Scheme};
use crate::source::Text;

/// An event that has happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct HappenedView {
    /// The key of the event.
    pub key: Text,
    /// Its title.
    pub title: Text,
    /// When: `2026-01-31`, or `2026-01`.
    pub date: String,
    /// The number that came with it, of a registration or a report.
    pub number: Option<String>,
}

/// How a rule stands by the dates of its events.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum ByDates {
    /// The dates show that it was kept.
    Kept,
    /// The dates show that it was not kept, or the earlier event is not dated.
    NotKept,
}

/// The events that have happened, in the order of the dossier.
#[derive(Debug, Clone, Default)]
pub(super) struct Happenings(Vec<(EventId, Date, Option<String>)>);

impl Happenings {
    /// Finds the events of a scheme that a dossier lists. A key that the scheme does not have is left out.
    pub fn of(scheme: &Scheme, events: &[Happened]) -> Self {
        let known = events.iter().filter_map(|one| {
            let (id, _) = scheme.events.lookup(&one.event)?;
            Some((id, one.date, one.number.clone()))
        });
        Self(known.collect())
    }

    /// Returns what has happened of the events that a rule names, in the order of the dossier.
    pub fn of_rule(&self, scheme: &Scheme, rule: &Rule) -> Vec<HappenedView> {
        let named: Vec<EventId> = rule.events().collect();
        let happened = self.0.iter().filter(|(id, ..)| named.contains(id));
        happened
            .map(|(id, date, number)| {
                let Event { key, title, .. } = &scheme.events[*id];
                HappenedView {
                    key: key.clone(),
                    title: title.clone(),
                    date: date.to_string(),
                    number: number.clone(),
                }
            })
            .collect()
    }

    /// Says how a rule stands by the dates; `None` where they do not settle it. What can happen many times is for people.
    pub fn settles(&self, scheme: &Scheme, rule: &Rule) -> Option<ByDates> {
        let is_single = |id: EventId| scheme.events[id].occurs == Occurrence::Once;
        let kept = match rule.act {
            Act::Order { first, then } if is_single(first) && is_single(then) => {
                let then = self.date(then)?;
                self.date(first)
                    .is_some_and(|first| first.last_day() <= then.last_day())
            }
            Act::Deadline { event, limit } if is_single(event) && is_single(limit.event()) => {
                let (date, other) = (self.date(event)?, self.date(limit.event())?);
                match limit {
                    Limit::Within(duration, _) => date.last_day() <= later(other, duration)?,
                    Limit::AtLeast(duration, _) => later(date, duration)? <= other.last_day(),
                }
            }
            Act::Order { .. }
            | Act::Deadline { .. }
            | Act::Sets { .. }
            | Act::Effect(_)
            | Act::States(_)
            | Act::Same(_)
            | Act::Broken => return None,
        };
        Some(if kept {
            ByDates::Kept
        } else {
            ByDates::NotKept
        })
    }

    /// Says whether what a rule asks for is behind: the event that it orders or dates happens once, and has happened. What a rule
    /// states in words is never behind, since nobody but people can tell.
    pub fn is_behind(&self, scheme: &Scheme, rule: &Rule) -> bool {
        let event = match rule.act {
            Act::Order { then, .. } => then,
            Act::Deadline { event, .. } => event,
            Act::Sets { .. } | Act::Effect(_) | Act::States(_) | Act::Same(_) | Act::Broken => {
                return false;
            }
        };
        scheme.events[event].occurs == Occurrence::Once && self.date(event).is_some()
    }

    /// Returns the number that came with an event.
    pub fn number(&self, event: EventId) -> Option<&str> {
        let mut found = self.0.iter().filter(|(id, ..)| *id == event);
        found.find_map(|(_, _, number)| number.as_deref())
    }

    fn date(&self, event: EventId) -> Option<Date> {
        let found = self.0.iter().find(|(id, ..)| *id == event);
        found.map(|(_, date, _)| *date)
    }
}

/// Returns the last day of a time after a date; `None` for working days, whose calendar nobody here knows.
fn later(date: Date, duration: Duration) -> Option<(u16, u8, u8)> {
    let months = match duration {
        Duration::Days(days) => return Some(date.plus_days(days).last_day()),
        Duration::WorkingDays(_) => return None,
        Duration::Months(months) => months,
        Duration::Years(years) => years.checked_mul(12)?,
    };
    date.plus_months(months).map(Date::last_day)
}
