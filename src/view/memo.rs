//! Views that are made once and shared by all places that show them.

use std::any::{Any, TypeId};
use std::marker::PhantomData;
use std::sync::{Mutex, PoisonError};

use rustc_hash::FxHashMap;

/// The views made so far, by the type of the view and the address of the value that it shows.
type Made = FxHashMap<(TypeId, usize), Box<dyn Any + Send + Sync>>;

/// Remembers the views of values that do not move during `'a`: parts of a scheme, a plan and a product.
#[derive(Debug, Default)]
pub(super) struct Memo<'a> {
    /// Locked, since documents are made in parallel.
    made: Mutex<Made>,
    /// An address identifies a value only while the value lives, so `'a` must not shrink to a shorter lifetime.
    lifetime: PhantomData<fn(&'a ()) -> &'a ()>,
}

impl<'a> Memo<'a> {
    /// Returns the view of a value, and makes it on first use.
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
        // Made without the lock, since `make` may use other remembered views.
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
