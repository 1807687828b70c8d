//! Why a condition holds, does not hold, or is open.

use crate::model::Datum;
use crate::source::Place;

/// Why something is so: one sentence, and the data it rests on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reason {
    /// A sentence for people, without its full stop; names in plain text.
    pub sentence: String,
    /// What settles it; for an open answer, what would settle it. In order, without repetition.
    pub settled_by: Vec<Settler>,
}

/// A datum of one product, with where it was said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settler {
    /// What kind of datum.
    pub datum: Datum,
    /// Its name in the product file: `source_access`, `radio`, `chip.soc.tee`.
    pub name: String,
    /// Where it was said; `None` where nothing was.
    pub place: Option<Place>,
}
