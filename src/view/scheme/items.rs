//! Evidence, forms, interpretations and the organisation of the work, as the scheme defines them.

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Serialize;

use super::vocabulary::view_choices;
use crate::model::{
    Ask, AskColumn, AskKind, Aspect, BlankKind, ControlId, EvidenceId, Excerpt, Form, FormId, Id,
    Scheme, SectionId, Table, Titled, Treatment,
};
use crate::source::Text;
use crate::view::basis::SchemeBasis;
use crate::view::choices::ChoiceView;
use crate::view::evidence::{KindView, view_kind};
use crate::view::forms::{FormView, view_form};
use crate::view::interpretations::{InterpretationTexts, view_interpretation_texts};
use crate::view::lookups::push_once;
use crate::view::origins::{OriginView, view_origins};
use crate::view::parties::view_audience;
use crate::view::refs::{
    RefView, WorkItemView, control_ref, evidence_ref, inventory_ref, work_item,
};
use crate::view::texts::view_number;

/// The aspects of a form.
const FORM_ASPECTS: [Aspect; 3] = [Aspect::Number, Aspect::Title, Aspect::Form];
/// The aspects of an interpretation.
const RULING_ASPECTS: [Aspect; 2] = [Aspect::Title, Aspect::Statement];

/// A kind of evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct EvidenceDefinition {
    /// The parts that all documents show.
    pub kind: KindView,
    /// The controls shown that call for it.
    pub controls: Vec<RefView>,
    /// The grounds of its aspects.
    pub origins: Vec<OriginView>,
}

/// A form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct FormDefinition {
    /// The parts that all documents show.
    pub form: FormView,
    /// Its sections in order.
    pub sections: Vec<SectionDefinition>,
    /// The grounds of its aspects.
    pub origins: Vec<OriginView>,
}

/// A section of a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct SectionDefinition {
    /// Our key.
    pub key: Text,
    /// The title.
    pub title: Text,
    /// The form's own number, or `number not known`.
    pub number: Option<String>,
    /// Its contents, in words of the language (L-186).
    pub holds: Vec<String>,
    /// The inventories that it lists.
    pub lists: Vec<RefView>,
    /// The papers that print its questions again, without asking them (L-366).
    pub excerpts: Vec<Excerpt>,
    /// The questions to fill in, in order.
    pub asks: Vec<AskDefinition>,
    /// More about it, in the author's Markdown.
    pub about: Option<Text>,
    /// The kinds of evidence that belong in it.
    pub evidence: Vec<RefView>,
}

/// A question of a section of a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct AskDefinition {
    /// The key.
    pub key: Text,
    /// The question.
    pub title: Text,
    /// The kind of answer.
    pub kind: AskForm,
    /// The answers to choose from, or the columns of a list.
    pub choices: Vec<ChoiceView>,
    /// More about it, in the author's Markdown.
    pub about: Option<Text>,
    /// The keys of the parties that may see it; empty if every party may (L-314).
    pub audience: Vec<Text>,
}

/// The kind of answer to a question of a form, in words of the language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub enum AskForm {
    /// One of some choices.
    #[serde(rename = "one of")]
    OneOf,
    /// The rows of a table, whose columns stand in place of choices.
    #[serde(rename = "list of")]
    ListOf,
    /// Something written, drawn or signed.
    #[serde(untagged)]
    Blank(BlankKind),
}

/// An interpretation: a ruling, or a question that waits for one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct InterpretationDefinition {
    /// The question and the ruling.
    #[serde(flatten)]
    pub texts: InterpretationTexts,
    /// The grounds of its aspects.
    pub origins: Vec<OriginView>,
}

/// Shows the kinds of evidence that the selected controls call for.
pub(super) fn view_evidence(
    basis: &SchemeBasis<'_>,
    selected: &[ControlId],
) -> Vec<EvidenceDefinition> {
    let scheme = basis.scheme;
    let mut wanted_by: FxHashMap<EvidenceId, Vec<ControlId>> = FxHashMap::default();
    for control in selected {
        for kind in wanted_kinds(basis, *control) {
            push_once(&mut wanted_by, kind, *control);
        }
    }
    scheme
        .evidence
        .iter()
        .filter_map(|(id, kind)| {
            let controls = wanted_by.get(&id)?.iter();
            Some(EvidenceDefinition {
                kind: view_kind(scheme, id),
                controls: controls.map(|id| control_ref(scheme, *id)).collect(),
                origins: view_origins(&kind.provenance, &[Aspect::Evidence]),
            })
        })
        .collect()
}

