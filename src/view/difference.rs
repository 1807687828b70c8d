//! What comes and goes when a product changes: two plans of one edition and level, compared.

use indexmap::IndexMap;
use indexmap::map::Entry;
use serde::Serialize;

use super::basis::Basis;
use super::series::ProductNames;
use super::statuses::{StatusView, VariantStatusView, view_variant};
use super::test_plan::{WantedSamples, view_effort, view_wanted_samples};
use crate::plan::{ControlPlan, OwedLine, OwedRows, Products, Status};
use crate::source::Text;

/// What comes and goes with a change of a product.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DifferenceView {
    /// The controls whose status changes, in the order of the scheme.
    pub controls: Vec<ControlDifference>,
    /// What the tests of each control take more or less, in the order of the scheme; what goes as a whole stands last.
    pub procedures: Vec<LineDifference>,
    /// What the evidence for each control takes more or less, in the same order.
    pub evidence: Vec<LineDifference>,
    /// What the work comes to.
    pub work: WorkDifference,
    /// The samples of each kind, state and batch of which more or fewer are wanted.
    pub samples: Vec<SampleDifference>,
}

/// A control whose status changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ControlDifference {
    /// The name by which the edition calls it.
    pub control: Text,
    /// The title.
    pub title: Text,
    /// The status before.
    pub before: StatusView,
    /// The status after.
    pub after: StatusView,
    /// The statuses after for each model of a series, if they differ.
    pub models: Vec<VariantStatusView>,
}

/// A procedure or a piece of evidence that a control wants for other entries than before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LineDifference {
    /// The name of the control.
    pub control: Text,
    /// The name of the procedure or of the evidence.
    pub wanted: String,
    /// Whether it was wanted before; `None` if it was not.
    pub before: Option<StatusView>,
    /// Whether it is wanted after; `None` if it is not.
    pub after: Option<StatusView>,
    /// The entries for which it is wanted after, and was not before.
    pub come: Vec<String>,
    /// The entries for which it was wanted before, and is not after.
    pub gone: Vec<String>,
    /// The entries for which it is wanted more or less surely than before, each with its status after.
    pub changed: Vec<RowDifference>,
}

/// An entry for which something is wanted more or less surely.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RowDifference {
    /// The entry.
    pub entry: String,
    /// The status after.
    pub after: StatusView,
}

/// A number before a change, and after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Change<Number> {
    /// Before.
    pub before: Number,
    /// After.
    pub after: Number,
}

/// What the work comes to before and after.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct WorkDifference {
    /// Minutes of attended work.
    pub attended: Change<u32>,
    /// Minutes of attended work that depend on open questions.
    pub open: Change<u32>,
    /// Minutes of unattended work.
    pub unattended: Change<u32>,
    /// Working days with one person for each role.
    pub days: Change<u32>,
    /// The number of samples.
    pub samples: Change<usize>,
}

/// Samples of which more or fewer are wanted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SampleDifference {
    /// What they are: kind, state, batch.
    pub sample: String,
    /// How many.
    pub count: Change<usize>,
}

impl<Number: PartialEq> Change<Number> {
    /// Says whether it is the same number.
    pub fn is_none(&self) -> bool {
        self.before == self.after
    }
}

impl DifferenceView {
    /// Says whether nothing comes or goes.
    pub fn is_empty(&self) -> bool {
        let WorkDifference {
            attended,
            open,
            unattended,
            days,
            samples,
        } = self.work;
        let of_work = [attended, open, unattended, days];
        self.controls.is_empty()
            && self.procedures.is_empty()
            && self.evidence.is_empty()
            && self.samples.is_empty()
            && samples.is_none()
            && of_work.iter().all(Change::is_none)
    }
}

/// Compares what two states of one product call for, against the same edition and level.
pub fn view_difference(before: &Basis<'_>, after: &Basis<'_>) -> DifferenceView {
    let (first, second) = (view_effort(before), view_effort(after));
    let change = |first, second| Change {
        before: first,
        after: second,
    };
    DifferenceView {
        controls: control_differences(before, after),
        procedures: line_differences(&procedure_lines(before), &procedure_lines(after)),
        evidence: line_differences(&evidence_lines(before), &evidence_lines(after)),
        work: WorkDifference {
            attended: change(first.total.attended, second.total.attended),
            open: change(first.total.open, second.total.open),
            unattended: change(first.total.unattended, second.total.unattended),
            days: change(first.days, second.days),
            samples: Change {
                before: first.samples,
                after: second.samples,
            },
        },
        samples: sample_differences(before, after),
    }
}

fn control_differences(before: &Basis<'_>, after: &Basis<'_>) -> Vec<ControlDifference> {
    // The level is the same, so both plans have the same controls in the same order.
    let controls = before.plan.controls.iter().zip(after.plan.controls.iter());
    let statuses = |plan: &ControlPlan| {
        let models = plan.variants.iter();
        let models = models.map(|model| (model.variant.clone(), model.status));
        (plan.status, models.collect::<Vec<_>>())
    };
    let changed = controls.filter(|(first, second)| statuses(first) != statuses(second));
    let changed = changed.map(|(first, second)| {
        let control = &before.scheme.controls[first.control];
        ControlDifference {
            control: control.name.clone(),
            title: control.title.clone(),
            before: first.status.into(),
            after: second.status.into(),
            models: second.variants.iter().map(view_variant).collect(),
        }
    });
    changed.collect()
}

