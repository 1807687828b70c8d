//! Which cases of a procedure are carried out: for which entries and products (L-301).

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use super::reach::Reach;
use super::rows::{Products, RowKey, StillOpen};
use super::run::{CaseRows, CaseStanding, RunCase, RunRow};
use super::status::Status;
use crate::logic::{Finding, Reason, Truth};
use crate::model::{
    AttributeStep, Case, CaseCondition, CaseConfigurations, Condition, DepthBlock, Entry,
    InventoryId, Procedure, Repeat, Situation,
};
use crate::proof::Exact;

/// When any of some cases is carried out.
#[derive(Debug, Clone)]
pub(super) enum Occurrence<'a> {
    /// Always.
    Always,
    /// For an entry that meets one of these conditions.
    Where(Vec<&'a Condition>),
    /// For a product that meets one of these conditions.
    When(Vec<&'a Condition>),
}

impl<'a> Occurrence<'a> {
    /// Says when any of some cases is carried out for an entry of the procedure, or once. Where there are cases for each
    /// entry, a case that is carried out once examines none of them.
    pub fn of<I: Iterator<Item = &'a Case>>(cases: impl Fn() -> I) -> Self {
        let per_entry = |case: &&Case| case.repeat == Repeat::PerEntry;
        let has_entries = cases().any(|case| per_entry(&case));
        let mut conditions = Vec::new();
        for case in cases().filter(|case| !has_entries || per_entry(case)) {
            match &case.condition {
                None => return Self::Always,
                Some(condition) => conditions.push(condition),
            }
        }
        match conditions.first() {
            None => Self::Always,
            Some(CaseCondition::Where(_)) => Self::Where(
                conditions
                    .into_iter()
                    .map(CaseCondition::condition)
                    .collect(),
            ),
            Some(CaseCondition::When(_)) => Self::When(
                conditions
                    .into_iter()
                    .map(CaseCondition::condition)
                    .collect(),
            ),
        }
    }
}

/// Says whether any of some conditions holds, given how each is decided.
pub(super) fn any_holds<'a>(
    conditions: &[&'a Condition],
    decide: impl Fn(&'a Condition) -> Truth,
) -> Truth {
    let truths = conditions.iter().map(|condition| decide(condition));
    truths.fold(Truth::No, Truth::or)
}

/// Returns why it is open whether any of some conditions holds.
pub(super) fn why_open<'a>(
    conditions: &[&'a Condition],
    evaluate: impl Fn(&'a Condition) -> Finding,
) -> Reason {
    let findings = conditions.iter().map(|condition| evaluate(condition));
    let open = findings.filter(|finding| finding.truth == Truth::Open);
    Reason::joined(open.map(|finding| finding.reason), ", and ")
}

/// A product of a series with its name; the lead has none.
pub(super) type Named<'p, 'a> = (Option<&'p str>, &'p Exact<'a>);

/// Plans which cases of procedures are carried out.
pub(super) struct CasePlanner<'p, 'a> {
    /// The products of the series, the lead first.
    pub products: Vec<Named<'p, 'a>>,
}

/// A block of a procedure with the rows of a run.
#[derive(Clone, Copy)]
struct BlockRows<'r> {
    procedure: &'r Procedure,
    block: &'r DepthBlock,
    rows: &'r [RunRow],
}

impl<'a> CasePlanner<'_, 'a> {
    /// Returns the cases of a block that are carried out on some rows of a run, with what each is carried out on; `None` if
    /// the block falls away, since none of its cases is carried out on any of them. Without rows, `reach` says which cases
    /// are asked for.
    pub fn plan(
        &self,
        procedure: &'a Procedure,
        block: &'a DepthBlock,
        reach: &Reach,
        rows: &[RunRow],
    ) -> Option<Vec<RunCase>> {
        let asked = |case: &Case| {
            let alone = rows.is_empty() && reach.includes(block, case);
            alone || rows.iter().any(|row| row.reach.includes(block, case))
        };
        let of = BlockRows {
            procedure,
            block,
            rows,
        };
        let plan = |(at, case)| self.plan_case(of, at, case);
        let cases = block.cases.iter().enumerate();
        let cases = cases.filter(|(_, case)| asked(case));
        let cases: Vec<RunCase> = cases.filter_map(plan).collect();
        let reached = rows.iter().enumerate();
        let mut reached = reached
            .filter(|(_, row)| row.reach.touches(block))
            .peekable();
        let stays = block.cases.is_empty()
            || reached.peek().is_none()
            || reached.any(|planned| is_examined(block, &cases, planned));
        stays.then_some(cases)
    }

    /// Plans the case of a block that stands at the place `at`; `None` if it falls away.
    fn plan_case(&self, of: BlockRows<'_>, at: usize, case: &'a Case) -> Option<RunCase> {
        let BlockRows {
            procedure,
            block,
            rows,
        } = of;
        let carried = match (&case.condition, procedure.inventory) {
            (None, _) => CaseRows::All(CaseStanding::default()),
            (Some(CaseCondition::When(condition)), _) => CaseRows::All(self.when(condition)?),
            (Some(CaseCondition::Where(_)), None) => return None,
            (Some(CaseCondition::Where(condition)), Some(inventory)) => {
                let reached = rows.iter().enumerate();
                let reached = reached.filter(|(_, row)| row.reach.includes(block, case));
                let standings: BTreeMap<usize, CaseStanding> = reached
                    .filter_map(|(place, row)| {
                        Some((place, self.on_row(condition, inventory, row)?))
                    })
                    .collect();
                if standings.is_empty() {
                    return None;
                }
                CaseRows::Each(standings)
            }
        };
        let run = RunCase {
            at,
            rows: carried,
            set_up_open: BTreeMap::new(),
        };
        Some(self.with_set_ups(of, case, run))
    }

    /// Adds why it is not known in which configurations a case is carried out on a row.
    fn with_set_ups(&self, of: BlockRows<'_>, case: &Case, mut run: RunCase) -> RunCase {
        let BlockRows {
            procedure,
            block,
            rows,
        } = of;
        let (CaseConfigurations::OfEntry { attribute, .. }, Some(inventory)) =
            (&case.configurations, procedure.inventory)
        else {
            return run;
        };
        let step = AttributeStep {
            inventory,
            attribute: *attribute,
        };
        for (place, row) in rows.iter().enumerate() {
            if row.reach.includes(block, case) && run.on(place).is_some() {
                let open = self.of_row(inventory, row).find_map(|(_, product, entry)| {
                    let settler = || product.tables().attribute_settler(entry, step);
                    let is_open = entry.answer(step.attribute).is_open();
                    is_open.then(settler)
                });
                let reason = open.map(|settler| {
                    let sentence = format!("{} is not known", settler.name);
                    Reason::resting_on(sentence, settler)
                });
                run.set_up_open.extend(reason.map(|reason| (place, reason)));
            }
        }
        run
    }

    /// Returns how a case stands that depends on the product; `None` if it falls away for every product.
    fn when(&self, condition: &'a Condition) -> Option<CaseStanding> {
        let all = self.products.iter().copied();
        let truths = all.map(|(name, product)| (name, product.decide(condition), product));
        standing(truths, |product| product.evaluate(condition))
    }

    /// Returns how a case stands on a row; `None` if it falls away for every product of the row.
    fn on_row(
        &self,
        condition: &'a Condition,
        inventory: InventoryId,
        row: &RunRow,
    ) -> Option<CaseStanding> {
        let key = row.key.as_ref()?;
        if key.id().is_none() {
            // Nothing is known of entries that are not known yet.
            return Some(CaseStanding::open());
        }
        let entries = self.of_row(inventory, row);
        let entries = entries.map(|(name, product, entry)| {
            (name, product.decide_for(condition, entry), (product, entry))
        });
        standing(entries, |(product, entry): (&Exact<'a>, &'a Entry)| {
            product.evaluate_for(condition, entry)
        })
    }

    /// Returns the entry of a row in each product of the series for which the row counts.
    fn of_row<'r>(
        &'r self,
        inventory: InventoryId,
        row: &'r RunRow,
    ) -> impl Iterator<Item = (Option<&'r str>, &'r Exact<'a>, &'a Entry)> {
        let counted: FxHashSet<Option<&str>> = row.variants.iter().map(Option::as_deref).collect();
        let id = row.key.as_ref().and_then(RowKey::id);
        let all = self.products.iter().copied();
        let products = all.filter(move |(name, _)| counted.is_empty() || counted.contains(name));
        products.filter_map(move |(name, product)| {
            let situation: &'a Situation = product.situation();
            Some((name, product, situation.entry(inventory, id?)?))
        })
    }
}

