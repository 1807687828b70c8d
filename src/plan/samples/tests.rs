//! Samples assigned to small tables of uses.

use std::fmt::Write;

use proptest::prelude::*;

use super::*;
use crate::model::{Id, SampleStateId, Works};
use crate::plan::wear::Wear;

/// The states of the tables: each is more worn than the one before it.
fn ladder() -> Samples {
    Samples::for_tests(
        &["unlocked"],
        &[
            ("fresh", &[], Works::Surely),
            ("opened", &["fresh"], Works::Surely),
            ("dumped", &["opened"], Works::Perhaps),
            ("altered", &["dumped"], Works::Perhaps),
            ("wiped", &["altered"], Works::Perhaps),
            ("dead", &["wiped"], Works::No),
        ],
    )
}

/// Reads a use as the language writes it: `own 2 fresh from 2 batches leaves dumped`.
fn read_use(samples: &Samples, line: &str) -> SampleUse {
    let words: Vec<&str> = line.split_whitespace().collect();
    let after = |word: &str| {
        let at = words.iter().position(|other| *other == word);
        at.and_then(|at| words.get(at + 1)).copied()
    };
    let state = |word: &str| after(word).and_then(|key| samples.states.find(key));
    let needs = words.iter().find_map(|word| samples.states.find(word));
    let needs = needs.filter(|_| !words.contains(&"any"));
    let up_to = words.contains(&"up");
    SampleUse {
        source: if words.first() == Some(&"own") {
            SampleSource::Own
        } else {
            SampleSource::Shared
        },
        count: words.iter().find_map(|word| word.parse().ok()).unwrap_or(1),
        batches: after("from")
            .and_then(|word| word.parse().ok())
            .unwrap_or(1),
        kind: after("of").and_then(|key| samples.kinds.find(key)),
        needs: match needs {
            None => SampleNeed::Working,
            Some(state) if up_to => SampleNeed::UpTo(state),
            Some(state) => SampleNeed::In(state),
        },
        leaves: state("leaves"),
        may_leave: state("leave"),
    }
}

/// Shows a line for each sample: its uses, by the letter of their line, with the states between them.
fn shown(lines: &str) -> String {
    let samples = ladder();
    let uses: Vec<SampleUse> = lines
        .lines()
        .map(|line| read_use(&samples, line.trim()))
        .collect();
    let key = |state: Option<SampleStateId>| state.map_or("", |state| samples.states.key(state));
    let mut shown: Vec<String> = Vec::new();
    for sample in allocate_samples(&samples, &uses) {
        let mut line = match sample.kind {
            None => "S".to_owned(),
            Some(kind) => samples.label(Some(kind)).to_owned(),
        };
        if let Some(batch) = sample.batch {
            let _ = write!(line, " batch {batch}");
        }
        let wanted = sample.wanted(&samples, &uses);
        let _ = write!(
            line,
            " {}:",
            wanted.map_or("any", |state| samples.states.key(state))
        );
        for Used { at, wear } in &sample.uses {
            let letter = u8::try_from(*at).map_or('?', |at| char::from(b'a' + at));
            let _ = write!(line, " {letter} {}", key(wear.after.least));
            if wear.after.most != wear.after.least {
                let _ = write!(line, " or {}", key(wear.after.most));
            }
        }
        shown.push(line);
    }
    shown.join("\n")
}

#[test]
fn what_shares_takes_the_most_worn_sample_that_serves() {
    assert_eq!(
        shown("fresh\nfresh leaves opened\nany\nopened\nopened leaves altered\nany"),
        "S fresh: a fresh b opened c opened d opened e altered\nS any: f fresh"
    );
}

#[test]
fn a_fresher_sample_serves_what_needs_a_worn_one() {
    assert_eq!(
        shown("dumped\nup to altered\nup to wiped leaves wiped"),
        "S any: a dumped b dumped c wiped"
    );
}

#[test]
fn what_a_use_may_do_is_reckoned_with() {
    assert_eq!(
        shown("opened may leave dead\nopened\nany may leave dumped\nup to dumped leaves altered"),
        "S any: a opened or dead\nS any: b opened c opened or dumped d altered"
    );
}

