//! Series: what is open for one product is told, whatever an answer settles for another.

use super::camera::Camera;
use super::form;
use praman::plan::Status;
use praman::view::{RefView, find_questions, view_plan, view_record, view_traceability};

const SCHEME: &str = "
provenance evidence, procedure, form, levels, number, title, statement, applies, strength ours
catalog c@1 \"First\" { publisher \"X\" }
edition e@1 \"E\" { uses c@1; forms F; verdict pass \"P\" good; verdict fail \"F\" bad; verdict u \"U\" undecided }
form F \"Form\" { section s \"S\" { holds assessments, responses, evidence, open-questions, verdicts } }
evidence doc \"Document\" { kind document; form F s }
evidence doc2 \"Document two\" { kind document; form F s }
fact x \"X?\" : yes or no
inventory part \"Parts\" { shape \"Which?\" : one of { a, b } }
procedure r \"R\" {
  inventory part
  depth test {
    effort 1 h per entry
    case a \"A\" { positive; do \"Do.\"; expect \"It runs.\" }
    case b \"B\" where shape is b { effort 3 h per entry; do \"Do it.\"; expect \"It goes.\" }
    pass when \"It runs.\"
  }
}
procedure q \"Q\" {
  inventory part
  depth test { effort 30 min per entry; case b \"B\" where shape is b { do \"Do it.\"; expect \"It goes.\" } pass when \"It goes.\" }
}
procedure z \"Z\" { depth review { effort 2 h per run; case z \"Z\" { do \"Do it.\"; expect \"It goes.\" } pass when \"It goes.\" } }
in c@1
control 1 \"One\" {
  statement \"It is.\"
  applies always
  evidence doc for each part where shape is b
  evidence doc2 when x
  verify r, q by test for each part
}
control 2 \"Two\" { statement \"It is two.\"; applies when x; verify z by review }
";

/// Reads a product of one part, of which nothing is known, and what a variant says of it.
fn read(variant: &str) -> Camera {
    let product = format!(
        "\
scheme: e@1
product: {{ name: A, model: B, hardware: C, firmware: D }}
applicant: {{ name: Z }}
inventories: {{ part: {{ one: {{ shape: unknown }} }} }}
{variant}"
    );
    Camera::read(SCHEME, &product)
}

fn answered() -> Camera {
    read("series: { V: { change: { product.model: V, x: yes, part.one.shape: b } } }\n")
}

/// Returns the questions, each with what hangs on it and the minutes of that work.
fn questions(camera: &Camera) -> Vec<String> {
    let plan = view_plan(&camera.basis());
    let view = |open: &praman::view::OpenView| {
        let items = open.controls.iter().flat_map(|one| &one.items);
        let items: Vec<&str> = items.map(|item| item.what.as_str()).collect();
        format!(
            "{} {} min: {}",
            open.question,
            open.minutes,
            items.join("; ")
        )
    };
    plan.open.iter().map(view).collect()
}

#[test]
fn the_lead_is_asked_what_a_variant_answers() {
    assert_eq!(
        questions(&answered()),
        [
            "Which? 0 min: evidence “Document” (lead); case “B” of “R” for part.one; test “Q” (lead)",
            "X? 0 min: evidence “Document two” (lead); whether it applies (lead)",
        ]
    );
    let verdicts = form(&answered(), "f").verdicts.expect("they are held");
    let open: Vec<&str> = verdicts.open.iter().map(|one| &*one.key).collect();
    assert_eq!(open, ["c:1", "c:2"]);
}

#[test]
fn each_question_has_the_work_that_hangs_on_it() {
    assert_eq!(
        questions(&read("")),
        [
            "Which? 210 min: evidence “Document”; case “B” of “R” for part.one; test “Q”",
            "X? 120 min: evidence “Document two”; whether it applies",
        ]
    );
}

#[test]
fn the_terminal_and_the_papers_ask_the_same() {
    for camera in [answered(), read("")] {
        let basis = camera.basis();
        let asked = find_questions(&basis);
        let asked: Vec<String> = asked
            .iter()
            .map(|one| one.words(&basis).to_string())
            .collect();
        let plan = view_plan(&basis);
        let printed: Vec<String> = plan
            .open
            .iter()
            .map(|one| one.question.to_string())
            .collect();
        assert_eq!(asked, printed);
    }
}

