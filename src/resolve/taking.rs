//! Resolves controls that take another control: what they inherit and what they change (L-050 to L-054).

use thin_vec::ThinVec;

use super::control::{applies_missing, resolve_applies, resolve_assessment, resolve_control};
use super::levels::Ladder;
use super::lines::LineReader;
use super::names::Decl;
use super::profile::{Base, Taken};
use super::provenance::resolve_provenance;
use super::reader::DraftReader;
use super::rows::Inherited;
use super::same::same_clauses;
use super::world::{Home, World};
use crate::diag::{Diagnostic, Diagnostics, codes, did_you_mean, list};
use crate::model::{
    Applies, Aspect, Assessment, Control, Depths, EvidenceLine, LevelId, LevelSet, Provenance,
    TakenFrom, Treatment, VerifyLine,
};
use crate::source::Place;
use crate::syntax::ast::{ChangeKind, ControlDraft, Name};

codes! {
    NOTHING_TO_DROP = error("P0286", "line dropped that is not there"),
    ADDED_AGAIN = error("P0287", "line added that is there already"),
}

/// Resolves the control that is taken as part of its own catalog. Mistakes in it are reported.
pub(super) fn resolve_taken(
    world: &World<'_>,
    home: &Home<'_>,
    base: &Base,
    taken: Taken,
    out: &mut Diagnostics,
) -> Option<Control> {
    let decl = world.tree.control(taken.control)?;
    let owner = base.catalog.name();
    let from = Home {
        id: home.id,
        catalog: &base.catalog,
        row: base.row,
        ladder: Ladder::of_catalog(&base.catalog, &owner, true),
    };
    // Its group belongs to its own catalog, which the edition does not show.
    let draft = ControlDraft {
        group: None,
        ..decl.draft.clone()
    };
    let decl = Decl {
        item: decl.item,
        draft: &draft,
        file: decl.file,
    };
    let mut control = resolve_control(world, &from, &decl, out);
    world.overlays.apply(taken.control, &mut control, out);
    Some(control)
}

/// Completes a control with what it inherits.
pub(super) fn inherit(
    world: &World<'_>,
    reader: &mut DraftReader<'_>,
    decl: &Decl<'_, ControlDraft>,
    own: Control,
    home: &Home<'_>,
    base: &Base,
    taken: Control,
) -> Control {
    let draft = decl.draft;
    let levels = own.levels;
    let provenance = resolve_provenance(
        &mut silent(reader, &mut Diagnostics::new()),
        &draft.provenance,
    )
    .or(&inherited_grounds(draft, &taken.provenance))
    .or(&own.provenance);
    let origin = TakenFrom {
        name: taken.name,
        catalog: base.catalog.name().into(),
        source: base.catalog.title.clone(),
    };
    let overlaid = taken
        .overlaid
        .iter()
        .copied()
        .filter(|overlaid| is_inherited(draft, overlaid.aspect));
    let is_own = draft.covered.is_some() || draft.not_assessed.is_some();
    let treatment = if is_own {
        own.treatment
    } else {
        let change = Change {
            world,
            home,
            draft,
            levels,
        };
        change.treatment(reader, own.treatment, taken.treatment, base.level)
    };
    Control {
        title: own_or(!own.title.is_empty(), own.title, taken.title),
        strength: own_or(draft.strength.is_some(), own.strength, taken.strength),
        subject: own_or(draft.subject.is_some(), own.subject, taken.subject),
        addresses: own_or(!own.addresses.is_empty(), own.addresses, taken.addresses),
        objective: own.objective.or(taken.objective),
        statement: own.statement.or(taken.statement),
        guidance: own.guidance.or(taken.guidance),
        treatment,
        provenance,
        overlaid: overlaid.collect(),
        takes: Some(Box::new(origin)),
        incomplete: own.incomplete || taken.incomplete || reader.dropped,
        ..own
    }
}

/// Returns what a control says itself, or else what it takes.
fn own_or<T>(is_said: bool, own: T, taken: T) -> T {
    if is_said { own } else { taken }
}

/// Makes a reader that reports nothing, for parts whose mistakes have been reported.
fn silent<'r>(reader: &DraftReader<'r>, out: &'r mut Diagnostics) -> DraftReader<'r> {
    DraftReader::new(reader.item, out)
}

