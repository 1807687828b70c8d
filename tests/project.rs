//! Loading schemes and writing results, on file systems in memory and on a disk.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may stop where its own data is wrong"
)]

#[path = "project/failing.rs"]
mod failing;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use praman::diag::Diagnostics;
use praman::project::{
    Disk, FileSystem, MANIFEST, Memory, Occupied, OutputFile, Results, Subject, Written,
    find_files, load_scheme, load_text, shipped, write_results,
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
    write_results(files, Path::new(OUT), &of_no_product(&results(list))).map_err(messages)
}

/// Results that are about no product.
fn of_no_product(files: &[OutputFile]) -> Results<'_> {
    Results {
        files,
        product: None,
        occupied: Occupied::Refuse,
    }
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
            "P0708 `build/out/c.md` was not written by praman, and is where a result would be written",
            "P0708 `build/out/d.md` was not written by praman, and is where a result would be written",
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
        ["P0709 `build/out` cannot be written: permission denied"]
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
    let put = |list: &[OutputFile]| write_results(&Disk, &out, &of_no_product(list));
    put(&list).unwrap();
    let again = put(&list).unwrap();
    assert_eq!(again.unchanged, ["sub/y.md", "x.md"]);
    put(&results(&[("x.md", "two"), ("sub/y.md", "one")])).unwrap();
    assert_eq!(std::fs::read_to_string(out.join("x.md")).unwrap(), "two");
    std::fs::write(out.join("x.md"), "mine").unwrap();
    assert!(put(&list).is_err());
    let mut left: Vec<_> = std::fs::read_dir(&out)
        .unwrap()
        .map(|one| one.unwrap().file_name())
        .collect();
    left.sort();
    assert_eq!(left, [MANIFEST, "sub", "x.md"]);
    // A result that stands in the way of a folder, and a folder that cannot be made.
    let blocked = results(&[("x.md/z.md", "one"), ("other/z.md", "one")]);
    assert!(put(&blocked).is_err());
    assert!(!out.join("other").exists());
}

#[cfg(unix)]
#[test]
fn results_can_be_read_by_whom_the_user_lets() {
    use std::os::unix::fs::PermissionsExt;
    let root = tempfile::tempdir().unwrap();
    std::fs::write(root.path().join("plain"), "x").unwrap();
    let put = |text| {
        write_results(
            &Disk,
            root.path(),
            &of_no_product(&results(&[("x.md", text)])),
        )
    };
    put("one").unwrap();
    let mode = |name: &str| {
        std::fs::metadata(root.path().join(name))
            .unwrap()
            .permissions()
            .mode()
    };
    assert_eq!(mode("x.md"), mode("plain"));
    // What a person said of a result still holds of the next one.
    let secret = std::fs::Permissions::from_mode(0o600);
    std::fs::set_permissions(root.path().join("x.md"), secret).unwrap();
    put("two").unwrap();
    assert_eq!(mode("x.md") & 0o777, 0o600);
}

/// Writes documents of a product that has a name, and this model unless it is empty.
fn write_of(
    files: &dyn FileSystem,
    folder: &Path,
    model: &str,
    occupied: Occupied,
    list: &[(&str, &str)],
) -> Result<Written, Vec<String>> {
    let subject = Subject {
        file: "product.yaml".to_owned(),
        name: Some("Lamp".to_owned()),
        model: Some(model.to_owned()).filter(|model| !model.is_empty()),
        ..Subject::default()
    };
    let results = Results {
        product: Some(&subject),
        occupied,
        files: &results(list),
    };
    write_results(files, folder, &results).map_err(messages)
}

const OTHER: &str = "P0713 `build/out` holds the documents of another product, `Lamp, L-1`: expected those of `Lamp, L-2`";

