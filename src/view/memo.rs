//! Views of the same thing, made once and shared by all places that show it.

use std::any::{Any, TypeId};
use std::marker::PhantomData;
use std::sync::{Mutex, PoisonError};

use rustc_hash::FxHashMap;

/// What was made of something: by the type of what was made, and the address of what it was made of.
type Made = FxHashMap<(TypeId, usize), Box<dyn Any + Send + Sync>>;

/// Remembers what was made of parts of a scheme, a plan and a product that stay where they are for `'a`.
#[derive(Debug, Default)]
pub(super) struct Memo<'a> {
    /// Documents are made side by side.
    made: Mutex<Made>,
    /// Addresses tell things apart only as long as all of them live, so `'a` may not be taken for a shorter time.
    lifetime: PhantomData<fn(&'a ()) -> &'a ()>,
}

impl<'a> Memo<'a> {
    /// Returns what is made of a thing; it is made when it is first asked for.
    pub fn of<Thing: ?Sized, View>(&self, thing: &'a Thing, make: impl FnOnce() -> View) -> View
    where
        View: Any + Clone + Send + Sync,
    {
        let address = std::ptr::from_ref(thing).cast::<()>().addr();
        let key = (TypeId::of::<View>(), address);
        let find = |made: &Made| made.get(&key)?.downcast_ref::<View>().cloned();
        if let Some(known) = find(&self.lock()) {
            return known;
        }
        // Not under the lock: what is made may be made of what else is remembered.
        let view = make();
        self.lock().insert(key, Box::new(view.clone()));
        view
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Made> {
        self.made.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_view_of_a_thing_is_made_once() {
        let things = [1, 2];
        let memo = Memo::default();
        let mut made = 0;
        let mut view = |thing| {
            memo.of(thing, || {
                made += 1;
                made
            })
        };
        let [first, second] = &things;
        assert_eq!([view(first), view(second), view(first)], [1, 2, 1]);
    }

    #[test]
    fn views_of_different_types_are_told_apart() {
        let (thing, memo) = ("thing", Memo::default());
        assert_eq!(memo.of(thing, || 1), 1);
        assert_eq!(memo.of(thing, || "one"), "one");
        assert_eq!(memo.of(thing, || 2), 1);
    }
}
