//! The one script of a document, which the document's security policy allows by its hash. Without scripts every link is a tab
//! stop, and what can be filled in reads and prints as it is.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use super::Html;
use crate::render::document::Document;

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
    /// Writes the security policy: nothing is fetched, sent or run but the script. A logo is shown from the page itself.
    pub(super) fn policy(&mut self, document: &Document) {
        self.raw("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'unsafe-inline'");
        let hash = hash_of(&self.own_script());
        self.raw(&format!("; script-src 'sha256-{hash}'"));
        if document.logo.is_some() {
            self.raw("; img-src data:");
        }
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
    STANDARD.encode(hash.finalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_cannot_end_its_element() {
        let ends = ["</", "<!--", "\r"];
        let parts = [FILL, KEYBOARD, FILTER];
        let has = |end: &&str| parts.iter().any(|part| part.contains(*end));
        assert!(!ends.iter().any(has));
    }
}
