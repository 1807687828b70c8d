//! The index of a build: the product, the controls by status, open questions, effort, and all files.

use serde::Serialize;

use super::basis::Basis;
use super::document_schema::DocumentSchema;
use super::figure::{FigureKey, FigureView, Figures, SharePart, SharesView};
use super::forms::FormView;
use super::head::{HeadView, StatusCount, view_level};
use super::open::{OpenView, view_open};
use super::test_plan::{
    EffortShare, EffortTotals, WantedSamples, view_effort, view_wanted_samples,
};
use super::totals::{TotalsView, view_totals};
use crate::model::{Level, words};
use crate::plan::ControlPlan;

/// The index of a build.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct BuildIndexView {
    /// The schema of this document: its name and version.
    #[cfg_attr(test, schemars(with = "String", extend("const" = DocumentSchema::Index.word())))]
    pub schema: DocumentSchema,
    /// The head that all documents share.
    pub head: HeadView,
    /// The documents of the build, in the order in which they are used.
    pub documents: Vec<WrittenDocument>,
    /// The status of controls, by the level from which they hold.
    pub levels: Vec<LevelStatus>,
    /// Totals of evidence, tests and decisions.
    pub totals: TotalsView,
    /// The number of planned procedures.
    pub procedures: usize,
    /// The effort of all procedures.
    pub effort: EffortTotals,
    /// The number of samples wanted.
    pub samples: usize,
    /// The samples wanted, by kind, state and batch.
    pub wanted_samples: Vec<WantedSamples>,
    /// The open questions.
    pub open: Vec<OpenView>,
    /// The figures.
    pub figures: Figures,
}

/// A document of the build.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct WrittenDocument {
    /// The key by which users name it: `plan`.
    pub key: String,
    /// Whether it is the index itself.
    pub is_index: bool,
    /// The title.
    pub title: String,
    /// Its readers, and what they find in it.
    pub purpose: &'static str,
    /// The form that it fills.
    pub form: Option<FormView>,
    /// Its files, in the order of formats.
    pub files: Vec<WrittenFile>,
}

words! {
    /// A format in which documents are written. The name of each file ends with its word.
    Format {
        /// Markdown, for people.
        Md = "md",
        /// One HTML file that needs no other.
        Html = "html",
        /// The data of the document.
        Json = "json",
        /// Its main table, for spreadsheets.
        Csv = "csv",
    }
}

/// A file of the build.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct WrittenFile {
    /// The format.
    pub format: Format,
    /// The name, in the folder of the index: `plan.html`.
    pub name: String,
}

/// The status of the controls that hold from a level.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct LevelStatus {
    /// The lowest level of the edition at which they hold; `None` if the edition has no levels.
    pub level: Option<Level>,
    /// The number of these controls.
    pub controls: usize,
    /// How many of them have each status that occurs in the head, in its order.
    pub counts: Vec<StatusCount>,
}

/// Builds the index of a build that writes these documents.
pub fn view_build_index(basis: &Basis<'_>, documents: Vec<WrittenDocument>) -> BuildIndexView {
    let head = basis.head();
    let totals = view_totals(basis);
    let effort = view_effort(basis);
    BuildIndexView {
        schema: DocumentSchema::Index,
        documents,
        levels: view_levels(basis, &head.counts),
        figures: draw_figures(&head, &totals, &effort),
        totals,
        procedures: basis.plan.runs.len(),
        effort,
        samples: basis.plan.work.samples.len(),
        wanted_samples: view_wanted_samples(basis),
        open: view_open(basis),
        head,
    }
}

/// Counts the controls by the level from which each holds. Levels without any are left out.
fn view_levels(basis: &Basis<'_>, shown: &[StatusCount]) -> Vec<LevelStatus> {
    let levels = basis.scheme.edition.all_levels().map(|level| {
        let key = level.map(|level| basis.scheme.level_key(level));
        let plans: Vec<&ControlPlan> = basis
            .plan
            .controls
            .iter()
            .filter(|plan| basis.scheme.levels_of(plan.control).first().copied() == key)
            .collect();
        LevelStatus {
            level: view_level(basis.scheme, level),
            controls: plans.len(),
            counts: count(&plans, shown),
        }
    });
    levels.filter(|level| level.controls > 0).collect()
}

