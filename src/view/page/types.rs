//! What a page says of itself.

use std::collections::BTreeMap;

use serde::Serialize;

use super::field::PageField;
use crate::source::Text;
use crate::view::asked::{OptionView, Shape};

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
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
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

impl PageShape {
    /// Shows how a slot is filled in.
    pub(super) fn of(shape: &Shape) -> Self {
        let pair = |option: &OptionView| (option.key.clone(), option.title.clone());
        match shape {
            Shape::Text => Self::Text,
            Shape::Lines => Self::Lines,
            Shape::Date => Self::Date,
            Shape::Choice(options) => Self::Choice(options.iter().map(pair).collect()),
        }
    }
}
