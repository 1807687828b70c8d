//! The resolved items that controls refer to, and the catalog to which each control belongs.

use rustc_hash::FxHashMap;

use super::control_names::ControlNames;
use super::levels::Ladder;
use super::lexicon::Lexicon;
use super::names::Tree;
use super::overlay::Overlays;
use super::profile::Profiles;
use super::provenance::Defaults;
use crate::model::{Catalog, CatalogId, Group, GroupId, Procedure, ProcedureId, Table};
use crate::syntax::ast::ItemKind;

/// The resolved items that controls refer to.
pub(super) struct World<'a> {
    pub tree: &'a Tree<'a>,
    pub lexicon: &'a Lexicon<'a>,
    pub names: &'a ControlNames<'a>,
    pub procedures: &'a Table<ProcedureId, Procedure>,
    pub groups: &'a Table<GroupId, Group>,
    pub catalogs: &'a Table<CatalogId, Catalog>,
    /// The rows of the catalogs, by id.
    pub rows: &'a [usize],
    /// The default grounds of each file for the controls of a catalog, by row of the catalog.
    pub defaults: &'a FxHashMap<usize, Defaults>,
    /// The profiles and what they take from their bases.
    pub profiles: &'a Profiles,
    /// The overlays.
    pub overlays: &'a Overlays,
}

/// The catalog of a control.
pub(super) struct Home<'h> {
    pub id: CatalogId,
    pub catalog: &'h Catalog,
    pub row: usize,
    pub ladder: Ladder<'h>,
}

/// Returns the catalogs in use by row.
pub(super) fn homes<'h>(world: &World<'h>, owners: &'h [String]) -> FxHashMap<usize, Home<'h>> {
    let mut homes = FxHashMap::default();
    for (((id, catalog), row), owner) in world.catalogs.iter().zip(world.rows).zip(owners) {
        let item = world.tree.of(ItemKind::Catalog).item(*row);
        let incomplete = item.is_some_and(|placed| placed.item.is_incomplete());
        let ladder = Ladder {
            noun: "catalog",
            owner,
            levels: &catalog.levels,
            incomplete: incomplete && catalog.levels.is_empty(),
        };
        let row = *row;
        homes.insert(
            row,
            Home {
                id,
                catalog,
                row,
                ladder,
            },
        );
    }
    homes
}