#[test]
fn its_own_sample_is_one_that_nobody_needs_any_more() {
    // The first own use would leave the last one without an opened sample; the second takes it over.
    assert_eq!(
        shown("fresh leaves opened\nown opened leaves dead\nopened\nown opened leaves dead"),
        "S fresh: a opened c opened d dead\nS any: b dead"
    );
}

#[test]
fn its_own_sample_is_left_to_others_afterwards_unless_it_is_dead() {
    assert_eq!(
        shown("own fresh leaves dumped\ndumped\nown any leaves dead\nany"),
        "S fresh: a dumped b dumped\nS any: c dead\nS any: d fresh"
    );
}

#[test]
fn a_fresh_sample_is_spared_for_what_needs_it_fresh() {
    assert_eq!(
        shown("2 fresh\nfresh leaves opened\nown opened leaves dead\nfresh"),
        "S fresh: a fresh b opened c dead\nS fresh: a fresh d fresh"
    );
}

#[test]
fn kinds_are_kept_apart() {
    assert_eq!(
        shown("any of unlocked\nany\nown any of unlocked leaves altered\nany of unlocked"),
        "unlocked any: a fresh c altered\nS any: b fresh\nunlocked any: d fresh"
    );
}

#[test]
fn batches_are_told_apart_as_late_as_possible() {
    assert_eq!(
        shown("2 fresh\nown 3 fresh from 2 batches leaves dumped\nfresh"),
        "S batch 1 fresh: a fresh b dumped\nS batch 2 fresh: a fresh b dumped\nS fresh: b dumped\nS fresh: c fresh"
    );
    assert_eq!(
        shown("own 2 fresh from 2 batches leaves dumped\n2 dumped from 2 batches"),
        "S batch 1 fresh: a dumped b dumped\nS batch 2 fresh: a dumped b dumped"
    );
}

#[test]
fn a_sample_of_a_batch_that_is_there_already_is_passed_over() {
    assert_eq!(
        shown(
            "own 2 fresh from 2 batches leaves dumped\nown dumped leaves dead\n2 dumped from 2 batches"
        ),
        "S batch 1 fresh: a dumped c dumped\nS batch 2 fresh: a dumped c dumped\nS any: b dead"
    );
}

/// The states of a generated order: sets of marks. Each comes after those with fewer, and any two have one in common. One
/// more state is unusable.
fn generated_states() -> impl Strategy<Value = Samples> {
    let some = prop::collection::btree_set(1_u8..31, 0..6);
    some.prop_map(|some| {
        let mut marks: BTreeSet<u8> = some.into_iter().chain([31]).collect();
        loop {
            let joined = marks.iter().flat_map(|a| marks.iter().map(move |b| a | b));
            let all: BTreeSet<u8> = joined.chain(marks.iter().copied()).collect();
            if all.len() == marks.len() {
                break;
            }
            marks = all;
        }
        let keys: Vec<(u8, String)> = marks.iter().map(|own| (*own, own.to_string())).collect();
        let less = |own: u8| {
            let less = keys
                .iter()
                .filter(move |(less, _)| *less != own && less & own == *less);
            less.map(|(_, key)| key.as_str()).collect::<Vec<_>>()
        };
        let after: Vec<Vec<&str>> = keys.iter().map(|(own, _)| less(*own)).collect();
        let works = |own: u8| {
            if own & 16 == 0 {
                Works::Surely
            } else {
                Works::Perhaps
            }
        };
        let lines = keys.iter().zip(&after);
        let lines = lines.map(|((own, key), after)| (key.as_str(), after.as_slice(), works(*own)));
        let lines: Vec<_> = [("fresh", &[][..], Works::Surely)]
            .into_iter()
            .chain(lines)
            .chain([("gone", &[][..], Works::No)])
            .collect();
        Samples::for_tests(&["unlocked"], &lines)
    })
}