#[test]
fn cells_of_the_lead_are_open() {
    let camera = answered();
    let sheet = form(&camera, "f");
    let one = &sheet.assessments[0];
    let pointers = one.evidence[0].pointers.iter();
    let pointers: Vec<Status> = pointers.map(|pointer| pointer.row.status).collect();
    assert_eq!(pointers, [Status::Open, Status::Applies], "evidence");
    let named = |names: &praman::view::ProductNames| names.join(", ");
    assert_eq!(named(&one.evidence[1].open_for), "lead");
    assert_eq!(named(&one.evidence[1].pointers[0].row.open_for), "lead");
    assert_eq!(
        named(&one.tests[0].open_for),
        "",
        "it is examined in any case"
    );
    assert_eq!(named(&one.tests[1].open_for), "lead");
    let verdicts = one.tests[1].rows[0].verdicts.iter();
    let verdicts: Vec<Status> = verdicts.map(|cell| cell.status).collect();
    assert_eq!(verdicts, [Status::Open, Status::Applies], "verdicts");
    let plan = view_record(&camera.basis());
    let run = plan
        .sheets
        .iter()
        .find(|run| &*run.key == "r")
        .expect("it is planned");
    let grid = &run.blocks[0].grids[0];
    let results = |case: usize| {
        let cells = grid.rows.iter().flat_map(|row| &row.cells[case]);
        cells.map(|result| result.status).collect::<Vec<_>>()
    };
    assert_eq!(
        results(0),
        [Status::Applies, Status::Applies],
        "the first case"
    );
    assert_eq!(
        results(1),
        [Status::Open, Status::Applies],
        "the second case"
    );
    let cells = plan.roll_up.controls[0].parts[1].cells.iter();
    let cells: Vec<Status> = cells.map(|cell| cell.status).collect();
    assert_eq!(cells, [Status::Open, Status::Applies], "roll-up");
}

/// A requirement that wants at least one part.
const AT_LEAST_ONE: &str = "
control 3 \"Three\" {
  statement \"It is three.\"
  applies always
  evidence doc for at least one part where shape is b
  verify q by test for at least one part
}
";

#[test]
fn a_product_without_an_entry_is_judged_bad_where_one_is_wanted() {
    let product = "\
scheme: e@1
product: { name: A, model: B, hardware: C, firmware: D }
applicant: { name: Z }
facts: { x: no }
inventories: { part: none }
";
    let scheme = format!("{SCHEME}{AT_LEAST_ONE}");
    let alone = Camera::read(&scheme, product);
    let series = "series: { V: {}, W: { add: { part: { two: { shape: b } } } } }\n";
    let series = Camera::read(&scheme, &format!("{product}{series}"));
    let without = |camera: &Camera| {
        let sheet = form(camera, "f");
        let one = sheet.assessments.last().expect("it applies").clone();
        let without = [&one.evidence[0].without, &one.tests[0].without];
        without.map(|all| {
            let shown = all.iter().map(|one| {
                let who = one.variant.as_deref().unwrap_or("all");
                format!("{who}: {}", one.verdict)
            });
            shown.collect::<Vec<_>>().join(", ")
        })
    };
    assert_eq!(without(&alone), ["all: F"; 2]);
    assert_eq!(without(&series), ["lead: F, V: F"; 2]);
    let plan = view_record(&alone.basis());
    assert!(plan.sheets.is_empty(), "there is nothing to examine");
    let plan = view_record(&series.basis());
    let products = plan.sheets.iter().flat_map(|run| &run.without);
    let products = products.flat_map(|one| &one.products);
    let products: Vec<&str> = products.filter_map(|one| one.variant.as_deref()).collect();
    assert_eq!(products, ["lead", "V"]);
}

#[test]
fn what_one_variant_lacks_is_said_and_counted() {
    let scheme = SCHEME.replace("holds assessments", "holds answers, missing, assessments");
    let told = |lead: &str, series: &str| {
        let product = format!(
            "\
scheme: e@1
product: {{ name: A, model: B, hardware: C, firmware: D }}
applicant: {{ name: Z }}
facts: {{ x: no }}
inventories: {{ part: {lead} }}
series: {{ V: {{ {series} }}, W: {{}} }}
"
        );
        let form = form(&Camera::read(&scheme, &product), "f");
        let listed = form.product.expect("it is held").inventories;
        let [part] = listed.as_slice() else {
            panic!("one inventory");
        };
        let unknown = part.entries.iter().flat_map(|entry| &entry.unknown);
        let unknown: Vec<String> = unknown
            .map(|one| format!("{} {:?}", one.key, one.variants))
            .collect();
        let missing = form.missing.expect("it is held").total.answers;
        (part.says.clone(), unknown.join(", "), missing)
    };
    let all = "The product file says that these are all";
    let same = told("{ one: { shape: a } }", "change: { product.model: V }");
    assert_eq!(same, (all.to_owned(), String::new(), 0));
    let less = told(
        "{ one: { shape: a } }",
        "change: { part.one.shape: unknown }",
    );
    assert_eq!(less, (all.to_owned(), "shape [\"V\"]".to_owned(), 1));
    let more = told("none", "add: { part: { more: unknown } }");
    let says =
        "The product file says for the lead that there is none, for V that there may be more";
    assert_eq!(more, (says.to_owned(), String::new(), 1));
}

