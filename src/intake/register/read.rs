//! Reads a register.

use super::codes;
use super::draft::{PiecePlaces, PiecesDraft, RegisterDraft};
use crate::answers::{EvidenceNumber, Kept, Piece, PieceText, Pieces, Register, Viewing};
use crate::diag::Checked;
use crate::intake::side::{Record, texts};
use crate::product::{Node, Notes, read_yaml};
use crate::source::{FileId, Sources, Spanned};

/// The keys of a register.
pub const REGISTER_KEYS: [&str; 4] = ["register", "letter", "given", "evidence"];

/// The keys of a piece of evidence, in the order in which they are written.
pub const PIECE_KEYS: [&str; 17] = [
    "kind",
    "title",
    "document",
    "issue",
    "date",
    "expires",
    "language",
    "signatory",
    "link",
    "pages",
    "confidentiality",
    "access",
    "covers",
    "file",
    "place",
    "sha256",
    "viewings",
];

const VIEWING_KEYS: [&str; 5] = ["by", "when", "where", "pages", "sha256"];

/// Reads the register of a party; `None` where it does not say whose it is, or with which letter its numbers begin.
pub fn read_register(file: FileId, text: &str) -> Checked<Option<RegisterDraft>> {
    let Checked { value, diagnostics } = read_yaml(file, text);
    let mut notes = Notes::new(file, diagnostics);
    let register = value.and_then(|root| read_root(&mut notes, &root));
    Checked::new(register, notes.diagnostics.sorted())
}

/// Reads a single piece of evidence as a register has it; `None` if it is none.
pub fn read_piece_text(number: &EvidenceNumber, text: &str) -> Option<Piece> {
    let letter = &number.letter;
    let text = format!("register: {letter}\nletter: {letter}\nevidence:\n{text}");
    let file = Sources::default().add("a piece of evidence", text.as_str());
    let read = read_register(file, &text);
    let draft = read.value.filter(|_| read.diagnostics.is_empty())?;
    draft.register.pieces.get(number).cloned()
}

fn read_root(notes: &mut Notes, root: &Node) -> Option<RegisterDraft> {
    let record = Record::open(notes, root, "a register", &REGISTER_KEYS);
    let party = record.required(notes, "register");
    let PiecesDraft { pieces, places } = read_pieces(notes, &record)?;
    let register = Register {
        party: party?,
        pieces,
    };
    Some(RegisterDraft { register, places })
}

/// Reads numbered pieces of evidence; `None` where it is not said with which letter their numbers begin.
pub(in crate::intake) fn read_pieces(
    notes: &mut Notes,
    record: &Record<'_, '_>,
) -> Option<PiecesDraft> {
    let letter = record.required(notes, "letter")?;
    let place = record.place(notes, "letter");
    if EvidenceNumber::read(&format!("{letter}1")).is_none_or(|one| one.letter != letter) {
        notes.report(codes::letter(place, &letter));
        return None;
    }
    let mut pieces = Pieces::new(&letter);
    if let Some(given) = record.text(notes, "given") {
        match given.parse() {
            Ok(given) => pieces.set_given(given),
            Err(_) => notes.report(codes::given(record.place(notes, "given"), &given)),
        }
    }
    let mut places = PiecePlaces::default();
    let numbered = record.members(
        notes,
        "evidence",
        codes::number_twice,
        |notes, key, node| read_numbered(notes, &letter, key, node, &mut places),
    );
    for (_, (number, piece)) in numbered {
        pieces.set(number, piece);
    }
    Some(PiecesDraft { pieces, places })
}

fn read_numbered(
    notes: &mut Notes,
    letter: &str,
    key: &Spanned<String>,
    node: &Node,
    places: &mut PiecePlaces,
) -> Option<(EvidenceNumber, Piece)> {
    let number = EvidenceNumber::read(&key.value).filter(|number| number.letter == letter);
    let Some(number) = number else {
        let place = notes.place(key.span);
        notes.report(codes::number(place, &key.value, letter));
        return None;
    };
    places.set_piece(&number, notes.place(key.span));
    let record = Record::open(notes, node, "a piece of evidence", &PIECE_KEYS);
    for key in PIECE_KEYS {
        let parts = record.value(key).map_or(&[][..], Node::parts);
        let parts = parts.iter().map(|part| notes.place(part.span)).collect();
        places.set_field(&number, key, parts);
    }
    let piece = read_piece(notes, &record);
    Some((number, piece))
}

fn read_piece(notes: &mut Notes, record: &Record<'_, '_>) -> Piece {
    let mut piece = Piece {
        kinds: texts(record.words(notes, "kind")),
        date: record.date(notes, "date"),
        expires: record.date(notes, "expires"),
        covers: texts(record.words(notes, "covers")),
        kept: read_kept(notes, record),
        sha256: record.hash(notes, "sha256"),
        viewings: read_viewings(notes, record),
        ..Piece::default()
    };
    for text in PieceText::ALL {
        let said = match text {
            PieceText::Language => record.language(notes, text.word()),
            PieceText::Title
            | PieceText::Document
            | PieceText::Issue
            | PieceText::Signatory
            | PieceText::Link
            | PieceText::Pages
            | PieceText::Confidentiality
            | PieceText::Access => record.text(notes, text.word()),
        };
        piece.texts.extend(said.map(|said| (*text, said)));
    }
    if piece.file().is_some() && record.value("sha256").is_none() {
        notes.report(codes::unhashed(record.place(notes, "file")));
    }
    piece
}

fn read_kept(notes: &mut Notes, record: &Record<'_, '_>) -> Kept {
    let file = record.text(notes, "file");
    let elsewhere = record.text(notes, "place");
    let [at_file, at_place] = ["file", "place"].map(|key| record.place(notes, key));
    match (file, elsewhere) {
        (Some(_), Some(_)) => {
            notes.report(codes::kept_twice(at_place, at_file));
            Kept::Unsaid
        }
        (Some(file), None) if is_below(&file) => Kept::File(file),
        (Some(file), None) => {
            notes.report(codes::outside(at_file, &file));
            Kept::Unsaid
        }
        (None, Some(place)) => Kept::Elsewhere(place),
        (None, None) => Kept::Unsaid,
    }
}

/// Says whether a path leads below the folder that it starts from, on every system.
fn is_below(path: &str) -> bool {
    let fits = |part: &str| !matches!(part, "" | "." | "..") && !part.contains(['\\', ':', '\0']);
    path.split('/').all(fits)
}

fn read_viewings(notes: &mut Notes, record: &Record<'_, '_>) -> Vec<Viewing> {
    let parts = record.value("viewings").map_or(&[][..], Node::parts);
    parts
        .iter()
        .filter_map(|node| {
            let record = Record::open(notes, node, "a viewing", &VIEWING_KEYS);
            let by = record.required(notes, "by");
            let when = record.required_date(notes, "when");
            let place = record.required(notes, "where");
            Some(Viewing {
                pages: record.text(notes, "pages"),
                sha256: record.hash(notes, "sha256"),
                by: by?,
                when: when?,
                place: place?,
            })
        })
        .collect()
}
