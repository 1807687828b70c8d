//! What a person types, as a product file has it.

use std::fmt;

use indexmap::IndexSet;

use crate::diag::{did_you_mean, list_or};
use crate::model::{Choice, Inventory, Type, TypeKind};
use crate::product::quote;

/// Reads what was typed as the answer to a question, and returns it as YAML on one line.
///
/// A choice is found by its key, by what is shown of it, by a word that people use for it, or by how it begins. What is typed for a
/// set is added to the members that are `present` already.
///
/// # Errors
/// Returns why it is none, and what would be.
pub(super) fn read_typed(answer: &Type, present: &[String], typed: &str) -> Result<String, String> {
    let typed = typed.trim();
    let word = typed.to_lowercase();
    if word == "unknown" && !present.is_empty() {
        return Ok(flow_list(present, [word]));
    }
    if word == "unknown" || (word == "none" && answer.or_none) {
        return Ok(word);
    }
    match &answer.kind {
        TypeKind::YesNo => match word.as_str() {
            "y" | "yes" => Ok("yes".to_owned()),
            "n" | "no" => Ok("no".to_owned()),
            _ => Err("answer yes or no".to_owned()),
        },
        TypeKind::OneOf(choices) => find_choice(choices, typed),
        TypeKind::SetOf(choices) => {
            let members = members(typed).into_iter();
            let members = members.map(|one| match one.to_lowercase().as_str() {
                "unknown" => Ok("unknown".to_owned()),
                _ => find_choice(choices, one),
            });
            let members = members.collect::<Result<Vec<String>, String>>()?;
            Ok(flow_list(present, members))
        }
        TypeKind::Entry(_) | TypeKind::Number(_) | TypeKind::Date => Ok(plain(typed)),
        TypeKind::Entries(_) => {
            let members = members(typed).into_iter().map(str::to_owned);
            Ok(flow_list(present, members))
        }
        TypeKind::Text | TypeKind::Version | TypeKind::Sha256 => Ok(quote(typed)),
    }
}

/// Writes the members of a set as YAML on one line, each once.
fn flow_list(present: &[String], typed: impl IntoIterator<Item = String>) -> String {
    let members: IndexSet<String> = present.iter().cloned().chain(typed).collect();
    let members: Vec<String> = members.into_iter().collect();
    format!("[{}]", members.join(", "))
}

/// The entries that were typed for an inventory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum TypedList {
    /// There are none.
    None,
    /// There are these; and perhaps others.
    Entries { ids: Vec<String>, more: bool },
    /// There are no others than those that are listed.
    All,
}

impl fmt::Display for TypedList {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::None => out.write_str("none"),
            Self::All => out.write_str("all"),
            Self::Entries { ids, more } => {
                let more = more.then_some("more");
                let names: Vec<&str> = ids.iter().map(String::as_str).chain(more).collect();
                out.write_str(&names.join(", "))
            }
        }
    }
}

/// Reads the names that were typed for an inventory. `more` among them says that there may be others.
pub(super) fn read_list(typed: &str) -> Result<TypedList, String> {
    let names = members(typed.trim());
    match names.as_slice() {
        [] => Err("name the entries, or answer none".to_owned()),
        [one] if one.eq_ignore_ascii_case("none") => Ok(TypedList::None),
        [one] if one.eq_ignore_ascii_case("all") => Ok(TypedList::All),
        names => {
            let (more, ids): (Vec<&str>, Vec<&str>) = names
                .iter()
                .partition(|name| name.eq_ignore_ascii_case("more"));
            let ids = ids.into_iter().map(id_of).collect();
            let more = !more.is_empty();
            Ok(TypedList::Entries { ids, more })
        }
    }
}

/// Reads what entries that are not listed could only be, `tee=none; role=mcu, memory`, and returns it as YAML on one line.
///
/// # Errors
/// Returns which part is none, and what would be.
pub(super) fn read_further(inventory: &Inventory, typed: &str) -> Result<String, String> {
    let bounds = typed
        .split(';')
        .map(str::trim)
        .filter(|part| !part.is_empty());
    let bounds = bounds.map(|part| read_bound(inventory, part));
    let bounds = bounds.collect::<Result<Vec<String>, String>>()?;
    if bounds.is_empty() {
        return Err("name an attribute with its possible values, or answer skip".to_owned());
    }
    Ok(format!("{{ {} }}", bounds.join(", ")))
}

fn read_bound(inventory: &Inventory, typed: &str) -> Result<String, String> {
    let bounded = || {
        let all = inventory.attributes.iter().map(|(_, one)| one);
        all.filter(|one| one.can_be_bounded())
    };
    let keys = || bounded().map(|one| one.key.as_str());
    let Some((key, values)) = typed.split_once('=') else {
        return Err(format!(
            "write `{typed}=…` with the values that are possible"
        ));
    };
    let key = folded(key);
    let Some(attribute) = bounded().find(|one| one.key.as_str() == key) else {
        let near = did_you_mean(&key, keys());
        let all = || format!("name {}", list_or(keys()));
        return Err(near.unwrap_or_else(all));
    };
    let value = |one: &str| match (&attribute.answer.kind, one.to_lowercase().as_str()) {
        (_, "none") if attribute.answer.or_none => Ok("none".to_owned()),
        (TypeKind::SetOf(choices), _) => find_choice(choices, one),
        _ => read_typed(&attribute.answer, &[], one),
    };
    let values = members(values).into_iter().map(value);
    let values = values.collect::<Result<Vec<String>, String>>()?;
    Ok(match values.as_slice() {
        [] => return Err(format!("give the possible values of `{key}`")),
        [only] => format!("{key}: {only}"),
        several => format!("{key}: [{}]", several.join(", ")),
    })
}

