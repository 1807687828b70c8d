//! The skeleton of the technical construction file, which the vendor completes.

use std::sync::Arc;

use indexmap::IndexMap;
use indexmap::map::Entry;
use serde::Serialize;

use super::asks::OptionView;
use super::basis::{Basis, HeadView, RefView};
use super::cells::Cell;
use super::controls::{ControlView, view_control};
use super::decisions::{AsideView, DecisionView, view_asides, view_decisions};
use super::document_schema::DocumentSchema;
use super::evidence::{
    IndexView, KindView, SubmittedView, WantedView, is_declaration, shared_kind, view_index,
    view_submitted, view_wanted,
};
use super::forms::{Filled, FormView, SectionView, find_form, view_form, view_sections};
use super::missing::{MissingView, view_missing};
use super::open::{OpenView, view_open};
use super::product::{ProductView, view_product};
use super::products::ProductNames;
use super::rows::{RowRoom, RowView, view_rows};
use super::rules::{UndertakingsView, view_undertakings};
use crate::model::{EvidenceId, FormId, SlotId};
use crate::plan::{ControlPlan, OwedRows, Products, Status};
use crate::product::Access;
use crate::source::Text;

/// The skeleton of the technical construction file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct TcfView {
    /// The schema of this document: its name and version.
    #[cfg_attr(test, schemars(with = "String", extend("const" = DocumentSchema::Tcf.word())))]
    pub schema: DocumentSchema,
    /// What stands at the head of every document.
    pub head: HeadView,
    /// The form that it fills; `None` where the edition has none.
    pub form: Option<FormView>,
    /// Its sections in order, each with what is printed in it.
    pub sections: Vec<SectionView>,
    /// What is still missing.
    pub missing: MissingView,
    /// The ways in which evidence may be seen.
    pub access: Vec<OptionView>,
    /// The product.
    pub product: ProductView,
    /// A response per control that is owed.
    pub responses: Vec<ResponseView>,
    /// The index of evidence.
    pub evidence: Vec<IndexView>,
    /// Statements to be signed.
    pub declarations: Vec<DeclarationView>,
    /// What the rules of the process bind the vendor to; `None` where the form does not ask for it.
    pub undertakings: Option<UndertakingsView>,
    /// Controls that do not apply.
    pub not_applicable: Vec<DecisionView>,
    /// Controls that are dealt with otherwise.
    pub asides: Vec<AsideView>,
    /// Answers that are missing.
    pub open: Vec<OpenView>,
}

/// The response to a control.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ResponseView {
    /// The control.
    pub control: ControlView,
    /// For which entries a response is owed.
    pub rows: Vec<ResponseRow>,
    /// The evidence wanted.
    pub evidence: Vec<WantedView>,
}

/// The response for an entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ResponseRow {
    /// The entry.
    pub row: Arc<RowView>,
    /// The variant, where responses are per variant.
    pub variant: Option<Text>,
    /// The slot; `None` where the entry is not known yet.
    pub slot: Option<String>,
}

/// A statement to be signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct DeclarationView {
    /// The kind of evidence that it is.
    pub kind: Arc<KindView>,
    /// The controls that want it.
    pub controls: Vec<RefView>,
    /// What has been handed in.
    pub submitted: Vec<Arc<SubmittedView>>,
    /// The slot for the words of the declaration.
    pub text: String,
    /// The slot for the signatory's name.
    pub name: String,
    /// The slot for the designation.
    pub designation: String,
    /// The slot for the organisation on whose behalf it is signed.
    pub organisation: String,
    /// The slot for number and date of the letter of authority.
    pub authority: String,
    /// The slot for place and date.
    pub date: String,
    /// The slot for the digital signature.
    pub signature: String,
}

/// Builds the skeleton of the technical construction file.
#[must_use]
pub fn view_tcf(basis: &Basis<'_>) -> TcfView {
    let form = find_form(basis, Filled::Tcf);
    let evidence = view_index(basis);
    let not_applicable = view_decisions(basis);
    let owed = basis
        .plan
        .controls
        .iter()
        .filter(|plan| plan.status.is_owed());
    let declarations = basis.scheme.evidence.ids();
    let mut tcf = TcfView {
        schema: DocumentSchema::Tcf,
        head: basis.head(),
        missing: MissingView::default(),
        access: Access::ALL.map(view_access).to_vec(),
        form: form.map(|form| view_form(basis.scheme, form)),
        sections: view_sections(basis, Filled::Tcf, form, &evidence),
        product: view_product(basis),
        responses: owed.map(|plan| response(basis, plan)).collect(),
        evidence,
        declarations: declarations
            .filter_map(|kind| declaration(basis, kind))
            .collect(),
        undertakings: form.and_then(|form| undertakings(basis, form)),
        not_applicable,
        asides: view_asides(basis),
        open: view_open(basis),
    };
    tcf.missing = view_missing(basis, &tcf);
    tcf
}

