//! Work grows no faster than what is worked on: with ten times the scheme, the conditions, the entries, the variants, the evidence or the
//! names, rows visited and pieces of memory asked for grow at most twelve times. Nothing is timed.
//!
//! Rows are counted where tables, inventories and plans give them out (`model::visits`), allocations by the test's
//! allocator. All runs on one thread, so that all of it is counted.

#![expect(
    clippy::expect_used,
    reason = "a test may stop where its own data is wrong"
)]

#[path = "../benches/corpus/conditions.rs"]
mod conditions;
#[path = "support/names.rs"]
mod names;
#[path = "growth/papers.rs"]
mod papers;
#[path = "../benches/corpus/product.rs"]
mod product;
#[path = "../benches/corpus/traced.rs"]
mod traced;

use std::collections::BTreeMap;
use std::sync::Mutex;

use papers::{load_files, load_shipped, load_traced, plan_and_print, print_scheme};
use praman::check::check_scheme;
use praman::model::visits;
use praman::plan::plan_target;
use praman::product::read_product;
use praman::resolve::{EditionChoice, resolve_scheme};
use praman::source::Sources;
use praman::syntax::parse_file;
use product::{Added, camera};

/// By how much work may grow where what is worked on grows ten times.
const AT_MOST: u64 = 12;

/// What some work took.
#[derive(Debug, Clone, Copy, Default)]
struct Work {
    visits: u64,
    allocations: u64,
    bytes: u64,
}

/// Held by the test that counts: the whole process is counted.
static COUNTING: Mutex<()> = Mutex::new(());

/// Growth that is too fast, in words.
type Failures = Vec<String>;

#[test]
fn work_grows_no_faster_than_what_is_worked_on() {
    let _counting = COUNTING.lock();
    rayon::ThreadPoolBuilder::new()
        .num_threads(1)
        .use_current_thread()
        .build_global()
        .expect("no other pool is there");
    let mut failures = grow_schemes();
    failures.extend(grow_revisions());
    failures.extend(grow_products());
    failures.extend(grow_names());
    failures.extend(grow_conditions());
    assert!(failures.is_empty(), "\n{}", failures.join("\n"));
}

/// The test must be able to fail: a loop within a loop is found although it allocates nothing.
#[test]
fn a_loop_within_a_loop_is_found() {
    let _counting = COUNTING.lock();
    let pairs = |size: usize| {
        let (_, scheme) = load_traced(size);
        measure(|| {
            let controls = || scheme.controls.iter();
            controls()
                .filter(|(id, _)| controls().any(|(other, _)| other == *id))
                .count()
        })
        .0
    };
    let mut failures = Failures::new();
    // The other test makes the pool that all threads share.
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build();
    let pool = pool.expect("a thread can be made");
    let (one, ten) = pool.install(|| (pairs(30), pairs(300)));
    compare("pairs", [Work::default(), one, ten], &mut failures);
    assert!(!failures.is_empty());
}

fn measure<T>(work: impl FnOnce() -> T) -> (Work, T) {
    let before = visits();
    let mut result = None;
    let allocated = allocation_counter::measure(|| result = Some(work()));
    let work = Work {
        visits: visits() - before,
        allocations: allocated.count_total,
        bytes: allocated.bytes_total,
    };
    (work, result.expect("the work was done"))
}

/// Compares what was added to the work: by one part of what is worked on, and by ten.
fn compare(what: &str, [none, one, ten]: [Work; 3], failures: &mut Failures) {
    for (unit, at_most, of) in [
        ("visits", AT_MOST, (|work| work.visits) as fn(Work) -> u64),
        ("allocations", AT_MOST, |work| work.allocations),
        // A text that grows doubles its room: it asks for up to twice of what it holds.
        ("bytes", 2 * AT_MOST, |work| work.bytes),
    ] {
        let (none, one, ten) = (of(none), of(one), of(ten));
        // What adds less than a hundredth does not grow.
        let one = one.saturating_sub(none).max(none / 100 + 1);
        let ten = ten.saturating_sub(none);
        let growth = ten / one;
        if growth > at_most {
            failures.push(format!(
                "{what}: {one} {unit} become {ten}, {growth} times; {at_most} are allowed"
            ));
        }
    }
}

fn grow_schemes() -> Failures {
    let sizes = [10, 100, 1000];
    // What is made once for all papers, such as their templates, is made before anything is counted.
    let (sources, scheme) = load_traced(10);
    plan_and_print(
        "first",
        &sources,
        &scheme,
        traced::PRODUCT,
        &mut BTreeMap::new(),
    );
    print_scheme(&sources, &scheme);
    let mut all: BTreeMap<String, Vec<Work>> = BTreeMap::new();
    for size in sizes {
        let (work, (sources, scheme)) = measure(|| load_traced(size));
        all.entry("scheme: load".to_owned()).or_default().push(work);
        let (work, _) = measure(|| check_scheme(&scheme));
        all.entry("scheme: check".to_owned())
            .or_default()
            .push(work);
        plan_and_print("scheme", &sources, &scheme, traced::PRODUCT, &mut all);
        for (paper, work) in print_scheme(&sources, &scheme) {
            all.entry(format!("scheme: {paper}"))
                .or_default()
                .push(work);
        }
    }
    compare_all(all)
}

