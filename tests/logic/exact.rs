//! What is proved holds for every complete product, and what is found is one.

use praman::model::Constraint;
use praman::proof::{Exact, Laws, Outcome, Prover, Wish};

use super::*;

/// Asks whether a condition can hold, or fail, for a product of which something is known.
fn ask(base: &Situation, condition: &Condition, holds: bool) -> Outcome {
    let scheme = scheme();
    Prover::new(&scheme, base, [condition]).ask(&[Wish::that(condition, holds)])
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

/// Returns the scheme with a constraint.
fn scheme_with(constraint: Condition) -> Scheme {
    let mut scheme = scheme();
    let row = Constraint {
        title: "What always holds".into(),
        number: Numbering::Unsaid,
        condition: constraint,
        hint: None,
        place: place(),
    };
    scheme.constraints.insert("law", row).expect("the only one");
    scheme
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// What is settled exactly is so for every completion that obeys the constraint, and what a constraint alone excludes stays open.
    #[test]
    fn exact_answers_hold_for_completions((so_far, complete) in situations(), condition in condition(), law in condition()) {
        let scheme = scheme_with(law);
        let laws = Laws::of(&scheme);
        let exact = Exact::new(&laws, &so_far).decide(&condition);
        let completion = Evaluator::new(&scheme, &complete);
        let truth = completion.decide(&condition);
        let is_lawful = scheme.constraints.iter().all(|(_, law)| completion.decide(&law.condition) == Truth::Yes);
        match exact {
            Truth::Yes if is_lawful => prop_assert_eq!(truth, Truth::Yes),
            Truth::No => prop_assert!(truth != Truth::Yes, "{:?}", truth),
            Truth::Yes | Truth::Open => {}
        }
    }

    /// What tables settle is settled in the same way.
    #[test]
    fn tables_are_never_contradicted((so_far, _) in situations(), condition in condition(), law in condition()) {
        let scheme = scheme_with(law);
        let tables = Evaluator::new(&scheme, &so_far).decide(&condition);
        if tables != Truth::Open {
            prop_assert_eq!(Exact::new(&Laws::of(&scheme), &so_far).decide(&condition), tables);
        }
    }

    /// Of a product that something completes nothing is in conflict.
    #[test]
    fn a_product_that_can_be_completed_has_no_conflict((so_far, complete) in situations(), law in condition()) {
        let scheme = scheme_with(law);
        let completion = Evaluator::new(&scheme, &complete);
        if scheme.constraints.iter().all(|(_, law)| completion.decide(&law.condition) == Truth::Yes) {
            let laws = Laws::of(&scheme);
            let judge = Exact::new(&laws, &so_far);
            let conflict = judge.conflict();
            prop_assert!(conflict.is_none(), "{:#?}", conflict);
        }
    }

    /// More that is known never turns a settled answer.
    #[test]
    fn settled_answers_stay((so_far, complete) in situations(), condition in condition(), law in condition()) {
        let scheme = scheme_with(law);
        let laws = Laws::of(&scheme);
        let before = Exact::new(&laws, &so_far).decide(&condition);
        let judge = Exact::new(&laws, &complete);
        let broken = scheme.constraints.iter().any(|(_, law)| judge.tables().decide(&law.condition) != Truth::Yes);
        if before != Truth::Open && !broken {
            prop_assert_eq!(judge.decide(&condition), before);
        }
    }
}
