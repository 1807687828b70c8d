//! Evidence kinds (L-181 to L-183) and interpretations (L-200).

use super::catalog::Edition;
use super::numbering::Numbering;
use super::provenance::{Provenance, words};
use super::table::{AttributeId, ControlId, FormId, InventoryId, PartyId, SectionId};
use super::value::Date;
use crate::source::{Place, Text};

words! {
    /// The form of a piece of evidence.
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
        /// A list of components that programs read, such as a software bill of materials (L-365).
        Components = "component-list",
        /// A photograph.
        Photograph = "photograph",
        /// A file of code or firmware.
        Software = "software",
        /// A physical sample.
        Sample = "sample",
        /// Answers to questions about the entries of an inventory (L-310).
        Answers = "answers",
    }
}

/// Answers to questions about the entries of an inventory, as evidence (L-310).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswersOf {
    /// The inventory.
    pub inventory: InventoryId,
    /// The questions that are answered, in the order in which they are named.
    pub attributes: Vec<AttributeId>,
}

/// An evidence kind.
#[derive(Debug, Clone, PartialEq)]
pub struct EvidenceKind {
    /// The key.
    pub key: Text,
    /// The title.
    pub title: Text,
    /// The number under which the source has it (L-340).
    pub number: Numbering,
    /// Its form.
    pub form: EvidenceForm,
    /// The answers of which it consists, if it is no paper.
    pub answers: Option<AnswersOf>,
    /// The sections of forms that hold it; of answers, those that print them.
    pub places: Vec<(FormId, SectionId)>,
    /// What it must show.
    pub contains: Option<Text>,
    /// The languages accepted; any where none is named.
    pub languages: Vec<Text>,
    /// Who signs it.
    pub signed_by: Option<PartyId>,
    /// The parties that may see it; every party where none is named (L-314).
    pub audience: Vec<PartyId>,
    /// Where it comes from.
    pub provenance: Provenance,
    /// Earlier keys.
    pub was: Vec<Text>,
    /// Where it is declared.
    pub place: Place,
}

/// A ruling of the certification body, or a question that waits for one.
#[derive(Debug, Clone, PartialEq)]
pub struct Interpretation {
    /// The key.
    pub key: Text,
    /// The title.
    pub title: Text,
    /// The controls that it interprets.
    pub controls: Vec<ControlId>,
    /// The number of the ruling.
    pub number: Numbering,
    /// The date of the ruling.
    pub dated: Option<Date>,
    /// What is asked.
    pub question: Option<Text>,
    /// The ruling; without it the question waits for one.
    pub ruling: Option<Text>,
    /// Where it comes from.
    pub provenance: Provenance,
    /// Where it is declared.
    pub place: Place,
}

impl EvidenceKind {
    /// Returns the sections that hold it in the forms of an edition.
    pub fn places_in<'a>(
        &'a self,
        edition: &'a Edition,
    ) -> impl Iterator<Item = (FormId, SectionId)> + 'a {
        let places = self.places.iter().copied();
        places.filter(|(form, _)| edition.forms.contains(form))
    }
}
