//! What is filled in in a dossier stands in its place, as it was typed, in every format.

use std::fmt::Write as _;

use praman::answers::{AnswerSet, Filled, Held};
use praman::render::{blanks_of, push_code_point};
use praman::view::{
    Blank, EarlierQuestions, FilledView, Outcomes, Standing, Standings, fill_blanks, view_asked,
};
use serde_json::Value;

use super::hostile::PAYLOAD;
use super::*;

fn to_review(changes: &[&str]) -> Standing {
    Standing::ToReview(changes.iter().map(|change| (*change).to_owned()).collect())
}

fn answer(value: Option<&str>, shown: &str, standing: Standing) -> FilledView {
    FilledView {
        value: value.map(str::to_owned),
        shown: shown.to_owned(),
        standing,
        kept: false,
        follows: None,
        note: None,
    }
}

/// Fills in every blank of a document alike.
fn fill(view: &SharedView, answer: &FilledView) -> FilledBlanks {
    let blanks = blanks_of(view).into_iter();
    blanks.map(|blank| (blank.text(), answer.clone())).collect()
}

/// Documents of a product that have blanks.
fn forms() -> Vec<SharedView> {
    let views = documents(plain).into_values();
    let views: Vec<SharedView> = views.filter(|view| !blanks_of(view).is_empty()).collect();
    assert!(
        views.len() >= 4,
        "plan, construction file, checklist, deliveries"
    );
    views
}

/// A template with a field of each kind, alone, beside words, and in cells.
const FIELDS: &str = r#"# Fields

{{ field("a/text", "Text", "text") }}

Asked: {{ field("a/lines", "Lines", "lines", value="of the product file") }}

| Kind | Field |
| --- | --- |
| text | {{ field("b/text", "Text", "text", value="of the product file") }} |
| choice | {{ field("b/choice", "Choice", "choice", options=[{"key": "pass", "title": "Pass"}, {"key": "fail", "title": "Does not"}]) }} |
| two | {{ field("b/one", "One", "text") }}<br>Set aside: {{ field("b/two", "Two", "choice", options=["agreed", "refused"]) }} |
| signature | {{ field("b/signature", "Signature", "signature") }} {{ field("b/drawing", "Drawing", "drawing") }} |
"#;

/// Renders the template, and returns what stands below its heading.
fn render_fields(format: Format, filled: Option<&FilledBlanks>) -> String {
    let text = render_template(FIELDS, format, filled);
    let (_, after) = text.split_once("Fields</h1>").unwrap_or(("", &text));
    let (body, _) = after.split_once("</main>").unwrap_or((after, ""));
    body.trim().to_owned()
}

/// Renders a template in the place of that of a document.
fn render_template(template: &str, format: Format, filled: Option<&FilledBlanks>) -> String {
    let overrides = [(
        "traceability/document.md.j2".to_owned(),
        template.to_owned(),
    )]
    .into();
    let views = documents(plain);
    let view = [Arc::clone(views.get("traceability").expect("a document"))];
    let filled = filled
        .map(|filled| FilledDocuments::from_iter([("traceability".to_owned(), filled.clone())]));
    let rendered = render_documents(&view, &[format], &overrides, filled.as_ref());
    let (_, bytes) = rendered.value.into_iter().next().expect("a file");
    String::from_utf8(bytes).expect("text formats are UTF-8")
}

#[test]
fn answers_stand_in_fields_of_every_kind() {
    let filled: FilledBlanks = [
        (
            "a/text",
            answer(Some("One line"), "One line", Standing::Answered),
        ),
        (
            "a/lines",
            answer(
                Some("- first\n\n  2. second\n"),
                "- first\n\n  2. second\n",
                to_review(&["interface.console.closed_by: fuse → none"]),
            ),
        ),
        (
            "b/choice",
            answer(Some("fail"), "Does not", Standing::Undecided(Vec::new())),
        ),
        (
            "b/one",
            answer(None, "yes (NS-1, NS-2); no (NS-3)", Standing::Missing),
        ),
        ("b/two", answer(None, "agreed; refused", Standing::Conflict)),
        (
            "b/signature",
            answer(Some("A. Rao"), "A. Rao", Standing::Answered),
        ),
        ("c/nowhere", answer(Some("x"), "x", Standing::Answered)),
    ]
    .into_iter()
    .map(|(slot, answer)| (slot.to_owned(), answer))
    .collect();
    insta::assert_snapshot!("filled.html", render_fields(Format::Html, Some(&filled)));
    insta::assert_snapshot!("filled.md", render_fields(Format::Md, Some(&filled)));
}

