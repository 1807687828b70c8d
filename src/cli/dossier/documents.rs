//! What the documents of a dossier show of its answers, and what can be filled in in them.

use super::codes;
use super::parts::{DeskParts, list_documents};
use super::stamps::ledger;
use crate::answers::{Finding, Head};
use crate::diag::{Checked, Diagnostics};
use crate::intake::Sight;
use crate::merge::History;
use crate::model::{PartyId, Scheme};
use crate::product::Product;
use crate::project::Dossier;
use crate::render::DocumentBlanks;
use crate::source::Text;
use crate::view::{
    Basis, FilledBlanks, FilledDocuments, PageBasis, Pages, ResultNote, fill_blanks, with_kept,
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
/// the party that fills in each document. Reports a party that is none.
pub(in crate::cli) fn fill_documents(
    basis: &Basis<'_>,
    dossier: &Dossier,
    parts: &DeskParts,
    open_for: Option<&str>,
) -> Checked<FilledDossier> {
    let mut diagnostics = Diagnostics::new();
    let open_for = open_for.and_then(|party| find_party(basis.scheme, party, &mut diagnostics));
    let DeskParts { table, answers, .. } = parts;
    let standings = parts.standings();
    let product = with_kept(basis, table, &standings);
    let kept = product.as_ref().map(|product| {
        let Basis { scheme, plan, .. } = *basis;
        let rounds = basis.shared_rounds();
        let basis = Basis::new(scheme, plan, product, basis.sources, basis.stamp);
        let basis = basis
            .with_events(&dossier.head.events)
            .with_rounds(rounds)
            .with_findings(&findings_for(dossier, scheme, open_for));
        list_documents(&basis)
    });
    let documents = kept.as_ref().unwrap_or(&parts.documents);
    let filled = documents.iter().map(|(document, blanks)| {
        let blanks = blanks.rooms.iter().chain(&blanks.told);
        let mut filled = fill_blanks(blanks, table, answers, &standings);
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
            table,
            standings: &standings,
            open_for,
        },
        documents,
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

/// Returns the findings that documents show: those that the party may see for which they are opened.
pub(in crate::cli) fn findings_for(
    dossier: &Dossier,
    scheme: &Scheme,
    open_for: Option<PartyId>,
) -> Vec<Finding> {
    let sight = open_for.and_then(|party| Sight::of(scheme, &scheme.parties[party].key));
    let mut all = ledger(dossier);
    all.retain(|one| sight.is_none_or(|sight| sight.sees(&one.key)));
    all
}

/// Finds a party; reports one that the edition does not have.
fn find_party(scheme: &Scheme, party: &str, diagnostics: &mut Diagnostics) -> Option<PartyId> {
    let parties = scheme.parties.iter();
    let known: Vec<(PartyId, &str)> = parties.map(|(id, one)| (id, one.key.as_str())).collect();
    let named = known.iter().find(|(_, key)| *key == party);
    if named.is_none() {
        let known: Vec<&str> = known.iter().map(|(_, key)| *key).collect();
        diagnostics.push(codes::unknown_party(party, &known));
    }
    named.map(|(id, _)| *id)
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
