//! Maps levels of editions to levels of the catalogs that they use (L-042 to L-044).

use super::levels::Ladder;
use super::reader::DraftReader;
use crate::diag::{Diagnostic, codes};
use crate::model::{Level, LevelId, LevelMap};
use crate::source::Place;
use crate::syntax::ast::{LevelPair, UsesDraft, UsesLevels};

codes! {
    LEVEL_MAPPED_TWICE = error("P0241", "level of an edition that is mapped twice"),
    LEVELS_UNMAPPED = error("P0242", "catalog used without saying at which levels"),
    NOTHING_TO_MAP = error("P0243", "levels mapped where there are none"),
    AGAINST_ORDER = error("P0237", "levels mapped out of order"),
}

/// Maps the levels of an edition to the levels of a catalog that it uses (L-042).
pub(super) fn map_levels(
    reader: &mut DraftReader<'_>,
    uses: &UsesDraft,
    ladder: &Ladder<'_>,
    below: &Ladder<'_>,
) -> LevelMap {
    let place = reader.place(uses.catalog.span);
    let unsure = ladder.incomplete || below.incomplete;
    match &uses.levels {
        UsesLevels::Every => LevelMap::Every,
        UsesLevels::Unsaid => {
            let neither = ladder.levels.is_empty() && below.levels.is_empty();
            if !neither && !unsure {
                reader.report(levels_unmapped(place, ladder.levels, below));
            }
            LevelMap::Every
        }
        UsesLevels::Pairs(pairs) => {
            let empty = [ladder, below]
                .into_iter()
                .find(|catalog| catalog.levels.is_empty());
            if let Some(empty) = empty {
                if !unsure {
                    reader.report(nothing_to_map(place, empty));
                }
                return LevelMap::Every;
            }
            LevelMap::Pairs(map_pairs(reader, pairs, ladder, below))
        }
    }
}

/// A level of the edition and the level of the catalog for which it stands.
#[derive(Debug, Clone, Copy)]
struct Mapped {
    edition: LevelId,
    catalog: LevelId,
    place: Place,
}

fn map_pairs(
    reader: &mut DraftReader<'_>,
    pairs: &[LevelPair],
    ladder: &Ladder<'_>,
    below: &Ladder<'_>,
) -> Vec<(LevelId, LevelId)> {
    let mut mapped: Vec<Mapped> = Vec::with_capacity(pairs.len());
    for pair in pairs {
        let edition = ladder.find(reader, pair.edition);
        let catalog = below.find(reader, pair.catalog);
        let Some((edition, catalog)) = edition.zip(catalog) else {
            continue;
        };
        if mapped.iter().any(|before| before.edition == edition) {
            let place = reader.place(pair.edition.span);
            reader.report(level_mapped_twice(
                place,
                reader.word(pair.edition),
                below.owner,
            ));
        } else {
            mapped.push(Mapped {
                edition,
                catalog,
                place: reader.place(pair.edition.span.to(pair.catalog.span)),
            });
        }
    }
    let pairs = mapped.iter().map(|one| (one.edition, one.catalog));
    let pairs = pairs.collect();
    mapped.sort_by_key(|one| one.edition);
    let mut steps = mapped.iter().zip(mapped.iter().skip(1));
    if let Some((low, high)) = steps.find(|(low, high)| low.catalog > high.catalog) {
        reader.report(against_order(ladder, below, low, high));
    }
    pairs
}

/// Reports a level that stands for a lower one than the level below it does: what is asked there is asked no more.
fn against_order(
    ladder: &Ladder<'_>,
    below: &Ladder<'_>,
    low: &Mapped,
    high: &Mapped,
) -> Diagnostic {
    let message = format!(
        "`{}` is above `{}` but stands for a lower level: `{}` is below `{}`",
        ladder.key(high.edition),
        ladder.key(low.edition),
        below.key(high.catalog),
        below.key(low.catalog),
    );
    Diagnostic::at(&AGAINST_ORDER, high.place, message)
        .also(low.place, "the level below it is mapped here")
        .help("map a higher level of the edition to the same level of the catalog or a higher one")
}

fn level_mapped_twice(place: Place, level: &str, catalog: &str) -> Diagnostic {
    let message = format!("the level `{level}` of the edition is mapped twice to `{catalog}`");
    Diagnostic::at(&LEVEL_MAPPED_TWICE, place, message)
        .help("keep one of them: a level of an edition stands for at most one level of a catalog")
}

fn levels_unmapped(place: Place, levels: &[Level], below: &Ladder<'_>) -> Diagnostic {
    let name = below.owner;
    let message = format!("the edition does not say at which levels it uses `{name}`");
    let diagnostic = Diagnostic::at(&LEVELS_UNMAPPED, place, message);
    match (levels.first(), below.levels.first()) {
        (Some(edition), Some(catalog)) => diagnostic.help(format!(
            "write `uses {name} with {} = {}, …`",
            edition.key, catalog.key
        )),
        _ => diagnostic.help(format!("write `uses {name} at every level`")),
    }
}

fn nothing_to_map(place: Place, empty: &Ladder<'_>) -> Diagnostic {
    let owner = format!("the {} `{}`", empty.noun, empty.owner);
    let message = format!("{owner} has no levels to map");
    Diagnostic::at(&NOTHING_TO_MAP, place, message)
        .undeclared("levels", &owner)
        .help("write `at every level` instead of `with …`")
}
