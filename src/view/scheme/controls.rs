//! The controls of a scheme: what each asks, of which products, with which evidence and procedures.

use serde::Serialize;

use super::SchemeBasis;
use crate::logic::{applies_sentence, clauses_sentence};
use crate::model::{
    Applies, Assessment, CatalogLevel, Control, ControlId, Depths, EvidenceChoice, EvidenceLine,
    LevelId, LevelSet, Mention, Provenance, Scheme, Set, Subject, Treatment, VerifyLine,
};
use crate::view::basis::RefView;
use crate::view::controls::{TakesView, view_takes};
use crate::view::items::{control_ref, evidence_ref, printed_word, procedure_ref, view_relations};
use crate::view::traceability::RelationView;

/// A control as the scheme has it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ControlDefinition {
    /// The key with that of the catalog: `asvs-c:C.1`.
    pub key: String,
    /// The source's own number for it.
    pub clause: String,
    /// What it takes, where it is a control of a profile.
    pub takes: Option<TakesView>,
    /// The catalog with its version.
    pub catalog: String,
    /// The title of its group.
    pub group: Option<String>,
    /// The title.
    pub title: String,
    /// The levels of the edition at which it holds, from the lowest; empty where the edition has none.
    pub levels: Vec<String>,
    /// Why it does not hold at a level between two at which it does.
    pub gap_because: Option<String>,
    /// The word that the catalog prints for `shall` or `should`.
    pub strength: String,
    /// Whether it judges the maker rather than the product.
    pub of_maker: bool,
    /// Whom it addresses.
    pub addresses: Vec<String>,
    /// What it is for, in the author's Markdown.
    pub objective: Option<String>,
    /// What must be so, in the author's Markdown.
    pub statement: Option<String>,
    /// What a good answer contains, in the author's Markdown.
    pub guidance: Option<String>,
    /// `assessed`, `covered` or `not-assessed`.
    pub treatment: &'static str,
    /// The ground on which it is covered or set aside.
    pub because: Option<String>,
    /// The controls that its verdict follows.
    pub covered_by: Vec<RefView>,
    /// When it applies; `None` where it is covered or set aside.
    pub applies: Option<AppliesView>,
    /// The evidence owed where it does not apply.
    pub otherwise: Vec<RefView>,
    /// The evidence that it calls for.
    pub evidence: Vec<EvidenceLineView>,
    /// The procedures that verify it.
    pub procedures: Vec<VerifyLineView>,
    /// The facts, inventories and attributes of the product file that decide whether it applies and for what.
    pub decided_by: Vec<String>,
    /// Where its aspects come from.
    pub origins: Vec<OriginView>,
    /// What it is to other controls, seen from it.
    pub relations: Vec<RelationView>,
    /// Rulings and open questions that bear on it.
    pub interpretations: Vec<RefView>,
    /// Earlier keys.
    pub was: Vec<String>,
    /// Where it is declared, as `path:line`.
    pub place: Option<String>,
}

/// When a control applies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct AppliesView {
    /// `always`, `for-each` or `when`.
    pub kind: &'static str,
    /// As the end of a sentence that begins “it applies”, without its full stop.
    pub says: String,
    /// The inventory or subset of which an entry makes it apply: `serial_port`.
    pub set: Option<RefView>,
}

/// Evidence that a control calls for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct EvidenceLineView {
    /// The key within the control.
    pub key: String,
    /// The kinds.
    pub kinds: Vec<RefView>,
    /// How many of the kinds are needed; `None` where there is one kind.
    pub needed: Option<usize>,
    /// The levels of the edition at which it is wanted.
    pub levels: Vec<String>,
    /// For what: `once`, `for each of “Chips”`.
    pub owed: String,
}

