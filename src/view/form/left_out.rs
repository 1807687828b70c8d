//! The entries for which a requirement asks for nothing, though it asks for something for others of their kind, and why.

use indexmap::IndexMap;
use rustc_hash::FxHashSet;
use serde::Serialize;

use crate::logic::Truth;
use crate::model::{Assessment, Clauses, Condition, Entry, Set, Treatment};
use crate::plan::{ControlPlan, RowKey};
use crate::proof::{Exact, Laws};
use crate::source::Text;
use crate::view::basis::Basis;
use crate::view::series::situation;

/// Entries that are left out for one reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct LeftOutView {
    /// The entries, in the order of the product file.
    pub entries: Vec<Text>,
    /// Why, of each of them: `kind is usb (USB)`.
    pub because: String,
}

/// Finds what requirements leave out, in a series of products.
pub(super) struct LeftOut<'b, 'a> {
    basis: &'b Basis<'a>,
    products: Vec<Exact<'a>>,
}

impl<'b, 'a> LeftOut<'b, 'a> {
    pub(super) fn new(basis: &'b Basis<'a>) -> Self {
        let laws = Laws::of(basis.scheme);
        let situations = (0..).map_while(|number| situation(basis, number));
        let products = situations.map(|one| Exact::new(&laws, one));
        Self {
            basis,
            products: products.collect(),
        }
    }

    /// Shows what a requirement leaves out, by the reason of the first of its lines.
    pub(super) fn view(&self, plan: &'a ControlPlan) -> Vec<LeftOutView> {
        let control = &self.basis.scheme.controls[plan.control];
        let Treatment::Assessed(assessment) = &control.treatment else {
            return Vec::new();
        };
        let rows = plan.lines().flat_map(|line| line.rows.rows());
        let owed = rows.filter_map(|row| known_entry(&row.key));
        let mut said: FxHashSet<(&str, &str)> = owed.collect();
        let mut grouped: IndexMap<String, Vec<Text>> = IndexMap::new();
        let scheme = self.basis.scheme;
        for clauses in lines(assessment, plan) {
            let Some(set) = clauses.rows.set() else {
                continue;
            };
            let inventory = scheme.inventory_of(set);
            let key = scheme.inventories[inventory].key.as_str();
            for product in &self.products {
                if !is_owed(product, clauses) {
                    continue;
                }
                for entry in product.situation().entries(inventory) {
                    if said.contains(&(key, entry.id.as_str())) {
                        continue;
                    }
                    if let Some(because) = why(product, set, clauses.filter.as_deref(), entry) {
                        said.insert((key, entry.id.as_str()));
                        let name = format!("{key}.{}", entry.id);
                        let because = because.replace(&format!("{name}."), "");
                        grouped.entry(because).or_default().push(name.into());
                    }
                }
            }
        }
        let views = grouped.into_iter();
        views
            .map(|(because, entries)| LeftOutView { entries, because })
            .collect()
    }
}

/// Returns the clauses of the lines of a level, those of evidence first.
fn lines<'a>(
    assessment: &'a Assessment,
    plan: &'a ControlPlan,
) -> impl Iterator<Item = &'a Clauses> {
    let level = plan.level;
    let evidence = assessment.evidence.iter();
    let evidence = evidence.filter(move |line| line.levels.contains(level));
    let verify = assessment.verify.iter();
    let verify = verify.filter(move |line| line.depths_at(level).is_some());
    let evidence = evidence.map(|line| &line.clauses);
    evidence.chain(verify.map(|line| &line.clauses))
}

/// Says whether a line may be owed by a product.
fn is_owed<'a>(product: &Exact<'a>, clauses: &'a Clauses) -> bool {
    let condition = clauses.condition.as_deref();
    condition.is_none_or(|condition| product.decide(condition) != Truth::No)
}

/// Returns why a line is not owed for an entry; `None` if another thing than the set and the filter decides it.
fn why<'a>(
    product: &Exact<'a>,
    set: Set,
    filter: Option<&'a Condition>,
    entry: &'a Entry,
) -> Option<String> {
    let of_set = product.belongs(set, entry);
    if of_set.truth == Truth::No {
        return Some(of_set.reason.sentence.as_str().to_owned());
    }
    let of_filter = product.evaluate_for(filter?, entry);
    (of_filter.truth == Truth::No).then(|| of_filter.reason.sentence.as_str().to_owned())
}

/// Returns inventory and id of the entry of a row, if it is known.
fn known_entry(key: &RowKey) -> Option<(&str, &str)> {
    Some((key.inventory(), key.id()?))
}