#[test]
fn a_run_that_is_killed_leaves_nothing_in_the_way_of_the_next() {
    let lists = ["one", "two", "three", "four"]
        .map(|text| [("a.md", text), ("b.md", text), ("c.md", text)]);
    let [old, new, newer, next] = lists;
    // A folder with results, and a new one; each may be left by one run or by two.
    for before in [&old[..2], &[]] {
        for (first, second) in (0..6).flat_map(|one| (0..6).map(move |two| (one, two))) {
            let files = Failing::default();
            if !before.is_empty() {
                write(&files, before).unwrap();
            }
            for (kill, list) in [(first, new), (second, newer)] {
                files.kill_after(Some(kill));
                assert_eq!(write(&files, &list).is_err(), kill < 5);
            }
            files.kill_after(None);
            write(&files, &next).unwrap();
            assert_eq!(texts(&files).len(), 3, "no temporary file");
            assert!(texts(&files).values().all(|text| text == "four"));
        }
    }
    // What a person did since is still seen.
    let files = Failing::default();
    write(&files, &old).unwrap();
    files.kill_after(Some(2));
    write(&files, &new).unwrap_err();
    files.kill_after(None);
    files.put("build/out/a.md", b"with notes");
    let refused = write(&files, &next).unwrap_err();
    assert!(refused[0].starts_with("P0707"), "{refused:?}");
    assert_eq!(texts(&files).len(), 3, "no temporary file");
}

#[test]
fn a_run_that_is_killed_while_it_replaces_a_product_leaves_it_to_be_replaced() {
    let (ours, theirs) = (
        [("b.md", "two"), ("c.md", "two")],
        [("a.md", "one"), ("b.md", "one")],
    );
    // The list, two documents, the one that goes, the list.
    for kill in 0..5 {
        let files = Failing::default();
        let of =
            |model, occupied, list: &[_]| write_of(&files, Path::new(OUT), model, occupied, list);
        of("L-1", Occupied::Refuse, &theirs).unwrap();
        files.kill_after(Some(kill));
        of("L-2", Occupied::Replace, &ours).unwrap_err();
        files.kill_after(None);
        assert_eq!(of("L-2", Occupied::Refuse, &ours).unwrap_err(), [OTHER]);
        assert_eq!(of("L-1", Occupied::Refuse, &theirs).is_err(), kill > 1);
        let (left, _) = (of("L-2", Occupied::Replace, &ours).unwrap(), texts(&files));
        assert_eq!(left.stale, [""; 0]);
        assert_eq!(texts(&files).into_values().collect::<Vec<_>>(), ["two"; 2]);
    }
}

#[test]
fn what_is_known_of_a_product_is_not_forgotten() {
    let files = Failing::default();
    let of = |model, text| {
        write_of(
            &files,
            Path::new(OUT),
            model,
            Occupied::Refuse,
            &[("a.md", text)],
        )
    };
    of("", "one").unwrap();
    of("L-1", "two").unwrap();
    of("", "three").unwrap();
    assert_eq!(of("L-2", "four").unwrap_err(), [OTHER]);
}

#[test]
fn of_two_runs_at_once_one_sees_what_the_other_wrote() {
    for _ in 0..20 {
        let root = tempfile::tempdir().unwrap();
        let out = &root.path().join("new/out");
        let run = |model: &str| write_of(&Disk, out, model, Occupied::Refuse, &[("a.md", model)]);
        let ends = std::thread::scope(|scope| {
            let runs = ["L-1", "L-2"].map(|model| scope.spawn(move || run(model)));
            runs.map(|run| run.join().unwrap())
        });
        assert_eq!(ends.iter().filter(|end| end.is_ok()).count(), 1, "{ends:?}");
        let refused = ends.into_iter().find_map(Result::err).unwrap();
        assert!(refused[0].starts_with("P0713"), "{refused:?}");
    }
}

