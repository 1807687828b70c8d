//! The texts of aspects, in a few words.

use crate::model::{Aspect, ControlId, Edition, LevelMap, Scheme};
use crate::source::Text;
use crate::view::origins::rests_on_claim;
use crate::view::scheme::{ControlDefinition, view_maps};

/// Returns the text of an aspect of a control; `None` if it has no such aspect.
pub(super) fn control_says(
    scheme: &Scheme,
    id: ControlId,
    control: &ControlDefinition,
    aspect: Aspect,
) -> Option<String> {
    let treatment = &control.treatment;
    let applies = || {
        treatment
            .applies
            .as_ref()
            .map(|applies| applies.says.clone())
    };
    match aspect {
        Aspect::Number => Some(control.clause.to_string()),
        Aspect::Title => Some(control.title.to_string()),
        Aspect::Statement => control.texts.statement.as_ref().map(Text::to_string),
        Aspect::Objective => control.texts.objective.as_ref().map(Text::to_string),
        Aspect::Levels => own_levels(scheme, id),
        Aspect::Strength => Some(control.texts.strength.to_string()),
        Aspect::Applies => applies(),
        Aspect::Evidence => {
            let kinds = treatment.evidence.iter().flat_map(|line| &line.kinds);
            joined(
                kinds
                    .chain(&treatment.otherwise)
                    .map(|kind| kind.key.to_string()),
            )
        }
        Aspect::Procedure => joined(treatment.procedures.iter().map(|line| {
            let depths: Vec<&str> = line
                .depths
                .iter()
                .map(|asked| asked.word.as_str())
                .collect();
            let cases: Vec<&str> = line.cases.iter().map(|case| &*case.key).collect();
            let cases = if cases.is_empty() {
                String::new()
            } else {
                format!(" case {}", cases.join(", "))
            };
            format!("{}{cases} by {}", line.procedure.key, depths.join(", "))
        })),
        Aspect::Relation => joined(
            control
                .relations
                .iter()
                .map(|to| format!("{} {}", to.phrase, to.other)),
        ),
        Aspect::Claim => applies().filter(|_| rests_on_claim(scheme, id)),
        Aspect::Treatment => treatment.because.as_ref().map(|because| {
            let by: Vec<&str> = treatment
                .covered_by
                .iter()
                .map(|control| control.key.as_str())
                .collect();
            match by.as_slice() {
                [] => format!("not assessed: {because}"),
                by => format!("covered by {}: {because}", by.join(", ")),
            }
        }),
        Aspect::Form | Aspect::Verdicts | Aspect::Findings | Aspect::Rule => None,
    }
}

/// Returns the levels that its catalog gives a control; `None` if the catalog has no levels.
fn own_levels(scheme: &Scheme, id: ControlId) -> Option<String> {
    let control = &scheme.controls[id];
    let levels = &scheme.catalogs[control.catalog].levels;
    let held = levels.iter().enumerate().filter(|(index, _)| {
        let level = crate::model::Id::from_index(*index);
        control.levels.contains(Some(level))
    });
    let held: Vec<&str> = held.map(|(_, level)| level.key.as_str()).collect();
    (!held.is_empty()).then(|| held.join(", "))
}

/// Returns the text of an aspect of the edition; `None` if it has no such aspect.
pub(super) fn edition_says(scheme: &Scheme, aspect: Aspect) -> Option<String> {
    let edition = &scheme.edition;
    match aspect {
        Aspect::Title => Some(edition.title.to_string()),
        Aspect::Levels => maps(scheme, edition),
        Aspect::Verdicts => joined(
            edition
                .verdicts
                .iter()
                .map(|verdict| verdict.title.to_string()),
        ),
        Aspect::Findings => joined(edition.findings.iter().map(|class| class.title.to_string())),
        Aspect::Form => joined(
            edition
                .forms
                .iter()
                .map(|form| scheme.forms[*form].key.to_string()),
        ),
        Aspect::Rule => joined(
            edition
                .rules
                .iter()
                .map(|rule| scheme.rules[*rule].key.to_string()),
        ),
        Aspect::Number
        | Aspect::Statement
        | Aspect::Objective
        | Aspect::Strength
        | Aspect::Applies
        | Aspect::Evidence
        | Aspect::Procedure
        | Aspect::Relation
        | Aspect::Claim
        | Aspect::Treatment => None,
    }
}

/// Says which levels of catalogs the levels of the edition stand for; `None` if the edition has no levels.
fn maps(scheme: &Scheme, edition: &Edition) -> Option<String> {
    if edition.levels.is_empty() {
        return None;
    }
    joined(edition.uses.iter().map(|used| {
        let catalog = &scheme.catalogs[used.catalog];
        match &used.levels {
            LevelMap::Every => format!("{} at every level", catalog.key),
            LevelMap::Pairs(_) => {
                let pairs = view_maps(scheme, used)
                    .into_iter()
                    .map(|pair| format!("{} = {}", pair.edition, pair.catalog));
                let pairs: Vec<String> = pairs.collect();
                format!("{} with {}", catalog.key, pairs.join(", "))
            }
        }
    }))
}

/// Joins parts; `None` if there are none.
pub(super) fn joined(parts: impl Iterator<Item = String>) -> Option<String> {
    let parts: Vec<String> = parts.collect();
    (!parts.is_empty()).then(|| parts.join("; "))
}
