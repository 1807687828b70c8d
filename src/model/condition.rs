//! Conditions on products, resolved and typed (L-080).

use super::table::{AttributeId, DeriveId, FactId, InventoryId, SubsetId};
use super::value::Value;
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
    /// A number of entries meet a filter.
    Quantified(Box<Quantified>),
    /// A derived name.
    Derived(DeriveId),
    /// A test of one value.
    Test(Box<Test>),
    /// A part with a mistake that has been reported; nothing is concluded from it.
    Broken,
}

/// A quantifier over the entries of a set.
#[derive(Debug, Clone, PartialEq)]
pub struct Quantified {
    /// How many.
    pub quantifier: Quantifier,
    /// Of which set.
    pub set: Set,
    /// Which of its entries count; all where it is absent.
    pub filter: Option<Condition>,
    /// Where it is written.
    pub place: Place,
}

/// An inventory or a subset of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Set {
    /// All entries.
    Inventory(InventoryId),
    /// Those that meet a condition.
    Subset(SubsetId),
}

/// How many entries.
#[derive(Debug, Clone, PartialEq)]
pub enum Quantifier {
    /// At least one.
    Some,
    /// None.
    No,
    /// Each entry that meets the filter satisfies this; true where no entry meets it.
    Every(Condition),
    /// At least this number.
    AtLeast(u32),
    /// At most this number.
    AtMost(u32),
    /// Exactly this number.
    Exactly(u32),
}

/// A test of one value of the product.
#[derive(Debug, Clone, PartialEq)]
pub struct Test {
    /// The value.
    pub subject: TestSubject,
    /// What is asked of it.
    pub operator: Operator,
    /// Where it is written.
    pub place: Place,
}

/// The value that a test asks about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TestSubject {
    /// A fact.
    Fact(FactId),
    /// An attribute of the entry of an enclosing quantifier, or of an entry that it refers to.
    Attribute {
        /// Which enclosing quantifier: 0 is the innermost.
        scope: usize,
        /// The inventory of that quantifier.
        inventory: InventoryId,
        /// The references that lead to the attribute, then the attribute itself; never empty.
        path: Vec<AttributeStep>,
    },
}

/// An attribute on the way to a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AttributeStep {
    /// The inventory of the entry.
    pub inventory: InventoryId,
    /// The attribute of it.
    pub attribute: AttributeId,
}

/// What a test asks of a value (L-082).
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
    /// The entry of an enclosing quantifier: `this chip` (L-093).
    This {
        /// Which enclosing quantifier: 0 is the innermost.
        scope: usize,
        /// Its inventory.
        inventory: InventoryId,
    },
}

impl Quantified {
    /// Returns the conditions on its entries: the filter, and what each entry satisfies.
    pub fn parts(&self) -> impl Iterator<Item = &Condition> {
        let wanted = match &self.quantifier {
            Quantifier::Every(wanted) => Some(wanted),
            Quantifier::Some
            | Quantifier::No
            | Quantifier::AtLeast(_)
            | Quantifier::AtMost(_)
            | Quantifier::Exactly(_) => None,
        };
        self.filter.iter().chain(wanted)
    }

    /// Says whether it mentions no enclosing entry. Its result is then the same for each of them.
    pub fn is_closed(&self) -> bool {
        self.parts().all(|part| part.outer_mentions(1) == 0)
    }
}

impl Condition {
    /// Makes "some entry of the set meets the filter"; without one, that there is an entry.
    pub fn some(set: Set, filter: Option<Self>, place: Place) -> Self {
        Self::Quantified(Box::new(Quantified {
            quantifier: Quantifier::Some,
            set,
            filter,
            place,
        }))
    }

    /// Counts how often it mentions entries outside its `inner` innermost quantifiers.
    pub fn outer_mentions(&self, inner: usize) -> usize {
        match self {
            Self::All(parts) | Self::Any(parts) => {
                parts.iter().map(|part| part.outer_mentions(inner)).sum()
            }
            Self::Not(part) => part.outer_mentions(inner),
            Self::Quantified(quantified) => {
                let parts = quantified.parts();
                parts.map(|part| part.outer_mentions(inner + 1)).sum()
            }
            Self::Test(test) => {
                let is_outer_subject = match &test.subject {
                    TestSubject::Attribute { scope, .. } => *scope >= inner,
                    TestSubject::Fact(_) => false,
                };
                let is_outer = |operand: &&Operand| match operand {
                    Operand::This { scope, .. } => *scope >= inner,
                    Operand::Literal(_) => false,
                };
                let outer_operands = test.operator.operands().iter().filter(is_outer).count();
                usize::from(is_outer_subject) + outer_operands
            }
            Self::Derived(_) | Self::Broken => 0,
        }
    }

    /// Visits its tests; derived names and subsets are not opened.
    pub fn visit_tests(&self, visit: &mut impl FnMut(&Test)) {
        match self {
            Self::All(parts) | Self::Any(parts) => {
                for part in parts {
                    part.visit_tests(visit);
                }
            }
            Self::Not(part) => part.visit_tests(visit),
            Self::Quantified(quantified) => {
                for part in quantified.parts() {
                    part.visit_tests(visit);
                }
            }
            Self::Test(test) => visit(test),
            Self::Derived(_) | Self::Broken => {}
        }
    }
}

impl Operator {
    /// Returns the number or date with which a comparison compares.
    pub fn bound(&self) -> Option<&Value> {
        match self {
            Self::Less(value)
            | Self::LessOrEqual(value)
            | Self::Greater(value)
            | Self::GreaterOrEqual(value) => Some(value),
            Self::Holds
            | Self::Is(_)
            | Self::IsNot(_)
            | Self::OneOf(_)
            | Self::NotOneOf(_)
            | Self::IsNone
            | Self::IsNotNone
            | Self::IsGiven
            | Self::IsNotGiven
            | Self::HasAny(_)
            | Self::HasAll(_)
            | Self::HasNone(_) => None,
        }
    }

    /// Returns the operands; bounds of numbers and dates are not operands.
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
