//! The one script of a document, which the document's security policy allows by its hash. Without scripts every link is a tab
//! stop, and what can be filled in reads and prints as it is.

use sha2::{Digest, Sha256};

use super::Html;

/// What every document has.
const KEYBOARD: &str = include_str!("keyboard.js");

/// What documents with filters have after that.
const FILTER: &str = include_str!("filter.js");

/// What pages have before that which can be filled in: it takes the page as it was loaded before anything is changed.
const FILL: &str = concat!(
    "(() => {\n\"use strict\";\n",
    include_str!("fill/page.js"),
    include_str!("fill/fields.js"),
    include_str!("fill/drafts.js"),
    include_str!("fill/copy.js"),
    include_str!("fill/bar.js"),
    "})();\n"
);

impl Html {
    /// Writes the security policy: nothing is fetched, sent or run but the script.
    pub(super) fn policy(&mut self) {
        self.raw("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'unsafe-inline'");
        let hash = hash_of(&self.own_script());
        self.raw(&format!("; script-src 'sha256-{hash}'"));
        self.raw("\">\n");
    }

    /// Writes the script.
    pub(super) fn script(&mut self) {
        self.raw("<script>");
        for part in self.own_script() {
            self.raw(part);
        }
        self.raw("</script>\n");
    }

    /// Returns the parts of the script.
    fn own_script(&self) -> [&'static str; 3] {
        [
            if self.slots.is_some() { FILL } else { "" },
            KEYBOARD,
            if self.facets.is_empty() { "" } else { FILTER },
        ]
    }
}

/// Returns the hash by which a security policy allows a script.
fn hash_of(parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part.as_bytes());
    }
    base64(&hash.finalize())
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
        let parts = [FILL, KEYBOARD, FILTER];
        let has = |end: &&str| parts.iter().any(|part| part.contains(*end));
        assert!(!ends.iter().any(|end| has(end)));
    }
}
