//! Proof files: proofs that others can check, and products to the contrary (docs/proof-file.md).

use std::collections::BTreeMap;

use serde::Serialize;

use super::terms::Vocabulary;
use super::tree::{AnswerLeaf, Tree};

/// A claim with what shows that it is so, or not.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ProofFile {
    #[serde(rename = "praman-proof")]
    version: u32,
    edition: String,
    claim: String,
    #[serde(flatten)]
    shown: Shown,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
enum Shown {
    Proofs(Vec<Proof>),
    Counterexample(Box<Counterexample>),
}

/// A proof that no product meets wishes, of whatever size.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Proof {
    #[serde(flatten)]
    pub(super) vocabulary: Vocabulary,
    pub(super) constraints: Vec<Constrained>,
    pub(super) wishes: Vec<Tree>,
    /// The clauses that follow one after another, each as numbers of variables, negated ones below zero.
    pub(super) steps: Vec<String>,
}

/// A product that meets wishes and breaks no constraint.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Counterexample {
    #[serde(flatten)]
    pub(super) vocabulary: Vocabulary,
    pub(super) constraints: Vec<Constrained>,
    pub(super) wishes: Vec<Tree>,
    pub(super) product: Answers,
}

/// A constraint with its title.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Constrained {
    pub title: String,
    pub condition: Tree,
}

/// All answers of a product to the questions of a vocabulary.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Answers {
    pub facts: BTreeMap<String, AnswerLeaf>,
    pub entries: BTreeMap<String, Vec<EntryAnswers>>,
}

/// An entry of an inventory.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct EntryAnswers {
    pub id: String,
    pub answers: BTreeMap<String, AnswerLeaf>,
}

impl ProofFile {
    /// Makes the file of a claim that is so: each of the wishes that would contradict it has a proof.
    pub fn of_proofs(edition: String, claim: String, proofs: Vec<Proof>) -> Self {
        Self::new(edition, claim, Shown::Proofs(proofs))
    }

    /// Makes the file of a claim that is not so.
    pub fn of_counterexample(edition: String, claim: String, product: Counterexample) -> Self {
        Self::new(edition, claim, Shown::Counterexample(Box::new(product)))
    }

    fn new(edition: String, claim: String, shown: Shown) -> Self {
        Self {
            version: 1,
            edition,
            claim,
            shown,
        }
    }

    /// Returns the file as text: JSON, the same for the same claim and scheme.
    pub fn to_text(&self) -> String {
        // All keys are texts, and nothing else can fail.
        let text = serde_json::to_string_pretty(self).unwrap_or_default();
        text + "\n"
    }
}
