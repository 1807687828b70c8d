//! Papers of a dossier on their way: who checked and approved them, and what was issued.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::exchange::{Exchange, Exchanged};
use super::paper_step::{Attached, Issued, PaperAct, PaperStep, Signed};
use super::register::FileHash;

/// What the manifest of an issue says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IssueManifest {
    /// The form of the manifest.
    pub schema: String,
    /// The id of the dossier.
    pub dossier: String,
    /// The edition.
    pub edition: String,
    /// The level; empty if the edition has none.
    pub level: String,
    /// The product.
    pub product: String,
    /// The key of the paper.
    pub paper: String,
    /// The issue, from 1.
    pub issue: u32,
    /// Its number.
    pub number: Option<String>,
    /// The date of the issue.
    pub date: String,
    /// Who issued it.
    pub issued_by: Signatory,
    /// Who checked it.
    pub checked_by: Option<Signatory>,
    /// Who approved it.
    pub approved_by: Option<Signatory>,
    /// To whom it goes.
    pub to: Vec<String>,
    /// The copies that are marked as such, each of which has a folder of its own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub copies: Vec<IssuedCopy>,
    /// Why it was issued; of a correction, what is corrected.
    pub reason: Option<String>,
    /// The issue that it takes the place of.
    pub replaces: Option<u32>,
    /// The party that fills it in, if it was issued as a form to be filled in.
    pub to_fill_in: Option<String>,
    /// The first working day of its schedule.
    pub first_day: Option<String>,
    /// The program that made it.
    pub tool: String,
    /// The hash of what it says, without date, program, state and the lines of the product file.
    pub content: String,
    /// The hash of the last line of the journal before it.
    pub journal: String,
    /// Its files, by name.
    pub files: BTreeMap<String, IssuedFile>,
}

/// A copy of an issue that is marked as such: the original for one recipient, the duplicate for another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IssuedCopy {
    /// Its word, which names its folder: `original`.
    pub copy: String,
    /// To whom it goes.
    pub to: String,
}

/// A file of an issue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IssuedFile {
    /// Its length.
    pub bytes: u64,
    /// Its SHA-256.
    pub sha256: String,
}

/// Somebody who signed a paper by a command.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signatory {
    /// The key of the person.
    pub person: String,
    /// The name.
    pub name: String,
    /// The day.
    pub date: String,
}

/// What the journal says of a paper.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PaperRecord {
    /// The last check since the last issue.
    pub checked: Option<Signature>,
    /// The last approval since the last issue.
    pub approved: Option<Signature>,
    /// The issues, the oldest first.
    pub issues: Vec<IssueRecord>,
}

/// A check or an approval.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    /// The key of the person.
    pub by: String,
    /// The day.
    pub date: String,
    /// The hash of what the paper said.
    pub content: String,
    /// The first working day of its schedule.
    pub first_day: Option<String>,
}

/// An issue with what was attached to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IssueRecord {
    /// What the journal says of it.
    pub issued: Issued,
    /// The key of the person who issued it.
    pub by: String,
    /// What was attached.
    pub attached: Vec<Attached>,
}

/// How far a paper has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// It is a draft.
    Draft,
    /// It is checked as it is.
    Checked,
    /// It is approved as it is.
    Approved,
    /// It was issued as it is.
    Issued,
}

impl PaperRecord {
    /// Says how far the paper has come if it says what has this hash. What was checked or approved and has changed since is a
    /// draft again.
    pub fn progress(&self, content: &str) -> Progress {
        let holds =
            |one: &Option<Signature>| one.as_ref().is_some_and(|one| one.content == content);
        let is_issued = self
            .issues
            .last()
            .is_some_and(|one| one.issued.content == content);
        if holds(&self.approved) && holds(&self.checked) {
            Progress::Approved
        } else if holds(&self.checked) {
            Progress::Checked
        } else if is_issued {
            Progress::Issued
        } else {
            Progress::Draft
        }
    }

    /// Says whether somebody checked or approved the paper, and it has changed since.
    pub fn has_lapsed(&self, content: &str) -> bool {
        let mut signed = self.checked.iter().chain(&self.approved);
        signed.any(|one| one.content != content)
    }

    /// Returns the first working day of the schedule with which the paper was last checked, approved or issued.
    pub fn first_day(&self) -> Option<&str> {
        let signed = self.approved.as_ref().or(self.checked.as_ref());
        match (signed, self.issues.last()) {
            (Some(signed), _) => signed.first_day.as_deref(),
            (None, Some(last)) => last.issued.first_day.as_deref(),
            (None, None) => None,
        }
    }

    /// Returns the number of the next issue.
    pub fn next_issue(&self) -> u32 {
        let last = self.issues.last();
        last.map_or(1, |last| last.issued.issue.saturating_add(1))
    }

    fn sign(&mut self, signed: &Signed, signature: Signature) {
        match signed.act {
            PaperAct::Checked => {
                self.checked = Some(signature);
                self.approved = None;
            }
            PaperAct::Approved => self.approved = Some(signature),
            PaperAct::Withdrawn if self.approved.is_some() => self.approved = None,
            PaperAct::Withdrawn => self.checked = None,
        }
    }
}

