//! Pages that were filled in in a browser: built, filled in as their script does it, saved and imported.

use std::fs::File;

use serde_json::{Value, json};

use crate::place::Place;

const MAIN: &str = "home:H.1/response/chip.main";
const SECOND: &str = "home:H.1/response/chip.second";
const CONTACT: &str = "document/ask/TCF.matter.contact";

/// A page of a build, as its script reads it.
struct Page {
    html: String,
    data: Value,
    slots: Vec<String>,
}

impl Page {
    /// Builds the documents of a folder, and takes one of them.
    fn build(place: &Place, folder: &str, document: &str) -> Self {
        Self::build_for(place, folder, document, &[])
    }

    fn build_for(place: &Place, folder: &str, document: &str, more: &[&str]) -> Self {
        place.fine(&[&["build", folder, "--format", "html", "--replace"], more].concat());
        let html = place.read(&format!("{folder}/out/{document}.html"));
        let html = String::from_utf8(html).expect("UTF-8");
        let (_, after) = html
            .split_once("id=\"praman-page\">")
            .expect("what the page says");
        let (data, _) = after.split_once("</script>").expect("an end");
        let data: Value = serde_json::from_str(data).expect("JSON");
        let mut slots: Vec<String> = Vec::new();
        for part in html.split("data-slot=\"").skip(1) {
            let slot = part.split('"').next().expect("a slot").to_owned();
            if !slots.contains(&slot) && !slot.contains(['\'', ']']) {
                slots.push(slot);
            }
        }
        assert_eq!(data["fields"].as_array().map(Vec::len), Some(slots.len()));
        Self { html, data, slots }
    }

    fn field(&self, slot: &str) -> &Value {
        let at = self.slots.iter().position(|known| known == slot);
        &self.data["fields"][at.unwrap_or_else(|| panic!("{slot} among {:#?}", self.slots))]
    }

    /// Returns the answer to a field as a block has it.
    fn answer(&self, slot: &str, value: &str) -> Value {
        let field = self.field(slot);
        let number =
            |value: &Value| usize::try_from(value.as_u64().expect("a number")).expect("small");
        let models = &self.data["models"][number(&field[2])];
        let base: Vec<Value> = field[4]["base"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|at| self.data["bases"][number(at)].clone())
            .collect();
        json!({ "slot": slot, "models": models, "asked": field[3], "base": base, "value": value })
    }

    fn block(&self, answers: &[Value], earlier: &Value) -> Value {
        let mut block = json!({
            "schema": "praman/answers/1", "saved": "2026-11-30T10:00:00Z", "answers": answers, "earlier": earlier
        });
        for part in [
            "dossier", "export", "document", "edition", "level", "product", "party",
        ] {
            block[part] = self.data[part].clone();
        }
        block
    }

    fn with(&self, block: &Value) -> String {
        let block = format!(
            "<script type=\"application/json\" id=\"praman-answers\">{block}</script>\n<script>"
        );
        self.html.replacen("<script>", &block, 1)
    }

    /// Writes a copy with answers to some fields.
    fn save(&self, place: &Place, name: &str, answers: &[(&str, &str)]) {
        self.save_again(place, name, answers, &json!([]));
    }

    fn save_again(&self, place: &Place, name: &str, answers: &[(&str, &str)], earlier: &Value) {
        let answers: Vec<Value> = answers
            .iter()
            .map(|(slot, value)| self.answer(slot, value))
            .collect();
        place.write(name, self.with(&self.block(&answers, earlier)));
    }
}

fn import(place: &Place, folder: &str, files: &[&str], person: &str) -> String {
    place.fine(&[&["import", folder], files, &["--as", person]].concat())
}

/// Returns how many answers of each kind a receipt counts.
fn counts(said: &str) -> &str {
    said.lines().nth(1).unwrap_or_default().trim()
}

