//! Keys of JSON objects that may be given once.

use serde::Deserialize;
use serde::de::{Error, MapAccess};

/// Reads the value of a key into its room, which is empty unless the key was given before.
pub(super) fn once<'de, M, T>(
    map: &mut M,
    key: &'static str,
    room: &mut Option<T>,
) -> Result<(), M::Error>
where
    M: MapAccess<'de>,
    T: Deserialize<'de>,
{
    let value = map.next_value()?;
    fill(key, room, value)
}

/// Puts the value of a key into its room, which is empty unless the key was given before.
pub(super) fn fill<T, E: Error>(
    key: &'static str,
    room: &mut Option<T>,
    value: T,
) -> Result<(), E> {
    match room.replace(value) {
        None => Ok(()),
        Some(_) => Err(E::duplicate_field(key)),
    }
}
