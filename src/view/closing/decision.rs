//! The paper for whoever decides on the certificate: where the case stands, on a page.

use serde::Serialize;

use super::excerpts::{ExcerptView, view_excerpts};
use crate::model::{Excerpt, Slot, SlotPart, SlotWord};
use crate::source::Text;
use crate::view::basis::Basis;
use crate::view::blank::Blank;
use crate::view::decisions::{DecisionView, view_decisions};
use crate::view::document_schema::DocumentSchema;
use crate::view::findings::{FindingView, all_findings};
use crate::view::form::{ScopeView, view_scope, view_verdicts};
use crate::view::happened::ByDates;
use crate::view::head::HeadView;
use crate::view::laboratory::{LaboratoryView, view_laboratory};
use crate::view::plan_blanks::{
    BlankView, SignatureKey, SignatureView, Signing, view_report_issue,
};
use crate::view::refs::RefView;
use crate::view::rules::{RuleCheckView, view_rule_checks};
use crate::view::test_plan::view_effort;

/// The paper for whoever decides on the certificate.
///
/// It asks what was decided, and who decided it. All else is told: the verdicts, the decisions that requirements do not
/// apply, the rules of the process, and what forms ask in sections that say so (L-366).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct DecisionPaperView {
    /// The schema of this document: its name and version.
    #[cfg_attr(test, schemars(with = "String", extend("const" = DocumentSchema::Decision.word())))]
    pub schema: DocumentSchema,
    /// The head that all documents share.
    pub head: HeadView,
    /// The laboratory, as far as its own file and the dossier know it.
    pub laboratory: Option<LaboratoryView>,
    /// The slots that identify the test report, the number first.
    pub report: Vec<BlankView>,
    /// The models with their versions.
    pub scope: ScopeView,
    /// The requirements that need a verdict, each with its slot, in the order of the scheme.
    pub verdicts: Vec<NamedSlot>,
    /// The findings of the dossier.
    pub findings: Vec<FindingView>,
    /// The requirements that are open, as a whole or in part.
    pub open: Vec<RefView>,
    /// The requirements that do not apply, each with the slot in which the assessor agrees.
    pub not_applicable: Vec<NamedSlot>,
    /// The rules of the process that dates do not settle, each with the slot for whether it was kept.
    pub process: Vec<NamedSlot>,
    /// The rules that were not kept, by their dates.
    pub not_kept: Vec<Text>,
    /// How many rules were kept, by their dates.
    pub kept: usize,
    /// What forms say for whoever decides.
    pub excerpts: Vec<ExcerptView>,
    /// The slot for what is decided or recommended.
    pub decided: Blank,
    /// The slot for conditions.
    pub conditions: Blank,
    /// The slot for those who took part.
    pub took_part: Blank,
    /// Who signs it.
    pub signed: Vec<SignatureView>,
}

/// A slot by the name of what it is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct NamedSlot {
    /// The name: of a requirement its key, with the product where it is about one product of the series; of a rule its title.
    pub name: String,
    /// The slot.
    pub slot: Blank,
}

/// Builds the paper for whoever decides on the certificate.
pub fn view_decision_paper(basis: &Basis<'_>) -> DecisionPaperView {
    let checks = view_rule_checks(basis);
    let not_kept = checks
        .iter()
        .filter(|check| check.by_dates == Some(ByDates::NotKept));
    let open = checks.iter().filter(|check| check.by_dates.is_none());
    let kept = checks
        .iter()
        .filter(|check| check.by_dates == Some(ByDates::Kept));
    DecisionPaperView {
        schema: DocumentSchema::Decision,
        head: basis.head(),
        laboratory: view_laboratory(basis, view_effort(basis).days),
        report: view_report_issue(basis),
        scope: view_scope(basis),
        verdicts: view_owed_verdicts(basis),
        findings: all_findings(basis),
        open: view_verdicts(basis).open,
        not_applicable: view_decisions(basis)
            .into_iter()
            .map(not_applicable)
            .collect(),
        process: open.map(of_rule).collect(),
        not_kept: not_kept.map(|check| check.rule.title.clone()).collect(),
        kept: kept.count(),
        excerpts: view_excerpts(basis, Excerpt::Decision),
        decided: of_decision("decided"),
        conditions: of_decision("conditions"),
        took_part: of_decision("took-part"),
        signed: vec![SignatureView {
            key: SignatureKey::DecisionSignedBy,
            title: "Signed by",
            signing: Signing::Authorised,
            signatory: None,
            name: of_decision("signed-name"),
            date: of_decision("signed-date"),
        }],
    }
}

fn view_owed_verdicts(basis: &Basis<'_>) -> Vec<NamedSlot> {
    let controls = basis.plan.controls.iter();
    let owed = controls.filter(|plan| plan.status.is_owed());
    owed.map(|plan| {
        let name = &basis.scheme.controls[plan.control].name;
        NamedSlot {
            name: name.to_string(),
            slot: Blank::of(Slot::of_control(name, SlotWord::Verdict)),
        }
    })
    .collect()
}

fn not_applicable(decision: DecisionView) -> NamedSlot {
    let control = decision.control.key;
    NamedSlot {
        name: match decision.product {
            Some(product) => format!("{control} ({product})"),
            None => control.to_string(),
        },
        slot: decision.agreed,
    }
}

fn of_rule(check: &RuleCheckView) -> NamedSlot {
    NamedSlot {
        name: check.rule.title.to_string(),
        slot: check.kept.clone(),
    }
}

fn of_decision(field: &str) -> Blank {
    Blank::of(Slot::of_product(SlotWord::Decision).with(SlotPart::Field, field))
}
