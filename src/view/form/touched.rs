//! What the differences of a series touch: for each model, what can be taken over from the lead and what cannot.

use indexmap::{IndexMap, IndexSet};
use rustc_hash::FxHashSet;
use serde::Serialize;

use crate::model::ControlId;
use crate::plan::{ControlPlan, Products, RowKey, Run, Status};
use crate::product::{Difference, DifferenceKind, VariantInfo};
use crate::source::Text;
use crate::view::basis::Basis;
use crate::view::refs::RefView;
use crate::view::rows::view_run_rows;
use crate::view::series_rules::{SeriesRuleView, view_series_rules};

/// What the differences of a model touch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct TouchedView {
    /// The key of the model in the series.
    pub key: Text,
    /// The rules of the edition that say what the models of a series share, and how the model stands to each.
    pub rules: Vec<SeriesRuleView>,
    /// The number of rows of the test plan whose results hold for it as for the lead: the entry has the same version and
    /// hash in both, and the same answer to every question that decides about the row.
    pub taken_over: usize,
    /// Rows among them whose entry differs in something that does not decide about them, such as how a housing is closed:
    /// the laboratory judges whether their results hold.
    pub to_judge: Vec<TouchedMethod>,
    /// The rows that are carried out for it and not for the lead alone, since its entry is another one or has other answers.
    pub own: Vec<TouchedMethod>,
    /// The rows of the lead that are not carried out for it, since it has no such entry or nothing asks for them.
    pub gone: Vec<TouchedMethod>,
    /// The requirements that have another status than for the lead.
    pub statuses: Vec<TouchedStatus>,
    /// The requirements on which results of its own or rows that fall away bear.
    pub controls: Vec<RefView>,
    /// The evidence that is wanted of entries for it, and not for the lead.
    pub evidence: Vec<TouchedEvidence>,
}

/// A procedure with the rows that a difference touches.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct TouchedMethod {
    /// The key of the procedure.
    pub key: Text,
    /// The entries; empty if it is carried out once.
    pub entries: Vec<String>,
}

/// A requirement that has another status for a model than for the lead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct TouchedStatus {
    /// The requirement.
    pub control: RefView,
    /// Its status for the lead.
    pub lead: Status,
    /// Its status for the model.
    pub model: Status,
}

/// Evidence that is wanted of entries for a model, and not for the lead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct TouchedEvidence {
    /// The kinds, of which one is enough.
    pub kinds: Vec<Text>,
    /// The entries.
    pub entries: Vec<String>,
}

/// Shows what each model of the series touches, in the order of the product file.
pub(super) fn view_touched(basis: &Basis<'_>) -> Vec<TouchedView> {
    let models = basis.product.variants.iter();
    let mut touched: Vec<Touched> = models.map(Touched::new).collect();
    for run in &basis.plan.runs {
        add_run(basis, run, &mut touched);
    }
    let touched = touched.into_iter().map(|touched| touched.finish(basis));
    let mut touched: Vec<TouchedView> = touched.collect();
    for (model, rules) in touched.iter_mut().zip(view_series_rules(basis)) {
        model.rules = rules;
    }
    touched
}

/// What is gathered of a model.
struct Touched {
    key: Text,
    taken_over: usize,
    /// The entries that differ from those of the lead in an answer.
    differs: FxHashSet<String>,
    to_judge: IndexMap<Text, Vec<String>>,
    own: IndexMap<Text, Vec<String>>,
    gone: IndexMap<Text, Vec<String>>,
    controls: IndexSet<ControlId>,
}

/// How a row of the lead stands for a model.
enum Bearing {
    /// Both share its result.
    Shared,
    /// The model has a result of its own.
    Own,
    /// It is carried out for the lead alone.
    Gone,
    /// It is carried out for neither.
    Neither,
}

impl Bearing {
    /// Holds a row against the products that share each of its cells.
    fn of<'c>(model: &str, mut cells: impl Iterator<Item = &'c Products>) -> Self {
        let mut lead = false;
        let mut own = false;
        let shared = cells.any(|products| {
            let has_lead = products.is_empty() || products.contains(&None);
            let has_model = products.is_empty() || names(products, model);
            lead |= has_lead;
            own |= has_model;
            has_lead && has_model
        });
        match (shared, own, lead) {
            (true, _, _) => Self::Shared,
            (false, true, _) => Self::Own,
            (false, false, true) => Self::Gone,
            (false, false, false) => Self::Neither,
        }
    }
}

fn names(products: &Products, model: &str) -> bool {
    products
        .iter()
        .any(|product| product.as_deref() == Some(model))
}