#[test]
fn where_nothing_is_filled_in_a_dossier_prints_as_a_product_file_does() {
    let none = FilledBlanks::new();
    for format in [Format::Html, Format::Md] {
        assert_eq!(
            render_fields(format, Some(&none)),
            render_fields(format, None)
        );
    }
}

/// Reads the text of HTML: without tags, with what is escaped as it is.
fn text_of(html: &str) -> String {
    let mut text = String::new();
    for part in html.replace("<br>", "\n").split('<') {
        text.push_str(part.split_once('>').map_or(part, |(_, text)| text));
    }
    let pairs = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&amp;", "&"),
    ];
    let read = |text: String, (from, to): &(&str, &str)| text.replace(from, to);
    pairs.iter().fold(text, read)
}

/// What stands in the answers of an HTML document, each once.
fn answers_of(html: &str) -> BTreeSet<String> {
    let parts = html.split("<span class=\"answer\" dir=\"auto\">").skip(1);
    let inside = parts.filter_map(|part| part.split_once("</span>"));
    inside.map(|(answer, _)| text_of(answer)).collect()
}

const VALUES: &[&str] = &[
    PAYLOAD,
    "| a | b |\n| --- | --- |\n# H\n---\n- x\n1. y\n\n[r]: praman:slot/evil\n\n[r]\n```\ncode",
    "  two  blanks\tand a tab ",
    "</span></td></tr></table><tr data-slot=\"evil\">",
    "=cmd();+1\n@x\t-2",
    "שלום (אבג) 1-2",
    "to review: **nothing** <br> \\<br>\\\\|",
    "\u{0}\u{7}\u{feff}\u{fffe}\u{2028}x",
    "a_b_ *c* `d` ~~e~~ $f$ &amp; &#60; <https://e.example> ![i](x) {{ x }} {% y %} {# z #}",
];

#[test]
fn hostile_answers_stand_in_html_as_they_were_typed() {
    for view in forms() {
        let before = render(&view, Format::Html);
        for value in VALUES {
            let filled = fill(&view, &answer(Some(value), value, to_review(&[value])));
            let html = render_filled(&view, Format::Html, Some(&filled));
            for tag in [
                "<table",
                "<tr",
                "<td",
                "<th",
                "<h2",
                "<script",
                "data-slot=\"",
            ] {
                let count = |html: &str| html.matches(tag).count();
                assert_eq!(
                    count(&html),
                    count(&before),
                    "{tag} in {}: {value}",
                    view.stem()
                );
            }
            let shown = shown(value);
            assert_eq!(
                answers_of(&html),
                BTreeSet::from([shown]),
                "{}",
                view.stem()
            );
            assert!(!html.contains(['\u{202e}', '\u{0}', '\u{feff}', '\u{fffe}']));
        }
    }
}

/// Returns a value as documents show it: line ends kept, what cannot be seen by its code point.
fn shown(value: &str) -> String {
    let mut shown = String::new();
    for character in value.chars() {
        match character {
            '\u{2028}' => shown.push('\n'),
            '\u{0}' | '\u{7}' | '\u{feff}' | '\u{fffe}' | '\u{202e}' => {
                push_code_point(character, &mut shown);
            }
            other => shown.push(other),
        }
    }
    shown
}

#[test]
fn hostile_answers_make_no_rows_or_headings_of_markdown() {
    for view in forms() {
        let before = render(&view, Format::Md);
        for value in VALUES {
            let filled = fill(&view, &answer(Some(value), value, Standing::Conflict));
            let text = render_filled(&view, Format::Md, Some(&filled));
            assert_eq!(text.lines().count(), before.lines().count(), "{value}");
            for start in ["|", "#", "<a id", "-", "```"] {
                let count =
                    |text: &str| text.lines().filter(|line| line.starts_with(start)).count();
                assert_eq!(count(&text), count(&before), "{start} in {}", view.stem());
            }
            assert!(!text.contains("____"), "every field is filled in");
        }
    }
}

