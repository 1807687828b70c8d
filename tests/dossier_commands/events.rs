//! What has happened on the way to the certificate: rules by their dates, duties that are behind.

use super::place::Place;

/// Events and rules of a process, beside those of the scheme of another country.
const PROCESS: &str = r#"
event applied "Application"
event registered "Registration"
event granted "Grant of the certificate"
event changed "Change of the product" { occurs many; after granted }
rule applied-first "It is applied for first" {
  order applied before registered by maker
  breach unknown
  provenance rule ours
}
rule granted-last "The grant comes last" {
  order registered before granted by maker
  breach unknown
  provenance rule ours
}
rule told "Changes are told" {
  states "Each change is told." when changed by maker
  breach unknown
  provenance rule ours
}
"#;
const SLOT: &str = "document/undertaking/applied-first/agreed";
const HAPPENED: &str = "events:
- event: applied
  date: 2026-01-12
- event: registered
  date: 2026-02-02
  number: R-117
";

/// Makes a dossier of a scheme with a process, in which an undertaking is agreed to.
fn with_process() -> Place {
    let place = Place::empty();
    let scheme = include_str!("../foreign/scheme/mark.prm");
    let rules = "  rules seal-kept\n";
    let more = "  rules seal-kept, applied-first, granted-last, told\n  certified granted\n";
    assert_eq!(scheme.matches(rules).count(), 1);
    let scheme = scheme.replace(rules, more);
    place.write("mark/mark.prm", format!("{scheme}{PROCESS}"));
    place.write("robot.yaml", include_str!("../foreign/robot.yaml"));
    place.fine(&[
        "dossier",
        "new",
        "robot.yaml",
        "d",
        "--scheme",
        "mark",
        "--party",
        "maker",
        "--person",
        "asha=Asha Rao",
    ]);
    place.fine(&["answer", "d", SLOT, "agreed", "--as", "asha"]);
    place
}

/// Returns the part of a paper of the dossier that begins with a heading.
fn part(place: &Place, paper: &str, heading: &str) -> String {
    place.fine(&["build", "d", "--target", paper, "--format", "md"]);
    let text = place.raw(&format!("d/out/{paper}.md"));
    let at = text.find(heading).unwrap();
    let rest = &text[at..];
    let end = rest[3..].find("\n## ").map_or(rest.len(), |end| end + 3);
    rest[..end].to_owned()
}

#[test]
fn rules_are_shown_with_their_dates_and_duties_that_are_behind_are_not_asked() {
    let place = with_process();
    let shown = |place: &Place| {
        let duties = part(place, "promises", "## What the maker keeps to");
        format!("{duties}\n{}", part(place, "sheet", "## Rules"))
    };
    let before = shown(&place);
    place.append("d/dossier.yaml", HAPPENED);
    let after = shown(&place);
    // What bears on a certificate in force is a duty, and nothing to check on the way to it.
    assert!(part(&place, "promises", "## What the maker keeps to").contains("Changes are told"));
    assert!(!part(&place, "sheet", "## Rules").contains("Changes are told"));
    insta::assert_snapshot!(format!("{before}\n======\n\n{after}"));
}

#[test]
fn an_answer_to_a_duty_that_is_behind_is_kept() {
    let place = with_process();
    let before = place.answers();
    assert!(
        !place
            .fine(&["status", "d"])
            .contains("Asked by nothing any more")
    );
    let head = place.raw("d/dossier.yaml");
    place.append("d/dossier.yaml", HAPPENED);
    let told = place.fine(&["status", "d"]);
    assert!(
        told.contains("Asked by nothing any more") && told.contains(SLOT),
        "{told}"
    );
    assert_eq!(place.answers(), before);
    // It counts again as soon as it is asked for.
    place.write("d/dossier.yaml", head);
    assert!(
        !place
            .fine(&["status", "d"])
            .contains("Asked by nothing any more")
    );
    assert_eq!(place.answers(), before);
}

#[test]
fn dates_that_break_a_rule_are_said_to_do_so() {
    let place = with_process();
    place.append(
        "d/dossier.yaml",
        &HAPPENED.replace("2026-01-12", "2026-03-01"),
    );
    let duties = part(&place, "promises", "## What the maker keeps to");
    assert!(duties.contains("Not kept, by these dates"), "{duties}");
}

#[test]
fn an_event_that_the_scheme_does_not_have_is_reported() {
    let place = with_process();
    let fine = place.run(&["status", "d"]);
    assert!(!fine.err.contains("P0848"), "{fine:?}");
    place.append("d/dossier.yaml", &HAPPENED.replace("applied", "aplied"));
    for command in [&["status", "d"][..], &["build", "d"]] {
        let run = place.run(command);
        assert!(
            run.code == 0
                && run.err.contains("warning[P0848]")
                && run.err.contains("did you mean `applied`?"),
            "{run:?}"
        );
    }
}

#[test]
fn the_number_of_a_registration_is_quoted_until_something_else_gives_it() {
    let place = with_process();
    place.append("d/dossier.yaml", HAPPENED);
    let quoted = |place: &Place| {
        place.fine(&["build", "d", "--target", "answers", "--format", "html,md"]);
        let page = place.raw("d/out/answers.html");
        let heads = ["R\\2d 117", "R\\2d 118"].map(|number| page.contains(number));
        (heads, place.raw("d/out/answers.md"))
    };
    assert_eq!(quoted(&place).0, [false, false]);
    let scheme = place.raw("d/scheme/mark.prm");
    let field = "identity mark_number \"Number of the mark\" : text { quoted; event registered }\n";
    place.write("d/scheme/mark.prm", format!("{scheme}{field}"));
    let (heads, text) = quoted(&place);
    assert_eq!(heads, [true, false]);
    assert!(
        text.contains("Proposed from the events of the dossier: Number of the mark."),
        "{text}"
    );
    place.fine(&[
        "answer",
        "d",
        "document/product/mark_number",
        "R-118",
        "--as",
        "asha",
    ]);
    let (heads, text) = quoted(&place);
    assert_eq!(heads, [false, true]);
    assert!(!text.contains("Proposed"), "{text}");
}
