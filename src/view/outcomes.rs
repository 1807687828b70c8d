//! Verdicts as they follow from what is recorded (L-046, L-300).

use rustc_hash::{FxHashMap, FxHashSet};

use super::asked::{AskedTable, is_stale};
use super::basis::Basis;
use super::blank::Blank;
use super::roll_up::{
    CellThatCounts, Results, RollUpCell, RollUpControl, RollUpPart, RollUpView, VerdictFrom,
    view_roll_up,
};
use super::rounds::number_of;
use super::series::LEAD;
use crate::answers::{AnswerKey, AnswerSet, Held};
use crate::model::VerdictClass;
use crate::source::Text;

/// The verdicts that follow from recorded results, each under the key in which a person records it.
///
/// The verdict on a row follows from the results of its cases, and that on a control from the verdicts on its rows. What a
/// person recorded counts before what follows. Where the two differ, neither counts: the verdict is undecided.
#[derive(Debug, Clone, Default)]
pub struct Outcomes {
    /// Read by key only.
    follows: FxHashMap<AnswerKey, VerdictClass>,
    /// The verdicts that somebody recorded on results that no longer count as they are; read by key only.
    lapsed: FxHashSet<AnswerKey>,
    /// For each control of the level, in the order of the scheme, how far its verdict is settled; `None` if it has none.
    controls: Vec<(Text, Option<Outcome>)>,
}

/// How far a verdict is settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outcome {
    /// The class by what is recorded; what is not counts as undecided.
    pub class: VerdictClass,
    /// Whether something is not recorded that could change the class.
    pub lacks: bool,
    /// Whether a result that could change the class is to review, or is to be repeated.
    pub lapsed: bool,
}

impl Outcome {
    const EMPTY: Self = Self {
        class: VerdictClass::Undecided,
        lacks: true,
        lapsed: false,
    };
    const LAPSED: Self = Self {
        lapsed: true,
        ..Self::EMPTY
    };

    /// A result that is to be repeated takes away what was settled by the one before it.
    fn not_recorded(key: &AnswerKey) -> Self {
        match number_of(&key.slot) {
            Some(_) => Self::LAPSED,
            None => Self::EMPTY,
        }
    }

    fn of(class: VerdictClass) -> Self {
        Self {
            class,
            lacks: false,
            lapsed: false,
        }
    }

    /// Returns the class, if nothing more can change it.
    pub fn settled(self) -> Option<VerdictClass> {
        (!self.lacks).then_some(self.class)
    }

    fn worst(outcomes: &[Self]) -> Option<Self> {
        let class = VerdictClass::worst(outcomes.iter().map(|one| one.class))?;
        Some(Self::united(outcomes, class, VerdictClass::Bad))
    }

    fn best(outcomes: &[Self]) -> Option<Self> {
        let class = VerdictClass::best(outcomes.iter().map(|one| one.class))?;
        Some(Self::united(outcomes, class, VerdictClass::Good))
    }

    /// A class that none can outdo is settled, whatever else is lacking.
    fn united(outcomes: &[Self], class: VerdictClass, last: VerdictClass) -> Self {
        let settles = |one: &Self| !one.lacks && one.class == last;
        let is_settled = outcomes.iter().any(settles);
        Self {
            class,
            lacks: outcomes.iter().any(|one| one.lacks) && !is_settled,
            lapsed: outcomes.iter().any(|one| one.lapsed) && !is_settled,
        }
    }
}

impl Outcomes {
    /// Works out the verdicts of a product.
    pub fn of(basis: &Basis<'_>, table: &AskedTable, answers: &AnswerSet) -> Self {
        if answers.is_empty() || basis.scheme.edition.verdicts.is_empty() {
            return Self::default();
        }
        let roll_up = view_roll_up(basis, Results::Named);
        let mut work = Work {
            table,
            answers,
            models: &basis.lookups.models,
            follows: FxHashMap::default(),
            lapsed: FxHashSet::default(),
        };
        let controls = work.controls(&roll_up);
        Self {
            follows: work.follows,
            lapsed: work.lapsed,
            controls,
        }
    }

    /// Returns the class of the verdict that follows from what is recorded; `None` if the key is of no verdict, or something is
    /// lacking that could change it.
    pub fn class(&self, key: &AnswerKey) -> Option<VerdictClass> {
        self.follows.get(key).copied()
    }

    /// Says whether a verdict was recorded on results of which one is to review, or is to be repeated.
    pub(super) fn is_lapsed(&self, key: &AnswerKey) -> bool {
        self.lapsed.contains(key)
    }

    /// Returns how far the verdict of each control is settled, in the order of the scheme; `None` if it has none.
    pub fn controls(&self) -> impl Iterator<Item = (&Text, Option<Outcome>)> {
        self.controls
            .iter()
            .map(|(control, outcome)| (control, *outcome))
    }
}

struct Work<'a> {
    table: &'a AskedTable,
    answers: &'a AnswerSet,
    /// The keys of the models, the lead first.
    models: &'a [Text],
    follows: FxHashMap<AnswerKey, VerdictClass>,
    lapsed: FxHashSet<AnswerKey>,
}

