//! An import writes answers, journal, head, product file, package and what it sets aside: all of it, or nothing.

use std::collections::BTreeMap;
use std::path::Path;

use praman::answers::{
    Cause, Content, Digest, Exchange, Exchanged, GivenUp, Head, Person, Received, Sent, SentAnswer,
    SetAside, Shared, Timestamp, Told, Unit, Unplaced, UnplacedField, Version,
};
use praman::intake::render_aside;
use praman::project::{Dossier, DossierChanges, write_dossier};
use praman::source::Text;

use super::mortal::{Fault, Mortal};
use super::{DIR, answer, faults, filled, head, load, observed, response, shown, value};

/// The writes of an import, of which each is made to fail: more than there are.
const WRITES: usize = 90;

fn exchange(what: Exchanged) -> Exchange {
    Exchange {
        when: Timestamp::read("2026-11-29T10:11:12Z").unwrap(),
        who: "asha".into(),
        command: 0,
        what,
    }
}

fn received() -> Exchanged {
    Exchanged::Received(Received {
        file: "received/1-laboratory.praman".into(),
        sha256: "00".repeat(32),
        from: "laboratory".into(),
        made: Timestamp::read("2026-11-29T10:00:00Z").unwrap(),
        number: 3,
        journal: "11".repeat(32),
        product: true,
        lineage: vec!["0d".to_owned(), "0e".to_owned()],
        files: vec!["evidence/laboratory.yaml".into()],
    })
}

/// What the laboratory tells of a result that it changed.
fn told() -> Told {
    let content = |text: &str| {
        let answer = (observed("closed"), value(text, "ravi"));
        [answer].into_iter().collect::<Content>()
    };
    Told {
        unit: Unit::of(&observed("closed")),
        contents: vec![(2, content("echo"))],
        over: vec![GivenUp {
            round: 1,
            reading: content("no echo").reading(),
        }],
    }
}

fn aside() -> SetAside {
    let key = response("door", Some("NS-4210"));
    SetAside {
        from: "laboratory".into(),
        why: "nothing asks for it here".into(),
        what: Unplaced::Sent(Sent {
            unit: Unit::of(&key),
            contents: vec![(
                1,
                vec![SentAnswer {
                    key,
                    value: "a \"b\"\n  c: é\n".into(),
                    by: "ravi".into(),
                    to_review: true,
                }],
            )],
            over: Vec::new(),
        }),
    }
}

/// A field of a page, of a slot that is known here no more.
fn aside_field() -> SetAside {
    SetAside {
        from: "vendor".into(),
        why: "nothing asks for it here".into(),
        what: Unplaced::Field(UnplacedField {
            slot: "asvs-c:C.1/response/chip.gone@NS-4210".into(),
            value: "a \"b\"\n  c: é\n".into(),
            by: "asha".into(),
            meaning: Digest::NONE,
            base: vec![Version {
                round: 3,
                content: Digest::of("a"),
            }],
        }),
    }
}

fn new_head() -> Head {
    let mut head = head();
    head.people.insert(
        "meera".into(),
        Person {
            name: "Meera Iyer".into(),
            party: "assessor".into(),
            email: None,
        },
    );
    head
}

fn import(files: &Mortal, before: &Dossier) -> Result<(), String> {
    let mut entries = vec![
        answer("vendor", response("uart", Some("NS-4210")), "Edited."),
        answer("laboratory", observed("closed"), "echo"),
    ];
    entries[0].1.cause = Cause::Edit;
    entries[1].1.cause = Cause::Import;
    let held = value("echo", "ravi");
    entries[1].1.change.after = praman::answers::Held::gather([held]);
    let exchanges = [
        (1, exchange(received())),
        (1, exchange(Exchanged::Learned(told()))),
    ];
    let bytes = |text: &str| Some(text.as_bytes().to_vec());
    let others: [(Text, _); 4] = [
        (
            "evidence/laboratory.yaml".into(),
            bytes("register: laboratory\n"),
        ),
        ("received/1-laboratory.praman".into(), bytes("PK")),
        (
            "aside.yaml".into(),
            bytes(&render_aside([&aside(), &aside_field()])),
        ),
        ("product.yaml".into(), bytes("product: { name: Lamp }\n")),
    ];
    let others = others.map(|(path, bytes)| (path.to_string(), bytes));
    let head = new_head();
    let changes = DossierChanges {
        lines: &entries,
        exchanges: &exchanges,
        head: Some(&head),
        files: &others,
        ..DossierChanges::default()
    };
    write_dossier(files, Path::new(DIR), before, &changes).map_err(|found| shown(&found))
}

