//! How the models of a series stand to the rules that say what they share (L-368 to L-371).

use serde::Serialize;

use super::basis::Basis;
use super::rules::{RuleView, view_rule};
use crate::logic::{Compared, Gap, Likeness, Truth};
use crate::model::{Rule, Scheme, Shared};

/// How a model stands to a rule that says what the models of a series share.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct SeriesRuleView {
    /// The rule.
    pub rule: RuleView,
    /// Whether the model is of the series by it.
    pub standing: SeriesStanding,
    /// What certainly differs from the lead, in words.
    pub differs: Vec<String>,
    /// What is not known, as the product file names it.
    pub open: Vec<String>,
}

/// Whether a model is of the series by a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum SeriesStanding {
    /// It has the same as the lead.
    Same,
    /// It differs, and is not of the series.
    Differs,
    /// What is known does not settle it.
    Open,
}

/// Shows for each model of the series, in the order of the product file, how it stands to these rules of the edition.
pub(super) fn view_series_rules(basis: &Basis<'_>) -> Vec<Vec<SeriesRuleView>> {
    let (scheme, product) = (basis.scheme, basis.product);
    let rules: Vec<(&Rule, &[Shared])> = scheme.series_rules().collect();
    let target = &product.target;
    let lead = Compared::new(scheme, &target.lead, product.identity.declared());
    let models = target.variants.iter().zip(&product.variants);
    let models = models.map(|(variant, info)| {
        let model = Compared::new(scheme, &variant.situation, info.identity.declared());
        let standing = |(rule, shared): &(&Rule, &[Shared])| {
            view_standing(scheme, rule, lead.compare(&model, shared))
        };
        rules.iter().filter_map(standing).collect()
    });
    models.collect()
}

fn view_standing(scheme: &Scheme, rule: &Rule, likeness: Likeness) -> Option<SeriesRuleView> {
    Some(SeriesRuleView {
        rule: view_rule(scheme, rule)?,
        standing: match likeness.truth() {
            Truth::Yes => SeriesStanding::Same,
            Truth::No => SeriesStanding::Differs,
            Truth::Open => SeriesStanding::Open,
        },
        differs: likeness.differs.iter().map(Gap::to_string).collect(),
        open: likeness.open,
    })
}
