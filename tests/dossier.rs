//! Dossiers as folders: what is written is read again, a fault at any write leaves the folder as before or as after, and
//! what people edit by hand is found.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::similar_names,
    reason = "a test may stop where its own data is wrong"
)]

#[path = "dossier/imports.rs"]
mod imports;
#[path = "dossier/mortal.rs"]
mod mortal;

use std::collections::BTreeMap;
use std::path::Path;

use praman::answers::{
    AnswerKey, Cause, Change, Digest, DossierId, Filled, Head, Held, JournalLine, Person, Timestamp,
};
use praman::diag::Diagnostic;
use praman::intake::HeldDraft;
use praman::model::{Slot, SlotPart, SlotWord};
use praman::project::{
    Disk, Dossier, DossierChanges, FileSystem, create_dossier, load_dossier, write_dossier,
};
use praman::source::{Sources, Text};
use proptest::prelude::*;

use mortal::{Fault, Mortal};

const DIR: &str = "nadi";

fn head() -> Head {
    let person = |name: &str, party: &str| Person {
        name: name.to_owned(),
        party: party.to_owned(),
        email: None,
    };
    let people = [
        ("asha", person("Asha Rao", "vendor")),
        ("ravi", person("Ravi Nair", "laboratory")),
    ];
    Head {
        id: DossierId::new([7; 16]),
        holder: "vendor".into(),
        edition: "iotscs@2024-03".into(),
        level: "basic".into(),
        lead: "NS-4210".into(),
        people: people.map(|(key, one)| (key.to_owned(), one)).into(),
        events: Vec::new(),
    }
}

fn value(text: &str, by: &str) -> Filled {
    Filled {
        value: text.into(),
        meaning: Digest::of("meaning"),
        wording: Digest::of("wording"),
        on: None,
        by: by.into(),
    }
}

fn response(entry: &str, model: Option<&str>) -> AnswerKey {
    let slot = Slot::of_control(&"asvs-c:C.1".into(), SlotWord::Response)
        .with(SlotPart::Inventory, "interface")
        .with(SlotPart::Entry, entry);
    let model = model.map(Text::from);
    AnswerKey { slot, model }
}

fn observed(case: &str) -> AnswerKey {
    let slot = Slot::of_product(SlotWord::Observed)
        .with(SlotPart::Procedure, "debug-ports")
        .with(SlotPart::Case, case);
    let model = Some("NS-4210".into());
    AnswerKey { slot, model }
}

fn line(cause: Cause, key: AnswerKey, after: Option<Held>) -> JournalLine {
    JournalLine {
        when: Timestamp::read("2026-11-29T10:11:12Z").unwrap(),
        command: 0,
        who: "asha".into(),
        cause,
        change: Change {
            key,
            before: None,
            after,
        },
        why: None,
    }
}

fn answer(party: &str, key: AnswerKey, text: &str) -> (Text, JournalLine) {
    let held = Held::Value(value(text, "asha"));
    (party.into(), line(Cause::Answer, key, Some(held)))
}

/// Loads a dossier in which nothing is wrong.
fn load(files: &dyn FileSystem, folder: &Path) -> Dossier {
    let loaded = load_dossier(files, &mut Sources::default(), folder);
    let found: Vec<String> = loaded.diagnostics.iter().map(shown).collect();
    assert_eq!(found, [""; 0]);
    loaded.value.unwrap()
}

/// Returns what is found wrong with a dossier.
fn faults(files: &dyn FileSystem) -> Vec<String> {
    let loaded = load_dossier(files, &mut Sources::default(), Path::new(DIR));
    loaded.diagnostics.iter().map(shown).collect()
}

fn shown(one: &Diagnostic) -> String {
    format!("{} {}", one.code, one.message)
}

fn write(
    files: &dyn FileSystem,
    before: &Dossier,
    lines: &[(Text, JournalLine)],
) -> Result<(), String> {
    let changes = DossierChanges {
        lines,
        ..DossierChanges::default()
    };
    let outcome = write_dossier(files, Path::new(DIR), before, &changes);
    outcome.map_err(|found| shown(&found))
}

