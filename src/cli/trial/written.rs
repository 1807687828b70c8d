//! A scenario as text.

use super::coverage::Side;
use crate::format::format_text;
use crate::model::Scheme;
use crate::product::write_scenario_product;

/// Writes a scenario that holds a side of a condition; `None` if there is no product for it, or no level that calls for the control.
pub(super) fn write_scenario(scheme: &Scheme, side: &Side) -> Option<String> {
    let product = side.product.as_deref()?;
    let control = &scheme.controls[side.control];
    let level = if scheme.edition.levels.is_empty() {
        String::new()
    } else {
        format!(" at {}", scheme.levels_of(side.control).into_iter().next()?)
    };
    let edition = scheme.edition.name();
    let lines = write_scenario_product(scheme, product).join("\n");
    let stands = if side.applies {
        "applies"
    } else {
        "not applicable"
    };
    let (title, name) = (&side.title, &control.name);
    let text = format!(
        "scenario \"{title}\" {{\n  under {edition}{level}\n  product {{\n{lines}\n  }}\n  expect {name} {stands}\n}}\n"
    );
    Some(format_text(&text))
}
