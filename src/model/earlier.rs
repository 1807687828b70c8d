//! Answers the name of a control of an earlier version with what became of it.

use super::lineage::{Change, ControlName, Fate, Lineage, Passage};
use crate::diag::{Code, Diagnostic, list, list_or};
use crate::source::{Place, Text};

/// The controls of an edition, found as if there had been no earlier version.
pub trait Present {
    /// Returns the names of the controls that have a name.
    fn with_name(&self, name: ControlName<'_>) -> Vec<Text>;
    /// Returns the name of the control that takes the control of a base with a name.
    fn taker(&self, name: ControlName<'_>) -> Option<Text>;
}

/// The lineages of what an edition reaches, in which the names of earlier controls are looked up.
#[derive(Debug, Clone, Default)]
pub struct Lineages<'l> {
    /// Those of its catalogs, and its own.
    own: Vec<&'l Lineage>,
    /// Those of the catalogs that its profiles are over.
    bases: Vec<&'l Lineage>,
}

/// What became of the controls of earlier versions that a name means, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Earlier {
    /// What became of them: "`c:2` was split into `c:2A` and `c:2B` in `c@2`".
    pub message: String,
    /// Why some were withdrawn.
    pub note: Option<String>,
    /// The way on.
    pub help: String,
    /// The names of the controls that can be meant.
    pub choices: Vec<Text>,
    /// The name to write, where there is no choice and nothing to look at.
    pub only: Option<Text>,
}

impl Earlier {
    /// Answers the name of a control that a profile takes, where the name has a version and so means the control itself.
    pub fn of_taken(name: &str, taker: &Text, edition: &str) -> Self {
        Self {
            message: format!("`{name}` is not in `{edition}`; `{taker}` takes it"),
            note: None,
            help: help(std::slice::from_ref(taker), Some(taker), false),
            choices: vec![taker.clone()],
            only: Some(taker.clone()),
        }
    }

    /// Makes a diagnostic of it for the place of the name.
    pub fn report(self, code: &'static Code, place: Place) -> Diagnostic {
        let only = self.only.clone();
        let mut report = self.report_nowhere(code);
        report.primary = Diagnostic::at(code, place, "").primary;
        match only {
            Some(only) => report.fix("use the new name", place, only.to_string()),
            None => report,
        }
    }

    /// Makes a diagnostic of it where the name has no place.
    pub fn report_nowhere(self, code: &'static Code) -> Diagnostic {
        let report = Diagnostic::nowhere(code, self.message);
        report.maybe_note(self.note).help(self.help)
    }
}

impl<'l> Lineages<'l> {
    /// Collects the lineages of the catalogs of an edition and its own, and those of the bases of its profiles.
    pub fn new(
        own: impl Iterator<Item = &'l Lineage>,
        bases: impl Iterator<Item = &'l Lineage>,
    ) -> Self {
        let has_steps = |lineage: &&Lineage| !lineage.steps().is_empty();
        Self {
            own: own.filter(has_steps).collect(),
            bases: bases.filter(has_steps).collect(),
        }
    }

    /// Says what became of the controls of earlier versions that a name means; `None` if it means none.
    pub fn find(&self, name: &str, controls: &impl Present) -> Option<Earlier> {
        let asked = ControlName::read(name);
        let fates = self.fates(asked, controls);
        if fates.is_empty() {
            return None;
        }
        let mut said: Vec<String> = fates
            .iter()
            .map(|past| past.sentence(name, controls))
            .collect();
        let mut choices: Vec<Text> = Vec::new();
        for choice in fates.iter().flat_map(|past| past.choices(controls)) {
            if !choices.contains(&choice) {
                choices.push(choice);
            }
        }
        let others = controls.with_name(asked).into_iter();
        for other in others.filter(|_| asked.version.is_none()) {
            if !choices.contains(&other) {
                said.push(format!("`{other}` is another control"));
                choices.push(other);
            }
        }
        let moves = |past: &Past<'_>| past.fate.passage() == Passage::Moves;
        let only = choices.first().filter(|_| choices.len() == 1);
        let only = only.filter(|_| fates.iter().all(moves)).cloned();
        let is_gone = fates.iter().all(|past| past.fate.now.is_empty());
        Some(Earlier {
            message: said.join("; "),
            note: note(&fates),
            help: help(&choices, only.as_ref(), is_gone),
            choices,
            only,
        })
    }

    /// What an edition's own catalogs say of a key goes before what bases say of it, and so does a control that has it.
    fn fates(&self, asked: ControlName<'_>, controls: &impl Present) -> Vec<Past<'l>> {
        let own = pasts(&self.own, asked, controls);
        if !own.is_empty() || self.bases.is_empty() || !controls.with_name(asked).is_empty() {
            return own;
        }
        pasts(&self.bases, asked, controls)
    }
}

/// What became of a control of one lineage.
struct Past<'l> {
    lineage: &'l Lineage,
    fate: Fate<'l>,
}

