//! Gaps: places at which the way from a control to its verdict is broken or not known yet.

use indexmap::IndexMap;
use rustc_hash::FxHashSet;
use serde::Serialize;

use super::basis::Basis;
use super::no_entry::view_no_entry;
use super::reasons::SettlerView;
use super::refs::inventory_title;
use super::rows::{in_brackets, open_parts, open_standings};
use super::series::{ProductNames, owed_products};
use crate::logic::Reason;
use crate::model::Treatment;
use crate::plan::{ControlPlan, OwedLine, OwedRows, ProcedureOwed, Products, RowKey, Status};
use crate::source::Text;

/// A gap on the way from a control to its verdict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Gap {
    /// The kind.
    pub kind: GapKind,
    /// The control or the evidence kind.
    pub subject: Text,
    /// The description, as a sentence without its full stop.
    pub says: String,
    /// The data of the product file that would settle it.
    pub settled_by: Vec<SettlerView>,
}

/// The kind of a gap.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum GapKind {
    /// It is open whether a control applies or an obligation is owed.
    Open,
    /// A control calls for neither evidence nor procedures, so it has no verdict (L-144).
    CallsForNothing,
    /// A control calls for no evidence.
    NoEvidence,
    /// No procedure verifies a control.
    NoProcedure,
    /// An obligation is owed for entries that are not known yet.
    EntriesUnknown,
    /// An obligation is owed for at least one entry, and there is none.
    NoEntry,
    /// A kind of evidence is in no section of a form.
    NoSection,
    /// A procedure has no case at a depth.
    DepthEmpty,
    /// A control is covered by controls of which none applies.
    CoveredByNone,
}

/// Finds all gaps: the gaps of controls in the order of the scheme, then those of evidence kinds.
pub(super) fn find_gaps(basis: &Basis<'_>) -> Vec<Gap> {
    let mut gaps = Vec::new();
    for plan in &basis.plan.controls {
        gaps_of_control(basis, plan, &mut gaps);
    }
    for (id, kind) in basis.scheme.evidence.iter() {
        let edition = &basis.scheme.edition;
        let has_place = edition.forms.is_empty() || kind.places_in(edition).next().is_some();
        if !has_place && !basis.lookups.wanted_by(id).is_empty() {
            let says = format!("no section of a form holds {}", kind.title);
            gaps.push(gap(GapKind::NoSection, &kind.key, says));
        }
    }
    gaps
}

fn gap(kind: GapKind, subject: &str, says: impl Into<String>) -> Gap {
    Gap {
        kind,
        subject: subject.into(),
        says: says.into(),
        settled_by: Vec::new(),
    }
}

/// Adds the data that would settle a gap.
fn settled(basis: &Basis<'_>, reason: Option<&Reason>, gap: Gap) -> Gap {
    let settlers = reason.into_iter().flat_map(|reason| &reason.settled_by);
    Gap {
        settled_by: settlers.map(|settler| basis.settler(settler)).collect(),
        ..gap
    }
}

fn gaps_of_control(basis: &Basis<'_>, plan: &ControlPlan, gaps: &mut Vec<Gap>) {
    let name = &basis.scheme.controls[plan.control].name;
    for (products, reason) in open_standings(plan) {
        let says = match products.as_str() {
            "" => reason.sentence.to_string(),
            products => format!("{}{products}", reason.sentence),
        };
        gaps.push(settled(basis, Some(reason), gap(GapKind::Open, name, says)));
    }
    if plan.status.is_owed() {
        let bare = bare(basis, plan).into_iter();
        gaps.extend(bare.map(|(kind, says)| gap(kind, name, says)));
    }
    if plan.status == Status::Covered && !is_covered(basis, plan) {
        let says = "none of the controls that cover it applies";
        let says = format!("{says}{}", at_level(basis));
        gaps.push(gap(GapKind::CoveredByNone, name, says));
    }
    for owed in plan.papers_and_answers() {
        gaps.extend(open_obligation(basis, plan, &owed.key, &owed.line));
        gaps.extend(no_entry(basis, name, &owed.key, (None, &owed.line)));
        gaps.extend(unknown_entries(basis, name, &owed.key, &owed.line.rows));
    }
    for owed in &plan.procedures {
        let key = owed.name(basis.scheme);
        gaps.extend(open_obligation(basis, plan, &key, &owed.line));
        if owed.each.is_none() || owed.line.status == Status::Applies {
            gaps.extend(no_entry(
                basis,
                name,
                &key,
                (owed.each.as_ref(), &owed.line),
            ));
            gaps.extend(unknown_entries(basis, name, &key, &owed.line.rows));
        }
        gaps.extend(gap_of_depth(basis, name, owed));
    }
}

