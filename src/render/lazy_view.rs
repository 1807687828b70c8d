//! A view as a template sees it: a part of it becomes values when the template asks for it, and a long list one stretch
//! after another, so that the values of a whole document are never in memory at once.

use std::fmt;
use std::ops::Range;
use std::sync::{Arc, Mutex, OnceLock};

use minijinja::value::{Enumerator, Object, ObjectRepr, Value};
use minijinja::{Error, ErrorKind};

use super::view_parts::{Part, Parts};

/// The field of views that holds their figures.
const FIGURES: &str = "figures";

/// Makes the value of a view. Its figures are known by their keys alone: templates print them by key.
pub(super) fn lazy_view(view: Arc<dyn Parts>, figures: Option<Vec<String>>) -> Value {
    let figures = figures.map(|figures| {
        let keys = figures.into_iter().map(|key| (key, Value::from(true)));
        Value::from_pairs(keys)
    });
    let parts = view.field_names().into_iter().map(|name| {
        let made = figures.clone().filter(|_| name == FIGURES);
        let made = made.map_or_else(OnceLock::new, OnceLock::from);
        LazyPart { name, made }
    });
    Value::from_object(LazyView {
        parts: parts.collect(),
        view,
    })
}

/// A view, of which a part becomes a value when it is asked for.
struct LazyView {
    view: Arc<dyn Parts>,
    parts: Vec<LazyPart>,
}

/// A part of a view, with its value once it has one.
struct LazyPart {
    name: String,
    made: OnceLock<Value>,
}

impl fmt::Debug for LazyView {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = self.parts.iter().map(|part| &part.name);
        f.debug_list().entries(names).finish()
    }
}

impl Object for LazyView {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        self.get_value_by_str(key.as_str()?)
    }

    fn get_value_by_str(self: &Arc<Self>, key: &str) -> Option<Value> {
        let part = self.parts.iter().find(|part| part.name == key)?;
        let value = part.made.get_or_init(|| self.make(&part.name));
        Some(value.clone())
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        let names = self
            .parts
            .iter()
            .map(|part| Value::from(part.name.as_str()));
        Enumerator::Values(names.collect())
    }
}

impl LazyView {
    fn make(&self, name: &str) -> Value {
        match self.view.part(name) {
            Part::Value(value) => value,
            Part::List(length) => Value::from_object(LazyList {
                view: Arc::clone(&self.view),
                name: name.to_owned(),
                length,
                stretch: Mutex::default(),
            }),
        }
    }
}

/// A long list of a view, of which one stretch is in memory as values.
pub(super) struct LazyList {
    view: Arc<dyn Parts>,
    name: String,
    length: usize,
    stretch: Mutex<Stretch>,
}

/// Values of a list from a place on.
#[derive(Default)]
struct Stretch {
    start: usize,
    values: Vec<Value>,
}

impl Stretch {
    fn get(&self, place: usize) -> Option<Value> {
        let within = place.checked_sub(self.start)?;
        self.values.get(within).cloned()
    }
}

impl fmt::Debug for LazyList {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} of `{}`", self.length, self.name)
    }
}

impl Object for LazyList {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Seq
    }

    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        let place = key.as_usize().filter(|place| *place < self.length)?;
        let Ok(mut stretch) = self.stretch.lock() else {
            return Some(broken("a list of the view cannot be read"));
        };
        if stretch.get(place).is_none() {
            *stretch = Stretch {
                start: place,
                values: self.view.stretch(&self.name, self.stretch_from(place)),
            };
        }
        stretch.get(place)
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        Enumerator::Seq(self.length)
    }
}

impl LazyList {
    /// Returns one field of each entry; the entries do not become values.
    pub fn column(&self, name: &str) -> Vec<Value> {
        self.view.column(&self.name, name)
    }

    /// Returns the stretch that begins at a place. Making one walks the list from its start. The number of stretches is
    /// fixed, so the work for all of them grows in proportion to the list.
    fn stretch_from(&self, place: usize) -> Range<usize> {
        place..place + self.length.div_ceil(STRETCHES)
    }
}

/// The number of stretches of a long list.
const STRETCHES: usize = 64;

/// Makes a value for what cannot be read. A template that prints it fails.
fn broken(what: &str) -> Value {
    Value::from(Error::new(ErrorKind::BadSerialization, what.to_owned()))
}
