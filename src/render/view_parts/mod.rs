//! Parts of a view without the rest of it: its fields by name, stretches of their lists, one field of all entries. A view
//! is read as serde shows it; what is not wanted is passed over.

mod reader;

use std::ops::Range;

use minijinja::value::{Serde, Value};
use serde::Serialize;

use reader::{Visit, read};

/// From how many entries on a list is long.
const LONG: usize = 256;

/// A part of a view.
pub(super) enum Part {
    /// All of it.
    Value(Value),
    /// A long list, by its length.
    List(usize),
}

/// What is read in parts; every view is.
pub(super) trait Parts: Send + Sync {
    /// Returns the names of its fields.
    fn field_names(&self) -> Vec<String>;

    /// Returns a field; a long list is not read.
    fn part(&self, name: &str) -> Part;

    /// Returns some entries of the list in a field.
    fn stretch(&self, name: &str, range: Range<usize>) -> Vec<Value>;

    /// Returns one field of each entry of the list in a field.
    fn column(&self, name: &str, of_entries: &str) -> Vec<Value>;
}

impl<View: Serialize + Send + Sync> Parts for View {
    fn field_names(&self) -> Vec<String> {
        let mut names = Names(Vec::new());
        read(self, &mut names);
        names.0
    }

    fn part(&self, name: &str) -> Part {
        let part = Part::Value(Value::UNDEFINED);
        let mut field = OneField { name, part };
        read(self, &mut field);
        field.part
    }

    fn stretch(&self, name: &str, range: Range<usize>) -> Vec<Value> {
        let entries = Entries {
            at: 0,
            values: Vec::with_capacity(range.len()),
            range,
        };
        let mut list = OneList { name, entries };
        read(self, &mut list);
        list.entries.values
    }

    fn column(&self, name: &str, of_entries: &str) -> Vec<Value> {
        let entries = Column {
            name: of_entries,
            values: Vec::new(),
        };
        let mut list = OneList { name, entries };
        read(self, &mut list);
        list.entries.values
    }
}

/// Collects the names of fields.
struct Names(Vec<String>);

impl Visit for Names {
    fn field<T: Serialize + ?Sized>(&mut self, name: &str, _: &T) {
        self.0.push(name.to_owned());
    }
}

/// Reads the field of a name.
struct OneField<'a> {
    name: &'a str,
    part: Part,
}

impl Visit for OneField<'_> {
    fn field<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) {
        if name != self.name {
            return;
        }
        let mut length = Length(0);
        read(value, &mut length);
        self.part = match length {
            Length(length) if length >= LONG => Part::List(length),
            Length(_) => Part::Value(Value::from(Serde(value))),
        };
    }
}

/// Notes how long a list is; 0 of what is none.
struct Length(usize);

impl Visit for Length {
    fn list(&mut self, length: Option<usize>) {
        self.0 = length.unwrap_or(0);
    }
}

/// Reads the list of a name.
struct OneList<'a, Of> {
    name: &'a str,
    entries: Of,
}

impl<Of: Visit> Visit for OneList<'_, Of> {
    fn field<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) {
        if name == self.name {
            read(value, &mut self.entries);
        }
    }
}

/// Makes values of the entries of a list at some places.
struct Entries {
    at: usize,
    range: Range<usize>,
    values: Vec<Value>,
}

impl Visit for Entries {
    fn entry<T: Serialize + ?Sized>(&mut self, value: &T) {
        if self.range.contains(&self.at) {
            self.values.push(Value::from(Serde(value)));
        }
        self.at += 1;
    }
}

/// Makes values of a field of all entries of a list.
struct Column<'a> {
    name: &'a str,
    values: Vec<Value>,
}

impl Visit for Column<'_> {
    fn entry<T: Serialize + ?Sized>(&mut self, value: &T) {
        read(value, self);
    }

    fn field<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) {
        if name == self.name {
            self.values.push(Value::from(Serde(value)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Serialize)]
    struct Small {
        name: &'static str,
        short: Vec<u32>,
        long: Vec<u32>,
        pairs: Vec<Pair>,
    }

    #[derive(Clone, Copy, Serialize)]
    struct Pair {
        key: u32,
        #[serde(flatten)]
        more: More,
    }

    #[derive(Clone, Copy, Serialize)]
    struct More {
        other: u32,
    }

    fn small() -> Small {
        let pair = |key| Pair {
            key,
            more: More { other: key + 1 },
        };
        Small {
            name: "x",
            short: vec![1, 2],
            long: (0..1000).collect(),
            pairs: vec![pair(1), pair(5)],
        }
    }

    #[test]
    fn fields_are_named_in_order() {
        assert_eq!(small().field_names(), ["name", "short", "long", "pairs"]);
    }

    #[test]
    fn what_is_short_is_made_and_what_is_long_is_counted() {
        let view = small();
        let shown = |name| match view.part(name) {
            Part::Value(value) => value.to_string(),
            Part::List(length) => format!("a list of {length}"),
        };
        assert_eq!(shown("name"), "x");
        assert_eq!(shown("short"), "[1, 2]");
        assert_eq!(shown("long"), "a list of 1000");
    }

    #[test]
    fn a_stretch_ends_with_its_list() {
        let values = small().stretch("long", 998..1005);
        assert_eq!(values, [Value::from(998), Value::from(999)]);
    }

    #[test]
    fn a_column_has_fields_of_all_entries() {
        let column = |name| small().column("pairs", name);
        assert_eq!(column("key"), [Value::from(1), Value::from(5)]);
        assert_eq!(column("other"), [Value::from(2), Value::from(6)]);
        assert_eq!(column("more"), []);
    }
}
