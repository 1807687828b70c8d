//! The one private construct of templates: links to `praman:slot/…`, `praman:ref/…`, `praman:page/…`,
//! `praman:figure/…`, `praman:file/…`, `praman:row/…` and `praman:filter/…`.
//!
//! Text from products and schemes cannot produce them: every text is escaped, and Markdown of authors loses
//! links of this scheme before it meets a template.

use std::borrow::Cow;
use std::fmt::Write as _;

use super::document::{RowFilter, RowMark};

/// The scheme of private links, with its colon.
pub const PRIVATE: &str = "praman:";

/// What a private link says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Private {
    /// Something to fill in, by its place among the fields of the template.
    Slot(usize),
    /// A heading or table, by name.
    Ref(String),
    /// The beginning of a page section, by layout.
    Page(String),
    /// A figure of the view, by key.
    Figure(String),
    /// Another file of the same folder, by name.
    File(String),
    /// By what the row of a table is found.
    Row(RowMark),
    /// A filter of rows, by name.
    Filter(String),
}

/// Writes the address of a reference.
#[must_use]
pub fn ref_address(anchor: &str) -> String {
    format!("{PRIVATE}ref/{}", encode(anchor))
}

/// Writes the address of a figure.
#[must_use]
pub fn figure_address(key: &str) -> String {
    format!("{PRIVATE}figure/{}", encode(key))
}

/// Writes the address of another file of the same folder.
#[must_use]
pub fn file_address(name: &str) -> String {
    format!("{PRIVATE}file/{}", encode(name))
}

/// Writes the address of a filter.
#[must_use]
pub fn filter_address(name: &str) -> String {
    format!("{PRIVATE}filter/{}", encode(name))
}

/// Writes the address of the mark of a row.
#[must_use]
pub fn row_address(mark: &RowMark) -> String {
    let mut address = format!("{PRIVATE}row/{}", encode(&mark.anchor));
    if let Some(filter) = &mark.filter {
        let (name, subject) = (encode(&filter.name), encode(&filter.subject));
        // Writing to a string does not fail.
        let _ = write!(address, "?filter={name}&subject={subject}");
        for (name, value) in &filter.facets {
            let _ = write!(address, "&facet.{}={}", encode(name), encode(value));
        }
    }
    address
}

/// Writes the address of a field: its place among the fields that the template has made so far.
#[must_use]
pub fn slot_address(place: usize) -> String {
    format!("{PRIVATE}slot/{place}")
}

/// Reads a private address.
///
/// # Errors
/// Returns what is wrong with it.
pub fn read_private(address: &str) -> Result<Private, String> {
    let wrong = |what: &str| Err(format!("`{PRIVATE}{address}`, {what}"));
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let Some((what, name)) = path.split_once('/') else {
        return wrong("which names nothing");
    };
    match what {
        "ref" => Ok(Private::Ref(decode(name))),
        "page" => Ok(Private::Page(decode(name))),
        "figure" => Ok(Private::Figure(decode(name))),
        "filter" => Ok(Private::Filter(decode(name))),
        "file" if is_file_name(&decode(name)) => Ok(Private::File(decode(name))),
        "file" => wrong("where the name of a file in the same folder was expected"),
        "row" => read_row(name, query).map(Private::Row),
        "slot" => match name.parse() {
            Ok(place) => Ok(Private::Slot(place)),
            Err(_) => wrong("where the number of a field was expected"),
        },
        _ => wrong("where `slot`, `ref`, `page`, `figure`, `file`, `row` or `filter` was expected"),
    }
}

/// Whether a text can name a facet: small letters.
#[must_use]
pub fn is_facet(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase())
}

/// Whether a text names a file in the same folder: `test-plan.html`.
fn is_file_name(name: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"._-".contains(&byte);
    !name.is_empty() && !name.starts_with('.') && name.bytes().all(plain)
}

fn read_row(name: &str, query: &str) -> Result<RowMark, String> {
    let mut filter = None;
    let mut subject = String::new();
    let mut facets = Vec::new();
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        match (key, key.strip_prefix("facet.")) {
            ("filter", _) => filter = Some(decode(value)),
            ("subject", _) => subject = decode(value),
            (_, Some(facet)) if is_facet(facet) => facets.push((decode(facet), decode(value))),
            (_, _) => return Err(format!("a row with `{key}`, which says nothing of it")),
        }
    }
    Ok(RowMark {
        anchor: decode(name),
        filter: filter.map(|name| RowFilter {
            name,
            subject,
            facets,
        }),
    })
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
#[expect(
    clippy::expect_used,
    reason = "a test may stop where its own data is wrong"
)]
mod tests {
    use super::*;

    #[test]
    fn rows_survive_the_way_through_an_address() {
        let mark = RowMark {
            anchor: "asvs-c:C.1/verdict/debug-ports/interface.a b)(<é&=?".to_owned(),
            filter: Some(RowFilter {
                name: "controls".to_owned(),
                subject: "C.1 & more".to_owned(),
                facets: vec![("level".to_owned(), "L1 = all".to_owned())],
            }),
        };
        let address = row_address(&mark);
        assert!(address.is_ascii() && !address.contains(['(', ')', '<', ' ']));
        let address = address.strip_prefix(PRIVATE).expect("it is private");
        assert_eq!(read_private(address), Ok(Private::Row(mark)));
    }

    #[test]
    fn wrong_addresses_are_told() {
        for wrong in ["", "slot", "slot/x", "door/x"] {
            assert!(read_private(wrong).is_err(), "{wrong}");
        }
        assert_eq!(
            read_private("page/landscape"),
            Ok(Private::Page("landscape".to_owned()))
        );
    }
}
