//! Checks that each instrument is one item (L-163), since lists of equipment show each item once.

use std::collections::BTreeMap;

use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::model::{Scheme, Titled};
use crate::source::Words;

codes! {
    NAMED_IN_TWO_WAYS = warning("P0544", "equipment named in two ways"),
}

/// Reports equipment whose title equals that of other equipment but for capitals, or begins with it.
pub(super) fn check_equipment(scheme: &Scheme) -> Diagnostics {
    let titles = equipment_titles(scheme);
    // In sorted order a title comes before the titles that begin with it, with nothing else in between.
    let mut first_of: Option<&Vec<String>> = None;
    let mut diagnostics = Diagnostics::new();
    for (words, items) in &titles {
        let Some((first, others)) = items.split_first() else {
            continue;
        };
        let shorter = first_of.filter(|shorter| words.starts_with(shorter));
        match shorter.and_then(|shorter| titles.get(shorter)?.first()) {
            Some(shorter) => diagnostics.push(named_twice(first, shorter)),
            None => first_of = Some(words),
        }
        diagnostics.extend(others.iter().map(|again| named_twice(again, first)));
    }
    diagnostics
}

/// Returns the items with each title, in their order. Titles are compared as people read them, word by word.
fn equipment_titles(scheme: &Scheme) -> BTreeMap<Vec<String>, Vec<&Titled>> {
    let mut titles: BTreeMap<Vec<String>, Vec<&Titled>> = BTreeMap::new();
    for (_, item) in scheme.equipment.iter() {
        let read = Words(&item.title).as_read();
        let words = read.split_whitespace().map(str::to_owned).collect();
        titles.entry(words).or_default().push(item);
    }
    titles
}

fn named_twice(item: &Titled, first: &Titled) -> Diagnostic {
    let message = format!(
        "the equipment `{}`, “{}”, looks like `{}`, “{}”",
        item.key, item.title, first.key, first.title
    );
    Diagnostic::at(&NAMED_IN_TWO_WAYS, item.place, message)
        .also(first.place, format!("`{}` is here", first.key))
        .help("declare it once: lists of equipment show each item separately")
}
