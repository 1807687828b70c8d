//! The blanks of a document: what can be filled in in it.

use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::document::Field;
use super::document_view::SharedView;
use super::engine::Engine;
use super::slot_link::Made;
use crate::diag::{Checked, Diagnostics};
use crate::view::Blank;

/// Returns the fields that the template of a document makes, in order; one that stands in several places, each time.
/// `overrides` replace shipped templates by name.
pub fn fields_of(
    view: &SharedView,
    overrides: &BTreeMap<String, String>,
) -> Checked<Vec<Arc<Field>>> {
    let made = make_of(view, overrides);
    Checked::new(made.value.fields, made.diagnostics)
}

fn make_of(view: &SharedView, overrides: &BTreeMap<String, String>) -> Checked<Made> {
    let mut diagnostics = Diagnostics::new();
    let engine = diagnostics.take(Engine::new(overrides));
    let rendered = Arc::clone(view).markdown(&engine, &view.spec().template());
    let made = match rendered {
        Ok(rendered) => rendered.made,
        Err(diagnostic) => {
            diagnostics.push(*diagnostic);
            Made::default()
        }
    };
    Checked::new(made, diagnostics)
}

/// The blanks of a document.
#[derive(Debug, Default)]
pub struct DocumentBlanks {
    /// Those that can be filled in in it, each once, in the order of its fields.
    pub rooms: Vec<Blank>,
    /// Those of other documents of which it tells what is filled in, each once, in order.
    pub told: Vec<Blank>,
}

/// Returns the blanks that can be filled in in a document, each once, in the order of its fields.
///
/// The data of a document names more slots than those: what other documents ask, and what the product file answers. The
/// shipped template decides what is asked, whatever templates a user has.
pub fn blanks_of(view: &SharedView) -> Vec<Blank> {
    document_blanks(view).rooms
}

/// Returns the blanks of a document: those to fill in, and those of which it tells.
pub fn document_blanks(view: &SharedView) -> DocumentBlanks {
    let named = view.blanks_named();
    let mut named: FxHashMap<String, Blank> = named
        .into_iter()
        .map(|blank| (blank.text(), blank))
        .collect();
    let made = make_of(view, &BTreeMap::new()).value;
    // Taken out of the map, a blank is listed once.
    let fields = made.fields.iter();
    let rooms = fields
        .filter_map(|field| named.remove(&field.slot))
        .collect();
    let parts = made.told.iter().flat_map(|told| &told.parts);
    let slots = parts.flat_map(|part| &part.slots);
    let told = slots.filter_map(|slot| named.remove(slot)).collect();
    DocumentBlanks { rooms, told }
}
