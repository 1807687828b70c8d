//! What pages are made of.

use std::collections::BTreeMap;

use crate::answers::DossierId;
use crate::model::{PartyId, Scheme};
use crate::view::asked::{AskedTable, Standings};
use crate::view::blank::Blank;
use crate::view::forms::printed_forms;

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
    /// Returns the party that fills in a document, if it is a form that says so.
    pub(super) fn author_of(&self, document: &str) -> Option<PartyId> {
        let mut forms = printed_forms(self.scheme);
        let form = forms.find_map(|(id, file)| (**file == *document).then_some(id))?;
        self.scheme.forms[form].author
    }

    /// Returns the party that answers most blanks of a document; of several, the one that is declared first.
    pub(super) fn party_of_most(&self, blanks: &[Blank]) -> Option<PartyId> {
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
