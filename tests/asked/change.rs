//! One thing changes in a product of which everything is filled in: what is asked afterwards, what stands, and what is to
//! review, with the words that say why.

use std::collections::{BTreeMap, BTreeSet};

use praman::answers::AnswerKey;
use praman::view::{AskedTable, Standing, update_answers};

use crate::world::{Desk, World};
use crate::{LEAD, PRODUCT, SCHEME, small};

/// Reads scheme and product with pieces of them replaced; each piece stands in one of them, once.
#[track_caller]
pub fn changed(changes: &[(&str, &str)]) -> World {
    let (mut scheme, mut product) = (SCHEME.to_owned(), PRODUCT.to_owned());
    for (piece, other) in changes {
        let found = (
            scheme.matches(piece).count(),
            product.matches(piece).count(),
        );
        assert!(matches!(found, (1, 0) | (0, 1)), "{piece:?}: {found:?}");
        scheme = scheme.replace(piece, other);
        product = product.replace(piece, other);
    }
    World::read(&scheme, &product, LEAD)
}

/// Takes what is filled in along to another world. Nothing that is held may be lost.
#[track_caller]
pub fn take_along(desk: &Desk, world: &World, table: &AskedTable) -> (Desk, Vec<String>) {
    let updated = update_answers(&world.basis(), table, &desk.answers, &desk.earlier);
    let moved = updated.carried.iter().map(|one| {
        let to: Vec<String> = one.to.iter().map(AnswerKey::text).collect();
        format!("{} -> {}", one.from.text(), to.join(", "))
    });
    let moved = moved.collect();
    let mut after = desk.clone();
    after.replace(table, updated.answers);
    assert_kept(desk, &after);
    (after, moved)
}

/// Asserts that each value that was held is held still, under whatever key. The words of choices may get other keys.
#[track_caller]
fn assert_kept(before: &Desk, after: &Desk) {
    let kept: BTreeSet<String> = after.values().into_iter().map(|(_, value)| value).collect();
    for (key, value) in before.values() {
        let is_word = !value.contains(' ');
        assert!(is_word || kept.contains(&value), "{key}: {value} is lost");
    }
}

/// Says what becomes of a product of which everything is filled in.
#[track_caller]
fn after(changes: &[(&str, &str)]) -> String {
    let (before, table) = small_filled();
    let world = changed(changes);
    let now = world.table();
    let (desk, moved) = take_along(&before, &world, &now);
    report(&table, &now, &desk, &moved)
}

fn small_filled() -> (Desk, AskedTable) {
    let table = small().table();
    (Desk::full(&table), table)
}

fn report(before: &AskedTable, now: &AskedTable, desk: &Desk, moved: &[String]) -> String {
    let mut lines: Vec<String> = moved.iter().map(|one| format!("moved: {one}")).collect();
    let standings = desk.standings(now);
    lines.extend(
        standings
            .orphans()
            .map(|(key, _)| format!("asked no more: {}", key.text())),
    );
    let mut review: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let (mut answered, mut reworded) = (0, 0);
    for (key, asked) in now.iter() {
        match standings.standing(key, asked) {
            Standing::Answered => {
                answered += 1;
                reworded += usize::from(standings.is_reworded(key, asked));
            }
            Standing::Missing => {
                assert!(
                    before.get(key).is_none() || desk.answers.get(key).is_none(),
                    "{}",
                    key.text()
                );
                lines.push(format!("asked anew: {}", key.text()));
            }
            Standing::ToReview(changes) => {
                let keys = review.entry(changes.join("\n    ")).or_default();
                keys.push(key.text());
            }
            other @ (Standing::Undecided | Standing::Conflict) => {
                lines.push(format!("{other:?}: {}", key.text()));
            }
        }
    }
    for (changes, keys) in review {
        lines.push(format!("to review:\n    {changes}"));
        lines.extend(keys.iter().map(|key| format!("  {key}")));
    }
    lines.push(format!(
        "answered: {answered}, of which reworded: {reworded}"
    ));
    lines.join("\n")
}

/// What is said where nothing has changed.
fn nothing() -> String {
    let table = small().table();
    format!("answered: {}, of which reworded: 0", table.len())
}

#[test]
fn what_has_no_meaning_changes_nothing() {
    for changes in [
        // Comments and empty lines, at each end and between entries.
        &[("scheme: iotscs", "# A note.\n\n\nscheme: iotscs")][..],
        &[("    pads: {", "    # Found in March.\n    pads: {")],
        // Another order of entries, of attributes, of keys.
        &[
            ("    pads: { origin: found }\n", ""),
            (
                "    console: {",
                "    pads: { origin: found }\n    console: {",
            ),
        ],
        &[("role: mcu, tee: none,", "tee: none, role: mcu,")],
        &[
            ("facts:\n  source_access: at_lab\n", ""),
            ("declined:", "facts:\n  source_access: at_lab\n\ndeclined:"),
        ],
        // Another way to write the same.
        &[("active: [commissioned]", "active: [\"commissioned\"]")],
        // What no answer rests on: numbers, places and reasons.
        &[("number \"2.1\"", "number \"2.7\"")],
        &[("the product is sold without updates", "there are none")],
        &[(
            "# What a product file answers.",
            "# What a file of a product\n# answers.",
        )],
        &[("effort 4 h per run, 1 h per entry", "effort 5 h per run")],
        // Another model of which nothing here is asked.
        &[("about \"On the bench.\"", "about \"On the table.\"")],
    ] {
        assert_eq!(after(changes), nothing(), "{changes:?}");
    }
}

