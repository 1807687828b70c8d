//! What becomes of an answer, case by case.

use praman::answers::{Held, Told};
use praman::merge::{Merged, Outcome, Past, Refusal, Returned, merge};
use praman::source::Text;

use crate::folder::{Folder, filled, key, values};

/// Makes a folder in which C.1 is answered, one text after another.
fn folder(texts: &[&str]) -> Folder {
    let mut folder = Folder::default();
    for text in texts {
        folder.answer(&key("C.1"), Some(filled(text, "asha")));
    }
    folder
}

fn returned(folder: &Folder, name: &str, value: &str) -> Returned {
    let key = key(name);
    let base = folder.leave(&key);
    let value = (!value.is_empty()).then(|| filled(value, "ravi"));
    Returned { key, value, base }
}

/// Says what became of the answers: `C.1 taken: b`, with the values that are held now.
fn shown(folder: &Folder, merged: &Merged) -> Vec<String> {
    let receipts = merged.receipts.iter();
    let shown = receipts.map(|receipt| {
        let slot = &receipt.key.slot;
        let name = slot.control.as_deref().unwrap_or(slot.what.word());
        let held = values(&folder.answers, &receipt.key).join(" | ");
        format!("{name} {}: {held}", receipt.outcome.word())
    });
    shown.collect()
}

fn import(folder: &mut Folder, told: &[Told]) -> Vec<String> {
    let merged = folder.import(told);
    shown(folder, &merged)
}

fn import_form(folder: &mut Folder, fields: &[Returned]) -> Vec<String> {
    let (merged, _) = folder.import_form(fields);
    shown(folder, &merged)
}

#[test]
fn a_form_comes_back() {
    let mut vendor = folder(&["a", "b"]);
    let left = |value: &str| returned(&vendor, "C.1", value);
    let [same, other, third, empty] = ["b", "c", "d", ""].map(left);
    assert_eq!(import_form(&mut vendor, &[same]), ["C.1 unchanged: b"]);
    assert_eq!(
        import_form(&mut vendor, std::slice::from_ref(&other)),
        ["C.1 taken: c"]
    );
    assert_eq!(import_form(&mut vendor, &[other]), ["C.1 already so: c"]);
    assert_eq!(import_form(&mut vendor, &[third]), ["C.1 conflict: c | d"]);
    assert_eq!(import_form(&mut vendor, &[empty]), ["C.1 kept: c | d"]);
}

#[test]
fn what_was_changed_since_was_heard_before() {
    let mut vendor = folder(&["a"]);
    let field = returned(&vendor, "C.1", "b");
    import_form(&mut vendor, std::slice::from_ref(&field));
    vendor.answer(&key("C.1"), Some(filled("c", "asha")));
    assert_eq!(import_form(&mut vendor, &[field]), ["C.1 heard before: c"]);
    let mut other = folder(&["b"]);
    let same = other.package();
    assert_eq!(import(&mut vendor, &same), ["C.1 heard before: c"]);
    assert_eq!(import(&mut other, &vendor.package()), ["C.1 taken: c"]);
}

#[test]
fn an_answer_that_comes_back_is_no_old_one() {
    let mut vendor = folder(&["pass"]);
    let mut packages = vec![vendor.package()];
    for value in ["fail", "pass"] {
        vendor.answer(&key("C.1"), Some(filled(value, "asha")));
        packages.push(vendor.package());
    }
    for order in [[0, 1, 2], [2, 1, 0], [1, 2, 0], [2, 0, 1]] {
        let mut laboratory = Folder::default();
        for number in order {
            laboratory.import(packages.get(number).map_or(&[], Vec::as_slice));
        }
        assert_eq!(
            values(&laboratory.answers, &key("C.1")),
            ["pass"],
            "{order:?}"
        );
    }
}

#[test]
fn an_answer_that_was_emptied_is_cleared_or_kept() {
    let mut vendor = folder(&["a"]);
    let mut laboratory = Folder::default();
    laboratory.import(&vendor.package());
    let mut body = laboratory.clone();
    vendor.answer(&key("C.1"), None);
    let merged = laboratory.import(&vendor.package());
    assert_eq!(shown(&laboratory, &merged), ["C.1 cleared: "]);
    assert_eq!(merged.cleared().count(), 1);
    body.answer(&key("C.1"), Some(filled("b", "ravi")));
    assert_eq!(import(&mut body, &vendor.package()), ["C.1 kept: b"]);
}

#[test]
fn a_conflict_is_settled_wherever_it_is() {
    let (mut vendor, mut other) = (folder(&["a"]), folder(&["b"]));
    assert_eq!(
        import(&mut other, &vendor.package()),
        ["C.1 conflict: a | b"]
    );
    assert_eq!(
        import(&mut vendor, &other.package()),
        ["C.1 conflict: a | b"]
    );
    let settled = returned(&vendor, "C.1", "a");
    assert_eq!(import_form(&mut vendor, &[settled]), ["C.1 taken: a"]);
    assert_eq!(import(&mut other, &vendor.package()), ["C.1 taken: a"]);
}

