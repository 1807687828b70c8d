//! What a scheme decides of a product: each answer of its documents that depends on one, as a condition.

use std::collections::{BTreeMap, BTreeSet};

use super::names::rests_on_many;
use crate::model::{
    Act, Among, Applies, AttributeId, CaseCondition, CaseConfigurations, Clauses, Condition,
    ConstraintId, Control, ControlId, Datum, DeriveId, Id, InventoryId, Mention, Operand,
    ProcedureId, Rows, Scheme, Set, Shared, TestSubject, Treatment, Value, open_mentions,
    visit_condition,
};
use crate::source::Place;

/// An answer that depends on the product.
#[derive(Debug, Clone)]
pub struct Consequence {
    /// What is decided.
    pub kind: ConsequenceKind,
    /// The entries of which it is decided; `None` for the product.
    pub entries: Option<InventoryId>,
    /// When it is so: of the product, or of an entry.
    pub condition: Condition,
    /// The facts and attributes that it reads.
    pub data: BTreeSet<Datum>,
    /// Where it is written.
    pub place: Place,
}

/// What is decided of a product.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConsequenceKind {
    /// Whether a control applies.
    Applies(ControlId),
    /// Whether, or for which entries, a control asks for evidence, by the number of the line.
    Evidence(ControlId, usize),
    /// Whether, or for which entries, a control asks for a procedure, by the number of the line.
    Verify(ControlId, usize),
    /// Whether, or on which entries, a case of a procedure is carried out.
    Case(ProcedureId, usize),
    /// Whether a name holds that documents print.
    Derive(DeriveId),
    /// Whether such a product can be.
    Constraint(ConstraintId),
}

impl ConsequenceKind {
    /// Returns what is so of a product or an entry if it is decided: "`H.1` applies".
    pub fn words(self, scheme: &Scheme) -> String {
        match self {
            Self::Applies(control) => format!("`{}` applies", scheme.controls[control].name),
            Self::Evidence(control, line) => {
                let control = &scheme.controls[control];
                let lines = control.assessment().map(|one| &one.evidence);
                let key = lines.and_then(|lines| lines.get(line));
                let key = key.map_or("", |line| line.key.as_str());
                format!("`{}` asks for the evidence `{key}`", control.name)
            }
            Self::Verify(control, line) => {
                let control = &scheme.controls[control];
                let lines = control.assessment().map(|one| &one.verify);
                let procedure = lines.and_then(|lines| lines.get(line));
                let key = procedure.map_or("", |line| &scheme.procedures[line.procedure].key);
                format!("`{}` asks for the procedure `{key}`", control.name)
            }
            Self::Case(procedure, case) => {
                let procedure = &scheme.procedures[procedure];
                let key = procedure.cases().nth(case);
                let key = key.map_or("", |case| case.key.as_str());
                format!("the case `{key}` of `{}` is carried out", procedure.key)
            }
            Self::Derive(derive) => format!("`{}` holds", scheme.derives[derive].key),
            Self::Constraint(constraint) => {
                format!(
                    "the constraint “{}” is met",
                    scheme.constraints[constraint].title
                )
            }
        }
    }
}

/// Returns what a scheme decides, in the order of its items, constraints last.
pub fn consequences_of(scheme: &Scheme) -> Vec<Consequence> {
    let mut maker = Maker {
        scheme,
        is_narrow: false,
        consequences: Vec::new(),
        passed_over: Vec::new(),
    };
    maker.add_all();
    maker.consequences
}

/// Returns what a scheme decides by conditions that rest on few names, and the facts and attributes that the other conditions read.
pub fn narrow_consequences_of(scheme: &Scheme) -> (Vec<Consequence>, BTreeSet<Datum>) {
    let mut maker = Maker {
        scheme,
        is_narrow: true,
        consequences: Vec::new(),
        passed_over: Vec::new(),
    };
    maker.add_all();
    // All at once: names on which many conditions rest are opened once.
    let read = open_mentions(scheme, maker.passed_over).into_iter();
    (
        maker.consequences,
        read.filter_map(Mention::datum).collect(),
    )
}