/// Makes an id of a name: `Wi-Fi chip` becomes `wi_fi_chip`.
fn id_of(name: &str) -> String {
    let marks = name.chars().map(|mark| {
        if mark.is_ascii_alphanumeric() {
            mark.to_ascii_lowercase()
        } else {
            '_'
        }
    });
    let id: String = marks.collect();
    let parts: Vec<&str> = id.split('_').filter(|part| !part.is_empty()).collect();
    parts.join("_")
}

/// Splits a list at its commas; one without commas is a single name. Brackets around it are left out.
fn members(typed: &str) -> Vec<&str> {
    let inner = typed
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'));
    let parts = inner.unwrap_or(typed).split(',').map(str::trim);
    parts.filter(|part| !part.is_empty()).collect()
}

fn find_choice(choices: &[Choice], typed: &str) -> Result<String, String> {
    let wanted = folded(typed);
    let names = |choice: &Choice| {
        let shown = choice.shown();
        let also = choice.also.iter().map(|word| folded(word));
        let mut names = vec![folded(&choice.key), folded(&shown)];
        names.extend(also);
        names
    };
    let is_named = |choice: &&Choice| names(choice).contains(&wanted);
    if let Some(choice) = choices.iter().find(is_named) {
        return Ok(choice.key.to_string());
    }
    let begins = |choice: &&Choice| names(choice).iter().any(|name| name.starts_with(&wanted));
    let beginning: Vec<&Choice> = choices.iter().filter(begins).collect();
    match beginning.as_slice() {
        [choice] if !wanted.is_empty() => Ok(choice.key.to_string()),
        [_, _, ..] if !wanted.is_empty() => {
            let keys = beginning.iter().map(|choice| choice.key.as_str());
            Err(format!("`{typed}` could be {}", list_or(keys)))
        }
        _ => {
            let keys = || choices.iter().map(|choice| choice.key.as_str());
            let near = did_you_mean(&wanted, keys());
            let all = || format!("answer {}", list_or(keys()));
            Err(near.unwrap_or_else(all))
        }
    }
}

/// Returns a text as it is compared: without case, spaces and hyphens.
fn folded(text: &str) -> String {
    text.trim().to_lowercase().replace([' ', '-'], "_")
}

/// Returns a word as it is, and quotes what YAML would read as something else.
fn plain(text: &str) -> String {
    let is_plain = |mark: char| mark.is_ascii_alphanumeric() || matches!(mark, '_' | '-' | '.');
    if !text.is_empty() && text.chars().all(is_plain) {
        text.to_owned()
    } else {
        quote(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Text;

    fn choice(key: &str, label: Option<&str>, also: &[&str]) -> Choice {
        Choice {
            key: key.into(),
            label: label.map(Text::from),
            was: Vec::new(),
            also: also.iter().map(|word| Text::from(*word)).collect(),
        }
    }

    fn choices() -> Vec<Choice> {
        vec![
            choice("wifi", Some("Wi-Fi"), &["WLAN"]),
            choice("ble", Some("Bluetooth Low Energy"), &["Bluetooth LE"]),
            choice("bt_classic", Some("Bluetooth Classic"), &[]),
        ]
    }

    #[test]
    fn choices_are_found_by_what_people_type() {
        let one = Type {
            kind: TypeKind::OneOf(choices()),
            or_none: true,
        };
        let set = Type {
            kind: TypeKind::SetOf(choices()),
            or_none: false,
        };
        let typed: Vec<String> = [
            (&one, "wlan"),
            (&one, "Wi-Fi"),
            (&one, "bluetooth low"),
            (&one, "bluetooth"),
            (&one, "None"),
            (&one, "zigbee"),
            (&set, "wifi, bluetooth le"),
            (&set, "[ble, unknown]"),
            (&set, "ble, ble"),
            (&set, "none"),
            (&set, "wify"),
        ]
        .into_iter()
        .map(|(answer, typed)| format!("{typed} = {:?}", read_typed(answer, &[], typed)))
        .collect();
        insta::assert_snapshot!(typed.join("\n"));
    }

    #[test]
    fn what_is_typed_for_a_set_is_added_to_it() {
        let set = Type {
            kind: TypeKind::SetOf(choices()),
            or_none: false,
        };
        let present = ["wifi".to_owned()];
        let typed = read_typed(&set, &present, "ble, wifi");
        assert_eq!(typed.as_deref(), Ok("[wifi, ble]"));
        let typed = read_typed(&set, &present, "unknown");
        assert_eq!(typed.as_deref(), Ok("[wifi, unknown]"));
    }

    #[test]
    fn entries_get_ids() {
        let typed: Vec<String> = ["none", "SoC, Wi-Fi chip", "main, more", "ALL", " , "]
            .into_iter()
            .map(|typed| format!("{typed} = {:?}", read_list(typed)))
            .collect();
        insta::assert_snapshot!(typed.join("\n"));
    }
}
