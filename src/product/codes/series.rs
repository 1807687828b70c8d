//! Variants that do not fit the lead product.

use super::{ADDED_TWICE, NO_CHANGE, NOT_THERE, SHAPE, STILL_USED, UNKNOWN_KEY, quoted};
use crate::diag::{Diagnostic, did_you_mean};
use crate::source::Place;

pub fn added_twice(place: Place, first: Option<Place>, entry: &str, variant: &str) -> Diagnostic {
    let message = format!("{variant} adds `{entry}`, which the lead product already has");
    let diagnostic = Diagnostic::at(&ADDED_TWICE, place, message).help(format!(
        "give the new entry another id, or write what differs under `change`: `{entry}.attribute: value`"
    ));
    match first {
        Some(first) => diagnostic.also(first, "the entry of the lead is here"),
        None => diagnostic,
    }
}

/// Reports an `add` that names an inventory and no entry of it.
pub fn adds_nothing(place: Place, variant: &str, inventory: &str, help: String) -> Diagnostic {
    let message =
        format!("{variant} adds no entry to `{inventory}`: expected a mapping from ids to entries");
    Diagnostic::at(&SHAPE, place, message).help(help)
}

pub fn not_there<'a>(
    place: Place,
    variant: &str,
    verb: &str,
    entry: &str,
    known: impl Iterator<Item = &'a str> + Clone,
) -> Diagnostic {
    let message = format!(
        "{variant} {verb} {}, which the lead product does not have",
        quoted(entry)
    );
    let id = entry.split_once('.').map_or(entry, |(_, id)| id);
    Diagnostic::at(&NOT_THERE, place, message).maybe_help(did_you_mean(id, known))
}

pub fn removed_and_changed(place: Place, variant: &str, entry: &str) -> Diagnostic {
    let message = format!("{variant} changes `{entry}`, which it also removes");
    Diagnostic::at(&NOT_THERE, place, message).help("remove one of the two lines")
}

pub fn still_used(
    place: Place,
    variant: &str,
    entry: &str,
    (by, way): (&str, &str),
    reference_place: Place,
) -> Diagnostic {
    let message = format!("{variant} removes `{entry}`, to which `{by}` refers");
    Diagnostic::at(&STILL_USED, place, message)
        .label("removed here")
        .also(reference_place, "referred to here")
        .help(format!(
            "remove that entry too, or give `{by}` another value under `{way}`"
        ))
}

pub fn no_change(place: Place, variant: &str, subject: &str) -> Diagnostic {
    let message =
        format!("{variant} gives `{subject}` the value that the lead product already has");
    Diagnostic::at(&NO_CHANGE, place, message).help("remove the line, or correct the value")
}

pub fn cannot_change(place: Place, key: &str, why: &str) -> Diagnostic {
    let message = format!("{} cannot be changed: {why}", quoted(key));
    Diagnostic::at(&UNKNOWN_KEY, place, message).help(
        "`change` takes `inventory.entry.attribute`, the name of a fact, or `product.` and a key of `product`",
    )
}