/// A procedure that verifies a control.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct VerifyLineView {
    /// The procedure.
    pub procedure: RefView,
    /// How deeply at which levels.
    pub depths: Vec<DepthLevels>,
    /// For what: `once`, `for each of “Chips”`.
    pub owed: String,
    /// Who must be present, instead of whom the procedure names.
    pub witness: Option<String>,
}

/// A depth, and the levels at which it is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct DepthLevels {
    /// The depth: `review`, `test`, `attack` or `audit`.
    pub depth: &'static str,
    /// The word that the catalog prints for it.
    pub word: String,
    /// The levels of the edition.
    pub levels: Vec<String>,
}

/// Where some aspects of an item come from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct OriginView {
    /// How sure they are: `published`, `secondary`, `inferred`, `unconfirmed`, `disputed` or `ours`.
    pub confidence: &'static str,
    /// The source, where one is named.
    pub source: Option<String>,
    /// The aspects: `number`, `statement`.
    pub aspects: Vec<&'static str>,
}

/// Shows the controls of a selection.
pub(super) fn view_controls(
    basis: &SchemeBasis<'_>,
    selected: &[ControlId],
) -> Vec<ControlDefinition> {
    let controls = selected.iter();
    controls.map(|id| view_control(basis, *id)).collect()
}

fn view_control(basis: &SchemeBasis<'_>, id: ControlId) -> ControlDefinition {
    let scheme = basis.scheme;
    let control = &scheme.controls[id];
    let group = control.group.map(|group| &scheme.groups[group]);
    let addresses = control.addresses.iter();
    ControlDefinition {
        key: control.name.to_string(),
        clause: control.key.to_string(),
        takes: control.takes.as_deref().map(view_takes),
        catalog: scheme.catalogs[control.catalog].name(),
        group: group.map(|group| group.title.to_string()),
        title: control.title.to_string(),
        levels: owned(scheme.levels_of(id)),
        gap_because: control.gap_because.as_ref().map(ToString::to_string),
        strength: printed_word(scheme, id, control.strength.word()),
        of_maker: control.subject == Subject::Maker,
        addresses: addresses
            .map(|party| scheme.parties[*party].title.to_string())
            .collect(),
        objective: control.objective.as_ref().map(ToString::to_string),
        statement: control.statement.as_ref().map(ToString::to_string),
        guidance: control.guidance.as_ref().map(ToString::to_string),
        decided_by: decided_by(scheme, id),
        origins: view_origins(&control.provenance),
        relations: view_relations(scheme, id),
        interpretations: interpretations_of(scheme, id),
        was: control.was.iter().map(ToString::to_string).collect(),
        place: basis.place(control.place),
        ..view_treatment(basis, id, control)
    }
}

/// Shows how a control is dealt with; all else is left empty.
fn view_treatment(basis: &SchemeBasis<'_>, id: ControlId, control: &Control) -> ControlDefinition {
    let scheme = basis.scheme;
    let refs = |ids: &[ControlId]| ids.iter().map(|id| control_ref(scheme, *id)).collect();
    match &control.treatment {
        Treatment::Covered { by, because } => ControlDefinition {
            treatment: "covered",
            because: Some(because.to_string()),
            covered_by: refs(by),
            ..ControlDefinition::default()
        },
        Treatment::NotAssessed { because } => ControlDefinition {
            treatment: "not-assessed",
            because: Some(because.to_string()),
            ..ControlDefinition::default()
        },
        Treatment::Assessed(assessment) => view_assessment(basis, id, control, assessment),
    }
}

fn view_assessment(
    basis: &SchemeBasis<'_>,
    id: ControlId,
    control: &Control,
    assessment: &Assessment,
) -> ControlDefinition {
    let scheme = basis.scheme;
    let line = Line { basis, id, control };
    let otherwise = assessment.otherwise.iter();
    let evidence = assessment.evidence.iter();
    let verify = assessment.verify.iter();
    ControlDefinition {
        treatment: "assessed",
        applies: Some(view_applies(scheme, &assessment.applies)),
        otherwise: otherwise.map(|kind| evidence_ref(scheme, *kind)).collect(),
        evidence: evidence.filter_map(|one| line.evidence(one)).collect(),
        procedures: verify.filter_map(|one| line.verify(one)).collect(),
        ..ControlDefinition::default()
    }
}

