//! The files of a dossier as text: what is read from them, what is said of those that are wrong, and that what is written is
//! read again as it was.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may stop where its own data is wrong"
)]

#[path = "intake/tables.rs"]
mod tables;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use praman::answers::{
    AnswerKey, Cause, Change, Digest, DossierId, Filled, Held, Item, JournalLine, Timestamp,
    histories, replay,
};
use praman::diag::Diagnostics;
use praman::intake::{
    Comments, HeldDraft, Journal, read_answers, read_head, render_answers, render_head,
};
use praman::model::{Slot, SlotPart, SlotWord};
use praman::source::{Sources, Text};
use proptest::prelude::*;

/// Prints what is wrong: the line, the text at fault, the message and the advice.
fn wrong(sources: &Sources, diagnostics: &Diagnostics) -> String {
    let mut out = String::new();
    for one in diagnostics.iter() {
        let place = one.place().unwrap();
        let file = sources.get(place.file).unwrap();
        let line = sources.line_column(place).unwrap().line;
        let shown = file.slice(place.span).lines().next().unwrap_or_default();
        let severity = one.severity().word();
        let _ = writeln!(out, "{severity} {} line {line} `{shown}`", one.code);
        let _ = writeln!(out, "  {}", one.message);
        for label in &one.secondary {
            let line = sources.line_column(label.place).unwrap().line;
            let _ = writeln!(out, "  line {line}: {}", label.text);
        }
        if let Some(help) = &one.help {
            let _ = writeln!(out, "  help: {help}");
        }
    }
    out
}

fn check(name: &str, text: &str) -> String {
    let mut sources = Sources::default();
    let file = sources.add(name, text);
    let (diagnostics, understood) = if name.starts_with("dossier") {
        let read = read_head(file, text);
        (read.diagnostics, read.value.map(|head| render_head(&head)))
    } else {
        let read = read_answers(file, text);
        let drafts = read.value.map(|draft| {
            let answers = draft.answers.iter();
            render_answers(
                &draft.item,
                answers.map(|(key, (held, _))| (key, held)),
                &draft.comments,
            )
        });
        (read.diagnostics, drafts)
    };
    format!(
        "{text}--- found wrong\n{}--- understood\n{}",
        wrong(&sources, &diagnostics),
        understood.unwrap_or_default()
    )
}

#[test]
fn files_of_a_dossier_are_read_and_mistakes_point_at_their_lines() {
    insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false, snapshot_path => "intake/snapshots" }, {
        insta::glob!("intake/*.yaml", |path| {
            let text = std::fs::read_to_string(path).unwrap();
            let name = path.file_name().unwrap().to_string_lossy();
            insta::assert_snapshot!("intake", check(&name, &text));
        });
    });
}

/// Reads answers in which nothing is wrong.
fn read(text: &str) -> (Item, BTreeMap<AnswerKey, HeldDraft>) {
    let mut sources = Sources::default();
    let file = sources.add("answers.yaml", text);
    let read = read_answers(file, text);
    assert_eq!(wrong(&sources, &read.diagnostics), "", "{text}");
    let draft = read.value.unwrap();
    let answers = draft.answers.into_iter();
    let answers = answers.map(|(key, (held, _))| (key, held));
    (draft.item, answers.collect())
}

#[test]
fn what_notepad_does_to_a_file_changes_nothing() {
    let text = include_str!("intake/good.yaml").replace("\r\n", "\n");
    let notepad = format!("\u{feff}{}", text.replace('\n', "\r\n"));
    assert_eq!(read(&notepad), read(&text));
    let (item, answers) = read(&text);
    assert_eq!(render_answers(&item, &answers, &Comments::default()), text);
}

#[test]
fn an_answer_that_was_emptied_is_none() {
    let (_, answers) = read("answers:\n- { what: plan, answer: }\n- { what: title, answer: '' }\n");
    assert!(answers.is_empty());
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z0-9._-]{1,12}",
        "\\PC{1,40}",
        "([ a-z#:|>'\"-]{0,12}[\n\t]){0,6}[ a-z]{1,6}",
        "[\\x00-\\x20\\x7f-\\u{a0}\\u{85}\\u{2028}\\u{feff}\\u{202e}a-c\r\n]{1,12}",
        Just("null".to_owned()),
        Just("~".to_owned()),
        Just("---".to_owned()),
        Just("line\n".to_owned()),
        Just("\n".to_owned()),
    ]
}

fn filled() -> impl Strategy<Value = Filled> {
    let on = proptest::option::of(0..3_u8);
    (text(), 0..3_u8, on, "[a-z]{1,3}").prop_map(|(value, number, on, by)| Filled {
        value,
        meaning: Digest::of(&number.to_string()),
        wording: Digest::of("wording"),
        on: on.map(|on| Digest::of(&on.to_string())),
        by,
    })
}

fn held() -> impl Strategy<Value = Held> {
    let values = proptest::collection::vec(filled(), 1..4);
    values.prop_map(|values| Held::gather(values).unwrap())
}

/// Makes a key about one of a few items, so that many answers are in one file.
fn key() -> impl Strategy<Value = AnswerKey> {
    let parts = proptest::collection::vec((0..SlotPart::ALL.len(), key_text()), 0..4);
    let control = proptest::option::of("[a-b]:[a-b]");
    let what = 0..SlotWord::ALL.len();
    let model = proptest::option::of(key_text());
    (what, control, parts, model).prop_map(|(what, control, parts, model)| {
        let mut slot = match control {
            Some(control) => Slot::of_control(&control.into(), SlotWord::ALL[what]),
            None => Slot::of_product(SlotWord::ALL[what]),
        };
        for (part, text) in parts {
            slot = slot.with(SlotPart::ALL[part], text);
        }
        let model = model.map(Text::from);
        AnswerKey { slot, model }
    })
}

