//! What is proved holds for every complete product, and what is found is one.

use praman::proof::{Outcome, Prover, Wish};

use super::*;

/// Asks whether a condition can hold, or fail, for a product of which something is known.
fn ask(base: &Situation, condition: &Condition, holds: bool) -> Outcome {
    let scheme = scheme();
    Prover::new(&scheme, base, [condition]).ask(&[Wish { condition, holds }])
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// What a product meets is not impossible.
    #[test]
    fn what_is_met_is_not_impossible((_, complete) in situations(), condition in condition()) {
        let scheme = scheme();
        let truth = Evaluator::new(&scheme, &complete).decide(&condition);
        if truth != Truth::Open {
            let outcome = ask(&Situation::default(), &condition, truth == Truth::Yes);
            prop_assert!(outcome != Outcome::Impossible, "{truth:?}");
        }
    }

    /// What a product meets is not impossible for what is known of it so far.
    #[test]
    fn what_a_completion_meets_is_not_impossible((so_far, complete) in situations(), condition in condition()) {
        let scheme = scheme();
        let truth = Evaluator::new(&scheme, &complete).decide(&condition);
        if truth != Truth::Open {
            let outcome = ask(&so_far, &condition, truth == Truth::Yes);
            prop_assert!(outcome != Outcome::Impossible, "{truth:?}");
        }
    }

    /// What is settled so far has no product to the contrary.
    #[test]
    fn what_is_settled_has_no_counterexample((so_far, _) in situations(), condition in condition()) {
        let scheme = scheme();
        let truth = Evaluator::new(&scheme, &so_far).decide(&condition);
        if truth != Truth::Open {
            let outcome = ask(&so_far, &condition, truth == Truth::No);
            prop_assert!(!matches!(outcome, Outcome::Possible(_)), "{truth:?}: {outcome:#?}");
        }
    }

    /// Of a condition and its opposite at least one is possible, and nearly always all is decided.
    #[test]
    fn something_is_possible(condition in condition()) {
        let base = Situation::default();
        let outcomes = [true, false].map(|holds| ask(&base, &condition, holds));
        prop_assert!(outcomes.iter().any(|outcome| matches!(outcome, Outcome::Possible(_))), "{outcomes:#?}");
        prop_assert!(!outcomes.contains(&Outcome::Undecided), "{outcomes:#?}");
    }
}
