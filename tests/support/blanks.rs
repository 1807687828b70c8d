//! What can be filled in: the fields of documents are their blanks, and what is asked in each is answered as its field is.

use std::collections::{BTreeMap, BTreeSet};

use praman::render::{Field, FieldKind, SharedView, blanks_of, fields_of, product_documents};
use praman::source::Text;
use praman::view::{AskedTable, Basis, Blank, Shape, view_asked};

/// Holds the fields of every document of a product against its blanks, and both against what is asked.
#[track_caller]
pub fn check_blanks(basis: &Basis<'_>) {
    let documents = product_documents(basis).into_iter();
    let views: Vec<SharedView> = documents.map(|document| document.make(basis)).collect();
    let blanks = views
        .iter()
        .map(|view| (Text::from(view.key()), blanks_of(view)));
    let blanks: Vec<(Text, Vec<Blank>)> = blanks.collect();
    let table = view_asked(basis, &blanks);
    let mut wrong = Vec::new();
    for (view, (document, blanks)) in views.iter().zip(&blanks) {
        let fields = fields_of(view, &BTreeMap::new());
        assert!(!fields.diagnostics.has_errors(), "{document}");
        let of_document = faults(&fields.value, blanks, &table);
        wrong.extend(
            of_document
                .into_iter()
                .map(|fault| format!("{document}: {fault}")),
        );
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

fn faults<F: AsRef<Field>>(fields: &[F], blanks: &[Blank], table: &AskedTable) -> Vec<String> {
    let by_text: BTreeMap<String, &Blank> =
        blanks.iter().map(|blank| (blank.text(), blank)).collect();
    let slots: BTreeSet<&str> = fields.iter().map(|field| &*field.as_ref().slot).collect();
    let of_rooms: BTreeSet<&str> = by_text.keys().map(String::as_str).collect();
    let mut wrong: Vec<String> = slots
        .symmetric_difference(&of_rooms)
        .map(|slot| format!("{slot} is a field or a blank, and not both"))
        .collect();
    if by_text.len() != blanks.len() {
        wrong.push("a blank is listed twice".to_owned());
    }
    for field in fields.iter().map(AsRef::as_ref) {
        let blank = by_text.get(field.slot.as_str());
        for key in blank.into_iter().flat_map(|blank| blank.keys()) {
            let asked = table.get(&key).map(|asked| &asked.shape);
            if !asked.is_some_and(|shape| agrees(field, shape)) {
                wrong.push(format!(
                    "{} is {:?}, asked as {asked:?}",
                    field.slot, field.kind
                ));
            }
        }
    }
    wrong
}

/// Says whether a field is filled in as it is asked: words to choose from are the same, in the same order.
fn agrees(field: &Field, shape: &Shape) -> bool {
    match (&field.kind, shape) {
        (FieldKind::Choice(printed), Shape::Choice(asked)) => {
            let asked = asked.iter().map(|option| (&option.key, &option.title));
            printed.iter().map(|(key, title)| (key, title)).eq(asked)
        }
        (FieldKind::Text, Shape::Text | Shape::Date)
        | (FieldKind::Lines | FieldKind::Drawing | FieldKind::Signature, Shape::Lines) => true,
        (
            FieldKind::Text
            | FieldKind::Lines
            | FieldKind::Choice(_)
            | FieldKind::Check
            | FieldKind::Drawing
            | FieldKind::Signature,
            Shape::Text | Shape::Lines | Shape::Date | Shape::Choice(_),
        ) => false,
    }
}
