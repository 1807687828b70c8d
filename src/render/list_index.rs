//! Indices over the lists of views, as filters of templates: so no template searches a list in a loop.

use std::sync::Arc;

use minijinja::Error;
use minijinja::value::{Object, ObjectRepr, Value};
use rustc_hash::FxHashMap;

use super::lazy_view::LazyList;

/// Values that are found by key, and cannot be listed.
#[derive(Debug)]
struct Keyed(FxHashMap<Value, Value>);

impl Object for Keyed {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Map
    }

    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        self.0.get(key).cloned()
    }
}

/// Makes an index of a list by a part of its values, such as `key` or `kind.key`. The first value with a key counts.
pub(super) fn keyed(list: Vec<Value>, part: &str) -> Result<Value, Error> {
    let mut map = FxHashMap::default();
    for one in list {
        let mut key = one.clone();
        for name in part.split('.') {
            key = key.get_attr(name)?;
        }
        map.entry(key).or_insert(one);
    }
    Ok(Value::from_object(Keyed(map)))
}

/// Collects the keys of a list, for `in`, without keeping the list.
#[expect(
    clippy::needless_pass_by_value,
    reason = "minijinja hands arguments over by value"
)]
pub(super) fn keys_of(list: Value, part: &str) -> Result<Value, Error> {
    let keys = column(&list, part)?.into_iter();
    let keys = keys.map(|key| (key, Value::from(true)));
    Ok(Value::from_object(Keyed(keys.collect())))
}

/// Collects a part of the values of a list by another part of them, in their order and without keeping the list:
/// `clauses | listed_by("catalog", "control")` has the controls of each catalog.
#[expect(
    clippy::needless_pass_by_value,
    reason = "minijinja hands arguments over by value"
)]
pub(super) fn listed_by(list: Value, by: &str, part: &str) -> Result<Value, Error> {
    let pairs = column(&list, by)?.into_iter().zip(column(&list, part)?);
    let mut map: FxHashMap<Value, Vec<Value>> = FxHashMap::default();
    for (key, part) in pairs {
        map.entry(key).or_default().push(part);
    }
    let map = map.into_iter();
    let map = map.map(|(key, parts)| (key, Value::from(parts)));
    Ok(Value::from_object(Keyed(map.collect())))
}

/// Returns one part of each value of a list; of a long list nothing else is made.
fn column(list: &Value, part: &str) -> Result<Vec<Value>, Error> {
    if let Some(list) = list.downcast_object_ref::<LazyList>() {
        return Ok(list.column(part));
    }
    let parts = list.try_iter()?.map(|one| one.get_attr(part));
    parts.collect()
}

/// Looks keys up in an index that `keyed` made, and returns the values in the order of the keys. Unknown keys are left out.
pub(super) fn found_in(keys: Vec<Value>, map: &Value) -> Result<Vec<Value>, Error> {
    let mut found = Vec::with_capacity(keys.len());
    for key in keys {
        let one = map.get_item(&key)?;
        if !one.is_undefined() {
            found.push(one);
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_key_has_its_parts_in_their_order() {
        let row = |[by, part]: [&str; 2]| Value::from_pairs([("by", by), ("part", part)]);
        let rows = [["b", "3"], ["a", "2"], ["b", "1"]].map(row);
        let index = listed_by(Value::from(rows.to_vec()), "by", "part");
        let of = |key: &str| index.as_ref().ok()?.get_item(&Value::from(key)).ok();
        assert_eq!(of("a"), Some(Value::from(vec!["2"])));
        assert_eq!(of("b"), Some(Value::from(vec!["3", "1"])));
        assert!(of("c").is_some_and(|none| none.is_undefined()));
    }
}
