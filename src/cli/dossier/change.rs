//! Changes that somebody makes by a command.
#![expect(
    clippy::result_large_err,
    reason = "a report ends the command, so that none is made often"
)]

use std::collections::BTreeMap;

use super::codes;
use super::desk::{ANYBODY, Desk};
use super::stamps::{stamp_draft, unasked};
use crate::answers::{
    AnswerKey, Cause, Change, Digest, Exchange, Exchanged, Filled, Head, Held, JournalLine,
    Timestamp,
};
use crate::cli::session::Stop;
use crate::diag::{Diagnostic, Diagnostics};
use crate::intake::{FilledDraft, HeldDraft};
use crate::merge::History;
use crate::project::{Disk, DossierChanges, HandEdit, write_dossier};
use crate::source::Text;

/// Somebody who changes a dossier, and when.
pub(in crate::cli) struct Author<'d> {
    desk: &'d Desk<'d>,
    person: String,
    /// The key of the party for which the person works.
    party: String,
    when: Timestamp,
    lines: Vec<(Text, JournalLine)>,
    exchanges: Vec<(usize, Exchange)>,
    head: Option<Head>,
    files: BTreeMap<String, Option<Vec<u8>>>,
    /// What files held when they were read.
    read: BTreeMap<String, Option<Digest>>,
}

impl<'d> Author<'d> {
    /// Finds the person who makes a change. What somebody edited by hand before is recorded first.
    ///
    /// # Errors
    /// Reports a person whom the dossier does not name, and edits of what another party answers.
    pub fn find(
        desk: &'d Desk<'d>,
        person: &str,
        diagnostics: &mut Diagnostics,
    ) -> Result<Self, Stop> {
        let head = &desk.dossier.head;
        let found = head.people.get(person);
        let found = found.ok_or_else(|| codes::unknown_person(person, head));
        let when = super::clock::now().ok_or_else(codes::no_clock);
        let (found, when) = match (found, when) {
            (Ok(found), Ok(when)) => (found, when),
            (Err(report), _) | (_, Err(report)) => {
                diagnostics.push(report);
                return Err(Stop);
            }
        };
        let mut author = Self {
            desk,
            person: person.to_owned(),
            party: found.party.clone(),
            when,
            lines: Vec::new(),
            exchanges: Vec::new(),
            head: None,
            files: BTreeMap::new(),
            read: BTreeMap::new(),
        };
        for edit in &desk.dossier.edits {
            if let Err(report) = author.record_edit(edit) {
                diagnostics.push(report);
            }
        }
        if diagnostics.has_errors() {
            return Err(Stop);
        }
        Ok(author)
    }

    /// Says whether the person may fill in a slot.
    ///
    /// # Errors
    /// Returns the report that another party answers.
    pub fn may_answer(&self, key: &AnswerKey) -> Result<(), Diagnostic> {
        let party = match self.desk.party_of(&key.slot) {
            None => return Ok(()),
            Some(party) if *party == *self.party => return Ok(()),
            Some(party) => party,
        };
        Err(codes::other_party(
            &key.text(),
            &party,
            &self.person,
            &self.party,
        ))
    }

    /// Says whether the person may change what is held. A query, or what nothing asks for any more, is changed by the party in whose
    /// folder it is.
    ///
    /// # Errors
    /// Returns the report that it is of another party.
    pub fn may_change(&self, key: &AnswerKey) -> Result<(), Diagnostic> {
        self.may_answer(key)?;
        let home = self.desk.dossier.party(key);
        let home = home.filter(|_| self.desk.party_of(&key.slot).is_none());
        match home.filter(|home| ***home != *self.party && ***home != *ANYBODY) {
            None => Ok(()),
            Some(home) => Err(codes::other_party(
                &key.text(),
                home,
                &self.person,
                &self.party,
            )),
        }
    }

    /// Fills in a value, or empties the slot.
    pub fn fill(&mut self, key: &AnswerKey, value: Option<&str>, cause: Cause, why: Option<&str>) {
        let Some(asked) = self.desk.asked(key) else {
            return;
        };
        let filled = value.map(|value| self.desk.stamp(key, asked, value, &self.person));
        self.set(key, filled.map(Held::Value), cause, why);
    }

    /// Returns the moment of the change.
    pub fn when(&self) -> &Timestamp {
        &self.when
    }

    /// Returns the key of the person.
    pub fn person(&self) -> &str {
        &self.person
    }

    /// Returns the key of the party for which the person works.
    pub fn party(&self) -> &str {
        &self.party
    }

    /// Returns what the folder knows about its answers, with the changes so far.
    pub fn history(&self) -> History {
        let mut history = self.desk.dossier.history();
        for (_, entry) in &self.lines {
            history.enter(entry);
        }
        history
    }

    /// Notes what goes out or comes in, after the changes so far.
    pub fn exchange(&mut self, what: Exchanged) {
        let exchange = Exchange {
            when: self.when.clone(),
            who: self.person.clone(),
            // Whoever writes the journal numbers the commands.
            command: 0,
            what,
        };
        self.exchanges.push((self.lines.len(), exchange));
    }

    /// Sets what a slot holds, in the folder of the party that answers.
    pub fn set(&mut self, key: &AnswerKey, after: Option<Held>, cause: Cause, why: Option<&str>) {
        let desk = self.desk;
        let values = after.as_ref().map(Held::values).unwrap_or_default();
        if let Some(asked) = desk.asked(key) {
            let now = asked.question.meaning_digest();
            let answers_it = values.iter().any(|filled| filled.meaning == now);
            self.files
                .extend(desk.question_file(asked).filter(|_| answers_it));
        }
        let party = match (desk.asked(key), desk.dossier.party(key)) {
            (None, Some(home)) => home.clone(),
            (Some(_), _) | (None, None) => desk.home(&key.slot),
        };
        self.set_for(party, key, after, cause, why);
    }

