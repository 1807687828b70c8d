//! `maker.yaml`: what a company says of itself, and its evidence, once for several dossiers.

use super::laboratory::LOGO;
use super::page::Page;
use super::record::Record;
use crate::answers::Maker;
use crate::diag::Checked;
use crate::intake::register::{PiecePlaces, PiecesDraft, read_pieces, render_pieces};
use crate::product::{Notes, read_yaml};
use crate::source::{FileId, Place};

/// The keys of the file.
pub const MAKER_KEYS: [&str; 7] = [
    "maker", "address", "contact", LOGO, "letter", "given", "evidence",
];

/// A maker's file with the places of its evidence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MakerDraft {
    /// What it says.
    pub maker: Maker,
    /// Where its logo is named.
    pub logo: Option<Place>,
    /// Where its evidence is written.
    pub places: PiecePlaces,
}

/// Reads the evidence of a company; `None` where the file does not say whose it is, or with which letter its numbers begin.
pub fn read_maker(file: FileId, text: &str) -> Checked<Option<MakerDraft>> {
    let Checked { value, diagnostics } = read_yaml(file, text);
    let mut notes = Notes::new(file, diagnostics);
    let draft = value.and_then(|root| {
        let record = Record::open(&mut notes, &root, "a file of a maker", &MAKER_KEYS);
        let name = record.required(&mut notes, "maker");
        let address = record.text(&mut notes, "address");
        let contact = record.text(&mut notes, "contact");
        let logo = record.text(&mut notes, LOGO);
        let logo_place = logo.is_some().then(|| record.place(&notes, LOGO));
        let PiecesDraft { pieces, places } = read_pieces(&mut notes, &record)?;
        let maker = Maker {
            name: name?,
            address,
            contact,
            logo,
            pieces,
        };
        Some(MakerDraft {
            maker,
            logo: logo_place,
            places,
        })
    });
    Checked::new(draft, notes.diagnostics.sorted())
}

const ABOUT: &str = "Evidence of a company for several dossiers. A number is given once and stays.";

/// Writes the evidence of a company as the text of its file.
pub fn render_maker(maker: &Maker) -> String {
    let mut page = Page::about(ABOUT);
    page.text("", "maker", &maker.name);
    page.maybe("", "address", maker.address.as_ref());
    page.maybe("", "contact", maker.contact.as_ref());
    page.maybe("", LOGO, maker.logo.as_ref());
    render_pieces(&mut page, &maker.pieces);
    page.into_text()
}
