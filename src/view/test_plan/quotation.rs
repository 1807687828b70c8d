//! The quotation: hours, what more samples would save, and what hangs on open questions.

use std::collections::BTreeMap;

use serde::Serialize;

use super::calendar::view_calendar;
use super::effort::{EffortTotals, last_day, view_effort};
use super::prices::{PriceList, price_of};
use super::run_refs::{RunRef, run_ref};
use super::runs::{RunView, view_runs};
use super::samples::{WantedSamples, view_wanted_samples};
use crate::model::{Depths, Phase, PhaseId, RoleId, Slot, SlotPart, SlotWord, Titled};
use crate::plan::{RunEffort, find_sample_options};
use crate::source::Text;
use crate::view::basis::Basis;
use crate::view::blank::{Blank, part_blank};
use crate::view::document_schema::DocumentSchema;
use crate::view::head::HeadView;
use crate::view::laboratory::{LaboratoryView, view_laboratory};
use crate::view::open::{OpenView, find_questions};
use crate::view::plan_blanks::{BlankView, view_quotation_issue};
use crate::view::product::{ContactView, IdentityView, view_product};
use crate::view::refs::RefView;
use crate::view::texts::{WordView, depths_view};

/// The quotation of the laboratory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct QuotationView {
    /// The schema of this document: its name and version.
    #[cfg_attr(test, schemars(with = "String", extend("const" = DocumentSchema::Quotation.word())))]
    pub schema: DocumentSchema,
    /// The head that all documents share.
    pub head: HeadView,
    /// Number, issue and validity of the quotation.
    pub issue: Vec<BlankView>,
    /// The laboratory, as far as it says who it is.
    pub laboratory: Option<LaboratoryView>,
    /// The identity of the product.
    pub identity: Vec<IdentityView>,
    /// The applicant for the certificate.
    pub applicant: ContactView,
    /// The number of planned procedures.
    pub procedures: usize,
    /// The effort of all procedures.
    pub effort: EffortTotals,
    /// The attended work by role, with room for rate and price; a single line if the scheme has no roles.
    pub lines: Vec<QuotedRole>,
    /// The phases that are the columns of the lines; empty if the edition has no phases.
    pub phases: Vec<RefView>,
    /// The samples wanted, by kind, state and batch.
    pub samples: Vec<WantedSamples>,
    /// What one more sample would save, the greatest gain first.
    pub options: Vec<OptionOfSample>,
    /// The open questions, with the work that hangs on each.
    pub open: Vec<QuotedQuestion>,
    /// The procedures that the accreditation does not cover; none if nothing is known of an accreditation.
    pub out_of_scope: Vec<RunRef>,
    /// The dates of the working days, in order; empty if no first day is given.
    pub calendar: Vec<String>,
    /// The price of all work, if the laboratory has a rate for each role.
    pub sum: Option<PriceView>,
    /// The slot for the price of all.
    pub total: Blank,
}

/// A price.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct PriceView {
    /// The amount with its currency: `INR 12,600`.
    pub amount: String,
    /// What remains of it whatever the answers to open questions are; `None` if nothing depends on them.
    pub at_least: Option<String>,
}

/// An open question, and what hangs on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct QuotedQuestion {
    /// The question.
    #[serde(flatten)]
    pub question: OpenView,
    /// The price of the work that depends on it, if the laboratory has the rates.
    pub price: Option<String>,
}

/// The attended work of a role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct QuotedRole {
    /// The key; `None` for work without a role.
    pub key: Option<Text>,
    /// The title.
    pub title: Text,
    /// The minutes in each phase, in the order of the phases; those in no phase last, if there are any.
    pub minutes: Vec<u32>,
    /// The effort in all phases.
    pub total: RunEffort,
    /// The price of an hour, with its currency, if the laboratory has a rate for the role.
    pub hourly: Option<String>,
    /// The price of all of it.
    pub amount: Option<PriceView>,
    /// The slot for the rate.
    pub rate: Blank,
    /// The slot for the price.
    pub price: Blank,
}

/// What one more sample would save.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct OptionOfSample {
    /// The procedure that has the sample for itself, or has it first.
    pub run: RunRef,
    /// The depth that uses it.
    pub depth: WordView<Depths>,
    /// The label of the sample whose uses it takes over from then on; `None` if the depth has it for itself.
    pub takes_over: Option<String>,
    /// How many uses it has.
    pub uses: usize,
    /// The labels of the samples for which it waits as planned, which change with the plan.
    pub waits_for: Vec<String>,
    /// Minutes of working time for which it waits for them.
    pub wait: u32,
    /// The working day on which the work then ends, from 1.
    pub days: u32,
    /// The working days that it saves.
    pub saved: u32,
}

/// Builds the quotation.
pub fn view_quotation(basis: &Basis<'_>) -> QuotationView {
    let product = view_product(basis);
    let effort = view_effort(basis);
    let phases = phases(basis);
    let runs = view_runs(basis);
    let prices = PriceList::of(basis.own.laboratory().and_then(|one| one.rates.as_ref()));
    QuotationView {
        schema: DocumentSchema::Quotation,
        head: basis.head(),
        issue: view_quotation_issue(basis),
        laboratory: view_laboratory(basis, effort.days),
        identity: product.identity,
        applicant: product.applicant,
        procedures: basis.plan.runs.len(),
        lines: view_lines(basis, (&phases, prices)),
        phases: phases
            .iter()
            .map(|phase| phase_ref(basis, *phase))
            .collect(),
        samples: view_wanted_samples(basis),
        options: view_options(basis, effort.days),
        open: view_questions(basis, prices),
        out_of_scope: runs
            .iter()
            .filter(|run| basis.own.is_in_scope(&run.key) == Some(false))
            .map(RunView::run_ref)
            .collect(),
        calendar: view_calendar(basis, effort.days),
        sum: view_sum(basis, prices),
        total: part_blank(SlotWord::Plan, SlotPart::Field, "quotation-total"),
        effort,
    }
}

