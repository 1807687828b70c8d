//! Writes changes into the folder of a dossier.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::codes;
use super::folder::{Dossier, State};
use super::load::is_dossier;
use super::paths::{HEAD_FILE, answers_path, journal_path};
use super::pending::{Change as FileChange, commit, finish, make_folders};
use crate::answers::{
    AnswerKey, AnswerSet, Cause, Digest, Exchange, Head, Item, JournalLine, replay,
};
use crate::diag::Diagnostic;
use crate::intake::{Comments, HeldDraft, Journal, render_answers, render_head};
use crate::project::files::{FileSystem, Kind};
use crate::project::names::shown;
use crate::source::Text;

/// Changes of a dossier that are made together, or not at all.
#[derive(Debug, Clone, Copy, Default)]
pub struct DossierChanges<'c> {
    /// Changes of answers, as lines of the journal, in order, each with the party in whose folder the answer is kept. What a change says was held
    /// before is replaced by what the journal leads to; a change to what is held already is passed
    /// over, unless it confirms, a reason is given for it, or such a change is undone.
    pub lines: &'c [(Text, JournalLine)],
    /// What goes out or comes in, each before the change with this number.
    pub exchanges: &'c [(usize, Exchange)],
    /// A new head.
    pub head: Option<&'c Head>,
    /// Other files, by their path below the folder, with forward slashes, and their new content; `None` removes one.
    pub files: &'c [(String, Option<Vec<u8>>)],
    /// What some of these files held when they were read, by path; `None` where there was no file. If one holds something else
    /// now, nothing is written.
    pub read: &'c [(String, Option<Digest>)],
}

/// Writes a new dossier into a folder, which is made if it does not exist.
///
/// # Errors
/// Returns what is in the way. The folder is then as it was.
pub fn create_dossier(
    files: &dyn FileSystem,
    folder: &Path,
    head: &Head,
    others: &[(String, Option<Vec<u8>>)],
) -> Result<(), Box<Diagnostic>> {
    if is_dossier(files, folder) {
        return Err(Box::new(codes::occupied(&shown(folder))));
    }
    // A folder can be held as soon as it is there.
    let is_new = matches!(files.kind(folder), Ok(None));
    make_folders(files, folder).map_err(|error| Box::new(codes::failed(&shown(folder), &error)))?;
    let changes = DossierChanges {
        head: Some(head),
        files: others,
        ..DossierChanges::default()
    };
    let outcome = write_dossier(files, folder, &Dossier::new(head.clone()), &changes);
    if outcome.is_err() && is_new {
        // It stays if anything is in it.
        let _ = files.remove_folder(folder);
    }
    outcome
}

/// Writes changes of a dossier that was loaded as `before`. Only the files of what changed are written; what somebody wrote
/// into them by hand stays, comments too.
///
/// # Errors
/// Returns what is in the way, or that another program changed the dossier meanwhile. The folder is then as it was, or the
/// report says that the next command will finish the change.
pub fn write_dossier(
    files: &dyn FileSystem,
    folder: &Path,
    before: &Dossier,
    changes: &DossierChanges<'_>,
) -> Result<(), Box<Diagnostic>> {
    if before.state == State::Broken {
        return Err(Box::new(codes::broken(&shown(folder))));
    }
    let held = files.hold(folder);
    let _held = held.map_err(|error| Box::new(codes::failed(&shown(folder), &error)))?;
    finish(files, folder)?;
    let texts = texts_of(before, changes);
    check_unchanged(files, folder, before, &texts)?;
    check_read(files, folder, changes.read)?;
    let texts = texts.iter().map(|(path, text)| {
        let bytes = text.as_ref().map(String::as_bytes);
        (path.clone(), bytes)
    });
    let others = changes.files.iter();
    let others = others.map(|(path, bytes)| (path.clone(), bytes.as_deref()));
    let all: Vec<FileChange<'_>> = texts.chain(others).collect();
    if all.is_empty() {
        return Ok(());
    }
    commit(files, folder, &all)
}

/// The texts of files by path; `None` where no answer is left in one.
type Texts = BTreeMap<String, Option<String>>;

/// Returns the texts that a change alters.
fn texts_of(before: &Dossier, changes: &DossierChanges<'_>) -> Texts {
    let mut texts = Texts::new();
    let mut after = After::new(before);
    let mut exchanges = changes.exchanges.iter().peekable();
    for (number, (party, entry)) in changes.lines.iter().enumerate() {
        while let Some((_, exchange)) = exchanges.next_if(|(before, _)| *before <= number) {
            after.exchange(exchange);
        }
        after.apply(party, entry);
    }
    exchanges.for_each(|(_, exchange)| after.exchange(exchange));
    for ((party, item), answers) in after.files() {
        let path = answers_path(&party, &item);
        let comments = comments_of(before, &path, &answers);
        let is_left = !answers.is_empty() || !comments.is_empty();
        let text = is_left.then(|| render_answers(&item, answers, &comments));
        texts.insert(path, text);
    }
    if after.journal.head() != before.journal.head() {
        let path = journal_path(&before.head.holder);
        texts.insert(path, Some(after.journal.text().to_owned()));
    }
    if let Some(head) = changes.head {
        let mut text = before.head_comments.join("\n");
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(&render_head(head));
        texts.insert(HEAD_FILE.to_owned(), Some(text));
    }
    texts.retain(|path, text| {
        let digest = text.as_deref().map(Digest::of);
        digest.as_ref() != before.read.get(path)
    });
    texts
}

