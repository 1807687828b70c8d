//! Building documents: where they go, what they replace, and what they depend on.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use praman::render::{DOCUMENTS, Format, MadeOf, When};

use super::{LAMP, OVERLAY, SCHEME, SENSOR, copy, files, praman, run, text, write};

/// Returns all files below a folder, with what they hold.
fn contents(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(folder).expect("a folder");
    let files = entries.map(|entry| entry.expect("an entry").path());
    files
        .map(|path| {
            let name = path
                .file_name()
                .expect("a name")
                .to_string_lossy()
                .into_owned();
            (name, fs::read(&path).expect("a file"))
        })
        .collect()
}

#[cfg(unix)]
#[test]
fn documents_are_the_same_from_everywhere() {
    use std::os::unix::fs::symlink;
    let root = tempfile::tempdir().expect("a folder");
    let path = |name: &str| root.path().join(name);
    for home in ["one", "two/deep"] {
        copy(
            Path::new("tests/cli/scheme"),
            &path(home).join("scheme/requirements"),
        );
        copy(Path::new(OVERLAY), &path(home).join("copies"));
        fs::copy(LAMP, path(home).join("lamp.yaml")).expect("a copy");
    }
    symlink(path("one"), path("link")).expect("a link");
    symlink(path("one/lamp.yaml"), path("other.yaml")).expect("a link");
    let absolute = |name: &str| path(name).to_str().expect("a path").to_owned();
    // The folder to run in, and the product, the scheme and the overlay as they are named there.
    let ways = [
        ("one", ["lamp.yaml", "scheme", "copies"].map(str::to_owned)),
        (
            "one",
            ["./lamp.yaml", "./scheme/", "copies/home.prm"].map(str::to_owned),
        ),
        (
            "two/deep",
            ["../deep/lamp.yaml", "scheme/requirements/..", "copies"].map(str::to_owned),
        ),
        (
            "two",
            ["one/lamp.yaml", "one/scheme", "one/copies"].map(absolute),
        ),
        (
            ".",
            ["link/lamp.yaml", "link/scheme", "link/copies"].map(str::to_owned),
        ),
        (
            ".",
            ["other.yaml", "link/scheme", "two/deep/copies/home.prm"].map(str::to_owned),
        ),
    ];
    let built = ways.map(|(folder, [product, scheme, overlay])| {
        let out = tempfile::tempdir().expect("a folder");
        let to = out.path().to_str().expect("a path");
        let arguments = [
            "build",
            &product,
            "--scheme",
            &scheme,
            "--overlay",
            &overlay,
            "--out",
            to,
        ];
        let mut command = praman(&arguments);
        let output = command
            .current_dir(path(folder))
            .output()
            .expect("praman runs");
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
        contents(out.path())
    });
    for (name, bytes) in &built[0] {
        let paper = String::from_utf8_lossy(bytes);
        assert!(
            !paper.contains(root.path().to_str().expect("a path")),
            "{name}"
        );
        let same = built.iter().all(|other| other.get(name) == Some(bytes));
        assert!(same, "{name} differs");
    }
    let plan = String::from_utf8_lossy(&built[0]["plan.md"]).into_owned();
    assert!(
        plan.contains("lamp.yaml") && !plan.contains("/lamp.yaml"),
        "{plan}"
    );
}

/// Names the files that a build writes where nobody asks for others, and the list of them.
fn written_by_default() -> BTreeSet<String> {
    let by_default = DOCUMENTS.iter().filter(|spec| match spec.made_of {
        MadeOf::Product { when, .. } => when == When::ByDefault,
        MadeOf::Build => true,
        MadeOf::Form { .. } | MadeOf::Scheme => false,
    });
    let fixed = by_default.map(|spec| spec.stem);
    let stems = fixed.chain(["application", "series", "tcf", "checklist"]);
    let files = stems.flat_map(|stem| {
        let formats = Format::DEFAULT.iter();
        formats.map(move |format| format.file_name(stem))
    });
    files.chain([".praman-manifest.json".to_owned()]).collect()
}

