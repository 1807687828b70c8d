//! Resolves which numbers answer a question (L-077).

use super::reader::DraftReader;
use crate::diag::{Diagnostic, codes};
use crate::model::{Number, NumberType};
use crate::source::Place;
use crate::syntax::ast::{Name, NumberTypeDraft};

codes! {
    NO_NUMBERS = error("P0239", "range that contains no number"),
}

/// Reads which numbers answer a question, and reports a range that holds none.
pub(super) fn resolve_numbers(reader: &mut DraftReader<'_>, draft: &NumberTypeDraft) -> NumberType {
    let mut bound = |name: Option<Name>| {
        let name = name?;
        let number = Number::parse(reader.word(name));
        if number.is_none() {
            let place = reader.place(name.span);
            reader.report(no_number(place, reader.word(name)));
        }
        number
    };
    let (least, most) = (bound(draft.least), bound(draft.most));
    let numbers = NumberType {
        whole: draft.whole.is_some(),
        unit: reader.given(draft.unit),
        least,
        most,
    };
    if let (Some(most), true) = (draft.most, numbers.is_empty()) {
        let place = reader.place(draft.least.unwrap_or(most).span.to(most.span));
        reader.report(empty_range(place, &numbers.words()));
        return NumberType {
            least: None,
            most: None,
            ..numbers
        };
    }
    numbers
}

fn no_number(place: Place, written: &str) -> Diagnostic {
    let message = format!("`{written}` is too large or too precise for a number");
    Diagnostic::at(&NO_NUMBERS, place, message)
        .help("a number has at most 18 digits before the point and 6 after it")
}

fn empty_range(place: Place, words: &str) -> Diagnostic {
    let message = format!("there is no {words}");
    Diagnostic::at(&NO_NUMBERS, place, message)
        .help("write the smaller number first: `from 1 to 12`")
}
