//! A dossier on the desk: what is asked in its documents, what is filled in, and how that stands.

use std::path::Path;

use crate::answers::{AnswerKey, AnswerSet, Filled, Found, Held, queries};
use crate::cli::evidence::Beside;
pub(super) use crate::cli::session::FOUND_FILE;
use crate::cli::session::Stop;
use crate::diag::Diagnostics;
use crate::model::{Office, PartyId, Scheme, Slot};
use crate::project::{Disk, Dossier, FileSystem};
use crate::source::Text;
use crate::view::{Asked, AskedTable, Basis, EarlierQuestions, Standings, party_of};

use super::codes;
use super::finding_edit::check_edit;
use super::no_slot::{Places, explain};
use super::parts::DeskParts;
use super::stamps::question_path;

/// Who answers where the edition names nobody.
pub(in crate::cli) const ANYBODY: &str = "anybody";

/// A dossier on the desk.
pub(in crate::cli) struct Desk<'a> {
    pub folder: &'a Path,
    pub dossier: &'a Dossier,
    pub basis: &'a Basis<'a>,
    /// What the laboratory found; it is in the product too.
    pub found: &'a Found,
    /// Registers and samples. What could not be read of them stops only what needs them.
    pub beside: &'a Beside,
    /// All that is asked.
    pub table: &'a AskedTable,
    /// What is filled in. What somebody wrote by hand without saying to what question answers what is asked now.
    pub answers: &'a AnswerSet,
    /// Questions as they were put earlier.
    pub earlier: &'a EarlierQuestions,
    /// How the answers stand.
    pub standings: Standings<'a>,
}

/// What the folder of a dossier holds.
#[derive(Clone, Copy)]
pub(in crate::cli) struct Contents<'a> {
    pub folder: &'a Path,
    pub dossier: &'a Dossier,
    pub found: &'a Found,
    pub beside: &'a Beside,
}

/// Reports events of the process that the scheme does not have.
pub(in crate::cli) fn check_events(
    dossier: &Dossier,
    scheme: &Scheme,
    diagnostics: &mut Diagnostics,
) {
    let events = dossier.head.events.iter().map(|one| one.event.as_str());
    for event in events.filter(|event| scheme.events.find(event).is_none()) {
        diagnostics.push(codes::unknown_event(event, scheme));
    }
}

/// Reports what somebody wrote by hand and nothing asks for, or what does not fit what is asked.
pub(in crate::cli) fn check_values(
    dossier: &Dossier,
    table: &AskedTable,
    diagnostics: &mut Diagnostics,
) {
    for edit in &dossier.edits {
        let Some(after) = &edit.after else {
            continue;
        };
        if edit.key.is_of_finding() {
            diagnostics.extend(check_edit(edit));
            continue;
        }
        let Some(asked) = table.get(&edit.key) else {
            // An answer that was asked for once may stay.
            if edit.before.is_none() {
                let report = codes::unknown_slot(&edit.key.text(), table);
                diagnostics.push(report.placed(edit.place));
            }
            continue;
        };
        let known = edit.before.as_ref().map(Held::values).unwrap_or_default();
        let values = after.values().iter().map(|draft| &draft.value);
        let wrong = values.filter(|value| {
            let is_known = known.iter().any(|known| known.value == **value);
            !is_known && !asked.shape.takes(value)
        });
        for value in wrong {
            let report = codes::unfit(&edit.key.text(), value, &asked.shape);
            diagnostics.push(report.placed(edit.place));
        }
    }
}

/// Returns the key of the party that applies for the certificate.
pub(super) fn applicant(scheme: &Scheme) -> Option<Text> {
    holder_of(scheme, Office::Applicant)
}

/// Returns the key of the party that holds an office.
pub(super) fn holder_of(scheme: &Scheme, office: Office) -> Option<Text> {
    let party = scheme.edition.offices.holder(office)?;
    Some(scheme.parties[party].key.clone())
}

impl<'a> Desk<'a> {
    /// Puts the dossier of a folder on the desk.
    pub(in crate::cli) fn of(
        contents: Contents<'a>,
        basis: &'a Basis<'a>,
        parts: &'a DeskParts,
    ) -> Self {
        let Contents {
            folder,
            dossier,
            found,
            beside,
        } = contents;
        Self {
            folder,
            dossier,
            basis,
            found,
            beside,
            table: &parts.table,
            answers: &parts.answers,
            earlier: &parts.earlier,
            standings: parts.standings(),
        }
    }

