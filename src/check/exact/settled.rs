//! Conditions that never hold, and those that always do.
//!
//! The parts of a condition that stand by themselves are asked about too, and of those in one another only the innermost
//! are reported: there the mistake is.

use std::collections::BTreeSet;

use super::grounds::{constraints_of, grounds_of};
use super::stated::{Asked, Kind, Stated};
use super::undecided::{Sought, undecided};
use super::words::place_of;
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::model::{Condition, Datum, DefinedName, Mention, Scheme, Set};
use crate::proof::{Outcome, Prover, Wish};
use crate::source::Place;

codes! {
    NEVER = error("P0610", "condition that never holds"),
    ALWAYS = warning("P0611", "condition that always holds"),
    SELECTS_NOTHING = error("P0614", "line that asks for nothing"),
}

/// The questions about all conditions, part by part.
pub(super) struct Questions<'a> {
    parts: Vec<Part<'a>>,
    /// For each part, what is asked: that it can hold, and that it can fail.
    asked: Vec<[Condition; 2]>,
}

/// A part of a condition that stands by itself.
struct Part<'a> {
    stated: &'a Stated<'a>,
    /// The part itself; `None` if only an entry is asked for.
    condition: Option<&'a Condition>,
    /// The part in which it stands.
    parent: Option<usize>,
}

impl Part<'_> {
    /// Returns what it is, for people.
    fn subject(&self) -> String {
        let owner = &self.stated.owner;
        match self.parent {
            None => owner.clone(),
            Some(_) => format!("a part of {owner}"),
        }
    }

    fn place(&self) -> Place {
        let place = self.condition.and_then(place_of);
        place.unwrap_or(self.stated.place)
    }
}

/// How a condition comes out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Settled {
    Never,
    Always,
    Sometimes,
    /// One kind of product was not found, nor a proof that there is none.
    Undecided(Sought),
}

impl<'a> Questions<'a> {
    /// Prepares the questions about conditions.
    pub fn of(stated: &'a [Stated<'a>]) -> Self {
        let mut questions = Self {
            parts: Vec::new(),
            asked: Vec::new(),
        };
        for one in stated {
            match one.condition {
                Asked::Condition(condition) => questions.add(one, condition, None),
                Asked::AnyEntry => {
                    let all = one.each.map(|set| Condition::some(set, None, one.place));
                    let asked = all.unwrap_or(Condition::Broken);
                    // That there may be no entry is no question: nothing holds always.
                    let anything = Condition::All(Vec::new());
                    questions.push(one, None, None, [asked, anything]);
                }
            }
        }
        questions
    }

    fn add(&mut self, stated: &'a Stated<'a>, condition: &'a Condition, parent: Option<usize>) {
        let asked = [true, false].map(|holds| asked(stated.each, condition, holds, stated.place));
        let own = self.push(stated, Some(condition), parent, asked);
        let parts: &[Condition] = match condition {
            Condition::All(parts) | Condition::Any(parts) => parts,
            Condition::Not(_)
            | Condition::Quantified(_)
            | Condition::Derived(_)
            | Condition::Test(_)
            | Condition::Broken => &[],
        };
        for part in parts {
            self.add(stated, part, Some(own));
        }
    }

    fn push(
        &mut self,
        stated: &'a Stated<'a>,
        condition: Option<&'a Condition>,
        parent: Option<usize>,
        asked: [Condition; 2],
    ) -> usize {
        self.parts.push(Part {
            stated,
            condition,
            parent,
        });
        self.asked.push(asked);
        self.parts.len() - 1
    }

    /// Returns all conditions that are asked about.
    pub fn conditions(&self) -> impl Iterator<Item = &Condition> {
        let given = self
            .parts
            .iter()
            .filter_map(|part| part.stated.given.as_ref());
        self.asked.iter().flatten().chain(given)
    }

    /// Returns what is impossible if a part never holds, or always does.
    fn fault(&self, at: usize, settled: Settled) -> Vec<Wish<'_>> {
        let (Some(part), Some([holds, fails])) = (self.parts.get(at), self.asked.get(at)) else {
            return Vec::new();
        };
        let is_plain = part.stated.each.is_none();
        let condition = if settled == Settled::Never {
            holds
        } else {
            fails
        };
        let wish = Wish::that(condition, settled == Settled::Never || !is_plain);
        Self::given(part).chain([wish]).collect()
    }

    fn given<'s>(part: &'s Part<'_>) -> impl Iterator<Item = Wish<'s>> {
        let holds = true;
        let given = part.stated.given.iter();
        given.map(move |condition| Wish::that(condition, holds))
    }

    /// Asks whether each part can hold, and whether it can fail, where its owner is asked.
    fn settle(&self, prover: &mut Prover<'_>) -> Vec<Settled> {
        let given = self.parts.iter().map(|part| Self::given(part).collect());
        let given: Vec<Vec<Wish<'_>>> = given.collect();
        let can_be_given = prover.settle(&given);
        let mut wishes: Vec<Vec<Wish<'_>>> = Vec::with_capacity(self.parts.len() * 2);
        let parts = self.parts.iter().zip(&self.asked).zip(&given);
        for (((part, [holds, fails]), given), can_be_given) in parts.zip(can_be_given) {
            // Of a control that never applies the lines are asked by themselves.
            let is_given = can_be_given != Outcome::Impossible;
            let given = given.iter().filter(|_| is_given).copied();
            for (side, condition) in [(true, holds), (false, fails)] {
                let is_plain = part.stated.each.is_none();
                let wish = Wish::that(condition, side || !is_plain);
                wishes.push(given.clone().chain([wish]).collect());
            }
        }
        let outcomes = prover.settle(&wishes);
        let outcomes = outcomes.chunks(2);
        outcomes
            .map(|pair| match pair {
                [Outcome::Impossible, Outcome::Impossible] => Settled::Sometimes,
                [Outcome::Impossible, _] => Settled::Never,
                [_, Outcome::Impossible] => Settled::Always,
                [Outcome::Undecided, _] => Settled::Undecided(Sought::Meeting),
                [_, Outcome::Undecided] => Settled::Undecided(Sought::Failing),
                _ => Settled::Sometimes,
            })
            .collect()
    }
}

