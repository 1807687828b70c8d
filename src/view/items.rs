//! Items of the scheme as every document names them, with a product or without.

use super::basis::{CatalogView, LevelView, RefView, VerdictView};
use super::traceability::GroundView;
use crate::model::{
    CatalogId, CatalogLevel, ControlId, Datum, EvidenceId, FormId, Id, LevelId, ProcedureId,
    Provenance, Scheme, SectionId, Verdict,
};
use crate::source::Text;

/// Names a control.
pub(super) fn control_ref(scheme: &Scheme, id: ControlId) -> RefView {
    let control = &scheme.controls[id];
    RefView {
        key: control.name.clone(),
        title: control.title.clone(),
    }
}

/// Names a procedure.
pub(super) fn procedure_ref(scheme: &Scheme, id: ProcedureId) -> RefView {
    let procedure = &scheme.procedures[id];
    RefView {
        key: procedure.key.clone(),
        title: procedure.title.clone(),
    }
}

/// Names an evidence kind.
pub(super) fn evidence_ref(scheme: &Scheme, id: EvidenceId) -> RefView {
    let kind = &scheme.evidence[id];
    RefView {
        key: kind.key.clone(),
        title: kind.title.clone(),
    }
}

/// Returns the key under which documents name a section: `F03/chips`.
pub(super) fn section_key(scheme: &Scheme, form: FormId, section: SectionId) -> String {
    let form = &scheme.forms[form];
    format!("{}/{}", form.key, form.sections[section].key)
}

/// Returns the question that a datum answers.
pub(super) fn question_of(scheme: &Scheme, datum: Datum) -> &str {
    match datum {
        Datum::Fact(fact) => &scheme.facts[fact].question,
        Datum::Inventory(inventory) => &scheme.inventories[inventory].title,
        Datum::Attribute(inventory, attribute) => &scheme.attribute(inventory, attribute).question,
    }
}

/// Returns the word that the catalog of a control prints for a word of the language.
pub(super) fn printed_word(scheme: &Scheme, control: ControlId, word: &'static str) -> String {
    let catalog = &scheme.catalogs[scheme.controls[control].catalog];
    let printed = catalog.prints.get(word).map(Text::as_str);
    printed.unwrap_or(word).to_owned()
}

/// Shows a level of the edition.
pub(super) fn view_level(scheme: &Scheme, level: LevelId) -> Option<LevelView> {
    let level = scheme.edition.levels.get(level.index())?;
    Some(LevelView {
        key: level.key.clone(),
        title: level.title.clone(),
    })
}

/// Shows the catalogs in use at a level of the edition, in its order.
pub(super) fn view_catalogs(scheme: &Scheme, level: Option<LevelId>) -> Vec<CatalogView> {
    let used = scheme.edition.uses.iter().map(|used| used.catalog);
    used.filter_map(|catalog| {
        let held = match scheme.catalog_level(catalog, level) {
            CatalogLevel::NotUsed => return None,
            CatalogLevel::Whole => None,
            CatalogLevel::At(level) => {
                let level = scheme.catalogs[catalog].levels.get(level.index());
                level.map(|level| level.key.clone())
            }
        };
        Some(view_catalog(scheme, catalog, held))
    })
    .collect()
}

/// Shows a catalog of which a level is in use; `None` where all of it is.
pub(super) fn view_catalog(scheme: &Scheme, id: CatalogId, level: Option<Text>) -> CatalogView {
    let catalog = &scheme.catalogs[id];
    CatalogView {
        key: catalog.key.clone(),
        name: catalog.name(),
        title: catalog.title.clone(),
        publisher: catalog.publisher.clone(),
        cites: catalog.cites.as_ref().map(|cites| cites.source.clone()),
        licence: catalog
            .cites
            .as_ref()
            .and_then(|c| c.licence.as_ref().map(ToString::to_string)),
        level,
    }
}

/// Shows a verdict word.
pub(super) fn view_verdict(verdict: &Verdict) -> VerdictView {
    VerdictView {
        key: verdict.key.clone(),
        title: verdict.title.clone(),
        class: verdict.class,
    }
}

/// Shows where each aspect of an item comes from.
pub(super) fn view_provenance(provenance: &Provenance) -> Vec<GroundView> {
    let grounds = provenance.iter().map(|(aspect, ground)| GroundView {
        aspect,
        confidence: ground.confidence,
        source: ground.source.clone(),
    });
    grounds.collect()
}
