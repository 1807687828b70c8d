//! What of a scheme is not published.

use std::borrow::Cow;

use super::metadata::of_scheme;
use crate::render::document_view::{DocumentSpec, DocumentView, FilledIn, MadeOf, Metadata};
use crate::render::filled::Answers;
use crate::render::format::Format;
use crate::render::table::{Table, TableRow};
use crate::view::{
    Aspect, Confidence, ConfirmSlots, Office, ProvenancePart, ProvenanceView, SharedGround,
    WaitingAspect, WaitingItem,
};

/// What is known of the document.
pub static SPEC: DocumentSpec = DocumentSpec {
    key: "provenance",
    stem: "provenance",
    title: "Provenance",
    purpose: "for holders of a licensed copy: items to be confirmed against their source",
    made_of: MadeOf::Scheme,
    filled_in: FilledIn::Before,
    office: Office::Tester,
    closes: false,
    formats: Format::ALL,
    json_schema: include_str!("../../../docs/schemas/provenance.schema.json"),
    #[cfg(test)]
    schema_of_type: crate::view::schema_of::<ProvenanceView>,
};

impl DocumentView for ProvenanceView {
    fn spec(&self) -> &'static DocumentSpec {
        &SPEC
    }

    fn metadata(&self) -> Metadata {
        of_scheme(&self.edition, None, &self.stamp)
    }

    fn table<'view>(&'view self, _: Answers<'view>) -> Table<'view> {
        table_provenance(self)
    }
}

/// Makes the table of what is not published: a row per aspect of an item, what is ours last.
fn table_provenance(view: &ProvenanceView) -> Table<'_> {
    let rows = view.parts.iter().flat_map(rows_of);
    Table {
        title: "Provenance",
        columns: vec![
            "part",
            "kind",
            "item",
            "title",
            "aspect",
            "confidence",
            "reason",
            "what is said",
            "agrees or differs",
            "clause and page",
            "what the copy says",
            "by",
            "date",
            "slot",
        ],
        rows: Box::new(rows),
    }
}

/// Lists what can be confirmed for all items together, then item by item, and last what is ours.
fn rows_of(part: &ProvenancePart) -> impl Iterator<Item = TableRow<'_>> {
    let together = part.shared.iter().filter(|ground| ground.slots.is_some());
    let together = together.map(|ground| shared_row(part, ground));
    let all = part
        .waiting
        .iter()
        .flat_map(|item| item.aspects.iter().map(move |aspect| (item, aspect)));
    let (ours, others): (Vec<_>, Vec<_>) =
        all.partition(|(_, one)| one.confidence == Confidence::Ours);
    let others = others.into_iter().filter(|(_, one)| one.slots.is_some());
    let rows = others.chain(ours);
    let rows = rows.map(|(item, aspect)| row(part, item, aspect));
    together.chain(rows)
}

fn shared_row<'view>(part: &'view ProvenancePart, ground: &'view SharedGround) -> TableRow<'view> {
    let says = ground.says.as_deref().unwrap_or_default();
    let told = Told {
        kind: ground.kinds.plural(),
        item: format!("all {}", ground.of).into(),
        title: "",
        aspect: ground.aspect,
        confidence: ground.confidence,
        source: ground.source.as_deref(),
        says,
        slots: ground.slots.as_ref(),
    };
    told.row(part)
}

fn row<'view>(
    part: &'view ProvenancePart,
    item: &'view WaitingItem,
    aspect: &'view WaitingAspect,
) -> TableRow<'view> {
    let told = Told {
        kind: item.kind.word(),
        item: item.key.as_str().into(),
        title: &item.title,
        aspect: aspect.aspect,
        confidence: aspect.confidence,
        source: aspect.source.as_deref(),
        says: &aspect.says,
        slots: aspect.slots.as_ref(),
    };
    told.row(part)
}

/// What a row tells.
struct Told<'a> {
    kind: &'a str,
    item: Cow<'a, str>,
    title: &'a str,
    aspect: Aspect,
    confidence: Confidence,
    source: Option<&'a str>,
    says: &'a str,
    slots: Option<&'a ConfirmSlots>,
}

impl<'a> Told<'a> {
    fn row(self, part: &'a ProvenancePart) -> TableRow<'a> {
        // The places of one aspect differ in their last part.
        let slot = self
            .slots
            .and_then(|slots| slots.agrees.strip_suffix("/agrees"));
        let named = [part.name.as_str().into(), self.kind.into(), self.item];
        let told = [
            self.title,
            self.aspect.word(),
            self.confidence.word(),
            self.source.unwrap_or_default(),
            self.says.trim(),
        ];
        // Agrees, place, words, by, date.
        let blank = [""; 5];
        let rest = told.into_iter().chain(blank).chain(slot.or(Some("")));
        named.into_iter().chain(rest.map(Cow::Borrowed)).collect()
    }
}
