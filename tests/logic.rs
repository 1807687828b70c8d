//! Properties of three-valued answers (L-101, L-104).
//!
//! Each test makes two products: one as known so far, and one that completes it. Whatever is settled for the first must
//! stay the same for the second. An open answer may become anything.

#![expect(
    clippy::expect_used,
    reason = "a test may stop where its own data is wrong"
)]

use std::collections::BTreeSet;

use praman::logic::{Evaluator, Truth};
use praman::model::{
    Answer, Attribute, AttributeId, AttributeKind, AttributeStep, Choice, Condition, Date, Edition,
    EditionStatus, Entry, Extent, Fact, FactId, Given, Id, Inventory, InventoryId, Number, Operand,
    Operator, Quantified, Quantifier, Scheme, SchemeIndex, Set, Situation, Stock, Table, Test,
    TestSubject, Type, TypeKind, Value,
};
use praman::source::{Place, Sources, Span};
use proptest::prelude::*;

const CHOICES: [&str; 3] = ["a", "b", "c"];

fn place() -> Place {
    Place::new(Sources::default().add("made.prm", ""), Span::default())
}

fn choices() -> Vec<Choice> {
    CHOICES
        .iter()
        .map(|key| Choice {
            key: (*key).into(),
            label: None,
        })
        .collect()
}

/// A scheme of an edition with nothing in it.
fn empty(edition: Edition) -> Scheme {
    Scheme {
        edition,
        catalogs: Table::default(),
        groups: Table::default(),
        parties: Table::default(),
        facts: Table::default(),
        inventories: Table::default(),
        subsets: Table::default(),
        derives: Table::default(),
        constraints: Table::default(),
        roles: Table::default(),
        phases: Table::default(),
        configurations: Table::default(),
        events: Table::default(),
        rules: Table::default(),
        evidence: Table::default(),
        procedures: Table::default(),
        forms: Table::default(),
        controls: Table::default(),
        relations: Vec::new(),
        interpretations: Table::default(),
        overlays: Table::default(),
        scenarios: Vec::new(),
        incomplete: BTreeSet::new(),
        index: SchemeIndex::default(),
    }
}

/// Two inventories, `part` and `board`, with an attribute of every kind; `part.on` refers to a board.
fn scheme() -> Scheme {
    let mut scheme = empty(Edition {
        key: "made".into(),
        version: "1".into(),
        title: "Made".into(),
        status: EditionStatus::Draft,
        approved: None,
        dated: None,
        about: None,
        cites: None,
        languages: Vec::new(),
        levels: Vec::new(),
        unpublished: praman::model::LevelSet::NONE,
        calendar: praman::model::Numbering::Unsaid,
        rules: Vec::new(),
        uses: Vec::new(),
        verdicts: Vec::new(),
        forms: Vec::new(),
        phases: Vec::new(),
        history: Vec::new(),
        provenance: praman::model::Provenance::default(),
        place: place(),
    });
    let fact = |key: &str, kind| Fact {
        key: key.into(),
        question: "?".into(),
        answer: Type {
            kind,
            or_none: true,
        },
        place: place(),
    };
    scheme
        .facts
        .insert("bare", fact("bare", TypeKind::YesNo))
        .expect("a new fact");
    scheme
        .facts
        .insert("word", fact("word", TypeKind::OneOf(choices())))
        .expect("a new fact");
    for name in ["part", "board"] {
        let mut attributes = Table::default();
        let kinds = [
            ("kind", TypeKind::OneOf(choices())),
            ("holds", TypeKind::SetOf(choices())),
            ("size", TypeKind::Number { unit: None }),
            ("on", TypeKind::Entry(InventoryId::from_index(1))),
            ("made", TypeKind::Date),
        ];
        for (key, kind) in kinds {
            let attribute = Attribute {
                key: key.into(),
                question: "?".into(),
                answer: Type {
                    kind,
                    or_none: true,
                },
                kind: AttributeKind::Property,
                place: place(),
            };
            attributes.insert(key, attribute).expect("a new attribute");
        }
        let inventory = Inventory {
            key: name.into(),
            title: name.into(),
            about: None,
            attributes,
            confirmed: Vec::new(),
            was: Vec::new(),
            place: place(),
        };
        scheme
            .inventories
            .insert(name, inventory)
            .expect("a new inventory");
    }
    scheme
}

fn choice() -> impl Strategy<Value = Value> {
    proptest::sample::select(&CHOICES[..]).prop_map(|key| Value::Choice(key.to_owned()))
}

fn number() -> impl Strategy<Value = Value> {
    (0_u8..4).prop_map(|n| Value::Number(Number::parse(&n.to_string()).expect("a number")))
}