/// Makes a dossier with a few answers.
fn filled(files: &Mortal) -> Dossier {
    let product = ("product.yaml".to_owned(), Some(b"product: {}\n".to_vec()));
    create_dossier(files, Path::new(DIR), &head(), &[product]).unwrap();
    let lines = [
        answer(
            "vendor",
            response("console", Some("NS-4210")),
            "Closed by a fuse.",
        ),
        answer(
            "vendor",
            response("console", Some("NS-4212-W")),
            "Closed by a fuse.",
        ),
        answer(
            "vendor",
            response("uart", Some("NS-4210")),
            "Not fitted.\n\n  see V12",
        ),
        answer("laboratory", observed("closed"), "no echo"),
    ];
    write(files, &load(files, Path::new(DIR)), &lines).unwrap();
    load(files, Path::new(DIR))
}

#[test]
fn a_dossier_is_read_as_it_was_written() {
    let files = Mortal::default();
    let dossier = filled(&files);
    assert_eq!(dossier.head, head());
    assert_eq!(dossier.answers.len(), 4);
    assert_eq!(dossier.journal.lines().len(), 4);
    assert!(dossier.edits.is_empty() && dossier.unstamped.is_empty());
    assert_eq!(
        dossier.party(&observed("closed")),
        Some(&"laboratory".into())
    );
    let texts: Vec<String> = files
        .texts()
        .into_iter()
        .map(|(path, text)| format!("=== {path}\n{text}"))
        .collect();
    insta::assert_snapshot!(texts.join("\n"));
}

/// Changes files of two parties, takes one away, and adds one in a new folder.
fn changes() -> Vec<(Text, JournalLine)> {
    let cleared = line(Cause::Answer, observed("closed"), None);
    vec![
        answer(
            "vendor",
            response("console", Some("NS-4210")),
            "Closed by two fuses.",
        ),
        ("laboratory".into(), cleared),
        answer("vendor", observed("open"), "echo"),
    ]
}

/// Returns the files of a dossier that is as it was before the changes, and of one that is as after them.
fn before_and_after() -> [BTreeMap<String, String>; 2] {
    let files = Mortal::default();
    let dossier = filled(&files);
    let before = files.texts();
    write(&files, &dossier, &changes()).unwrap();
    let after = files.texts();
    assert!(!after.contains_key("nadi/answers/laboratory/procedure/debug-ports.yaml"));
    assert!(after.contains_key("nadi/answers/vendor/procedure/debug-ports.yaml"));
    [before, after]
}

/// The writes of a change, of which each is made to fail: more than there are.
const WRITES: usize = 60;

#[test]
fn a_change_that_is_killed_anywhere_is_made_or_not_made() {
    let [before, after] = before_and_after();
    let mut ends = [0, 0];
    for kill in 0..WRITES {
        let files = Mortal::default();
        let dossier = filled(&files);
        files.fail_at(Some((kill, Fault::Killed)));
        let outcome = write(&files, &dossier, &changes());
        files.fail_at(None);
        load(&files, Path::new(DIR));
        let is_after = files.texts() == after;
        assert!(is_after || files.texts() == before, "killed at {kill}");
        // Who is told that a change is made can rely on it.
        assert!(is_after || outcome.is_err(), "killed at {kill}");
        ends[usize::from(is_after)] += 1;
    }
    assert!(ends[0] > 10 && ends[1] > 10, "{ends:?}");
}

#[test]
fn finishing_a_change_may_be_killed_too() {
    let [before, after] = before_and_after();
    for (first, second) in (0..WRITES / 2).flat_map(|one| (0..12).map(move |two| (one, two))) {
        let files = Mortal::default();
        let dossier = filled(&files);
        files.fail_at(Some((first, Fault::Killed)));
        let _ = write(&files, &dossier, &changes());
        files.fail_at(Some((second, Fault::Killed)));
        let _ = load_dossier(&files, &mut Sources::default(), Path::new(DIR));
        files.fail_at(None);
        load(&files, Path::new(DIR));
        let texts = files.texts();
        assert!(
            texts == before || texts == after,
            "killed at {first} and {second}"
        );
    }
}

