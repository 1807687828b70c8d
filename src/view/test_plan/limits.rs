//! What limits the schedule: people and samples for which work waits.

use indexmap::IndexMap;
use serde::Serialize;

use crate::model::RoleId;
use crate::plan::{Limits, WaitFor};
use crate::view::basis::Basis;

/// Something that limits the schedule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct LimitView {
    /// What it is.
    pub kind: LimitKind,
    /// The title of the role, or the label of the sample, which changes with the plan.
    pub title: String,
    /// Minutes of the duration for which it alone keeps the next step of the chain to the end of the work from beginning.
    pub sets: u32,
    /// Minutes for which work that could begin waits for the person of the role.
    pub work_waits: u32,
    /// The people who can begin nothing because the sample is in use.
    pub people_wait: Vec<PersonWaits>,
}

/// A kind of thing that limits the schedule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum LimitKind {
    /// The duration of the work itself and the order of the procedures.
    Work,
    /// The person of a role.
    Role,
    /// A sample.
    Sample,
}

/// How long a person waits for a sample.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct PersonWaits {
    /// The title of the role.
    pub role: String,
    /// Minutes of working time.
    pub minutes: u32,
}

impl LimitView {
    /// Returns how long anything waits because of it, in minutes; what several people wait is added up.
    fn waits(&self) -> u32 {
        let people = self.people_wait.iter().map(|one| one.minutes);
        people.fold(self.work_waits, u32::saturating_add)
    }
}

/// Shows what limits the schedule: what sets the most of its duration first, then what is waited for longest.
pub(super) fn view_limits(basis: &Basis<'_>) -> Vec<LimitView> {
    let Limits { end, idle, busy } = &basis.plan.work.limits;
    let mut views: IndexMap<(LimitKind, String), LimitView> = IndexMap::new();
    for (by, minutes) in end {
        let (kind, title) = match by {
            WaitFor::Work => (LimitKind::Work, String::new()),
            WaitFor::Role(role) => (LimitKind::Role, role_title(basis, *role)),
            WaitFor::Sample(label) => (LimitKind::Sample, label.clone()),
        };
        limit(&mut views, kind, title).sets = *minutes;
    }
    for (role, minutes) in busy {
        limit(&mut views, LimitKind::Role, role_title(basis, *role)).work_waits = *minutes;
    }
    for wait in idle {
        let view = limit(&mut views, LimitKind::Sample, wait.sample.clone());
        view.people_wait.push(PersonWaits {
            role: role_title(basis, wait.role),
            minutes: wait.minutes,
        });
    }
    let mut views: Vec<LimitView> = views.into_values().collect();
    views.sort_by_key(|view| std::cmp::Reverse((view.sets, view.waits())));
    views
}

fn limit(
    views: &mut IndexMap<(LimitKind, String), LimitView>,
    kind: LimitKind,
    title: String,
) -> &mut LimitView {
    let key = (kind, title.clone());
    views.entry(key).or_insert_with(|| LimitView {
        kind,
        title,
        sets: 0,
        work_waits: 0,
        people_wait: Vec::new(),
    })
}

fn role_title(basis: &Basis<'_>, role: Option<RoleId>) -> String {
    let role = role.map(|role| basis.scheme.roles[role].heading());
    role.map_or_else(|| "whoever is free".to_owned(), |title| title.to_string())
}
