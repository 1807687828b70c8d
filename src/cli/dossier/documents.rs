//! What the documents of a dossier show of its answers, and what can be filled in in them.

use std::path::Path;

use super::codes;
use super::desk::{check_events, check_values, list_documents, rooms_in};
use super::stamps::{all_answers, read_earlier};
use crate::answers::Head;
use crate::diag::{Checked, Diagnostics};
use crate::merge::History;
use crate::model::{PartyId, Scheme};
use crate::product::Product;
use crate::project::Dossier;
use crate::render::DocumentBlanks;
use crate::source::Text;
use crate::view::{
    Basis, FilledBlanks, FilledDocuments, Outcomes, PageBasis, Pages, ResultNote, Standings,
    fill_blanks, view_asked, with_kept,
};

/// What documents show of the answers of a dossier.
pub(in crate::cli) struct FilledDossier {
    pub documents: FilledDocuments,
    /// The product of the documents, if answers were kept over what its file gives.
    pub product: Option<Product>,
    /// The documents that can be filled in in a browser.
    pub pages: Pages,
}

/// Returns what documents show of the answers of a dossier, and what can be filled in in them: what `open_for` answers, or
/// the party that fills in each document. Reports what somebody wrote by hand and does not fit, and a party that is none.
pub(in crate::cli) fn fill_documents(
    basis: &Basis<'_>,
    folder: &Path,
    dossier: &Dossier,
    open_for: Option<&str>,
) -> Checked<FilledDossier> {
    let mut documents = list_documents(basis);
    let table = view_asked(basis, &rooms_in(&documents));
    let mut diagnostics = Diagnostics::new();
    let open_for = open_for.and_then(|party| find_party(basis.scheme, party, &mut diagnostics));
    check_events(dossier, basis.scheme, &mut diagnostics);
    check_values(dossier, &table, &mut diagnostics);
    let answers = all_answers(dossier, &table);
    let earlier = read_earlier(folder, &answers, &table);
    let outcomes = Outcomes::of(basis, &table, &answers);
    let standings = Standings::of(&table, &answers, &earlier, &outcomes);
    let product = with_kept(basis, &table, &standings);
    if let Some(product) = &product {
        let Basis { scheme, plan, .. } = *basis;
        let rounds = basis.shared_rounds();
        let basis = Basis::new(scheme, plan, product, basis.sources, basis.stamp);
        let basis = basis.with_events(&dossier.head.events).with_rounds(rounds);
        documents = list_documents(&basis);
    }
    let filled = documents.iter().map(|(document, blanks)| {
        let blanks = blanks.rooms.iter().chain(&blanks.told);
        let mut filled = fill_blanks(blanks, &table, &answers, &standings);
        name_people(&mut filled, &dossier.head);
        (document.to_string(), filled)
    });
    let filled = filled.collect();
    let pages = make_pages(
        &PageBasis {
            scheme: basis.scheme,
            dossier: dossier.head.id,
            edition: (&dossier.head.edition, &dossier.head.level),
            product: &dossier.head.lead,
            table: &table,
            standings: &standings,
            open_for,
        },
        &documents,
        &dossier.history(),
    );
    let filled = FilledDossier {
        documents: filled,
        product,
        pages,
    };
    Checked::new(filled, diagnostics)
}

/// Names people by their names, where a mark names them.
fn name_people(filled: &mut FilledBlanks, head: &Head) {
    for view in filled.values_mut() {
        if let Some(ResultNote::CarriedOver { by, .. }) = &mut view.note
            && let Some(person) = head.people.get(by)
        {
            by.clone_from(&person.name);
        }
    }
}

/// Finds a party; reports one that the edition does not have.
fn find_party(scheme: &Scheme, party: &str, diagnostics: &mut Diagnostics) -> Option<PartyId> {
    let parties = scheme.parties.iter();
    let known: Vec<(PartyId, &str)> = parties.map(|(id, one)| (id, one.key.as_str())).collect();
    let found = known.iter().find(|(_, key)| *key == party);
    if found.is_none() {
        let known: Vec<&str> = known.iter().map(|(_, key)| *key).collect();
        diagnostics.push(codes::unknown_party(party, &known));
    }
    found.map(|(id, _)| *id)
}

/// Makes the pages of documents that can be filled in.
fn make_pages(
    basis: &PageBasis<'_>,
    documents: &[(Text, DocumentBlanks)],
    history: &History,
) -> Pages {
    let pages = documents.iter().filter_map(|(document, blanks)| {
        let page = basis.page(document, &blanks.rooms, |key| history.base(key))?;
        Some((document.to_string(), page))
    });
    pages.collect()
}
