//! What is said of further entries settles what it must, and never anything that a complete product answers otherwise.

use super::*;

/// A question to `kind` or `holds` of the innermost part.
fn finite_test() -> impl Strategy<Value = Condition> {
    prop_oneof![
        choice().prop_map(|value| of_part(0, Operator::Is(Operand::Literal(value)))),
        operands().prop_map(|values| of_part(0, Operator::NotOneOf(values))),
        Just(of_part(0, Operator::IsNone)),
        operands().prop_map(|values| of_part(1, Operator::HasAny(values))),
        operands().prop_map(|values| of_part(1, Operator::HasAll(values))),
        Just(of_part(1, Operator::IsNone)),
    ]
}

/// One listed part, and what further ones could only be.
type Bounded = (
    (Answer, Answer),
    (Vec<&'static str>, bool),
    Vec<&'static str>,
);

fn bounded() -> impl Strategy<Value = Bounded> {
    let kinds = proptest::sample::subsequence(&CHOICES[..], 1..=2);
    let holds = proptest::sample::subsequence(&CHOICES[..], 0..=2);
    (
        (one_or_none(choice()), set()),
        (kinds, any::<bool>()),
        holds,
    )
}

fn values(keys: &[&str]) -> Vec<Value> {
    keys.iter()
        .map(|key| Value::Choice((*key).to_owned()))
        .collect()
}

fn part(id: usize, answers: [Answer; 2]) -> Entry {
    let given = |(index, answer)| {
        let place = None;
        (AttributeId::from_index(index), Given { answer, place })
    };
    Entry {
        id: format!("e{id}").into(),
        values: answers.into_iter().enumerate().map(given).collect(),
        origin: praman::model::Origin::Declared,
        was: Vec::new(),
        place: None,
    }
}

fn with_parts(extent: Extent, entries: Vec<Entry>, further: Further) -> Situation {
    let mut situation = Situation::default();
    let stock = Stock {
        extent,
        entries: entries.into_iter().collect(),
        further,
        place: None,
    };
    situation.set_stock(InventoryId::from_index(0), stock);
    situation
}

/// Returns what is known, and every complete product with up to two further parts.
fn completions(((kind, held), (kinds, none), holds): &Bounded) -> (Situation, Vec<Situation>) {
    let listed = part(0, [kind.clone(), held.clone()]);
    let bound = |keys, none, is_set| Bound {
        values: values(keys),
        none,
        is_set,
        place: None,
    };
    let bounds = [bound(kinds, *none, false), bound(holds, true, true)];
    let bounds = bounds.into_iter().enumerate();
    let bounds = bounds.map(|(index, bound)| (AttributeId::from_index(index), bound));
    let known = with_parts(
        Extent::AtLeast,
        vec![listed.clone()],
        Further::new(bounds.collect()),
    );
    let mut shapes: Vec<[Answer; 2]> = Vec::new();
    let of_kind = values(kinds).into_iter().map(Answer::One);
    for kind in of_kind.chain(none.then_some(Answer::None)) {
        for mask in 0..(1_u32 << holds.len()) {
            let held = holds.iter().enumerate();
            let held = held.filter(|(place, _)| mask & (1 << place) != 0);
            let held: Vec<&str> = held.map(|(_, key)| *key).collect();
            let members = values(&held);
            let more = false;
            let held = if members.is_empty() {
                Answer::None
            } else {
                Answer::Many { members, more }
            };
            shapes.push([kind.clone(), held]);
        }
    }
    let whole = |further: &[&[Answer; 2]]| {
        let further = further.iter().enumerate();
        let further = further.map(|(place, shape)| part(place + 1, (*shape).clone()));
        let entries = std::iter::once(listed.clone()).chain(further).collect();
        with_parts(Extent::All, entries, Further::default())
    };
    let mut all = vec![whole(&[])];
    for first in &shapes {
        all.push(whole(&[first]));
        all.extend(shapes.iter().map(|second| whole(&[first, second])));
    }
    (known, all)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_bounds_settle_holds_in_every_completion(bounded in bounded(), condition in combined(quantified_over(|| finite_test().boxed()))) {
        let scheme = scheme();
        let (known, all) = completions(&bounded);
        let truth = Evaluator::new(&scheme, &known).decide(&condition);
        if truth != Truth::Open {
            for whole in &all {
                prop_assert_eq!(Evaluator::new(&scheme, whole).decide(&condition), truth, "{:?} {:?}", condition, whole);
            }
        }
    }
}

#[test]
fn bounds_settle_what_a_list_alone_leaves_open() {
    let scheme = scheme();
    let only = |key: &str| vec![Operand::Literal(Value::Choice(key.to_owned()))];
    let quantified = |quantifier, filter| {
        Condition::Quantified(Box::new(Quantified {
            quantifier,
            set: Set::Inventory(InventoryId::from_index(0)),
            filter: Some(filter),
            place: place(),
        }))
    };
    let conditions = [
        quantified(Quantifier::Some, of_part(0, Operator::OneOf(only("c")))),
        quantified(
            Quantifier::AtLeast(1),
            of_part(1, Operator::HasAny(only("c"))),
        ),
        quantified(
            Quantifier::Every(of_part(1, Operator::HasAny(only("c")))),
            of_part(0, Operator::OneOf(only("c"))),
        ),
    ];
    let listed = (Answer::None, Answer::None);
    let (known, _) = completions(&(listed, (vec!["a"], true), vec!["b"]));
    let open = with_parts(Extent::AtLeast, Vec::new(), Further::default());
    for (condition, expected) in conditions.iter().zip([Truth::No, Truth::No, Truth::Yes]) {
        let finding = Evaluator::new(&scheme, &known).evaluate(condition);
        assert_eq!(finding.truth, expected, "{condition:?}");
        let says = "for further entries of part the product file says that kind is a or none and holds holds b or nothing";
        assert!(
            finding.reason.sentence.ends_with(says),
            "{}",
            finding.reason.sentence
        );
        let finding = Evaluator::new(&scheme, &open).evaluate(condition);
        assert_eq!(finding.truth, Truth::Open);
    }
}
