//! Properties of three-valued answers (L-101, L-104).
//!
//! Each test makes two products: one as known so far, and one that completes it. Whatever is settled for the first must
//! stay the same for the second. An open answer may become anything.

#![expect(
    clippy::expect_used,
    reason = "a test may stop where its own data is wrong"
)]

#[path = "logic/exact.rs"]
mod exact;
#[path = "logic/further.rs"]
mod further;
#[path = "logic/same.rs"]
mod same;

use std::collections::{BTreeMap, BTreeSet};

use praman::logic::{Evaluator, Truth, condition_sentence};
use praman::model::{
    Answer, Attribute, AttributeId, AttributeKind, AttributeStep, Bound, Choice, Condition, Date,
    Edition, EditionStatus, Entry, Extent, Fact, FactId, Further, Given, Id, Inventory,
    InventoryId, Lineage, Number, NumberType, Numbering, Offices, Operand, Operator, Quantified,
    Quantifier, Samples, Scheme, SchemeIndex, Set, Situation, Stock, Subset, SubsetId, Table, Test,
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
            was: Vec::new(),
            also: Vec::new(),
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
        access: Table::default(),
        identity: Table::default(),
        roles: Table::default(),
        phases: Table::default(),
        configurations: Table::default(),
        samples: Samples::default(),
        equipment: Table::default(),
        deliveries: Table::default(),
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
        allows: Vec::new(),
        incomplete: BTreeSet::new(),
        index: SchemeIndex::default(),
    }
}

/// Two inventories, `part` and `board`, with an attribute of every kind; `part.on` refers to a board.
#[expect(
    clippy::too_many_lines,
    reason = "one line for each field of the scheme"
)]
fn scheme() -> Scheme {
    let mut scheme = empty(Edition {
        key: "made".into(),
        version: "1".into(),
        title: "Made".into(),
        number: Numbering::Unsaid,
        status: EditionStatus::Draft,
        approved: None,
        dated: None,
        about: None,
        cites: None,
        languages: Vec::new(),
        levels: Vec::new(),
        unpublished: praman::model::LevelSet::NONE,
        calendar: Numbering::Unsaid,
        rules: Vec::new(),
        prints: BTreeMap::new(),
        offices: Offices::default(),
        certified: None,
        uses: Vec::new(),
        verdicts: Vec::new(),
        findings: Vec::new(),
        forms: Vec::new(),
        phases: Vec::new(),
        history: Vec::new(),
        lineage: Lineage::default(),
        provenance: praman::model::Provenance::default(),
        place: place(),
    });
    let fact = |key: &str, kind| Fact {
        key: key.into(),
        question: "?".into(),
        number: Numbering::Unsaid,
        for_information: false,
        about: None,
        was: Vec::new(),
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
            ("size", TypeKind::Number(NumberType::default())),
            ("on", TypeKind::Entry(InventoryId::from_index(1))),
            ("made", TypeKind::Date),
        ];
        for (key, kind) in kinds {
            let attribute = Attribute {
                key: key.into(),
                question: "?".into(),
                number: Numbering::Unsaid,
                for_information: false,
                answer: Type {
                    kind,
                    or_none: true,
                },
                kind: AttributeKind::Property,
                acyclic: false,
                was: Vec::new(),
                audience: Vec::new(),
                place: place(),
            };
            attributes.insert(key, attribute).expect("a new attribute");
        }
        let inventory = Inventory {
            key: name.into(),
            title: name.into(),
            number: Numbering::Unsaid,
            about: None,
            attributes,
            label: Vec::new(),
            confirmed: Vec::new(),
            was: Vec::new(),
            place: place(),
        };
        scheme
            .inventories
            .insert(name, inventory)
            .expect("a new inventory");
    }
    let subset = Subset {
        key: "some_parts".into(),
        title: "Some parts".into(),
        number: Numbering::Unsaid,
        about: None,
        of: Set::Inventory(InventoryId::from_index(0)),
        filter: of_part(
            0,
            Operator::OneOf(
                ["a", "b"]
                    .map(|key| Operand::Literal(Value::Choice(key.to_owned())))
                    .into(),
            ),
        ),
        place: place(),
    };
    scheme
        .subsets
        .insert("some_parts", subset)
        .expect("a new subset");
    scheme
}

/// A question to an attribute of the innermost part.
fn of_part(attribute: usize, operator: Operator) -> Condition {
    let inventory = InventoryId::from_index(0);
    let step = AttributeStep {
        inventory,
        attribute: AttributeId::from_index(attribute),
    };
    let subject = TestSubject::Attribute {
        scope: 0,
        inventory,
        path: vec![step],
    };
    test(subject, operator)
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
            (Answer::One(Value::Date(date)), true) if part => {
                Answer::One(Value::Date(Date { day: None, ..*date }))
            }
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
    (2020_u16..2022, 1_u8..4, 1_u8..29).prop_map(|(year, month, day)| {
        Value::Date(Date {
            year,
            month,
            day: Some(day),
        })
    })
}

