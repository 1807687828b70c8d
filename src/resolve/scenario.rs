//! Resolves scenarios and their expectations (L-220 to L-225).

use super::control_names::{ControlNames, Target};
use super::edition_choice::find_edition;
use super::levels::{Cut, Ladder};
use super::lexicon::{Lexicon, Word};
use super::names::{Decl, Tree};
use super::reader::DraftReader;
use super::situation::{UNKNOWN_DATUM, resolve_situation, unknown_datum};
use super::subject::{find_attribute, path_text};
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::model::{CatalogLevel, Datum, Expectation, LevelId, Scenario, Scheme, Set, Standing};
use crate::source::Place;
use crate::syntax::ast::{ExpectDraft, Name, PathDraft, ScenarioDraft, StatusDraft};

codes! {
    EDITION_MISSING = error("P0270", "scenario without an edition"),
    LEVEL_MISSING = error("P0271", "scenario without a level"),
    EXPECTED_OUTSIDE = error("P0272", "expectation for a control that does not hold there"),
}

/// Resolves the scenarios of the edition of a row. The rest of the scheme is resolved.
pub(super) fn resolve_scenarios(
    scheme: &Scheme,
    lexicon: &Lexicon<'_>,
    names: &ControlNames<'_>,
    edition: usize,
    out: &mut Diagnostics,
) -> Vec<Scenario> {
    let tree = lexicon.tree;
    let mut scenarios = Vec::new();
    for decl in &tree.scenarios {
        let mut reader = DraftReader::new(decl.item, out);
        if is_of_edition(&mut reader, tree, decl, edition) {
            scenarios.push(resolve_scenario(scheme, lexicon, names, &mut reader, decl));
        }
    }
    scenarios
}

fn is_of_edition(
    reader: &mut DraftReader<'_>,
    tree: &Tree<'_>,
    decl: &Decl<'_, ScenarioDraft>,
    edition: usize,
) -> bool {
    let Some(reference) = decl.draft.edition else {
        if !reader.dropped {
            let place = reader.place(decl.draft.title.span);
            reader.report(edition_missing(place));
        }
        return false;
    };
    find_edition(reader, tree, reference) == Some(edition)
}

fn resolve_scenario<'a>(
    scheme: &Scheme,
    lexicon: &'a Lexicon<'_>,
    names: &ControlNames<'_>,
    reader: &mut DraftReader<'a>,
    decl: &Decl<'_, ScenarioDraft>,
) -> Scenario {
    let ScenarioDraft {
        title,
        edition: _,
        level: _,
        ref product,
        ref expect,
    } = *decl.draft;
    let level = resolve_level(reader, scheme, names, decl.draft);
    let situation = resolve_situation(lexicon, reader, product);
    let mut expects = Vec::with_capacity(expect.len());
    for expect in expect {
        let Some(expectation) = resolve_expectation(lexicon, names, reader, expect) else {
            continue;
        };
        // Nothing is concluded from a level that is missing or unknown.
        let known = level.is_some() || scheme.edition.levels.is_empty();
        if known && !holds_at(scheme, &expectation, level) {
            if names.unsure {
                continue;
            }
            let place = reader.place(expect.control.span);
            let name = names.shown(expectation.control);
            let key = level.map_or("", |level| scheme.level_key(level));
            reader.report(expected_outside(place, &name, key));
        } else {
            expects.push(expectation);
        }
    }
    Scenario {
        title: reader.text(title),
        level,
        situation,
        expects,
        place: decl.head(),
    }
}

fn holds_at(scheme: &Scheme, expected: &Expectation, level: Option<LevelId>) -> bool {
    let control = scheme.controls.row(expected.control);
    control.is_some_and(|control| scheme.control_level(control, level) != CatalogLevel::NotUsed)
}

fn resolve_level(
    reader: &mut DraftReader<'_>,
    scheme: &Scheme,
    names: &ControlNames<'_>,
    draft: &ScenarioDraft,
) -> Option<LevelId> {
    let edition = &scheme.edition;
    let owner = edition.name();
    let ladder = Ladder {
        noun: "edition",
        owner: &owner,
        levels: &edition.levels,
        cut: Cut::Reported,
        incomplete: names.unsure,
    };
    if let Some(name) = draft.level {
        return ladder.find(reader, name);
    }
    if let (Some(lowest), Some(reference)) = (edition.levels.first(), &draft.edition)
        && !reader.dropped
        && !names.unsure
    {
        let place = reader.place(reference.span);
        reader.report(level_missing(place, &owner, &lowest.key));
    }
    None
}

