//! The papers of a later round of tests: what it covers, and why.

use std::sync::Arc;

use indexmap::IndexMap;
use serde::Serialize;

use super::basis::Basis;
use super::resources::Own;
use crate::answers::AnswerKey;
use crate::model::{Slot, SlotPart, SlotWord};
use crate::plan::{RowKey, plan_round};
use crate::source::Text;

/// A round of tests after the first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct RoundView {
    /// The number, from 2.
    pub number: u32,
    /// When it began: `2026-01-31`.
    pub began: Option<String>,
    /// Why.
    pub why: Option<String>,
    /// The rows that it covers, in the order of their slots.
    pub rows: Vec<CoveredView>,
    /// The keys and titles of its papers.
    #[serde(skip)]
    papers: Vec<RoundPaper>,
}

/// A row that a round covers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct CoveredView {
    /// The key of the procedure.
    pub procedure: Text,
    /// The entry: `interface.console`; `None` for what is done once.
    pub entry: Option<String>,
    /// The models for which it is covered; empty for all of the series.
    pub models: Vec<Text>,
    /// Why it is covered.
    pub because: String,
}

/// A paper of a round.
#[derive(Debug, Clone, PartialEq, Eq)]
struct RoundPaper {
    of: &'static str,
    key: String,
    title: String,
}

/// The papers that a round has, by the keys of those of the first round, each with what it is called.
pub const ROUND_PAPERS: [(&str, &str); 4] = [
    ("plan", "Test plan"),
    ("procedures", "Procedures"),
    ("record", "Record"),
    ("deliveries", "Deliveries"),
];

/// Returns the key of a paper of a round: `plan-round-2`.
pub fn round_paper(paper: &str, round: u32) -> String {
    format!("{paper}-round-{round}")
}

impl RoundView {
    /// Returns the key of a paper of this round, which is the name of its files too.
    pub fn key_of(&self, paper: &str) -> Option<&str> {
        self.paper(paper).map(|one| one.key.as_str())
    }

    /// Returns what a paper of this round is called.
    pub fn title_of(&self, paper: &str) -> Option<&str> {
        self.paper(paper).map(|one| one.title.as_str())
    }

    fn paper(&self, paper: &str) -> Option<&RoundPaper> {
        self.papers.iter().find(|one| one.of == paper)
    }
}

/// Shows the round whose papers are made; `None` for the first, and for what belongs to no round.
pub(super) fn view_round(basis: &Basis<'_>) -> Option<RoundView> {
    let number = basis.round?;
    let round = basis.rounds.get(number)?;
    let mut rows: IndexMap<(&Slot, &str), Vec<Text>> = IndexMap::new();
    for (key, because) in &round.rows {
        let row = rows.entry((&key.slot, because));
        row.or_default().extend(key.model.clone());
    }
    let all = basis.lookups.models.len();
    let rows = rows.into_iter().filter_map(|((slot, because), models)| {
        Some(CoveredView {
            procedure: slot.part(SlotPart::Procedure)?.clone(),
            entry: entry_words(slot),
            models: if models.len() == all {
                Vec::new()
            } else {
                models
            },
            because: because.to_owned(),
        })
    });
    Some(RoundView {
        number,
        began: round.began.clone(),
        why: round.why.clone(),
        rows: rows.collect(),
        papers: ROUND_PAPERS.map(|paper| name_paper(paper, number)).into(),
    })
}

fn name_paper((of, title): (&'static str, &str), number: u32) -> RoundPaper {
    RoundPaper {
        of,
        key: round_paper(of, number),
        title: format!("{title}, round {number}"),
    }
}

fn entry_words(slot: &Slot) -> Option<String> {
    let inventory = slot.part(SlotPart::Inventory)?;
    let entry = slot.part(SlotPart::Entry)?;
    let other = slot.part(SlotPart::Other);
    let other = other.map_or_else(String::new, |other| format!("+{other}"));
    Some(format!("{inventory}.{entry}{other}"))
}

impl Basis<'_> {
    /// Makes something of what a round of tests covers alone: its rows, their work, samples and schedule.
    pub fn in_round<T>(&self, number: u32, make: impl FnOnce(&Basis<'_>) -> T) -> T {
        let procedures = &self.scheme.procedures;
        let models = &self.lookups.models;
        let covers = |procedure, row: Option<&RowKey>, product: Option<&str>| {
            let slot = Slot::of_product(SlotWord::Covered);
            let slot = slot.with(SlotPart::Procedure, procedures[procedure].key.clone());
            let lead = models.first().cloned();
            let key = AnswerKey {
                slot: slot.on(row),
                model: product.map_or(lead, |product| Some(product.into())),
            };
            self.rounds.covers(number, &key)
        };
        let plan = plan_round(self.scheme, self.plan, &covers);
        let basis = Basis::new(self.scheme, &plan, self.product, self.sources, self.stamp);
        make(&Basis {
            found: self.found.clone(),
            answered: self.answered.clone(),
            happened: self.happened.clone(),
            rounds: Arc::clone(&self.rounds),
            round: Some(number),
            own: Own::of(self.own.given()),
            ..basis
        })
    }
}