#[test]
fn a_write_that_fails_leaves_the_dossier_as_it_was_or_is_finished_by_the_next_command() {
    let [before, after] = before_and_after();
    for failing in 0..WRITES {
        let files = Mortal::default();
        let dossier = filled(&files);
        files.fail_at(Some((failing, Fault::Fails)));
        let outcome = write(&files, &dossier, &changes());
        files.fail_at(None);
        let told = outcome.err().unwrap_or_default();
        if told.starts_with("P0859") {
            load(&files, Path::new(DIR));
            assert_eq!(files.texts(), before, "fails at {failing}");
        } else {
            assert!(told.is_empty() || told.starts_with("P0857"), "{told}");
            load(&files, Path::new(DIR));
            assert_eq!(files.texts(), after, "fails at {failing}: {told}");
        }
    }
}

#[test]
fn a_write_that_fails_before_the_program_is_killed_leaves_no_half_of_a_change() {
    let [before, after] = before_and_after();
    for (failing, later) in (0..WRITES / 2).flat_map(|one| (0..8).map(move |two| (one, two))) {
        let files = Mortal::default();
        let dossier = filled(&files);
        files.fail_at(Some((failing, Fault::FailsAndIsKilled(later))));
        let _ = write(&files, &dossier, &changes());
        files.fail_at(None);
        load(&files, Path::new(DIR));
        let texts = files.texts();
        let is_whole = texts == before || texts == after;
        assert!(is_whole, "fails at {failing}, killed {later} later");
    }
}

#[test]
fn a_new_dossier_is_made_or_not_made() {
    for kill in 0..30 {
        for fault in [Fault::Killed, Fault::Fails] {
            let files = Mortal::default();
            files.put("product.yaml", b"");
            files.fail_at(Some((kill, fault)));
            let made = create_dossier(&files, Path::new("a/b"), &head(), &[]);
            files.fail_at(None);
            let loaded = load_dossier(&files, &mut Sources::default(), Path::new("a/b"));
            assert!(loaded.value.is_some() || made.is_err(), "{kill} {fault:?}");
            let names: Vec<String> = files.texts().into_keys().collect();
            let whole = ["a/b/dossier.yaml", "product.yaml"];
            assert!(
                names == whole || names == whole[1..],
                "{kill} {fault:?}: {names:?}"
            );
            // What is left lets the next command begin anew.
            let again = create_dossier(&files, Path::new("a/b"), &head(), &[]);
            assert_eq!(again.is_err(), names == whole);
        }
    }
}

#[test]
fn who_edits_a_file_while_a_change_waits_loses_nothing() {
    let path = "nadi/answers/vendor/control/asvs-c/C.1.yaml";
    let mut refused = 0;
    for kill in 0..WRITES {
        let files = Mortal::default();
        let dossier = filled(&files);
        files.fail_at(Some((kill, Fault::Killed)));
        let _ = write(&files, &dossier, &changes());
        files.fail_at(None);
        let edited = files.texts().remove(path).unwrap().replace("fuse", "FUSE");
        files.put(path, edited.as_bytes());
        let found = faults(&files);
        assert_eq!(files.texts().get(path), Some(&edited), "killed at {kill}");
        if let [found] = found.as_slice() {
            refused += 1;
            assert!(
                found.starts_with("P0857") && found.contains("edited"),
                "{found}"
            );
            // The way on that the message gives: keep what was edited, and delete the other.
            let staged = ["nadi/.praman-pending/0", "nadi/.praman-pending/1"];
            let texts = files.texts();
            let holds = |path: &&&str| {
                texts
                    .get(**path)
                    .is_some_and(|text| text.contains("two fuses"))
            };
            let staged = staged.iter().find(holds).unwrap();
            files.remove(Path::new(staged)).unwrap();
            assert!(!load(&files, Path::new(DIR)).edits.is_empty());
        }
    }
    assert!(refused > 0);
}

