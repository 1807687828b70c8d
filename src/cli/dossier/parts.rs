//! What a dossier is put on the desk with: all that is asked in its documents, what is filled in, and what follows from it.

use std::path::Path;

use rayon::prelude::*;

use super::stamps::{all_answers, read_earlier};
use crate::answers::AnswerSet;
use crate::project::Dossier;
use crate::render::{DocumentBlanks, SharedView, document_blanks, product_documents};
use crate::source::Text;
use crate::view::{AskedTable, Basis, Blank, EarlierQuestions, Outcomes, Standings, view_asked};

/// What a dossier is put on the desk with.
pub(in crate::cli) struct DeskParts {
    /// The blanks of each document, in the order of work.
    pub documents: Vec<(Text, DocumentBlanks)>,
    /// All that is asked.
    pub table: AskedTable,
    /// What is filled in.
    pub answers: AnswerSet,
    /// Questions as they were put earlier.
    pub earlier: EarlierQuestions,
    /// The verdicts that follow.
    pub outcomes: Outcomes,
}

impl DeskParts {
    /// Gathers them. A dossier is large, so a command does this once.
    pub fn of(basis: &Basis<'_>, folder: &Path, dossier: &Dossier) -> Self {
        let documents = list_documents(basis);
        let table = view_asked(basis, &rooms_in(&documents));
        let answers = all_answers(dossier, &table);
        let earlier = read_earlier(folder, &answers, &table);
        let outcomes = Outcomes::of(basis, &table, &answers);
        Self {
            documents,
            table,
            answers,
            earlier,
            outcomes,
        }
    }

    /// Returns how the answers stand.
    pub fn standings(&self) -> Standings<'_> {
        Standings::of(&self.table, &self.answers, &self.earlier, &self.outcomes)
    }
}

/// Returns the blanks of each document that can be made of a product, in the order of work.
pub(super) fn list_documents(basis: &Basis<'_>) -> Vec<(Text, DocumentBlanks)> {
    let documents = product_documents(basis);
    let blanks = documents.par_iter().map(|document| {
        let view: SharedView = document.make(basis);
        (Text::from(document.key.as_str()), document_blanks(&view))
    });
    blanks.collect()
}

/// Returns the blanks that can be filled in in each document.
fn rooms_in(documents: &[(Text, DocumentBlanks)]) -> Vec<(Text, Vec<Blank>)> {
    let rooms = documents.iter();
    rooms
        .map(|(document, blanks)| (document.clone(), blanks.rooms.clone()))
        .collect()
}
