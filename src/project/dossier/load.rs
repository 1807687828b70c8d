//! Loads a dossier from its folder.

use std::collections::BTreeSet;
use std::path::Path;

use super::codes;
use super::folder::{Dossier, HandEdit, Home, State};
use super::paths::{ANSWERS, ASIDE_FILE, HEAD_FILE, answers_path, journal_path};
use super::pending::finish;
use crate::answers::{Digest, replay};
use crate::diag::{Checked, Diagnostic, Diagnostics};
use crate::intake::{
    AnswersDraft, Journal, answered_twice, check_people, head_comments, read_answers, read_aside,
    read_head,
};
use crate::project::files::{FileSystem, Kind};
use crate::project::load::{find_files, load_text};
use crate::project::names::shown;
use crate::source::{FileId, Place, Sources, Span, Text};

/// Says whether a folder holds a dossier.
pub fn is_dossier(files: &dyn FileSystem, folder: &Path) -> bool {
    matches!(files.kind(&folder.join(HEAD_FILE)), Ok(Some(Kind::File)))
}

/// Loads a dossier; `None` if its id or its changes so far could not be read.
///
/// A change that was interrupted is finished first. Waits until no other program writes into the folder.
pub fn load_dossier(
    files: &dyn FileSystem,
    sources: &mut Sources,
    folder: &Path,
) -> Checked<Option<Dossier>> {
    let mut loader = Loader {
        files,
        sources,
        folder,
        diagnostics: Diagnostics::new(),
    };
    let dossier = loader.load();
    Checked::new(dossier.ok(), loader.diagnostics)
}

/// Returns the head of the journal of a dossier as it is on the disk: the hash of its last line, or the id of the dossier.
///
/// # Errors
/// Returns why it cannot be read.
pub fn journal_head(
    files: &dyn FileSystem,
    folder: &Path,
    dossier: &Dossier,
) -> Result<String, Box<Diagnostic>> {
    let path = folder.join(journal_path(&dossier.head.holder));
    let bytes = files.read(&path);
    let bytes = bytes.map_err(|error| Box::new(codes::failed(&shown(&path), &error)))?;
    Ok(Journal::head_of(
        dossier.head.id,
        &String::from_utf8_lossy(&bytes),
    ))
}

/// Loading ended early, for a reason that has been reported.
struct Stop;

struct Loader<'l> {
    files: &'l dyn FileSystem,
    sources: &'l mut Sources,
    folder: &'l Path,
    diagnostics: Diagnostics,
}

