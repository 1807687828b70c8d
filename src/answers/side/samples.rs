//! The samples that the laboratory has received.

use std::collections::BTreeMap;

use crate::model::Date;

/// What `samples.yaml` says: samples by their ids, which were made for them and stay.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SampleList {
    /// The samples by id.
    pub samples: BTreeMap<String, Sample>,
}

/// A sample of the product.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sample {
    /// The key of its kind; `None` for the ordinary one.
    pub kind: Option<String>,
    /// The key of the model.
    pub model: Option<String>,
    /// The serial number.
    pub serial: Option<String>,
    /// The version of its firmware now.
    pub firmware: Option<String>,
    /// The key of the state in which it is now.
    pub state: Option<String>,
    /// Its receipt.
    pub received: Option<Handover>,
    /// Who had it since, in the order of time.
    pub custody: Vec<Custody>,
    /// Its return.
    pub returned: Option<Handover>,
}

/// A sample changed hands between the laboratory and somebody else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handover {
    /// When.
    pub when: Date,
    /// The key of the person of the laboratory.
    pub by: String,
    /// From whom it came, or to whom it went.
    pub other: Option<String>,
    /// The condition in which it was.
    pub condition: Option<String>,
    /// The seal, with its number and whether it was whole.
    pub seal: Option<String>,
}

/// Somebody took charge of a sample.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Custody {
    /// When.
    pub when: Date,
    /// The key of the person.
    pub by: String,
    /// Where the sample was put.
    pub place: Option<String>,
    /// What was done, or what was seen.
    pub note: Option<String>,
}