/// Finds the products for which a control calls for no evidence or no procedure. Where that is the same for each product to
/// which the control applies, none is named.
fn bare(basis: &Basis<'_>, plan: &ControlPlan) -> Vec<(GapKind, String)> {
    let papers = Owing::of(plan.papers_and_answers().map(|owed| &owed.line));
    let procedures = Owing::of(plan.procedures.iter().map(|owed| &owed.line));
    let owed = owed_products(basis, plan);
    let mut lacking: IndexMap<[bool; 2], Vec<Option<String>>> = IndexMap::new();
    for product in owed.products().iter() {
        let lacks = [&papers, &procedures].map(|owing| !owing.include(product));
        lacking.entry(lacks).or_default().push(product.clone());
    }
    let is_same = lacking.len() == 1;
    let gap = |(lacks, products): ([bool; 2], Vec<Option<String>>)| {
        let (kind, says) = says_bare(basis, plan, lacks)?;
        let named = ProductNames::of(&products.into());
        let named = Some(named).filter(|_| !is_same).unwrap_or_default();
        Some((kind, format!("{says}{}", in_brackets(&named))))
    };
    lacking.into_iter().filter_map(gap).collect()
}

/// Says that a control calls for no evidence, no procedure, or neither; nothing if it calls for both.
fn says_bare(
    basis: &Basis<'_>,
    plan: &ControlPlan,
    [evidence, procedures]: [bool; 2],
) -> Option<(GapKind, String)> {
    use GapKind::{CallsForNothing, NoEvidence, NoProcedure};
    let at = at_level(basis);
    Some(match (evidence, procedures) {
        (true, true) => (
            CallsForNothing,
            format!("it calls for no evidence and no procedure{at}, so nothing can decide it"),
        ),
        (true, false) => (NoEvidence, format!("it calls for no evidence{at}")),
        (false, true) if asks_for_procedure(basis, plan) => (
            NoProcedure,
            "no entry of the product meets the conditions of its procedures".to_owned(),
        ),
        (false, true) => (NoProcedure, format!("no procedure verifies it{at}")),
        (false, false) => return None,
    })
}

/// The products of a series that owe at least one of some obligations.
struct Owing<'a> {
    /// Whether one of the obligations is owed by all products.
    all: bool,
    products: FxHashSet<&'a Option<String>>,
}

impl<'a> Owing<'a> {
    fn of(lines: impl Iterator<Item = &'a OwedLine>) -> Self {
        let mut owing = Self {
            all: false,
            products: FxHashSet::default(),
        };
        for line in lines {
            match &line.rows {
                OwedRows::Once | OwedRows::AtLeastOne(_) => owing.add(&line.variants),
                OwedRows::Each(rows) => rows.iter().for_each(|row| owing.add(&row.variants)),
            }
        }
        owing
    }

    /// Adds products; an empty list stands for all.
    fn add(&mut self, products: &'a Products) {
        self.all |= products.is_empty();
        self.products.extend(products.iter());
    }

    #[expect(clippy::ref_option, reason = "products are kept so")]
    fn include(&self, product: &Option<String>) -> bool {
        self.all || self.products.contains(product)
    }
}

