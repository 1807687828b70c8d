//! Three parties work at once and end with the same answers.

use crate::place::{PARTIES, Place, person};

const RESPONSE: &str = "home:H.1/response/chip.main@LA-1";
const RESULT: &str = "document/result/debug-ports.stated/chip.main@LA-1";
const OBSERVED: &str = "document/observed/debug-ports.stated/chip.main@LA-1";
const ROW: &str = "home:H.1/verdict/debug-ports/chip.main@LA-1";
const VERDICT: &str = "home:H.1/verdict";
const FINDING: &str = "home:H.1/finding";

/// Each party fills in what is its own.
fn work(place: &Place) {
    place.answer("vendor", RESPONSE, "Closed by a fuse.");
    place.answer("vendor", "document/ask/TCF.matter.contact", "Asha");
    place.answer("laboratory", RESULT, "pass");
    place.answer("laboratory", OBSERVED, "No echo.\n\n  as expected");
    place.answer("laboratory", ROW, "pass");
    place.answer("assessor", VERDICT, "pass");
    place.answer("assessor", FINDING, "Agreed.");
}

/// Makes a package of each party for each other one; returns those that each gets.
fn exports(place: &Place) -> [Vec<String>; 3] {
    PARTIES.map(|to| {
        let from = PARTIES.into_iter().filter(|from| *from != to);
        from.map(|from| place.export(from, to)).collect()
    })
}

fn import(place: &Place, to: &str, packages: &[String]) {
    let packages: Vec<&str> = packages.iter().map(String::as_str).collect();
    place.import(to, &packages);
}

#[test]
fn three_parties_that_work_at_once_end_with_the_same_answers() {
    let place = Place::new();
    work(&place);
    let first = exports(&place);
    // While packages travel, everybody goes on.
    place.answer("vendor", RESPONSE, "Closed by two fuses.");
    place.answer("laboratory", RESULT, "fail");
    place.answer("assessor", FINDING, "");
    let second = exports(&place);
    for ((party, first), second) in PARTIES.iter().zip(&first).zip(&second) {
        let mut both = [second.clone(), first.clone()].concat();
        import(&place, party, &both);
        let before = place.answers(party);
        both.reverse();
        // Yesterday's package was heard before.
        for package in &both {
            import(&place, party, std::slice::from_ref(package));
        }
        assert_eq!(place.answers(party), before);
    }
    let [vendor, laboratory, assessor] = PARTIES.map(|party| place.answers(party));
    assert_eq!(vendor, laboratory);
    assert_eq!(vendor, assessor);
    let all: String = vendor.into_values().collect();
    assert!(
        all.contains("two fuses") && all.contains("answer: fail"),
        "{all}"
    );
    assert!(
        !all.contains("Agreed") && !all.contains("conflict"),
        "{all}"
    );
}

#[test]
fn importing_twice_changes_no_byte() {
    let place = Place::new();
    work(&place);
    let package = place.export("vendor", "laboratory");
    let first = place.import("laboratory", &[&package]);
    assert!(first.contains("2 taken"), "{first}");
    let before = place.files("laboratory");
    let second = place.import("laboratory", &[&package]);
    assert!(second.contains("2 already so"), "{second}");
    assert_eq!(place.files("laboratory"), before);
}

#[test]
fn a_dry_run_writes_nothing() {
    let place = Place::new();
    work(&place);
    let package = place.export("vendor", "laboratory");
    let before = place.files("laboratory");
    let said = place.fine(&[
        "import",
        "laboratory",
        &package,
        "--dry-run",
        "--as",
        "ravi",
    ]);
    assert!(
        said.contains("2 taken") && said.contains("nothing was written"),
        "{said}"
    );
    assert_eq!(place.files("laboratory"), before);
    let said = place.fine(&[
        "import",
        "laboratory",
        &package,
        "--dry-run",
        "--format",
        "json",
        "--as",
        "ravi",
    ]);
    let json: serde_json::Value = serde_json::from_str(&said).expect("JSON");
    assert_eq!(
        json.pointer("/packages/0/counts/taken"),
        Some(&2.into()),
        "{said}"
    );
    assert_eq!(json.pointer("/written"), Some(&false.into()));
}