/// Returns the choices that conditions name, and the names on which a scheme rests, by question.
pub fn named_choices<'c>(
    scheme: &Scheme,
    conditions: impl Iterator<Item = &'c Condition>,
) -> BTreeMap<Datum, Vec<Value>> {
    let mut named: BTreeMap<Datum, Vec<Value>> = BTreeMap::new();
    let mut add = |condition: &Condition| {
        condition.visit_tests(&mut |test| {
            let datum = match &test.subject {
                TestSubject::Fact(fact) => Some(Datum::Fact(*fact)),
                TestSubject::Attribute { path, .. } => path
                    .last()
                    .map(|step| Datum::Attribute(step.inventory, step.attribute)),
            };
            let Some(datum) = datum else { return };
            for operand in test.operator.operands() {
                let known = named.entry(datum).or_default();
                if let Operand::Literal(value @ Value::Choice(_)) = operand
                    && !known.contains(value)
                {
                    known.push(value.clone());
                }
            }
        });
    };
    for (_, subset) in scheme.subsets.iter() {
        add(&subset.filter);
    }
    for (_, derive) in scheme.derives.iter() {
        add(&derive.meaning);
    }
    conditions.for_each(add);
    named
}

/// Returns the facts and attributes by which a scheme decides without a condition: their members give rows, rules compare them, or
/// they say in which configurations a case is carried out.
pub fn plainly_deciding(scheme: &Scheme) -> BTreeSet<Datum> {
    let mut data = BTreeSet::new();
    for (_, control) in scheme.controls.iter() {
        let assessment = control.assessment().into_iter();
        for assessment in assessment {
            let evidence = assessment.evidence.iter().map(|line| &line.clauses);
            let verify = assessment.verify.iter().map(|line| &line.clauses);
            data.extend(
                evidence
                    .chain(verify)
                    .filter_map(|line| rows_by(scheme, line)),
            );
        }
    }
    for (_, procedure) in scheme.procedures.iter() {
        for case in procedure.cases() {
            let inventory = procedure.inventory;
            if let CaseConfigurations::OfEntry { attribute, .. } = &case.configurations {
                data.extend(inventory.map(|inventory| Datum::Attribute(inventory, *attribute)));
            }
        }
    }
    for (_, rule) in scheme.rules.iter() {
        if let Act::Same(shared) = &rule.act {
            for one in shared {
                add_shared(scheme, one, &mut data);
            }
        }
    }
    data
}

/// Returns the attribute whose members give the rows of a line.
fn rows_by(scheme: &Scheme, clauses: &Clauses) -> Option<Datum> {
    match clauses.rows {
        Rows::Each { set, second } => {
            second.map(|attribute| Datum::Attribute(scheme.inventory_of(set), attribute))
        }
        Rows::AtLeastOneOf(Among { by, .. }) => Some(Datum::Attribute(by.inventory, by.attribute)),
        Rows::Once | Rows::AtLeastOne(_) => None,
    }
}

/// Adds what a rule compares in the models of a series.
fn add_shared(scheme: &Scheme, shared: &Shared, data: &mut BTreeSet<Datum>) {
    match shared {
        Shared::Fact(fact) => _ = data.insert(Datum::Fact(*fact)),
        Shared::Identity(_) => {}
        Shared::Entries { set, attributes } => {
            let inventory = scheme.inventory_of(*set);
            let all = scheme.inventories[inventory].attributes.ids();
            let is_compared = |one: &AttributeId| attributes.is_empty() || attributes.contains(one);
            let compared = all.filter(is_compared);
            data.extend(compared.map(|attribute| Datum::Attribute(inventory, attribute)));
        }
    }
}

/// Makes the consequences of a scheme.
struct Maker<'s> {
    scheme: &'s Scheme,
    /// Whether conditions that rest on many names are passed over.
    is_narrow: bool,
    consequences: Vec<Consequence>,
    /// What the conditions mention that were passed over.
    passed_over: Vec<Mention>,
}

