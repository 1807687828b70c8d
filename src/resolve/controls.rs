//! Resolves all controls of an edition, including those that take a control of a base (L-050).

use rustc_hash::FxHashMap;

use super::control::resolve_control;
use super::cycles::break_cover_cycles;
use super::names::Decl;
use super::profile::Taken;
use super::reader::DraftReader;
use super::taking::{inherit, resolve_taken};
use super::world::{Home, World, homes};
use crate::diag::Diagnostics;
use crate::model::{Control, ControlId, Table};
use crate::syntax::ast::ControlDraft;

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
    let decl = world.tree.control(row)?;
    let mut control = match world.profiles.taken.get(&row) {
        Some(taken) => resolve_taking(world, home, &decl, *taken, out),
        None => resolve_control(world, home, &decl, out),
    };
    world.overlays.apply(row, &mut control, out);
    Some(control)
}

/// Resolves a control of a profile that takes another.
fn resolve_taking(
    world: &World<'_>,
    home: &Home<'_>,
    decl: &Decl<'_, ControlDraft>,
    taken: Taken,
    out: &mut Diagnostics,
) -> Control {
    let sets_aside = decl.draft.covered.is_some() || decl.draft.not_assessed.is_some();
    let mut draft = decl.draft.clone();
    if !sets_aside {
        // Its lines are read later, when the lines that they change are known.
        draft.evidence.clear();
        draft.verify.clear();
    }
    let head = Decl {
        draft: &draft,
        ..*decl
    };
    let own = resolve_control(world, home, &head, out);
    let Some(base) = world.profiles.bases.get(taken.base) else {
        return own;
    };
    match resolve_taken(world, home, base, taken, out) {
        Some(taken) => {
            let mut reader = DraftReader::new(decl.item, out);
            inherit(world, &mut reader, decl, own, home, base, taken)
        }
        None => own,
    }
}
