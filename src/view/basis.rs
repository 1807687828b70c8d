//! What every document is built from, and the parts that all of them share.

use serde::Serialize;

use super::items::{
    control_ref, evidence_ref, printed_word, procedure_ref, question_of, view_catalogs, view_level,
    view_verdict,
};
use super::lookups::Lookups;
use super::memo::Memo;
use super::overlays::{OverlayView, view_overlays};
use super::product::given;
use crate::logic::{Reason, Settler};
use crate::model::{
    ControlId, Datum, Depth, Depths, EditionStatus, EvidenceId, Numbering, ProcedureId, Scheme,
    SlotId, VerdictClass,
};
use crate::plan::{Plan, Status};
use crate::product::{ContactField, IdentityField, Product};
use crate::source::{Place, Sources, Text};

/// What a document is built from.
#[derive(Debug)]
pub struct Basis<'a> {
    /// The scheme of the edition.
    pub scheme: &'a Scheme,
    /// What it calls for.
    pub plan: &'a Plan,
    /// The product.
    pub product: &'a Product,
    /// The texts, to name places in them.
    pub sources: &'a Sources,
    /// When and with what the document is built.
    pub stamp: &'a BuildStamp,
    /// What is looked up of the plan and the product.
    pub(super) lookups: Lookups<'a>,
    /// Views that many places show.
    pub(super) memo: Memo<'a>,
}

/// When and with what a document is built. What is `None` is not printed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct BuildStamp {
    /// The date, as it is to be printed.
    pub date: Option<String>,
    /// The tool and its version.
    pub tool: Option<String>,
}

/// What stands at the head of every document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct HeadView {
    /// The edition: `iotscs@2024-03`.
    pub edition: String,
    /// Its title.
    pub edition_title: Text,
    /// More about it, in the author's Markdown.
    pub edition_about: Option<Text>,
    /// Whether it can still change.
    pub edition_status: EditionStatus,
    /// The level; `None` where the edition has none.
    pub level: Option<LevelView>,
    /// The model or the name of the product.
    pub product: String,
    /// The name of the product, where `product` is its model.
    pub name: Option<String>,
    /// The hardware version.
    pub hardware: Option<String>,
    /// The firmware version.
    pub firmware: Option<String>,
    /// The name of the applicant.
    pub applicant: Option<String>,
    /// The product file, as the user named it.
    pub product_file: String,
    /// The names of the variants beside the lead.
    pub variants: Vec<String>,
    /// The catalogs in use at the level.
    pub catalogs: Vec<CatalogView>,
    /// The overlays that put the wording of licensed copies, or what was compared with them, into the document.
    pub overlays: Vec<OverlayView>,
    /// The verdict words of the edition.
    pub verdicts: Vec<VerdictView>,
    /// How many controls have each status; statuses without controls are left out.
    pub counts: Vec<StatusCount>,
    /// When and with what the document is built.
    pub stamp: BuildStamp,
}

/// A level.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct LevelView {
    /// The key: `L2`.
    pub key: Text,
    /// What it means.
    pub title: Option<Text>,
}

/// A catalog in use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct CatalogView {
    /// The key: `asvs-c`.
    pub key: Text,
    /// Key and version: `asvs-c@4.0.3`.
    pub name: String,
    /// The title.
    pub title: Text,
    /// Who publishes the source.
    pub publisher: Option<Text>,
    /// The source.
    pub cites: Option<Text>,
    /// The licence of the source.
    pub licence: Option<String>,
    /// Its own level that is in use; `None` where all of it is.
    pub level: Option<Text>,
}

/// A verdict word.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct VerdictView {
    /// The key.
    pub key: Text,
    /// The word printed.
    pub title: Text,
    /// What it means for what stands above it.
    pub class: VerdictClass,
}

/// How many controls have a status.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct StatusCount {
    /// The status.
    #[serde(flatten)]
    pub standing: StatusView,
    /// How many.
    pub count: usize,
}

/// A status, and what people read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct StatusView {
    /// The status.
    pub status: Status,
    /// The words for it.
    words: &'static str,
}

impl From<Status> for StatusView {
    fn from(status: Status) -> Self {
        Self {
            status,
            words: status.words(),
        }
    }
}

impl StatusView {
    /// Returns the words for it.
    #[must_use]
    pub fn words(self) -> &'static str {
        self.words
    }
}

/// A named item of the scheme.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct RefView {
    /// The key; of a control with that of its catalog.
    pub key: Text,
    /// The title.
    pub title: Text,
}

/// Why something is so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ReasonView {
    /// A sentence without its full stop.
    pub sentence: String,
    /// What settles it, or would.
    pub settled_by: Vec<SettlerView>,
}

/// A datum of the product that settles something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct SettlerView {
    /// Its name in the product file: `chip.soc.tee`.
    pub name: Text,
    /// The question that it answers.
    pub question: Text,
    /// Where it is answered, as `path:line`.
    pub place: Option<String>,
}