#[test]
fn words_around_a_question_are_no_meaning() {
    let titles = [
        (
            "Say for **each** port how it is closed;",
            "Say of **each** port how it is shut;",
        ),
        (
            "Application-layer debug interfaces are closed or locked",
            "Debug interfaces are closed",
        ),
        (
            "The genuine console answers\" {\n      do",
            "The console answers\" {\n      do",
        ),
        ("State of the debug ports", "Debug ports"),
        ("SoC datasheet", "Datasheet of the system on chip"),
    ];
    let counts: Vec<String> = titles
        .iter()
        .filter(|(piece, _)| SCHEME.matches(piece).count() == 1)
        .map(|change| after(&[*change]))
        .collect();
    insta::assert_snapshot!(counts.join("\n"));
}

/// Takes lines apart: those that begin with a word, and the others.
fn lines_of<'t>(text: &'t str, word: &str) -> (Vec<&'t str>, Vec<&'t str>) {
    let mut of_word = Vec::new();
    let mut others = Vec::new();
    for line in text.lines() {
        match line.strip_prefix(word) {
            Some(rest) => of_word.push(rest),
            None => others.push(line),
        }
    }
    (of_word, others)
}

/// What the control's own decisions say where answers below them came or went.
const JUDGED: [&str; 4] = [
    "to review:",
    "    answers that it judges have changed",
    "  asvs-c:C.1/finding",
    "  asvs-c:C.1/verdict",
];

#[test]
fn a_variant_is_dropped() {
    let pro = PRODUCT.split_once("series:\n").unwrap().1;
    let pro = pro.split_once("\nevidence:").unwrap().0;
    let text = after(&[(&format!("series:\n{pro}\n"), "")]);
    let (gone, others) = lines_of(&text, "asked no more: ");
    // What is about the variant, and the entry that it alone has.
    let is_of_variant = |key: &&&str| key.ends_with("@pro") || key.ends_with("/interface.service");
    assert_eq!(gone.iter().filter(is_of_variant).count(), gone.len());
    assert_eq!(gone.len(), 106);
    assert_eq!(others[..4], JUDGED);
    assert_eq!(others[4..], ["answered: 337, of which reworded: 0"]);
}

#[test]
fn a_variant_is_added() {
    let mini = "series:\n  mini: { remove: [interface.pads] }\n";
    let text = after(&[("series:\n", mini)]);
    let (new, others) = lines_of(&text, "asked anew: ");
    assert!(new.iter().all(|key| key.ends_with("@mini")), "{new:?}");
    assert!(
        !new.iter()
            .any(|key| key.contains("result/") && key.contains("interface.pads"))
    );
    assert!(new.contains(&"asvs-c:C.1/response/interface.console@mini"));
    assert_eq!(others, [nothing()]);
}

#[test]
fn an_entry_is_added() {
    let text = after(&[("    pads: {", "    port: { kind: usb }\n    pads: {")]);
    let (new, others) = lines_of(&text, "asked anew: ");
    assert!(
        new.iter().all(|key| key.contains("interface.port")),
        "{new:?}"
    );
    assert!(new.contains(&"asvs-c:C.1/response/interface.port@pro"));
    assert_eq!(others, [nothing()]);
}

#[test]
fn an_entry_is_removed_and_returns() {
    let text = after(&[("    pads: { origin: found }\n", "")]);
    let (gone, others) = lines_of(&text, "asked no more: ");
    assert!(
        gone.iter().all(|key| key.contains("interface.pads")),
        "{gone:?}"
    );
    assert_eq!(others[..4], JUDGED);
    let (desk, table) = small_filled();
    let without = changed(&[("    pads: { origin: found }\n", "")]);
    let (desk, _) = take_along(&desk, &without, &without.table());
    let (desk, moved) = take_along(&desk, &small(), &table);
    assert_eq!(report(&table, &table, &desk, &moved), nothing());
}