#[test]
fn a_copy_is_taken_once_and_each_field_over_what_it_left_with() {
    let place = Place::new();
    place.answer("vendor", SECOND, "Not fitted.");
    let page = Page::build(&place, "vendor", "tcf");
    page.save(
        &place,
        "copy.html",
        &[
            (MAIN, "Locked,\nand \"fused\" <b>."),
            (SECOND, "Fitted."),
            (CONTACT, ""),
        ],
    );
    let before = place.files("vendor");
    let dry = place.fine(&["import", "vendor", "copy.html", "--as", "asha", "--dry-run"]);
    assert!(dry.contains("nothing was written"), "{dry}");
    assert_eq!(place.files("vendor"), before);
    let said = import(&place, "vendor", &["copy.html"], "asha");
    assert_eq!(counts(&said), "1 unchanged, 2 taken", "{said}");
    let answers = place.answers("vendor");
    let file = &answers["answers/vendor/control/home/H.1.yaml"];
    assert!(
        file.contains("and \"fused\" <b>.")
            && file.contains("Fitted.")
            && file.contains("by: asha"),
        "{file}"
    );
    let again = import(&place, "vendor", &["copy.html"], "asha");
    assert_eq!(counts(&again), "2 already so, 1 unchanged", "{again}");
    // What was changed since is not changed back.
    place.answer("vendor", MAIN, "Open.");
    let late = import(&place, "vendor", &["copy.html"], "asha");
    assert!(counts(&late).contains("1 heard before"), "{late}");
    // What somebody changed meanwhile is in conflict.
    page.save(&place, "other.html", &[(SECOND, "Gone.")]);
    let other = import(&place, "vendor", &["other.html"], "asha");
    assert_eq!(counts(&other), "1 conflict", "{other}");
    let json = place.fine(&[
        "import",
        "vendor",
        "other.html",
        "--as",
        "asha",
        "--format",
        "json",
    ]);
    let json: Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(json["copies"][0]["document"], "tcf");
}

#[test]
fn a_conflict_is_settled_and_a_review_confirmed_in_a_page() {
    let place = Place::new();
    let page = Page::build(&place, "vendor", "tcf");
    page.save(&place, "a.html", &[(MAIN, "a")]);
    page.save(&place, "b.html", &[(MAIN, "b")]);
    let said = import(&place, "vendor", &["a.html", "b.html"], "asha");
    assert!(said.contains("1 conflict"), "{said}");
    let page = Page::build(&place, "vendor", "tcf");
    let held = &page.field(MAIN)[4];
    assert_eq!(held["standing"], "conflict");
    assert_eq!(held["values"], json!(["a", "b"]));
    page.save(&place, "c.html", &[(MAIN, "b")]);
    let said = import(&place, "vendor", &["c.html"], "asha");
    assert_eq!(counts(&said), "1 taken", "{said}");
    // The question changes: what is still true is sent as it was.
    let product = String::from_utf8(place.read("vendor/product.yaml")).expect("UTF-8");
    place.write(
        "vendor/product.yaml",
        product.replace("ports: [jtag]", "ports: [jtag, swd]"),
    );
    let stale = page;
    let page = Page::build(&place, "vendor", "tcf");
    assert_eq!(page.field(MAIN)[4]["standing"], "to-review");
    page.save(&place, "d.html", &[(MAIN, "b")]);
    import(&place, "vendor", &["d.html"], "asha");
    let after = Page::build(&place, "vendor", "tcf");
    assert_eq!(after.field(MAIN)[4]["standing"], "answered");
    // What was answered on a page that asked something else is to review.
    stale.save(&place, "e.html", &[(SECOND, "x")]);
    import(&place, "vendor", &["e.html"], "asha");
    stale.save(&place, "f.html", &[(MAIN, "z")]);
    let said = import(&place, "vendor", &["f.html"], "asha");
    assert_eq!(counts(&said), "1 conflict", "{said}");
    let after = Page::build(&place, "vendor", "tcf");
    assert_eq!(
        after.field(SECOND)[4]["standing"],
        "answered",
        "its question is as it was"
    );
}

#[test]
fn an_answer_to_what_was_asked_otherwise_is_to_review() {
    let place = Place::new();
    let page = Page::build(&place, "vendor", "tcf");
    let product = String::from_utf8(place.read("vendor/product.yaml")).expect("UTF-8");
    place.write(
        "vendor/product.yaml",
        product.replace("ports: [jtag]", "ports: [jtag, swd]"),
    );
    page.save(
        &place,
        "copy.html",
        &[(MAIN, "Locked."), (SECOND, "Locked.")],
    );
    let said = import(&place, "vendor", &["copy.html"], "asha");
    assert_eq!(counts(&said), "2 taken", "{said}");
    let page = Page::build(&place, "vendor", "tcf");
    assert_eq!(page.field(MAIN)[4]["standing"], "to-review");
    assert_eq!(page.field(SECOND)[4]["standing"], "answered");
}