    /// Sets what a slot holds, in the folder of a party.
    pub fn set_for(
        &mut self,
        party: Text,
        key: &AnswerKey,
        after: Option<Held>,
        cause: Cause,
        why: Option<&str>,
    ) {
        let line = JournalLine {
            when: self.when.clone(),
            who: self.person.clone(),
            // Whoever writes the journal numbers the commands.
            command: 0,
            cause,
            change: Change {
                key: key.clone(),
                before: self.desk.answers.get(key).cloned(),
                after,
            },
            why: why.map(str::to_owned),
        };
        self.lines.push((party, line));
    }

    /// Lets each decision that the person made rest on all that was filled in with it: a table may bring a result and the
    /// verdict on it.
    pub fn decide_together(&mut self) {
        let mut after = self.desk.answers.clone();
        for (_, line) in &self.lines {
            after.set(line.change.key.clone(), line.change.after.clone());
        }
        for (_, line) in &mut self.lines {
            if let Some(Held::Value(filled)) = &mut line.change.after
                && filled.on.is_some()
                && filled.by == self.person
            {
                filled.on = self.desk.standings.on_among(&line.change.key, &after);
            }
        }
    }

    /// Keeps what is asked under a key, as it is put.
    pub fn keep_question(&mut self, key: &AnswerKey) {
        if let Some(asked) = self.desk.asked(key) {
            self.files.extend(self.desk.question_file(asked));
        }
    }

    /// Changes the head of the dossier.
    pub fn change_head(&mut self, head: Head) {
        self.head = Some(head);
    }

    /// Writes a file below the folder of the dossier, or removes one.
    pub fn write_file(&mut self, path: String, bytes: Option<Vec<u8>>) {
        self.files.insert(path, bytes);
    }

    /// Writes a file below the folder of the dossier, if it holds then what it held when it was read; `None` where there was none.
    pub fn replace_file(&mut self, path: String, held: Option<Digest>, bytes: Vec<u8>) {
        self.read.insert(path.clone(), held);
        self.files.insert(path, Some(bytes));
    }

    /// Removes a file below the folder of the dossier, if it holds then what it held when it was read.
    pub fn remove_file(&mut self, path: String, held: Digest) {
        self.read.insert(path.clone(), Some(held));
        self.files.insert(path, None);
    }

    /// Says whether a file is about to be written.
    pub fn writes(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    /// Records what somebody changed in a file. A value that is new answers what is asked now.
    fn record_edit(&mut self, edit: &HandEdit) -> Result<(), Diagnostic> {
        let known = edit.before.as_ref().map(Held::values).unwrap_or_default();
        let values = edit
            .after
            .as_ref()
            .map(HeldDraft::values)
            .unwrap_or_default();
        if values.is_empty() {
            self.may_answer(&edit.key)
                .map_err(|report| report.placed(edit.place))?;
        }
        let values = values
            .iter()
            .map(|draft| self.stamp_draft(&edit.key, draft, known))
            .collect::<Result<Vec<Filled>, Diagnostic>>()
            .map_err(|report| report.placed(edit.place))?;
        self.set(&edit.key, Held::gather(values), Cause::Edit, None);
        Ok(())
    }

    fn stamp_draft(
        &self,
        key: &AnswerKey,
        draft: &FilledDraft,
        known: &[Filled],
    ) -> Result<Filled, Diagnostic> {
        let is_known = known.iter().any(|known| known.value == draft.value);
        if is_known && let Some(stamped) = draft.stamped() {
            return Ok(stamped);
        }
        let by = self.writer(key, draft, is_known)?;
        Ok(match self.desk.asked(key) {
            // A line that stays names the question. Whether the edit was made before that question changed is not known, so that
            // it counts as given to it, and is to review.
            Some(asked) => Filled {
                by,
                ..stamp_draft(asked, draft, || self.desk.standings.on(key))
            },
            None => unasked(draft, by),
        })
    }

    /// Returns who answered by hand: who records it, or if another party answers, whom the file names.
    fn writer(
        &self,
        key: &AnswerKey,
        draft: &FilledDraft,
        is_known: bool,
    ) -> Result<String, Diagnostic> {
        let named = draft.by.as_ref();
        if let Some(named) = named.filter(|_| is_known) {
            return Ok(named.clone());
        }
        let Err(report) = self.may_answer(key) else {
            return Ok(self.person.clone());
        };
        let party = self.desk.home(&key.slot);
        let people = &self.desk.dossier.head.people;
        let named = named.filter(|named| {
            let person = people.get(*named);
            person.is_some_and(|person| *person.party == *party)
        });
        named.cloned().ok_or(report)
    }

    /// Writes the changes; returns how many answers changed.
    ///
    /// # Errors
    /// Reports what is in the way.
    pub fn write(self, diagnostics: &mut Diagnostics) -> Result<usize, Stop> {
        let files: Vec<(String, Option<Vec<u8>>)> = self.files.into_iter().collect();
        let read: Vec<(String, Option<Digest>)> = self.read.into_iter().collect();
        let changes = DossierChanges {
            lines: &self.lines,
            exchanges: &self.exchanges,
            head: self.head.as_ref(),
            files: &files,
            read: &read,
        };
        let written = write_dossier(&Disk, self.desk.folder, self.desk.dossier, &changes);
        written.map_err(|report| {
            diagnostics.push(*report);
            Stop
        })?;
        Ok(self.lines.len())
    }
}