#[test]
fn an_entry_gets_another_name() {
    for (changes, old, new) in [
        (
            &[
                ("    console: { kind", "    port: { was: console, kind"),
                ("covers: [interface.console]", "covers: [interface.port]"),
            ][..],
            "interface.console",
            "interface.port",
        ),
        (
            &[("{ service: {", "{ aid: { was: service,")],
            "interface.service",
            "interface.aid",
        ),
    ] {
        let text = after(changes);
        let (moved, others) = lines_of(&text, "moved: ");
        for one in &moved {
            let (from, to) = one.split_once(" -> ").unwrap();
            assert_eq!(from.replace(old, new), to);
        }
        let (_, table) = small_filled();
        let about = table.iter().filter(|(key, _)| key.text().contains(old));
        assert_eq!(moved.len(), about.count());
        assert_eq!(others, [nothing()], "{new}");
    }
}

#[test]
fn an_entry_to_which_others_refer_gets_another_name() {
    insta::assert_snapshot!(after(&[
        (
            "    main: { role: mcu,",
            "    core: { was: [main], role: mcu,"
        ),
        ("chip: main, active", "chip: core, active"),
    ]));
}

#[test]
fn two_entries_become_one() {
    let text = after(&[
        (
            "    console: { kind: uart,",
            "    port: { was: [console, pads], kind: uart,",
        ),
        ("    pads: { origin: found }\n", ""),
        ("covers: [interface.console]", "covers: [interface.port]"),
    ]);
    // Choices agree, and what was written differs.
    assert!(text.contains("Conflict: asvs-c:C.1/response/interface.port@CAM-1"));
    assert!(!text.contains("Conflict: asvs-c:C.1/verdict/debug-ports"));
}

#[test]
fn an_attribute_that_a_condition_reads_changes() {
    insta::assert_snapshot!(after(&[("kind: uart, chip", "kind: usb, chip")]));
}

#[test]
fn an_attribute_that_nothing_reads_changes() {
    // It is one of those that the laboratory confirms.
    insta::assert_snapshot!(after(&[("chip: main, active", "active")]));
}

#[test]
fn a_claim_changes() {
    insta::assert_snapshot!(after(&[("login with a random password", "a fuse")]));
}

#[test]
fn a_fact_changes() {
    insta::assert_snapshot!(after(&[
        ("source_access: at_lab", "source_access: binaries_only"),
        (", source_access: binaries_only }", " }"),
    ]));
}

#[test]
fn the_identity_changes() {
    insta::assert_snapshot!(after(&[("firmware: \"2.10\"", "firmware: \"2.11\"")]));
}

#[test]
fn evidence_that_was_handed_in_changes() {
    insta::assert_snapshot!(after(&[("issue: \"3\"", "issue: \"4\"")]));
}

#[test]
fn a_statement_changes() {
    insta::assert_snapshot!(after(&[(
        "Nobody knows a flaw of theirs.",
        "No flaw of theirs is known."
    )]));
}

#[test]
fn the_steps_of_a_case_change() {
    insta::assert_snapshot!(after(&[(
        "do \"Look it up.\"",
        "do \"Look it up.\", \"Ask for it.\""
    )]));
}

#[test]
fn a_procedure_passes_by_another_rule() {
    insta::assert_snapshot!(after(&[(
        "pass when \"None is known.\"",
        "pass when \"None is open.\""
    )]));
}

#[test]
fn a_procedure_is_carried_out_more_deeply() {
    insta::assert_snapshot!(after(&[(
        "verify debug-ports by test",
        "verify debug-ports by attack"
    )]));
}

#[test]
fn a_verdict_word_gets_another_key() {
    let text = after(&[(
        "verdict pass \"Pass\" good",
        "verdict good \"Pass\" good was pass",
    )]);
    // The counts of words are by word; all else stays.
    insta::assert_snapshot!(text);
}

#[test]
fn a_verdict_word_means_something_else() {
    let text = after(&[(
        "verdict fail \"Fail\" bad",
        "verdict fail \"Fail\" undecided",
    )]);
    let lines: Vec<&str> = text.lines().collect();
    let words = "    choices: pass (good), fail (bad), inconclusive (undecided) → pass (good), fail (undecided), inconclusive (undecided)";
    assert!(lines.contains(&words), "{text}");
    assert!(lines.contains(&"  asvs-c:C.1/verdict"), "{text}");
    assert!(!text.contains("/response/"), "{text}");
}

#[test]
fn names_of_the_scheme_change() {
    insta::assert_snapshot!(after(&[
        (
            "  role \"What is it?\" : one of { soc",
            "  sort \"What is it?\" : one of { soc"
        ),
        (
            "mcu \"Microcontroller\" }",
            "mcu \"Microcontroller\" } { was role }"
        ),
        ("{ role: mcu, tee", "{ sort: mcu, tee"),
        ("usb \"USB\", other }", "usb \"USB\" was usb_a, other }"),
    ]));
}

#[test]
fn a_rule_says_something_else() {
    insta::assert_snapshot!(after(&[(
        "Each paper bears a signature.",
        "Each paper bears two signatures."
    )]));
}

#[test]
fn another_level() {
    insta::assert_snapshot!(after(&[("level: L2", "level: L1")]));
}
