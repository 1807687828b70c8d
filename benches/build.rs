//! How long it takes from a product file to all documents in all text formats: the shipped scheme, each example.
//!
//! "all" is what `praman build` does except for writing files: reading scheme and product, resolving, planning,
//! views, rendering. Compare figures of one run only.

#![expect(
    clippy::expect_used,
    reason = "a test may stop where its own data is wrong"
)]

use std::collections::BTreeMap;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use criterion::{BenchmarkId, Criterion};
use praman::model::Scheme;
use praman::plan::{Plan, plan_target};
use praman::product::{Product, read_product};
use praman::project::{Disk, load_scheme, load_text};
use praman::render::{Format, SharedView, list_files, make_by_default, render_documents};
use praman::resolve::{EditionChoice, resolve_scheme};
use praman::source::{FileId, Sources};
use praman::view::{Basis, BuildStamp, view_build_index};

/// That of the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    let mut group = criterion.benchmark_group("build");
    for example in ["wired-sensor", "ip-camera", "smart-lock"] {
        let path = root().join("examples").join(example).join("product.yaml");
        let (sources, scheme, file) = load(&path);
        let product = read(&sources, &scheme, file);
        let plan = plan_target(&scheme, product.level, &product.target).value;
        group.bench_function(BenchmarkId::new("plan", example), |b| {
            b.iter(|| black_box(plan_target(&scheme, product.level, &product.target)));
        });
        group.bench_function(
            BenchmarkId::new("views and all text formats", example),
            |b| {
                b.iter(|| black_box(documents(&sources, &scheme, &product, &plan)));
            },
        );
        group.bench_function(BenchmarkId::new("all", example), |b| {
            b.iter(|| {
                let (sources, scheme, file) = load(&path);
                let product = read(&sources, &scheme, file);
                let plan = plan_target(&scheme, product.level, &product.target).value;
                black_box(documents(&sources, &scheme, &product, &plan))
            });
        });
    }
    group.finish();
    criterion.final_summary();
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf()
}

fn load(product: &Path) -> (Sources, Scheme, FileId) {
    let mut sources = Sources::default();
    let files = load_scheme(&Disk, &mut sources, &root()).value;
    let scheme = resolve_scheme(&files, EditionChoice::Only)
        .value
        .expect("one edition");
    let file = load_text(&Disk, &mut sources, product).expect("a product file");
    (sources, scheme, file)
}

fn read(sources: &Sources, scheme: &Scheme, file: FileId) -> Product {
    let text = sources.get(file).expect("it was added").text();
    read_product(scheme, file, text).value
}

fn documents(
    sources: &Sources,
    scheme: &Scheme,
    product: &Product,
    plan: &Plan,
) -> Vec<(String, Vec<u8>)> {
    let stamp = BuildStamp::default();
    let basis = Basis::new(scheme, plan, product, sources, &stamp);
    let mut views: Vec<SharedView> = make_by_default(&basis);
    let index = view_build_index(&basis, list_files(&views, Format::ALL));
    views.push(Arc::new(index));
    render_documents(&views, Format::ALL, &BTreeMap::new(), None).value
}
