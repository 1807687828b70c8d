//! What heads items in documents: their titles, after the numbers of the source (L-340).

use super::catalog::{Catalog, Edition, Group, Party};
use super::control::Control;
use super::evidence::{EvidenceKind, Interpretation};
use super::form::Ask;
use super::identity::IdentityItem;
use super::procedure::{Case, Procedure};
use super::rules::Rule;
use super::samples::{SampleKind, SampleState};
use super::vocabulary::{Attribute, Constraint, Derive, Fact, Inventory, Subset};
use super::work::{Phase, Titled};
use crate::source::Text;

/// Implements `heading` for items from a table: each item, and the field that heads it.
macro_rules! headed {
    ($($item:ident $title:ident;)*) => {$(
        impl $item {
            /// Returns what heads it in a document: its title or question, after its number if it has one that is known (L-340).
            pub fn heading(&self) -> Text {
                match self.number.given() {
                    Some(number) => format!("{number} {}", self.$title).into(),
                    None => self.$title.clone(),
                }
            }
        }
    )*};
}

impl Control {
    /// Returns what heads its section in a document: its title, after its number or else its key.
    pub fn section_heading(&self) -> Text {
        match self.number.given() {
            Some(_) => self.heading(),
            None => format!("{} {}", self.key, self.title).into(),
        }
    }
}

headed! {
    Ask title;
    Attribute question;
    Case title;
    Catalog title;
    Constraint title;
    Control title;
    Derive title;
    Edition title;
    EvidenceKind title;
    Fact question;
    Group title;
    IdentityItem title;
    Interpretation title;
    Inventory title;
    Party title;
    Phase title;
    Procedure title;
    Rule title;
    SampleKind title;
    SampleState title;
    Subset title;
    Titled title;
}