#[test]
fn the_examples_are_built_and_the_same_input_gives_the_same_bytes() {
    for name in ["ip-camera", "smart-lock", "wired-sensor"] {
        let product = format!("examples/{name}/product.yaml");
        let [first, second] = [(); 2].map(|()| {
            let folder = tempfile::tempdir().expect("a folder");
            let out = folder.path().join("new/out");
            let output = run(&["build", &product, "--out", out.to_str().expect("a name")]);
            assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
            files(&out)
        });
        let names: BTreeSet<String> = first.keys().cloned().collect();
        assert_eq!(names, written_by_default(), "{name}");
        assert!(first == second, "{name}: other bytes");
    }
}

#[test]
fn a_product_is_built_under_another_edition_whatever_its_levels() {
    let camera = "examples/ip-camera/product.yaml";
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().to_str().expect("a name");
    // The level of the file is one of its own edition; this one has none.
    let output = run(&["build", camera, "--edition", "cctv-er", "--out", out]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let list = &files(folder.path())["checklist.md"];
    let list = text(list);
    assert!(list.contains("`cctv-er:1.7`, based on C.17 of "), "{list}");
    // An item is found under the key of what it takes, too.
    let why = run(&["why", "C.17", camera, "--edition", "cctv-er"]);
    assert!(text(&why.stdout).contains("cctv-er:1.7"));
    let edition = "iotscs@f03-issue-4";
    let refused = run(&[
        "build",
        camera,
        "--edition",
        edition,
        "--level",
        "L0",
        "--out",
        out,
    ]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(text(&refused.stderr).contains("not published"));
}

#[test]
fn a_file_that_a_person_changed_is_not_replaced() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().to_str().expect("a name");
    let arguments = [
        "build", SENSOR, "--target", "tcf", "--format", "md", "--out", out,
    ];
    assert_eq!(run(&arguments).status.code(), Some(0));
    write(folder.path(), "tcf.md", "my own words\n");
    let before = files(folder.path());
    let output = run(&[&arguments[..], &["--level", "L2"]].concat());
    assert_eq!(output.status.code(), Some(1));
    assert!(
        text(&output.stderr).contains("tcf.md` was changed"),
        "{}",
        text(&output.stderr)
    );
    assert!(files(folder.path()) == before);
}

#[test]
fn a_folder_that_is_a_file_cannot_be_built_into() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = write(folder.path(), "out", "");
    for out in [out.clone(), out + "/deeper"] {
        let output = run(&["build", SENSOR, "--out", &out]);
        assert_eq!(output.status.code(), Some(1));
        assert!(!output.stderr.is_empty() && output.stdout.is_empty());
    }
}

#[test]
fn a_product_without_a_level_is_told_which_there_are() {
    let folder = tempfile::tempdir().expect("a folder");
    let product = write(folder.path(), "empty.yaml", "product:\n  name: \"X\"\n");
    let out = folder.path().join("out");
    let out = out.to_str().expect("a name");
    let without = run(&["build", &product, "--out", out]);
    assert_eq!(without.status.code(), Some(1));
    assert!(
        text(&without.stderr).contains("`L1`, `L2` and `L3`"),
        "{}",
        text(&without.stderr)
    );
    assert!(!Path::new(out).exists());
    let with = run(&["build", &product, "--out", out, "--level", "L1"]);
    assert_eq!(with.status.code(), Some(0), "{}", text(&with.stderr));
    assert!(text(&with.stdout).contains("would settle what is open"));
}

#[test]
fn no_date_is_printed_unless_one_is_given() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().to_str().expect("a name");
    let arguments = [
        "build", SENSOR, "--format", "html", "--target", "tcf", "--out", out,
    ];
    assert_eq!(run(&arguments).status.code(), Some(0));
    let page = |name: &str| fs::read_to_string(folder.path().join(name)).expect("a page");
    assert!(!page("tcf.html").contains("2031-02-28"));
    assert_eq!(
        run(&[&arguments[..], &["--date", "2031-02-28"]].concat())
            .status
            .code(),
        Some(0)
    );
    assert!(page("tcf.html").contains("2031-02-28"));
}

