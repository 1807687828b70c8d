//! Evidence: the kinds that are wanted, the documents handed in, and the sections of forms that hold them.

use std::sync::Arc;

use serde::Serialize;

use super::alike::beside_alike;
use super::basis::Basis;
use super::cells::Cell;
use super::entries::{AskedView, view_asked};
use super::no_entry::{NoEntryView, view_no_entry};
use super::parties::view_audience;
use super::reasons::ReasonView;
use super::refs::{RefView, inventory_ref, item_ref, section_key};
use super::register::Register;
use super::rows::{RowView, open_for, view_rows};
use super::series::ProductNames;
use super::texts::{given, view_number};
use crate::model::{
    ControlId, EvidenceChoice, EvidenceForm, EvidenceId, Scheme, Slot, SlotPart, SlotWord, Titled,
};
use crate::plan::{ControlPlan, EvidenceGround, EvidenceOwed, Status};
use crate::product::{Covered, SubmittedEvidence, WantedFor};
use crate::source::Text;
use crate::view::blank::Blank;

/// A kind of evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct KindView {
    /// The key.
    pub key: Text,
    /// The title.
    pub title: Text,
    /// The form that it takes: a document, a sample, a declaration.
    pub form: EvidenceForm,
    /// The questions to whose answers it amounts, if it is no paper (L-310).
    pub answers: Option<AskedOf>,
    /// The contents that it must have, in the author's Markdown.
    pub contains: Option<Text>,
    /// The languages accepted; any if the list is empty.
    pub languages: Vec<Text>,
    /// The party that signs it.
    pub signed_by: Option<Text>,
    /// The keys of the parties that may see it; empty if every party may (L-314).
    pub audience: Vec<Text>,
    /// The sections of forms that hold it.
    pub sections: Vec<PlaceView>,
}

/// Questions about the entries of an inventory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct AskedOf {
    /// The inventory.
    pub inventory: RefView,
    /// The questions.
    pub asked: Vec<AskedView>,
}

/// A section of a form, as a place for evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct PlaceView {
    /// The key of the form and that of the section: `F03/hardware`.
    pub key: String,
    /// The title.
    pub title: Text,
    /// The form's own number, or `number not known`.
    pub number: Option<String>,
}

/// Evidence that a control calls for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct WantedView {
    /// The key within the control.
    pub key: Text,
    /// How many of the kinds are needed; `None` if there is a single kind.
    pub needed: Option<usize>,
    /// The kinds.
    pub kinds: Vec<Arc<KindView>>,
    /// Whether it is certainly owed.
    pub status: Status,
    /// Why it is open.
    pub open_because: Option<ReasonView>,
    /// The products of the series for which it is open, though it is certainly owed for others.
    pub open_for: ProductNames,
    /// Whether it is owed because the control does not apply (L-122).
    pub otherwise: bool,
    /// The entries for which it is owed, with room for where it is found.
    pub pointers: Vec<PointerView>,
    /// The products that have no entry, if at least one is wanted.
    pub without: Vec<NoEntryView>,
}

/// A pointer to the evidence for an entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct PointerView {
    /// The entry.
    pub row: Arc<RowView>,
    /// The variant, if cells are per variant.
    pub variant: Option<Text>,
    /// The evidence handed in for it.
    pub submitted: Vec<Arc<SubmittedView>>,
    /// Whether that is the evidence of the pointer before it. Pointers to the same evidence follow one another.
    pub as_before: bool,
    /// The slots; `None` if the entry is not known yet.
    pub slots: Option<PointerSlots>,
    /// For each of the kinds among which there is a choice, where the evidence is found; empty if there is a single kind, or the
    /// entry is not known yet.
    pub kinds: Vec<ChosenKind>,
}

/// One of the kinds of evidence of which some are enough.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ChosenKind {
    /// The kind.
    pub kind: RefView,
    /// The evidence of this kind handed in for the entry.
    pub submitted: Vec<Arc<SubmittedView>>,
    /// The slot for the pages or the section.
    pub page: Blank,
}

/// The slots of a pointer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct PointerSlots {
    /// The document.
    pub document: Blank,
    /// Its issue.
    pub issue: Blank,
    /// The pages or the section.
    pub page: Blank,
    /// The slot for what it covers.
    pub covers: Blank,
    /// The slot for the assessor's remark.
    pub seen: Blank,
}

