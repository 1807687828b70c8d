//! Variants that do not fit the lead product.

use super::{ADDED_TWICE, NO_CHANGE, NOT_THERE, STILL_USED, UNKNOWN_KEY, quoted};
use crate::diag::{Diagnostic, did_you_mean};
use crate::source::Place;

pub fn added_twice(place: Place, first: Option<Place>, entry: &str, variant: &str) -> Diagnostic {
    let message = format!("{variant} adds `{entry}`, which the lead product has already");
    let diagnostic = Diagnostic::at(&ADDED_TWICE, place, message).help(format!(
        "give the new entry another id, or write what differs under `change`: `{entry}.attribute: value`"
    ));
    match first {
        Some(first) => diagnostic.also(first, "the lead's stands here"),
        None => diagnostic,
    }
}

pub fn not_there<'a>(
    place: Place,
    variant: &str,
    verb: &str,
    entry: &str,
    known: impl Iterator<Item = &'a str> + Clone,
) -> Diagnostic {
    let message = format!("{variant} {verb} {}, which is not there", quoted(entry));
    let id = entry.split_once('.').map_or(entry, |(_, id)| id);
    Diagnostic::at(&NOT_THERE, place, message).maybe_help(did_you_mean(id, known))
}

pub fn removed_and_changed(place: Place, variant: &str, entry: &str) -> Diagnostic {
    let message = format!("{variant} changes `{entry}`, which it removes");
    Diagnostic::at(&NOT_THERE, place, message).help("take one of the two lines out")
}

pub fn still_used(
    place: Place,
    variant: &str,
    entry: &str,
    by: &str,
    reference_place: Place,
) -> Diagnostic {
    let message = format!("{variant} removes `{entry}`, to which `{by}` refers");
    Diagnostic::at(&STILL_USED, place, message)
        .label("removed here")
        .also(reference_place, "referred to here")
        .help(format!(
            "remove that entry too, or give `{by}` another value under `change`"
        ))
}

pub fn no_change(place: Place, variant: &str, subject: &str) -> Diagnostic {
    let message = format!("{variant} gives `{subject}` the value that the lead product has");
    Diagnostic::at(&NO_CHANGE, place, message).help("take the line out")
}

pub fn cannot_change(place: Place, key: &str, why: &str) -> Diagnostic {
    let message = format!("{} cannot be changed: {why}", quoted(key));
    Diagnostic::at(&UNKNOWN_KEY, place, message).help(
        "`change` takes `inventory.entry.attribute`, the name of a fact, or `product.` and a key of `product`",
    )
}
