//! The one private construct of templates: links to `praman:slot/…`, `praman:told/…`, `praman:ref/…`, `praman:page/…`,
//! `praman:figure/…`, `praman:file/…`, `praman:row/…` and `praman:filter/…`.
//!
//! Text from products and schemes cannot produce them: every text is escaped, and Markdown of authors loses
//! links of this scheme before it meets a template.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::sync::Arc;

use super::document::{Field, RowMark};

/// The scheme of private links, with its colon.
pub const PRIVATE: &str = "praman:";

/// What a template makes beside its Markdown; private links name it by its place.
#[derive(Debug, Default)]
pub struct Made {
    /// What is to be filled in.
    pub fields: Vec<Arc<Field>>,
    /// What is told of other fields.
    pub told: Vec<Told>,
    /// By what rows are found.
    pub rows: Vec<Arc<RowMark>>,
}

/// What is filled in in other fields of a dossier, told again as text.
#[derive(Debug, Default)]
pub struct Told {
    /// What is told, in order.
    pub parts: Vec<ToldPart>,
    /// The words before what is filled in; may be empty.
    pub before: String,
    /// The words where nothing is; may be empty.
    pub empty: String,
    /// How parts that say the same are told together.
    pub together: Together,
    /// The lines that tell it; none if nothing is filled in.
    pub lines: Vec<String>,
}

/// How parts that say the same are told together.
#[derive(Debug, Default)]
pub enum Together {
    /// All slots as one list; where parts are numbered, neighbours as one.
    #[default]
    InOrder,
    /// A line for each word, with the names of its parts.
    ByWord {
        /// The words that are told first, in order.
        first: Vec<String>,
        /// The words of which the parts are counted and not named.
        counted: Vec<String>,
        /// The word for parts in which nothing is filled in.
        without: String,
    },
}

/// A part of what is told.
#[derive(Debug, Default)]
pub struct ToldPart {
    /// The number by which the part is named, where parts are numbered. Neighbours that say the same are told as one.
    pub number: Option<u32>,
    /// The name of the part, where parts are told by word.
    pub name: String,
    /// The slots, in order.
    pub slots: Vec<String>,
}

/// What a private link says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Private {
    /// Something to fill in.
    Slot(usize),
    /// What is told of other fields.
    Told(usize),
    /// A heading or table, by name.
    Ref(String),
    /// The beginning of a page section, by layout.
    Page(String),
    /// A figure of the view, by key.
    Figure(String),
    /// Another file of the same folder, by name.
    File(String),
    /// By what the row of a table is found.
    Row(usize),
    /// A filter of rows, by name.
    Filter(String),
}

/// Writes the address of a reference.
pub fn ref_address(anchor: &str) -> String {
    format!("{PRIVATE}ref/{}", encode(anchor))
}

/// Writes the address of a figure.
pub fn figure_address(key: &str) -> String {
    format!("{PRIVATE}figure/{}", encode(key))
}

/// Writes the address of another file of the same folder.
pub fn file_address(name: &str) -> String {
    format!("{PRIVATE}file/{}", encode(name))
}

/// Writes the address of a filter.
pub fn filter_address(name: &str) -> String {
    format!("{PRIVATE}filter/{}", encode(name))
}

/// Writes the address of the mark of a row: its place among the marks that the template has made so far.
pub fn row_address(place: usize) -> String {
    format!("{PRIVATE}row/{place}")
}

/// Writes the address of a field: its place among the fields that the template has made so far.
pub fn slot_address(place: usize) -> String {
    format!("{PRIVATE}slot/{place}")
}

/// Writes the address of what is told: its place among what the template has told so far.
pub fn told_address(place: usize) -> String {
    format!("{PRIVATE}told/{place}")
}

/// Reads a private address.
///
/// # Errors
/// Returns what is wrong with it.
pub fn read_private(address: &str) -> Result<Private, String> {
    let wrong = |what: &str| format!("`{PRIVATE}{address}`, {what}");
    let Some((what, name)) = address.split_once('/') else {
        return Err(wrong("which names nothing"));
    };
    let place = |noun: &str| {
        let expected = |_| wrong(&format!("where the number of a {noun} was expected"));
        name.parse::<usize>().map_err(expected)
    };
    match what {
        "ref" => Ok(Private::Ref(decode(name))),
        "page" => Ok(Private::Page(decode(name))),
        "figure" => Ok(Private::Figure(decode(name))),
        "filter" => Ok(Private::Filter(decode(name))),
        "file" if is_file_name(&decode(name)) => Ok(Private::File(decode(name))),
        "file" => Err(wrong(
            "where the name of a file in the same folder was expected",
        )),
        "row" => place("row").map(Private::Row),
        "slot" => place("field").map(Private::Slot),
        "told" => place("told text").map(Private::Told),
        _ => Err(wrong(
            "where `slot`, `told`, `ref`, `page`, `figure`, `file`, `row` or `filter` was expected",
        )),
    }
}

/// Whether a text can name a facet: small letters.
pub fn is_facet(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase())
}

/// Whether a text names a file in the same folder: `plan.html`.
fn is_file_name(name: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"._-".contains(&byte);
    !name.is_empty() && !name.starts_with('.') && name.bytes().all(plain)
}

/// Percent-encodes what could end or bend an address.
fn encode(text: &str) -> Cow<'_, str> {
    if text.bytes().all(is_plain) {
        return Cow::Borrowed(text);
    }
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if is_plain(byte) {
            encoded.push(char::from(byte));
        } else {
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    Cow::Owned(encoded)
}

fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_' | b'/' | b':')
}

fn decode(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        let mut ahead = rest.clone();
        let digits = (byte == b'%').then(|| (ahead.next(), ahead.next()));
        let value = match digits {
            Some((Some(high), Some(low))) => hex(high).zip(hex(low)),
            Some(_) | None => None,
        };
        match value {
            Some((high, low)) => {
                bytes.push(high * 16 + low);
                rest = ahead;
            }
            None => bytes.push(byte),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit)
        .to_digit(16)
        .and_then(|value| u8::try_from(value).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_survive_the_way_through_an_address() {
        let anchor = "asvs-c:C.1/verdict/debug-ports/interface.a b)(<é&=?";
        let address = ref_address(anchor);
        assert!(address.is_ascii() && !address.contains(['(', ')', '<', ' ']));
        let private = address.strip_prefix(PRIVATE).map(read_private);
        assert_eq!(private, Some(Ok(Private::Ref(anchor.to_owned()))));
    }

    #[test]
    fn wrong_addresses_are_told() {
        for wrong in ["", "slot", "slot/x", "row/x", "door/x"] {
            assert!(read_private(wrong).is_err(), "{wrong}");
        }
        assert_eq!(
            read_private("page/landscape"),
            Ok(Private::Page("landscape".to_owned()))
        );
    }
}
