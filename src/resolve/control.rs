//! Resolves controls and their treatment (L-110 to L-122).

use thin_vec::ThinVec;

use super::answers::report_answers;
use super::control_names::Target;
use super::lines::LineReader;
use super::names::Decl;
use super::reader::{DraftReader, unknown};
use super::rows::Inherited;
use super::scopes::Scopes;
use super::world::{Home, Role, World};
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::model::{
    Applies, Assessment, Condition, Control, ControlId, GroupId, LevelSet, Strength, Subject,
    Treatment,
};
use crate::source::{Place, Span};
use crate::syntax::ast::{
    AppliesDraft, ControlDraft, CoveredDraft, ItemKind, LevelClause, Name, TextDraft,
};

codes! {
    UNKNOWN_GROUP = error("P0219", "group that does not exist"),
    APPLIES_MISSING = error("P0333", "control that does not say to which products it applies"),
    TWO_TREATMENTS = error("P0334", "control that is both covered and not assessed"),
    LINES_OF_COVERED = error("P0335", "obligations of a control that is not assessed itself"),
    COVERS_ITSELF = error("P0336", "control that is covered by itself"),
    COVERED_OUTSIDE = error("P0337", "control that is covered by one outside the edition"),
    NEVER_OTHERWISE = error("P0338", "`otherwise` of a control that always applies"),
    TITLE_MISSING = error("P0371", "control without a title"),
}

/// How much of a control its item says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Extent {
    /// All of it.
    Whole,
    /// What differs from the control from which it inherits.
    Changes,
    /// What differs from a control that could not be found, which has been reported.
    Remains,
}

/// What an item says of a control, read as a control of a catalog.
#[derive(Clone, Copy)]
pub(super) struct ControlItem<'c, 'a> {
    pub world: &'c World<'a>,
    pub home: &'c Home<'c>,
    pub decl: &'c Decl<'c, ControlDraft>,
}

impl ControlItem<'_, '_> {
    /// Resolves the control except for what it inherits. `levels` are those at which it holds; if they are `None`, its
    /// item says them.
    pub fn resolve(
        &self,
        extent: Extent,
        levels: Option<LevelSet>,
        out: &mut Diagnostics,
    ) -> Control {
        let Self { world, home, decl } = *self;
        // The treatment, the relations and the base read the other fields.
        let ControlDraft {
            key,
            title,
            number,
            take: _,
            group,
            levels: ref clause,
            strength,
            subject,
            ref addresses,
            objective,
            statement,
            guidance,
            applies: _,
            otherwise: _,
            evidence: _,
            verify: _,
            add_evidence: _,
            add_verify: _,
            drops: _,
            covered: _,
            not_assessed: _,
            relates: _,
            ref provenance,
            ref was,
        } = *decl.draft;
        let mut reader = DraftReader::new(decl.item, out);
        let reader = &mut reader;
        reader.dropped |= extent == Extent::Remains;
        if title.is_none() && extent == Extent::Whole && !reader.dropped {
            let report = title_missing(decl.head(), decl.word(key));
            reader.report(report.maybe_note(ended(world, home, decl.word(key))));
        }
        let levels = levels.unwrap_or_else(|| home.ladder.of_control(reader, key, clause.as_ref()));
        let group = group.filter(|_| home.role == Role::Used);
        let strength = reader.choose_given(strength);
        let subject = reader.choose_given(subject);
        let defaults = world.defaults.get(&home.written_in);
        let provenance = defaults.map(|all| all.complete(reader, provenance, decl.file));
        Control {
            key: reader.key(key),
            name: world
                .names
                .edition
                .control_name(home.catalog, decl.word(key)),
            catalog: home.id,
            title: reader.given(title).unwrap_or_default(),
            number: reader.numbering(number),
            group: group.and_then(|name| self.find_group(reader, name)),
            levels,
            gap_because: reader.given(gap_because(decl.draft)),
            strength: strength.unwrap_or(Strength::Shall),
            subject: subject.unwrap_or(Subject::Product),
            addresses: reader.refer_all(world.tree, addresses).into(),
            objective: reader.given(objective),
            statement: reader.given(statement),
            guidance: reader.given(guidance),
            treatment: self.treatment(reader, extent, levels),
            provenance: provenance.unwrap_or_default(),
            overlaid: ThinVec::new(),
            was: reader.keys(was).into(),
            inherits: None,
            incomplete: reader.dropped,
            place: decl.head(),
        }
    }

