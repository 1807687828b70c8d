//! Papers that are checked, approved, issued and verified, on a small scheme that is checked.

use super::place::{Place, Run};

const SCHEME: &str = include_str!("../foreign/scheme/mark.prm");
const PRODUCT: &str = include_str!("../foreign/robot.yaml");

const PEOPLE: &str = r"  mina: { name: Mina Das, party: house }
  sunil: { name: Sunil Jain, party: house }
  asha: { name: Asha Rao, party: maker }
";

/// Makes a dossier in the folder of a party.
fn dossier_of(party: &str, person: &str) -> Place {
    let place = Place::empty();
    place.write("robot.yaml", PRODUCT);
    let offices = "  applicant maker\n  tester house\n  assessor inspector\n  forms KX";
    place.write("robots/mark.prm", SCHEME.replace("  forms KX", offices));
    place.fine(&[
        "dossier",
        "new",
        "robot.yaml",
        "d",
        "--scheme",
        "robots",
        "--party",
        party,
        "--person",
        person,
    ]);
    place.append("d/dossier.yaml", PEOPLE);
    place
}

fn of_laboratory() -> Place {
    dossier_of("house", "ravi=Ravi Nair")
}

impl Place {
    /// Checks and approves a paper.
    fn sign(&self, paper: &str) {
        self.fine(&["check-off", "d", paper, "--as", "mina"]);
        self.fine(&["approve", "d", paper, "--as", "sunil"]);
    }

    fn issue(&self, paper: &str, more: &[&str]) -> Run {
        let issue = ["issue", "d", paper, "--as", "ravi", "--date", "2026-11-30"];
        self.run(&[&issue[..], more].concat())
    }

    fn answer(&self, slot: &str, value: &str, person: &str) {
        self.fine(&["answer", "d", slot, value, "--as", person]);
    }

    fn verify(&self, file: &str) -> Run {
        self.run(&["verify", file, "--dossier", "d"])
    }
}

#[track_caller]
fn refused(run: &Run, code: &str) {
    assert_eq!(run.code, 1, "{run:?}");
    assert!(run.err.contains(&format!("[{code}]")), "{}", run.err);
}

#[track_caller]
fn says(run: &Run, words: &str) {
    assert!(run.out.contains(words), "{words:?} in {}", run.out);
}

#[test]
fn a_paper_is_issued_in_the_formats_that_are_named() {
    let place = of_laboratory();
    place.sign("plan");
    let formats = ["--number", "1", "--format", "html,json"];
    says(
        &place.issue("plan", &formats),
        "kept        2 files in issued/plan/1",
    );
    let mut kept: Vec<String> = place.files("d/issued/plan/1").into_keys().collect();
    kept.sort();
    assert_eq!(kept, ["issue.json", "plan.html", "plan.json"]);
    says(
        &place.verify("d/issued/plan/1/plan.html"),
        "identical to plan, issue 1",
    );
    // Another format of the same paper is no correction.
    refused(&place.issue("plan", &["--format", "md"]), "P0866");
    let wrong = place.issue("plan", &["--format", "pdf"]);
    assert_eq!(wrong.code, 2, "{wrong:?}");
}

#[test]
fn a_check_lapses_with_any_change_and_can_be_taken_back() {
    let place = of_laboratory();
    place.sign("plan");
    // A comment moves the lines of the product file, and changes nothing that a paper says.
    let product = place.raw("d/product.yaml");
    place.write("d/product.yaml", format!("# A comment.\n\n{product}"));
    let built = place.fine(&["build", "d", "--target", "plan", "--format", "html,json"]);
    assert!(!built.is_empty());
    let html = place.raw("d/out/plan.html");
    assert!(
        html.contains("approved \\b7  issue 1"),
        "the head of the pages"
    );
    assert!(
        html.contains("Mina Das") && html.contains("Sunil Jain"),
        "the signatures"
    );
    let json: serde_json::Value = serde_json::from_str(&place.raw("d/out/plan.json")).unwrap();
    assert_eq!(json["paper"]["state"], "approved");
    assert_eq!(json["paper"]["checked"]["name"], "Mina Das");

    place.fine(&["undo", "d", "--as", "sunil"]);
    refused(&place.issue("plan", &["--number", "1"]), "P0863");
    place.fine(&["approve", "d", "plan", "--as", "sunil"]);
    place.answer("document/plan/begins", "2027-01-11", "ravi");
    let issue = place.issue("plan", &["--number", "1"]);
    refused(&issue, "P0863");
    assert!(
        issue.err.contains("has changed since `mina` checked it"),
        "{}",
        issue.err
    );
    says(
        &place.run(&["status", "d"]),
        "changed since mina checked it",
    );
    place.fine(&["build", "d", "--target", "plan", "--format", "html"]);
    assert!(place.raw("d/out/plan.html").contains("DRAFT \\b7  issue 1"));
}

