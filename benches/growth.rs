//! How the time of every command and paper grows with the scheme, the entries, the variants and the evidence.
//!
//! `cargo bench --bench growth` runs the program on corpora that it makes, with one thread, and prints a table of
//! seconds and exponents: 1 is linear, and 1.08 is twelve times for ten times. `-- 100000` goes up to that size,
//! `-- 1000 check plan` only over the commands of these names. Compare figures of one run only.

#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a benchmark prints, and stops where its own data is wrong"
)]

#[path = "corpus/conditions.rs"]
mod conditions;
#[path = "corpus/product.rs"]
mod product;
#[path = "corpus/traced.rs"]
mod traced;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use product::{Added, camera};
use tempfile::TempDir;

/// The largest size, unless the command line names one.
const LARGEST: usize = 10_000;
/// The product file of the camera among the examples.
const EXAMPLE: &str = include_str!("../examples/ip-camera/product.yaml");

/// What grows, and how an input of a size is made.
struct Axis {
    name: &'static str,
    smallest: usize,
    /// The forms of its scheme, by their names on the command line.
    forms: &'static [&'static str],
    make: fn(&Path, usize) -> Input,
}

/// The papers that are made of every scheme beside its forms.
const PAPERS: &[&str] = &[
    "plan",
    "procedures",
    "record",
    "traceability",
    "deliveries",
    "index",
    "report",
    "findings",
    "quotation",
];
/// Forms of the shipped scheme.
const SHIPPED_FORMS: &[&str] = &["tcf", "checklist"];
/// The form of a generated scheme.
const GENERATED_FORMS: &[&str] = &["f"];

/// An input on the disk.
struct Input {
    /// `None` for the shipped scheme.
    scheme: Option<PathBuf>,
    product: PathBuf,
    /// A control to ask for.
    control: &'static str,
}

/// A command: its name, and its arguments for an input.
type Row = (String, Box<dyn Fn(&Input) -> Vec<String>>);

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    if words.iter().any(|word| word == "--test") {
        return;
    }
    let largest = words.iter().find_map(|word| word.parse().ok());
    let largest = largest.unwrap_or(LARGEST);
    let is_name = |word: &&String| !word.starts_with('-') && word.parse::<usize>().is_err();
    let names: Vec<&String> = words.iter().filter(is_name).collect();
    let folder = TempDir::new().expect("a folder for the corpora");
    for axis in axes() {
        let sizes: Vec<usize> = std::iter::successors(Some(axis.smallest), |size| Some(size * 10))
            .take_while(|size| *size <= largest)
            .collect();
        let inputs: Vec<Input> = sizes
            .iter()
            .map(|size| (axis.make)(&folder.path().join(format!("{}{size}", axis.name)), *size))
            .collect();
        print_head(axis.name, &sizes);
        for (name, arguments) in rows(&axis) {
            if names.is_empty() || names.iter().any(|wanted| name.contains(wanted.as_str())) {
                let times = inputs
                    .iter()
                    .map(|input| run(&arguments(input), folder.path()));
                print_row(&name, &times.collect::<Vec<_>>());
            }
        }
    }
}

fn axes() -> [Axis; 5] {
    [
        Axis {
            name: "scheme",
            smallest: 1_000,
            forms: GENERATED_FORMS,
            make: make_scheme,
        },
        Axis {
            name: "conditions",
            smallest: 1_000,
            forms: GENERATED_FORMS,
            make: make_conditions,
        },
        Axis {
            name: "entries",
            smallest: 100,
            forms: SHIPPED_FORMS,
            make: |folder, count| {
                let added = Added {
                    interfaces: count,
                    chips: count,
                    images: count,
                    ..Added::default()
                };
                make_product(folder, added)
            },
        },
        Axis {
            name: "variants",
            smallest: 100,
            forms: SHIPPED_FORMS,
            make: |folder, variants| {
                let added = Added {
                    variants,
                    ..Added::default()
                };
                make_product(folder, added)
            },
        },
        Axis {
            name: "evidence",
            smallest: 100,
            forms: SHIPPED_FORMS,
            make: |folder, evidence| {
                let added = Added {
                    evidence,
                    ..Added::default()
                };
                make_product(folder, added)
            },
        },
    ]
}

