//! The changes that a command line names, and the product file that they make.

use crate::cli::codes;
use crate::diag::Diagnostic;
use crate::model::{Extent, InventoryId, Scheme, Situation};
use crate::product::{remove_value, set_value};

/// A change of a product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Change {
    /// Something else is said under a path of keys.
    Set { path: Vec<String>, value: String },
    /// An entry comes, with what is said of it.
    Add {
        inventory: InventoryId,
        id: String,
        values: String,
    },
    /// An entry goes.
    Remove { inventory: InventoryId, id: String },
}

/// Reads a change as the command line has it: `fact=value`, `inventory.entry.attribute=value`, `inventory=none`,
/// `+inventory.entry{attribute=value,…}`, `-inventory.entry`.
///
/// # Errors
/// Returns the report to show where it is none, or where it names something that is not there.
pub(super) fn read_change(
    scheme: &Scheme,
    product: &Situation,
    text: &str,
) -> Result<Change, Box<Diagnostic>> {
    let unreadable = || Box::new(codes::no_change(text));
    if text.starts_with("--") {
        return Err(Box::new(codes::option_behind(text)));
    }
    if let Some(entry) = text.strip_prefix('-') {
        let (inventory, id) = find_entry(scheme, text, entry)?;
        is_there(scheme, product, text, (inventory, &id))?;
        return Ok(Change::Remove { inventory, id });
    }
    if let Some(added) = text.strip_prefix('+') {
        let (entry, values) = match added.split_once('{') {
            Some((entry, rest)) => (entry, rest.strip_suffix('}').ok_or_else(unreadable)?),
            None => (added, ""),
        };
        let (inventory, id) = find_entry(scheme, text, entry.trim())?;
        if product.entry(inventory, &id).is_some() {
            return Err(Box::new(codes::entry_is_there(text, entry.trim())));
        }
        let values = written_values(values).ok_or_else(unreadable)?;
        return Ok(Change::Add {
            inventory,
            id,
            values,
        });
    }
    let (name, value) = text.split_once('=').ok_or_else(unreadable)?;
    let (name, value) = (name.trim(), value.trim());
    if value.is_empty() {
        return Err(unreadable());
    }
    let path = find_path(scheme, product, text, name)?;
    let value = value.to_owned();
    Ok(Change::Set { path, value })
}

/// Returns the keys under which a product file says what a name names.
fn find_path(
    scheme: &Scheme,
    product: &Situation,
    text: &str,
    name: &str,
) -> Result<Vec<String>, Box<Diagnostic>> {
    let path = |keys: &[&str]| keys.iter().map(|key| (*key).to_owned()).collect();
    let Some((first, rest)) = name.split_once('.') else {
        let is_inventory = scheme.inventories.find(name).is_some();
        let is_fact = scheme.facts.find(name).is_some();
        return match (is_fact, is_inventory) {
            (true, _) => Ok(path(&["facts", name])),
            (false, true) => Ok(path(&["inventories", name])),
            (false, false) => Err(Box::new(codes::unknown_name(scheme, text, name))),
        };
    };
    if first == "product" {
        return Ok(path(&["product", rest]));
    }
    let Some((id, attribute)) = rest.rsplit_once('.') else {
        return Err(Box::new(codes::no_change(text)));
    };
    let (inventory, id) = find_entry(scheme, text, &format!("{first}.{id}"))?;
    is_there(scheme, product, text, (inventory, &id))?;
    Ok(path(&["inventories", first, &id, attribute]))
}

/// Finds the inventory of an entry that is named as `radio.wifi`.
fn find_entry(
    scheme: &Scheme,
    text: &str,
    entry: &str,
) -> Result<(InventoryId, String), Box<Diagnostic>> {
    let Some((inventory, id)) = entry.split_once('.') else {
        return Err(Box::new(codes::no_change(text)));
    };
    match scheme.inventories.find(inventory) {
        Some(inventory_id) => Ok((inventory_id, id.to_owned())),
        None => Err(Box::new(codes::unknown_name(scheme, text, inventory))),
    }
}

fn is_there(
    scheme: &Scheme,
    product: &Situation,
    text: &str,
    (inventory, id): (InventoryId, &str),
) -> Result<(), Box<Diagnostic>> {
    if product.entry(inventory, id).is_some() {
        return Ok(());
    }
    let ids = product.entries(inventory).iter();
    let ids = ids.map(|entry| entry.id.as_str());
    let key = &scheme.inventories[inventory].key;
    Err(Box::new(codes::no_such_entry(text, key, id, ids)))
}

/// Writes `kind=uart, when=[a,b]` as YAML on one line; `None` where an attribute has no value.
fn written_values(text: &str) -> Option<String> {
    let mut values = Vec::new();
    for part in split_outside(text) {
        let part = part.trim();
        if part.is_empty() {
            continue;
        }
        let (name, value) = part.split_once(['=', ':'])?;
        values.push(format!("{}: {}", name.trim(), value.trim()));
    }
    Some(if values.is_empty() {
        "{}".to_owned()
    } else {
        format!("{{ {} }}", values.join(", "))
    })
}

/// Splits a text at the commas that stand in no list and in no quotes.
fn split_outside(text: &str) -> Vec<&str> {
    let (mut parts, mut start, mut depth, mut is_quoted) = (Vec::new(), 0, 0_usize, false);
    for (at, mark) in text.char_indices() {
        match mark {
            '"' => is_quoted = !is_quoted,
            '[' if !is_quoted => depth += 1,
            ']' if !is_quoted => depth = depth.saturating_sub(1),
            ',' if !is_quoted && depth == 0 => {
                parts.extend(text.get(start..at));
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.extend(text.get(start..));
    parts
}

/// Makes a change in a product file. `None` if it cannot be made without changing anything else.
pub(super) fn apply_change(
    scheme: &Scheme,
    product: &Situation,
    file: &str,
    change: &Change,
) -> Option<String> {
    match change {
        Change::Set { path, value } => {
            let path: Vec<&str> = path.iter().map(String::as_str).collect();
            set_value(file, &path, value)
        }
        Change::Add {
            inventory,
            id,
            values,
        } => {
            let key = scheme.inventories[*inventory].key.as_str();
            let added = set_value(file, &["inventories", key, id], values)?;
            // That there is this entry does not say that there are no others.
            let is_open = product.extent(*inventory) == Extent::Unknown;
            let more = || set_value(&added, &["inventories", key, "more"], "unknown");
            if is_open { more() } else { Some(added) }
        }
        Change::Remove { inventory, id } => {
            let key = scheme.inventories[*inventory].key.as_str();
            remove_value(file, &["inventories", key, id])
        }
    }
}
