//! Resolves relations between controls (L-190 to L-192) and interpretations (L-200, L-201).

use std::collections::hash_map::Entry;
use std::hash::Hash;

use rustc_hash::FxHashMap;

use super::control_names::{ControlNames, Target};
use super::edition_choice::find_edition;
use super::names::{Decl, Tree};
use super::profile::Taken;
use super::provenance::Defaults;
use super::reader::DraftReader;
use crate::diag::{Diagnostic, Diagnostics, codes, list_or};
use crate::model::{
    ControlId, Earlier, Interpretation, InterpretationId, Relation, RelationKind, RelationTarget,
    Table,
};
use crate::source::{Place, Text};
use crate::syntax::ast::{
    ControlDraft, InterpretationDraft, ItemKind, Placed, RefDraft, RelatesDraft,
};

codes! {
    RELATION_TO_ITSELF = error("P0345", "control that is related to itself"),
    RELATION_TWICE = error("P0346", "relation that is given twice"),
    LEFT_BEHIND = warning("P0347", "interpretation of an earlier version only"),
}

/// Collects relations, each pair once in either direction.
struct Relations<'a> {
    names: &'a ControlNames<'a>,
    list: Vec<Relation>,
    /// The places of the pairs of this edition, the control that comes first in the scheme named first.
    pairs: FxHashMap<(ControlId, ControlId), Place>,
    /// The places of the pairs with controls of catalogs that the edition does not use.
    outside: FxHashMap<(ControlId, Text), Place>,
}

/// Resolves the relations in controls, then those that controls inherit, then those that are items.
pub(super) fn resolve_relations(
    tree: &Tree<'_>,
    names: &ControlNames<'_>,
    taken: &FxHashMap<usize, Taken>,
    out: &mut Diagnostics,
) -> Vec<Relation> {
    let mut relations = Relations {
        names,
        list: Vec::new(),
        pairs: FxHashMap::default(),
        outside: FxHashMap::default(),
    };
    let own = |row: usize| Some((row, tree.control(row).filter(relates)?));
    names.read_all(read_with(names, own), |(read, reports)| {
        out.append(reports);
        for relation in read {
            relations.add(relation, out);
        }
    });
    if !(taken.is_empty() && tree.inherits.is_empty()) {
        let inherited = |row: usize| inherited_relations(tree, taken, row);
        names.read_all(read_with(names, inherited), |(read, reports)| {
            out.append(reports);
            relations.add_inherited(read);
        });
    }
    for decl in &tree.relations {
        let focal = names.find(&mut DraftReader::new(decl.item, out), decl.draft.focal);
        let read = focal.and_then(|focal| {
            let from = Focal {
                control: focal,
                written_in: None,
            };
            read_relation(names, decl.item, from, &decl.draft.relates, out)
        });
        if let Some(relation) = read {
            relations.add(relation, out);
        }
    }
    relations.list
}

fn relates(decl: &Decl<'_, ControlDraft>) -> bool {
    !decl.draft.relates.is_empty()
}

/// Finds the control whose relations another inherits, because it writes none itself.
fn inherited_relations<'a>(
    tree: &Tree<'a>,
    taken: &FxHashMap<usize, Taken>,
    row: usize,
) -> Option<(usize, Decl<'a, ControlDraft>)> {
    let from = match taken.get(&row) {
        Some(taken) => taken.control,
        None => tree.inherits.contains_key(&row).then_some(row)?,
    };
    let own = tree.control(row);
    if own.as_ref().is_some_and(relates) {
        return None;
    }
    tree.newest(from, |decl| relates(&decl).then_some(decl))
}

/// Makes a reader of the relations of controls, given by row; `find` finds the control in which they are written.
fn read_with<'a>(
    names: &ControlNames<'_>,
    find: impl Fn(usize) -> Option<(usize, Decl<'a, ControlDraft>)> + Sync,
) -> impl Fn(&[usize]) -> (Vec<Relation>, Diagnostics) + Sync {
    move |rows| {
        let mut reports = Diagnostics::new();
        let mut read = Vec::new();
        for row in rows {
            let (Some((written, decl)), Some(focal)) = (find(*row), names.id(*row)) else {
                continue;
            };
            let Some(catalog) = names.tree.catalog_of(written) else {
                continue;
            };
            let mut own = Diagnostics::new();
            for relates in &decl.draft.relates {
                let from = Focal {
                    control: Target::Control(focal),
                    written_in: Some(catalog),
                };
                read.extend(read_relation(names, decl.item, from, relates, &mut own));
            }
            reports.extend(names.tree.explain_inherited(own, catalog, *row));
        }
        (read, reports)
    }
}