impl Maker<'_> {
    fn add_all(&mut self) {
        // Documents print those that have a number (L-341).
        let derives = self.scheme.derives.iter();
        for (id, derive) in derives.filter(|(_, derive)| derive.number.given().is_some()) {
            self.add(
                ConsequenceKind::Derive(id),
                None,
                derive.meaning.clone(),
                derive.place,
            );
        }
        self.add_cases();
        for (id, control) in self.scheme.controls.iter() {
            self.add_control(id, control);
        }
        for (id, constraint) in self.scheme.constraints.iter() {
            let condition = constraint.condition.clone();
            self.add(
                ConsequenceKind::Constraint(id),
                None,
                condition,
                constraint.place,
            );
        }
    }

    fn add(&mut self, kind: ConsequenceKind, set: Option<Set>, condition: Condition, place: Place) {
        let (entries, condition) = match set {
            None => (None, condition),
            Some(set) => {
                let (inventory, mut parts) = belonging(self.scheme, set);
                parts.push(condition);
                (Some(inventory), Condition::All(parts))
            }
        };
        let mut mentioned = Vec::new();
        visit_condition(&condition, &mut |mention| mentioned.push(mention));
        if self.is_narrow && rests_on_many(self.scheme, &condition) {
            self.passed_over.extend(mentioned);
            return;
        }
        let mentions = open_mentions(self.scheme, mentioned).into_iter();
        let data = mentions.filter_map(Mention::datum).collect();
        self.consequences.push(Consequence {
            kind,
            entries,
            condition,
            data,
            place,
        });
    }

    fn add_cases(&mut self) {
        for (id, procedure) in self.scheme.procedures.iter() {
            for (number, case) in procedure.cases().enumerate() {
                let (set, condition) = match (&case.condition, procedure.inventory) {
                    (Some(CaseCondition::When(condition)), _) => (None, condition),
                    (Some(CaseCondition::Where(condition)), Some(inventory)) => {
                        (Some(Set::Inventory(inventory)), condition)
                    }
                    (Some(CaseCondition::Where(_)), None) | (None, _) => continue,
                };
                let kind = ConsequenceKind::Case(id, number);
                self.add(kind, set, condition.clone(), case.place);
            }
        }
    }

    fn add_control(&mut self, id: ControlId, control: &Control) {
        let Treatment::Assessed(assessment) = &control.treatment else {
            return;
        };
        let applies = match &assessment.applies {
            Applies::Always => Condition::All(Vec::new()),
            Applies::ForEach(set) => Condition::some(*set, None, control.place),
            Applies::When(condition) => condition.clone(),
        };
        self.add(
            ConsequenceKind::Applies(id),
            None,
            applies.clone(),
            control.place,
        );
        for (number, line) in assessment.evidence.iter().enumerate() {
            let kind = ConsequenceKind::Evidence(id, number);
            self.add_line(kind, &applies, &line.clauses, line.place);
        }
        for (number, line) in assessment.verify.iter().enumerate() {
            let kind = ConsequenceKind::Verify(id, number);
            self.add_line(kind, &applies, &line.clauses, line.place);
        }
    }

    fn add_line(
        &mut self,
        kind: ConsequenceKind,
        applies: &Condition,
        clauses: &Clauses,
        place: Place,
    ) {
        let own = clauses.condition.iter().chain(&clauses.filter);
        let own: Vec<Condition> = own.map(|one| Condition::clone(one)).collect();
        let set = clauses.rows.set();
        if own.is_empty() && set.is_none() {
            return;
        }
        let mut parts = vec![applies.clone()];
        parts.extend(own);
        if let Rows::AtLeastOneOf(Among { each, .. }) = clauses.rows {
            self.add(kind, Some(each), applies.clone(), place);
        }
        self.add(kind, set, Condition::All(parts), place);
    }
}

/// Returns the inventory from which a set is cut, and what an entry of it must meet to belong to the set.
fn belonging(scheme: &Scheme, set: Set) -> (InventoryId, Vec<Condition>) {
    let mut parts = Vec::new();
    let mut set = set;
    // A subset is resolved after the set that it is cut from, so this ends.
    for _ in 0..=scheme.subsets.len() {
        match set {
            Set::Inventory(inventory) => {
                parts.reverse();
                return (inventory, parts);
            }
            Set::Subset(subset) => {
                let row = &scheme.subsets[subset];
                parts.push(row.filter.clone());
                set = row.of;
            }
        }
    }
    (InventoryId::from_index(0), vec![Condition::Broken])
}