    fn find_group(&self, reader: &mut DraftReader<'_>, name: Name) -> Option<GroupId> {
        let Self { world, home, .. } = *self;
        let (catalog, written) = (&home.catalog.key, reader.word(name));
        let steps = world.tree.versions_after(home.written_in, home.row);
        let now = world.groups.key_now(written, steps.into_iter());
        let group = world.groups.table.find(&format!("{catalog}:{now}"));
        let groups = world.tree.of(ItemKind::Group);
        if group.is_none() && world.tree.lost.may_be(ItemKind::Group, written) {
            reader.lose();
        } else if group.is_none() {
            let place = reader.place(name.span);
            let known = groups
                .keys()
                .filter(|key| key.catalog == home.row)
                .map(|key| key.name);
            reader.drop_with(unknown(&UNKNOWN_GROUP, place, "group", written, known));
        }
        group
    }

    fn treatment(
        &self,
        reader: &mut DraftReader<'_>,
        extent: Extent,
        levels: LevelSet,
    ) -> Treatment {
        let draft = self.decl.draft;
        let set_aside = draft.not_assessed;
        if let Some(covered) = &draft.covered {
            if let Some(because) = set_aside {
                let place = reader.place(because.span);
                let covered = reader.place(covered.span);
                reader.report(two_treatments(place, covered, reader.word(draft.key)));
            }
            report_lines(reader, draft, "covered by others");
            return Treatment::Covered {
                by: self.covering(reader, covered),
                because: reader.text(covered.because),
            };
        }
        if let Some(because) = set_aside {
            report_lines(reader, draft, "not assessed");
            return Treatment::NotAssessed {
                because: reader.text(because),
            };
        }
        if draft.applies.is_none() && extent == Extent::Whole && !reader.dropped {
            let place = reader.place(draft.key.span);
            reader.drop_with(applies_missing(place, reader.word(draft.key)));
        }
        Treatment::Assessed(self.assessment(reader, levels))
    }

    fn covering(&self, reader: &mut DraftReader<'_>, covered: &CoveredDraft) -> Vec<ControlId> {
        let world = self.world;
        let catalog = self.home.written_in;
        let key = reader.word(self.decl.draft.key);
        let own = world.tree.control_row(catalog, key);
        let own = own.and_then(|row| world.names.id(row));
        let mut by: Vec<ControlId> = Vec::with_capacity(covered.by.len());
        for reference in &covered.by {
            let place = reader.place(reference.span);
            match world.names.find_from(reader, *reference, catalog) {
                Some(Target::Control(id)) if own == Some(id) => {
                    reader.drop_with(covers_itself(place, key));
                }
                Some(Target::Control(id)) if by.contains(&id) => {
                    let shown = world.names.shown(id);
                    reader.report_named_twice(reference.span, &shown, "control");
                }
                Some(Target::Control(id)) => by.push(id),
                Some(Target::Outside(_)) if world.names.unsure => reader.lose(),
                Some(Target::Outside(name)) => {
                    let outside =
                        |name: &str| world.names.not_used(covered_outside(place, name), name);
                    reader.drop_with(world.names.not_here(place, &name, outside));
                }
                None => {}
            }
        }
        by
    }

    fn assessment(&self, reader: &mut DraftReader<'_>, levels: LevelSet) -> Assessment {
        let Self { world, home, decl } = *self;
        let draft = decl.draft;
        let (applies, inherited) = resolve_applies(world, reader, draft);
        if let (Applies::Always, Some(first)) = (&applies, draft.otherwise.first()) {
            let place = reader.place(first.span);
            reader.report(never_otherwise(place));
        }
        report_answers(world, reader, &draft.otherwise, "otherwise");
        let otherwise = reader.refer_all(world.tree, &draft.otherwise);
        let lines = LineReader {
            world,
            ladder: &home.ladder,
            levels,
            inherited,
        };
        Assessment {
            applies,
            otherwise: otherwise.into(),
            evidence: lines.evidence(reader, &draft.evidence),
            verify: lines.verify(reader, &draft.verify),
        }
    }
}

fn gap_because(draft: &ControlDraft) -> Option<TextDraft> {
    match &draft.levels {
        Some(LevelClause::At(at)) => at.because,
        Some(LevelClause::From(_)) | None => None,
    }
}

