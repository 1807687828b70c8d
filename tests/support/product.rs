//! A product file read against a scheme, both from texts.

use praman::diag::Diagnostics;
use praman::holdings::check_series;
use praman::model::Scheme;
use praman::plan::{Plan, plan_target};
use praman::product::{Product, find_edition, read_head, read_product};
use praman::resolve::{EditionChoice, resolve_scheme};
use praman::source::Sources;
use praman::syntax;

use crate::support::{names_of_editions, once_each};

/// What was found in a product file; with the scheme, the product and its plan, unless there is no scheme.
pub type ReadProduct = (Sources, Diagnostics, Option<(Scheme, Product, Plan)>);

/// Reads a product file against a scheme and plans it: at the level that it names, or the lowest.
pub fn compile_product(scheme: &str, product: &str) -> ReadProduct {
    let mut sources = Sources::default();
    let file = sources.add("example.prm", scheme);
    let mut found = Diagnostics::new();
    let files = [found.take(syntax::parse_file(file, scheme))];
    let file = sources.add("product.yaml", product);
    let names = names_of_editions(&files);
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let mut edition = names.first().copied().unwrap_or_default();
    if let Some(asked) = read_head(file, product).value.scheme {
        match find_edition(&asked, &names) {
            Ok(name) => edition = name,
            Err(diagnostic) => found.push(*diagnostic),
        }
    }
    let resolved = resolve_scheme(&files, EditionChoice::Named(edition));
    let read = found.take(resolved).map(|scheme| {
        let product = found.take(read_product(&scheme, file, product));
        found.append(check_series(&scheme, &product));
        let level = product.level.or_else(|| scheme.edition.level("basic"));
        let plan = found.take(plan_target(&scheme, level, &product.target));
        (scheme, product, plan)
    });
    (sources, once_each(found), read)
}
