//! Registered evidence in the form in which a product file hands evidence in.

use crate::answers::{EvidenceNumber, Piece, PieceText};
use crate::diag::{Checked, Diagnostics};
use crate::intake::PiecePlaces;
use crate::model::{Scheme, Target};
use crate::product::{
    EvidenceIds, EvidenceNames, SubmittedEvidence, Text, check_evidence, find_evidence_names,
};
use crate::source::Place;

/// A registered piece of evidence, for each of its kinds as if a product file had handed it in.
#[derive(Debug, Clone, PartialEq)]
pub struct SubmittedPiece {
    /// Its number.
    pub number: EvidenceNumber,
    /// The evidence, one for each kind; none if it has no kind.
    pub evidence: Vec<SubmittedEvidence>,
}

/// Finds what numbered pieces of evidence name of the scheme and of the product, and gives them the form of evidence of a
/// product file. `target` may hold found entries too.
///
/// Diagnostics are those of evidence in a product file: kinds, ways and entries that do not exist, and one number or hash
/// for two documents. All pieces are of one file.
pub fn submit_pieces<'p>(
    scheme: &Scheme,
    target: &Target,
    pieces: impl Iterator<Item = (&'p EvidenceNumber, &'p Piece)>,
    places: &PiecePlaces,
) -> Checked<Vec<SubmittedPiece>> {
    let located = pieces.filter_map(|(number, piece)| Some((number, piece, places.piece(number)?)));
    let located: Vec<(&EvidenceNumber, &Piece, Place)> = located.collect();
    let Some(file) = located.first().map(|(_, _, place)| place.file) else {
        return Checked::new(Vec::new(), Diagnostics::new());
    };
    let names = located
        .iter()
        .map(|(number, piece, _)| names_of(number, piece, places));
    let Checked {
        value: found,
        mut diagnostics,
    } = find_evidence_names(scheme, target, file, names.collect());
    let submitted = located
        .iter()
        .zip(found)
        .map(|((number, piece, place), ids)| SubmittedPiece {
            number: (*number).clone(),
            evidence: submit(number, piece, places, *place, &ids),
        });
    let submitted: Vec<SubmittedPiece> = submitted.collect();
    let all = submitted
        .iter()
        .flat_map(|one| one.evidence.iter().cloned());
    let all: Vec<SubmittedEvidence> = all.collect();
    diagnostics.append(check_evidence(file, &all));
    Checked::new(submitted, diagnostics)
}

fn names_of(number: &EvidenceNumber, piece: &Piece, places: &PiecePlaces) -> EvidenceNames {
    let list = |key: &str, names: &[String]| {
        let names = names.iter().enumerate();
        names
            .filter_map(|(part, word)| text(word, places.part(number, key, part)))
            .collect()
    };
    EvidenceNames {
        kinds: list("kind", &piece.kinds),
        access: said(number, piece, places, PieceText::Access),
        covers: list("covers", &piece.covers),
    }
}

fn text(text: &str, place: Option<Place>) -> Option<Text> {
    Some(Text {
        text: text.to_owned(),
        place: place?,
    })
}

fn said(
    number: &EvidenceNumber,
    piece: &Piece,
    places: &PiecePlaces,
    field: PieceText,
) -> Option<Text> {
    text(piece.text(field)?, places.field(number, field.word()))
}

fn submit(
    number: &EvidenceNumber,
    piece: &Piece,
    places: &PiecePlaces,
    place: Place,
    ids: &EvidenceIds,
) -> Vec<SubmittedEvidence> {
    let said = |field| said(number, piece, places, field);
    let hash = piece.sha256.map(|hash| hash.to_string());
    let evidence = ids.kinds.iter().map(|kind| SubmittedEvidence {
        kind: *kind,
        number: Some(number.to_string()),
        title: said(PieceText::Title),
        document: said(PieceText::Document),
        issue: said(PieceText::Issue),
        date: piece.date,
        language: said(PieceText::Language),
        signatory: said(PieceText::Signatory),
        sha256: hash
            .as_ref()
            .and_then(|hash| text(hash, places.field(number, "sha256"))),
        link: said(PieceText::Link),
        pages: said(PieceText::Pages),
        confidentiality: said(PieceText::Confidentiality),
        access: ids.access,
        covers: ids.covers.clone(),
        place,
    });
    evidence.collect()
}