#[test]
fn documents_of_another_product_are_replaced_only_if_that_is_asked_for() {
    let files = Failing::default();
    let of = |model, occupied, list: &[_]| write_of(&files, Path::new(OUT), model, occupied, list);
    let both = [("a.md", "one"), ("b.md", "one")];
    of("L-1", Occupied::Refuse, &both).unwrap();
    let before = files.texts();
    assert_eq!(
        of("L-2", Occupied::Refuse, &[("a.md", "two")]).unwrap_err(),
        [OTHER]
    );
    assert_eq!(files.texts(), before, "nothing was written");
    // The documents of a scheme leave the product what it is.
    write(&files, &[("scheme.md", "one")]).unwrap();
    of("L-1", Occupied::Refuse, &[("a.md", "two"), ("b.md", "one")]).unwrap();
    files.put("build/out/b.md", b"with notes");
    let refused = of("L-2", Occupied::Replace, &both).unwrap_err();
    assert!(refused[0].starts_with("P0707"), "{refused:?}");
    let replaced = of("L-2", Occupied::Replace, &[("a.md", "three")]).unwrap();
    assert_eq!(replaced.removed, ["scheme.md"]);
    assert_eq!(
        texts(&files).into_iter().collect::<Vec<_>>(),
        [
            ("build/out/a.md".to_owned(), "three".to_owned()),
            ("build/out/b.md".to_owned(), "with notes".to_owned()),
        ]
    );
}

