//! Conditions on products, resolved and typed (DESIGN M4).

use super::table::{AttributeId, DeriveId, FactId, InventoryId};
use super::value::Value;
use super::vocabulary::Set;
use crate::source::Place;

/// A condition; `and` and `or` hold any number of parts.
#[derive(Debug, Clone, PartialEq)]
pub enum Condition {
    /// All parts hold.
    All(Vec<Condition>),
    /// A part holds.
    Any(Vec<Condition>),
    /// The part does not hold.
    Not(Box<Condition>),
    /// So many entries meet something.
    Quantified(Box<Quantified>),
    /// A derived name.
    Derived(DeriveId),
    /// A question to one value.
    Test(Box<Test>),
    /// A part that has been reported already; nothing is concluded from it.
    Broken,
}

/// So many entries of a set meet a filter.
#[derive(Debug, Clone, PartialEq)]
pub struct Quantified {
    /// How many.
    pub quantifier: Quantifier,
    /// Of which set.
    pub set: Set,
    /// Which entries of it count; all where nothing is said.
    pub filter: Option<Condition>,
    /// Where it is written.
    pub place: Place,
}

/// How many entries.
#[derive(Debug, Clone, PartialEq)]
pub enum Quantifier {
    /// At least one.
    Some,
    /// None.
    No,
    /// Each one that meets the filter satisfies this; true where none meets it.
    Every(Condition),
    /// At least so many.
    AtLeast(u32),
    /// At most so many.
    AtMost(u32),
    /// Exactly so many.
    Exactly(u32),
}

/// A question to one value.
#[derive(Debug, Clone, PartialEq)]
pub struct Test {
    /// The value.
    pub subject: Subject,
    /// The question.
    pub operator: Operator,
    /// Where it is written.
    pub place: Place,
}

/// A value of the product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// A fact.
    Fact(FactId),
    /// An attribute of an entry of a quantifier around, or of one that it refers to.
    Attribute {
        /// Which quantifier: 0 is the innermost.
        scope: usize,
        /// The inventory of that quantifier.
        inventory: InventoryId,
        /// The attribute asked, after those that lead to it by reference; never empty.
        path: Vec<AttributeStep>,
    },
}

/// An attribute on the way to a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct AttributeStep {
    /// The inventory of the entry.
    pub inventory: InventoryId,
    /// The attribute of it.
    pub attribute: AttributeId,
}

/// A question.
#[derive(Debug, Clone, PartialEq)]
pub enum Operator {
    /// A yes/no value is yes.
    Holds,
    /// It is the value.
    Is(Operand),
    /// It is another value.
    IsNot(Operand),
    /// It is one of the values.
    OneOf(Vec<Operand>),
    /// It is none of the values.
    NotOneOf(Vec<Operand>),
    /// It is `none`, or a set that holds nothing.
    IsNone,
    /// It is something.
    IsNotNone,
    /// A text is there.
    IsGiven,
    /// No text is there.
    IsNotGiven,
    /// The set holds at least one of the values.
    HasAny(Vec<Operand>),
    /// The set holds all of the values.
    HasAll(Vec<Operand>),
    /// The set holds none of the values.
    HasNone(Vec<Operand>),
    /// `<`
    Less(Value),
    /// `<=`
    LessOrEqual(Value),
    /// `>`
    Greater(Value),
    /// `>=`
    GreaterOrEqual(Value),
}

/// A value to compare with.
#[derive(Debug, Clone, PartialEq)]
pub enum Operand {
    /// A value as written.
    Literal(Value),
    /// The entry of a quantifier around: `this chip`.
    This {
        /// Which quantifier, seen from where it is written: 0 is the innermost.
        scope: usize,
        /// Its inventory.
        inventory: InventoryId,
    },
}

impl Operator {
    /// Returns the operands; bounds of numbers and dates are none.
    #[must_use]
    pub fn operands(&self) -> &[Operand] {
        match self {
            Self::Is(operand) | Self::IsNot(operand) => std::slice::from_ref(operand),
            Self::OneOf(operands)
            | Self::NotOneOf(operands)
            | Self::HasAny(operands)
            | Self::HasAll(operands)
            | Self::HasNone(operands) => operands,
            Self::Holds
            | Self::IsNone
            | Self::IsNotNone
            | Self::IsGiven
            | Self::IsNotGiven
            | Self::Less(_)
            | Self::LessOrEqual(_)
            | Self::Greater(_)
            | Self::GreaterOrEqual(_) => &[],
        }
    }
}
