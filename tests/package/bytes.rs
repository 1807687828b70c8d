//! Bytes to a package, and back.

use std::collections::BTreeMap;

use praman::answers::{AnswerKey, Change, Digest, DossierId, Filled, Head, Held, Timestamp};
use praman::intake::{
    Limits, Manifest, Package, check_package, read_package, read_told, render_package, render_told,
};
use praman::merge::{History, Past};
use praman::model::{Slot, SlotPart, SlotWord};

pub const NAME: &str = "from-lab.praman";

pub fn manifest() -> Manifest {
    Manifest {
        products: Vec::new(),
        scheme: None,
        dossier: DossierId::new([7; 16]),
        edition: "iotscs@2024-03".into(),
        level: "basic".into(),
        lead: "NS-4210".into(),
        from: "laboratory".into(),
        to: "vendor".into(),
        when: Timestamp::read("2026-11-29T10:11:12Z").unwrap(),
        number: 3,
        journal: "0b1f".into(),
    }
}

pub fn package() -> Package {
    let files = [
        ("product.yaml", "product: { name: \"Lamp\" }\n"),
        ("evidence/vendor/caf\u{e9}.pdf", "%PDF"),
        ("answers.ndjson", ""),
    ];
    let files = files.map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec()));
    Package {
        manifest: manifest(),
        files: BTreeMap::from(files),
    }
}

/// Returns the code of what is wrong with a package and the message, in one line.
pub fn refused(bytes: &[u8], limits: &Limits) -> String {
    match read_package(NAME, bytes, limits) {
        Ok(_) => "read".to_owned(),
        Err(report) => format!("{} {}", report.code, report.message),
    }
}

#[test]
fn a_package_is_read_as_it_was_written() {
    let package = package();
    let bytes = render_package(NAME, &package).unwrap();
    assert_eq!(
        read_package(NAME, &bytes, &Limits::default()).unwrap(),
        package
    );
    assert_eq!(render_package(NAME, &package).unwrap(), bytes);
}

/// The bytes hang on no clock, no machine and no order: they are the same for ever, or the change is wanted.
#[test]
fn a_package_has_the_same_bytes_everywhere() {
    let bytes = render_package(NAME, &package()).unwrap();
    assert_eq!(
        Digest::of(&format!("{bytes:?}")).to_string(),
        "6752c03d39f6c1f4ae8795d497d54893"
    );
}

fn head() -> Head {
    Head {
        id: DossierId::new([7; 16]),
        holder: "vendor".into(),
        edition: "iotscs@2024-03".into(),
        level: "basic".into(),
        lead: "NS-4210".into(),
        people: BTreeMap::new(),
        events: Vec::new(),
    }
}

/// Says what is wrong with the package for a folder.
fn wrong(change: impl Fn(&mut Head)) -> Vec<String> {
    let mut head = head();
    change(&mut head);
    let found = check_package(NAME, &package().manifest, &head);
    let shown = found
        .iter()
        .map(|one| format!("{} {}", one.code, one.message));
    shown.collect()
}

#[test]
fn a_package_belongs_to_one_dossier_edition_and_party() {
    assert_eq!(wrong(|_| {}), [""; 0]);
    assert_eq!(
        wrong(|head| head.id = DossierId::new([8; 16])),
        [
            "P0885 `from-lab.praman` belongs to the dossier 07070707070707070707070707070707, and this folder to \
             08080808080808080808080808080808"
        ]
    );
    assert_eq!(
        wrong(|head| {
            head.level = "high".into();
            head.holder = "assessor".into();
        }),
        [
            "P0886 `from-lab.praman` is of the level `basic` (here `high`)",
            "P0887 `from-lab.praman` was made for `vendor`, and this is the folder of `assessor`"
        ]
    );
    assert_eq!(wrong(|head| head.holder = "laboratory".into()), [""; 0]);
}

#[test]
fn what_is_told_is_read_as_it_was_written() {
    let slot = Slot::of_product(SlotWord::Result).with(SlotPart::Procedure, "debug-ports");
    let mut history = History::default();
    for (what, value) in [
        (SlotWord::Result, "fail"),
        (SlotWord::Result, "pass"),
        (SlotWord::Observed, "closed\n\u{1F600} \"quoted\""),
    ] {
        let filled = Filled {
            value: value.into(),
            meaning: Digest::of("meaning"),
            wording: Digest::of("wording"),
            on: (value == "pass").then(|| Digest::of("on")),
            by: "asha".into(),
        };
        let key = AnswerKey {
            slot: slot.beside(what),
            model: Some("NS-4210".into()),
        };
        history.record(&Change {
            before: history.held(&key),
            key,
            after: Some(Held::Value(filled)),
        });
    }
    let told = history.told(Past::Whole, |_| true);
    let text = render_told(&told);
    assert_eq!(text.lines().count(), 1);
    assert_eq!(read_told(&text).unwrap(), told);
    let elsewhere = text.replacen("\"result\"", "\"verdict\"", 1);
    assert_eq!(
        read_told(&elsewhere).unwrap_err(),
        "line 1 cannot be read: its answers are not of its unit, or a round is out of bounds"
    );
}
