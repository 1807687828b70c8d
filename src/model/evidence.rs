//! Evidence kinds, forms and their sections (L-181 to L-189), interpretations (L-200).

use super::catalog::Party;
use super::numbering::Numbering;
use super::provenance::{Provenance, words};
use super::table::{ControlId, FormId, InventoryId, PartyId, SectionId, Table};
use super::types::Choice;
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
        /// A photograph.
        Photograph = "photograph",
        /// A file of code or firmware.
        Software = "software",
        /// A physical sample.
        Sample = "sample",
    }
}

/// An evidence kind.
#[derive(Debug, Clone, PartialEq)]
pub struct EvidenceKind {
    /// The key.
    pub key: Text,
    /// The title.
    pub title: Text,
    /// Its form.
    pub form: EvidenceForm,
    /// The sections of forms that hold it.
    pub places: Vec<(FormId, SectionId)>,
    /// What it must show.
    pub contains: Option<Text>,
    /// The languages accepted; any where none is named.
    pub languages: Vec<Text>,
    /// Who signs it.
    pub signed_by: Option<PartyId>,
    /// Where it comes from.
    pub provenance: Provenance,
    /// Earlier keys.
    pub was: Vec<Text>,
    /// Where it is declared.
    pub place: Place,
}

/// A form of the scheme.
#[derive(Debug, Clone, PartialEq)]
pub struct Form {
    /// The key: `F03`.
    pub key: Text,
    /// The title.
    pub title: Text,
    /// The number under which the scheme has it.
    pub number: Numbering,
    /// Its issue.
    pub issue: Numbering,
    /// The date of the issue.
    pub dated: Option<Date>,
    /// More about it.
    pub about: Option<Text>,
    /// Its sections in order.
    pub sections: Table<SectionId, Section>,
    /// Where it comes from.
    pub provenance: Provenance,
    /// Earlier keys.
    pub was: Vec<Text>,
    /// Where it is declared.
    pub place: Place,
}

/// A section of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// The key; ours, not the form's.
    pub key: Text,
    /// The title.
    pub title: Text,
    /// The form's own number.
    pub number: Numbering,
    /// What it holds.
    pub holds: Vec<Holding>,
    /// The party whose undertakings it holds.
    pub undertakes: Option<PartyId>,
    /// The inventories that it lists.
    pub lists: Vec<InventoryId>,
    /// What people fill in, in the order in which it is printed.
    pub asks: Vec<Ask>,
    /// How many of `asks` are printed before what the section holds.
    pub leading: usize,
    /// More about it.
    pub about: Option<Text>,
    /// Earlier keys.
    pub was: Vec<Text>,
    /// Where it is declared.
    pub place: Place,
}

impl Section {
    /// Returns what it holds, as written in the language: `undertakings of vendor`.
    pub fn held(&self, parties: &Table<PartyId, Party>) -> Vec<String> {
        let written = |holding: &Holding| match (holding, self.undertakes) {
            (Holding::Undertakings, Some(party)) => {
                format!("{} of {}", holding.word(), parties[party].key)
            }
            (holding, _) => holding.word().to_owned(),
        };
        self.holds.iter().map(written).collect()
    }
}

/// Something that a section of a form asks people to fill in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ask {
    /// The key.
    pub key: Text,
    /// What is asked.
    pub title: Text,
    /// How it is answered.
    pub kind: AskKind,
    /// More about it.
    pub about: Option<Text>,
    /// Earlier keys.
    pub was: Vec<Text>,
    /// Where it is declared.
    pub place: Place,
}

/// How people answer what a section asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AskKind {
    /// By writing, drawing or signing.
    Blank(BlankKind),
    /// By choosing.
    OneOf(Vec<Choice>),
}

words! {
    /// What people write, draw or sign in a blank.
    BlankKind {
        /// A few words.
        Text = "text",
        /// Some lines.
        Lines = "lines",
        /// A date.
        Date = "date",
        /// A tick, the evidence for it, and a remark.
        Check = "check",
        /// A diagram or photograph, and where it is found.
        Figure = "figure",
        /// Name, designation, date and signature.
        Signature = "signature",
    }
}

words! {
    /// What a section of a form holds.
    Holding {
        /// The product: identity, description and answers together.
        Product = "product",
        /// The name and versions of the product, its applicant and its manufacturer.
        Identity = "identity",
        /// What the product is for, its boundary and its environment.
        Description = "description",
        /// Answers to the scheme's questions, and the inventories that no section lists.
        Answers = "answers",
        /// The models of the series.
        Series = "series",
        /// Responses to controls.
        Responses = "responses",
        /// The evidence that belongs to the section.
        Evidence = "evidence",
        /// The index of all evidence.
        Index = "index",
        /// Declarations to sign.
        Declarations = "declarations",
        /// The controls that do not apply.
        NotApplicable = "not-applicable",
        /// What a party undertakes by the rules of the process.
        Undertakings = "undertakings",
        /// What is still missing, counted.
        Missing = "missing",
        /// Questions that the product file leaves open.
        Open = "open-questions",
        /// The rules of the process.
        Process = "process",
        /// What reports of the laboratory must agree with.
        Reports = "reports",
        /// Rulings, and questions that wait for one.
        Interpretations = "interpretations",
        /// Observations.
        Observations = "observations",
        /// The number of controls with each verdict.
        Verdicts = "verdicts",
        /// The scope of the certificate.
        Scope = "scope",
        /// The edition and its catalogs.
        Sources = "sources",
    }
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