fn resolve_expectation(
    lexicon: &Lexicon<'_>,
    names: &ControlNames<'_>,
    reader: &mut DraftReader<'_>,
    draft: &ExpectDraft,
) -> Option<Expectation> {
    let status = standing(draft.status);
    let because = draft.because.iter();
    let because = because.map(|path| resolve_datum(lexicon, reader, path));
    let because = because.collect::<Option<Vec<Datum>>>()?;
    let place = reader.place(draft.control.span);
    match names.find(reader, draft.control)? {
        Target::Control(control) => Some(Expectation {
            control,
            status,
            because,
            place: reader.place(draft.span),
        }),
        Target::Outside(_) if names.unsure => None,
        Target::Outside(name) => {
            let outside = |name: &str| names.not_used(expected_elsewhere(place, name), name);
            reader.report(names.not_here(place, &name, outside));
            None
        }
    }
}

fn standing(status: StatusDraft) -> Standing {
    match status {
        StatusDraft::Applies => Standing::Applies,
        StatusDraft::NotApplicable => Standing::NotApplicable,
        StatusDraft::Open => Standing::Open,
        StatusDraft::Covered => Standing::Covered,
        StatusDraft::NotAssessed => Standing::NotAssessed,
    }
}

/// Finds the fact, inventory or attribute that `because` names (L-224).
fn resolve_datum(
    lexicon: &Lexicon<'_>,
    reader: &mut DraftReader<'_>,
    path: &PathDraft,
) -> Option<Datum> {
    match &*path.names {
        [name] => match lexicon.word(reader.word(*name)) {
            Some(Word::Fact(fact)) => Some(Datum::Fact(fact)),
            Some(Word::Set(Set::Inventory(inventory))) => Some(Datum::Inventory(inventory)),
            word => report_datum(lexicon, reader, *name, word),
        },
        [name, attribute] => match lexicon.word(reader.word(*name)) {
            Some(Word::Set(Set::Inventory(inventory))) => {
                let attribute = find_attribute(lexicon, reader, inventory, *attribute)?;
                Some(Datum::Attribute(inventory, attribute))
            }
            word => report_datum(lexicon, reader, *name, word),
        },
        _ => {
            let place = reader.place(path.span);
            reader.drop_with(too_long(place, &path_text(reader, path)));
            None
        }
    }
}

fn report_datum(
    lexicon: &Lexicon<'_>,
    reader: &mut DraftReader<'_>,
    name: Name,
    word: Option<Word>,
) -> Option<Datum> {
    let place = reader.place(name.span);
    let written = reader.word(name);
    match word {
        Some(Word::Broken) => reader.lose(),
        Some(Word::Set(set)) => {
            let inventory = lexicon.inventory_key(lexicon.inventory_of(set));
            reader.drop_with(not_given(place, written, "a subset", inventory));
        }
        Some(Word::Derive(_)) => {
            reader.drop_with(not_given(place, written, "a derived name", ""));
        }
        Some(Word::Fact(_)) => {
            reader.drop_with(not_given(place, written, "a fact without attributes", ""));
        }
        None => reader.drop_with(unknown_datum(lexicon, place, written)),
    }
    None
}

fn edition_missing(place: Place) -> Diagnostic {
    let message = "the scenario does not name its edition";
    Diagnostic::at(&EDITION_MISSING, place, message).help("add `under key@version at L1`")
}

fn level_missing(place: Place, edition: &str, lowest: &str) -> Diagnostic {
    let message = format!("the edition `{edition}` has levels, and the scenario names none");
    Diagnostic::at(&LEVEL_MISSING, place, message)
        .help(format!("write `under {edition} at {lowest}`"))
}

fn expected_elsewhere(place: Place, control: &str) -> Diagnostic {
    let message = format!("the control `{control}` is not in this edition");
    Diagnostic::at(&EXPECTED_OUTSIDE, place, message)
        .help("let the edition use its catalog, or remove the expectation")
}

fn expected_outside(place: Place, control: &str, level: &str) -> Diagnostic {
    let message = format!("the control `{control}` does not hold at `{level}`");
    Diagnostic::at(&EXPECTED_OUTSIDE, place, message)
        .help("choose another level, or remove the expectation")
}

fn not_given(place: Place, name: &str, kind: &str, inventory: &str) -> Diagnostic {
    let message =
        format!("`{name}` is {kind}; a product file gives facts, inventories and attributes");
    let diagnostic = Diagnostic::at(&UNKNOWN_DATUM, place, message);
    if inventory.is_empty() {
        return diagnostic.help("name the fact, inventory or attribute that settles it");
    }
    diagnostic.help(format!(
        "name the inventory `{inventory}`, or an attribute of it"
    ))
}

fn too_long(place: Place, path: &str) -> Diagnostic {
    let message = format!("`{path}` has more parts than an inventory and an attribute");
    Diagnostic::at(&UNKNOWN_DATUM, place, message)
        .help("name the inventory and the attribute that settles it: `chip.tee`")
}
