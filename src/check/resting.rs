//! What an expectation of a scenario does not rest on, though `because` names it (L-224).

use crate::diag::{Diagnostic, codes, list};
use crate::logic::Reason;
use crate::model::{Datum, Expectation, Scheme, Standing};
use crate::source::Place;

codes! {
    DOES_NOT_REST = error("P0542", "scenario that does not rest on its `because`"),
}

/// Says whether a reason names a datum.
pub(super) fn names(reason: &Reason, datum: Datum) -> bool {
    let mut settlers = reason.settled_by.iter();
    settlers.any(|settler| settler.datum == datum)
}

/// Reports a datum that `because` names beside others that say it all.
pub(super) fn makes_no_difference(
    scheme: &Scheme,
    expectation: &Expectation,
    datum: Datum,
) -> Diagnostic {
    let control = &scheme.controls[expectation.control];
    let name = scheme.datum_name(datum);
    let message = format!(
        "`{}` does not rest on `{name}`: without what else is named after `because` it is open anyway",
        control.name
    );
    Diagnostic::at(&DOES_NOT_REST, expectation.place, message)
        .help(format!("leave out `{name}` after `because`"))
}

/// Reports data on which an expectation does not rest. `rests_on_them` says whether the answer rests on them as well.
pub(super) fn does_not_rest(
    scheme: &Scheme,
    expectation: &Expectation,
    (data, rests_on_them): (&[Datum], bool),
    reason: &Reason,
) -> Diagnostic {
    let control = &scheme.controls[expectation.control];
    let keys: Vec<String> = data.iter().map(|datum| scheme.datum_name(*datum)).collect();
    let them = if keys.len() == 1 { "it" } else { "them" };
    let stands = match expectation.status {
        Standing::Applies => format!("it applies without {them} too"),
        Standing::NotApplicable => format!("it does not apply without {them} either"),
        Standing::Open => "it would stay open with it too".to_owned(),
        Standing::Covered => {
            "its verdict follows those of others, whatever the product is".to_owned()
        }
        Standing::NotAssessed => "it is not assessed, whatever the product is".to_owned(),
    };
    let named = list(keys.iter().map(String::as_str));
    let message = format!("`{}` does not rest on {named}: {stands}", control.name);
    let mut grounds: Vec<(String, Option<Place>)> = Vec::new();
    for settler in &reason.settled_by {
        let name = scheme.datum_name(settler.datum);
        if grounds.iter().all(|(ground, _)| *ground != name) {
            grounds.push((name, settler.place));
        }
    }
    // What is named already is no way on.
    let unnamed = grounds.iter().map(|(ground, _)| ground);
    let others: Vec<&str> = unnamed
        .filter(|ground| !keys.contains(ground))
        .map(String::as_str)
        .collect();
    let because = keys.join(", ");
    let help = match others.as_slice() {
        [] => "remove `because`".to_owned(),
        [only] if rests_on_them => {
            format!("name `{only}` too, as in `because {because}, {only}`, or remove `because`")
        }
        [only] => format!("write `because {only}`, or remove `because`"),
        [beside, ..] if rests_on_them => format!(
            "the answer rests on {} too: name one of these as well, as in `because {because}, {beside}`, or remove `because`",
            list(others.iter().copied())
        ),
        several => format!(
            "the answer rests on {}: name the one without which it would be open, or remove `because`",
            list(several.iter().copied())
        ),
    };
    let mut diagnostic = Diagnostic::at(&DOES_NOT_REST, expectation.place, message).help(help);
    for (ground, place) in &grounds {
        if let Some(place) = place {
            diagnostic = diagnostic.also(*place, format!("it rests on `{ground}`"));
        }
    }
    with_reason(diagnostic, reason)
}

/// Adds the reason that was found, if there is one.
pub(super) fn with_reason(diagnostic: Diagnostic, reason: &Reason) -> Diagnostic {
    if reason.sentence.is_empty() {
        return diagnostic;
    }
    diagnostic.note(format!("found: {}", reason.sentence))
}
