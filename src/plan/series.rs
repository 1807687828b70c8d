//! One product after the other to the whole series (DESIGN M14).

use indexmap::IndexMap;

use crate::logic::Reason;
use crate::model::{ControlId, Depth, EvidenceChoice, LevelId, PartyId, ProcedureId, Treatment};
use crate::model::{Scheme, Target};

use super::control::ControlHere;
use super::lines::LineHere;
use super::types::{
    ControlPlan, EvidenceGround, EvidenceOwed, OwedRows, ProcedureOwed, Row, RowKey, Status,
    VariantStatus,
};

/// A product of the series: its name, `None` for the lead.
pub(super) type Member<'a> = Option<&'a str>;

/// Puts together how a control stands for each product of the series.
pub(super) fn plan_series(
    scheme: &Scheme,
    target: &Target,
    control: ControlId,
    level: Option<LevelId>,
    products: &[(Member<'_>, ControlHere)],
) -> ControlPlan {
    let status = series_status(products);
    let mut plan = ControlPlan {
        control,
        level,
        status,
        reason: series_reason(status, products),
        variants: differing(products),
        evidence: Vec::new(),
        procedures: Vec::new(),
    };
    if let Some(declined) = target.declined.get(&control).filter(|_| status.is_owed()) {
        plan.status = Status::Declined;
        plan.reason = Reason::stated(declined.reason.trim_end_matches('.'));
        plan.variants.clear();
        return plan;
    }
    plan.evidence = united_evidence(products);
    plan.procedures = united_procedures(products);
    if let Treatment::Assessed(assessment) = &scheme.controls[control].treatment {
        let aside = |(_, here): &&(Member<'_>, ControlHere)| here.status == Status::NotApplicable;
        let aside: Vec<Member<'_>> = products.iter().filter(aside).map(|one| one.0).collect();
        let otherwise = assessment.otherwise.iter().filter(|_| !aside.is_empty());
        plan.evidence.extend(otherwise.map(|kind| EvidenceOwed {
            key: scheme.evidence[*kind].key.to_string(),
            choice: EvidenceChoice::Kind(*kind),
            status: Status::Applies,
            open_because: None,
            rows: OwedRows::Once,
            variants: some_of(&aside, products.len()),
            ground: EvidenceGround::Otherwise,
        }));
    }
    plan
}

/// It applies if it applies to any; it is open if none applies and any is open; it is covered if it is for any
/// while it does not apply to others.
fn series_status(products: &[(Member<'_>, ControlHere)]) -> Status {
    let has = |status| products.iter().any(|(_, here)| here.status == status);
    if has(Status::Applies) {
        return Status::Applies;
    }
    if has(Status::Open) {
        return Status::Open;
    }
    if has(Status::Covered) {
        return Status::Covered;
    }
    products
        .first()
        .map_or(Status::Open, |(_, here)| here.status)
}

fn series_reason(status: Status, products: &[(Member<'_>, ControlHere)]) -> Reason {
    let decisive = products.iter().find(|(_, here)| here.status == status);
    let Some((member, here)) = decisive else {
        return Reason::default();
    };
    match member {
        Some(variant) => here.reason.clone().prefixed(&format!("for {variant}: ")),
        None => here.reason.clone(),
    }
}

fn differing(products: &[(Member<'_>, ControlHere)]) -> Vec<VariantStatus> {
    let first = products.first().map(|(_, here)| here.status);
    if products.iter().all(|(_, here)| Some(here.status) == first) {
        return Vec::new();
    }
    products
        .iter()
        .map(|(member, here)| VariantStatus {
            variant: member.map(str::to_owned),
            status: here.status,
            reason: here.reason.clone(),
        })
        .collect()
}

/// Lines with the same key unite their rows, over the lines of a control and over the products.
struct Union<'a> {
    /// The place of its first line in the control.
    at: usize,
    products: Vec<Member<'a>>,
    at_least_one: bool,
    once: bool,
    settled: bool,
    open_because: Option<Reason>,
    rows: IndexMap<RowKey, UnionRow<'a>>,
}

struct UnionRow<'a> {
    row: Row,
    products: Vec<Member<'a>>,
}

impl<'a> Union<'a> {
    fn new(at: usize) -> Self {
        Self {
            at,
            products: Vec::new(),
            at_least_one: false,
            once: false,
            settled: false,
            open_because: None,
            rows: IndexMap::new(),
        }
    }

    fn add(&mut self, member: Member<'a>, at: usize, line: &LineHere) {
        self.at = self.at.min(at);
        if !self.products.contains(&member) {
            self.products.push(member);
        }
        self.settled |= line.status == Status::Applies;
        if self.open_because.is_none() {
            self.open_because.clone_from(&line.open_because);
        }
        match &line.rows {
            OwedRows::Once => self.once = true,
            OwedRows::Each(_) => {}
            OwedRows::AtLeastOne(_) => self.at_least_one = true,
        }
        for row in line.rows.rows() {
            let union = self
                .rows
                .entry(row.key.clone())
                .or_insert_with(|| UnionRow {
                    row: row.clone(),
                    products: Vec::new(),
                });
            if row.status == Status::Applies {
                union.row.status = Status::Applies;
                union.row.open_because = None;
            }
            if !union.products.contains(&member) {
                union.products.push(member);
            }
        }
    }

    fn finish(self, series: usize) -> Owed {
        let status = if self.settled {
            Status::Applies
        } else {
            Status::Open
        };
        let open_because = self.open_because.filter(|_| !self.settled);
        let rows: Vec<Row> = self
            .rows
            .into_values()
            .map(|UnionRow { mut row, products }| {
                row.variants = some_of(&products, series);
                row
            })
            .collect();
        let rows = match (self.at_least_one, rows.is_empty() && self.once) {
            (true, _) => OwedRows::AtLeastOne(rows),
            (false, true) => OwedRows::Once,
            (false, false) => OwedRows::Each(rows),
        };
        let variants = match &rows {
            OwedRows::Once => some_of(&self.products, series),
            OwedRows::Each(_) | OwedRows::AtLeastOne(_) => Vec::new(),
        };
        Owed {
            status,
            open_because,
            rows,
            variants,
        }
    }
}

/// What a union comes to.
struct Owed {
    status: Status,
    open_because: Option<Reason>,
    rows: OwedRows,
    variants: Vec<Option<String>>,
}

/// Names products of a series; none where they are all of it.
fn some_of(products: &[Member<'_>], series: usize) -> Vec<Option<String>> {
    let some = products.iter().filter(|_| products.len() < series);
    some.map(|member| member.map(str::to_owned)).collect()
}

fn united_evidence(products: &[(Member<'_>, ControlHere)]) -> Vec<EvidenceOwed> {
    let mut unions: IndexMap<&str, (&EvidenceChoice, Union<'_>)> = IndexMap::new();
    for (member, here) in products {
        for evidence in &here.evidence {
            let entry = unions.entry(&evidence.key);
            let (_, union) = entry.or_insert_with(|| (&evidence.choice, Union::new(evidence.at)));
            union.add(*member, evidence.at, &evidence.line);
        }
    }
    // A line that the lead does not need may stand before one that it does.
    unions.sort_by(|_, (_, one), _, (_, other)| one.at.cmp(&other.at));
    unions
        .into_iter()
        .map(|(key, (choice, union))| {
            let owed = union.finish(products.len());
            EvidenceOwed {
                key: key.to_owned(),
                choice: choice.clone(),
                status: owed.status,
                open_because: owed.open_because,
                rows: owed.rows,
                variants: owed.variants,
                ground: EvidenceGround::Applies,
            }
        })
        .collect()
}

fn united_procedures(products: &[(Member<'_>, ControlHere)]) -> Vec<ProcedureOwed> {
    type Key = (ProcedureId, Depth, Option<PartyId>);
    let mut unions: IndexMap<Key, Union<'_>> = IndexMap::new();
    for (member, here) in products {
        for procedure in &here.procedures {
            let key = (procedure.procedure, procedure.depth, procedure.witness);
            unions
                .entry(key)
                .or_insert_with(|| Union::new(procedure.at))
                .add(*member, procedure.at, &procedure.line);
        }
    }
    unions.sort_by(|_, one, _, other| one.at.cmp(&other.at));
    unions
        .into_iter()
        .map(|((procedure, depth, witness), union)| {
            let owed = union.finish(products.len());
            ProcedureOwed {
                procedure,
                depth,
                status: owed.status,
                open_because: owed.open_because,
                rows: owed.rows,
                variants: owed.variants,
                witness,
            }
        })
        .collect()
}
