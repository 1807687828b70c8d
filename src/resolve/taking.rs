//! Completes controls that inherit from another, in a profile or in a revision: what they inherit and what they
//! change (L-050 to L-054, L-059).

use thin_vec::ThinVec;

use super::control::{ControlItem, Extent, applies_missing, resolve_applies};
use super::lines::LineReader;
use super::names::Decl;
use super::profile::Base;
use super::provenance::resolve_provenance;
use super::reader::DraftReader;
use super::rows::Inherited;
use super::taken_lines::{LineChanges, drop_line};
use super::world::{Home, World};
use crate::diag::Diagnostics;
use crate::model::{
    Applies, Aspect, Assessment, Control, Depths, LevelId, LevelSet, Provenance, Treatment,
};
use crate::syntax::ast::{ChangeKind, ControlDraft};

/// The origin of what a control inherits.
pub(super) enum From<'b> {
    /// A base of its profile.
    Base(&'b Base),
    /// An earlier version of its catalog.
    Earlier,
}

impl ControlItem<'_, '_> {
    /// Resolves what a control says beside what it inherits. Its lines are left out: they are read when the lines that
    /// they change are known.
    pub fn resolve_changes(&self, levels: Option<LevelSet>, out: &mut Diagnostics) -> Control {
        let mut draft = self.decl.draft.clone();
        if draft.covered.is_none() && draft.not_assessed.is_none() {
            draft.evidence.clear();
            draft.verify.clear();
        }
        let decl = &Decl {
            draft: &draft,
            ..*self.decl
        };
        let without_lines = ControlItem { decl, ..*self };
        without_lines.resolve(Extent::Changes, levels, out)
    }

    /// Completes `own`, the control made without its lines, with what it inherits from `before`.
    pub fn inherit(
        &self,
        reader: &mut DraftReader<'_>,
        own: Control,
        before: Control,
        from: &From<'_>,
    ) -> Control {
        let Self { world, home, decl } = *self;
        let draft = decl.draft;
        let levels = own.levels;
        let provenance = resolve_provenance(
            &mut silent(reader, &mut Diagnostics::new()),
            &draft.provenance,
        )
        .or(&inherited_grounds(draft, &before.provenance))
        .or(&own.provenance);
        let overlaid = before
            .overlaid
            .iter()
            .copied()
            .filter(|overlaid| is_inherited(draft, overlaid.aspect));
        if before.incomplete {
            reader.lose();
        }
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
            change.treatment(reader, own.treatment, before.treatment, from)
        };
        let (number, group, gap_because) = match from {
            From::Base(_) => (own.number, own.group, own.gap_because),
            From::Earlier => (
                own_or(draft.number.is_some(), own.number, before.number),
                own.group.or(before.group),
                own_or(draft.levels.is_some(), own.gap_because, before.gap_because),
            ),
        };
        Control {
            title: own_or(!own.title.is_empty(), own.title, before.title),
            number,
            group,
            gap_because,
            strength: own_or(draft.strength.is_some(), own.strength, before.strength),
            subject: own_or(draft.subject.is_some(), own.subject, before.subject),
            addresses: own_or(!own.addresses.is_empty(), own.addresses, before.addresses),
            objective: own.objective.or(before.objective),
            statement: own.statement.or(before.statement),
            guidance: own.guidance.or(before.guidance),
            treatment,
            provenance,
            overlaid: overlaid.collect(),
            incomplete: own.incomplete || before.incomplete || reader.dropped,
            ..own
        }
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
        Aspect::Relation | Aspect::Form | Aspect::Verdicts | Aspect::Findings | Aspect::Rule => {
            true
        }
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
        from: &From<'_>,
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
                let taken = match from {
                    From::Base(base) => at_level(taken, base.level, self.levels),
                    From::Earlier => taken,
                };
                Treatment::Assessed(self.assessment(reader, own, taken))
            }
            Treatment::Covered { .. } | Treatment::NotAssessed { .. } if !self.assesses() => {
                let mut none: ThinVec<String> = ThinVec::new();
                for name in draft.drops.iter().flat_map(|drop| &drop.names) {
                    drop_line(reader, &mut none, *name, Clone::clone);
                }
                taken
            }
            Treatment::Covered { .. } | Treatment::NotAssessed { .. } => {
                if draft.applies.is_none() {
                    let place = reader.place(draft.key.span);
                    reader.drop_with(applies_missing(place, reader.word(draft.key)));
                }
                let Treatment::Assessed(own) = own else {
                    return own;
                };
                let nothing = Assessment {
                    applies: own.applies.clone(),
                    otherwise: ThinVec::new(),
                    evidence: ThinVec::new(),
                    verify: ThinVec::new(),
                };
                Treatment::Assessed(self.assessment(reader, own, nothing))
            }
        }
    }

    /// Says whether the control says how it is assessed itself.
    fn assesses(&self) -> bool {
        let draft = self.draft;
        let evidence = draft.evidence.len() + draft.add_evidence.len();
        let verify = draft.verify.len() + draft.add_verify.len();
        draft.applies.is_some() || evidence + verify > 0
    }

    /// Changes what is asked and for which rows, and the lines.
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
        let changes = LineChanges { lines, draft };
        Assessment {
            applies,
            otherwise,
            evidence: changes.evidence(reader, taken.evidence),
            verify: changes.verify(reader, taken.verify),
        }
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
