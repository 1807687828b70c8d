//! An index of a whole scheme: controls by the names that people write, relations by their controls.

use std::fmt;
use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::control::{Control, Relation, RelationTarget, TakenFrom};
use super::table::{ControlId, Id, Table};
use super::tally::count_visit;

/// An index of a scheme. Each part is made when it is first used; a copy of a scheme makes its own.
#[derive(Default)]
pub struct SchemeIndex {
    names: OnceLock<ControlNames>,
    /// For each control, the places of its relations in order.
    relations: OnceLock<Vec<Vec<usize>>>,
}

/// The names by which people mean controls.
struct ControlNames {
    /// Controls by key, without their catalog.
    keys: FxHashMap<String, Matches>,
    /// Controls of profiles by the names of the controls that they take.
    taken: FxHashMap<String, Matches>,
}

/// The controls with a name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Matches {
    Only(ControlId),
    Several,
}

impl SchemeIndex {
    /// Finds the only control with a key, in whatever catalog; `None` where several have it.
    #[must_use]
    pub fn by_key(&self, controls: &Table<ControlId, Control>, key: &str) -> Option<ControlId> {
        only(&self.names(controls).keys, key)
    }

    /// Finds the only control that takes the control with a name: `C.1`, `asvs-c:C.1` or `asvs-c@4.0.3:C.1`.
    #[must_use]
    pub fn taker(&self, controls: &Table<ControlId, Control>, name: &str) -> Option<ControlId> {
        only(&self.names(controls).taken, name)
    }

    /// Returns the places of the relations of a control in both directions, in order.
    #[must_use]
    pub fn relations_of(&self, relations: &[Relation], control: ControlId) -> &[usize] {
        let places = self.relations.get_or_init(|| places_of(relations));
        count_visit();
        places.get(control.index()).map_or(&[], Vec::as_slice)
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
            for name in control.takes.iter().flat_map(|taken| names_of_taken(taken)) {
                add(&mut names.taken, name, id);
            }
        }
        names
    }
}

/// Returns the names by which people mean a control that a profile takes.
fn names_of_taken(taken: &TakenFrom) -> Vec<String> {
    let Some((base, key)) = taken.name.split_once(':') else {
        return Vec::new();
    };
    vec![
        key.to_owned(),
        format!("{base}:{key}"),
        format!("{}:{key}", taken.catalog),
    ]
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

fn places_of(relations: &[Relation]) -> Vec<Vec<usize>> {
    let mut places: Vec<Vec<usize>> = Vec::new();
    let mut add = |control: ControlId, place: usize| {
        if places.len() <= control.index() {
            places.resize(control.index() + 1, Vec::new());
        }
        places
            .get_mut(control.index())
            .into_iter()
            .for_each(|places| places.push(place));
    };
    for (place, relation) in relations.iter().enumerate() {
        add(relation.focal, place);
        match &relation.target {
            RelationTarget::Control(target) if *target != relation.focal => add(*target, place),
            RelationTarget::Control(_) | RelationTarget::Outside(_) => {}
        }
    }
    places
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

impl fmt::Debug for SchemeIndex {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SchemeIndex")
    }
}
