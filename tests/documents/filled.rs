//! A camera with its answers, as a dossier has them. `PRAMAN_KEEP` leaves its documents to look at, as it does for others.

use praman::render::blanks_of;
use praman::source::Text;
use praman::view::{AskedTable, Blank, FilledDocuments, FilledView, Shape, Standing, view_asked};

use super::*;

const LINES: &str = "The console is closed by a fuse.\n\n- It is set in production, step 12.\n- Boards that come back are checked by  `fuse-read`.";

/// Answers a blank as somebody might; now and then with a standing other than answered, and not at all.
fn fill(blank: &Blank, number: usize, table: &AskedTable) -> Option<FilledView> {
    let keys: Vec<_> = blank.keys().collect();
    let shape = &table.get(keys.first()?)?.shape;
    let (value, mut shown) = match shape {
        Shape::Choice(options) => {
            let option = options.get(number % options.len())?;
            (option.key.clone(), option.title.clone())
        }
        Shape::Lines if number.is_multiple_of(3) => (LINES.to_owned(), LINES.to_owned()),
        Shape::Lines => (
            "See report R-7, p. 12".into(),
            "See report R-7, p. 12".into(),
        ),
        Shape::Text | Shape::Date => ("2026-11-29".into(), "2026-11-29".into()),
    };
    let mut value = Some(value);
    let standing = match number % 17 {
        0 => return None,
        1 => {
            let change = "interface.console.closed_by: fuse → none";
            Standing::ToReview(vec![change.to_owned()])
        }
        2 => {
            shown = format!("{shown}; something else");
            value = None;
            Standing::Conflict
        }
        3 if matches!(shape, Shape::Choice(_)) => Standing::Undecided(Vec::new()),
        4 if keys.len() > 1 => {
            shown = format!("{shown} (NS-4210)");
            value = None;
            Standing::Missing
        }
        _ => Standing::Answered,
    };
    Some(FilledView {
        value,
        shown,
        standing,
        kept: false,
        follows: None,
        note: None,
    })
}

#[test]
fn a_camera_with_its_answers_renders_in_every_format() {
    let path = root().join("examples/ip-camera/product.yaml");
    let case = case(&root(), EditionChoice::Only, &path);
    let stamp = BuildStamp::default();
    let basis = Basis::new(
        &case.scheme,
        &case.plan,
        &case.product,
        &case.sources,
        &stamp,
    );
    let documents = product_documents(&basis).into_iter();
    let views: Vec<SharedView> = documents.map(|document| document.make(&basis)).collect();
    let blanks = views
        .iter()
        .map(|view| (Text::from(view.key()), blanks_of(view)));
    let blanks: Vec<(Text, Vec<Blank>)> = blanks.collect();
    let table = view_asked(&basis, &blanks);
    let filled = blanks.iter().map(|(document, blanks)| {
        let blanks = blanks.iter().zip(0..);
        let filled = blanks.filter_map(|(blank, number)| {
            let view = fill(blank, number, &table)?;
            Some((blank.text(), view))
        });
        (document.to_string(), filled.collect())
    });
    let filled: FilledDocuments = filled.collect();
    let rendered = render_documents(&views, Format::ALL, &BTreeMap::new(), Some(&filled));
    assert!(rendered.diagnostics.is_empty());
    let html = |(name, bytes): &(String, Vec<u8>)| {
        let text = String::from_utf8_lossy(bytes).into_owned();
        Path::new(name)
            .extension()
            .is_some_and(|end| end == "html")
            .then_some(text)
    };
    let all: String = rendered.value.iter().filter_map(html).collect();
    for standing in ["to-review", "conflict", "undecided", "missing"] {
        let class = format!("class=\"standing {standing}\"");
        assert!(all.contains(&class), "{standing}");
    }
    let texts = rendered.value.into_iter();
    let texts = texts.map(|(name, bytes)| (name, String::from_utf8_lossy(&bytes).into_owned()));
    keep("filled-camera", &texts.collect::<Vec<_>>());
}
