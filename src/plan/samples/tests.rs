//! Samples assigned to small tables of uses.

use std::fmt::Write;

use super::*;

/// Reads a use as the language writes it: `own 2 sealed from 2 batches leaves dumped`.
fn read_use(line: &str) -> SampleUse {
    let words: Vec<&str> = line.split_whitespace().collect();
    let after = |word: &str| {
        let at = words.iter().position(|other| *other == word);
        at.and_then(|at| words.get(at + 1)).copied()
    };
    let needs = words.iter().find_map(|word| SampleState::from_word(word));
    let needs = needs.unwrap_or(SampleState::Any);
    let leaves = after("leaves").and_then(SampleState::from_word);
    let batches = after("from").and_then(|word| word.parse().ok());
    SampleUse {
        source: if words.first() == Some(&"own") {
            SampleSource::Own
        } else {
            SampleSource::Shared
        },
        count: words.iter().find_map(|word| word.parse().ok()).unwrap_or(1),
        batches: batches.unwrap_or(1),
        needs,
        leaves: leaves.unwrap_or(needs),
    }
}

/// Shows a line for each sample: its uses, by the letter of their line, with the states between them.
fn shown(lines: &str) -> String {
    let uses: Vec<SampleUse> = lines.lines().map(|line| read_use(line.trim())).collect();
    let mut shown: Vec<String> = Vec::new();
    for sample in allocate_samples(&uses) {
        let mut line = match sample.kind {
            SampleKind::Production => "S".to_owned(),
            SampleKind::Unlocked => "U".to_owned(),
        };
        if let Some(batch) = sample.batch {
            let _ = write!(line, " batch {batch}");
        }
        let _ = write!(line, " {}:", sample.wanted(&uses).word());
        for Used { at, after, .. } in &sample.uses {
            let letter = u8::try_from(*at).map_or('?', |at| char::from(b'a' + at));
            let _ = write!(line, " {letter} {}", after.word());
        }
        shown.push(line);
    }
    shown.join("\n")
}

#[test]
fn what_shares_takes_the_most_worn_sample_that_serves() {
    assert_eq!(
        shown("sealed\nsealed leaves opened\nany\nopened\nopened leaves altered\nany"),
        "S sealed: a sealed b opened c opened d opened e altered\nS any: f sealed"
    );
}

#[test]
fn a_fresher_sample_serves_what_needs_a_worn_one() {
    assert_eq!(
        shown("dumped leaves dumped\ndumped\nwiped leaves wiped"),
        "S any: a dumped b dumped c wiped"
    );
}

#[test]
fn its_own_sample_is_one_that_nobody_needs_any_more() {
    // The first own use would leave the last one without an opened sample; the second takes it over.
    assert_eq!(
        shown("sealed leaves opened\nown opened leaves dead\nopened\nown opened leaves dead"),
        "S sealed: a opened c opened d dead\nS any: b dead"
    );
}

#[test]
fn its_own_sample_is_left_to_others_afterwards_unless_it_is_dead() {
    assert_eq!(
        shown("own sealed leaves dumped\ndumped\nown any leaves dead\nany"),
        "S sealed: a dumped b dumped\nS any: c dead\nS any: d sealed"
    );
}

#[test]
fn a_fresh_sample_is_spared_for_what_needs_it_sealed() {
    assert_eq!(
        shown("2 sealed\nsealed leaves opened\nown opened leaves dead\nsealed"),
        "S sealed: a sealed b opened c dead\nS sealed: a sealed d sealed"
    );
}

#[test]
fn unlocked_samples_are_another_kind() {
    assert_eq!(
        shown("unlocked\nany\nown unlocked leaves altered\nunlocked"),
        "U unlocked: a unlocked c altered\nS any: b sealed\nU unlocked: d unlocked"
    );
}

#[test]
fn batches_are_told_apart_as_late_as_possible() {
    assert_eq!(
        shown("2 sealed\nown 3 sealed from 2 batches leaves dumped\nsealed"),
        "S batch 1 sealed: a sealed b dumped\nS batch 2 sealed: a sealed b dumped\nS sealed: b dumped\nS sealed: c sealed"
    );
    assert_eq!(
        shown("own 2 sealed from 2 batches leaves dumped\n2 dumped from 2 batches"),
        "S batch 1 sealed: a dumped b dumped\nS batch 2 sealed: a dumped b dumped"
    );
}

#[test]
fn a_sample_of_a_batch_that_is_there_already_is_passed_over() {
    assert_eq!(
        shown(
            "own 2 sealed from 2 batches leaves dumped\nown dumped leaves dead\n2 dumped from 2 batches"
        ),
        "S batch 1 sealed: a dumped c dumped\nS batch 2 sealed: a dumped c dumped\nS any: b dead"
    );
}