#[test]
fn a_list_of_a_change_that_is_nonsense_is_reported() {
    for (list, why) in [
        ("{", "P0857"),
        (
            r#"{"about":"","moves":[{"path":"../x","staged":"0","before":null}]}"#,
            "P0857",
        ),
        (
            r#"{"about":"","moves":[{"path":"/etc/x","staged":"0","before":null}]}"#,
            "P0857",
        ),
        (
            r#"{"about":"","moves":[{"path":"x","staged":"../../y","before":null}]}"#,
            "P0857",
        ),
    ] {
        let files = Mortal::default();
        filled(&files);
        files.put("nadi/.praman-pending/0", b"evil");
        files.put("nadi/.praman-pending/intent.json", list.as_bytes());
        let before = files.texts();
        assert!(faults(&files)[0].starts_with(why), "{list}");
        assert_eq!(files.texts(), before);
    }
}

#[test]
fn of_two_programs_that_change_a_dossier_one_is_told_to_begin_anew() {
    let files = Mortal::default();
    let dossier = filled(&files);
    write(&files, &dossier, &changes()).unwrap();
    let second = write(&files, &dossier, &changes()).unwrap_err();
    assert!(second.starts_with("P0858 `nadi/"), "{second}");
    // So is one whose file somebody edits in between, though the journal is as it was.
    let dossier = load(&files, Path::new(DIR));
    let path = "nadi/answers/vendor/control/asvs-c/C.1.yaml";
    let edited = files
        .texts()
        .remove(path)
        .unwrap()
        .replace("Not fitted.", "Fitted.");
    files.put(path, edited.as_bytes());
    let lines = [answer(
        "vendor",
        response("console", Some("NS-4210")),
        "Open.",
    )];
    let third = write(&files, &dossier, &lines).unwrap_err();
    assert_eq!(
        third,
        format!("P0858 `{path}` has changed since this command read it")
    );
    assert_eq!(files.texts().remove(path).unwrap(), edited);
}

#[test]
fn what_changes_nothing_writes_nothing() {
    let files = Mortal::default();
    let dossier = filled(&files);
    let before = files.texts();
    files.fail_at(Some((0, Fault::Killed)));
    let same = [answer(
        "vendor",
        response("uart", Some("NS-4210")),
        "Not fitted.\n\n  see V12",
    )];
    write(&files, &dossier, &same).unwrap();
    write(&files, &dossier, &[]).unwrap();
    assert_eq!(files.texts(), before);
}

/// Edits a file, and shows what is found of it.
fn edits_after(edit: impl Fn(&str) -> String) -> (Mortal, Dossier, Vec<String>) {
    let files = Mortal::default();
    filled(&files);
    let path = "nadi/answers/vendor/control/asvs-c/C.1.yaml";
    let text = files.texts().remove(path).unwrap();
    files.put(path, edit(&text).as_bytes());
    let dossier = load(&files, Path::new(DIR));
    let edits = dossier.edits.iter().map(|edit| {
        let before = edit.before.iter().flat_map(Held::values);
        let before: Vec<&str> = before.map(|value| value.value.as_str()).collect();
        let after = edit.after.iter().flat_map(HeldDraft::values);
        let after: Vec<&str> = after.map(|value| value.value.as_str()).collect();
        format!("{} {before:?} -> {after:?}", edit.key.text())
    });
    let edits = edits.collect();
    (files, dossier, edits)
}

