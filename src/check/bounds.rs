//! What the rules of a process say of the time between two events, and whether it can all be so.

use crate::model::{Act, Duration, EventId, Id, Limit, Rule, Scheme};
use crate::source::Place;

/// The least time from one event to another, in parts of a day; a most time is one backwards, below 0.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bound<'s> {
    pub from: EventId,
    pub to: EventId,
    pub least: i64,
    pub side: Side,
    pub ground: Ground<'s>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Least,
    Most,
}

/// What states a bound.
#[derive(Debug, Clone, Copy)]
pub(super) enum Ground<'s> {
    Rule(&'s Rule),
    /// An event that says what it comes after.
    Event(Place),
}

impl Ground<'_> {
    pub fn place(self) -> Place {
        match self {
            Self::Rule(rule) => rule.place,
            Self::Event(place) => place,
        }
    }
}

/// A day, in the unit in which times are compared.
pub(super) const DAY: i64 = 1 << 20;

/// What comes before something comes earlier, though it may be on the same day.
const BEFORE: i64 = 1;

/// What is left of the last day of a most time: one day has room for any order of the events on it.
const REST: i64 = 1 << 10;

/// Returns what a rule says of the times between two events.
pub(super) fn bounds_of(rule: &Rule) -> impl Iterator<Item = Bound<'_>> {
    let at_least = |from, to, least| Bound {
        from,
        to,
        least,
        side: Side::Least,
        ground: Ground::Rule(rule),
    };
    let at_most = |from, to, most: i64| Bound {
        from: to,
        to: from,
        least: -most * DAY - REST,
        side: Side::Most,
        ground: Ground::Rule(rule),
    };
    let bounds = match rule.act {
        Act::Order { first, then } => [Some(at_least(first, then, BEFORE)), None],
        Act::Deadline { event, limit } => match limit {
            Limit::Within(duration, start) => {
                let most = days(duration).1.map(|most| at_most(start, event, most));
                [Some(at_least(start, event, 0)), most]
            }
            Limit::AtLeast(duration, end) => {
                [Some(at_least(event, end, days(duration).0 * DAY)), None]
            }
        },
        Act::Sets { event, to } => match to {
            None => [None, None],
            Some(to) => {
                let (least, most) = to.duration.map_or((0, Some(0)), days);
                let most = most.map(|most| at_most(to.after, event, most));
                [Some(at_least(to.after, event, least * DAY)), most]
            }
        },
        Act::Effect(_) | Act::States(_) | Act::Same(_) | Act::Broken => [None, None],
    };
    bounds.into_iter().flatten()
}

/// Returns the orders that events state themselves.
pub(super) fn after_bounds(scheme: &Scheme) -> impl Iterator<Item = Bound<'_>> {
    let events = scheme.events.iter();
    events.filter_map(|(id, event)| {
        Some(Bound {
            from: event.after?,
            to: id,
            least: BEFORE,
            side: Side::Least,
            ground: Ground::Event(event.place),
        })
    })
}

/// How many days the first months of a year have at least, and at most, wherever they begin.
const MONTHS: [(i64, i64); 12] = [
    (0, 0),
    (28, 31),
    (59, 62),
    (89, 92),
    (120, 123),
    (150, 153),
    (181, 184),
    (212, 215),
    (242, 245),
    (273, 276),
    (303, 306),
    (334, 337),
];

/// The longest time that is compared, in days: sums of times stay in range.
const LONGEST: i64 = 1_000_000;

/// Returns how many days a time has at least, and at most: holidays make working days take any time.
fn days(duration: Duration) -> (i64, Option<i64>) {
    let (least, most) = match duration {
        Duration::Days(count) => (count.into(), Some(count.into())),
        Duration::WorkingDays(count) => {
            let count = i64::from(count);
            (count / 5 * 7 + count % 5, None)
        }
        Duration::Months(count) => {
            let years = i64::from(count / 12);
            let rest = MONTHS.get(count as usize % 12).copied().unwrap_or_default();
            (years * 365 + rest.0, Some(years * 366 + rest.1))
        }
        Duration::Years(count) => (i64::from(count) * 365, Some(i64::from(count) * 366)),
    };
    (least.min(LONGEST), most.filter(|most| *most <= LONGEST))
}

/// What bounds say together.
pub(super) struct Graph<'s> {
    pub events: usize,
    pub bounds: Vec<Bound<'s>>,
}

impl<'s> Graph<'s> {
    /// Returns a way that leads back to its start and takes time; `None` if there is none.
    pub fn circle(&self) -> Option<Vec<Bound<'s>>> {
        let mut times = vec![Some(0); self.events];
        let mut last: Vec<Option<Bound<'s>>> = vec![None; self.events];
        let mut at = None;
        for _ in 0..=self.events {
            at = self.relax(&mut times, &mut last);
            at?;
        }
        // What is still later after so many rounds hangs on a circle: so many steps back lead onto it.
        let mut on = at?;
        for _ in 0..self.events {
            on = last.get(on.index()).copied().flatten()?.from;
        }
        way_back(&last, on, on)
    }

    /// Returns a way on which a bound cannot be added, with the bound; `None` if it can.
    pub fn against(&self, bound: Bound<'s>) -> Option<Vec<Bound<'s>>> {
        let mut times = vec![None; self.events];
        *times.get_mut(bound.to.index())? = Some(0);
        let mut last: Vec<Option<Bound<'s>>> = vec![None; self.events];
        for _ in 0..self.events {
            if self.relax(&mut times, &mut last).is_none() {
                break;
            }
        }
        let back = times.get(bound.from.index()).copied().flatten()?;
        if back + bound.least <= 0 {
            return None;
        }
        let mut way = way_back(&last, bound.from, bound.to)?;
        way.push(bound);
        Some(way)
    }

    /// Moves each event to the time that the bounds into it demand; returns the last one that was moved.
    fn relax(&self, times: &mut [Option<i64>], last: &mut [Option<Bound<'s>>]) -> Option<EventId> {
        let mut moved = None;
        for bound in &self.bounds {
            let from = times.get(bound.from.index()).copied().flatten();
            let Some(time) = from.map(|from| from + bound.least) else {
                continue;
            };
            let to = bound.to.index();
            if let (Some(known), Some(last)) = (times.get_mut(to), last.get_mut(to))
                && known.is_none_or(|known| known < time)
            {
                *known = Some(time);
                *last = Some(*bound);
                moved = Some(bound.to);
            }
        }
        moved
    }
}

/// Returns the way on which an event was reached from another, from its start.
fn way_back<'s>(
    last: &[Option<Bound<'s>>],
    end: EventId,
    start: EventId,
) -> Option<Vec<Bound<'s>>> {
    let mut way = Vec::new();
    let mut at = end;
    while way.len() <= last.len() {
        let bound = last.get(at.index()).copied().flatten()?;
        way.push(bound);
        at = bound.from;
        if at == start {
            way.reverse();
            return Some(way);
        }
    }
    None
}
