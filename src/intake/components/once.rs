//! Keys of JSON objects that may be given once.

use serde::Deserialize;
use serde::de::{Error, MapAccess};

/// The room for the value of a key.
#[derive(Debug)]
pub(super) struct Room<T> {
    is_given: bool,
    value: Option<T>,
}

impl<T> Default for Room<T> {
    fn default() -> Self {
        Self {
            is_given: false,
            value: None,
        }
    }
}

impl<T> Room<T> {
    /// Says whether the key was given, with whatever value.
    pub fn is_given(&self) -> bool {
        self.is_given
    }

    /// Returns the value; `None` if the key was not given, or is `null`.
    pub fn get(&self) -> Option<&T> {
        self.value.as_ref()
    }

    /// Takes the value out.
    pub fn take(&mut self) -> Option<T> {
        self.value.take()
    }

    /// Says that the key is given now.
    ///
    /// # Errors
    /// Reports a key that was given before.
    pub fn open<E: Error>(&mut self, key: &'static str) -> Result<(), E> {
        if self.is_given {
            return Err(E::duplicate_field(key));
        }
        self.is_given = true;
        Ok(())
    }
}

impl<'de, T: Deserialize<'de>> Room<T> {
    /// Reads the value of a key.
    ///
    /// # Errors
    /// Reports a key that was given before, and a value of another type.
    pub fn read<M: MapAccess<'de>>(
        &mut self,
        key: &'static str,
        map: &mut M,
    ) -> Result<(), M::Error> {
        self.open(key)?;
        self.value = map.next_value()?;
        Ok(())
    }
}