/// Returns the kinds of evidence for which a control calls at the level shown, or at any level.
fn wanted_kinds(basis: &SchemeBasis<'_>, control: ControlId) -> Vec<EvidenceId> {
    let scheme = basis.scheme;
    let Treatment::Assessed(assessment) = &scheme.controls[control].treatment else {
        return Vec::new();
    };
    let catalog = scheme.controls[control].catalog;
    let level = scheme.catalog_level(catalog, basis.level).level();
    let lines = assessment
        .evidence
        .iter()
        .filter(|line| basis.level.is_none() || line.levels.contains(level));
    let kinds = lines.flat_map(|line| line.choice.kinds());
    kinds.chain(&assessment.otherwise).copied().collect()
}

pub(super) fn view_forms(scheme: &Scheme) -> Vec<FormDefinition> {
    let mut kinds: FxHashMap<(FormId, SectionId), Vec<RefView>> = FxHashMap::default();
    for (id, kind) in scheme.evidence.iter() {
        for place in &kind.places {
            push_once(&mut kinds, *place, evidence_ref(scheme, id));
        }
    }
    scheme
        .edition
        .forms
        .iter()
        .map(|id| {
            let form = &scheme.forms[*id];
            FormDefinition {
                form: view_form(scheme, *id),
                sections: view_sections(scheme, *id, form, &kinds),
                origins: view_origins(&form.provenance, &FORM_ASPECTS),
            }
        })
        .collect()
}

fn view_sections(
    scheme: &Scheme,
    id: FormId,
    form: &Form,
    kinds: &FxHashMap<(FormId, SectionId), Vec<RefView>>,
) -> Vec<SectionDefinition> {
    form.sections
        .iter()
        .map(|(section, row)| SectionDefinition {
            key: row.key.clone(),
            title: row.title.clone(),
            number: view_number(&row.number),
            holds: row.held(&scheme.parties),
            lists: row
                .lists
                .iter()
                .map(|list| inventory_ref(scheme, *list))
                .collect(),
            excerpts: row.excerpts.clone(),
            asks: row.asks.iter().map(|ask| view_ask(scheme, ask)).collect(),
            about: row.about.clone(),
            evidence: kinds.get(&(id, section)).cloned().unwrap_or_default(),
        })
        .collect()
}

fn view_ask(scheme: &Scheme, ask: &Ask) -> AskDefinition {
    let (kind, choices) = match &ask.kind {
        AskKind::Blank(kind) => (AskForm::Blank(*kind), Vec::new()),
        AskKind::OneOf(choices) => (AskForm::OneOf, view_choices(choices)),
        AskKind::ListOf(columns) => (AskForm::ListOf, columns.iter().map(view_column).collect()),
    };
    AskDefinition {
        key: ask.key.clone(),
        title: ask.heading(),
        kind,
        choices,
        about: ask.about.clone(),
        audience: view_audience(scheme, &ask.audience),
    }
}

/// Shows a column of a list by its key and heading.
fn view_column(column: &AskColumn) -> ChoiceView {
    ChoiceView {
        key: column.key.clone(),
        title: column.title.to_string(),
    }
}

/// Shows the interpretations that bear on the selected controls.
pub(super) fn view_interpretations(
    basis: &SchemeBasis<'_>,
    selected: &[ControlId],
) -> Vec<InterpretationDefinition> {
    let selected: FxHashSet<&ControlId> = selected.iter().collect();
    basis
        .scheme
        .interpretations_on(|control| selected.contains(&control))
        .map(|interpretation| InterpretationDefinition {
            texts: view_interpretation_texts(basis.scheme, interpretation),
            origins: view_origins(&interpretation.provenance, &RULING_ASPECTS),
        })
        .collect()
}

/// Shows the phases of the edition, in its order.
pub(super) fn view_phases(scheme: &Scheme) -> Vec<WorkItemView> {
    let phases = scheme.edition.phases.iter().map(|id| &scheme.phases[*id]);
    phases
        .map(|phase| work_item(&phase.key, phase.heading(), phase.about.as_ref()))
        .collect()
}

/// Shows all items of one kind: roles, configurations, equipment or deliveries.
pub(in crate::view) fn view_titled<I: Id>(items: &Table<I, Titled>) -> Vec<WorkItemView> {
    items
        .iter()
        .map(|(_, item)| work_item(&item.key, item.heading(), item.about.as_ref()))
        .collect()
}