/// Two requirements with a procedure and evidence for parts of one shape alone.
const FOR_SHAPE_B: &str = "
control 3 \"Three\" { statement \"It is three.\"; applies always; verify q by test for each part where shape is b }
control 4 \"Four\" {
  statement \"It is four.\"
  applies when x
  evidence doc for each part where shape is b
  verify q by test for each part
}
";

#[test]
fn gaps_of_one_product_name_it() {
    let scheme = format!("{SCHEME}{FOR_SHAPE_B}");
    let gaps = |shape: &str, series: &str| {
        let product = format!(
            "\
scheme: e@1
product: {{ name: A, model: B, hardware: C, firmware: D }}
applicant: {{ name: Z }}
facts: {{ x: yes }}
inventories: {{ part: {{ one: {{ shape: {shape} }} }} }}
{series}"
        );
        let camera = Camera::read(&scheme, &product);
        let gaps = view_traceability(&camera.basis()).gaps.into_iter();
        let gaps = gaps.filter(|gap| ["c:3", "c:4"].contains(&&*gap.subject));
        let gaps = gaps.map(|gap| format!("{} {}", gap.subject, gap.says));
        gaps.collect::<Vec<_>>()
    };
    let nothing = "c:3 it calls for no evidence and no procedure, so nothing can decide it";
    let none = "c:4 it calls for no evidence and no procedure, so nothing can decide it";
    let evidence = "c:3 it calls for no evidence";
    assert_eq!(gaps("a", "series: { V: {} }"), [nothing, none]);
    assert_eq!(gaps("b", "series: { V: {} }"), [evidence]);
    let other = "series: { V: { change: { part.one.shape: a } }, W: { change: { x: no } } }";
    assert_eq!(
        gaps("b", other),
        [
            format!("{evidence} (lead, W)"),
            format!("{nothing} (V)"),
            format!("{none} (V)")
        ]
    );
    let applies_to_none = "series: { V: { change: { part.one.shape: a, x: no } } }";
    assert_eq!(
        gaps("b", applies_to_none),
        [format!("{evidence} (lead)"), format!("{nothing} (V)")]
    );
}

#[test]
fn single_cases_that_fall_away_are_not_named() {
    let control = "\
control 3 \"Three\" { statement \"It is three.\"; applies always; evidence doc; verify r case a, b by test for each part }
";
    let scheme = format!("{SCHEME}{control}");
    let named = |parts: &str, series: &str| {
        let product = format!(
            "\
scheme: e@1
product: {{ name: A, model: B, hardware: C, firmware: D }}
applicant: {{ name: Z }}
facts: {{ x: no }}
inventories: {{ part: {parts} }}
{series}"
        );
        let camera = Camera::read(&scheme, &product);
        let plan = view_record(&camera.basis());
        let run = plan.sheets.iter().find(|run| &*run.key == "r");
        let run = run.expect("it is planned").clone();
        let is_own = |control: &RefView| &*control.key == "c:3";
        let keys = |cases: &[RefView]| {
            let keys: Vec<&str> = cases.iter().map(|case| &*case.key).collect();
            keys.join(" ")
        };
        let own = run.serves.iter().filter(|one| is_own(&one.control));
        let mut told: Vec<String> = own.map(|one| keys(&one.cases)).collect();
        let rows = run.rows.iter().flat_map(|row| &row.serves);
        let own = rows.filter(|one| is_own(&one.control));
        told.extend(own.map(|one| keys(&one.cases)));
        let sheet = form(&camera, "f");
        let tests = sheet.assessments.last().expect("it applies").tests.iter();
        told.extend(tests.map(|test| keys(&test.cases)));
        let traced = view_traceability(&camera.basis()).controls;
        let traced = traced.last().expect("it applies").procedures.iter();
        told.extend(traced.map(|one| one.cases.join(" ")));
        told
    };
    assert_eq!(named("{ one: { shape: a } }", ""), ["a"; 4]);
    assert_eq!(
        named("{ one: { shape: a }, two: { shape: b } }", ""),
        ["a b", "a", "a b", "a b", "a b"]
    );
    let series = "series: { V: { change: { part.one.shape: b } } }";
    assert_eq!(named("{ one: { shape: a } }", series), ["a b"; 4]);
    assert_eq!(named("{ one: { shape: unknown } }", ""), ["a b"; 4]);
}