/// A use as a scheme could have it: a use never leaves a sample less worn than it takes it.
fn generated_use(samples: &Samples) -> impl Strategy<Value = SampleUse> + use<> {
    let samples = samples.clone();
    let states: Vec<SampleStateId> = samples.states.ids().collect();
    let state = prop::sample::select(states);
    let parts = (
        0_u8..3,
        state.clone(),
        state.clone(),
        state,
        any::<[bool; 4]>(),
        1_u32..4,
        1_u32..4,
    );
    parts.prop_map(move |(need, needed, leaves, may, said, count, batches)| {
        let usable = samples.works(Some(needed)) != Works::No;
        let [own, special, says_leaves, says_may] = said;
        let needs = match need {
            0 if usable => SampleNeed::In(needed),
            1 if usable => SampleNeed::UpTo(needed),
            _ => SampleNeed::Working,
        };
        let worn = |from: Option<SampleStateId>, to| samples.join(from, to).unwrap_or(to);
        let least = match needs {
            SampleNeed::In(state) => Some(state),
            SampleNeed::UpTo(_) | SampleNeed::Working => None,
        };
        let leaves = says_leaves.then(|| worn(least, leaves));
        SampleUse {
            source: if own {
                SampleSource::Own
            } else {
                SampleSource::Shared
            },
            count,
            batches: batches.min(count),
            kind: special.then(|| Id::from_index(0)),
            needs,
            leaves,
            may_leave: says_may.then(|| worn(leaves.or(least), may)),
        }
    })
}

fn generated() -> impl Strategy<Value = (Samples, Vec<SampleUse>)> {
    generated_states().prop_flat_map(|samples| {
        let uses = prop::collection::vec(generated_use(&samples), 0..12);
        (Just(samples), uses)
    })
}

/// Pairs of states of which the second is as worn as the first in any use.
fn orders(worn: &Worn, used: &SampleUse) -> Vec<(Option<SampleStateId>, Option<SampleStateId>)> {
    let (before, in_use, after) = (worn.before, worn.in_use, worn.after);
    let mut orders = vec![
        (before.least, in_use.least),
        (before.most, in_use.most),
        (in_use.least, after.least),
        (in_use.most, after.most),
        (after.least, after.most),
        (used.leaves, after.least),
        (used.may_leave, after.most),
    ];
    if let SampleNeed::In(state) = used.needs {
        orders.push((Some(state), in_use.least));
    }
    orders
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn each_use_gets_as_many_samples_of_as_many_batches_as_it_needs((samples, uses) in generated()) {
        let drawn = allocate_samples(&samples, &uses);
        for (at, used) in uses.iter().enumerate() {
            let taken = drawn.iter().filter(|sample| sample.uses.iter().any(|one| one.at == at));
            let batches: Vec<Option<u32>> = taken.map(|sample| sample.batch).collect();
            prop_assert_eq!(batches.len(), used.count as usize);
            let told_apart: BTreeSet<u32> = batches.into_iter().flatten().collect();
            prop_assert!(used.batches < 2 || told_apart.len() >= used.batches as usize);
        }
    }

    #[test]
    fn each_sample_serves_its_uses_and_only_wears((samples, uses) in generated()) {
        for sample in allocate_samples(&samples, &uses) {
            let mut wear = Wear::of(samples.delivered(sample.kind));
            for Used { at, wear: worn } in &sample.uses {
                let Some(used) = uses.get(*at) else {
                    return Err(TestCaseError::fail("no such use"));
                };
                prop_assert_eq!(worn.before, wear, "each use takes it as the one before left it");
                prop_assert_eq!(sample.kind, used.kind);
                prop_assert!(samples.serves(wear.most, used.needs));
                prop_assert!(samples.works(wear.most) != Works::No);
                for (less, more) in orders(worn, used) {
                    let is_so = more.map_or(less.is_none(), |more| samples.is_within(less, more));
                    prop_assert!(is_so, "{less:?} is more worn than {more:?}");
                }
                wear = worn.after;
            }
            prop_assert!(!sample.uses.is_empty());
        }
    }

    /// Samples that others are done with are never an expense: with new samples for each use of its own there are no
    /// fewer.
    #[test]
    fn what_takes_its_own_costs_no_more_than_new_samples((samples, uses) in generated()) {
        let shared = |kept: &[SampleUse]| allocate_samples(&samples, kept).len();
        let sharing: Vec<SampleUse> = uses.iter().copied().filter(|used| used.source == SampleSource::Shared).collect();
        let own: usize = uses.iter().filter(|used| used.source == SampleSource::Own).map(|used| used.count as usize).sum();
        prop_assert!(shared(&uses) <= shared(&sharing) + own);
    }
}
