//! What is merged as a whole is filled in by one party, and what is asked for can be sent.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use praman::answers::Unit;
use praman::intake::Sight;
use praman::plan::plan_target;
use praman::product::read_product;
use praman::project::{Disk, load_scheme};
use praman::render::{blanks_of, product_documents};
use praman::resolve::{EditionChoice, resolve_scheme};
use praman::source::{Sources, Text};
use praman::view::{Basis, BuildStamp, view_asked};

#[test]
fn each_unit_of_the_camera_is_filled_in_by_one_party_that_may_see_it() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut sources = Sources::default();
    let files = load_scheme(&Disk, &mut sources, root).value;
    let scheme = resolve_scheme(&files, EditionChoice::Only).value;
    let scheme = scheme.expect("the shipped scheme");
    let path = root.join("examples/ip-camera/product.yaml");
    let text = fs::read_to_string(path).expect("the camera");
    let file = sources.add("product.yaml", text.as_str());
    let product = read_product(&scheme, file, &text).value;
    let plan = plan_target(&scheme, product.level, &product.target).value;
    let stamp = BuildStamp::default();
    let basis = Basis::new(&scheme, &plan, &product, &sources, &stamp);
    let documents = product_documents(&basis).into_iter().map(|document| {
        let view = document.make(&basis);
        let rooms = blanks_of(&view);
        (Text::from(document.key.as_str()), rooms)
    });
    let documents: Vec<_> = documents.collect();
    let table = view_asked(&basis, &documents);
    let mut owners = BTreeMap::new();
    let mut wrong = Vec::new();
    for (key, asked) in table.iter() {
        let first = owners.entry(Unit::of(key)).or_insert(asked.party);
        if *first != asked.party {
            wrong.push(key.text());
        }
        let party = asked.party.map(|party| scheme.parties[party].key.clone());
        let sight = party.and_then(|party| Sight::of(&scheme, &party));
        if sight.is_some_and(|sight| !sight.sees(key)) {
            wrong.push(format!("{} is hidden from who fills it in", key.text()));
        }
    }
    assert!(owners.len() > 1000, "{}", owners.len());
    assert!(wrong.is_empty(), "{wrong:#?}");
}