/// Evidence handed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct SubmittedView {
    /// The key of its kind.
    pub kind: Text,
    /// Its number in the register of a dossier, such as `V12`; without one, the number of its line in the index of evidence.
    pub number: String,
    /// The title of the document, otherwise that of the kind.
    pub title: String,
    /// The document number.
    pub document: Option<String>,
    /// The issue.
    pub issue: Option<String>,
    /// The date of the document.
    pub date: Option<String>,
    /// The language.
    pub language: Option<String>,
    /// The signatory.
    pub signatory: Option<String>,
    /// The SHA-256 of the file.
    pub sha256: Option<String>,
    /// The address at which it can be verified.
    pub link: Option<String>,
    /// The relevant pages.
    pub pages: Option<String>,
    /// The confidentiality, in the vendor's word.
    pub confidentiality: Option<String>,
    /// The way in which it may be seen.
    pub access: Option<Text>,
    /// The way in which it may be seen, in words.
    pub access_words: Option<Text>,
    /// Whether that is another than the usual way.
    pub is_apart: bool,
    /// The entries and controls that it covers; empty for the whole product.
    pub covers: Vec<Text>,
    /// Its place in the product file.
    pub place: Option<String>,
}

pub(super) fn view_kind(scheme: &Scheme, id: EvidenceId) -> KindView {
    let kind = &scheme.evidence[id];
    let signed_by = kind.signed_by;
    let places = kind.places_in(&scheme.edition).map(|(form, section)| {
        let row = &scheme.forms[form].sections[section];
        PlaceView {
            key: section_key(scheme, form, section),
            title: row.title.clone(),
            number: view_number(&row.number),
        }
    });
    KindView {
        key: kind.key.clone(),
        title: kind.heading(),
        form: kind.form,
        answers: kind.answers.as_ref().map(|answers| {
            let attributes = &scheme.inventories[answers.inventory].attributes;
            let asked = answers.attributes.iter();
            AskedOf {
                inventory: inventory_ref(scheme, answers.inventory),
                asked: asked.map(|id| view_asked(&attributes[*id])).collect(),
            }
        }),
        contains: kind.contains.clone(),
        languages: kind.languages.clone(),
        signed_by: signed_by.map(|party| scheme.parties[party].heading()),
        audience: view_audience(scheme, &kind.audience),
        sections: places.collect(),
    }
}

/// Shows a kind; all places that show it share one view.
pub(super) fn shared_kind(basis: &Basis<'_>, id: EvidenceId) -> Arc<KindView> {
    let make = || Arc::new(view_kind(basis.scheme, id));
    basis.memo.of(&basis.scheme.evidence[id], make)
}

/// Shows all evidence that a control calls for.
pub(super) fn view_wanted<'a>(basis: &Basis<'a>, plan: &'a ControlPlan) -> Vec<WantedView> {
    view_wanted_where(basis, plan, |_| true)
}

/// Shows the evidence that a control calls for and that `is_shown` selects.
pub(super) fn view_wanted_where<'a>(
    basis: &Basis<'a>,
    plan: &'a ControlPlan,
    is_shown: impl Fn(&EvidenceOwed) -> bool,
) -> Vec<WantedView> {
    let owed = plan.evidence.iter().filter(|owed| is_shown(owed));
    owed.map(|owed| wanted(basis, plan.control, owed)).collect()
}

fn wanted<'a>(basis: &Basis<'a>, control: ControlId, owed: &'a EvidenceOwed) -> WantedView {
    let rows = view_rows(basis, &owed.line, control);
    let mut pointers = Vec::with_capacity(rows.len());
    for room in &rows {
        for cell in room.cells_or_one().iter() {
            let row = room.row.of_cell(cell);
            pointers.push(pointer(basis, control, owed, &row, cell));
        }
    }
    // One piece of evidence has one view.
    let papers = |pointer: &PointerView| -> Vec<usize> {
        let papers = pointer.submitted.iter();
        papers.map(|paper| Arc::as_ptr(paper).addr()).collect()
    };
    let pointers = beside_alike(&pointers, papers).into_iter();
    let pointers = pointers.map(|(pointer, as_before)| PointerView {
        as_before,
        ..pointer.clone()
    });
    WantedView {
        key: owed.key.clone(),
        needed: match &owed.choice {
            EvidenceChoice::Kind(_) => None,
            EvidenceChoice::Of { needed, .. } => Some(*needed),
        },
        kinds: owed
            .choice
            .kinds()
            .iter()
            .map(|kind| shared_kind(basis, *kind))
            .collect(),
        status: owed.line.status,
        open_because: owed
            .line
            .open_because
            .as_ref()
            .map(|reason| basis.reason(reason)),
        open_for: open_for(owed.line.status, &owed.line.still_open),
        otherwise: owed.ground == EvidenceGround::Otherwise,
        pointers: pointers.collect(),
        without: view_no_entry(basis, None, &owed.line),
    }
}

