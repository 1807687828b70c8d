//! Resolves controls of revisions, from the oldest version in which they are written to the newest (L-058, L-059).

use super::control::{ControlItem, Extent};
use super::levels::{Cut, Ladder};
use super::names::{Decl, Inherits, Tree};
use super::reader::DraftReader;
use super::taking::From;
use super::world::{Home, World};
use crate::diag::Diagnostics;
use crate::model::{Control, Inheritance, Inherited, LevelSet, Treatment};
use crate::syntax::ast::{ChangeKind, ControlDraft, ItemKind};

/// What one version says of a control.
struct Layer<'l> {
    /// The row of the control.
    row: usize,
    /// The row of its catalog.
    catalog: usize,
    decl: Decl<'l, ControlDraft>,
}

/// The levels at which a control holds.
struct Held {
    levels: LevelSet,
    /// The number of the layer that says them, if one does.
    by: Option<usize>,
    /// Whether they could not be read.
    unsure: bool,
}

/// Resolves a control of a revision as if everything that it inherits were written again in it.
pub(super) fn resolve_revised(
    world: &World<'_>,
    home: &Home<'_>,
    row: usize,
    out: &mut Diagnostics,
) -> Option<Control> {
    let tree = world.tree;
    let written = tree.heritage(row);
    let layers: Vec<Layer<'_>> = written.filter_map(|row| Layer::of(tree, row)).collect();
    let newest = layers.first()?;
    let held = held_levels(tree, home, row, &layers, out);
    let mut control: Option<Control> = None;
    for (number, layer) in layers.iter().enumerate().rev() {
        let newer = layers.get(..number).unwrap_or(&[]);
        let said = without_replaced(layer.decl.draft, newer);
        // Lines at levels that a newer version took away are left out.
        let is_cut = held.by.is_some_and(|by| by < number);
        let home = layer.home(home, if is_cut { Cut::Silent } else { Cut::Reported });
        let mut reports = Diagnostics::new();
        let decl = Decl {
            draft: &said,
            ..layer.decl
        };
        let item = ControlItem {
            world,
            home: &home,
            decl: &decl,
        };
        control = Some(layer.resolve(item, held.levels, control, &mut reports));
        out.extend(tree.explain_inherited(reports, layer.catalog, row));
    }
    let control = control?;
    let (control, by, from) = match layers.get(1) {
        Some(before) if !tree.of(ItemKind::Control).is_left(row) => {
            (control, Inheritance::Revision, before)
        }
        _ => (
            leave(world, home, row, newest, control),
            Inheritance::Left,
            newest,
        ),
    };
    Some(Control {
        treatment: without_unowed(control.treatment, &home.ladder),
        inherits: from.inherited(tree, by, row).map(Box::new),
        incomplete: control.incomplete || held.unsure,
        ..control
    })
}

impl<'l> Layer<'l> {
    fn of(tree: &Tree<'l>, row: usize) -> Option<Self> {
        Some(Self {
            row,
            catalog: tree.catalog_of(row)?,
            decl: tree.control(row)?,
        })
    }

    /// Returns the catalog in use, in which what this version says is read.
    fn home<'h>(&self, home: &Home<'h>, cut: Cut) -> Home<'h> {
        Home {
            written_in: self.catalog,
            ladder: Ladder { cut, ..home.ladder },
            ..*home
        }
    }

    /// Resolves what this version says over what the versions before it say; `before` is `None` if it is the first.
    fn resolve(
        &self,
        item: ControlItem<'_, '_>,
        levels: LevelSet,
        before: Option<Control>,
        out: &mut Diagnostics,
    ) -> Control {
        let Some(before) = before else {
            let extent = match item.world.tree.inherits.get(&self.row) {
                Some(Inherits::Lost) => Extent::Remains,
                Some(Inherits::From(_)) | None => Extent::Whole,
            };
            return item.resolve(extent, Some(levels), out);
        };
        let own = item.resolve_changes(Some(levels), out);
        let reader = &mut DraftReader::new(item.decl.item, out);
        item.inherit(reader, own, before, &From::Earlier)
    }

    /// Describes this version of a control for its heir.
    fn inherited(&self, tree: &Tree<'_>, by: Inheritance, heir: usize) -> Option<Inherited> {
        let catalog = tree.catalog_name(self.catalog);
        let decl = tree.catalog(self.catalog)?;
        Some(Inherited {
            by,
            name: format!("{catalog}:{}", self.decl.key()).into(),
            catalog: catalog.into(),
            source: decl.item.item.text(decl.draft.title),
            decides: tree.decides(None, heir),
        })
    }
}