fn count(plans: &[&ControlPlan], shown: &[StatusCount]) -> Vec<StatusCount> {
    let counts = shown.iter().map(|count| StatusCount {
        count: plans
            .iter()
            .filter(|plan| plan.status == count.standing.status)
            .count(),
        ..count.clone()
    });
    counts.collect()
}

fn draw_figures(head: &HeadView, totals: &TotalsView, effort: &EffortTotals) -> Figures {
    let mut figures = Figures::new();
    let mut add = |key: &str, shares: SharesView| {
        if shares.parts.iter().any(|part| part.value > 0) {
            figures.insert(key.to_owned(), FigureView::Shares(shares));
        }
    };
    let statuses = head.counts.iter().map(|count| {
        let key = FigureKey::Status(count.standing.status);
        part(key, count.standing.words(), number(count.count))
    });
    let evidence = [
        ("handed-in", "submitted", totals.evidence_handed_in),
        ("missing", "missing", totals.evidence_missing),
    ];
    let evidence =
        evidence.map(|(key, label, count)| part(FigureKey::own(key), label, number(count)));
    let units = ["requirement", "requirements"];
    add(
        "status",
        shares("Requirements by status", units, statuses.collect()),
    );
    add(
        "evidence",
        shares("Evidence", ["document", "documents"], evidence.to_vec()),
    );
    add("phases", efforts("Effort by phase", &effort.phases));
    add("roles", efforts("Effort by role", &effort.roles));
    figures
}

fn efforts(title: &str, list: &[EffortShare]) -> SharesView {
    let minutes: Vec<u32> = list.iter().map(|share| share.effort.attended).collect();
    let parts = list
        .iter()
        .zip(whole_hours(&minutes))
        .map(|(share, hours)| {
            let key = share.key.as_deref().unwrap_or("other");
            part(FigureKey::own(key), &share.title, hours)
        });
    shares(title, ["h", "h"], parts.collect())
}

fn shares(title: &str, [one, many]: [&str; 2], parts: Vec<SharePart>) -> SharesView {
    SharesView {
        title: title.to_owned(),
        unit: many.to_owned(),
        unit_one: one.to_owned(),
        parts,
    }
}

fn part(key: FigureKey, label: &str, value: u32) -> SharePart {
    SharePart {
        key,
        label: label.to_owned(),
        value,
    }
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// Rounds minutes to hours so that the hours add up to the rounded sum: the numbers that would lose most by rounding
/// down are rounded up.
fn whole_hours(minutes: &[u32]) -> Vec<u32> {
    let sum = minutes.iter().copied().fold(0, u32::saturating_add);
    let mut hours: Vec<u32> = minutes.iter().map(|minutes| minutes / 60).collect();
    let rounded = sum.saturating_add(30) / 60;
    let missing = rounded.saturating_sub(hours.iter().sum());
    let mut order: Vec<usize> = (0..minutes.len()).collect();
    order.sort_by_key(|index| std::cmp::Reverse(minutes.get(*index).map(|minutes| minutes % 60)));
    for index in order.into_iter().take(missing as usize) {
        if let Some(hours) = hours.get_mut(index) {
            *hours += 1;
        }
    }
    hours
}

#[cfg(test)]
mod tests {
    use super::whole_hours;

    #[test]
    fn hours_add_up_to_their_sum() {
        for (minutes, hours) in [
            (&[][..], &[][..]),
            (&[20, 20, 20], &[1, 0, 0]),
            (&[90, 90, 60], &[2, 1, 1]),
            (&[59, 119], &[1, 2]),
            (&[10, 10], &[0, 0]),
        ] {
            assert_eq!(whole_hours(minutes), hours, "{minutes:?}");
        }
    }
}