#[test]
fn a_verdict_is_asked_for_the_products_that_a_control_asks_for() {
    let scheme = format!(
        "{SCHEME}
procedure s \"S\" {{ depth test {{ requires q; effort 1 h per run; case s \"S\" {{ do \"Do.\"; expect \"It is.\" }} pass when \"It is.\" }} }}
control 3 \"Three\" {{ statement \"It is three.\"; applies when x; evidence doc; verify q by test for each part }}
control 4 \"Four\" {{ statement \"It is four.\"; applies always; evidence doc; verify s by test }}
"
    );
    let product = "\
scheme: e@1
product: { name: A, model: B, hardware: C, firmware: D }
applicant: { name: Z }
facts: { x: no }
inventories: { part: { one: { shape: b } } }
series: { V: { change: { x: yes } }, W: { add: { part: { two: { shape: b } } } } }
";
    let plan = view_record(&Camera::read(&scheme, product).basis());
    let run = plan.sheets.iter().find(|run| &*run.key == "q");
    let rows = &run.expect("it is required").rows;
    let shown = rows.iter().map(|row| {
        let verdicts = row.serves.iter().flat_map(|serves| {
            let cells = serves.verdicts.iter();
            let key = &serves.control.key;
            cells.map(move |cell| format!("{key} for {}", cell.variant.as_deref().unwrap_or("all")))
        });
        let verdicts: Vec<String> = verdicts.collect();
        format!(
            "{} [{}]: {}",
            row.row.shown,
            row.row.variants.join(", "),
            verdicts.join(", ")
        )
    });
    assert_eq!(
        shown.collect::<Vec<_>>(),
        [
            "part.one []: c:1 for all, c:3 for V",
            "part.two [W]: c:1 for all"
        ]
    );
}

#[test]
fn a_set_that_is_known_in_part_is_missing() {
    let scheme = SCHEME
        .replace("holds assessments", "holds answers, missing, assessments")
        .replace("fact x", "fact y \"Y?\" : set of { p, q }\nfact x")
        .replace("Which?\" : one of", "Which?\" : set of")
        .replace("shape is b", "shape has any of (b)");
    let told = |fact: &str, shape: &str, series: &str| {
        let product = format!(
            "\
scheme: e@1
product: {{ name: A, model: B, hardware: C, firmware: D }}
applicant: {{ name: Z }}
facts: {{ x: no, y: {fact} }}
inventories: {{ part: {{ one: {{ shape: {shape} }} }} }}
series: {{ V: {series} }}
"
        );
        let form = form(&Camera::read(&scheme, &product), "f");
        let product = form.product.expect("it is held");
        let entries = product.inventories[0].entries.iter();
        let unknown = entries.flat_map(|entry| &entry.unknown);
        let unknown: Vec<String> = unknown
            .map(|one| {
                let partly = if one.partly { " in part" } else { "" };
                format!("{}{partly} {:?}", one.key, one.variants)
            })
            .collect();
        let missing = form.missing.expect("it is held").total.answers;
        (unknown.join(", "), missing)
    };
    assert_eq!(told("[p]", "[a]", "{}"), (String::new(), 0));
    assert_eq!(told("none", "none", "{}"), (String::new(), 0));
    assert_eq!(
        told("[p, unknown]", "[a, unknown]", "{}"),
        ("shape in part []".to_owned(), 2)
    );
    assert_eq!(told("unknown", "unknown", "{}"), ("shape []".to_owned(), 2));
    assert_eq!(
        told("[p]", "[a]", "{ change: { part.one.shape: [b, unknown] } }"),
        ("shape in part [\"V\"]".to_owned(), 1)
    );
}

