//! A whole product file.

use super::codes;
use super::evidence::{read_declined, read_evidence};
use super::further::check_found;
use super::identity::{read_contact, read_head_of, read_identity, read_level};
use super::inventories::{read_facts, read_inventories};
use super::notes::{Fields, Notes, TextKind, Word};
use super::reader::ProductReader;
use super::series::read_series;
use super::test_bed::read_test_bed;
use super::types::{Head, Product, Text};
use super::was::check_earlier_ids;
use super::yaml::{Content, Node, read_yaml};
use crate::diag::{Checked, Diagnostic};
use crate::model::{Date, Scheme};
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
    let notes = Notes {
        edition: date_of_edition(scheme),
        ..Notes::new(file, diagnostics)
    };
    let mut reader = ProductReader::new(scheme, notes);
    let mut product = Product::default();
    match root {
        Some(root) => read_root(&mut reader, &root, &mut product),
        None if broken => {}
        None => reader.notes.report(codes::empty(start_of(file, text))),
    }
    Checked::new(product, reader.notes.diagnostics.sorted())
}

/// Returns the date of an edition, or else that of the newest of its catalogs.
fn date_of_edition(scheme: &Scheme) -> Option<Date> {
    let edition = &scheme.edition;
    let catalogs = scheme.catalogs.iter();
    let newest = catalogs
        .filter_map(|(_, catalog)| catalog.dated)
        .max_by_key(|date| date.last_day());
    edition.dated.or(edition.approved).or(newest)
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
    let before = reader.notes.diagnostics.len();
    let fields = reader.notes.fields(root, "a product file", PRODUCT_KEYS);
    // What is missing may stand under a key that is misspelt.
    let is_sure = reader.notes.diagnostics.len() == before;
    if !is_sure && fields.get("inventories").is_none() {
        reader.broken.extend(reader.scheme.inventories.ids());
    }
    if !matches!(root.content, Content::Mapping(_)) {
        return;
    }
    read_product_and_parties(reader, &fields, product);
    if is_sure && fields.get("product").is_none() {
        let start = reader.place(Span::new(root.span.start, root.span.start));
        let report = codes::missing_key(start, "this product file", "product");
        reader
            .notes
            .report(report.help("add `product: { name: … }`"));
    }
    if let Some(node) = fields.value("facts") {
        read_facts(reader, node, &mut product.target.lead);
    }
    if let Some(node) = fields.value("inventories") {
        read_lead_inventories(reader, node, product);
    }
    reader.check_ids(&product.target.lead, &product.target.lead);
    check_found(reader, &product.target.lead);
    if let Some(node) = fields.value("declined") {
        product.target.declined = read_declined(reader, node);
    }
    // Variants start from the lead, and evidence may cover entries of any of them.
    if let Some(node) = fields.value("series") {
        product.variants = read_series(reader, node, &mut product.target, &product.identity);
    }
    check_earlier_ids(
        reader.scheme,
        &mut reader.notes,
        &reader.earlier,
        &product.target,
    );
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
    fields: &Fields<'_>,
    product: &mut Product,
) {
    let notes = &mut reader.notes;
    for (key, expected) in [("scheme", "an edition"), ("level", "a level")] {
        let node = fields.value(key);
        if let Some(node) = node.filter(|node| node.as_word() == Some(Word::None)) {
            notes.wrong_shape(node, &codes::quoted(key), expected);
        }
    }
    product.scheme = notes.text_of(fields, "a product file", "scheme", TextKind::Free);
    if let Some(level) = fields.get("level") {
        read_level(reader, level, product);
    }
    if let Some(member) = fields.get("product") {
        product.identity = read_identity(reader, member);
    }
    let mut contact = |key| read_contact(&mut reader.notes, fields.get(key)?);
    product.applicant = contact("applicant");
    product.manufacturer = contact("manufacturer");
}

fn read_lead_inventories(reader: &mut ProductReader<'_>, node: &Node, product: &mut Product) {
    match node.as_word() {
        Some(Word::Unknown) => return,
        Some(Word::None) => {
            let help = "write `none` for each inventory that has no entries, such as `radio: none`";
            let place = reader.place(node.span);
            let diagnostic = codes::none_of_all(place, "`inventories`", help);
            return reader.notes.report(diagnostic);
        }
        None => {}
    }
    for (inventory, stock) in read_inventories(reader, node, "`inventories`") {
        product.target.lead.set_stock(inventory, stock);
    }
}

fn start_of(file: FileId, text: &str) -> Place {
    let end = text.chars().next().map_or(0, char::len_utf8);
    Place::new(file, Span::new(0, u32::try_from(end).unwrap_or(0)))
}
