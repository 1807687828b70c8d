//! Resolves all controls of an edition, with what they inherit: from the base of a profile (L-050), or from an
//! earlier version (L-058).

use rustc_hash::FxHashMap;

use super::control::{ControlItem, Extent};
use super::cycles::break_cover_cycles;
use super::levels::Ladder;
use super::names::Inherits;
use super::profile::Taken;
use super::reader::DraftReader;
use super::revised::resolve_revised;
use super::taking::From;
use super::world::{Home, Role, World, homes};
use crate::diag::Diagnostics;
use crate::model::{Control, ControlId, Inheritance, Inherited, Table};
use crate::syntax::ast::ItemKind;

/// Resolves the controls of the edition in their order.
pub(super) fn resolve_controls(
    world: &World<'_>,
    out: &mut Diagnostics,
) -> Table<ControlId, Control> {
    let owners: Vec<String> = world
        .catalogs
        .iter()
        .map(|(_, catalog)| catalog.name())
        .collect();
    let homes = homes(world, &owners);
    let resolve = |rows: &[usize]| {
        let mut reports = Diagnostics::new();
        let mut resolved = Vec::with_capacity(rows.len());
        for row in rows {
            resolved.extend(resolve_row(world, &homes, *row, &mut reports));
        }
        (resolved, reports)
    };
    let mut controls = Table::with_capacity(world.names.order.len());
    world.names.read_all(resolve, |(resolved, reports)| {
        out.append(reports);
        for control in resolved {
            let _ = controls.insert(control.name.clone(), control);
        }
    });
    break_cover_cycles(&mut controls, out);
    controls
}

fn resolve_row(
    world: &World<'_>,
    homes: &FxHashMap<usize, Home<'_>>,
    row: usize,
    out: &mut Diagnostics,
) -> Option<Control> {
    let home = homes.get(&world.tree.catalog_of(row)?)?;
    resolve_in(world, home, row, out)
}

/// Resolves the control of a row as one of a catalog that the edition uses, or of a base.
fn resolve_in(
    world: &World<'_>,
    home: &Home<'_>,
    row: usize,
    out: &mut Diagnostics,
) -> Option<Control> {
    let tree = world.tree;
    let taken = world.profiles.taken.get(&row);
    let mut control = match (taken, tree.inherits.get(&row)) {
        (Some(taken), _) => {
            let decl = &tree.control(row)?;
            resolve_taking(ControlItem { world, home, decl }, *taken, out)?
        }
        (None, Some(Inherits::From(_))) => resolve_revised(world, home, row, out)?,
        (None, inherits) => {
            let decl = &tree.control(row)?;
            let extent = match (inherits, decl.draft.take) {
                (None, None) => Extent::Whole,
                // What it inherits was not found, which has been reported.
                (Some(_), _) | (_, Some(_)) => Extent::Remains,
            };
            ControlItem { world, home, decl }.resolve(extent, None, out)
        }
    };
    world.overlays.apply(row, &mut control, out);
    Some(control)
}

/// Resolves a control of a profile that takes another, which is resolved as part of its own catalog.
fn resolve_taking(
    item: ControlItem<'_, '_>,
    taken: Taken,
    out: &mut Diagnostics,
) -> Option<Control> {
    let ControlItem { world, home, decl } = item;
    let own = item.resolve_changes(None, out);
    let Some(base) = world.profiles.bases.get(taken.base) else {
        return Some(own);
    };
    let owner = base.catalog.name();
    let of_base = Home {
        id: home.id,
        catalog: &base.catalog,
        row: base.row,
        written_in: base.row,
        ladder: Ladder {
            // A catalog without levels is reported by itself.
            incomplete: base.catalog.levels.is_empty(),
            ..Ladder::of_catalog(world.tree, base.row, &base.catalog, &owner)
        },
        role: Role::Base,
    };
    let before = resolve_in(world, &of_base, taken.control, out)?;
    let inherited = Inherited {
        by: Inheritance::Profile,
        name: before.name.clone(),
        catalog: owner.clone().into(),
        source: base.catalog.title.clone(),
        decides: world.tree.decides(Some(*decl), taken.control),
    };
    let reader = &mut DraftReader::new(decl.item, out);
    let control = item.inherit(reader, own, before, &From::Base(base));
    let catalogs = world.tree.of(ItemKind::Catalog);
    Some(Control {
        inherits: Some(Box::new(inherited)),
        // The grounds that it inherits may be missing.
        incomplete: control.incomplete || catalogs.lacks(base.row, world.faults),
        ..control
    })
}
