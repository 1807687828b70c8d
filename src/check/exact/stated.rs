//! The conditions that a scheme states, each with what is known where it is asked.

use std::collections::BTreeSet;

use crate::model::{
    Applies, CaseCondition, Clauses, Condition, Control, DefinedName, Mention, Scheme, Set,
    Treatment, open_mentions, visit_condition,
};
use crate::proof::rests_on_many;
use crate::source::Place;

/// A condition as it stands in a scheme.
#[derive(Debug)]
pub(super) struct Stated<'a> {
    /// Whose it is, for people: "`indoors`", "the condition of `base:C.1`".
    pub owner: String,
    /// The name that it defines, if it defines one.
    pub name: Option<DefinedName>,
    /// What kind of thing states it.
    pub kind: Kind,
    /// The condition.
    pub condition: Asked<'a>,
    /// The set whose entries meet it; `None` for a condition on the product.
    pub each: Option<Set>,
    /// What holds where it is asked: that the control applies.
    pub given: Option<Condition>,
    /// Where its owner is.
    pub place: Place,
}

/// A condition, or only that there is an entry.
#[derive(Debug, Clone, Copy)]
pub(super) enum Asked<'a> {
    /// A condition.
    Condition(&'a Condition),
    /// That the set has an entry.
    AnyEntry,
}

/// What states a condition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// A derived name, a subset or a case.
    Name,
    /// When a control applies.
    Applies,
    /// A line of evidence or of procedures.
    Line,
    /// For which entries a line asks.
    Rows,
}

/// The conditions of a scheme, in the order of its items. Constraints are not among them.
pub(super) struct StatedConditions<'a> {
    /// Those that can be asked about.
    pub asked: Vec<Stated<'a>>,
    /// Those that rest on too many names.
    pub wide: Vec<Stated<'a>>,
}

/// Returns the conditions of a scheme that could be read.
pub(super) fn stated_conditions(scheme: &Scheme) -> StatedConditions<'_> {
    let mut stated = Vec::new();
    for (id, derive) in scheme.derives.iter() {
        stated.push(Stated {
            owner: format!("`{}`", derive.key),
            name: Some(DefinedName::Derive(id)),
            kind: Kind::Name,
            condition: Asked::Condition(&derive.meaning),
            each: None,
            given: None,
            place: derive.place,
        });
    }
    for (id, subset) in scheme.subsets.iter() {
        stated.push(Stated {
            owner: format!("`{}`", subset.key),
            name: Some(DefinedName::Subset(id)),
            kind: Kind::Name,
            condition: Asked::Condition(&subset.filter),
            each: Some(subset.of),
            given: None,
            place: subset.place,
        });
    }
    add_cases(scheme, &mut stated);
    for (_, control) in scheme.controls.iter().filter(|(_, one)| !one.incomplete) {
        add_control(control, &mut stated);
    }
    stated.retain(|one| scheme.is_complete(one.place));
    let is_wide = |one: &Stated<'_>| one.conditions().any(|one| rests_on_many(scheme, one));
    let (wide, mut asked): (Vec<_>, Vec<_>) = stated.into_iter().partition(is_wide);
    // What rests on many names is not opened: each of those above it would be opened as far.
    asked.retain(|one| is_readable(scheme, one));
    StatedConditions { asked, wide }
}

fn add_cases<'a>(scheme: &'a Scheme, stated: &mut Vec<Stated<'a>>) {
    for (_, procedure) in scheme.procedures.iter() {
        for case in procedure.depths.iter().flat_map(|block| &block.cases) {
            let Some(condition) = &case.condition else {
                continue;
            };
            let each = match (condition, procedure.inventory) {
                (CaseCondition::Where(_), Some(inventory)) => Some(Set::Inventory(inventory)),
                (CaseCondition::Where(_), None) => continue,
                (CaseCondition::When(_), _) => None,
            };
            stated.push(Stated {
                owner: format!(
                    "the condition of the case `{}` of `{}`",
                    case.key, procedure.key
                ),
                name: None,
                kind: Kind::Name,
                condition: Asked::Condition(condition.condition()),
                each,
                given: None,
                place: case.place,
            });
        }
    }
}

