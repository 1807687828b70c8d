//! Templates of users: what they replace, and what is said of those that fail.

use super::*;

/// Renders the traceability document with templates over the shipped ones.
fn with(overrides: &[(&str, &str)]) -> (String, Vec<String>) {
    let views = documents(plain);
    let overrides: BTreeMap<String, String> = overrides
        .iter()
        .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()))
        .collect();
    let view = views.get("traceability").expect("a document");
    let rendered = render_documents(&[Arc::clone(view)], &[Format::Html], &overrides, None);
    let told = rendered
        .diagnostics
        .iter()
        .map(|one| format!("{} {}", one.code, one.message));
    let html = rendered
        .value
        .first()
        .map(|(_, bytes)| String::from_utf8_lossy(bytes).into_owned());
    (html.unwrap_or_default(), told.collect())
}

const DOCUMENT: &str = "traceability/document.md.j2";

/// Renders a template in place of the shipped one and returns all that is said.
fn told(template: &str) -> String {
    with(&[(DOCUMENT, template)]).1.join("\n")
}

#[test]
fn a_template_replaces_the_shipped_one() {
    let (html, told) = with(&[(DOCUMENT, "# Mine: {{ product }}\n\n{{ edition }}\n")]);
    assert!(told.is_empty(), "{told:?}");
    assert!(html.contains("<title>Mine: CAM-1</title>") && html.contains("<p>iotscs@2024-03</p>"));
}

#[test]
fn a_style_sheet_replaces_the_shipped_one() {
    let (html, told) = with(&[("style.css", "p { color: teal }")]);
    assert!(told.is_empty(), "{told:?}");
    assert!(html.contains("p { color: teal }") && !html.contains("--accent"));
}

#[test]
fn a_template_may_bring_others_with_it() {
    let (html, told) = with(&[
        (
            DOCUMENT,
            "# T\n\n{% include \"traceability/foot.md.j2\" %}\n",
        ),
        ("traceability/foot.md.j2", "The foot of {{ product }}\n"),
    ]);
    assert!(told.is_empty(), "{told:?}");
    assert!(html.contains("The foot of CAM-1"));
}

#[test]
fn what_is_wrong_with_a_template_is_told_with_its_line() {
    insta::assert_snapshot!(
        [
            told("# T\n\n{{ product \n"),
            told("# T\n\n{{ prodct }}\n"),
            told("# T\n\n{{ level.nothing }}\n"),
            told("# T\n\n{{ product | shout }}\n"),
            told("# T\n\n{% include \"traceability/none.md.j2\" %}\n"),
            told("# T\n\n{{ controls }}\n"),
            told("# T\n\n{{ none }}\n"),
            told("# T\n\n{{ field(\"a/b\", \"A\", \"knob\") }}\n"),
            told("# T\n\n{{ figure(\"none\", \"N\") }}\n"),
            told(
                "# T\n\n{% macro m() %}{{ figure(\"none\", \"N\") }}{% endmacro %}\n\n{{ m() }}\n"
            ),
            told("# T\n\n[x](praman:figure/none)\n\nAn [x](praman:figure/none)\n"),
            told("# T\n\n<b>bold</b>\n"),
            told("# T\n\n<div>\n\n![i](https://e.example/i.png) [x](javascript:x)\n"),
            told("# T\n\n[x](praman:ref/nowhere) [y](praman:door/x)\n\n[ ](praman:page/round)\n"),
            told("# T\n\n## {{ ref(\"a\", \"A\") }}\n\n## {{ ref(\"a\", \"B\") }}\n"),
            with(&[("form/docment.md.j2", "x")]).1.join("\n"),
        ]
        .join("\n\n")
    );
}