/// Returns the condition that a part holds, or fails: of the product, or of some entry of a set.
fn asked(each: Option<Set>, condition: &Condition, holds: bool, place: Place) -> Condition {
    match each {
        None => condition.clone(),
        Some(set) if holds => Condition::some(set, Some(condition.clone()), place),
        Some(set) => Condition::some(
            set,
            Some(Condition::Not(Box::new(condition.clone()))),
            place,
        ),
    }
}

/// What never holds and what always does.
pub(super) struct SettledConditions {
    /// Their reports.
    pub reports: Diagnostics,
    /// What the conditions read that were reported: that it decides nothing has this cause.
    pub blamed: BTreeSet<Datum>,
}

/// Reports what never holds, what always does, and what is undecided.
pub(super) fn report_settled(
    scheme: &Scheme,
    questions: &Questions<'_>,
    prover: &mut Prover<'_>,
) -> SettledConditions {
    let settled = questions.settle(prover);
    let is_undecided = |at: usize| matches!(settled.get(at), Some(Settled::Undecided(_)));
    let faulty = |at: usize| {
        let (part, settled) = (questions.parts.get(at)?, *settled.get(at)?);
        let is_fault = match settled {
            Settled::Sometimes => false,
            // The whole is named, and not each of its parts.
            Settled::Undecided(_) => !part.parent.is_some_and(is_undecided),
            Settled::Never | Settled::Always => is_worth_telling(part, settled),
        };
        is_fault.then_some((part, settled))
    };
    let names = (0..settled.len()).filter_map(|at| faulty(at)?.0.stated.name);
    let names: BTreeSet<DefinedName> = names.collect();
    // A part is passed over if a part of it is reported.
    let mut is_told = vec![false; settled.len()];
    let mut reports = Vec::new();
    let mut blamed = BTreeSet::new();
    for at in (0..settled.len()).rev() {
        let told = is_told.get(at).copied().unwrap_or_default();
        let fault = faulty(at);
        if let Some((part, settled)) = fault
            && !told
            && !part.stated.rests_on(scheme, &names)
        {
            reports.push(match settled {
                Settled::Undecided(sought) => undecided(&part.subject(), part.place(), sought),
                Settled::Never | Settled::Always | Settled::Sometimes => {
                    let asked = questions.fault(at, settled);
                    let grounds = grounds_of(&asked, prover);
                    report(scheme, part, settled, &grounds)
                }
            });
            let mentions = part.stated.mentions(scheme).into_iter();
            blamed.extend(mentions.filter_map(Mention::datum));
        }
        let parent = questions.parts.get(at).and_then(|part| part.parent);
        if (fault.is_some() || told)
            && let Some(above) = parent.and_then(|parent| is_told.get_mut(parent))
        {
            *above = true;
        }
    }
    SettledConditions {
        reports: reports.into_iter().rev().collect(),
        blamed,
    }
}