#[test]
fn the_fields_of_a_result_merge_whole() {
    let mut laboratory = Folder::default();
    laboratory.answer(&key("observed"), Some(filled("closed", "asha")));
    laboratory.answer(&key("result"), Some(filled("pass", "asha")));
    let [observed, result] = [("observed", "open"), ("result", "inconclusive")]
        .map(|(name, value)| returned(&laboratory, name, value));
    assert_eq!(
        import_form(&mut laboratory, &[observed]),
        ["observed taken: open", "result already so: pass"]
    );
    let rows = |folder: &Folder| {
        let contents = folder.history.contents(&key("result")).into_iter();
        let rows = contents.map(|content| {
            let values = content.iter().map(|(_, filled)| filled.value.as_str());
            values.collect::<Vec<_>>().join(", ")
        });
        rows.collect::<Vec<_>>()
    };
    import_form(&mut laboratory, &[result]);
    assert_eq!(rows(&laboratory), ["closed, inconclusive", "open, pass"]);
    laboratory.answer(&key("result"), Some(filled("pass", "asha")));
    laboratory.answer(&key("observed"), Some(filled("open", "asha")));
    assert_eq!(rows(&laboratory), ["open, pass"]);
}

#[test]
fn a_field_that_is_twice_in_a_form_is_a_conflict() {
    let mut vendor = folder(&["a"]);
    let fields = ["b", "c"].map(|value| returned(&vendor, "C.1", value));
    assert_eq!(import_form(&mut vendor, &fields), ["C.1 conflict: b | c"]);
}

#[test]
fn what_a_form_left_with_must_be_known() {
    let mut vendor = folder(&["a", "b"]);
    let field = returned(&vendor, "C.1", "c");
    let mut other = Folder::default();
    let (merged, aside) = other.import_form(&[field]);
    assert_eq!((merged.receipts.len(), aside.len()), (0, 1));
    other.import(&vendor.package());
    assert_eq!(values(&other.answers, &key("C.1")), ["c"]);
    assert_eq!(import(&mut vendor, &other.package()), ["C.1 taken: c"]);
}

#[test]
fn answers_of_another_party_are_set_aside() {
    let told = folder(&["a"]).package();
    let mut history = folder(&["b"]).history;
    let before = history.clone();
    let owner = Text::from("vendor");
    let merged = merge(&mut history, &told, |_| {
        Err(Refusal::OtherParty(owner.clone()))
    });
    assert_eq!(history, before);
    let outcomes = merged.receipts.iter().map(|receipt| receipt.outcome);
    assert_eq!(outcomes.collect::<Vec<_>>(), [Outcome::Aside]);
    let aside = merged.aside.iter().filter_map(|aside| aside.value.clone());
    assert_eq!(aside.collect::<Vec<_>>(), [filled("a", "asha")]);
}

#[test]
fn what_cannot_be_is_set_aside() {
    let told = folder(&["a"]).package();
    for round in [0, u32::MAX] {
        let mut wrong = told.clone();
        for (known, _) in wrong.iter_mut().flat_map(|told| &mut told.contents) {
            *known = round;
        }
        let mut vendor = folder(&["b"]);
        assert_eq!(import(&mut vendor, &wrong), ["C.1 aside: b"], "{round}");
    }
}

#[test]
fn drafts_that_nobody_saw_are_not_told() {
    let mut vendor = folder(&["draft", "sent"]);
    vendor.history.share(|_| true);
    vendor.answer(&key("C.1"), Some(filled("between", "asha")));
    vendor.answer(&key("C.1"), Some(filled("now", "asha")));
    let told = |past: Past| {
        let told = vendor.history.told(past, |_| true);
        told.iter().map(|told| told.over.len()).sum::<usize>()
    };
    assert_eq!((told(Past::Whole), told(Past::Shared)), (3, 1));
    assert!(vendor.history.told(Past::Whole, |_| false).is_empty());
}

#[test]
fn an_import_that_is_undone_does_not_come_back() {
    let (mut vendor, other) = (folder(&["a"]), folder(&["a", "b"]));
    import(&mut vendor, &other.package());
    vendor.set(&key("C.1"), Some(Held::Value(filled("a", "asha"))));
    assert_eq!(
        import(&mut vendor, &other.package()),
        ["C.1 heard before: a"]
    );
}

#[test]
fn a_package_tells_all_that_the_next_one_would() {
    let check = |texts: &[&str], undone: usize, over: usize| {
        let mut folder = folder(texts);
        (0..undone).for_each(|_| folder.undo());
        let told = folder.history.told(Past::Shared, |_| true);
        let given_up: usize = told.iter().map(|one| one.over.len()).sum();
        assert_eq!(given_up, over, "{texts:?}");
        folder.history.share(|_| true);
        let again = folder.history.told(Past::Shared, |_| true);
        assert_eq!(again, told, "{texts:?}");
    };
    check(&["a"], 0, 0);
    // What nobody else saw leaves no trace.
    check(&["a", "b"], 0, 0);
    // What stands again is told with the round in which something took its place.
    check(&["a", "b"], 1, 1);
    check(&["a", "b", "a"], 0, 1);
    check(&["a", "", "a", "b", "a"], 0, 1);
}