/// Returns what a journal says of each paper, given what went out and came in, the oldest first.
pub fn paper_records<'e>(
    exchanges: impl IntoIterator<Item = &'e Exchange>,
) -> BTreeMap<String, PaperRecord> {
    let mut records: BTreeMap<String, PaperRecord> = BTreeMap::new();
    for exchange in exchanges {
        let day = exchange.when.as_str().get(..10).unwrap_or_default();
        let Exchanged::Paper(step) = &exchange.what else {
            continue;
        };
        match step {
            PaperStep::Signed(signed) => {
                let signature = Signature {
                    by: exchange.who.clone(),
                    date: day.to_owned(),
                    content: signed.content.clone(),
                    first_day: signed.first_day.clone(),
                };
                let record = records.entry(signed.paper.clone()).or_default();
                record.sign(signed, signature);
            }
            PaperStep::Issued(issued) => {
                let record = records.entry(issued.paper.clone()).or_default();
                record.checked = None;
                record.approved = None;
                record.issues.push(IssueRecord {
                    issued: issued.clone(),
                    by: exchange.who.clone(),
                    attached: Vec::new(),
                });
            }
            PaperStep::Attached(attached) => {
                let record = records.entry(attached.paper.clone()).or_default();
                let mut issues = record.issues.iter_mut();
                let issue = issues.find(|one| one.issued.issue == attached.issue);
                if let Some(issue) = issue {
                    issue.attached.push(attached.clone());
                }
            }
        }
    }
    records
}

impl IssuedFile {
    /// Describes a file.
    pub fn of(bytes: &[u8]) -> Self {
        Self {
            bytes: bytes.len() as u64,
            sha256: FileHash::of(bytes).to_string(),
        }
    }
}

#[cfg(test)]
#[expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may stop where its own data is wrong"
)]
mod tests {
    use super::*;
    use crate::answers::Timestamp;

    fn exchange(day: u8, who: &str, what: Exchanged) -> Exchange {
        Exchange {
            when: Timestamp::read(&format!("2026-11-{day:02}T10:00:00Z")).unwrap(),
            who: who.to_owned(),
            command: 0,
            what,
        }
    }

    fn signed(act: PaperAct, content: &str) -> Exchanged {
        Exchanged::Paper(PaperStep::Signed(Signed {
            paper: "plan".to_owned(),
            act,
            content: content.to_owned(),
            first_day: None,
        }))
    }

    fn issued(issue: u32, content: &str) -> Exchanged {
        Exchanged::Paper(PaperStep::Issued(Issued {
            paper: "plan".to_owned(),
            issue,
            number: None,
            date: "2026-11-30".to_owned(),
            content: content.to_owned(),
            first_day: None,
            manifest: "00".to_owned(),
        }))
    }

    /// How a paper that says `b` stands after some steps.
    fn after(steps: Vec<Exchanged>) -> (Progress, bool) {
        let steps = steps.into_iter().zip(1..);
        let steps: Vec<Exchange> = steps
            .map(|(what, day)| exchange(day, "ravi", what))
            .collect();
        let records = paper_records(&steps);
        let record = records.get("plan").cloned().unwrap_or_default();
        (record.progress("b"), record.has_lapsed("b"))
    }

    #[test]
    fn what_changes_is_a_draft_again() {
        use PaperAct::{Approved, Checked, Withdrawn};
        let check = |steps: Vec<Exchanged>, expected| {
            assert_eq!(after(steps.clone()), expected, "{steps:?}");
        };
        check(vec![], (Progress::Draft, false));
        check(vec![signed(Checked, "b")], (Progress::Checked, false));
        check(vec![signed(Checked, "a")], (Progress::Draft, true));
        let both = || vec![signed(Checked, "b"), signed(Approved, "b")];
        check(both(), (Progress::Approved, false));
        check(
            [both(), vec![signed(Withdrawn, "b")]].concat(),
            (Progress::Checked, false),
        );
        check(
            [both(), vec![signed(Withdrawn, "b"), signed(Withdrawn, "b")]].concat(),
            (Progress::Draft, false),
        );
        // A new check needs a new approval.
        check(
            [both(), vec![signed(Checked, "b")]].concat(),
            (Progress::Checked, false),
        );
        check(
            [both(), vec![issued(1, "b")]].concat(),
            (Progress::Issued, false),
        );
        check(
            [both(), vec![issued(1, "a")]].concat(),
            (Progress::Draft, false),
        );
        check(
            [both(), vec![issued(1, "b"), signed(Checked, "b")]].concat(),
            (Progress::Checked, false),
        );
    }

    #[test]
    fn what_is_attached_belongs_to_its_issue() {
        let attached = |issue| {
            Exchanged::Paper(PaperStep::Attached(Attached {
                paper: "plan".to_owned(),
                issue,
                file: "issued/plan/1/attached/scan.pdf".to_owned(),
                sha256: "00".to_owned(),
            }))
        };
        let steps = [issued(1, "a"), issued(2, "b"), attached(1), attached(3)];
        let steps: Vec<Exchange> = steps
            .into_iter()
            .map(|what| exchange(1, "ravi", what))
            .collect();
        let records = paper_records(&steps);
        let counts: Vec<usize> = records["plan"]
            .issues
            .iter()
            .map(|one| one.attached.len())
            .collect();
        assert_eq!(counts, [1, 0]);
        assert_eq!(records["plan"].next_issue(), 3);
    }
}
