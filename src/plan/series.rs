//! Unites the plans of a control for each product of a series.

use indexmap::IndexMap;
use rustc_hash::{FxBuildHasher, FxHashMap};

use super::control::ControlHere;
use super::lines::LineHere;
use super::owed::{
    ControlPlan, EvidenceGround, EvidenceOwed, OwedLine, ProcedureOwed, VariantStatus,
};
use super::rows::{OwedRows, Products, Row, RowKey};
use super::status::Status;
use crate::logic::Reason;
use crate::model::{
    ControlId, Depth, EvidenceChoice, LevelId, PartyId, ProcedureId, Scheme, Target, Treatment,
};
use crate::source::Text;

/// The plan of a control for one product of the series.
pub(super) struct Standing<'a> {
    /// The name of the product; `None` for the lead.
    pub product: Option<&'a str>,
    pub here: ControlHere,
}

/// Plans controls for a series. Equal lists of products are shared.
#[derive(Debug)]
pub(super) struct SeriesPlanner<'a> {
    scheme: &'a Scheme,
    target: &'a Target,
    lists: FxHashMap<Vec<usize>, Products>,
}

impl<'a> SeriesPlanner<'a> {
    pub fn new(scheme: &'a Scheme, target: &'a Target) -> Self {
        Self {
            scheme,
            target,
            lists: FxHashMap::default(),
        }
    }