#[test]
fn hand_edits_are_recorded_before_an_import() {
    let place = Place::new();
    work(&place);
    place.import("laboratory", &[&place.export("vendor", "laboratory")]);
    let path = "laboratory/answers/laboratory/procedure/debug-ports.yaml";
    let text = String::from_utf8(place.read(path)).expect("text");
    place.write(path, text.replace("answer: pass", "answer: fail"));
    place.answer("vendor", RESPONSE, "Closed by glue.");
    place.import("laboratory", &[&place.export("vendor", "laboratory")]);
    let log = place.fine(&["log", "laboratory", "--last", "3"]);
    let edit = log.find(" edit: ").expect("an edit");
    assert!(edit < log.find(" import: ").expect("an import"), "{log}");
    // The history that is made from the journal leads to what the files hold.
    place.import("vendor", &[&place.export("laboratory", "vendor")]);
    assert_eq!(place.answers("vendor"), place.answers("laboratory"));
}

#[test]
fn an_import_is_undone_and_does_not_come_back() {
    let place = Place::new();
    work(&place);
    let package = place.export("vendor", "laboratory");
    let before = place.answers("laboratory");
    place.import("laboratory", &[&package]);
    place.fine(&["undo", "laboratory", "--as", "ravi"]);
    assert_eq!(place.answers("laboratory"), before);
    let said = place.import("laboratory", &[&package]);
    assert!(!said.contains("taken"), "{said}");
    assert_eq!(place.answers("laboratory"), before);
}

#[test]
fn many_answers_are_emptied_only_with_a_word() {
    let place = Place::new();
    let slots = [
        "document/ask/TCF.matter.contact",
        "document/ask/TCF.matter.hours",
        "document/ask/TCF.matter.language",
        "document/ask/TCF.matter.office",
        "document/ask/TCF.matter.site",
        "home:H.1/covers/datasheet/chip.main",
        "home:H.1/covers/datasheet/chip.second",
        "home:H.1/page/datasheet/chip.main",
        "home:H.1/page/datasheet/chip.second",
        "home:H.1/response/chip.main",
        "home:H.1/response/chip.second",
        "home:H.2/response/chip.main",
    ];
    for slot in slots {
        place.answer("vendor", slot, "something");
    }
    place.import("laboratory", &[&place.export("vendor", "laboratory")]);
    for slot in slots {
        place.answer("vendor", slot, "");
    }
    let package = place.export("vendor", "laboratory");
    let import = ["import", "laboratory", &package, "--as", "ravi"];
    let said = place.refused("P0888", "laboratory", &import);
    assert!(
        said.contains("12 answers") && said.contains("--clear"),
        "{said}"
    );
    place.fine(&[&import[..], &["--clear"]].concat());
    assert!(place.answers("laboratory").is_empty());
}

