//! Takes back changes of files beside answers: evidence that was registered, and what was said to found entries.

use std::fs;

use super::change::Author;
use super::codes;
use super::desk::{Desk, FOUND_FILE, applicant};
use super::found::{full_name, write_found};
use super::replace::keep_files;
use crate::answers::{
    Cause, Digest, EvidenceNumber, Exchanged, FileHash, Filed, FiledPart, Piece, Register,
};
use crate::diag::{Diagnostic, Diagnostics};
use crate::intake::{
    keep_comments, piece_text, read_piece_text, read_stance_text, render_register, stance_text,
};
use crate::project::{Disk, digest_of_file, register_path};

/// Takes changes back; says what is as before. What was edited by hand since in the same places goes into the journal.
///
/// # Errors
/// Reports a file that cannot be read, and one that another party keeps.
pub(super) fn take_back_filed(
    desk: &Desk<'_>,
    author: &mut Author<'_>,
    filed: &[&Filed],
) -> Result<Vec<String>, Diagnostics> {
    let mut lines = Vec::new();
    for change in filed.iter().rev() {
        lines.extend(if change.file == FOUND_FILE {
            take_back_words(desk, author, change).map_err(only)?
        } else {
            take_back_pieces(desk, author, change)?
        });
    }
    Ok(lines)
}

fn only(report: Box<Diagnostic>) -> Diagnostics {
    Diagnostics::from_iter([*report])
}

fn take_back_pieces(
    desk: &Desk<'_>,
    author: &mut Author<'_>,
    filed: &Filed,
) -> Result<Vec<String>, Diagnostics> {
    if desk.beside.diagnostics.has_errors() {
        return Err(desk.beside.diagnostics.clone());
    }
    let mut registers = desk.beside.registers.iter().map(|draft| &draft.register);
    let register = registers.find(|one| register_path(&one.party) == filed.file);
    let Some(mut register) = register.cloned() else {
        return Ok(vec![format!("{} is not there any more", filed.file)]);
    };
    if register.party != author.party() {
        let (party, person) = (&register.party, author.person());
        let report = codes::other_keeper(&filed.file, party, person, author.party());
        return Err(only(Box::new(report)));
    }
    let mut undoing = Undoing::default();
    for part in filed.parts.iter().rev() {
        undoing.take_back(desk, &mut register, part);
    }
    let path = desk.folder.join(&filed.file);
    let held = digest_of_file(&Disk, &path).map_err(only)?;
    let written = fs::read_to_string(&path).unwrap_or_default();
    let text = keep_comments(&written, render_register(&register));
    author.replace_file(filed.file.clone(), held, text.into_bytes());
    for (path, bytes) in &undoing.copies {
        let digest = Digest::of(&String::from_utf8_lossy(bytes));
        author.remove_file(path.clone(), digest);
    }
    let kept = keep_files(author, undoing.copies.iter());
    let mut lines = undoing.lines;
    lines.extend(
        kept.iter()
            .map(|kept| format!("copies of files are in {kept}")),
    );
    author.exchange(Exchanged::Filed(Filed {
        cause: Cause::Undo,
        file: filed.file.clone(),
        parts: undoing.parts,
        kept,
    }));
    Ok(lines)
}

/// What the undoing of a registering comes to.
#[derive(Default)]
struct Undoing {
    parts: Vec<FiledPart>,
    lines: Vec<String>,
    /// Files that were copied into the folder, and go.
    copies: Vec<(String, Vec<u8>)>,
}

impl Undoing {
    /// Gives a piece back what was said of it before. The number of one that goes stays given.
    fn take_back(&mut self, desk: &Desk<'_>, register: &mut Register, part: &FiledPart) {
        let Some(number) = EvidenceNumber::read(&part.name) else {
            return;
        };
        let now = register.pieces.get(&number).cloned();
        let before = part.before.as_ref();
        let before = before.and_then(|text| read_piece_text(&number, text));
        let line = if let Some(piece) = before {
            register.pieces.set(number.clone(), piece);
            format!("{number} is as before")
        } else {
            register.pieces.remove(&number);
            if let Some(piece) = &now {
                self.take_copy(desk, register, part, piece);
            }
            format!("{number} is taken back; no other file gets this number")
        };
        self.lines.push(line);
        self.parts.push(FiledPart {
            name: part.name.clone(),
            before: now.map(|piece| piece_text(&number, &piece)),
            after: part.before.clone(),
            copied: None,
        });
    }

    /// Takes the copy of a file, if it is still what was registered and serves nothing else.
    fn take_copy(&mut self, desk: &Desk<'_>, register: &Register, part: &FiledPart, piece: &Piece) {
        let Some(path) = &part.copied else { return };
        let mut others = register.pieces.iter();
        if others.any(|(_, other)| other.file() == piece.file()) {
            return;
        }
        let bytes = fs::read(desk.folder.join(path)).ok();
        let bytes = bytes.filter(|bytes| piece.sha256 == Some(FileHash::of(bytes)));
        self.copies.extend(bytes.map(|bytes| (path.clone(), bytes)));
    }
}

fn take_back_words(
    desk: &Desk<'_>,
    author: &mut Author<'_>,
    filed: &Filed,
) -> Result<Vec<String>, Box<Diagnostic>> {
    let scheme = desk.basis.scheme;
    if let Some(party) = applicant(scheme).filter(|party| **party != *author.party()) {
        let person = author.person();
        let report = codes::other_party(FOUND_FILE, &party, person, author.party());
        return Err(Box::new(report));
    }
    let mut found = desk.found.clone();
    let mut lines = Vec::new();
    let mut parts = Vec::new();
    for part in filed.parts.iter().rev() {
        let mut entries = found.entries.iter_mut();
        let Some(found_entry) = entries.find(|one| full_name(scheme, one) == part.name) else {
            continue;
        };
        parts.push(FiledPart {
            before: found_entry.stance.as_ref().map(stance_text),
            after: part.before.clone(),
            ..part.clone()
        });
        found_entry.stance = part.before.as_deref().and_then(read_stance_text);
        let word = found_entry.stance.as_ref().map(|stance| stance.word.word());
        lines.push(format!("{}: {}", part.name, word.unwrap_or("no answer")));
    }
    write_found(desk, author, &found)?;
    author.exchange(Exchanged::Filed(Filed {
        cause: Cause::Undo,
        parts,
        ..filed.clone()
    }));
    Ok(lines)
}