#[test]
fn two_copies_of_one_checklist_give_the_same_answers_in_either_order() {
    let place = Place::new();
    place.answer("assessor", "home:H.1/verdict", "inconclusive");
    let head = String::from_utf8(place.read("assessor/dossier.yaml")).expect("UTF-8");
    let people = "  meera:\n";
    let more = "  noor:\n    name: \"Noor Khan\"\n    party: assessor\n";
    place.write(
        "assessor/dossier.yaml",
        head.replacen(people, &format!("{more}{people}"), 1),
    );
    let page = Page::build(&place, "assessor", "f04");
    let verdict = "home:H.1/verdict";
    page.save(
        &place,
        "meera.html",
        &[
            (verdict, "pass"),
            ("home:H.1/finding", "Closed."),
            ("home:H.2/verdict", "fail"),
        ],
    );
    page.save(
        &place,
        "noor.html",
        &[(verdict, "fail"), ("home:H.2/verdict", "fail")],
    );
    let copies = [("meera.html", "meera"), ("noor.html", "noor")];
    let start = place.files("assessor");
    let mut ends = Vec::new();
    for order in [[0, 1], [1, 0]] {
        for (path, bytes) in &start {
            place.write(&format!("assessor/{path}"), bytes);
        }
        for at in order.into_iter().chain([0]) {
            let (file, person) = copies[at];
            import(&place, "assessor", &[file], person);
        }
        ends.push(place.answers("assessor"));
    }
    assert_eq!(ends[0], ends[1]);
    let file = &ends[0]["answers/assessor/control/home/H.1.yaml"];
    assert!(file.contains("conflict"), "{file}");
    assert!(file.contains("pass") && file.contains("fail"), "{file}");
}

#[test]
fn a_later_copy_of_a_page_takes_the_place_of_an_earlier_one_in_either_order() {
    for order in [
        ["first.html", "second.html", "third.html"],
        ["third.html", "first.html", "second.html"],
        ["second.html", "third.html", "first.html"],
    ] {
        let place = Place::new();
        let page = Page::build(&place, "vendor", "tcf");
        page.save(&place, "first.html", &[(MAIN, "a"), (CONTACT, "Asha")]);
        // By the second copy the first answer was changed, the second left, and a third added.
        let second = [(MAIN, "b"), (CONTACT, "Asha"), (SECOND, "x")];
        page.save_again(
            &place,
            "second.html",
            &second,
            &json!([{ "0": "a", "2": null }]),
        );
        let third = [(MAIN, "a"), (CONTACT, "Asha"), (SECOND, "y")];
        page.save_again(
            &place,
            "third.html",
            &third,
            &json!([{ "2": null }, { "0": "b", "2": "x" }]),
        );
        for file in order {
            let said = import(&place, "vendor", &[file], "asha");
            assert!(!said.contains("conflict"), "{order:?} {file}: {said}");
        }
        let page = Page::build(&place, "vendor", "tcf");
        let shown: Vec<bool> = ["<b>", ">a<", ">y<", ">Asha<"]
            .iter()
            .map(|text| page.html.contains(text))
            .collect();
        assert_eq!(shown[1..], [true; 3], "{order:?}");
        assert!(!page.html.contains(">b<") && !page.html.contains(">x<"));
    }
}

#[test]
fn what_has_no_place_goes_aside_with_the_reason() {
    let place = Place::new();
    let page = Page::build(&place, "vendor", "tcf");
    let checklist = Page::build_for(&place, "vendor", "f04", &["--open-for", "assessor"]);
    let mut unknown = page.answer(MAIN, "x");
    unknown["slot"] = "home:H.1/response/chip.gone".into();
    let mut other_base = page.answer(SECOND, "y");
    other_base["base"] = json!([["4-00000000000000000000000000000001"]]);
    let wrong = checklist.answer("home:H.1/verdict", "pass");
    let block = page.block(
        &[page.answer(MAIN, "Locked."), unknown, other_base, wrong],
        &json!([]),
    );
    place.write("copy.html", page.with(&block));
    let said = import(&place, "vendor", &["copy.html"], "asha");
    assert_eq!(counts(&said), "1 taken, 3 aside", "{said}");
    for reason in [
        "home:H.1/response/chip.gone@LA-1: nothing asks for it here",
        "home:H.1/response/chip.second@LA-1: what the form left with is not known here",
        "home:H.1/verdict: it is answered by `assessor`",
    ] {
        assert!(said.contains(reason), "{reason}: {said}");
    }
    let aside = String::from_utf8(place.read("vendor/aside.yaml")).expect("UTF-8");
    assert!(aside.contains("answer: pass"), "{aside}");
    // A word that is none of the choices is not taken either.
    checklist.save(&place, "words.html", &[("home:H.1/verdict", "splendid")]);
    let head = String::from_utf8(place.read("vendor/dossier.yaml")).expect("UTF-8");
    place.write(
        "vendor/dossier.yaml",
        head.replacen(
            "people:\n",
            "people:\n  meera:\n    name: \"Meera Iyer\"\n    party: assessor\n",
            1,
        ),
    );
    let said = import(&place, "vendor", &["words.html"], "meera");
    assert!(
        said.contains("home:H.1/verdict: it is no answer to what is asked"),
        "{said}"
    );
}

