//! Conditions and values as a proof file has them (docs/proof-file.md).

use serde::Serialize;

use crate::model::{
    Answer, Condition, Operand, Operator, Quantified, Quantifier, Scheme, Test, TestSubject, Value,
};

/// A condition.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Tree {
    All(Vec<Tree>),
    Any(Vec<Tree>),
    Not(Box<Tree>),
    /// A derived name.
    Derive(String),
    Some(Entries),
    No(Entries),
    Every(Entries),
    AtLeast(Entries),
    AtMost(Entries),
    Exactly(Entries),
    Test(TestTree),
}

/// The entries that a quantifier counts.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Entries {
    #[serde(skip_serializing_if = "Option::is_none")]
    count: Option<u32>,
    /// An inventory or a subset.
    of: String,
    #[serde(rename = "where", skip_serializing_if = "Option::is_none")]
    filter: Option<Box<Tree>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    satisfies: Option<Box<Tree>>,
}

/// A test of a fact, or of an attribute at the end of a path from an enclosing entry.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct TestTree {
    #[serde(skip_serializing_if = "Option::is_none")]
    fact: Option<String>,
    /// The enclosing quantifier: 0 is the innermost.
    #[serde(skip_serializing_if = "Option::is_none")]
    entry: Option<usize>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    path: Vec<String>,
    operator: Word,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    values: Vec<Leaf>,
}

/// What a test asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
enum Word {
    Holds,
    Is,
    IsNot,
    OneOf,
    NotOneOf,
    IsNone,
    IsNotNone,
    IsGiven,
    IsNotGiven,
    HasAny,
    HasAll,
    HasNone,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// A value, or the entry of an enclosing quantifier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub(super) enum Leaf {
    /// yes or no.
    YesNo(bool),
    /// Any other value, as it is written.
    Word(String),
    /// `this`.
    This {
        /// The enclosing quantifier: 0 is the innermost.
        this: usize,
    },
}

/// An answer: `null` for `none`, a value, or a list of values.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub(super) enum AnswerLeaf {
    None,
    One(Leaf),
    Many(Vec<Leaf>),
}

impl Tree {
    /// Makes the tree of a condition; `None` if a part of it could not be read.
    pub fn of(scheme: &Scheme, condition: &Condition) -> Option<Self> {
        let each = |parts: &[Condition]| -> Option<Vec<Self>> {
            parts.iter().map(|part| Self::of(scheme, part)).collect()
        };
        Some(match condition {
            Condition::All(parts) => Self::All(each(parts)?),
            Condition::Any(parts) => Self::Any(each(parts)?),
            Condition::Not(part) => Self::Not(Box::new(Self::of(scheme, part)?)),
            Condition::Derived(derive) => Self::Derive(scheme.derives.key(*derive).to_owned()),
            Condition::Quantified(quantified) => Self::quantified(scheme, quantified)?,
            Condition::Test(test) => Self::Test(TestTree::of(scheme, test)),
            Condition::Broken => return None,
        })
    }

    fn quantified(scheme: &Scheme, quantified: &Quantified) -> Option<Self> {
        let part = |part: &Condition| Self::of(scheme, part).map(Box::new);
        let filter = match &quantified.filter {
            Some(filter) => Some(part(filter)?),
            None => None,
        };
        let entries = |count: Option<u32>, satisfies| Entries {
            count,
            of: scheme.set_key(quantified.set).to_owned(),
            filter,
            satisfies,
        };
        Some(match &quantified.quantifier {
            Quantifier::Some => Self::Some(entries(None, None)),
            Quantifier::No => Self::No(entries(None, None)),
            Quantifier::Every(wanted) => Self::Every(entries(None, Some(part(wanted)?))),
            Quantifier::AtLeast(count) => Self::AtLeast(entries(Some(*count), None)),
            Quantifier::AtMost(count) => Self::AtMost(entries(Some(*count), None)),
            Quantifier::Exactly(count) => Self::Exactly(entries(Some(*count), None)),
        })
    }
}

impl TestTree {
    fn of(scheme: &Scheme, test: &Test) -> Self {
        let (fact, entry, path) = match &test.subject {
            TestSubject::Fact(fact) => (Some(scheme.facts.key(*fact).to_owned()), None, Vec::new()),
            TestSubject::Attribute { scope, path, .. } => {
                let steps = path.iter();
                let steps = steps.map(|step| scheme.attribute(step.inventory, step.attribute));
                let path = steps.map(|attribute| attribute.key.to_string()).collect();
                (None, Some(*scope), path)
            }
        };
        let bound = test.operator.bound().map(Leaf::of);
        let operands = test.operator.operands().iter();
        let operands = operands.map(|operand| match operand {
            Operand::Literal(value) => Leaf::of(value),
            Operand::This { scope, .. } => Leaf::This { this: *scope },
        });
        Self {
            fact,
            entry,
            path,
            operator: Word::of(&test.operator),
            values: operands.chain(bound).collect(),
        }
    }
}

impl Word {
    fn of(operator: &Operator) -> Self {
        match operator {
            Operator::Holds => Self::Holds,
            Operator::Is(_) => Self::Is,
            Operator::IsNot(_) => Self::IsNot,
            Operator::OneOf(_) => Self::OneOf,
            Operator::NotOneOf(_) => Self::NotOneOf,
            Operator::IsNone => Self::IsNone,
            Operator::IsNotNone => Self::IsNotNone,
            Operator::IsGiven => Self::IsGiven,
            Operator::IsNotGiven => Self::IsNotGiven,
            Operator::HasAny(_) => Self::HasAny,
            Operator::HasAll(_) => Self::HasAll,
            Operator::HasNone(_) => Self::HasNone,
            Operator::Less(_) => Self::Less,
            Operator::LessOrEqual(_) => Self::LessOrEqual,
            Operator::Greater(_) => Self::Greater,
            Operator::GreaterOrEqual(_) => Self::GreaterOrEqual,
        }
    }
}

impl Leaf {
    /// Makes a value.
    pub fn of(value: &Value) -> Self {
        match value {
            Value::YesNo(yes) => Self::YesNo(*yes),
            Value::Choice(_)
            | Value::Number(_)
            | Value::Date(_)
            | Value::Text(_)
            | Value::Entry(_) => Self::Word(value.to_string()),
        }
    }
}

impl AnswerLeaf {
    /// Makes an answer that is known whole; what is not is `none`.
    pub fn of(answer: &Answer) -> Self {
        match answer {
            Answer::Unknown | Answer::None | Answer::Within(_) => Self::None,
            Answer::One(value) => Self::One(Leaf::of(value)),
            Answer::Many { members, .. } => Self::Many(members.iter().map(Leaf::of).collect()),
        }
    }
}
