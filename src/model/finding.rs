//! Classes of findings: what an open finding does to the certificate (L-367).

use serde::Serialize;

use super::provenance::words;
use crate::source::Text;

words! {
    /// What a finding does while it is open.
    FindingEffect {
        /// No certificate is given.
        Stops = "stops",
        /// It is noted, and stops nothing.
        Noted = "noted",
    }
}

/// A class of findings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(
    test,
    derive(schemars::JsonSchema),
    schemars(rename = "FindingClassView")
)]
pub struct FindingClass {
    /// The key.
    pub key: Text,
    /// The word printed.
    pub title: Text,
    /// What a finding of the class does while it is open.
    pub effect: FindingEffect,
    /// Earlier keys.
    #[serde(skip)]
    pub was: Vec<Text>,
}
