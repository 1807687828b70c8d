//! What a page that is filled in in a browser has to know of its fields.

mod field;
mod open;

use std::collections::BTreeMap;

use serde::Serialize;

use super::asked::{AskedTable, OptionView, Shape, Standings};
use super::blank::Blank;
use super::forms::printed_forms;
use crate::answers::{AnswerKey, DossierId, Version};
use crate::model::{PartyId, Scheme};
use crate::source::Text;

pub use field::{HeldInField, OpenField, PageField};
pub use open::question_on_page;

/// The pages of a build that can be filled in, by the key of the document.
pub type Pages = BTreeMap<String, PageView>;

/// A page that can be filled in: to which dossier its answers go, whose fields are open, and what each field takes.
///
/// It holds no answer of another party, and no hash of one: fields that are not open only say who answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PageView {
    /// The dossier to which answers go.
    pub dossier: String,
    /// The key of the document.
    pub document: String,
    /// The edition, with its version.
    pub edition: String,
    /// The key of the level; empty where the edition has none.
    pub level: String,
    /// The model of the product.
    pub product: String,
    /// The key of the party whose fields are open.
    pub party: String,
    /// The titles of the parties that answer in the document; fields that are not open name theirs by its place.
    pub parties: Vec<String>,
    /// The lists of models that fields share, which fields name by their place.
    pub models: Vec<Vec<Text>>,
    /// How fields are filled in; fields name theirs by its place.
    pub shapes: Vec<PageShape>,
    /// What units held when the page was made: the versions that stood. Fields name those of their models by their places.
    pub bases: Vec<Vec<String>>,
    /// The fields, by the texts of their blanks. The writer adds them in the order of the document.
    #[serde(skip)]
    pub fields: BTreeMap<String, PageField>,
}

/// How a field is filled in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PageShape {
    /// With a few words.
    Text,
    /// With some lines.
    Lines,
    /// With a date.
    Date,
    /// With one of some words, each a key and a title.
    Choice(Vec<(String, String)>),
}

/// What pages are made of.
#[derive(Debug, Clone, Copy)]
pub struct PageBasis<'a> {
    /// The scheme of the edition.
    pub scheme: &'a Scheme,
    /// The dossier.
    pub dossier: DossierId,
    /// The edition, with its version, and the key of the level, as the head of the dossier has them.
    pub edition: (&'a str, &'a str),
    /// The model of the product.
    pub product: &'a str,
    /// All that is asked.
    pub table: &'a AskedTable,
    /// How the answers stand.
    pub standings: &'a Standings<'a>,
    /// The party whose fields are open; `None` for the one that fills in each document: of a form its author, else the one that
    /// answers most of it.
    pub open_for: Option<PartyId>,
}

impl PageBasis<'_> {
    /// Makes the page of a document. `base` returns the versions of a unit that stand. `None` if the document has no field
    /// for the party.
    pub fn page(
        &self,
        document: &str,
        blanks: &[Blank],
        base: impl Fn(&AnswerKey) -> Vec<Version>,
    ) -> Option<PageView> {
        let open = self.open_for.or_else(|| self.author_of(document));
        let open = open.or_else(|| self.party_of_most(blanks))?;
        let mut page = PageView {
            dossier: self.dossier.to_string(),
            document: document.to_owned(),
            edition: self.edition.0.to_owned(),
            level: self.edition.1.to_owned(),
            product: self.product.to_owned(),
            party: self.scheme.parties[open].key.to_string(),
            parties: Vec::new(),
            models: Vec::new(),
            shapes: Vec::new(),
            bases: Vec::new(),
            fields: BTreeMap::new(),
        };
        open::add_fields(self, &mut page, (open, blanks), base);
        let is_open = |field: &PageField| matches!(field, PageField::Open(_));
        page.fields.values().any(is_open).then_some(page)
    }

    /// Returns the party that fills in a document, if it is a form that says so.
    fn author_of(&self, document: &str) -> Option<PartyId> {
        let mut forms = printed_forms(self.scheme);
        let form = forms.find_map(|(id, file)| (**file == *document).then_some(id))?;
        self.scheme.forms[form].author
    }

    /// Returns the party that answers most blanks of a document; of several, the one that is declared first.
    fn party_of_most(&self, blanks: &[Blank]) -> Option<PartyId> {
        let mut counts: BTreeMap<PartyId, usize> = BTreeMap::new();
        let parties = blanks.iter().filter_map(|blank| {
            let key = blank.keys().next()?;
            self.table.get(&key)?.party
        });
        for party in parties {
            *counts.entry(party).or_default() += 1;
        }
        let most = counts.values().max().copied();
        let mut counts = counts.into_iter();
        counts.find_map(|(party, count)| (Some(count) == most).then_some(party))
    }
}

impl PageShape {
    /// Shows how a slot is filled in.
    fn of(shape: &Shape) -> Self {
        let pair = |option: &OptionView| (option.key.clone(), option.title.clone());
        match shape {
            Shape::Text => Self::Text,
            Shape::Lines => Self::Lines,
            Shape::Date => Self::Date,
            Shape::Choice(options) => Self::Choice(options.iter().map(pair).collect()),
        }
    }
}
