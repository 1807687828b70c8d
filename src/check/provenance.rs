//! Checks that every item says where its aspects come from (L-214).

use std::collections::{BTreeMap, BTreeSet};

use super::ingredients::NameIngredients;
use crate::diag::{Diagnostic, Diagnostics, codes, list, list_or};
use crate::model::{
    Aspect, CatalogId, Confidence, Control, ControlId, LevelMap, Provenance, Scheme, Strength,
    Treatment,
};
use crate::source::{FileId, Place};

codes! {
    NO_PROVENANCE = error("P0512", "item without complete provenance"),
}

/// The number of items that a report names.
const MANY: usize = 4;

/// Checks that every control, evidence kind, procedure, form, interpretation and rule and the edition say where each of
/// their aspects comes from; the provenance of their file or catalog counts (L-213). Items of one file make one report,
/// since most often a line at the top of the file is missing; so do controls of one catalog in several files, since one line
/// in the catalog is enough.
pub(super) fn check_provenance(scheme: &Scheme) -> Diagnostics {
    reports(scheme, gaps(scheme))
}

/// Makes one report for each cause: a catalog, if its controls in several files lack something, or a file.
fn reports(scheme: &Scheme, gaps: Vec<Gap>) -> Diagnostics {
    let mut files_of: BTreeMap<CatalogId, BTreeSet<FileId>> = BTreeMap::new();
    for gap in &gaps {
        if let Some(catalog) = gap.catalog {
            files_of.entry(catalog).or_default().insert(gap.place.file);
        }
    }
    let cause = |gap: &Gap| {
        let files = |catalog: &CatalogId| files_of.get(catalog).map_or(0, BTreeSet::len);
        let catalog = gap.catalog.filter(|catalog| files(catalog) > 1);
        catalog.map_or(Cause::File(gap.place.file), Cause::Catalog)
    };
    let mut causes: BTreeMap<Cause, Vec<Gap>> = BTreeMap::new();
    for gap in gaps {
        causes.entry(cause(&gap)).or_default().push(gap);
    }
    let report = |(cause, gaps)| no_provenance(scheme, cause, gaps);
    causes.into_iter().filter_map(report).collect()
}

/// Checks that every control says where each of its aspects comes from; the provenance of its file or catalog counts.
pub(super) fn check_provenance_of_controls(scheme: &Scheme) -> Diagnostics {
    reports(scheme, check_controls(scheme))
}

fn gaps(scheme: &Scheme) -> Vec<Gap> {
    let mut gaps = check_controls(scheme);
    for (_, kind) in scheme.evidence.iter() {
        let item = Item::new("the evidence", &kind.key, kind.place, &kind.provenance);
        gaps.extend(item.check(scheme, &[Aspect::Evidence]));
    }
    for (_, item) in scheme.procedures.iter() {
        let item = Item::new("the procedure", &item.key, item.place, &item.provenance);
        gaps.extend(item.check(scheme, &[Aspect::Procedure]));
    }
    for (_, form) in scheme.forms.iter() {
        let item = Item::new("the form", &form.key, form.place, &form.provenance);
        gaps.extend(item.check(scheme, &[Aspect::Form]));
    }
    for rule in scheme.edition.rules.iter().map(|id| &scheme.rules[*id]) {
        let item = Item::new("the rule", &rule.key, rule.place, &rule.provenance);
        gaps.extend(item.check(scheme, &[Aspect::Rule]));
    }
    for (_, item) in scheme.interpretations.iter() {
        let item = Item::new(
            "the interpretation",
            &item.key,
            item.place,
            &item.provenance,
        );
        gaps.extend(item.check(scheme, &[Aspect::Title, Aspect::Statement]));
    }
    let edition = &scheme.edition;
    if edition
        .uses
        .iter()
        .any(|used| used.levels != LevelMap::Every)
    {
        let name = edition.name();
        let item = Item::new("the edition", &name, edition.place, &edition.provenance);
        gaps.extend(item.check(scheme, &[Aspect::Levels]));
    }
    gaps
}

/// An item with the aspects for which it gives no provenance.
struct Gap {
    /// "the control `asvs-c:C.1`".
    item: String,
    place: Place,
    /// The catalog that may give the provenance instead.
    catalog: Option<CatalogId>,
    missing: Vec<Aspect>,
}