fn key_text() -> impl Strategy<Value = String> {
    prop_oneof![4 => "[a-b]", 1 => "[a-c .,:\\[\\]{}#&*!|>'\"%@`-]{1,4}", 1 => text()]
}

fn answers() -> impl Strategy<Value = BTreeMap<AnswerKey, Held>> {
    let alike = (key(), held(), proptest::collection::vec("[A-D]", 0..4));
    let many = proptest::collection::vec(alike, 0..12);
    many.prop_map(|many| {
        let mut answers = BTreeMap::new();
        for (key, held, models) in many {
            for model in models {
                let model = Some(model.into());
                let slot = key.slot.clone();
                answers.insert(AnswerKey { slot, model }, held.clone());
            }
            answers.insert(key, held);
        }
        answers
    })
}

proptest! {
    #[test]
    fn answers_are_read_as_they_were_written(answers in answers()) {
        let mut items: BTreeMap<Item, BTreeMap<AnswerKey, HeldDraft>> = BTreeMap::new();
        for (key, held) in &answers {
            let item = items.entry(key.item()).or_default();
            item.insert(key.clone(), held.into());
        }
        for (item, answers) in items {
            let text = render_answers(&item, &answers, &Comments::default());
            let (again, drafts) = read(&text);
            prop_assert_eq!(&again, &item);
            prop_assert_eq!(&drafts, &answers);
            prop_assert_eq!(render_answers(&again, &drafts, &Comments::default()), text);
        }
    }

    #[test]
    fn answers_that_anybody_writes_never_stop_the_reader(text in "[ \\-a-z:\n\\[\\]{}|,#]{0,80}") {
        let mut sources = Sources::default();
        let text = format!("control: c:1\nanswers:\n- what: response\n  {text}");
        let file = sources.add("answers.yaml", text.as_str());
        let read = read_answers(file, &text);
        wrong(&sources, &read.diagnostics);
    }

    #[test]
    fn a_journal_is_read_as_it_was_written(
        changes in proptest::collection::vec(
            (key(), proptest::option::of(held()), proptest::option::of(text())), 0..8),
    ) {
        let id = DossierId::new([9; 16]);
        let (mut journal, mut recorded) = (Journal::new(id), BTreeMap::new());
        for (number, (key, after, why)) in changes.into_iter().enumerate() {
            let before = match &after {
                Some(held) => recorded.insert(key.clone(), held.clone()),
                None => recorded.remove(&key),
            };
            journal.append(JournalLine {
                when: Timestamp::read("2026-11-29T10:11:12Z").unwrap(),
                who: "asha".into(),
                command: number + 1,
                cause: Cause::ALL[number % Cause::ALL.len()],
                change: Change { key, before, after },
                why,
            });
        }
        let file = Sources::default().add("vendor.ndjson", journal.text());
        let again = Journal::read(id, file, journal.text());
        prop_assert!(again.diagnostics.is_empty());
        prop_assert_eq!(&again.value, &journal);
        prop_assert_eq!(replay(journal.lines()), recorded.clone().into_iter().collect());
        let histories = histories(journal.lines());
        for (key, held) in &recorded {
            let history = histories.get(key).unwrap();
            prop_assert!(held.values().iter().all(|value| history.contains(value)));
        }
    }

    #[test]
    fn a_change_of_a_journal_is_found(at in 0..1_000_usize, letter in "[ -~]") {
        let id = DossierId::new([9; 16]);
        let text = three_lines(id);
        // What the last line says is vouched for by nothing yet.
        let open = text.trim_end().rfind('\n').unwrap();
        let at = at % open;
        let altered = [&text[..at], &letter, &text[at + 1..]].concat();
        let file = Sources::default().add("vendor.ndjson", altered.as_str());
        let read = Journal::read(id, file, &altered);
        prop_assert_eq!(read.diagnostics.is_empty(), altered == text);
    }
}

/// Writes a journal of three lines, in letters of one byte.
fn three_lines(id: DossierId) -> String {
    let mut journal = Journal::new(id);
    for value in ["one", "two", "three"] {
        let slot = Slot::of_product(SlotWord::Plan);
        let after = Filled {
            value: value.into(),
            meaning: Digest::of("meaning"),
            wording: Digest::of("wording"),
            on: None,
            by: "asha".into(),
        };
        journal.append(JournalLine {
            when: Timestamp::read("2026-11-29T10:11:12Z").unwrap(),
            who: "asha".into(),
            command: 1,
            cause: Cause::Answer,
            change: Change {
                key: AnswerKey { slot, model: None },
                before: None,
                after: Some(Held::Value(after)),
            },
            why: None,
        });
    }
    journal.text().to_owned()
}

#[test]
fn a_journal_of_another_dossier_is_none_of_this_one() {
    let text = three_lines(DossierId::new([9; 16]));
    let file = Sources::default().add("vendor.ndjson", text.as_str());
    let read = Journal::read(DossierId::new([8; 16]), file, &text);
    let found: Vec<&str> = read.diagnostics.iter().map(|one| one.code.id).collect();
    assert_eq!(found, ["P0856"]);
    let ends = text.replace('\n', "\r\n");
    let read = Journal::read(DossierId::new([9; 16]), file, &ends);
    assert!(read.diagnostics.is_empty() && read.value.text() == text);
}