#[test]
fn templates_of_ones_own_come_before_those_shipped() {
    let folder = tempfile::tempdir().expect("a folder");
    let templates = folder.path().join("templates");
    fs::create_dir_all(templates.join("form")).expect("made");
    write(&templates, "style.css", "/* my own style */\n");
    let out = folder.path().join("out");
    let out = out.to_str().expect("a name");
    let name = templates.to_str().expect("a name");
    let arguments = [
        "build",
        LAMP,
        "--scheme",
        SCHEME,
        "--templates",
        name,
        "--out",
        out,
    ];
    let output = run(&arguments);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let page = fs::read_to_string(Path::new(out).join("tcf.html")).expect("a page");
    assert!(page.contains("my own style"));
    let before = files(Path::new(out));
    write(
        &templates,
        "form/document.md.j2",
        "# File\n\n{{ head.produkt }}\n",
    );
    let output = run(&arguments);
    assert_eq!(output.status.code(), Some(1));
    let err = text(&output.stderr);
    assert!(err.contains("form/document.md.j2`, line 3"), "{err}");
    assert!(
        files(Path::new(out)) == before,
        "nothing is written where a template fails"
    );
}

#[cfg(unix)]
#[test]
fn no_template_is_passed_over_in_silence() {
    use std::os::unix::fs::symlink;
    for (target, code) in [("/dev/null", "P0714"), ("nowhere", "P0715"), (".", "P0716")] {
        let folder = tempfile::tempdir().expect("a folder");
        symlink(target, folder.path().join("style.css")).expect("a link");
        let templates = folder.path().to_str().expect("a name");
        let output = run(&["build", LAMP, "--scheme", SCHEME, "--templates", templates]);
        let err = text(&output.stderr);
        assert!(err.contains(code) && err.contains("style.css"), "{err}");
    }
}

/// A lock that nobody holds says that its program has ended.
#[test]
fn what_a_stopped_run_left_goes_also_where_the_next_one_fails() {
    let folder = tempfile::tempdir().expect("a folder");
    let left = ".praman-AAAAAA-000001.tmp";
    write(folder.path(), "a.prm", "party {");
    let name = folder.path().to_str().expect("a name");
    for (arguments, stays) in [
        (&["fmt", "--check", name][..], true),
        (&["fmt", name], false),
        (&["build", "nowhere.yaml", "--out", name], false),
    ] {
        write(folder.path(), left, "half");
        assert_eq!(run(arguments).status.code(), Some(1));
        assert_eq!(folder.path().join(left).exists(), stays, "{arguments:?}");
    }
}

#[test]
fn the_manual_of_procedures_is_made_of_a_scheme_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().to_str().expect("a name");
    let run_for = |target| {
        run(&[
            "scheme", "--scheme", SCHEME, "--out", out, "--target", target,
        ])
    };
    let made = run_for("procedures");
    assert_eq!(made.status.code(), Some(0), "{}", text(&made.stderr));
    let names: BTreeSet<String> = files(folder.path()).into_keys().collect();
    assert!(names.contains("procedures.md") && !names.contains("scheme.md"));
    let wrong = run_for("plan");
    assert_eq!(wrong.status.code(), Some(1));
    let told = text(&wrong.stderr);
    assert!(
        told.contains("`scheme`") && told.contains("`procedures`"),
        "{told}"
    );
}

#[test]
fn the_former_name_of_the_test_plan_leads_to_its_papers() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().to_str().expect("a name");
    let build = [
        "build",
        LAMP,
        "--scheme",
        SCHEME,
        "--out",
        out,
        "--target",
        "test-plan",
    ];
    let wrong = run(&build);
    assert_eq!(wrong.status.code(), Some(1));
    let told = text(&wrong.stderr);
    assert!(
        told.contains("did you mean `plan`, `procedures` and `record`?"),
        "{told}"
    );
}

#[test]
fn a_first_day_gives_the_schedule_dates() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().to_str().expect("a name");
    let build = [
        "build", LAMP, "--scheme", SCHEME, "--out", out, "--target", "plan",
    ];
    let dated = run(&[&build[..], &["--first-day", "2026-02-02"]].concat());
    assert_eq!(dated.status.code(), Some(0), "{}", text(&dated.stderr));
    assert!(text(&files(folder.path())["plan.md"]).contains("2026-02-02"));
    let month = run(&[&build[..], &["--first-day", "2026-02"]].concat());
    assert_eq!(month.status.code(), Some(2), "a month is no day");
}
