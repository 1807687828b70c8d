//! Resolves controls and their treatment (L-110 to L-122).

use thin_vec::ThinVec;

use super::control_names::Target;
use super::keys::Key;
use super::levels::Ladder;
use super::lines::LineReader;
use super::names::Decl;
use super::reader::{DraftReader, unknown};
use super::rows::Inherited;
use super::scopes::Scopes;
use super::world::{Home, World};
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
    TWO_TREATMENTS = error("P0334", "control that is covered and set aside"),
    LINES_OF_COVERED = error("P0335", "obligations of a control that is not assessed itself"),
    COVERS_ITSELF = error("P0336", "control that is covered by itself"),
    COVERED_OUTSIDE = error("P0337", "control that is covered by one of another edition"),
    NEVER_OTHERWISE = error("P0338", "evidence owed where a control that always applies does not"),
}

/// Resolves a control except for what it inherits from a base.
pub(super) fn resolve_control(
    world: &World<'_>,
    home: &Home<'_>,
    decl: &Decl<'_, ControlDraft>,
    out: &mut Diagnostics,
) -> Control {
    // The treatment, the relations and the base read the other fields.
    let ControlDraft {
        key,
        title,
        take: _,
        group,
        ref levels,
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
    let levels = home.ladder.of_control(reader, key, levels.as_ref());
    let strength = reader.choose_given(strength);
    let subject = reader.choose_given(subject);
    let defaults = world.defaults.get(&home.row);
    let provenance = defaults.map(|all| all.complete(reader, provenance, decl.file));
    Control {
        key: reader.key(key),
        name: format!("{}:{}", home.catalog.key, decl.word(key)).into(),
        catalog: home.id,
        title: reader.given(title).unwrap_or_default(),
        group: group.and_then(|name| find_group(world, reader, home, name)),
        levels,
        gap_because: reader.given(gap_because(decl.draft)),
        strength: strength.unwrap_or(Strength::Shall),
        subject: subject.unwrap_or(Subject::Product),
        addresses: reader.refer_all(world.tree, addresses).into(),
        objective: reader.given(objective),
        statement: reader.given(statement),
        guidance: reader.given(guidance),
        treatment: resolve_treatment(world, reader, decl.draft, home, levels),
        provenance: provenance.unwrap_or_default(),
        overlaid: ThinVec::new(),
        was: reader.keys(was).into(),
        takes: None,
        incomplete: reader.dropped,
        place: decl.head(),
    }
}

fn gap_because(draft: &ControlDraft) -> Option<TextDraft> {
    match &draft.levels {
        Some(LevelClause::At(at)) => at.because,
        Some(LevelClause::From(_)) | None => None,
    }
}

fn find_group(
    world: &World<'_>,
    reader: &mut DraftReader<'_>,
    home: &Home<'_>,
    name: Name,
) -> Option<GroupId> {
    let (catalog, written) = (&home.catalog.key, reader.word(name));
    let group = world.groups.find(&format!("{catalog}:{written}"));
    let groups = world.tree.of(ItemKind::Group);
    if group.is_none() && groups.is_broken(&Key::of_catalog(home.row, written)) {
        reader.dropped = true;
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

fn resolve_treatment(
    world: &World<'_>,
    reader: &mut DraftReader<'_>,
    draft: &ControlDraft,
    home: &Home<'_>,
    levels: LevelSet,
) -> Treatment {
    let set_aside = draft.not_assessed;
    if let Some(covered) = &draft.covered {
        if let Some(because) = set_aside {
            let place = reader.place(because.span);
            let covered = reader.place(covered.span);
            reader.report(two_treatments(place, covered, reader.word(draft.key)));
        }
        report_lines(reader, draft, "covered by others");
        return Treatment::Covered {
            by: resolve_covering(world, reader, home.row, draft, covered),
            because: reader.text(covered.because),
        };
    }
    if let Some(because) = set_aside {
        report_lines(reader, draft, "not assessed");
        return Treatment::NotAssessed {
            because: reader.text(because),
        };
    }
    Treatment::Assessed(resolve_assessment(
        world,
        reader,
        draft,
        &home.ladder,
        levels,
    ))
}

fn resolve_covering(
    world: &World<'_>,
    reader: &mut DraftReader<'_>,
    catalog: usize,
    draft: &ControlDraft,
    covered: &CoveredDraft,
) -> Vec<ControlId> {
    let key = reader.word(draft.key);
    let own = world.tree.control_row(catalog, key);
    let own = own.and_then(|row| world.names.id(row));
    let mut by: Vec<ControlId> = Vec::with_capacity(covered.by.len());
    for reference in &covered.by {
        let place = reader.place(reference.span);
        match world.names.find(reader, *reference) {
            Some(Target::Control(id)) if own == Some(id) => {
                reader.drop_with(covers_itself(place, key));
            }
            Some(Target::Control(id)) if by.contains(&id) => {
                let shown = world.names.shown(id);
                reader.report_named_twice(reference.span, &shown, "control");
            }
            Some(Target::Control(id)) => by.push(id),
            Some(Target::Outside(name)) => reader.drop_with(covered_outside(place, &name)),
            None => {}
        }
    }
    by
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

pub(super) fn resolve_assessment(
    world: &World<'_>,
    reader: &mut DraftReader<'_>,
    draft: &ControlDraft,
    ladder: &Ladder<'_>,
    levels: LevelSet,
) -> Assessment {
    let (applies, inherited) = resolve_applies(world, reader, draft);
    if let (Applies::Always, Some(first)) = (&applies, draft.otherwise.first()) {
        let place = reader.place(first.span);
        reader.report(never_otherwise(place));
    }
    let otherwise = reader.refer_all(world.tree, &draft.otherwise);
    let lines = LineReader {
        world,
        ladder,
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

pub(super) fn resolve_applies(
    world: &World<'_>,
    reader: &mut DraftReader<'_>,
    draft: &ControlDraft,
) -> (Applies, Inherited) {
    let broken = (Applies::When(Condition::Broken), Inherited::Broken);
    match draft.applies.as_ref().map(|applies| &applies.value) {
        None => {
            // A control that takes another inherits its condition.
            if !reader.dropped && draft.take.is_none() {
                let place = reader.place(draft.key.span);
                reader.drop_with(applies_missing(place, reader.word(draft.key)));
            }
            broken
        }
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

fn two_treatments(place: Place, covered: Place, key: &str) -> Diagnostic {
    let message = format!("the control `{key}` is both covered by others and not assessed");
    Diagnostic::at(&TWO_TREATMENTS, place, message)
        .label("set aside here")
        .also(covered, "covered here")
        .help("keep one of them")
}

fn lines_of_covered(place: Place, word: &str, how: &str) -> Diagnostic {
    let message = format!("a control that is {how} has no `{word}` of its own");
    Diagnostic::at(&LINES_OF_COVERED, place, message)
        .help("take its `applies`, `otherwise`, `evidence` and `verify` out, or assess it")
}

fn covers_itself(place: Place, key: &str) -> Diagnostic {
    let message = format!("the control `{key}` cannot be covered by itself");
    Diagnostic::at(&COVERS_ITSELF, place, message)
        .help("name the controls whose verdicts it follows")
}

fn covered_outside(place: Place, name: &str) -> Diagnostic {
    let message = format!("`{name}` is not in this edition, so that it has no verdict to follow");
    Diagnostic::at(&COVERED_OUTSIDE, place, message)
        .help("let the edition use its catalog, or assess the control itself")
}

fn never_otherwise(place: Place) -> Diagnostic {
    let message = "the control always applies, so that this evidence is never owed";
    Diagnostic::at(&NEVER_OTHERWISE, place, message)
        .help("take the line out, or say when the control applies")
}
