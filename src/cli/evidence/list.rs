//! `praman evidence list`: lists the registered evidence.

use std::path::PathBuf;

use serde::Serialize;

use super::folder::Folder;
use crate::answers::{EvidenceNumber, Kept, Piece, PieceText};
use crate::cli::json::to_json;
use crate::cli::session::{Session, Stop};
use crate::cli::table::render_table;
use crate::cli::terminal::{Answer, Look, Terminal};

/// List the registered evidence of all parties
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Read the registers in the folder of this dossier
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// List the evidence of this party alone
    #[arg(long, value_name = "PARTY")]
    party: Option<String>,
    /// Choose the form of the list
    #[arg(long, value_enum, value_name = "FORM", default_value = "table")]
    format: Form,
}

/// The form of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Form {
    /// A table for people
    Table,
    /// JSON for programs
    Json,
}

/// A piece of evidence.
#[derive(Debug, Serialize)]
struct Row<'a> {
    number: String,
    party: &'a str,
    kinds: &'a [String],
    title: Option<&'a str>,
    document: Option<&'a str>,
    issue: Option<&'a str>,
    date: Option<String>,
    expires: Option<String>,
    language: Option<&'a str>,
    signatory: Option<&'a str>,
    link: Option<&'a str>,
    pages: Option<&'a str>,
    confidentiality: Option<&'a str>,
    access: Option<&'a str>,
    covers: &'a [String],
    /// The path below the evidence folder of the party.
    file: Option<&'a str>,
    /// Where it is kept instead.
    place: Option<&'a str>,
    sha256: Option<String>,
    /// The number of viewings.
    viewings: usize,
}

pub(super) fn list(arguments: &Arguments, terminal: Terminal) -> Answer {
    let mut session = Session::default();
    let result = list_registers(&mut session, arguments, terminal.out);
    session.finish(result, terminal)
}

fn list_registers(
    session: &mut Session,
    arguments: &Arguments,
    look: Look,
) -> Result<String, Stop> {
    let folder = Folder::open(session, &arguments.folder)?;
    let registers = folder.registers(session)?;
    let is_wanted = |party: &str| arguments.party.as_deref().is_none_or(|one| one == party);
    let registers = registers.iter().map(|draft| &draft.register);
    let registers = registers.filter(|register| is_wanted(&register.party));
    let rows = registers.flat_map(|register| {
        let pieces = register.pieces.iter();
        pieces.map(|(number, piece)| row(&register.party, number, piece))
    });
    let rows: Vec<Row<'_>> = rows.collect();
    Ok(match arguments.format {
        Form::Json => to_json(&rows),
        Form::Table => render(&rows, look),
    })
}

fn row<'a>(party: &'a str, number: &EvidenceNumber, piece: &'a Piece) -> Row<'a> {
    let place = match &piece.kept {
        Kept::Elsewhere(place) => Some(place.as_str()),
        Kept::Unsaid | Kept::File(_) => None,
    };
    Row {
        number: number.to_string(),
        party,
        kinds: &piece.kinds,
        title: piece.text(PieceText::Title),
        document: piece.text(PieceText::Document),
        issue: piece.text(PieceText::Issue),
        date: piece.date.map(|date| date.to_string()),
        expires: piece.expires.map(|date| date.to_string()),
        language: piece.text(PieceText::Language),
        signatory: piece.text(PieceText::Signatory),
        link: piece.text(PieceText::Link),
        pages: piece.text(PieceText::Pages),
        confidentiality: piece.text(PieceText::Confidentiality),
        access: piece.text(PieceText::Access),
        covers: &piece.covers,
        file: piece.file(),
        place,
        sha256: piece.sha256.map(|hash| hash.to_string()),
        viewings: piece.viewings.len(),
    }
}

fn render(rows: &[Row<'_>], look: Look) -> String {
    let cells = rows.iter().map(|row| {
        let document = [row.document, row.issue].map(Option::unwrap_or_default);
        let document = document.join(" ");
        let whole = ["the whole product".to_owned()];
        let covers = if row.covers.is_empty() {
            &whole
        } else {
            row.covers
        };
        vec![
            row.number.clone(),
            row.kinds.join(", "),
            row.title.unwrap_or_default().to_owned(),
            document.trim().to_owned(),
            row.file.or(row.place).unwrap_or_default().to_owned(),
            covers.join(", "),
        ]
    });
    let cells: Vec<Vec<String>> = cells.collect();
    let heading = ["number", "kind", "title", "document", "kept in", "covers"];
    render_table(&heading, &cells, look)
}
