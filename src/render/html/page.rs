//! What a page says to its script: which dossier its answers go to, and what each of its fields takes.

use serde::Serialize;
use sha2::{Digest, Sha256};

use super::Html;
use crate::render::document::{Document, Field};
use crate::view::{PageField, PageView};

/// The version of what a page says. The script and the data are of one file, so that it is for other programs.
const SCHEMA: &str = "praman/page/1";

/// What a page says, as it is written.
#[derive(Serialize)]
struct WrittenPage<'p> {
    schema: &'static str,
    export: &'p str,
    title: &'p str,
    #[serde(flatten)]
    page: &'p PageView,
    /// The sum of the slots, so that no answer goes to the slot of another field.
    order: String,
    /// The fields in the order of their slots in the document; `null` for what nothing asks for.
    fields: Vec<Option<&'p PageField>>,
}

impl Html {
    /// Writes which slot a field is, and notes it for the page.
    pub(super) fn slot(&mut self, field: &Field) {
        self.attribute("data-slot", &field.slot);
        if let Some(slots) = self
            .slots
            .as_mut()
            .filter(|slots| !slots.contains(&field.slot))
        {
            slots.insert(field.slot.clone());
        }
    }

    /// Writes what the page says to its script.
    pub(super) fn page(&mut self, page: &PageView, document: &Document) {
        let slots = self.slots.iter().flatten();
        let mut written = WrittenPage {
            schema: SCHEMA,
            export: "",
            title: &document.title,
            page,
            order: sum_of(self.slots.iter().flatten()),
            fields: slots.map(|slot| page.fields.get(slot)).collect(),
        };
        let export = short_hash(&to_json(&written));
        written.export = &export;
        let json = to_json(&written);
        self.raw("<script type=\"application/json\" id=\"praman-page\">");
        self.raw(&json);
        self.raw("</script>\n");
    }
}

/// Writes JSON in which nothing ends a script element.
fn to_json(written: &WrittenPage<'_>) -> String {
    // Texts and numbers under texts: nothing in it can fail to be JSON.
    let json = serde_json::to_string(written).unwrap_or_default();
    json.replace('<', "\\u003c")
}

/// Returns the hash by which drafts of this page are told from those of others.
fn short_hash(text: &str) -> String {
    let hash = Sha256::digest(text);
    hash.iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// Returns the sum of some texts, as the script works it out too: FNV-1a over their UTF-16 units, a line end after each.
fn sum_of<'t>(texts: impl Iterator<Item = &'t String>) -> String {
    let mut sum: u32 = 0x811c_9dc5;
    for text in texts {
        for unit in text.encode_utf16().chain([u16::from(b'\n')]) {
            sum = (sum ^ u32::from(unit)).wrapping_mul(0x0100_0193);
        }
    }
    format!("{sum:08x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_tells_orders_apart() {
        let sum = |texts: &[&str]| {
            let texts: Vec<String> = texts.iter().map(|text| (*text).to_owned()).collect();
            sum_of(texts.iter())
        };
        assert_eq!(sum(&[]), "811c9dc5");
        assert_eq!(sum(&["a"]), sum(&["a"]));
        assert_ne!(sum(&["a", "b"]), sum(&["b", "a"]));
        assert_ne!(sum(&["ab"]), sum(&["a", "b"]));
    }
}
