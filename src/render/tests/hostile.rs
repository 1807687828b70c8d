//! Texts of products and schemes that want to be more than text.

use super::*;

/// Everything that means something to Markdown, HTML, CSV, CSS, templates, terminals or readers.
const PAYLOAD: &str = "=cmd()|<script>alert(1)</script> ``x` ](javascript:alert(1)) \
    [go](praman:slot/evil?kind=text) [p](praman:page/landscape) <praman:ref/evil> ![i](https://e.example/i.png) \
    ../../etc/x \u{202e}gnp.exe {{ 7 * 7 }} {% raw %} &lt;b&gt; <!-- </style> \\ **b** _e_ ~~s~~ #";

fn hostile(text: &str) -> String {
    format!(
        "{PAYLOAD} {text} {PAYLOAD}\n\n| a | b |\n| --- | --- |\n# H\n---\n- {PAYLOAD}\n\n[r]: praman:slot/evil2?kind=text\n\n[r]\n"
    )
}

/// Hostile as far as one line goes, for counting what stands in lines of Markdown and CSV.
fn hostile_line(text: &str) -> String {
    format!("{PAYLOAD} {text} {PAYLOAD}")
}

/// Returns what stands around the first place of a text.
fn around<'a>(whole: &'a str, part: &str) -> Option<&'a str> {
    let line = whole.lines().find(|line| line.contains(part))?;
    line.get(..400.min(line.len())).or(Some(line))
}

fn slots(html: &str) -> Vec<&str> {
    let parts = html.split("data-slot=\"").skip(1);
    parts.filter_map(|part| part.split('"').next()).collect()
}

#[test]
fn the_structure_of_html_is_that_of_the_template() {
    let (plain, hostile) = (Views::of(plain), Views::of(hostile_line));
    for kind in DocumentKind::ALL {
        let before = render(&plain, kind, Format::Html);
        let after = render(&hostile, kind, Format::Html);
        for tag in [
            "<table",
            "<tr",
            "<td",
            "<th",
            "<h1",
            "<h2",
            "<h3",
            "<h4",
            "<section",
            "<blockquote",
            "<span class=\"field",
        ] {
            let count = |html: &str| html.matches(tag).count();
            assert_eq!(count(&after), count(&before), "{tag} in {kind:?}");
        }
    }
}

/// Leaves out the one script that a document may have: the last thing in it, allowed by its hash.
fn without_own_script(html: &str) -> String {
    let Some((before, rest)) = html.rsplit_once("<script>") else {
        assert!(!html.contains("script-src"));
        return html.to_owned();
    };
    let (script, after) = rest.split_once("</script>").expect("a script ends");
    assert_eq!(after, "\n</body>\n</html>\n");
    let policy = html
        .split("Content-Security-Policy")
        .nth(1)
        .expect("a policy");
    let policy = policy.split('"').nth(2).expect("its content");
    let parts: Vec<&str> = policy.split("; ").collect();
    let [_, _, _, _, allowed] = parts.as_slice() else {
        panic!("{parts:?}");
    };
    assert_eq!(parts.first(), Some(&"default-src 'none'"));
    let hash = super::super::html::hash_of_script(script);
    assert_eq!(*allowed, format!("script-src 'sha256-{hash}'"));
    before.to_owned() + after
}

#[test]
fn html_holds_no_foreign_script_link_image_or_field() {
    let views = Views::of(hostile);
    for kind in DocumentKind::ALL {
        let html = without_own_script(&render(&views, kind, Format::Html));
        for forbidden in [
            "<script",
            "javascript:alert(1)\"",
            "href=\"javascript",
            "<img",
            "\u{202e}",
            "href=\"praman",
            "<!-- ",
        ] {
            assert!(!html.contains(forbidden), "{forbidden:?} in {kind:?}");
        }
        assert!(
            !slots(&html)
                .iter()
                .any(|slot| ["evil", "evil2"].contains(slot)),
            "{kind:?}"
        );
        assert_eq!(html.matches("</style>").count(), 1, "{kind:?}");
        assert!(
            html.contains("⟨U+202E⟩"),
            "what turns text around is shown in {kind:?}"
        );
        assert!(
            html.contains("{{ 7 * 7 }}"),
            "text is not a template in {kind:?}"
        );
    }
}

#[test]
fn slots_are_those_of_the_plain_document() {
    let (plain, hostile) = (Views::of(plain), Views::of(hostile));
    for kind in [
        DocumentKind::Plan,
        DocumentKind::Tcf,
        DocumentKind::Checklist,
    ] {
        let before = render(&plain, kind, Format::Html);
        let after = render(&hostile, kind, Format::Html);
        // Equipment and deliveries have no key of their own, so their slots are made of their names.
        let keyed = |html: &str| -> Vec<String> {
            let own = |slot: &&&str| !slot.contains("/equipment") && !slot.contains("/delivery");
            slots(html)
                .iter()
                .filter(own)
                .map(|slot| (*slot).to_owned())
                .collect()
        };
        assert_eq!(keyed(&after), keyed(&before), "{kind:?}");
    }
}

#[test]
fn markdown_holds_as_many_rows_and_headings() {
    let (plain, hostile) = (Views::of(plain), Views::of(hostile_line));
    for kind in DocumentKind::ALL {
        let before = render(&plain, kind, Format::Md);
        let after = render(&hostile, kind, Format::Md);
        for start in ["|", "#", "<a id"] {
            let count = |text: &str| text.lines().filter(|line| line.starts_with(start)).count();
            assert_eq!(count(&after), count(&before), "{start} in {kind:?}");
        }
        let shown = after.replace("\\<", "").replace("\\]", "");
        assert!(
            !shown.contains("<script"),
            "{kind:?}: {:?}",
            around(&shown, "<script")
        );
        assert!(
            !shown.contains("](javascript:") && !shown.contains("](praman:"),
            "{kind:?}"
        );
    }
}

#[test]
fn csv_holds_as_many_rows_and_no_formula() {
    let (plain, hostile) = (Views::of(plain), Views::of(hostile));
    for kind in DocumentKind::ALL {
        let read = |views: &Views| -> Vec<::csv::StringRecord> {
            let text = render(views, kind, Format::Csv);
            let mut reader = ::csv::Reader::from_reader(text.as_bytes());
            reader
                .records()
                .map(|row| row.expect("the CSV is well formed"))
                .collect()
        };
        let rows = read(&hostile);
        assert_eq!(rows.len(), read(&plain).len(), "{kind:?}");
        for cell in rows.iter().flatten() {
            assert!(
                !cell.starts_with(['=', '+', '-', '@', '\t', '\r']),
                "{kind:?}: {cell}"
            );
        }
    }
}

#[test]
fn json_holds_texts_as_they_are() {
    let views = Views::of(hostile);
    for kind in DocumentKind::ALL {
        let json = render(&views, kind, Format::Json);
        let value: serde_json::Value =
            serde_json::from_str(&json).expect("the JSON is well formed");
        let title = value
            .pointer(match kind {
                DocumentKind::Scheme => "/edition/title",
                DocumentKind::Provenance => "/edition_title",
                DocumentKind::Plan
                | DocumentKind::Tcf
                | DocumentKind::Checklist
                | DocumentKind::Traceability
                | DocumentKind::Deliveries
                | DocumentKind::Index => "/head/edition_title",
            })
            .and_then(|title| title.as_str());
        assert_eq!(
            title,
            Some(hostile("IoTSCS after the memorandum").as_str()),
            "{kind:?}"
        );
    }
}
