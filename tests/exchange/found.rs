//! What the laboratory found counts in every document, and stays when the vendor declares it.

use crate::place::Place;

const FOUND: &str = "inventories:
  chip:
    F1:
      found: { by: ravi, when: 2030-03-01, evidence: L1 }
      role: mcu
      ports: [swd]
";

const RESULT: &str = "document/result/debug-ports.stated/chip.F1@LA-1";

/// Returns the record of a party as Markdown.
fn build_record(place: &Place, party: &str) -> String {
    place.fine(&["build", party, "--target", "record"]);
    let text = place.read(&format!("{party}/out/record.md"));
    String::from_utf8(text).expect("text")
}

#[test]
fn a_found_entry_counts_whatever_the_vendor_says() {
    let place = Place::new();
    place.write("laboratory/found.yaml", FOUND);
    let record = build_record(&place, "laboratory");
    let marked = "`chip.F1` {FOUND}".replace("{FOUND}", "");
    assert!(record.contains(marked.trim()), "{record}");
    assert!(
        record.contains("found by Ravi Nair, 2030-03-01; see L1"),
        "{record}"
    );
    assert!(
        record.contains("not answered by the vendor yet"),
        "{record}"
    );
    let stance =
        "contested: { by: asha, when: 2030-03-02, because: \"Not fitted.\" } }\n      role: mcu";
    let contested = FOUND.replace(" }\n      role: mcu", &format!(", {stance}"));
    place.write("laboratory/found.yaml", &contested);
    let record = build_record(&place, "laboratory");
    assert!(
        record.contains("contested by asha, 2030-03-02: Not fitted."),
        "{record}"
    );
    let why = place.fine(&["why", "H.1", "laboratory"]);
    assert!(why.contains("found.yaml"), "{why}");
    place.answer("laboratory", RESULT, "pass");
}

#[test]
fn answers_about_a_found_entry_stay_when_the_vendor_declares_it() {
    let place = Place::new();
    place.write("laboratory/found.yaml", FOUND);
    place.answer("laboratory", RESULT, "fail");
    let declared = "    third: { role: mcu, ports: [swd], was: [F1] }\n";
    let product = String::from_utf8(place.read("vendor/product.yaml")).expect("text");
    let product = product.replace("evidence:", &format!("{declared}evidence:"));
    place.write("vendor/product.yaml", &product);
    place.import("laboratory", &[&place.export("vendor", "laboratory")]);
    let answers: String = place.answers("laboratory").into_values().collect();
    assert!(answers.contains("entry: third"), "{answers}");
    assert!(answers.contains("answer: fail"), "{answers}");
    assert!(!answers.contains("entry: F1"), "{answers}");
    let record = build_record(&place, "laboratory");
    assert!(
        record.contains("`chip.third`") && !record.contains("chip.F1"),
        "{record}"
    );
    let status = place.fine(&["status", "laboratory", "--party", "laboratory"]);
    assert!(!status.contains("Asked by nothing"), "{status}");
    assert!(!status.contains("To review"), "{status}");
}

/// The id of a found entry is its own: the vendor gives another one, and says what it was.
#[test]
fn an_entry_under_the_id_of_a_found_one_is_refused() {
    let place = Place::new();
    place.write(
        "laboratory/found.yaml",
        FOUND.replace("    F1:", "    main:"),
    );
    let said = place.refused("P0421", "laboratory", &["build", "laboratory"]);
    assert!(said.contains("`was`"), "{said}");
    place.write("laboratory/found.yaml", "inventories: [");
    let said = place.refused("P04", "laboratory", &["build", "laboratory"]);
    assert!(said.contains("found.yaml"), "{said}");
}

/// The laboratory sends what it found, and the vendor what it says to that.
#[test]
fn found_entries_travel_and_the_word_of_the_vendor_comes_back() {
    let place = Place::new();
    let secret = FOUND.replace("ports: [swd]", "ports: [swd]\n      fuse: FUSEWORD-9");
    place.write("laboratory/found.yaml", &secret);
    place.write(
        "laboratory/samples.yaml",
        "samples: { S1: { received: { when: 2030-03-01, by: ravi } } }\n",
    );
    let first = place.export("laboratory", "vendor");
    place.import("vendor", &[&first]);
    let held = |party: &str| {
        let text = place.read(&format!("{party}/found.yaml"));
        String::from_utf8(text).expect("text")
    };
    assert!(held("vendor").contains("FUSEWORD-9"), "{}", held("vendor"));
    assert!(place.path("vendor/samples.yaml").exists());
    assert!(build_record(&place, "vendor").contains("found by Ravi Nair, 2030-03-01"));
    let early = place.export("laboratory", "assessor");
    // The vendor answers; what the laboratory sends meanwhile takes nothing back.
    let when = "when: 2030-03-01\n";
    let stance = "        accepted:\n          by: asha\n          when: 2030-03-02\n";
    let accepted = held("vendor").replace(when, &format!("{when}{stance}"));
    place.write("vendor/found.yaml", &accepted);
    let said = place.import("vendor", &[&place.export("laboratory", "vendor")]);
    assert!(said.contains("already so: found.yaml"), "{said}");
    assert!(held("vendor").contains("accepted"), "{}", held("vendor"));
    let word = place.export("vendor", "laboratory");
    let sent = place.package(&word).files["found.yaml"].clone();
    let sent = String::from_utf8(sent).expect("text");
    assert!(
        sent.contains("accepted") && !sent.contains("role"),
        "{sent}"
    );
    place.import("laboratory", &[&word]);
    assert!(
        held("laboratory").contains("accepted"),
        "{}",
        held("laboratory")
    );
    assert!(held("laboratory").contains("FUSEWORD-9"));
    assert!(build_record(&place, "laboratory").contains("accepted by Asha Rao, 2030-03-02"));
    // Nothing is lost by an older package.
    let said = place.import("vendor", &[&first]);
    assert!(said.contains("older: found.yaml"), "{said}");
    // What the vendor says of entries that are not known yet waits for them.
    let direct = place.export("vendor", "assessor");
    let said = place.import("assessor", &[&direct]);
    assert!(said.contains("not taken: found.yaml"), "{said}");
    place.import("assessor", &[&early]);
    // The assessor may not see the fuse.
    assert!(!held("assessor").contains("fuse"), "{}", held("assessor"));
    assert!(!held("assessor").contains("accepted"));
    let said = place.import("assessor", &[&direct]);
    assert!(said.contains("taken: found.yaml"), "{said}");
    assert!(
        held("assessor").contains("accepted"),
        "{}",
        held("assessor")
    );
}

