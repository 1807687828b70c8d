//! Maps levels of editions to levels of the catalogs that they use (L-042 to L-044).

use super::levels::Ladder;
use super::reader::DraftReader;
use crate::diag::{Diagnostic, codes};
use crate::model::{Catalog, Level, LevelId, LevelMap};
use crate::source::Place;
use crate::syntax::ast::{LevelPair, UsesDraft, UsesLevels};

codes! {
    LEVEL_MAPPED_TWICE = error("P0241", "level of an edition that is mapped twice"),
    LEVELS_UNMAPPED = error("P0242", "catalog that is used at no stated level"),
    NOTHING_TO_MAP = error("P0243", "levels mapped where there are none"),
}

/// Maps the levels of an edition to the levels of a catalog that it uses (L-042).
pub(super) fn map_levels(
    reader: &mut DraftReader<'_>,
    uses: &UsesDraft,
    ladder: &Ladder<'_>,
    catalog: &Catalog,
    incomplete: bool,
) -> LevelMap {
    let name = catalog.name();
    let place = reader.place(uses.catalog.span);
    let below = Ladder::of_catalog(catalog, &name, incomplete);
    let unsure = ladder.incomplete || below.incomplete;
    match &uses.levels {
        UsesLevels::Every => LevelMap::Every,
        UsesLevels::Unsaid => {
            let neither = ladder.levels.is_empty() && catalog.levels.is_empty();
            if !neither && !unsure {
                reader.report(levels_unmapped(place, ladder.levels, catalog));
            }
            LevelMap::Every
        }
        UsesLevels::Pairs(pairs) => {
            let empty = [ladder, &below]
                .into_iter()
                .find(|catalog| catalog.levels.is_empty());
            if let Some(empty) = empty {
                if !unsure {
                    reader.report(nothing_to_map(place, empty));
                }
                return LevelMap::Every;
            }
            LevelMap::Pairs(map_pairs(reader, pairs, ladder, &below))
        }
    }
}

fn map_pairs(
    reader: &mut DraftReader<'_>,
    pairs: &[LevelPair],
    ladder: &Ladder<'_>,
    below: &Ladder<'_>,
) -> Vec<(LevelId, LevelId)> {
    let mut mapped: Vec<(LevelId, LevelId)> = Vec::with_capacity(pairs.len());
    for pair in pairs {
        let edition = ladder.find(reader, pair.edition);
        let catalog = below.find(reader, pair.catalog);
        let Some((edition, catalog)) = edition.zip(catalog) else {
            continue;
        };
        if mapped.iter().any(|(before, _)| *before == edition) {
            let place = reader.place(pair.edition.span);
            reader.report(level_mapped_twice(
                place,
                reader.word(pair.edition),
                below.owner,
            ));
        } else {
            mapped.push((edition, catalog));
        }
    }
    mapped
}

fn level_mapped_twice(place: Place, level: &str, catalog: &str) -> Diagnostic {
    let message = format!("the level `{level}` of the edition is mapped twice to `{catalog}`");
    Diagnostic::at(&LEVEL_MAPPED_TWICE, place, message)
        .help("a level of an edition stands for at most one of a catalog")
}

fn levels_unmapped(place: Place, levels: &[Level], catalog: &Catalog) -> Diagnostic {
    let name = catalog.name();
    let message = format!("it is not said at which levels `{name}` is used");
    let diagnostic = Diagnostic::at(&LEVELS_UNMAPPED, place, message);
    match (levels.first(), catalog.levels.first()) {
        (Some(edition), Some(catalog)) => diagnostic.help(format!(
            "write `uses {name} with {} = {}, …`",
            edition.key, catalog.key
        )),
        _ => diagnostic.help(format!("write `uses {name} at every level`")),
    }
}

fn nothing_to_map(place: Place, empty: &Ladder<'_>) -> Diagnostic {
    let message = format!("the {} `{}` has no levels to map", empty.noun, empty.owner);
    Diagnostic::at(&NOTHING_TO_MAP, place, message)
        .help("write `at every level` instead of `with …`")
}
