//! Answers that were kept over what the product file gives.

use super::declared::find_given;
use super::standing::Standings;
use super::{AskedTable, declared::GivenField};
use crate::product::{Contact, ContactField, Product, Text};
use crate::view::basis::Basis;

/// Returns the product as the documents show it: answers that were kept over the product file take the place of its values, and
/// documents show them as answers. `None` if no answer was kept.
pub fn with_kept(
    basis: &Basis<'_>,
    table: &AskedTable,
    standings: &Standings<'_>,
) -> Option<Product> {
    let kept = table.iter().filter_map(|(key, asked)| {
        let answer = standings.kept_over(key, asked)?;
        Some((key, find_given(basis.scheme, &key.slot)?, answer))
    });
    let mut product = None;
    for (key, field, answer) in kept {
        let product: &mut Product = product.get_or_insert_with(|| basis.product.clone());
        put(product, field, answer);
        product.kept.insert(key.slot.clone());
    }
    product
}

/// Puts an answer in the place of what a product file gives.
fn put(product: &mut Product, field: GivenField, answer: &str) {
    let put = |text: Option<&Text>| {
        text.map(|text| Text {
            text: answer.to_owned(),
            place: text.place,
        })
    };
    let put_in = |contact: Option<&mut Contact>, field: ContactField| {
        if let Some(contact) = contact {
            contact.set(field, put(contact.get(field)));
        }
    };
    match field {
        GivenField::Identity(field) => {
            let text = put(product.identity.get(field));
            product.identity.set(field, text);
        }
        GivenField::Applicant(field) => put_in(product.applicant.as_mut(), field),
        GivenField::Manufacturer(field) => put_in(product.manufacturer.as_mut(), field),
    }
}
