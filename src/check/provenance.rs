//! Every item says where its aspects come from (DESIGN M10).

use std::collections::BTreeSet;

use super::mentions::applies_ingredients;
use crate::diag::{Code, Diagnostic, Diagnostics, list, list_or};
use crate::model::{
    Aspect, Confidence, Control, ControlId, Interpretation, LevelMap, Provenance, Scheme, Strength,
    Treatment,
};
use crate::source::Place;

/// An item does not say where some of its aspects come from.
pub static NO_PROVENANCE: Code = Code::error("P0512", "item without complete provenance");

/// Checks that every control, evidence kind, procedure, form, interpretation and the edition say where each of
/// their aspects comes from; what their file or catalog says counts.
#[must_use]
pub fn check_provenance(scheme: &Scheme) -> Diagnostics {
    let mut diagnostics = check_controls(scheme);
    let evidence = scheme.evidence.iter().map(|(_, kind)| {
        let item = Item::new("the evidence", &kind.key, kind.place, &kind.provenance);
        item.check(scheme, &[Aspect::Evidence])
    });
    let procedures = scheme.procedures.iter().map(|(_, one)| {
        let item = Item::new("the procedure", &one.key, one.place, &one.provenance);
        item.check(scheme, &[Aspect::Procedure])
    });
    let forms = scheme.forms.iter().map(|(_, form)| {
        let item = Item::new("the form", &form.key, form.place, &form.provenance);
        item.check(scheme, &[Aspect::Form])
    });
    let interpretations = scheme
        .interpretations
        .iter()
        .map(|(_, one)| check_interpretation(scheme, one));
    let found = evidence.chain(procedures).chain(forms);
    diagnostics.extend(found.chain(interpretations).flatten());
    diagnostics.extend(check_edition(scheme));
    diagnostics
}

/// An item, and what is said of its origin.
struct Item<'a> {
    kind: &'static str,
    name: &'a str,
    place: Place,
    provenance: &'a Provenance,
    /// Where else its provenance may be said, beside its file: ", in its catalog".
    elsewhere: &'static str,
}

impl<'a> Item<'a> {
    fn new(kind: &'static str, name: &'a str, place: Place, provenance: &'a Provenance) -> Self {
        Self {
            kind,
            name,
            place,
            provenance,
            elsewhere: "",
        }
    }

    /// Reports the aspects without a ground, all at once.
    fn check(&self, scheme: &Scheme, wanted: &[Aspect]) -> Option<Diagnostic> {
        if !scheme.is_complete(self.place) {
            return None;
        }
        let missing: Vec<Aspect> = wanted
            .iter()
            .copied()
            .filter(|aspect| self.provenance.get(*aspect).is_none())
            .collect();
        (!missing.is_empty()).then(|| self.no_provenance(&missing))
    }

    fn no_provenance(&self, missing: &[Aspect]) -> Diagnostic {
        let words = || missing.iter().map(|aspect| aspect.word());
        let message = format!(
            "{} `{}` has no provenance for its {}",
            self.kind,
            self.name,
            list(words())
        );
        let written: Vec<&str> = words().collect();
        let help = format!(
            "write `provenance {} …` in it{} or at the top of its file, with one of {}",
            written.join(", "),
            self.elsewhere,
            list_or(Confidence::words())
        );
        Diagnostic::at(&NO_PROVENANCE, self.place, message).help(help)
    }
}

fn check_controls(scheme: &Scheme) -> Diagnostics {
    let related: BTreeSet<ControlId> = scheme
        .relations
        .iter()
        .map(|relation| relation.focal)
        .collect();
    scheme
        .controls
        .iter()
        .filter(|(_, control)| {
            // What its catalog says of provenance may be lost too.
            let catalog = &scheme.catalogs[control.catalog];
            !control.incomplete && scheme.is_complete(catalog.place)
        })
        .filter_map(|(id, control)| {
            let mut wanted = control_aspects(scheme, control);
            if related.contains(&id) {
                wanted.push(Aspect::Relation);
            }
            let item = Item {
                kind: "the control",
                name: &control.name,
                place: control.place,
                provenance: &control.provenance,
                elsewhere: ", in its catalog",
            };
            item.check(scheme, &wanted)
        })
        .collect()
}

/// Returns what a control has and must account for, but for its relations.
fn control_aspects(scheme: &Scheme, control: &Control) -> Vec<Aspect> {
    let mut wanted = vec![Aspect::Number, Aspect::Title];
    let mut want = |aspect, has| {
        if has {
            wanted.push(aspect);
        }
    };
    let has_levels = !scheme.catalogs[control.catalog].levels.is_empty();
    want(Aspect::Statement, control.statement.is_some());
    want(Aspect::Levels, has_levels);
    want(Aspect::Strength, control.strength == Strength::Should);
    match &control.treatment {
        Treatment::Assessed(assessment) => {
            let evidence = !assessment.evidence.is_empty() || !assessment.otherwise.is_empty();
            want(Aspect::Applies, true);
            want(Aspect::Evidence, evidence);
            want(Aspect::Procedure, !assessment.verify.is_empty());
            let ingredients = applies_ingredients(scheme, &assessment.applies);
            want(Aspect::Claim, ingredients.claim);
        }
        Treatment::Covered { .. } | Treatment::NotAssessed { .. } => want(Aspect::Treatment, true),
    }
    wanted
}

fn check_interpretation(scheme: &Scheme, interpretation: &Interpretation) -> Option<Diagnostic> {
    Item::new(
        "the interpretation",
        &interpretation.key,
        interpretation.place,
        &interpretation.provenance,
    )
    .check(scheme, &[Aspect::Title, Aspect::Statement])
}

fn check_edition(scheme: &Scheme) -> Option<Diagnostic> {
    let edition = &scheme.edition;
    let maps = edition.uses.iter().any(|used| match &used.levels {
        LevelMap::Every => false,
        LevelMap::Pairs(_) => true,
    });
    let name = edition.name();
    let item = Item::new("the edition", &name, edition.place, &edition.provenance);
    if maps {
        item.check(scheme, &[Aspect::Levels])
    } else {
        None
    }
}
