//! A product file, resolved against a scheme.

use std::collections::{BTreeMap, BTreeSet};
use std::{fmt, iter};

use crate::model::{
    AccessId, ControlId, Date, EventId, EvidenceId, IdentityId, IdentityKind, InventoryId, LevelId,
    Scheme, Slot, Target, words,
};
use crate::source::{self, Place};

/// A text and where it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// The text, as written.
    pub text: String,
    /// Where.
    pub place: Place,
}

/// What can be read of a product file before the edition is known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Head {
    /// The edition asked for: `iotscs@2024-03`.
    pub scheme: Option<Text>,
    /// The level asked for, a key of the edition: `L2`.
    pub level: Option<Text>,
}

/// A product as its file describes it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Product {
    /// The name of the file, as documents print it; empty until whoever read the file sets it.
    pub file: String,
    /// The edition asked for; `None` means the default one.
    pub scheme: Option<Text>,
    /// The level of the edition asked for; `None` where the file names none.
    pub level: Option<LevelId>,
    /// Where the level stands.
    pub level_place: Option<Place>,
    /// What the product is.
    pub identity: Identity,
    /// Who applies for the certificate.
    pub applicant: Option<Contact>,
    /// Who makes the product.
    pub manufacturer: Option<Contact>,
    /// What is known of the lead product and of its variants, and what was declined.
    pub target: Target,
    /// The other products of the series, in the order of `target.variants`.
    pub variants: Vec<VariantInfo>,
    /// The evidence handed in, in the order given.
    pub evidence: Vec<SubmittedEvidence>,
    /// What stands around the product while it is tested, in the order given; empty where nothing is said.
    pub test_bed: Vec<BedNode>,
    /// The key by which a dossier names the lead; `None` outside of one.
    pub lead: Option<String>,
    /// The slots of the texts in whose place an answer of a dossier stands; documents show them as answers.
    pub kept: BTreeSet<Slot>,
}

/// Texts by the field in which they stand; what is absent or `unknown` has none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Texts<Field>(BTreeMap<Field, Text>);

/// What a product is.
pub type Identity = Texts<IdentityField>;

/// A company and whom to ask there.
pub type Contact = Texts<ContactField>;

/// A field of `product`, in the order of documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum IdentityField {
    /// Its name.
    Name,
    /// Its model number.
    Model,
    /// A field that the scheme declares.
    Declared(IdentityId),
}

impl Product {
    /// Returns the keys of the models of the series, the lead first.
    pub fn model_keys(&self) -> impl Iterator<Item = source::Text> {
        let variants = self.variants.iter().map(|variant| variant.key.as_str());
        let variants = variants.map(source::Text::from);
        iter::once(self.lead_key().into()).chain(variants)
    }

    /// Returns the key by which the lead is named beside its variants: its model, or its name where no model is given, or
    /// `lead`. Characters that do not belong in a key become hyphens.
    fn lead_key(&self) -> String {
        let text = |field| self.identity.get(field).map(|text| text.text.as_str());
        if let Some(lead) = &self.lead {
            return lead.clone();
        }
        let known = [IdentityField::Model, IdentityField::Name].into_iter();
        let mut keys = known.filter_map(|field| text(field).map(as_key));
        let mut key = keys
            .find(|key| !key.is_empty())
            .unwrap_or_else(|| "lead".to_owned());
        while self.variants.iter().any(|variant| variant.key == key) {
            key.push_str("-lead");
        }
        key
    }
}

/// Makes a key of a text: words of letters, digits, `.` and `_`, with hyphens between them.
fn as_key(text: &str) -> String {
    let is_plain = |letter: char| letter.is_alphanumeric() || matches!(letter, '.' | '_');
    let words = text.split(|letter| !is_plain(letter));
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    words.join("-")
}

impl Identity {
    /// Returns the texts of the fields that the scheme declares.
    pub fn declared(&self) -> BTreeMap<IdentityId, &str> {
        let texts = self.iter().filter_map(|(field, text)| match field {
            IdentityField::Declared(id) => Some((id, text.text.as_str())),
            IdentityField::Name | IdentityField::Model => None,
        });
        texts.collect()
    }
}

impl IdentityField {
    /// Returns every field that a scheme asks for, name and model first.
    pub fn all(scheme: &Scheme) -> impl Iterator<Item = Self> + use<> {
        let declared = scheme.identity.ids().map(Self::Declared);
        [Self::Name, Self::Model].into_iter().chain(declared)
    }

    /// Finds the field of a key.
    pub fn find(scheme: &Scheme, key: &str) -> Option<Self> {
        match key {
            "name" => Some(Self::Name),
            "model" => Some(Self::Model),
            _ => scheme.identity.find(key).map(Self::Declared),
        }
    }

    /// Returns its key in a product file.
    pub fn key(self, scheme: &Scheme) -> &str {
        match self {
            Self::Name => "name",
            Self::Model => "model",
            Self::Declared(id) => &scheme.identity[id].key,
        }
    }

    /// Returns its name for people, after its number if it has one that is known (L-340).
    pub fn heading(self, scheme: &Scheme) -> source::Text {
        match self {
            Self::Name => "Name".into(),
            Self::Model => "Model".into(),
            Self::Declared(id) => scheme.identity[id].heading(),
        }
    }