#[test]
fn json_has_the_answers_of_the_document_and_fits_its_schema() {
    for view in documents(plain)
        .values()
        .filter(|view| view.spec().is_of_product())
    {
        let typed = "a\r\n\u{202e}b";
        let filled = fill(view, &answer(Some(typed), typed, to_review(&["x: a → b"])));
        let json = render_filled(view, Format::Json, Some(&filled));
        let mut json: Value = serde_json::from_str(&json).expect("JSON");
        let schema = serde_json::from_str(view.spec().json_schema).expect("a schema");
        assert!(jsonschema::is_valid(&schema, &json), "{}", view.stem());
        let answers = json.as_object_mut().and_then(|json| json.remove("answers"));
        let answers = answers.expect("answers of a dossier");
        let answers = answers.as_object().expect("by blank");
        let blanks: BTreeSet<String> = blanks_of(view).iter().map(Blank::text).collect();
        assert_eq!(answers.keys().cloned().collect::<BTreeSet<_>>(), blanks);
        for answer in answers.values() {
            let expected = serde_json::json!({
                "value": typed, "shown": typed, "standing": "to-review", "changes": ["x: a → b"]
            });
            assert_eq!(*answer, expected);
        }
        let plain: Value = serde_json::from_str(&render(view, Format::Json)).expect("JSON");
        assert_eq!(json, plain, "the rest is that of a product file");
    }
}

/// Reads the rows of a CSV file.
fn rows_of(text: &str) -> Vec<Vec<String>> {
    let mut reader = ::csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let rows = reader
        .records()
        .map(|row| row.expect("the CSV is well formed"));
    rows.map(|row| row.iter().map(str::to_owned).collect())
        .collect()
}

#[test]
fn tables_have_columns_for_answers_in_a_dossier_alone() {
    let mut told = String::new();
    for view in forms() {
        let before = rows_of(&render(&view, Format::Csv));
        let filled = fill(
            &view,
            &answer(Some("=1"), "=1", Standing::Undecided(Vec::new())),
        );
        let after = rows_of(&render_filled(&view, Format::Csv, Some(&filled)));
        assert_eq!(after.len(), before.len());
        let heads = before.first().expect("heads");
        let (kept, added) = after.first().expect("heads").split_at(heads.len());
        assert_eq!(kept, heads);
        let column = |at: usize| {
            let cells = after.iter().skip(1).filter_map(|row| row.get(at));
            cells.filter(|cell| !cell.is_empty()).count()
        };
        let counts = added.iter().zip(heads.len()..);
        let counts = counts.map(|(head, at)| format!("{head} {}", column(at)));
        let counts = counts.collect::<Vec<_>>().join(", ");
        writeln!(told, "{}: {counts}", view.stem()).expect("text can be written to");
        assert!(!after.iter().flatten().any(|cell| cell.starts_with('=')));
    }
    insta::assert_snapshot!("filled.csv", told);
}

#[test]
fn long_answers_are_not_cut() {
    let long = "word ".repeat(4_000) + &"x".repeat(4_000);
    // The table of the procedures has a row per case, in which nothing is filled in; that of the report has no field of its own.
    let has_fields = |view: &&SharedView| !matches!(view.key(), "procedures" | "report");
    for view in forms().iter().filter(has_fields) {
        let filled = fill(view, &answer(Some(&long), &long, Standing::Answered));
        let html = render_filled(view, Format::Html, Some(&filled));
        assert_eq!(answers_of(&html), BTreeSet::from([long.clone()]));
        assert!(render_filled(view, Format::Md, Some(&filled)).contains(&long));
        assert!(render_filled(view, Format::Csv, Some(&filled)).contains(&long));
    }
}

/// Fills in a response of the camera, which both models of the series share, and returns what documents print.
fn filled_by_models(values: [Option<&str>; 2]) -> Option<FilledView> {
    let camera = Camera::plain();
    let basis = camera.basis();
    let tcf = product_documents(&basis)
        .into_iter()
        .find(|one| one.key == "tcf");
    let tcf = tcf.expect("a construction file").make(&basis);
    let blanks = blanks_of(&tcf);
    let table = view_asked(&basis, &[("tcf".into(), blanks.clone())]);
    let mut shared = blanks.iter().filter(|blank| blank.models().len() == 2);
    let blank = shared.next().expect("a blank of two models");
    let held = blank.keys().zip(values).filter_map(|(key, value)| {
        let question = &table.get(&key)?.question;
        let filled = Filled {
            value: value?.to_owned(),
            meaning: question.meaning_digest(),
            wording: question.wording_digest(),
            on: None,
            by: "asha".to_owned(),
        };
        Some((key, Held::Value(filled)))
    });
    let answers: AnswerSet = held.collect();
    let earlier = EarlierQuestions::new();
    let outcomes = Outcomes::default();
    let standings = Standings::of(&table, &answers, &earlier, &outcomes);
    let mut filled = fill_blanks([blank], &table, &answers, &standings);
    filled.remove(&blank.text())
}

