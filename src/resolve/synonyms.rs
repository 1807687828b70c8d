//! Checks the words that people use for choices: each leads to one choice alone (L-075).

use rustc_hash::FxHashMap;

use super::reader::DraftReader;
use crate::diag::{Diagnostic, codes, fold};
use crate::source::{Place, Span};
use crate::syntax::ast::{OptionDraft, TextDraft};

codes! {
    SYNONYM = error("P0296", "synonym that means something else"),
}

/// What a word is to a choice.
#[derive(Debug, Clone, Copy)]
enum Meaning {
    Name,
    Label,
    Synonym,
}

/// What a word leads to.
#[derive(Debug, Clone, Copy)]
struct Lead<'d> {
    option: &'d OptionDraft,
    meaning: Meaning,
    span: Span,
}

/// Checks that each word that people use for a choice leads to that choice alone.
pub(super) fn check_synonyms(reader: &mut DraftReader<'_>, options: &[OptionDraft]) {
    if options.iter().all(|option| option.also.is_empty()) {
        return;
    }
    let mut leads = names_and_labels(reader, options);
    for option in options {
        for also in &option.also {
            check_synonym(reader, &mut leads, option, *also);
        }
    }
}

/// Returns what the names and the labels of choices lead to. A name comes before a label.
fn names_and_labels<'d>(
    reader: &DraftReader<'_>,
    options: &'d [OptionDraft],
) -> FxHashMap<String, Lead<'d>> {
    let lead = |option: &'d OptionDraft, meaning, span| Lead {
        option,
        meaning,
        span,
    };
    let names = options.iter().map(|option| {
        let name = fold(reader.word(option.key));
        (name, lead(option, Meaning::Name, option.key.span))
    });
    let labels = options.iter().filter_map(|option| {
        let label = option.label?;
        let folded = fold(&reader.text(label));
        Some((folded, lead(option, Meaning::Label, label.span)))
    });
    let mut leads = FxHashMap::default();
    for (word, lead) in names.chain(labels) {
        leads.entry(word).or_insert(lead);
    }
    leads
}

fn check_synonym<'d>(
    reader: &mut DraftReader<'_>,
    leads: &mut FxHashMap<String, Lead<'d>>,
    option: &'d OptionDraft,
    also: TextDraft,
) {
    let (word, place) = (reader.text(also), reader.place(also.span));
    let folded = fold(&word);
    match folded.as_str() {
        // A text without any words is reported as every other is.
        "" if word.trim().is_empty() => return,
        "" => return reader.report(no_letters(place, &word)),
        "none" | "unknown" => return reader.report(no_synonym(place, &word)),
        _ => {}
    }
    let Some(first) = leads.get(&folded).copied() else {
        let meaning = Meaning::Synonym;
        let span = also.span;
        leads.insert(
            folded,
            Lead {
                option,
                meaning,
                span,
            },
        );
        return;
    };
    let is_own = first.option.key == option.key;
    let [own, other] = [option, first.option].map(|option| reader.word(option.key));
    let report = match (is_own, first.meaning) {
        // It repeats the label, which does no harm.
        (true, Meaning::Label) => return,
        (true, Meaning::Name) => own_name(place, &word, own),
        (true, Meaning::Synonym) => synonym_twice(place, &word, own),
        (false, Meaning::Name) => another(place, &word, "name", other),
        (false, Meaning::Label) => another(place, &word, "label", other),
        (false, Meaning::Synonym) => of_two(place, &word, [other, own]),
    };
    reader.report(report.also(reader.place(first.span), "it is also here"));
}

fn no_letters(place: Place, word: &str) -> Diagnostic {
    let message = format!("`{word}` has no letter or digit");
    Diagnostic::at(&SYNONYM, place, message).help(
        "write a word that people use for the choice, or remove it; only letters and digits count",
    )
}

fn no_synonym(place: Place, word: &str) -> Diagnostic {
    let message = format!("`{word}` is an answer itself and cannot be a synonym");
    Diagnostic::at(&SYNONYM, place, message).help("remove it")
}

fn own_name(place: Place, word: &str, name: &str) -> Diagnostic {
    let message = format!("`{word}` is the name of this choice, `{name}`, and is no synonym of it");
    Diagnostic::at(&SYNONYM, place, message)
        .help("remove it; capitals, spaces and hyphens make no difference")
}

fn synonym_twice(place: Place, word: &str, name: &str) -> Diagnostic {
    let message = format!("`{word}` is given twice as a synonym of `{name}`");
    Diagnostic::at(&SYNONYM, place, message)
        .help("keep one of them; capitals, spaces and hyphens make no difference")
}

fn another(place: Place, word: &str, part: &str, other: &str) -> Diagnostic {
    let message = format!("`{word}` is the {part} of another choice, `{other}`");
    Diagnostic::at(&SYNONYM, place, message)
        .help("remove it; capitals, spaces and hyphens make no difference")
}

fn of_two(place: Place, word: &str, [first, second]: [&str; 2]) -> Diagnostic {
    let message = format!("`{word}` is a synonym of two choices, `{first}` and `{second}`");
    Diagnostic::at(&SYNONYM, place, message)
        .help("keep it for one choice; capitals, spaces and hyphens make no difference")
}
