//! Kinds of evidence, forms and their sections, interpretations (DESIGN M10).

use super::provenance::{Provenance, words};
use super::table::{ControlId, FormId, PartyId, SectionId, Table};
use super::value::Date;
use crate::source::Place;

words! {
    /// What a piece of evidence is.
    EvidenceForm {
        /// A document to read.
        Document = "document",
        /// A drawing.
        Diagram = "diagram",
        /// A statement that somebody signs.
        Declaration = "declaration",
        /// A certificate that its issuer confirms.
        Certificate = "certificate",
        /// A report of work done.
        Report = "report",
        /// A list or table.
        List = "list",
        /// A photograph.
        Photograph = "photograph",
        /// A file of code or firmware.
        Software = "software",
        /// A physical sample.
        Sample = "sample",
    }
}

/// A kind of evidence.
#[derive(Debug, Clone, PartialEq)]
pub struct EvidenceKind {
    /// The key.
    pub key: String,
    /// The title.
    pub title: String,
    /// What it is.
    pub form: EvidenceForm,
    /// The sections of forms that hold it.
    pub places: Vec<(FormId, SectionId)>,
    /// What it must show.
    pub contains: Option<String>,
    /// The languages accepted; any where none is named.
    pub languages: Vec<String>,
    /// Who signs it.
    pub signed_by: Option<PartyId>,
    /// Where it comes from.
    pub provenance: Provenance,
    /// Earlier keys.
    pub was: Vec<String>,
    /// Where it is declared.
    pub place: Place,
}

/// A number that a source gives.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Numbering {
    /// The source has none, or nothing is said.
    #[default]
    Unsaid,
    /// Nobody here knows it.
    Unknown,
    /// This.
    Given(String),
}

/// A form of the scheme.
#[derive(Debug, Clone, PartialEq)]
pub struct Form {
    /// The key: `F03`.
    pub key: String,
    /// The title.
    pub title: String,
    /// The number under which the scheme has it.
    pub number: Numbering,
    /// Its issue.
    pub issue: Numbering,
    /// The date of the issue.
    pub dated: Option<Date>,
    /// More about it.
    pub about: Option<String>,
    /// Its sections in order.
    pub sections: Table<SectionId, Section>,
    /// Where it comes from.
    pub provenance: Provenance,
    /// Earlier keys.
    pub was: Vec<String>,
    /// Where it is declared.
    pub place: Place,
}

/// A section of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// The key; ours, not the form's.
    pub key: String,
    /// The title.
    pub title: String,
    /// The form's own number.
    pub number: Numbering,
    /// What it holds.
    pub holds: Vec<Holding>,
    /// More about it.
    pub about: Option<String>,
    /// Earlier keys.
    pub was: Vec<String>,
    /// Where it is declared.
    pub place: Place,
}

words! {
    /// What a section of a form holds.
    Holding {
        /// What the product is.
        Product = "product",
        /// The models of the series.
        Series = "series",
        /// Responses to controls.
        Responses = "responses",
        /// The index of evidence.
        Evidence = "evidence",
        /// Declarations to sign.
        Declarations = "declarations",
        /// Decisions that a control does not apply.
        NotApplicable = "not-applicable",
        /// Checks of the process.
        Process = "process",
        /// Observations.
        Observations = "observations",
    }
}

/// A ruling of the certification body, or a question that waits for one.
#[derive(Debug, Clone, PartialEq)]
pub struct Interpretation {
    /// The key.
    pub key: String,
    /// The title.
    pub title: String,
    /// The controls it bears on.
    pub controls: Vec<ControlId>,
    /// The number of the ruling.
    pub number: Numbering,
    /// The date of the ruling.
    pub dated: Option<Date>,
    /// What is asked.
    pub question: Option<String>,
    /// What was ruled; without one the question waits.
    pub ruling: Option<String>,
    /// Where it comes from.
    pub provenance: Provenance,
    /// Where it is declared.
    pub place: Place,
}
