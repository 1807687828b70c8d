//! How long the stages take: the shipped scheme, and generated schemes of 1 000, 10 000 and 100 000 controls.
//!
//! `cargo bench` prints a table of medians. Compare figures of one run only: machines differ, and so does the
//! same machine from hour to hour.

#![expect(
    clippy::expect_used,
    reason = "a test may stop where its own data is wrong"
)]

mod corpus;

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::Duration;

use criterion::{BatchSize, BenchmarkId, Criterion, Throughput};
use praman::check::check_scheme;
use praman::model::Scheme;
use praman::resolve::{EditionChoice, resolve_scheme};
use praman::source::{FileId, Sources};
use praman::syntax::ast::SyntaxFile;
use praman::syntax::parse_file;
use rayon::prelude::*;

type Texts = Vec<(FileId, String)>;

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    shipped(&mut criterion);
    generated(&mut criterion);
    criterion.final_summary();
}

fn shipped(criterion: &mut Criterion) {
    let texts = texts(read_shipped());
    let mut group = criterion.benchmark_group("shipped");
    stages(&mut group, "scheme", &texts);
    group.finish();
}

fn generated(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("generated");
    for controls in [1_000, 10_000, 100_000] {
        group.throughput(Throughput::Elements(controls));
        if controls >= 100_000 {
            group
                .sample_size(10)
                .measurement_time(Duration::from_secs(15));
        }
        let size = usize::try_from(controls).unwrap_or(usize::MAX);
        stages(
            &mut group,
            &controls.to_string(),
            &texts(corpus::corpus(size)),
        );
    }
    group.finish();
}

fn stages(
    group: &mut criterion::BenchmarkGroup<'_, criterion::measurement::WallTime>,
    name: &str,
    texts: &Texts,
) {
    let files = parse(texts);
    let scheme = resolve(&files);
    group.bench_function(BenchmarkId::new("parse", name), |b| {
        b.iter(|| black_box(parse(texts)));
    });
    group.bench_function(BenchmarkId::new("resolve", name), |b| {
        b.iter(|| black_box(resolve(&files)));
    });
    group.bench_function(BenchmarkId::new("check", name), |b| {
        b.iter(|| black_box(check_scheme(&scheme)));
    });
    group.bench_function(BenchmarkId::new("parse, resolve, check", name), |b| {
        b.iter_batched(
            || (),
            |()| black_box(check_scheme(&resolve(&parse(texts)))),
            BatchSize::PerIteration,
        );
    });
}

fn texts(files: Vec<(String, String)>) -> Texts {
    let mut sources = Sources::default();
    files
        .into_iter()
        .map(|(path, text)| (sources.add(path, text.as_str()), text))
        .collect()
}

/// Files are read in parallel, as the program does.
fn parse(texts: &Texts) -> Vec<SyntaxFile> {
    texts
        .par_iter()
        .map(|(file, text)| parse_file(*file, text.as_str()).value)
        .collect()
}

fn resolve(files: &[SyntaxFile]) -> Scheme {
    resolve_scheme(files, EditionChoice::Only)
        .value
        .expect("the edition is there")
}

fn read_shipped() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = Vec::new();
    for folder in ["requirements", "levels"] {
        collect(&root.join(folder), &mut paths);
    }
    paths.sort();
    let read = |path: PathBuf| {
        let text = std::fs::read_to_string(&path).expect("a text");
        (
            path.strip_prefix(root)
                .unwrap_or(&path)
                .display()
                .to_string(),
            text,
        )
    };
    paths.into_iter().map(read).collect()
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, paths);
        } else if path.extension().is_some_and(|extension| extension == "prm") {
            paths.push(path);
        }
    }
}
