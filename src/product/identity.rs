//! The identity of the product, its applicant and its manufacturer.

use super::codes;
use super::notes::{Notes, TextKind};
use super::reader::ProductReader;
use super::types::{Contact, ContactField, Head, Identity, IdentityField, Product, Text};
use super::yaml::{Content, Member, Node};
use crate::model::Edition;

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
pub(super) fn read_identity(notes: &mut Notes, member: &Member) -> Identity {
    let mut identity = Identity::default();
    let known: Vec<&str> = IdentityField::words().collect();
    let fields = notes.fields(&member.value, "`product`", &known);
    for field in IdentityField::ALL {
        let text = fields
            .value(field.word())
            .and_then(|node| read_identity_field(notes, *field, node));
        identity.set(*field, text);
    }
    let is_mapping = matches!(member.value.content, Content::Mapping(_));
    if is_mapping && fields.get("name").is_none() {
        let place = notes.place(member.key.span);
        notes.report(codes::missing_key(place, "`product`", "name"));
    }
    identity
}

/// Reads one key of `product`.
pub(super) fn read_identity_field(
    notes: &mut Notes,
    field: IdentityField,
    node: &Node,
) -> Option<Text> {
    let kind = match field {
        IdentityField::FirmwareSha256 => TextKind::Sha256,
        IdentityField::SupportUntil => TextKind::Date,
        IdentityField::Name
        | IdentityField::Model
        | IdentityField::Description
        | IdentityField::IntendedUse
        | IdentityField::Boundary
        | IdentityField::Environment
        | IdentityField::Hardware
        | IdentityField::Firmware
        | IdentityField::Registration => TextKind::Free,
    };
    notes.text(node, &format!("`product.{}`", field.word()), kind)
}

/// Reads `applicant` or `manufacturer`.
pub(super) fn read_contact(notes: &mut Notes, member: &Member) -> Option<Contact> {
    if member.value.as_word().is_some() {
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
    Some(contact)
}