fn add_control<'a>(control: &'a Control, stated: &mut Vec<Stated<'a>>) {
    let Treatment::Assessed(assessment) = &control.treatment else {
        return;
    };
    let given = match &assessment.applies {
        Applies::Always => None,
        Applies::ForEach(set) => Some(Condition::some(*set, None, control.place)),
        Applies::When(condition) => {
            stated.push(Stated {
                owner: format!("the condition of `{}`", control.name),
                name: None,
                kind: Kind::Applies,
                condition: Asked::Condition(condition),
                each: None,
                given: None,
                place: control.place,
            });
            Some(condition.clone())
        }
    };
    let evidence = assessment.evidence.iter();
    let evidence = evidence.map(|line| (line.key.to_string(), &line.clauses, line.place));
    let verify = assessment.verify.iter();
    let verify = verify.map(|line| (String::new(), &line.clauses, line.place));
    for (key, clauses, place) in evidence.chain(verify) {
        let line = if key.is_empty() {
            "procedures".to_owned()
        } else {
            format!("evidence `{key}`")
        };
        add_clauses(
            (&format!("the line on {line} of `{}`", control.name), place),
            clauses,
            given.as_ref(),
            stated,
        );
    }
}

fn add_clauses<'a>(
    (owner, place): (&str, Place),
    clauses: &'a Clauses,
    given: Option<&Condition>,
    stated: &mut Vec<Stated<'a>>,
) {
    let mut add = |kind, condition, each| {
        stated.push(Stated {
            owner: owner.to_owned(),
            name: None,
            kind,
            condition,
            each,
            given: given.cloned(),
            place,
        });
    };
    if let Some(condition) = &clauses.condition {
        add(Kind::Line, Asked::Condition(condition), None);
    }
    let Some(set) = clauses.rows.set() else {
        return;
    };
    match &clauses.filter {
        Some(filter) => add(Kind::Line, Asked::Condition(filter), Some(set)),
        None => add(Kind::Rows, Asked::AnyEntry, Some(set)),
    }
}

/// Says whether all that a condition rests on could be read.
fn is_readable(scheme: &Scheme, stated: &Stated<'_>) -> bool {
    !stated.mentions(scheme).contains(&Mention::Broken)
}

impl Stated<'_> {
    /// Returns the conditions in it.
    fn conditions(&self) -> impl Iterator<Item = &Condition> {
        let condition = match self.condition {
            Asked::Condition(condition) => Some(condition),
            Asked::AnyEntry => None,
        };
        condition.into_iter().chain(&self.given)
    }

    /// Says whether it rests on one of some names.
    pub fn rests_on(&self, scheme: &Scheme, names: &BTreeSet<DefinedName>) -> bool {
        let mut mentioned = self.mentions(scheme).into_iter();
        mentioned.any(|mention| {
            mention
                .defined_name()
                .is_some_and(|name| names.contains(&name))
        })
    }

    /// Says whether it mentions one of some names itself.
    pub fn names_one_of(&self, names: &BTreeSet<DefinedName>) -> bool {
        let mut is_named = false;
        let mut visit = |mention: Mention| {
            let name = mention.defined_name();
            is_named |= name.is_some_and(|name| names.contains(&name));
        };
        self.each.map(Mention::Set).into_iter().for_each(&mut visit);
        self.conditions()
            .for_each(|condition| visit_condition(condition, &mut visit));
        is_named
    }

    /// Returns all that it mentions, derived names and subsets opened.
    pub fn mentions(&self, scheme: &Scheme) -> Vec<Mention> {
        let mut mentions: Vec<Mention> = self.each.map(Mention::Set).into_iter().collect();
        for condition in self.conditions() {
            visit_condition(condition, &mut |mention| mentions.push(mention));
        }
        open_mentions(scheme, mentions)
    }
}
