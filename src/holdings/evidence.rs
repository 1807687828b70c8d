//! Whether evidence is asked for, can be read and verified, and is valid; whether any is missing.

use std::collections::{BTreeMap, BTreeSet};

use super::codes;
use super::dated::Calendar;
use super::submit::{SubmittedPiece, submit_pieces};
use super::wanted::{Lacking, check_wanted, wanted_kinds};
use crate::answers::{EvidenceNumber, Person, Piece};
use crate::diag::{Checked, list, list_or};
use crate::intake::{PiecePlaces, RegisterDraft, unknown_person};
use crate::model::{Date, EvidenceForm, EvidenceId, EvidenceKind, PartyId, Scheme, Target};
use crate::plan::Plan;
use crate::product::SubmittedEvidence;
use crate::source::{self, Place};

/// What evidence is checked against.
#[derive(Debug, Clone, Copy)]
pub struct EvidenceInView<'e> {
    /// The scheme.
    pub scheme: &'e Scheme,
    /// What the scheme calls for.
    pub plan: &'e Plan,
    /// The products of the series, with found entries.
    pub target: &'e Target,
    /// The evidence that the product file lists. It counts too.
    pub listed: &'e [SubmittedEvidence],
    /// The registers of all parties.
    pub registers: &'e [RegisterDraft],
    /// The people whom the dossier names; `None` where it is not known.
    pub people: Option<&'e BTreeMap<String, Person>>,
    /// The party that looks at it; what it may not see is not missing to it. `None` for one that may see everything.
    pub reader: Option<PartyId>,
    /// The numbers to which answers and side files refer.
    pub cited: &'e BTreeSet<String>,
    /// The day.
    pub today: Date,
}

/// Checks the evidence of the product file and of all registers. Returns what is wanted and not there, which is not among the
/// diagnostics.
pub fn check_evidence(view: &EvidenceInView<'_>) -> Checked<Vec<Lacking>> {
    let mut checker = Checker {
        scheme: view.scheme,
        wanted: wanted_kinds(view.plan),
        people: view.people,
        calendar: Calendar::new(view.today),
    };
    let mut all = view.listed.to_vec();
    for piece in view.listed {
        checker.check_listed(piece);
    }
    for draft in view.registers {
        let pieces = draft.register.pieces.iter();
        let submitted = submit_pieces(view.scheme, view.target, pieces, &draft.places);
        let submitted = checker.calendar.diagnostics.take(submitted);
        for piece_submitted in &submitted {
            if let Some(piece) = draft.register.pieces.get(&piece_submitted.number) {
                let is_cited = view.cited.contains(&piece_submitted.number.to_string());
                checker.check_piece(piece_submitted, piece, &draft.places, is_cited);
            }
        }
        all.extend(submitted.into_iter().flat_map(|one| one.evidence));
    }
    let lacking = check_wanted(view.scheme, view.plan, view.reader, &all);
    Checked::new(lacking, checker.calendar.diagnostics.sorted())
}

struct Checker<'e> {
    scheme: &'e Scheme,
    wanted: BTreeSet<EvidenceId>,
    people: Option<&'e BTreeMap<String, Person>>,
    calendar: Calendar,
}

