//! Input that breaks parsers: nothing, too much, too deep.

use praman::format::format_text;
use praman::source::Sources;
use praman::syntax::parse_file;

const MANY: usize = 100_000;
const HUGE: usize = 5_000_000;

/// Reads a text between two sound items and returns the codes of what was wrong. The sound items must
/// come through, and the formatter must cope.
fn codes(bad: &str) -> Vec<&'static str> {
    let text = format!("fact a \"A\" : text\n{bad}\ncontrol C.1 \"C\" {{ from L1 }}\n");
    let mut sources = Sources::default();
    let file = sources.add("test.prm", text.as_str());
    let parsed = parse_file(file, text.as_str());
    let sound: Vec<String> = parsed
        .value
        .items
        .iter()
        .filter(|placed| !placed.item.is_incomplete())
        .map(|placed| {
            sources
                .locate(placed.place(placed.item.span()))
                .expect("known")
        })
        .collect();
    let last = format!("test.prm:{}", text.lines().count());
    assert!(
        sound.contains(&"test.prm:1".to_owned()) && sound.contains(&last),
        "{sound:?}"
    );
    let again = format_text(&text);
    assert!(again.starts_with("fact a"));
    parsed
        .diagnostics
        .sorted()
        .iter()
        .map(|diagnostic| diagnostic.code.id)
        .collect()
}

#[test]
fn nothing_is_nothing() {
    for text in ["", "\u{feff}", "\r\n \r\n", "# c", "\u{feff}# c\r\n"] {
        let file = Sources::default().add("test.prm", text);
        let parsed = parse_file(file, text);
        assert!(
            parsed.value.items.is_empty() && parsed.diagnostics.is_empty(),
            "{text:?}"
        );
    }
}

#[test]
fn nesting_is_limited() {
    let open = "(".repeat(MANY);
    let close = ")".repeat(MANY);
    let not = "not ".repeat(MANY);
    let filters = "some a where ".repeat(MANY);
    let both = "not (".repeat(MANY);
    for condition in [
        format!("{open}a{close}"),
        open.clone(),
        close.clone(),
        format!("{not}a"),
        not.clone(),
        format!("{filters}b"),
        format!("{both}a{close}"),
    ] {
        let found = codes(&format!("derive d \"D\" = {condition}"));
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(matches!(found[0], "P0106" | "P0108"), "{found:?}");
    }
}

#[test]
fn sixty_four_brackets_are_read() {
    let brackets = |depth| {
        format!(
            "derive d \"D\" = {}a{}",
            "(".repeat(depth),
            ")".repeat(depth)
        )
    };
    assert_eq!(codes(&brackets(64)), [""; 0]);
    assert_eq!(codes(&brackets(65)), ["P0106"]);
    assert_eq!(
        codes(&format!("derive d \"D\" = {}a", "not ".repeat(64))),
        [""; 0]
    );
}

#[test]
fn blocks_in_blocks_are_limited() {
    let open = "a {".repeat(MANY);
    let close = "}".repeat(MANY);
    assert_eq!(
        codes(&format!("control C.2 \"T\" {{ {open}{close} }}")),
        ["P0107"]
    );
    assert!(!codes(&format!("control C.2 \"T\" {{\n  {open}")).is_empty());
    assert!(!codes(&format!("control C.2 \"T\" {{\n  {}", "{".repeat(MANY))).is_empty());
    assert_eq!(codes(&close), ["P0104"]);
    assert!(!codes(&format!("fact f \"F\" : one of {}", "{".repeat(MANY))).is_empty());
}

#[test]
fn long_lines_are_read() {
    let long = "x".repeat(HUGE);
    let chain = "a and ".repeat(HUGE / 60);
    assert_eq!(
        codes(&format!("control C.2 \"T\" {{ statement \"{long}\" }}")),
        [""; 0]
    );
    assert_eq!(
        codes(&format!("control {long} \"T\" {{ from L1 }}")),
        [""; 0]
    );
    assert_eq!(codes(&format!("party p \"P\" # {long}")), [""; 0]);
    assert_eq!(codes(&format!("derive d \"D\" = {chain}a")), [""; 0]);
    assert_eq!(codes(&format!("control C.2 \"T\" {{ {long} }}")), ["P0107"]);
    assert_eq!(
        codes(&format!("control C.2 \"T\" {{ statement \"{long} }}")),
        ["P0102"]
    );
    assert_eq!(codes(&long), ["P0104"]);
    assert!(!codes(&"\"".repeat(HUGE + 1)).is_empty());
}

#[test]
fn many_pieces_are_read() {
    let fields = "  was a, b\n".repeat(MANY);
    let unclosed = "  was (a\n".repeat(MANY / 10);
    let marks = "&".repeat(MANY);
    assert_eq!(codes(&format!("control C.2 \"T\" {{\n{fields}}}")), [""; 0]);
    assert_eq!(
        codes(&format!("control C.2 \"T\" {{\n{unclosed}}}")).len(),
        MANY / 10
    );
    assert_eq!(codes(&marks), ["P0101"]);
    assert_eq!(codes(&"é ".repeat(MANY)), ["P0101"]);
}

#[test]
fn texts_without_an_end_end_before_the_next_item() {
    assert_eq!(codes("control C.2 \"T\" { statement \"open }"), ["P0102"]);
    assert_eq!(
        codes("control C.2 \"T\" {\n  statement \"open\n}"),
        ["P0102"]
    );
    assert_eq!(
        codes("control C.2 \"T\" {\n  statement \"\"\"open\n}"),
        ["P0103"]
    );
    assert_eq!(codes("control C.2 \"T {\n  from L1\n}"), ["P0102"]);
}

#[test]
fn a_missing_brace_is_one_report() {
    assert_eq!(codes("control C.2 \"T\" {\n  from L1\n"), ["P0105"]);
    assert_eq!(codes("control C.2 \"T\"\n  from L1\n}"), ["P0115"]);
    assert_eq!(codes("control C.2 \"T\" {\nfrom L1\n}"), ["P0110"]);
}
