//! The blanks of a document: what can be filled in in it.

use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::document::Field;
use super::document_view::SharedView;
use super::engine::Engine;
use crate::diag::{Checked, Diagnostics};
use crate::view::Blank;

/// Returns the fields that the template of a document makes, in order; one that stands in several places, each time.
/// `overrides` replace shipped templates by name.
pub fn fields_of(
    view: &SharedView,
    overrides: &BTreeMap<String, String>,
) -> Checked<Vec<Arc<Field>>> {
    let mut diagnostics = Diagnostics::new();
    let engine = diagnostics.take(Engine::new(overrides));
    let rendered = Arc::clone(view).markdown(&engine, &view.spec().template());
    let fields = match rendered {
        Ok(rendered) => rendered.made.fields,
        Err(diagnostic) => {
            diagnostics.push(*diagnostic);
            Vec::new()
        }
    };
    Checked::new(fields, diagnostics)
}

/// Returns the blanks that can be filled in in a document, each once, in the order of its fields.
///
/// The data of a document names more slots than those: what other documents ask, and what the product file answers. The
/// shipped template decides what is asked, whatever templates a user has.
pub fn blanks_of(view: &SharedView) -> Vec<Blank> {
    let named = view.blanks_named();
    let mut named: FxHashMap<String, Blank> = named
        .into_iter()
        .map(|blank| (blank.text(), blank))
        .collect();
    let fields = fields_of(view, &BTreeMap::new()).value;
    // Taken out of the map, a blank is listed once.
    let blanks = fields.iter().filter_map(|field| named.remove(&field.slot));
    blanks.collect()
}
