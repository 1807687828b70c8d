//! Cases against entries, with room for results in each cell.

use indexmap::IndexMap;
use serde::Serialize;

use crate::model::Repeat;
use crate::plan::Status;
use crate::source::Text;
use crate::view::results::ResultView;
use crate::view::test_plan::CaseView;

/// Some cases against the entries on which they are carried out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct GridView {
    /// The cases, which are the columns.
    pub cases: Vec<GridCase>,
    /// The entries, and a row for what is done once.
    pub rows: Vec<GridRow>,
}

/// A column of a grid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct GridCase {
    /// The number of the case within the procedure, from 1.
    pub number: usize,
    /// The key.
    pub key: Text,
    /// The title.
    pub title: Text,
    /// How often it is carried out.
    pub repeat: Repeat,
    /// The condition under which it is carried out, in words; `None` if it always is.
    pub condition: Option<String>,
    /// The configuration of all its results, if they share one.
    pub configuration: Option<Text>,
}

/// A row of a grid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct GridRow {
    /// The entry; `None` for the product as a whole and for cases that are carried out once per run.
    pub entry: Option<Text>,
    /// The words printed: the entry, `the product`, or `once per run`.
    pub shown: Text,
    /// The products of the series for which it holds, if it does not hold for all.
    pub variant: Option<Text>,
    /// Whether every result of it is certainly owed: `applies` or `open`.
    pub status: Status,
    /// For each case, in order, its results, one for each configuration; empty where it is not carried out.
    pub cells: Vec<Vec<ResultView>>,
}

/// How many cases stand side by side on a sheet.
const COLUMNS: usize = 4;

/// Sets cases against entries, a few cases in each grid.
pub(super) fn view_grids(cases: Vec<CaseView>) -> Vec<GridView> {
    let grids = cases.len().div_ceil(COLUMNS).max(1);
    let columns = cases.len().div_ceil(grids).max(1);
    let mut rest = cases.into_iter().peekable();
    let mut views = Vec::with_capacity(grids);
    while rest.peek().is_some() {
        views.push(view_grid(rest.by_ref().take(columns).collect()));
    }
    views
}

fn view_grid(cases: Vec<CaseView>) -> GridView {
    let width = cases.len();
    let mut columns = Vec::with_capacity(width);
    let mut rows: IndexMap<_, GridRow> = IndexMap::new();
    for (at, case) in cases.into_iter().enumerate() {
        let configuration = common_configuration(&case.results);
        for result in case.results {
            let key = (result.shown.clone(), result.variant.clone());
            let row = rows.entry(key).or_insert_with(|| empty_row(&result, width));
            if result.status == Status::Open {
                row.status = Status::Open;
            }
            if let Some(cell) = row.cells.get_mut(at) {
                cell.push(result);
            }
        }
        columns.push(GridCase {
            number: case.number,
            key: case.texts.key,
            title: case.texts.title,
            repeat: case.texts.repeat,
            condition: case.texts.condition,
            configuration,
        });
    }
    GridView {
        cases: columns,
        rows: rows.into_values().collect(),
    }
}

/// Returns the configuration in which all results are obtained, if it is one.
fn common_configuration(results: &[ResultView]) -> Option<Text> {
    let first = results.first()?.configuration.as_ref()?;
    let others = results.iter().map(|result| result.configuration.as_ref());
    others
        .into_iter()
        .all(|other| other == Some(first))
        .then(|| first.clone())
}

fn empty_row(result: &ResultView, width: usize) -> GridRow {
    GridRow {
        entry: result.entry.clone(),
        shown: result.shown.clone(),
        variant: result.variant.clone(),
        status: Status::Applies,
        cells: vec![Vec::new(); width],
    }
}
