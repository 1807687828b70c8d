//! Finds the catalogs that no edition uses, and makes an edition for each.

use super::edition::find_uses;
use super::names::Tree;
use crate::diag::Diagnostics;
use crate::model::{
    Catalog, CatalogId, Edition, EditionStatus, Id, LevelId, LevelMap, LevelSet, Lineage, Offices,
    Use,
};
use crate::syntax::ast::{EditionDraft, ItemKind};

/// Returns the rows of the catalogs that no edition uses.
pub(super) fn unused_catalogs(tree: &Tree<'_>) -> Vec<usize> {
    let mut silent = Diagnostics::new();
    let mut used = vec![false; tree.of(ItemKind::Catalog).len()];
    for (_, decl) in tree.of(ItemKind::Edition).decls::<EditionDraft>() {
        for (row, _) in find_uses(tree, &decl, &mut silent) {
            if let Some(used) = used.get_mut(row) {
                *used = true;
            }
        }
    }
    used.into_iter()
        .enumerate()
        .filter_map(|(row, used)| (!used).then_some(row))
        .collect()
}

/// Makes an edition that uses all of one catalog, with its levels.
pub(super) fn edition_of_catalog(id: CatalogId, catalog: &Catalog) -> Edition {
    let levels = if catalog.levels.is_empty() {
        LevelMap::Every
    } else {
        let levels = (0..catalog.levels.len()).map(LevelId::from_index);
        LevelMap::Pairs(levels.map(|level| (level, level)).collect())
    };
    Edition {
        key: catalog.key.clone(),
        version: catalog.version.clone(),
        title: catalog.title.clone(),
        number: catalog.number.clone(),
        status: EditionStatus::Draft,
        approved: None,
        dated: None,
        about: None,
        cites: None,
        languages: Vec::new(),
        levels: catalog.levels.clone(),
        unpublished: LevelSet::NONE,
        uses: vec![Use {
            catalog: id,
            levels,
        }],
        verdicts: Vec::new(),
        findings: Vec::new(),
        forms: Vec::new(),
        phases: Vec::new(),
        calendar: crate::model::Numbering::Unsaid,
        rules: Vec::new(),
        prints: catalog.prints.clone(),
        offices: Offices::default(),
        certified: None,
        history: Vec::new(),
        lineage: Lineage::default(),
        provenance: catalog.provenance.clone(),
        place: catalog.place,
    }
}
