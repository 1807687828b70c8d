//! Unites the plans of a control for each product of a series.

use indexmap::IndexMap;
use rustc_hash::{FxBuildHasher, FxHashMap};
use thin_vec::ThinVec;

use super::control::ControlHere;
use super::lines::LineHere;
use super::owed::{
    ControlPlan, EvidenceGround, EvidenceOwed, OwedLine, ProcedureOwed, VariantStatus,
};
use super::rows::{OwedRows, Products, Row, RowKey, StillOpen};
use super::status::Status;
use crate::logic::Reason;
use crate::model::{
    CaseId, ControlId, Depth, EvidenceChoice, LevelId, PartyId, ProcedureId, Scheme, Target,
    Treatment,
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
            answers: Vec::new(),
            procedures: Vec::new(),
        };
        let declined = self.target.declined.get(&control);
        if let Some(declined) = declined.filter(|_| status.is_owed()) {
            plan.status = Status::Declined;
            plan.reason = Reason::stated(declined.reason.trim_end_matches('.'));
            plan.variants.clear();
            return plan;
        }
        let owed = self.unite_evidence(standings).into_iter();
        let is_paper = |owed: &EvidenceOwed| owed.answers(self.scheme).is_none();
        (plan.evidence, plan.answers) = owed.partition(is_paper);
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
                    still_open: ThinVec::new(),
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
        type Key<'k> = (
            ProcedureId,
            &'k [CaseId],
            Option<&'k RowKey>,
            Depth,
            Option<PartyId>,
        );
        let mut unions: IndexMap<Key<'_>, Union<'_>> = IndexMap::new();
        for (number, standing) in standings.iter().enumerate() {
            for procedure in &standing.here.procedures {
                let key = (
                    procedure.procedure,
                    &*procedure.cases,
                    procedure.line.each.as_ref(),
                    procedure.depth,
                    procedure.witness,
                );
                let union = unions.entry(key).or_default();
                union.add(number, procedure.at, &procedure.line);
            }
        }
        unions.sort_by(|_, a, _, b| a.at.cmp(&b.at));
        unions
            .into_iter()
            .map(
                |((procedure, cases, each, depth, witness), union)| ProcedureOwed {
                    procedure,
                    cases: cases.into(),
                    each: each.cloned(),
                    depth,
                    line: self.finish(&union),
                    witness,
                },
            )
            .collect()
    }

    fn finish(&mut self, union: &Union<'_>) -> OwedLine {
        let mut products = OfProducts::default();
        for (number, line) in &union.lines {
            products.add(*number, line.open_because.as_ref());
        }
        let (status, open_because, still_open) = products.unite(self);
        let rows = self.unite_rows(union, status);
        OwedLine {
            status,
            open_because,
            still_open,
            variants: match &rows {
                OwedRows::Once | OwedRows::AtLeastOne(_) => self.list(&products.numbers()),
                OwedRows::Each(_) => Products::default(),
            },
            rows,
        }
    }

    /// Unites the rows of lines. If some of the lines are certainly owed, the rows of the other lines are open. The same holds for
    /// the products for which a line is not certainly owed.
    fn unite_rows(&mut self, union: &Union<'_>, status: Status) -> OwedRows {
        if let [(_, only)] = union.lines.as_slice()
            && self.target.variants.is_empty()
        {
            return only.rows.clone();
        }
        let mut united: IndexMap<&RowKey, (&Row, OfProducts<'_>), FxBuildHasher> =
            IndexMap::default();
        let mut once = false;
        let mut at_least_one = false;
        for (number, line) in &union.lines {
            match &line.rows {
                OwedRows::Once => once = true,
                OwedRows::Each(_) => {}
                OwedRows::AtLeastOne(_) => at_least_one = true,
            }
            let of_line = line.open_because.as_ref();
            let of_line = of_line.filter(|_| status == Status::Applies);
            for row in line.rows.rows() {
                let entry = united.entry(&row.key);
                let (_, products) = entry.or_insert_with(|| (row, OfProducts::default()));
                products.add(*number, row.open_because.as_ref().or(of_line));
            }
        }
        let rows = united.into_values().map(|(row, products)| {
            let (status, open_because, still_open) = products.unite(self);
            Row {
                key: row.key.clone(),
                status,
                open_because,
                still_open,
                variants: self.list(&products.numbers()),
                place: row.place,
            }
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
    let answer = |standing: &'_ Standing<'_>| {
        let here = &standing.here;
        let why_open = (here.status == Status::Open).then(|| here.reason.sentence.clone());
        (here.status, why_open)
    };
    let first = standings.first().map(answer);
    if standings.iter().all(|one| Some(answer(one)) == first) {
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
}

/// How something stands for each product of a series that has it, in the order of the series.
#[derive(Debug, Default)]
struct OfProducts<'a>(Vec<OfProduct<'a>>);

#[derive(Debug)]
struct OfProduct<'a> {
    /// The number of the product, 0 for the lead.
    number: usize,
    is_settled: bool,
    /// Why it is open for the product, where it is not settled by anything else.
    open: Vec<&'a Reason>,
}

impl<'a> OfProducts<'a> {
    /// Adds that something settles it for a product, or why that is open. The products must be added one after another.
    fn add(&mut self, number: usize, open: Option<&'a Reason>) {
        if self.0.last().is_none_or(|last| last.number != number) {
            self.0.push(OfProduct {
                number,
                is_settled: false,
                open: Vec::new(),
            });
        }
        if let Some(last) = self.0.last_mut() {
            last.is_settled |= open.is_none();
            last.open.extend(open);
        }
    }

    fn numbers(&self) -> Vec<usize> {
        self.0.iter().map(|product| product.number).collect()
    }

    /// Returns how it stands for the series: settled if it is for any product; why it is open; and what else is open for
    /// single products.
    fn unite(
        &self,
        planner: &mut SeriesPlanner<'_>,
    ) -> (Status, Option<Reason>, ThinVec<StillOpen>) {
        let mut reasons: IndexMap<&str, (&Reason, Vec<usize>)> = IndexMap::new();
        for product in self.0.iter().filter(|product| !product.is_settled) {
            for reason in &product.open {
                let known = reasons.entry(&reason.sentence);
                let (_, numbers) = known.or_insert_with(|| (reason, Vec::new()));
                if numbers.last() != Some(&product.number) {
                    numbers.push(product.number);
                }
            }
        }
        let is_settled = self.0.iter().any(|product| product.is_settled);
        let mut reasons = reasons.into_values();
        let first = if is_settled { None } else { reasons.next() };
        let still_open = reasons.map(|(because, numbers)| StillOpen {
            products: planner.list(&numbers),
            because: because.clone(),
        });
        let still_open = still_open.collect();
        let status = if is_settled {
            Status::Applies
        } else {
            Status::Open
        };
        (status, first.map(|(reason, _)| reason.clone()), still_open)
    }
}
