//! The rows of `praman list editions`.

use serde::Serialize;

use crate::cli::table::{indented, wrapped};
use crate::cli::terminal::{Look, Paint};
use crate::model::{Id, LevelId, LevelMap, Lineage, Migration, Scheme, Use};
use crate::source::Text;
use crate::view::{HistoryView, LevelPair, view_history, view_maps};

/// An edition.
#[derive(Debug, Serialize)]
pub(super) struct EditionRow<'a> {
    /// Key and version.
    pub key: String,
    pub title: &'a str,
    pub status: &'static str,
    pub approved: Option<String>,
    /// When it was published.
    pub dated: Option<String>,
    /// The document that sets it up.
    pub cites: Option<&'a str>,
    /// Its levels from the lowest; `null` if it has none.
    pub levels: Option<Vec<LevelRow<'a>>>,
    /// The catalogs that it uses.
    pub catalogs: Vec<CatalogRow<'a>>,
    /// The number of its controls at any level.
    pub controls: usize,
}

/// A level of an edition.
#[derive(Debug, Serialize)]
pub(super) struct LevelRow<'a> {
    pub key: &'a str,
    pub title: Option<&'a str>,
    /// Whether it is published which controls belong to it.
    pub published: bool,
    /// The number of its controls; `null` if that is not published.
    pub controls: Option<usize>,
}

/// A catalog that an edition uses.
#[derive(Debug, Serialize)]
pub(super) struct CatalogRow<'a> {
    /// Key and version.
    pub key: String,
    pub title: &'a str,
    /// The number of its controls that the edition has at any level.
    pub controls: usize,
    /// The level of the catalog for each level of the edition; `null` if the whole catalog is in at every level.
    pub levels: Option<Vec<LevelPair>>,
    /// Of a profile, the catalogs that it is over.
    pub over: Vec<OverRow<'a>>,
    /// The version that it revises.
    pub revises: Option<&'a str>,
    /// What became of keys of the version before, as it says itself; `null` if it says nothing.
    pub history: Option<Vec<HistoryView>>,
    /// What became of the keys of each earlier version, the newest first; `null` if there is none.
    pub earlier: Option<Vec<EarlierRow>>,
}

/// What became of the keys of an earlier version of a catalog. A key that is not listed stays.
#[derive(Debug, Serialize)]
pub(super) struct EarlierRow {
    /// Key and version.
    pub key: String,
    pub changes: Vec<KeyRow>,
}

/// What became of a key.
#[derive(Debug, Serialize)]
pub(super) struct KeyRow {
    pub old: String,
    /// The keys that it became; none if it was withdrawn.
    pub new: Vec<String>,
    /// Whether one of them unites what several asked.
    pub united: bool,
    /// Why it was withdrawn.
    pub because: Option<String>,
}

/// A catalog that a profile is over.
#[derive(Debug, Serialize)]
pub(super) struct OverRow<'a> {
    /// Key and version.
    pub key: &'a str,
    /// The level at which it is read.
    pub level: Option<&'a str>,
}

pub(super) fn edition_row(scheme: &Scheme) -> EditionRow<'_> {
    let edition = &scheme.edition;
    let levels = edition.all_levels().flatten();
    let levels: Vec<LevelRow<'_>> = levels.filter_map(|id| level_row(scheme, id)).collect();
    EditionRow {
        key: edition.name(),
        title: &edition.title,
        status: edition.status.word(),
        approved: edition.approved.map(|date| date.to_string()),
        dated: edition.dated.map(|date| date.to_string()),
        cites: edition.cites.as_ref().map(|cites| cites.source.as_str()),
        levels: (!levels.is_empty()).then_some(levels),
        catalogs: edition
            .uses
            .iter()
            .map(|used| catalog_row(scheme, used))
            .collect(),
        controls: scheme.controls.len(),
    }
}

fn level_row(scheme: &Scheme, id: LevelId) -> Option<LevelRow<'_>> {
    let level = scheme.edition.levels.get(id.index())?;
    let published = scheme.edition.is_published(Some(id));
    Some(LevelRow {
        key: &level.key,
        title: level.title.as_deref(),
        published,
        controls: published.then(|| scheme.controls_at(Some(id)).count()),
    })
}