/// Reports, once, the lines of a control that must not have any because it is covered or not assessed.
fn report_lines(reader: &mut DraftReader<'_>, draft: &ControlDraft, how: &str) {
    let applies = draft
        .applies
        .as_ref()
        .map(|applies| ("applies", applies.span));
    let otherwise = draft.otherwise.iter();
    let mut lines: Vec<(&str, Span)> = applies
        .into_iter()
        .chain(otherwise.map(|name| ("otherwise", name.span)))
        .chain(draft.evidence.iter().map(|line| ("evidence", line.span)))
        .chain(draft.verify.iter().map(|line| ("verify", line.span)))
        .collect();
    lines.sort_by_key(|(_, span)| span.start);
    if let Some((word, span)) = lines.first() {
        let place = reader.place(*span);
        reader.report(lines_of_covered(place, word, how));
    }
}

pub(super) fn resolve_applies(
    world: &World<'_>,
    reader: &mut DraftReader<'_>,
    draft: &ControlDraft,
) -> (Applies, Inherited) {
    let broken = (Applies::When(Condition::Broken), Inherited::Broken);
    match draft.applies.as_ref().map(|applies| &applies.value) {
        None => broken,
        Some(AppliesDraft::Always) => (Applies::Always, Inherited::Nothing),
        Some(AppliesDraft::ForEach(name)) => match world.lexicon.set(reader, *name) {
            Some(set) => (Applies::ForEach(set), Inherited::Rows(set)),
            None => broken,
        },
        Some(AppliesDraft::When(condition)) => {
            let mut scopes = Scopes::none();
            let condition = world.lexicon.condition(reader, &mut scopes, condition);
            (Applies::When(condition), Inherited::Nothing)
        }
    }
}

pub(super) fn applies_missing(place: Place, key: &str) -> Diagnostic {
    let message = format!("the control `{key}` does not say to which products it applies");
    Diagnostic::at(&APPLIES_MISSING, place, message).help(
        "write `applies always`, `applies for each …` or `applies when …`; or `covered by … because \"…\"`, or `not assessed because \"…\"`",
    )
}

fn title_missing(place: Place, key: &str) -> Diagnostic {
    let message = format!("the control `{key}` has no title, and inherits none");
    Diagnostic::at(&TITLE_MISSING, place, message).help(format!(
        "write one after the key: `control {key} \"Title\"`"
    ))
}

/// Says what became of the control that had a key in an earlier version; `None` if no control had it.
fn ended(world: &World<'_>, home: &Home<'_>, key: &str) -> Option<String> {
    let versions = home.catalog.lineage.steps().iter().rev();
    let mut names = versions.filter_map(|step| Some(format!("{}:{key}", step.old.as_ref()?)));
    let earlier = names.find_map(|name| world.names.became(&name))?;
    let message = earlier.message;
    Some(format!(
        "{message}; a control with this key is another one and inherits nothing"
    ))
}

fn two_treatments(place: Place, covered: Place, key: &str) -> Diagnostic {
    let message = format!("the control `{key}` is both covered by others and not assessed");
    Diagnostic::at(&TWO_TREATMENTS, place, message)
        .label("not assessed here")
        .also(covered, "covered here")
        .help("keep one of them")
}

fn lines_of_covered(place: Place, word: &str, how: &str) -> Diagnostic {
    let message = format!("a control that is {how} cannot have `{word}`");
    Diagnostic::at(&LINES_OF_COVERED, place, message)
        .help("remove its `applies`, `otherwise`, `evidence` and `verify`, or assess it")
}

fn covers_itself(place: Place, key: &str) -> Diagnostic {
    let message = format!("the control `{key}` cannot be covered by itself");
    Diagnostic::at(&COVERS_ITSELF, place, message)
        .help("name the controls from which its verdict follows")
}

fn covered_outside(place: Place, name: &str) -> Diagnostic {
    let message = format!("`{name}` is not in this edition, so it has no verdict here");
    Diagnostic::at(&COVERED_OUTSIDE, place, message)
        .help("let the edition use its catalog, or assess the control itself")
}

fn never_otherwise(place: Place) -> Diagnostic {
    let message = "the control always applies, so this evidence is never owed";
    Diagnostic::at(&NEVER_OTHERWISE, place, message)
        .help("remove the line, or say when the control applies")
}
