//! Every item says where its aspects come from.

use std::collections::{BTreeMap, BTreeSet};

use super::ingredients::NameIngredients;
use crate::diag::{Code, Diagnostic, Diagnostics, list, list_or};
use crate::model::{
    Aspect, Confidence, Control, ControlId, Interpretation, LevelMap, Provenance, Scheme, Strength,
    Treatment,
};
use crate::source::{FileId, Place};

/// An item does not say where some of its aspects come from.
pub static NO_PROVENANCE: Code = Code::error("P0512", "item without complete provenance");

/// How many items of one file are named in a report.
const MANY: usize = 4;

/// Checks that every control, evidence kind, procedure, form, interpretation, rule and the edition say where each of
/// their aspects comes from; what their file or catalog says counts. Items of one file are one report: what
/// lacks is most often a line at its top.
#[must_use]
pub fn check_provenance(scheme: &Scheme) -> Diagnostics {
    reports(gaps(scheme))
}

/// Makes one report for each file.
fn reports(gaps: Vec<Gap>) -> Diagnostics {
    let mut files: BTreeMap<FileId, Vec<Gap>> = BTreeMap::new();
    for gap in gaps {
        files.entry(gap.place.file).or_default().push(gap);
    }
    files.into_values().filter_map(no_provenance).collect()
}

/// Checks that every control says where each of its aspects comes from; what its file or catalog says counts.
#[must_use]
pub fn check_provenance_of_controls(scheme: &Scheme) -> Diagnostics {
    reports(check_controls(scheme))
}

fn gaps(scheme: &Scheme) -> Vec<Gap> {
    let mut gaps = check_controls(scheme);
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
    let rules = scheme.edition.rules.iter().map(|rule| {
        let rule = &scheme.rules[*rule];
        let item = Item::new("the rule", &rule.key, rule.place, &rule.provenance);
        item.check(scheme, &[Aspect::Rule])
    });
    let found = evidence.chain(procedures).chain(forms).chain(rules);
    gaps.extend(found.chain(interpretations).flatten());
    gaps.extend(check_edition(scheme));
    gaps
}

/// An item, and the aspects of which it does not say where they come from.
struct Gap {
    /// "the control `asvs-c:C.1`".
    item: String,
    place: Place,
    /// Whether its catalog may say it too.
    has_catalog: bool,
    missing: Vec<Aspect>,
}

impl Gap {
    fn lacking(&self) -> String {
        list(self.missing.iter().map(|aspect| aspect.word()))
    }
}

/// Reports the gaps of one file; there is one at least.
fn no_provenance(mut gaps: Vec<Gap>) -> Option<Diagnostic> {
    gaps.sort_by_key(|gap| gap.place.span.start);
    let all: BTreeSet<Aspect> = gaps.iter().flat_map(|gap| gap.missing.clone()).collect();
    let words: Vec<&str> = all.into_iter().map(Aspect::word).collect();
    let catalog = if gaps.iter().any(|gap| gap.has_catalog) {
        ", in the catalog"
    } else {
        ""
    };
    let (item, message) = match gaps.as_slice() {
        [] => return None,
        [one] => (
            "item",
            format!("{} has no provenance for its {}", one.item, one.lacking()),
        ),
        many => (
            "items",
            format!(
                "{} items of this file have no complete provenance",
                many.len()
            ),
        ),
    };
    let help = format!(
        "write `provenance {} …` at the top of the file{catalog} or in the {item}, with one of {}",
        words.join(", "),
        list_or(Confidence::words())
    );
    let diagnostic = Diagnostic::at(&NO_PROVENANCE, gaps.first()?.place, message).help(help);
    Some(match named(&gaps) {
        Some(named) => diagnostic.note(named),
        None => diagnostic,
    })
}

/// Names the items of a file, where there are several: what each lacks.
fn named(gaps: &[Gap]) -> Option<String> {
    if gaps.len() < 2 {
        return None;
    }
    let mut named: Vec<String> = gaps
        .iter()
        .take(MANY)
        .map(|gap| format!("{} has none for its {}", gap.item, gap.lacking()))
        .collect();
    if gaps.len() > MANY {
        named.push(format!("and {} more", gaps.len() - MANY));
    }
    Some(named.join("\n"))
}

/// An item, and what is said of its origin.
struct Item<'a> {
    kind: &'static str,
    name: &'a str,
    place: Place,
    provenance: &'a Provenance,
    /// Whether its provenance may be said in its catalog too.
    has_catalog: bool,
}

impl<'a> Item<'a> {
    fn new(kind: &'static str, name: &'a str, place: Place, provenance: &'a Provenance) -> Self {
        Self {
            kind,
            name,
            place,
            provenance,
            has_catalog: false,
        }
    }

    /// Finds the aspects without a ground.
    fn check(&self, scheme: &Scheme, wanted: &[Aspect]) -> Option<Gap> {
        if !scheme.is_complete(self.place) {
            return None;
        }
        let missing: Vec<Aspect> = wanted
            .iter()
            .copied()
            .filter(|aspect| self.provenance.get(*aspect).is_none())
            .collect();
        (!missing.is_empty()).then(|| Gap {
            item: format!("{} `{}`", self.kind, self.name),
            place: self.place,
            has_catalog: self.has_catalog,
            missing,
        })
    }
}

fn check_controls(scheme: &Scheme) -> Vec<Gap> {
    let related: BTreeSet<ControlId> = scheme
        .relations
        .iter()
        .map(|relation| relation.focal)
        .collect();
    let names = NameIngredients::of(scheme);
    scheme
        .controls
        .iter()
        .filter(|(_, control)| {
            // What its catalog says of provenance may be lost too.
            let catalog = &scheme.catalogs[control.catalog];
            !control.incomplete && scheme.is_complete(catalog.place)
        })
        .filter_map(|(id, control)| {
            let mut wanted = control_aspects(scheme, &names, control);
            if related.contains(&id) {
                wanted.push(Aspect::Relation);
            }
            let item = Item {
                kind: "the control",
                name: &control.name,
                place: control.place,
                provenance: &control.provenance,
                has_catalog: true,
            };
            item.check(scheme, &wanted)
        })
        .collect()
}

/// Returns what a control has and must account for, but for its relations.
fn control_aspects(scheme: &Scheme, names: &NameIngredients<'_>, control: &Control) -> Vec<Aspect> {
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
            want(Aspect::Claim, names.of_applies(&assessment.applies).claim);
        }
        Treatment::Covered { .. } | Treatment::NotAssessed { .. } => want(Aspect::Treatment, true),
    }
    wanted
}

fn check_interpretation(scheme: &Scheme, interpretation: &Interpretation) -> Option<Gap> {
    Item::new(
        "the interpretation",
        &interpretation.key,
        interpretation.place,
        &interpretation.provenance,
    )
    .check(scheme, &[Aspect::Title, Aspect::Statement])
}

fn check_edition(scheme: &Scheme) -> Option<Gap> {
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
