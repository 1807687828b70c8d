//! Answers, and the entries of an inventory that they describe.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;
use serde::Serialize;

use super::keyed::{Keyed, KeyedList};
use super::table::AttributeId;
use super::value::Value;
use crate::source::{Place, Text};

/// The answers to attributes; what is absent is unknown.
pub type Values = BTreeMap<AttributeId, Given>;

/// An answer and where it was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// The answer.
    pub answer: Answer,
    /// Where, if it was given in a file.
    pub place: Option<Place>,
}

/// What is known of a value.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub enum Answer {
    /// Nothing.
    #[default]
    Unknown,
    /// `none`: there is no such thing, or the set is empty.
    None,
    /// One value.
    One(Value),
    /// The members of a set.
    Many {
        /// In the order given, without repetition.
        members: Vec<Value>,
        /// Whether there may be more: `[a, unknown]`.
        more: bool,
    },
    /// Any number of members, each of which is among these.
    Within(Vec<Value>),
}

/// An entry of an inventory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its id, unique within the inventory.
    pub id: Text,
    /// The answers given; what is absent is unknown.
    pub values: Values,
    /// Who found it.
    pub origin: Origin,
    /// Earlier ids.
    pub was: Vec<String>,
    /// Where it stands in the file.
    pub place: Option<Place>,
}

/// Entries in the order given, found by id.
pub type Entries = KeyedList<Entry>;

impl Keyed for Entry {
    type Key = Text;

    fn key(&self) -> Text {
        self.id.clone()
    }
}

impl Entries {
    /// Returns the values of an entry to change; its id stays.
    pub fn values_mut(&mut self, id: &str) -> Option<&mut Values> {
        let place = self.position(id)?;
        self.at_mut(place).map(|entry| &mut entry.values)
    }
}

/// Who says that an entry exists.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Origin {
    /// The vendor.
    #[default]
    Declared,
    /// The laboratory.
    Found,
}

/// What is known of a value of which nothing was said.
pub(super) static NOTHING: Answer = Answer::Unknown;

impl Answer {
    /// Says whether nothing, or not all, is known.
    pub fn is_open(&self) -> bool {
        match self {
            Self::Unknown | Self::Many { more: true, .. } | Self::Within(_) => true,
            Self::None | Self::One(_) | Self::Many { more: false, .. } => false,
        }
    }

    /// Says whether both say the same. The order in which a set is given says nothing.
    pub fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (
                Self::Many { members, more },
                Self::Many {
                    members: others,
                    more: other_more,
                },
            ) => more == other_more && is_same_set(members, others),
            (own, other) => own == other,
        }
    }

    /// Returns the values that are certainly in it.
    pub fn values(&self) -> &[Value] {
        match self {
            Self::Unknown | Self::None | Self::Within(_) => &[],
            Self::One(value) => std::slice::from_ref(value),
            Self::Many { members, .. } => members,
        }
    }
}

/// Says whether the same values are in both.
pub(super) fn is_same_set(one: &[Value], other: &[Value]) -> bool {
    let [one, other] = [one, other].map(|values| values.iter().collect::<FxHashSet<_>>());
    one == other
}

/// The longest id of an entry or a variant, in characters.
pub const MAX_ID: usize = 64;

/// Says whether an entry or a variant can have this id, reserved words apart.
pub fn is_id(text: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"._-".contains(&byte);
    text.starts_with(|first: char| first.is_ascii_alphanumeric())
        && text.len() <= MAX_ID
        && text.bytes().all(fits)
}

impl Entry {
    /// Returns the answer to an attribute; unknown where none was given.
    pub fn answer(&self, attribute: AttributeId) -> &Answer {
        self.values
            .get(&attribute)
            .map_or(&NOTHING, |given| &given.answer)
    }

    /// Says whether both answer alike.
    pub fn is_same(&self, other: &Self) -> bool {
        let mut attributes = self.values.keys().chain(other.values.keys());
        self.origin == other.origin
            && attributes.all(|one| self.answer(*one).is_same(other.answer(*one)))
    }

    /// Returns where an attribute was answered, else where the entry stands.
    pub fn place_of(&self, attribute: AttributeId) -> Option<Place> {
        self.values
            .get(&attribute)
            .and_then(|given| given.place)
            .or(self.place)
    }
}