impl Touched {
    fn new(model: &VariantInfo) -> Self {
        Self {
            key: model.key.as_str().into(),
            taken_over: 0,
            differs: model.differences.iter().filter_map(entry_of).collect(),
            to_judge: IndexMap::new(),
            own: IndexMap::new(),
            gone: IndexMap::new(),
            controls: IndexSet::new(),
        }
    }

    /// Says whether an entry, or the first of a pair, differs from that of the lead in an answer.
    fn has_other(&self, entry: &str) -> bool {
        let first = entry.split_once('+').map_or(entry, |(first, _)| first);
        self.differs.contains(first)
    }

    fn finish(self, basis: &Basis<'_>) -> TouchedView {
        let mut controls: Vec<ControlId> = self.controls.into_iter().collect();
        controls.sort_unstable();
        let plans = || basis.plan.controls.iter();
        TouchedView {
            taken_over: self.taken_over,
            to_judge: methods(self.to_judge),
            own: methods(self.own),
            gone: methods(self.gone),
            statuses: plans()
                .filter_map(|plan| view_status(basis, plan, &self.key))
                .collect(),
            controls: controls.into_iter().map(|id| basis.control(id)).collect(),
            evidence: view_evidence(basis, plans(), &self.key),
            rules: Vec::new(),
            key: self.key,
        }
    }
}

/// Returns the entry in an answer of which a model differs: `housing.body` of `housing.body.closed_by`.
fn entry_of(difference: &Difference) -> Option<String> {
    let DifferenceKind::Changed { .. } = difference.kind else {
        return None;
    };
    let (entry, _) = difference.subject.rsplit_once('.')?;
    entry.contains('.').then(|| entry.to_owned())
}

fn methods(rows: IndexMap<Text, Vec<String>>) -> Vec<TouchedMethod> {
    let rows = rows.into_iter();
    rows.map(|(key, entries)| TouchedMethod { key, entries })
        .collect()
}

fn add_run<'a>(basis: &Basis<'a>, run: &'a Run, touched: &mut [Touched]) {
    let key = &basis.scheme.procedures[run.procedure].key;
    let rooms = view_run_rows(basis, run);
    for (row, room) in run.rows.iter().zip(rooms.iter()) {
        let entry = row.key.as_ref().map(RowKey::words);
        for model in touched.iter_mut() {
            let bearing = match row.key {
                Some(_) => Bearing::of(&model.key, room.cells.iter().map(|cell| &cell.products)),
                None => Bearing::of(&model.key, row.serves.iter().map(|served| &served.products)),
            };
            let rows = match bearing {
                Bearing::Shared => {
                    model.taken_over += 1;
                    if !entry.as_ref().is_some_and(|entry| model.has_other(entry)) {
                        continue;
                    }
                    &mut model.to_judge
                }
                Bearing::Neither => continue,
                Bearing::Own => &mut model.own,
                Bearing::Gone => &mut model.gone,
            };
            rows.entry(key.clone()).or_default().extend(entry.clone());
            let serves = row.serves.iter().map(|served| served.control);
            model.controls.extend(serves);
        }
    }
}

fn view_status(basis: &Basis<'_>, plan: &ControlPlan, model: &Text) -> Option<TouchedStatus> {
    let status = |key: Option<&str>| {
        let mut variants = plan.variants.iter();
        let found = variants.find(|one| one.variant.as_deref() == key);
        found.map_or(plan.status, |one| one.status)
    };
    let (lead, model) = (status(None), status(Some(model)));
    (lead != model).then(|| TouchedStatus {
        control: basis.control(plan.control),
        lead,
        model,
    })
}

/// Gathers the evidence that is wanted of entries for a model, and not for the lead.
fn view_evidence<'p>(
    basis: &Basis<'_>,
    plans: impl Iterator<Item = &'p ControlPlan>,
    model: &Text,
) -> Vec<TouchedEvidence> {
    let mut wanted: IndexMap<Vec<Text>, IndexSet<String>> = IndexMap::new();
    for owed in plans.flat_map(|plan| &plan.evidence) {
        let rows = owed.line.rows.rows().iter();
        let own = rows.filter(|row| names(&row.variants, model) && !row.variants.contains(&None));
        let entries: Vec<String> = own.map(|row| row.key.words()).collect();
        if !entries.is_empty() {
            let kinds = owed.choice.kinds().iter();
            let kinds = kinds.map(|kind| basis.scheme.evidence[*kind].key.clone());
            wanted.entry(kinds.collect()).or_default().extend(entries);
        }
    }
    let wanted = wanted.into_iter();
    wanted
        .map(|(kinds, entries)| TouchedEvidence {
            kinds,
            entries: entries.into_iter().collect(),
        })
        .collect()
}