impl Loader<'_> {
    fn load(&mut self) -> Result<Dossier, Stop> {
        // What is not there, or is no folder, is reported when its head is read.
        let _held = self
            .files
            .hold(self.folder)
            .map_err(|error| self.stop(codes::failed(&shown(self.folder), &error)))?;
        finish(self.files, self.folder).map_err(|found| self.stop(*found))?;
        let (file, text) = self.read(HEAD_FILE)?;
        let head = self.diagnostics.take(read_head(file, &text)).ok_or(Stop)?;
        let mut dossier = Dossier::new(head);
        dossier.head_comments = head_comments(file, &text);
        dossier.read.insert(HEAD_FILE.to_owned(), Digest::of(&text));
        self.load_journal(&mut dossier)?;
        self.load_aside(&mut dossier)?;
        if self.load_answers(&mut dossier).is_err() || self.diagnostics.has_errors() {
            dossier.state = State::Broken;
        }
        Ok(dossier)
    }

    fn stop(&mut self, report: Diagnostic) -> Stop {
        self.diagnostics.push(report);
        Stop
    }

    /// Reads a file, by its path below the folder.
    fn read(&mut self, path: &str) -> Result<(FileId, Text), Stop> {
        let loaded = load_text(self.files, self.sources, &self.folder.join(path));
        let file = loaded.map_err(|found| self.stop(*found))?;
        let text = self.sources.get(file).map(|file| file.shared().clone());
        Ok((file, text.ok_or(Stop)?))
    }

    fn load_journal(&mut self, dossier: &mut Dossier) -> Result<(), Stop> {
        let path = journal_path(&dossier.head.holder);
        if matches!(self.files.kind(&self.folder.join(&path)), Ok(None)) {
            return Ok(());
        }
        let (file, text) = self.read(&path)?;
        let read = Journal::read(dossier.head.id, file, &text);
        let is_broken = read.diagnostics.has_errors();
        dossier.journal = self.diagnostics.take(read);
        dossier.read.insert(path, Digest::of(&text));
        if is_broken { Err(Stop) } else { Ok(()) }
    }

    fn load_aside(&mut self, dossier: &mut Dossier) -> Result<(), Stop> {
        if matches!(self.files.kind(&self.folder.join(ASIDE_FILE)), Ok(None)) {
            return Ok(());
        }
        let (file, text) = self.read(ASIDE_FILE)?;
        dossier.aside = self.diagnostics.take(read_aside(file, &text));
        Ok(())
    }

    fn load_answers(&mut self, dossier: &mut Dossier) -> Result<(), Stop> {
        let root = self.folder.join(ANSWERS);
        if matches!(self.files.kind(&root), Ok(None)) {
            find_edits(dossier);
            return Ok(());
        }
        let is_answers = |path: &Path| path.extension().is_some_and(|end| end == "yaml");
        let found = self
            .diagnostics
            .take(find_files(self.files, &root, is_answers));
        let before = self.diagnostics.len();
        for path in found {
            self.load_file(dossier, &path);
        }
        if self.diagnostics.has_errors() && self.diagnostics.len() > before {
            return Err(Stop);
        }
        find_edits(dossier);
        Ok(())
    }

    /// Loads a file of answers.
    fn load_file(&mut self, dossier: &mut Dossier, path: &Path) {
        let below = shown(path.strip_prefix(self.folder).unwrap_or(path));
        let Ok((file, text)) = self.read(&below) else {
            return;
        };
        dossier.read.insert(below.clone(), Digest::of(&text));
        let Some(draft) = self.diagnostics.take(read_answers(file, &text)) else {
            return;
        };
        let party = below.split('/').nth(1).unwrap_or_default();
        let expected = answers_path(party, &draft.item);
        if below != expected {
            let place = Place::new(file, Span::new(0, 0));
            let report = codes::misnamed(place, &below, &expected);
            self.diagnostics.push(report);
        }
        if !draft.comments.is_empty() {
            dossier
                .comments
                .insert(below.clone(), draft.comments.clone());
        }
        self.add(dossier, draft, &party.into());
    }

    fn add(&mut self, dossier: &mut Dossier, draft: AnswersDraft, party: &Text) {
        self.diagnostics.append(check_people(&dossier.head, &draft));
        for (key, (held, place)) in draft.answers {
            let party = party.clone();
            if let Some(first) = dossier.homes.get(&key) {
                let report = answered_twice(place, first.place, &key.text());
                self.diagnostics.push(report);
                continue;
            }
            dossier.homes.insert(key.clone(), Home { party, place });
            match held.stamped() {
                Some(stamped) => drop(dossier.answers.set(key, Some(stamped))),
                None => drop(dossier.unstamped.insert(key, held)),
            }
        }
    }
}

/// Finds where the files say something else than the journal leads to.
fn find_edits(dossier: &mut Dossier) {
    let recorded = replay(dossier.journal.lines());
    let keys: BTreeSet<_> = recorded
        .iter()
        .map(|(key, _)| key)
        .chain(dossier.homes.keys())
        .collect();
    let mut edits = Vec::new();
    for key in keys {
        let (before, after) = (recorded.get(key), dossier.answers.get(key));
        let unstamped = dossier.unstamped.get(key);
        if before != after || unstamped.is_some() {
            edits.push(HandEdit {
                key: key.clone(),
                before: before.cloned(),
                after: unstamped.cloned().or_else(|| after.map(Into::into)),
                place: dossier.place(key),
            });
        }
    }
    dossier.edits = edits;
}