    /// Unites the plans of a control for each product of the series.
    pub fn plan_control(
        &mut self,
        control: ControlId,
        level: Option<LevelId>,
        standings: &[Standing<'_>],
    ) -> ControlPlan {
        let status = series_status(standings);
        let mut plan = ControlPlan {
            control,
            level,
            status,
            reason: series_reason(status, standings),
            variants: differing(standings),
            evidence: Vec::new(),
            procedures: Vec::new(),
        };
        let declined = self.target.declined.get(&control);
        if let Some(declined) = declined.filter(|_| status.is_owed()) {
            plan.status = Status::Declined;
            plan.reason = Reason::stated(declined.reason.trim_end_matches('.'));
            plan.variants.clear();
            return plan;
        }
        plan.evidence = self.unite_evidence(standings);
        plan.evidence.extend(self.otherwise(control, standings));
        plan.procedures = self.unite_procedures(standings);
        plan
    }

    /// Returns the evidence that is owed because the control does not apply to some products of the series (L-122).
    fn otherwise(&mut self, control: ControlId, standings: &[Standing<'_>]) -> Vec<EvidenceOwed> {
        let Treatment::Assessed(assessment) = &self.scheme.controls[control].treatment else {
            return Vec::new();
        };
        let aside: Vec<usize> = standings
            .iter()
            .enumerate()
            .filter(|(_, one)| one.here.status == Status::NotApplicable)
            .map(|(number, _)| number)
            .collect();
        if aside.is_empty() || assessment.otherwise.is_empty() {
            return Vec::new();
        }
        let variants = self.list(&aside);
        assessment
            .otherwise
            .iter()
            .map(|kind| EvidenceOwed {
                key: self.scheme.evidence[*kind].key.clone(),
                choice: EvidenceChoice::Kind(*kind),
                line: OwedLine {
                    status: Status::Applies,
                    open_because: None,
                    rows: OwedRows::Once,
                    variants: Products::clone(&variants),
                },
                ground: EvidenceGround::Otherwise,
            })
            .collect()
    }

    fn unite_evidence(&mut self, standings: &[Standing<'_>]) -> Vec<EvidenceOwed> {
        let mut unions: IndexMap<&Text, (&EvidenceChoice, Union<'_>)> = IndexMap::new();
        for (number, standing) in standings.iter().enumerate() {
            for evidence in &standing.here.evidence {
                let union = unions.entry(&evidence.key);
                let (_, union) = union.or_insert_with(|| (&evidence.choice, Union::default()));
                union.add(number, evidence.at, &evidence.line);
            }
        }
        // A line that the lead does not need may come before a line that it needs.
        unions.sort_by(|_, (_, a), _, (_, b)| a.at.cmp(&b.at));
        unions
            .into_iter()
            .map(|(key, (choice, union))| EvidenceOwed {
                key: key.clone(),
                choice: choice.clone(),
                line: self.finish(&union),
                ground: EvidenceGround::Applies,
            })
            .collect()
    }

    fn unite_procedures(&mut self, standings: &[Standing<'_>]) -> Vec<ProcedureOwed> {
        type Key = (ProcedureId, Depth, Option<PartyId>);
        let mut unions: IndexMap<Key, Union<'_>> = IndexMap::new();
        for (number, standing) in standings.iter().enumerate() {
            for procedure in &standing.here.procedures {
                let key = (procedure.procedure, procedure.depth, procedure.witness);
                let union = unions.entry(key).or_default();
                union.add(number, procedure.at, &procedure.line);
            }
        }
        unions.sort_by(|_, a, _, b| a.at.cmp(&b.at));
        unions
            .into_iter()
            .map(|((procedure, depth, witness), union)| ProcedureOwed {
                procedure,
                depth,
                line: self.finish(&union),
                witness,
            })
            .collect()
    }

    fn finish(&mut self, union: &Union<'_>) -> OwedLine {
        let lines = || union.lines.iter().map(|(_, line)| *line);
        let settled = lines().any(|line| line.status == Status::Applies);
        let because = || lines().find_map(|line| line.open_because.clone());
        let rows = self.unite_rows(union);
        let products: Vec<usize> = union.products().collect();
        OwedLine {
            status: if settled {
                Status::Applies
            } else {
                Status::Open
            },
            open_because: if settled { None } else { because() },
            variants: match &rows {
                OwedRows::Once => self.list(&products),
                OwedRows::Each(_) | OwedRows::AtLeastOne(_) => Products::default(),
            },
            rows,
        }
    }

    fn unite_rows(&mut self, union: &Union<'_>) -> OwedRows {
        if let [(_, only)] = union.lines.as_slice()
            && self.target.variants.is_empty()
        {
            return only.rows.clone();
        }
        let mut united: IndexMap<&RowKey, (Row, Vec<usize>), FxBuildHasher> = IndexMap::default();
        let mut once = false;
        let mut at_least_one = false;
        for (number, line) in &union.lines {
            match &line.rows {
                OwedRows::Once => once = true,
                OwedRows::Each(_) => {}
                OwedRows::AtLeastOne(_) => at_least_one = true,
            }
            for row in line.rows.rows() {
                let entry = united.entry(&row.key);
                let (kept, products) = entry.or_insert_with(|| (row.clone(), Vec::new()));
                if row.status == Status::Applies {
                    kept.status = Status::Applies;
                    kept.open_because = None;
                }
                if products.last() != Some(number) {
                    products.push(*number);
                }
            }
        }
        let rows = united.into_values().map(|(row, products)| Row {
            variants: self.list(&products),
            ..row
        });
        let rows: Vec<Row> = rows.collect();
        match (at_least_one, rows.is_empty() && once) {
            (true, _) => OwedRows::AtLeastOne(rows.into()),
            (false, true) => OwedRows::Once,
            (false, false) => OwedRows::Each(rows.into()),
        }
    }

    /// Returns the list of products with these numbers, the lead being 0; empty if they are the whole series.
    fn list(&mut self, products: &[usize]) -> Products {
        let variants = &self.target.variants;
        if products.len() > variants.len() {
            return Products::default();
        }
        if let Some(known) = self.lists.get(products) {
            return Products::clone(known);
        }
        let name = |number: &usize| {
            let variant = variants.get(number.checked_sub(1)?)?;
            Some(variant.key.clone())
        };
        let list: Products = products.iter().map(name).collect();
        self.lists.insert(products.to_vec(), Products::clone(&list));
        list
    }
}

/// Returns the status for the series: `Applies` if it applies to any product, otherwise `Open` if it is open for any,
/// otherwise `Covered` if it is covered for any.
fn series_status(standings: &[Standing<'_>]) -> Status {
    let statuses = || standings.iter().map(|standing| standing.here.status);
    let decisive = [Status::Applies, Status::Open, Status::Covered];
    let decisive = decisive
        .into_iter()
        .find(|status| statuses().any(|own| own == *status));
    decisive.or(statuses().next()).unwrap_or(Status::Open)
}

fn series_reason(status: Status, standings: &[Standing<'_>]) -> Reason {
    let decisive = standings
        .iter()
        .find(|standing| standing.here.status == status);
    let Some(Standing { product, here }) = decisive else {
        return Reason::default();
    };
    match product {
        Some(variant) => here.reason.clone().prefixed(&format!("for {variant}: ")),
        None => here.reason.clone(),
    }
}

fn differing(standings: &[Standing<'_>]) -> Vec<VariantStatus> {
    let first = standings.first().map(|standing| standing.here.status);
    if standings
        .iter()
        .all(|standing| Some(standing.here.status) == first)
    {
        return Vec::new();
    }
    standings
        .iter()
        .map(|standing| VariantStatus {
            variant: standing.product.map(str::to_owned),
            status: standing.here.status,
            reason: standing.here.reason.clone(),
        })
        .collect()
}

/// Lines of a control with the same key, over all products. Their rows are united.
#[derive(Default)]
struct Union<'a> {
    /// The place of the first line in the control.
    at: usize,
    /// The lines with the numbers of their products, in the order of the series.
    lines: Vec<(usize, &'a LineHere)>,
}

impl<'a> Union<'a> {
    fn add(&mut self, product: usize, at: usize, line: &'a LineHere) {
        self.at = if self.lines.is_empty() {
            at
        } else {
            self.at.min(at)
        };
        self.lines.push((product, line));
    }

    /// Returns the numbers of the products, each once.
    fn products(&self) -> impl Iterator<Item = usize> {
        let mut before = None;
        self.lines
            .iter()
            .map(|(number, _)| *number)
            .filter(move |number| before.replace(*number) != Some(*number))
    }
}
