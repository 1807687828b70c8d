//! Forms of the edition as documents: what their sections hold, lists and asks, with what is known filled in.

mod asks;
mod assessments;
mod declarations;
mod judging;
mod layout;
mod left_out;
mod missing;
mod repetition;
mod responses;
mod scope;
mod touched;

use rustc_hash::FxHashSet;
use serde::Serialize;

use super::basis::Basis;
use super::choices::ChoiceView;
use super::decisions::{AsideView, DecisionView, view_asides, view_decisions};
use super::document_schema::DocumentSchema;
use super::entries::gather_alike;
use super::evidence_index::{IndexView, view_index};
use super::forms::{FormView, view_form};
use super::head::HeadView;
use super::logo::{LogoView, view_logo_of};
use super::open::{OpenView, view_open};
use super::plan_blanks::{SignatureView, view_form_approval};
use super::product::{ProductView, view_product};
use super::roll_up::{Results, RollUpView, view_roll_up};
use super::rules::{RuleCheckView, UndertakingsView, view_rule_checks, view_undertakings};
use super::totals::{TotalsView, view_totals};
use crate::model::{EvidenceForm, Form, FormId, Holding};
use crate::source::Text;
use crate::view::findings::{FindingView, all_findings};
pub(super) use asks::view_section_asks;
use assessments::view_assessments;
use declarations::view_declarations;
pub(super) use judging::view_verdicts;
use judging::{view_interpretations, view_observations};
use layout::view_sections;
use missing::{Contents, view_missing};
use repetition::{view_repetition, view_witnesses};
use responses::{find_recommendation, view_responses};
use scope::view_agreements;
pub(super) use scope::view_scope;

pub use asks::AskView;
pub use assessments::AssessmentView;
pub use declarations::DeclarationView;
pub use judging::{InterpretationView, ObservationSlots, VerdictsView};
pub use layout::{PartView, Prints, SectionView};
pub use missing::{MissingCounts, MissingView};
pub use repetition::{RepetitionView, WitnessesView};
pub use responses::ResponseView;
pub use scope::{AgreementView, ScopeView};
pub use touched::{TouchedMethod, TouchedView};

/// A form as a document. What no section of the form prints is empty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct FormDocumentView {
    /// The schema of this document: its name and version.
    #[cfg_attr(test, schemars(with = "String", extend("const" = DocumentSchema::Form.word())))]
    pub schema: DocumentSchema,
    /// The head that all documents share.
    pub head: HeadView,
    /// The form.
    pub form: FormView,
    /// The logo of the company that fills it in.
    pub logo: Option<LogoView>,
    /// The signatures on the paper, beside those for which the form asks.
    pub approval: Vec<SignatureView>,
    /// Its sections in order, each with the parts printed in it.
    pub sections: Vec<SectionView>,
    /// The parts that are still missing.
    pub missing: Option<MissingView>,
    /// Totals of evidence, tests and decisions, if controls are judged.
    pub totals: Option<TotalsView>,
    /// The product.
    pub product: Option<ProductView>,
    /// For each model of the series, what can be taken over from the lead, and what its differences touch.
    pub touched: Vec<TouchedView>,
    /// A response for each control that is owed.
    pub responses: Vec<ResponseView>,
    /// The word for a recommendation, which the applicant may decline, if there is a response to one.
    pub recommendation: Option<Text>,
    /// An assessment of each control that is owed.
    pub assessments: Vec<AssessmentView>,
    /// Controls that are covered, not assessed or declined.
    pub asides: Vec<AsideView>,
    /// Controls that do not apply, each with room to agree or refuse.
    pub not_applicable: Vec<DecisionView>,
    /// The index of evidence.
    pub evidence: Vec<IndexView>,
    /// The ways in which evidence may be seen.
    pub access: Vec<ChoiceView>,
    /// The declarations to be signed.
    pub declarations: Vec<DeclarationView>,
    /// The undertakings of a party.
    pub undertakings: Option<UndertakingsView>,
    /// The rules of the process that somebody has to keep, as checks.
    pub rules: Vec<RuleCheckView>,
    /// The declarations with which reports must agree.
    pub reports: Vec<AgreementView>,
    /// The interpretations: rulings, and questions that wait for a ruling.
    pub interpretations: Vec<InterpretationView>,
    /// The open questions.
    pub open: Vec<OpenView>,
    /// The findings of the dossier, where there is room for observations.
    pub findings: Vec<FindingView>,
    /// Room for observations.
    pub observations: Vec<ObservationSlots>,
    /// The sampling plan: the rows that are repeated.
    pub repetition: Option<RepetitionView>,
    /// The witness plan.
    pub witnesses: Option<WitnessesView>,
    /// The roll-up of verdicts, from the rows of the test plan to each control, if controls are judged.
    pub roll_up: Option<RollUpView>,
    /// The controls by verdict.
    pub verdicts: Option<VerdictsView>,
    /// The scope that the certificate would name.
    pub scope: Option<ScopeView>,
}

