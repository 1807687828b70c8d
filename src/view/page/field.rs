//! A field of a page, as its script reads it.

use serde::ser::{Serialize, SerializeSeq, Serializer};

use crate::view::asked::Need;
use crate::view::document_answers::StandingWord;

/// A field of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PageField {
    /// Another party fills it in: the place of that party among those of the page. A number.
    Closed(usize),
    /// It can be filled in.
    Open(OpenField),
}

/// A field that can be filled in. It is written as a list, since a page has thousands: shape, need, models, question, and
/// where something is held, that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenField {
    /// The place of its shape among those of the page.
    pub shape: usize,
    /// Whether it has to be filled in.
    pub need: Need,
    /// The place of its models among those of the page.
    pub models: usize,
    /// What is asked and judged, shortened: whether it is still that is seen when an answer comes back.
    pub asked: String,
    /// What it held when the page was made; `None` if nothing.
    pub held: Option<HeldInField>,
}

/// What a field held when its page was made.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct HeldInField {
    /// The places of what the units of its models held among the bases of the page, in the order of the models.
    pub base: Vec<usize>,
    /// How it stands.
    pub standing: FieldStanding,
    /// The values, each once. Left out where there is one, and it is what the page prints.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<String>,
    /// Why it cannot be edited in a browser, as a part of a sentence that the page prints; `None` if it can.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fixed: Option<&'static str>,
}

/// How a field stands, as its page has to know it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum FieldStanding {
    /// Nobody gave it, but results that are recorded do.
    Follows,
    /// Several models have different values, each of which may be right.
    Differs,
    /// It is a result to review. That it still holds takes a reason, for which a page has no room.
    Stale,
    /// What is true of the answer in every document.
    #[serde(untagged)]
    Answer(StandingWord),
}

impl Serialize for PageField {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Closed(party) => party.serialize(serializer),
            Self::Open(field) => field.serialize(serializer),
        }
    }
}

impl Serialize for OpenField {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let length = 4 + usize::from(self.held.is_some());
        let mut list = serializer.serialize_seq(Some(length))?;
        list.serialize_element(&self.shape)?;
        list.serialize_element(&need_number(self.need))?;
        list.serialize_element(&self.models)?;
        list.serialize_element(&self.asked)?;
        if let Some(held) = &self.held {
            list.serialize_element(held)?;
        }
        list.end()
    }
}

fn need_number(need: Need) -> u8 {
    match need {
        Need::Optional => 0,
        Need::Needed => 1,
        Need::IfSetAside => 2,
    }
}