fn pointer(
    basis: &Basis<'_>,
    control: ControlId,
    owed: &EvidenceOwed,
    row: &Arc<RowView>,
    cell: &Cell,
) -> PointerView {
    let name = &basis.scheme.controls[control].name;
    let slot = |what| {
        let slot = Slot::of_control(name, what).with(SlotPart::Evidence, owed.key.clone());
        basis.blank_of(slot.on(row.key.as_ref()), cell)
    };
    let slots = || PointerSlots {
        document: slot(SlotWord::Document),
        issue: slot(SlotWord::Issue),
        page: slot(SlotWord::Page),
        covers: slot(SlotWord::Covers),
        seen: slot(SlotWord::Seen),
    };
    let handed_in = basis.lookups.submitted();
    let wanted = match row.entry.as_deref() {
        Some(entry) => WantedFor::Entry(entry),
        None if row.placeholder => WantedFor::FurtherEntries,
        None => WantedFor::Product,
    };
    let submitted = |kinds: &[EvidenceId]| -> Vec<Arc<SubmittedView>> {
        let submitted = handed_in.covering(kinds, control, wanted).into_iter();
        submitted.map(|one| view_submitted(basis, one)).collect()
    };
    let chosen = |id: &EvidenceId| {
        let kind = &basis.scheme.evidence[*id];
        let page =
            Slot::of_control(name, SlotWord::Page).with(SlotPart::Evidence, kind.key.clone());
        ChosenKind {
            kind: item_ref(&kind.key, kind.heading()),
            submitted: submitted(std::slice::from_ref(id)),
            page: basis.blank_of(page.on(row.key.as_ref()), cell),
        }
    };
    PointerView {
        kinds: match &owed.choice {
            EvidenceChoice::Of { kinds, .. } if !row.placeholder => {
                kinds.iter().map(chosen).collect()
            }
            EvidenceChoice::Of { .. } | EvidenceChoice::Kind(_) => Vec::new(),
        },
        submitted: submitted(owed.choice.kinds()),
        as_before: false,
        slots: (!row.placeholder).then(slots),
        row: Arc::clone(row),
        variant: cell.shown.clone(),
    }
}

/// Shows evidence that was handed in.
pub(super) fn view_submitted<'a>(
    basis: &Basis<'a>,
    submitted: &'a SubmittedEvidence,
) -> Arc<SubmittedView> {
    let make = || Arc::new(show_submitted(basis, submitted));
    basis.memo.of(submitted, make)
}

fn show_submitted(basis: &Basis<'_>, submitted: &SubmittedEvidence) -> SubmittedView {
    let kind = &basis.scheme.evidence[submitted.kind];
    let ways = &basis.scheme.access;
    let way = submitted.access.map(|access| &ways[access]);
    let covers = submitted.covers.iter().map(|covered| match covered {
        Covered::Entry { name, .. } => name.as_str().into(),
        Covered::Control(control) => basis.scheme.controls[*control].name.clone(),
    });
    SubmittedView {
        kind: kind.key.clone(),
        number: Register::of(basis).number(submitted),
        title: given(submitted.title.as_ref()).unwrap_or_else(|| kind.title.to_string()),
        document: given(submitted.document.as_ref()),
        issue: given(submitted.issue.as_ref()),
        date: submitted.date.map(|date| date.to_string()),
        language: given(submitted.language.as_ref()),
        signatory: given(submitted.signatory.as_ref()),
        sha256: given(submitted.sha256.as_ref()),
        link: given(submitted.link.as_ref()),
        pages: given(submitted.pages.as_ref()),
        confidentiality: given(submitted.confidentiality.as_ref()),
        access: way.map(|way| way.key.clone()),
        access_words: way.map(Titled::heading),
        is_apart: submitted.access.is_some() && submitted.access != ways.ids().next(),
        covers: covers.collect(),
        place: basis.place(Some(submitted.place)),
    }
}

/// Says whether a kind is a declaration, which somebody signs.
pub(super) fn is_declaration(basis: &Basis<'_>, id: EvidenceId) -> bool {
    basis.scheme.evidence[id].form == EvidenceForm::Declaration
}
