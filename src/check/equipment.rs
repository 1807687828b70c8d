//! One instrument has one name: lists of equipment are put together by their text.

use std::collections::BTreeMap;

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::Scheme;
use crate::source::Place;

/// Two depths name what looks like the same instrument in two ways.
pub static NAMED_IN_TWO_WAYS: Code = Code::warning("P0544", "equipment named in two ways");

/// Reports equipment whose name in small letters is that of other equipment, or how another name begins.
#[must_use]
pub fn check_equipment(scheme: &Scheme) -> Diagnostics {
    let names = equipment_names(scheme);
    // In this order a name that another one begins with comes before it, names between them share the beginning.
    let mut first_of: Option<&Vec<String>> = None;
    let mut diagnostics = Diagnostics::new();
    for (words, uses) in &names {
        let Some((first, others)) = uses.split_first() else {
            continue;
        };
        let shorter = first_of.filter(|shorter| words.starts_with(shorter));
        match shorter.and_then(|shorter| names.get(shorter)?.first()) {
            Some(shorter) => diagnostics.push(named_twice(*first, *shorter)),
            None => first_of = Some(words),
        }
        diagnostics.extend(others.iter().map(|other| named_twice(*other, *first)));
    }
    diagnostics
}

/// A name as written, and where.
type Use<'a> = (&'a str, Place);

/// Returns each name as words in small letters with where it is used, spelling by spelling.
fn equipment_names(scheme: &Scheme) -> BTreeMap<Vec<String>, Vec<Use<'_>>> {
    let mut names: BTreeMap<Vec<String>, Vec<Use<'_>>> = BTreeMap::new();
    for block in scheme.procedures.iter().flat_map(|(_, one)| &one.depths) {
        for name in &block.equipment {
            let words = name.to_lowercase();
            let words = words.split_whitespace().map(str::to_owned).collect();
            let uses = names.entry(words).or_default();
            if !uses.iter().any(|(spelling, _)| *spelling == name.as_str()) {
                uses.push((name, block.place));
            }
        }
    }
    names
}

fn named_twice((name, place): Use<'_>, (other, other_place): Use<'_>) -> Diagnostic {
    Diagnostic::at(
        &NAMED_IN_TWO_WAYS,
        place,
        format!("the equipment `{name}` is called `{other}` elsewhere"),
    )
    .also(other_place, format!("here it is `{other}`"))
    .help("call it the same in both: the laboratory's list names each text once")
}
