//! The resolved items that controls refer to, and the catalog to which each control belongs.

use rustc_hash::FxHashMap;

use super::control_names::ControlNames;
use super::groups::Groups;
use super::incomplete::Faults;
use super::levels::Ladder;
use super::lexicon::Lexicon;
use super::names::Tree;
use super::overlay::Overlays;
use super::profile::Profiles;
use super::provenance::Defaults;
use crate::model::{Catalog, CatalogId, EvidenceId, EvidenceKind, Procedure, ProcedureId, Table};

/// The resolved items that controls refer to.
pub(super) struct World<'a> {
    pub tree: &'a Tree<'a>,
    pub lexicon: &'a Lexicon<'a>,
    pub names: &'a ControlNames<'a>,
    pub procedures: &'a Table<ProcedureId, Procedure>,
    pub evidence: &'a Table<EvidenceId, EvidenceKind>,
    pub groups: &'a Groups<'a>,
    pub catalogs: &'a Table<CatalogId, Catalog>,
    /// The rows of the catalogs, by id.
    pub rows: &'a [usize],
    /// The default grounds of each file for the controls of a catalog, by row of the catalog.
    pub defaults: &'a FxHashMap<usize, Defaults>,
    /// The profiles and what they take from their bases.
    pub profiles: &'a Profiles,
    /// The overlays.
    pub overlays: &'a Overlays,
    /// The mistakes in what controls refer to.
    pub faults: &'a Faults,
}

/// The catalog of a control.
#[derive(Debug, Clone, Copy)]
pub(super) struct Home<'h> {
    pub id: CatalogId,
    pub catalog: &'h Catalog,
    pub row: usize,
    /// The row of the catalog in which the control is written: the catalog, or an earlier version.
    pub written_in: usize,
    pub ladder: Ladder<'h>,
    /// The role that the catalog has in the edition.
    pub role: Role,
}

/// The role of a catalog in an edition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// The edition uses it.
    Used,
    /// A profile is over it. The edition shows nothing of it but what is taken.
    Base,
}

/// Returns the catalogs in use by row.
pub(super) fn homes<'h>(world: &World<'h>, owners: &'h [String]) -> FxHashMap<usize, Home<'h>> {
    let mut homes = FxHashMap::default();
    for (((id, catalog), row), owner) in world.catalogs.iter().zip(world.rows).zip(owners) {
        let ladder = Ladder::of_catalog(world.tree, *row, catalog, owner);
        let row = *row;
        homes.insert(
            row,
            Home {
                id,
                catalog,
                row,
                written_in: row,
                ladder,
                role: Role::Used,
            },
        );
    }
    homes
}
