//! What a party may see (L-314).

use crate::answers::{AnswerKey, AnswerSet};
use crate::model::{Ask, EvidenceId, Inventory, Office, PartyId, Scheme, Slot, SlotPart, SlotWord};

/// What a party may see, by the words of the scheme. It sees nothing that the scheme does not know, since nobody can say who may
/// see that.
#[derive(Debug, Clone, Copy)]
pub struct Sight<'s> {
    scheme: &'s Scheme,
    party: PartyId,
}

impl<'s> Sight<'s> {
    /// Returns what a party may see; `None` where the scheme has no such party.
    pub fn of(scheme: &'s Scheme, party: &str) -> Option<Self> {
        let party = scheme.parties.find(party)?;
        Some(Self { scheme, party })
    }

    fn is_among(self, audience: &[PartyId]) -> bool {
        audience.is_empty() || audience.contains(&self.party)
    }

    /// Says whether it may see evidence of a kind.
    pub fn sees_evidence(self, kind: &str) -> bool {
        let kinds = &self.scheme.evidence;
        let kind = kinds.lookup(kind).or_else(|| kinds.renamed(kind));
        kind.is_some_and(|(_, kind)| self.is_among(&kind.audience))
    }

    /// Says whether it may see the answers to an attribute of the entries of an inventory.
    pub fn sees_attribute(self, inventory: &str, attribute: &str) -> bool {
        let inventories = &self.scheme.inventories;
        let row = inventories
            .lookup(inventory)
            .or_else(|| inventories.renamed(inventory));
        row.is_some_and(|(_, inventory)| self.sees_attribute_of(inventory, attribute))
    }

    fn sees_attribute_of(self, inventory: &Inventory, attribute: &str) -> bool {
        let attributes = &inventory.attributes;
        let row = attributes
            .lookup(attribute)
            .or_else(|| attributes.renamed(attribute));
        row.is_some_and(|(_, attribute)| self.is_among(&attribute.audience))
    }

    /// Says whether it may see what is filled in: everything that it is about is something that the party may see.
    pub fn sees(self, key: &AnswerKey) -> bool {
        self.sees_finding(key) && self.sees_subject(&key.slot)
    }

    /// Says whether it may see what something that is filled in is about, whoever it is between.
    pub fn sees_subject(self, slot: &Slot) -> bool {
        self.sees_evidence_of(slot) && self.sees_attribute_in(slot) && self.sees_ask(slot)
    }

    /// Says whether it is a party.
    pub fn is(self, party: &str) -> bool {
        self.scheme.parties.find(party) == Some(self.party)
    }

    /// Says whether a party applies for the certificate, or may: where the edition does not name who applies.
    pub fn may_apply(self, party: &str) -> bool {
        let applicant = self.scheme.edition.offices.holder(Office::Applicant);
        applicant.is_none_or(|applicant| self.scheme.parties.find(party) == Some(applicant))
    }

    /// Says whether it judges in the process after another party.
    pub fn judges_after(self, earlier: &str) -> bool {
        let earlier = self.scheme.parties.find(earlier);
        earlier.is_some_and(|earlier| self.judges_after_party(earlier))
    }

    /// A finding is seen by the party that raises it, by the party that answers it, and by the parties that judge after the first.
    fn sees_finding(self, key: &AnswerKey) -> bool {
        if !key.is_of_finding() {
            return true;
        }
        let parties = &self.scheme.parties;
        let party = |part| parties.find(key.slot.part(part)?);
        let (Some(from), Some(to)) = (party(SlotPart::From), party(SlotPart::To)) else {
            return false;
        };
        [from, to].contains(&self.party) || self.judges_after_party(from)
    }

    fn judges_after_party(self, earlier: PartyId) -> bool {
        let held = |party: PartyId| {
            let offices = Office::ALL.iter().copied();
            offices.filter(move |office| self.holds(party, *office))
        };
        let judges = held(self.party).filter(|office| *office >= Office::Assessor);
        let first = held(earlier).min();
        judges
            .max()
            .zip(first)
            .is_some_and(|(judges, first)| judges > first)
    }

    fn holds(self, party: PartyId, office: Office) -> bool {
        self.scheme.edition.offices.holder(office) == Some(party)
    }

    /// Returns the answers that it may see.
    pub fn cut(self, answers: &AnswerSet) -> AnswerSet {
        let seen = answers.iter().filter(|(key, _)| self.sees(key));
        seen.map(|(key, held)| (key.clone(), held.clone()))
            .collect()
    }

    /// In a control, the evidence is named by the key of a line, which may offer a choice of kinds.
    fn sees_evidence_of(self, slot: &Slot) -> bool {
        let Some(key) = slot.part(SlotPart::Evidence) else {
            return true;
        };
        let Some(control) = &slot.control else {
            return self.sees_evidence(key);
        };
        let control = self.scheme.controls.lookup(control);
        let assessment = control.and_then(|(_, control)| control.assessment());
        let lines = assessment
            .into_iter()
            .flat_map(|assessment| &assessment.evidence);
        let mut lines = lines.filter(|line| line.key == *key).peekable();
        if lines.peek().is_none() {
            return self.sees_evidence(key);
        }
        lines.all(|line| line.choice.kinds().iter().all(|kind| self.sees_kind(*kind)))
    }

    fn sees_kind(self, kind: EvidenceId) -> bool {
        self.is_among(&self.scheme.evidence[kind].audience)
    }

    fn sees_attribute_in(self, slot: &Slot) -> bool {
        match (
            slot.part(SlotPart::Inventory),
            slot.part(SlotPart::Attribute),
        ) {
            (_, None) => true,
            (Some(inventory), Some(attribute)) => self.sees_attribute(inventory, attribute),
            (None, Some(_)) => false,
        }
    }

    /// What a form asks is named by its key, with the form and the section, except of declarations, of which each is asked the
    /// same.
    fn sees_ask(self, slot: &Slot) -> bool {
        let Some(key) = slot.part(SlotPart::Ask) else {
            return true;
        };
        let asks: Vec<&Ask> = self.asks(slot).filter(|ask| ask.key == *key).collect();
        // A declaration of which the form asks nothing is signed.
        let is_known = !asks.is_empty() || slot.what == SlotWord::Declaration;
        is_known && asks.iter().all(|ask| self.is_among(&ask.audience))
    }

    /// Returns what the sections of a slot ask: all of those that it does not exclude.
    fn asks(self, slot: &Slot) -> impl Iterator<Item = &'s Ask> {
        let part = |part| slot.part(part).cloned();
        let (form, section) = (part(SlotPart::Form), part(SlotPart::Section));
        let forms = self.scheme.forms.iter().map(|(_, form)| form);
        let forms = forms.filter(move |one| form.as_ref().is_none_or(|key| one.key == *key));
        let sections = forms.flat_map(|form| form.sections.iter().map(|(_, section)| section));
        let sections =
            sections.filter(move |one| section.as_ref().is_none_or(|key| one.key == *key));
        sections.flat_map(|section| &section.asks)
    }
}