/// Returns the phases in which there is work, work without a phase last; none if the edition has no phases.
fn phases(basis: &Basis<'_>) -> Vec<Option<PhaseId>> {
    let phases = basis.plan.work.phases.iter().map(|(phase, _)| *phase);
    let phases: Vec<Option<PhaseId>> = phases.collect();
    if phases.iter().all(Option::is_none) {
        return Vec::new();
    }
    phases
}

fn phase_ref(basis: &Basis<'_>, phase: Option<PhaseId>) -> RefView {
    let phase = phase.map(|phase| &basis.scheme.phases[phase]);
    RefView {
        key: phase.map_or_else(|| "none".into(), |phase| phase.key.clone()),
        title: phase.map_or_else(|| "In no phase".into(), Phase::heading),
    }
}

/// The columns of a quotation: phases, and prices.
type Columns<'a> = (&'a [Option<PhaseId>], PriceList<'a>);

fn view_lines(basis: &Basis<'_>, columns: Columns<'_>) -> Vec<QuotedRole> {
    let roles = basis.plan.work.roles.iter();
    roles
        .map(|(role, total)| view_line(basis, (*role, *total), columns))
        .collect()
}

fn view_line(
    basis: &Basis<'_>,
    (role, total): (Option<RoleId>, RunEffort),
    (phases, prices): Columns<'_>,
) -> QuotedRole {
    let blocks = basis.plan.runs.iter().flat_map(|run| &run.blocks);
    let own: Vec<_> = blocks.filter(|block| block.role == role).collect();
    let minutes = phases.iter().map(|phase| {
        let of_phase = own.iter().filter(|block| block.phase == *phase);
        of_phase.map(|block| block.effort.attended).sum()
    });
    let named = role.map(|role| &basis.scheme.roles[role]);
    let key = role_key(basis, role);
    let hour = prices.of_hour(key);
    let price = hour.map(|hour| [total.attended, certain(total)].map(|part| price_of(part, hour)));
    let slot_of = |field: &str| {
        let slot = Slot::of_product(SlotWord::Plan).with(SlotPart::Role, key);
        Blank::of(slot.with(SlotPart::Field, field))
    };
    QuotedRole {
        key: named.map(|role| role.key.clone()),
        title: named.map_or_else(|| "Whoever is free".into(), Titled::heading),
        minutes: minutes.collect(),
        total,
        hourly: hour.and_then(|hour| prices.shown(hour)),
        amount: price.and_then(|price| view_price(prices, price)),
        rate: slot_of("rate"),
        price: slot_of("price"),
    }
}

/// Returns the key by which a role is known; of work without one, what the slots of such work say.
fn role_key<'a>(basis: &'a Basis<'_>, role: Option<RoleId>) -> &'a str {
    role.map_or("anybody", |role| &basis.scheme.roles[role].key)
}

/// Returns the attended minutes that do not depend on open questions.
fn certain(effort: RunEffort) -> u32 {
    effort.attended.saturating_sub(effort.open)
}

fn view_price(prices: PriceList<'_>, [amount, least]: [u128; 2]) -> Option<PriceView> {
    Some(PriceView {
        amount: prices.shown(amount)?,
        at_least: prices.shown(least).filter(|_| least != amount),
    })
}

/// Adds up the prices of all roles; `None` if a role that has work has no rate.
fn view_sum(basis: &Basis<'_>, prices: PriceList<'_>) -> Option<PriceView> {
    let mut sums = [0, 0];
    let roles = basis.plan.work.roles.iter();
    for (role, effort) in roles.filter(|(_, effort)| effort.attended > 0) {
        let hour = prices.of_hour(role_key(basis, *role))?;
        let parts = [effort.attended, certain(*effort)];
        for (sum, minutes) in sums.iter_mut().zip(parts) {
            *sum += price_of(minutes, hour);
        }
    }
    view_price(prices, sums)
}

fn view_questions(basis: &Basis<'_>, prices: PriceList<'_>) -> Vec<QuotedQuestion> {
    let questions = find_questions(basis);
    let questions = questions.iter().map(|question| QuotedQuestion {
        question: question.view(basis),
        price: view_hanging(basis, prices, &question.minutes(basis)),
    });
    questions.collect()
}

/// Prices the work that depends on a question; `None` if there is none, or if a rate is missing.
fn view_hanging(
    basis: &Basis<'_>,
    prices: PriceList<'_>,
    minutes: &BTreeMap<Option<RoleId>, u32>,
) -> Option<String> {
    let mut sum = 0;
    for (role, minutes) in minutes.iter().filter(|(_, minutes)| **minutes > 0) {
        sum += price_of(*minutes, prices.of_hour(role_key(basis, *role))?);
    }
    prices.shown(sum).filter(|_| sum > 0)
}

fn view_options(basis: &Basis<'_>, planned: u32) -> Vec<OptionOfSample> {
    let options = find_sample_options(basis.scheme, &basis.plan.runs);
    let options = options.iter().filter_map(|option| {
        let days = last_day(option.length);
        let saved = planned.checked_sub(days).filter(|saved| *saved > 0)?;
        let samples = basis.lookups.samples(option.procedure, option.depth);
        Some(OptionOfSample {
            run: run_ref(basis, option.procedure),
            depth: depths_view(basis.scheme, option.depth),
            takes_over: option.takes_over.clone(),
            uses: option.uses,
            waits_for: samples.iter().map(|sample| sample.label()).collect(),
            wait: option.wait,
            days,
            saved,
        })
    });
    options.collect()
}