fn pasts<'l>(
    lineages: &[&'l Lineage],
    asked: ControlName<'_>,
    controls: &impl Present,
) -> Vec<Past<'l>> {
    let all = lineages.iter().copied().flat_map(|lineage| {
        let fates = lineage.fates(asked).into_iter();
        fates.map(move |fate| Past { lineage, fate })
    });
    // Of a key that nothing is said of, only the controls of today show whether there was a control.
    all.filter(|past| !past.fate.changes.is_empty() || past.is_present(controls))
        .collect()
}

impl Past<'_> {
    fn is_present(&self, controls: &impl Present) -> bool {
        let mut now = self.fate.now.iter();
        now.any(|key| self.present(key, controls).is_some())
    }

    /// Returns the name of the control of the edition that has a key, or takes the control that has it.
    fn present(&self, key: &str, controls: &impl Present) -> Option<Text> {
        let name = self.lineage.unversioned(key);
        let own = controls.with_name(name).into_iter().next();
        own.or_else(|| controls.taker(name))
    }

    /// Returns the names of the controls to choose from.
    fn choices(&self, controls: &impl Present) -> Vec<Text> {
        let shown = |key: &Text| {
            let present = self.present(key, controls);
            present.unwrap_or_else(|| self.lineage.control_name(key))
        };
        self.fate.now.iter().map(shown).collect()
    }

    fn sentence(&self, name: &str, controls: &impl Present) -> String {
        let changes = &self.fate.changes;
        if changes.is_empty() {
            let last = self.lineage.steps().last().map_or("", |last| &last.new);
            let now = self.fate.now.iter().map(|key| self.shown(key, controls));
            return format!(
                "`{name}` is {} in `{last}`",
                names(&now.collect::<Vec<_>>())
            );
        }
        let parts = changes.iter().enumerate().map(|(number, change)| {
            let subject = if number == 0 {
                name.to_owned()
            } else {
                change.name()
            };
            let later = changes.get(number + 1..).unwrap_or(&[]);
            format!("`{subject}` {}", self.became(change, later, controls))
        });
        parts.collect::<Vec<_>>().join(", ")
    }

    /// Says what became of a key in one step: "was split into `c:2A` and `c:2B` in `c@2`". A name that changes later
    /// has its version.
    fn became(&self, change: &Change<'_>, later: &[Change<'_>], controls: &impl Present) -> String {
        let step = change.step;
        let new = step.map.after(&change.old);
        let is_united = new.iter().any(|new| step.map.is_united(new));
        let what = match new.as_slice() {
            [] => "was withdrawn".to_owned(),
            [_] if is_united => "was merged into ".to_owned(),
            [_] => "moved to ".to_owned(),
            [_, ..] => "was split into ".to_owned(),
        };
        let changes = |key: &Text| later.iter().any(|change| change.old == *key);
        let shown = |key: &Text| {
            if changes(key) {
                return format!("{}:{key}", step.new).into();
            }
            self.shown(key, controls)
        };
        let said = what + &names(&new.iter().map(shown).collect::<Vec<_>>());
        if new.iter().all(changes) && !new.is_empty() {
            return said;
        }
        format!("{said} in `{}`", step.new)
    }

    /// Returns the name of a control of the version in use.
    fn shown(&self, key: &Text, controls: &impl Present) -> Text {
        let own = controls.with_name(self.lineage.unversioned(key));
        own.into_iter()
            .next()
            .unwrap_or_else(|| self.lineage.control_name(key))
    }
}

fn names(names: &[Text]) -> String {
    list(names.iter().map(Text::as_str))
}

/// Returns why controls were withdrawn, in the words of the scheme.
fn note(fates: &[Past<'_>]) -> Option<String> {
    let changes = fates.iter().flat_map(|past| &past.fate.changes);
    let why = changes.filter_map(|change| change.step.map.why_withdrawn(&change.old));
    let why: Vec<String> = why.map(|why| format!("withdrawn because: {why}")).collect();
    (!why.is_empty()).then(|| why.join("\n"))
}

fn help(choices: &[Text], only: Option<&Text>, is_gone: bool) -> String {
    let names = list_or(choices.iter().map(Text::as_str));
    match choices {
        [] => "remove it".to_owned(),
        [_, ..] if is_gone => format!("write {names} if that is meant, or remove it"),
        [_] if only.is_some() => format!("write {names}"),
        [_] => format!("check whether this holds for {names}; if so, write that name"),
        [_, ..] => format!("write the one that is meant: {names}"),
    }
}
