//! Forms, their sections and what these ask (L-184 to L-189, L-360 to L-362).

use rustc_hash::FxHashMap;

use super::catalog::Party;
use super::numbering::Numbering;
use super::provenance::{Provenance, words};
use super::table::{InventoryId, PartyId, SectionId, Table};
use super::types::Choice;
use super::value::Date;
use crate::source::{Place, Text};

/// The names of the files of documents that are no forms, and those that are kept for later ones. No form takes them.
pub const RESERVED_FILES: &[&str] = &[
    "certificate",
    "decision",
    "deliveries",
    "findings",
    "form",
    "index",
    "plan",
    "procedures",
    "product",
    "provenance",
    "quotation",
    "record",
    "report",
    "scheme",
    "test-plan",
    "traceability",
];

/// A form of the scheme.
#[derive(Debug, Clone, PartialEq)]
pub struct Form {
    /// The key: `F03`.
    pub key: Text,
    /// The title.
    pub title: Text,
    /// The name of its files without the extension, which is the key in small letters where none is given: `f03`.
    pub file: Text,
    /// Who fills it in.
    pub author: Option<PartyId>,
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
    /// The papers that print its questions again, without asking them.
    pub excerpts: Vec<Excerpt>,
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

impl Form {
    /// Says whether a section holds something.
    pub fn holds(&self, holding: Holding) -> bool {
        let mut sections = self.sections.iter();
        sections.any(|(_, section)| section.holds.contains(&holding))
    }

    /// Returns the sections that print inventories.
    pub fn inventories(&self) -> PrintedInventories {
        let sections = || self.sections.iter();
        let listed =
            sections().flat_map(|(id, section)| section.lists.iter().map(move |of| (*of, id)));
        let held = [Holding::Answers, Holding::Product];
        let mut holding =
            sections().filter(|(_, section)| held.iter().any(|held| section.holds.contains(held)));
        PrintedInventories {
            listed: listed.collect(),
            others: holding.next().map(|(id, _)| id),
        }
    }

    /// Says whether a document prints anything of it.
    pub fn is_printed(&self) -> bool {
        let mut sections = self.sections.iter();
        sections.any(|(_, section)| section.is_printed())
    }
}

/// The sections of a form that print inventories (L-188). The map is read by key only.
#[derive(Debug)]
pub struct PrintedInventories {
    listed: FxHashMap<InventoryId, SectionId>,
    /// The section that holds the answers, and with them the inventories that no section lists.
    others: Option<SectionId>,
}

impl PrintedInventories {
    /// Returns the section that lists an inventory.
    pub fn listing(&self, inventory: InventoryId) -> Option<SectionId> {
        self.listed.get(&inventory).copied()
    }

    /// Returns the section that prints an inventory, whether it lists it or holds the answers.
    pub fn section_of(&self, inventory: InventoryId) -> Option<SectionId> {
        self.listing(inventory).or(self.others)
    }
}

impl Section {
    /// Says whether it prints more than its heading.
    pub fn is_printed(&self) -> bool {
        !(self.holds.is_empty() && self.lists.is_empty() && self.asks.is_empty())
    }

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
    /// The number under which the source has it (L-340).
    pub number: Numbering,
    /// How it is answered.
    pub kind: AskKind,
    /// More about it.
    pub about: Option<Text>,
    /// The parties that may see it; every party where none is named (L-314).
    pub audience: Vec<PartyId>,
    /// Earlier keys.
    pub was: Vec<Text>,
    /// Where it is declared.
    pub place: Place,
}

impl Ask {
    /// Returns the columns of the table by which it is answered; none if it is answered otherwise.
    pub fn columns(&self) -> &[AskColumn] {
        match &self.kind {
            AskKind::ListOf(columns) => columns,
            AskKind::Blank(_) | AskKind::OneOf(_) => &[],
        }
    }
}

/// How people answer what a section asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AskKind {
    /// By writing, drawing or signing.
    Blank(BlankKind),
    /// By choosing.
    OneOf(Vec<Choice>),
    /// By filling in the rows of a table.
    ListOf(Vec<AskColumn>),
}

/// A column of a table that people fill in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskColumn {
    /// The key, unique in its list.
    pub key: Text,
    /// The heading.
    pub title: Text,
    /// How a cell is filled in; never by a list.
    pub kind: AskKind,
    /// Earlier keys.
    pub was: Vec<Text>,
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
    /// A paper that prints sections of forms again (L-366).
    Excerpt {
        /// The paper for whoever decides on the certificate.
        Decision = "decision",
        /// The scope of the certificate.
        Certificate = "certificate",
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
        /// The edition and the level applied for.
        Level = "level",
        /// The models of the series.
        Series = "series",
        /// What each model of the series has that the lead has not, and the other way round.
        Differences = "differences",
        /// Controls, each to be answered by whom the form is for.
        Responses = "responses",
        /// Controls, each to be judged.
        Assessments = "assessments",
        /// The evidence that belongs to the section.
        Evidence = "evidence",
        /// All evidence, each piece to be judged.
        AllEvidence = "all-evidence",
        /// The index of all evidence.
        Index = "index",
        /// Declarations to sign.
        Declarations = "declarations",
        /// The controls that do not apply.
        NotApplicable = "not-applicable",
        /// The controls that do not apply, each to be agreed to.
        Decisions = "decisions",
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
        /// Which rows of the test plan are repeated.
        Repetition = "repetition",
        /// Which procedures are witnessed.
        Witnesses = "witnesses",
        /// The number of controls with each verdict.
        Verdicts = "verdicts",
        /// The scope of the certificate.
        Scope = "scope",
        /// The edition and its catalogs.
        Sources = "sources",
    }
}