/// That each product has an entry of a set is no mistake; nor is a name that says in other words what always holds.
fn is_worth_telling(part: &Part<'_>, settled: Settled) -> bool {
    settled == Settled::Never || part.condition.is_some()
}

fn report(
    scheme: &Scheme,
    part: &Part<'_>,
    settled: Settled,
    grounds: &[&Condition],
) -> Diagnostic {
    let stated = part.stated;
    let (subject, place) = (part.subject(), part.place());
    let entries = stated.each.map(|set| scheme.set_key(set));
    let (code, message) = match (settled, stated.kind, entries) {
        (Settled::Never, Kind::Rows, Some(set)) => (
            &SELECTS_NOTHING,
            format!(
                "{subject} asks for nothing: where the control applies, no entry of `{set}` exists"
            ),
        ),
        (Settled::Never, Kind::Line, Some(set)) => (
            &SELECTS_NOTHING,
            format!("{subject} asks for nothing: no entry of `{set}` meets this"),
        ),
        (Settled::Never, Kind::Line | Kind::Rows, _) => (
            &SELECTS_NOTHING,
            format!("{subject} asks for nothing: this never holds where the control applies"),
        ),
        (Settled::Never, _, Some(set)) => (
            &NEVER,
            format!("{subject} never holds: no entry of `{set}` can meet it"),
        ),
        (Settled::Never, _, None) => (
            &NEVER,
            format!("{subject} never holds, whatever the product is"),
        ),
        (_, Kind::Line | Kind::Rows, _) => (
            &ALWAYS,
            format!("{subject} always holds where the control applies"),
        ),
        (_, _, Some(set)) => (
            &ALWAYS,
            format!("{subject} always holds: every entry of `{set}` meets it"),
        ),
        (_, _, None) => (
            &ALWAYS,
            format!("{subject} always holds, whatever the product is"),
        ),
    };
    let verb = if settled == Settled::Never {
        "excludes"
    } else {
        "implies"
    };
    let constraints = constraints_of(scheme, grounds).into_iter();
    let report = Diagnostic::at(code, place, message);
    let report = constraints.fold(report, |report, ground| {
        report.also(ground.place, format!("“{}” {verb} it", ground.title))
    });
    let is_whole = part.parent.is_none();
    report.help(help(settled, stated.kind, is_whole, grounds.is_empty()))
}

fn help(settled: Settled, kind: Kind, is_whole: bool, is_alone: bool) -> &'static str {
    match (settled, kind) {
        (Settled::Always, Kind::Applies) if is_whole => {
            "write `applies always`, or correct the condition"
        }
        (Settled::Always, _) => "leave it out, or correct it: as it stands, it decides nothing",
        (_, Kind::Line | Kind::Rows) => {
            "correct the line or the condition of the control: as they stand, they exclude each other"
        }
        (_, Kind::Name | Kind::Applies) if is_alone => {
            "correct it: its parts exclude each other, or the type has no such value"
        }
        (_, Kind::Name | Kind::Applies) => "correct it, or the constraint if it excludes too much",
    }
}