#[test]
fn who_filled_in_a_part_does_not_check_it_and_what_is_undecided_is_not_issued() {
    let place = of_laboratory();
    let status = place.fine(&["status", "d", "--format", "json"]);
    let status: serde_json::Value = serde_json::from_str(&status).unwrap();
    let slots = status["slots"].as_array().unwrap();
    let result = slots.iter().find(|slot| {
        slot["slot"]
            .as_str()
            .unwrap()
            .starts_with("document/result/")
            && slot["party"] == "house"
    });
    let slot = result.unwrap()["slot"].as_str().unwrap();
    place.answer(slot, "unclear", "mina");
    refused(
        &place.run(&["check-off", "d", "record", "--as", "mina"]),
        "P0862",
    );
    place.fine(&["check-off", "d", "record", "--as", "sunil"]);
    refused(
        &place.run(&["approve", "d", "record", "--as", "sunil"]),
        "P0862",
    );
    place.fine(&["approve", "d", "record", "--as", "mina"]);
    let issue = place.issue("record", &["--number", "1"]);
    refused(&issue, "P0864");
    assert_eq!(
        issue.err.matches("(missing)").count() + issue.err.matches("(undecided)").count(),
        10
    );
    assert!(issue.err.contains("more"), "{}", issue.err);
    // The test report asks for none of them, and tells them all.
    place.fine(&["check-off", "d", "report", "--as", "sunil"]);
    place.fine(&["approve", "d", "report", "--as", "mina"]);
    refused(&place.issue("report", &["--number", "2"]), "P0864");
    assert!(!place.path("d/issued").exists());
}

#[test]
fn papers_of_bodies_have_numbers_of_their_own() {
    let place = of_laboratory();
    place.write(
        "laboratory.yaml",
        "name: Narmada\nnumbers: { plan: \"NTL/{year}/{number}\" }\n",
    );
    place.sign("plan");
    refused(&place.issue("plan", &[]), "P0865");
    says(
        &place.issue("plan", &["--number", "14"]),
        "issued      plan, issue 1, NTL/2026/14, 2026-11-30",
    );
    // Its box says so too, though nobody filled it in.
    let issued = place.read("d/issued/plan/1/plan.md");
    assert!(
        issued.contains("| Number of this plan (NTL/{year}/{number}) | NTL/2026/14"),
        "{issued}"
    );
    assert!(
        issued.contains("| Issue and date | 1, 2026-11-30"),
        "{issued}"
    );
    place.sign("procedures");
    refused(
        &place.issue("procedures", &["--number", "NTL/2026/14"]),
        "P0865",
    );
    place.answer("document/plan/procedures-number", "NTL/2026/15", "ravi");
    place.sign("procedures");
    refused(&place.issue("procedures", &["--number", "16"]), "P0865");
    says(&place.issue("procedures", &[]), "NTL/2026/15");
    // Nothing changed.
    refused(&place.issue("plan", &["--reason", "Again."]), "P0866");
    place.answer("document/plan/begins", "2027-01-11", "ravi");
    place.sign("plan");
    refused(&place.issue("plan", &[]), "P0866");
    says(
        &place.issue("plan", &["--reason", "A date."]),
        "supersedes  issue 1",
    );
    let status = place.run(&["status", "d"]);
    says(&status, "superseded: issue 1");
    // The first issue is as it was.
    says(&place.run(&["verify", "d"]), "3 issues, 15 files as issued");
}

