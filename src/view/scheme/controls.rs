//! The controls of a scheme: texts, applicability, evidence and procedures.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;
use serde::Serialize;

use crate::logic::{applies_sentence, clauses_sentence};
use crate::model::{
    Applies, CatalogLevel, Control, ControlId, Depth, Depths, EvidenceChoice, EvidenceLine, Group,
    LevelId, LevelSet, Mention, Party, Scheme, Set, Treatment, TreatmentKind, VerifyLine,
};
use crate::source::Text;
use crate::view::basis::SchemeBasis;
use crate::view::controls::{ControlTexts, TakesView, view_control_texts, view_takes};
use crate::view::origins::{OriginView, view_control_origins};
use crate::view::refs::{RefView, case_refs, control_ref, evidence_ref, item_ref, procedure_ref};
use crate::view::relations::{RelationView, Relations};

/// A control as the scheme defines it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ControlDefinition {
    /// The key with that of the catalog: `asvs-c:C.1`.
    pub key: Text,
    /// The source's own number for it.
    pub clause: Text,
    /// The control that a control of a profile takes.
    pub takes: Option<TakesView>,
    /// The catalog with its version.
    pub catalog: Text,
    /// The title of its group.
    pub group: Option<Text>,
    /// The title, after the number if it has one (L-340).
    pub title: Text,
    /// What heads its section: the title after the number, or else after the key.
    pub heading: Text,
    /// The levels of the edition at which it holds, from the lowest; empty if the edition has no levels.
    pub levels: Vec<Text>,
    /// Why it does not hold at a level between two levels at which it does.
    pub gap_because: Option<Text>,
    /// The texts of the control, and whom it addresses.
    #[serde(flatten)]
    pub texts: ControlTexts,
    /// The treatment.
    #[serde(flatten)]
    pub treatment: TreatmentView,
    /// The facts, inventories and attributes of the product file that decide whether it applies, and for which
    /// entries.
    pub decided_by: Vec<String>,
    /// The grounds of its aspects.
    pub origins: Vec<OriginView>,
    /// Its relations to other controls, seen from it.
    pub relations: Vec<RelationView>,
    /// The interpretations that bear on it.
    pub interpretations: Vec<RefView>,
    /// Earlier keys.
    pub was: Vec<Text>,
    /// The place of its declaration, as `path:line`.
    pub place: Option<String>,
}

/// The treatment of a control (L-118).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct TreatmentView {
    /// The kind of treatment.
    #[serde(rename = "treatment")]
    pub kind: TreatmentKind,
    /// Why it is covered or not assessed.
    pub because: Option<Text>,
    /// The controls that its verdict follows.
    pub covered_by: Vec<RefView>,
    /// When it applies; `None` if it is covered or not assessed.
    pub applies: Option<AppliesView>,
    /// The evidence owed if it does not apply (L-122).
    pub otherwise: Vec<RefView>,
    /// The evidence that it calls for.
    pub evidence: Vec<EvidenceLineView>,
    /// The procedures that verify it.
    pub procedures: Vec<VerifyLineView>,
}

/// When a control applies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct AppliesView {
    /// The form of the condition.
    pub kind: AppliesKind,
    /// The end of a sentence that begins with “it applies”, without its full stop.
    pub says: String,
    /// The inventory or subset whose entries make it apply: `serial_port`.
    pub set: Option<RefView>,
}

/// The form of the condition of a control.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum AppliesKind {
    /// It applies to every product.
    Always,
    /// It applies for each entry of a set.
    ForEach,
    /// It applies if a condition holds.
    When,
}

/// Evidence that a control calls for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct EvidenceLineView {
    /// The key within the control.
    pub key: Text,
    /// The kinds.
    pub kinds: Vec<RefView>,
    /// How many of the kinds are needed; `None` if there is a single kind.
    pub needed: Option<usize>,
    /// The levels of the edition at which it is wanted.
    pub levels: Vec<Text>,
    /// The entries for which it is owed: `once`, `for each of “Chips”`.
    pub owed: String,
}

/// A procedure that verifies a control.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct VerifyLineView {
    /// The procedure.
    pub procedure: RefView,
    /// The single cases that it asks for; empty if it asks for all.
    pub cases: Vec<RefView>,
    /// The depths, each with its levels.
    pub depths: Vec<DepthLevels>,
    /// The entries for which it is owed: `once`, `for each of “Chips”`.
    pub owed: String,
    /// The party that must be present, in place of the witness of the procedure (L-143).
    pub witness: Option<Text>,
}