/// Returns the words that limit a sentence to the level; none in an edition without levels.
fn at_level(basis: &Basis<'_>) -> &'static str {
    if basis.plan.level.is_some() {
        " at this level"
    } else {
        ""
    }
}

/// Says whether a control asks for a procedure at its level, whatever the product.
fn asks_for_procedure(basis: &Basis<'_>, plan: &ControlPlan) -> bool {
    match &basis.scheme.controls[plan.control].treatment {
        Treatment::Assessed(assessment) => assessment
            .verify
            .iter()
            .any(|line| line.depths_at(plan.level).is_some()),
        Treatment::Covered { .. } | Treatment::NotAssessed { .. } => false,
    }
}

fn is_covered(basis: &Basis<'_>, plan: &ControlPlan) -> bool {
    let Treatment::Covered { by, .. } = &basis.scheme.controls[plan.control].treatment else {
        return true;
    };
    let mut plans = by
        .iter()
        .filter_map(|cover| basis.plan.controls.find(cover));
    plans.any(|cover| cover.status.is_owed() || cover.status == Status::Covered)
}

/// Finds what is open about an obligation, with a gap for each reason. A reason that repeats that of the control, and
/// entries that are not known yet, have gaps of their own.
fn open_obligation(basis: &Basis<'_>, plan: &ControlPlan, key: &str, line: &OwedLine) -> Vec<Gap> {
    let name = &basis.scheme.controls[plan.control].name;
    let is_own = |reason: &Reason| {
        let mut own = plan.open_reasons();
        own.any(|own| own.sentence == reason.sentence)
    };
    open_parts(line, RowKey::text)
        .into_iter()
        .filter(|part| !is_own(part.reason))
        .map(|part| {
            let says = format!("{key}{}: {}", part.phrase, part.reason.sentence);
            settled(basis, Some(part.reason), gap(GapKind::Open, name, says))
        })
        .collect()
}

/// Finds the products that have no entry where at least one is wanted.
fn no_entry(
    basis: &Basis<'_>,
    name: &str,
    key: &str,
    (each, line): (Option<&RowKey>, &OwedLine),
) -> Vec<Gap> {
    let without = view_no_entry(basis, each, line).into_iter();
    let says = without.map(|one| match one.variant {
        Some(variant) => {
            format!("{key} requires at least one entry, but there is none ({variant})")
        }
        None => format!("{key} requires at least one entry, but there is none"),
    });
    says.map(|says| gap(GapKind::NoEntry, name, says)).collect()
}

fn unknown_entries(basis: &Basis<'_>, name: &str, key: &str, rows: &OwedRows) -> Option<Gap> {
    let rows = match rows {
        OwedRows::Once => return None,
        OwedRows::Each(rows) | OwedRows::AtLeastOne(rows) => rows,
    };
    rows.iter().find_map(|row| match &row.key {
        RowKey::Unknown { inventory } => {
            let title = inventory_title(basis.scheme, inventory);
            let says = format!("{key} is owed for entries that are not known yet: {title}");
            let unknown = gap(GapKind::EntriesUnknown, name, says);
            Some(settled(basis, row.open_because.as_ref(), unknown))
        }
        RowKey::Entry { .. } | RowKey::Pair { .. } => None,
    })
}

fn gap_of_depth(basis: &Basis<'_>, name: &str, owed: &ProcedureOwed) -> Option<Gap> {
    let procedure = &basis.scheme.procedures[owed.procedure];
    let mut blocks = procedure.blocks(owed.depth);
    let says = || {
        let (key, depth) = (&procedure.key, basis.scheme.printed(owed.depth.word()));
        format!("{key} has no case at depth {depth}")
    };
    let empty = blocks.all(|block| block.cases.is_empty());
    empty.then(|| gap(GapKind::DepthEmpty, name, says()))
}
