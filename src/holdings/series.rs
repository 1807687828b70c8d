//! Holds the models of a series against the rules that say what they share (L-368 to L-371).

use std::fmt::Write as _;

use super::codes::NOT_OF_SERIES;
use crate::diag::{Diagnostic, Diagnostics};
use crate::logic::{Compared, Gap, Likeness, Truth};
use crate::model::{Aspect, Confidence, Rule, Scheme, Shared};
use crate::product::{Product, VariantInfo};
use crate::source::Place;

/// The most differences that a message names beside the first.
const MORE_GAPS: usize = 3;

/// Reports each model that certainly differs from the lead in what a rule of the edition wants to be the same. What is not known
/// is left open and refuses nothing.
pub fn check_series(scheme: &Scheme, product: &Product) -> Diagnostics {
    let rules: Vec<(&Rule, &[Shared])> = scheme.series_rules().collect();
    let mut diagnostics = Diagnostics::new();
    if rules.is_empty() {
        return diagnostics;
    }
    let target = &product.target;
    let lead = Compared::new(scheme, &target.lead, product.identity.declared());
    for (variant, info) in target.variants.iter().zip(&product.variants) {
        let model = Compared::new(scheme, &variant.situation, info.identity.declared());
        for (rule, shared) in &rules {
            let likeness = lead.compare(&model, shared);
            if likeness.truth() == Truth::No {
                diagnostics.push(not_of_series(rule, info, &likeness));
            }
        }
    }
    diagnostics
}

fn not_of_series(rule: &Rule, model: &VariantInfo, likeness: &Likeness) -> Diagnostic {
    let heading = rule.heading();
    let message = format!(
        "the model `{}` cannot be in this series: {}",
        model.key,
        heading.trim_end_matches('.')
    );
    let mut gaps = likeness.differs.iter();
    let first = gaps.next();
    let place = first.map_or(model.place, |gap| place_of(model, gap));
    let mut diagnostic = Diagnostic::at(&NOT_OF_SERIES, place, message);
    if let Some(first) = first {
        diagnostic = diagnostic.label(first.to_string());
    }
    for gap in gaps.take(MORE_GAPS) {
        diagnostic = diagnostic.also(place_of(model, gap), gap.to_string());
    }
    let mut note = source_of(rule);
    if let Some(breach) = rule.breach.given() {
        let _ = write!(note, ". {breach}");
    }
    diagnostic.note = Some(note);
    diagnostic.help(
        "take the model out of `series` and describe it in a product file of its own, or correct what differs",
    )
}

/// Returns the place of the difference that leads to a gap: of the answer, else of its entry, else of an answer in it.
fn place_of(model: &VariantInfo, gap: &Gap) -> Place {
    let subject = gap.subject.as_str();
    let entry = subject.rsplit_once('.').map_or(subject, |(entry, _)| entry);
    let find = |is_it: &dyn Fn(&str) -> bool| {
        let mut differences = model.differences.iter();
        differences.find(|one| is_it(&one.subject))
    };
    let within = |one: &str| {
        one.strip_prefix(subject)
            .is_some_and(|rest| rest.starts_with('.'))
    };
    let difference = find(&|one| one == subject);
    let difference = difference.or_else(|| find(&|one| one == entry));
    let difference = difference.or_else(|| find(&within));
    difference.map_or(model.place, |difference| difference.place)
}

/// Says where a rule stands in its source, and how sure it is.
fn source_of(rule: &Rule) -> String {
    let mut told = format!("rule `{}`", rule.key);
    if let Some(cites) = &rule.cites {
        let _ = write!(told, ", {cites}");
    }
    let Some(ground) = rule.provenance.get(Aspect::Rule) else {
        return told;
    };
    if ground.confidence != Confidence::Published {
        let _ = write!(told, "; {}", ground.confidence.word());
    }
    if let Some(source) = &ground.source {
        let _ = write!(told, ": {source}");
    }
    told
}