/// A value and whether it is known so far.
fn known(answer: impl Strategy<Value = Answer>) -> impl Strategy<Value = (Answer, Answer)> {
    (answer, any::<bool>(), any::<bool>()).prop_map(|(whole, hide, part)| {
        let so_far = match (&whole, hide) {
            (Answer::Many { members, .. }, true) if part => Answer::Many {
                members: members.iter().take(1).cloned().collect(),
                more: true,
            },
            (_, true) => Answer::Unknown,
            (known, false) => known.clone(),
        };
        (so_far, whole)
    })
}

fn one_or_none(value: impl Strategy<Value = Value>) -> impl Strategy<Value = Answer> {
    prop_oneof![4 => value.prop_map(Answer::One), 1 => Just(Answer::None)]
}

fn set() -> impl Strategy<Value = Answer> {
    proptest::sample::subsequence(&CHOICES[..], 0..=3).prop_map(|keys| match keys.as_slice() {
        [] => Answer::None,
        keys => Answer::Many {
            members: keys
                .iter()
                .map(|key| Value::Choice((*key).to_owned()))
                .collect(),
            more: false,
        },
    })
}

fn date() -> impl Strategy<Value = Value> {
    (2020_u16..2022, 1_u8..4).prop_map(|(year, month)| {
        Value::Date(Date {
            year,
            month,
            day: Some(1),
        })
    })
}

type Pair<T> = (T, T);

fn entry(id: usize) -> impl Strategy<Value = Pair<Entry>> {
    let board = proptest::sample::select(&["e0", "e1"][..]);
    (
        known(one_or_none(choice())),
        known(set()),
        known(one_or_none(number())),
        known(one_or_none(
            board.prop_map(|id| Value::Entry(id.to_owned())),
        )),
        known(one_or_none(date())),
    )
        .prop_map(move |answers| {
            let answers = [answers.0, answers.1, answers.2, answers.3, answers.4];
            let make = |whole: bool| Entry {
                id: format!("e{id}").into(),
                values: answers
                    .iter()
                    .enumerate()
                    .map(|(index, (so_far, complete))| {
                        let answer = if whole { complete } else { so_far }.clone();
                        (
                            AttributeId::from_index(index),
                            Given {
                                answer,
                                place: None,
                            },
                        )
                    })
                    .collect(),
                origin: praman::model::Origin::Declared,
                was: Vec::new(),
                place: None,
            };
            (make(false), make(true))
        })
}

/// Two boards always; up to three parts, of which the product so far may list fewer.
fn situations() -> impl Strategy<Value = Pair<Situation>> {
    let parts = (
        entry(0),
        entry(1),
        entry(2),
        0_usize..4,
        0_usize..4,
        any::<bool>(),
    );
    let facts = (
        known(one_or_none(any::<bool>().prop_map(Value::YesNo))),
        known(one_or_none(choice())),
    );
    (parts, entry(0), entry(1), facts).prop_map(|(parts, board0, board1, facts)| {
        let (first, second, third, count, listed, silent) = parts;
        let listed = listed.min(count);
        let make = |whole: bool| {
            let pick = |pair: &Pair<Entry>| {
                if whole {
                    pair.1.clone()
                } else {
                    pair.0.clone()
                }
            };
            let entries = [&first, &second, &third].into_iter().map(pick);
            let (entries, extent): (Vec<Entry>, Extent) = if whole {
                (entries.take(count).collect(), Extent::All)
            } else if silent {
                (Vec::new(), Extent::Unknown)
            } else if listed < count {
                (entries.take(listed).collect(), Extent::AtLeast)
            } else {
                (entries.take(count).collect(), Extent::All)
            };
            let mut situation = Situation::default();
            situation.set_stock(
                InventoryId::from_index(0),
                Stock {
                    extent,
                    entries: entries.into_iter().collect(),
                    place: None,
                },
            );
            let boards = vec![pick(&board0), pick(&board1)];
            let boards = Stock {
                extent: Extent::All,
                entries: boards.into_iter().collect(),
                place: None,
            };
            situation.set_stock(InventoryId::from_index(1), boards);
            for (index, (so_far, complete)) in [&facts.0, &facts.1].into_iter().enumerate() {
                let answer = if whole { complete } else { so_far }.clone();
                situation.set_fact(
                    FactId::from_index(index),
                    Given {
                        answer,
                        place: None,
                    },
                );
            }
            situation
        };
        (make(false), make(true))
    })
}

fn operands() -> impl Strategy<Value = Vec<Operand>> {
    proptest::collection::vec(choice().prop_map(Operand::Literal), 1..3)
}

fn test(subject: TestSubject, operator: Operator) -> Condition {
    Condition::Test(Box::new(Test {
        subject,
        operator,
        place: place(),
    }))
}

fn fact_test() -> impl Strategy<Value = Condition> {
    let word = || TestSubject::Fact(FactId::from_index(1));
    prop_oneof![
        Just(test(
            TestSubject::Fact(FactId::from_index(0)),
            Operator::Holds
        )),
        choice().prop_map(move |value| test(word(), Operator::Is(Operand::Literal(value)))),
        operands().prop_map(move |values| test(word(), Operator::NotOneOf(values))),
        Just(test(word(), Operator::IsNone)),
    ]
}