/// Takes out of what a version says what newer versions say in its place. Nothing in it is a mistake of the revision.
fn without_replaced(draft: &ControlDraft, newer: &[Layer<'_>]) -> ControlDraft {
    let mut said = draft.clone();
    for newer in newer.iter().map(|layer| layer.decl.draft) {
        let is_set_aside = newer.covered.is_some() || newer.not_assessed.is_some();
        if is_set_aside || !newer.evidence.is_empty() {
            said.evidence.clear();
            said.add_evidence.clear();
            said.drops.retain(|drop| drop.kind != ChangeKind::Evidence);
        }
        if is_set_aside || !newer.verify.is_empty() {
            said.verify.clear();
            said.add_verify.clear();
            said.drops.retain(|drop| drop.kind != ChangeKind::Verify);
        }
        if let Some(covered) = &mut said.covered
            && (is_set_aside || newer.applies.is_some())
        {
            covered.by = Box::default();
        }
    }
    said
}

/// Returns the levels that the newest version says that says any, in terms of the levels of the catalog in use.
fn held_levels(
    tree: &Tree<'_>,
    home: &Home<'_>,
    heir: usize,
    layers: &[Layer<'_>],
    out: &mut Diagnostics,
) -> Held {
    let by = layers
        .iter()
        .position(|layer| layer.decl.draft.levels.is_some());
    let Some(layer) = layers.get(by.unwrap_or(0)) else {
        return Held {
            levels: LevelSet::ALL,
            by,
            unsure: true,
        };
    };
    let mut reports = Diagnostics::new();
    let mut reader = DraftReader::new(layer.decl.item, &mut reports);
    let draft = layer.decl.draft;
    let levels = home
        .ladder
        .of_control(&mut reader, draft.key, draft.levels.as_ref());
    let unsure = reader.dropped;
    out.extend(tree.explain_inherited(reports, layer.catalog, heir));
    Held { levels, by, unsure }
}

/// Returns a control as a revision leaves it: with the number, the levels and the catalog of the revision.
fn leave(
    world: &World<'_>,
    home: &Home<'_>,
    row: usize,
    newest: &Layer<'_>,
    before: Control,
) -> Control {
    let draft = ControlDraft {
        key: newest.decl.draft.key,
        ..ControlDraft::default()
    };
    let declared = world.tree.of(ItemKind::Control);
    let decl = Decl {
        draft: &draft,
        item: newest.decl.item,
        file: declared.file(row).unwrap_or(newest.decl.file),
    };
    // All of it has been read, and reported.
    let mut silent = Diagnostics::new();
    let item = ControlItem {
        world,
        home,
        decl: &decl,
    };
    let own = item.resolve_changes(Some(before.levels), &mut silent);
    let reader = &mut DraftReader::new(decl.item, &mut silent);
    item.inherit(reader, own, before, &From::Earlier)
}

/// Takes out the lines that are owed at no level, because a newer version took their levels away.
fn without_unowed(treatment: Treatment, ladder: &Ladder<'_>) -> Treatment {
    let Treatment::Assessed(mut assessment) = treatment else {
        return treatment;
    };
    let is_owed = |levels: &LevelSet| {
        let count = ladder.levels.len();
        count == 0 || levels.lowest(count).is_some()
    };
    assessment.evidence.retain(|line| is_owed(&line.levels));
    for line in &mut assessment.verify {
        line.depths.retain(|(_, levels)| is_owed(levels));
    }
    assessment.verify.retain(|line| !line.depths.is_empty());
    Treatment::Assessed(assessment)
}