/// Builds the document of a form of the edition.
pub fn view_form_document(basis: &Basis<'_>, id: FormId) -> FormDocumentView {
    let form = &basis.scheme.forms[id];
    let mut evidence = view_index(basis);
    let sections = view_sections(basis.scheme, form, &evidence);
    let printed = Printed::of(&sections);
    printed.name_places(&sections, &mut evidence);
    let product = printed.product(|| {
        let mut product = view_product(basis);
        product.inventories.iter_mut().for_each(gather_alike);
        product
    });
    let responses = printed.list(Holding::Responses, || view_responses(basis));
    let declarations = printed.list(Holding::Declarations, || view_declarations(basis, form));
    let undertakings = undertakings(basis, form);
    let open = printed.list(Holding::Open, || view_open(basis));
    let contents = Contents {
        sections: &sections,
        product: product.as_ref(),
        responses: &responses,
        declarations: &declarations,
        undertakings: undertakings.as_ref(),
        open: &open,
        answered: &basis.answered,
    };
    let missing = printed.one(Holding::Missing, || view_missing(basis, &contents));
    let judged = Holding::Assessments;
    FormDocumentView {
        schema: DocumentSchema::Form,
        head: basis.head(),
        form: view_form(basis.scheme, id),
        logo: view_logo_of(basis, form.author),
        approval: view_form_approval(basis, form),
        missing,
        totals: printed.one(judged, || view_totals(basis)),
        assessments: printed.list(judged, || view_assessments(basis)),
        roll_up: printed.one(judged, || view_roll_up(basis, Results::Elsewhere)),
        asides: printed.any(&[Holding::Responses, judged], || view_asides(basis)),
        not_applicable: printed.any(&[Holding::NotApplicable, Holding::Decisions], || {
            view_decisions(basis)
        }),
        evidence: printed.any(
            &[Holding::Evidence, Holding::AllEvidence, Holding::Index],
            || evidence,
        ),
        touched: printed.list(Holding::Differences, || touched::view_touched(basis)),
        access: printed.list(Holding::Index, || view_access(basis)),
        rules: printed.list(Holding::Process, || view_rule_checks(basis)),
        reports: printed.list(Holding::Reports, || view_agreements(basis)),
        interpretations: printed.list(Holding::Interpretations, || view_interpretations(basis)),
        findings: printed.list(Holding::Observations, || all_findings(basis)),
        observations: printed.list(Holding::Observations, view_observations),
        repetition: printed.one(Holding::Repetition, || view_repetition(basis)),
        witnesses: printed.one(Holding::Witnesses, || view_witnesses(basis)),
        verdicts: printed.one(Holding::Verdicts, || view_verdicts(basis)),
        scope: printed.one(Holding::Scope, || view_scope(basis)),
        recommendation: responses.first().and_then(|_| find_recommendation(basis)),
        sections,
        product,
        responses,
        declarations,
        undertakings,
        open,
    }
}

/// What the sections of a form print. Nothing else is worked out.
struct Printed {
    held: FxHashSet<Holding>,
    lists: bool,
}

impl Printed {
    fn of(sections: &[SectionView]) -> Self {
        let prints = || {
            let parts = sections.iter().flat_map(|section| &section.parts);
            parts.map(|part| part.prints)
        };
        let held = prints().filter_map(|prints| match prints {
            Prints::Held(holding) => Some(holding),
            Prints::Inventories
            | Prints::Checks
            | Prints::Figures
            | Prints::Signatures
            | Prints::Lists
            | Prints::AnswersAsked
            | Prints::Again => None,
        });
        Self {
            held: held.collect(),
            lists: prints().any(|prints| prints == Prints::Inventories),
        }
    }

    fn one<T>(&self, holding: Holding, make: impl FnOnce() -> T) -> Option<T> {
        self.held.contains(&holding).then(make)
    }

    fn list<T: Default>(&self, holding: Holding, make: impl FnOnce() -> T) -> T {
        self.any(&[holding], make)
    }

    fn any<T: Default>(&self, holdings: &[Holding], make: impl FnOnce() -> T) -> T {
        let is_held = holdings.iter().any(|holding| self.held.contains(holding));
        if is_held { make() } else { T::default() }
    }

    /// Names the place of each kind of evidence that a section prints. A declaration is a page of its own.
    fn name_places(&self, sections: &[SectionView], evidence: &mut [IndexView]) {
        let listed: FxHashSet<&Text> = sections
            .iter()
            .flat_map(|section| &section.evidence)
            .collect();
        let has_declarations = self.held.contains(&Holding::Declarations);
        for one in evidence.iter_mut().filter(|one| !one.controls.is_empty()) {
            let key = &one.kind.key;
            let is_declaration = one.kind.form == EvidenceForm::Declaration;
            one.anchor = if is_declaration {
                has_declarations.then(|| format!("declaration.{key}"))
            } else {
                listed.contains(key).then(|| format!("evidence.{key}"))
            };
        }
    }

    /// Makes the product if anything of it is printed: declarations name it too.
    fn product(&self, make: impl FnOnce() -> ProductView) -> Option<ProductView> {
        let of_product = [
            Holding::Identity,
            Holding::Description,
            Holding::Answers,
            Holding::Series,
            Holding::Differences,
            Holding::Declarations,
        ];
        let is_held = of_product.iter().any(|holding| self.held.contains(holding));
        (is_held || self.lists).then(make)
    }
}

/// Shows the undertakings of the party that a section of the form names.
fn undertakings(basis: &Basis<'_>, form: &Form) -> Option<UndertakingsView> {
    let mut sections = form.sections.iter();
    let party = sections.find_map(|(_, section)| section.undertakes)?;
    Some(view_undertakings(basis, party))
}

fn view_access(basis: &Basis<'_>) -> Vec<ChoiceView> {
    let ways = basis.scheme.access.iter();
    ways.map(|(_, way)| ChoiceView {
        key: way.key.clone(),
        title: way.title.to_string(),
    })
    .collect()
}
