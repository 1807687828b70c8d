//! What documents show in their blanks: the answers of a dossier in their places.

use std::collections::BTreeMap;

use serde::Serialize;

use super::standing::{Standing, Standings};
use super::{Asked, AskedTable};
use crate::answers::{AnswerKey, AnswerSet, Held, compared};
use crate::view::answered_blanks::AnsweredBlanks;
use crate::view::blank::Blank;
use crate::view::paper::PaperView;

/// What is filled in in a blank.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FilledView {
    /// The value as it was typed; of a choice, its key. `None` where models have different ones.
    pub value: Option<String>,
    /// The words printed: the value, the title of a choice, or each value with the models that have it.
    pub shown: String,
    /// How it stands: the standing of its models that needs most attention.
    #[serde(flatten)]
    pub standing: Standing,
    /// Whether it was kept over another value in the product file.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub kept: bool,
    /// The word for the verdict that follows from what is recorded, where nobody gave that verdict: it stands in the place of
    /// one that is not given, or another one was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub follows: Option<String>,
    /// What is to be known of a result beside its word.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<ResultNote>,
}

/// What is to be known of a result beside its word.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum ResultNote {
    /// It was obtained for something else than is tested now, and still holds.
    CarriedOver {
        /// Who says so.
        by: String,
        /// Why.
        why: String,
    },
    /// A later round of tests covers it: that result counts.
    Superseded {
        /// The number of the round.
        round: u32,
    },
}

/// What is filled in, by the text of its blank. Blanks that are empty are not there.
pub type FilledBlanks = BTreeMap<String, FilledView>;

/// What a dossier adds to the documents of a build, by the key of the document. Those that are empty need not be there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FilledDocuments {
    /// What is filled in.
    pub blanks: BTreeMap<String, FilledBlanks>,
    /// How far each has come, where somebody has checked, approved or issued it.
    pub papers: BTreeMap<String, PaperView>,
}

impl FromIterator<(String, FilledBlanks)> for FilledDocuments {
    fn from_iter<I: IntoIterator<Item = (String, FilledBlanks)>>(documents: I) -> Self {
        Self {
            blanks: documents.into_iter().collect(),
            papers: BTreeMap::new(),
        }
    }
}

/// Puts answers into the blanks of documents.
pub fn fill_blanks<'r>(
    blanks: impl IntoIterator<Item = &'r Blank>,
    table: &AskedTable,
    answers: &AnswerSet,
    standings: &Standings<'_>,
) -> FilledBlanks {
    let mut filled = FilledBlanks::new();
    for blank in blanks {
        let keys: Vec<AnswerKey> = blank.keys().collect();
        if let Some(view) = fill(&keys, table, answers, standings) {
            filled.insert(blank.text(), view);
        }
    }
    filled
}

/// Returns the blanks of documents that are filled in for each of their models, whether or not the answer is to review.
pub fn answered_in(documents: &FilledDocuments) -> AnsweredBlanks {
    let filled = documents.blanks.values().flatten();
    let whole = filled.filter(|(_, view)| view.standing != Standing::Missing);
    AnsweredBlanks::of(whole.map(|(blank, view)| (blank.clone(), view.value.clone())))
}

/// A value, and the models that have it.
struct Given<'a> {
    /// As the first of them typed it.
    typed: &'a str,
    compared: String,
    title: String,
    models: Vec<&'a str>,
}

fn fill(
    keys: &[AnswerKey],
    table: &AskedTable,
    answers: &AnswerSet,
    standings: &Standings<'_>,
) -> Option<FilledView> {
    let mut given: Vec<Given<'_>> = Vec::new();
    let mut standing = Standing::Answered;
    let mut kept = false;
    for key in keys {
        let asked = table.get(key)?;
        gather(key, asked, (answers, standings), &mut given);
        kept |= standings.kept_over(key, asked).is_some();
        let own = standings.standing(key, asked);
        if own.urgency() > standing.urgency() {
            standing = own;
        }
    }
    let follows = keys
        .iter()
        .find_map(|key| word_that_follows(key, table, answers, standings));
    let Some(first) = given.first() else {
        return follows.map(|word| FilledView {
            value: None,
            shown: String::new(),
            standing: Standing::Missing,
            kept: false,
            follows: Some(word),
            note: None,
        });
    };
    let is_shared = given.len() == 1 && first.models.len() == keys.len();
    let value = is_shared.then(|| first.typed.to_owned());
    let shown = given.iter().map(|one| {
        if is_shared || one.models.iter().all(|model| model.is_empty()) {
            one.title.clone()
        } else {
            format!("{} ({})", one.title, one.models.join(", "))
        }
    });
    let shown: Vec<String> = shown.collect();
    Some(FilledView {
        value,
        shown: shown.join("; "),
        standing,
        kept,
        follows,
        note: keys.iter().find_map(|key| note_on(key, standings)),
    })
}

fn note_on(key: &AnswerKey, standings: &Standings<'_>) -> Option<ResultNote> {
    if let Some(round) = standings.superseded(key) {
        return Some(ResultNote::Superseded { round });
    }
    let reason = standings.carried_over(key)?;
    Some(ResultNote::CarriedOver {
        by: reason.by.clone(),
        why: reason.value.clone(),
    })
}

/// Returns the word for the verdict under a key that follows from the recorded results; `None` if somebody gave that verdict.
fn word_that_follows(
    key: &AnswerKey,
    table: &AskedTable,
    answers: &AnswerSet,
    standings: &Standings<'_>,
) -> Option<String> {
    let asked = table.get(key)?;
    let given = match answers.get(key) {
        None => None,
        Some(Held::Value(filled)) => asked.shape.class_of(&filled.value),
        Some(Held::Conflict(_)) => return None,
    };
    standings.against(key, asked, given).map(str::to_owned)
}

/// Adds the values of a key to those of others, in order, each once.
fn gather<'a>(
    key: &'a AnswerKey,
    asked: &'a Asked,
    (answers, standings): (&'a AnswerSet, &Standings<'_>),
    given: &mut Vec<Given<'a>>,
) {
    let model = key.model.as_deref().unwrap_or_default();
    let mut add = |typed: &'a str| {
        let compared = compared(typed);
        match given.iter_mut().find(|known| known.compared == compared) {
            Some(known) => known.models.push(model),
            None => given.push(Given {
                typed,
                title: title_of(asked, typed),
                compared,
                models: vec![model],
            }),
        }
    };
    if let Some(held) = answers.get(key) {
        for one in held.values() {
            add(&one.value);
        }
    } else if let Some(class) = standings.follows(key)
        && let Some(option) = asked.shape.option_of(class)
    {
        add(&option.key);
    }
}

fn title_of(asked: &Asked, value: &str) -> String {
    let mut options = asked.shape.options().iter();
    let option = options.find(|option| option.key == value);
    option.map_or_else(|| value.to_owned(), |option| option.title.clone())
}

impl Standing {
    /// Returns how much attention it needs; more is more.
    pub(in crate::view) fn urgency(&self) -> u8 {
        match self {
            Self::Answered => 0,
            Self::Undecided(_) => 1,
            Self::ToReview(_) => 2,
            Self::Missing => 3,
            Self::Conflict => 4,
        }
    }
}