#[test]
fn the_party_that_applies_needs_nobody_else_and_others_get_forms() {
    let place = dossier_of("maker", "ravi=Ravi Nair");
    let issue = place.issue("answers", &[]);
    refused(&issue, "P0864");
    // What the laboratory fills in does not stop the vendor.
    let plan = place.issue("sheet", &[]);
    says(&plan, "to fill in  inspector");
    refused(
        &place.run(&["check-off", "d", "plan", "--as", "asha"]),
        "P0861",
    );
    refused(&place.run(&["issue", "d", "paln", "--as", "ravi"]), "P0860");
}

#[test]
fn what_was_issued_stays_as_it_is() {
    let place = of_laboratory();
    says(
        &place.issue("answers", &["--to", "maker"]),
        "to          maker",
    );
    place.write("scan.pdf", "scan");
    let attach = ["attach", "d", "answers", "scan.pdf", "--as", "ravi"];
    place.fine(&attach);
    refused(&place.run(&attach), "P0867");
    refused(
        &place.run(&[
            "attach", "d", "answers", "scan.pdf", "--issue", "2", "--as", "ravi",
        ]),
        "P0867",
    );
    refused(
        &place.run(&["attach", "d", "answers", "scan.pdf", "--as", "asha"]),
        "P0861",
    );
    refused(&place.run(&["undo", "d", "--as", "ravi"]), "P0869");
    assert_eq!(place.run(&["verify", "d"]).code, 0);

    let html = place.raw("d/issued/answers/1/answers.html");
    for (file, altered) in [
        (
            "d/issued/answers/1/answers.html",
            html.replacen("LH 7", "LH 8", 1),
        ),
        ("d/issued/answers/1/attached/scan.pdf", "Scan".to_owned()),
        ("d/issued/answers/1/issue.json", "{}".to_owned()),
        ("d/issued/answers/1/note.txt", "by hand".to_owned()),
    ] {
        let before = std::fs::read(place.path(file)).ok();
        place.write(file, altered);
        refused(&place.run(&["verify", "d"]), "P0868");
        let status = place.run(&["status", "d"]);
        assert!(status.err.contains("[P0868]"), "{}", status.err);
        match before {
            Some(before) => place.write(file, before),
            None => std::fs::remove_file(place.path(file)).unwrap(),
        }
    }
    std::fs::remove_file(place.path("d/issued/answers/1/answers.md")).unwrap();
    refused(&place.run(&["verify", "d"]), "P0868");
}

#[test]
fn a_file_is_what_the_dossier_gives_or_differs_in_named_places() {
    let place = of_laboratory();
    place.fine(&["build", "d", "--target", "deliveries,answers"]);
    for file in [
        "answers.html",
        "answers.md",
        "answers.json",
        "answers.csv",
        "deliveries.html",
    ] {
        let run = place.verify(&format!("d/out/{file}"));
        assert_eq!(run.code, 0, "{file}: {run:?}");
        says(&run, "identical to what the dossier gives now, draft");
    }
    let html = place.raw("d/out/deliveries.html");
    // Somebody edited the page.
    place.write("deliveries.html", html.replacen("<h1", "<h1 hidden", 1));
    let run = place.verify("deliveries.html");
    assert_eq!(run.code, 1);
    says(&run, "differs in 1 other place:");
    // Another program made it.
    place.write(
        "deliveries.html",
        html.replace("praman 0.1.0", "praman 0.0.9"),
    );
    let run = place.verify("deliveries.html");
    assert_eq!(run.code, 0, "{run:?}");
    says(&run, "made by praman 0.0.9");
    says(&run, "the same in every slot");
    // The dossier went on.
    place.answer("document/plan/begins", "2027-01-11", "ravi");
    for file in ["deliveries.html", "deliveries.json"] {
        let run = place.verify(&format!("d/out/{file}"));
        assert_eq!(run.code, 1, "{run:?}");
        says(&run, "differs in 1 slot:\n  document/plan/begins\n");
    }
    // What is no paper at all.
    place.write("answers.html", "<p>Nothing</p>");
    assert_eq!(place.verify("answers.html").code, 1);
    refused(&place.verify("d/dossier.yaml"), "P0860");
    refused(&place.verify("answers.pdf"), "P0867");
    assert_eq!(place.run(&["verify", "answers.html"]).code, 2);
}