    /// Says whether documents quote its value on every page.
    pub fn is_quoted(self, scheme: &Scheme) -> bool {
        match self {
            Self::Name | Self::Model => false,
            Self::Declared(id) => scheme.identity[id].is_quoted,
        }
    }

    /// Returns the event that brings its value as a number.
    pub fn event(self, scheme: &Scheme) -> Option<EventId> {
        match self {
            Self::Name | Self::Model => None,
            Self::Declared(id) => scheme.identity[id].event,
        }
    }

    /// Says whether results hold for its value alone; the model is what they are about.
    pub fn is_bound(self, scheme: &Scheme) -> bool {
        match self {
            Self::Name | Self::Model => false,
            Self::Declared(id) => scheme.identity[id].is_bound,
        }
    }

    /// Returns what is written in it.
    pub fn kind(self, scheme: &Scheme) -> IdentityKind {
        match self {
            Self::Name | Self::Model => IdentityKind::Text,
            Self::Declared(id) => scheme.identity[id].kind,
        }
    }
}

words! {
    /// A field of `applicant` and `manufacturer`.
    ContactField {
        /// The name of the company.
        Name = "name",
        /// Its address.
        Address = "address",
        /// Whom to ask.
        Contact = "contact",
    }
}

impl<Field> Default for Texts<Field> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<Field: Copy + Ord> Texts<Field> {
    /// Returns the text of a field.
    pub fn get(&self, field: Field) -> Option<&Text> {
        self.0.get(&field)
    }

    /// Returns the texts with their fields, in the order of documents.
    pub fn iter(&self) -> impl Iterator<Item = (Field, &Text)> {
        self.0.iter().map(|(field, text)| (*field, text))
    }

    /// Sets the text of a field, or takes it away.
    pub(crate) fn set(&mut self, field: Field, text: Option<Text>) {
        match text {
            Some(text) => self.0.insert(field, text),
            None => self.0.remove(&field),
        };
    }
}

/// A node of the test bed: something around the product during tests, or the product itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BedNode {
    /// Its id in the file; `device` is the product.
    pub id: String,
    /// What it is.
    pub name: Option<Text>,
    /// Its addresses, as written.
    pub address: Option<Text>,
    /// The ids of the nodes to which it is connected, each of which exists.
    pub connects: Vec<Text>,
    /// Where it stands.
    pub place: Place,
}

impl BedNode {
    /// Says whether it is the product itself.
    pub fn is_device(&self) -> bool {
        self.id == "device"
    }
}

/// A product of the series beside the lead.
#[derive(Debug, Clone, PartialEq)]
pub struct VariantInfo {
    /// Its id in the file.
    pub key: String,
    /// The ids that it had before, each once.
    pub was: Vec<Text>,
    /// What it is: the lead's identity with its changes, its own name over it.
    pub identity: Identity,
    /// What differs from the lead, in the order given.
    pub differences: Vec<Difference>,
    /// Where it stands.
    pub place: Place,
}

/// A difference between a variant and the lead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// What differs: `radio.wifi`, `housing.body.closed_by`, `product.model` or the name of a fact.
    pub subject: String,
    /// How.
    pub kind: DifferenceKind,
    /// Where it is said.
    pub place: Place,
}

/// How a variant differs from the lead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DifferenceKind {
    /// The lead has no such entry.
    Added,
    /// The variant has no such entry.
    Removed,
    /// The value differs. Both are as written, sets with commas.
    Changed {
        /// In the lead; `unknown` where nothing is said.
        from: String,
        /// In the variant.
        to: String,
    },
}

/// Evidence handed in with the application.
#[derive(Debug, Clone, PartialEq)]
pub struct SubmittedEvidence {
    /// The kind.
    pub kind: EvidenceId,
    /// Its number in the register of a dossier; `None` in a product file, which numbers nothing.
    pub number: Option<String>,
    /// The title.
    pub title: Option<Text>,
    /// The document number.
    pub document: Option<Text>,
    /// The issue of the document.
    pub issue: Option<Text>,
    /// The date of the document.
    pub date: Option<Date>,
    /// The language, as a code: `en`.
    pub language: Option<Text>,
    /// Who signed it.
    pub signatory: Option<Text>,
    /// The SHA-256 of the file, 64 hexadecimal digits in lower case.
    pub sha256: Option<Text>,
    /// Where it can be verified: a link or an e-mail address.
    pub link: Option<Text>,
    /// The pages that matter.
    pub pages: Option<Text>,
    /// How confidential it is, in the vendor's word.
    pub confidentiality: Option<Text>,
    /// How it may be seen.
    pub access: Option<AccessId>,
    /// What it covers; empty for the whole product.
    pub covers: Vec<Covered>,
    /// Where it stands.
    pub place: Place,
}

/// Something that a piece of evidence covers.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Covered {
    /// An entry of the lead or of a variant.
    Entry {
        /// The inventory.
        inventory: InventoryId,
        /// The entry's id.
        id: String,
        /// Both as documents show them: `chip.soc`.
        name: String,
    },
    /// A control.
    Control(ControlId),
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Display for Difference {
    /// Writes the difference as documents print it: `radio.wifi removed`, `product.model: A → B`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let subject = &self.subject;
        match &self.kind {
            DifferenceKind::Added => write!(f, "{subject} added"),
            DifferenceKind::Removed => write!(f, "{subject} removed"),
            DifferenceKind::Changed { from, to } => write!(f, "{subject}: {from} → {to}"),
        }
    }
}
