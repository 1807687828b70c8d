//! Conditions, as written.

use thin_vec::ThinVec;

use super::{Name, TextDraft};
use crate::source::{Span, Spanned};

/// A condition. `and` and `or` have any number of parts, so that a long chain is not a deep tree.
#[derive(Debug, Clone, PartialEq)]
pub enum ExprDraft {
    /// `a and b and c`
    All(ThinVec<ExprDraft>, Span),
    /// `a or b or c`
    Any(ThinVec<ExprDraft>, Span),
    /// `not a`
    Not(Box<ExprDraft>, Span),
    /// `some chip where …`
    Quantified(Box<QuantifiedDraft>),
    /// `tee is none`
    Test(Box<TestDraft>),
    /// A part that could not be read, which has been reported.
    Broken(Span),
}

impl Default for ExprDraft {
    fn default() -> Self {
        Self::Broken(Span::default())
    }
}

impl ExprDraft {
    /// Returns the span of the condition.
    pub fn span(&self) -> Span {
        match self {
            Self::All(_, span) | Self::Any(_, span) | Self::Not(_, span) | Self::Broken(span) => {
                *span
            }
            Self::Quantified(quantified) => quantified.span,
            Self::Test(test) => test.span,
        }
    }
}

/// `every chip where role is soc satisfies some image where runs_on is this chip`
#[derive(Debug, Clone, PartialEq)]
pub struct QuantifiedDraft {
    /// How many.
    pub quantifier: Quantifier,
    /// Of which subset or inventory.
    pub set: Name,
    /// `where …`
    pub filter: Option<ExprDraft>,
    /// `satisfies …`, for `every` only.
    pub satisfies: Option<ExprDraft>,
    /// All of it.
    pub span: Span,
}

/// How many entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quantifier {
    /// `some`
    Some,
    /// `no`
    No,
    /// `every`
    Every,
    /// `at least 2`
    AtLeast(u32),
    /// `at most 2`
    AtMost(u32),
    /// `exactly 2`
    Exactly(u32),
}

/// `runs_on.memory_protection is not none`
#[derive(Debug, Clone, PartialEq)]
pub struct TestDraft {
    /// The word `claimed`, where the test reads a claim.
    pub claimed: Option<Span>,
    /// What is read.
    pub path: PathDraft,
    pub operator: Spanned<OperatorDraft>,
    /// All of it.
    pub span: Span,
}

/// A name, or names that follow references: `runs_on.tee`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PathDraft {
    /// At least one.
    pub names: Box<[Name]>,
    /// All of it.
    pub span: Span,
}

/// The operator of a test, with its values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OperatorDraft {
    /// Nothing more: a yes/no name stands bare.
    Holds,
    /// `is x`, `is not x`
    Is(Polarity, Spanned<ValueDraft>),
    /// `is one of (a, b)`
    OneOf(Polarity, ThinVec<Spanned<ValueDraft>>),
    /// `is none`
    IsNone(Polarity),
    /// `is given`
    IsGiven(Polarity),
    /// `has any of (a, b)`
    Has(HasKind, ThinVec<Spanned<ValueDraft>>),
    /// `>= 4`
    Compare(Comparison, Spanned<ValueDraft>),
}

/// Whether `not` follows `is`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Polarity {
    /// `is`
    Is,
    /// `is not`
    IsNot,
}

/// How a set must hold the values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HasKind {
    /// `has any of`
    Any,
    /// `has all of`
    All,
    /// `has none of`
    None,
}

/// How a number or a date compares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
}

/// A value in a condition or a scenario.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ValueDraft {
    /// A word: an option, a number, a date, yes, no, an entry.
    Word(Name),
    Text(TextDraft),
    /// `this chip`: the entry of the quantifier around.
    This(Name),
}
