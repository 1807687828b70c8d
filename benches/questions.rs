//! How many questions a product is asked: the interview against all answers, and against the fewest that are known to do.
//!
//! `cargo bench --bench questions` gives `praman new` the answers of complete product files, as somebody would who knows
//! them all, and prints a table. `-- smart-plug` asks about the products of these names only, and `-- --names` lists what was
//! asked beyond the fewest.

#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a benchmark prints, and stops where its own data is wrong"
)]

#[path = "questions/fewest.rs"]
mod fewest;
#[path = "questions/interview.rs"]
mod interview;
#[path = "questions/known.rs"]
mod known;

use std::path::{Path, PathBuf};

use fewest::{Fewest, find_fewest};
use interview::ask;
use known::Known;

/// The complete product files, below the root of the project.
const PRODUCTS: [&str; 8] = [
    "examples/wired-sensor/product.yaml",
    "examples/smart-lock/product.yaml",
    "examples/ip-camera/product.yaml",
    "benches/devices/smart-plug.yaml",
    "benches/devices/fitness-band.yaml",
    "benches/devices/home-gateway.yaml",
    "benches/devices/door-bell.yaml",
    "benches/devices/ev-charger.yaml",
];

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    if words.iter().any(|word| word == "--test") {
        return;
    }
    let are_listed = words.iter().any(|word| word == "--names");
    let wanted: Vec<&String> = words.iter().filter(|word| !word.starts_with('-')).collect();
    println!(
        "asked: answers until nothing more decides what applies. all: answers that the file gives.\n\
         needed: each of these, left out alone, opens something, so every way to ask needs them.\n\
         fewest: the fewest that are known to settle the same, so the optimum lies between the two.\n"
    );
    println!(
        "{:16}{:>7}{:>7}{:>8}{:>9}{:>9}",
        "product", "asked", "all", "share", "needed", "fewest"
    );
    for product in PRODUCTS {
        let path = root().join(product);
        let name = name_of(&path);
        if wanted.is_empty() || wanted.iter().any(|word| name.contains(word.as_str())) {
            let known = Known::load(&path);
            let asked = ask(&known);
            let Fewest { needed, fewest } = find_fewest(&known);
            let all = known.answers.len();
            println!(
                "{name:16}{:>7}{all:>7}{:>6} %{needed:>9}{:>9}",
                asked.len(),
                asked.len() * 100 / all,
                fewest.len()
            );
            for name in asked
                .iter()
                .filter(|name| are_listed && !fewest.contains(*name))
            {
                println!("  {name}");
            }
        }
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf()
}

/// Returns the name of a product: that of its file, or of its folder if every product file is called the same.
fn name_of(path: &Path) -> String {
    let stem = path.file_stem().filter(|stem| *stem != "product");
    let folder = path.parent().and_then(Path::file_name);
    let name = stem.or(folder).unwrap_or_default();
    name.to_string_lossy().into_owned()
}