/// A date as a condition has it: a day or a whole month.
fn written_date() -> impl Strategy<Value = Value> {
    (date(), any::<bool>()).prop_map(|(value, whole)| match (&value, whole) {
        (Value::Date(date), true) => Value::Date(Date { day: None, ..*date }),
        _ => value,
    })
}

fn about_dates() -> impl Strategy<Value = Operator> {
    let is = |value| Operator::Is(Operand::Literal(value));
    prop_oneof![
        written_date().prop_map(is),
        written_date().prop_map(|value| Operator::IsNot(Operand::Literal(value))),
        written_date().prop_map(Operator::Less),
        written_date().prop_map(Operator::LessOrEqual),
        written_date().prop_map(Operator::Greater),
        written_date().prop_map(Operator::GreaterOrEqual),
    ]
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

/// What a product file may say of entries that it does not list: for each attribute whether it says something, and what
/// it says beyond what is so.
fn bounds() -> impl Strategy<Value = (Vec<bool>, Vec<Value>, bool)> {
    let said = proptest::collection::vec(any::<bool>(), 5);
    let more = proptest::collection::vec(choice(), 0..2);
    (said, more, any::<bool>())
}

/// Makes bounds that admit all that is not listed.
fn further(unlisted: &[Entry], (said, more, none): &(Vec<bool>, Vec<Value>, bool)) -> Further {
    let attributes = said.iter().enumerate().filter(|(_, said)| **said);
    let bound = |(index, _)| {
        let attribute = AttributeId::from_index(index);
        let answers: Vec<&Answer> = unlisted
            .iter()
            .map(|entry| entry.answer(attribute))
            .collect();
        let is_set = index == 1;
        let mut values: Vec<Value> = Vec::new();
        let of_type = more.iter().filter(|_| index < 2);
        for value in answers
            .iter()
            .flat_map(|answer| answer.values())
            .chain(of_type)
        {
            if !values.contains(value) {
                values.push(value.clone());
            }
        }
        let bound = Bound {
            none: *none || is_set || answers.contains(&&Answer::None),
            values,
            is_set,
            place: None,
        };
        (attribute, bound)
    };
    Further::new(attributes.map(bound).collect())
}

/// Two boards always; up to three parts, of which the product so far may list fewer. Where it does, it may say what the
/// others could only be.
fn situations() -> impl Strategy<Value = Pair<Situation>> {
    let parts = (
        entry(0),
        entry(1),
        entry(2),
        0_usize..4,
        0_usize..4,
        any::<bool>(),
        bounds(),
    );
    let facts = (
        known(one_or_none(any::<bool>().prop_map(Value::YesNo))),
        known(one_or_none(choice())),
    );
    (parts, entry(0), entry(1), facts).prop_map(|(parts, board0, board1, facts)| {
        let (first, second, third, count, listed, silent, said) = parts;
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
            let complete = [&first, &second, &third].map(|pair| pair.1.clone());
            let unlisted = complete.get(listed..count).unwrap_or_default();
            let bounds = if whole || silent || listed == count {
                Further::default()
            } else {
                further(unlisted, &said)
            };
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
                    further: bounds,
                    place: None,
                },
            );
            let boards = vec![pick(&board0), pick(&board1)];
            let boards = Stock {
                extent: Extent::All,
                entries: boards.into_iter().collect(),
                further: Further::default(),
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
        about_dates().prop_map(|operator| (4, operator)),
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
    quantified_over(|| attribute_test(0).boxed())
}

fn quantified_over(
    leaf: impl Fn() -> BoxedStrategy<Condition>,
) -> impl Strategy<Value = Condition> {
    let quantifier = prop_oneof![
        Just(Quantifier::Some),
        Just(Quantifier::No),
        combined(leaf()).prop_map(Quantifier::Every),
        (0_u32..4).prop_map(Quantifier::AtLeast),
        (0_u32..4).prop_map(Quantifier::AtMost),
        (0_u32..4).prop_map(Quantifier::Exactly),
    ];
    (
        quantifier,
        proptest::option::of(combined(leaf())),
        any::<bool>(),
    )
        .prop_map(|(quantifier, filter, cut)| {
            let set = if cut {
                Set::Subset(SubsetId::from_index(0))
            } else {
                Set::Inventory(InventoryId::from_index(0))
            };
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

/// The months of two years around a leap day, each with the number of its days.
const MONTHS: [(u16, u8, u8); 5] = [
    (2023, 12, 31),
    (2024, 1, 31),
    (2024, 2, 29),
    (2024, 3, 31),
    (2025, 2, 28),
];

/// Every day of the months, and every month as a whole.
fn all_dates() -> Vec<Date> {
    let of_month = |(year, month, days): (u16, u8, u8)| {
        let days = (1..=days).map(Some);
        let days = std::iter::once(None).chain(days);
        days.map(move |day| Date { year, month, day })
    };
    MONTHS.into_iter().flat_map(of_month).collect()
}

/// Returns the days of a date as numbers that grow with time.
fn days_of(date: Date) -> Vec<u32> {
    let month = MONTHS
        .iter()
        .find(|month| (month.0, month.1) == (date.year, date.month));
    let (_, _, last) = month.expect("it is one of the months");
    let days = date.day.map_or(1..=*last, |day| day..=day);
    let number = |day| u32::from(date.year) * 10_000 + u32::from(date.month) * 100 + u32::from(day);
    days.map(number).collect()
}

/// A scheme with the fact `day`, a date, and a product that answers it.
fn answered(date: &str) -> (Scheme, FactId, Situation) {
    let mut scheme = scheme();
    let answer = Type {
        kind: TypeKind::Date,
        or_none: false,
    };
    let day = Fact {
        key: "day".into(),
        question: "?".into(),
        number: Numbering::Unsaid,
        for_information: false,
        about: None,
        was: Vec::new(),
        answer,
        place: place(),
    };
    let fact = scheme.facts.insert("day", day).expect("a new fact");
    let date = Date::parse(date).expect("a date");
    let given = Given {
        answer: Answer::One(Value::Date(date)),
        place: None,
    };
    let mut situation = Situation::default();
    situation.set_fact(fact, given);
    (scheme, fact, situation)
}

#[test]
fn dates_are_told_in_words() {
    let (scheme, fact, situation) = answered("2024-02");
    let check = |operator: fn(Value) -> Operator, written: &str, asked: &str, found: &str| {
        let written = Value::Date(Date::parse(written).expect("a date"));
        let condition = test(TestSubject::Fact(fact), operator(written));
        assert_eq!(condition_sentence(&scheme, &condition), asked);
        let finding = Evaluator::new(&scheme, &situation).evaluate(&condition);
        assert_eq!(finding.reason.sentence.to_string(), found);
    };
    let open = "day is a day in 2024-02, but the exact day is not known";
    check(
        Operator::Less,
        "2024-02-29",
        "day is before 2024-02-29",
        open,
    );
    check(
        Operator::LessOrEqual,
        "2024-02",
        "day is in or before 2024-02",
        "day is 2024-02",
    );
    check(
        Operator::GreaterOrEqual,
        "2024-02",
        "day is in or after 2024-02",
        "day is 2024-02",
    );
    check(
        Operator::GreaterOrEqual,
        "2024-02-02",
        "day is on or after 2024-02-02",
        open,
    );
}

#[test]
fn a_month_answers_as_all_of_its_days_do() {
    type Asks = (fn(Value) -> Operator, fn(u32, &[u32]) -> bool);
    let asks: [Asks; 6] = [
        (
            |value| Operator::Is(Operand::Literal(value)),
            |day, written| written.contains(&day),
        ),
        (
            |value| Operator::IsNot(Operand::Literal(value)),
            |day, written| !written.contains(&day),
        ),
        (Operator::Less, |day, written| {
            written.iter().all(|one| day < *one)
        }),
        (Operator::LessOrEqual, |day, written| {
            written.iter().any(|one| day <= *one)
        }),
        (Operator::Greater, |day, written| {
            written.iter().all(|one| day > *one)
        }),
        (Operator::GreaterOrEqual, |day, written| {
            written.iter().any(|one| day >= *one)
        }),
    ];
    for day in all_dates() {
        let (scheme, fact, situation) = answered(&day.to_string());
        for written in all_dates() {
            for (operator, holds) in &asks {
                let condition = test(TestSubject::Fact(fact), operator(Value::Date(written)));
                let days = days_of(written);
                let on_days = days_of(day).into_iter().map(|day| holds(day, &days));
                let on_days: BTreeSet<bool> = on_days.collect();
                let expected = match (on_days.contains(&true), on_days.contains(&false)) {
                    (true, true) => Truth::Open,
                    (holds, _) => Truth::of(holds),
                };
                let found = Evaluator::new(&scheme, &situation).decide(&condition);
                assert_eq!(found, expected, "{day}: {condition:?}");
            }
        }
    }
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