/// The control from which a relation goes out.
struct Focal {
    control: Target,
    /// The row of the catalog in which the relation is written; `None` if it is an item of its own.
    written_in: Option<usize>,
}

/// Reads a relation of a control; `None` if it is wrong, or between controls of other editions.
fn read_relation(
    names: &ControlNames<'_>,
    item: &Placed,
    from: Focal,
    draft: &RelatesDraft,
    out: &mut Diagnostics,
) -> Option<Relation> {
    let mut reader = DraftReader::new(item, out);
    let kind = reader.choose::<RelationKind>(draft.kind);
    let target = match from.written_in {
        // A relation discharges nothing: it goes with the control to which it led.
        Some(catalog) if names.is_gone(&reader, draft.target, catalog) => return None,
        Some(catalog) => names.find_from(&mut reader, draft.target, catalog),
        None => names.find(&mut reader, draft.target),
    };
    let (kind, target) = (kind?, target?);
    let (focal, kind, target) = match (from.control, target) {
        (Target::Control(focal), Target::Control(target)) if focal == target => {
            let place = reader.place(draft.target.span);
            reader.report(relation_to_itself(place, &names.shown(focal)));
            return None;
        }
        (Target::Control(focal), Target::Control(target)) => {
            (focal, kind, RelationTarget::Control(target))
        }
        (Target::Control(focal), Target::Outside(name)) => {
            (focal, kind, RelationTarget::Outside(name.into()))
        }
        // The edition sees the relation from the side of its own control.
        (Target::Outside(name), Target::Control(focal)) => {
            (focal, kind.reversed(), RelationTarget::Outside(name.into()))
        }
        (Target::Outside(_), Target::Outside(_)) => return None,
    };
    Some(Relation {
        focal,
        kind,
        target,
        because: reader.given(draft.because),
        place: reader.place(draft.span),
    })
}

impl Relations<'_> {
    /// Adds relations that controls inherit. Those that are written come before them.
    fn add_inherited(&mut self, inherited: Vec<Relation>) {
        for relation in inherited {
            if self.note(&relation).is_none() {
                self.list.push(relation);
            }
        }
    }

    /// Adds a relation, or reports that it is given twice.
    fn add(&mut self, relation: Relation, out: &mut Diagnostics) {
        let Some(first) = self.note(&relation) else {
            self.list.push(relation);
            return;
        };
        let (focal, target) = (
            self.names.shown(relation.focal),
            self.shown(&relation.target),
        );
        out.push(relation_twice(relation.place, first, &focal, &target));
    }

    /// Records a pair and returns the place where it was related before, from either side.
    fn note(&mut self, relation: &Relation) -> Option<Place> {
        let Relation { focal, place, .. } = *relation;
        match &relation.target {
            RelationTarget::Control(target) => {
                let pair = (focal.min(*target), focal.max(*target));
                note_first(&mut self.pairs, pair, place)
            }
            RelationTarget::Outside(name) => {
                note_first(&mut self.outside, (focal, name.clone()), place)
            }
        }
    }

    fn shown(&self, target: &RelationTarget) -> String {
        match target {
            RelationTarget::Control(id) => self.names.shown(*id),
            RelationTarget::Outside(name) => name.to_string(),
        }
    }
}

/// Records the place of a pair, or returns the place that is recorded.
fn note_first<Pair: Eq + Hash>(
    places: &mut FxHashMap<Pair, Place>,
    pair: Pair,
    place: Place,
) -> Option<Place> {
    match places.entry(pair) {
        Entry::Occupied(first) => Some(*first.get()),
        Entry::Vacant(vacant) => {
            vacant.insert(place);
            None
        }
    }
}

