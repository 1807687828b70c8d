//! What entries that are not listed could only be (L-342).

use std::collections::BTreeMap;

use super::entry::{Answer, Entry, Given, Origin, Values, is_same_set};
use super::table::AttributeId;
use super::value::Value;
use crate::source::{Place, Text};

/// What further entries of an inventory could only be.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Further {
    bounds: BTreeMap<AttributeId, Bound>,
    shapes: Vec<Entry>,
}

/// What an attribute of further entries could only be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bound {
    /// The values as given; of a set, those that its members are among.
    pub values: Vec<Value>,
    /// Whether `none` is possible: it is given, or the attribute is a set.
    pub none: bool,
    /// Whether the attribute is a set.
    pub is_set: bool,
    /// Where it is given.
    pub place: Option<Place>,
}

/// The greatest number of shapes that are told apart. Where there are more, the attributes that have the most values are
/// taken as unknown, which settles less and never anything else.
const MOST_SHAPES: usize = 512;

impl Further {
    /// Makes what is known of further entries from a bound for each attribute of which something is known.
    pub fn new(bounds: BTreeMap<AttributeId, Bound>) -> Self {
        let shapes = shapes_of(&bounds);
        Self { bounds, shapes }
    }

    /// Says whether nothing is known, so that a further entry could be anything.
    pub fn is_anything(&self) -> bool {
        self.bounds.is_empty()
    }

    /// Returns the bounds in the order of the attributes.
    pub fn bounds(&self) -> impl Iterator<Item = (AttributeId, &Bound)> {
        self.bounds.iter().map(|(id, bound)| (*id, bound))
    }

    /// Returns the bound of an attribute, if there is one.
    pub fn bound(&self, attribute: AttributeId) -> Option<&Bound> {
        self.bounds.get(&attribute)
    }

    /// Returns entries such that each further entry is like one of them: what is unknown of that one may be anything.
    pub fn shapes(&self) -> &[Entry] {
        &self.shapes
    }

    /// Says whether both say the same. The order of the values says nothing.
    pub fn is_same(&self, other: &Self) -> bool {
        let mut pairs = self.bounds.iter().zip(&other.bounds);
        self.bounds.len() == other.bounds.len()
            && pairs.all(|((id, one), (other_id, other))| {
                id == other_id && one.none == other.none && is_same_set(&one.values, &other.values)
            })
    }

    /// Returns the same with an attribute unknown.
    #[must_use]
    pub fn without(&self, attribute: AttributeId) -> Self {
        let mut bounds = self.bounds.clone();
        bounds.remove(&attribute);
        Self::new(bounds)
    }

    /// Returns the attributes by which an entry is outside the bounds.
    pub fn outside<'f>(&'f self, entry: &'f Entry) -> impl Iterator<Item = AttributeId> + 'f {
        let mut bounds = self.bounds.iter();
        std::iter::from_fn(move || {
            let broken = bounds.find(|(id, bound)| !bound.admits(entry.answer(**id)));
            broken.map(|(id, _)| *id)
        })
    }
}

impl Bound {
    /// Says whether an answer, as far as it is known, can be that of a further entry.
    pub fn admits(&self, answer: &Answer) -> bool {
        match answer {
            Answer::Unknown | Answer::Within(_) => true,
            Answer::None => self.none,
            Answer::One(_) | Answer::Many { .. } => {
                let is_possible = |value| self.values.iter().any(|bound| can_be(bound, value));
                answer.values().iter().all(is_possible)
            }
        }
    }

    /// Returns what the answer may be; of a set, one answer that stands for all.
    fn possible(&self) -> Vec<Answer> {
        if self.is_set {
            return vec![Answer::Within(self.values.clone())];
        }
        let values = self.values.iter().cloned().map(Answer::One);
        values.chain(self.none.then_some(Answer::None)).collect()
    }
}

/// Says whether two values can be the same: a month can be each of its days.
fn can_be(bound: &Value, value: &Value) -> bool {
    match (bound, value) {
        (Value::Date(bound), Value::Date(date)) => {
            let days_agree = bound.day.is_none() || date.day.is_none() || bound.day == date.day;
            (bound.year, bound.month) == (date.year, date.month) && days_agree
        }
        (bound, value) => bound == value,
    }
}

fn shapes_of(bounds: &BTreeMap<AttributeId, Bound>) -> Vec<Entry> {
    if bounds.is_empty() {
        return Vec::new();
    }
    let mut possible: Vec<(AttributeId, Vec<Answer>)> = bounds
        .iter()
        .map(|(id, bound)| (*id, bound.possible()))
        .collect();
    possible.sort_by_key(|(_, answers)| answers.len());
    let mut shapes = vec![Values::new()];
    for (attribute, answers) in possible {
        if shapes.len().saturating_mul(answers.len()) > MOST_SHAPES {
            break;
        }
        let with = |answer: &Answer, shape: &Values| {
            let mut shape = shape.clone();
            let (answer, place) = (answer.clone(), None);
            shape.insert(attribute, Given { answer, place });
            shape
        };
        shapes = shapes
            .iter()
            .flat_map(|shape| answers.iter().map(|answer| with(answer, shape)))
            .collect();
    }
    shapes.into_iter().map(entry_of).collect()
}

/// Makes an entry that is not listed. Its id is that of no other, so that nothing refers to it.
fn entry_of(values: Values) -> Entry {
    Entry {
        id: Text::default(),
        values,
        origin: Origin::Declared,
        was: Vec::new(),
        place: None,
    }
}