#[test]
fn a_slot_that_is_twice_in_a_copy_is_a_conflict_if_the_answers_differ() {
    let place = Place::new();
    let page = Page::build(&place, "vendor", "tcf");
    page.save(&place, "same.html", &[(SECOND, "x"), (SECOND, "x")]);
    page.save(&place, "copy.html", &[(MAIN, "a"), (MAIN, "b")]);
    let said = import(&place, "vendor", &["same.html"], "asha");
    assert_eq!(counts(&said), "1 taken", "{said}");
    let said = import(&place, "vendor", &["copy.html"], "asha");
    assert_eq!(counts(&said), "1 conflict", "{said}");
}

#[test]
fn copies_that_do_not_belong_here_are_refused() {
    let place = Place::new();
    let page = Page::build(&place, "vendor", "tcf");
    let refused = |code: &str, file: &str| {
        place.refused(code, "vendor", &["import", "vendor", file, "--as", "asha"])
    };
    place.write("page.html", &page.html);
    let said = refused("P0840", "page.html");
    assert!(
        said.contains("Save a copy") && said.contains("Copy answers as text"),
        "{said}"
    );
    let block = page.block(&[page.answer(MAIN, "x")], &json!([]));
    let with = |part: &str, value: &str| {
        let mut block = block.clone();
        block[part] = value.into();
        page.with(&block)
    };
    place.write(
        "copy.html",
        with("dossier", "00000000000000000000000000000001"),
    );
    refused("P0843", "copy.html");
    place.write("copy.html", with("edition", "pilot@2025"));
    let said = refused("P0844", "copy.html");
    assert!(said.contains("`pilot@2025`"), "{said}");
    // Half a gigabyte is not read.
    let large = File::create(place.path("large.html")).expect("a file");
    large.set_len(500 << 20).expect("a length");
    let said = refused("P0841", "large.html");
    assert!(said.contains("larger than 64 MiB"), "{said}");
    refused("P0889", "missing.html");
    place.write("copy.html", page.with(&block));
    let package = place.export("laboratory", "vendor");
    place.refused(
        "P0889",
        "vendor",
        &["import", "vendor", "copy.html", &package, "--as", "asha"],
    );
    place.refused(
        "P0821",
        "vendor",
        &["import", "vendor", "copy.html", "--as", "nobody"],
    );
}

#[test]
fn more_than_ten_answers_are_emptied_only_if_that_is_said() {
    let place = Place::new();
    let page = Page::build(&place, "vendor", "tcf");
    let open: Vec<String> = page
        .slots
        .iter()
        .filter(|slot| page.field(slot).is_array())
        .cloned()
        .collect();
    let is_text = |slot: &&String| {
        let shape = page.field(slot)[0]
            .as_u64()
            .and_then(|at| usize::try_from(at).ok());
        page.data["shapes"][shape.expect("a number")].is_string()
    };
    let texts: Vec<(&str, &str)> = open
        .iter()
        .filter(is_text)
        .map(|slot| (slot.as_str(), "x"))
        .collect();
    page.save(&place, "copy.html", &texts);
    import(&place, "vendor", &["copy.html"], "asha");
    let page = Page::build(&place, "vendor", "tcf");
    let held: Vec<(&str, &str)> = open
        .iter()
        .filter(|slot| !page.field(slot)[4].is_null())
        .map(|slot| (slot.as_str(), ""))
        .collect();
    page.save(&place, "emptied.html", &held);
    let import = ["import", "vendor", "emptied.html", "--as", "asha"];
    assert!(held.len() > 10, "{held:?}");
    place.refused("P0888", "vendor", &import);
    let said = place.fine(&[&import[..], &["--clear"]].concat());
    assert!(said.contains("cleared"), "{said}");
}

#[test]
fn only_fields_of_one_party_are_open_and_no_other_page_has_a_script_for_it() {
    let place = Place::new();
    place.answer("vendor", MAIN, "Locked.");
    let page = Page::build(&place, "vendor", "f04");
    assert_eq!(page.data["party"], "assessor", "the author of the form");
    let held = page.field("home:H.1/verdict");
    assert!(held.is_array(), "{held}");
    let page = Page::build_for(&place, "vendor", "f04", &["--open-for", "laboratory"]);
    assert_eq!(page.data["party"], "laboratory");
    assert!(page.field("home:H.1/verdict").is_number());
    let wrong = place.refused(
        "P0829",
        "vendor",
        &["build", "vendor", "--open-for", "nobody"],
    );
    assert!(wrong.contains("assessor"), "{wrong}");
    let index = String::from_utf8(place.read("vendor/out/index.html")).expect("UTF-8");
    assert!(!index.contains("praman-page"));
    let said = place.run(&[
        "build",
        "product.yaml",
        "--scheme",
        "x",
        "--open-for",
        "vendor",
    ]);
    assert_eq!(said.code, 2, "{}", said.err);
}
