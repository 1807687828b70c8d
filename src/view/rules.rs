//! Rules of the process, as the scheme states them and as checks of a certification.

use serde::Serialize;

use super::basis::Basis;
use super::blank::Blank;
use super::happened::{ByDates, HappenedView};
use super::texts::is_unknown;
use crate::model::{
    Act, ActKind, Aspect, Confidence, EventId, Force, Numbering, PartyId, Rule, Scheme, Slot,
    SlotPart, SlotWord,
};
use crate::source::Text;

/// A rule of the process.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct RuleView {
    /// The key.
    pub key: Text,
    /// The title.
    pub title: Text,
    /// What kind of statement it makes.
    pub kind: ActKind,
    /// Whether it binds or permits.
    pub force: Force,
    /// The rule as a sentence without its full stop.
    pub says: String,
    /// The party that has the duty or the permission.
    pub by: Option<Text>,
    /// What follows if it is not kept, or `not known`; `None` if nobody can break it.
    pub breach: Option<String>,
    /// Whether something follows from a breach that is not known.
    pub breach_unknown: bool,
    /// The source.
    pub source: Option<Text>,
    /// The clause of the source.
    pub cites: Option<Text>,
    /// The confidence.
    pub confidence: Option<Confidence>,
    /// More about it, in the author's Markdown.
    pub about: Option<Text>,
}

/// A numbered step of the process.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct StepView {
    /// The number that the source gives the step.
    pub number: String,
    /// The key of the event.
    pub key: Text,
    /// The title of the event.
    pub title: Text,
    /// More about it, in the author's Markdown.
    pub about: Option<Text>,
    /// The events that rules put before it.
    pub before: Vec<Text>,
}

/// A rule to check in a certification.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct RuleCheckView {
    /// The rule.
    pub rule: RuleView,
    /// Its events that have happened, by the dossier.
    pub happened: Vec<HappenedView>,
    /// How it stands by their dates; `None` where they do not settle it.
    pub by_dates: Option<ByDates>,
    /// The slot for whether it was kept.
    pub kept: Blank,
    /// The slot for the observation.
    pub seen: Blank,
    /// The slot for a remark.
    pub remark: Blank,
}

/// The undertakings of a party, each to agree to (L-189).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct UndertakingsView {
    /// The party.
    pub party: Text,
    /// The rules that bind it, as far as something is still to be done for them.
    pub rules: Vec<UndertakingView>,
    /// The rules that bound it, of which the dossier knows that what they ask for is behind.
    pub behind: Vec<KeptRuleView>,
}

/// A rule of which what it asks for is behind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct KeptRuleView {
    /// The rule.
    pub rule: RuleView,
    /// Its events that have happened.
    pub happened: Vec<HappenedView>,
    /// How it stands by their dates.
    pub by_dates: Option<ByDates>,
}

/// A rule that a party undertakes to keep.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct UndertakingView {
    /// The rule.
    pub rule: RuleView,
    /// Its events that have happened, by the dossier.
    pub happened: Vec<HappenedView>,
    /// The slot for whether the party agrees to it.
    pub agreed: Blank,
    /// The slot for a remark.
    pub remark: Blank,
}

/// Shows the rules of the edition in its order.
pub(super) fn view_rules(scheme: &Scheme) -> Vec<RuleView> {
    edition_rules(scheme)
        .filter_map(|rule| view_rule(scheme, rule))
        .collect()
}

/// Shows the numbered steps in the order of the source.
pub(super) fn view_steps(scheme: &Scheme) -> Vec<StepView> {
    let spoken =
        |id: EventId| edition_rules(scheme).any(|rule| rule.events().any(|event| event == id));
    let steps = scheme.events.iter().filter(|(id, _)| spoken(*id));
    steps
        .filter_map(|(id, event)| {
            Some(StepView {
                number: event.number.given()?.to_owned(),
                key: event.key.clone(),
                title: event.title.clone(),
                about: event.about.clone(),
                before: before(scheme, id),
            })
        })
        .collect()
}

/// Shows the rules that somebody has to keep on the way to the certificate, as checks (L-333).
pub(super) fn view_rule_checks(basis: &Basis<'_>) -> Vec<RuleCheckView> {
    let scheme = basis.scheme;
    let is_before = |rule: &Rule| !rule.events().any(|event| scheme.follows_certificate(event));
    let kept = edition_rules(scheme).filter(|rule| rule.force == Force::Must && rule.by.is_some());
    let kept = kept.filter(|rule| is_before(rule));
    kept.filter_map(|rule| {
        let slot = |field: &str| rule_blank(SlotWord::Rule, &rule.key, field);
        Some(RuleCheckView {
            rule: view_rule(scheme, rule)?,
            happened: basis.happened.of_rule(scheme, rule),
            by_dates: basis.happened.settles(scheme, rule),
            kept: slot("kept"),
            seen: slot("seen"),
            remark: slot("remark"),
        })
    })
    .collect()
}

