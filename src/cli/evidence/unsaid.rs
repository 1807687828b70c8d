//! What is said of evidence without a kind: who sees it, or why a party does not.

use std::collections::BTreeSet;

use crate::answers::EvidenceNumber;
use crate::diag::list_some;
use crate::intake::Withheld;
use crate::model::{Office, Scheme};

/// What is said of evidence without a kind.
#[derive(Debug)]
pub(in crate::cli) struct Unsaid {
    /// Who sees it, or does not.
    pub what: String,
    /// What to do about it.
    pub way_on: String,
}

impl Unsaid {
    /// Returns it as a line.
    pub fn line(&self) -> String {
        format!("{}: {}", self.what, self.way_on)
    }
}

/// Says who sees evidence without a kind that a party registers. `numbers` are those of one register or more.
pub(super) fn no_kind(
    scheme: &Scheme,
    party: &str,
    (numbers, register): (&BTreeSet<EvidenceNumber>, &str),
) -> Unsaid {
    let applicant = scheme.edition.offices.holder(Office::Applicant);
    let words = Words::of(numbers);
    if applicant.is_none_or(|applicant| scheme.parties.key(applicant) == party) {
        return unseen(&words, register);
    }
    let Words {
        named,
        have,
        them,
        their,
    } = words;
    Unsaid {
        what: format!(
            "{named} {have} no kind, so that those who judge later see {them}, and so does whoever gets an answer that refers to {them}"
        ),
        way_on: format!(
            "to let the scheme say who sees {them}, write {their} `kind` in {register}, or register the file again with `--for KIND`"
        ),
    }
}

/// Says why evidence without a kind is not seen by a party; `None` where its kinds say it.
pub(in crate::cli) fn not_sent(
    why: Withheld,
    to: &str,
    (numbers, register): (&BTreeSet<EvidenceNumber>, &str),
) -> Option<Unsaid> {
    let words = Words::of(numbers);
    let Words {
        named,
        have,
        them,
        their,
    } = &words;
    match why {
        Withheld::ByKind => None,
        Withheld::WithoutKind => Some(unseen(&words, register)),
        Withheld::Uncited => Some(Unsaid {
            what: format!(
                "{named} {have} no kind, and no answer that `{to}` may see refers to {them}"
            ),
            way_on: format!("refer to {them} in an answer, or write {their} `kind` in {register}"),
        }),
        Withheld::CitedAside => Some(Unsaid {
            what: format!(
                "{named} {have} no kind, and an answer that `{to}` may not see refers to {them}"
            ),
            way_on: format!("write {their} `kind` in {register}, or refer to another piece there"),
        }),
    }
}

fn unseen(words: &Words, register: &str) -> Unsaid {
    let Words {
        named,
        have,
        them,
        their,
    } = words;
    Unsaid {
        what: format!("{named} {have} no kind, so that nobody else may see {them}"),
        way_on: format!(
            "write {their} `kind` in {register}, or register the file again with `--for KIND`"
        ),
    }
}

/// The words for one piece or more.
struct Words {
    named: String,
    have: &'static str,
    them: &'static str,
    their: &'static str,
}

impl Words {
    fn of(numbers: &BTreeSet<EvidenceNumber>) -> Self {
        let [have, them, their] = if numbers.len() == 1 {
            ["has", "it", "its"]
        } else {
            ["have", "them", "their"]
        };
        let texts: Vec<String> = numbers.iter().map(ToString::to_string).collect();
        Self {
            named: list_some(texts.iter().map(String::as_str), SHOWN),
            have,
            them,
            their,
        }
    }
}

/// The greatest number of pieces that a line names.
const SHOWN: usize = 8;
