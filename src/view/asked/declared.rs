//! What product file and plan say of what a slot names: declared values, differences between models, evidence handed in,
//! and how far a control wants a procedure to be carried out.

use std::collections::BTreeSet;

use crate::model::{
    Answer, AttributeKind, ControlId, Entry, EvidenceId, Inventory, ProcedureId, Scheme, Slot,
    SlotPart, SlotWord, Value,
};
use crate::plan::RowKey;
use crate::product::{
    ContactField, Difference, DifferenceKind, IdentityField, SubmittedEvidence, WantedFor,
    show_answer,
};
use crate::source::Text;
use crate::view::basis::Basis;
use crate::view::series::situation;

/// Returns the number of the model whose product file counts for a slot that names no model: the first that has its entry.
pub(super) fn first_model(basis: &Basis<'_>, slot: &Slot) -> usize {
    let inventory = slot.part(SlotPart::Inventory);
    let inventory = inventory.and_then(|key| basis.scheme.inventories.find(key));
    let (Some(inventory), Some(id)) = (inventory, slot.part(SlotPart::Entry)) else {
        return 0;
    };
    let mut numbers = 0..basis.lookups.models.len();
    let has = |number: &usize| situation(basis, *number)?.entry(inventory, id);
    numbers
        .find(|number| has(number).is_some())
        .unwrap_or_default()
}

/// Returns what is declared, for a slot that asks whether a declaration is right, and how a model differs, for a slot that asks
/// about the difference.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "slots that are not named here are all treated alike"
)]
pub(super) fn declared(basis: &Basis<'_>, slot: &Slot, model: usize) -> Option<String> {
    let subject = slot.part(SlotPart::Subject)?;
    match slot.what {
        SlotWord::Confirmed => {
            let (fact, _) = basis.scheme.facts.lookup(subject)?;
            Some(answer_text(basis.product.target.lead.fact(fact)))
        }
        SlotWord::Agrees | SlotWord::Reported | SlotWord::Seen => {
            let field = IdentityField::find(basis.scheme, subject)?;
            let text = basis.product.identity.get(field);
            Some(text.map_or_else(|| "unknown".to_owned(), |text| text.text.clone()))
        }
        SlotWord::DifferenceConfirmed | SlotWord::DiffersReason => {
            let variant = basis.product.variants.get(model.checked_sub(1)?)?;
            let mut differences = variant.differences.iter();
            let difference = differences.find(|one| one.subject == **subject)?;
            Some(show_difference(basis, model, difference))
        }
        _ => None,
    }
}

/// A field of the product file for which documents ask where it is empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum GivenField {
    /// Of the identity.
    Identity(IdentityField),
    /// Of the company that applies.
    Applicant(ContactField),
    /// Of the company that makes the product.
    Manufacturer(ContactField),
}

/// Returns the field of the product file that a slot asks for.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "slots that are not named here are all treated alike"
)]
pub(super) fn find_given(scheme: &Scheme, slot: &Slot) -> Option<GivenField> {
    let of_company = || ContactField::from_word(slot.part(SlotPart::Field)?);
    match slot.what {
        SlotWord::Product => {
            let field = IdentityField::find(scheme, slot.part(SlotPart::Subject)?)?;
            Some(GivenField::Identity(field))
        }
        SlotWord::Applicant => of_company().map(GivenField::Applicant),
        SlotWord::Manufacturer => of_company().map(GivenField::Manufacturer),
        _ => None,
    }
}

/// Returns what the product file gives where a slot asks for it: a field of the identity, or of a company.
pub(super) fn given<'a>(basis: &Basis<'a>, slot: &Slot) -> Option<&'a str> {
    let product = basis.product;
    let text = match find_given(basis.scheme, slot)? {
        GivenField::Identity(field) => product.identity.get(field),
        GivenField::Applicant(field) => product.applicant.as_ref()?.get(field),
        GivenField::Manufacturer(field) => product.manufacturer.as_ref()?.get(field),
    };
    text.map(|text| text.text.as_str())
}

/// Returns the slots for which the product file gives something.
pub(super) fn given_slots(basis: &Basis<'_>) -> Vec<Slot> {
    let fields = IdentityField::all(basis.scheme).map(|field| {
        let slot = Slot::of_product(SlotWord::Product);
        slot.with(SlotPart::Subject, field.key(basis.scheme))
    });
    let companies = [SlotWord::Applicant, SlotWord::Manufacturer];
    let companies = companies.into_iter().flat_map(|company| {
        let fields = ContactField::ALL.iter();
        fields.map(move |field| Slot::of_product(company).with(SlotPart::Field, field.word()))
    });
    let all = fields.chain(companies);
    all.filter(|slot| given(basis, slot).is_some()).collect()
}

