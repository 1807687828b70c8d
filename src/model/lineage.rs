//! The earlier versions of a catalog, and what became of their controls (L-037).

use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::migration::Migration;
use crate::source::Text;

/// The earlier versions of a catalog or an edition, and what became of their keys from version to version.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lineage {
    /// The key of the catalog: `c`. Empty for an edition, whose keys are those of controls of any catalog.
    key: Text,
    /// The steps, the oldest first.
    steps: Vec<Step>,
    /// The old keys of which a step says something.
    mentioned: Arc<FxHashSet<Text>>,
}

/// A step from a version to the next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The earlier version: `c@1`; `None` where it is not said which it is.
    pub old: Option<Text>,
    /// The version that follows it: `c@2`.
    pub new: Text,
    /// What became of the keys.
    pub map: Arc<Migration>,
}

/// The name of a control, taken apart (L-029).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ControlName<'n> {
    /// The key of its catalog.
    pub catalog: Option<&'n str>,
    /// The version of its catalog.
    pub version: Option<&'n str>,
    /// Its own key.
    pub key: &'n str,
}

impl<'n> ControlName<'n> {
    /// Takes a name apart: `C.1`, `asvs-c:C.1`, `asvs-c@4.0.3:C.1`.
    pub fn read(name: &'n str) -> Self {
        let (owner, key) = match name.split_once(':') {
            Some((owner, key)) => (Some(owner), key),
            None => (None, name),
        };
        let versioned = owner.and_then(|owner| owner.split_once('@'));
        Self {
            catalog: versioned.map(|(catalog, _)| catalog).or(owner),
            version: versioned.map(|(_, version)| version),
            key,
        }
    }

    /// Returns the name without a version: `asvs-c:C.1`, or `C.1` where it has no catalog.
    pub fn without_version(self) -> String {
        match self.catalog {
            Some(catalog) => format!("{catalog}:{}", self.key),
            None => self.key.to_owned(),
        }
    }
}

/// What became of one control of an earlier version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fate<'l> {
    /// The changes on the way, the oldest first.
    pub changes: Vec<Change<'l>>,
    /// The keys that it became.
    pub now: Vec<Text>,
    /// Whether one of them unites it with others.
    pub is_united: bool,
}

/// What became of a key in one step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change<'l> {
    /// The key before.
    pub old: Text,
    /// The step.
    pub step: &'l Step,
}

/// How what was said of a control of an earlier version goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Passage {
    /// It goes on with the one control that the old one became.
    Moves,
    /// It goes on with one control, which asks what others asked as well; somebody has to look.
    Review,
    /// It belongs to one of several controls, and nobody but its author knows to which.
    Ask,
    /// There is nothing left to which it could belong.
    Gone,
}

impl Change<'_> {
    /// Returns the name of the control before the change, with its version where that is known.
    pub fn name(&self) -> String {
        match &self.step.old {
            Some(version) => format!("{version}:{}", self.old),
            None => self.old.to_string(),
        }
    }
}

impl Fate<'_> {
    /// Returns how what was said of the control goes on.
    pub fn passage(&self) -> Passage {
        match (self.now.as_slice(), self.is_united) {
            ([], _) => Passage::Gone,
            ([_], false) => Passage::Moves,
            ([_], true) => Passage::Review,
            (_, _) => Passage::Ask,
        }
    }
}

impl Lineage {
    /// Makes the lineage of a catalog from its steps, the oldest first; `key` is empty for an edition.
    pub fn new(key: Text, steps: Vec<Step>) -> Self {
        let mentioned = steps.iter().flat_map(|step| step.map.mentioned());
        let mentioned = Arc::new(mentioned.cloned().collect());
        Self {
            key,
            steps,
            mentioned,
        }
    }

    /// Returns the key of the catalog; empty for an edition.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// Returns its steps, the oldest first.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// Returns the known earlier versions, the newest first, each with what became of its keys up to the version in use.
    pub fn since(&self) -> Vec<(&Text, Migration)> {
        let mut since: Vec<(&Text, Migration)> = Vec::with_capacity(self.steps.len());
        for step in self.steps.iter().rev() {
            let Some(old) = &step.old else { break };
            let map = match since.last() {
                Some((_, after)) => step.map.then(after),
                None => (*step.map).clone(),
            };
            since.push((old, map));
        }
        since
    }

    /// Says whether it is the lineage of an edition.
    pub fn is_of_edition(&self) -> bool {
        self.key.is_empty()
    }

    /// Returns the name of a control of the version in use, without its version.
    pub fn unversioned<'n>(&'n self, key: &'n str) -> ControlName<'n> {
        ControlName {
            catalog: (!self.is_of_edition()).then_some(self.key.as_str()),
            version: None,
            key,
        }
    }

