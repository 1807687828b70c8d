//! A dossier as it was loaded.

use std::collections::BTreeMap;

use crate::answers::{AnswerKey, AnswerSet, Digest, Exchanged, Head, Held, SetAside, Unit};
use crate::intake::{Comments, HeldDraft, Journal, Step};
use crate::merge::History;
use crate::source::{Place, Text};

/// A dossier as it was loaded from its folder.
#[derive(Debug, Clone)]
pub struct Dossier {
    /// Which dossier it is, whose folder, and who works on it.
    pub head: Head,
    /// What the files of answers say, edits by hand included, as far as no line is missing.
    pub answers: AnswerSet,
    /// What somebody wrote by hand without saying by whom, or to what question.
    pub unstamped: BTreeMap<AnswerKey, HeldDraft>,
    /// All changes so far.
    pub journal: Journal,
    /// Where the files say something else than the journal leads to, in the order of the keys.
    pub edits: Vec<HandEdit>,
    /// What came in packages and could not be placed.
    pub aside: Vec<SetAside>,
    /// In whose folder each answer is, and where.
    pub(super) homes: BTreeMap<AnswerKey, Home>,
    /// What people wrote beside the answers, by the path of the file below the folder.
    pub(super) comments: BTreeMap<String, Comments>,
    /// What people wrote into the head.
    pub(super) head_comments: Vec<String>,
    /// The digest of each file that was read, by its path below the folder.
    pub(super) read: BTreeMap<String, Digest>,
    /// Whether all files could be read.
    pub(super) state: State,
}

/// The place of an answer.
#[derive(Debug, Clone)]
pub(super) struct Home {
    pub party: Text,
    pub place: Place,
}

/// Whether all files of a dossier could be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    Whole,
    Broken,
}

/// A change that somebody made in a file of answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandEdit {
    /// The slot and the model.
    pub key: AnswerKey,
    /// What the journal leads to.
    pub before: Option<Held>,
    /// What the file says; `None` where the answer was taken out.
    pub after: Option<HeldDraft>,
    /// Where that is written.
    pub place: Option<Place>,
}

impl Dossier {
    /// Starts a dossier in which nothing is filled in.
    pub(super) fn new(head: Head) -> Self {
        Self {
            journal: Journal::new(head.id),
            head,
            answers: AnswerSet::default(),
            unstamped: BTreeMap::new(),
            edits: Vec::new(),
            aside: Vec::new(),
            homes: BTreeMap::new(),
            comments: BTreeMap::new(),
            head_comments: Vec::new(),
            read: BTreeMap::new(),
            state: State::Whole,
        }
    }

    /// Makes what the folder knows about its answers, from the journal. Edits by hand that no command has recorded are not in
    /// it.
    pub fn history(&self) -> History {
        let mut history = History::default();
        for step in self.journal.steps() {
            match step {
                Step::Changed(line) => history.enter(line),
                Step::Exchanged(exchange) => match &exchange.what {
                    Exchanged::Learned(told) => drop(history.learn(told)),
                    Exchanged::Shared(shared) => {
                        history.share(|key| shared.withheld.binary_search(&Unit::of(key)).is_err());
                    }
                    Exchanged::Received(_)
                    | Exchanged::Replaced(_)
                    | Exchanged::Filed(_)
                    | Exchanged::Paper(_) => {}
                },
            }
        }
        history
    }

    /// Returns the party in whose folder an answer is.
    pub fn party(&self, key: &AnswerKey) -> Option<&Text> {
        self.homes.get(key).map(|home| &home.party)
    }

    /// Returns the place of an answer in its file.
    pub fn place(&self, key: &AnswerKey) -> Option<Place> {
        self.homes.get(key).map(|home| home.place)
    }
}