impl<'a> Basis<'a> {
    /// Takes what documents are built from.
    #[must_use]
    pub fn new(
        scheme: &'a Scheme,
        plan: &'a Plan,
        product: &'a Product,
        sources: &'a Sources,
        stamp: &'a BuildStamp,
    ) -> Self {
        Self {
            scheme,
            plan,
            product,
            sources,
            stamp,
            lookups: Lookups::of(scheme, plan, product),
            memo: Memo::default(),
        }
    }

    /// Builds the head of a document.
    #[must_use]
    pub fn head(&self) -> HeadView {
        let edition = &self.scheme.edition;
        let identity = &self.product.identity;
        let applicant = self.product.applicant.as_ref();
        HeadView {
            edition: edition.name(),
            edition_title: edition.title.clone(),
            edition_about: edition.about.clone(),
            edition_status: edition.status,
            level: self
                .plan
                .level
                .and_then(|level| view_level(self.scheme, level)),
            product: self.product_name(),
            name: given(identity.get(IdentityField::Name))
                .filter(|name| *name != self.product_name()),
            hardware: given(identity.get(IdentityField::Hardware)),
            firmware: given(identity.get(IdentityField::Firmware)),
            applicant: applicant.and_then(|applicant| given(applicant.get(ContactField::Name))),
            product_file: self.product.path.clone(),
            variants: self.plan.variants.clone(),
            catalogs: view_catalogs(self.scheme, self.plan.level),
            overlays: view_overlays(
                self.scheme,
                self.sources,
                self.plan.controls.iter().map(|control| control.control),
            ),
            verdicts: edition.verdicts.iter().map(view_verdict).collect(),
            counts: self.counts(),
            stamp: self.stamp.clone(),
        }
    }

    /// Returns the model of the product, or its name.
    #[must_use]
    pub fn product_name(&self) -> String {
        let identity = &self.product.identity;
        let model = identity.get(IdentityField::Model);
        let name = model.or_else(|| identity.get(IdentityField::Name));
        name.map_or_else(|| "unnamed product".to_owned(), ToString::to_string)
    }

    fn counts(&self) -> Vec<StatusCount> {
        let count = |status: Status| StatusCount {
            standing: status.into(),
            count: self.plan.with_status(status).count(),
        };
        let counts = Status::ALL.into_iter().map(count);
        counts.filter(|count| count.count > 0).collect()
    }

    /// Names a place as `path:line`.
    #[must_use]
    pub fn place(&self, place: Option<Place>) -> Option<String> {
        self.sources.locate(place?)
    }

    /// Names a control.
    #[must_use]
    pub fn control(&self, id: ControlId) -> RefView {
        control_ref(self.scheme, id)
    }

    /// Names a procedure.
    #[must_use]
    pub fn procedure(&self, id: ProcedureId) -> RefView {
        procedure_ref(self.scheme, id)
    }

    /// Names an evidence kind.
    #[must_use]
    pub fn evidence_kind(&self, id: EvidenceId) -> RefView {
        evidence_ref(self.scheme, id)
    }

    /// Makes the slot of something that belongs to no control, such as `document/seen/model`.
    #[must_use]
    pub fn slot(&self, slot: &str, item: &str, last: Option<String>) -> String {
        let slot = SlotId::new("document", slot).item(item);
        slot.variant(last).text()
    }

    /// Shows a reason.
    #[must_use]
    pub fn reason(&self, reason: &Reason) -> ReasonView {
        let settlers = reason.settled_by.iter();
        ReasonView {
            sentence: reason.sentence.clone(),
            settled_by: settlers.map(|settler| self.settler(settler)).collect(),
        }
    }

    /// Shows a datum that settles something.
    #[must_use]
    pub fn settler(&self, settler: &Settler) -> SettlerView {
        SettlerView {
            name: settler.name.clone(),
            question: self.question(settler.datum).into(),
            place: self.place(settler.place),
        }
    }

    /// Returns the question that a datum answers.
    #[must_use]
    pub fn question(&self, datum: Datum) -> &'a str {
        question_of(self.scheme, datum)
    }

    /// Returns the word that a control's catalog prints for a word of the language.
    #[must_use]
    pub fn printed(&self, control: ControlId, word: &'static str) -> String {
        printed_word(self.scheme, control, word)
    }

    /// Returns the word that a control's catalog prints for a depth.
    #[must_use]
    pub fn depth(&self, control: ControlId, depth: Depth) -> String {
        self.printed(control, depth.word())
    }

    /// Returns the words that a control's catalog prints for depths: `test and audit`.
    #[must_use]
    pub fn depths(&self, control: ControlId, depths: Depths) -> String {
        let words = depths.each().map(|depth| self.depth(control, depth));
        words.collect::<Vec<_>>().join(" and ")
    }
}

/// What stands for a number that nobody here knows.
pub(super) const NUMBER_NOT_KNOWN: &str = "number not known";

/// Shows a number that a source gives: the number, `number not known`, or nothing.
#[must_use]
pub(super) fn view_number(number: &Numbering) -> Option<String> {
    match number {
        Numbering::Unsaid => None,
        Numbering::Unknown => Some(NUMBER_NOT_KNOWN.to_owned()),
        Numbering::Given(number) => Some(number.to_string()),
    }
}
