//! What a party may see of registers of evidence.

use std::collections::BTreeSet;

use super::audience::Sight;
use super::beside::sees_whole;
use crate::answers::{AnswerKey, AnswerSet, EvidenceNumber, Found, Piece, Pieces, Register};
use crate::model::Scheme;

/// A register without what a party may not see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CutRegister {
    /// What is left. It does not tell how many numbers were given.
    pub register: Register,
    /// What was left out, and why.
    pub withheld: Vec<(EvidenceNumber, Withheld)>,
}

/// Why a party may not see a piece of evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Withheld {
    /// It is not among the audience of a kind.
    ByKind,
    /// The piece has no kind, and its party applies for the certificate.
    WithoutKind,
    /// The piece has no kind, the party does not judge after its party, and nothing that it may see refers to the piece.
    Uncited,
    /// The piece has no kind, and something that the party may not see refers to it.
    CitedAside,
}

/// Where a party refers to its evidence, as another party may see it.
#[derive(Debug, Clone, Default)]
pub struct Citings {
    /// The numbers to which something refers that the other party gets.
    shown: BTreeSet<String>,
    /// The numbers to which something refers that the scheme hides from the other party.
    hidden: BTreeSet<String>,
}

impl Citings {
    /// Finds where answers refer to evidence: those that `is_ours` names, since nobody decides by citing who sees the evidence of
    /// others. `is_sent` says which of them the other party gets.
    pub fn of(
        sight: Sight<'_>,
        answers: &AnswerSet,
        is_ours: impl Fn(&AnswerKey) -> bool,
        is_sent: impl Fn(&AnswerKey) -> bool,
    ) -> Self {
        let mut citings = Self::default();
        for (key, held) in answers.iter().filter(|(key, _)| is_ours(key)) {
            let values = held.values().iter();
            let numbers = values.flat_map(|filled| EvidenceNumber::all_in(&filled.value));
            if !sight.sees_subject(&key.slot) {
                citings.hidden.extend(numbers.map(|one| one.to_string()));
            } else if is_sent(key) {
                citings.shown.extend(numbers.map(|one| one.to_string()));
            }
        }
        citings
    }

    /// Adds what found entries refer to.
    #[must_use]
    pub fn and_found(mut self, sight: Sight<'_>, scheme: &Scheme, found: &Found) -> Self {
        for found_entry in &found.entries {
            let numbers = found_entry.evidence.iter().cloned();
            if sees_whole(sight, scheme, found_entry) {
                self.shown.extend(numbers);
            } else {
                self.hidden.extend(numbers);
            }
        }
        self
    }
}

/// Cuts out of a register what a party may not see. A piece is seen by those who may see all of its kinds.
///
/// The scheme says nothing of a piece without a kind. It is seen by the parties that judge after its own, and by those that get an
/// answer that refers to it. A party that may not see some answer that refers to it does not see it. Such a piece of the party that
/// applies is seen by nobody else.
pub fn cut_register(sight: Sight<'_>, register: &Register, citings: &Citings) -> CutRegister {
    let mut cut = CutRegister {
        register: Register {
            party: register.party.clone(),
            pieces: Pieces::new(&register.pieces.letter),
        },
        withheld: Vec::new(),
    };
    for (number, piece) in register.pieces.iter() {
        match withhold(sight, &register.party, (number, piece), citings) {
            None => drop(cut.register.pieces.set(number.clone(), piece.clone())),
            Some(why) => cut.withheld.push((number.clone(), why)),
        }
    }
    cut
}

/// Says why a party may not see a piece; `None` if it may.
fn withhold(
    sight: Sight<'_>,
    keeper: &str,
    (number, piece): (&EvidenceNumber, &Piece),
    citings: &Citings,
) -> Option<Withheld> {
    let mut kinds = piece.kinds.iter();
    if kinds.len() > 0 {
        let is_seen = kinds.all(|kind| sight.sees_evidence(kind));
        return (!is_seen).then_some(Withheld::ByKind);
    }
    let number = number.to_string();
    if sight.is(keeper) {
        None
    } else if sight.may_apply(keeper) {
        Some(Withheld::WithoutKind)
    } else if citings.hidden.contains(&number) {
        Some(Withheld::CitedAside)
    } else if sight.judges_after(keeper) || citings.shown.contains(&number) {
        None
    } else {
        Some(Withheld::Uncited)
    }
}

/// The numbers that a party may see of registers.
pub fn seen_numbers<'r>(
    sight: Sight<'_>,
    registers: impl Iterator<Item = &'r Register>,
    citings: &Citings,
) -> BTreeSet<String> {
    let cut = registers.map(|register| cut_register(sight, register, citings));
    cut.flat_map(|cut| {
        let numbers = cut.register.pieces.iter();
        let numbers: Vec<String> = numbers.map(|(number, _)| number.to_string()).collect();
        numbers
    })
    .collect()
}