impl Checker<'_> {
    /// Checks evidence that the product file lists.
    fn check_listed(&mut self, piece: &SubmittedEvidence) {
        let title = piece.title.as_ref().or(piece.document.as_ref());
        let kind = &self.scheme.evidence[piece.kind];
        let name = title.map_or(kind.key.as_str(), |title| &title.text);
        let name = format!("`{name}`");
        let place = Some(piece.place);
        self.calendar
            .past(place, &format!("the date of {name}"), piece.date);
        self.check_kind(piece, &name);
        if !self.wanted.contains(&piece.kind) {
            let report = codes::unasked(place, &name, &format!("`{}`", kind.key));
            self.calendar.diagnostics.push(report);
        }
    }

    /// Checks a registered piece.
    fn check_piece(
        &mut self,
        submitted: &SubmittedPiece,
        piece: &Piece,
        places: &PiecePlaces,
        is_cited: bool,
    ) {
        let number = &submitted.number;
        let name = number.to_string();
        for of_kind in &submitted.evidence {
            self.check_kind(of_kind, &name);
        }
        self.check_dates(number, piece, places);
        let kinds = submitted.evidence.iter().map(|one| one.kind);
        // A kind that does not exist has been reported.
        let is_known = submitted.evidence.len() == piece.kinds.len();
        if is_known && !is_cited && !kinds.clone().any(|kind| self.wanted.contains(&kind)) {
            let keys = list(piece.kinds.iter().map(String::as_str));
            let report = codes::unasked(places.field(number, "kind"), &name, &keys);
            self.calendar.diagnostics.push(report);
        }
    }

    fn check_dates(&mut self, number: &EvidenceNumber, piece: &Piece, places: &PiecePlaces) {
        let place = |key| places.field(number, key);
        let date = format!("the date of {number}");
        self.calendar.past(place("date"), &date, piece.date);
        let dates = [piece.date, piece.expires];
        self.calendar
            .valid_from(place("expires"), &number.to_string(), dates);
        for (part, viewing) in piece.viewings.iter().enumerate() {
            let place = places.part(number, "viewings", part);
            let viewed = format!("a viewing of {number}");
            self.calendar.past(place, &viewed, Some(viewing.when));
            self.check_person(place, &viewing.by);
        }
    }

    fn check_person(&mut self, place: Option<Place>, person: &str) {
        let people = self.people.filter(|people| !people.contains_key(person));
        if let (Some(people), Some(place)) = (people, place) {
            let known = people.keys().map(String::as_str);
            let report = unknown_person(place, person, known);
            self.calendar.diagnostics.push(report);
        }
    }

    /// Checks what the kind of evidence asks of it.
    fn check_kind(&mut self, piece: &SubmittedEvidence, name: &str) {
        let kind = &self.scheme.evidence[piece.kind];
        let place = |text: Option<&crate::product::Text>| text.map_or(piece.place, |one| one.place);
        if let Some(language) = &piece.language
            && !takes(kind, &language.text)
        {
            let taken = list_or(kind.languages.iter().map(source::Text::as_str));
            let at = place(Some(language));
            let key = format!("`{}`", kind.key);
            let report = codes::language(Some(at), name, &language.text, &key, &taken);
            self.calendar.diagnostics.push(report);
        }
        let link = piece.link.as_ref();
        let is_certificate = kind.form == EvidenceForm::Certificate;
        if is_certificate && !link.is_some_and(|link| is_address(&link.text)) {
            let at: Option<Place> = Some(place(link));
            let report = codes::unverifiable(at, name, link.map(|link| link.text.as_str()));
            self.calendar.diagnostics.push(report);
        }
    }
}

/// Says whether a kind takes evidence in a language. One that takes `en` takes `en-IN`.
fn takes(kind: &EvidenceKind, language: &str) -> bool {
    let is_within = |wide: &str| {
        let rest = language.strip_prefix(wide);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
    };
    kind.languages.is_empty() || kind.languages.iter().any(|wide| is_within(wide))
}

/// Says whether a text is a link or an address for mail, in that it could be one.
fn is_address(text: &str) -> bool {
    let text = text.trim();
    let is_whole = !text.contains(char::is_whitespace);
    let is_link = ["https://", "http://"].iter().any(|begin| {
        let rest = text.strip_prefix(begin);
        rest.is_some_and(|rest| rest.contains('.'))
    });
    let mail = text.strip_prefix("mailto:").unwrap_or(text).split_once('@');
    let is_mail = mail.is_some_and(|(name, host)| !name.is_empty() && host.contains('.'));
    is_whole && (is_link || is_mail)
}

#[cfg(test)]
mod tests {
    use super::is_address;

    #[test]
    fn links_and_addresses_are_known() {
        for right in [
            "https://verify.example.org/c/12",
            "http://a.in",
            "cert@nabl.example.in",
            "mailto:cert@example.in",
        ] {
            assert!(is_address(right), "{right}");
        }
        for wrong in [
            "",
            "on request",
            "https://",
            "@x.in",
            "ask at a@b",
            "see https://a.in",
        ] {
            assert!(!is_address(wrong), "{wrong}");
        }
    }
}