/// Says whether one of the cases of a block is carried out on a row that asks for some of them. Where it asks for cases for
/// each entry, one that is carried out once does not count.
fn is_examined(
    block: &DepthBlock,
    carried_out: &[RunCase],
    (place, row): (usize, &RunRow),
) -> bool {
    let asks = |case: &Case| row.reach.includes(block, case);
    let per_entry = |case: &Case| case.repeat == Repeat::PerEntry;
    let of_entries = block.cases.iter().any(|case| per_entry(case) && asks(case));
    carried_out.iter().any(|run| {
        let case = block.cases.get(run.at);
        let counts = |case: &Case| asks(case) && (per_entry(case) || !of_entries);
        case.is_some_and(counts) && run.on(place).is_some()
    })
}

/// Unites how a case stands for each product: whether it is carried out, and what decides that.
fn standing<'p, T: Copy>(
    products: impl Iterator<Item = (Option<&'p str>, Truth, T)>,
    evaluate: impl Fn(T) -> Finding,
) -> Option<CaseStanding> {
    let all: Vec<_> = products.collect();
    let carried = all.iter().filter(|(_, truth, _)| *truth != Truth::No);
    let settled = carried.clone().any(|(_, truth, _)| *truth == Truth::Yes);
    let count = carried.clone().count();
    if count == 0 {
        return None;
    }
    let names = carried.clone().map(|(name, _, _)| name.map(str::to_owned));
    let products = if count == all.len() {
        Products::default()
    } else {
        names.collect()
    };
    let mut open: Vec<(Reason, Vec<Option<String>>)> = Vec::new();
    for (name, _, of) in carried.filter(|(_, truth, _)| *truth == Truth::Open) {
        let reason = evaluate(*of).reason;
        let name = name.map(str::to_owned);
        let mut known = open.iter_mut();
        match known.find(|(known, _)| known.sentence == reason.sentence) {
            Some((_, names)) => names.push(name),
            None => open.push((reason, vec![name])),
        }
    }
    let mut open = open.into_iter();
    let first = if settled { None } else { open.next() };
    let still_open = open.map(|(because, names)| StillOpen {
        products: names.into(),
        because,
    });
    Some(CaseStanding {
        status: if settled {
            Status::Applies
        } else {
            Status::Open
        },
        open_because: first.map(|(reason, _)| reason),
        still_open: still_open.collect(),
        products,
    })
}

impl CaseStanding {
    /// Makes one that is open, nobody knows why.
    fn open() -> Self {
        Self {
            status: Status::Open,
            ..Self::default()
        }
    }
}
