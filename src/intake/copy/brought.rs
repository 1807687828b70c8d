//! What a copy of a page brings.

use crate::answers::{DossierId, Version};

/// What a copy brings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageCopy {
    /// The dossier.
    pub dossier: DossierId,
    /// The edition, with its version.
    pub edition: String,
    /// The key of the level; empty where the edition has none.
    pub level: String,
    /// The key of the document.
    pub document: String,
    /// When it was saved, as the browser says.
    pub saved: String,
    /// The fields that somebody touched, in the order of the page.
    pub answers: Vec<CopyAnswer>,
    /// What copies that were saved before brought and this one does not: for each, the places of answers, and what was filled in
    /// there; `None` if nothing was.
    pub earlier: Vec<Vec<(usize, Option<String>)>>,
}

/// A field that somebody touched.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct CopyAnswer {
    /// The slot, as the page had it, without models. It is looked up and never taken apart.
    pub slot: String,
    /// The keys of the models of the field; none for what is about no model.
    pub models: Vec<String>,
    /// What was asked, as the page has it.
    pub asked: String,
    /// What the unit of each model held when the page was made; empty where no unit held anything.
    pub base: Vec<Vec<Version>>,
    /// What is filled in; empty if it was emptied.
    pub value: String,
}
