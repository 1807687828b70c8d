//! The scheme's own classification of a product: what follows for it from the derived names that have a number (L-341).

use serde::Serialize;

use super::basis::Basis;
use super::reasons::ReasonView;
use crate::logic::Truth;
use crate::model::{Derive, Situation};
use crate::proof::{Exact, Laws};
use crate::source::Text;

/// What follows for the product from a derived name that has a number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ClassView {
    /// The name.
    pub key: Text,
    /// The number in the source.
    pub number: String,
    /// What the name says.
    pub title: Text,
    /// Whether it holds for the lead.
    pub answer: ClassAnswer,
    /// The reason for the answer.
    pub reason: ReasonView,
    /// The variants for which the answer is another.
    pub variants: Vec<ClassVariantView>,
}

/// The answer for a variant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ClassVariantView {
    /// The variant.
    pub variant: String,
    /// Whether it holds for the variant.
    pub answer: ClassAnswer,
}

/// Whether a derived name holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum ClassAnswer {
    /// It holds.
    Yes,
    /// It does not hold.
    No,
    /// What is known does not settle it.
    Open,
}

impl From<Truth> for ClassAnswer {
    fn from(truth: Truth) -> Self {
        match truth {
            Truth::Yes => Self::Yes,
            Truth::No => Self::No,
            Truth::Open => Self::Open,
        }
    }
}

pub(super) fn view_classification<'a>(basis: &Basis<'a>) -> Vec<ClassView> {
    let derives = basis.scheme.derives.iter().map(|(_, derive)| derive);
    let numbered: Vec<_> = derives
        .filter_map(|derive| Some((derive, derive.number.given()?)))
        .collect();
    if numbered.is_empty() {
        return Vec::new();
    }
    let target = &basis.product.target;
    let lead = judge(basis, &target.lead);
    let variants: Vec<_> = target
        .variants
        .iter()
        .map(|variant| (&variant.key, judge(basis, &variant.situation)))
        .collect();
    let class = |(derive, number): (&'a Derive, &str)| {
        let finding = lead.evaluate(&derive.meaning);
        let others = variants.iter().filter_map(|(key, variant)| {
            let truth = variant.decide(&derive.meaning);
            (truth != finding.truth).then(|| ClassVariantView {
                variant: (*key).clone(),
                answer: truth.into(),
            })
        });
        ClassView {
            key: derive.key.clone(),
            number: number.to_owned(),
            title: derive.title.clone(),
            answer: finding.truth.into(),
            variants: others.collect(),
            reason: basis.reason(&finding.reason),
        }
    };
    numbered.into_iter().map(class).collect()
}

fn judge<'a>(basis: &Basis<'a>, situation: &'a Situation) -> Exact<'a> {
    Exact::new(&Laws::of(basis.scheme), situation)
}
