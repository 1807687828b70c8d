//! A whole product file.

use super::codes;
use super::evidence::{read_declined, read_evidence};
use super::identity::{read_contact, read_head_of, read_identity, read_level};
use super::inventories::{read_facts, read_inventories};
use super::notes::{Fields, Notes, TextKind};
use super::reader::ProductReader;
use super::series::read_series;
use super::test_bed::read_test_bed;
use super::types::{Head, Product, Text};
use super::yaml::{Content, Node, read_yaml};
use crate::diag::{Checked, Diagnostic};
use crate::model::Scheme;
use crate::source::{FileId, Place, Span};

/// The keys of a product file.
pub static PRODUCT_KEYS: &[&str] = &[
    "scheme",
    "level",
    "product",
    "applicant",
    "manufacturer",
    "facts",
    "inventories",
    "declined",
    "series",
    "evidence",
    "test_bed",
];

/// Reads the edition and the level that a product file asks for, so that the edition can be resolved before the
/// rest is read. Reports only mistakes that keep the file from being read at all.
pub fn read_head(file: FileId, text: &str) -> Checked<Head> {
    let Checked {
        value: root,
        diagnostics,
    } = read_yaml(file, text);
    let notes = Notes::new(file, diagnostics);
    let head = root.map(|root| read_head_of(&notes, &root));
    Checked::new(head.unwrap_or_default(), notes.diagnostics)
}

/// Reads a product file against a scheme. Constraints are checked by the plan.
pub fn read_product(scheme: &Scheme, file: FileId, text: &str) -> Checked<Product> {
    let Checked {
        value: root,
        diagnostics,
    } = read_yaml(file, text);
    let broken = diagnostics.has_errors();
    let mut reader = ProductReader::new(scheme, Notes::new(file, diagnostics));
    let mut product = Product::default();
    match root {
        Some(root) => read_root(&mut reader, &root, &mut product),
        None if broken => {}
        None => reader.notes.report(codes::empty(start_of(file, text))),
    }
    Checked::new(product, reader.notes.diagnostics.sorted())
}

/// Finds the edition that a file asks for, by `key@version`, or by `key` where there is one edition of it.
///
/// # Errors
/// Returns the diagnostic to show where there is none.
pub fn find_edition<'a>(asked: &Text, names: &[&'a str]) -> Result<&'a str, Box<Diagnostic>> {
    if let Some(name) = names.iter().find(|name| **name == asked.text) {
        return Ok(name);
    }
    let editions_of_key: Vec<&str> = names
        .iter()
        .copied()
        .filter(|name| name.split('@').next() == Some(&asked.text))
        .collect();
    let diagnostic = match editions_of_key.as_slice() {
        [name] => return Ok(name),
        [] => codes::unknown_edition(asked, names.iter().copied()),
        several => codes::several_editions(asked, several.iter().copied()),
    };
    Err(Box::new(diagnostic))
}

fn read_root(reader: &mut ProductReader<'_>, root: &Node, product: &mut Product) {
    if root.content == Content::Nothing {
        let place = reader.place(root.span);
        reader.notes.report(codes::empty(place));
        return;
    }
    let fields = reader.notes.fields(root, "a product file", PRODUCT_KEYS);
    if !matches!(root.content, Content::Mapping(_)) {
        return;
    }
    read_product_and_parties(reader, root, &fields, product);
    if let Some(node) = fields.value("facts") {
        read_facts(reader, node, &mut product.target.lead);
    }
    if let Some(node) = fields.value("inventories") {
        read_lead_inventories(reader, node, product);
    }
    reader.check_references(&product.target.lead);
    if let Some(node) = fields.value("declined") {
        product.target.declined = read_declined(reader, node);
    }
    // Variants start from the lead, and evidence may cover entries of any of them.
    if let Some(node) = fields.value("series") {
        product.variants = read_series(reader, node, &mut product.target, &product.identity);
    }
    if let Some(node) = fields.value("evidence") {
        product.evidence = read_evidence(reader, node, &product.target);
    }
    if let Some(node) = fields.value("test_bed") {
        product.test_bed = read_test_bed(reader, node);
    }
}

/// Reads the edition, the level, the identity of the product, its applicant and its manufacturer.
fn read_product_and_parties(
    reader: &mut ProductReader<'_>,
    root: &Node,
    fields: &Fields<'_>,
    product: &mut Product,
) {
    let notes = &mut reader.notes;
    product.scheme = notes.text_of(fields, "a product file", "scheme", TextKind::Free);
    if let Some(level) = fields.get("level") {
        read_level(reader, level, product);
    }
    let notes = &mut reader.notes;
    if let Some(member) = fields.get("product") {
        product.identity = read_identity(notes, member);
    } else {
        let start = notes.place(Span::new(root.span.start, root.span.start));
        let diagnostic = codes::missing_key(start, "this product file", "product");
        notes.report(diagnostic.help("add `product: { name: … }`"));
    }
    let mut contact = |key| read_contact(notes, fields.get(key)?);
    product.applicant = contact("applicant");
    product.manufacturer = contact("manufacturer");
}

fn read_lead_inventories(reader: &mut ProductReader<'_>, node: &Node, product: &mut Product) {
    if node.as_word().is_some() {
        return;
    }
    for (inventory, stock) in read_inventories(reader, node, "`inventories`") {
        product.target.lead.set_stock(inventory, stock);
    }
}

fn start_of(file: FileId, text: &str) -> Place {
    let end = text.chars().next().map_or(0, char::len_utf8);
    Place::new(file, Span::new(0, u32::try_from(end).unwrap_or(0)))
}