/// Returns the base's grounds for the aspects that a control inherits unchanged.
fn inherited_grounds(draft: &ControlDraft, base: &Provenance) -> Provenance {
    let mut kept = Provenance::default();
    for (aspect, ground) in base
        .iter()
        .filter(|(aspect, _)| is_inherited(draft, *aspect))
    {
        kept.set(aspect, ground.clone());
    }
    kept
}

/// Says whether a control inherits an aspect unchanged.
fn is_inherited(draft: &ControlDraft, aspect: Aspect) -> bool {
    let changed = |kind| draft.drops.iter().any(|drop| drop.kind == kind);
    match aspect {
        Aspect::Number | Aspect::Levels => false,
        Aspect::Title => draft.title.is_none(),
        Aspect::Statement => draft.statement.is_none(),
        Aspect::Objective => draft.objective.is_none(),
        Aspect::Strength => draft.strength.is_none(),
        Aspect::Applies | Aspect::Claim => draft.applies.is_none(),
        Aspect::Evidence => {
            draft.evidence.is_empty()
                && draft.add_evidence.is_empty()
                && !changed(ChangeKind::Evidence)
        }
        Aspect::Procedure => {
            draft.verify.is_empty() && draft.add_verify.is_empty() && !changed(ChangeKind::Verify)
        }
        Aspect::Treatment => draft.covered.is_none() && draft.not_assessed.is_none(),
        Aspect::Relation | Aspect::Form | Aspect::Verdicts | Aspect::Rule => true,
    }
}

/// The changes of a control to the control that it takes.
struct Change<'c, 'a> {
    world: &'c World<'a>,
    home: &'c Home<'c>,
    draft: &'c ControlDraft,
    /// The levels of the control.
    levels: LevelSet,
}

impl Change<'_, '_> {
    fn treatment(
        &self,
        reader: &mut DraftReader<'_>,
        own: Treatment,
        taken: Treatment,
        level: Option<LevelId>,
    ) -> Treatment {
        let draft = self.draft;
        match taken {
            Treatment::Assessed(taken) => {
                let own = match own {
                    Treatment::Assessed(own) => own,
                    other @ (Treatment::Covered { .. } | Treatment::NotAssessed { .. }) => {
                        return other;
                    }
                };
                Treatment::Assessed(self.assessment(
                    reader,
                    own,
                    at_level(taken, level, self.levels),
                ))
            }
            Treatment::Covered { .. } | Treatment::NotAssessed { .. } => {
                let assesses = draft.applies.is_some()
                    || !draft.evidence.is_empty()
                    || !draft.verify.is_empty();
                let mut none: ThinVec<String> = ThinVec::new();
                for drop in &draft.drops {
                    for name in &drop.names {
                        drop_line(reader, &mut none, *name, Clone::clone);
                    }
                }
                if !assesses {
                    return taken;
                }
                if draft.applies.is_none() {
                    let place = reader.place(draft.key.span);
                    reader.drop_with(applies_missing(place, reader.word(draft.key)));
                }
                let ladder = &self.home.ladder;
                let assessment = resolve_assessment(self.world, reader, draft, ladder, self.levels);
                Treatment::Assessed(assessment)
            }
        }
    }

    /// Changes the lines. A written line replaces all taken lines with its keyword; then lines are dropped, then added
    /// (L-052).
    fn assessment(
        &self,
        reader: &mut DraftReader<'_>,
        own: Assessment,
        taken: Assessment,
    ) -> Assessment {
        let draft = self.draft;
        let (applies, inherited) = if draft.applies.is_some() {
            let mut again = Diagnostics::new();
            let again = &mut silent(reader, &mut again);
            let (_, inherited) = resolve_applies(self.world, again, draft);
            (own.applies, inherited)
        } else {
            let inherited = inherited_of(&taken.applies);
            (taken.applies, inherited)
        };
        let otherwise = match (&applies, own.otherwise.is_empty()) {
            (_, false) => own.otherwise,
            (Applies::Always, true) => ThinVec::new(),
            (Applies::ForEach(_) | Applies::When(_), true) => taken.otherwise,
        };
        let lines = LineReader {
            world: self.world,
            ladder: &self.home.ladder,
            levels: self.levels,
            inherited,
        };
        Assessment {
            applies,
            otherwise,
            evidence: self.evidence(reader, &lines, taken.evidence),
            verify: self.verify(reader, &lines, taken.verify),
        }
    }