#[test]
fn models_that_have_the_same_answer_share_it_and_others_are_named() {
    let view = filled_by_models;
    assert_eq!(view([None, None]), None);
    let same = view([Some("e\u{301}\r\nb"), Some("\u{e9}\nb")]);
    let typed = "e\u{301}\r\nb";
    assert_eq!(same, Some(answer(Some(typed), typed, Standing::Answered)));
    let different = view([Some("a"), Some("b")]);
    let shown = "a (CAM-1); b (pro)";
    assert_eq!(different, Some(answer(None, shown, Standing::Answered)));
    let one = view([None, Some("b")]);
    assert_eq!(one, Some(answer(None, "b (pro)", Standing::Missing)));
}

#[test]
fn a_page_says_how_far_its_document_has_come() {
    let views = documents(plain);
    let says = |paper: &str, filled_in: &[&str]| {
        let view = views.get(paper).expect("a document");
        let known: Vec<String> = blanks_of(view).iter().map(Blank::text).collect();
        let filled = filled_in.iter().map(|slot| {
            assert!(known.iter().any(|one| one == slot), "{slot}");
            let word = slot.rsplit('/').nth(1).unwrap_or_default();
            ((*slot).to_owned(), answer(None, word, Standing::Answered))
        });
        let filled = FilledDocuments::from_iter([(paper.to_owned(), filled.collect())]);
        let rendered = render_documents(
            &[Arc::clone(view)],
            &[Format::Html],
            &BTreeMap::new(),
            Some(&filled),
        );
        let (_, bytes) = rendered.value.into_iter().next().expect("a file");
        let text = String::from_utf8(bytes).expect("text formats are UTF-8");
        let (_, after) = text.split_once("@top-right { content: ").expect("a head");
        let after = after.get(..after.find('}').expect("an end")).expect("text");
        after.trim().to_owned()
    };
    let draft = "; font-weight: 700; color: #8a4b00";
    let (number, reviewed, approved) = (
        "document/plan/number",
        "document/plan-approval/reviewed-by/date",
        "document/plan-approval/approved-by/date",
    );
    assert_eq!(says("plan", &[]), format!("\"DRAFT\"{draft}"));
    assert_eq!(
        says("plan", &[number, "document/plan-approval/prepared-by/date"]),
        format!("\"DRAFT \\b7  plan\"{draft}")
    );
    assert_eq!(says("plan", &[reviewed]), "\"checked\"");
    assert_eq!(says("plan", &[number, approved]), "\"approved \\b7  plan\"");
    assert_eq!(
        says("record", &["document/plan/record-number"]),
        format!("\"DRAFT \\b7  plan\"{draft}")
    );
}

/// What a template tells of fields of other documents.
const TOLD: &str = r#"# Fields

{% set parts = [{"name": "C.1", "slot": "a/1"}, {"name": "C.2", "slot": "a/2"}, {"name": "C.3", "slot": "a/3"}, {"name": "C.4", "slot": "a/4"}] %}
{{ told("a/1", before="Verdict: ", empty="not told") }}

{{ told(["a/1", "a/2", "a/4"]) }}

{{ told_by_word(parts, "name", "slot", first=["Fail"], counted=["Pass"], without="Nothing") }}
"#;

fn render_told(filled: Option<&FilledBlanks>) -> String {
    let text = render_template(TOLD, Format::Md, filled);
    let (_, body) = text.split_once("# Fields").expect("the heading");
    body.trim().to_owned()
}

#[test]
fn what_other_documents_ask_is_told() {
    let check = |answers: &[(&str, &str, Standing)], told: &str| {
        let blanks = answers.iter();
        let blanks = blanks.map(|(slot, shown, standing)| {
            (
                (*slot).to_owned(),
                answer(Some(shown), shown, standing.clone()),
            )
        });
        assert_eq!(render_told(Some(&blanks.collect())), told);
    };
    assert_eq!(render_told(None), "not told\n\n–\n\n–");
    check(&[], "not told\n\n–\n\nNothing 4: C.1, C.2, C.3, C.4");
    check(
        &[
            ("a/1", "Pass", Standing::Answered),
            ("a/2", "Fail", Standing::Answered),
            ("a/4", "Pass", to_review(&["the response"])),
        ],
        "Verdict: Pass\n\nPass\\\nFail\\\nPass (to review: the response)\n\n\
         Fail 1: C.2\\\nPass 1\\\nNothing 1: C.3\\\nPass (to review) 1: C.4",
    );
}
