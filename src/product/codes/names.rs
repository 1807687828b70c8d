//! Names that the scheme or the file does not know.

use super::{
    DECLINED_SHALL, EARLIER_ID, LOST_REFERENCE, NO_VALUE, REFERENCE, SHOWN, UNKNOWN_ATTRIBUTE,
    UNKNOWN_CONTROL, UNKNOWN_COVER, UNKNOWN_EDITION, UNKNOWN_EVIDENCE, UNKNOWN_FACT,
    UNKNOWN_INVENTORY, UNKNOWN_LEVEL, quoted, suggestion,
};
use crate::diag::{Code, Diagnostic, did_you_mean, list_or, list_some};
use crate::model::Inventory;
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
    let message = format!("several editions have the key {}", quoted(&asked.text));
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
        return diagnostic.help("this edition has no levels; remove the line");
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
            format!("entries belong under their inventory: write {entry} under `{inventory}`")
        });
    let help = nested.unwrap_or_else(|| suggestion(name, known, "it", "has"));
    Diagnostic::at(&UNKNOWN_INVENTORY, place, message).help(help)
}

pub fn unknown_attribute(place: Place, name: &str, inventory: &Inventory) -> Diagnostic {
    if let Some((_, now)) = inventory.attributes.renamed(name) {
        return self::renamed(place, &UNKNOWN_ATTRIBUTE, name, &now.key);
    }
    let owner = format!("`{}`", inventory.key);
    let message = format!("{owner} has no attribute {}", quoted(name));
    let known = inventory.attributes.keys();
    Diagnostic::at(&UNKNOWN_ATTRIBUTE, place, message).help(suggestion(name, known, &owner, "has"))
}

pub fn reference<'a>(
    place: Place,
    by: &str,
    entry: &str,
    known: impl Iterator<Item = &'a str> + Clone,
) -> Diagnostic {
    let message = format!("`{by}` refers to {}, which does not exist", quoted(entry));
    let id = entry.split_once('.').map_or(entry, |(_, id)| id);
    let inventory = entry.split_once('.').map_or("", |(inventory, _)| inventory);
    let help = did_you_mean(id, known.clone()).unwrap_or_else(|| match known.clone().next() {
        None => format!("`{inventory}` has no entries; add one, or write `unknown`"),
        Some(_) => format!("`{inventory}` has {}", list_some(known, SHOWN)),
    });
    Diagnostic::at(&REFERENCE, place, message)
        .undeclared("entry", entry)
        .help(help)
}

/// Warns of a found entry that refers to one that the product does not have.
pub fn lost_reference<'a>(
    place: Place,
    by: &str,
    entry: &str,
    known: impl Iterator<Item = &'a str> + Clone,
) -> Diagnostic {
    let message = format!(
        "`{by}` refers to {}, which the product file does not have",
        quoted(entry)
    );
    let id = entry.split_once('.').map_or(entry, |(_, id)| id);
    let help = did_you_mean(id, known.clone()).unwrap_or_else(|| {
        let there = match known.clone().next() {
            None => "it has none".to_owned(),
            Some(_) => format!("it has {}", list_some(known, SHOWN)),
        };
        format!("{there}; if the entry only got another id, the product file says so with `was`")
    });
    Diagnostic::at(&LOST_REFERENCE, place, message)
        .note("until then, what it refers to counts as unknown")
        .help(help)
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
    Diagnostic::at(&NO_VALUE, place, message)
        .help("write the reason in one or two sentences, as a text")
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
    let message = format!("{} is not a kind of evidence of the scheme", quoted(kind));
    Diagnostic::at(&UNKNOWN_EVIDENCE, place, message).help(suggestion(
        kind,
        known,
        "the scheme",
        "has",
    ))
}

/// Reports answers that are handed in as if they were a paper (L-311).
pub fn answers_as_paper(place: Place, kind: &str, inventory: &str) -> Diagnostic {
    let message = format!(
        "{} is not handed in: it consists of the answers about `{inventory}`",
        quoted(kind)
    );
    Diagnostic::at(&UNKNOWN_EVIDENCE, place, message).help(format!(
        "remove it here, and give the answers with each entry under `{inventory}`"
    ))
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
    Diagnostic::at(&UNKNOWN_COVER, place, message)
        .undeclared("entry", name)
        .help(help)
}

pub fn was_itself(place: Place, entry: &str) -> Diagnostic {
    let message = format!("`{entry}` says that it was `{entry}`, which is its id now");
    Diagnostic::at(&EARLIER_ID, place, message).help("remove it, or name the id that it had before")
}

pub fn was_another(place: Place, entry: &str, other: &str) -> Diagnostic {
    let message = format!("`{entry}` says that it was `{other}`, but `{other}` is in use");
    Diagnostic::at(&EARLIER_ID, place, message)
        .help("remove it, or give the other one another id: once used, an id keeps its meaning")
}

pub fn was_twice(place: Place, first: Place, owners: &[String; 2], old: &str) -> Diagnostic {
    let [before, own] = owners;
    let message = format!("`{before}` and `{own}` both say that they were `{old}`");
    Diagnostic::at(&EARLIER_ID, place, message)
        .again(first, "named")
        .help("keep one of them: what was filed under an old id belongs to one of them")
}
