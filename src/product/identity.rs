//! The identity of the product, its applicant and its manufacturer.

use super::codes;
use super::notes::{Notes, TextKind, Word};
use super::reader::ProductReader;
use super::types::{Contact, ContactField, Head, Identity, IdentityField, Product, Text};
use super::yaml::{Content, Member, Node};
use crate::diag::Diagnostic;
use crate::model::{Edition, IdentityKind, Scheme};
use crate::source::Place;

/// Reads edition and level; mistakes are left to the reading of the whole file.
pub(super) fn read_head_of(notes: &Notes, root: &Node) -> Head {
    let text = |key: &str| {
        let Content::Mapping(members) = &root.content else {
            return None;
        };
        let member = members.iter().find(|member| member.key.value == key)?;
        let text = member.value.as_text()?.trim().to_owned();
        let place = notes.place(member.value.span);
        (member.value.as_word().is_none() && !text.is_empty()).then_some(Text { text, place })
    };
    Head {
        scheme: text("scheme"),
        level: text("level"),
    }
}

/// Reads the level and looks it up in the edition.
pub(super) fn read_level(reader: &mut ProductReader<'_>, member: &Member, product: &mut Product) {
    let Some(text) = reader.notes.text(&member.value, "`level`", TextKind::Free) else {
        return;
    };
    let edition = &reader.scheme.edition;
    if let Some(level) = edition.level(&text.text) {
        product.level = Some(level);
        product.level_place = Some(text.place);
        return;
    }
    if edition.levels.is_empty() && is_for_other_edition(product, edition) {
        // The edition was chosen on the command line; the level belongs to the edition that the file names.
        return;
    }
    let diagnostic = codes::unknown_level(
        text.place,
        &text.text,
        &edition.name(),
        edition.levels.iter().map(|level| level.key.as_str()),
    );
    reader.notes.report(diagnostic);
}

/// Says whether a product file is written for another edition.
fn is_for_other_edition(product: &Product, edition: &Edition) -> bool {
    product
        .scheme
        .as_ref()
        .is_some_and(|scheme| edition.key != scheme.text.as_str() && scheme.text != edition.name())
}

/// Reads `product`.
pub(super) fn read_identity(reader: &mut ProductReader<'_>, member: &Member) -> Identity {
    let scheme = reader.scheme;
    let notes = &mut reader.notes;
    let mut identity = Identity::default();
    let known = |key: &str| IdentityField::find(scheme, key).is_some();
    let unknown = |place, key: &str| unknown_field(scheme, place, key, "");
    let fields = notes.fields_or(&member.value, "`product`", known, unknown);
    for field in IdentityField::all(scheme) {
        let text = fields
            .value(field.key(scheme))
            .and_then(|node| read_identity_field(notes, scheme, field, node));
        identity.set(field, text);
    }
    let is_mapping = matches!(member.value.content, Content::Mapping(_));
    if is_mapping && fields.get("name").is_none() {
        let place = notes.place(member.key.span);
        notes.report(codes::missing_key(place, "`product`", "name"));
    }
    identity
}

/// Words the report of a key that `product` does not have. `before` is what stands before the key where it is named.
pub(super) fn unknown_field(scheme: &Scheme, place: Place, key: &str, before: &str) -> Diagnostic {
    if let Some((_, now)) = scheme.identity.renamed(key) {
        let [old, now] = [key, &now.key].map(|key| format!("{before}{key}"));
        return codes::renamed(place, &codes::UNKNOWN_KEY, &old, &now);
    }
    let known: Vec<&str> = IdentityField::all(scheme)
        .map(|field| field.key(scheme))
        .collect();
    codes::unknown_key(place, key, "`product`", known.into_iter())
}

/// Reads one key of `product`.
pub(super) fn read_identity_field(
    notes: &mut Notes,
    scheme: &Scheme,
    field: IdentityField,
    node: &Node,
) -> Option<Text> {
    let kind = match field.kind(scheme) {
        IdentityKind::Sha256 => TextKind::Sha256,
        IdentityKind::Date => TextKind::Date,
        IdentityKind::Text | IdentityKind::Lines => TextKind::Free,
    };
    let context = format!("`product.{}`", field.key(scheme));
    if field == IdentityField::Name && node.as_word().is_some() {
        notes.wrong_shape(node, &context, "the name of the product");
        return None;
    }
    notes.text(node, &context, kind)
}

/// Reads `applicant` or `manufacturer`.
pub(super) fn read_contact(notes: &mut Notes, member: &Member) -> Option<Contact> {
    if member.value.as_word() == Some(Word::Unknown) {
        return None;
    }
    let context = format!("`{}`", member.key.value);
    let known: Vec<&str> = ContactField::words().collect();
    let fields = notes.fields(&member.value, &context, &known);
    let mut contact = Contact::default();
    for field in ContactField::ALL {
        let text = notes.text_of(&fields, &context, field.word(), TextKind::Free);
        contact.set(*field, text);
    }
    (contact != Contact::default()).then_some(contact)
}
