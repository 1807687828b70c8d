//! Clauses, and the gates that make them. A gate binds its literal in one direction only: what is asserted implies what it
//! means, and what is denied excludes it (Plaisted and Greenbaum).

use std::fmt;
use std::ops::Not;

/// A variable, or its negation: never 0, as in DIMACS files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Lit(i32);

/// In which direction a literal stands for a condition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Side {
    /// If the literal is true, so is the condition.
    Holds,
    /// If the condition is true, so is the literal.
    Fails,
}

/// How many literals all clauses of a formula may have. Quantifiers within quantifiers take a clause for each choice of entries, so
/// that a short condition could fill the memory.
const MOST_LITERALS: usize = 2_000_000;

/// A conjunction of clauses.
#[derive(Debug)]
pub(super) struct Formula {
    variables: i32,
    /// All clauses, each followed by the end of the next one in `ends`.
    literals: Vec<Lit>,
    ends: Vec<usize>,
}

impl Lit {
    /// The literal that is true in every model.
    pub const TRUE: Self = Self(1);
    /// The literal that is true in none.
    pub const FALSE: Self = Self(-1);

    /// Returns a variable or its negation, by the number of the variable from 0.
    pub fn of(variable: usize, is_positive: bool) -> Self {
        let number = i32::try_from(variable + 1).unwrap_or(i32::MAX);
        Self(if is_positive { number } else { -number })
    }

    /// Returns the number of its variable, from 0.
    pub fn variable(self) -> usize {
        (self.0.unsigned_abs() as usize).saturating_sub(1)
    }

    /// Says whether it is the variable itself, and not its negation.
    pub fn is_positive(self) -> bool {
        self.0 > 0
    }
}

impl fmt::Display for Lit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Not for Lit {
    type Output = Self;

    fn not(self) -> Self {
        Self(-self.0)
    }
}

impl Side {
    /// Returns the side on which the part of a negation stands.
    pub fn other(self) -> Self {
        match self {
            Self::Holds => Self::Fails,
            Self::Fails => Self::Holds,
        }
    }
}

impl Default for Formula {
    fn default() -> Self {
        Self {
            variables: 1,
            literals: vec![Lit::TRUE],
            ends: vec![1],
        }
    }
}

impl Formula {
    /// Returns a new variable.
    pub fn variable(&mut self) -> Lit {
        self.variables += 1;
        Lit(self.variables)
    }

    /// Returns the number of variables.
    pub fn variables(&self) -> usize {
        self.variables.unsigned_abs() as usize
    }

    /// Returns the number of clauses.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Says whether it holds as much as a formula may. What is added then is left out, so that nothing is to be concluded from it.
    pub fn is_full(&self) -> bool {
        self.literals.len() >= MOST_LITERALS
    }

    /// Returns the clauses from a number on.
    pub fn clauses_from(&self, first: usize) -> impl Iterator<Item = &[Lit]> {
        let before = first.checked_sub(1).and_then(|last| self.ends.get(last));
        let mut start = before.copied().unwrap_or(0);
        let ends = self.ends.get(first..).unwrap_or_default();
        ends.iter().filter_map(move |end| {
            let clause = self.literals.get(start..*end);
            start = *end;
            clause
        })
    }

    /// Adds a clause.
    pub fn clause(&mut self, literals: impl IntoIterator<Item = Lit>) {
        let start = self.literals.len();
        for literal in literals {
            if literal == Lit::TRUE {
                self.literals.truncate(start);
                return;
            }
            if literal != Lit::FALSE {
                self.literals.push(literal);
            }
        }
        self.ends.push(self.literals.len());
    }

    /// Returns a literal for "all of these".
    pub fn all(&mut self, side: Side, parts: impl IntoIterator<Item = Lit>) -> Lit {
        let parts = parts.into_iter().map(|part| !part);
        !self.any(side.other(), parts)
    }

    /// Returns a literal for "any of these".
    pub fn any(&mut self, side: Side, parts: impl IntoIterator<Item = Lit>) -> Lit {
        let mut kept: Vec<Lit> = Vec::new();
        for part in parts {
            if part == Lit::TRUE {
                return Lit::TRUE;
            }
            if part != Lit::FALSE {
                kept.push(part);
            }
        }
        kept.sort_unstable();
        kept.dedup();
        match kept.as_slice() {
            [] => Lit::FALSE,
            [only] => *only,
            _ => self.gate(side, &kept),
        }
    }

    fn gate(&mut self, side: Side, parts: &[Lit]) -> Lit {
        let gate = self.variable();
        match side {
            Side::Holds => self.clause(std::iter::once(!gate).chain(parts.iter().copied())),
            Side::Fails => {
                for part in parts {
                    self.clause([gate, !*part]);
                }
            }
        }
        gate
    }

    /// Returns a literal for "at least so many of these".
    pub fn at_least(&mut self, side: Side, count: u32, parts: &[Lit]) -> Lit {
        let count = count as usize;
        if count == 0 {
            return Lit::TRUE;
        }
        if count > parts.len() {
            return Lit::FALSE;
        }
        // row[n]: at least n + 1 of the parts so far.
        let mut row: Vec<Lit> = vec![Lit::FALSE; count];
        for part in parts {
            let mut before = Lit::TRUE;
            for reached in &mut row {
                let one_more = self.all(side, [before, *part]);
                before = *reached;
                *reached = self.any(side, [before, one_more]);
            }
        }
        row.last().copied().unwrap_or(Lit::TRUE)
    }

    /// Demands that exactly one of these is true.
    pub fn exactly_one(&mut self, parts: &[Lit]) {
        self.clause(parts.iter().copied());
        self.at_most_one(parts);
    }

    /// Demands that at most one of these is true: each pair excludes itself where there are few, and else by a ladder.
    pub fn at_most_one(&mut self, parts: &[Lit]) {
        if parts.len() <= 5 {
            for (number, part) in parts.iter().enumerate() {
                for other in parts.iter().skip(number + 1) {
                    self.clause([!*part, !*other]);
                }
            }
            return;
        }
        let mut before = Lit::FALSE;
        for part in parts {
            self.clause([!before, !*part]);
            let so_far = self.variable();
            self.clause([!before, so_far]);
            self.clause([!*part, so_far]);
            before = so_far;
        }
    }
}