fn view_applies(scheme: &Scheme, applies: &Applies) -> AppliesView {
    let set = match applies {
        Applies::ForEach(set) => Some(RefView {
            key: scheme.set_key(*set).to_owned(),
            title: scheme.set_title(*set).to_owned(),
        }),
        Applies::Always | Applies::When(_) => None,
    };
    AppliesView {
        kind: match applies {
            Applies::Always => "always",
            Applies::ForEach(_) => "for-each",
            Applies::When(_) => "when",
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
    /// Returns the levels of the edition at which something of the control holds; `None` where that is at
    /// none that is shown.
    fn levels(&self, levels: LevelSet) -> Option<Vec<String>> {
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
            key: line.key.to_string(),
            needed: match &line.choice {
                EvidenceChoice::Kind(_) => None,
                EvidenceChoice::Of { needed, .. } => Some(*needed),
            },
            kinds: kinds.map(|kind| evidence_ref(scheme, *kind)).collect(),
            levels: self.levels(line.levels)?,
            owed: clauses_sentence(scheme, &line.clauses),
        })
    }

    /// Returns the depths of a line, each with the levels of the edition at which it is the deepest of the
    /// ladder, or an audit.
    fn depths(&self, line: &VerifyLine) -> Vec<DepthLevels> {
        let mut depths: Vec<DepthLevels> = Vec::new();
        let levels = self.basis.levels().into_iter();
        let asked = levels.flat_map(|level| {
            let depths = self.depths_at(line, level).into_iter();
            depths
                .flat_map(Depths::each)
                .map(move |depth| (level, depth))
        });
        for (level, depth) in asked {
            let key = level.map(|level| self.basis.scheme.level_key(level).to_owned());
            match depths.iter_mut().find(|known| known.depth == depth.word()) {
                Some(known) => known.levels.extend(key),
                None => depths.push(DepthLevels {
                    depth: depth.word(),
                    word: printed_word(self.basis.scheme, self.id, depth.word()),
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
            depths,
            owed: clauses_sentence(scheme, &line.clauses),
            witness: witness.map(|party| party.title.to_string()),
        })
    }
}

fn owned(keys: Vec<&str>) -> Vec<String> {
    keys.into_iter().map(str::to_owned).collect()
}

/// Names the facts, inventories and attributes that decide a control, in the order in which they come up.
fn decided_by(scheme: &Scheme, id: ControlId) -> Vec<String> {
    let mentions = scheme.mentions_of(id).into_iter();
    let named = mentions.filter_map(|mention| match mention {
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

/// Puts the aspects together that come from one source with one confidence, in the order of aspects.
pub(super) fn view_origins(provenance: &Provenance) -> Vec<OriginView> {
    let mut origins: Vec<OriginView> = Vec::new();
    for (aspect, ground) in provenance.iter() {
        let confidence = ground.confidence.word();
        let known = origins.iter_mut().find(|known| {
            known.confidence == confidence && known.source.as_deref() == ground.source.as_deref()
        });
        match known {
            Some(known) => known.aspects.push(aspect.word()),
            None => origins.push(OriginView {
                confidence,
                source: ground.source.as_ref().map(ToString::to_string),
                aspects: vec![aspect.word()],
            }),
        }
    }
    origins
}

fn interpretations_of(scheme: &Scheme, id: ControlId) -> Vec<RefView> {
    let all = scheme.interpretations.iter().map(|(_, one)| one);
    let bearing = all.filter(|one| one.controls.contains(&id));
    bearing
        .map(|one| RefView {
            key: one.key.to_string(),
            title: one.title.to_string(),
        })
        .collect()
}
