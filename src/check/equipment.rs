//! Checks that each instrument has one name (L-163), since lists of equipment are united by text.

use std::collections::BTreeMap;

use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::model::Scheme;
use crate::source::Place;

codes! {
    NAMED_IN_TWO_WAYS = warning("P0544", "equipment named in two ways"),
}

/// Reports equipment whose name equals that of other equipment but for capitals, or begins with it.
pub(super) fn check_equipment(scheme: &Scheme) -> Diagnostics {
    let names = equipment_names(scheme);
    // In sorted order a name comes before the names that begin with it, with nothing else in between.
    let mut first_of: Option<&Vec<String>> = None;
    let mut diagnostics = Diagnostics::new();
    for (words, spellings) in &names {
        let Some((first, respelled)) = spellings.split_first() else {
            continue;
        };
        let shorter = first_of.filter(|shorter| words.starts_with(shorter));
        match shorter.and_then(|shorter| names.get(shorter)?.first()) {
            Some(shorter) => diagnostics.push(named_twice(first, shorter)),
            None => first_of = Some(words),
        }
        diagnostics.extend(respelled.iter().map(|again| named_twice(again, first)));
    }
    diagnostics
}

/// A name of equipment as written.
struct Spelling<'a> {
    name: &'a str,
    place: Place,
}

/// Returns the spellings of each name. Names are compared as words in small letters.
fn equipment_names(scheme: &Scheme) -> BTreeMap<Vec<String>, Vec<Spelling<'_>>> {
    let mut names: BTreeMap<Vec<String>, Vec<Spelling<'_>>> = BTreeMap::new();
    for block in scheme
        .procedures
        .iter()
        .flat_map(|(_, procedure)| &procedure.depths)
    {
        for name in &block.equipment {
            let words = name
                .to_lowercase()
                .split_whitespace()
                .map(str::to_owned)
                .collect();
            let spellings = names.entry(words).or_default();
            if !spellings
                .iter()
                .any(|spelling| spelling.name == name.as_str())
            {
                spellings.push(Spelling {
                    name,
                    place: block.place,
                });
            }
        }
    }
    names
}

fn named_twice(spelling: &Spelling<'_>, first: &Spelling<'_>) -> Diagnostic {
    let message = format!(
        "the equipment `{}` is called `{}` elsewhere",
        spelling.name, first.name
    );
    Diagnostic::at(&NAMED_IN_TWO_WAYS, spelling.place, message)
        .also(first.place, format!("here it is `{}`", first.name))
        .help("call it the same in both: the laboratory's list names each text once")
}
