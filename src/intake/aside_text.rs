//! `aside.yaml`: what came in and could not be placed.

use super::codes;
use super::field_text::{read_field, render_field};
use super::fields::read_required;
use super::scalar::{write_inline, write_text};
use super::sent_text::{read_sent, render_sent};
use crate::answers::{SetAside, Unplaced};
use crate::diag::Checked;
use crate::product::{Content, Node, Notes, read_yaml};
use crate::source::FileId;

const HEADING: &str = "\
# What came in packages or in copies of pages and could not be placed, with the reason. The next import offers it again.
# Delete what is not wanted.
";

/// Writes what was set aside. Slot, answers and reason are for people; `sent` or `field` is what is read again.
pub fn render_aside<'s>(aside: impl IntoIterator<Item = &'s SetAside>) -> String {
    let mut out = format!("{HEADING}aside:\n");
    for set_aside in aside {
        member(&mut out, "- slot", &set_aside.slot());
        // What a unit holds beside the first answer is in `sent`.
        if let Some(value) = set_aside.values().first() {
            out.push_str("  answer:");
            write_text(&mut out, value, 4);
        }
        member(&mut out, "  from", &set_aside.from);
        member(&mut out, "  why", &set_aside.why);
        match &set_aside.what {
            Unplaced::Sent(sent) => member(&mut out, "  sent", render_sent([sent]).trim_end()),
            Unplaced::Field(field) => member(&mut out, "  field", &render_field(field)),
        }
    }
    out
}

fn member(out: &mut String, key: &str, text: &str) {
    out.push_str(key);
    out.push_str(": ");
    write_inline(out, text);
    out.push('\n');
}

/// Reads what was set aside. What cannot be read is reported.
pub fn read_aside(file: FileId, text: &str) -> Checked<Vec<SetAside>> {
    let Checked { value, diagnostics } = read_yaml(file, text);
    let mut notes = Notes::new(file, diagnostics);
    let mut aside = Vec::new();
    if let Some(root) = value.filter(|root| root.content != Content::Nothing) {
        let fields = notes.fields(&root, "what was set aside", &["aside"]);
        let list = fields
            .value("aside")
            .filter(|list| list.content != Content::Nothing);
        let list = list.map(Node::parts).unwrap_or_default();
        aside.extend(list.iter().filter_map(|node| read_one(&mut notes, node)));
    }
    Checked::new(aside, notes.diagnostics.sorted())
}

fn read_one(notes: &mut Notes, node: &Node) -> Option<SetAside> {
    let keys = ["slot", "answer", "from", "why", "sent", "field"];
    let fields = notes.fields(node, "what was set aside", &keys);
    let is_field = fields.value("field").is_some();
    let mut word = |key, expected| {
        let owner = "what was set aside";
        read_required(notes, &fields, [owner, key, expected], node.span)
    };
    let from = word("from", "the key of a party");
    let why = word("why", "a reason");
    let key = if is_field { "field" } else { "sent" };
    let written = word(key, "what was sent, as praman wrote it")?;
    let read = if is_field {
        read_field(written.value).map(Unplaced::Field)
    } else {
        let sent = read_sent(written.value).ok();
        sent.and_then(|mut sent| sent.pop()).map(Unplaced::Sent)
    };
    let Some(read) = read else {
        let place = notes.place(written.span);
        notes.report(codes::not_sent(place));
        return None;
    };
    Some(SetAside {
        from: from?.value.to_owned(),
        why: why?.value.to_owned(),
        what: read,
    })
}
