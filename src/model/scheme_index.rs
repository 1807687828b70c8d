//! An index of a whole scheme: controls by the names that people write.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::control::{Control, Inherited};
use super::lineage::ControlName;
use super::table::{ControlId, Table};
use super::tally::count_visit;

/// An index of a scheme. It is made when it is first used; a copy of a scheme makes its own.
#[derive(Debug, Default)]
pub struct SchemeIndex {
    names: OnceLock<ControlNames>,
}

/// The names by which people mean controls.
#[derive(Debug)]
struct ControlNames {
    /// Controls by key, without their catalog.
    keys: FxHashMap<String, Matches>,
    /// Controls of profiles by the names of the controls that they take.
    taken: FxHashMap<String, Matches>,
}

/// The controls with a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Matches {
    Only(ControlId),
    Several,
}

impl SchemeIndex {
    /// Finds the only control with a key, in whatever catalog; `None` if several have it.
    pub fn by_key(&self, controls: &Table<ControlId, Control>, key: &str) -> Option<ControlId> {
        only(&self.names(controls).keys, key)
    }

    /// Finds the only control that takes the control with a name: `C.1` or `asvs-c:C.1`.
    pub fn taker(&self, controls: &Table<ControlId, Control>, name: &str) -> Option<ControlId> {
        only(&self.names(controls).taken, name)
    }

    fn names(&self, controls: &Table<ControlId, Control>) -> &ControlNames {
        self.names.get_or_init(|| ControlNames::of(controls))
    }
}

impl ControlNames {
    fn of(controls: &Table<ControlId, Control>) -> Self {
        let mut names = Self {
            keys: FxHashMap::default(),
            taken: FxHashMap::default(),
        };
        for (id, control) in controls.iter() {
            add(&mut names.keys, control.key.to_string(), id);
            for name in control.takes().into_iter().flat_map(names_of_taken) {
                add(&mut names.taken, name, id);
            }
        }
        names
    }
}

/// Returns the names that mean the control that takes another. With its version, a name means the other itself (L-055).
fn names_of_taken(taken: &Inherited) -> [String; 2] {
    let name = ControlName::read(&taken.name);
    [name.key.to_owned(), name.without_version()]
}

fn add(names: &mut FxHashMap<String, Matches>, name: String, control: ControlId) {
    let matches = names.entry(name).or_insert(Matches::Only(control));
    if *matches != Matches::Only(control) {
        *matches = Matches::Several;
    }
}

fn only(names: &FxHashMap<String, Matches>, name: &str) -> Option<ControlId> {
    count_visit();
    match names.get(name)? {
        Matches::Only(control) => Some(*control),
        Matches::Several => None,
    }
}

impl Clone for SchemeIndex {
    fn clone(&self) -> Self {
        Self::default()
    }
}

/// An index says nothing that its scheme does not say.
impl PartialEq for SchemeIndex {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}
