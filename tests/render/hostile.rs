//! Texts of products and schemes that want to be more than text.

use sha2::{Digest, Sha256};

use super::*;

/// Everything that means something to Markdown, HTML, CSV, CSS, templates, terminals or readers.
pub const PAYLOAD: &str = "=cmd()|<script>alert(1)</script> ``x` ](javascript:alert(1)) \
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
    let (plain, hostile) = (documents(plain), documents(hostile_line));
    for ((key, before), after) in plain.iter().zip(hostile.values()) {
        let before = render(before, Format::Html);
        let after = render(after, Format::Html);
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
            assert_eq!(count(&after), count(&before), "{tag} in {key}");
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
    let hash = allowed
        .strip_prefix("script-src 'sha256-")
        .and_then(|rest| rest.strip_suffix('\''))
        .expect("a hash");
    assert_eq!(
        read_base_64(hash),
        Sha256::digest(script.as_bytes()).to_vec()
    );
    before.to_owned() + after
}

/// Reads bytes written in base 64.
fn read_base_64(text: &str) -> Vec<u8> {
    const DIGITS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let (mut bits, mut waiting, mut bytes) = (0_usize, 0, Vec::new());
    for digit in text.trim_end_matches('=').chars() {
        bits = (bits << 6 | DIGITS.find(digit).expect("a digit")) & 0xfff;
        waiting += 6;
        if waiting >= 8 {
            waiting -= 8;
            bytes.push(u8::try_from(bits >> waiting & 0xff).expect("eight bits"));
        }
    }
    bytes
}

#[test]
fn html_holds_no_foreign_script_link_image_or_field() {
    for (key, view) in documents(hostile) {
        let html = without_own_script(&render(&view, Format::Html));
        for forbidden in [
            "<script",
            "javascript:alert(1)\"",
            "href=\"javascript",
            "<img",
            "\u{202e}",
            "href=\"praman",
            "<!-- ",
        ] {
            assert!(!html.contains(forbidden), "{forbidden:?} in {key}");
        }
        assert!(
            !slots(&html)
                .iter()
                .any(|slot| ["evil", "evil2"].contains(slot)),
            "{key}"
        );
        assert_eq!(html.matches("</style>").count(), 1, "{key}");
        assert!(
            html.contains("⟨U+202E⟩"),
            "what turns text around is shown in {key}"
        );
        assert!(
            html.contains("{{ 7 * 7 }}"),
            "text is not a template in {key}"
        );
    }
}

#[test]
fn slots_are_those_of_the_plain_document() {
    let (plain, hostile) = (documents(plain), documents(hostile));
    for key in ["plan", "tcf", "checklist"] {
        let html = |views: &BTreeMap<_, SharedView>| {
            render(views.get(key).expect("a document"), Format::Html)
        };
        let (before, after) = (html(&plain), html(&hostile));
        let without_model = |html: &str| -> Vec<String> {
            let slots = slots(html).into_iter();
            let names = slots.map(|slot| slot.split('@').next().unwrap_or_default().to_owned());
            names.collect()
        };
        assert_eq!(without_model(&after), without_model(&before), "{key}");
    }
}

#[test]
fn markdown_holds_as_many_rows_and_headings() {
    let (plain, hostile) = (documents(plain), documents(hostile_line));
    for ((key, before), after) in plain.iter().zip(hostile.values()) {
        let before = render(before, Format::Md);
        let after = render(after, Format::Md);
        for start in ["|", "#", "<a id"] {
            let count = |text: &str| text.lines().filter(|line| line.starts_with(start)).count();
            assert_eq!(count(&after), count(&before), "{start} in {key}");
        }
        let shown = after.replace("\\<", "").replace("\\]", "");
        assert!(
            !shown.contains("<script"),
            "{key}: {:?}",
            around(&shown, "<script")
        );
        assert!(
            !shown.contains("](javascript:") && !shown.contains("](praman:"),
            "{key}"
        );
    }
}

#[test]
fn csv_holds_as_many_rows_and_no_formula() {
    let (plain, hostile) = (documents(plain), documents(hostile));
    for ((key, before), after) in plain.iter().zip(hostile.values()) {
        let read = |view: &SharedView| -> Vec<::csv::StringRecord> {
            let text = render(view, Format::Csv);
            let mut reader = ::csv::Reader::from_reader(text.as_bytes());
            reader
                .records()
                .map(|row| row.expect("the CSV is well formed"))
                .collect()
        };
        let rows = read(after);
        assert_eq!(rows.len(), read(before).len(), "{key}");
        for cell in rows.iter().flatten() {
            assert!(
                !cell.starts_with(['=', '+', '-', '@', '\t', '\r']),
                "{key}: {cell}"
            );
        }
    }
}

#[test]
fn json_holds_texts_as_they_are() {
    for (key, view) in documents(hostile) {
        let json = render(&view, Format::Json);
        let value: serde_json::Value =
            serde_json::from_str(&json).expect("the JSON is well formed");
        let title = value
            .pointer(match key.as_str() {
                "scheme" => "/edition/title",
                "provenance" => "/edition_title",
                _ => "/head/edition_title",
            })
            .and_then(|title| title.as_str());
        assert_eq!(
            title,
            Some(hostile("IoTSCS after the memorandum").trim_end()),
            "{key}"
        );
    }
}