#[test]
fn edits_by_hand_are_found() {
    let (.., none) = edits_after(|text| format!("\u{feff}{}", text.replace('\n', "\r\n")));
    assert_eq!(none, [""; 0]);
    let (.., changed) = edits_after(|text| text.replace("a fuse", "two fuses"));
    assert_eq!(
        changed,
        [
            r#"asvs-c:C.1/response/interface.console@NS-4210 ["Closed by a fuse."] -> ["Closed by two fuses."]"#,
            r#"asvs-c:C.1/response/interface.console@NS-4212-W ["Closed by a fuse."] -> ["Closed by two fuses."]"#,
        ]
    );
    let (.., taken) = edits_after(|text| text.replace("[NS-4210, NS-4212-W]", "[NS-4210]"));
    assert_eq!(
        taken,
        [r#"asvs-c:C.1/response/interface.console@NS-4212-W ["Closed by a fuse."] -> []"#]
    );
    let (_, dossier, added) = edits_after(|text| {
        format!("{text}- {{ what: remark, models: [NS-4210], answer: see V12 }}\n")
    });
    assert_eq!(added, [r#"asvs-c:C.1/remark@NS-4210 [] -> ["see V12"]"#]);
    assert_eq!((dossier.answers.len(), dossier.unstamped.len()), (4, 1));
}

#[test]
fn edits_by_hand_stay_when_something_else_is_written() {
    let (files, dossier, _) = edits_after(|text| {
        let text = text.replace("Not fitted.", "Fitted.");
        format!("{text}- {{ what: remark, models: [NS-4210], answer: see V12 }}\n")
    });
    let lines = [answer(
        "vendor",
        response("console", Some("NS-4210")),
        "Open.",
    )];
    write(&files, &dossier, &lines).unwrap();
    let again = load(&files, Path::new(DIR));
    assert_eq!(again.edits.len(), 2);
    assert_eq!(again.unstamped, dossier.unstamped);
    // When they are journalled, nothing is left to say.
    let fitted = dossier
        .answers
        .get(&response("uart", Some("NS-4210")))
        .unwrap();
    let remark = again.edits[0].key.clone();
    let lines = [
        (
            "vendor".into(),
            line(
                Cause::Edit,
                response("uart", Some("NS-4210")),
                Some(fitted.clone()),
            ),
        ),
        (
            "vendor".into(),
            line(
                Cause::Edit,
                remark,
                Some(Held::Value(value("see V12", "asha"))),
            ),
        ),
    ];
    write(&files, &again, &lines).unwrap();
    let last = load(&files, Path::new(DIR));
    assert!(last.edits.is_empty() && last.unstamped.is_empty());
    let causes: Vec<Cause> = last.journal.lines().iter().map(|one| one.cause).collect();
    assert_eq!(causes[4..], [Cause::Answer, Cause::Edit, Cause::Edit]);
    let before = &last.journal.lines()[5].change.before;
    assert!(
        before.as_ref().unwrap().values()[0]
            .value
            .starts_with("Not fitted.")
    );
}

#[test]
fn a_dossier_that_cannot_be_read_is_not_written() {
    let path = "nadi/answers/vendor/control/asvs-c/C.1.yaml";
    let elsewhere = "nadi/answers/laboratory/control/asvs-c/C.1.yaml";
    for (name, edit, expected) in [
        (path, "answers: [", "P0401"),
        (path, "control: asvs-c:C.2\n", "P0852"),
        (
            elsewhere,
            "control: asvs-c:C.1\nanswers:\n- { what: response, inventory: interface, entry: uart, models: [NS-4210], answer: a }\n",
            "P0851",
        ),
    ] {
        let files = Mortal::default();
        filled(&files);
        files.put(name, edit.as_bytes());
        let loaded = load_dossier(&files, &mut Sources::default(), Path::new(DIR));
        let found: Vec<String> = loaded.diagnostics.iter().map(shown).collect();
        assert!(found[0].starts_with(expected), "{found:?}");
        let dossier = loaded.value.unwrap();
        assert!(dossier.edits.is_empty());
        let refused = write(&files, &dossier, &changes()).unwrap_err();
        assert!(refused.starts_with("P0859"), "{refused}");
    }
}

#[test]
fn a_folder_that_is_no_dossier_is_said_to_be_none() {
    let files = Mortal::default();
    assert_eq!(faults(&files), ["P0701 `nadi/dossier.yaml` does not exist"]);
    filled(&files);
    files.put("nadi/journal/vendor.ndjson", b"{}\n");
    assert!(faults(&files)[0].starts_with("P0855"));
    files.put("nadi/dossier.yaml", b"dossier: 9\n");
    assert_eq!(
        faults(&files),
        ["P0850 this dossier has version `9`; this program reads version 1"]
    );
    let occupied = create_dossier(&files, Path::new(DIR), &head(), &[]).unwrap_err();
    assert!(shown(&occupied).contains("already contains a dossier"));
}

#[test]
fn files_that_stand_in_the_way_are_not_replaced() {
    let files = Mortal::default();
    let dossier = filled(&files);
    files.put("nadi/answers/vendor/procedure/debug-ports.yaml/x", b"");
    let before = files.texts();
    let refused = write(&files, &dossier, &changes()).unwrap_err();
    assert!(refused.ends_with("there is a folder"), "{refused}");
    assert_eq!(files.texts(), before);
}

#[test]
fn keys_that_differ_have_files_that_differ() {
    let files = Mortal::default();
    filled(&files);
    let keys = ["a+b", "a b", "a-b", "con", "x-con", "..", "a/b"];
    let key = |key: &str| AnswerKey {
        slot: Slot::of_product(SlotWord::Title).with(SlotPart::Evidence, key),
        model: None,
    };
    let lines: Vec<_> = keys
        .iter()
        .map(|one| answer("vendor", key(one), one))
        .collect();
    write(&files, &load(&files, Path::new(DIR)), &lines).unwrap();
    let dossier = load(&files, Path::new(DIR));
    for one in keys {
        let held = dossier.answers.get(&key(one)).unwrap();
        assert_eq!(held.values()[0].value, one);
    }
    let of_evidence = files.texts().into_keys();
    let of_evidence = of_evidence.filter(|path| path.starts_with("nadi/answers/vendor/evidence/"));
    assert_eq!(of_evidence.count(), keys.len());
}

#[test]
fn a_disk_does_as_the_memory_does() {
    let root = tempfile::tempdir().unwrap();
    let folder = root.path().join("a/nadi");
    create_dossier(&Disk, &folder, &head(), &[]).unwrap();
    let write = |lines: &[(Text, JournalLine)]| {
        let before = load(&Disk, &folder);
        let changes = DossierChanges {
            lines,
            ..DossierChanges::default()
        };
        write_dossier(&Disk, &folder, &before, &changes).unwrap();
    };
    write(&[answer("laboratory", observed("closed"), "no echo")]);
    write(&changes());
    let dossier = load(&Disk, &folder);
    assert_eq!(dossier.answers.len(), 2);
    let mut left: Vec<_> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|one| one.unwrap().file_name())
        .collect();
    left.sort();
    assert_eq!(left, ["answers", "dossier.yaml", "journal"]);
    // Two at once: each waits for the other, reads what it has written, or is told to begin anew.
    let ends = std::thread::scope(|scope| {
        let runs = [0, 1, 2, 3].map(|number| {
            let folder = &folder;
            scope.spawn(move || {
                let before = load(&Disk, folder);
                let lines = [answer("vendor", observed(&format!("c{number}")), "echo")];
                let changes = DossierChanges {
                    lines: &lines,
                    ..DossierChanges::default()
                };
                write_dossier(&Disk, folder, &before, &changes).is_ok()
            })
        });
        runs.map(|run| run.join().unwrap())
    });
    let made = ends.iter().filter(|made| **made).count();
    assert!(made > 0);
    assert_eq!(load(&Disk, &folder).answers.len(), 2 + made);
}

/// Two commands that register evidence at once: the second has read the register before the first wrote it.
#[test]
fn a_file_beside_answers_that_changed_since_it_was_read_is_not_replaced() {
    let files = Mortal::default();
    create_dossier(&files, Path::new(DIR), &head(), &[]).unwrap();
    let (first, second) = (load(&files, Path::new(DIR)), load(&files, Path::new(DIR)));
    let register = "evidence/vendor.yaml";
    let write = |before: &Dossier, read: &[(&str, Option<&str>)], new: &[(&str, &str)]| {
        let read = read
            .iter()
            .map(|(path, held)| ((*path).to_owned(), held.map(Digest::of)));
        let read: Vec<_> = read.collect();
        let new = new
            .iter()
            .map(|(path, text)| ((*path).to_owned(), Some(text.as_bytes().to_vec())));
        let new: Vec<_> = new.collect();
        let changes = DossierChanges {
            files: &new,
            read: &read,
            ..DossierChanges::default()
        };
        let outcome = write_dossier(&files, Path::new(DIR), before, &changes);
        outcome.map_err(|found| found.code.id)
    };
    let copy = "evidence/vendor/board.pdf";
    let nothing = [(register, None), (copy, None)];
    write(&first, &nothing, &[(register, "V1"), (copy, "one")]).unwrap();
    let before = files.texts();
    let late = write(&second, &nothing, &[(register, "V1 again"), (copy, "two")]);
    assert_eq!(late, Err("P0858"));
    assert_eq!(files.texts(), before);
    // A register that is as it was read, and a name that is taken meanwhile.
    let taken = [(register, Some("V1")), (copy, None)];
    let late = write(&second, &taken, &[(register, "V1 and V2"), (copy, "two")]);
    assert_eq!(late, Err("P0858"));
    assert_eq!(files.texts(), before);
    // Read again, it is written.
    let read = [(register, Some("V1"))];
    write(&second, &read, &[(register, "V1 and V2")]).unwrap();
    assert_eq!(files.texts()["nadi/evidence/vendor.yaml"], "V1 and V2");
    // Removed meanwhile counts as changed.
    files
        .remove(Path::new("nadi/evidence/vendor.yaml"))
        .unwrap();
    let gone = write(
        &second,
        &[(register, Some("V1 and V2"))],
        &[(register, "V1")],
    );
    assert_eq!(gone, Err("P0858"));
}

/// Makes up a change of one of a few answers.
fn any_change() -> impl Strategy<Value = (Text, JournalLine)> {
    let key = prop_oneof![
        ("[a-c]", proptest::option::of("[M-N]"))
            .prop_map(|(entry, model)| response(&entry, model.as_deref())),
        "[a-c]".prop_map(|case| observed(&case)),
    ];
    let values = proptest::collection::vec("[a-b]{1,2}|\\PC{1,8}", 0..3);
    let party = prop_oneof![Just("vendor"), Just("laboratory")];
    let cause = (0..Cause::ALL.len()).prop_map(|place| Cause::ALL[place]);
    (key, values, party, cause).prop_map(|(key, values, party, cause)| {
        let values = values.iter().map(|text| value(text, "asha"));
        (party.into(), line(cause, key, Held::gather(values)))
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_dossier_holds_what_its_changes_lead_to(
        commands in proptest::collection::vec(proptest::collection::vec(any_change(), 0..6), 0..6),
    ) {
        let files = Mortal::default();
        create_dossier(&files, Path::new(DIR), &head(), &[]).unwrap();
        let mut expected = BTreeMap::new();
        for lines in commands {
            write(&files, &load(&files, Path::new(DIR)), &lines).unwrap();
            for (party, line) in lines {
                match line.change.after {
                    Some(held) => drop(expected.insert(line.change.key, (party, held))),
                    None => drop(expected.remove(&line.change.key)),
                }
            }
            let dossier = load(&files, Path::new(DIR));
            prop_assert!(dossier.edits.is_empty());
            prop_assert_eq!(dossier.answers.len(), expected.len());
            for (key, (party, held)) in &expected {
                prop_assert_eq!(dossier.answers.get(key), Some(held));
                prop_assert_eq!(dossier.party(key), Some(party));
            }
            for pair in dossier.journal.lines().windows(2) {
                prop_assert!(pair[0].change != pair[1].change);
            }
        }
    }
}
