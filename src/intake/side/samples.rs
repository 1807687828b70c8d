//! `samples.yaml`: the samples that the laboratory has received.

use super::page::Page;
use super::places::Places;
use super::record::Record;
use crate::answers::{Custody, Handover, Sample, SampleList};
use crate::diag::Checked;
use crate::product::{Node, Notes, entry_twice, read_yaml};
use crate::source::{FileId, Spanned};

/// The keys of a sample, in the order in which they are written.
pub const SAMPLE_KEYS: [&str; 8] = [
    "kind", "model", "serial", "firmware", "state", "received", "custody", "returned",
];

const RECEIVED_KEYS: [&str; 5] = ["when", "by", "from", "condition", "seal"];
const RETURNED_KEYS: [&str; 5] = ["when", "by", "to", "condition", "seal"];
const CUSTODY_KEYS: [&str; 4] = ["when", "by", "where", "note"];

/// Samples as they are written in their file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SamplesDraft {
    /// What the file says.
    pub list: SampleList,
    /// Where: `S1`, `S1/state`, `S1/received/when`, `S1/custody/0/by`.
    pub places: Places,
}

/// Reads the samples of a dossier.
pub fn read_samples(file: FileId, text: &str) -> Checked<SamplesDraft> {
    let Checked { value, diagnostics } = read_yaml(file, text);
    let mut notes = Notes::new(file, diagnostics);
    let mut draft = SamplesDraft::default();
    if let Some(root) = value {
        let record = Record::open(&mut notes, &root, "a file of samples", &["samples"]);
        let places = &mut draft.places;
        let samples = record.members(&mut notes, "samples", entry_twice, |notes, key, node| {
            let fits = notes.check_id(key, "the id of a sample");
            fits.then(|| read_sample(notes, key, node, places))
        });
        draft.list.samples = samples.into_iter().collect();
    }
    Checked::new(draft, notes.diagnostics.sorted())
}

fn read_sample(
    notes: &mut Notes,
    id: &Spanned<String>,
    node: &Node,
    places: &mut Places,
) -> Sample {
    places.set(id.value.clone(), notes.place(id.span));
    let record = Record::open(notes, node, "a sample", &SAMPLE_KEYS);
    record.note_places(notes, &id.value, &SAMPLE_KEYS, places);
    let custody = record.value("custody").map_or(&[][..], Node::parts);
    let custody = custody.iter().enumerate().filter_map(|(part, node)| {
        let path = format!("{}/custody/{part}", id.value);
        read_custody(notes, node, &path, places)
    });
    let custody = custody.collect();
    Sample {
        kind: record.text(notes, "kind"),
        model: record.text(notes, "model"),
        serial: record.text(notes, "serial"),
        firmware: record.text(notes, "firmware"),
        state: record.text(notes, "state"),
        received: read_handover(notes, &record, &id.value, ["received", "from"], places),
        custody,
        returned: read_handover(notes, &record, &id.value, ["returned", "to"], places),
    }
}

/// Reads a receipt or a return; `keys` are its key and that of the other party.
fn read_handover(
    notes: &mut Notes,
    sample: &Record<'_, '_>,
    id: &str,
    [key, other]: [&str; 2],
    places: &mut Places,
) -> Option<Handover> {
    let known = if other == "from" {
        &RECEIVED_KEYS
    } else {
        &RETURNED_KEYS
    };
    let context = format!("`{key}`");
    let record = Record::open(notes, sample.value(key)?, &context, known);
    record.note_places(notes, &format!("{id}/{key}"), known, places);
    let when = record.required_date(notes, "when");
    let by = record.required(notes, "by");
    Some(Handover {
        other: record.text(notes, other),
        condition: record.text(notes, "condition"),
        seal: record.text(notes, "seal"),
        when: when?,
        by: by?,
    })
}

fn read_custody(
    notes: &mut Notes,
    node: &Node,
    path: &str,
    places: &mut Places,
) -> Option<Custody> {
    let record = Record::open(notes, node, "`custody`", &CUSTODY_KEYS);
    record.note_places(notes, path, &CUSTODY_KEYS, places);
    let when = record.required_date(notes, "when");
    let by = record.required(notes, "by");
    Some(Custody {
        place: record.text(notes, "where"),
        note: record.text(notes, "note"),
        when: when?,
        by: by?,
    })
}

const ABOUT: &str = "The samples of this dossier. An id is given once and stays.";

/// Writes the samples of a dossier as the text of their file.
pub fn render_samples(list: &SampleList) -> String {
    let mut page = Page::about(ABOUT);
    if list.samples.is_empty() {
        page.empty("", "samples");
        return page.into_text();
    }
    page.head("", "samples");
    for (id, sample) in &list.samples {
        render_sample(&mut page, id, sample);
    }
    page.into_text()
}

fn render_sample(page: &mut Page, id: &str, sample: &Sample) {
    const BEGIN: &str = "    ";
    if *sample == Sample::default() {
        page.empty("  ", id);
        return;
    }
    page.head("  ", id);
    page.maybe(BEGIN, "kind", sample.kind.as_ref());
    page.maybe(BEGIN, "model", sample.model.as_ref());
    page.maybe(BEGIN, "serial", sample.serial.as_ref());
    page.maybe(BEGIN, "firmware", sample.firmware.as_ref());
    page.maybe(BEGIN, "state", sample.state.as_ref());
    render_handover(page, ["received", "from"], sample.received.as_ref());
    if !sample.custody.is_empty() {
        page.head(BEGIN, "custody");
    }
    for custody in &sample.custody {
        page.text("    - ", "when", &custody.when.to_string());
        page.text("      ", "by", &custody.by);
        page.maybe("      ", "where", custody.place.as_ref());
        page.maybe("      ", "note", custody.note.as_ref());
    }
    render_handover(page, ["returned", "to"], sample.returned.as_ref());
}

fn render_handover(page: &mut Page, [key, other]: [&str; 2], handover: Option<&Handover>) {
    const BEGIN: &str = "      ";
    if let Some(handover) = handover {
        page.head("    ", key);
        page.maybe(BEGIN, "when", Some(handover.when));
        page.text(BEGIN, "by", &handover.by);
        page.maybe(BEGIN, other, handover.other.as_ref());
        page.maybe(BEGIN, "condition", handover.condition.as_ref());
        page.maybe(BEGIN, "seal", handover.seal.as_ref());
    }
}
