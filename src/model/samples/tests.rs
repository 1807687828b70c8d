//! The order of states, in small tables and over generated orders.

use proptest::prelude::*;

use super::*;
use crate::source::{Sources, Span};

impl Samples {
    /// Makes samples of a scheme with some kinds beside the ordinary one, and states: a key, the states that it comes
    /// after, and whether it works. `fresh` is the state as delivered.
    pub(crate) fn for_tests(kinds: &[&str], lines: &[(&str, &[&str], Works)]) -> Self {
        let place = Place::new(Sources::default().add("", ""), Span::default());
        let mut states: Table<SampleStateId, SampleState> = Table::default();
        for (key, after, works) in lines {
            let state = SampleState {
                key: (*key).into(),
                title: (*key).into(),
                number: Numbering::Unsaid,
                about: None,
                after: after.iter().filter_map(|key| states.find(key)).collect(),
                is_delivered: *key == "fresh",
                works: *works,
                was: Vec::new(),
                place,
            };
            let _ = states.insert(*key, state);
        }
        let mut table: Table<SampleKindId, SampleKind> = Table::default();
        for key in kinds {
            let kind = SampleKind {
                key: (*key).into(),
                title: (*key).into(),
                number: Numbering::Unsaid,
                about: None,
                is_ordinary: false,
                delivered: None,
                label: (*key).into(),
                was: Vec::new(),
                place,
            };
            let _ = table.insert(*key, kind);
        }
        Self::new(table, states)
    }
}

/// Opened and glued are both less worn than both at once.
fn diamond() -> Samples {
    Samples::for_tests(
        &[],
        &[
            ("fresh", &[], Works::Surely),
            ("opened", &[], Works::Surely),
            ("glued", &["fresh"], Works::Perhaps),
            ("both", &["opened", "glued"], Works::Surely),
            ("gone", &[], Works::No),
        ],
    )
}

#[test]
fn what_follows_from_an_order() {
    let samples = diamond();
    let id = |key| samples.states.find(key);
    let rank = |key| samples.rank(id(key));
    assert_eq!(
        ["fresh", "opened", "glued", "both", "gone"].map(rank),
        [0, 1, 1, 2, 3]
    );
    // One that is in doubt stays so.
    assert_eq!(samples.works(id("both")), Works::Perhaps);
    let join = |state, other| {
        let joined = samples.join(id(state), id(other).unwrap_or(SampleStateId::from_index(9)));
        joined.map(|state| samples.states.key(state))
    };
    assert_eq!(join("opened", "glued"), Some("both"));
    assert_eq!(join("fresh", "glued"), Some("glued"));
    assert_eq!(join("gone", "opened"), Some("gone"));
    assert_eq!(samples.delivered(None), id("fresh"));
}

#[test]
fn two_states_may_have_no_least_state_in_common() {
    let samples = Samples::for_tests(
        &[],
        &[
            ("opened", &[], Works::Surely),
            ("glued", &[], Works::Surely),
            ("one", &["opened", "glued"], Works::Surely),
            ("two", &["opened", "glued"], Works::Surely),
        ],
    );
    let id = |key| samples.states.find(key);
    let joined = id("glued").map(|glued| samples.join(id("opened"), glued));
    assert_eq!(joined, Some(None));
    assert_eq!(samples.delivered(None), None);
    assert_eq!(samples.rank(None), 0);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Each state is a set of marks, and comes after the states with fewer: the least state in common of two is the
    /// least that has the marks of both.
    #[test]
    fn the_state_in_common_is_the_least_of_all_that_are_as_worn(
        marks in prop::collection::btree_set(0_u8..32, 1..20),
    ) {
        let marks: Vec<u8> = marks.into_iter().collect();
        let is_within = |less: u8, more: u8| less & more == less;
        let keys: Vec<String> = marks.iter().map(u8::to_string).collect();
        let below = |of: u8| {
            let less = marks.iter().zip(&keys).filter(move |(less, _)| **less != of && is_within(**less, of));
            less.map(|(_, key)| key.as_str()).collect::<Vec<_>>()
        };
        let after: Vec<Vec<&str>> = marks.iter().map(|own| below(*own)).collect();
        let lines: Vec<(&str, &[&str], Works)> = keys
            .iter()
            .zip(&after)
            .map(|(key, after)| (key.as_str(), after.as_slice(), Works::Surely))
            .collect();
        let samples = Samples::for_tests(&[], &lines);
        for (a, one) in samples.states.ids().zip(&marks) {
            for (b, other) in samples.states.ids().zip(&marks) {
                prop_assert_eq!(samples.is_within(Some(a), b), is_within(*one, *other));
                let both: Vec<u8> = marks.iter().copied().filter(|more| is_within(one | other, *more)).collect();
                let least = both.iter().copied().find(|least| both.iter().all(|more| is_within(*least, *more)));
                let joined = samples.join(Some(a), b).map(|id| samples.states.key(id).to_owned());
                prop_assert_eq!(joined, least.map(|least| least.to_string()));
            }
        }
    }
}