    fn evidence(
        &self,
        reader: &mut DraftReader<'_>,
        lines: &LineReader<'_, '_>,
        taken: ThinVec<EvidenceLine>,
    ) -> ThinVec<EvidenceLine> {
        let draft = self.draft;
        let mut kept = if draft.evidence.is_empty() {
            taken
        } else {
            lines.evidence(reader, &draft.evidence)
        };
        for name in self.dropped(ChangeKind::Evidence) {
            drop_line(reader, &mut kept, *name, |line| line.key.to_string());
        }
        for line in lines.evidence(reader, &draft.add_evidence) {
            let same = kept.iter().find(|kept| {
                kept.key == line.key
                    && (kept.choice != line.choice || same_clauses(&kept.clauses, &line.clauses))
            });
            match same {
                Some(first) => reader.report(added_again(line.place, first.place, &line.key)),
                None => kept.push(line),
            }
        }
        kept
    }

    fn verify(
        &self,
        reader: &mut DraftReader<'_>,
        lines: &LineReader<'_, '_>,
        taken: ThinVec<VerifyLine>,
    ) -> ThinVec<VerifyLine> {
        let draft = self.draft;
        let key = |line: &VerifyLine| self.world.procedures[line.procedure].key.to_string();
        let mut kept = if draft.verify.is_empty() {
            taken
        } else {
            lines.verify(reader, &draft.verify)
        };
        for name in self.dropped(ChangeKind::Verify) {
            drop_line(reader, &mut kept, *name, key);
        }
        for line in lines.verify(reader, &draft.add_verify) {
            let same = kept.iter().find(|kept| {
                kept.procedure == line.procedure && same_clauses(&kept.clauses, &line.clauses)
            });
            match same {
                Some(first) => reader.report(added_again(line.place, first.place, &key(&line))),
                None => kept.push(line),
            }
        }
        kept
    }

    fn dropped(&self, kind: ChangeKind) -> impl Iterator<Item = &Name> {
        self.draft
            .drops
            .iter()
            .filter(move |drop| drop.kind == kind)
            .flat_map(|drop| &drop.names)
    }
}

/// Reduces an assessment to the lines of the base's level, and lets them hold at every level of the control that takes
/// them (L-051).
fn at_level(mut taken: Assessment, level: Option<LevelId>, levels: LevelSet) -> Assessment {
    taken.evidence.retain(|line| line.levels.contains(level));
    for line in &mut taken.evidence {
        line.levels = levels;
    }
    for line in &mut taken.verify {
        line.depths = line
            .depths_at(level)
            .into_iter()
            .flat_map(Depths::each)
            .map(|depth| (depth, levels))
            .collect();
    }
    taken.verify.retain(|line| !line.depths.is_empty());
    taken
}

/// Returns the rows that lines inherit from the condition of the control that is taken.
fn inherited_of(applies: &Applies) -> Inherited {
    match applies {
        Applies::ForEach(set) => Inherited::Rows(*set),
        Applies::When(crate::model::Condition::Broken) => Inherited::Broken,
        Applies::Always | Applies::When(_) => Inherited::Nothing,
    }
}

/// Removes all lines with a key, or reports that there are none.
fn drop_line<L>(
    reader: &mut DraftReader<'_>,
    lines: &mut ThinVec<L>,
    name: Name,
    key: impl Fn(&L) -> String,
) {
    let word = reader.word(name);
    if lines.iter().any(|line| key(line) == word) {
        lines.retain(|line| key(line) != word);
        return;
    }
    let keys: Vec<String> = lines.iter().map(key).collect();
    let place = reader.place(name.span);
    reader.drop_with(nothing_to_drop(place, word, &keys));
}

fn nothing_to_drop(place: Place, key: &str, keys: &[String]) -> Diagnostic {
    let message = format!("`{key}` is not among what the control takes");
    let diagnostic = Diagnostic::at(&NOTHING_TO_DROP, place, message);
    match did_you_mean(key, keys.iter().map(String::as_str)) {
        Some(near) => diagnostic.help(near),
        None if keys.is_empty() => diagnostic.help("nothing of that kind is left to drop"),
        None => diagnostic.help(format!(
            "there is {}",
            list(keys.iter().map(String::as_str))
        )),
    }
}

fn added_again(place: Place, first: Place, key: &str) -> Diagnostic {
    let message = format!("`{key}` is added, but the control asks for it already");
    Diagnostic::at(&ADDED_AGAIN, place, message)
        .label("added here")
        .also(first, "asked for here")
        .help("take `add` out, or `drop` it first to ask for it in another way")
}