fn catalog_row<'a>(scheme: &'a Scheme, used: &'a Use) -> CatalogRow<'a> {
    let catalog = &scheme.catalogs[used.catalog];
    CatalogRow {
        key: catalog.name(),
        title: &catalog.title,
        controls: scheme
            .controls
            .iter()
            .filter(|(_, control)| control.catalog == used.catalog)
            .count(),
        levels: (used.levels != LevelMap::Every).then(|| view_maps(scheme, used)),
        over: catalog
            .over
            .iter()
            .map(|over| OverRow {
                key: &over.catalog,
                level: over.level.as_deref(),
            })
            .collect(),
        revises: catalog.revises().map(Text::as_str),
        history: some(catalog.history.iter().map(view_history).collect()),
        earlier: some(earlier_rows(&catalog.lineage)),
    }
}

fn some<T>(rows: Vec<T>) -> Option<Vec<T>> {
    (!rows.is_empty()).then_some(rows)
}

fn earlier_rows(lineage: &Lineage) -> Vec<EarlierRow> {
    let since = lineage.since().into_iter();
    since
        .map(|(version, map)| EarlierRow {
            key: version.to_string(),
            changes: map.mentioned().map(|old| key_row(&map, old)).collect(),
        })
        .collect()
}

fn key_row(map: &Migration, old: &Text) -> KeyRow {
    let new = map.after(old);
    KeyRow {
        old: old.to_string(),
        united: new.iter().any(|new| map.is_united(new)),
        new: new.iter().map(Text::to_string).collect(),
        because: map.why_withdrawn(old).map(Text::to_string),
    }
}

/// Writes editions one below the other, with lines wrapped at the width of the table.
pub(super) fn render_editions(rows: &[EditionRow<'_>], look: Look) -> String {
    let blocks: Vec<String> = rows.iter().map(|row| render_edition(row, look)).collect();
    blocks.join("\n")
}

/// The number of columns before the texts on an edition: two spaces and the longest heading.
const HEADING: usize = 12;

fn render_edition(row: &EditionRow<'_>, look: Look) -> String {
    let mut text = look.paint(Paint::Strong, &row.key) + "\n";
    text += &wrapped("  ", row.title);
    let mut add = |heading: &str, content: &str| {
        text += &wrapped(&indented(heading, HEADING), content);
    };
    add("status", &status(row));
    if let Some(cites) = row.cites {
        add("source", cites);
    }
    for (index, catalog) in row.catalogs.iter().enumerate() {
        let heading = if index == 0 { "catalogs" } else { "" };
        add(heading, &catalog_words(catalog));
        for change in catalog.history.iter().flatten() {
            add("", &change_words(change));
        }
    }
    match &row.levels {
        None => add("levels", "none"),
        Some(levels) => {
            for (index, level) in levels.iter().enumerate() {
                let heading = if index == 0 { "levels" } else { "" };
                add(heading, &level_words(level));
            }
        }
    }
    add("controls", &row.controls.to_string());
    text
}

fn status(row: &EditionRow<'_>) -> String {
    let mut text = row.status.to_owned();
    if let Some(date) = &row.approved {
        text = format!("{text}, approved {date}");
    }
    if let Some(date) = &row.dated {
        text = format!("{text}, dated {date}");
    }
    text
}

fn catalog_words(row: &CatalogRow<'_>) -> String {
    let over: Vec<String> = row
        .over
        .iter()
        .map(|over| match over.level {
            Some(level) => format!("{} at {level}", over.key),
            None => over.key.to_owned(),
        })
        .collect();
    let over = match over.as_slice() {
        [] => String::new(),
        [_, ..] => format!(", a profile over {}", over.join(" and ")),
    };
    let revises = row.revises;
    let revises = revises.map_or_else(String::new, |before| format!(", revises {before}"));
    format!(
        "{}, {} controls{over}{revises}: {}",
        row.key, row.controls, row.title
    )
}

/// Says what became of keys: `3 became 36 and 88`.
fn change_words(change: &HistoryView) -> String {
    let (old, new) = (change.old.join(", "), change.new.join(", "));
    let became = match (change.old.as_slice(), change.new.as_slice()) {
        ([], _) => format!("- {new}: only reworded"),
        (_, []) => format!("- {old} withdrawn"),
        (_, _) => format!("- {old} became {new}"),
    };
    match &change.because {
        Some(because) => format!("{became}: {because}"),
        None => became,
    }
}

fn level_words(row: &LevelRow<'_>) -> String {
    let controls = match row.controls {
        Some(controls) => format!("{controls} controls"),
        None => "its members are not published".to_owned(),
    };
    match row.title {
        Some(title) => format!("{}, {controls}: {title}", row.key),
        None => format!("{}, {controls}", row.key),
    }
}