/// Returns what people wrote beside the answers of a file. What stood beside one that is no longer in it stands below the others.
fn comments_of(
    before: &Dossier,
    path: &str,
    answers: &BTreeMap<&AnswerKey, &HeldDraft>,
) -> Comments {
    let Some(known) = before.comments.get(path) else {
        return Comments::default();
    };
    let mut comments = Comments {
        of: BTreeMap::new(),
        ..known.clone()
    };
    for (key, own) in &known.of {
        if answers.contains_key(key) {
            comments.of.insert(key.clone(), own.clone());
            continue;
        }
        // The models of one record have the same, and are beside one another in this order.
        let fresh = own.iter().filter(|one| !comments.tail.contains(one));
        let fresh: Vec<String> = fresh.cloned().collect();
        comments.tail.extend(fresh);
    }
    comments
}

/// What a dossier holds after some changes.
struct After {
    /// What the files hold, with the party in whose folder it is.
    held: BTreeMap<AnswerKey, (Text, HeldDraft)>,
    /// What the journal leads to.
    recorded: AnswerSet,
    journal: Journal,
    /// The number of the command of the last line, with its cause if this run made it.
    command: (usize, Option<Cause>),
    /// The files that changes touch.
    touched: BTreeSet<(Text, Item)>,
}

impl After {
    fn new(before: &Dossier) -> Self {
        let stamped = before.answers.iter();
        let stamped = stamped.map(|(key, held)| (key, HeldDraft::from(held)));
        let unstamped = before.unstamped.iter();
        let all = stamped.chain(unstamped.map(|(key, held)| (key, held.clone())));
        let held = all.filter_map(|(key, held)| {
            let party = before.party(key)?.clone();
            Some((key.clone(), (party, held)))
        });
        Self {
            held: held.collect(),
            recorded: replay(before.journal.lines()),
            journal: before.journal.clone(),
            command: (before.journal.last_command(), None),
            touched: BTreeSet::new(),
        }
    }

    fn apply(&mut self, party: &Text, line: &JournalLine) {
        let key = &line.change.key;
        let item = key.item();
        let after = line.change.after.clone();
        if let Some((home, _)) = self.held.remove(key) {
            self.touched.insert((home, item.clone()));
        }
        if let Some(after) = &after {
            self.touched.insert((party.clone(), item));
            let held = (party.clone(), after.into());
            self.held.insert(key.clone(), held);
        }
        let before = self.recorded.set(key.clone(), after.clone());
        // What somebody confirms or gives a reason for is kept, though nothing changes, and that it was taken back too.
        let is_said = line.why.is_some() || matches!(line.cause, Cause::Confirm | Cause::Undo);
        if before != after || is_said {
            let mut line = line.clone();
            line.change.before = before;
            line.command = self.number(line.cause);
            self.journal.append(line);
        }
    }

    fn exchange(&mut self, exchange: &Exchange) {
        let mut exchange = exchange.clone();
        exchange.command = self.number(exchange.what.cause());
        self.journal.append_exchange(exchange);
    }

    /// Returns the number of a command. Edits by hand that a command records are a command before it; an import moves answers as an
    /// update does, and is one command.
    fn number(&mut self, cause: Cause) -> usize {
        let (number, before) = self.command;
        let is_same = before == Some(cause) || before.is_some_and(|before| before != Cause::Edit);
        let number = if is_same { number } else { number + 1 };
        self.command = (number, Some(cause));
        number
    }

    /// Returns what is in each file that changes touch.
    fn files(&self) -> BTreeMap<(Text, Item), BTreeMap<&AnswerKey, &HeldDraft>> {
        let touched = self.touched.iter().cloned();
        let mut files: BTreeMap<_, BTreeMap<_, _>> =
            touched.map(|file| (file, BTreeMap::new())).collect();
        for (key, (party, held)) in &self.held {
            if let Some(file) = files.get_mut(&(party.clone(), key.item())) {
                file.insert(key, held);
            }
        }
        files
    }
}

/// Reports a file that is no longer as it was loaded.
fn check_unchanged(
    files: &dyn FileSystem,
    folder: &Path,
    before: &Dossier,
    touched: &Texts,
) -> Result<(), Box<Diagnostic>> {
    let always = [HEAD_FILE.to_owned(), journal_path(&before.head.holder)];
    for path in touched.keys().chain(&always) {
        check_digest(files, &folder.join(path), before.read.get(path))?;
    }
    Ok(())
}

/// Reports a file beside answers that is no longer as it was read.
fn check_read(
    files: &dyn FileSystem,
    folder: &Path,
    read: &[(String, Option<Digest>)],
) -> Result<(), Box<Diagnostic>> {
    let mut all = read.iter();
    all.try_for_each(|(path, digest)| check_digest(files, &folder.join(path), digest.as_ref()))
}

fn check_digest(
    files: &dyn FileSystem,
    target: &Path,
    known: Option<&Digest>,
) -> Result<(), Box<Diagnostic>> {
    let now = digest_of_file(files, target)?;
    if now.as_ref() == known {
        Ok(())
    } else {
        Err(Box::new(codes::meanwhile(&shown(target))))
    }
}

/// Returns the digest of a file as a dossier compares it; `None` where there is no file.
///
/// # Errors
/// Returns why it cannot be read.
pub fn digest_of_file(
    files: &dyn FileSystem,
    target: &Path,
) -> Result<Option<Digest>, Box<Diagnostic>> {
    let failed = |error| Box::new(codes::failed(&shown(target), &error));
    Ok(match files.kind(target).map_err(failed)? {
        Some(Kind::File) => {
            let bytes = files.read(target).map_err(failed)?;
            Some(Digest::of(&String::from_utf8_lossy(&bytes)))
        }
        // What is no file is reported where it would be changed.
        None | Some(Kind::Folder | Kind::Dangling | Kind::Other) => None,
    })
}