/// Makes the blank for a part of what is filled in about a rule.
fn rule_blank(what: SlotWord, rule: &Text, field: &str) -> Blank {
    let slot = Slot::of_product(what).with(SlotPart::Rule, rule.clone());
    Blank::of(slot.with(SlotPart::Field, field))
}

/// Shows the rules that bind a party as its undertakings. Permissions, and rules that bind other parties, are left
/// out. What is behind already is not asked.
pub(super) fn view_undertakings(basis: &Basis<'_>, party: PartyId) -> UndertakingsView {
    let scheme = basis.scheme;
    let binding = edition_rules(scheme).filter(|rule| rule.binds(party));
    let (behind, ahead): (Vec<&Rule>, Vec<&Rule>) =
        binding.partition(|rule| basis.happened.is_behind(scheme, rule));
    let undertaking = |rule: &Rule| {
        let slot = |field: &str| rule_blank(SlotWord::Undertaking, &rule.key, field);
        let [agreed, remark] = UNDERTAKING_FIELDS.map(slot);
        Some(UndertakingView {
            rule: view_rule(scheme, rule)?,
            happened: basis.happened.of_rule(scheme, rule),
            agreed,
            remark,
        })
    };
    let kept = |rule: &Rule| {
        Some(KeptRuleView {
            rule: view_rule(scheme, rule)?,
            happened: basis.happened.of_rule(scheme, rule),
            by_dates: basis.happened.settles(scheme, rule),
        })
    };
    UndertakingsView {
        party: scheme.parties[party].heading(),
        rules: ahead.into_iter().filter_map(undertaking).collect(),
        behind: behind.into_iter().filter_map(kept).collect(),
    }
}

/// A slot of an undertaking that is not asked, since what its rule asks for is behind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SlotBehind {
    /// The text of the slot.
    pub slot: String,
    /// The key of the rule.
    pub rule: Text,
    /// The events of the rule that have happened.
    pub happened: Vec<HappenedView>,
}

/// Returns the slots of undertakings that are not asked, since what their rules ask for is behind.
pub fn slots_behind(basis: &Basis<'_>) -> Vec<SlotBehind> {
    let scheme = basis.scheme;
    let behind = edition_rules(scheme).filter(|rule| basis.happened.is_behind(scheme, rule));
    let slots = behind.flat_map(|rule| {
        UNDERTAKING_FIELDS.map(|field| SlotBehind {
            slot: rule_blank(SlotWord::Undertaking, &rule.key, field).text(),
            rule: rule.key.clone(),
            happened: basis.happened.of_rule(scheme, rule),
        })
    });
    slots.collect()
}

/// What is filled in about an undertaking.
const UNDERTAKING_FIELDS: [&str; 2] = ["agreed", "remark"];

fn edition_rules(scheme: &Scheme) -> impl Iterator<Item = &Rule> {
    scheme.edition.rules.iter().map(|id| &scheme.rules[*id])
}

fn before(scheme: &Scheme, event: EventId) -> Vec<Text> {
    let earlier = |rule: &Rule| match &rule.act {
        Act::Order { first, then } if *then == event => Some(scheme.events[*first].title.clone()),
        Act::Order { .. }
        | Act::Deadline { .. }
        | Act::Sets { .. }
        | Act::Effect(_)
        | Act::States(_)
        | Act::Same(_)
        | Act::Broken => None,
    };
    edition_rules(scheme).filter_map(earlier).collect()
}

/// Shows a rule; `None` for one that could not be resolved.
pub(super) fn view_rule(scheme: &Scheme, rule: &Rule) -> Option<RuleView> {
    let ground = rule.provenance.get(Aspect::Rule);
    Some(RuleView {
        key: rule.key.clone(),
        title: rule.heading(),
        kind: rule.act.kind()?,
        force: rule.force,
        says: scheme.rule_sentence(rule),
        by: rule.by.map(|party| scheme.parties[party].heading()),
        breach: match &rule.breach {
            Numbering::Given(breach) => Some(breach.to_string()),
            Numbering::Unknown => Some("not known".to_owned()),
            Numbering::Unsaid => None,
        },
        breach_unknown: is_unknown(&rule.breach),
        source: ground.and_then(|ground| ground.source.clone()),
        cites: rule.cites.clone(),
        confidence: ground.map(|ground| ground.confidence),
        about: rule.about.clone(),
    })
}