#[test]
fn the_same_dossier_gives_the_same_bytes_everywhere() {
    let place = of_laboratory();
    place.sign("plan");
    let other = tempfile::tempdir().unwrap();
    let deep = other.path().join("a folder/with बड़े names");
    std::fs::create_dir_all(&deep).unwrap();
    let copy = deep.join("copy");
    for (name, bytes) in place.files("d") {
        let path = copy.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
    place.fine(&["issue", "d", "plan", "--number", "1", "--as", "ravi"]);
    let issue = [
        "issue",
        copy.to_str().unwrap(),
        "plan",
        "--number",
        "1",
        "--as",
        "ravi",
    ];
    let mut elsewhere = place.command(&issue);
    elsewhere
        .current_dir(&deep)
        .env("HOME", &deep)
        .env("USER", "somebody")
        .env("TZ", "Asia/Kolkata")
        .env("LANG", "hi_IN.UTF-8");
    let output = elsewhere.output().unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let issued = place.files("d/issued");
    assert_eq!(issued.len(), 5);
    for (name, bytes) in issued {
        assert!(
            std::fs::read(copy.join("issued").join(&name)).unwrap() == bytes,
            "{name}"
        );
    }
}

#[test]
fn a_form_names_who_checked_and_approved_it() {
    let place = dossier_of("maker", "ravi=Ravi Nair");
    let signed = |place: &Place| {
        place.fine(&["build", "d", "--target", "answers", "--format", "md"]);
        let form = place.raw("d/out/answers.md");
        let names = form
            .lines()
            .find(|line| line.contains("Name and designation"));
        names.unwrap_or_default().to_owned()
    };
    assert!(!signed(&place).contains("Rao"), "nobody has signed");
    place.fine(&["check-off", "d", "answers", "--as", "asha"]);
    place.fine(&["approve", "d", "answers", "--as", "ravi"]);
    let names = signed(&place);
    assert!(
        names.contains("Asha Rao") && names.contains("Ravi Nair"),
        "{names}"
    );
    // Who prepared it is filled in by its author.
    let slot = "document/plan-approval/KX.prepared-by/name";
    place.answer(slot, "Meena Kulkarni", "asha");
    assert!(signed(&place).contains("Meena Kulkarni"));
    refused(
        &place.run(&["answer", "d", slot, "Mina Das", "--as", "mina"]),
        "P0822",
    );
}

#[test]
fn copies_are_marked_and_verified() {
    let place = of_laboratory();
    place.sign("plan");
    let wrong = place.issue("plan", &["--number", "1", "--copy", "../up=Maker"]);
    assert_eq!(wrong.code, 2, "{wrong:?}");
    let copies = [
        "--copy",
        "original=Robot Works",
        "--copy",
        "duplicate=Mark office",
    ];
    let issued = place.issue("plan", &[&["--number", "1"], &copies[..]].concat());
    says(&issued, "copy        original for Robot Works");
    says(&issued, "to          Robot Works, Mark office");
    let plain = place.raw("d/issued/plan/1/plan.html");
    assert!(!plain.contains("original for"));
    for (copy, to) in [("original", "Robot Works"), ("duplicate", "Mark office")] {
        let file = format!("d/issued/plan/1/{copy}/plan.html");
        assert!(place.raw(&file).contains(&format!("{copy} for {to}")));
        let verified = place.verify(&file);
        assert_eq!(verified.code, 0, "{verified:?}");
        says(&verified, "the dossier gives the same bytes now");
    }
    assert_eq!(place.run(&["verify", "d"]).code, 0);
    place.write("d/issued/plan/1/original/plan.html", "another");
    refused(&place.run(&["verify", "d"]), "P0868");
}

#[test]
fn the_papers_that_close_a_certification_say_what_keeps_them() {
    let place = of_laboratory();
    let report = place.run(&["report", "d"]);
    assert_eq!(report.code, 0, "{report:?}");
    for paper in ["report", "decision", "certificate", "traceability"] {
        assert!(
            place.path(&format!("d/out/{paper}.html")).exists(),
            "{paper}"
        );
        let line = report
            .out
            .lines()
            .find(|line| line.starts_with(&format!("{paper} ")));
        assert!(line.unwrap().contains("nobody has checked it"), "{line:?}");
    }
    assert!(!place.path("d/out/plan.html").exists());
    assert_eq!(place.run(&["report", "robot.yaml"]).code, 2);
}