/// A depth with the levels at which it is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct DepthLevels {
    /// The depth.
    pub depth: Depth,
    /// What is printed for it.
    pub word: Text,
    /// The levels of the edition.
    pub levels: Vec<Text>,
}

pub(super) fn view_controls(
    basis: &SchemeBasis<'_>,
    selected: &[ControlId],
) -> Vec<ControlDefinition> {
    let controls = selected.iter();
    let bearing = Bearing::of(basis.scheme);
    controls
        .map(|id| view_control(basis, &bearing, *id))
        .collect()
}

/// Indices of the relations and interpretations of controls.
struct Bearing<'a> {
    relations: Relations<'a>,
    interpretations: FxHashMap<ControlId, Vec<RefView>>,
}

impl<'a> Bearing<'a> {
    fn of(scheme: &'a Scheme) -> Self {
        let mut interpretations: FxHashMap<ControlId, Vec<RefView>> = FxHashMap::default();
        for (_, interpretation) in scheme.interpretations.iter() {
            for control in BTreeSet::from_iter(&interpretation.controls) {
                let bearing = interpretations.entry(*control).or_default();
                bearing.push(item_ref(&interpretation.key, interpretation.heading()));
            }
        }
        Self {
            relations: Relations::of(scheme),
            interpretations,
        }
    }
}

fn view_control(
    basis: &SchemeBasis<'_>,
    bearing: &Bearing<'_>,
    id: ControlId,
) -> ControlDefinition {
    let scheme = basis.scheme;
    let control = &scheme.controls[id];
    let group = control.group.map(|group| &scheme.groups[group]);
    let relations = bearing.relations.view(id);
    ControlDefinition {
        key: control.name.clone(),
        clause: control.key.clone(),
        takes: view_takes(control),
        catalog: scheme.catalogs[control.catalog].name().into(),
        group: group.map(Group::heading),
        title: control.heading(),
        heading: control.section_heading(),
        levels: owned(scheme.levels_of(id)),
        gap_because: control.gap_because.clone(),
        texts: view_control_texts(scheme, id),
        treatment: view_treatment(basis, id, control),
        decided_by: decided_by(scheme, id),
        origins: view_control_origins(scheme, id, &relations),
        relations,
        interpretations: bearing
            .interpretations
            .get(&id)
            .cloned()
            .unwrap_or_default(),
        was: control.was.to_vec(),
        place: basis.place(control.place),
    }
}

fn view_treatment(basis: &SchemeBasis<'_>, id: ControlId, control: &Control) -> TreatmentView {
    let scheme = basis.scheme;
    let mut view = TreatmentView {
        kind: control.treatment.kind(),
        because: None,
        covered_by: Vec::new(),
        applies: None,
        otherwise: Vec::new(),
        evidence: Vec::new(),
        procedures: Vec::new(),
    };
    match &control.treatment {
        Treatment::Covered { by, because } => {
            view.because = Some(because.clone());
            view.covered_by = by.iter().map(|id| control_ref(scheme, *id)).collect();
        }
        Treatment::NotAssessed { because } => view.because = Some(because.clone()),
        Treatment::Assessed(assessment) => {
            let line = Line { basis, id, control };
            let otherwise = assessment.otherwise.iter();
            let evidence = assessment.evidence.iter();
            let verify = assessment.verify.iter();
            view.applies = Some(view_applies(scheme, &assessment.applies));
            view.otherwise = otherwise.map(|kind| evidence_ref(scheme, *kind)).collect();
            view.evidence = evidence
                .filter_map(|wanted| line.evidence(wanted))
                .collect();
            view.procedures = verify.filter_map(|asked| line.verify(asked)).collect();
        }
    }
    view
}

fn view_applies(scheme: &Scheme, applies: &Applies) -> AppliesView {
    let set = match applies {
        Applies::ForEach(set) => Some(RefView {
            key: scheme.set_key(*set).into(),
            title: scheme.set_title(*set).into(),
        }),
        Applies::Always | Applies::When(_) => None,
    };
    AppliesView {
        kind: match applies {
            Applies::Always => AppliesKind::Always,
            Applies::ForEach(_) => AppliesKind::ForEach,
            Applies::When(_) => AppliesKind::When,
        },
        says: applies_sentence(scheme, applies),
        set,
    }
}