/// A question to an attribute of the innermost entry, directly or through its board.
fn attribute_test(inventory: usize) -> impl Strategy<Value = Condition> {
    let operators = prop_oneof![
        choice().prop_map(|value| (0, Operator::Is(Operand::Literal(value)))),
        choice().prop_map(|value| (0, Operator::IsNot(Operand::Literal(value)))),
        operands().prop_map(|values| (0, Operator::OneOf(values))),
        Just((0, Operator::IsNotNone)),
        operands().prop_map(|values| (1, Operator::HasAny(values))),
        operands().prop_map(|values| (1, Operator::HasAll(values))),
        operands().prop_map(|values| (1, Operator::HasNone(values))),
        Just((1, Operator::IsNone)),
        number().prop_map(|value| (2, Operator::Less(value))),
        number().prop_map(|value| (2, Operator::GreaterOrEqual(value))),
        date().prop_map(|value| (4, Operator::LessOrEqual(value))),
    ];
    (operators, any::<bool>()).prop_map(move |((attribute, operator), through)| {
        let inventory = InventoryId::from_index(inventory);
        let step = |inventory, attribute| AttributeStep {
            inventory,
            attribute: AttributeId::from_index(attribute),
        };
        let path = if through {
            vec![
                step(inventory, 3),
                step(InventoryId::from_index(1), attribute),
            ]
        } else {
            vec![step(inventory, attribute)]
        };
        test(
            TestSubject::Attribute {
                scope: 0,
                inventory,
                path,
            },
            operator,
        )
    })
}

fn combined(leaf: impl Strategy<Value = Condition> + 'static) -> impl Strategy<Value = Condition> {
    leaf.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 1..4).prop_map(Condition::All),
            proptest::collection::vec(inner.clone(), 1..4).prop_map(Condition::Any),
            inner.prop_map(|part| Condition::Not(Box::new(part))),
        ]
    })
}

fn quantified() -> impl Strategy<Value = Condition> {
    let quantifier = prop_oneof![
        Just(Quantifier::Some),
        Just(Quantifier::No),
        combined(attribute_test(0)).prop_map(Quantifier::Every),
        (0_u32..4).prop_map(Quantifier::AtLeast),
        (0_u32..4).prop_map(Quantifier::AtMost),
        (0_u32..4).prop_map(Quantifier::Exactly),
    ];
    (
        quantifier,
        proptest::option::of(combined(attribute_test(0))),
    )
        .prop_map(|(quantifier, filter)| {
            let set = Set::Inventory(InventoryId::from_index(0));
            Condition::Quantified(Box::new(Quantified {
                quantifier,
                set,
                filter,
                place: place(),
            }))
        })
}

fn condition() -> impl Strategy<Value = Condition> {
    combined(prop_oneof![1 => fact_test(), 3 => quantified()])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_settled_stays_settled((so_far, complete) in situations(), condition in condition()) {
        let scheme = scheme();
        let before = Evaluator::new(&scheme, &so_far).evaluate(&condition);
        let after = Evaluator::new(&scheme, &complete).evaluate(&condition);
        prop_assert_ne!(after.truth, Truth::Open, "a complete product settles everything: {:?}", after);
        if before.truth != Truth::Open {
            prop_assert_eq!(before.truth, after.truth, "{:?}", before);
        }
    }

    #[test]
    fn an_answer_is_the_same_with_and_without_its_reason((so_far, _) in situations(), condition in condition()) {
        let scheme = scheme();
        let evaluator = Evaluator::new(&scheme, &so_far);
        prop_assert_eq!(evaluator.decide(&condition), evaluator.evaluate(&condition).truth, "{:?}", condition);
    }

    #[test]
    fn every_answer_says_why_and_names_what_it_rests_on((so_far, _) in situations(), condition in condition()) {
        let scheme = scheme();
        let finding = Evaluator::new(&scheme, &so_far).evaluate(&condition);
        prop_assert!(!finding.reason.sentence.is_empty(), "{:?}", condition);
        prop_assert!(!finding.reason.settled_by.is_empty(), "{:?}", condition);
        let mut names: Vec<&str> = finding.reason.settled_by.iter().map(|one| one.name.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        prop_assert_eq!(names.len(), finding.reason.settled_by.len());
    }

    #[test]
    fn not_and_de_morgan_hold((so_far, _) in situations(), a in condition(), b in condition()) {
        let scheme = scheme();
        let truth = |condition: &Condition| Evaluator::new(&scheme, &so_far).evaluate(condition).truth;
        let not = |condition: &Condition| Condition::Not(Box::new(condition.clone()));
        let both = Condition::All(vec![a.clone(), b.clone()]);
        let neither = Condition::Any(vec![not(&a), not(&b)]);
        prop_assert_eq!(truth(&not(&both)), truth(&neither));
        prop_assert_eq!(truth(&not(&not(&a))), truth(&a));
    }
}
