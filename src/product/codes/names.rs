//! Names that the scheme or the file does not know.

use super::{
    DECLINED_SHALL, NO_VALUE, REFERENCE, SHOWN, UNKNOWN_ATTRIBUTE, UNKNOWN_CONTROL, UNKNOWN_COVER,
    UNKNOWN_EDITION, UNKNOWN_EVIDENCE, UNKNOWN_FACT, UNKNOWN_INVENTORY, UNKNOWN_LEVEL, quoted,
    suggestion,
};
use crate::diag::{Code, Diagnostic, did_you_mean, list_or, list_some};
use crate::product::types::Text;
use crate::source::Place;

pub fn unknown_edition<'a>(
    asked: &Text,
    known: impl Iterator<Item = &'a str> + Clone,
) -> Diagnostic {
    let message = format!("there is no edition {}", quoted(&asked.text));
    Diagnostic::at(&UNKNOWN_EDITION, asked.place, message).help(suggestion(
        &asked.text,
        known,
        "the scheme",
        "has",
    ))
}

pub fn several_editions<'a>(asked: &Text, known: impl Iterator<Item = &'a str>) -> Diagnostic {
    let message = format!("{} has several editions", quoted(&asked.text));
    Diagnostic::at(&UNKNOWN_EDITION, asked.place, message).help(format!("write {}", list_or(known)))
}

pub fn unknown_level<'a>(
    place: Place,
    level: &str,
    edition: &str,
    known: impl Iterator<Item = &'a str> + Clone,
) -> Diagnostic {
    let owner = format!("`{edition}`");
    let message = format!("{owner} has no level {}", quoted(level));
    let diagnostic = Diagnostic::at(&UNKNOWN_LEVEL, place, message);
    if known.clone().next().is_none() {
        return diagnostic.help("this edition has no levels; take the line out");
    }
    diagnostic.help(suggestion(level, known, &owner, "has"))
}

pub fn unknown_fact<'a>(
    place: Place,
    name: &str,
    known: impl Iterator<Item = &'a str> + Clone,
) -> Diagnostic {
    let message = format!("the scheme asks for no fact {}", quoted(name));
    Diagnostic::at(&UNKNOWN_FACT, place, message).help(suggestion(name, known, "it", "asks for"))
}

pub fn unknown_inventory<'a>(
    place: Place,
    name: &str,
    known: impl Iterator<Item = &'a str> + Clone,
) -> Diagnostic {
    let message = format!("the scheme has no inventory {}", quoted(name));
    // `remove` and `change` name entries with a dot; a list of entries is nested.
    let nested = name
        .split_once('.')
        .filter(|(inventory, _)| known.clone().any(|known| known == *inventory))
        .map(|(inventory, entry)| {
            let entry = quoted(entry);
            format!("entries stand below their inventory: below `{inventory}`, write {entry}")
        });
    let help = nested.unwrap_or_else(|| suggestion(name, known, "it", "has"));
    Diagnostic::at(&UNKNOWN_INVENTORY, place, message).help(help)
}

pub fn unknown_attribute<'a>(
    place: Place,
    name: &str,
    inventory: &str,
    known: impl Iterator<Item = &'a str> + Clone,
) -> Diagnostic {
    let owner = format!("`{inventory}`");
    let message = format!("{owner} has no attribute {}", quoted(name));
    Diagnostic::at(&UNKNOWN_ATTRIBUTE, place, message).help(suggestion(name, known, &owner, "has"))
}

pub fn reference<'a>(
    place: Place,
    by: &str,
    entry: &str,
    known: impl Iterator<Item = &'a str> + Clone,
) -> Diagnostic {
    let message = format!("`{by}` refers to {}, which is not there", quoted(entry));
    let id = entry.split_once('.').map_or(entry, |(_, id)| id);
    let inventory = entry.split_once('.').map_or("", |(inventory, _)| inventory);
    let help = did_you_mean(id, known.clone()).unwrap_or_else(|| match known.clone().next() {
        None => format!("`{inventory}` has no entries; add one, or write `unknown`"),
        Some(_) => format!("`{inventory}` has {}", list_some(known, SHOWN)),
    });
    Diagnostic::at(&REFERENCE, place, message).help(help)
}

pub fn unknown_control<'a>(
    place: Place,
    name: &str,
    edition: &str,
    known: impl Iterator<Item = &'a str> + Clone,
) -> Diagnostic {
    let message = format!("`{edition}` has no control {}", quoted(name));
    let help = did_you_mean(name, known);
    Diagnostic::at(&UNKNOWN_CONTROL, place, message).maybe_help(help)
}

pub fn ambiguous_control<'a>(
    place: Place,
    name: &str,
    meant: impl Iterator<Item = &'a str>,
) -> Diagnostic {
    let message = format!("{} is a control of several catalogs", quoted(name));
    Diagnostic::at(&UNKNOWN_CONTROL, place, message).help(format!("write {}", list_or(meant)))
}

pub fn no_reason(place: Place, name: &str) -> Diagnostic {
    let message = format!("{} is declined without a reason", quoted(name));
    Diagnostic::at(&NO_VALUE, place, message).help("write why in one or two sentences, as a text")
}

pub fn declined_shall(place: Place, name: &str, declared: Place) -> Diagnostic {
    let message = format!("`{name}` is a requirement and cannot be declined");
    Diagnostic::at(&DECLINED_SHALL, place, message)
        .also(declared, "declared here")
        .help("only recommendations (`strength should`) can be declined")
}

pub fn unknown_evidence<'a>(
    place: Place,
    kind: &str,
    known: impl Iterator<Item = &'a str> + Clone,
) -> Diagnostic {
    let message = format!("the scheme knows no evidence {}", quoted(kind));
    Diagnostic::at(&UNKNOWN_EVIDENCE, place, message).help(suggestion(kind, known, "it", "knows"))
}

pub fn renamed(place: Place, code: &'static Code, old: &str, new: &str) -> Diagnostic {
    Diagnostic::at(code, place, format!("`{old}` is now called `{new}`"))
        .help(format!("write `{new}`"))
        .fix("use the new name", place, new)
}

pub fn unknown_cover<'a>(
    place: Place,
    name: &str,
    known: impl Iterator<Item = &'a str>,
) -> Diagnostic {
    let message = format!("{} is neither an entry nor a control", quoted(name));
    let help = did_you_mean(name, known).unwrap_or_else(|| {
        "write entries as `inventory.entry` and controls as `catalog:key` or `key`".to_owned()
    });
    Diagnostic::at(&UNKNOWN_COVER, place, message).help(help)
}