/// Resolves and checks two revisions of a catalog. Each writes a tenth of the controls again, gives a tenth other
/// keys and leaves the rest as it was; each renamed control is named by its old key once.
fn grow_revisions() -> Failures {
    let mut all: BTreeMap<String, Vec<Work>> = BTreeMap::new();
    for size in [10, 100, 1000] {
        let revised = revisions(size);
        let (work, resolved) = measure(|| {
            let mut sources = Sources::default();
            let file = sources.add("revisions.prm", revised.as_str());
            let parsed = [parse_file(file, revised.as_str()).value];
            resolve_scheme(&parsed, EditionChoice::Only)
        });
        let is_old = |wrong: &praman::diag::Diagnostic| wrong.code.id == "P0366";
        let wrong = &resolved.diagnostics;
        assert!(wrong.iter().all(is_old), "{wrong:?}");
        assert_eq!(wrong.len(), size / 10);
        all.entry("revisions: resolve".to_owned())
            .or_default()
            .push(work);
        let scheme = resolved.value.expect("the edition is there");
        let (work, _) = measure(|| check_scheme(&scheme));
        all.entry("revisions: check".to_owned())
            .or_default()
            .push(work);
        let (work, found) = measure(|| {
            let keys = (0..size).filter(|index| index % 10 == 1);
            keys.filter(|index| scheme.earlier(&format!("c:R{index}")).is_some())
                .count()
        });
        assert_eq!(found, size / 10);
        all.entry("revisions: ask".to_owned())
            .or_default()
            .push(work);
    }
    compare_all(all)
}

/// Returns a catalog with a number of controls and two revisions of it.
fn revisions(controls: usize) -> String {
    let mut text = "edition e@1 \"E\" { uses c@3 }\ncatalog c@1 \"C\" { publisher \"P\" }\n\
                    catalog c@2 \"C\" revises c@1 { publisher \"P\" }\n\
                    catalog c@3 \"C\" revises c@2 { publisher \"P\" }\nin c@1\n"
        .to_owned();
    text.extend((0..controls).map(|index| {
        let other = (index + 2) % controls;
        format!(
            "control R{index} \"R {index}\" {{ statement \"It is {index}.\"; \
             not assessed because \"It is.\"; relates equal R{other} }}\n"
        )
    }));
    for (version, before, after) in [("2", "R", "S"), ("3", "S", "T")] {
        text.extend(["in c@", version, "\n"]);
        text.extend((0..controls).step_by(10).map(|index| {
            let old = index + 1;
            format!(
                "control R{index} {{ statement \"It is {index} in {version}.\" }}\n\
                 control {after}{old} {{ was {before}{old} }}\n"
            )
        }));
    }
    let named = (1..controls).step_by(10);
    text.extend(named.map(|index| format!("relation R{index} intersects c:R{}\n", index - 1)));
    text
}

fn grow_products() -> Failures {
    let example = include_str!("../examples/ip-camera/product.yaml");
    let (sources, scheme) = load_shipped();
    let none = Added::default();
    let entries = |count| Added {
        interfaces: count,
        chips: count,
        images: count,
        ..none
    };
    let kinds: [(&str, [Added; 3]); 3] = [
        ("entries", [none, entries(20), entries(200)]),
        (
            "variants",
            [0, 10, 100].map(|variants| Added { variants, ..none }),
        ),
        (
            "evidence",
            [0, 30, 300].map(|evidence| Added { evidence, ..none }),
        ),
    ];
    let mut failures = Failures::new();
    for (kind, sizes) in kinds {
        let mut all = BTreeMap::new();
        for added in sizes {
            plan_and_print(kind, &sources, &scheme, &camera(example, added), &mut all);
        }
        failures.extend(compare_all(all));
    }
    failures
}

/// However often names mention one another, each is worked out once for a product.
fn grow_names() -> Failures {
    let mut all: BTreeMap<String, Vec<Work>> = BTreeMap::new();
    // Conditions are taken as wholes only where they rest on few names, so that all of these rest on many.
    for levels in [20, 200, 2000] {
        let mut sources = Sources::default();
        let text = names::chain(levels);
        let file = sources.add("names.prm", text.as_str());
        let scheme = resolve_scheme(&[parse_file(file, text).value], EditionChoice::Only).value;
        let scheme = scheme.expect("the edition is there");
        plan_and_print("names", &sources, &scheme, names::PRODUCT, &mut all);
        for (paper, work) in print_scheme(&sources, &scheme) {
            all.entry(format!("names: {paper}")).or_default().push(work);
        }
    }
    for levels in [30, 300, 3000] {
        let mut sources = Sources::default();
        let text = names::chain(levels);
        let file = sources.add("names.prm", text.as_str());
        let scheme = resolve_scheme(&[parse_file(file, text).value], EditionChoice::Only).value;
        let scheme = scheme.expect("the edition is there");
        let (work, _) = measure(|| check_scheme(&scheme));
        all.entry("names: check".to_owned()).or_default().push(work);
    }
    compare_all(all)
}

/// Proofs about conditions grow with their number: most questions are answered by products that were found for others. In small
/// schemes these are still being found.
fn grow_conditions() -> Failures {
    let mut all: BTreeMap<String, Vec<Work>> = BTreeMap::new();
    for size in [100, 1000, 10_000] {
        let (mut sources, scheme) = load_files(conditions::conditions(size));
        let (work, _) = measure(|| check_scheme(&scheme));
        all.entry("conditions: check".to_owned())
            .or_default()
            .push(work);
        let file = sources.add("product.yaml", conditions::PRODUCT);
        let product = read_product(&scheme, file, conditions::PRODUCT).value;
        let (work, _) = measure(|| plan_target(&scheme, product.level, &product.target));
        all.entry("conditions: planning".to_owned())
            .or_default()
            .push(work);
    }
    compare_all(all)
}

fn compare_all(all: BTreeMap<String, Vec<Work>>) -> Failures {
    let mut failures = Failures::new();
    for (what, works) in all {
        let works: [Work; 3] = works.try_into().expect("three sizes");
        compare(&what, works, &mut failures);
    }
    failures
}