#[test]
fn one_of_these_is_marked_where_it_is_open() {
    let scheme = SCHEME.replace(
        "procedure r",
        "inventory way \"Ways\" { to \"Which?\" : entries of part; sure \"Sure?\" : yes or no }
procedure w \"W\" { inventory way; depth test { effort 1 h per entry; case w \"W\" { positive; do \"Do.\"; expect \"It is.\" } pass when \"It is.\" } }
procedure r",
    );
    let control = "control 3 \"Three\" { statement \"It is three.\"; applies always; evidence doc; verify w by test for each part, at least one way where sure }";
    let scheme = format!("{scheme}{control}\n");
    let product = "\
scheme: e@1
product: { name: A, model: B, hardware: C, firmware: D }
applicant: { name: Z }
facts: { x: no }
inventories:
  part: { one: { shape: a }, two: { shape: b } }
  way: { good: { to: [one, two], sure: yes }, odd: { to: [one], sure: unknown } }
series: { V: { change: { way.good.sure: unknown } } }
";
    let form = form(&Camera::read(&scheme, product), "f");
    let response = form.responses.last().expect("it applies");
    let shown = response.one_of.iter().map(|one| {
        let entries = one.entries.iter().map(|entry| {
            let open_for = entry.open_for.join(", ");
            format!("{} {} [{open_for}]", entry.entry, entry.status.key())
        });
        let entries: Vec<String> = entries.collect();
        format!("{} {}: {}", one.each, one.status.key(), entries.join("; "))
    });
    assert_eq!(
        shown.collect::<Vec<_>>(),
        [
            "part.one applies: way.good applies [V]; way.odd open []",
            "part.two applies: way.good applies [V]"
        ]
    );
}

/// What the differences of a variant touch, a line each.
fn touched(variant: &str) -> Vec<String> {
    let scheme = SCHEME
        .replace(
            "open-questions, verdicts",
            "open-questions, verdicts, differences",
        )
        .replace(
            "shape \"Which?\" : one of { a, b }",
            "shape \"Which?\" : one of { a, b }; colour \"Which colour?\" : text",
        );
    let product = format!(
        "\
scheme: e@1
product: {{ name: A, model: B, hardware: C, firmware: D }}
applicant: {{ name: Z }}
facts: {{ x: no }}
inventories: {{ part: {{ one: {{ shape: a, colour: red }}, two: {{ shape: a, colour: red }} }} }}
series: {{ V: {variant} }}
"
    );
    let camera = Camera::read(&scheme, &product);
    let view = form(&camera, "f").touched.remove(0);
    let methods = |what: &str, list: Vec<praman::view::TouchedMethod>| {
        let lines = list.into_iter();
        let lines = lines.map(|one| format!("{what} {}: {}", one.key, one.entries.join(", ")));
        lines.collect::<Vec<String>>()
    };
    let mut lines = vec![format!("taken over: {}", view.taken_over)];
    lines.extend(methods("to judge", view.to_judge));
    lines.extend(methods("own", view.own));
    lines.extend(methods("gone", view.gone));
    let statuses = view.statuses.into_iter();
    lines.extend(statuses.map(|one| {
        format!(
            "{}: {} → {}",
            one.control.key,
            one.lead.key(),
            one.model.key()
        )
    }));
    let controls: Vec<String> = view
        .controls
        .iter()
        .map(|one| one.key.to_string())
        .collect();
    lines.push(format!("bears on: {}", controls.join(", ")));
    let evidence = view.evidence.into_iter();
    lines.extend(
        evidence.map(|one| format!("{}: {}", one.kinds.join(" or "), one.entries.join(", "))),
    );
    lines
}

#[test]
fn what_holds_for_a_variant_is_told() {
    let check = |variant: &str, expected: &[&str]| assert_eq!(touched(variant), expected);
    check(
        "{ change: { product.model: V } }",
        &["taken over: 2", "bears on: "],
    );
    // What does not decide about a row leaves its result to the laboratory.
    check(
        "{ change: { part.one.colour: blue } }",
        &["taken over: 2", "to judge r: part.one", "bears on: c:1"],
    );
    check(
        "{ change: { part.one.shape: b } }",
        &[
            "taken over: 1",
            "own r: part.one",
            "own q: part.one",
            "bears on: c:1",
            "doc: part.one",
        ],
    );
    check(
        "{ remove: [part.two] }",
        &["taken over: 1", "gone r: part.two", "bears on: c:1"],
    );
    check(
        "{ change: { x: yes }, add: { part: { three: { shape: b, colour: red } } } }",
        &[
            "taken over: 2",
            "own r: part.three",
            "own q: part.three",
            "own z: ",
            "c:2: not-applicable → applies",
            "bears on: c:1, c:2",
            "doc: part.three",
        ],
    );
}
