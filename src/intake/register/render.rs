//! Writes a register in one form.

use crate::answers::{EvidenceNumber, Kept, Piece, PieceText, Pieces, Register, Viewing};
use crate::intake::side::Page;

const ABOUT: &str =
    "The evidence of this party. A number is given once and stays; praman keeps `given`.";

/// Writes the register of a party as the text of its file.
pub fn render_register(register: &Register) -> String {
    let mut page = Page::about(ABOUT);
    page.text("", "register", &register.party);
    render_pieces(&mut page, &register.pieces);
    page.into_text()
}

/// Writes a single piece of evidence as a register has it.
pub fn piece_text(number: &EvidenceNumber, piece: &Piece) -> String {
    let mut page = Page::default();
    render_piece(&mut page, number, piece);
    page.into_text()
}

/// Writes numbered pieces of evidence.
pub(in crate::intake) fn render_pieces(page: &mut Page, pieces: &Pieces) {
    page.text("", "letter", &pieces.letter);
    page.maybe("", "given", Some(pieces.given()));
    if !pieces.is_empty() {
        page.head("", "evidence");
    }
    for (number, piece) in pieces.iter() {
        render_piece(page, number, piece);
    }
}

fn render_piece(page: &mut Page, number: &EvidenceNumber, piece: &Piece) {
    const BEGIN: &str = "    ";
    if *piece == Piece::default() {
        page.empty("  ", &number.to_string());
        return;
    }
    page.head("  ", &number.to_string());
    let text =
        |page: &mut Page, field: PieceText| page.maybe(BEGIN, field.word(), piece.text(field));
    page.words(BEGIN, "kind", &piece.kinds);
    for field in [PieceText::Title, PieceText::Document, PieceText::Issue] {
        text(page, field);
    }
    page.maybe(BEGIN, "date", piece.date);
    page.maybe(BEGIN, "expires", piece.expires);
    for field in [
        PieceText::Language,
        PieceText::Signatory,
        PieceText::Link,
        PieceText::Pages,
        PieceText::Confidentiality,
        PieceText::Access,
    ] {
        text(page, field);
    }
    page.words(BEGIN, "covers", &piece.covers);
    match &piece.kept {
        Kept::Unsaid => {}
        Kept::File(path) => page.text(BEGIN, "file", path),
        Kept::Elsewhere(place) => page.text(BEGIN, "place", place),
    }
    page.maybe(BEGIN, "sha256", piece.sha256);
    if !piece.viewings.is_empty() {
        page.head(BEGIN, "viewings");
    }
    for viewing in &piece.viewings {
        render_viewing(page, viewing);
    }
}

fn render_viewing(page: &mut Page, viewing: &Viewing) {
    const BEGIN: &str = "      ";
    page.text("    - ", "by", &viewing.by);
    page.maybe(BEGIN, "when", Some(viewing.when));
    page.text(BEGIN, "where", &viewing.place);
    page.maybe(BEGIN, "pages", viewing.pages.as_ref());
    page.maybe(BEGIN, "sha256", viewing.sha256);
}