fn before_and_after() -> [BTreeMap<String, String>; 2] {
    let files = Mortal::default();
    let dossier = filled(&files);
    let before = files.texts();
    import(&files, &dossier).unwrap();
    [before, files.texts()]
}

#[test]
fn what_an_import_wrote_is_read_again() {
    let files = Mortal::default();
    import(&files, &filled(&files)).unwrap();
    let dossier = load(&files, Path::new(DIR));
    assert!(dossier.edits.is_empty());
    assert_eq!(dossier.head, new_head());
    assert_eq!(dossier.aside, [aside(), aside_field()]);
    assert_eq!(dossier.journal.received().count(), 1);
    let history = dossier.history();
    assert_eq!(history.answers(), dossier.answers);
    assert!(history.knows(&told()));
    // The edit by hand is a command before the import.
    let entries = dossier.journal.lines();
    let commands: Vec<usize> = entries.iter().map(|entry| entry.command).collect();
    assert_eq!(commands, [1, 1, 1, 1, 2, 3]);
    assert_eq!(dossier.journal.last_command(), 3);
}

#[test]
fn an_import_that_is_killed_or_fails_anywhere_is_made_or_not_made() {
    let [before, after] = before_and_after();
    let mut ends = [0, 0];
    for (write, fault) in (0..WRITES).flat_map(|one| {
        [
            (one, Fault::Killed),
            (one, Fault::Fails),
            (one, Fault::FailsAndIsKilled(2)),
        ]
    }) {
        let files = Mortal::default();
        let dossier = filled(&files);
        files.fail_at(Some((write, fault)));
        let outcome = import(&files, &dossier);
        files.fail_at(None);
        load(&files, Path::new(DIR));
        let is_after = files.texts() == after;
        assert!(is_after || files.texts() == before, "{fault:?} at {write}");
        assert!(is_after || outcome.is_err(), "{fault:?} at {write}");
        ends[usize::from(is_after)] += 1;
    }
    assert!(ends.iter().all(|end| *end > 10), "{ends:?}");
}

/// What was sent is told by a later package only as far as it was shared.
#[test]
fn what_was_shared_is_known_again() {
    let files = Mortal::default();
    let dossier = filled(&files);
    let hidden = response("uart", Some("NS-4210"));
    let shared = Exchanged::Shared(Shared {
        to: "laboratory".into(),
        product: Some("0f".to_owned()),
        salt: "5".repeat(32),
        withheld: vec![Unit::of(&hidden)],
    });
    let changes = DossierChanges {
        exchanges: &[(0, exchange(shared))],
        ..DossierChanges::default()
    };
    write_dossier(&files, Path::new(DIR), &dossier, &changes).unwrap();
    let entries = [
        answer("vendor", hidden.clone(), "Changed."),
        answer("laboratory", observed("closed"), "changed"),
    ];
    super::write(&files, &load(&files, Path::new(DIR)), &entries).unwrap();
    let history = load(&files, Path::new(DIR)).history();
    let told = history.told(praman::merge::Past::Shared, |_| true);
    let over = |key| {
        let mut told = told.iter().filter(|told| told.unit == Unit::of(&key));
        told.next().map(|told| told.over.len())
    };
    assert_eq!((over(hidden), over(observed("closed"))), (Some(0), Some(1)));
}

#[test]
fn a_garbled_line_of_an_exchange_is_reported() {
    let files = Mortal::default();
    import(&files, &filled(&files)).unwrap();
    let path = "nadi/journal/vendor.ndjson";
    let text = files.texts().remove(path).unwrap();
    for (from, to, code) in [
        ("\"made\":\"2026", "\"made\":\"soon", "P0855"),
        ("\"round\":2", "\"round\":0", "P0855"),
        ("\"file\":\"received/1", "\"file\":\"received/2", "P0856"),
        ("\"received\":", "\"recieved\":", "P0855"),
    ] {
        let garbled = text.replacen(from, to, 1);
        assert_ne!(garbled, text, "{from}");
        files.put(path, garbled.as_bytes());
        let found = faults(&files);
        assert!(
            found.iter().any(|one| one.starts_with(code)),
            "{from}: {found:?}"
        );
    }
    files.put(path, text.as_bytes());
    files.put(
        "nadi/aside.yaml",
        b"aside:\n- { from: a, why: b, sent: c }\n",
    );
    assert!(faults(&files).iter().any(|one| one.starts_with("P0893")));
}
