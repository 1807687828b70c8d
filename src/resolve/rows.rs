//! Resolves the clauses of a line: the entries for which it is owed, and when (L-131 to L-139).

use super::among::resolve_among;
use super::procedure::find_dimension;
use super::reader::DraftReader;
use super::scopes::Scopes;
use super::world::World;
use crate::diag::{Diagnostic, codes};
use crate::model::{AttributeId, Clauses, Procedure, Rows, Set};
use crate::source::{Place, Span};
use crate::syntax::ast::{LineClauses, RowsClause};

codes! {
    FILTER_WITHOUT_ROWS = error("P0350", "`where` of a line without entries"),
    ENTRIES_MISSING = error("P0351", "procedure without the entries it examines"),
    ENTRIES_OF_ANOTHER = error("P0352", "procedure with entries of another inventory"),
    ENTRIES_NOT_TAKEN = error("P0353", "entries for a procedure that examines none"),
    OTHER_DIMENSION = error("P0354", "second dimension that does not fit the procedure"),
}

/// The rows that lines inherit from `applies for each` (L-134).
#[derive(Debug, Clone, Copy)]
pub(super) enum Inherited {
    /// No rows: the lines are owed once.
    Nothing,
    /// These entries.
    Rows(Set),
    /// The condition could not be read.
    Broken,
}

/// The rows of a line, and whether the line names them itself.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asked {
    pub rows: Rows,
    /// The clause that names them.
    pub said: Option<Span>,
}

/// Finds the rows of a line; `None` if they are not known.
pub(super) fn resolve_rows(
    world: &World<'_>,
    reader: &mut DraftReader<'_>,
    clauses: &LineClauses,
    inherited: Inherited,
) -> Option<Asked> {
    let Some(clause) = &clauses.rows else {
        let rows = match inherited {
            Inherited::Nothing => Rows::Once,
            Inherited::Rows(set) => Rows::Each { set, second: None },
            Inherited::Broken => {
                reader.lose();
                return None;
            }
        };
        return Some(Asked { rows, said: None });
    };
    let rows = match &clause.value {
        RowsClause::Once => Rows::Once,
        RowsClause::ForEach { set, each } => {
            let set = world.lexicon.set(reader, *set)?;
            let inventory = world.lexicon.inventory_of(set);
            let second = match each {
                Some(each) => Some(find_dimension(world.lexicon, reader, inventory, *each)?),
                None => None,
            };
            Rows::Each { set, second }
        }
        RowsClause::AtLeastOne(set) => Rows::AtLeastOne(world.lexicon.set(reader, *set)?),
        RowsClause::AtLeastOneOf(among) => {
            Rows::AtLeastOneOf(resolve_among(world.lexicon, reader, **among)?)
        }
    };
    let said = Some(clause.span);
    Some(Asked { rows, said })
}

/// Fits the rows of a line to the inventory of a procedure (L-142).
pub(super) fn fit_rows(
    world: &World<'_>,
    reader: &mut DraftReader<'_>,
    asked: Asked,
    place: Place,
    procedure: &Procedure,
) -> Option<Rows> {
    let Some(inventory) = procedure.inventory else {
        if world.is_unsure(procedure) {
            return Some(asked.rows);
        }
        if let (Some(span), Some(_)) = (asked.said, asked.rows.set()) {
            let place = reader.place(span);
            reader.drop_with(entries_not_taken(place, &procedure.key));
        }
        return Some(Rows::Once);
    };
    let key = world.lexicon.inventory_key(inventory);
    let place = asked.said.map_or(place, |span| reader.place(span));
    let Some(set) = asked.rows.set() else {
        if reader.item.item.is_incomplete() {
            return None;
        }
        reader.drop_with(entries_missing(place, &procedure.key, key));
        return None;
    };
    let given = world.lexicon.inventory_of(set);
    if given != inventory {
        let given = world.lexicon.inventory_key(given);
        reader.drop_with(entries_of_another(place, &procedure.key, key, given));
        return None;
    }
    fit_second(world, reader, asked, place, procedure)
}