/// Returns how a model differs from the lead; with what was added or removed, its properties.
fn show_difference(basis: &Basis<'_>, model: usize, difference: &Difference) -> String {
    let (word, number) = match &difference.kind {
        DifferenceKind::Changed { from, to } => return format!("{from} → {to}"),
        DifferenceKind::Added => ("added", model),
        DifferenceKind::Removed => ("removed", 0),
    };
    let shown = difference.subject.split_once('.').and_then(|(key, id)| {
        let inventory = basis.scheme.inventories.find(key)?;
        let entry = situation(basis, number)?.entry(inventory, id)?;
        Some(show_properties(&basis.scheme.inventories[inventory], entry))
    });
    format!("{word}: {}", shown.unwrap_or_default())
}

fn show_properties(inventory: &Inventory, entry: &Entry) -> String {
    let attributes = inventory.attributes.iter();
    let known = attributes.filter(|(id, attribute)| {
        attribute.kind == AttributeKind::Property && entry.answer(*id) != &Answer::Unknown
    });
    let shown = known
        .map(|(id, attribute)| format!("{}: {}", attribute.key, answer_text(entry.answer(id))));
    shown.collect::<Vec<_>>().join("; ")
}

/// Returns an answer as questions hold it. The members of a set are sorted: their order means nothing.
pub(super) fn answer_text(answer: &Answer) -> String {
    let sorted = |values: &[Value]| {
        let mut shown: Vec<String> = values.iter().map(Value::to_string).collect();
        shown.sort_unstable();
        shown.join(", ")
    };
    match answer {
        Answer::Many { members, more } => {
            let more = if *more { ", unknown" } else { "" };
            format!("{}{more}", sorted(members))
        }
        Answer::Within(possible) => format!("among {}", sorted(possible)),
        Answer::Unknown | Answer::None | Answer::One(_) => show_answer(answer),
    }
}

/// Returns the evidence that was handed in, for a slot that asks whether it is accepted, and for a verdict on a control that
/// calls for it. The order of the evidence has no meaning.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "slots that are not named here are all treated alike"
)]
pub(super) fn submitted(basis: &Basis<'_>, slot: &Slot) -> Option<String> {
    let pieces: Vec<&SubmittedEvidence> = match slot.what {
        SlotWord::Accepted => {
            let kinds = &basis.scheme.evidence;
            let (kind, _) = kinds.lookup(slot.part(SlotPart::Evidence)?)?;
            basis.lookups.submitted().of_kind(kind).collect()
        }
        SlotWord::Verdict | SlotWord::Finding if slot.part(SlotPart::Procedure).is_none() => {
            of_control(basis, basis.scheme.find_control(slot.control.as_ref()?)?)
        }
        _ => return None,
    };
    let mut lines: Vec<String> = pieces.into_iter().map(piece_words).collect();
    lines.sort();
    Some(lines.join("\n"))
}

/// Returns the evidence that was handed in of the kinds for which a control calls.
fn of_control<'a>(basis: &Basis<'a>, control: ControlId) -> Vec<&'a SubmittedEvidence> {
    let plan = basis.plan.controls.find(&control);
    let owed = plan.into_iter().flat_map(|plan| &plan.evidence);
    let kinds: BTreeSet<EvidenceId> = owed.flat_map(|owed| owed.choice.kinds()).copied().collect();
    let kinds: Vec<EvidenceId> = kinds.into_iter().collect();
    let submitted = basis.lookups.submitted();
    submitted.covering(&kinds, control, WantedFor::Product)
}

fn piece_words(piece: &SubmittedEvidence) -> String {
    let texts = [&piece.title, &piece.document, &piece.issue, &piece.sha256];
    let texts = texts.into_iter().flatten().map(|text| text.text.clone());
    let date = piece.date.map(|date| date.to_string());
    texts.chain(date).collect::<Vec<_>>().join(", ")
}

/// How far a control wants a procedure to be carried out.
pub(super) struct Extent {
    /// The depths, in one word.
    pub depth: String,
    /// When it passes.
    pub pass: String,
}

/// Returns how far the control of a slot wants its procedure to be carried out.
pub(super) fn extent(
    basis: &Basis<'_>,
    slot: &Slot,
    control: ControlId,
    procedure: ProcedureId,
) -> Option<Extent> {
    let row = basis.lookups.row(procedure, row_key(slot).as_ref());
    let (_, row) = row?;
    let procedure = &basis.scheme.procedures[procedure];
    let cases = slot.part(SlotPart::Case).map(Text::as_str);
    let mut served = row.serves_of(control);
    let served = served.find(|one| procedure.joined_cases(&one.cases).as_deref() == cases)?;
    let blocks = procedure.depths.iter();
    let blocks = blocks.filter(|block| served.depths.includes(block.depth));
    let pass = blocks.filter_map(|block| block.pass.as_deref());
    Some(Extent {
        depth: served.depths.word().to_owned(),
        pass: pass.collect::<Vec<_>>().join("\n"),
    })
}

fn row_key(slot: &Slot) -> Option<RowKey> {
    let inventory = slot.part(SlotPart::Inventory)?.clone();
    let id = slot.part(SlotPart::Entry)?.clone();
    Some(match slot.part(SlotPart::Other).cloned() {
        Some(other) => RowKey::Pair {
            inventory,
            id,
            other,
        },
        None => RowKey::Entry { inventory, id },
    })
}
