//! What stands how, counted for each party, document and requirement.

use std::collections::BTreeSet;

use indexmap::IndexMap;
use rustc_hash::FxHashMap;
use serde::Serialize;

use crate::answers::{AnswerKey, Finding, Held, Query, compared, findings, queries};
use crate::cli::dossier::desk::Desk;
use crate::cli::dossier::reported::{Sheet, is_unchecked, recorded_sheets};
use crate::model::{FindingEffect, Office};
use crate::source::Text;
use crate::view::{Asked, Standing};

/// How many answers stand how.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Counts {
    pub answered: usize,
    pub missing: usize,
    pub to_review: usize,
    pub in_conflict: usize,
    pub undecided: usize,
    /// Queries of other parties that wait for a reply.
    pub queries: usize,
    /// Findings that it has to answer.
    pub findings_to_answer: usize,
    /// Findings with a response that it has to verify.
    pub findings_to_verify: usize,
    /// Findings that it raised, and that are not closed.
    pub findings_open: usize,
}

/// An answer that is asked for and missing, or that needs attention.
pub(super) struct Line<'a> {
    pub key: &'a AnswerKey,
    pub party: Text,
    pub documents: &'a [Text],
    pub standing: Standing,
    pub held: Option<&'a Held>,
    /// What the product file gives where it contradicts the answer.
    pub given: Option<&'a str>,
}

/// How the answers of a dossier stand.
pub(super) struct Report<'a> {
    pub parties: IndexMap<Text, Counts>,
    pub documents: IndexMap<Text, Counts>,
    /// By requirement: the counts of each party, in the order of their turns.
    pub requirements: IndexMap<Text, IndexMap<Text, Counts>>,
    /// What is missing or needs attention, in the order of the slots.
    pub lines: Vec<Line<'a>>,
    /// Answers that nothing asks for any more.
    pub orphans: Vec<(&'a AnswerKey, &'a Held)>,
    /// What parties ask one another, in the order of the slots.
    pub queries: Vec<Query<'a>>,
    /// Findings that are not closed, with what they do while they are open.
    pub findings: Vec<(Finding, FindingEffect)>,
    /// Blanks that models share, and in which their answers differ.
    pub differing: Vec<&'a [AnswerKey]>,
    /// Answers whose question has other words, and means the same.
    pub reworded: usize,
    /// Answers that somebody edited by hand, and no command has recorded yet.
    pub edited: usize,
    /// The party that is counted alone; `None` where all are.
    pub only: Option<Text>,
}

impl Counts {
    fn add(&mut self, standing: &Standing) {
        let count = match standing {
            Standing::Missing => &mut self.missing,
            Standing::Answered => &mut self.answered,
            Standing::Undecided(_) => &mut self.undecided,
            Standing::ToReview(_) => &mut self.to_review,
            Standing::Conflict => &mut self.in_conflict,
        };
        *count += 1;
    }

    /// Says whether somebody has to do something.
    pub fn is_waiting(&self) -> bool {
        let slots = self.missing + self.to_review + self.in_conflict + self.undecided;
        slots + self.queries + self.findings_to_answer + self.findings_to_verify > 0
    }
}

impl<'a> Report<'a> {
    /// Counts how the answers stand; of one party alone if it is named.
    pub fn of(desk: &'a Desk<'_>, party: Option<&str>) -> Self {
        let mut report = Self {
            parties: in_turn(desk)
                .into_iter()
                .map(|party| (party, Counts::default()))
                .collect(),
            documents: IndexMap::new(),
            requirements: IndexMap::new(),
            lines: Vec::new(),
            orphans: desk.standings.orphans().collect(),
            queries: Vec::new(),
            findings: Vec::new(),
            differing: differing(desk),
            reworded: 0,
            edited: desk.dossier.edits.len(),
            only: party.map(Text::from),
        };
        let recorded = recorded_sheets(desk);
        for (key, asked) in desk.table.iter() {
            let owner = desk.party(asked);
            if party.is_none_or(|party| *owner == *party) {
                report.add(desk, (key, asked), owner, &recorded);
            }
        }
        report.add_queries(desk, party);
        report.add_findings(desk, party);
        report
            .parties
            .retain(|_, counts| *counts != Counts::default());
        report.order(desk);
        report
    }

