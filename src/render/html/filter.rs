//! Filters of rows: a form that only readers with scripts see, and the one script of a document, which the document's
//! security policy allows by its hash. Without scripts all rows are shown, and every link is a tab stop.

use indexmap::IndexSet;
use sha2::{Digest, Sha256};

use super::Html;
use crate::render::document::{Filter, RowFilter};

/// The script of documents without filters.
const KEYBOARD: &str = include_str!("keyboard.js");

/// The script of documents with filters.
const KEYBOARD_AND_FILTERS: &str = concat!(include_str!("keyboard.js"), include_str!("filter.js"));

impl Html {
    /// Writes the form of a filter; the script shows it.
    pub(super) fn filter(&mut self, filter: &Filter) {
        self.raw("<form class=\"filter\" hidden role=\"search\"");
        self.attribute("data-filter", &filter.name);
        self.filter_label(&filter.label);
        self.raw(">\n<b>");
        self.text(&filter.label);
        self.raw("</b>\n");
        let facets = self.facets.asked_by(filter).cloned();
        for (name, values) in facets.unwrap_or_default() {
            if values.len() > 1 {
                self.select(&name, &values);
            }
        }
        self.raw("<label>Search <input type=\"search\" name=\"search\"></label>\n");
        self.raw("<button type=\"reset\">Show all</button>\n<output></output>\n</form>\n");
    }

    /// Writes the name of a form; a name that was given before gets a number, because readers tell forms apart by it.
    fn filter_label(&mut self, label: &str) {
        let count = self.filter_labels.entry(label.to_owned()).or_insert(0);
        *count += 1;
        let label = match *count {
            1 => label.to_owned(),
            count => format!("{label}, filter {count}"),
        };
        self.attribute("aria-label", &label);
    }

    fn select(&mut self, name: &str, values: &IndexSet<String>) {
        self.raw("<label>");
        self.text(&capitalised(name));
        self.raw(" <select");
        self.attribute("name", name);
        self.raw("><option value=\"\">all</option>");
        for value in values {
            self.raw("<option");
            self.attribute("value", value);
            self.raw(">");
            self.text(value);
            self.raw("</option>");
        }
        self.raw("</select></label>\n");
    }

    /// Writes by what filters find a row.
    pub(super) fn row_filter(&mut self, filter: &RowFilter) {
        self.attribute("data-filter", &filter.name);
        self.attribute("data-subject", &filter.subject);
        for (name, value) in &filter.facets {
            self.raw(" data-");
            self.raw(name);
            self.raw("=\"");
            self.text(value);
            self.raw("\"");
        }
    }

    /// Writes the security policy: nothing is fetched, sent or run but the script.
    pub(super) fn policy(&mut self) {
        self.raw("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'unsafe-inline'");
        let hash = hash_of_script(self.own_script());
        self.raw(&format!("; script-src 'sha256-{hash}'"));
        self.raw("\">\n");
    }

    /// Writes the script.
    pub(super) fn script(&mut self) {
        self.raw("<script>");
        self.raw(self.own_script());
        self.raw("</script>\n");
    }

    fn own_script(&self) -> &'static str {
        if self.facets.is_empty() {
            KEYBOARD
        } else {
            KEYBOARD_AND_FILTERS
        }
    }
}

/// Returns the hash by which a security policy allows a script.
fn hash_of_script(script: &str) -> String {
    base64(&Sha256::digest(script.as_bytes()))
}

fn capitalised(name: &str) -> String {
    let mut rest = name.chars();
    let first = rest.next().map(|first| first.to_uppercase().to_string());
    first.unwrap_or_default() + rest.as_str()
}

/// Writes bytes in base 64.
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let byte = |index: usize| u32::from(three.get(index).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for place in 0..4 {
            let digit = usize::try_from(bits >> (18 - 6 * place) & 63).unwrap_or(0);
            let digit = DIGITS.get(digit).copied().unwrap_or(b'=');
            text.push(if place <= three.len() {
                char::from(digit)
            } else {
                '='
            });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_written_in_base_64() {
        let cases = [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foobar", "Zm9vYmFy"),
        ];
        for (bytes, text) in cases {
            assert_eq!(base64(bytes.as_bytes()), text);
        }
    }

    #[test]
    fn the_script_cannot_end_its_element() {
        let ends = ["</", "<!--", "\r"];
        assert!(!ends.iter().any(|end| KEYBOARD_AND_FILTERS.contains(end)));
    }
}