/// A control whose lines are shown.
struct Line<'a> {
    basis: &'a SchemeBasis<'a>,
    id: ControlId,
    control: &'a Control,
}

impl Line<'_> {
    /// Returns the levels of the edition that correspond to levels of the catalog; `None` if none of the levels shown
    /// does.
    fn levels(&self, levels: LevelSet) -> Option<Vec<Text>> {
        let scheme = self.basis.scheme;
        let catalog = self.control.catalog;
        let levels = levels.and(self.control.levels);
        let shown = match (
            self.basis.level,
            scheme.catalog_level(catalog, self.basis.level),
        ) {
            (Some(_), CatalogLevel::At(at)) => levels.contains(Some(at)),
            (Some(_), CatalogLevel::NotUsed) => false,
            (Some(_), CatalogLevel::Whole) | (None, _) => levels != LevelSet::NONE,
        };
        shown.then(|| owned(scheme.edition_levels(catalog, levels)))
    }

    fn evidence(&self, line: &EvidenceLine) -> Option<EvidenceLineView> {
        let scheme = self.basis.scheme;
        let kinds = line.choice.kinds().iter();
        Some(EvidenceLineView {
            key: line.key.clone(),
            needed: match &line.choice {
                EvidenceChoice::Kind(_) => None,
                EvidenceChoice::Of { needed, .. } => Some(*needed),
            },
            kinds: kinds.map(|kind| evidence_ref(scheme, *kind)).collect(),
            levels: self.levels(line.levels)?,
            owed: clauses_sentence(scheme, &line.clauses),
        })
    }

    /// Returns the depths of a line, each with the levels of the edition at which it is an audit or the deepest depth
    /// of the ladder.
    fn depths(&self, line: &VerifyLine) -> Vec<DepthLevels> {
        let mut depths: Vec<DepthLevels> = Vec::new();
        let asked = self.basis.levels().into_iter().flat_map(|level| {
            self.depths_at(line, level)
                .into_iter()
                .flat_map(Depths::each)
                .map(move |depth| (level, depth))
        });
        for (level, depth) in asked {
            let key = level.map(|level| self.basis.scheme.level_key(level).into());
            match depths.iter_mut().find(|known| known.depth == depth) {
                Some(known) => known.levels.extend(key),
                None => depths.push(DepthLevels {
                    depth,
                    word: self.basis.scheme.printed_for(self.id, depth.word()).into(),
                    levels: key.into_iter().collect(),
                }),
            }
        }
        depths
    }

    fn depths_at(&self, line: &VerifyLine, level: Option<LevelId>) -> Option<Depths> {
        let at = self.basis.scheme.catalog_level(self.control.catalog, level);
        let holds = at != CatalogLevel::NotUsed && self.control.levels.contains(at.level());
        line.depths_at(at.level()).filter(|_| holds)
    }

    fn verify(&self, line: &VerifyLine) -> Option<VerifyLineView> {
        let scheme = self.basis.scheme;
        let depths = self.depths(line);
        let witness = line.witness.map(|party| &scheme.parties[party]);
        (!depths.is_empty()).then(|| VerifyLineView {
            procedure: procedure_ref(scheme, line.procedure),
            cases: case_refs(scheme, line.procedure, &line.cases),
            depths,
            owed: clauses_sentence(scheme, &line.clauses),
            witness: witness.map(Party::heading),
        })
    }
}

fn owned(keys: Vec<&str>) -> Vec<Text> {
    keys.into_iter().map(Text::from).collect()
}

/// Names the facts, inventories and attributes that decide a control, in the order in which they occur.
fn decided_by(scheme: &Scheme, id: ControlId) -> Vec<String> {
    let named = scheme
        .mentions_of(id)
        .into_iter()
        .filter_map(|mention| match mention {
            Mention::Fact(fact) => Some(scheme.facts[fact].key.to_string()),
            Mention::Set(Set::Inventory(inventory)) => {
                Some(scheme.inventories[inventory].key.to_string())
            }
            Mention::Attribute(step) => {
                let inventory = &scheme.inventories[step.inventory].key;
                let attribute = &scheme.attribute(step.inventory, step.attribute).key;
                Some(format!("{inventory}.{attribute}"))
            }
            Mention::Set(Set::Subset(_)) | Mention::Derive(_) | Mention::Broken => None,
        });
    named.collect()
}
