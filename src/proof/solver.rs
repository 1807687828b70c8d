//! The solver: a small trait of what is asked of one, and the crate that answers.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use batsat::{
    Callbacks, ClauseKind, Lit as CoreLit, Solver as Core, SolverInterface, SolverOpts, Var, lbool,
};

use super::circuit::{Formula, Lit};

/// How many conflicts a search may have.
pub(super) const BUDGET: u64 = 20_000;

/// How many conflicts all searches of one prover may have together. A scheme whose conditions are hard one after another would take
/// hours; what comes after that is undecided.
const ALLOWANCE: u64 = 50_000;

/// What is left of the conflicts that the searches of a prover may have.
#[derive(Debug)]
pub(super) struct Allowance(Cell<u64>);

impl Allowance {
    /// Gives the whole allowance.
    pub fn new() -> Self {
        Self::of(ALLOWANCE)
    }

    /// Gives a number of conflicts.
    pub fn of(conflicts: u64) -> Self {
        Self(Cell::new(conflicts))
    }

    /// Asks a solver for a model in which the literals are true.
    pub fn solve(&self, solver: &mut BatSolver, assumed: &[Lit]) -> Solved {
        let budget = self.0.get().min(BUDGET);
        if budget == 0 {
            return Solved::Spent;
        }
        let outcome = solver.solve(assumed, budget);
        let used = budget.saturating_sub(solver.conflicts.get());
        self.0.set(self.0.get().saturating_sub(used));
        outcome
    }

    /// Says whether nothing is left.
    pub fn is_spent(&self) -> bool {
        self.0.get() == 0
    }
}

/// What a solver says of clauses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Solved {
    /// They have a model.
    Model,
    /// They have none.
    None,
    /// The budget of conflicts was used up.
    Spent,
}

/// A solver to which clauses are added, and which is asked again and again.
pub(super) trait Solve {
    /// Takes the clauses of a formula that it does not have yet.
    fn add(&mut self, formula: &Formula);
    /// Asks for a model in which the literals are true.
    fn solve(&mut self, assumed: &[Lit], budget: u64) -> Solved;
    /// Returns those of the literals assumed last that cannot all be true.
    fn core(&self) -> Vec<Lit>;
    /// Says whether a literal is true in the model that was found last.
    fn is_true(&self, literal: Lit) -> bool;
}

/// The solver of the crate `batsat`.
pub(super) struct BatSolver {
    core: Core<Budget>,
    conflicts: Rc<Cell<u64>>,
    /// Its variables, in the order of ours.
    variables: Vec<Var>,
    /// How many clauses it has.
    clauses: usize,
    /// Literals assumed last that cannot all be true.
    excluded: Vec<Lit>,
}

/// The clauses that a solver learnt, in this order. Each follows from the clauses of the formula and those before it by reverse
/// unit propagation.
pub(super) type Steps = Vec<Vec<Lit>>;

/// Stops a search after a number of clauses that were learnt, one for each conflict.
struct Budget {
    left: Rc<Cell<u64>>,
    /// Where the clauses are kept, if they are.
    steps: Option<Rc<RefCell<Steps>>>,
}

impl Callbacks for Budget {
    fn on_new_clause(&mut self, literals: &[CoreLit], source: ClauseKind) {
        if !matches!(source, ClauseKind::Learnt) {
            return;
        }
        self.left.set(self.left.get().saturating_sub(1));
        if let Some(steps) = &self.steps {
            // The solver numbers its variables as we do.
            let literals = literals.iter();
            let step = literals.map(|one| Lit::of(one.var().idx() as usize, one.sign()));
            steps.borrow_mut().push(step.collect());
        }
    }

    fn stop(&self) -> bool {
        self.left.get() == 0
    }
}

impl BatSolver {
    /// Makes a solver without clauses.
    pub fn new() -> Self {
        Self::keeping(None)
    }

    /// Makes a solver without clauses that keeps what it learns.
    pub fn with_steps(steps: &Rc<RefCell<Steps>>) -> Self {
        Self::keeping(Some(Rc::clone(steps)))
    }

    fn keeping(steps: Option<Rc<RefCell<Steps>>>) -> Self {
        let conflicts = Rc::new(Cell::new(0));
        let budget = Budget {
            left: Rc::clone(&conflicts),
            steps,
        };
        Self {
            core: Core::new(SolverOpts::default(), budget),
            conflicts,
            variables: Vec::new(),
            clauses: 0,
            excluded: Vec::new(),
        }
    }

    /// Returns the literal in the words of the solver; `None` for a variable that it does not have.
    fn literal(&self, literal: Lit) -> Option<CoreLit> {
        let variable = self.variables.get(literal.variable())?;
        Some(CoreLit::new(*variable, literal.is_positive()))
    }
}

impl Solve for BatSolver {
    fn add(&mut self, formula: &Formula) {
        while self.variables.len() < formula.variables() {
            self.variables.push(self.core.new_var_default());
        }
        let mut clause = Vec::new();
        for literals in formula.clauses_from(self.clauses) {
            clause.clear();
            clause.extend(literals.iter().filter_map(|one| self.literal(*one)));
            self.core.add_clause_reuse(&mut clause);
        }
        self.clauses = formula.len();
    }

    fn solve(&mut self, assumed: &[Lit], budget: u64) -> Solved {
        self.conflicts.set(budget);
        let literals: Vec<CoreLit> = assumed
            .iter()
            .filter_map(|one| self.literal(*one))
            .collect();
        let solved = self.core.solve_limited(&literals);
        self.excluded.clear();
        if solved == lbool::FALSE {
            let (core, variables) = (&self.core, &self.variables);
            let is_in_core = |one: &&Lit| {
                let variable = variables.get(one.variable());
                variable.is_some_and(|variable| core.unsat_core_contains_var(*variable))
            };
            self.excluded.extend(assumed.iter().filter(is_in_core));
        }
        if solved == lbool::TRUE {
            Solved::Model
        } else if solved == lbool::FALSE {
            Solved::None
        } else {
            Solved::Spent
        }
    }

    fn core(&self) -> Vec<Lit> {
        self.excluded.clone()
    }

    fn is_true(&self, literal: Lit) -> bool {
        let literal = self.literal(literal);
        literal.is_some_and(|literal| self.core.value_lit(literal) == lbool::TRUE)
    }
}