/// Shows what the party undertakes that a section of the form names.
fn undertakings(basis: &Basis<'_>, form: FormId) -> Option<UndertakingsView> {
    let mut sections = basis.scheme.forms[form].sections.iter();
    let party = sections.find_map(|(_, section)| section.undertakes)?;
    Some(view_undertakings(basis, party))
}

fn view_access(access: Access) -> OptionView {
    OptionView {
        key: access.word().into(),
        title: access.shown().to_owned(),
    }
}

fn response<'a>(basis: &Basis<'a>, plan: &'a ControlPlan) -> ResponseView {
    let name = &basis.scheme.controls[plan.control].name;
    let mut rows = Vec::new();
    for room in response_rows(basis, plan) {
        for cell in room.cells_or_one().iter() {
            rows.push(response_row(name, &room.row, cell));
        }
    }
    ResponseView {
        control: view_control(basis, plan),
        rows,
        evidence: view_wanted(basis, plan),
    }
}

fn response_row(name: &str, row: &Arc<RowView>, cell: &Cell) -> ResponseRow {
    let slot = || {
        let slot = SlotId::new(name, "response").entry(row.entry.as_deref());
        slot.variant(cell.slot.as_deref()).text()
    };
    ResponseRow {
        slot: (!row.placeholder).then(slot),
        variant: cell.shown.clone(),
        row: Arc::clone(row),
    }
}

/// Returns the entries that a control's obligations name, each once; the product where they name none.
fn response_rows<'a>(basis: &Basis<'a>, plan: &'a ControlPlan) -> Vec<RowRoom> {
    let evidence = plan
        .evidence
        .iter()
        .map(|owed| (&owed.rows, &owed.variants));
    let procedures = plan
        .procedures
        .iter()
        .map(|owed| (&owed.rows, &owed.variants));
    let mut rows: IndexMap<Text, RowRoom> = IndexMap::new();
    for owed in evidence
        .chain(procedures)
        .filter(|(rows, _)| !rows.rows().is_empty())
    {
        for room in view_rows(basis, (owed.0, owed.1), plan.status, plan.control) {
            match rows.entry(room.row.shown.clone()) {
                Entry::Occupied(mut known) => settle(known.get_mut(), room),
                Entry::Vacant(place) => _ = place.insert(room),
            }
        }
    }
    if rows.is_empty() {
        let everywhere = Products::default();
        return view_rows(
            basis,
            (&OwedRows::Once, &everywhere),
            plan.status,
            plan.control,
        );
    }
    rows.into_values().collect()
}

/// An entry that one obligation names for certain is not open because another is unsure of it.
fn settle(known: &mut RowRoom, room: RowRoom) {
    if known.row.status == Status::Open && room.row.status == Status::Applies {
        *known = room;
    } else if room.row.variants.is_empty() && !known.row.variants.is_empty() {
        Arc::make_mut(&mut known.row).variants = ProductNames::default();
    }
}

fn declaration(basis: &Basis<'_>, id: EvidenceId) -> Option<DeclarationView> {
    let controls = basis.lookups.wanted_by(id);
    if !is_declaration(basis, id) || controls.is_empty() {
        return None;
    }
    let key = &basis.scheme.evidence[id].key;
    let submitted = basis.lookups.submitted().of_kind(id);
    let slot = |what: &str| basis.slot("declaration", key, Some(what.to_owned()));
    Some(DeclarationView {
        kind: shared_kind(basis, id),
        controls: controls
            .iter()
            .map(|control| basis.control(*control))
            .collect(),
        submitted: submitted.map(|one| view_submitted(basis, one)).collect(),
        text: slot("text"),
        name: slot("name"),
        designation: slot("designation"),
        organisation: slot("organisation"),
        authority: slot("authority"),
        date: slot("date"),
        signature: slot("signature"),
    })
}