/// A run that ends at once leaves its temporary files; a lock that nobody holds says that it has ended.
#[test]
fn what_a_stopped_run_left_is_removed_and_nothing_else() {
    let root = tempfile::tempdir().unwrap();
    let path = |name: &str| root.path().join(name);
    let put = |name: &str| std::fs::write(path(name), "half").unwrap();
    let gone = [
        ".praman-AAAAAA-000001.tmp",
        ".praman-BBBBBB.lock",
        ".praman-BBBBBB-000001.tmp",
    ];
    let kept = [
        ".praman-CCCCCC.lock",
        ".praman-CCCCCC-000001.tmp",
        ".praman-notes.tmp",
        "x.tmp",
    ];
    let list = results(&[("x.md", "one")]);
    // Also by a run that has nothing to write.
    for _ in 0..2 {
        gone.into_iter().chain(kept).for_each(put);
        let running = std::fs::File::open(path(".praman-CCCCCC.lock")).unwrap();
        running.try_lock().unwrap();
        write_results(&Disk, root.path(), &of_no_product(&list)).unwrap();
        assert!(gone.iter().all(|name| !path(name).exists()));
        assert!(kept.iter().all(|name| path(name).exists()));
    }
    let entries = std::fs::read_dir(root.path()).unwrap();
    assert_eq!(
        entries.count(),
        kept.len() + 2,
        "with the result and the list"
    );
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_nowhere_is_neither_read_nor_written_through() {
    use std::os::unix::fs::symlink;
    let root = tempfile::tempdir().unwrap();
    let path = |name: &str| root.path().join(name);
    let put = |folder: &str| {
        let list = results(&[("x.md", "one")]);
        let written = write_results(&Disk, &path(folder), &of_no_product(&list));
        written.map_err(|found| found.iter().map(|one| one.code.id).collect::<Vec<_>>())
    };
    std::fs::create_dir(path("out")).unwrap();
    symlink(path("elsewhere"), path("out/x.md")).unwrap();
    symlink(path("elsewhere"), path("link")).unwrap();
    assert_eq!(put("out").unwrap_err(), ["P0715"]);
    assert_eq!(put("link").unwrap_err(), ["P0715"]);
    assert_eq!(put("link/in/it").unwrap_err(), ["P0715"]);
    assert!(!path("elsewhere").exists() && path("out/x.md").is_symlink());
    std::fs::create_dir(path("scheme")).unwrap();
    symlink(path("elsewhere"), path("scheme/a.prm")).unwrap();
    let (_, found) = load(&Disk, path("scheme").to_str().unwrap());
    assert!(found[0].starts_with("P0715"), "{found:?}");
}

#[cfg(unix)]
#[test]
fn a_link_among_results_is_neither_replaced_nor_removed() {
    use std::os::unix::fs::symlink;
    for name in ["a.md", "b.md", MANIFEST] {
        let root = tempfile::tempdir().unwrap();
        let put = |model, occupied, list: &[_]| write_of(&Disk, root.path(), model, occupied, list);
        let both = [("a.md", "one"), ("b.md", "one")];
        put("L-1", Occupied::Refuse, &both).unwrap();
        let (moved, link) = (root.path().join("moved"), root.path().join(name));
        std::fs::rename(&link, &moved).unwrap();
        symlink(&moved, &link).unwrap();
        let before = std::fs::read(&moved).unwrap();
        let refused = put("L-1", Occupied::Refuse, &[("a.md", "two"), ("b.md", "two")]);
        assert!(refused.unwrap_err()[0].starts_with("P0708"), "{name}");
        if name == "b.md" {
            let written = put("L-2", Occupied::Replace, &[("a.md", "two")]).unwrap();
            assert_eq!(written.removed, [""; 0]);
        }
        assert!(link.is_symlink() && std::fs::read(&moved).unwrap() == before);
    }
}

/// Reading a pipe would not end.
#[cfg(unix)]
#[test]
fn a_pipe_among_results_is_not_read() {
    let root = tempfile::tempdir().unwrap();
    let put = |list: &[_]| {
        let written = write_results(&Disk, root.path(), &of_no_product(&results(list)));
        written.map_err(messages)
    };
    let pipe_at = |name: &str| {
        let path = root.path().join(name);
        let _ = std::fs::remove_file(&path);
        let made = std::process::Command::new("mkfifo").arg(path).status();
        assert!(made.unwrap().success());
    };
    put(&[("a.md", "one"), ("b.md", "one")]).unwrap();
    pipe_at("b.md");
    assert_eq!(put(&[("a.md", "two")]).unwrap().stale, [""; 0]);
    for pipe in ["a.md", MANIFEST] {
        pipe_at(pipe);
        assert!(put(&[("a.md", "three")]).unwrap_err()[0].starts_with("P0708"));
    }
}

#[cfg(unix)]
#[test]
fn a_link_to_a_folder_is_not_passed_over_in_silence() {
    use std::os::unix::fs::symlink;
    let root = tempfile::tempdir().unwrap();
    let path = |name: &str| root.path().join(name);
    std::fs::create_dir_all(path("scheme/part")).unwrap();
    std::fs::write(path("scheme/part/a.prm"), "").unwrap();
    symlink(path("scheme/part/a.prm"), path("scheme/b.prm")).unwrap();
    assert_eq!(load(&Disk, path("scheme").to_str().unwrap()).1, [""; 0]);
    symlink(path("scheme/part"), path("scheme/linked")).unwrap();
    let (_, found) = load(&Disk, path("scheme").to_str().unwrap());
    assert!(
        found[0].starts_with("P0716") && found.len() == 1,
        "{found:?}"
    );
}

#[test]
fn files_are_found_at_any_depth_and_what_lies_too_deep_is_reported() {
    let deep = "d/".repeat(33) + "x";
    let files = Memory::new([("t/b", b"".as_slice()), ("t/a/c", b""), ("t/.git/x", b"")]);
    let find = || find_files(&files, Path::new("t"), |_| true);
    assert_eq!(find().value, ["t/a/c", "t/b"].map(PathBuf::from));
    files.put(&format!("t/{deep}"), b"");
    assert_eq!(find().diagnostics.iter().next().unwrap().code.id, "P0702");
}

#[cfg(unix)]
#[test]
fn what_is_no_file_is_not_read() {
    let root = tempfile::tempdir().unwrap();
    for path in [Path::new("/dev/null"), root.path()] {
        let read = load_text(&Disk, &mut Sources::default(), path);
        assert_eq!(read.unwrap_err().code.id, "P0714");
    }
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