    /// Returns the name of a control of the version in use. It has the version where its key meant something else before.
    pub fn control_name(&self, key: &str) -> Text {
        if self.is_of_edition() {
            return key.into();
        }
        let last = self.steps.last().filter(|_| self.is_reused(key));
        let owner = last.map_or(&self.key, |last| &last.new);
        format!("{owner}:{key}").into()
    }

    /// Says whether a key of the version in use meant something else in an earlier version: the control that had it
    /// is gone, is another now, or is one of several.
    pub fn is_reused(&self, key: &str) -> bool {
        let name = ControlName::read(key);
        self.mentioned.contains(key) && !self.fates(name).is_empty()
    }

    /// Returns what became of the controls of earlier versions that a name can mean, the oldest first. A control is
    /// left out if its name still means it.
    pub fn fates(&self, name: ControlName<'_>) -> Vec<Fate<'_>> {
        let name = self.without_own_version(name);
        let is_exact = name.version.is_some() || name.catalog.is_some_and(|key| *self.key != *key);
        let mut fates: Vec<Fate<'_>> = Vec::new();
        if !is_exact && !self.mentioned.contains(name.key) {
            return fates;
        }
        for (number, step) in self.steps.iter().enumerate() {
            // A step from nobody knows which version speaks of the keys that it mentions, and of no other.
            let is_known = is_exact && step.old.is_some();
            let is_said = is_known || step.map.mentions(name.key);
            if !self.is_meant(step, name) || !is_said || step.map.is_born(name.key) {
                continue;
            }
            let fate = self.follow(number, name.key);
            let stays = !is_exact && matches!(&*fate.now, [only] if **only == *name.key);
            let is_part = |before: &Fate<'_>| {
                let mut changes = fate.changes.iter();
                changes.all(|change| before.changes.contains(change))
            };
            if !stays && !fates.iter().any(is_part) {
                fates.push(fate);
            }
        }
        fates
    }

    /// Returns what became of a control of an earlier version, given by its name: `c@1`.
    pub fn fate_from(&self, version: &str, key: &str) -> Option<Fate<'_>> {
        let is_wanted = |step: &Step| step.old.as_deref() == Some(version);
        let first = self.steps.iter().position(is_wanted)?;
        Some(self.follow(first, key))
    }

    /// Says whether a control of an earlier version asks what it asked, in other words: each step since then leaves it as it was
    /// or declares it reworded, and at least one does the latter.
    pub fn is_reworded_since(&self, version: &str, key: &str) -> bool {
        let is_next = |step: &Step| match &step.old {
            Some(old) => **old == *version,
            None => *step.new != *version,
        };
        let last = self.steps.last();
        if last.is_some_and(|last| *last.new == *version) {
            return false;
        }
        let steps = self.steps.iter().skip_while(|step| !is_next(step));
        let (mut key, mut is_reworded) = (Text::from(key), false);
        for step in steps {
            let new = step.map.after(&key);
            let [new] = new.as_slice() else { return false };
            let is_reworded_here = step.map.is_reworded(new);
            if step.map.is_united(new) || !(is_reworded_here || step.map.is_left(new)) {
                return false;
            }
            is_reworded |= is_reworded_here;
            key = new.clone();
        }
        is_reworded
    }

    /// Takes the version out of a name that has that of the version in use.
    fn without_own_version<'n>(&self, name: ControlName<'n>) -> ControlName<'n> {
        let last = self.steps.last().map(|last| last.new.split_once('@'));
        let own = name.catalog.zip(name.version);
        let version = name.version.filter(|_| last != Some(own));
        ControlName { version, ..name }
    }

    /// Says whether a name can be that of a control of the version before a step.
    fn is_meant(&self, step: &Step, name: ControlName<'_>) -> bool {
        let Some(catalog) = name.catalog else {
            return true;
        };
        match &step.old {
            Some(old) => {
                let (key, version) = old.split_once('@').unwrap_or((old, ""));
                let is_exact = key == catalog && name.version.is_none_or(|named| named == version);
                is_exact || (name.version.is_none() && *self.key == *catalog)
            }
            None => self.is_of_edition() || *self.key == *catalog,
        }
    }

    /// Follows a key from the version before a step.
    fn follow(&self, first: usize, key: &str) -> Fate<'_> {
        let mut fate = Fate {
            changes: Vec::new(),
            now: vec![key.into()],
            is_united: false,
        };
        for step in self.steps.iter().skip(first) {
            let mut next: Vec<Text> = Vec::with_capacity(fate.now.len());
            for old in std::mem::take(&mut fate.now) {
                let new = step.map.after(&old);
                fate.is_united |= new.iter().any(|new| step.map.is_united(new));
                if !matches!(&*new, [only] if *only == old) {
                    fate.changes.push(Change { old, step });
                }
                let is_new = |key: &Text| !next.contains(key);
                next.extend(new.into_iter().filter(is_new).collect::<Vec<_>>());
            }
            fate.now = next;
        }
        fate
    }
}