/// Resolves the interpretations that bear on the edition of a row.
pub(super) fn resolve_interpretations(
    tree: &Tree<'_>,
    names: &ControlNames<'_>,
    edition: usize,
    defaults: &Defaults,
    out: &mut Diagnostics,
) -> Table<InterpretationId, Interpretation> {
    let mut interpretations = Table::default();
    for (_, decl) in tree
        .of(ItemKind::Interpretation)
        .decls::<InterpretationDraft>()
    {
        let mut reader = DraftReader::new(decl.item, out);
        if !bears_on(&mut reader, tree, &decl.draft.editions, edition) {
            continue;
        }
        let interpretation = resolve_interpretation(&mut reader, names, &decl, defaults);
        if let Some(interpretation) = interpretation {
            let _ = interpretations.insert(decl.key(), interpretation);
        }
    }
    interpretations
}

/// Says whether an interpretation bears on an edition: it names the edition, or none. Every name is looked up, so that
/// unknown names are reported.
fn bears_on(
    reader: &mut DraftReader<'_>,
    tree: &Tree<'_>,
    named: &[RefDraft],
    edition: usize,
) -> bool {
    let mut rows = Vec::with_capacity(named.len());
    for reference in named {
        match find_edition(reader, tree, *reference) {
            Some(row) if rows.contains(&row) => {
                let name = reader.reference(*reference).versioned().to_string();
                reader.report_named_twice(reference.span, &name, "edition");
            }
            Some(row) => rows.push(row),
            None => {}
        }
    }
    named.is_empty() || rows.contains(&edition)
}

/// Resolves an interpretation; `None` if all its controls belong to other editions.
fn resolve_interpretation(
    reader: &mut DraftReader<'_>,
    names: &ControlNames<'_>,
    decl: &Decl<'_, InterpretationDraft>,
    defaults: &Defaults,
) -> Option<Interpretation> {
    let InterpretationDraft {
        key,
        title,
        controls: ref references,
        editions: _,
        number,
        dated,
        question,
        ruling,
        ref provenance,
    } = *decl.draft;
    let mut controls = Vec::with_capacity(references.len());
    let mut outside = Vec::new();
    for reference in references {
        match names.find(reader, *reference) {
            Some(Target::Control(id)) if controls.contains(&id) => {
                reader.report_named_twice(reference.span, &names.shown(id), "control");
            }
            Some(Target::Control(id)) => controls.push(id),
            Some(Target::Outside(_)) => outside.push(*reference),
            None => {}
        }
    }
    for reference in &outside {
        let earlier = names.earlier(reader, *reference);
        let is_named = |choice: &Text| controls.iter().any(|id| *names.shown(*id) == **choice);
        if let Some(earlier) = earlier.filter(|earlier| !earlier.choices.iter().any(is_named)) {
            let place = reader.place(reference.span);
            reader.out.extend(left_behind(place, &earlier));
        }
    }
    if !outside.is_empty() && controls.is_empty() {
        return None;
    }
    Some(Interpretation {
        key: reader.key(key),
        title: reader.text(title),
        controls,
        number: reader.numbering(number),
        dated: reader.date(dated),
        question: reader.given(question),
        ruling: reader.given(ruling),
        provenance: defaults.complete(reader, provenance, decl.file),
        place: decl.head(),
    })
}

fn relation_to_itself(place: Place, name: &str) -> Diagnostic {
    let message = format!("the control `{name}` is related to itself");
    Diagnostic::at(&RELATION_TO_ITSELF, place, message)
        .help("name another control, or remove the relation")
}

/// Warns that what an interpretation says of a control of an earlier version is said of no control of the edition; nothing if
/// nothing is left of that control.
fn left_behind(place: Place, earlier: &Earlier) -> Option<Diagnostic> {
    let choices = earlier.choices.iter().map(Text::as_str);
    let message = format!(
        "this interpretation does not bear on {}: {}",
        list_or(choices),
        earlier.message
    );
    (!earlier.choices.is_empty()).then(|| {
        Diagnostic::at(&LEFT_BEHIND, place, message)
            .help("name it as well if the ruling holds for it, or say with `edition` on which editions the interpretation bears")
    })
}

fn relation_twice(place: Place, first: Place, focal: &str, target: &str) -> Diagnostic {
    let message = format!("the relation between `{focal}` and `{target}` is given twice");
    Diagnostic::at(&RELATION_TWICE, place, message)
        .label("given again here")
        .also(first, "first given here")
        .help("a relation holds in both directions; keep one of them")
}