/// Where a single line is enough.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Cause {
    Catalog(CatalogId),
    File(FileId),
}

impl Gap {
    fn lacking(&self) -> String {
        list(self.missing.iter().map(|aspect| aspect.word()))
    }
}

/// Reports gaps of one cause; `None` if there are none.
fn no_provenance(scheme: &Scheme, cause: Cause, mut gaps: Vec<Gap>) -> Option<Diagnostic> {
    gaps.sort_by_key(|gap| (gap.place.file, gap.place.span.start));
    let missing: BTreeSet<Aspect> = gaps.iter().flat_map(|gap| gap.missing.clone()).collect();
    let aspects: Vec<&str> = missing.into_iter().map(Aspect::word).collect();
    let first = gaps.first()?;
    let count = gaps.len();
    let (place, message) = match cause {
        Cause::Catalog(id) => {
            let catalog = &scheme.catalogs[id];
            let name = catalog.name();
            let message =
                format!("{count} controls of the catalog `{name}` have no complete provenance");
            (catalog.place, message)
        }
        Cause::File(_) if count == 1 => (
            first.place,
            format!(
                "{} has no provenance for its {}",
                first.item,
                first.lacking()
            ),
        ),
        Cause::File(_) => (
            first.place,
            format!("{count} items of this file have no complete provenance"),
        ),
    };
    let help = format!(
        "write `provenance {} …` {}, with one of {}",
        aspects.join(", "),
        where_to_write(cause, &gaps),
        list_or(Confidence::words())
    );
    let diagnostic = Diagnostic::at(&NO_PROVENANCE, place, message).help(help);
    Some(match lacking_lines(&gaps) {
        Some(lines) => diagnostic.note(lines),
        None => diagnostic,
    })
}

fn where_to_write(cause: Cause, gaps: &[Gap]) -> &'static str {
    let of_catalog = gaps.iter().any(|gap| gap.catalog.is_some());
    match (cause, of_catalog, gaps.len()) {
        (Cause::Catalog(_), _, _) => "in the catalog",
        (Cause::File(_), true, 1) => "at the top of the file, in the catalog or in the item",
        (Cause::File(_), true, _) => "at the top of the file, in the catalog or in the items",
        (Cause::File(_), false, 1) => "at the top of the file or in the item",
        (Cause::File(_), false, _) => "at the top of the file or in the items",
    }
}

/// Returns a line for each of several items that says what it lacks; `None` for a single item.
fn lacking_lines(gaps: &[Gap]) -> Option<String> {
    if gaps.len() < 2 {
        return None;
    }
    let mut lines: Vec<String> = gaps
        .iter()
        .take(MANY)
        .map(|gap| format!("{} has none for its {}", gap.item, gap.lacking()))
        .collect();
    if gaps.len() > MANY {
        lines.push(format!("and {} more", gaps.len() - MANY));
    }
    Some(lines.join("\n"))
}

/// An item and its provenance.
struct Item<'a> {
    kind: &'static str,
    name: &'a str,
    place: Place,
    provenance: &'a Provenance,
    /// The catalog that may give the provenance instead.
    catalog: Option<CatalogId>,
}

impl<'a> Item<'a> {
    fn new(kind: &'static str, name: &'a str, place: Place, provenance: &'a Provenance) -> Self {
        Self {
            kind,
            name,
            place,
            provenance,
            catalog: None,
        }
    }

    /// Finds the aspects without provenance.
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
            catalog: self.catalog,
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
            // The provenance of its catalog may be lost too.
            let catalog = &scheme.catalogs[control.catalog];
            !control.incomplete && scheme.is_complete(catalog.place)
        })
        .filter_map(|(id, control)| {
            let mut wanted = control_aspects(scheme, &names, control);
            if related.contains(&id) {
                wanted.push(Aspect::Relation);
            }
            // What a revision leaves as it was lacks the grounds that the revision does not give.
            let place = if control.is_left() {
                scheme.catalogs[control.catalog].place
            } else {
                control.place
            };
            let item = Item {
                kind: "the control",
                name: &control.name,
                place,
                provenance: &control.provenance,
                catalog: Some(control.catalog),
            };
            item.check(scheme, &wanted)
        })
        .collect()
}

/// Returns the aspects for which a control must give provenance, except its relations.
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