fn make_scheme(folder: &Path, requirements: usize) -> Input {
    for (path, text) in traced::traced(requirements) {
        write(&folder.join(path), &text);
    }
    let product = folder.join("product.yaml");
    write(&product, traced::PRODUCT);
    Input {
        scheme: Some(folder.to_path_buf()),
        product,
        control: "req:R2",
    }
}

fn make_conditions(folder: &Path, count: usize) -> Input {
    for (path, text) in conditions::conditions(count) {
        write(&folder.join(path), &text);
    }
    let product = folder.join("product.yaml");
    write(&product, conditions::PRODUCT);
    Input {
        scheme: Some(folder.to_path_buf()),
        product,
        control: "home:R2",
    }
}

fn make_product(folder: &Path, added: Added) -> Input {
    let product = folder.join("product.yaml");
    write(&product, &camera(EXAMPLE, added));
    Input {
        scheme: None,
        product,
        control: "asvs-c:C.4",
    }
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder can be made");
    fs::write(path, text).expect("a file can be written");
}

fn rows(axis: &Axis) -> Vec<Row> {
    let mut rows: Vec<Row> = vec![
        ("check".to_owned(), Box::new(check_arguments)),
        (
            "why".to_owned(),
            Box::new(|input| {
                let words = [
                    "why".to_owned(),
                    input.control.to_owned(),
                    shown(&input.product),
                ];
                with_scheme(words.to_vec(), input)
            }),
        ),
    ];
    if axis.name == "scheme" {
        for words in ["list controls", "provenance", "scheme --format html"] {
            let arguments = move |input: &Input| {
                let words = words.split(' ').map(str::to_owned).collect();
                with_scheme(words, input)
            };
            rows.push((words.to_owned(), Box::new(arguments)));
        }
    }
    for target in PAPERS.iter().chain(axis.forms) {
        for format in ["html", "md", "json", "csv"] {
            let arguments = move |input: &Input| {
                let words = [
                    "build",
                    &shown(&input.product),
                    "--target",
                    target,
                    "--format",
                    format,
                ];
                with_scheme(words.map(str::to_owned).to_vec(), input)
            };
            rows.push((format!("{target} {format}"), Box::new(arguments)));
        }
    }
    rows
}

/// A scheme is checked by itself, a product against the shipped one.
fn check_arguments(input: &Input) -> Vec<String> {
    let path = input.scheme.as_ref().unwrap_or(&input.product);
    vec!["check".to_owned(), shown(path)]
}

fn with_scheme(mut words: Vec<String>, input: &Input) -> Vec<String> {
    if let Some(scheme) = &input.scheme {
        words.extend(["--scheme".to_owned(), shown(scheme)]);
    }
    words
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

fn run(arguments: &[String], folder: &Path) -> Duration {
    let start = Instant::now();
    let status = Command::new(env!("CARGO_BIN_EXE_praman"))
        .args(arguments)
        .current_dir(folder)
        .env("RAYON_NUM_THREADS", "1")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    let time = start.elapsed();
    assert!(status.expect("the program runs").success(), "{arguments:?}");
    time
}

fn print_head(name: &str, sizes: &[usize]) {
    let sizes: Vec<String> = sizes.iter().map(|size| format!("{size:>9}")).collect();
    println!("\n{name:24}{}   exponents", sizes.join(""));
}

fn print_row(name: &str, times: &[Duration]) {
    let seconds: Vec<f64> = times.iter().map(Duration::as_secs_f64).collect();
    let shown: Vec<String> = seconds.iter().map(|time| format!("{time:>9.2}")).collect();
    let pairs = seconds.iter().zip(seconds.iter().skip(1));
    let exponents: Vec<String> = pairs
        .map(|(one, ten)| format!("{:.2}", (ten / one).log10()))
        .collect();
    println!("{name:24}{}   {}", shown.join(""), exponents.join(" "));
}