    fn add(
        &mut self,
        desk: &'a Desk<'_>,
        (key, asked): (&'a AnswerKey, &'a Asked),
        party: Text,
        recorded: &BTreeSet<Sheet<'_>>,
    ) {
        let held = desk.answers.get(key);
        // A report tells the results of a worksheet only when somebody has checked it.
        let is_missing = || desk.standings.is_missing(key, asked) || is_unchecked(key, recorded);
        if held.is_none() && !is_missing() {
            return;
        }
        let standing = match held {
            None => Standing::Missing,
            Some(_) => desk.standings.standing(key, asked),
        };
        self.reworded +=
            usize::from(standing == Standing::Answered && desk.standings.is_reworded(key, asked));
        self.parties
            .entry(party.clone())
            .or_default()
            .add(&standing);
        for document in &asked.documents {
            self.documents
                .entry(document.clone())
                .or_default()
                .add(&standing);
        }
        if let Some(control) = &key.slot.control {
            let requirement = self.requirements.entry(control.clone()).or_default();
            requirement.entry(party.clone()).or_default().add(&standing);
        }
        if standing != Standing::Answered {
            self.lines.push(Line {
                key,
                party,
                documents: &asked.documents,
                standing,
                held,
                given: desk.standings.contradiction(key, asked),
            });
        }
    }

    /// Adds the queries, of one party those that it has to reply to alone.
    fn add_queries(&mut self, desk: &'a Desk<'_>, party: Option<&str>) {
        let queries = queries(&desk.dossier.answers);
        let queries = queries.filter(|query| party.is_none_or(|party| query.to == party));
        self.queries = queries.collect();
        for query in self.queries.iter().filter(|query| query.reply.is_none()) {
            self.parties.entry(query.to.into()).or_default().queries += 1;
        }
    }

    /// Adds the findings that are not closed, of one party those that wait for it alone.
    fn add_findings(&mut self, desk: &Desk<'_>, party: Option<&str>) {
        let edition = &desk.basis.scheme.edition;
        let all = findings(desk.answers).into_iter();
        for finding in all.filter(|finding| finding.state().is_open()) {
            let turn = finding.turn().cloned();
            let waits = turn.as_deref();
            if party.is_some_and(|party| waits != Some(party)) {
                continue;
            }
            self.parties
                .entry(finding.from.clone())
                .or_default()
                .findings_open += 1;
            if let Some(turn) = turn {
                let counts = self.parties.entry(turn.clone()).or_default();
                let count = if turn == finding.to {
                    &mut counts.findings_to_answer
                } else {
                    &mut counts.findings_to_verify
                };
                *count += 1;
            }
            let effect = edition.effect_of(finding.class());
            self.findings.push((finding, effect));
        }
    }

    /// Puts requirements into the order of the scheme, and documents into that of the work.
    fn order(&mut self, desk: &Desk<'_>) {
        let scheme = desk.basis.scheme;
        let controls = scheme.controls.iter();
        let places: FxHashMap<&str, usize> = controls.map(|(_, one)| &*one.name).zip(0..).collect();
        let place = |name: &Text| places.get(name.as_str()).copied();
        self.requirements
            .sort_by(|one, _, other, _| place(one).cmp(&place(other)));
        let documents = desk.table.documents();
        let place = |name: &Text| documents.iter().position(|document| document == name);
        self.documents
            .sort_by(|one, _, other, _| place(one).cmp(&place(other)));
    }

    /// Says whether nothing is missing and nothing needs attention. An open finding of a class that is only noted stops nothing.
    pub fn is_complete(&self) -> bool {
        let is_replied = |query: &Query<'_>| query.reply.is_some();
        let stops = self
            .findings
            .iter()
            .any(|(_, effect)| *effect == FindingEffect::Stops);
        self.lines.is_empty() && self.edited == 0 && self.queries.iter().all(is_replied) && !stops
    }

    /// Returns the party whose turn it is: the first, in the order of the process, that has something to do.
    pub fn turn(&self) -> Option<&Text> {
        turn(&self.parties)
    }
}

/// Returns the blanks that models share, and in which their answers differ.
fn differing<'a>(desk: &'a Desk<'_>) -> Vec<&'a [AnswerKey]> {
    let value = |key: &AnswerKey| match desk.answers.get(key) {
        Some(Held::Value(filled)) => Some(compared(&filled.value)),
        Some(Held::Conflict(_)) | None => None,
    };
    let differs = |keys: &&[AnswerKey]| {
        let mut values = keys.iter().filter_map(value);
        values
            .next()
            .is_some_and(|first| values.any(|other| other != first))
    };
    desk.table.shared().filter(differs).collect()
}

/// Returns the first party that has something to do.
pub(super) fn turn(parties: &IndexMap<Text, Counts>) -> Option<&Text> {
    let mut waiting = parties.iter().filter(|(_, counts)| counts.is_waiting());
    waiting.next().map(|(party, _)| party)
}

/// Returns the parties in the order of the process: who applies, tests, assesses, certifies and decides.
fn in_turn(desk: &Desk<'_>) -> Vec<Text> {
    let scheme = desk.basis.scheme;
    let mut parties: Vec<Text> = Vec::new();
    for office in Office::ALL {
        if let Some(party) = scheme.edition.offices.holder(*office) {
            let key = scheme.parties[party].key.clone();
            if !parties.contains(&key) {
                parties.push(key);
            }
        }
    }
    parties
}