#[test]
fn queries_go_and_come_back() {
    let place = Place::new();
    let ask = |slot: &str, text: &str, to: &str| {
        let due = ["--due", "2030-05-01", "--as", "ravi"];
        place.fine(&[&["ask", "laboratory", slot, text, "--to", to][..], &due].concat())
    };
    let said = ask(RESPONSE, "Which fuse?", "vendor");
    let id = said.trim().rsplit(' ').next().expect("an id");
    // A query is between two parties.
    place.import("assessor", &[&place.export("laboratory", "assessor")]);
    assert!(place.answers("assessor").is_empty());
    place.import("vendor", &[&place.export("laboratory", "vendor")]);
    let status = place.fine(&["status", "vendor"]);
    assert!(
        status.contains("Which fuse?") && status.contains("until 2030-05-01"),
        "{status}"
    );
    place.refused(
        "P0835",
        "vendor",
        &["reply", "vendor", "q0", "The first.", "--as", "asha"],
    );
    place.fine(&["reply", "vendor", id, "The first.", "--as", "asha"]);
    place.import("laboratory", &[&place.export("vendor", "laboratory")]);
    assert_eq!(place.answers("vendor"), place.answers("laboratory"));
    let status = place.fine(&["status", "laboratory", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&status).expect("JSON");
    assert_eq!(
        json.pointer("/queries/0/replies/0"),
        Some(&"The first.".into())
    );
    assert_eq!(json.pointer("/orphans"), Some(&serde_json::json!([])));
}

#[test]
fn a_query_that_cannot_be_asked_is_refused() {
    let place = Place::new();
    let refused = |slot: &str, to: &str, text: &str, by: &str| {
        let ask = ["ask", "laboratory", slot, text, "--to", to, "--as", by];
        place.refused("P0836", "laboratory", &ask)
    };
    let hidden = refused("document/ask/TCF.matter.keeper", "assessor", "Who?", "ravi");
    assert!(hidden.contains("may not see"), "{hidden}");
    refused(RESPONSE, "laboratory", "Why?", "ravi");
    refused(RESPONSE, "vendor", " ", "ravi");
    let ask = ["ask", "laboratory", RESPONSE, "Why?", "--as", "ravi"];
    let ask = |rest: &[&'static str]| [&ask[..], rest].concat();
    place.refused("P0829", "laboratory", &ask(&["--to", "nobody"]));
    place.refused(
        "P0836",
        "laboratory",
        &ask(&["--to", "vendor", "--due", "soon"]),
    );
}

#[test]
fn a_newer_product_file_comes_with_a_package() {
    let place = Place::new();
    work(&place);
    place.import("laboratory", &[&place.export("vendor", "laboratory")]);
    let old = place.export("vendor", "laboratory");
    let product = include_str!("product.yaml").replace("main:", "core:");
    let product = product.replace("role: soc,", "role: soc, was: [main],");
    place.write("new.yaml", &product);
    place.fine(&["update", "vendor", "--product", "new.yaml", "--as", "asha"]);
    let refused = [
        "update",
        "laboratory",
        "--product",
        "new.yaml",
        "--as",
        "ravi",
    ];
    place.refused("P0837", "laboratory", &refused);
    let new = place.export("vendor", "laboratory");
    let said = place.import("laboratory", &[&new]);
    assert!(said.contains("product.yaml: that of vendor"), "{said}");
    // What the laboratory itself gave moves with its entry; what the vendor gave comes moved.
    let held: String = place.answers("laboratory").into_values().collect();
    assert!(
        held.contains("entry: core") && !held.contains("entry: main"),
        "{held}"
    );
    let said = place.import("laboratory", &[&old]);
    assert!(!said.contains("product.yaml"), "{said}");
    place.import("vendor", &[&place.export("laboratory", "vendor")]);
    assert_eq!(place.answers("vendor"), place.answers("laboratory"));
}

/// Yesterday's package, with answers about an entry that has another id since, was heard before.
#[test]
fn an_older_package_after_a_newer_product_file_brings_nothing_back() {
    let place = Place::new();
    work(&place);
    let old = place.export("vendor", "laboratory");
    let product = include_str!("product.yaml").replace("main:", "core:");
    let product = product.replace("role: soc,", "role: soc, was: [main],");
    place.write("new.yaml", &product);
    place.fine(&["update", "vendor", "--product", "new.yaml", "--as", "asha"]);
    let new = place.export("vendor", "laboratory");
    place.import("laboratory", &[&new]);
    let before = place.answers("laboratory");
    let said = place.import("laboratory", &[&old]);
    assert!(
        said.contains("heard before") && !said.contains("aside"),
        "{said}"
    );
    assert_eq!(place.answers("laboratory"), before);
}

/// Two people of one party, each with a folder.
#[test]
fn colleagues_settle_what_they_answered_without_knowing_of_each_other() {
    let place = Place::new();
    place.add_colleague();
    let send = |from: &str, to: &str, file: &str| {
        place.fine(&[
            "export", from, "--for", "vendor", "--to", file, "--as", "asha",
        ]);
        place.fine(&["import", to, file, "--as", "asha"])
    };
    let answer = |folder: &str, value: &str| {
        place.fine(&["answer", folder, RESPONSE, value, "--as", "asha"]);
    };
    answer("vendor", "By a fuse.");
    answer("colleague", "By glue.");
    let said = send("vendor", "colleague", "1.praman");
    assert!(said.contains("1 conflict"), "{said}");
    send("colleague", "vendor", "2.praman");
    assert_eq!(place.answers("vendor"), place.answers("colleague"));
    // A conflict is sent as it is, and what settles it too.
    let said = place.import("laboratory", &[&place.export("vendor", "laboratory")]);
    assert!(said.contains("1 conflict"), "{said}");
    place.fine(&[
        "settle",
        "colleague",
        RESPONSE,
        "--take",
        "2",
        "--as",
        "asha",
    ]);
    send("colleague", "vendor", "3.praman");
    place.import("laboratory", &[&place.export("vendor", "laboratory")]);
    let held = place.answers("laboratory");
    let text: String = held.values().cloned().collect();
    assert!(
        text.contains("By glue.") && !text.contains("fuse"),
        "{text}"
    );
    assert_eq!(place.answers("vendor"), held);
    assert_eq!(place.answers("colleague"), held);
}

#[test]
fn an_answer_that_nothing_asks_for_here_waits_aside() {
    let place = Place::new();
    // Whether the fuse is blown is not for the assessor, in whose folder it is open.
    place.answer("vendor", "home:H.2/response/chip.main@LA-1", "Blown.");
    let first = place.export("vendor", "assessor");
    let product = include_str!("product.yaml");
    place.write(
        "new.yaml",
        product.replace("second:", "third: { role: soc, ports: [swd] }\n    second:"),
    );
    place.fine(&["update", "vendor", "--product", "new.yaml", "--as", "asha"]);
    place.answer("vendor", "home:H.1/response/chip.third@LA-1", "Closed.");
    let second = place.export("vendor", "assessor");
    // Without its product file, what is said of the new entry has no place.
    let mut package = place.package(&second);
    package.files.remove("product.yaml");
    place.write(
        "cut.praman",
        praman::intake::render_package("cut", &package).expect("a package"),
    );
    let said = place.import("assessor", &["cut.praman", &first]);
    assert!(said.contains("aside.yaml: 1 answer"), "{said}");
    let aside = String::from_utf8(place.read("assessor/aside.yaml")).expect("text");
    assert!(
        aside.contains("chip.third") && aside.contains("Closed."),
        "{aside}"
    );
    let before = place.files("assessor");
    place.import("assessor", &["cut.praman"]);
    assert_eq!(place.files("assessor"), before);
    let said = place.import("assessor", &[&second]);
    assert!(!said.contains("aside.yaml"), "{said}");
    assert!(!place.files("assessor").contains_key("aside.yaml"));
    assert_eq!(place.answers("assessor"), place.answers("vendor"));
}

#[test]
fn what_the_sender_has_to_review_is_marked() {
    let place = Place::new();
    work(&place);
    let product = include_str!("product.yaml").replace("ports: [jtag]", "ports: [jtag, swd]");
    place.write("new.yaml", &product);
    place.fine(&["update", "vendor", "--product", "new.yaml", "--as", "asha"]);
    place.import("laboratory", &[&place.export("vendor", "laboratory")]);
    let marked = "its author has it to review";
    let status = place.fine(&["status", "laboratory"]);
    assert!(status.contains(marked), "{status}");
    place.fine(&["confirm", "vendor", RESPONSE, "--as", "asha"]);
    place.import("laboratory", &[&place.export("vendor", "laboratory")]);
    let status = place.fine(&["status", "laboratory"]);
    assert!(!status.contains(marked), "{status}");
}

#[test]
fn two_people_of_one_key_are_kept_apart() {
    let place = Place::new();
    let head = String::from_utf8(place.read("laboratory/dossier.yaml")).expect("text");
    place.write(
        "laboratory/dossier.yaml",
        head.replace("  ravi:", "  asha:"),
    );
    place.answer("vendor", RESPONSE, "Closed by a fuse.");
    let package = place.export("vendor", "laboratory");
    place.fine(&["import", "laboratory", &package, "--as", "asha"]);
    let answers: String = place.answers("laboratory").into_values().collect();
    assert!(answers.contains("by: asha-vendor"), "{answers}");
    let head = String::from_utf8(place.read("laboratory/dossier.yaml")).expect("text");
    assert!(
        head.contains("Ravi Nair") && head.contains("Asha Rao"),
        "{head}"
    );
}

/// The shipped camera, once: each party sends to the next.
#[test]
fn the_camera_goes_round() {
    let place = Place::empty();
    let root = env!("CARGO_MANIFEST_DIR");
    let product = format!("{root}/examples/ip-camera/product.yaml");
    place.fine(&[
        "dossier",
        "new",
        &product,
        "vendor",
        "--person",
        "asha=Asha Rao",
    ]);
    for party in ["laboratory", "assessor"] {
        let package = place.export("vendor", party);
        let name = format!("{}=Somebody", person(party));
        place.fine(&[
            "dossier", "new", "--from", &package, party, "--person", &name,
        ]);
    }
    place.answer("vendor", "asvs-c:C.11/response/image.bootloader", "Signed.");
    place.answer(
        "laboratory",
        "asvs-c:C.1/verdict/debug-ports/interface.console",
        "pass",
    );
    place.answer("assessor", "asvs-c:C.1/verdict", "pass");
    let packages = exports(&place);
    for (party, packages) in PARTIES.iter().zip(&packages) {
        import(&place, party, packages);
    }
    assert_eq!(place.answers("vendor"), place.answers("laboratory"));
    assert_eq!(place.answers("vendor"), place.answers("assessor"));
    assert_eq!(place.answers("vendor").len(), 3);
}

/// Both take the answers of the laboratory along, and the laboratory changes one before its next package arrives.
#[test]
fn an_update_in_one_folder_is_no_conflict_in_another() {
    let place = Place::new();
    work(&place);
    place.import("vendor", &[&place.export("laboratory", "vendor")]);
    let product = include_str!("product.yaml").replace("main:", "core:");
    let product = product.replace("role: soc,", "role: soc, was: [main],");
    place.write("new.yaml", &product);
    let said = place.fine(&["update", "vendor", "--product", "new.yaml", "--as", "asha"]);
    assert!(
        said.contains("`laboratory` moves 3 answers in its own folder"),
        "{said}"
    );
    place.import("laboratory", &[&place.export("vendor", "laboratory")]);
    place.answer("laboratory", &RESULT.replace("main", "core"), "fail");
    let said = place.import("vendor", &[&place.export("laboratory", "vendor")]);
    assert!(!said.contains("conflict"), "{said}");
    assert_eq!(place.answers("vendor"), place.answers("laboratory"));
    let status = place.fine(&["status", "vendor"]);
    assert!(!status.contains("Asked by nothing any more"), "{status}");
}

#[test]
fn the_replies_of_colleagues_are_settled() {
    let place = Place::new();
    place.add_colleague();
    let ask = [
        "ask",
        "laboratory",
        RESPONSE,
        "Which fuse?",
        "--to",
        "vendor",
        "--as",
        "ravi",
    ];
    let said = place.fine(&ask);
    let id = said.trim().rsplit(' ').next().expect("an id");
    let package = place.export("laboratory", "vendor");
    for (folder, reply) in [("vendor", "The first."), ("colleague", "The second.")] {
        place.fine(&["import", folder, &package, "--as", "asha"]);
        place.fine(&["reply", folder, id, reply, "--as", "asha"]);
    }
    let export = [
        "export",
        "colleague",
        "--for",
        "vendor",
        "--to",
        "c.praman",
        "--as",
        "asha",
    ];
    place.fine(&export);
    place.fine(&["import", "vendor", "c.praman", "--as", "asha"]);
    let status = place.fine(&["status", "vendor"]);
    assert!(
        status.contains(&format!(
            "vendor, in conflict; settle it as `{id}`:\n    1: The first. (asha)"
        )),
        "{status}"
    );
    place.import("laboratory", &[&place.export("vendor", "laboratory")]);
    // Who asked does not settle what was replied.
    let settle = |folder: &str, person: &str| -> Vec<String> {
        let words = ["settle", folder, id, "--take", "2", "--as", person];
        words.iter().map(ToString::to_string).collect()
    };
    let words = settle("laboratory", "ravi");
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    place.refused("P0822", "laboratory", &words);
    let words = settle("vendor", "asha");
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    place.fine(&words);
    place.import("laboratory", &[&place.export("vendor", "laboratory")]);
    let held: String = place.answers("laboratory").into_values().collect();
    assert!(
        held.contains("The second.") && !held.contains("The first."),
        "{held}"
    );
    assert_eq!(place.answers("vendor"), place.answers("laboratory"));
}

/// Two people of the vendor, each with a folder. The product file goes from one to the other, and an old one replaces no new one.
#[test]
fn a_colleague_takes_the_newer_product() {
    let place = Place::new();
    let copy = place.add_colleague();
    let import = |folder: &str, package: &str| {
        let said = place.run(&["import", folder, package, "--as", "asha"]);
        assert_eq!(said.code, 0, "{}", said.err);
        said
    };
    let product = |folder: &str| {
        let text = place.read(&format!("{folder}/product.yaml"));
        String::from_utf8(text).expect("text")
    };
    let edit = |folder: &str, comment: &str| {
        place.write(
            &format!("{folder}/product.yaml"),
            format!("# {comment}\n{}", product(folder)),
        );
    };
    let answer =
        |slot: &str, value: &str| place.fine(&["answer", "colleague", slot, value, "--as", "asha"]);
    let send = |folder: &str, name: &str| {
        place.fine(&[
            "export", folder, "--for", "vendor", "--to", name, "--as", "asha",
        ]);
        name.to_owned()
    };
    answer("document/ask/TCF.matter.contact", "Asha");
    edit("vendor", "One.");
    let one = send("vendor", "one.praman");
    let said = import("colleague", &one);
    assert!(
        said.out.contains("product.yaml: that of vendor"),
        "{}",
        said.out
    );
    assert_eq!(product("colleague"), product("vendor"));
    // What is older, or known, changes nothing.
    for package in [&copy, &one] {
        assert!(!import("colleague", package).out.contains("product.yaml:"));
        assert_eq!(product("colleague"), product("vendor"));
    }
    // It goes the other way too.
    edit("colleague", "Two.");
    import("vendor", &send("colleague", "two.praman"));
    assert_eq!(product("colleague"), product("vendor"));
    import("colleague", &one);
    assert!(product("colleague").starts_with("# Two."));
    // An import that is taken back is made again.
    place.fine(&["undo", "vendor", "--as", "asha"]);
    assert!(product("vendor").starts_with("# One."));
    import("vendor", "two.praman");
    assert!(product("vendor").starts_with("# Two."));
    // Both change it: nothing is replaced, and the other answers are taken.
    edit("vendor", "Mine.");
    edit("colleague", "Yours.");
    answer("document/ask/TCF.matter.office", "Pune");
    let said = import("vendor", &send("colleague", "yours.praman"));
    assert!(said.err.contains("P0899"), "{}", said.err);
    assert!(product("vendor").starts_with("# Mine."));
    let answers: String = place.answers("vendor").into_values().collect();
    assert!(answers.contains("Pune"), "{answers}");
}

/// An import that is taken back can be made again: the product file comes again, and once.
#[test]
fn an_import_that_is_taken_back_brings_its_product_again() {
    let place = Place::new();
    let first = String::from_utf8(place.read("laboratory/product.yaml")).expect("text");
    let newer = include_str!("product.yaml").replace("Lamp", "Newer");
    place.write("vendor/product.yaml", &newer);
    let package = place.export("vendor", "laboratory");
    let product = || String::from_utf8(place.read("laboratory/product.yaml")).expect("text");
    place.import("laboratory", &[&package]);
    let taken = product();
    assert_ne!(taken, first);
    let said = place.fine(&["undo", "laboratory", "--as", "ravi"]);
    assert!(said.contains("import the package again"), "{said}");
    assert_eq!(product(), first);
    place.import("laboratory", &[&package]);
    assert_eq!(product(), taken);
    let before = place.files("laboratory");
    place.import("laboratory", &[&package]);
    assert_eq!(place.files("laboratory"), before);
    // An older package still brings nothing back.
    place.write("vendor/product.yaml", newer.replace("Newer", "Newest"));
    place.import("laboratory", &[&place.export("vendor", "laboratory")]);
    let newest = product();
    place.import("laboratory", &[&package]);
    assert_eq!(product(), newest);
}

/// Documents print an answer that was kept over what the product file gives, with a mark.
#[test]
fn documents_print_the_answer_that_was_kept() {
    let place = Place::empty();
    let product = include_str!("product.yaml");
    let says = |file: &str, address: &str| {
        let applicant = format!("applicant: {{ name: Lamps, address: {address} }}\n");
        place.write(file, format!("{applicant}{product}"));
    };
    let section = "  section hardware ";
    let device = "  section device \"Device\" { number unknown; holds product }\n";
    let scheme =
        include_str!("scheme/pilot.prm").replacen(section, &format!("{device}{section}"), 1);
    std::fs::create_dir(place.path("own")).expect("a folder");
    place.write("own/pilot.prm", scheme);
    says("product.yaml", "Old Road 1");
    place.fine(&[
        "dossier",
        "new",
        "product.yaml",
        "vendor",
        "--scheme",
        "own",
        "--person",
        "asha=Asha Rao",
    ]);
    let printed = || {
        place.fine(&["build", "vendor", "--replace", "--date", "2030-03-17"]);
        String::from_utf8(place.read("vendor/out/tcf.md")).expect("text")
    };
    let slot = "document/applicant/address";
    place.answer("vendor", slot, "New Road 2");
    let mark = "kept; the product file gives another value";
    let documents = printed();
    assert!(!documents.contains("Old Road 1"), "{documents}");
    assert!(
        documents.contains(&format!("New Road 2<br>**{mark}**")),
        "{documents}"
    );
    // The product file gives something else, which is a conflict: nothing is kept until somebody says so.
    says("vendor/product.yaml", "Third Road 3");
    let documents = printed();
    assert!(
        documents.contains("Third Road 3") && !documents.contains(mark),
        "{documents}"
    );
    place.fine(&["settle", "vendor", slot, "--take", "1", "--as", "asha"]);
    let documents = printed();
    assert!(
        !documents.contains("Third Road 3") && documents.contains(mark),
        "{documents}"
    );
}

/// What somebody took back after an import comes again once its party confirms it, and a confirmation can be taken back too.
#[test]
fn a_confirmed_answer_comes_back_to_whom_took_it_back() {
    let place = Place::new();
    let slot = "document/ask/TCF.matter.contact";
    place.answer("vendor", slot, "Asha");
    let first = place.export("vendor", "laboratory");
    place.import("laboratory", &[&first]);
    let undo = |party: &str| place.fine(&["undo", party, "--as", person(party)]);
    let said = undo("laboratory");
    assert!(said.contains("once it confirms"), "{said}");
    let said = place.import("laboratory", &[&first]);
    assert!(said.contains("1 heard before"), "{said}");
    assert!(
        said.contains("comes back once its party confirms"),
        "{said}"
    );
    let confirm = ["confirm", "vendor", slot, "--as", "asha"];
    place.fine(&confirm);
    let said = place.import("laboratory", &[&place.export("vendor", "laboratory")]);
    assert!(said.contains("1 taken"), "{said}");
    assert_eq!(place.answers("laboratory"), place.answers("vendor"));
    // Where it stands already, a confirmation changes no answer.
    let before = place.answers("laboratory");
    place.fine(&confirm);
    place.import("laboratory", &[&place.export("vendor", "laboratory")]);
    assert_eq!(place.answers("laboratory"), before);
    for expected in ["confirm", "confirm", "answer"] {
        let said = undo("vendor");
        assert!(
            said.contains(&format!("undone: {expected}, 1 answer")),
            "{said}"
        );
    }
    assert!(place.answers("vendor").is_empty());
    place.import("laboratory", &[&place.export("vendor", "laboratory")]);
    assert!(place.answers("laboratory").is_empty());
}