/// Fits the second half of the rows. A line without one takes that of the procedure (L-162).
fn fit_second(
    world: &World<'_>,
    reader: &mut DraftReader<'_>,
    asked: Asked,
    place: Place,
    procedure: &Procedure,
) -> Option<Rows> {
    let differs = match asked.rows {
        Rows::Each { set, second: None } => {
            let second = procedure.second;
            return Some(Rows::Each { set, second });
        }
        Rows::Each { second, .. } => second != procedure.second,
        Rows::AtLeastOne(_) | Rows::AtLeastOneOf(_) => procedure.second.is_some(),
        Rows::Once => false,
    };
    if differs && !world.is_unsure(procedure) {
        let own = procedure.second.map(|own| dimension(world, procedure, own));
        reader.drop_with(other_dimension(place, &procedure.key, own));
        return None;
    }
    Some(asked.rows)
}

fn dimension<'w>(world: &World<'w>, procedure: &Procedure, second: AttributeId) -> &'w str {
    let inventory = procedure.inventory;
    let row = inventory.and_then(|inventory| world.lexicon.attribute_row(inventory, second));
    row.map_or("", |row| row.key.as_str())
}

/// Resolves `where` and `when` of a line whose rows are known.
pub(super) fn resolve_clauses(
    world: &World<'_>,
    reader: &mut DraftReader<'_>,
    clauses: &LineClauses,
    rows: Rows,
) -> Clauses {
    let filter = match (&clauses.filter, rows.set()) {
        (Some(filter), Some(set)) => {
            let mut scopes = Scopes::of_entry(world.lexicon.inventory_of(set));
            Some(world.lexicon.condition(reader, &mut scopes, filter))
        }
        (Some(filter), None) => {
            let place = reader.place(filter.span());
            reader.drop_with(filter_without_rows(place));
            None
        }
        (None, _) => None,
    };
    let condition = clauses.condition.as_ref();
    let condition =
        condition.map(|when| world.lexicon.condition(reader, &mut Scopes::none(), when));
    Clauses {
        rows,
        filter: filter.map(Box::new),
        condition: condition.map(Box::new),
    }
}

fn filter_without_rows(place: Place) -> Diagnostic {
    let message = "this line is owed once, so there are no entries to choose from";
    Diagnostic::at(&FILTER_WITHOUT_ROWS, place, message)
    .help("say with `for each …` for which entries it is owed, or write `when` for a condition on the product")
}

fn entries_missing(place: Place, procedure: &str, inventory: &str) -> Diagnostic {
    let message = format!(
        "the procedure `{procedure}` examines entries of `{inventory}`, but the line names none"
    );
    Diagnostic::at(&ENTRIES_MISSING, place, message).help(format!(
        "add `for each {inventory}`, or name a subset of it"
    ))
}

fn entries_of_another(place: Place, procedure: &str, wanted: &str, given: &str) -> Diagnostic {
    let message =
        format!("the procedure `{procedure}` examines entries of `{wanted}`, not of `{given}`");
    Diagnostic::at(&ENTRIES_OF_ANOTHER, place, message).help(format!(
        "write `for each {wanted}` in the line, or name a subset of it"
    ))
}

fn entries_not_taken(place: Place, procedure: &str) -> Diagnostic {
    let message =
        format!("the procedure `{procedure}` is carried out once and examines no entries");
    Diagnostic::at(&ENTRIES_NOT_TAKEN, place, message)
        .help("remove the entries, or give the procedure an `inventory`")
}

fn other_dimension(place: Place, procedure: &str, own: Option<&str>) -> Diagnostic {
    let Some(own) = own else {
        let message = format!("the procedure `{procedure}` has no second dimension");
        return Diagnostic::at(&OTHER_DIMENSION, place, message)
            .help("remove `each …`, or add it to the `inventory` of the procedure");
    };
    let message = format!("the procedure `{procedure}` has rows for each `{own}` of an entry");
    Diagnostic::at(&OTHER_DIMENSION, place, message).help(format!("write `for each …, each {own}`"))
}
