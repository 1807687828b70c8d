//! Evidence: the kinds that are wanted, the documents handed in, and the sections of forms that hold them.

use std::sync::Arc;

use serde::Serialize;

use super::basis::Basis;
use super::blanks::item_slot;
use super::cells::Cell;
use super::reasons::ReasonView;
use super::refs::{RefView, section_key};
use super::rows::{RowView, view_rows};
use super::texts::{given, view_number};
use crate::model::{ControlId, EvidenceChoice, EvidenceForm, EvidenceId, Scheme, SlotId};
use crate::plan::{ControlPlan, EvidenceGround, EvidenceOwed, Status};
use crate::product::{Access, Covered, SubmittedEvidence};
use crate::source::Text;

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
    /// The contents that it must have, in the author's Markdown.
    pub contains: Option<Text>,
    /// The languages accepted; any if the list is empty.
    pub languages: Vec<Text>,
    /// The party that signs it.
    pub signed_by: Option<Text>,
    /// The sections of forms that hold it.
    pub sections: Vec<PlaceView>,
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
    /// Whether it is owed because the control does not apply (L-122).
    pub otherwise: bool,
    /// The entries for which it is owed, with room for where it is found.
    pub pointers: Vec<PointerView>,
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
    /// The slots; `None` if the entry is not known yet.
    pub slots: Option<PointerSlots>,
}

/// The slots of a pointer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct PointerSlots {
    /// The document.
    pub document: String,
    /// Its issue.
    pub issue: String,
    /// The pages or the section.
    pub page: String,
    /// The slot for what it covers.
    pub covers: String,
    /// The slot for the assessor's remark.
    pub seen: String,
}

/// Evidence handed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct SubmittedView {
    /// The key of its kind.
    pub kind: Text,
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
    pub access: Option<Access>,
    /// The way in which it may be seen, in words.
    pub access_words: Option<&'static str>,
    /// The entries and controls that it covers; empty for the whole product.
    pub covers: Vec<Text>,
    /// Its place in the product file.
    pub place: Option<String>,
}

/// A line of the index of evidence: a kind with all documents handed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct IndexView {
    /// The kind.
    pub kind: Arc<KindView>,
    /// The controls that want it; empty if it was handed in although no control asks for it.
    pub controls: Vec<RefView>,
    /// Whether every control that wants it accepts another kind in its place.
    pub optional: bool,
    /// The documents handed in.
    pub submitted: Vec<Arc<SubmittedView>>,
    /// The slots for one more document.
    pub slots: IndexSlots,
}

/// The slots of a document in the index.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct IndexSlots {
    /// The document number.
    pub document: String,
    /// The title.
    pub title: String,
    /// Issue and date.
    pub issue: String,
    /// The signatory.
    pub signatory: String,
    /// The SHA-256.
    pub sha256: String,
    /// The address at which it can be verified.
    pub link: String,
    /// How confidential it is.
    pub confidentiality: String,
    /// The way in which it may be seen.
    pub access: String,
    /// Whether the assessor accepts it.
    pub accepted: String,
    /// The assessor's remark.
    pub remark: String,
}

pub(super) fn view_kind(scheme: &Scheme, id: EvidenceId) -> KindView {
    let kind = &scheme.evidence[id];
    let signed_by = kind.signed_by;
    let places = kind.places.iter().map(|(form, section)| {
        let row = &scheme.forms[*form].sections[*section];
        PlaceView {
            key: section_key(scheme, *form, *section),
            title: row.title.clone(),
            number: view_number(&row.number),
        }
    });
    KindView {
        key: kind.key.clone(),
        title: kind.title.clone(),
        form: kind.form,
        contains: kind.contains.clone(),
        languages: kind.languages.clone(),
        signed_by: signed_by.map(|party| scheme.parties[party].title.clone()),
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
            pointers.push(pointer(basis, control, owed, &room.row, cell));
        }
    }
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
        otherwise: owed.ground == EvidenceGround::Otherwise,
        pointers,
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
    let slot = |field: &str| {
        let slot = SlotId::new(&**name, field).item(&*owed.key);
        let slot = slot.entry(row.entry.as_deref());
        slot.variant(cell.slot.as_deref()).text()
    };
    let slots = || PointerSlots {
        document: slot("document"),
        issue: slot("issue"),
        page: slot("page"),
        covers: slot("covers"),
        seen: slot("seen"),
    };
    let handed_in = basis.lookups.submitted();
    let submitted = handed_in.covering(owed.choice.kinds(), control, row.entry.as_deref());
    PointerView {
        submitted: submitted
            .into_iter()
            .map(|submitted| view_submitted(basis, submitted))
            .collect(),
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
    let covers = submitted.covers.iter().map(|covered| match covered {
        Covered::Entry { name, .. } => name.as_str().into(),
        Covered::Control(control) => basis.scheme.controls[*control].name.clone(),
    });
    SubmittedView {
        kind: kind.key.clone(),
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
        access: submitted.access,
        access_words: submitted.access.map(Access::shown),
        covers: covers.collect(),
        place: basis.place(Some(submitted.place)),
    }
}

/// Shows the index of evidence: every kind that is owed, then the other kinds that were handed in.
pub(super) fn view_index(basis: &Basis<'_>) -> Vec<IndexView> {
    basis
        .scheme
        .evidence
        .ids()
        .filter_map(|id| {
            let controls = basis.lookups.wanted_by(id);
            let submitted = basis.lookups.submitted().of_kind(id);
            let submitted: Vec<_> = submitted
                .map(|piece| view_submitted(basis, piece))
                .collect();
            let listed = !controls.is_empty() || !submitted.is_empty();
            listed.then(|| index_entry(basis, id, controls, submitted))
        })
        .collect()
}

fn index_entry(
    basis: &Basis<'_>,
    id: EvidenceId,
    controls: &[ControlId],
    submitted: Vec<Arc<SubmittedView>>,
) -> IndexView {
    let key = &basis.scheme.evidence[id].key;
    let slot = |field: &str| item_slot(field, key);
    IndexView {
        kind: shared_kind(basis, id),
        controls: basis.controls(controls),
        optional: basis.lookups.is_optional(id),
        submitted,
        slots: IndexSlots {
            document: slot("document"),
            title: slot("title"),
            issue: slot("issue"),
            signatory: slot("signatory"),
            sha256: slot("sha256"),
            link: slot("link"),
            confidentiality: slot("confidentiality"),
            access: slot("access"),
            accepted: slot("accepted"),
            remark: slot("remark"),
        },
    }
}

/// Says whether a kind is a declaration, which somebody signs.
pub(super) fn is_declaration(basis: &Basis<'_>, id: EvidenceId) -> bool {
    basis.scheme.evidence[id].form == EvidenceForm::Declaration
}
