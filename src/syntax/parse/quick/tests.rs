//! Checks that pest and the quick reader read pieces in the same way.

use proptest::prelude::*;

use super::SKIPPED;
use crate::source::Sources;
use crate::syntax::parse_file;

/// Shows every item with all its spans, and the number of mistakes.
fn items(text: &str) -> (Vec<String>, usize) {
    let mut sources = Sources::default();
    let file = sources.add("test.prm", text);
    let parsed = parse_file(file, text);
    let items = parsed
        .value
        .items
        .iter()
        .map(|placed| format!("{:?}", placed.item))
        .collect();
    (items, parsed.diagnostics.len())
}

fn check(text: &str) {
    let quick = items(text);
    SKIPPED.set(true);
    let with_pest_alone = items(text);
    SKIPPED.set(false);
    assert_eq!(quick, with_pest_alone, "{text}");
}

const WORDS: &[&str] = &[
    "once",
    "for",
    "each",
    "every",
    "at",
    "least",
    "one",
    "from",
    "by",
    "any",
    "of",
    "2",
    "L1",
    "a",
    "b.c",
    "-1",
    ",",
    ",",
    ":",
    "@",
    "witness",
    "always",
    "when",
    "where",
    "is",
    "subset",
    "equal",
    "because",
    "\"x\"",
    "\"\"\"y\"\"\"",
    "more",
    "none",
    "and",
    "#c\n ",
    "\n",
    " :",
    ": ",
];

const STARTS: &[&str] = &[
    "applies",
    "evidence",
    "verify",
    "relates",
    "statement",
    "from",
    "at",
    "group",
    "addresses",
    "was",
];

const SOUND: &[&str] = &[
    "applies for each a",
    "applies always",
    "evidence a, b, c from L1 for each a, each b",
    "evidence once a, b, c from L1",
    "evidence a any of b, c at L1, L2 for each b",
    "evidence a 2 of b, c, d",
    "verify once a, b by test from L1, by attack at L2, L3 witness b",
    "verify a by test for each a witness b",
    "relates subset of a:b because \"x\"",
    "relates equal b",
    "evidence a from",
    "evidence of of of",
    "verify by by by",
    "verify once by once",
];

#[test]
fn sound_lines_are_read_alike() {
    for line in SOUND {
        check(&format!("control C.1 \"T\" {{\n  {line}\n}}\n"));
    }
}

#[test]
fn how_work_is_organised_is_read_alike() {
    check("role a \"A\" { about \"x\"; was b, c }\nphase d \"D\" { depth review }\n");
    check("configuration e \"E\"\nedition f@1 \"F\" { phases d, a }\n");
    check("inventory g \"G\" { role \"?\" : text; confirmed by h, i }\n");
    check(
        "procedure h \"H\" { phase d; role a; depth test { role a; sample own 2 any from 2 batches\n\
         case j \"J\" { configuration e, by } } }\n",
    );
}

proptest! {
    #[test]
    fn any_words_are_read_alike(
        start in proptest::sample::select(STARTS),
        words in proptest::collection::vec(proptest::sample::select(WORDS), 0..9),
    ) {
        check(&format!("control C.1 \"T\" {{\n  {start} {}\n}}\n", words.join(" ")));
    }
}
