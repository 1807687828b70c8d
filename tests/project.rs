//! Loading schemes and writing results, on file systems in memory and on a disk.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may stop where its own data is wrong"
)]

#[path = "project/failing.rs"]
mod failing;

use std::collections::BTreeMap;
use std::path::Path;

use praman::diag::Diagnostics;
use praman::project::{
    Disk, FileSystem, MANIFEST, Memory, OutputFile, Written, load_scheme, load_text, shipped,
    write_results,
};
use praman::source::Sources;

use failing::Failing;

const OUT: &str = "build/out";

fn results(list: &[(&str, &str)]) -> Vec<OutputFile> {
    let make = |(path, text): &(&str, &str)| OutputFile {
        path: (*path).to_owned(),
        bytes: text.as_bytes().to_vec(),
    };
    list.iter().map(make).collect()
}

fn write(files: &Failing, list: &[(&str, &str)]) -> Result<Written, Vec<String>> {
    write_results(files, Path::new(OUT), &results(list)).map_err(messages)
}

fn messages(diagnostics: Diagnostics) -> Vec<String> {
    let show = |one: praman::diag::Diagnostic| format!("{} {}", one.code, one.message);
    diagnostics.into_iter().map(show).collect()
}

fn texts(files: &Failing) -> BTreeMap<String, String> {
    let mut texts = files.texts();
    texts.remove(&format!("{OUT}/{MANIFEST}"));
    texts
}

fn text(files: &Failing, path: &str) -> Option<String> {
    files.texts().get(&format!("{OUT}/{path}")).cloned()
}

