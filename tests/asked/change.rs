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
    let updated = update_answers(&world.basis(), table, (&desk.answers, &desk.earlier), None);
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
            other @ (Standing::Undecided(_) | Standing::Conflict) => {
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
fn a_recommendation_is_declined_for_another_reason() {
    let change = ("the product is sold without updates", "there are none");
    insta::assert_snapshot!(after(&[change]));
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
    assert_eq!(gone.len(), 122);
    assert_eq!(others[..4], JUDGED);
    assert_eq!(others[4..], ["answered: 425, of which reworded: 0"]);
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

const HOME: &str = r#"provenance title, statement, strength, applies, evidence, levels, number, treatment ours
catalog home@1 "Home" {}
CATALOG
party vendor "The vendor"
edition pilot@YEAR "Pilot" { status draft; uses home@VERSION; forms TCF; applicant vendor; HISTORY }
form TCF "File" { number unknown; file tcf; author vendor; section all "All" { number unknown; holds responses } }
in home@1
control H.1 "Closed" { statement "It is closed."; applies always }
control H.2 "Dry" { statement "It is dry."; applies always }
"#;

/// Reads the scheme of a year: the versions of its catalog after the first, with their controls, and what the edition says.
fn home(year: &str, version: &str, catalogs: &[&str], history: &str) -> String {
    let scheme = HOME.replace("YEAR", year).replace("VERSION", version);
    let scheme = scheme.replace("HISTORY", history);
    let (heads, controls): (Vec<&str>, Vec<&str>) = catalogs
        .iter()
        .map(|one| one.split_once("\nin ").unwrap())
        .unzip();
    let controls: Vec<String> = controls.iter().map(|one| format!("in {one}")).collect();
    format!(
        "{}{}\n",
        scheme.replace("CATALOG", &heads.join("\n")),
        controls.join("\n")
    )
}

const SECOND: &str =
    "catalog home@2 \"Home\" revises home@1 { reworded H.1 because \"It is said more clearly.\" }
in home@2
control H.1 { statement \"Nobody gets in.\" }
control H.2 { statement \"No water gets in.\" }";
const THIRD: &str =
    "catalog home@3 \"Home\" revises home@2 { reworded H.2 because \"It is said more clearly.\" }
in home@3
control H.2 { statement \"Water stays out.\" }";

/// Says what is to review after an update from an edition to another, of what was answered under the first of `schemes`.
fn revised(schemes: &[String]) -> Vec<String> {
    let product = "scheme: pilot\nproduct: { name: Lamp, model: LA-1 }\n";
    let mut worlds = schemes
        .iter()
        .map(|scheme| World::read(scheme, product, "LA-1"));
    let mut before = worlds.next().unwrap();
    let mut table = before.table();
    let mut desk = Desk::full(&table);
    for world in worlds {
        table = world.table();
        let given = (&desk.answers, &desk.earlier);
        let updated = update_answers(&world.basis(), &table, given, Some(before.scheme()));
        desk.replace(&table, updated.answers);
        before = world;
    }
    let all = desk.all(&table).into_iter();
    let review = all.filter(|(_, standing)| matches!(standing, Standing::ToReview(_)));
    review.map(|(key, _)| key.text()).collect()
}

#[test]
fn what_is_reworded_stands() {
    let first = || home("2026", "1", &[], "");
    let second = || home("2027", "2", &[SECOND], "");
    let third = || home("2028", "3", &[SECOND, THIRD], "");
    let (one, two) = ("home:H.1/response@LA-1", "home:H.2/response@LA-1");
    assert_eq!(revised(&[first(), second()]), [two]);
    // What changed in a step is to review, also where another step only rewords it, and whether both are made at once or not.
    assert_eq!(revised(&[first(), third()]), [two]);
    assert_eq!(revised(&[first(), second(), third()]), [two]);
    assert_eq!(revised(&[second(), third()]), [""; 0]);
    // The edition may say so too.
    let changed = || {
        let scheme = home(
            "2027",
            "1",
            &[],
            "reworded H.1 because \"It is said more clearly.\"",
        );
        scheme
            .replace("It is closed.", "Nobody gets in.")
            .replace("It is dry.", "It stays dry.")
    };
    assert_eq!(revised(&[first(), changed()]), [two]);
    // Of what nobody declares reworded, all is to review.
    let silent = changed().replace("reworded H.1 because \"It is said more clearly.\"", "");
    assert_eq!(revised(&[first(), silent]), [one, two]);
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

#[test]
fn what_a_referenced_entry_is_decides_too() {
    let claims = (
        "verify debug-ports by test\n",
        "verify debug-ports by test where chip.role is mcu or kind is uart\n",
    );
    let table = changed(&[claims]).table();
    let desk = Desk::full(&table);
    let world = changed(&[claims, ("{ role: mcu, tee", "{ role: soc, tee")]);
    let now = world.table();
    let (desk, _) = take_along(&desk, &world, &now);
    let review = report(&table, &now, &desk, &[]);
    let found: Vec<&str> = lines_with(&review, "entry.chip.role: mcu → soc");
    assert!(
        found.contains(&"  asvs-c:C.1/response/interface.console@CAM-1"),
        "{review}"
    );
    // An entry that refers to none has nothing to review, and the laboratory's confirmation is of what is declared.
    assert!(found.iter().all(|key| key.contains("console")), "{review}");
}

/// Returns the lines below one that says what changed.
fn lines_with<'t>(text: &'t str, change: &str) -> Vec<&'t str> {
    let lines = text
        .lines()
        .skip_while(|line| !line.contains(change))
        .skip(1);
    let lines = lines.take_while(|line| line.starts_with("  ") && !line.starts_with("    "));
    lines.collect()
}

#[test]
fn a_model_gets_another_name() {
    let (before, table) = small_filled();
    let world = changed(&[("  pro:\n", "  max:\n    was: pro\n")]);
    let now = world.table();
    let (desk, moved) = take_along(&before, &world, &now);
    let of_model = |table: &AskedTable, model: &str| {
        let keys = table
            .iter()
            .filter(|(key, _)| key.model.as_deref() == Some(model));
        keys.count()
    };
    assert_eq!(moved.len(), of_model(&table, "pro"));
    assert_eq!(of_model(&now, "max"), moved.len());
    assert_eq!(report(&table, &now, &desk, &[]), nothing());
}

#[test]
fn a_choice_of_a_form_gets_another_key() {
    let (before, table) = small_filled();
    let world = changed(&[(
        "one of { once \"once\", twice",
        "one of { one \"once\" was once, twice",
    )]);
    let now = world.table();
    let (desk, moved) = take_along(&before, &world, &now);
    assert_eq!(moved, [""; 0]);
    assert_eq!(report(&table, &now, &desk, &[]), nothing());
    let values = desk.values();
    let visits = values
        .iter()
        .find(|(key, _)| key.ends_with("F04.laboratory.visits"));
    assert_eq!(visits.unwrap().1, "one");
}

/// A sample is asked about under its first use. Another procedure that uses it first gives it another name.
#[test]
fn a_sample_is_used_first_by_another_procedure() {
    let (before, table) = small_filled();
    let world = changed(&[
        (
            "procedure teardown \"Opening the device\" {",
            "procedure weigh \"Weighing the device\" {
  depth test {
    sample sealed
    effort 1 h per run
    case once light \"It is light\" { do \"Weigh it.\"; expect \"1 kg.\" }
    pass when \"It is light.\"
  }
}

procedure teardown \"Opening the device\" {",
        ),
        ("    requires teardown\n", "    requires teardown, weigh\n"),
    ]);
    let now = world.table();
    let (desk, moved) = take_along(&before, &world, &now);
    assert!(
        moved.contains(&"document/sample/teardown.test -> document/sample/weigh.test".to_owned()),
        "{moved:?}"
    );
    let text = report(&table, &now, &desk, &[]);
    assert!(!text.contains("asked no more"), "{text}");
}

#[test]
fn evidence_in_another_order_is_the_same() {
    let second = "  - { kind: soc-datasheet, title: \"Errata\", document: \"ER-1\" }\n";
    let place = "  - kind: soc-datasheet\n    title: \"Data";
    let table = changed(&[(place, &format!("{second}{place}"))]).table();
    let desk = Desk::full(&table);
    let world = changed(&[("test_bed:", &format!("{second}\ntest_bed:"))]);
    let now = world.table();
    assert!(
        desk.all(&now)
            .values()
            .all(|one| *one == Standing::Answered)
    );
}