impl Work<'_> {
    fn controls(&mut self, roll_up: &RollUpView) -> Vec<(Text, Option<Outcome>)> {
        let judged = roll_up.controls.iter();
        let judged: Vec<Option<Outcome>> = judged
            .map(|control| (control.how == VerdictFrom::Parts).then(|| self.control(control)))
            .collect();
        let places: FxHashMap<&str, usize> = roll_up
            .controls
            .iter()
            .zip(0..)
            .map(|(control, place)| (&*control.control, place))
            .collect();
        let outcome_of = |control: &RollUpControl, own: Option<Outcome>| match control.how {
            VerdictFrom::Parts => own,
            VerdictFrom::None => None,
            VerdictFrom::Follows => {
                let others = control.follows.iter();
                let others: Vec<Outcome> = others
                    .filter_map(|other| *judged.get(*places.get(&**other)?)?)
                    .collect();
                Some(Outcome::worst(&others).unwrap_or(Outcome::EMPTY))
            }
        };
        let controls = roll_up.controls.iter().zip(judged.iter());
        controls
            .map(|(control, own)| (control.control.clone(), outcome_of(control, *own)))
            .collect()
    }

    /// Works out a control that is judged by its parts, and holds it against the verdict that the assessor gave.
    fn control(&mut self, control: &RollUpControl) -> Outcome {
        let mut outcomes = Vec::new();
        for part in &control.parts {
            let products = control.products.shared(&part.products);
            for product in products.iter() {
                outcomes.extend(self.part(part, product));
            }
        }
        let follows = match Outcome::worst(&outcomes) {
            // A control of which everything is set aside is undecided.
            Some(outcome) if outcome.class == VerdictClass::SetAside => Outcome {
                class: VerdictClass::Undecided,
                ..outcome
            },
            Some(outcome) => outcome,
            None => Outcome::EMPTY,
        };
        let given = control
            .verdict
            .as_ref()
            .and_then(|blank| blank.keys().next());
        match given {
            Some(key) => self.given(key, follows, None),
            None => follows,
        }
    }

    /// Works out a part for a product; `None` if it does not judge the product.
    fn part(&mut self, part: &RollUpPart, product: &str) -> Option<Outcome> {
        let counting = part.cells.iter().filter(|cell| {
            let mut products = cell.products.iter();
            products.any(|one| one == product)
        });
        let cells: Vec<Outcome> = counting.map(|cell| self.cell(cell, product)).collect();
        let united = match part.entries {
            CellThatCounts::Worst => Outcome::worst(&cells),
            CellThatCounts::Best => Outcome::best(&cells),
        };
        let without = part.without.map(Outcome::of);
        united
            .filter(|outcome| outcome.class != VerdictClass::SetAside)
            .or(without)
            .or(united)
    }

    /// Works out a row for a product, and holds it against the verdict that was recorded.
    fn cell(&mut self, cell: &RollUpCell, product: &str) -> Outcome {
        let Some(slot) = &cell.slot else {
            return Outcome::EMPTY;
        };
        let agreed = cell.results_agreed.iter().map(Some);
        let agreed = agreed.chain(std::iter::repeat(None));
        let results: Vec<Outcome> = cell
            .results
            .iter()
            .zip(agreed)
            .filter_map(|(result, agreed)| {
                let key = self.key(result, product)?;
                let agreed = agreed.and_then(|agreed| self.key(agreed, product));
                let recorded = self.recorded(&key, agreed.as_ref());
                Some(recorded.unwrap_or_else(|| Outcome::not_recorded(&key)))
            })
            .collect();
        let follows = Outcome::worst(&results).unwrap_or(Outcome::EMPTY);
        let agreed = cell.agreed.as_ref();
        let agreed = agreed.and_then(|agreed| self.key(agreed, product));
        match self.key(slot, product) {
            Some(key) => self.given(key, follows, agreed.as_ref()),
            None => follows,
        }
    }

    /// Returns what a person recorded, or what follows where nobody did; undecided where the two differ.
    fn given(&mut self, key: AnswerKey, follows: Outcome, agreed: Option<&AnswerKey>) -> Outcome {
        let given = self.recorded(&key, agreed);
        if follows.lapsed && given.is_some() {
            self.lapsed.insert(key);
            return follows;
        }
        if let Some(class) = follows.settled() {
            self.follows.insert(key, class);
        }
        match (given, follows.settled()) {
            (None, _) => follows,
            (Some(given), Some(class)) if given.class != class => {
                Outcome::of(VerdictClass::Undecided)
            }
            (Some(given), _) => given,
        }
    }

    /// Returns the class of what is recorded under a key; `None` if nothing is. What sets aside counts once it is agreed to.
    fn recorded(&self, key: &AnswerKey, agreed: Option<&AnswerKey>) -> Option<Outcome> {
        let filled = match self.answers.get(key)? {
            Held::Value(filled) => filled,
            Held::Conflict(_) => return Some(Outcome::of(VerdictClass::Undecided)),
        };
        if is_stale(self.table, self.answers, key, filled) {
            return Some(Outcome::LAPSED);
        }
        let shape = &self.table.get(key)?.shape;
        let class = shape.class_of(&filled.value);
        let class = class.unwrap_or(VerdictClass::Undecided);
        let is_agreed = || {
            let held = agreed.and_then(|key| self.answers.get(key));
            matches!(held, Some(Held::Value(word)) if word.value == AGREED)
        };
        Some(match class {
            VerdictClass::SetAside if !is_agreed() => Outcome::EMPTY,
            VerdictClass::SetAside
            | VerdictClass::Good
            | VerdictClass::Bad
            | VerdictClass::Undecided => Outcome::of(class),
        })
    }

    /// Returns the key of a blank for a product of the series.
    fn key(&self, blank: &Blank, product: &str) -> Option<AnswerKey> {
        let named = if product == LEAD {
            self.models.first().map(|model| &**model)
        } else {
            Some(product)
        };
        let mut models = blank.models().iter();
        let model = models.find(|model| Some(&***model) == named).cloned();
        (model.is_some() || blank.models().is_empty()).then(|| AnswerKey {
            slot: blank.slot().clone(),
            model,
        })
    }
}

/// The word with which the assessor agrees that something is set aside.
const AGREED: &str = "agreed";
