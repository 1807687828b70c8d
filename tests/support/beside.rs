//! Registers and side files read and checked against the small scheme and the product of `tests/evidence`.

use std::collections::{BTreeMap, BTreeSet};

use praman::answers::{Found, Person};
use praman::diag::Diagnostics;
use praman::holdings::{
    Around, EvidenceInView, check_evidence, check_found, check_laboratory, check_samples,
    with_found,
};
use praman::intake::{
    RegisterDraft, read_found, read_laboratory, read_maker, read_register, read_samples,
    render_found, render_laboratory, render_maker, render_register, render_samples,
};
use praman::model::{Date, Scheme};
use praman::plan::plan_target;
use praman::product::Product;
use praman::source::Sources;

use crate::product::compile_product;
use crate::support::pages::read;

/// The kinds of files, as fences and the names of inputs have them.
pub const KINDS: [&str; 5] = ["register", "found", "samples", "laboratory", "maker"];

/// The day of all tests.
pub fn today() -> Date {
    Date::parse("2026-11-29").expect("a date")
}

/// The small scheme and its product.
pub struct World {
    pub sources: Sources,
    pub scheme: Scheme,
    pub product: Product,
}

/// Reads the small scheme and its product.
pub fn world() -> World {
    let scheme = read("tests/evidence/scheme.prm");
    let product = read("tests/evidence/product.yaml");
    let (sources, found, read) = compile_product(&scheme, &product);
    assert!(found.is_empty(), "{found:?}");
    let (scheme, product, _) = read.expect("a scheme");
    World {
        sources,
        scheme,
        product,
    }
}

/// Reads and checks a file of a kind; returns what was found, and its text as praman writes it.
pub fn find(world: &mut World, kind: &str, text: &str) -> (Diagnostics, String) {
    let file = world.sources.add(format!("{kind}.yaml"), text);
    let scheme = &world.scheme;
    let mut found = Diagnostics::new();
    let written = match kind {
        "register" => match found.take(read_register(file, text)) {
            Some(draft) => {
                let written = render_register(&draft.register);
                // What the command does too: nothing is checked of what cannot be read.
                if !found.has_errors() {
                    found.append(check_registers(scheme, &world.product, &[draft]));
                }
                written
            }
            None => String::new(),
        },
        "found" => {
            let draft = found.take(read_found(scheme, &world.product.target, file, text));
            found.append(around(world, |around| check_found(around, &draft)));
            render_found(scheme, &draft)
        }
        "samples" => {
            let draft = found.take(read_samples(file, text));
            found.append(around(world, |around| check_samples(around, &draft)));
            render_samples(&draft.list)
        }
        "laboratory" => {
            let draft = found.take(read_laboratory(file, text));
            found.append(check_laboratory(scheme, &draft, today()));
            render_laboratory(&draft.laboratory)
        }
        "maker" => {
            let draft = found.take(read_maker(file, text));
            draft
                .map(|draft| render_maker(&draft.maker))
                .unwrap_or_default()
        }
        other => panic!("what is `{other}`?"),
    };
    (found, written)
}

/// Checks registers with the evidence that the product file lists.
pub fn check_registers(
    scheme: &Scheme,
    product: &Product,
    registers: &[RegisterDraft],
) -> Diagnostics {
    let target = with_found(scheme, product, &Found::default());
    let plan = plan_target(scheme, product.level, &target).value;
    let checked = check_evidence(&EvidenceInView {
        scheme,
        plan: &plan,
        target: &target,
        listed: &product.evidence,
        registers,
        people: None,
        reader: None,
        cited: &BTreeSet::new(),
        today: today(),
    });
    let lacking = checked.value.into_iter().map(|lacking| lacking.report);
    let all: Diagnostics = checked.diagnostics.into_iter().chain(lacking).collect();
    all.sorted()
}

fn around(world: &World, check: impl Fn(&Around<'_>) -> Diagnostics) -> Diagnostics {
    let models: Vec<String> = world
        .product
        .model_keys()
        .map(|key| key.to_string())
        .collect();
    let person = |name: &str, party: &str| Person {
        name: name.to_owned(),
        party: party.to_owned(),
        email: None,
    };
    let people: BTreeMap<String, Person> = [
        ("asha".to_owned(), person("Asha Rao", "vendor")),
        ("ravi".to_owned(), person("Ravi Nair", "laboratory")),
    ]
    .into();
    let evidence = ["L1", "L2"].map(str::to_owned).into();
    check(&Around {
        scheme: &world.scheme,
        models: &models,
        people: Some(&people),
        evidence: &evidence,
        today: today(),
    })
}