#[test]
fn results_are_written_into_folders_that_are_made() {
    let files = Failing::default();
    let written = write(&files, &[("plan/plan.md", "plan"), ("f04.html", "form")]).unwrap();
    assert_eq!(written.written, ["f04.html", "plan/plan.md"]);
    assert_eq!(text(&files, "plan/plan.md").unwrap(), "plan");
    insta::assert_snapshot!(text(&files, MANIFEST).unwrap(), @r#"
    {
      "about": "Written by praman: the results in this folder, as they were written. A result with another hash was changed by hand and is not replaced.",
      "files": {
        "f04.html": "07397d633f25a7101990a75864ae03d5a3b9ac07c4ed6accbc52cbfd7d7c13b4",
        "plan/plan.md": "64879f7d6b960a01909762d911a32d4582c20010c5641ee90278b644a9e3b525"
      }
    }
    "#);
}

#[test]
fn what_is_the_same_is_not_touched_and_what_is_ours_is_replaced() {
    let files = Failing::default();
    write(&files, &[("a.md", "one"), ("b.md", "same")]).unwrap();
    let again = write(&files, &[("a.md", "two"), ("b.md", "same")]).unwrap();
    assert_eq!(again.written, ["a.md"]);
    assert_eq!(again.unchanged, ["b.md"]);
    // Nothing to do needs no right to write.
    files.close_folder(OUT);
    let third = write(&files, &[("a.md", "two"), ("b.md", "same")]).unwrap();
    assert!(third.written.is_empty());
}

#[test]
fn what_a_person_changed_or_made_is_not_replaced() {
    let files = Failing::default();
    write(&files, &[("a.md", "one"), ("b.md", "one")]).unwrap();
    files.put("build/out/a.md", b"one, and notes of the tester");
    files.put("build/out/c.md", b"my own");
    files.put("build/out/d.md/x", b"in a folder");
    let before = files.texts();
    let new = [
        ("a.md", "two"),
        ("b.md", "two"),
        ("c.md", "two"),
        ("d.md", "two"),
    ];
    assert_eq!(
        write(&files, &new).unwrap_err(),
        [
            "P0707 `build/out/a.md` was changed since it was written, and would be replaced",
            "P0708 `build/out/c.md` stands where a result would be written",
            "P0708 `build/out/d.md` stands where a result would be written",
        ]
    );
    assert_eq!(files.texts(), before, "nothing was written");
    // What a person changed into the very same text is no conflict.
    files.put("build/out/a.md", b"two");
    files.remove(Path::new("build/out/c.md")).unwrap();
    let written = write(&files, &[("a.md", "two"), ("b.md", "two"), ("c.md", "two")]).unwrap();
    assert_eq!(written.written, ["b.md", "c.md"]);
}

#[test]
fn results_of_earlier_runs_stay_and_can_be_made_again() {
    let files = Failing::default();
    write(&files, &[("a.md", "one"), ("b.md", "one"), ("c.md", "one")]).unwrap();
    files.put("build/out/c.md", b"changed");
    let second = write(&files, &[("a.md", "two")]).unwrap();
    assert_eq!(second.stale, ["b.md"]);
    assert_eq!(text(&files, "b.md").unwrap(), "one");
    write(&files, &[("b.md", "two")]).unwrap();
    assert_eq!(write(&files, &[("c.md", "two")]).unwrap_err().len(), 1);
}

#[test]
fn a_full_disk_leaves_everything_as_it_was() {
    let new = [
        ("a.md", "new text"),
        ("sub/deep/b.md", "new text"),
        ("c.md", "new text"),
    ];
    for room in 0..400 {
        let files = Failing::default();
        write(&files, &[("a.md", "old")]).unwrap();
        let before = files.texts();
        files.set_room(room);
        match write(&files, &new) {
            Ok(_) => return assert!(room > 24, "three texts and the list need more"),
            Err(messages) => {
                assert!(messages[0].starts_with("P0709 `build/out/"), "{messages:?}");
                assert!(messages[0].ends_with("cannot be written: the disk is full"));
            }
        }
        assert_eq!(files.texts(), before, "with room for {room} bytes");
        assert_eq!(files.kind(Path::new("build/out/sub")).unwrap(), None);
    }
}

#[test]
fn a_folder_that_is_not_writable_leaves_everything_as_it_was() {
    let files = Failing::default();
    files.put("build/product.yaml", b"");
    files.close_folder("build");
    assert_eq!(
        write(&files, &[("a.md", "text")]).unwrap_err(),
        ["P0709 `build/out/a.md` cannot be written: permission denied"]
    );
    assert_eq!(files.texts().len(), 1);
}

#[test]
fn a_file_that_another_program_holds_open_leaves_everything_as_it_was() {
    let files = Failing::default();
    write(&files, &[("a.md", "one"), ("m/b.docx", "one")]).unwrap();
    let before = files.texts();
    files.lock_file("build/out/m/b.docx");
    let new = [
        ("a.md", "two"),
        ("new.md", "two"),
        ("m/b.docx", "two"),
        ("z.md", "two"),
    ];
    assert_eq!(
        write(&files, &new).unwrap_err(),
        ["P0709 `build/out/m/b.docx` cannot be written: permission denied"]
    );
    assert_eq!(files.texts(), before);
}

#[test]
fn names_of_results_cannot_lead_elsewhere() {
    let files = Failing::default();
    for hostile in [
        "../x",
        "/etc/x",
        "a/../../x",
        "<script>",
        ".praman-manifest.json",
        "a\\b",
        "",
        "x\u{202e}",
    ] {
        let messages = write(&files, &[("ok.md", "text"), (hostile, "text")]).unwrap_err();
        assert!(messages[0].starts_with("P0706"), "{messages:?}");
        assert!(!messages[0].contains('\u{202e}'));
    }
    for twice in [["a.md", "A.md"], ["a", "a/b"]] {
        let list = twice.map(|path| (path, "text"));
        assert!(write(&files, &list).unwrap_err()[0].starts_with("P0706"));
    }
    assert!(texts(&files).is_empty());
}

#[test]
fn a_broken_list_of_results_is_an_error() {
    for broken in ["", "{", "[]", "{\"files\": {\"a\": 1}}"] {
        let files = Failing::default();
        files.put("build/out/.praman-manifest.json", broken.as_bytes());
        let messages = write(&files, &[("a.md", "text")]).unwrap_err();
        assert!(messages[0].starts_with("P0710"), "{messages:?}");
    }
    let files = Failing::default();
    files.put(OUT, b"a file");
    assert!(write(&files, &[("a.md", "text")]).unwrap_err()[0].starts_with("P0708"));
}

#[test]
fn a_disk_does_as_the_memory_does() {
    let root = tempfile::tempdir().unwrap();
    let out = root.path().join("a/b");
    let list = results(&[("x.md", "one"), ("sub/y.md", "one")]);
    write_results(&Disk, &out, &list).unwrap();
    let again = write_results(&Disk, &out, &list).unwrap();
    assert_eq!(again.unchanged, ["sub/y.md", "x.md"]);
    write_results(
        &Disk,
        &out,
        &results(&[("x.md", "two"), ("sub/y.md", "one")]),
    )
    .unwrap();
    assert_eq!(std::fs::read_to_string(out.join("x.md")).unwrap(), "two");
    std::fs::write(out.join("x.md"), "mine").unwrap();
    assert!(write_results(&Disk, &out, &list).is_err());
    let mut left: Vec<_> = std::fs::read_dir(&out)
        .unwrap()
        .map(|one| one.unwrap().file_name())
        .collect();
    left.sort();
    assert_eq!(left, [MANIFEST, "sub", "x.md"]);
    // A result that stands in the way of a folder, and a folder that cannot be made.
    let blocked = results(&[("x.md/z.md", "one"), ("other/z.md", "one")]);
    assert!(write_results(&Disk, &out, &blocked).is_err());
    assert!(!out.join("other").exists());
}

#[cfg(unix)]
#[test]
fn results_can_be_read_by_whom_the_user_lets() {
    use std::os::unix::fs::PermissionsExt;
    let root = tempfile::tempdir().unwrap();
    std::fs::write(root.path().join("plain"), "x").unwrap();
    write_results(&Disk, root.path(), &results(&[("x.md", "one")])).unwrap();
    let mode = |name: &str| {
        std::fs::metadata(root.path().join(name))
            .unwrap()
            .permissions()
            .mode()
    };
    assert_eq!(mode("x.md"), mode("plain"));
}

fn load(files: &dyn FileSystem, root: &str) -> (Vec<String>, Vec<String>) {
    let mut sources = Sources::default();
    let loaded = load_scheme(files, &mut sources, Path::new(root));
    let paths = loaded
        .value
        .iter()
        .map(|tree| sources.get(tree.file).unwrap().path().to_owned());
    let paths = paths.collect();
    let found = loaded.diagnostics.iter();
    let place = |one: &praman::diag::Diagnostic| {
        one.place()
            .and_then(|place| sources.locate(place))
            .unwrap_or_default()
    };
    let shown = found.map(|one| format!("{} {} {}", one.code, place(one), one.message));
    (paths, shown.collect())
}

#[test]
fn files_of_a_scheme_are_found_and_taken_in_order() {
    let party = b"party x \"X\"\n".as_slice();
    let files = Memory::new([
        ("requirements/b.prm", party),
        ("requirements/a/z.prm", party),
        ("requirements/a/.hidden.prm", party),
        ("requirements/notes.md", party),
        ("levels/l.prm", party),
        ("elsewhere/x.prm", party),
    ]);
    let all = ["levels/l.prm", "requirements/a/z.prm", "requirements/b.prm"];
    assert_eq!(load(&files, "."), (all.map(str::to_owned).to_vec(), vec![]));
    assert_eq!(load(&files, "./elsewhere/").0, ["elsewhere/x.prm"]);
    assert_eq!(load(&files, "requirements/b.prm").0, ["requirements/b.prm"]);
    assert_eq!(
        load(&files, "nowhere").1,
        ["P0701  `nowhere` does not exist"]
    );
    let empty = Memory::new([("x/readme.md", party)]);
    assert_eq!(load(&empty, "x").1, ["P0705  `x` holds no `.prm` files"]);
}

#[test]
fn bytes_that_are_no_text_are_reported_at_their_line() {
    let files = Memory::new([
        ("s/good.prm", b"party x \"X\"\n".as_slice()),
        (
            "s/latin.prm",
            b"party x \"X\"\nparty y \"caf\xe9\"\n".as_slice(),
        ),
        ("s/wide.prm", b"\xff\xfep\0a\0".as_slice()),
    ]);
    let (paths, found) = load(&files, "s");
    assert_eq!(paths, ["s/good.prm"]);
    assert_eq!(
        found,
        [
            "P0703 s/latin.prm:2 `s/latin.prm` is not UTF-8 text: byte 24 cannot be read",
            "P0703 s/wide.prm:1 `s/wide.prm` is not UTF-8 text: byte 0 cannot be read",
        ]
    );
    let mut sources = Sources::default();
    assert!(load_text(&files, &mut sources, Path::new("s/latin.prm")).is_err());
    assert!(load_text(&files, &mut sources, Path::new("s/good.prm")).is_ok());
}

#[test]
fn the_scheme_in_the_binary_is_that_of_the_repository() {
    let (inside, wrong) = load(&shipped(), ".");
    let root = env!("CARGO_MANIFEST_DIR");
    let (outside, _) = load(&Disk, root);
    assert!(wrong.is_empty(), "{wrong:?}");
    assert!(!inside.is_empty());
    let below: Vec<_> = outside
        .iter()
        .map(|path| path.strip_prefix(root).unwrap().trim_start_matches('/'))
        .collect();
    assert_eq!(inside, below);
}