    /// Reports answers in the folder of another party than the one that answers.
    pub(in crate::cli) fn check_places(&self, diagnostics: &mut Diagnostics) {
        for (key, asked) in self.table.iter() {
            let (Some(home), Some(place)) = (self.dossier.party(key), self.dossier.place(key))
            else {
                continue;
            };
            let party = self.party(asked);
            if asked.party.is_some() && *home != party {
                diagnostics.push(codes::elsewhere(place, &key.text(), home, &party));
            }
        }
    }

    /// Finds what a text stands for.
    ///
    /// # Errors
    /// Reports a text that stands for nothing that is asked.
    pub fn find(&self, text: &str, diagnostics: &mut Diagnostics) -> Result<Vec<AnswerKey>, Stop> {
        let keys = self.table.find(text);
        if keys.is_empty() {
            let places = Places {
                basis: self.basis,
                table: self.table,
                answers: self.answers,
                beside: self.beside,
                found: self.found,
            };
            diagnostics.push(match explain(places, text) {
                Some(said) => codes::no_slot(&said.what, &said.way_on),
                None => codes::unknown_slot(text, self.table),
            });
            return Err(Stop);
        }
        Ok(keys.to_vec())
    }

    /// Finds what is held under a text and asked by no document: the reply to a query, given by its id or its slot, the query
    /// itself, or an answer that nothing asks for any more.
    pub fn find_held(&self, text: &str) -> Vec<AnswerKey> {
        let named = queries(self.answers).find(|query| **query.id == *text);
        if let Some(query) = named {
            return vec![query.reply_key];
        }
        let unasked = self.answers.iter().map(|(key, _)| key);
        let unasked = unasked.filter(|key| self.asked(key).is_none());
        let unasked = unasked.filter(|key| key.text() == text || key.slot.text() == text);
        unasked.cloned().collect()
    }

    /// Returns what is asked under a key that [`Desk::find`] gave.
    pub fn asked(&self, key: &AnswerKey) -> Option<&'a Asked> {
        self.table.get(key)
    }

    /// Returns a value as somebody fills it in now.
    pub fn stamp(&self, key: &AnswerKey, asked: &Asked, value: &str, by: &str) -> Filled {
        Filled {
            value: value.to_owned(),
            meaning: asked.question.meaning_digest(),
            wording: asked.question.wording_digest(),
            on: self.standings.on(key),
            by: by.to_owned(),
        }
    }

    /// Returns the question of a key as a file, if it is not on record yet.
    pub fn question_file(&self, asked: &Asked) -> Option<(String, Option<Vec<u8>>)> {
        let path = question_path(asked.question.meaning_digest());
        if matches!(Disk.kind(&self.folder.join(&path)), Ok(Some(_))) {
            return None;
        }
        let mut bytes = serde_json::to_vec_pretty(&asked.question.meaning).ok()?;
        bytes.push(b'\n');
        Some((path, Some(bytes)))
    }

    /// Says whether the party of the folder holds an office.
    pub fn holds(&self, office: Office) -> bool {
        let holder = holder_of(self.basis.scheme, office);
        holder.is_some_and(|party| *party == *self.dossier.head.holder)
    }

    /// Returns the key of the party that fills in a slot, asked or not; `None` where the edition names nobody.
    pub fn owner(&self, slot: &Slot) -> Option<Text> {
        let scheme = self.basis.scheme;
        party_of(scheme, slot).map(|party| scheme.parties[party].key.clone())
    }

    /// Returns the key of the party that answers.
    pub fn party(&self, asked: &Asked) -> Text {
        self.key_of(asked.party).unwrap_or_else(|| ANYBODY.into())
    }

    /// Returns the key of the party that answers in a slot, which nothing needs to ask for; `None` if anybody may.
    pub fn party_of(&self, slot: &Slot) -> Option<Text> {
        self.key_of(party_of(self.basis.scheme, slot))
    }

    /// Returns the key of the party in whose folder an answer is kept.
    pub fn home(&self, slot: &Slot) -> Text {
        self.party_of(slot).unwrap_or_else(|| ANYBODY.into())
    }

    fn key_of(&self, party: Option<PartyId>) -> Option<Text> {
        party.map(|party| self.basis.scheme.parties[party].key.clone())
    }
}