/// The party that applies accepts or contests by a command, and its word travels.
#[test]
fn the_vendor_answers_by_a_command() {
    let place = Place::new();
    place.write("laboratory/found.yaml", FOUND);
    place.import("vendor", &[&place.export("laboratory", "vendor")]);
    let said = place.fine(&["found", "accept", "vendor", "F1", "--as", "asha"]);
    assert_eq!(said, "accepted chip.F1\n");
    let why = "Not fitted: see \"BOM\".";
    let contest = [
        "found",
        "contest",
        "vendor",
        "chip.F1",
        "--as",
        "asha",
        "--because",
        why,
    ];
    assert_eq!(place.fine(&contest), "contested chip.F1\n");
    let found = String::from_utf8(place.read("vendor/found.yaml")).expect("text");
    assert!(!found.contains("accepted"), "{found}");
    place.import("laboratory", &[&place.export("vendor", "laboratory")]);
    let record = build_record(&place, "laboratory");
    assert!(
        record.contains("contested by Asha Rao, 2030-03-17: Not fitted"),
        "{record}"
    );
    // The laboratory does not answer itself, and there must be such an entry.
    let said = place.refused(
        "P0822",
        "laboratory",
        &["found", "accept", "laboratory", "F1", "--as", "ravi"],
    );
    assert!(said.contains("`vendor`"), "{said}");
    let said = place.refused(
        "P0839",
        "vendor",
        &["found", "accept", "vendor", "F2", "--as", "asha"],
    );
    assert!(said.contains("`chip.F1`"), "{said}");
}

/// Comments that people write into the file stay, in the folder of whoever wrote them.
#[test]
fn comments_in_the_file_of_found_entries_stay() {
    let place = Place::new();
    let commented = FOUND
        .replace("    F1:", "    # Under the shield.\n    F1:")
        .replace("role: mcu", "role: mcu # marked GD32")
        + "# To do: the other board.\n";
    place.write("laboratory/found.yaml", &commented);
    place.import("vendor", &[&place.export("laboratory", "vendor")]);
    let held = |party: &str| {
        let text = place.read(&format!("{party}/found.yaml"));
        String::from_utf8(text).expect("text")
    };
    assert!(!held("vendor").contains("GD32"), "{}", held("vendor"));
    let ours = held("vendor").replace("    F1:", "    # Ask Meera.\n    F1:");
    place.write("vendor/found.yaml", ours);
    place.fine(&["found", "accept", "vendor", "F1", "--as", "asha"]);
    assert!(held("vendor").contains("    # Ask Meera.\n    F1:"));
    place.import("laboratory", &[&place.export("vendor", "laboratory")]);
    insta::assert_snapshot!(held("laboratory"), @r#"
    # What the laboratory found beyond the product file. An id is given once and stays.
    inventories:
      chip:
        # Under the shield.
        F1:
          found:
            by: ravi
            when: 2030-03-01
            evidence: L1
            accepted:
              by: asha
              when: 2030-03-17
          # marked GD32
          role: mcu
          ports: swd
    # To do: the other board.
    "#);
}

/// What the vendor said last can be taken back.
#[test]
fn a_word_on_a_found_entry_is_taken_back() {
    let place = Place::new();
    place.write("laboratory/found.yaml", FOUND);
    place.import("vendor", &[&place.export("laboratory", "vendor")]);
    let held = || String::from_utf8(place.read("vendor/found.yaml")).expect("text");
    let bare = held();
    place.fine(&["found", "accept", "vendor", "F1", "--as", "asha"]);
    let accepted = held();
    place.fine(&["found", "contest", "vendor", "F1", "--as", "asha"]);
    place.refused("P0822", "vendor", &["undo", "vendor", "--as", "ravi"]);
    let said = place.fine(&["undo", "vendor", "--as", "asha"]);
    assert_eq!(said, "undone: found, 1 answer\nchip.F1: accepted\n");
    assert_eq!(held(), accepted);
    let said = place.fine(&["undo", "vendor", "--as", "asha"]);
    assert_eq!(said, "undone: found, 1 answer\nchip.F1: no answer\n");
    assert_eq!(held(), bare);
    insta::assert_snapshot!(place.fine(&["log", "vendor", "--last", "4"]), @r"
    4 2030-03-17T17:46:47Z asha found: chip.F1: nothing → accepted, in found.yaml
    5 2030-03-17T17:46:48Z asha found: chip.F1: accepted → contested, in found.yaml
    6 2030-03-17T17:46:50Z asha undo: chip.F1: contested → accepted, in found.yaml
    7 2030-03-17T17:46:51Z asha undo: chip.F1: accepted → nothing, in found.yaml
    ");
}