/// The lines of all controls, each with the entries for which it is wanted.
type Lines = IndexMap<(Text, String), Wanted>;

/// How something is wanted.
struct Wanted {
    status: Status,
    /// The entries; none if it is wanted once.
    rows: IndexMap<String, Status>,
}

fn procedure_lines(basis: &Basis<'_>) -> Lines {
    let mut lines = Lines::new();
    for plan in &basis.plan.controls {
        let control = &basis.scheme.controls[plan.control].name;
        for owed in &plan.procedures {
            let models = of_models(&owed.line.variants);
            let name = format!("{}{models}", owed.name(basis.scheme));
            add_line(&mut lines, control, name, &owed.line);
        }
    }
    lines
}

fn evidence_lines(basis: &Basis<'_>) -> Lines {
    let mut lines = Lines::new();
    for plan in &basis.plan.controls {
        let control = &basis.scheme.controls[plan.control].name;
        for owed in plan.papers_and_answers() {
            let name = format!("{}{}", owed.key, of_models(&owed.line.variants));
            add_line(&mut lines, control, name, &owed.line);
        }
    }
    lines
}

/// Says for which models of a series something is wanted; nothing if for all.
fn of_models(products: &Products) -> String {
    if products.is_empty() {
        return String::new();
    }
    format!(" ({})", ProductNames::of(products).join(", "))
}

/// Adds a line. What one control wants in several lines, such as at two depths, is one.
fn add_line(lines: &mut Lines, control: &Text, name: String, owed: &OwedLine) {
    let wanted = match lines.entry((control.clone(), name)) {
        Entry::Occupied(known) => {
            let known = known.into_mut();
            known.status = surer(known.status, owed.status);
            known
        }
        Entry::Vacant(fresh) => fresh.insert(Wanted {
            status: owed.status,
            rows: IndexMap::new(),
        }),
    };
    let rows = match &owed.rows {
        OwedRows::Once => return,
        OwedRows::Each(rows) | OwedRows::AtLeastOne(rows) => rows,
    };
    for row in rows.iter() {
        let entry = format!("{}{}", row.key.words(), of_models(&row.variants));
        let known = wanted.rows.entry(entry).or_insert(row.status);
        *known = surer(*known, row.status);
    }
}

/// Returns that of two statuses which says more: what applies is certainly wanted.
fn surer(one: Status, other: Status) -> Status {
    if one == Status::Applies { one } else { other }
}

fn line_differences(before: &Lines, after: &Lines) -> Vec<LineDifference> {
    let mut differences = Vec::new();
    let gone = before.keys().filter(|key| !after.contains_key(*key));
    for key in after.keys().chain(gone) {
        let (first, second) = (before.get(key), after.get(key));
        let (control, wanted) = key;
        let line = LineDifference {
            control: control.clone(),
            wanted: wanted.clone(),
            before: first.map(|line| line.status.into()),
            after: second.map(|line| line.status.into()),
            come: rows_only_in(second, first),
            gone: rows_only_in(first, second),
            changed: rows_changed(first, second),
        };
        let is_same = line.before == line.after
            && line.come.is_empty()
            && line.gone.is_empty()
            && line.changed.is_empty();
        if !is_same {
            differences.push(line);
        }
    }
    differences
}

fn rows_only_in(one: Option<&Wanted>, other: Option<&Wanted>) -> Vec<String> {
    let rows = one.into_iter().flat_map(|line| line.rows.keys());
    let only = rows.filter(|row| !other.is_some_and(|line| line.rows.contains_key(*row)));
    only.cloned().collect()
}

fn rows_changed(before: Option<&Wanted>, after: Option<&Wanted>) -> Vec<RowDifference> {
    let (Some(before), Some(after)) = (before, after) else {
        return Vec::new();
    };
    let rows = after.rows.iter();
    let changed = rows.filter(|(entry, status)| {
        let known = before.rows.get(*entry);
        known.is_some_and(|known| known != *status)
    });
    let changed = changed.map(|(entry, status)| RowDifference {
        entry: entry.clone(),
        after: (*status).into(),
    });
    changed.collect()
}

fn sample_differences(before: &Basis<'_>, after: &Basis<'_>) -> Vec<SampleDifference> {
    let mut counts: IndexMap<String, Change<usize>> = IndexMap::new();
    let nothing = Change {
        before: 0,
        after: 0,
    };
    for wanted in view_wanted_samples(before) {
        counts.entry(words(&wanted)).or_insert(nothing).before += wanted.count;
    }
    for wanted in view_wanted_samples(after) {
        counts.entry(words(&wanted)).or_insert(nothing).after += wanted.count;
    }
    let changed = counts.into_iter().filter(|(_, count)| !count.is_none());
    let changed = changed.map(|(sample, count)| SampleDifference { sample, count });
    changed.collect()
}

/// Says what a sample is: its kind, its state and its batch.
fn words(wanted: &WantedSamples) -> String {
    let kind = wanted.kind.as_ref().map(|kind| kind.title.to_string());
    let state = wanted.state.as_ref().map(|state| state.title.to_string());
    let batch = wanted.batch.map(|batch| format!("batch {batch}"));
    let parts: Vec<String> = [kind, state, batch].into_iter().flatten().collect();
    if parts.is_empty() {
        "sample".to_owned()
    } else {
        parts.join(", ")
    }
}
